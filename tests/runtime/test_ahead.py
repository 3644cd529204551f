"""Generated further ahead than the client plays it: nothing of that is heard, and what leaves early is in time."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rtap.runtime import osc, play
from rtap.runtime.ahead import HeldAudio
from rtap.runtime.bundle import read_bundle
from rtap.runtime.cli import EMBEDDED_BUNDLE as DEMO
from rtap.runtime.engines.echo import EchoStages
from rtap.runtime.geometry import Geometry, begin_at, plan_window
from rtap.runtime.lateness import PATIENCE, SAFE_S, LatenessWatch
from rtap.runtime.monitor.stream import RemoteHead, RingClient
from rtap.runtime.play import wire
from rtap.runtime.play.answers import ServerPredicted
from rtap.runtime.play.audio_file import read_input
from rtap.runtime.play.clients import ImitatedExternal, RtapClient
from rtap.runtime.play.connection import Connection
from rtap.runtime.play.player import Player, play_fast
from rtap.runtime.play.settings import PlaySettings
from rtap.runtime.play.transport import free_ports
from rtap.runtime.server import ServerConfig

LOOP = Path(play.__file__).parent / "assets" / "loop.flac"
COLUMN = 4096
DELAY_COLUMNS = 40
MOVES = {3: 1, 6: 2, 9: 7, 12: 3, 15: 0, 18: 2, 20: 0}
"""Window after which the runtime goes so many columns beyond the client's look-ahead."""


def song(samples: int) -> np.ndarray:
    """A slow sine: its largest step from sample to sample is known, and a hole or a click is larger."""
    return (0.5 * np.sin(2 * np.pi * 110 * np.arange(samples) / 44_100)).astype(np.float32)


def performance(serve, settings, make_client, moves, steps=24):
    """Plays `steps` steps to an echoing server that moves as told; what was heard, and the windows as recorded."""
    (client_port,) = free_ports(1)
    config = ServerConfig(port=0, client_port=client_port, engine="echo", echo_delay_columns=DELAY_COLUMNS)
    context = song(settings.step_samples * steps)
    with serve(config) as server:
        external = make_client is ImitatedExternal
        with Connection(server.address, client_port, fresh_ports=external) as connection:
            connection.await_server(10)
            client = make_client(context, settings)
            connection.send(client.configure())
            assert connection.await_loaded(10)
            player = Player(client, settings, connection.send)

            def move() -> None:
                server.session.ahead_columns = moves.get(len(player.windows), server.session.ahead_columns)

            play_fast(player, connection.next_event, 10, move)
        while len(server.windows) < len(player.windows):
            time.sleep(0.01)
    player.words = [*server.messages, dict(server.counts())]
    return context, player


def expected(context: np.ndarray, settings: PlaySettings, player: Player) -> np.ndarray:
    """The context, `DELAY_COLUMNS` later, from the first answer on. On the client's axis the runtime's columns begin at
    the first cursor, a whole number of columns."""
    delayed = np.concatenate([np.zeros(DELAY_COLUMNS * COLUMN, np.float32), context])[: len(context)]
    first = player.windows[0].answer_start
    delayed[:first] = 0
    fading = np.arange(settings.fade_samples, dtype=np.float32) / max(settings.fade_samples, 1)
    delayed[first : first + settings.fade_samples] *= fading
    return delayed


@pytest.mark.parametrize("make_client", [RtapClient, ImitatedExternal])
@pytest.mark.parametrize("package_size", [10_240, 3000])
def test_what_is_heard_is_the_same_wherever_the_runtime_generates(serve, make_client, package_size):
    settings = PlaySettings(r=8 / 64, look_ahead=1.0, package_size=package_size, targets=("bass",))
    context, player = performance(serve, settings, make_client, MOVES)
    wanted = expected(context, settings, player)
    assert [window.outcome for window in player.windows] == ["in time"] * len(player.windows), player.words
    np.testing.assert_allclose(player.heard[0], wanted, atol=2e-7)


