"""When the runtime says that its look-ahead is too short, and when it comes back: on a clock of the test's."""

from __future__ import annotations

import math

import pytest

from rtap.runtime.lateness import MOST_COLUMNS, PATIENCE, SAFE_S, Advice, LatenessWatch
from rtap.runtime.operating_point import COLUMN_MS

BUDGET_MS = 2 * COLUMN_MS - 20  # two columns and a crossfade of 20 ms: 165.8
STEP_S = 0.743


class Concert:
    """Windows one step apart."""

    def __init__(self, adapts: bool, margin_ms: float = 10.0) -> None:
        self.watch = LatenessWatch(margin_ms)
        self.adapts = adapts
        self.now_s = 1000.0

    def play(self, total_ms: float, windows: int, **more) -> list[tuple[int, Advice]]:
        """(index of the window, what was said after it)."""
        said = []
        for index in range(windows):
            self.now_s += STEP_S
            advice = self.watch.add(total_ms, BUDGET_MS, self.now_s, adapts=self.adapts, **more)
            if advice is not None:
                said.append((index, advice))
        return said


@pytest.mark.parametrize("adapts", [True, False])
def test_windows_within_the_margin_are_nothing_to_talk_of(adapts):
    concert = Concert(adapts)
    assert concert.play(BUDGET_MS - 10.0, 300) == []
    assert concert.watch.playable


def test_a_single_hiccup_is_none():
    concert = Concert(adapts=True)
    concert.play(100.0, 50)
    assert concert.play(900.0, 1) == []
    assert concert.play(100.0, 200) == []


def test_two_columns_out_after_the_second_long_window_and_20_with_it():
    concert = Concert(adapts=True)
    concert.play(100.0, 50)
    ((index, advice),) = concert.play(260.0, 60)
    assert index == PATIENCE  # the second long one of the last 100 is their p99, and it is then long for 20 windows
    assert advice == Advice(playable=False, columns=2, p99_ms=260.0, budget_ms=BUDGET_MS, p50_ms=100.0)
    assert concert.watch.columns == 2


def test_60_ms_more_are_one_column():
    concert = Concert(adapts=True)
    concert.play(110.0, 30)
    ((_, advice),) = concert.play(170.0, 60)
    assert (advice.columns, advice.playable) == (1, False)


def test_back_after_a_minute_that_would_have_been_safe_and_not_before():
    concert = Concert(adapts=True)
    concert.play(170.0, 60)
    assert concert.watch.columns == 1
    concert.play(110.0, 30)
    concert.play(170.0, 1)  # a minute is counted from the last window that would not have fitted
    ((index, advice),) = concert.play(110.0, 300)
    assert index == math.ceil(SAFE_S / STEP_S) - 1
    assert (advice.columns, advice.playable) == (0, True)
    assert (concert.watch.columns, concert.watch.playable) == (0, True)


def test_what_was_slow_before_the_move_does_not_move_it_again():
    concert = Concert(adapts=True)
    concert.play(170.0, 60)
    concert.play(110.0, 300)
    assert concert.play(110.0, 300) == []


def test_who_does_not_adapt_says_it_once_and_that_it_is_over():
    concert = Concert(adapts=False)
    ((_, advice),) = concert.play(170.0, 200)
    assert (advice.columns, advice.playable, concert.watch.columns) == (1, False, 0)
    ((_, advice),) = concert.play(110.0, 300)
    assert (advice.columns, advice.playable) == (0, True)


def test_there_is_an_end_to_moving_out():
    concert = Concert(adapts=True)
    ((_, advice),) = concert.play(5000.0, 200)
    assert advice.columns == MOST_COLUMNS
    concert = Concert(adapts=True)
    ((_, advice),) = concert.play(5000.0, 200, most_columns=3)
    assert advice.columns == 3
    concert = Concert(adapts=True)
    assert concert.play(5000.0, 200, most_columns=0) == []


def test_another_point_of_the_client_begins_anew():
    concert = Concert(adapts=True)
    concert.play(170.0, 60)
    concert.watch.add(170.0, 4 * COLUMN_MS, concert.now_s, adapts=True)
    assert (concert.watch.columns, concert.watch.playable) == (0, True)


def test_an_answer_that_has_no_time_is_never_late():
    watch = LatenessWatch(10.0)
    assert all(watch.add(100.0, -20.0, float(i), adapts=True) is None for i in range(200))
