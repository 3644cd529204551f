"""Calibration windows: what is stored gives back what the engine was given, bit for bit, and mistakes are one line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner, Result

from rtap.calibration import data
from rtap.calibration.cli import main
from rtap.calibration.data import plan_performances
from rtap.calibration.errors import CalibrationError
from rtap.calibration.windows import (
    CalibrationData,
    Performance,
    RecordingStages,
    context_window,
    open_data,
    record_performance,
    write_shard,
)
from rtap.runtime.accompanist import Accompanist
from rtap.runtime.bundle import GRAPHS, file_sha256, read_bundle
from rtap.runtime.engines.ort import OrtStages

DEMO = Path(data.__file__).resolve().parents[1] / "runtime" / "demo"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["data", *map(str, arguments)])


@pytest.fixture(scope="module")
def takes(tmp_path_factory, music) -> Path:
    folder = tmp_path_factory.mktemp("takes")
    soundfile.write(folder / "a.wav", music(0, 14.0), 44100)
    (folder / "more").mkdir()
    soundfile.write(folder / "more" / "b.wav", music(1, 3.0, 48000), 48000)
    return folder


@pytest.fixture(scope="module")
def recorded(takes, tmp_path_factory) -> Path:
    """A folder of 10 windows of the demo. Read only."""
    out = tmp_path_factory.mktemp("data") / "windows"
    result = run(takes, "--windows", 10, "--out", out, "--bundle", DEMO)
    assert result.exit_code == 0, result.output
    assert result.output.count("b.wav: resampled from 48000 Hz to 44100 Hz") == 1
    return out


class KeepingStages(RecordingStages):
    """Keeps what all windows gave it; a recording forgets each window before the next."""

    def __init__(self, stages: OrtStages) -> None:
        self.given: dict[str, list[dict[str, np.ndarray]]] = {graph: [] for graph in GRAPHS}
        self.encoded, self.stepped, self.decoded = [], [], []
        super().__init__(stages)

    def forget(self) -> None:
        for graph, feeds in zip(GRAPHS, (self.encoded, self.stepped, self.decoded), strict=True):
            self.given[graph] += feeds
        super().forget()


def test_windows_give_back_what_the_engine_was_given_bit_for_bit(tmp_path, music):
    bundle = read_bundle(DEMO)
    manifest = bundle.manifest
    performance = Performance("song", 2, 8, 1, False, windows=2, seed=7)
    stages = KeepingStages(OrtStages(bundle, threads=1))
    accompanist = Accompanist(stages, 4, manifest.sampler.build(), manifest.codec, seed=7)
    accompanist.warm_up(1, 10)
    stages.forget()
    stages.given = {graph: [] for graph in GRAPHS}
    audio = np.round(music(0, 7.0)[: performance.audio_samples] * 32767).astype(np.int16)
    shard = write_shard(tmp_path, 0, performance, record_performance(accompanist, stages, audio, performance))
    stages.forget()
    stored = CalibrationData(tmp_path, manifest, (shard,))
    for graph, count in {"encoder": 2, "step": 2 * len(manifest.sampler.build().calls), "decoder": 2}.items():
        assert len(stages.given[graph]) == count
        for feeds, given in zip(stored.feeds(graph), stages.given[graph], strict=True):
            assert feeds.keys() == given.keys()
            for name in feeds.keys() - ({"base"} if graph == "step" and given["coef"][4] == 0 else set()):
                np.testing.assert_array_equal(feeds[name], given[name], err_msg=f"{graph} {name}")


def test_the_same_command_writes_the_same_bytes(recorded, takes, tmp_path):
    out = recorded
    result = run(takes, "--windows", 10, "--out", tmp_path / "again", "--bundle", DEMO)
    assert result.exit_code == 0, result.output
    names = sorted(path.name for path in out.iterdir())
    assert names == ["data.json", "windows-000.safetensors", "windows-001.safetensors"]
    for name in names:
        assert (tmp_path / "again" / name).read_bytes() == (out / name).read_bytes()
    index = json.loads((out / "data.json").read_text())
    assert [(p["song"], p["windows"], p["hot"]) for p in index["performances"]] == [
        ("a.wav", 8, False),
        ("more/b.wav", 2, False),
    ]
    assert all(file_sha256(out / p["file"]) == p["sha256"] for p in index["performances"])
    assert sum(path.stat().st_size for path in out.iterdir()) < 5_000_000


def test_stems_and_points_are_all_combined():
    planned = plan_performances(16 * 8, 4, seed=3, hot_possible=True)
    assert len({(p.stem, p.step_columns, p.look_ahead_columns) for p in planned}) == 16
    assert [p.seed for p in planned] == list(range(3, 19))
    assert not any(p.hot for p in plan_performances(64, 4, 0, hot_possible=False))
    assert [p.windows for p in plan_performances(20, 4, 0, hot_possible=True)] == [8, 8, 4]


def test_a_windows_audio_ends_at_the_cursor():
    performance = Performance("", 0, 16, 16, False, 2, 0)
    first, second = performance.plans
    assert (first.window_column, first.known_columns, second.window_column) == (0, 32, 16)
    audio = np.full(performance.audio_samples, 32767, np.int16)
    window = context_window(audio, second)
    assert window[0, : 32 * 4096].min() == 1.0
    assert window[0, 32 * 4096 :].max() == 0.0


def test_the_past_grows_as_it_is_generated(recorded):
    out = recorded
    stored = open_data(out, read_bundle(DEMO))
    steps = list(stored.step_feeds())[:: len(stored.manifest.sampler.build().calls)]
    silence = steps[0]["source"][0, 0, :, :1]
    generated = [int((np.abs(feeds["source"][0, 0] - silence).max(0) > 1e-6)[:56].sum()) for feeds in steps[:8]]
    assert generated == [0, 8, 16, 24, 32, 40, 48, 56]
    assert all(feeds["keep"].sum() == 56 for feeds in steps[:8])


def test_recording_changes_nothing(recorded):
    stages, plain = RecordingStages(OrtStages(read_bundle(DEMO), threads=1)), OrtStages(read_bundle(DEMO), threads=1)
    feeds = next(open_data(recorded, read_bundle(DEMO)).encoder_feeds())
    np.testing.assert_array_equal(stages.encode(**feeds), plain.encode(**feeds))
    assert np.array_equal(stages.encoded[0]["audio"], feeds["audio"])


# ---------------------------------------------------------------------------------------------------------------------
# Mistakes


def one_line(result: Result, text: str) -> None:
    assert result.exit_code == 1
    errors = [line for line in result.output.splitlines() if line.startswith("Error:")]
    assert len(errors) == 1
    assert text in errors[0]


def test_what_is_missing_is_said_in_one_line(tmp_path, takes):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "notes.txt").write_text("none")
    out = tmp_path / "out"
    one_line(run(tmp_path / "empty", "--out", out), "empty: no WAV file in it or below; give a folder of recordings")
    one_line(run(tmp_path / "nowhere", "--out", out), "nowhere: no such folder; give one with WAV files")
    one_line(run(takes, "--out", out, "--bundle", tmp_path / "no"), "no: no manifest.json there; give --bundle")
    one_line(run(takes, "--out", tmp_path), "holds empty, which is no calibration data; choose another --out")
    (tmp_path / "empty" / "broken.wav").write_text("none")
    one_line(run(tmp_path / "empty", "--out", out), "broken.wav: cannot be read as audio")
    soundfile.write(tmp_path / "empty" / "broken.wav", np.zeros(0, np.float32), 44100)
    one_line(run(tmp_path / "empty", "--out", out), "broken.wav: the file holds no audio")
    one_line(run(takes, "--out", takes / "a.wav" / "o"), f"{takes / 'a.wav'} is a file; give a folder")


def test_windows_of_another_bundle_or_changed_on_disk_are_refused(recorded, tiny_bundle, tmp_path):
    out = recorded
    with pytest.raises(CalibrationError, match="was recorded with bundle demo, whose graphs are not those of"):
        open_data(out, read_bundle(tiny_bundle))
    with pytest.raises(CalibrationError, match=r"no data.json there; record windows with `rtap-calibrate data --out"):
        open_data(tmp_path, read_bundle(DEMO))
    for path in out.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    shard = tmp_path / "windows-001.safetensors"
    shard.write_bytes(shard.read_bytes()[:-1] + b"x")
    with pytest.raises(CalibrationError, match=r"windows-001.safetensors: missing, or its sha256 is not the one in"):
        open_data(tmp_path, read_bundle(DEMO))
