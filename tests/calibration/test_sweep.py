"""The sweep from its command line on two short recordings and the tiny bundle, and what a user may get wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import onnx
import pytest
import soundfile
from click.testing import CliRunner, Result
from onnx import TensorProto, helper

from rtap.calibration import sweep
from rtap.calibration.cli import main
from rtap.calibration.learned import LearnedMeasure, beats_from_logits, frechet_distance
from rtap.calibration.quality import table_for
from rtap.calibration.songs import Source, band_sources, pairs, recording_sources
from rtap.calibration.sweep import Record, regimes_of
from rtap.calibration.sweep_figures import point_name
from rtap.runtime.engines.device import HostDevice
from rtap.runtime.engines.executor import DeviceStages, WindowExecutor
from rtap.runtime.engines.ort_device import OrtBinder
from rtap.training.evaluate import Player, Regime

ROW = {"r", "look_ahead_columns", "start", "stem", "metric", "value", "spread"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["sweep", *map(str, arguments)])


@pytest.fixture(scope="module")
def swept(recordings: Path, tiny_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sweep of two recordings at two points. Read only."""
    out = tmp_path_factory.mktemp("sweep")
    result = run(*arguments_of(recordings, tiny_bundle, out), "--look-ahead", "columns:1", "--look-ahead", "-1")
    assert result.exit_code == 0, result.output
    assert result.output.count("resampled from 48000 Hz to 44100 Hz") >= 2
    assert "not measured: --beat-this, --cocola, --fad; give an ONNX file of each" in result.output
    return out


def arguments_of(recordings: Path, bundle: Path, out: Path) -> list[object]:
    fixed = ["--songs", 2, "--columns", 16, "--r", "1/4", "--start", "hot", "--workers", 1]
    return [recordings, "--bundle", bundle, "--out", out, *fixed]


def test_every_figure_is_one_row_and_stands_beside_its_ends(swept):
    result = json.loads((swept / "sweep.json").read_text())
    assert result["format"] == "rtap-sweep-1"
    assert all(set(row) == ROW for row in result["rows"])
    found = {(row["r"], row["look_ahead_columns"], row["start"], row["stem"], row["metric"]) for row in result["rows"]}
    assert found == {
        (0.25, ahead, "hot", stem, metric)
        for ahead in (-16, 1)
        for stem, metrics in {
            "bass": ("beat_f1", "spectral_distance"),  # guitar and piano are silent, and nobody wrote the chords down
            "drums": ("beat_f1", "spectral_distance", "onset_f1"),
        }.items()
        for metric in metrics
    }
    ends = {(end["kind"], end["stem"], end["metric"]) for end in result["baselines"]}
    assert ends == {(kind, stem, m) for kind in ("ceiling", "random pairing") for _, _, _, stem, m in found}
    assert (result["trained"], result["song_names"]) == (False, ["Track00000", "Track00001"])
    assert result["metrics"].keys() == {"beat_f1", "spectral_distance", "onset_f1"}
    assert (swept / "sweep.png").stat().st_size > 10_000
    table = (swept / "sweep.md").read_text()
    assert "| r = 1/4, 1 column (93 ms), hot |" in table
    assert "UNTRAINED" in table


def test_means_are_over_songs_and_come_with_their_error(swept):
    lines = [json.loads(line) for line in (swept / "measured.jsonl").read_text().splitlines()[1:]]
    songs = [line["figures"]["drums"]["spectral_distance"] for line in lines if line["point"] == "16/1/hot"]
    rows = json.loads((swept / "sweep.json").read_text())["rows"]
    row = next(
        row
        for row in rows
        if (row["stem"], row["metric"], row["look_ahead_columns"]) == ("drums", "spectral_distance", 1)
    )
    assert len(songs) == 2
    assert row["value"] == pytest.approx(np.mean(songs), abs=1e-4)
    assert row["spread"] == pytest.approx(abs(songs[0] - songs[1]) / 2, abs=1e-4)


