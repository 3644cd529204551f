"""The search for nodes that must stay float32: on graphs whose answer is known, on the demo, and with bad input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnx_ir as ir
import pytest
import soundfile
from click.testing import CliRunner, Result
from matplotlib import pyplot
from onnx import TensorProto, helper, numpy_helper
from PIL.PngImagePlugin import PngImageFile

from rtap.calibration import data, precision
from rtap.calibration.cli import main
from rtap.calibration.expected import Expected
from rtap.calibration.precision_figures import draw_drift, plot_drift
from rtap.calibration.rounding import Probe, island_losses, noise_to_signal, overflowing, search, to_db
from rtap.calibration.windows import CalibrationData, open_data
from rtap.export.precision import Island, PrecisionPlan, assign, read_plan
from rtap.runtime.bundle import GRAPHS, read_bundle
from rtap.runtime.engines.ort import OrtStages

DEMO = Path(data.__file__).resolve().parents[1] / "runtime" / "demo"
NOTHING = PrecisionPlan("float16", ())


def graph_of(path: Path, chain: list[tuple[str, str, float]]) -> Path:
    """A chain of (name, operator, constant) on `audio [B, 64]`."""
    nodes, constants, value = [], [], "audio"
    for name, operator, constant in chain:
        constants.append(numpy_helper.from_array(np.array([constant], np.float32), f"{name}.c"))
        nodes.append(helper.make_node(operator, [value, f"{name}.c"], [f"{name}.out"], name=name))
        value = f"{name}.out"
    nodes[-1].output[0] = "latent"
    shape = ["B", 64]
    graph = helper.make_graph(
        nodes,
        "chain",
        [helper.make_tensor_value_info("audio", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("latent", TensorProto.FLOAT, shape)],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)])
    model.ir_version = 9
    onnx.save(model, path)
    return path


def feeds(count: int = 3) -> list[dict[str, np.ndarray]]:
    return [{"audio": np.random.default_rng(i).standard_normal((1, 64)).astype(np.float32)} for i in range(count)]


HARMLESS = [(f"harmless_{i}", "Mul", 1.5 if i % 2 else 1 / 1.5) for i in range(12)]


def test_the_nodes_that_cancel_are_found_among_many(tmp_path):
    chain = [*HARMLESS[:5], ("offset", "Add", 1000.0), ("back", "Sub", 1000.0), *HARMLESS[5:]]
    probe = Probe(graph_of(tmp_path / "g.onnx", chain), "encoder", NOTHING, feeds())
    found = search(probe, probe.narrow, goal_db=50.0, probes=64)
    assert set(found.float32) == {"offset", "back"}
    assert to_db(found.before) < 20  # a float16 near 1000 has steps of 0.5
    assert to_db(found.after) >= 50
    assert {group.nodes for group in found.groups[:2]} == {("offset",), ("back",)}


def test_a_graph_that_meets_its_goal_is_left_as_it_is(tmp_path):
    probe = Probe(graph_of(tmp_path / "g.onnx", HARMLESS), "encoder", NOTHING, feeds())
    found = search(probe, probe.narrow, goal_db=50.0, probes=64)
    assert (found.float32, found.groups, probe.probes) == ((), (), 1)
    assert found.before == found.after > 0


def test_values_near_the_types_end_and_constants_beyond_it_are_found(tmp_path):
    chain = [("up", "Mul", 1e4), ("further", "Mul", 1.2), ("down", "Mul", 1e-11), ("rest", "Mul", 1.0)]
    probe = Probe(graph_of(tmp_path / "g.onnx", chain), "encoder", NOTHING, feeds())
    ranges = probe.ranges()
    largest = max(np.abs(f["audio"]).max() for f in feeds())
    assert ranges["up"].largest == pytest.approx(1e4 * largest)
    assert overflowing(ranges, "float16") == [n for n in ranges if ranges[n].largest > 65504 / 2]
    assert overflowing({"up": ranges["up"]}, "bfloat16") == []
    flushed = max(float((np.abs(out) <= 2**-25).mean()) for out in probe.reference)
    assert ranges["rest"].flushed == flushed > 0
    # 1e-11 vanishes in float16: that node can be nothing but float32, whatever it loses
    found = search(probe, [n for n in probe.narrow if n not in ("up", "further")], goal_db=40.0, probes=16)
    assert "down" in found.float32
    assert np.isinf(found.before)


def test_an_islands_worth_is_what_is_lost_without_it(tmp_path):
    path = graph_of(tmp_path / "g.onnx", [*HARMLESS, ("offset", "Add", 1000.0), ("back", "Sub", 1000.0)])
    islands = (
        Island("encoder", "cancels", nodes=("offset", "back")),
        Island("decoder", "another graph's", nodes=("x",)),
    )
    plan = PrecisionPlan("float16", islands)
    probe = Probe(path, "encoder", plan, feeds())
    worth = island_losses(probe, plan, path)
    assert {index: count for index, (count, _) in worth.items()} == {0: 2}
    assert to_db(worth[0][1]) < 20 < 50 < to_db(probe.loss(probe.narrow))


def test_decibels_of_what_is_equal_and_of_what_is_not_finite():
    one = np.ones(4, np.float32)
    assert to_db(noise_to_signal(one, one)) == 150.0
    assert to_db(noise_to_signal(np.full(4, np.nan, np.float32), one)) == -150.0
    assert to_db(noise_to_signal(one * 1.01, one)) == pytest.approx(40.0, abs=0.01)
    assert noise_to_signal(one * 0, one * 0) == 0.0


# ---------------------------------------------------------------------------------------------------------------------
# The figure


def drawn(trained: bool = True) -> dict[str, Any]:
    """A plan as far as its figure goes: three windows that feed back, the last not finite in bfloat16."""
    islands = [
        {"graph": "encoder", "why": "STFT, power law: 1e-12 is zero", "region": "before_layers"},
        {"graph": "step", "why": "rows: 60 MB", "weights": ["*"], "precision": "default"},
        {"graph": "*", "why": "means and variances", "op_types": ["GroupNormalization"], "precision": "statistics"},
        {
            "graph": "decoder",
            "why": "calibration: they lose most; with them narrow 3 dB, without 42",
            "nodes": ["a", "b"],
        },
        {"graph": "decoder", "why": "calibration: values up to 1e+05", "nodes": ["c"]},
    ]
    narrow = {"audio_snr_db": [38.0, 36.0, 37.0], "latent_snr_db": [60.0, 61.0, 62.0], "level_db": [0.0, 0.1, -0.1]}
    other = {"audio_snr_db": [20.0, 10.0, -150.0], "latent_snr_db": [45.0, 30.0, -150.0]}
    other |= {"level_db": [0.2, 0.4, None]}
    found = {"encoder": (68, 135), "step": (0, 361), "decoder": (3, 181)}
    expected = {
        "bundle": "demo",
        "trained": trained,
        "drift": narrow,
        "others": {"bfloat16": {"drift": other}},
        "found": {graph: {"float32": kept, "nodes": nodes} for graph, (kept, nodes) in found.items()},
    }
    return {"default": "float16", "islands": islands, "expected": expected}


def test_the_figure_shows_audio_latent_and_level_of_every_precision_window_by_window():
    figure = draw_drift(drawn())
    audio, latent, level = figure.axes
    titles = ["Audio of the answer", "Latent that it is decoded from", "Level of the answer"]
    assert [axis.get_title(loc="left") or axis.get_title() for axis in figure.axes] == titles
    assert [axis.get_ylabel() for axis in figure.axes] == ["signal over rounding (dB)"] * 2 + ["over float32's (dB)"]
    assert level.get_xlabel() == "window"
    for axis, name in ((audio, "audio_snr_db"), (latent, "latent_snr_db"), (level, "level_db")):
        narrow, other = axis.get_lines()[:2]
        np.testing.assert_array_equal(narrow.get_xdata(), [1, 2, 3])
        np.testing.assert_array_equal(narrow.get_ydata(), drawn()["expected"]["drift"][name])
        first, second, lost = other.get_ydata()
        assert [first, second] == drawn()["expected"]["others"]["bfloat16"]["drift"][name][:2]
        assert np.isnan(lost)
    for axis, goal in ((audio, 30.0), (latent, 40.0)):
        assert list(axis.get_lines()[2].get_ydata()) == [goal, goal]
        labels = [text.get_text() for text in axis.get_legend().get_texts()]
        assert labels == ["float16", "bfloat16 (1 not finite)", f"goal of a window: {goal:.0f} dB"]
    assert [text.get_text() for text in level.get_legend().get_texts()] == ["float16", "bfloat16 (1 not finite)"]
    pyplot.close(figure)


@pytest.mark.parametrize(("trained", "named"), [(True, "demo"), (False, "demo, UNTRAINED")])
def test_the_figure_names_the_bundle_and_the_islands(trained, named, tmp_path):
    figure = draw_drift(drawn(trained))
    assert figure.get_suptitle() == f"{named}: what rounding does in 3 windows that feed back"
    assert figure.texts[-1].get_text().split("\n") == [
        "encoder, 68 of 135 nodes in float32: STFT, power law",
        "step, 0 of 361 nodes in float32: none",
        "decoder, 3 of 181 nodes in float32: they lose most (2 nodes); values up to 1e+05 (1 node)",
    ]
    pyplot.close(figure)
    plot_drift(drawn(trained), tmp_path / "p.png")
    assert PngImageFile(tmp_path / "p.png").text["Title"] == figure.get_suptitle()


# ---------------------------------------------------------------------------------------------------------------------
# The demo


@pytest.fixture(scope="module")
def windows(tmp_path_factory, music) -> Path:
    """Two windows of the demo on a made-up take. Read only."""
    takes, out = tmp_path_factory.mktemp("takes"), tmp_path_factory.mktemp("windows") / "data"
    soundfile.write(takes / "a.wav", music(0, 9.0), 44100)
    result = CliRunner().invoke(main, ["data", str(takes), "--windows", "2", "--out", str(out), "--bundle", str(DEMO)])
    assert result.exit_code == 0, result.output
    return out


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["precision", *map(str, arguments)])


@pytest.fixture(scope="module")
def calibrated(windows, tmp_path_factory) -> Path:
    """A plan for the demo. Read only."""
    out = tmp_path_factory.mktemp("precision")
    result = run("--data", windows, "--out", out, "--drift-windows", 2, "--probe-windows", 1, "--bundle", DEMO)
    assert result.exit_code == 0, result.output
    return out


def test_replayed_in_float32_windows_come_out_as_they_were_recorded(windows):
    bundle = read_bundle(DEMO)
    stored: CalibrationData = open_data(windows, bundle)
    latents = [feeds["latent"][0] for feeds in stored.decoder_feeds()]
    outcomes = list(stored.replay(OrtStages(bundle, threads=1)))
    assert len(outcomes) == 2
    for outcome, latent in zip(outcomes, latents, strict=True):
        assert outcome.latent is not None
        assert outcome.audio is not None
        np.testing.assert_array_equal(outcome.latent, latent[:, -outcome.latent.shape[1] :])
        assert outcome.audio.shape == (882 + 8 * 4096,)


def test_a_plan_says_which_nodes_are_float32_and_what_it_costs(calibrated):
    plan = read_plan(calibrated / "precision.json")
    expected = plan.expected
    assert expected["graphs"] == {name: graph.sha256 for name, graph in read_bundle(DEMO).manifest.graphs.items()}
    for graph in GRAPHS:
        assignment = assign(ir.load(DEMO / f"{graph}.onnx"), graph, plan)
        float32 = set(expected["float32_nodes"][graph])
        assert len(float32) == assignment.summary()["float32"] == expected["found"][graph]["float32"]
        assert not float32 & assignment.narrow
    window = expected["window"]
    assert window["latent_snr_db"] > 40
    assert window["audio_snr_db"] > 30
    assert window["windows_not_finite"] == 0
    assert 0 < window["spectral_distance"] < 0.05
    assert len(expected["drift"]["audio_snr_db"]) == 2
    assert expected["others"]["bfloat16"]["window"]["audio_snr_db"] < window["audio_snr_db"] - 10
    worth = {island["why"][:4]: island["snr_db_if_narrow"] for island in expected["found"]["encoder"]["islands"]}
    assert worth == {"STFT": -150.0}  # infinite in float16
    assert (calibrated / "precision.png").stat().st_size > 10_000
    assert "| float16 |" in (calibrated / "precision.md").read_text()


def test_a_lossy_type_is_searched_again_for_more_and_its_refusal_foretold(windows, tmp_path, monkeypatch):
    monkeypatch.setattr(precision, "ROUNDS", 2)
    options = ("--data", windows, "--out", tmp_path, "--drift-windows", 0, "--probe-windows", 1, "--probes", 2)
    result = run(*options, "--precision", "bf16", "--goal", 5, "--bundle", DEMO)
    assert result.exit_code == 0, result.output
    plan = json.loads((tmp_path / "precision.json").read_text())
    assert plan["default"] == "bfloat16"
    audio = plan["expected"]["window"]["audio_snr_db"]
    # What the window lacked and a margin was asked of every graph, 12 dB at most. (They had it: nothing changed.)
    assert plan["expected"]["goal_db"] == pytest.approx(5 + min(30 - audio + 1.0, 12.0))
    assert audio < 30
    foretold = f"audio SNR {audio:.1f} dB is under 30: build_engines.py refuses this plan without --force"
    assert foretold in result.output


def one_line(result: Result, text: str) -> None:
    assert result.exit_code == 1
    errors = [line for line in result.output.splitlines() if line.startswith("Error:")]
    assert len(errors) == 1
    assert text in errors[0]


def test_what_is_missing_is_said_in_one_line(windows, tiny_bundle, tmp_path):
    one_line(run("--bundle", tmp_path / "no"), "no: no manifest.json there; give --bundle a directory")
    one_line(run("--data", tmp_path, "--bundle", DEMO), "no data.json there; record windows with `rtap-calibrate data")
    one_line(
        run("--data", windows, "--bundle", tiny_bundle), "was recorded with bundle demo, whose graphs are not those"
    )
    one_line(run("--data", windows, "--bundle", DEMO, "--start", tmp_path / "p.json"), "p.json: cannot be read")
    one_line(
        run("--data", windows, "--bundle", DEMO, "--out", DEMO / "step.onnx"), "step.onnx is a file; give a folder"
    )
    plan = {"format": "rtap-precision-1", "default": "float16", "islands": [{"graph": "step", "nodes": ["nobody"]}]}
    (tmp_path / "p.json").write_text(json.dumps(plan))
    one_line(
        run("--data", windows, "--bundle", DEMO, "--start", tmp_path / "p.json"),
        "the precision plan names node 'nobody', which step lacks; calibrate this bundle again",
    )


def test_a_window_that_was_not_finite_is_null_in_the_plan_since_json_has_no_nan():
    drift = {"drift_latent_snr_db": [60.0], "drift_audio_snr_db": [-150.0], "drift_level_db": [float("nan")]}
    told = Expected({"step": [60.0]}, [60.0], [40.0], [0.1], **drift).as_dict()
    assert told["drift"] == {"latent_snr_db": [60.0], "audio_snr_db": [-150.0], "level_db": [None]}
    json.dumps(told, allow_nan=False)
