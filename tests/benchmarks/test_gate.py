"""The gate's judgement, on workloads whose slow-down is planted; its measurement is `.ci/run`'s, not pytest's."""

from __future__ import annotations

import json

import numpy as np
import pytest
from click.testing import CliRunner

from rtap.benchmarks import gate
from rtap.benchmarks.gate import Ratio


@pytest.fixture
def told_times(monkeypatch):
    """Runs say themselves how long they took, as `taking` made them: no clock, so no busy machine, in these tests."""
    monkeypatch.setattr(gate, "_seconds", lambda run: run())
    monkeypatch.setattr(gate, "reference_run", lambda: taking(1.0))


def taking(seconds: float) -> gate.Run:
    random = np.random.default_rng(0)
    return lambda: seconds * (1 + 0.05 * random.standard_normal())


def test_a_ratio_is_a_median_with_its_error():
    ratios = np.random.default_rng(0).normal(2.0, 0.1, 4000)
    found = Ratio.of(np.concatenate([ratios, [50.0] * 20]))
    assert found.median == pytest.approx(2.0, abs=0.01)
    assert found.error == pytest.approx(1.253 * 0.1 / 4020**0.5, rel=0.1)


@pytest.mark.parametrize(
    ("now", "passes"),
    [
        (Ratio(2.29, 0.01), True),  # within 15 %
        (Ratio(2.31, 0.01), False),
        (Ratio(2.5, 0.2), True),  # within three errors
        (Ratio(2.7, 0.2), False),
        (Ratio(1.0, 0.01), True),
    ],
)
def test_the_limit_is_15_percent_or_three_errors(now, passes):
    assert (gate.slower({"step": Ratio(2.0, 0.01)}, {"step": now}) == []) is passes


@pytest.mark.usefixtures("told_times")
def test_a_planted_slow_down_of_a_quarter_closes_the_gate():
    stored = {"step": Ratio(2.0, 0.01), "decode": Ratio(1.0, 0.01)}
    assert gate.verdict({"step": taking(2.0), "decode": taking(1.0)}, stored) == []
    lines = gate.verdict({"step": taking(2.5), "decode": taking(1.0)}, stored)
    assert len(lines) == 1
    assert lines[0].startswith("step: 2.5")


def test_a_suspicion_is_measured_again_before_it_counts(monkeypatch):
    measured = iter([{"step": Ratio(3.0, 0.01)}, {"step": Ratio(2.0, 0.01)}])
    monkeypatch.setattr(gate, "measure", lambda stages, pairs: next(measured))
    assert gate.verdict({"step": taking(0)}, {"step": Ratio(2.0, 0.01)}) == []


def test_the_demo_and_the_reference_run():
    ratios = gate.measure(gate.demo_stages(), pairs=2)
    assert list(ratios) == ["encode", "step", "decode", "step, noisy columns"]
    assert all(ratio.median > 0 for ratio in ratios.values())


@pytest.mark.usefixtures("told_times")
def test_a_change_is_let_in_by_one_command_that_says_why(tmp_path, monkeypatch):
    monkeypatch.setattr(gate, "STORED", tmp_path / "gate.json")
    monkeypatch.setattr(gate, "CHANGES", tmp_path / "changes.jsonl")
    monkeypatch.setattr(gate, "demo_stages", lambda: {"step": taking(2.0)})
    run = CliRunner().invoke
    unknown = run(gate.main, ["check"])
    assert unknown.exit_code == 0
    assert unknown.output.startswith("not judged: no ratios are stored for a processor like this one")
    assert run(gate.main, ["accept", "--why", "the first"]).exit_code == 0
    assert run(gate.main, ["check"]).output == "no stage is slower\n"
    monkeypatch.setattr(gate, "demo_stages", lambda: {"step": taking(3.0)})
    refused = run(gate.main, ["check"])
    assert refused.exit_code == 1
    assert "step:" in refused.output
    entry = json.loads((tmp_path / "changes.jsonl").read_text())
    assert (entry["why"], entry["processor"]) == ("the first", gate.processor())