def test_steps_of_the_papers_t_are_not_whole_columns_and_fit_all_the_same(serve):
    settings = PlaySettings(window_samples=264_600, r=0.125, look_ahead=1.0)
    context, player = performance(serve, settings, RtapClient, MOVES)
    reference_context, reference = performance(serve, settings, RtapClient, {})
    np.testing.assert_array_equal(context, reference_context)
    np.testing.assert_allclose(player.heard, reference.heard, atol=2e-7)


def test_a_look_ahead_shorter_than_the_move_plays_whole_answers_from_what_is_held(serve):
    settings = PlaySettings(r=2 / 64, look_ahead=0.5)
    context, player = performance(serve, settings, RtapClient, {3: 1, 8: 5, 20: 2, 30: 0}, steps=60)
    np.testing.assert_allclose(player.heard[0], expected(context, settings, player), atol=2e-7)


@pytest.mark.parametrize("columns", [1, 2, 5])
def test_what_was_generated_before_leaves_before_the_engine_begins(serve, monkeypatch, columns):
    """The client has the first columns of its answer while the engine has not yet begun with the rest."""
    settings = PlaySettings(r=8 / 64, look_ahead=1 / 8)
    (client_port,) = free_ports(1)
    config = ServerConfig(port=0, client_port=client_port, engine="echo", echo_delay_columns=DELAY_COLUMNS)
    with serve(config) as server, Connection(server.address, client_port, fresh_ports=False) as connection:
        connection.await_server(10)
        client = RtapClient(song(settings.step_samples * 8), settings)
        connection.send(client.configure())
        assert connection.await_loaded(10)
        server.session.ahead_columns = columns
        player = Player(client, settings, connection.send)

        def receive_until(done) -> None:
            deadline_s = time.monotonic() + 10
            while not done():
                assert time.monotonic() < deadline_s, "waited in vain"
                event = connection.next_event(0.05)
                if event is not None and event.datagram is not None:
                    player.receive(event.arrival_s, event.datagram)

        player.send_step()
        receive_until(lambda: player.windows[0].complete)
        encode, seen = EchoStages.encode, []

        def waiting_encode(stages, audio):
            deadline_s = time.monotonic() + 10
            while not seen and time.monotonic() < deadline_s:
                time.sleep(0.005)
            return encode(stages, audio)

        monkeypatch.setattr(EchoStages, "encode", waiting_encode)
        player.send_step()
        receive_until(lambda: sum(player.windows[1].parts.values()) >= columns * COLUMN)
        assert sum(player.windows[1].parts.values()) == columns * COLUMN
        assert not player.windows[1].complete
        seen.append(True)
        receive_until(lambda: player.windows[1].complete)


BAND = {0: "bass drums", 6: "drums", 9: "bass drums guitar", 12: "guitar bass", 15: "piano", 18: "piano drums"}
"""Window from which these stems play: one leaves, two come, one leaves, all change, one comes."""


LEVELS = np.float32([1, 1 / 2, 1 / 4, 1 / 8])


class BandEcho(EchoStages):
    """Echoes every stem at a level of its own: none can be taken for another."""

    def step(self, *given):
        self.levels = given[7] @ LEVELS
        return super().step(*given)

    def decode(self, latent, noise):
        audio = super().decode(latent, noise)
        return audio * self.levels[:, None]


