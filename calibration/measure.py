"""What `point` measures: `/packet_test` per package size, and windows at the client's real pace.

Everything goes through the client of `rtap-play`: its sockets, its datagrams, its play head.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from rtap.calibration.choice import Measured
from rtap.runtime.play import wire
from rtap.runtime.play.clients import RtapClient
from rtap.runtime.play.connection import Connection
from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.external import Outgoing
from rtap.runtime.play.player import NextEvent, Player, await_stragglers, play_live
from rtap.runtime.play.settings import SAMPLE_RATE_HZ, PlaySettings
from rtap.runtime.play.wire import Samples

PACKAGE_SIZES = (1024, 2560, 5120, 10_240, 13_090)
PROBE_WAIT_S = 0.5
WARM_WINDOWS = 2
"""The first windows of a shape allocate; they are played and not counted."""
LOADED_WAIT_S = 300.0


def probe_network(
    connection: Connection, probes: int, sizes: Sequence[int] = PACKAGE_SIZES, wait_s: float = PROBE_WAIT_S
) -> list[dict[str, Any]]:
    """Round trip and loss of `/packet_test` per package size, one packet on its way at a time.

    Rows: `package_size` (floats), `sent`, `lost`, `p50_ms`, `p999_ms`, `max_ms` (None where nothing came back), and
    `refused`, the system's reason where it does not send datagrams of that size.
    """
    rows = []
    for size in sizes:
        times_ms: list[float] = []
        lost, refused = 0, ""
        packet = Outgoing(wire.audio("/packet_test", (size,), np.zeros(size, np.float32)), 0)
        for _ in range(probes):
            try:
                sent_s = connection.send([packet])
            except PlayError as error:
                refused = str(error)
                break
            arrived_s = _await_echo(connection, size, sent_s + wait_s)
            if arrived_s is None:
                lost += 1
            else:
                times_ms.append(1e3 * (arrived_s - sent_s))
        rows.append(
            {"package_size": size, "sent": len(times_ms) + lost, "lost": lost, "refused": refused}
            | {name: _percentile(times_ms, q) for name, q in (("p50_ms", 50), ("p999_ms", 99.9), ("max_ms", 100))}
        )
    return rows


def _percentile(values: Sequence[float], q: float) -> float | None:
    return round(float(np.percentile(values, q)), 3) if values else None


def _await_echo(connection: Connection, size: int, deadline_s: float) -> float | None:
    """When the echo of that size came; None if it did not. Echoes of another size are of a probe given up."""
    while (left_s := deadline_s - time.perf_counter()) > 0:
        event = connection.next_event(left_s)
        if event is None or event.datagram is None:
            continue
        try:
            messages = wire.decode(event.datagram)
        except wire.WireError:
            continue
        if any(m.address == "/packet_test_response" and len(m.samples) == size for m in messages):
            return event.arrival_s
    return None


def play_windows(
    connection: Connection,
    next_event: NextEvent,
    settings: PlaySettings,
    song: Samples,
    windows: int,
    on_window: Callable[[int], None] = lambda count: None,
) -> Measured:
    """`windows` windows of `song` `[n]`, looped, in real time, at the settings' r and stems.

    Raises PlayError when the server does not load its bundle.
    """
    settings = replace(settings, stems=connection.observer.stems)
    count = windows + WARM_WINDOWS
    frames = count * settings.step_samples + settings.look_ahead_samples
    client = RtapClient(np.resize(song, frames), settings)
    connection.observer.windows.clear()
    connection.send(client.configure())
    if not connection.await_loaded(LOADED_WAIT_S):
        raise PlayError(f"the server has not loaded its bundle after {LOADED_WAIT_S:g} s")
    player = Player(client, settings, connection.send)
    play_live(player, next_event, lambda: on_window(len(player.windows)))
    await_stragglers(player, next_event, 1.0)
    if player.windows:
        connection.await_news(player.windows[-1].batch, 0.3)
    return _measured(player, connection, settings, windows)


def _measured(player: Player, connection: Connection, settings: PlaySettings, windows: int) -> Measured:
    assert player.started_s is not None
    records = player.windows[WARM_WINDOWS : WARM_WINDOWS + windows]
    whole_ms, client_ms, window_ms = [], [], []
    unanswered = 0
    for record in records:
        due_s = player.started_s + record.cursor / SAMPLE_RATE_HZ
        if record.last_ms is None or record.last_s is None or record.sent_s is None:
            unanswered += 1
            continue
        whole_ms.append(1e3 * (record.last_s - due_s))
        client_ms.append(1e3 * (record.sent_s - due_s))
        served = connection.observer.windows.get(record.batch)
        if served is not None:
            window_ms.append(served.total_ms)
    engine = connection.observer.status.get("engine", "unknown")
    return Measured(engine, settings.r, len(settings.targets), whole_ms, window_ms, client_ms, unanswered)