def test_the_operating_point_reads_it(swept):
    rows = json.loads((swept / "sweep.json").read_text())["rows"]
    beats = [row["value"] for row in rows if (row["metric"], row["look_ahead_columns"]) == ("beat_f1", 1)]
    table = table_for(swept)
    assert len(beats) == 2  # bass and drums
    assert table.expected(0.25, 1) == pytest.approx(np.mean(beats))
    assert table.expected(0.125, 1) is None


def test_a_killed_sweep_loses_the_line_it_was_at_and_no_other(swept, recordings, tiny_bundle, tmp_path, monkeypatch):
    lines = (swept / "measured.jsonl").read_text().splitlines()
    assert json.loads(lines[-1])["point"] == "16/1/hot"
    (tmp_path / "measured.jsonl").write_text("\n".join(lines[:-1]) + "\n" + lines[-1][:40])
    played: list[tuple[str, int]] = []
    accompany = Player.accompany

    def noted(self, excerpt, stem, regime, seed):  # type: ignore[no-untyped-def]
        played.append((excerpt.stored.name, regime.look_ahead_columns))
        return accompany(self, excerpt, stem, regime, seed)

    monkeypatch.setattr(Player, "accompany", noted)
    result = run(*arguments_of(recordings, tiny_bundle, tmp_path), "--look-ahead", "columns:1", "--look-ahead", "-1")
    assert result.exit_code == 0, result.output
    assert played == [("Track00001", 1)] * 2  # bass and drums
    again, before = (json.loads((folder / "sweep.json").read_text())["rows"] for folder in (tmp_path, swept))
    assert again == before


def test_an_engine_of_a_device_plays_in_one_piece_and_hears_the_same(
    swept, recordings, tiny_bundle, tmp_path, monkeypatch
):
    played: list[int] = []

    class CountingExecutor(WindowExecutor):
        def play(self, *arguments):  # type: ignore[no-untyped-def]
            played.append(1)
            return super().play(*arguments)

    def on_a_stand_in(engine, bundle, threads):  # type: ignore[no-untyped-def]
        binder = OrtBinder(bundle, HostDevice(), name="ort-host", cuda_index=None, threads=1)
        stages = DeviceStages(
            HostDevice(), binder, bundle.manifest.sampler.build(), 4, bundle.manifest.codec.draws_noise
        )
        stages.executor = CountingExecutor(HostDevice(), binder, bundle.manifest.sampler.build(), 4, True)
        return stages, []

    monkeypatch.setattr(sweep, "open_stages", on_a_stand_in)
    result = run(
        *arguments_of(recordings, tiny_bundle, tmp_path), "--look-ahead", "1", "--stem", "bass", "--engine", "ort-cuda"
    )
    assert result.exit_code == 0, result.output
    assert len(played) == 2 * (2 + 1)  # twice to warm up, once for the excerpt's one step; two songs
    ends = json.loads((tmp_path / "sweep.json").read_text())["baselines"]
    assert ends == [end for end in json.loads((swept / "sweep.json").read_text())["baselines"] if end["stem"] == "bass"]


def test_a_folder_with_another_bundles_figures_is_left_alone(swept, recordings, tmp_path):
    demo = Path(sweep.__file__).resolve().parents[1] / "runtime" / "demo"
    (tmp_path / "measured.jsonl").write_text((swept / "measured.jsonl").read_text())
    result = run(*arguments_of(recordings, demo, tmp_path))
    assert result.exit_code == 1
    assert "holds figures of another bundle (tiny, now demo); choose another --out, or --restart" in result.output


def test_points_are_each_r_with_each_look_ahead_once_in_order():
    assert regimes_of(("1/8", "0.125"), ("1", "columns:1", "columns:8", "-1"), ("hot", "cold"), 64) == [
        Regime(8, ahead, hot) for ahead in (-8, 1, 8) for hot in (True, False)
    ]


