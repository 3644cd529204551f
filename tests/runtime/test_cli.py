"""`rtap-runtime` as a user starts it: one line for each mistake, exit code 2, and what it must not import."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time

import numpy as np
import pytest

from rtap.runtime import osc


def run(*arguments: str, timeout_s: float = 60) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rtap.runtime.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=False)


def test_the_runtime_needs_neither_torch_nor_the_exporter():
    code = (
        "import sys, rtap.runtime.cli, rtap.runtime.engines.ort; "
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('torch', 'onnx', 'matplotlib', 'soundfile') "
        "or m.startswith('rtap.export')))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_engines_are_listed():
    result = run("--list-engines")
    assert result.returncode == 0
    names = [line.split()[0] for line in result.stdout.splitlines() if not line.startswith("card: ")]
    assert names == ["trt", "ort-cuda", "torch-cuda", "ort", "torch", "torch-bf16", "echo"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--bundle", "nowhere"], "nowhere: no manifest.json there; give --bundle a directory made by"),
        (
            ["--engine", "magic"],
            "'magic' is not one of 'auto', 'trt', 'ort-cuda', 'torch-cuda', 'ort', 'torch', 'torch-bf16', 'echo'",
        ),
        (["--engine", "echo", "--ip", "203.0.113.1"], "cannot listen on 203.0.113.1:7000"),
        (["--port", "99999"], "99999 is not in the range"),
    ],
)
def test_a_mistake_gets_one_line(arguments, said):
    result = run(*arguments)
    assert result.returncode == 2
    assert said in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_a_port_in_use_is_named():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        result = run("--engine", "echo", "--port", str(sock.getsockname()[1]))
    assert result.returncode == 2
    assert "choose another --port" in " ".join(result.stderr.split())


def test_a_torch_engine_that_the_bundle_lacks_is_a_clear_failure(tiny_bundle, tmp_path):
    import shutil

    copy = shutil.copytree(tiny_bundle, tmp_path / "bundle")
    manifest = json.loads((copy / "manifest.json").read_text())
    del manifest["engines"]["torch"]
    (copy / "manifest.json").write_text(json.dumps(manifest))
    result = run("--bundle", str(copy), "--engine", "torch", "--port", "0")
    assert result.returncode == 2
    assert "holds no torch programs; build them with" in " ".join(result.stderr.split())


@pytest.fixture
def listener():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        sock.bind(("127.0.0.1", 0))
        sock.settimeout(60)
        yield sock


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@pytest.mark.parametrize("engine", ["ort", "torch"])
def test_a_set_with_the_authors_launch_flags_ends_with_a_summary(tiny_bundle, tmp_path, listener, engine):
    port = free_port()
    flags = ["--serverport", str(port), "--clientport", str(listener.getsockname()[1])]
    flags += ["--server_ip", "127.0.0.1", "--client_ip", "127.0.0.1", "--device", "cpu"]
    files = ["--log", str(tmp_path / "log.jsonl"), "--summary", str(tmp_path / "summary.json")]
    command = [
        sys.executable,
        "-m",
        "rtap.runtime.cli",
        "--bundle",
        str(tiny_bundle),
        "--engine",
        engine,
        *flags,
        *files,
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert listener.recv(64) == b"/ready\0\0,T\0\0"
    for line in process.stderr:
        if line.startswith("ready:"):
            break
    assert f"ready: {engine} float32, bundle tiny (untrained: noise)" in line
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.sendto(osc.message("/predict_instruments", *(("i", v) for v in (1, 0, 0, 0))), ("127.0.0.1", port))
        for batch in (1, 2):
            audio = np.full(66_150, 0.1, np.float32)
            for start in range(0, 66_150, 10_240):
                chunk = osc.floats_message("/context", [batch, start, 7], audio[start : start + 10_240])
                sock.sendto(chunk, ("127.0.0.1", port))
            while not listener.recv(65_536).startswith(b"/server_predicted"):
                pass
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    records = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [r["batch"] for r in records] == [1, 2]
    assert all(r["total_ms"] >= r["encode_ms"] + r["sample_ms"] + r["decode_ms"] for r in records)
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert (summary["summary"]["windows"], summary["summary"]["dropped"]) == (2, 0)
    assert "p99" in err
    assert "Traceback" not in err