@pytest.mark.parametrize("moves", [{2: 2}, {3: 1, 8: 5, 11: 2, 14: 7, 17: 0}])
@pytest.mark.parametrize("package_size", [10_240, 3000])
def test_every_stem_stays_on_its_sample_while_others_come_and_go(serve, monkeypatch, moves, package_size):
    monkeypatch.setattr("rtap.runtime.server.EchoStages", BandEcho)
    settings = PlaySettings(r=8 / 64, look_ahead=1 / 8, package_size=package_size)
    step, fade, stems = settings.step_samples, settings.fade_samples, settings.stems
    context = song(step * 24)
    delayed = np.concatenate([np.zeros(DELAY_COLUMNS * COLUMN, np.float32), context])
    wanted = np.zeros((len(stems), len(context)), np.float32)
    fading = np.arange(fade, dtype=np.float32) / fade
    (client_port,) = free_ports(1)
    config = ServerConfig(port=0, client_port=client_port, engine="echo", echo_delay_columns=DELAY_COLUMNS)
    with serve(config) as server, Connection(server.address, client_port, fresh_ports=False) as connection:
        connection.await_server(10)
        client = RingClient(settings)
        client.write(0, context)
        connection.send(client.configure())
        assert connection.await_loaded(10)
        player = Player(client, settings, connection.send, head=RemoteHead(), frames=len(context))
        sent: set[str] = set()
        receive = client.receive

        def noting(datagram: bytes):
            sent.update(message.address[1:] for message in wire.decode(datagram) if message.address[1:] in stems)
            return receive(datagram)

        client.receive = noting
        playing: set[str] = set()
        for index in range(22):
            if index in BAND:
                player.settings = replace(settings, targets=tuple(BAND[index].split()))
                connection.send(client.change(player.settings))
            server.session.ahead_columns = moves.get(index, server.session.ahead_columns)
            player.send_step()
            predicted = False
            while not predicted:
                event = connection.next_event(10)
                assert event is not None, "waited in vain"
                if event.datagram is not None:
                    reports = player.receive(event.arrival_s, event.datagram)
                    predicted = any(isinstance(report, ServerPredicted) for report in reports)
            window, targets = player.windows[-1], set(player.settings.targets)
            assert window.complete, server.messages
            assert sent == targets
            sent.clear()
            for stem in targets:
                heard, start = wanted[stems.index(stem)], window.answer_start
                # Before the first column of a stem that joins others is silence; a hole of all is generated anew.
                head = delayed[start : start + fade] if stem in playing or not targets & playing else 0
                heard[start : start + fade] = heard[start : start + fade] * (1 - fading) + head * fading
                heard[start + fade : start + fade + step] = delayed[start + fade : start + fade + step]
            playing = targets
    wanted *= LEVELS[:, None]
    np.testing.assert_allclose(client.answers.audio[:, : len(context)], wanted, atol=2e-7)


def test_no_seam_of_the_model_that_ships_is_a_click(serve):
    """Its answers differ with where they were generated, unlike an echo's: what joins them must be a crossfade."""
    settings = PlaySettings(r=4 / 64, look_ahead=1 / 4, targets=("bass",))
    moves = {4: 1, 8: 3, 12: 2, 16: 0, 20: 2, 24: 0}
    step, margin = settings.step_samples, 2 * settings.fade_samples
    context = np.resize(read_input(LOOP)[0], step * 30)
    (client_port,) = free_ports(1)
    config = ServerConfig(port=0, client_port=client_port, engine="ort")
    with serve(config, read_bundle(DEMO)) as server, Connection(server.address, client_port, fresh_ports=False) as c:
        client = RtapClient(context, settings)
        c.await_server(10)
        c.send(client.configure())
        assert c.await_log("ready: ort", 60)
        player = Player(client, settings, c.send)

        def move() -> None:
            server.session.ahead_columns = moves.get(len(player.windows), server.session.ahead_columns)

        play_fast(player, c.next_event, 30, move)
    steps = np.abs(np.diff(player.heard[0]))
    joined = np.zeros(len(steps), bool)
    for window, columns in moves.items():  # where it moves, and where the window after that joins
        for start in (player.windows[window].answer_start, player.windows[window + 1].answer_start):
            for seam in (start, start + columns * COLUMN):
                joined[seam - margin : seam + margin] = True
    playing = np.arange(len(steps)) > 2 * step
    limit = np.percentile(steps[playing & ~joined], 99.99)
    assert limit > 1e-4, "it plays nothing"
    assert steps[joined].max() <= limit