@pytest.mark.parametrize(
    ("r", "look_ahead", "line"),
    [
        ("1/7", "1", "--r: r = 0.142857: a step is whole columns and 0.142857 is 9.143 of 64; send k/64"),
        ("a", "1", "--r: a is no number; say 1/8 or 0.125"),
        ("1/0", "1", "--r: 1/0 is no number; say 1/8 or 0.125"),
        ("1/8", "soon", "--look-ahead soon: not a number; say steps (1) or columns (columns:1)"),
        ("1/8", "columns:60", "--look-ahead columns:60: that is 60 columns; with steps of 8 (r = 0.125) it"),
        ("3/64", "1", "--columns 128: not a whole number of steps of 3 columns (r = 3/64)"),
    ],
)
def test_a_point_that_cannot_be_played_is_refused_in_one_line(r, look_ahead, line, tmp_path):
    result = run("--r", r, "--look-ahead", look_ahead, "--out", tmp_path)
    assert result.exit_code == 1
    assert line in result.output


def one_line(result: Result, pattern: str) -> None:
    assert result.exit_code == 1
    errors = [line for line in result.output.splitlines() if line.startswith("Error:")]
    assert len(errors) == 1
    assert re.search(pattern, errors[0]), errors


def test_what_is_missing_is_said_in_one_line(tmp_path, recordings, tiny_bundle):
    (tmp_path / "empty").mkdir()
    one_line(run(tmp_path / "empty", "--out", tmp_path / "o"), r"empty: no Track\*/ with any of bass.wav, drums.wav")
    one_line(run(tmp_path / "nowhere", "--out", tmp_path / "o"), r"nowhere: no such folder; give one with Track")
    one_line(run("--bundle", tmp_path / "no", "--out", tmp_path / "o"), r"no: no manifest.json there; give --bundle")
    one_line(run(recordings, "--out", tmp_path / "o"), r"no song is 17\.\d s long; give longer ones or fewer --columns")
    (tmp_path / "broken" / "Track1").mkdir(parents=True)
    (tmp_path / "broken" / "Track1" / "bass.wav").write_text("none")
    one_line(run(tmp_path / "broken", "--out", tmp_path / "o"), r"Track1/bass.wav: cannot be read as audio")
    one_line(run("--out", tmp_path / "broken" / "Track1" / "bass.wav"), r"bass.wav is a file; give a folder")
    weights = run(recordings, "--cocola", tmp_path / "w.onnx", "--out", tmp_path / "o")
    one_line(weights, r"--cocola .*w.onnx: no such file; export it from weights you have, none is downloaded")
    (tmp_path / "w.onnx").write_text("no ONNX")
    weights = run(recordings, "--cocola", tmp_path / "w.onnx", "--out", tmp_path / "o")
    one_line(weights, r"--cocola .*w.onnx: ONNX Runtime cannot load it")


def test_a_short_song_is_named_and_left_out(tmp_path, music):
    for name, seconds in (("Track1", 2.0), ("Track2", 8.0)):
        (tmp_path / name).mkdir()
        soundfile.write(tmp_path / name / "bass.wav", music(0, seconds), 44100)
    said: list[str] = []
    sources = recording_sources(tmp_path, 2, 16, said.append)
    assert [source.name for source in sources] == ["Track2"]
    assert said == ["Track1: 2.0 s long, 7.5 s are needed; left out"]


def test_another_songs_stem_is_the_next_songs():
    a, b, c = (Source(name, lambda: None) for name in "abc")  # type: ignore[arg-type, return-value]
    assert list(pairs([a, b, c])) == [(a, b), (b, c), (c, a)]


def test_the_band_has_songs_of_30_s(tmp_path):
    assert [source.name for source in band_sources(tmp_path, 2, 128)] == ["1000000", "1000001"]
    with pytest.raises(sweep.CalibrationError, match="--columns 320: a song of the band has 258 after a window"):
        band_sources(tmp_path, 2, 320)


