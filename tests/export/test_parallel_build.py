"""A build in two processes: the same bundle, errors in one line, and nothing left when it is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from rtap.export.build import Options, build, build_steps
from rtap.export.checkpoints import CheckpointError
from rtap.runtime.bundle import read_bundle

SCRIPT = Path(__file__).resolve().parents[2] / "export" / "build_engines.py"
OPTIONS = Options(untrained_seed=3, size="tiny", name="tiny", engines=("onnx",))


def test_two_processes_make_the_same_graphs_as_one(tiny_bundle, tmp_path):
    steps: list[str] = []
    threads = torch.get_num_threads()
    manifest = build(tmp_path / "bundle", OPTIONS, steps.append, parallel=True)
    assert torch.get_num_threads() == threads
    assert len(steps) == build_steps(OPTIONS)
    assert {"step: done", "encoder: done", "decoder: done"} < set(steps)
    one = read_bundle(tiny_bundle).manifest
    assert manifest.codec == one.codec
    for name, spec in read_bundle(tmp_path / "bundle").manifest.graphs.items():
        assert spec.sha256 == one.graphs[name].sha256, name


def test_an_error_of_the_second_process_is_raised_as_itself_and_at_once(tmp_path):
    (tmp_path / "codec.pt").write_bytes(b"no codec")
    steps: list[str] = []
    options = replace(OPTIONS, codec=tmp_path / "codec.pt")
    with pytest.raises(CheckpointError, match=r"codec\.pt: neither a torch file nor safetensors"):
        build(tmp_path / "bundle", options, steps.append, parallel=True)
    assert steps == ["reading checkpoints"]
    assert [path.name for path in tmp_path.iterdir()] == ["codec.pt"]


@pytest.mark.parametrize("how", ["Ctrl-C", "killed"])
def test_a_stopped_build_leaves_neither_process_nor_bundle(tmp_path, how):
    command = [sys.executable, str(SCRIPT), "--untrained", "3", "--size", "tiny", "--out", str(tmp_path / "bundle")]
    # A session of its own, so that its process group can be asked for survivors.
    # Its own Ctrl-C as well: where these tests run in the background, that would be ignored by all their children.
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stderr is not None
    output = []
    for line in process.stderr:
        output.append(line)
        if line == "encoder: tracing\n":
            break
    if how == "Ctrl-C":
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.kill()
    output.append(process.stderr.read())  # ends when the last of them has closed it
    code = process.wait()
    text = "".join(output)
    assert "Traceback" not in text
    if how == "Ctrl-C":
        assert code == 1
        assert "Aborted!" in text
        assert not list(tmp_path.iterdir())
    else:
        assert [path.name for path in tmp_path.iterdir()] == [f".bundle.building-{process.pid}"]  # for the next build
    while True:  # the test's own time limit ends this
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.05)
