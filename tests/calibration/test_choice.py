"""Look-ahead from what was measured, r from what is expected of it."""

from __future__ import annotations

import json
import math

import pytest

from rtap.calibration.choice import Margins, Measured, assess, best_package_size, choose, for_external
from rtap.calibration.quality import QualityTable, TableError, table_for

COLUMN_MS = 1e3 * 4096 / 44_100
MARGINS = Margins(margin_ms=5.0, block_ms=11.6, fade_ms=20.0)
FLAT = QualityTable("beat_f1", "a test", {})


def measured(whole_ms: float, step_columns: int = 8, window_ms: float | None = None, **more) -> Measured:
    times = [whole_ms] * 200
    return Measured("ort", step_columns / 64, 1, times, [window_ms or whole_ms] * 200, [0.5] * 200, **more)


@pytest.mark.parametrize(
    ("whole_ms", "columns"),
    [
        (COLUMN_MS - 36.6, 1),  # to the last microsecond
        (COLUMN_MS - 36.5, 2),
        (1.0, 1),
        (100.0, 2),
        (2 * COLUMN_MS - 36.5, 3),
        (32 * COLUMN_MS - 36.7, 32),
    ],
)
def test_the_smallest_whole_number_of_columns_that_covers_everything(whole_ms, columns):
    row = assess(measured(whole_ms, window_ms=50.0), MARGINS, FLAT)
    assert (row.look_ahead_columns, row.refusal) == (columns, "")
    assert row.needed_ms == pytest.approx(whole_ms + 16.6)
    assert row.budget_ms == pytest.approx(columns * COLUMN_MS - 20)
    assert row.needed_ms <= row.budget_ms + 1e-6


def test_it_is_the_slowest_of_a_thousand_that_has_to_fit():
    times = [40.0] * 199 + [140.0]
    row = assess(Measured("ort", 0.125, 1, times, times, []), MARGINS, FLAT)
    assert row.look_ahead_columns == 2


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (measured(120.0, step_columns=1), "a window takes 120 ms (p99) and a step is 93 ms: it never catches up"),
        (measured(3000.0, 8, 50.0), "needs 33 columns of look-ahead, at most 32"),
        (measured(3000.0, 60, 50.0), "needs 33 columns of look-ahead, at most 32"),
        (measured(500.0, 60), "look-ahead and step of 6 + 60 columns leave nothing to listen to"),
        (measured(50.0, unanswered=3), "3 of 203 answers did not come whole"),
        (Measured("ort", 0.125, 1, [], [], [], 200), "no answer came whole"),
    ],
)
def test_what_is_not_playable_says_why(row, why):
    assert assess(row, MARGINS, FLAT).refusal == why


def rows(*points, table=FLAT):
    return [assess(measured(whole, step, 40.0), MARGINS, table) for whole, step in points]


def test_the_best_expected_quality_is_chosen():
    table = QualityTable("beat_f1", "a test", {0.0625: [(0, 0.3), (4, 0.2)], 0.125: [(0, 0.4), (8, 0.2)]})
    shown = rows((50.0, 4), (50.0, 8), (50.0, 16), table=table)
    assert [row.quality for row in shown] == [pytest.approx(0.275), pytest.approx(0.375), None]
    assert choose(shown) is shown[1]


def test_without_a_table_the_answer_that_can_begin_soonest():
    shown = rows((150.0, 8), (50.0, 8), (50.0, 16), (50.0, 2))
    assert choose(shown) is shown[3]


def test_nothing_playable_is_nothing_chosen():
    assert choose(rows((4000.0, 8))) is None


class TestTheExternal:
    def test_is_told_the_point_where_it_can_be(self):
        shown = rows((100.0, 2))
        assert for_external(shown[0], shown, FLAT) == {"T": 262_144, "r": 2 / 64, "w": 1, "lost": "nothing"}

    def test_gets_the_nearest_step_that_is_long_enough_and_hears_what_is_lost(self):
        table = QualityTable("beat_f1", "a test", {0.125: [(0, 0.4), (8, 0.2)]})
        shown = rows((100.0, 1), (50.0, 8), (50.0, 16), table=table)
        told = for_external(shown[1], shown, table)
        assert (told["r"], told["w"]) == (0.125, 1)
        assert told["lost"] == "look-ahead 743 ms instead of 93 ms; expected beat_f1 0.20 instead of 0.38"

    def test_may_have_nothing(self):
        shown = rows((150.0, 2))
        assert for_external(shown[0], shown, FLAT)["r"] is None


def test_the_largest_package_that_always_came_back():
    def row(size, sent, lost):
        return {"package_size": size, "sent": sent, "lost": lost}

    assert best_package_size([row(1024, 10, 0), row(5120, 10, 0), row(10_240, 10, 1), row(13_090, 0, 0)]) == 5120
    assert best_package_size([row(1024, 10, 1)]) is None


class TestTables:
    def test_the_papers_by_default_between_its_rows(self):
        table = table_for(None)
        assert "paper" in table.source
        assert table.expected(0.125, 0) == 0.339
        assert table.expected(0.125, 8) == 0.2599
        assert table.expected(0.125, 1) == pytest.approx(0.339 + (0.2599 - 0.339) / 8)
        assert table.expected(0.125, 9) is None  # nothing was measured there
        assert table.expected(0.25, 16) == 0.2226
        assert table.expected(0.1, 0) is None

    def test_the_bundles_own_where_it_has_one(self, tmp_path):
        row = {"r": 0.125, "look_ahead_columns": 1, "start": "hot", "stem": "bass", "metric": "beat_f1", "spread": 0.1}
        own = {
            "format": "rtap-sweep-1",
            "rows": [
                row | {"value": 0.5},
                row | {"value": 0.7, "look_ahead_columns": 3},
                row | {"value": 0.1, "start": "cold"},
                row | {"value": 0.9, "stem": "drums"},
                row | {"value": 8.0, "metric": "fad"},
            ],
        }
        (tmp_path / "sweep.json").write_text(json.dumps(own))
        table = table_for(tmp_path, ["bass"])
        assert table.expected(0.125, 2) == pytest.approx(0.6)
        assert table_for(tmp_path, ["bass", "drums"]).expected(0.125, 1) == pytest.approx(0.7)
        assert "own" in table.source

    @pytest.mark.parametrize("text", ["{", '{"format": "other"}', '{"format": "rtap-sweep-1", "rows": []}', "[]"])
    def test_a_broken_one_is_refused_in_one_line(self, tmp_path, text):
        (tmp_path / "sweep.json").write_text(text)
        with pytest.raises(TableError, match=r"sweep\.json: cannot be read \(.*\); write it again"):
            table_for(tmp_path)


def test_an_empty_measurement_needs_infinitely_long():
    assert math.isinf(Measured("ort", 0.125, 1, [], [], []).p999_ms)
