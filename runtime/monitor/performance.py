"""The thread of one browser's performance: its audio in, the protocol to the runtime, answers back to the browser."""

from __future__ import annotations

import contextlib
import queue
import struct
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import numpy as np

from rtap.runtime.monitor.stream import (
    RING_SAMPLES,
    AnswerAudio,
    Stream,
    look_ahead_columns,
    look_ahead_ms,
    settings_of,
)
from rtap.runtime.play.connection import Connection
from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.player import WindowRecord
from rtap.runtime.play.settings import SAMPLE_RATE_HZ, PlaySettings
from rtap.runtime.play.transport import Address
from rtap.runtime.play.wire import Samples

WAIT_S = 5.0
LOAD_WAIT_S = 30.0
POLL_S = 0.25
PACKAGE_SIZE = 1024 if sys.platform == "darwin" else 4096
"""A column a datagram; macOS sends none over 9216 bytes until told otherwise."""
MAX_BLOCK_SAMPLES = 16_384
BLOCK_HEADER = struct.Struct("<d")
"""Browser to us: the first sample's position, then float32 samples."""
AUDIO_HEADER = struct.Struct("<dii")
"""Us to the browser: the first sample's position, the stem's index, the batch, then float32 samples."""

Emit = Callable[[bytes | dict[str, Any]], None]


class Runtime(Protocol):
    """What a performance wants to know of the runtime, of whoever watches it."""

    @property
    def present(self) -> bool: ...

    @property
    def run(self) -> str | None: ...


def pack_audio(audio: AnswerAudio) -> bytes:
    return AUDIO_HEADER.pack(audio.start, audio.stem, audio.batch) + audio.samples.astype("<f4").tobytes()


def unpack_block(data: bytes) -> tuple[int, Samples]:
    """Position and samples [n] of a block. Raises `PlayError` for what is none."""
    size = len(data) - BLOCK_HEADER.size
    if size <= 0 or size % 4 or size // 4 > MAX_BLOCK_SAMPLES:
        raise PlayError(f"a block of {len(data)} bytes: 8 for the position and 4 a sample, at most {MAX_BLOCK_SAMPLES}")
    (position,) = BLOCK_HEADER.unpack_from(data)
    samples = np.frombuffer(data, "<f4", offset=BLOCK_HEADER.size).astype(np.float32)
    if not 0 <= position < 2**53:
        raise PlayError(f"a block at sample {position}: expected 0 or more")
    return int(position), np.nan_to_num(samples, posinf=0.0, neginf=0.0)


