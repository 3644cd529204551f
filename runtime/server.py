"""Sockets and threads around a `Session` and an `Accompanist`.

The life of a packet, top to bottom: the receiving process puts it into the ring (`receiver.py`), the receive thread
parses it (`osc.py`) and gives it to the session (`session.py`), which hands a complete step to the inference thread
through the mailbox; that one plays the window (`accompanist.py`) and sends the answer. The main thread does all that
may wait: printing, the log file, telling subscribers.

Which thread owns what: receive thread: receiver, session. Inference thread: accompanist, engine, answer packers.
Main thread: console, log file, window log. They meet in the mailbox, the event queue and read-only settings.
"""

from __future__ import annotations

import contextlib
import gc
import queue
import socket
import subprocess
import sys
import threading
import time
import wave
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rtap.runtime import osc
from rtap.runtime.accompanist import Accompanist, Answer, ColdStart
from rtap.runtime.ahead import HeldAudio
from rtap.runtime.bundle import COLUMN_SAMPLES, COLUMNS, SAMPLE_RATE_HZ, Bundle, CodecSpec, SamplerSpec
from rtap.runtime.cores import bind_thread
from rtap.runtime.engines import open_stages
from rtap.runtime.engines.base import EngineError, EngineLost, Stages
from rtap.runtime.engines.echo import EchoStages
from rtap.runtime.geometry import WindowPlan
from rtap.runtime.lateness import MOST_COLUMNS, SAFE_S, Advice, LatenessWatch
from rtap.runtime.operating_point import PointError, bundle_sha256, find_point
from rtap.runtime.receiver import Receiver, RingReceiver, ThreadReceiver, bind_socket, kernel_drops
from rtap.runtime.record import WindowLog, WindowRecord
from rtap.runtime.session import Past, Session, Settings, WindowRequest
from rtap.runtime.subscribers import Subscribers, WindowAudio

RECEIVE_BUFFER_BYTES = 4 << 20
IDLE_NS = 250_000_000
"""How often the receive thread looks whether it should end."""
PREPARE_AFTER_NS = 10_000_000
"""The next window's context is copied this long after a step: at once, it would hold the interpreter lock against the
window being played."""
FORESEE_SHARE = 0.5
"""Windows that take less of their step than this leave time to begin on the next one before it is there."""
UNPACED_BYTES = 360_000
"""One stem's answer at r = 1/4 goes out at once; of several stems, the rest is paced, or a client with a stock buffer
of 208 KB loses it (measured: 4 stems unpaced, 553 of 3360 chunks lost)."""
PACE_BYTES_PER_S = 200e6
CLIENT_IDLE_S = 60.0
"""After this long without a word from the client, another address may become the client."""
FAILURES_BEFORE_REOPEN = 3
PAST_ADDRESS = "/rtap/past"
ECHO_STEMS = ("bass", "drums", "guitar", "piano")


@dataclass(frozen=True)
class ServerConfig:
    ip: str = "127.0.0.1"
    port: int = 7000
    client_ip: str | None = None
    """Only this address is served; None: whoever speaks first."""
    client_port: int = 8000
    engine: str = "auto"
    device: str = "auto"
    """`auto`, `cpu`, `cuda` or `cuda:N`; see `engines.device_index`."""
    threads: int | None = None
    receiver: str = "process"
    """`process` or `thread`."""
    receive_buffer_bytes: int = RECEIVE_BUFFER_BYTES
    seed: int = 0
    cold_start: ColdStart = "silence"
    echo_delay_columns: int = 40
    debug_folder: Path | None = None
    adapt: bool = False
    """Generate further ahead while windows take too long for the client's look-ahead."""
    margin_ms: float = 10.0
    """What a window must leave of its budget: for the network, and for the client's scheduling."""
    safe_s: float = SAFE_S
    """Windows that would all have fitted a shorter look-ahead for so long let `adapt` come back to it."""
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True)
class DebugDump:
    """`/print`: what the receive thread knows, for the inference thread to complete and write."""

    folder: Path
    context: NDArray[np.float32]


@dataclass(frozen=True)
class StatusRequest:
    """A watcher asked how things stand, with counts; the main thread answers."""

    address: tuple[str, int]


@dataclass(frozen=True)
class AdaptRequest:
    """`/rtap/adapt`: whether the runtime shall move by itself."""

    on: bool


