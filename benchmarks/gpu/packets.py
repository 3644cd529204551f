"""A window over real sockets: last context packet sent to first and to last answer packet received, at the client."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from rtap.runtime import osc
from rtap.runtime.bundle import Bundle
from rtap.runtime.record import WindowLog
from rtap.runtime.server import Server, ServerConfig
from rtap.runtime.session import Settings

T = 262_144
CHUNK_FLOATS = 10_240
STEMS = 4
PAUSE_S = 0.02
"""Between an answer and the next step: a musician is not back in the same millisecond, and noise is drawn here."""
PATIENCE_S = 30.0
UNTIMED = 3
"""Windows played first after a change of settings: enqueued, captured, replayed."""


class Client:
    """Sends steps and waits for answers, one batch at a time."""

    def __init__(self, server: Server, sock: socket.socket) -> None:
        self._server, self._sock = server, sock
        self._batch = 0

    def measure(self, r: float, stems: int, windows: int, seconds: float) -> dict[str, Any]:
        """Milliseconds of up to `windows` windows. Raises RuntimeError when the server drops one."""
        self._send(osc.message("/update_r", ("f", r)))
        self._send(osc.message("/predict_instruments", *(("i", int(i < stems)) for i in range(STEMS))))
        self._send(osc.message("/update_package_size", ("i", CHUNK_FLOATS)))
        first_ms: list[float] = []
        last_ms: list[float] = []
        until = time.monotonic() + seconds
        for n in range(windows + UNTIMED):
            first, last = self._play(round(T * r))
            if n >= UNTIMED:
                first_ms.append(first)
                last_ms.append(last)
            if len(first_ms) >= 2 and time.monotonic() > until:
                break
        p50, p99 = np.percentile(first_ms, [50, 99])
        return {
            "p50_ms": round(float(p50), 4),
            "p99_ms": round(float(p99), 4),
            "last_packet_p50_ms": round(float(np.median(last_ms)), 4),
            "n": len(first_ms),
            "lost_chunks": self._server.counts().get("lost_chunks", 0),
        }

    def _send(self, datagram: bytes) -> None:
        self._sock.sendto(datagram, self._server.address)

    def _play(self, step: int) -> tuple[float, float]:
        """One window of `step` samples: ms to the first packet with audio and to the end."""
        self._batch += 1
        audio = np.float32(0.1) * np.random.default_rng(self._batch).standard_normal(step, dtype=np.float32)
        starts = range(0, step, CHUNK_FLOATS)
        ints = (self._batch, len(starts))
        datagrams = [osc.floats_message("/context", [ints[0], s, ints[1]], audio[s : s + CHUNK_FLOATS]) for s in starts]
        time.sleep(PAUSE_S)
        for datagram in datagrams:
            self._send(datagram)
        sent = time.perf_counter_ns()
        first = None
        while True:
            data = self._sock.recv(65_536)
            now_ms = (time.perf_counter_ns() - sent) / 1e6
            if data.startswith(b"/batch_dropped"):
                raise RuntimeError("the server dropped a batch")
            if data.startswith(b"/server_predicted"):
                if first is None:
                    raise RuntimeError("an answer came without audio")
                return first, now_ms
            if first is None and len(data) > 1000:  # not the empty chunk that sets the position
                first = now_ms


@contextlib.contextmanager
def serving(engine: str, bundle: Bundle, device: str) -> Iterator[Client]:
    """The real server on a free port until the end of the block. Raises RuntimeError when it does not get ready."""
    said: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        sock.bind(("127.0.0.1", 0))
        sock.settimeout(PATIENCE_S)
        config = ServerConfig(
            port=0,
            client_port=sock.getsockname()[1],
            engine=engine,
            device=device,
            settings=Settings(window_samples=T),
        )
        server = Server(config, bundle, lambda level, text: said.append(text))
        failures: list[str | None] = []
        thread = threading.Thread(target=lambda: failures.append(server.run(WindowLog())))
        thread.start()
        try:
            until = time.monotonic() + 4 * PATIENCE_S
            while not any(text.startswith("ready: ") for text in said):
                if not thread.is_alive() or time.monotonic() > until:
                    raise RuntimeError(f"the server did not get ready: {failures or said[-1:] or 'it said nothing'}")
                time.sleep(0.01)
            yield Client(server, sock)
        finally:
            server.stop()
            thread.join(timeout=PATIENCE_S)
