"""The Max package's JavaScript: its own tests, and performances against a real `rtap-runtime` over UDP.

Max cannot run here. `javascript/simulated_max.js` is as much of it as the package needs: rings that are written and
heard sample by sample, a sound card that fetches a vector at once, messages typed as Max types them. The scripts are
those of the package, the datagrams real, the clock the machine's. What is checked is what is checked of the Pure Data
patch: what was heard, to the sample.
"""

from __future__ import annotations

import contextlib
import json
import random
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from performances import (
    BLOCK,
    COLUMN,
    FADE,
    Relay,
    Rule,
    assert_no_click,
    assert_played_as_answered,
    delayed,
    in_time,
    played_back,
)

from rtap.runtime.play.child_server import ChildServer
from rtap.runtime.play.transport import free_ports

SCRIPTS = Path(__file__).parent / "javascript"
LOOP = Path(__file__).parents[2] / "runtime" / "play" / "assets" / "loop.flac"
COUNTS = ("sent", "whole", "late", "lost", "dropped", "unheard")

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="no node here: install Node.js 18 or newer")


def test_the_scripts_own_tests():
    files = sorted(map(str, SCRIPTS.glob("*.test.js")))
    assert len(files) >= 4
    run = subprocess.run(["node", "--test", *files], capture_output=True, text=True, timeout=240)
    assert run.returncode == 0, run.stdout[-6000:]


