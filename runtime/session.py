"""What a batch is, when it is complete, what is asked of the engine: the protocol's state, without sockets or threads.

The receive thread owns a `Session`. Datagrams go in; `WindowRequest`s come out, each a complete snapshot that the
inference thread may work on while the next step is already arriving. Nothing a client sends can make it raise.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from rtap.runtime import osc
from rtap.runtime.assembly import StepAssembly
from rtap.runtime.bundle import ENCODER_SAMPLES, SAMPLE_RATE_HZ, WINDOW_SAMPLES
from rtap.runtime.geometry import (
    KNOWN_WINDOW_SAMPLES,
    Geometry,
    WindowPlan,
    plan_window,
    step_columns_of,
    step_samples_of,
)
from rtap.runtime.timeline import ContextTimeline

F32 = NDArray[np.float32]

WATCHDOG_GAPS = 5
"""A batch is overdue after this many of its mean gaps between chunks without a new one, as in the authors' server,"""
WATCHDOG_MIN_NS = 10_000_000
"""but never sooner than 10 ms: chunks of a burst are 0.1 ms apart and a busy machine pauses for more than 5 gaps,"""
WATCHDOG_FIRST_NS = 50_000_000
"""and after 50 ms while only one chunk has come."""
STRAY_NS = 500_000_000
"""A chunk of an old batch this soon after a newer one is a stray; later, it is a client that began again."""
CONTEXT_LIMIT = 8.0
"""Samples beyond this are not audio (full scale is 1); a broken packet must not reach the latents, which feed back."""


@dataclass
class Settings:
    """What the client has set. Defaults are those of the authors' server."""

    r: float = 0.25
    look_ahead: float = 1.0
    fade_fraction: float = 0.02
    """Of a second."""
    chunk_floats: int = 5120
    targets: tuple[int, ...] = ()
    """Indices of the stems to generate."""
    window_samples: int = KNOWN_WINDOW_SAMPLES[0]
    verbose: bool = False

    @property
    def geometry(self) -> Geometry:
        fade_samples = int(self.fade_fraction * SAMPLE_RATE_HZ)
        return Geometry.from_client(self.window_samples, self.r, self.look_ahead, fade_samples)


@dataclass
class WindowRequest:
    """All that the inference thread needs for one window. Its buffer is pooled: `release` it."""

    audio: F32
    """Context `[1, 263680]` from `plan.window_start`, 0 from the cursor on."""
    plan: WindowPlan | None = None
    next_plan: WindowPlan | None = None
    """Where the next window will lie if nothing changes: its noise can be drawn while waiting."""
    stems: tuple[int, ...] = ()
    batch: int = 0
    window_index: int = 0
    epoch: int = 0
    """Counts resets and restarts; generated latents of another epoch are void."""
    chunk_floats: int = 5120
    budget_ms: float = 0.0
    """Until the answer's first sample is heard, which is where the crossfade begins. Below 0: retrospective."""
    answer_start: int = 0
    """First sample of the answer as the client places it: the plan's own, or earlier where `ahead_columns` is not 0."""
    answer_samples: int = 0
    ahead_columns: int = 0
    """How much further ahead than the client plays it this window is generated."""
    lost_chunks: int = 0
    complete_ns: int = 0
    """Host clock when the last context packet was taken."""


@dataclass(frozen=True)
class Past:
    """Hot start: what a stem has played until its first answer begins, `[samples]`."""

    stem: int
    audio: F32
    epoch: int


@dataclass
class Outcome:
    """What a control message led to: datagrams to send back, and a window."""

    replies: list[bytes] = field(default_factory=list)
    request: WindowRequest | None = None


