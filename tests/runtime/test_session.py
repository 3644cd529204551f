"""What a batch is, when it is complete, what becomes of packets that are lost, late, repeated or wrong."""

from __future__ import annotations

import numpy as np
import pytest

from rtap.runtime import osc
from rtap.runtime.assembly import Coverage, StepAssembly
from rtap.runtime.session import STRAY_NS, WATCHDOG_MIN_NS

MS = 1_000_000


def control(address: str, *args: tuple[str, object]) -> bytes:
    return osc.message(address, *args)


def targets(*flags: int) -> bytes:
    return control("/predict_instruments", *(("i", flag) for flag in flags))


def burst(batch: int, audio: np.ndarray, size: int = 10_240, address: str = "/context", repeat: int = 1) -> list[bytes]:
    starts = range(0, len(audio), size)
    total = len(starts) * repeat
    return [osc.floats_message(address, [batch, s, total], audio[s : s + size]) for s in starts for _ in range(repeat)]


def tone(batch: int, samples: int = 65_536) -> np.ndarray:
    return np.random.default_rng(batch).uniform(-0.5, 0.5, samples).astype(np.float32)


@pytest.fixture
def ready(wired):
    wired.take([control("/update_package_size", ("i", 10_240)), targets(1, 0, 0, 0)])
    wired.session.settings.window_samples = 262_144
    return wired


def newest_step(request) -> np.ndarray:
    """The step before the cursor, as the model will hear it."""
    at = request.plan.cursor - request.plan.window_start
    return request.audio[0, at - 65_536 : at].copy()


def test_a_batch_is_complete_when_every_sample_came(ready):
    packets = burst(1, tone(1))
    assert ready.take(packets[:-1]) == []
    (request,) = ready.take(packets[-1:])
    np.testing.assert_array_equal(newest_step(request), tone(1))
    assert request.audio[0, request.plan.cursor - request.plan.window_start :].max() == 0  # the future is not known


@pytest.mark.parametrize("order", ["reversed", "shuffled", "last first"])
def test_chunks_may_come_in_any_order(ready, order):
    packets = burst(1, tone(1))
    if order == "reversed":
        packets.reverse()
    elif order == "shuffled":
        np.random.default_rng(3).shuffle(packets)
    else:
        packets = packets[-1:] + packets[:-1]
    (request,) = ready.take(packets)
    np.testing.assert_array_equal(newest_step(request), tone(1))


def test_a_plane_sent_once_per_target_asks_for_one_window(ready):
    ready.take([targets(1, 0, 0, 1)])
    (request,) = ready.take(burst(1, tone(1), repeat=2))
    assert request.stems == (0, 3)
    assert ready.session.counts["duplicate_chunks"] == 7


def test_separate_planes_are_summed_when_all_of_the_non_targets_are_there(ready):
    """send_mode 1 with two targets: 42 chunks announced, 28 sent, every plane twice."""
    ready.take([targets(1, 0, 0, 1)])
    drums, guitar = burst(1, tone(1), address="/drums", repeat=2), burst(1, tone(2), address="/guitar", repeat=2)
    packets = [packet for pair in zip(drums, guitar, strict=True) for packet in pair]
    assert len(packets) == 28
    requests = ready.take(packets)
    assert len(requests) == 1
    np.testing.assert_allclose(newest_step(requests[0]), tone(1) + tone(2), atol=1e-7)


def test_the_plane_of_a_target_is_not_context(ready):
    ready.take([targets(1, 0, 0, 1)])
    ready.take(burst(1, tone(1), address="/drums"))
    assert ready.take(burst(1, tone(9), address="/bass")) == []
    (request,) = ready.take(burst(1, tone(2), address="/guitar"))
    np.testing.assert_allclose(newest_step(request), tone(1) + tone(2), atol=1e-7)
    assert ready.session.counts["planes_ignored"] == 7


@pytest.mark.parametrize(("step", "window_samples"), [(66_150, 264_600), (65_536, 262_144)])
@pytest.mark.parametrize("size", [1024, 4096, 5120, 8192, 10_240, 13_090])
def test_the_length_of_a_step_tells_t_at_any_package_size(wired, step, window_samples, size):
    wired.take([targets(1, 0, 0, 0)])
    for batch in (1, 2):
        (request,) = wired.take(burst(batch, tone(batch, step), size))
    assert wired.session.settings.window_samples == window_samples
    assert request.plan.cursor == step