Event = tuple[str, str] | WindowRecord | WindowAudio | StatusRequest | AdaptRequest
"""What the other threads leave for the main thread; a pair is a line to print (level, text)."""
Packers = dict[tuple[str, int, int], osc.AnswerPacker]
"""By stem, answer samples and floats a chunk."""


class Mailbox:
    """Where the receive thread leaves the newest window. One place: a newer window displaces one not yet begun."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._request: WindowRequest | None = None
        self._dump: DebugDump | None = None
        self._pasts: list[Past] = []
        self._closed = False

    def put(self, request: WindowRequest) -> WindowRequest | None:
        """Leave a request; the displaced one, if there was one, gets no answer."""
        with self._condition:
            displaced, self._request = self._request, request
            self._condition.notify()
        return displaced

    def put_dump(self, dump: DebugDump) -> None:
        with self._condition:
            self._dump = dump
            self._condition.notify()

    def put_past(self, past: Past) -> None:
        """Leave a hot start; the newest of each stem."""
        with self._condition:
            self._pasts = [p for p in self._pasts if p.stem != past.stem] + [past]
            self._condition.notify()

    def take(self) -> WindowRequest | DebugDump | Past | None:
        """Wait for something to do; None when closed. Hot starts go before windows, windows before debug dumps."""
        with self._condition:
            while self._request is None and self._dump is None and not self._pasts and not self._closed:
                self._condition.wait()
            if self._pasts:
                return self._pasts.pop(0)
            if self._request is not None:
                request, self._request = self._request, None
                return request
            dump, self._dump = self._dump, None
            return dump

    def close(self) -> None:
        with self._condition:
            self._closed = True
            self._condition.notify()


class Outbox:
    """Sends datagrams to the client. Used by both threads: a UDP send is one system call and needs no lock."""

    def __init__(self, client_ip: str | None, client_port: int) -> None:
        self._sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        with contextlib.suppress(OSError):
            self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, RECEIVE_BUFFER_BYTES)
        self.client_port = client_port
        self.client_ip = client_ip
        self.failed = 0
        """Datagrams the system refused to send."""

    def send(self, data: bytes | bytearray) -> None:
        if self.client_ip is not None:
            self.send_to(data, (self.client_ip, self.client_port))

    def send_to(self, data: bytes | bytearray, address: tuple[str, int]) -> None:
        try:
            self._sock.sendto(data, address)
        except OSError:  # unreachable, too big for this system, or no buffer: a lost packet, counted like any other
            self.failed += 1

    def close(self) -> None:
        self._sock.close()


class Server:
    """A runtime that plays one bundle for one client."""

    def __init__(self, config: ServerConfig, bundle: Bundle | None, announce: Callable[[str, str], None]) -> None:
        """`bundle` None is for the echo engine only. `announce(level, text)` is called on the main thread.

        Raises OSError when the port cannot be bound.
        """
        self._config = config
        self._bundle = bundle
        self._announce = announce
        self._events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        stems = bundle.manifest.stems if bundle else ECHO_STEMS
        self.session = Session(stems, self._log, settings=config.settings)
        self._parser = osc.Parser((*self.session.audio_addresses, PAST_ADDRESS))
        self._socket, self.receive_buffer_bytes = bind_socket(config.ip, config.port, config.receive_buffer_bytes)
        self.address: tuple[str, int] = self._socket.getsockname()
        self._outbox = Outbox(config.client_ip, config.client_port)
        self._client_spoke_s = time.monotonic()
        self._subscribers = Subscribers(self._outbox.send_to)
        self._mailbox = Mailbox()
        self.inference_counts: Counter[str] = Counter()
        self._engine_name = "loading"
        self._points = ""
        """For whoever offers a choice: playable steps and look-aheads in columns, such as "8:1 16:2"."""
        self._failed_engines: list[str] = []
        """Replaced while playing: `--engine auto` does not come back to them while another one opens."""
        self._precision = ""
        self._accompanist: Accompanist | None = None
        self._adapts = config.adapt
        self._watch = LatenessWatch(config.margin_ms, config.safe_s)
        self._bundle_sha256 = bundle_sha256(bundle)
        self._run = time.time_ns() // 1_000_000 % (1 << 31)
        """Another one after every start: whoever watches sees that this is not the runtime it knew."""
        self._stopping = False
        self._prepare_at_ns: int | None = None
        self._kernel_drops_at_end: int | None = None
        self._failure: str | None = None
        self._receiver: Receiver = self._open_receiver()
        self._threads = [
            threading.Thread(target=self._guard, args=(self._receive_loop,), name="rtap-receive", daemon=True),
            threading.Thread(target=self._guard, args=(self._inference_loop,), name="rtap-inference", daemon=True),
        ]

    # ---- main thread ----------------------------------------------------------------------------------------------

    def run(self, window_log: WindowLog) -> str | None:
        """Serve until `stop`. Returns the reason when the server had to give up, else None."""
        for thread in self._threads:
            thread.start()
        self._warn_small_buffer()
        if self._outbox.client_ip is None and self._config.ip.startswith("127."):
            self._outbox.send_to(osc.message("/ready", ("T", True)), ("127.0.0.1", self._config.client_port))
        else:
            self._outbox.send(osc.message("/ready", ("T", True)))
        while (event := self._events.get()) is not None:
            self._report(event, window_log)
            if self._events.empty():
                window_log.flush()
        self._join()
        while not self._events.empty():  # the last window may have ended after `stop`
            event = self._events.get()
            if event is not None:
                self._report(event, window_log)
        self._close()
        return self._failure

    def _report(self, event: Event, window_log: WindowLog) -> None:
        match event:
            case WindowRecord():
                window_log.add(event)
                self._subscribers.tell_window(event)
                self._watch_lateness(event)
                if self.session.settings.verbose:
                    self._announce("info", event.line())
            case WindowAudio():
                self._subscribers.tell_audio(event)
            case StatusRequest(address):
                self._subscribers.tell_status(address, self._status(), self._counts_of(window_log))
            case AdaptRequest(on):
                self._set_adapts(on)
            case level, text:
                self._announce(level, text)
                self._subscribers.tell(osc.message("/rtap/log", ("s", level), ("s", text)))

    def _watch_lateness(self, record: WindowRecord) -> None:
        """Has the client's look-ahead become too short, or long enough again? Said once, and followed with --adapt."""
        advice = self._watch.add(
            record.total_ms,
            record.client_budget_ms,
            time.monotonic(),
            adapts=self._adapts,
            most_columns=self._most_columns(record.stems),
        )
        if self._adapts:
            self.session.ahead_columns = self._watch.columns
        if advice is not None:
            self._tell_point(advice)

    def _most_columns(self, stem_count: int) -> int:
        """How far beyond the client's look-ahead there is context to listen to, a client that still takes the answer
        (it leaves a batch when it opens the second after it), and a decoder that moves there."""
        geometry, accompanist = self.session.settings.geometry, self._accompanist
        reach = -(-(geometry.look_ahead_samples + geometry.step_samples) // COLUMN_SAMPLES)
        taken = -((geometry.budget_samples - 2 * geometry.step_samples) // COLUMN_SAMPLES)
        most = max(min(MOST_COLUMNS, COLUMNS - 1 - reach, taken), 0)
        columns = geometry.decode_columns_max
        while most and accompanist is not None and not accompanist.decodes(stem_count, columns + most):
            most -= 1
        return most

    def _tell_point(self, advice: Advice) -> None:
        settings = self.session.settings
        look_ahead_columns = round(settings.geometry.look_ahead_samples / COLUMN_SAMPLES) + advice.columns
        self._subscribers.tell_point(advice, settings.r, look_ahead_columns, self._adapts)
        took = f"windows take {advice.p99_ms:.0f} ms (p99) of {advice.budget_ms:.0f} ms"
        point = f"{look_ahead_columns} columns of look-ahead"
        if self._adapts:
            inward = advice.p99_ms <= advice.budget_ms - self._watch.margin_ms
            self._log("info" if inward else "warning", f"{took}: generating at {point} from the next step on")
        elif advice.playable:
            self._log("info", f"{took}: the client's look-ahead is safe again")
        else:
            self._log("warning", f"{took}: the next safer point is {point}; set it, or start with --adapt")
        step_ms = settings.geometry.step_samples * 1e3 / SAMPLE_RATE_HZ
        if advice.p50_ms > step_ms:
            self._log(
                "warning", f"most windows take longer than a step ({step_ms:.0f} ms), some get none: set a larger r"
            )

    def _set_adapts(self, on: bool) -> None:
        if on == self._adapts:
            return
        self._adapts = on
        if not on:
            self._watch.stay()
            self.session.ahead_columns = 0
        self._log("info", "adapting the look-ahead to how long windows take" if on else "no longer adapting")

    def stop(self) -> None:
        """End `run`, from any thread or a signal handler."""
        self._stopping = True
        self._events.put(None)

    def counts(self) -> Mapping[str, int]:
        """Everything counted: protocol events, kernel and ring drops, datagrams that could not be sent."""
        counts = Counter(self.session.counts) + self.inference_counts
        counts["kernel_drops"] = self._kernel_drops
        counts["send_failures"] = self._outbox.failed
        return {name: count for name, count in sorted(counts.items()) if count}

    def _join(self) -> None:
        self._stopping = True
        self._mailbox.close()
        for thread in self._threads:
            thread.join(timeout=30)

    def _close(self) -> None:
        gc.enable()
        gc.unfreeze()
        self._kernel_drops_at_end = kernel_drops(self._socket) or 0
        self._receiver.close()
        self._socket.close()
        self._outbox.close()

    @property
    def _kernel_drops(self) -> int:
        if self._kernel_drops_at_end is not None:
            return self._kernel_drops_at_end
        return kernel_drops(self._socket) or 0

    def _warn_small_buffer(self) -> None:
        if self.receive_buffer_bytes < self._config.receive_buffer_bytes:
            self._log(
                "warning",
                f"the system caps the receive buffer at {self.receive_buffer_bytes // 1024} KB; "
                f"raise it with: sudo sysctl -w net.core.rmem_max={self._config.receive_buffer_bytes}",
            )

    def _counts_of(self, window_log: WindowLog) -> Mapping[str, int]:
        return {"windows": len(window_log), "late": window_log.late, **self.counts()}

    def _status(self) -> Mapping[str, str]:
        manifest = self._bundle.manifest if self._bundle else None
        settings = self.session.settings
        return {
            "engine": self._engine_name,
            "precision": self._precision,
            "bundle": manifest.name if manifest else "none",
            "bundle_sha256": self._bundle_sha256,
            "trained": str(manifest.trained).lower() if manifest else "false",
            "stems": " ".join(self.session.stems),
            "targets": " ".join(self.session.stems[i] for i in settings.targets),
            "window_samples": str(settings.window_samples),
            "r": f"{settings.r:g}",
            "look_ahead": f"{settings.look_ahead:g}",
            "fade": f"{settings.fade_fraction:g}",
            "client": self._outbox.client_ip or "",
            "run": str(self._run),
            "playable": str(self._watch.playable).lower(),
            "adapt": str(self._adapts).lower(),
            "ahead_columns": str(self.session.ahead_columns),
            "points": self._points,
        }

    def _log(self, level: str, text: str) -> None:
        self._events.put((level, text))

    def _guard(self, loop: Callable[[], None]) -> None:
        """A thread that ends by an error ends the server with a clear line instead of leaving half of it running."""
        try:
            loop()
        except Exception as error:
            self._failure = f"{threading.current_thread().name} ended: {type(error).__name__}: {error}"
            self.stop()

    # ---- receive thread -------------------------------------------------------------------------------------------

    def _open_receiver(self) -> Receiver:
        if self._config.receiver == "thread" or sys.platform == "win32":
            return ThreadReceiver(self._socket)
        return RingReceiver(self._socket)

    def _receive_loop(self) -> None:
        while not self._stopping:
            deadline_ns = self.session.deadline_ns()
            wake_ns = min(
                t for t in (deadline_ns, self._prepare_at_ns, time.perf_counter_ns() + IDLE_NS) if t is not None
            )
            if self._receiver.wait(max(wake_ns - time.perf_counter_ns(), 0) / 1e9):
                for data, sender in self._receiver.take():
                    self._take(data, sender)
                deadline_ns = self.session.deadline_ns()  # other packets may keep coming: the watchdog must not wait
            now_ns = time.perf_counter_ns()
            if deadline_ns is not None and now_ns >= deadline_ns:
                self._post(self.session.on_overdue(now_ns))
            if self._prepare_at_ns is not None and now_ns >= self._prepare_at_ns:
                self._prepare_at_ns = None
                self.session.prepare_next()

    def _take(self, data: memoryview, sender: tuple[str, int]) -> None:
        session = self.session
        session.counts["datagrams"] += 1
        if not (self._watches(data, sender[0]) or self._accept(sender[0])):
            session.counts["foreign_datagrams"] += 1
            return
        try:
            for message in self._parser.parse(data):
                if isinstance(message, osc.AudioChunk) and message.address == PAST_ADDRESS:
                    self._take_past(message, sender[0])
                elif isinstance(message, osc.AudioChunk):
                    self._post(session.on_chunk(message, time.perf_counter_ns()))
                else:
                    self._control(message, sender)
        except osc.OscError as error:
            session.counts["malformed_datagrams"] += 1
            if session.counts["malformed_datagrams"] == 1:
                self._log("warning", f"malformed datagram from {sender[0]}: {error} (further ones are only counted)")
        except Exception as error:  # no packet may end a set; this one is a defect of ours, and said so
            session.counts["internal_errors"] += 1
            self._log("warning", f"internal error, please report: {type(error).__name__}: {error}")

    def _take_past(self, chunk: osc.AudioChunk, ip: str) -> None:
        if not self._accept(ip):
            self.session.counts["foreign_datagrams"] += 1
            return
        past = self.session.on_past(chunk)
        if past is not None:
            self._mailbox.put_past(past)

    def _watches(self, data: memoryview, ip: str) -> bool:
        """Whether somebody asks who may watch: the client, the runtime's own machine, anyone while there is no client.

        To watch makes nobody the client: a monitor beside the runtime must not take the place of a musician on another
        machine, nor hold it for one who has left.
        """
        if data[:6] != b"/rtap/":
            return False
        client_ip = self._outbox.client_ip
        return ip == client_ip or ip.startswith("127.") or (client_ip is None and self._config.client_ip is None)

    def _accept(self, ip: str) -> bool:
        if ip == self._outbox.client_ip:
            self._client_spoke_s = time.monotonic()
            return True
        if self._config.client_ip is not None:
            return False
        now_s = time.monotonic()
        if self._outbox.client_ip is None or now_s - self._client_spoke_s > CLIENT_IDLE_S:
            self._outbox.client_ip = ip
            self._client_spoke_s = now_s
            self._log("info", f"client {ip}: answers go to {ip}:{self._config.client_port}")
            return True
        return False

    def _post(self, request: WindowRequest | None) -> None:
        if request is None:
            return
        displaced = self._mailbox.put(request)
        if displaced is not None:
            self.session.counts["dropped_batches"] += 1
            self._outbox.send(osc.message("/batch_dropped", ("i", displaced.batch)))
            self.session.release(displaced)
        self._prepare_at_ns = time.perf_counter_ns() + PREPARE_AFTER_NS

    def _control(self, control: osc.Control, sender: tuple[str, int]) -> None:
        if control.address == "/load_model":
            self._subscribers.tell_status((sender[0], self._config.client_port), self._status(), {})
        elif control.address == "/print":
            self._debug_dump()
        elif control.address == "/rtap/subscribe":
            self._subscribe(control, sender)
        elif control.address == "/rtap/adapt":
            self._adapt(control)
        else:
            outcome = self.session.on_control(control, time.perf_counter_ns())
            for reply in outcome.replies:
                self._outbox.send(reply)
            self._post(outcome.request)

    def _subscribe(self, control: osc.Control, sender: tuple[str, int]) -> None:
        try:
            address = self._subscribers.change(control, sender)
        except ValueError as error:
            self.session.counts["refused_settings"] += 1
            self._log("warning", str(error))
            return
        if address is not None and self._subscribers.detail(address):
            self._events.put(StatusRequest(address))  # asked once a second: counted and built where nobody waits for it
        elif address is not None:
            self._subscribers.tell_status(address, self._status(), {})

    def _adapt(self, control: osc.Control) -> None:
        if control.params not in ((0,), (1,)):
            self.session.counts["refused_settings"] += 1
            self._log("warning", f"/rtap/adapt {control.params!r}: expected 1 to adapt, 0 to stay as asked")
            return
        self._events.put(AdaptRequest(control.params == (1,)))

    def _debug_dump(self) -> None:
        if self._config.debug_folder is None:
            self._log("warning", "/print: no folder to write to; start with --debug-folder DIR")
            return
        self._mailbox.put_dump(DebugDump(self._config.debug_folder, self.session.context_snapshot()))

    # ---- inference thread -----------------------------------------------------------------------------------------

    def _inference_loop(self) -> None:
        try:
            accompanist = self._load()
        except EngineError as error:
            self._failure = str(error)
            self.stop()
            return
        self._accompanist = accompanist
        packers: Packers = {}
        held = HeldAudio()
        epoch, failures = self.session.epoch, 0
        while (work := self._mailbox.take()) is not None:
            if isinstance(work, DebugDump):
                self._write_dump(work, accompanist)
                continue
            if work.epoch != epoch:
                accompanist.reset()
                held.clear()
                epoch = work.epoch
            if isinstance(work, Past):
                self._prime(work, accompanist)
                continue
            try:
                if work.ahead_columns or held:
                    self._play_ahead(work, accompanist, packers, held)
                else:
                    self._play(work, accompanist, packers)
                failures = 0
            except Exception as error:  # whatever an engine does, the set goes on
                failures += 1
                self._answer_failed(work, error)
                failures = self._replace_engine_if_due(accompanist, failures, error)
            try:
                self._between_windows(work, accompanist)
            except Exception as error:  # an engine works between windows too: uploads, captures
                failures += 1
                self._log("warning", f"{self._engine_name} failed between windows: {error}")
                failures = self._replace_engine_if_due(accompanist, failures, error)

    def _prime(self, past: Past, accompanist: Accompanist) -> None:
        try:
            accompanist.start_from(past.stem, past.audio)
            seconds = len(past.audio) / SAMPLE_RATE_HZ
            self._log("info", f"{self.session.stems[past.stem]} starts from {seconds:.1f} s of its own past")
        except EngineError as error:
            self._log("warning", f"/rtap/past: {error}; the start is cold")

    def _take_operating_point(self, engine: str) -> None:
        """Until the client sets its own: the point that `rtap-calibrate point` found for this bundle and engine."""
        try:
            point = find_point(self._bundle_sha256, engine) if self._bundle else None
        except PointError as error:
            self._log("warning", str(error))
            return
        self._points = " ".join(f"{step}:{ahead}" for step, ahead in point.playable) if point is not None else ""
        if point is not None and not self.session.point_is_set:
            self.session.settings.r, self.session.settings.look_ahead = point.r, point.look_ahead
            self._log("info", f"calibrated: {point.line()}; until the client sets its own")

    def _load(self) -> Accompanist:
        config = self._config
        started = time.perf_counter()
        stages = self._open_engine()
        self._take_operating_point(stages.name)
        manifest = self._bundle.manifest if self._bundle else None
        sampler = manifest.sampler if manifest else SamplerSpec("consistency", 1)
        codec = manifest.codec if manifest else CodecSpec("echo", draws_noise=False, join="linear")
        accompanist = Accompanist(
            stages, len(self.session.stems), sampler.build(), codec, seed=config.seed, cold_start=config.cold_start
        )
        stages = self._warm_up_or_next(accompanist)
        bind_thread(stages)
        self._engine_name, self._precision = stages.name, stages.precision
        gc.collect()
        gc.freeze()
        gc.disable()  # collected between windows, never between a packet and its answer
        ready_s = time.perf_counter() - started
        name = (
            f"bundle {manifest.name}" + ("" if manifest.trained else " (untrained: noise)") if manifest else "no model"
        )
        self._log("info", f"ready: {stages.name} {stages.precision}, {name}, loaded in {ready_s:.2f} s")
        return accompanist

    def _warm_up_or_next(self, accompanist: Accompanist) -> Stages:
        """The engine that plays a first window: the one just opened, or the next in order. Raises EngineError."""
        stages = accompanist.stages
        try:
            geometry = self._config.settings.geometry
            accompanist.warm_up(1, geometry.decode_columns_max, geometry)
            return stages
        except EngineError as error:
            self._log("warning", f"{stages.name} fails in its first window: {error}")
            self._give_up(stages)
            following, reason = self._next_engine(accompanist, lambda: tuple(self._failed_engines))
            if following is None:
                raise EngineError(f"{error}; and no other: {reason}") from error
            return following

    def _replace_engine_if_due(self, accompanist: Accompanist, failures: int, error: Exception) -> int:
        """After failures in a row, or one that leaves nothing to hope for, go on with another engine.

        Returns the failures in a row that still count.
        """
        lost = isinstance(error, EngineLost)
        if failures < FAILURES_BEFORE_REOPEN and not lost:
            return failures
        self._replace_engine(accompanist, "is lost" if lost else f"failed {FAILURES_BEFORE_REOPEN} times in a row")
        return 0

    def _replace_engine(self, accompanist: Accompanist, what_happened: str) -> None:
        """The next engine in order where `--engine auto` leaves the choice; else, or if none opens, the same anew."""
        failed = accompanist.stages.name
        self._give_up(accompanist.stages)
        stages, reason = self._next_engine(accompanist, lambda: tuple(self._failed_engines))
        if stages is None:
            stages, reason = self._next_engine(accompanist, tuple)
        if stages is None:
            self._log("warning", f"engine {failed} {what_happened} and cannot be opened again: {reason}")
            return
        bind_thread(stages)
        self._engine_name, self._precision = stages.name, stages.precision
        self._log("warning", f"engine {failed} {what_happened}: now playing on {stages.name}")
        for address in self._subscribers.addresses:
            self._events.put(StatusRequest(address))

    def _next_engine(self, accompanist: Accompanist, skip: Callable[[], tuple[str, ...]]) -> tuple[Stages | None, str]:
        """Open engines in order, other than `skip()`, until one plays a first window; else the last one's reason."""
        tried: set[str] = set()
        while True:
            try:
                stages = self._open_engine((*skip(), *tried))
            except EngineError as error:
                return None, str(error)
            try:
                accompanist.use_stages(stages)
                geometry = self.session.settings.geometry
                accompanist.warm_up(1, geometry.decode_columns_max, geometry)
                return stages, ""
            except Exception as error:  # the last resort must be reached whatever the others do
                self._log("warning", f"{stages.name} fails in its first window: {error}")
                tried.add(stages.name)
                self._give_up(stages)

    def _give_up(self, stages: Stages) -> None:
        if stages.name not in self._failed_engines:
            self._failed_engines.append(stages.name)
        with contextlib.suppress(Exception):  # what has failed may refuse even that, and its memory is needed
            stages.close()

    def _open_engine(self, skip: Collection[str] = ()) -> Stages:
        bind_thread(None)  # the threads that an engine starts must not inherit the last one's single core
        config = self._config
        if config.engine == "echo":
            return EchoStages(config.echo_delay_columns)
        if self._bundle is None:
            raise EngineError(f"--engine {config.engine} needs a bundle; give --bundle DIR")
        stages, rejected = open_stages(
            config.engine, self._bundle, threads=config.threads, device=config.device, bound=True, skip=skip
        )
        for line in rejected:
            # That a laptop has no card is no reason to worry; that a card is not used is.
            self._log("info" if "no NVIDIA driver" in line or "--device cpu" in line else "warning", line)
        return stages

    def _play(self, request: WindowRequest, accompanist: Accompanist, packers: Packers) -> None:
        """The hot path of this thread: one window, then its answer."""
        plan = request.plan
        assert plan is not None
        answer = accompanist.play(request.audio, plan, request.stems, request.window_index)
        self._send_answer(request, packers, answer.audio, 0)
        self._played(request, plan, answer)

    def _play_ahead(self, request: WindowRequest, accompanist: Accompanist, packers: Packers, held: HeldAudio) -> None:
        """The same where windows are generated further ahead than they are heard: what is known goes out at once."""
        assert request.plan is not None
        start, stems = request.answer_start, request.stems
        plan = held.plan(request.plan, stems, start)
        known = min(plan.answer_start - start, request.answer_samples)
        if known:
            audio = [held.read(stem, start, request.answer_samples) for stem in stems]
            self._send_answer(request, packers, audio, 0, known)
        answer = accompanist.play(request.audio, plan, stems, request.window_index)
        held.put(plan, stems, answer.audio, start)
        if known < request.answer_samples:
            audio = [held.read(stem, start, request.answer_samples) for stem in stems]
            self._send_answer(request, packers, audio, known)
        self._played(request, plan, answer)
        held.forget_before(start + request.answer_samples - plan.fade_samples)
        if not request.ahead_columns:
            held.clear()

    def _send_answer(
        self,
        request: WindowRequest,
        packers: Packers,
        audio: NDArray[np.float32] | Sequence[NDArray[np.float32]],
        from_sample: int,
        to_sample: int | None = None,
    ) -> None:
        """Send the samples `[from_sample, to_sample)` of each stem's answer, `audio` `[stems][answer_samples]`.

        A chunk that is cut by `to_sample` goes in part, one that is cut by `from_sample` again as a whole."""
        batch = request.batch
        seen = self.session.newest_batch
        burst_bytes = 0
        for i, stem in enumerate(request.stems):
            packer = self._packer(packers, self.session.stems[stem], request.answer_samples, request.chunk_floats)
            self._outbox.send(packer.position(batch))  # wherever the client's last batch was, this one starts here
            first = from_sample // request.chunk_floats
            whole, rest = len(packer), 0
            if to_sample is not None and to_sample < request.answer_samples:
                whole, rest = divmod(to_sample, request.chunk_floats)
            for k in range(first, whole):
                if self.session.newest_batch != seen:  # the client began its next batch and moved its position
                    seen = self.session.newest_batch
                    self._outbox.send(packer.position(batch))
                datagram = packer.chunk(batch, k, audio[i])
                burst_bytes += len(datagram)
                if burst_bytes > UNPACED_BYTES:
                    time.sleep(len(datagram) / PACE_BYTES_PER_S)
                self._outbox.send(datagram)
            if rest:
                self._outbox.send(packer.beginning(batch, whole, audio[i], rest))

    def _played(self, request: WindowRequest, plan: WindowPlan, answer: Answer) -> None:
        """All of the answer has left: say so, and leave the record of it for the main thread."""
        self._outbox.send(osc.message("/server_predicted", ("T", True)))
        total_ms = (time.perf_counter_ns() - request.complete_ns) / 1e6
        budget_ms = request.budget_ms + (plan.answer_start - request.answer_start) * 1e3 / SAMPLE_RATE_HZ
        self._events.put(
            WindowRecord(
                batch=request.batch,
                stems=len(request.stems),
                encode_ms=answer.encode_ms,
                sample_ms=answer.sample_ms,
                decode_ms=answer.decode_ms,
                total_ms=total_ms,
                budget_ms=budget_ms,
                late=plan.play_start >= plan.cursor and total_ms > budget_ms,  # retrospective is never late
                lost_chunks=request.lost_chunks,
                step_samples=request.answer_samples - plan.fade_samples,
                client_budget_ms=request.budget_ms,
                ahead_columns=request.ahead_columns,
            )
        )
        if self._subscribers.wants_audio:  # the answer has left, and its memory is not reused before the next window
            audio = (request.audio, request.stems, answer.audio, request.chunk_floats)
            self._events.put(WindowAudio.of(request.batch, plan, *audio))

    def _packer(self, packers: Packers, stem: str, samples: int, chunk_floats: int) -> osc.AnswerPacker:
        key = (stem, samples, chunk_floats)
        if key not in packers:
            if len(packers) >= 4 * len(self.session.stems):  # settings changed often: do not keep every layout
                packers.clear()
            packers[key] = osc.AnswerPacker(stem, samples, chunk_floats)
        return packers[key]

    def _answer_failed(self, request: WindowRequest, error: Exception) -> None:
        self.inference_counts["engine_failures"] += 1
        self.inference_counts["dropped_batches"] += 1
        self._outbox.send(osc.message("/batch_dropped", ("i", request.batch)))
        kind = "" if isinstance(error, EngineError) else f"{type(error).__name__}: "
        self._log("warning", f"batch {request.batch} gets no answer: {kind}{error}")

    def _between_windows(self, request: WindowRequest, accompanist: Accompanist) -> None:
        """All that can be done before the next step arrives."""
        if request.next_plan is not None:
            accompanist.prepare(request.next_plan, request.stems, request.window_index + 1)
            took_ms = (time.perf_counter_ns() - request.complete_ns) / 1e6
            step_ms = (request.next_plan.cursor - request.plan.cursor) * 1e3 / SAMPLE_RATE_HZ if request.plan else 0.0
            if took_ms < FORESEE_SHARE * step_ms:
                accompanist.foresee(request.next_plan, request.stems)
        index = request.window_index
        self.session.release(request)
        if index % 64 == 63:
            gc.collect(0)

    def _write_dump(self, dump: DebugDump, accompanist: Accompanist) -> None:
        """`/print`: context and latents as .npz, context as WAV; plots by a process of its own where matplotlib is."""
        try:
            dump.folder.mkdir(parents=True, exist_ok=True)
            first = accompanist.last_end_column - COLUMNS
            latents = [accompanist.generated(i, first, COLUMNS) for i in range(len(self.session.stems))]
            arrays = dump.folder / "dump.npz"
            np.savez(arrays, context=dump.context, latents=np.stack(latents), stems=np.array(self.session.stems))
            with wave.open(str(dump.folder / "context_audio.wav"), "wb") as file:
                file.setparams((1, 2, SAMPLE_RATE_HZ, 0, "NONE", ""))
                file.writeframes((np.clip(dump.context, -1, 1) * 32767).astype("<i2").tobytes())
            subprocess.Popen([sys.executable, "-m", "rtap.runtime.play.dump", str(arrays)], stdin=subprocess.DEVNULL)
            self._log("info", f"/print: wrote {dump.folder}")
        except OSError as error:
            self._log("warning", f"/print: cannot write {dump.folder}: {error}")
