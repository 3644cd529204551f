"""The command for a GPU, proved end to end on a CPU: a part that fails is written down and the others go on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = ["r=1/4 stems=1", "r=1/4 stems=4", "r=1/8 stems=1", "r=1/8 stems=4"]


@pytest.fixture(scope="module")
def done(tmp_path_factory, tiny_bundle):
    """One run of floor, baseline, `ort`, `ort-host` and an engine that cannot run here."""
    folder = tmp_path_factory.mktemp("gpu")
    code = (
        "import sys; sys.path.insert(0, 'benchmarks/gpu'); import run\n"
        "run.ON_A_CPU = ('ort', 'ort-host', 'torch-cuda')\n"
        "sys.exit(run.main())"
    )
    arguments = [
        "--device",
        "cpu",
        "--size",
        "tiny",
        "--windows",
        "3",
        "--out",
        str(folder),
        "--work",
        str(folder / "w"),
        "--bundle",
        str(tiny_bundle),
    ]
    # Small networks gain nothing from threads that spin waiting for each other on a busy machine.
    environment = os.environ | {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    command = [sys.executable, "-c", code, *arguments]
    return folder, subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=280, check=False
    )


@pytest.fixture(scope="module")
def results(done):
    folder, finished = done
    assert finished.returncode == 0, finished.stderr
    return json.loads(next(folder.glob("cpu-tiny-*.json")).read_text())


def test_every_engine_that_runs_is_timed_and_compared_with_float32(results):
    parts = results["parts"]
    for part in ("baseline", "ort", "ort-host"):
        assert "error" not in parts[part]
        assert list(parts[part]["windows"]) == WINDOWS
        for times in parts[part]["windows"].values():
            assert 0 < times["p50_ms"] <= times["p99_ms"] <= times["max_ms"]
            assert times["n"] == 3
    for part in ("ort", "ort-host"):
        assert parts[part]["parity"]["latent_snr_db"] > 100
        assert parts[part]["finite_windows"] == 4 * 4


def test_the_whole_window_is_timed_over_sockets(results):
    windows = results["parts"]["ort"]["osc"]["windows"]
    assert list(windows) == WINDOWS
    assert all(0 < times["p50_ms"] <= times["last_packet_p50_ms"] for times in windows.values())
    assert all(times["n"] == 3 for times in windows.values())


def test_a_part_that_fails_says_why_and_stops_nothing(results):
    failed = results["parts"]["torch-cuda"]
    assert failed["error"] == "--engine torch-cuda: --device cpu leaves out the engines of a card"
    assert "windows" not in failed


def test_the_floor_is_of_a_measured_product(results):
    floor = results["parts"]["floor"]
    for window in WINDOWS:
        assert floor["window_ms"][window] == pytest.approx(floor["window_gflop"][window] / floor["tflops"], rel=0.02)
    assert floor["window_gflop"][WINDOWS[1]] > 2 * floor["window_gflop"][WINDOWS[0]]


def test_what_was_measured_is_said_with_the_machine_and_the_commit(results):
    assert results["machine"]["packages"]["torch"] != "absent"
    assert len(results["machine"]["commit"]) >= 7


def test_the_table_has_a_line_an_engine_and_window_and_the_plot_is_drawn(done):
    folder, finished = done
    lines = finished.stdout.splitlines()
    assert [line.split()[0] for line in lines[1:13]] == ["baseline"] * 4 + ["ort"] * 4 + ["ort-host"] * 4
    assert next(folder.glob("*.png")).stat().st_size > 10_000
