"""One window, from context audio to the answer: encode, mask, sample, decode.

This is the hot path. `prepare` does all that can be done before the context is there (noise, buffers); `play` reads top
to bottom. The live server and every offline evaluation use this class, so they cannot differ.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from rtap.runtime.bundle import (
    COLUMN_SAMPLES,
    COLUMNS,
    ENCODER_SAMPLES,
    FRAMES_PER_COLUMN,
    LATENT_CHANNELS,
    NOISE_BINS,
    WINDOW_SAMPLES,
    CodecSpec,
)
from rtap.runtime.context import ContextEncoder
from rtap.runtime.engines.base import F32, EngineError, Stages
from rtap.runtime.engines.executor import (
    MAX_SHAPES,
    DeviceStages,
    WindowBuffers,
    WindowExecutor,
    WindowLayout,
    decoded_runs,
)
from rtap.runtime.geometry import Geometry, WindowPlan, plan_window
from rtap.runtime.noise import DecoderNoise, fill_sampler_noise
from rtap.runtime.sampling import Sampler, mix_noise_out
from rtap.runtime.timeline import LatentTimeline
from rtap.runtime.window_sampler import WindowSampler

ColdStart = Literal["silence", "generate"]


@dataclass(frozen=True)
class Answer:
    audio: F32
    """`[stems asked for, fade + step samples]`; reused by the next window."""
    encode_ms: float
    sample_ms: float
    decode_ms: float


@dataclass
class _Buffers:
    """Everything a window of one shape writes into; allocated when the shape changes, off the hot path."""

    source: F32
    keep: F32
    mixture: F32
    label: F32
    stem_draws: F32
    """`[S, draws, 1, 64, 64]`: a stem's noise is one run of its own generator."""
    draws: F32
    """The same memory as `[draws, S, 1, 64, 64]`."""
    noise_in: F32
    noise_out: F32
    start: F32
    """The first draw at the sampler's largest sigma: where sampling begins."""
    decode_latent: F32
    decode_noise: F32 | None
    window: WindowBuffers | None
    """Where an engine has an executor, the arrays above that it reads are its pinned memory."""


