"""What the listener hears, sample by sample, on a clock of samples: no sockets, no waiting."""

import re
import time

import numpy as np
import pytest

from rtap.runtime.play import wire
from rtap.runtime.play.clients import ImitatedExternal, RtapClient
from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.player import BLOCK_SAMPLES, Event, Player, play_fast
from rtap.runtime.play.settings import SAMPLE_RATE_HZ, PlaySettings, parse_look_ahead

CLIENTS = {"rtap": RtapClient, "external": ImitatedExternal}


def noise(samples, seed=0):
    """Multiples of 2^-8: a crossfade of equal samples leaves them as they are, but for rounding."""
    return (np.random.default_rng(seed).integers(-128, 128, samples) / 256).astype(np.float32)


def delayed(context, samples):
    return np.concatenate([np.zeros(samples, np.float32), context])[: len(context)]


def play(perform, server, settings=None, seconds=4.0, client="rtap", latency_samples=lambda batch: 0):
    settings = settings or PlaySettings(r=0.125)
    context = noise(round(seconds * SAMPLE_RATE_HZ))
    return perform(CLIENTS[client](context, settings), settings, server, latency_samples), context


class TestWhatIsHeard:
    @pytest.mark.parametrize("client", CLIENTS)
    @pytest.mark.parametrize("window_samples", [262_144, 264_600])
    @pytest.mark.parametrize("r", [1 / 64, 5 / 64, 0.125, 0.25])
    def test_an_echo_comes_exactly_one_step_and_the_look_ahead_later(
        self, perform, fake_server, client, window_samples, r
    ):
        settings = PlaySettings(window_samples=window_samples, r=r)
        player, context = play(perform, fake_server(), settings, seconds=5, client=client)
        expected = delayed(context, settings.step_samples + settings.look_ahead_samples)
        np.testing.assert_allclose(player.heard[0], expected, rtol=0, atol=2**-24)
        assert {window.outcome for window in player.windows} == {"in time"}

    @pytest.mark.parametrize(("columns", "r"), [(1, 0.25), (2, 0.125), (1, 3 / 64), (40, 0.125)])
    def test_any_look_ahead_of_whole_columns(self, perform, fake_server, columns, r):
        settings = PlaySettings(r=r, look_ahead=columns / (r * 64))
        player, context = play(perform, fake_server(), settings, latency_samples=lambda batch: 2000)
        expected = delayed(context, settings.step_samples + columns * 4096)
        np.testing.assert_allclose(player.heard[0], expected, rtol=0, atol=2**-24)

    def test_every_target_is_heard(self, perform, fake_server):
        settings = PlaySettings(r=0.125, targets=("drums", "piano"))
        player, context = play(perform, fake_server(), settings)
        expected = delayed(context, 65_536)
        assert player.heard.shape == (2, len(context))
        for heard in player.heard:
            np.testing.assert_allclose(heard, expected, rtol=0, atol=2**-24)

    def test_an_answer_that_comes_within_a_block_is_heard_from_the_next_one_on(self, perform, fake_server):
        settings = PlaySettings(r=0.125, fade_s=0)
        latency = settings.look_ahead_samples + 100
        player, context = play(perform, fake_server(), settings, latency_samples=lambda batch: latency)
        first = 65_536
        # 100 samples into a block the play head has taken the block before, which ends at the answer's start.
        np.testing.assert_array_equal(player.heard[0, first : first + 1000], context[:1000])
        late, context = play(perform, fake_server(), settings, latency_samples=lambda batch: latency + BLOCK_SAMPLES)
        np.testing.assert_array_equal(late.heard[0, first : first + BLOCK_SAMPLES], 0)
        np.testing.assert_array_equal(late.heard[0, first + BLOCK_SAMPLES : first + 1000], context[BLOCK_SAMPLES:1000])


