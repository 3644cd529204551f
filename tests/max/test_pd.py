"""The Pure Data patch in the real `pd`, headless and by the clock, against a real `rtap-runtime`.

Pd records what it heard and what it played; a relay between the runtime and Pd keeps every answer and can lose or hold
some. A DSP block is 64 samples, and everything that the patch does happens between two blocks, so that a recording is a
fact about samples, not about the machine's timing. Where no answer is late, the accompaniment is known to the sample.
"""

from __future__ import annotations

import contextlib
import importlib
import re
import shutil
import socket
import subprocess
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

PD_FOLDER = Path(__file__).parents[2] / "max" / "pd"
LOOP = Path(__file__).parents[2] / "runtime" / "play" / "assets" / "loop.flac"
PACKAGE = 1536
REPORTS = ("says", "windows", "answered", "late", "lost", "dropped", "context-lost", "window-ms", "p50-ms", "answer-ms")

needs_pd = pytest.mark.usefixtures("pd_program")


@pytest.fixture
def pd_program() -> None:
    if shutil.which("pd") is None:
        pytest.skip("no pd here: install Debian's puredata-core to test the Pure Data patch")


@pytest.fixture(scope="module")
def generate() -> Iterator[object]:
    """max/pd/generate.py, which is a script and not of a package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(PD_FOLDER))
        yield importlib.import_module("generate")


# ---- the files ------------------------------------------------------------------------------------------------------


def test_the_committed_patches_are_what_the_generator_writes(generate):
    for name, text in generate.patches().items():
        assert (PD_FOLDER / name).read_text(encoding="utf-8") == text, f"{name}: run python max/pd/generate.py"


@pytest.mark.parametrize("patch", ["main_patch", "stem_patch"])
def test_no_boxes_overlap_and_every_cord_has_two_ends(generate, patch):
    from patch_file import overlaps

    whole = getattr(generate, patch)()
    whole.text()
    for canvas in whole.canvases():
        assert overlaps(canvas) == [], canvas.name
        for source, _, destination, _ in canvas.cords:
            assert source < len(canvas.boxes)
            assert destination < len(canvas.boxes)


def test_the_loop_beside_the_patch_is_the_first_bar_of_the_demo_loop():
    bar, sample_rate_hz = soundfile.read(PD_FOLDER / "loop.wav", dtype="int16")
    loop, _ = soundfile.read(LOOP, dtype="int16")
    assert sample_rate_hz == 44_100
    assert len(bar) == len(loop) // 4
    np.testing.assert_array_equal(bar, loop[: len(bar)])


# ---- Pd -------------------------------------------------------------------------------------------------------------


def harness(port: int) -> str:
    """A patch that passes what comes by TCP on to the names of rtap.pd, and prints what rtap.pd shows."""
    lines = [
        "#N canvas 0 0 400 300 12",
        f"#X obj 10 10 netreceive {port}",
        "#X obj 10 40 route one two",
        "#X obj 10 70 list",
        "#X obj 90 70 list",
        r"#X msg 10 100 \; \$1 \$2",
        r"#X msg 90 100 \; \$1 \$2 \$3",
    ]
    cords = ["0 0 1 0", "1 0 2 0", "1 1 3 0", "2 0 4 0", "3 0 5 0"]
    for i, name in enumerate(REPORTS):
        lines += [f"#X obj 10 {140 + 30 * i} r rtap-{name}", f"#X obj 200 {140 + 30 * i} print {name}"]
        cords.append(f"{6 + 2 * i} 0 {7 + 2 * i} 0")
    return "".join(f"{line};\n" for line in [*lines, *(f"#X connect {cord}" for cord in cords)])


class Pd:
    """A Pd without window and sound card, but with a clock, that has opened rtap.pd."""

    def __init__(self, folder: Path, sample_rate_hz: int = 44_100) -> None:
        (port,) = free_ports(1)
        (folder / "harness.pd").write_text(harness(port))
        self.log_file = folder / "pd.log"
        self._log = self.log_file.open("wb")
        opened = ("-open", str(PD_FOLDER / "rtap.pd"), "-open", str(folder / "harness.pd"))
        self.process = subprocess.Popen(
            ["pd", *f"-nogui -noaudio -r {sample_rate_hz} -stderr".split(), *opened],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )
        self._socket = self._connect(port)

    def _connect(self, port: int) -> socket.socket:
        deadline_s = time.monotonic() + 20
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port))
            except ConnectionRefusedError:
                assert self.process.poll() is None, self.log_file.read_text()
                assert time.monotonic() < deadline_s, self.log_file.read_text()
                time.sleep(0.05)

    def __call__(self, name: str, *values: object) -> None:
        """Sends `values` to [receive name]."""
        count = {1: "one", 2: "two"}[len(values)]
        self._socket.sendall(f"{count} {name} {' '.join(map(str, values))};\n".encode())

    @property
    def log(self) -> str:
        return self.log_file.read_text(errors="replace")

    def says(self) -> list[str]:
        return re.findall(r"^says: (?:symbol |list )?(.*)$", self.log, re.MULTILINE)

    def number(self, name: str) -> float:
        """The newest number that the panel shows."""
        return float(re.findall(rf"^{name}: (\S+)$", self.log, re.MULTILINE)[-1])

    def await_line(self, text: str, wait_s: float = 20) -> None:
        deadline_s = time.monotonic() + wait_s
        while text not in self.log:
            assert time.monotonic() < deadline_s, f"Pd did not say {text!r} but:\n{self.log}"
            time.sleep(0.05)

    def await_number(self, name: str, at_least: float, wait_s: float) -> None:
        deadline_s = time.monotonic() + wait_s
        while f"{name}: " not in self.log or self.number(name) < at_least:
            assert time.monotonic() < deadline_s, f"{name} did not reach {at_least}:\n{self.log[-2000:]}"
            time.sleep(0.05)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self("pd", "quit")
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._socket.close()
        self._log.close()


class Stage:
    """A runtime, a relay and a Pd that are connected, and the recording of a performance."""

    def __init__(self, folder: Path, server: ChildServer, relay: Relay, pd: Pd) -> None:
        self.folder, self.server, self.relay, self.pd = folder, server, relay, pd
        self.recording = folder / "take.wav"

    def begin(self, step: int, look_ahead: int) -> None:
        self.pd("rtap-step", step)
        self.pd("rtap-look-ahead", look_ahead)
        self.pd("rtap-record", "symbol", self.recording)
        self.pd.await_line("a runtime is there")
        time.sleep(0.3)  # the recorder's thread opens the file
        self.pd("rtap-play", 1)
        self.pd.await_line("says: symbol playing")

    def end(self) -> tuple[np.ndarray, np.ndarray]:
        """Stops. Returns the context and the accompaniment from block 0 on, as recorded, up to the fade-out."""
        self.pd("rtap-play", 0)
        self.pd.await_line("says: symbol stopped")
        self.pd("rtap-record-stop", "bang")
        time.sleep(0.2)
        self.pd.close()
        audio, sample_rate_hz = soundfile.read(self.recording, dtype="float32")
        assert sample_rate_hz == 44_100
        context, accompaniment = audio.T
        loop, _ = soundfile.read(self.folder / "loop.wav", dtype="float32")
        zero = block_zero(context, loop)
        after = np.resize(loop, len(context) - zero)[FADE:]
        unlike = np.flatnonzero(context[zero + FADE :] != after)
        # What Pd heard is the loop, to the bit, from the end of its fade-in to the beginning of its fade-out.
        played = (FADE + int(unlike[0])) // BLOCK * BLOCK
        assert len(context) - zero - played < 44_100
        return context[zero : zero + played], accompaniment[zero : zero + played]


def block_zero(context: np.ndarray, loop: np.ndarray) -> int:
    """The sample of the recording at which the performance begins: a block from which the loop follows."""
    for zero in range(0, 100 * BLOCK, BLOCK):
        if np.array_equal(context[zero + FADE : zero + 8 * FADE], loop[FADE : 8 * FADE]):
            return zero
    raise AssertionError("the loop is not in the recording of the context")


@contextlib.contextmanager
def on_stage(folder: Path, *runtime: str, rule: Rule = in_time) -> Iterator[Stage]:
    loop, sample_rate_hz = soundfile.read(LOOP, dtype="float32")
    soundfile.write(folder / "loop.wav", loop, sample_rate_hz, subtype="FLOAT")
    (pd_port,) = free_ports(1)
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(ChildServer(runtime, folder / "runtime.log"))
        server.await_ready(60, lambda line: None)
        relay = Relay(server.client_port, pd_port, rule)
        stack.callback(relay.close)
        pd = Pd(folder)
        stack.callback(pd.close)
        pd("rtap-port", server.address[1])
        pd("rtap-listen", pd_port)
        pd("rtap-connect", "bang")
        pd("rtap-open", "symbol", folder / "loop.wav")
        yield Stage(folder, server, relay, pd)


# ---- what must hold -------------------------------------------------------------------------------------------------


@needs_pd
def test_every_object_is_vanilla_and_every_cord_connects(tmp_path):
    with contextlib.closing(Pd(tmp_path)) as pd:
        time.sleep(0.5)
    assert [line for line in pd.log.splitlines() if not re.match(r"[a-z0-9-]+: ", line) or "error" in line] == []


@needs_pd
def test_what_cannot_be_played_is_said_in_a_sentence(tmp_path):
    soundfile.write(tmp_path / "slow.wav", np.zeros(1000), 22_050)
    with contextlib.closing(Pd(tmp_path)) as pd:
        pd("rtap-open", "symbol", tmp_path / "slow.wav")
        pd.await_line("this loop is not at 44100 Hz: open one that is")
        pd("rtap-open", "symbol", tmp_path / "none.wav")
        pd.await_line("that loop cannot be read: the Pd window says why")
        pd("rtap-bass", 0)
        pd("rtap-play", 1)
        pd.await_line("no stem is chosen: choose what to generate")


@needs_pd
def test_at_48_khz_the_patch_refuses_with_a_sentence(tmp_path):
    with contextlib.closing(Pd(tmp_path, sample_rate_hz=48_000)) as pd:
        pd("rtap-play", 1)
        pd.await_line("Pd runs at 48000 Hz")
        time.sleep(0.3)
    assert "Pd runs at 48000 Hz and rtap at 44100: choose 44100 in Media - Audio Settings" in pd.says()
    assert "playing" not in pd.says()


@needs_pd
def test_answers_lie_on_their_exact_sample_also_when_r_and_look_ahead_change(tmp_path):
    """The echo engine answers with the context 16 columns later: so must be what is heard, at whatever r and w."""
    with on_stage(tmp_path, "--engine", "echo", "--echo-delay", "16") as stage:
        stage.begin(step=8, look_ahead=5)
        stage.pd.await_number("windows", 8, 20)
        stage.pd("rtap-look-ahead", 8)
        stage.pd.await_number("windows", 12, 20)
        stage.pd("rtap-step", 4)
        stage.pd.await_number("windows", 24, 20)
        assert stage.pd.number("late") == 0
        assert stage.pd.number("lost") == 0
        context, heard = stage.end()
    truth = delayed(context, 16)
    assert_no_click(heard, truth)
    first = 16 * COLUMN + FADE
    different = first + np.flatnonzero(np.abs(heard[first:] - truth[first:]) > 2e-7)
    # Where the look-ahead grew by three columns, these are silent, and faded. All else is exact, the shorter step too.
    silent, end = different[0] + FADE, different[-1]
    assert end - different[0] <= 3 * COLUMN + 2 * FADE + BLOCK
    assert not heard[silent + BLOCK : silent + 3 * COLUMN - BLOCK].any()
    assert len(heard) - end > 20 * COLUMN


@needs_pd
def test_stems_are_generated_apart_and_heard_together(tmp_path):
    with on_stage(tmp_path, "--engine", "echo", "--echo-delay", "16") as stage:
        stage.pd("rtap-piano", 1)
        stage.begin(step=4, look_ahead=8)
        stage.pd.await_number("windows", 8, 20)
        stage.pd("rtap-bass", 0)
        stage.pd.await_number("windows", 16, 20)
        assert [stage.pd.number(name) for name in ("late", "lost")] == [0, 0]
        context, heard = stage.end()
    truth = delayed(context, 16)
    assert {stem for stem, _ in stage.relay.answers} == {"bass", "piano"}
    last_of_both = max(batch for stem, batch in stage.relay.answers if stem == "bass")
    end = (4 * last_of_both + 8 + 4) * COLUMN
    both = slice(16 * COLUMN + FADE, end - FADE - BLOCK)
    np.testing.assert_allclose(heard[both], 2 * truth[both], atol=4e-7)
    np.testing.assert_allclose(heard[end:], truth[end:], atol=2e-7)
    assert_no_click(heard, 2 * truth)


LOST_CHUNK, LATE_BATCH, MISSING_BATCH = (8, 9), 12, 15


def troubles(stem: str, batch: int, chunk: int) -> float | None:
    if (batch, chunk) == LOST_CHUNK or batch == MISSING_BATCH:
        return None
    return 2.45 if batch == LATE_BATCH else 0.0


@needs_pd
def test_missing_and_late_audio_fades_and_never_overwrites_what_is_heard(tmp_path):
    with on_stage(tmp_path, "--engine", "echo", "--echo-delay", "36", rule=troubles) as stage:
        stage.begin(step=8, look_ahead=24)
        stage.pd.await_number("windows", 23, 40)
        answered = stage.pd.number("answered")
        windows = stage.pd.number("windows")
        assert stage.pd.number("late") == 1
        assert stage.pd.number("lost") == 1 + 22
        context, heard = stage.end()
    assert windows - answered in (2, 2 + 1)  # the newest may be on its way
    truth = delayed(context, 36)
    assert_no_click(heard, truth)

    def start(batch: int) -> int:
        return (8 * batch + 24) * COLUMN

    # One chunk: silent for its own length, faded over 20 ms on both sides, exact elsewhere.
    hole = start(LOST_CHUNK[0]) - FADE + LOST_CHUNK[1] * PACKAGE
    assert not heard[hole : hole + PACKAGE].any()
    np.testing.assert_allclose(heard[hole - 4 * FADE : hole - FADE], truth[hole - 4 * FADE : hole - FADE], atol=2e-7)
    after = hole + PACKAGE + FADE + BLOCK
    np.testing.assert_allclose(heard[after : after + 4 * FADE], truth[after : after + 4 * FADE], atol=2e-7)
    # Answered after 2.45 s, at a budget of 2.21: its beginning is silent, its end is heard, where it belongs.
    late = start(LATE_BATCH)
    assert not heard[late : late + 6000].any()
    end = slice(start(13) - 4000, start(13) - 2 * FADE)
    np.testing.assert_allclose(heard[end], truth[end], atol=2e-7)
    # No answer: silent from its place to the next one's.
    missing = slice(start(MISSING_BATCH), start(MISSING_BATCH + 1))
    assert not heard[missing].any()
    assert truth[missing].any()


@needs_pd
def test_a_runtime_started_again_is_found_and_told_its_settings(tmp_path):
    with on_stage(tmp_path, "--engine", "echo", "--echo-delay", "16") as stage:
        stage.begin(step=8, look_ahead=2)
        stage.pd.await_number("answered", 2, 20)
        port, client_port = stage.server.address[1], stage.server.client_port
        stage.server.stop()
        arguments = ["--engine", "echo", "--echo-delay", "16", "--port", str(port), "--client-port", str(client_port)]
        with ChildServer(arguments, tmp_path / "again.log"):
            before = max(batch for _, batch in stage.relay.answers)
            deadline_s = time.monotonic() + 20
            while max(batch for _, batch in stage.relay.answers) < before + 3:
                assert time.monotonic() < deadline_s, (tmp_path / "again.log").read_text()
                time.sleep(0.05)
            stage.pd.await_number("answered", stage.pd.number("answered") + 3, 20)
            context, heard = stage.end()
    np.testing.assert_allclose(heard[-COLUMN:], delayed(context, 16)[-COLUMN:], atol=2e-7)


@needs_pd
def test_answers_of_the_demo_bundle_are_joined_by_one_crossfade(tmp_path):
    """Far enough ahead to be in time on any machine: then all that is heard is known to the sample, joins included."""
    step, look_ahead, windows = 8 * COLUMN, 52 * COLUMN, 7
    with on_stage(tmp_path) as stage:
        stage.begin(step=8, look_ahead=52)
        stage.pd.await_number("windows", windows + 8, 60)
        assert [stage.pd.number(name) for name in ("late", "lost")] == [0, 0]
        _, heard = stage.end()
    samples = windows * step + look_ahead
    starts = {batch: batch * step + look_ahead for batch in range(1, windows + 1)}
    truth, unfaded = (played_back(stage.relay, starts, step, samples, fade) for fade in (True, False))
    assert not heard[: starts[1]].any()
    joined = [b for b in range(2, windows) if all(("bass", near) in stage.relay.answers for near in (b - 1, b, b + 1))]
    assert len(joined) >= 2, "hardly a window was answered: this machine is too busy"
    for batch in joined:
        part = slice(starts[batch] - FADE, starts[batch] + step - FADE)
        np.testing.assert_allclose(heard[part], truth[part], atol=2e-7)
    assert np.abs(truth - unfaded).max() > 1e-3


@needs_pd
def test_late_answers_over_audio_that_is_there_do_not_click(tmp_path):
    """From 40 columns ahead to none: every answer comes too late for its place, where earlier ones are being heard."""
    step, before = 4 * COLUMN, 4
    with on_stage(tmp_path) as stage:
        stage.begin(step=4, look_ahead=40)
        stage.pd.await_number("windows", before, 60)
        stage.pd("rtap-look-ahead", 0)
        stage.pd.await_number("late", 5, 60)
        _, heard = stage.end()
    samples = len(heard)
    batches = sorted(batch for _, batch in stage.relay.answers)
    far = {batch: batch * step + 40 * COLUMN for batch in batches}
    near = {batch: batch * step for batch in batches}
    old, new = (played_back(stage.relay, starts, step, samples, fade) for starts, fade in ((far, True), (near, False)))
    assert_no_click(heard, old, new)
    assert np.abs(heard).max() > 1e-2


@needs_pd
def test_a_minute_of_the_demo_loop_with_the_demo_bundle(tmp_path):
    """60 s at r = 1/8, 2 columns ahead. A busy machine may play windows late: these fade, all others are exact."""
    step, look_ahead, windows = 8 * COLUMN, 2 * COLUMN, 81
    with on_stage(tmp_path) as stage:
        stage.begin(step=8, look_ahead=2)
        stage.pd.await_number("windows", windows + 5, 90)  # the last are judged 2 s after their end
        late, lost, dropped, answered = (stage.pd.number(name) for name in ("late", "lost", "dropped", "answered"))
        _, heard = stage.end()
    assert len(heard) >= 60 * 44_100
    # Dropped by the runtime, and said so: only where a window outlasts its step. Lost: or 2 s late.
    assert answered + dropped >= windows
    assert lost == 0 or late > 0
    assert_played_as_answered(stage.relay, heard, step, look_ahead, windows, late=late, dropped=dropped, atol=2e-7)