def test_a_short_step_near_the_start_of_the_buffer_says_nothing_about_t(wired):
    wired.take([targets(1, 0, 0, 0)])
    (request,) = wired.take(burst(1, tone(1, 30_000)))
    at = request.plan.cursor - request.plan.window_start
    np.testing.assert_array_equal(request.audio[0, at - 30_000 : at], tone(1, 30_000))
    assert request.audio[0, : at - 30_000].max() == 0
    assert wired.session.settings.window_samples == 264_600


def test_a_short_step_of_whole_chunks_ends_where_nothing_more_comes(wired):
    wired.take([targets(1, 0, 0, 0)])
    assert wired.take(burst(1, tone(1, 20_480))) == []
    request = wired.session.on_overdue(wired.now_ns + WATCHDOG_MIN_NS)
    at = request.plan.cursor - request.plan.window_start
    np.testing.assert_array_equal(request.audio[0, at - 20_480 : at], tone(1, 20_480))
    assert (request.lost_chunks, wired.session.counts["concealed_windows"]) == (0, 0)


def test_a_client_that_counts_total_otherwise_is_not_mistaken_for_another_t(ready):
    """One plane for two targets, 8 chunks announced: not 4 chunks a plane."""
    ready.take([targets(1, 0, 0, 1)])
    for batch in (1, 2):
        (request,) = ready.take(burst(batch, tone(batch), size=8192))
    assert ready.session.settings.window_samples == 262_144
    np.testing.assert_array_equal(newest_step(request), tone(2))


def test_the_watchdog_plays_what_came_and_conceals_the_rest(ready):
    for batch in (1, 2):  # both buffers have held a step before
        ready.take(burst(batch, tone(batch)))
    packets = burst(3, tone(3))
    del packets[3]
    assert ready.take(packets) == []
    session = ready.session
    assert session.deadline_ns() == ready.now_ns + WATCHDOG_MIN_NS
    request = session.on_overdue(ready.now_ns + WATCHDOG_MIN_NS)
    heard, sent = newest_step(request), tone(3)
    hole = slice(3 * 10_240, 4 * 10_240)
    inner = heard[hole][128:-128]
    assert inner.max() == inner.min() == 0  # not what the last window had there
    jumps = np.abs(np.diff(heard[hole.start - 1 : hole.start + 140]))
    assert jumps.max() < np.abs(sent[hole.start - 1]) / 64  # it fades, it does not click
    assert (request.lost_chunks, session.counts["lost_chunks"]) == (1, 1)
    sent[hole] = heard[hole]
    np.testing.assert_array_equal(heard, sent)


def test_a_chunk_that_missed_its_window_is_context_for_the_next(ready):
    packets = burst(1, tone(1))
    late = packets.pop(2)
    ready.take(packets)
    ready.session.on_overdue(ready.now_ns + 20 * MS)
    assert ready.take([late]) == []
    (request,) = ready.take(burst(2, tone(2)))
    at = request.plan.cursor - request.plan.window_start
    np.testing.assert_array_equal(request.audio[0, at - 2 * 65_536 : at - 65_536], tone(1))


def test_a_batch_that_never_came_is_a_hole_in_time_not_time_lost(ready):
    (first,) = ready.take(burst(1, tone(1)))
    (third,) = ready.take(burst(3, tone(3)))
    assert third.plan.cursor - first.plan.cursor == 2 * 65_536
    at = third.plan.cursor - third.plan.window_start
    np.testing.assert_array_equal(third.audio[0, at - 65_536 : at], tone(3))
    assert np.abs(third.audio[0, at - 2 * 65_536 : at - 65_536]).max() == 0


def test_a_window_that_was_never_played_keeps_its_context(ready):
    """The authors' server does not shift a dropped batch in: all that follows is misplaced."""
    ready.session.release(ready.take(burst(1, tone(1)))[0])
    (request,) = ready.take(burst(2, tone(2)))
    at = request.plan.cursor - request.plan.window_start
    np.testing.assert_array_equal(request.audio[0, at - 2 * 65_536 : at], np.concatenate([tone(1), tone(2)]))


def test_a_client_that_begins_again_is_a_new_performance(ready):
    for batch in range(1, 6):
        for request in ready.take(burst(batch, tone(batch))):
            ready.session.release(request)
    (request,) = ready.take(burst(1, tone(40)))
    assert ready.session.counts["client_restarts"] == 1
    assert (request.epoch, request.plan.cursor, request.window_index) == (1, 0, 0)
    at = request.plan.cursor - request.plan.window_start
    assert np.abs(request.audio[0, : at - 65_536]).max() == 0


