"""The part of the latency gate that noise cannot touch. `rtap.benchmarks.counts accept` is how a change is let in."""

from __future__ import annotations

import json

import numpy as np
import pytest
from click.testing import CliRunner

from rtap.benchmarks import counts, protocol
from rtap.benchmarks.protocol import Runtime, burst
from rtap.runtime import osc
from rtap.runtime.bundle import read_bundle
from rtap.runtime.window_sampler import WindowSampler


def test_nothing_grew_since_it_was_stored():
    result = CliRunner().invoke(counts.main, ["check"])
    assert result.exit_code == 0, result.output


def test_a_product_counts_two_operations_a_term(tiny_bundle):
    node = {"op": "MatMul", "inputs": [[4, 8, 16], [16, 32]], "outputs": [[4, 8, 32]]}
    assert counts._operations(node) == 2 * 4 * 8 * 32 * 16
    node = {"op": "Conv", "inputs": [[1, 3, 8, 8], [5, 3, 3, 3]], "outputs": [[1, 5, 8, 8]]}
    assert counts._operations(node) == 2 * 5 * 8 * 8 * 3 * 9
    found = counts.graph_counts(read_bundle(tiny_bundle), "step")
    assert found["operations"] > 1e6
    assert found == counts.graph_counts(read_bundle(tiny_bundle), "step")


def test_one_array_more_per_window_is_seen(monkeypatch):
    before = counts.allocated_kib(1)
    sample = WindowSampler.sample
    held = []

    def wasteful(self, maps):
        held.append(np.zeros((64, 64), np.float32))  # 16 KiB
        return sample(self, maps)

    monkeypatch.setattr(WindowSampler, "sample", wasteful)
    name = "window, 1 stem(s): KiB allocated around the engine"
    grown = counts.growth({name: before}, {name: counts.allocated_kib(1)})
    assert len(grown) == 1
    assert grown[0].startswith(name)


def test_a_window_that_asks_the_system_for_more_is_seen(tmp_path, monkeypatch):
    """A subscriber is told of every window: one datagram more. A debug dump a window opens files."""
    if reason := counts.uncounted():
        pytest.skip(reason)
    plain = counts.process_counts(windows=10)
    monkeypatch.setattr(counts, "Runtime", lambda arguments: Runtime([*arguments, "--debug-folder", str(tmp_path)]))
    extra = [osc.message("/print"), osc.message("/rtap/subscribe", ("i", 1), ("i", 9), ("i", 0))]
    monkeypatch.setattr(protocol, "burst", lambda *arguments: extra + burst(*arguments))
    wasteful = counts.process_counts(windows=10)
    lines = counts.growth(plain, wasteful)
    assert any(line.startswith("a window, echo engine: datagrams sent: 9 -> ") for line in lines), lines
    assert any(line.startswith("a window, echo engine: files opened: 0 -> ") for line in lines), lines


def test_where_calls_cannot_be_counted_the_check_says_so(monkeypatch):
    monkeypatch.setattr(counts.shutil, "which", lambda name: None)
    assert counts.uncounted().startswith("system calls: not counted, strace is not installed; install strace")


def test_growth_is_named_and_shrinking_is_not():
    assert counts.growth({"a": 10, "b": 1000}, {"a": 9, "b": 1001, "c": 3}) == [
        "b: 1,000 -> 1,001",
        "c: not stored -> 3",
    ]


@pytest.fixture
def stored(tmp_path, monkeypatch):
    monkeypatch.setattr(counts, "STORED", tmp_path / "counts.json")
    monkeypatch.setattr(counts, "CHANGES", tmp_path / "changes.jsonl")
    monkeypatch.setattr(counts, "count_all", lambda bundle: {"nodes": 7})
    return tmp_path


def test_a_change_is_let_in_by_one_command_that_says_why(stored, tiny_bundle):
    (stored / "counts.json").write_text('{"nodes": 6}')
    run = CliRunner().invoke
    refused = run(counts.main, ["check", "--bundle", str(tiny_bundle)])
    assert refused.exit_code == 1
    assert "nodes: 6 -> 7" in refused.output
    assert run(counts.main, ["accept", "--bundle", str(tiny_bundle), "--why", "a seventh"]).exit_code == 0
    assert run(counts.main, ["check", "--bundle", str(tiny_bundle)]).exit_code == 0
    entry = json.loads((stored / "changes.jsonl").read_text())
    assert entry["why"] == "a seventh"
    assert entry["changed"] == {"nodes": {"before": 6, "after": 7}}
