from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnx_ir as ir
import pytest
import soundfile
from click.testing import CliRunner
from onnxruntime.quantization import CalibrationMethod

from rtap.benchmarks.int8 import learned_layers, quantise
from rtap.calibration.cli import main
from rtap.calibration.rounding import noise_to_signal, open_session, to_db
from rtap.calibration.windows import CalibrationData, open_data
from rtap.export.precision import assign, read_plan
from rtap.runtime import bundle as bundles
from rtap.runtime.bundle import read_bundle

DEMO = Path(bundles.__file__).with_name("demo")


@pytest.fixture(scope="module")
def windows(tmp_path_factory) -> CalibrationData:
    takes, out = tmp_path_factory.mktemp("takes"), tmp_path_factory.mktemp("windows") / "data"
    noise = np.random.default_rng(0).standard_normal(44100 * 7).astype(np.float32)
    soundfile.write(takes / "a.wav", 0.1 * noise, 44100)
    result = CliRunner().invoke(main, ["data", str(takes), "--windows", "1", "--out", str(out), "--bundle", str(DEMO)])
    assert result.exit_code == 0, result.output
    return open_data(out, read_bundle(DEMO))


def test_learned_layers_become_int8_and_islands_stay_float32(windows, tmp_path):
    bundle = read_bundle(DEMO)
    quantised = quantise(bundle, windows, "decoder", CalibrationMethod.MinMax, 1, tmp_path / "q")
    path = quantised.engine_path("onnx", "decoder")
    assignment = assign(ir.load(bundle.engine_path("onnx", "decoder")), "decoder", read_plan())
    layers = learned_layers(assignment.model, assignment.narrow)
    nodes = {node.name: node for node in onnx.load(path).graph.node}
    into = {output: node.op_type for node in nodes.values() for output in node.output}
    float32 = [n.name for n in assignment.model.graph if n.op_type in ("Conv", "MatMul") and n.name not in layers]
    assert layers
    assert float32  # the Fourier transform's products, attention's
    assert all([into.get(value) for value in nodes[name].input[:2]] == ["DequantizeLinear"] * 2 for name in layers)
    assert all("DequantizeLinear" not in [into.get(value) for value in nodes[name].input[:2]] for name in float32)
    feeds = next(windows.decoder_feeds())
    exact, narrow = (open_session(b.engine_path("onnx", "decoder")).run(None, feeds)[0] for b in (bundle, quantised))
    assert 3 < to_db(noise_to_signal(narrow, exact)) < 60
    assert quantised.engine_path("onnx", "step").read_bytes() == bundle.engine_path("onnx", "step").read_bytes()