def test_a_restart_after_a_single_batch_is_recognised_by_its_time(ready):
    ready.take(burst(1, tone(1)))
    ready.now_ns += STRAY_NS + 1
    (request,) = ready.take(burst(1, tone(2)))
    assert request.epoch == 1


def test_a_stray_packet_of_long_ago_does_not_end_the_performance(ready):
    for batch in range(5, 9):
        for request in ready.take(burst(batch, tone(batch))):
            ready.session.release(request)
    assert ready.take(burst(3, tone(3))[:1]) == []
    assert ready.session.counts["stray_chunks"] == 1
    (request,) = ready.take(burst(9, tone(9)))
    assert (request.epoch, request.plan.cursor) == (0, 4 * 65_536)


def test_r_w_and_stems_change_while_playing(ready):
    ready.session.release(ready.take(burst(1, tone(1)))[0])
    ready.take([control("/update_r", ("d", 0.125)), control("/w", ("f", 0.125)), targets(0, 1, 0, 0)])
    (request,) = ready.take(burst(2, tone(2, 32_768)))
    assert (request.stems, request.plan.cursor) == ((1,), 32_768)
    assert request.plan.play_start - request.plan.cursor == 4096
    assert request.budget_ms == pytest.approx(92.9 - 20, abs=0.05)  # the crossfade is heard too


def test_predict_plays_what_has_arrived(ready):
    ready.take(burst(1, tone(1))[:4])
    (request,) = ready.take([control("/predict")])
    assert request.lost_chunks == 3


def test_reset_forgets_and_batch_ids_go_on(ready):
    ready.session.release(ready.take(burst(4, tone(4)))[0])
    ready.take([control("/reset", ("i", 1))])
    (request,) = ready.take(burst(5, tone(5)))
    assert (request.epoch, request.window_index) == (1, 0)
    assert np.abs(request.audio[0, : request.plan.cursor - request.plan.window_start - 65_536]).max() == 0


@pytest.mark.parametrize("value", [np.nan, np.inf, 3e38])
def test_a_broken_sample_does_not_reach_the_model(ready, value):
    audio = tone(1)
    audio[777] = value
    (request,) = ready.take(burst(1, audio))
    assert np.isfinite(request.audio).all()
    assert np.abs(request.audio).max() <= 8
    assert ready.session.counts["non_audio_steps"] == 1


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (control("/update_r", ("d", 0.2)), "/update_r 0.2: a step is whole columns and 0.2 is 12.8 of 64; "
         "send k/64 (0.25 is 16/64). Keeping r = 0.25"),
        (control("/update_r", ("s", "x")), "/update_r 'x': expected one number"),
        (control("/w", ("f", -2.0)), "/w -2: look-ahead is -1 or more steps. Keeping w = 1"),
        (control("/update_package_size", ("i", 16_384)), "/update_package_size 16384: 128 to 13090 floats fit a "
         "datagram. Keeping 10240"),
        (control("/update_fade", ("d", 7.0)), "/update_fade 7: the fade is a fraction of a second, 0 to 0.5. "
         "Keeping 0.02"),
        (targets(1, 0, 0), "/predict_instruments 1 0 0: expected 4 flags of 0 or 1, for bass drums guitar piano"),
    ],
)  # fmt: skip
def test_a_bad_setting_is_refused_in_one_line_and_the_old_one_kept(ready, message, said):
    before = vars(ready.session.settings).copy()
    ready.take([message])
    assert ready.log[-1] == ("warning", said)
    assert vars(ready.session.settings) == before


def test_hostile_chunks_are_counted_and_harmless(ready):
    for ints in ([1, -5, 7], [1, 264_599, 7], [-1, 0, 7], [1, 2**31 - 1, 7]):
        ready.take([osc.floats_message("/context", ints, np.ones(64, dtype=np.float32))])
    assert ready.session.counts["bad_chunks"] == 4
    ready.take([osc.floats_message("/context", [2**31 - 1, 0, 7], np.ones(64, dtype=np.float32))])
    ready.now_ns += STRAY_NS + 1
    requests = [r for batch in (1, 2) for r in ready.take(burst(batch, tone(batch)))]
    np.testing.assert_array_equal(newest_step(requests[-1]), tone(2))