class Max:
    """A simulated Max in a process of its own, in real time."""

    def __init__(self, folder: Path, server_port: int, listen_port: int, sample_rate_hz: int) -> None:
        self._take = folder / "take.f32"
        self.panel: list[list] = []
        loop, _ = soundfile.read(LOOP, dtype="float32")
        loop.tofile(folder / "loop.f32")
        arguments = (server_port, listen_port, folder / "loop.f32", self._take, sample_rate_hz)
        self._errors = (folder / "max.log").open("w+")
        self.process = subprocess.Popen(
            ["node", SCRIPTS / "perform.js", *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.panel.append(json.loads(line))

    def __call__(self, *message: object) -> None:
        assert self.process.poll() is None, self.errors()
        self.process.stdin.write(" ".join(map(str, message)) + "\n")
        self.process.stdin.flush()

    def errors(self) -> str:
        self._errors.seek(0)
        return self._errors.read()

    def shown(self, name: str) -> list | None:
        return next((message[1:] for message in reversed(self.panel) if message[0] == name), None)

    def says(self) -> list[str]:
        return [message[1] for message in list(self.panel) if message[0] == "says"]

    def count(self, name: str) -> int:
        return (self.shown("windows") or [0] * len(COUNTS))[COUNTS.index(name)]

    def await_runtime(self) -> None:
        """Until the lamp is green."""
        self._await(lambda: self.shown("runtime") == [2], 60, "a runtime that is ready")

    def await_says(self, sentence: str, wait_s: float = 20) -> None:
        self._await(lambda: sentence in self.says(), wait_s, sentence)

    def await_count(self, name: str, at_least: int, wait_s: float) -> None:
        self._await(lambda: self.count(name) >= at_least, wait_s, f"{name} {at_least}")

    def _await(self, condition, wait_s: float, what: str) -> None:
        deadline_s = time.monotonic() + wait_s
        while not condition():
            assert self.process.poll() is None, self.errors()
            assert time.monotonic() < deadline_s, f"not {what} but {self.panel[-20:]}"
            time.sleep(0.02)

    def end(self) -> tuple[np.ndarray, np.ndarray]:
        """Quits. Returns the context and the accompaniment from block 0 on."""
        self("quit")
        assert self.process.wait(20) == 0, self.errors()
        context, accompaniment = np.fromfile(self._take, np.float32).reshape(-1, 2).T
        return context, accompaniment

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        for stream in (self.process.stdin, self.process.stdout, self._errors):
            with contextlib.suppress(BrokenPipeError):
                stream.close()


class Stage:
    def __init__(self, folder: Path, server: ChildServer, relay: Relay, max_: Max) -> None:
        self.folder, self.server, self.relay, self.max = folder, server, relay, max_

    def begin(self, step: int, look_ahead: int, stems: tuple[int, ...] = (1,)) -> None:
        self.max.await_runtime()
        self.max("step", step)
        self.max("lookahead", look_ahead)
        for stem in stems:
            self.max("stem", stem, 1)
        time.sleep(0.2)  # larger packages come back
        self.max("play", 1)
        self.max.await_says("playing")


@contextlib.contextmanager
def on_stage(folder: Path, *runtime: str, rule: Rule = in_time, sample_rate_hz: int = 44_100) -> Iterator[Stage]:
    (max_port,) = free_ports(1)
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(ChildServer(runtime, folder / "runtime.log"))
        server.await_ready(60, lambda line: None)
        relay = Relay(server.client_port, max_port, rule)
        stack.callback(relay.close)
        max_ = Max(folder, server.address[1], max_port, sample_rate_hz)
        stack.callback(max_.close)
        yield Stage(folder, server, relay, max_)


# ---- what must hold -------------------------------------------------------------------------------------------------


def test_answers_lie_on_their_exact_sample_also_when_r_and_look_ahead_change(tmp_path):
    """The echo engine answers with the context 16 columns later: so must be what is heard, at whatever r and w."""
    with on_stage(tmp_path, "--engine", "echo", "--echo-delay", "16") as stage:
        stage.begin(step=8, look_ahead=5)
        stage.max.await_count("sent", 8, 20)
        stage.max("lookahead", 8)
        stage.max.await_count("sent", 12, 20)
        stage.max("step", 4)
        stage.max("stem", 4, 1)
        stage.max.await_count("sent", 24, 20)
        assert (stage.max.count("late"), stage.max.count("lost")) == (0, 0)
        assert stage.max.shown("package") == [13056]
        context, heard = stage.max.end()
    truth = delayed(context, 16)
    assert {stem for stem, _ in stage.relay.answers} == {"bass", "piano"}
    second_stem = min(batch for stem, batch in stage.relay.answers if stem == "piano")
    assert second_stem == 14  # chosen while batch 13 was being heard; it counts from the next step on
    both = (13 * 8 + 4 * (second_stem - 13) + 8) * COLUMN
    assert_no_click(heard, truth, 2 * truth)
    first = 16 * COLUMN + FADE
    alone = first + np.flatnonzero(np.abs(heard[first : both - FADE] - truth[first : both - FADE]) > 3e-7)
    # Where the look-ahead grew by three columns, these are silent, and faded. All else is exact, the shorter step too.
    assert alone[-1] - alone[0] <= 3 * COLUMN + 2 * FADE + BLOCK
    assert not heard[alone[0] + FADE + BLOCK : alone[0] + 3 * COLUMN - BLOCK].any()
    together = slice(both + FADE + BLOCK, both + 20 * COLUMN)
    np.testing.assert_allclose(heard[together], 2 * truth[together], atol=6e-7)


def test_five_percent_of_all_packets_lost(tmp_path):
    """Answers and context: no click, all windows are served, and what is whole is exact."""
    lost = random.Random(3)
    with on_stage(
        tmp_path, "--engine", "echo", "--echo-delay", "16", rule=lambda *_: None if lost.random() < 0.05 else 0.0
    ) as stage:
        stage.begin(step=4, look_ahead=4)
        stage.max.await_count("sent", 30, 30)
        lost_in_answers = stage.max.count("lost")
        _, heard = stage.max.end()
    assert lost_in_answers > 0
    assert len(stage.relay.answers) >= 29
    starts = {batch: (4 * batch + 4) * COLUMN for batch in range(1, 30)}
    truth = played_back(stage.relay, starts, 4 * COLUMN, 29 * 4 * COLUMN, fade=True)
    assert_no_click(heard[: len(truth)], truth)
    exact = np.abs(heard[8 * COLUMN : len(truth)] - truth[8 * COLUMN :]) < 3e-7
    assert exact.mean() > 0.6  # a chunk here is most of a window: 13 056 samples


def test_lost_context_is_concealed_and_the_service_goes_on(tmp_path):
    with on_stage(tmp_path, "--engine", "echo", "--echo-delay", "16") as stage:
        stage.begin(step=4, look_ahead=4)
        stage.max("lose", 0.2)
        stage.max.await_count("sent", 20, 30)
        stage.max("lose", 0)
        stage.max.await_count("sent", 30, 30)
        assert stage.max.count("unheard") > 0
        context, heard = stage.max.end()
    tail = slice(-4 * COLUMN, -COLUMN)
    np.testing.assert_allclose(heard[tail], delayed(context, 16)[tail], atol=3e-7)


def test_a_runtime_started_again_in_the_middle(tmp_path):
    """The audio fades, and comes back by itself within two windows of the new runtime's first word."""
    with on_stage(tmp_path, "--engine", "echo", "--echo-delay", "16") as stage:
        stage.begin(step=8, look_ahead=2)
        stage.max.await_count("whole", 3, 20)
        port, client_port = stage.server.address[1], stage.server.client_port
        stage.server.stop()
        sent_before = stage.max.count("sent")
        stage.max.await_count("sent", sent_before + 2, 20)
        arguments = ["--engine", "echo", "--echo-delay", "16", "--port", str(port), "--client-port", str(client_port)]
        with ChildServer(arguments, tmp_path / "again.log") as again:
            again_deadline_s = time.monotonic() + 30
            before = max(batch for _, batch in stage.relay.answers)
            while "ready: echo" not in (tmp_path / "again.log").read_text():
                assert time.monotonic() < again_deadline_s, again.last_line()
                time.sleep(0.02)
            first_whole_step = stage.max.count("sent") + 2
            stage.max.await_count("sent", first_whole_step + 1, 20)
            after = [batch for _, batch in stage.relay.answers if batch > before]
            assert min(after) <= first_whole_step, "it took more than two windows"
            stage.max.await_count("sent", first_whole_step + 4, 20)
            context, heard = stage.max.end()
    truth = delayed(context, 16)
    np.testing.assert_allclose(heard[-COLUMN:], truth[-COLUMN:], atol=3e-7)
    silent = slice((8 * before + 8 + 2) * COLUMN, (8 * min(after) + 2) * COLUMN)
    assert not heard[silent].any()
    assert_no_click(heard[: silent.stop], truth[: silent.stop])


def test_a_48_khz_host_is_refused_with_a_sentence(tmp_path):
    with on_stage(tmp_path, "--engine", "echo", sample_rate_hz=48_000) as stage:
        stage.max.await_runtime()
        stage.max("stem", 1, 1)
        stage.max("play", 1)
        stage.max.await_says("Max runs at 48000 Hz and rtap at 44100: choose 44100 in Options - Audio Status")
        time.sleep(1)
        assert stage.max.shown("playing") == [0]
    assert stage.relay.answers == {}


def test_the_points_of_the_calibration_are_offered(tmp_path, monkeypatch):
    from rtap.runtime.bundle import read_bundle
    from rtap.runtime.cli import default_bundle
    from rtap.runtime.operating_point import OperatingPoint, bundle_sha256, default_path, write_point

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    sha256 = bundle_sha256(read_bundle(default_bundle()))
    rows = (
        {"engine": "torch", "r": 0.5, "look_ahead_columns": 1, "stems": 1, "refusal": ""},
        {"engine": "ort", "r": 0.5, "look_ahead_columns": 4, "stems": 2, "refusal": ""},
        {"engine": "ort", "r": 0.125, "look_ahead_columns": 2, "stems": 1, "refusal": ""},
        {"engine": "ort", "r": 0.25, "look_ahead_columns": 3, "stems": 1, "refusal": ""},
        {"engine": "ort", "r": 0.03125, "look_ahead_columns": 2, "stems": 1, "refusal": "a window takes too long"},
    )
    point = OperatingPoint("demo", sha256, "ort", "local", 0.125, 2, 15.0, 120.0, 166.0, 200, rows=rows)
    write_point(default_path(sha256, "ort"), point)
    with on_stage(tmp_path, "--engine", "ort") as stage:
        stage.max.await_runtime()
        offered = [message for message in stage.max.panel if message[:2] == ["points", "append"]]
    assert [text for _, _, text in offered[-2:]] == [
        "step 8, look-ahead 2 columns (186 ms)",
        "step 16, look-ahead 3 columns (279 ms)",
    ]


def test_a_minute_of_the_demo_loop_with_the_demo_bundle(tmp_path):
    """60 s at r = 1/8, 2 columns ahead. A busy machine may play windows late: these fade, all others are exact."""
    step, look_ahead, windows = 8 * COLUMN, 2 * COLUMN, 81
    with on_stage(tmp_path) as stage:
        stage.begin(step=8, look_ahead=2)
        stage.max.await_count("sent", windows + 5, 90)  # the last are judged 2 s after their end
        late, lost, dropped, whole = (stage.max.count(name) for name in ("late", "lost", "dropped", "whole"))
        _, heard = stage.max.end()
    assert len(heard) >= 60 * 44_100
    assert whole + dropped >= windows
    assert lost == 0
    assert_played_as_answered(stage.relay, heard, step, look_ahead, windows, late=late, dropped=dropped, atol=3e-7)