class TestWhatIsNotHeard:
    def test_late_audio_is_silence_up_to_where_the_play_head_stood(self, perform, fake_server):
        settings = PlaySettings(r=0.125)
        late_by = 10 * BLOCK_SAMPLES
        player, context = play(
            perform,
            fake_server(),
            settings,
            latency_samples=lambda batch: settings.look_ahead_samples + late_by if batch == 2 else 0,
        )
        second = player.windows[1]
        assert [window.outcome for window in player.windows] == ["in time", "late", "in time", "in time"]
        assert second.late_samples == late_by + settings.fade_samples
        start = second.answer_start + settings.fade_samples
        np.testing.assert_array_equal(player.heard[0, start : start + late_by], 0)
        np.testing.assert_array_equal(
            player.heard[0, start + late_by : start + 32_768 - 882],
            delayed(context, 65_536)[start + late_by : start + 32_768 - 882],
        )

    def test_an_answer_later_than_the_next_predict_counts_as_late_and_lands_where_it_belongs(
        self, perform, fake_server
    ):
        settings = PlaySettings(r=0.125)
        player, _ = play(perform, fake_server(), settings, latency_samples=lambda batch: 40_000)
        assert {window.outcome for window in player.windows} == {"late"}
        assert sum(window.misplaced_chunks for window in player.windows) == 0

    def test_a_dropped_batch_is_silence_and_the_next_one_is_in_its_place(self, perform, fake_server):
        player, context = play(perform, fake_server(dropped={2}))
        assert [window.outcome for window in player.windows] == ["in time", "dropped", "in time", "in time"]
        start = player.windows[1].answer_start + 882
        expected = delayed(context, 65_536)
        np.testing.assert_array_equal(player.heard[0, start : start + 32_768 - 882], 0)
        after = start + 32_768
        np.testing.assert_allclose(player.heard[0, after:], expected[after:], rtol=0, atol=2**-24)
        assert player.windows[1].lost_chunks == 0

    def test_a_lost_chunk_is_a_hole_of_its_size(self, perform, fake_server):
        player, context = play(perform, fake_server(lost={(2, 1)}))
        assert [window.lost_chunks for window in player.windows] == [0, 1, 0, 0]
        assert player.windows[1].outcome == "lost"
        start = player.windows[1].answer_start + 10_240
        expected = delayed(context, 65_536)
        expected[start : start + 10_240] = 0
        np.testing.assert_allclose(player.heard[0], expected, rtol=0, atol=2**-24)

    def test_an_unanswered_batch_has_lost_every_chunk(self, perform, fake_server):
        player, _ = play(perform, fake_server(silent={3}))
        assert player.windows[2].lost_chunks == player.windows[2].expected_chunks == 4
        assert player.windows[2].first_ms is None

    def test_without_chunk_0_the_others_land_astray_and_are_counted(self, perform, fake_server):
        player, _ = play(perform, fake_server(lost={(2, 0)}, insurance=False))
        assert [window.misplaced_chunks for window in player.windows] == [0, 3, 0, 0]

    def test_reordered_chunks_land_right_after_an_empty_chunk_0(self, perform, fake_server):
        player, context = play(perform, fake_server(backwards={1, 2, 3, 4}))
        np.testing.assert_allclose(player.heard[0], delayed(context, 65_536), rtol=0, atol=2**-24)

    def test_a_duplicate_counts_once(self, perform, fake_server):
        player, _ = play(perform, fake_server(doubled={2}))
        assert {window.outcome for window in player.windows} == {"in time"}
        assert {len(window.chunks) for window in player.windows} == {4}


class TestWhatIsMeasured:
    def test_latency_is_from_the_last_packet_sent_to_the_first_and_last_received(self, perform, fake_server):
        player, _ = play(perform, fake_server(), latency_samples=lambda batch: 441 * batch)
        assert [window.first_ms for window in player.windows] == pytest.approx([10, 20, 30, 40])
        assert [window.last_ms for window in player.windows] == pytest.approx([10, 20, 30, 40])

    def test_the_budget_ends_where_the_answer_begins_with_its_crossfade(self):
        assert PlaySettings().budget_ms == pytest.approx(1000 * (65_536 - 882) / 44_100)
        assert PlaySettings(look_ahead=1 / 16).budget_ms == pytest.approx(1000 * (4096 - 882) / 44_100)

    def test_steps_are_sent_at_their_ends_and_only_while_their_answer_will_be_heard(self, perform, fake_server):
        settings = PlaySettings(r=0.125)
        player, context = play(perform, fake_server(), settings)
        assert [window.cursor for window in player.windows] == [32_768, 65_536, 98_304, 131_072]
        assert player.windows[-1].answer_start < len(context) <= settings.answer_start(163_840)

    def test_what_the_server_says_that_is_not_understood_is_kept(self, perform, fake_server):
        settings = PlaySettings(r=0.125)
        client = RtapClient(noise(100_000), settings)
        player = perform(client, settings, fake_server())
        player.receive(0.0, b"hello")
        player.receive(0.0, wire.control("/bass", "f", 1.0))
        assert len(player.refused) == 2