class Accompanist:
    """Plays windows on one engine and remembers what it generated.

    Not thread-safe: it belongs to the inference thread.
    """

    def __init__(
        self,
        stages: Stages,
        stems: int,
        sampler: Sampler,
        codec: CodecSpec,
        *,
        seed: int = 0,
        cold_start: ColdStart = "silence",
    ) -> None:
        """`cold_start`: what the past holds before anything was generated. `silence` is the latent of silence, kept as
        if it had been played (the paper's); `generate` lets the first window invent its own past."""
        self.stages = stages
        self._executor = _executor_of(stages)
        self._context = ContextEncoder(stages)
        self._window_sampler = WindowSampler(stages, sampler)
        self._stem_count = stems
        self._sampler = sampler
        self._codec = codec
        self._seed = seed
        self._cold_start = cold_start
        self._latents = LatentTimeline(stems)
        self._decoder_noise = DecoderNoise(seed, stems) if codec.draws_noise else None
        self._silence = np.zeros((LATENT_CHANNELS, 1), dtype=np.float32)
        self._first_column: int | None = None
        self._past: dict[int, F32] = {}
        """By stem, the latents `[64, n]` that it starts from."""
        self._buffers: dict[tuple[int, int], _Buffers] = {}
        self._prepared: tuple[int, tuple[int, ...]] | None = None
        self._previous_tail: dict[int, tuple[int, F32]] = {}
        self.last_end_column = COLUMNS
        """One past the newest column generated."""

    def warm_up(self, stem_count: int, decode_columns: int, geometry: Geometry | None = None) -> None:
        """Run every stage once at the shapes to come, and learn the latent of silence.

        `geometry`, where the client's is known, tells how many columns its windows will encode anew.
        """
        silence = np.zeros((1, ENCODER_SAMPLES), dtype=np.float32)
        latent = self.stages.encode(silence)
        self._silence[:] = latent[0, :, COLUMNS // 2 : COLUMNS // 2 + 1]
        if self._executor is not None:
            decode_columns = self._executor.columns_for(stem_count, decode_columns)
        b = self._buffers_for(stem_count, decode_columns)
        if b.window is not None:
            assert self._executor is not None
            first = max(COLUMNS - b.window.columns, 0)
            kept = (np.arange(COLUMNS) <= first).astype(np.float32)  # one column in front, as in most windows
            layout = WindowLayout(COLUMNS // 2, decoded_runs(kept, first))
            for _ in range(2):  # enqueued once, captured, then replayed: whatever of it fails, fails before the set
                self._executor.begin_early(b.window)
                self._executor.upload_early(b.window)
                self._executor.play(b.window, layout)
            return
        plans = [plan_window(geometry, cursor) for cursor in (0, geometry.step_samples)] if geometry else []
        self._context.warm_up(plans)
        self._window_sampler.warm_up(b, COLUMNS - decode_columns + 1)
        self.stages.decode(b.decode_latent, b.decode_noise)

    def reset(self) -> None:
        """Forget everything generated and heard."""
        self._context.reset()
        self._latents.clear()
        self._previous_tail.clear()
        self._first_column = None
        self._past.clear()
        self._prepared = None

    def start_from(self, stem: int, audio: F32) -> None:
        """Hot start: take `audio` `[n]` for what `stem` has played until its first answer begins (without crossfade).

        Call after `reset` and before the first window. At most one window is kept, the newest; older columns are those
        of a cold start. Exact where the first answer begins on a column, as it does at T = 262 144.
        """
        audio = audio[-WINDOW_SAMPLES:]
        padded = np.zeros((1, ENCODER_SAMPLES), dtype=np.float32)
        padded[0, WINDOW_SAMPLES - len(audio) : WINDOW_SAMPLES] = audio
        columns = -(-len(audio) // COLUMN_SAMPLES)
        self._past[stem] = self.stages.encode(padded)[0, :, COLUMNS - columns :].copy()

    def remember(self, stem: int, column: int, latent: F32) -> None:
        """Take `latent` `[64, n]` for what was generated for `stem` from absolute `column` on."""
        self._latents.write(stem, column, latent)

    def use_stages(self, stages: Stages) -> None:
        """Continue on another engine; what was generated stays."""
        self.stages = stages
        self._executor = _executor_of(stages)
        self._context = ContextEncoder(stages)
        self._window_sampler = WindowSampler(stages, self._sampler)
        self._buffers.clear()
        self._prepared = None

    def decodes(self, stem_count: int, columns: int) -> bool:
        """Whether the engine has a decoder for so many columns: those of fixed shapes may not. Any thread."""
        if self._executor is None:
            return True
        try:
            self._executor.columns_for(stem_count, columns)
        except EngineError:
            return False
        return True

    def generated(self, stem: int, column: int, columns: int) -> F32:
        """Latents `[64, columns]` of a stem as they stand, silence where nothing was generated. For debugging."""
        out = np.empty((LATENT_CHANNELS, columns), dtype=np.float32)
        self._latents.read(stem, column, out, self._silence)
        return out

    def prepare(self, plan: WindowPlan, stems: Sequence[int], window_index: int) -> None:
        """Draw the noise of a window that is expected next. Never needed for the result, only for its speed."""
        plan = self._fit(plan, len(stems))
        b = self._buffers_for(len(stems), plan.decode_columns)
        if b.window is not None and self._executor is not None:
            self._executor.begin_early(b.window)
        for i, stem in enumerate(stems):
            fill_sampler_noise(b.stem_draws[i], self._seed, stem, window_index)
            if self._decoder_noise is not None and b.decode_noise is not None:
                self._decoder_noise.read(stem, plan.decode_column, plan.decode_columns, b.decode_noise[i])
        for i, call in enumerate(self._sampler.calls):
            b.noise_in[i] = b.draws[call.noise_in]
            mix_noise_out(call, b.draws, b.noise_out[i])
        np.multiply(b.draws[0], np.float32(self._sampler.start_scale), out=b.start)
        b.label.fill(0.0)
        b.label[np.arange(len(stems)), list(stems)] = 1.0
        if b.window is not None and self._executor is not None:
            self._executor.upload_early(b.window)
        self._prepared = (window_index, (plan.decode_column, plan.decode_columns, *stems))

    def foresee(self, plan: WindowPlan, stems: Sequence[int]) -> None:
        """Evaluate what is there already of a window that was prepared. Never needed for the result, only for its
        speed: it takes half a window's time. Raises EngineError."""
        plan = self._fit(plan, len(stems))
        if self._window_sampler.parts is None or self._first_column is None:
            return
        expected = self._context.foresee(plan)
        if expected is None:
            return
        latent, heard = expected
        b = self._buffers_for(len(stems), plan.decode_columns)
        b.mixture[:, 0] = latent
        b.mixture[..., heard:] = 0.0
        self._read_past(plan, stems, b)
        self._window_sampler.foresee(b)

    def play(self, audio: F32, plan: WindowPlan, stems: Sequence[int], window_index: int) -> Answer:
        """The answer for context `audio` `[1, 263680]`, which begins at `plan.window_start`.

        Raises EngineError when the engine fails or produces numbers that are not finite; nothing is remembered then.
        """
        plan = self._fit(plan, len(stems))
        if self._prepared != (window_index, (plan.decode_column, plan.decode_columns, *stems)):
            self.prepare(plan, stems, window_index)
        self._prepared = None
        self.last_end_column = plan.end_column
        b = self._buffers_for(len(stems), plan.decode_columns)
        if b.window is not None and plan.decode_column >= plan.window_column:
            return self._play_on_device(audio, plan, stems, b, b.window)

        started = time.perf_counter_ns()
        latent = self._context.encode(audio, plan)
        encoded = time.perf_counter_ns()
        b.mixture[:, 0] = latent
        b.mixture[..., plan.known_columns :] = 0.0  # after encoding: the future is unknown, not silent
        self._read_past(plan, stems, b)
        x = self._window_sampler.sample(b)
        self._remember(plan, stems, b, x)
        sampled = time.perf_counter_ns()
        answer = self._cut(plan, stems, self._decode(plan, stems, b))
        decoded = time.perf_counter_ns()
        return Answer(answer, (encoded - started) / 1e6, (sampled - encoded) / 1e6, (decoded - sampled) / 1e6)

    def _play_on_device(
        self, audio: F32, plan: WindowPlan, stems: Sequence[int], b: _Buffers, window: WindowBuffers
    ) -> Answer:
        """The same window as one piece of work of the engine's device."""
        assert self._executor is not None
        np.copyto(window.late.on_host["audio"], audio)
        self._read_past(plan, stems, b)
        first_column = plan.decode_column - plan.window_column
        layout = WindowLayout(plan.known_columns, decoded_runs(b.keep[0, 0, 0], first_column))
        times = self._executor.play(window, layout)
        self._remember(plan, stems, b, window.out.on_host["latent"])
        answer = self._cut(plan, stems, window.out.on_host["audio"][: len(stems)])
        return Answer(answer, times.encode_ms, times.sample_ms, times.decode_ms)

    def _cut(self, plan: WindowPlan, stems: Sequence[int], block: F32) -> F32:
        """The answer out of the decoded block, joined to the one before where the codec needs it."""
        answer = block[:, plan.answer_offset : plan.answer_offset + plan.answer_samples]
        if self._codec.join == "equal_power" and plan.fade_samples:
            answer = self._join(plan, stems, answer)
        if not np.isfinite(answer.sum()):  # one number that is not finite makes the sum so
            self.reset()  # a single NaN would feed back through the kept columns for ever
            raise EngineError(f"{self.stages.name}: the answer holds numbers that are not finite")
        return answer

    def _fit(self, plan: WindowPlan, stem_count: int) -> WindowPlan:
        """An engine of fixed shapes may have to decode more columns than the answer needs: more in front."""
        if self._executor is None:
            return plan
        columns = self._executor.columns_for(stem_count, plan.decode_columns)
        return replace(plan, decode_column=plan.end_column - columns, decode_columns=columns)

    def _read_past(self, plan: WindowPlan, stems: Sequence[int], b: _Buffers) -> None:
        """source and keep: the columns before the new ones, where they were generated (holes are generated anew)."""
        if self._first_column is None:
            self._first_column = plan.new_column
            for stem, latents in self._past.items():
                self._latents.write(stem, plan.new_column - latents.shape[1], latents)
        known = self._latents.read(stems[0], plan.window_column, b.source[0, 0], self._silence)
        for i in range(1, len(stems)):
            known |= self._latents.read(stems[i], plan.window_column, b.source[i, 0], self._silence)
        if self._cold_start == "silence":
            known[: max(self._first_column - plan.window_column, 0)] = True
        known[plan.new_column - plan.window_column :] = False
        b.keep[0, 0, 0] = known

    def _remember(self, plan: WindowPlan, stems: Sequence[int], b: _Buffers, x: F32) -> None:
        """Write what was generated, column runs that were not kept, at its absolute place."""
        keep = b.keep[0, 0, 0]
        at = 0
        while at < COLUMNS:
            if keep[at]:
                at += 1
                continue
            stop = at + 1
            while stop < COLUMNS and not keep[stop]:
                stop += 1
            for i, stem in enumerate(stems):
                self._latents.write(stem, plan.window_column + at, x[i, 0, :, at:stop])
            at = stop

    def _decode(self, plan: WindowPlan, stems: Sequence[int], b: _Buffers) -> F32:
        for i, stem in enumerate(stems):
            self._latents.read(stem, plan.decode_column, b.decode_latent[i], self._silence)
        return self.stages.decode(b.decode_latent, b.decode_noise)

    def _join(self, plan: WindowPlan, stems: Sequence[int], answer: F32) -> F32:
        """Shape the answer's head so that the client's linear crossfade joins it with equal power."""
        fade = plan.fade_samples
        answer = answer.copy()  # the block may be the engine's own memory
        for stem, audio in zip(stems, answer, strict=True):
            tail = audio[-fade:].copy()
            end, previous = self._previous_tail.get(stem, (None, audio))
            if end == plan.play_start and len(previous) == fade:
                shape_equal_power_head(audio[:fade], previous)
            self._previous_tail[stem] = (plan.answer_start + plan.answer_samples, tail)
        return answer

    def _buffers_for(self, stem_count: int, decode_columns: int) -> _Buffers:
        key = (stem_count, decode_columns)
        if key not in self._buffers:
            if len(self._buffers) >= MAX_SHAPES:  # settings changed many times: keep the memory of a long set flat
                del self._buffers[next(iter(self._buffers))]
                self._prepared = None
            self._buffers[key] = self._allocate(stem_count, decode_columns)
        self._buffers[key] = self._buffers.pop(key)  # the newest last, as the executor keeps its own
        return self._buffers[key]

    def _allocate(self, s: int, n: int) -> _Buffers:
        def zeros(*shape: int) -> F32:
            return np.zeros(shape, dtype=np.float32)

        latent = (s, 1, LATENT_CHANNELS, COLUMNS)
        calls = len(self._sampler.calls)
        stem_draws = zeros(s, self._sampler.draws, 1, LATENT_CHANNELS, COLUMNS)
        if self._executor is not None:
            window = self._executor.buffers(s, n)
            early, late = window.early.on_host, window.late.on_host
            return _Buffers(
                source=late["source"][:s],
                keep=late["keep"],
                mixture=zeros(*latent),
                label=early["label"][:s],
                stem_draws=stem_draws,
                draws=stem_draws.swapaxes(0, 1),
                noise_in=early["noise_in"][:, :s],
                noise_out=early["noise_out"][:, :s],
                start=early["start"][:s],
                decode_latent=zeros(s, LATENT_CHANNELS, n),
                decode_noise=early["noise"][:s] if self._codec.draws_noise else None,
                window=window,
            )
        return _Buffers(
            source=zeros(*latent),
            keep=zeros(1, 1, 1, COLUMNS),
            mixture=zeros(*latent),
            label=zeros(s, self._stem_count),
            stem_draws=stem_draws,
            draws=stem_draws.swapaxes(0, 1),
            noise_in=zeros(calls, *latent),
            noise_out=zeros(calls, *latent),
            start=zeros(*latent),
            decode_latent=zeros(s, LATENT_CHANNELS, n),
            decode_noise=zeros(s, 2, NOISE_BINS, FRAMES_PER_COLUMN * n) if self._codec.draws_noise else None,
            window=None,
        )


def _executor_of(stages: Stages) -> WindowExecutor | None:
    return stages.executor if isinstance(stages, DeviceStages) else None


def shape_equal_power_head(head: F32, old: F32) -> None:
    """Change `head` in place so that a linear crossfade from `old` becomes an equal-power one.

    The client of the protocol computes `old*(1-t) + head*t`, t = offset/fade. Blocks of a codec that restarts phase do
    not correlate, so that sum dips by up to 3 dB; `old*cos(pi t/2) + new*sin(pi t/2)` does not. Both `[fade]`.
    """
    fade = len(head)
    t = np.arange(1, fade, dtype=np.float32) / np.float32(fade)  # at t = 0 the client takes `old` whatever we send
    angle = t * np.float32(np.pi / 2)
    head[1:] = (old[1:] * (np.cos(angle) - (1 - t)) + head[1:] * np.sin(angle)) / t