def test_requests_can_run_out_and_come_back(ready):
    taken = [request for batch in range(1, 7) for request in ready.take(burst(batch, tone(batch)))]
    assert len(taken) == 4
    ready.session.prepare_next()  # nothing left to prepare: must not raise
    assert ready.session.counts["requests_exhausted"] == 2
    ready.session.release(taken[0])
    assert len(ready.take(burst(7, tone(7)))) == 1


def test_coverage_counts_gaps_and_duplicates():
    coverage = Coverage()
    assert coverage.add(10, 20)
    assert coverage.add(30, 40)
    assert not coverage.add(12, 18)
    assert coverage.gaps(50) == [(0, 10), (20, 30), (40, 50)]
    assert coverage.add(0, 30)
    assert coverage.covers(40)
    assert not coverage.covers(41)


def test_a_step_of_one_chunk_ends_where_it_ends():
    assembly = StepAssembly(planes=1)
    assembly.begin(1, (0,), 1, 0)
    assembly.add(0, 0, 1, np.zeros(4096, dtype=np.float32), 0)
    assert assembly.step_end(264_600, 1 / 64) == 4096


def test_a_window_prepared_ahead_is_the_window_read_whole(wired_with_delay):
    """Whatever happens between: a lost batch, a late chunk, another r, a reset."""
    settings = [wired_with_delay(), wired_with_delay()]
    for wired in settings:
        wired.take([targets(1, 0, 0, 0)])
    eager, lazy = settings
    events = [burst(b, tone(b)) for b in (1, 2, 3, 5, 6)]
    events[2:2] = [burst(2, tone(2))[:1]]
    events += [[control("/update_r", ("d", 0.125))], burst(7, tone(7, 32_768)), burst(8, tone(8, 32_768))]
    events += [[control("/reset", ("i", 1))], burst(9, tone(9, 32_768)), burst(10, tone(10, 32_768))]
    windows = 0
    for event in events:
        ahead, whole = eager.take(event), lazy.take(event)
        assert len(ahead) == len(whole)
        for a, b in zip(ahead, whole, strict=True):
            assert a.plan == b.plan
            np.testing.assert_array_equal(a.audio, b.audio)
            eager.session.prepare_next()
            eager.session.release(a)
            lazy.session.release(b)
            windows += 1
    assert windows == 9


class TestPast:
    """`/rtap/past`: i stem, i start, i total, f…"""

    @staticmethod
    def give(session, stem: int, audio: np.ndarray, *, size: int = 10_240, starts=None, total: int | None = None):
        """The chunks, in the order of `starts`; what the last one completed."""
        past = None
        for start in range(0, len(audio), size) if starts is None else starts:
            chunk = osc.AudioChunk("/rtap/past", stem, start, total or len(audio), audio[start : start + size])
            past = session.on_past(chunk)
        return past

    def test_is_whole_when_every_sample_came_in_any_order(self, ready):
        audio = tone(3, 25_000)
        assert self.give(ready.session, 2, audio, starts=(0, 20_480)) is None
        past = self.give(ready.session, 2, audio, starts=(10_240,))
        assert (past.stem, past.epoch) == (2, ready.session.epoch)
        np.testing.assert_array_equal(past.audio, audio)

    def test_is_of_the_epoch_it_came_in(self, ready):
        ready.take([control("/reset", ("i", 1))])
        assert self.give(ready.session, 0, tone(1, 4096)).epoch == ready.session.epoch == 1

    @pytest.mark.parametrize(
        ("stem", "start", "total", "count"),
        [(4, 0, 100, 100), (-1, 0, 100, 100), (0, 0, 262_145, 100), (0, 0, 0, 1), (0, -1, 100, 10), (0, 95, 100, 10)],
    )
    def test_what_does_not_fit_is_counted_and_nothing_else(self, ready, stem, start, total, count):
        chunk = osc.AudioChunk("/rtap/past", stem, start, total, np.zeros(count, np.float32))
        assert ready.session.on_past(chunk) is None
        assert ready.session.counts["bad_chunks"] == 1

    def test_while_playing_it_is_ignored_with_a_word(self, ready):
        ready.take(burst(1, tone(1)))
        assert self.give(ready.session, 0, tone(1, 4096)) is None
        assert any("/rtap/past comes before the first step" in text for _, text in ready.log)

    def test_broken_samples_do_not_reach_the_model(self, ready):
        audio = np.array([np.nan, np.inf, 1e9, 0.5], np.float32)
        np.testing.assert_array_equal(self.give(ready.session, 0, audio).audio, [0, 0, 8, 0.5])