class Session:
    """The protocol state of one client. Owned by the receive thread."""

    def __init__(
        self,
        stems: Sequence[str],
        log: Callable[[str, str], None],
        *,
        settings: Settings | None = None,
        request_pool: int = 4,
    ) -> None:
        """`log(level, text)` must not block; level is `info` or `warning`."""
        self.stems = tuple(stems)
        self.settings = settings or Settings()
        self.counts: Counter[str] = Counter()
        self.epoch = 0
        self.point_is_set = False
        """The client has said what r or look-ahead it plays."""
        self.ahead_columns = 0
        """How much further ahead than the client asks windows are generated, from the next step on. Set by the main
        thread."""
        self.newest_batch = 0
        """Read by the inference thread while it sends: a change means the client has moved on."""
        self._log = log
        self._planes = {"/context": 0} | {f"/{stem}": i + 1 for i, stem in enumerate(self.stems)}
        self._context = ContextTimeline()
        planes = len(self._planes)
        self._current, self._previous = StepAssembly(planes), StepAssembly(planes)
        self._cursor: int | None = None
        self._cursor_batch = 0
        self._first_batch = 0
        self._odd_step = 0
        self._warned: set[str] = set()
        self._past: Past | None = None
        """Arriving."""
        self._past_starts: dict[int, int] = {}
        self._prepared: tuple[WindowRequest, int, int] | None = None
        """A request filled ahead, the window's start, and the version of the context it was filled from."""
        self._free = [WindowRequest(np.zeros((1, ENCODER_SAMPLES), dtype=np.float32)) for _ in range(request_pool)]

    @property
    def audio_addresses(self) -> tuple[str, ...]:
        return tuple(self._planes)

    def on_past(self, chunk: osc.AudioChunk) -> Past | None:
        """Take one chunk of `/rtap/past`: `i stem, i start, i total samples, f…`; the past when it is whole.

        Nothing is kept that is longer than a window, begins anew with every first chunk, or comes while playing.
        """
        stem, start, total, count = chunk.batch, chunk.start, chunk.total, len(chunk.floats)
        if not (0 <= stem < len(self.stems) and 0 < total <= WINDOW_SAMPLES and 0 <= start <= total - count and count):
            self.counts["bad_chunks"] += 1
            return None
        if self._cursor is not None:
            self._warn_once("past", "/rtap/past comes before the first step, or after /reset; ignored")
            return None
        if start == 0 or self._past is None or self._past.stem != stem or len(self._past.audio) != total:
            self._past, self._past_starts = Past(stem, np.zeros(total, dtype=np.float32), self.epoch), {}
        self._past.audio[start : start + count] = chunk.floats
        self._past_starts[start] = count
        if sum(self._past_starts.values()) < total:
            return None
        past, self._past = self._past, None
        np.nan_to_num(past.audio, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
        past.audio.clip(-CONTEXT_LIMIT, CONTEXT_LIMIT, out=past.audio)
        return past

    # ---- audio ----------------------------------------------------------------------------------------------------

    def on_chunk(self, chunk: osc.AudioChunk, now_ns: int) -> WindowRequest | None:
        """Take one chunk of context; the request when it completes its batch."""
        plane = self._planes[chunk.address]
        count = len(chunk.floats)
        if chunk.start < 0 or count == 0 or chunk.start + count > self._current.capacity or chunk.batch < 0:
            self.counts["bad_chunks"] += 1
            return None
        if not self._turn_to(chunk.batch, plane, now_ns):
            return None
        batch = self._current if chunk.batch == self._current.batch else self._previous
        if plane not in batch.expected:
            self.counts["planes_ignored"] += 1
            return None
        if not batch.add(plane, chunk.start, chunk.total, chunk.floats, now_ns):
            self.counts["duplicate_chunks"] += 1
            return None
        if batch.fired:
            self._take_late_chunk(batch)
            return None
        step = batch.step_end(self.settings.window_samples, self.settings.r)
        if batch.complete(step):
            return self._fire(step, now_ns)
        return None

    def deadline_ns(self) -> int | None:
        """When the batch that is arriving becomes overdue; None when there is none."""
        batch = self._current
        if batch.fired or batch.chunks == 0:
            return None
        if batch.chunks == 1:
            return batch.last_ns + WATCHDOG_FIRST_NS
        gap_ns = (batch.last_ns - batch.first_ns) // (batch.chunks - 1)
        return batch.last_ns + max(WATCHDOG_GAPS * gap_ns, WATCHDOG_MIN_NS)

    def on_overdue(self, now_ns: int) -> WindowRequest | None:
        """The watchdog: play the current batch with what has arrived."""
        batch = self._current
        if batch.fired or batch.chunks == 0:
            return None
        step = batch.announced_end() or batch.step_end(self.settings.window_samples, self.settings.r)
        lost = batch.missing_chunks(step)
        if lost:
            self.counts["lost_chunks"] += lost
            self.counts["concealed_windows"] += 1
            batch.conceal(step)
        return self._fire(step, now_ns, lost_chunks=lost)

    def _turn_to(self, batch: int, plane: int, now_ns: int) -> bool:
        """Make `batch` the current one if it is new. False when the chunk belongs nowhere."""
        current = self._current
        if current.chunks == 0 and self._cursor is None:
            self._begin(batch, plane, now_ns)
            return True
        if batch == current.batch:
            old = current.fired and now_ns - current.fired_ns > STRAY_NS
            if old and current.complete(current.step_samples):  # a network repeats a packet within milliseconds
                return self._restart(batch, plane, now_ns)
            return True
        if batch > current.batch:
            if not current.fired and current.chunks:
                # The client has moved on before the watchdog fired: keep what came at its place in time.
                self.counts["abandoned_batches"] += 1
                step = current.step_end(self.settings.window_samples, self.settings.r)
                self.counts["lost_chunks"] += current.missing_chunks(step)
                current.conceal(step)
                self._place(current, step, now_ns)
            self._begin(batch, plane, now_ns)
            return True
        if batch == self._previous.batch and self._previous.fired and now_ns - self._previous.fired_ns <= STRAY_NS:
            return True
        began_again = batch == 1 and current.batch > 2
        if not began_again and now_ns - current.last_ns <= STRAY_NS:
            self.counts["stray_chunks"] += 1
            return False
        return self._restart(batch, plane, now_ns)

    def _restart(self, batch: int, plane: int, now_ns: int) -> bool:
        self._log("info", f"batch {batch} after {self._current.batch}: the client began again; context forgotten")
        self.counts["client_restarts"] += 1
        self.reset()
        self._begin(batch, plane, now_ns)
        return True

    def _begin(self, batch: int, plane: int, now_ns: int) -> None:
        targets = self.settings.targets
        if plane == 0:  # /context: the sum, once per target
            expected: tuple[int, ...] = (0,)
            multiplicity = max(len(targets), 1)
        else:  # send_mode 1: every stem that is not a target, once per target, counted stems - 1 times
            expected = tuple(i + 1 for i in range(len(self.stems)) if i not in targets)
            multiplicity = max(len(targets), 1) * max(len(self.stems) - 1, 1)
        self._previous, self._current = self._current, self._previous
        self._current.begin(batch, expected, multiplicity, now_ns)
        if self._cursor is None:
            self._first_batch = batch
        self.newest_batch = batch

    def _fire(self, step: int, now_ns: int, lost_chunks: int = 0) -> WindowRequest | None:
        """The step is here: place it on the timeline and ask for a window."""
        batch = self._current
        self._infer_window_samples(step)
        mixture = self._place(batch, step, now_ns)
        if not self.settings.targets:
            self._warn_once("targets", "context arrives but no stem is asked for: send /predict_instruments")
            return None
        geometry = self.settings.geometry
        ahead_columns = self.ahead_columns
        plan = plan_window(geometry, batch.cursor, ahead_columns)
        request = self._request_for(plan, mixture)
        if request is None:
            self.counts["requests_exhausted"] += 1
            return None
        request.plan = plan
        request.next_plan = plan_window(geometry, batch.cursor + geometry.step_samples, ahead_columns)
        request.stems = self.settings.targets
        request.batch = batch.batch
        request.window_index = batch.batch - self._first_batch
        request.epoch = self.epoch
        request.chunk_floats = self.settings.chunk_floats
        request.budget_ms = geometry.budget_samples * 1e3 / SAMPLE_RATE_HZ
        request.answer_start = batch.cursor + geometry.budget_samples
        request.answer_samples = geometry.answer_samples
        request.ahead_columns = ahead_columns
        request.lost_chunks = lost_chunks
        request.complete_ns = now_ns
        return request

    def _request_for(self, plan: WindowPlan, mixture: F32) -> WindowRequest | None:
        """A request that holds the context of `plan`; only the new step is copied where `prepare_next` saw it come."""
        prepared, self._prepared = self._prepared, None
        if prepared is not None and prepared[1:] == (plan.window_start, self._context.version - 1):
            request = prepared[0]
            at = plan.cursor - len(mixture) - plan.window_start
            if at >= 0:
                request.audio[0, at : at + len(mixture)] = mixture
                return request
        if prepared is not None:
            self._free.append(prepared[0])
        if not self._free:
            return None
        request = self._free.pop()
        self._context.read(plan.window_start, request.audio[0], until=plan.cursor)
        return request

    def prepare_next(self) -> None:
        """Fill a buffer with the context that the next window will share with this one. Call when there is time."""
        if self._prepared is not None or self._cursor is None or not self._free:
            return
        geometry = self.settings.geometry
        next_cursor = self._cursor + geometry.step_samples
        window_start = plan_window(geometry, next_cursor, self.ahead_columns).window_start
        request = self._free.pop()
        self._context.read(window_start, request.audio[0], until=self._cursor)
        self._prepared = (request, window_start, self._context.version)

    def release(self, request: WindowRequest) -> None:
        """Give a request's buffer back (any thread)."""
        self._free.append(request)

    def context_snapshot(self) -> F32:
        """The last window of context as it stands, `[263680]`. For debugging."""
        out = np.empty(ENCODER_SAMPLES, dtype=np.float32)
        return self._context.read(self._context.end - ENCODER_SAMPLES, out, until=self._context.end)

    def _place(self, batch: StepAssembly, step: int, now_ns: int) -> F32:
        """Put the batch's mixture just before its cursor. The cursor moves a step for every batch id, also for ids
        that never came: what was lost is a hole in time, not time lost."""
        nominal = step_samples_of(self.settings.window_samples, self.settings.r)
        if self._cursor is None:
            batch.cursor = 0
        else:
            batch.cursor = self._cursor + (batch.batch - self._cursor_batch) * nominal
            self.counts["skipped_batches"] += batch.batch - self._cursor_batch - 1
        self._cursor, self._cursor_batch = batch.cursor, batch.batch
        batch.step_samples = step
        batch.fired, batch.fired_ns = True, now_ns
        return self._write_context(batch)

    def _write_context(self, batch: StepAssembly) -> F32:
        mixture = batch.mixture(batch.step_samples)
        if batch.peak > CONTEXT_LIMIT:
            self.counts["non_audio_steps"] += 1
            mixture = np.nan_to_num(mixture, nan=0.0, posinf=0.0, neginf=0.0).clip(-CONTEXT_LIMIT, CONTEXT_LIMIT)
        self._context.write(batch.cursor - batch.step_samples, mixture)
        return mixture

    def _take_late_chunk(self, batch: StepAssembly) -> None:
        """It missed its own window but is still context for the next ones."""
        self.counts["late_chunks"] += 1
        self._write_context(batch)

    def _infer_window_samples(self, step: int) -> None:
        """T from the length of a step. A step of any other length is the paper's client near the start of its buffer,
        unless it comes twice in a row: then it is a client with another T."""
        for t in KNOWN_WINDOW_SAMPLES:
            if step == step_samples_of(t, self.settings.r):
                self._odd_step = 0
                self._set_window_samples(t, step)
                return
        if step == self._odd_step:
            self._set_window_samples(round(step / self.settings.r), step)
        self._odd_step = step

    def _set_window_samples(self, window_samples: int, step: int) -> None:
        if step_samples_of(self.settings.window_samples, self.settings.r) != step:
            self._log(
                "info", f"a step of {step} samples at r = {self.settings.r:g}: the client's T is {window_samples}"
            )
            self.settings.window_samples = window_samples

    # ---- control --------------------------------------------------------------------------------------------------

    def reset(self) -> None:
        """Forget context and generated latents; batch ids go on."""
        self.epoch += 1
        self._context.clear()
        self._cursor = None
        for batch in (self._current, self._previous):
            batch.begin(batch=0, expected=(), multiplicity=1, now_ns=0)

    def on_control(self, control: osc.Control, now_ns: int) -> Outcome:
        """Take one control message of the protocol. Unknown ones are counted."""
        handler = self._handlers.get(control.address)
        if handler is None:
            self.counts["unknown_addresses"] += 1
            return Outcome()
        self.counts["control_messages"] += 1
        return handler(self, control, now_ns) or Outcome()

    def _refuse(self, control: osc.Control, reason: str) -> None:
        self.counts["refused_settings"] += 1
        shown = " ".join(f"{p:g}" if isinstance(p, float) else repr(p) for p in control.params[:6])
        self._log("warning", f"{control.address} {shown}: {reason}")

    def _number(self, control: osc.Control) -> float | None:
        """The single number of a setter; types i, f and d are all in use."""
        if len(control.params) == 1 and isinstance(control.params[0], int | float):
            value = float(control.params[0])
            if math.isfinite(value):
                return value
        self._refuse(control, "expected one number")
        return None

    def _on_r(self, control: osc.Control, now_ns: int) -> None:
        value = self._number(control)
        if value is None:
            return
        try:
            columns = step_columns_of(value)
        except ValueError as error:
            self._refuse(control, f"{str(error).split(': ', 1)[1]}. Keeping r = {self.settings.r:g}")
            return
        self.settings.r = columns / 64
        self.point_is_set = True
        self._check_reach()

    def _on_look_ahead(self, control: osc.Control, now_ns: int) -> None:
        value = self._number(control)
        if value is None:
            return
        if not -1 <= value <= 63:
            self._refuse(control, f"look-ahead is -1 or more steps. Keeping w = {self.settings.look_ahead:g}")
            return
        self.settings.look_ahead = value
        self.point_is_set = True
        self._check_reach()

    def _check_reach(self) -> None:
        reach = (self.settings.look_ahead + 1) * self.settings.r
        if reach >= 1:
            self._log(
                "warning",
                f"r = {self.settings.r:g} and w = {self.settings.look_ahead:g} reach {reach:g} windows ahead: "
                "no context is left to listen to; choose (w+1)*r below 1",
            )

    def _on_fade(self, control: osc.Control, now_ns: int) -> None:
        value = self._number(control)
        if value is None:
            return
        if not 0 <= value <= 0.5:
            kept = f"Keeping {self.settings.fade_fraction:g}"
            self._refuse(control, f"the fade is a fraction of a second, 0 to 0.5. {kept}")
            return
        self.settings.fade_fraction = value

    def _on_package_size(self, control: osc.Control, now_ns: int) -> None:
        value = self._number(control)
        if value is None:
            return
        if not osc.MIN_CHUNK_FLOATS <= value <= osc.MAX_CHUNK_FLOATS or value != int(value):
            self._refuse(
                control,
                f"{osc.MIN_CHUNK_FLOATS} to {osc.MAX_CHUNK_FLOATS} floats fit a datagram. "
                f"Keeping {self.settings.chunk_floats}",
            )
            return
        self.settings.chunk_floats = int(value)

    def _on_targets(self, control: osc.Control, now_ns: int) -> None:
        flags = control.params
        if len(flags) != len(self.stems) or not all(flag in (0, 1) for flag in flags):
            self._refuse(control, f"expected {len(self.stems)} flags of 0 or 1, for {' '.join(self.stems)}")
            return
        self.settings.targets = tuple(i for i, flag in enumerate(flags) if flag)

    def _on_verbose(self, control: osc.Control, now_ns: int) -> None:
        value = self._number(control)
        if value is not None:
            self.settings.verbose = value != 0

    def _on_reset(self, control: osc.Control, now_ns: int) -> None:
        self.reset()
        self._log("info", "reset: context and generated latents forgotten")

    def _on_predict(self, control: osc.Control, now_ns: int) -> Outcome:
        return Outcome(request=self.on_overdue(now_ns))

    def _on_packet_test(self, control: osc.Control, now_ns: int) -> Outcome:
        if control.float_count > osc.MAX_CHUNK_FLOATS:
            self._refuse(control, f"at most {osc.MAX_CHUNK_FLOATS} floats fit the answer, got {control.float_count}")
            return Outcome()
        floats = np.random.default_rng().random(control.float_count, dtype=np.float32)
        return Outcome([osc.packet_test_response(floats)])

    def _warn_once(self, key: str, text: str) -> None:
        if key not in self._warned:
            self._warned.add(key)
            self._log("warning", text)

    _handlers: ClassVar[dict[str, Callable[[Session, osc.Control, int], Outcome | None]]] = {
        "/update_r": _on_r,
        "/w": _on_look_ahead,
        "/update_fade": _on_fade,
        "/update_package_size": _on_package_size,
        "/predict_instruments": _on_targets,
        "/verbose": _on_verbose,
        "/reset": _on_reset,
        "/predict": _on_predict,
        "/packet_test": _on_packet_test,
    }