def test_a_look_ahead_is_named_in_steps_where_it_is_whole():
    assert point_name(0.125, 8) == "r = 1/8, w = 1 (743 ms)"
    assert point_name(0.125, 1) == "r = 1/8, 1 column (93 ms)"
    assert point_name(0.25, -16) == "r = 1/4, w = -1 (-1486 ms)"
    assert point_name(3 / 64, 2) == "r = 3/64, 2 columns (186 ms)"


def test_an_interrupted_line_is_dropped_when_a_record_is_opened(tmp_path):
    task = sweep.Task("b", "s", True, "ort", "songs", 16, "silence", {})
    record = Record.open(tmp_path, task, False)
    record.add("a", "16/1/hot", {"bass": {"beat_f1": 0.5}})
    with (tmp_path / "measured.jsonl").open("a") as file:
        file.write('{"song": "b", "po')
    again = Record.open(tmp_path, task, False)
    assert again.entries == {("a", "16/1/hot"): {"bass": {"beat_f1": 0.5}}}
    assert again.lacks("a", "16/1/hot", ["bass", "drums"]) == ["drums"]
    assert Record.open(tmp_path, task, True).entries == {}


# ---------------------------------------------------------------------------------------------------------------------
# Networks of others


def network(path: Path, inputs: tuple[str, ...], rate_hz: int) -> Path:
    """Sum over samples of all its inputs times themselves: `[1]`."""
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "n"]) for name in inputs]
    nodes = [helper.make_node("Mul", [inputs[0], inputs[-1]], ["product"])]
    nodes.append(helper.make_node("ReduceSum", ["product"], ["score"], keepdims=0))
    out = helper.make_tensor_value_info("score", TensorProto.FLOAT, [])
    model = helper.make_model(helper.make_graph(nodes, "g", values, [out]), opset_imports=[helper.make_opsetid("", 18)])
    model.ir_version = 9
    helper.set_model_props(model, {"sample_rate": str(rate_hz)})
    onnx.save(model, path)
    return path


def test_a_network_hears_context_and_stem_at_its_own_rate(tmp_path):
    measure = LearnedMeasure("cocola", network(tmp_path / "c.onnx", ("context", "stem"), 22050))
    tone = np.sin(2 * np.pi * 440 * np.arange(44100) / 44100).astype(np.float32)
    assert float(measure(context=tone, stem=tone)) == pytest.approx(22050 / 2, rel=0.01)
    with pytest.raises(sweep.CalibrationError, match=r"its inputs are context, stem, expected \('audio',\)"):
        LearnedMeasure("fad", tmp_path / "c.onnx")


def test_a_networks_score_becomes_a_row(recordings, tiny_bundle, tmp_path):
    weights = network(tmp_path / "c.onnx", ("context", "stem"), 44100)
    out = tmp_path / "out"
    result = run(
        *arguments_of(recordings, tiny_bundle, out), "--look-ahead", "1", "--stem", "bass", "--cocola", weights
    )
    assert result.exit_code == 0, result.output
    rows = json.loads((out / "sweep.json").read_text())["rows"]
    assert [row["metric"] for row in rows] == ["beat_f1", "spectral_distance", "cocola"]
    assert "not measured: --beat-this, --fad;" in result.output


def test_beats_are_the_peaks_of_positive_logits():
    logits = np.full(200, -1.0)
    logits[[10, 60, 62, 150]] = [2.0, 1.0, 3.0, -0.5]
    np.testing.assert_allclose(beats_from_logits(logits), [0.2, 1.24])


def test_frechet_distance_of_shifted_gaussians_is_their_squared_shift():
    rng = np.random.default_rng(0)
    a = rng.standard_normal((4000, 3))
    assert frechet_distance(a, a + 2.0) == pytest.approx(12.0, abs=1e-3)
    assert frechet_distance(a, a) == pytest.approx(0.0, abs=1e-3)
    assert np.isnan(frechet_distance(a[:1], a))
