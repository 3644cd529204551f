"""How the cost of watching is told from two series of blocks."""

from __future__ import annotations

import numpy as np
import pytest

from rtap.benchmarks.monitor_cost import compare


def blocks(median_ms: float, count: int = 6) -> list[list[float]]:
    return [list(median_ms + np.arange(-10, 11) / 10 + drift) for drift in np.linspace(-1, 1, count)]


def test_equal_series_have_a_ratio_of_one_inside_the_interval():
    figures = compare(blocks(100), blocks(100))
    assert figures["ratio"] == 1
    assert figures["ratio_low"] < 1 < figures["ratio_high"]
    assert figures["ratio_by_pair"] == [1] * 6
    assert (figures["windows_closed"], figures["windows_open"]) == (126, 126)


def test_five_percent_more_is_seen_outside_the_interval_of_one():
    figures = compare(blocks(100), blocks(105))
    assert figures["ratio"] == pytest.approx(1.05)
    assert figures["ratio_low"] > 1.02
