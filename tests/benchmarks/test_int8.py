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
LOOP = Path(bundles.__file__).parent / "play" / "assets" / "loop.flac"


@pytest.fixture(scope="module")
def windows(tmp_path_factory) -> CalibrationData:
    takes, out = tmp_path_factory.mktemp("takes"), tmp_path_factory.mktemp("windows") / "data"
    music, rate_hz = soundfile.read(LOOP, dtype="float32")  # to noise the model answers with next to nothing
    soundfile.write(takes / "a.wav", np.tile(music, 2), rate_hz)
    result = CliRunner().invoke(main, ["data", str(takes), "--windows", "4", "--out", str(out), "--bundle", str(DEMO)])
    assert result.exit_code == 0, result.output
    return open_data(out, read_bundle(DEMO))


def test_learned_layers_become_int8_and_islands_stay_float32(windows, tmp_path):
    bundle = read_bundle(DEMO)
    quantised = quantise(bundle, windows, "decoder", CalibrationMethod.MinMax, 4, tmp_path / "q")
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
    exact, narrow = (open_session(b.engine_path("onnx", "decoder")) for b in (bundle, quantised))
    played = [(exact.run(None, feeds)[0], narrow.run(None, feeds)[0]) for feeds in windows.decoder_feeds()]
    loudest = max(played, key=lambda answers: float(np.square(answers[0]).sum()))
    assert 3 < to_db(noise_to_signal(loudest[1], loudest[0])) < 60
    assert quantised.engine_path("onnx", "step").read_bytes() == bundle.engine_path("onnx", "step").read_bytes()
