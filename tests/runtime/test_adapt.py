"""`--adapt` in real time, through UDP, while windows really take longer and shorter again. Counts are asserted."""

from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
import pytest

from rtap.runtime.engines.echo import EchoStages
from rtap.runtime.lateness import PATIENCE
from rtap.runtime.play.clients import RtapClient
from rtap.runtime.play.connection import Connection
from rtap.runtime.play.player import Player, await_stragglers, play_live
from rtap.runtime.play.settings import SAMPLE_RATE_HZ, PlaySettings
from rtap.runtime.play.transport import free_ports
from rtap.runtime.record import WindowRecord
from rtap.runtime.server import ServerConfig

COLUMN = 4096
DELAY_COLUMNS = 40
SETTINGS = PlaySettings(r=2 / 64, look_ahead=1 / 2)
"""A step of 186 ms and one column of look-ahead: 73 ms for a window, 63 with the margin."""
STEP_S = SETTINGS.step_samples / SAMPLE_RATE_HZ
USUAL_S = 0.02
PLANTED_S = 0.06
DELAYED = range(12, 60)
"""Windows with the planted delay: 80 ms and more, late at one column, 76 ms before the limit at two."""
SAFE_S = 16 * STEP_S
HALTS = 9
"""Of the 27 windows that the delay would all make late, had it not moved: those that a busy machine may."""
MOST_WINDOWS = 400
"""Where nothing happens the performance ends all the same."""


class PlantedEcho(EchoStages):
    """Echoes, and takes as long for it as is planted."""

    window_s = USUAL_S

    def encode(self, audio):
        time.sleep(self.window_s)
        return super().encode(audio)


def song(windows: int) -> np.ndarray:
    """A slow sine: its largest step from sample to sample is known, and a hole or a click is larger."""
    at = np.arange(windows * SETTINGS.step_samples) / SAMPLE_RATE_HZ
    return (0.5 * np.sin(2 * np.pi * 110 * at)).astype(np.float32)


def test_a_delay_of_60_ms_moves_it_out_and_its_end_brings_it_back_and_nobody_hears_the_seams(serve, monkeypatch):
    monkeypatch.setattr("rtap.runtime.server.EchoStages", PlantedEcho)
    (client_port,) = free_ports(1)
    config = ServerConfig(
        port=0, client_port=client_port, engine="echo", echo_delay_columns=DELAY_COLUMNS, adapt=True, safe_s=SAFE_S
    )
    context, records = song(MOST_WINDOWS), []
    with serve(config) as server, Connection(server.address, client_port, fresh_ports=False) as connection:
        add = server.windows.add
        server.windows.add = lambda record: (records.append(record), add(record))
        connection.await_server(10)
        client = RtapClient(context, SETTINGS)
        connection.send(client.configure())
        assert connection.await_loaded(10)
        player = Player(client, SETTINGS, connection.send)

        def plant_and_end() -> None:
            sent = len(player.windows)
            long = DELAYED.start <= sent < DELAYED.stop
            monkeypatch.setattr(PlantedEcho, "window_s", USUAL_S + PLANTED_S * long)
            if player.frames == len(context) and sent > DELAYED.stop and records[-1].ahead_columns == 0:
                player.frames = player.head.position + 8 * SETTINGS.step_samples

        play_live(player, connection.next_event, plant_and_end)
        await_stragglers(player, connection.next_event, 10)
        connection.await_news(player.windows[-1].batch, 10)
        points = [(p.playable, p.look_ahead_columns, p.moved) for p in connection.observer.points]
    ahead = [record.ahead_columns for record in records]
    moves = [(index, after) for index, (before, after) in enumerate(pairwise(ahead), start=1) if before != after]
    (out, columns), *_, (back, at_the_end) = moves

    # One column covers 80 ms with room to spare; a machine that halts twice may ask for a second.
    assert columns in (1, 2)
    assert max(ahead) <= 2
    assert at_the_end == 0
    assert len(moves) <= 3
    assert out <= DELAYED.start + PATIENCE + 4
    assert back >= DELAYED.stop + round(SAFE_S / STEP_S) - 1
    assert [points[0], points[-1]] == [(False, 1 + columns, True), (True, 1, True)]

    # Late while it waits; in time from the window after the move on, delay or not, but for a busy machine's halts.
    in_time = [window.outcome == "in time" for window in player.windows]
    assert all(record.late for record in records[DELAYED.start : out])
    assert out - DELAYED.start >= PATIENCE - 1
    assert sum(record.late for record in records[out + 1 : DELAYED.stop]) <= HALTS
    assert in_time[out + 1 : DELAYED.stop].count(False) <= HALTS

    # Wherever it was generated, each sample lies where it belongs, and no step is larger than the signal's own.
    delayed = np.concatenate([np.zeros(DELAY_COLUMNS * COLUMN, np.float32), context])
    first, end = (player.windows[i].answer_start for i in (0, -1))
    placed, came = client.answers.audio[0, :end], np.arange(end) >= first + SETTINGS.fade_samples
    for window in player.windows:
        if not window.complete:  # halted for more than a step: counted above, and a hole
            came[window.answer_start : window.answer_start + SETTINGS.answer_samples + SETTINGS.fade_samples] = False
    np.testing.assert_allclose(placed[came], delayed[:end][came], atol=2e-7)
    steps = np.abs(np.diff(placed))[came[1:] & came[:-1]]
    assert steps.max() <= np.percentile(np.abs(np.diff(context)), 99.99) + 1e-6

    # That is what is heard, of every window that is in time.
    for window, was in zip(player.windows[1:-1], in_time[1:-1], strict=True):
        if was:
            stop = min(window.answer_start + SETTINGS.answer_samples, end)
            heard = player.heard[0, window.answer_start : stop]
            np.testing.assert_allclose(heard, placed[window.answer_start : stop], atol=2e-7)


@pytest.mark.parametrize(("total_ms", "columns", "hopeless"), [(150.0, 1, 0), (300.0, 3, 1), (700.0, 4, 1)])
def test_it_moves_no_further_than_a_client_takes_answers_and_says_when_that_is_no_help(
    serve, total_ms, columns, hopeless
):
    """A client takes answers of its last two batches: 372 ms after the step, four columns more than the look-ahead."""
    config = ServerConfig(port=0, client_port=free_ports(1)[0], engine="echo", adapt=True)
    with serve(config) as server:
        settings = server.session.settings
        settings.r, settings.look_ahead, settings.window_samples = SETTINGS.r, SETTINGS.look_ahead, 64 * COLUMN
        budget_ms = SETTINGS.budget_ms
        window = WindowRecord(1, 1, 1.0, 1.0, 1.0, total_ms, budget_ms, True, 0, SETTINGS.step_samples, budget_ms, 0)
        for _ in range(3 * PATIENCE):
            server._watch_lateness(window)
    assert server.session.ahead_columns == columns
    warnings = [text for level, text in server.messages if level == "warning"]
    moved = f"windows take {total_ms:.0f} ms (p99) of 73 ms: generating at {1 + columns} columns of look-ahead"
    assert warnings[0].startswith(moved)
    assert warnings[1:] == ["most windows take longer than a step (186 ms), some get none: set a larger r"] * hopeless
