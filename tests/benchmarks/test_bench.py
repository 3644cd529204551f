"""The benchmark runs end to end at a small size, its arithmetic is right, and its page holds what was measured."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from rtap.benchmarks import bench, report
from rtap.benchmarks.measuring import Timing, append_result, interleaved, read_results


def test_things_run_in_turn_and_their_first_run_is_apart():
    order = []
    timings = interleaved({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, rounds=3)
    assert order == ["a", "b"] * 4
    assert [len(timings[name].times_ms) for name in "ab"] == [3, 3]


def test_spread_is_half_the_distance_of_the_quartiles():
    timing = Timing(9.0, tuple(float(n) for n in range(1, 102)))
    assert (timing.median_ms, timing.spread_ms) == (51.0, 25.0)
    assert timing.as_dict()["first_ms"] == 9.0
    assert timing.as_dict()["max_ms"] == 101.0


def test_results_are_kept_line_by_line(tmp_path):
    path = tmp_path / "new" / "results.jsonl"
    for number in (1, 2):
        append_result(path, "bench", ["rtap-bench"], {"n": number})
    assert [run["figures"]["n"] for run in read_results(path)] == [1, 2]
    assert {"cpu", "cores", "python", "onnxruntime"} <= set(read_results(path)[0]["machine"])


@pytest.fixture(scope="module")
def results(tmp_path_factory, tiny_bundle):
    path = tmp_path_factory.mktemp("bench") / "bench.jsonl"
    arguments = ["--bundle", str(tiny_bundle), "--rounds", "2", "--live-seconds", "2", "--json", str(path)]
    arguments += ["--only", "stages", "--only", "window", "--only", "live"]
    result = CliRunner().invoke(bench.main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return path


def test_every_stage_window_and_performance_is_measured(results):
    figures = read_results(results)[0]["figures"]
    assert [row["stage"] for row in figures["stages"]] == [
        "encode, 1 stem",
        "step, 1 stem",
        "decode, 1 stem",
        "step, 4 stems",
        "decode, 4 stems",
        "encode, new columns",
    ]
    assert [(row["r"], row["stems"]) for row in figures["window"]] == [
        *((columns / 64, 1) for columns in (2, 4, 8, 16, 32)),
        *((0.125, stems) for stems in (2, 3, 4)),
    ]
    live = figures["live"]
    assert [(row["r"], row["look_ahead_columns"], row["windows"]) for row in live] == [
        (0.25, 16, 1),
        (0.125, 8, 2),
        (0.125, 2, 2),
        (0.125, 1, 2),
    ]
    assert live[3]["budget_ms"] == pytest.approx(72.9, abs=0.1)


def test_the_page_holds_the_figures_and_needs_nothing_else(results, tmp_path):
    out = tmp_path / "bench.html"
    result = CliRunner().invoke(report.main, ["--results", str(results), "--out", str(out)])
    assert result.exit_code == 0, result.output
    page = out.read_text()
    for heading in ("Stages", "Windows of one process", "Live, through UDP"):
        assert f"<h2>{heading}</h2>" in page
    assert "src=" not in page.replace("xlink:href=", "")
    assert page.count("<svg") == 3


@pytest.mark.parametrize(("limit", "tried"), [(0, [1]), (1, [1, 2]), (5, [1, 2, 4, 5, 6, 8]), (64, [1, 2, 4, 8, 16])])
def test_performers_are_added_up_to_the_first_late_window(limit, tried):
    asked = []

    def perform(performers):
        asked.append(performers)
        over = performers > limit
        return {"performers": performers, "late": int(over and performers % 2), "unanswered": int(over)}

    rows = bench.up_to_the_first_late(perform, most=16)
    assert [row["performers"] for row in rows] == tried == sorted(asked)
    assert bench.carried(rows) == min(limit, 16)


def test_conclusions_name_the_fastest_and_the_furthest():
    figures = {
        "stages": [{"stage": "encode", "times_floor": 3.0}, {"stage": "step", "times_floor": 1.5}],
        "window": [{"r": 0.125, "music_per_compute": 8.0}, {"r": 0.5, "music_per_compute": 20.0}],
        "live": [
            {"late": 0, "look_ahead_columns": 8, "p99_ms": 50.0, "budget_ms": 723.0},
            {"late": 3, "look_ahead_columns": 1, "p99_ms": 99.0, "budget_ms": 73.0},
        ],
        "sessions": [{"performers": 1, "late": 0}, {"performers": 2, "late": 0}, {"performers": 3, "late": 4}],
        "peers": [{"work": "a window", "peer": "PyTorch", "times_as_fast": 3.25}],
    }
    assert bench.conclusions(json.loads(json.dumps(figures))) == [
        "furthest from its floor: encode, 3.0 x",
        "most music per second of compute: 20.0 s, at r = 1/2",
        "shortest look-ahead without a late window: 8 column(s), p99 50 of 723 ms",
        "performers at once at r = 1/4 without a late window: 2",
        "a window: ours is 3.2 x as fast as PyTorch",
    ]


def test_no_results_is_one_line():
    result = CliRunner().invoke(report.main, ["--results", "nowhere.jsonl"])
    assert result.exit_code == 1
    assert result.output == "Error: nowhere.jsonl: not there; `rtap-bench` writes it\n"