class TestFast:
    def fast(self, server, settings, seconds=4.0, timeout_s=60.0):
        context = noise(round(seconds * SAMPLE_RATE_HZ))
        client = RtapClient(context, settings)
        for outgoing in client.configure():
            server.receive(outgoing.datagram)
        answers = []

        def send(burst):
            answers.extend(answer for outgoing in burst for answer in server.receive(outgoing.datagram))
            return 0.0

        player = Player(client, settings, send)

        def next_event(_timeout_s):
            return Event(time.perf_counter(), answers.pop(0)) if answers else None

        play_fast(player, next_event, timeout_s, lambda: None)
        return player, context

    @pytest.mark.parametrize("look_ahead", [-1.0, -0.5, 0.0, 0.125, 1.0])
    def test_everything_is_heard_at_any_look_ahead(self, fake_server, look_ahead):
        settings = PlaySettings(r=0.125, look_ahead=look_ahead)
        player, context = self.fast(fake_server(), settings)
        expected = delayed(context, 32_768 + settings.look_ahead_samples)
        last = player.windows[-1].answer_start + settings.answer_samples
        np.testing.assert_allclose(player.heard[0, :last], expected[:last], rtol=0, atol=2**-24)
        assert {window.outcome for window in player.windows} == {"in time"}

    def test_a_lost_chunk_is_not_waited_for_once_the_server_has_sent_all(self, fake_server):
        player, _ = self.fast(fake_server(lost={(2, 1)}), PlaySettings(r=0.125), timeout_s=60)
        assert [window.lost_chunks for window in player.windows] == [0, 1, 0, 0]

    def test_a_dropped_batch_is_not_waited_for(self, fake_server):
        player, _ = self.fast(fake_server(dropped={1, 3}), PlaySettings(r=0.125), timeout_s=60)
        assert [window.outcome for window in player.windows] == ["dropped", "in time", "dropped", "in time"]

    def test_a_server_that_stops_answering_ends_the_performance(self, fake_server):
        with pytest.raises(PlayError, match=r"not answered window 2 within 0.01 s"):
            self.fast(fake_server(silent={2}), PlaySettings(r=0.125), timeout_s=0.01)


def test_the_external_cannot_be_asked_for_every_stem():
    settings = PlaySettings(targets=("bass", "drums", "guitar", "piano"))
    with pytest.raises(PlayError, match="silence when every stem is a target"):
        ImitatedExternal(noise(100_000), settings)


def test_the_external_takes_no_look_ahead_of_columns():
    settings = PlaySettings(look_ahead=1 / 16)
    with pytest.raises(PlayError, match=r"the external does not take: w 0\.0625"):
        ImitatedExternal(noise(100_000), settings).configure()


class TestLookAheadOfColumns:
    @pytest.mark.parametrize("columns", range(1, 33))
    @pytest.mark.parametrize("step_columns", [1, 2, 3, 4, 8, 16, 31])
    def test_every_number_from_1_to_32_with_any_step(self, columns, step_columns):
        r = step_columns / 64
        settings = PlaySettings(r=r, look_ahead=parse_look_ahead(f"columns:{columns}", r))
        assert settings.look_ahead_samples == columns * 4096
        assert settings.budget_samples == columns * 4096 - 882

    @pytest.mark.parametrize(
        ("text", "r", "said"),
        [
            ("columns:56", 0.125, "that is 56 columns; with steps of 8 (r = 0.125) it is -8 to 55"),
            ("columns:32", 0.5, "with steps of 32 (r = 0.5) it is -32 to 31"),
            ("columns:-9", 0.125, "with steps of 8 (r = 0.125) it is -8 to 55"),
            ("steps:-1.5", 0.125, "that is -12 columns"),
            ("columns:1.5", 0.125, "a look-ahead is whole columns"),
            ("columns:nan", 0.125, "a look-ahead is whole columns"),
            ("columns:inf", 0.125, "a look-ahead is whole columns"),
            ("rows:3", 0.125, "rows is not a unit"),
            ("columns:", 0.125, "not a number"),
        ],
    )
    def test_what_cannot_be_played_is_refused_with_what_can(self, text, r, said):
        with pytest.raises(PlayError, match=re.escape(said)):
            parse_look_ahead(text, r)
