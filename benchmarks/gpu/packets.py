"""A window over real sockets: last context packet sent to first and to last answer packet received, at the client."""

from __future__ import annotations

import socket
import threading
import time
from typing import Any

import numpy as np

from rtap.runtime import osc
from rtap.runtime.bundle import Bundle
from rtap.runtime.record import WindowLog
from rtap.runtime.server import Server, ServerConfig
from rtap.runtime.session import Settings

CHUNK_FLOATS = 10_240
STEMS = 4
PAUSE_S = 0.02
"""Between an answer and the next step: a musician is not back in the same millisecond, and noise is drawn here."""
PATIENCE_S = 30.0


def measure_windows(
    engine: str, bundle: Bundle, device: str, r: float, stems: int, windows: int, seconds: float
) -> dict[str, Any]:
    """Milliseconds at the client, of the windows after the first three. Raises RuntimeError if the server gives up."""
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
            settings=Settings(window_samples=262_144, r=r, chunk_floats=CHUNK_FLOATS),
        )
        server = Server(config, bundle, lambda level, text: said.append(text))
        log = WindowLog()
        thread = threading.Thread(target=lambda: server.run(log))
        thread.start()
        try:
            _wait_ready(said, thread)
            sock.sendto(
                osc.message("/predict_instruments", *(("i", int(i < stems)) for i in range(STEMS))), server.address
            )
            first, last = _play(sock, server.address, round(262_144 * r), windows, seconds)
        finally:
            server.stop()
            thread.join(timeout=PATIENCE_S)
    p50, p99 = np.percentile(first, [50, 99])
    return {
        "p50_ms": round(float(p50), 4),
        "p99_ms": round(float(p99), 4),
        "last_packet_p50_ms": round(float(np.median(last)), 4),
        "n": len(first),
        "dropped": server.counts().get("dropped_batches", 0),
        "lost_chunks": server.counts().get("lost_chunks", 0),
    }


def _wait_ready(said: list[str], server: threading.Thread) -> None:
    until = time.monotonic() + 4 * PATIENCE_S
    while not any(text.startswith("ready: ") for text in said):
        if not server.is_alive() or time.monotonic() > until:
            raise RuntimeError(f"the server did not get ready; it said: {said[-1] if said else 'nothing'}")
        time.sleep(0.01)


def _play(
    sock: socket.socket, address: tuple[str, int], step: int, windows: int, seconds: float
) -> tuple[list[float], list[float]]:
    random = np.random.default_rng(0)
    starts = range(0, step, CHUNK_FLOATS)
    until, first_ms, last_ms = time.monotonic() + seconds, [], []
    for batch in range(1, windows + 4):
        audio = np.float32(0.1) * random.standard_normal(step, dtype=np.float32)
        datagrams = [
            osc.floats_message("/context", [batch, s, len(starts)], audio[s : s + CHUNK_FLOATS]) for s in starts
        ]
        time.sleep(PAUSE_S)
        for datagram in datagrams:
            sock.sendto(datagram, address)
        sent = time.perf_counter_ns()
        first, last = _answer(sock)
        if batch > 3:
            first_ms.append((first - sent) / 1e6)
            last_ms.append((last - sent) / 1e6)
        if len(first_ms) >= 2 and time.monotonic() > until:
            break
    return first_ms, last_ms


def _answer(sock: socket.socket) -> tuple[int, int]:
    """When the first packet with audio and the last one came. Raises RuntimeError when the batch is dropped."""
    first = None
    while True:
        data = sock.recv(65_536)
        now = time.perf_counter_ns()
        if data.startswith(b"/batch_dropped"):
            raise RuntimeError("the server dropped a batch")
        if data.startswith(b"/server_predicted"):
            if first is None:
                raise RuntimeError("an answer without audio")
            return first, now
        if first is None and len(data) > 1000:  # not the empty chunk that sets the position
            first = now