class TestTheBudgetIsLonger:
    def test_of_the_part_that_waits(self, serve):
        settings = PlaySettings(r=8 / 64, look_ahead=1 / 8)
        (client_port,) = free_ports(1)
        config = ServerConfig(port=0, client_port=client_port, engine="echo", echo_delay_columns=DELAY_COLUMNS)
        records = []
        with serve(config) as server, Connection(server.address, client_port, fresh_ports=False) as connection:
            add = server.windows.add
            server.windows.add = lambda record: (records.append(record), add(record))
            connection.await_server(10)
            client = RtapClient(song(settings.step_samples * 8), settings)
            connection.send(client.configure())
            assert connection.await_loaded(10)
            server.session.ahead_columns = 2
            play_fast(Player(client, settings, connection.send), connection.next_event, 10, lambda: None)
        column_ms = 1e3 * COLUMN / 44_100
        client_ms = column_ms - 20
        assert [record.client_budget_ms for record in records] == pytest.approx([client_ms] * len(records), abs=0.01)
        # The first window further ahead generates what lies between as well, which is heard as soon as ever.
        budgets = [client_ms] + [client_ms + 2 * column_ms] * (len(records) - 1)
        assert [record.budget_ms for record in records] == pytest.approx(budgets, abs=0.01)


class TestHeldAudio:
    GEOMETRY = Geometry(262_144, 8 * COLUMN, 2 * COLUMN, 882)

    def ahead(self, cursor, columns):
        return plan_window(self.GEOMETRY, cursor, columns)

    def test_with_nothing_held_the_window_begins_where_the_client_does(self):
        plan = HeldAudio().plan(self.ahead(0, 3), (0,), 2 * COLUMN - 882)
        assert plan.answer_start == 2 * COLUMN - 882
        assert plan.answer_samples == 882 + 11 * COLUMN
        assert plan.new_column == 2
        assert plan.end_column == self.ahead(0, 3).end_column

    def test_another_stem_than_those_held_begins_anew(self):
        held = HeldAudio()
        plan = held.plan(self.ahead(0, 3), (0,), 2 * COLUMN - 882)
        held.put(plan, (0,), np.ones((1, plan.answer_samples), np.float32), 2 * COLUMN - 882)
        start = 10 * COLUMN - 882
        assert held.plan(self.ahead(8 * COLUMN, 3), (0,), start).answer_start == 13 * COLUMN - 882
        for stems in ((1,), (0, 1)):
            assert held.plan(self.ahead(8 * COLUMN, 3), stems, start).answer_start == start

    def test_a_stem_that_stays_when_others_leave_goes_on_with_its_own(self):
        held = HeldAudio()
        start = 2 * COLUMN - 882
        plan = held.plan(self.ahead(0, 3), (0, 2, 3), start)
        answer = np.repeat(np.float32([[0.1], [0.2], [0.3]]), plan.answer_samples, axis=1)
        held.put(plan, (0, 2, 3), answer, start)
        start = 10 * COLUMN - 882
        plan = held.plan(self.ahead(8 * COLUMN, 3), (2, 3), start)
        assert plan.answer_start == 13 * COLUMN - 882
        assert [held.read(stem, start, 3 * COLUMN)[0] for stem in (2, 3)] == [np.float32(0.2), np.float32(0.3)]
        held.put(plan, (2, 3), answer[1:, : plan.answer_samples], start)
        for stem, value in ((2, 0.2), (3, 0.3)):
            np.testing.assert_allclose(held.read(stem, start, 11 * COLUMN), value, atol=1e-6)

    def test_a_window_that_was_lost_leaves_nothing_to_continue(self):
        held = HeldAudio()
        plan = held.plan(self.ahead(0, 3), (0,), 2 * COLUMN - 882)
        held.put(plan, (0,), np.ones((1, plan.answer_samples), np.float32), 2 * COLUMN - 882)
        start = 18 * COLUMN - 882  # two steps later
        assert held.plan(self.ahead(16 * COLUMN, 3), (0,), start).answer_start == start

    def test_a_seam_is_a_crossfade(self):
        held = HeldAudio()
        start = 2 * COLUMN - 882
        plan = held.plan(self.ahead(0, 3), (0,), start)
        held.put(plan, (0,), np.zeros((1, plan.answer_samples), np.float32), start)
        start += 8 * COLUMN
        plan = held.plan(self.ahead(8 * COLUMN, 3), (0,), start)
        held.put(plan, (0,), np.ones((1, plan.answer_samples), np.float32), start)
        heard = held.read(0, start, 882 + 8 * COLUMN)
        seam = 3 * COLUMN
        assert not heard[:seam].any()
        np.testing.assert_allclose(heard[seam : seam + 882], np.arange(882) / 882, atol=1e-6)
        assert (heard[seam + 882 :] == 1).all()

    def test_begin_at_the_same_sample_is_the_same_plan(self):
        plan = self.ahead(4 * COLUMN, 2)
        assert begin_at(plan, plan.play_start) == plan