class Performance:
    """Plays for one browser until `stop`. `emit` is called from the performance's own thread."""

    def __init__(
        self, server: Address, client_port: int, wanted: Mapping[str, Any], runtime: Runtime, emit: Emit
    ) -> None:
        self._server = server
        self._client_port = client_port
        self._wanted = dict(wanted)
        self._runtime = runtime
        self._emit = emit
        self._inbox: queue.SimpleQueue[bytes | dict[str, Any]] = queue.SimpleQueue()
        self._connection: Connection | None = None
        self._stopping = False
        self._told: str | None = None
        """The start of the runtime that knows our settings."""
        self._present: bool | None = None
        """None until the watcher has met it too: it asks once a second."""
        self._thread = threading.Thread(target=self._run, name="rtap-performance", daemon=True)
        self._thread.start()

    def put(self, item: bytes | dict[str, Any]) -> None:
        """A block of audio, or settings, from any thread."""
        self._inbox.put(item)
        if self._connection is not None:
            self._connection.wake()

    def stop(self) -> None:
        """Ends the thread and frees the port."""
        self._stopping = True
        if self._connection is not None:
            self._connection.wake()
        self._thread.join()

    def _run(self) -> None:
        try:
            with Connection(self._server, self._client_port, fresh_ports=False) as connection:
                self._connection = connection
                self._play(connection)
        except PlayError as error:
            self._emit({"type": "error", "text": str(error)})
        except Exception as error:  # the page must not wait for a thread that has ended
            self._emit({"type": "error", "text": f"internal error, please report: {type(error).__name__}: {error}"})
            raise

    def _play(self, connection: Connection) -> None:
        connection.await_server(WAIT_S)
        stems = connection.observer.stems
        base = PlaySettings(package_size=PACKAGE_SIZE, stems=stems, targets=stems[:1])
        stream = Stream(settings_from(self._wanted, base), connection.send)
        self._told = connection.observer.status.get("run")
        stream.configure()
        if not connection.await_loaded(LOAD_WAIT_S):
            raise PlayError(f"the runtime is still loading its bundle after {LOAD_WAIT_S:g} s: press Play again later")
        self._tell_settings(stream, caveat=connection.observer.caveat)
        while not self._stopping:
            self._take_inbox(stream)
            event = connection.next_event(POLL_S)
            if event is not None and event.datagram is not None:
                for audio in stream.receive(event.arrival_s, event.datagram):
                    self._emit(pack_audio(audio))
            for record in stream.ended():
                self._emit(window_news(record))
            self._look_after_runtime(stream)
            if len(connection.observer.windows) > 64:  # it keeps every window, for a report that nobody writes here
                connection.observer.windows.clear()

    def _take_inbox(self, stream: Stream) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                item = self._inbox.get_nowait()
                try:
                    if isinstance(item, dict):
                        stream.change(settings_from(item, stream.settings))
                        self._tell_settings(stream)
                    else:
                        self._hear(stream, *unpack_block(item))
                except PlayError as error:
                    self._emit({"type": "refused", "text": str(error)})

    def _hear(self, stream: Stream, position: int, samples: Samples) -> None:
        expected = stream.player.head.position
        if not expected <= position < expected + RING_SAMPLES:
            raise PlayError(f"audio for sample {position} came after sample {expected}: reload the page")
        while position > expected:  # the page was asleep: what it did not send is silence, and time goes on
            silence = np.zeros(min(position - expected, MAX_BLOCK_SAMPLES), np.float32)
            stream.hear(silence)
            expected += len(silence)
        stream.hear(samples)

    def _look_after_runtime(self, stream: Stream) -> None:
        if self._runtime.run not in (None, self._told):
            self._told = self._runtime.run
            stream.configure()
            self._emit({"type": "restarted"})
        present = self._runtime.present
        if self._present is not None and present != self._present:
            self._emit({"type": "runtime", "present": present})
        if present or self._present is not None:
            self._present = present

    def _tell_settings(self, stream: Stream, **more: Any) -> None:
        settings = stream.settings
        news = {
            "type": "settings",
            "stems": list(settings.stems),
            "targets": list(settings.targets),
            "r": settings.r,
            "look_ahead_columns": look_ahead_columns(settings),
            "look_ahead_ms": round(look_ahead_ms(settings, SAMPLE_RATE_HZ), 1),
            "step_ms": round(1000 * settings.step_samples / SAMPLE_RATE_HZ, 1),
            "budget_ms": round(settings.budget_ms, 1),
            "sample_rate_hz": SAMPLE_RATE_HZ,
        }
        self._emit(news | more)


def settings_from(wanted: Mapping[str, Any], base: PlaySettings) -> PlaySettings:
    """What a page asks for, over `base`. Raises `PlayError` for what cannot be played."""
    r = wanted.get("r", base.r)
    columns = wanted.get("look_ahead_columns", look_ahead_columns(base))
    targets = wanted.get("targets", base.targets)
    if not isinstance(r, int | float) or not isinstance(columns, int) or not isinstance(targets, list | tuple):
        raise PlayError(f"r {r!r}, look_ahead_columns {columns!r}, targets {targets!r}: a number, an integer, a list")
    return settings_of(r, columns, [str(target) for target in targets], base)


def window_news(record: WindowRecord) -> dict[str, Any]:
    """What became of a window, seen from here: the browser's own network comes on top."""
    return {
        "type": "window",
        "batch": record.batch,
        "outcome": record.outcome,
        "first_ms": None if record.first_ms is None else round(record.first_ms, 1),
        "last_ms": None if record.last_ms is None else round(record.last_ms, 1),
        "budget_ms": round(record.budget_ms, 1),
    }