class ToldWatch(LatenessWatch):
    """The runtime's watch with the times that a test tells: a window takes 110 ms, and 60 more where it is delayed."""

    delayed = range(40, 80)
    step_s = 0.743

    def __init__(self, margin_ms: float, safe_s: float) -> None:
        super().__init__(margin_ms, safe_s)
        self.windows = 0
        self.history: list[int] = []

    def add(self, total_ms, client_budget_ms, now_s, **more):
        self.windows += 1
        told_ms = 170.0 if self.windows in self.delayed else 110.0
        advice = super().add(told_ms, client_budget_ms, self.windows * self.step_s, **more)
        self.history.append(self.columns)
        return advice


def test_60_ms_more_move_the_runtime_one_column_out_and_nobody_hears_it_go_or_return(serve, monkeypatch):
    monkeypatch.setattr("rtap.runtime.server.LatenessWatch", ToldWatch)
    settings = PlaySettings(r=8 / 64, look_ahead=2 / 8)
    (client_port,) = free_ports(1)
    config = ServerConfig(port=0, client_port=client_port, engine="echo", echo_delay_columns=DELAY_COLUMNS, adapt=True)
    context = song(settings.step_samples * 190)
    with serve(config) as server, Connection(server.address, client_port, fresh_ports=False) as connection:
        connection.await_server(10)
        client = RtapClient(context, settings)
        connection.send(client.configure())
        assert connection.await_loaded(10)
        player = Player(client, settings, connection.send)
        play_fast(player, connection.next_event, 10, lambda: None)
        connection.await_news(player.windows[-1].batch, 10)
    moves = [
        (i, b)
        for i, (a, b) in enumerate(zip([0, *server._watch.history], server._watch.history, strict=False))
        if a != b
    ]
    out, back = ToldWatch.delayed.start + PATIENCE - 1, ToldWatch.delayed.stop - 1 + int(SAFE_S / ToldWatch.step_s)
    assert moves == [(out, 1), (back, 0)]
    assert [(p.playable, p.look_ahead_columns, p.moved) for p in connection.observer.points] == [
        (False, 3, True),
        (True, 2, True),
    ]
    heard, wanted = player.heard[0], expected(context, settings, player)
    np.testing.assert_allclose(heard, wanted, atol=2e-7)
    steps = np.abs(np.diff(heard[settings.step_samples * 8 :]))
    assert steps.max() <= np.percentile(steps, 99.99) + 1e-6


def test_a_message_turns_it_on_and_off(serve):
    with serve(ServerConfig(port=0, client_port=free_ports(1)[0], engine="echo")) as server:
        client = Connection(server.address, 0, fresh_ports=False)
        with client:
            client.await_server(10)
            for on, word in ((1, "true"), (0, "false")):
                client._sender(osc.message("/rtap/adapt", ("i", on)), server.address)
                deadline_s = time.monotonic() + 10
                while client.observer.status.get("adapt") != word:
                    assert time.monotonic() < deadline_s, "waited in vain"
                    client.observer.status.clear()
                    client.await_server(10)
            client._sender(osc.message("/rtap/adapt", ("i", 7)), server.address)
            deadline_s = time.monotonic() + 10
            while not any("/rtap/adapt (7,): expected 1" in text for _, text in server.messages):
                assert time.monotonic() < deadline_s, "waited in vain"
                time.sleep(0.01)
