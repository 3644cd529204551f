"""A bundle from the command line: contract, parity, atomicity, staleness, messages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from click.testing import CliRunner

from rtap.export import build as build_module
from rtap.export import build_engines, graphs, placing
from rtap.export.build import BuildError, Options, build, is_up_to_date
from rtap.export.checkpoints import (
    CheckpointError,
    randomise,
    read_model,
    untrained_codec,
    untrained_model,
    write_safetensors,
)
from rtap.export.networks.codec import PartEncoder
from rtap.export.networks.if_codec import IFEncoder
from rtap.export.networks.music2latent import Architecture, Music2Latent, Music2LatentNetwork
from rtap.export.networks.step import PartStep, StepGraph
from rtap.export.tensorrt_builder import BuilderError
from rtap.runtime.bundle import (
    ColumnFeatures,
    GraphSpec,
    TensorSpec,
    file_sha256,
    graph_contract,
    part_encoder_contract,
    part_step_contract,
    read_bundle,
)

OPTIONS = Options(untrained_seed=3, size="tiny", name="tiny")
REPOSITORY = Path(__file__).resolve().parents[2]


def one_thread() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return options


def feeds(manifest, graph: str, batch: int, columns: int) -> dict[str, np.ndarray]:
    contract = graph_contract(len(manifest.stems), manifest.codec.draws_noise)[graph]
    source = graphs.GraphSource(graph, torch.nn.Identity(), contract)
    return {name: tensor.numpy() for name, tensor in source.example(batch, columns).items()}


def test_the_manifest_says_what_the_bundle_is(tiny_bundle):
    manifest = read_bundle(tiny_bundle).manifest
    assert (manifest.name, manifest.trained, manifest.license) == ("tiny", False, "Apache-2.0 (random weights)")
    assert manifest.stems == ("bass", "drums", "guitar", "piano")
    assert (manifest.sampler.kind, manifest.sampler.steps, manifest.sampler.rho) == ("consistency", 2, 9.0)
    assert (manifest.codec.kind, manifest.codec.draws_noise, manifest.codec.join) == ("if_codec", True, "equal_power")
    assert set(manifest.engines) == {"onnx", "torch"}
    assert manifest.provenance["checkpoints"]["codec"]["source"] == "untrained tiny codec, seed 3"
    for engine, files in manifest.engines.items():
        for name, file in files.items():
            assert file.sha256 == file_sha256(tiny_bundle / file.file)
            assert file.parity == manifest.parity[engine][name] < 1e-3


def test_engines_equal_the_definitions_at_any_batch_and_length(tiny_bundle):
    bundle = read_bundle(tiny_bundle)
    codec, model = untrained_codec(3, "tiny").codec, untrained_model(3, "tiny")
    modules = {"encoder": codec.encoder, "step": StepGraph(model.network), "decoder": codec.decoder}
    for name, module in modules.items():
        session = onnxruntime.InferenceSession(
            bundle.engine_path("onnx", name), providers=["CPUExecutionProvider"], sess_options=one_thread()
        )
        program = torch.export.load(bundle.engine_path("torch", name)).module()
        for batch, columns in ((1, 1), (1, 17), (3, 9)):
            inputs = feeds(bundle.manifest, name, batch, columns)
            tensors = {key: torch.from_numpy(array) for key, array in inputs.items()}
            reference = graphs.run_module(module, tensors)
            names = list(bundle.manifest.graphs[name].outputs)
            onnx_outputs = [torch.from_numpy(array) for array in session.run(names, inputs)]
            assert graphs.relative_error(onnx_outputs, reference) < 5e-4
            assert graphs.relative_error(graphs.run_module(program, tensors), reference) < 1e-5


def test_an_encoder_with_column_features_takes_any_part_of_a_window(tiny_bundle):
    """Latents of a whole window from a part of its audio and the features of the rest."""
    bundle = read_bundle(tiny_bundle)
    features = bundle.manifest.codec.features
    assert features == ColumnFeatures(width=32, reach_columns=1)
    module = PartEncoder(untrained_codec(3, "tiny").codec.encoder)
    source = graphs.GraphSource("encoder", module, part_encoder_contract(features))
    session = onnxruntime.InferenceSession(
        bundle.engine_path("onnx", "encoder"), providers=["CPUExecutionProvider"], sess_options=one_thread()
    )
    for batch, columns in ((1, 1), (1, 13), (3, 9), (1, 64)):
        inputs = source.example(batch, columns)
        outputs = session.run(["latent", "features"], {name: tensor.numpy() for name, tensor in inputs.items()})
        assert graphs.relative_error(list(map(torch.from_numpy, outputs)), graphs.run_module(module, inputs)) < 1e-5


def test_a_step_graph_with_memory_takes_any_of_a_windows_columns(past_bundle):
    """And all of them, for any number of stems, where nothing is said of places and memories."""
    bundle = read_bundle(past_bundle)
    network = read_model(past_bundle.parent / "past.safetensors").network
    memory = bundle.manifest.memory
    assert memory == network.memory_spec
    session = onnxruntime.InferenceSession(
        bundle.engine_path("onnx", "step"), providers=["CPUExecutionProvider"], sess_options=one_thread()
    )
    parts = graphs.GraphSource("step", PartStep(network), part_step_contract(4, memory))
    whole = graphs.GraphSource("step", StepGraph(network), graph_contract(4, True)["step"])
    for source, batch, columns in ((parts, 1, 1), (parts, 1, 13), (parts, 3, 24), (parts, 2, 64), (whole, 3, 1)):
        inputs = source.example(batch, columns)
        names = list(source.spec.outputs)
        outputs = session.run(names, {name: tensor.numpy() for name, tensor in inputs.items()})
        assert (
            graphs.relative_error(list(map(torch.from_numpy, outputs)), graphs.run_module(source.module, inputs)) < 1e-5
        )


def test_an_encoder_whose_parts_are_wrong_is_refused(tiny_bundle, tmp_path, monkeypatch):
    """Parity is measured of parts and of the whole window, which the file's own defaults make."""
    encoder = untrained_codec(3, "tiny").codec.encoder
    parts = graphs.GraphSource("encoder", PartEncoder(encoder), part_encoder_contract(encoder.feature_spec))
    whole = graphs.GraphSource("encoder", encoder, graph_contract(4, True)["encoder"])
    options = replace(OPTIONS, engines=("onnx",))
    assert build_module._write_graph(whole, tmp_path, options, print, parts)["onnx"].parity < 1e-4
    write = graphs.write_onnx

    def write_wrong(*args, defaults, **options):
        write(*args, defaults=defaults | {"place": defaults["place"].roll(1, 0)}, **options)

    monkeypatch.setattr(graphs, "write_onnx", write_wrong)
    with pytest.raises(BuildError, match=r"encoder.onnx is \S+ away from float32"):
        build_module._write_graph(whole, tmp_path, options, print, parts)


@pytest.mark.parametrize(("blocks", "reach"), [(0, 1), (2, 1), (3, 2), (5, 2)])
def test_column_features_reach_as_far_as_they_say(blocks, reach):
    """What lies further than the reach changes nothing of a column, and what lies at its end does."""
    encoder = IFEncoder(frame_width=8, column_width=16, frame_blocks=blocks, column_blocks=1)
    randomise(encoder, 2)
    assert encoder.feature_spec == ColumnFeatures(width=16, reach_columns=reach)
    audio = 0.1 * torch.randn(1, 4096 * 13 + 1536, generator=torch.Generator().manual_seed(1))

    def column_six(within: int) -> torch.Tensor:
        """Where only so many columns either side have audio."""
        near = slice(4096 * (6 - within), 4096 * (6 + within) + 5632)
        alone = torch.zeros_like(audio)
        alone[:, near] = audio[:, near]
        with torch.no_grad():
            return encoder.column_features(alone)[0, 6]

    assert torch.equal(column_six(reach), column_six(6))
    assert not torch.equal(column_six(reach - 1), column_six(6))


@pytest.mark.parametrize("kind", ["tiny", "past"])
def test_onnx_files_have_the_contracts_names_and_only_standard_operators(kind, request):
    bundle = read_bundle(request.getfixturevalue(f"{kind}_bundle"))
    manifest = bundle.manifest
    contract = graph_contract(4, True) | {"encoder": part_encoder_contract(manifest.codec.features)}
    if kind == "past":
        contract["step"] = part_step_contract(4, manifest.memory)
    for name, spec in manifest.graphs.items():
        model = onnx.load(bundle.directory / spec.file)
        assert [value.name for value in model.graph.input] == list(contract[name].inputs), name
        assert [value.name for value in model.graph.output] == list(contract[name].outputs), name
        assert {node.domain for node in model.graph.node} <= {"", "ai.onnx"}
        operators = {node.op_type for node in model.graph.node}
        assert not operators & {"DFT", "STFT", "If", "Loop", "Scan", "ConstantOfShape"}
        assert ("GroupNormalization" if (kind, name) == ("tiny", "step") else "LayerNormalization") in operators


def test_torch_programs_tell_nothing_of_the_machine_that_made_them(tiny_bundle):
    for path in tiny_bundle.glob("*.pt2"):
        with zipfile.ZipFile(path) as file:
            content = b"".join(file.read(name) for name in file.namelist())
        assert b"StepGraph" not in content
        assert str(REPOSITORY).encode() not in content, path.name


def test_torch_programs_run_without_this_package(tiny_bundle):
    """In a fresh interpreter that could not import rtap if it tried."""
    code = (
        "import sys, torch; sys.modules['rtap'] = None\n"
        f"m = torch.export.load({str(tiny_bundle / 'decoder.pt2')!r}).module()\n"
        "print(tuple(m(torch.zeros(1, 64, 2), torch.zeros(1, 2, 1024, 16)).shape))"
    )
    result = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, cwd="/")
    assert result.stdout.strip() == "(1, 9728)", result.stderr


class Layers(torch.nn.Module):
    """A large weight, a bias and a small weight."""

    def __init__(self) -> None:
        super().__init__()
        self.first = torch.nn.Linear(64, 64)
        self.second = torch.nn.Linear(64, 2)
        self.requires_grad_(False)
        randomise(self, 1)

    def forward(self, audio: torch.Tensor) -> torch.Tensor:
        return self.second(torch.nn.functional.silu(self.first(audio)))


def layers() -> graphs.GraphSource:
    spec = GraphSpec({"audio": TensorSpec(("B", 64))}, {"out": TensorSpec(("B", 2))})
    return graphs.GraphSource("layers", Layers(), spec)


@pytest.fixture(scope="module")
def tiny_music2latent() -> Music2Latent:
    """As few operations as its definition allows, all kinds of them."""
    network = Music2LatentNetwork(
        Architecture(
            widths=(8, 8, 8, 8),
            encoder_blocks=(0, 0, 0, 1),
            blocks=(0, 0, 0, 1),
            attention=(False, False, False, True),
            frequency_only=(False, False, False),
            bottleneck_width=16,
            bottleneck_blocks=1,
            condition_width=16,
        )
    )
    randomise(network, 5)
    return Music2Latent(network.eval().requires_grad_(False))


@pytest.mark.parametrize("graph", ["encoder", "decoder"])
def test_engines_equal_music2latent_too(tiny_music2latent, tmp_path, graph):
    module = getattr(tiny_music2latent, graph)
    source = graphs.GraphSource(graph, module, graph_contract(4, True)[graph])
    program = graphs.trace(source)
    graphs.write_torch(program, tmp_path / "graph.pt2")
    graphs.write_onnx(program, source.spec, tmp_path / "graph.onnx")
    inputs = source.example(1, 5)
    reference = graphs.run_module(module, inputs)
    assert graphs.relative_error(graphs.run_torch(tmp_path / "graph.pt2", inputs), reference) < 1e-5
    assert graphs.relative_error(graphs.run_onnx(tmp_path / "graph.onnx", inputs), reference) < 5e-4


def test_an_operator_that_the_converter_lacks_is_decomposed(tmp_path):
    class Square(torch.nn.Module):
        def forward(self, audio: torch.Tensor) -> torch.Tensor:
            return audio.square()

    shape = TensorSpec(("B", 8))
    source = graphs.GraphSource("square", Square(), GraphSpec({"audio": shape}, {"squared": shape}))
    graphs.write_onnx(graphs.trace(source), source.spec, tmp_path / "square.onnx")
    inputs = source.example(3, 1)
    outputs = graphs.run_onnx(tmp_path / "square.onnx", inputs)
    assert graphs.relative_error(outputs, [inputs["audio"].square()]) < 1e-6


def test_half_weights_halve_the_file_and_stay_close(tmp_path):
    source = layers()
    graphs.write_onnx(graphs.trace(source), source.spec, tmp_path / "half.onnx", half_weights=True)
    inputs = source.example(2, 1)
    error = graphs.relative_error(
        graphs.run_onnx(tmp_path / "half.onnx", inputs), graphs.run_module(source.module, inputs)
    )
    assert 1e-6 < error < 5e-3
    model = onnx.load(tmp_path / "half.onnx")
    large = [t for t in model.graph.initializer if len(t.dims) > 1 and np.prod(t.dims) >= 1024]
    assert {t.data_type for t in large} == {onnx.TensorProto.FLOAT16}
    session = onnxruntime.InferenceSession(str(tmp_path / "half.onnx"), providers=["CPUExecutionProvider"])
    assert {i.type for i in session.get_inputs()} | {o.type for o in session.get_outputs()} == {"tensor(float)"}


def test_a_weight_beyond_half_precision_is_named(tmp_path):
    source = layers()
    source.module.first.weight[0, 0] = 1e5
    with pytest.raises(
        graphs.WeightRangeError, match=r"first\.weight.* exceeds float16; store this model with --weights fp32"
    ):
        graphs.write_onnx(graphs.trace(source), source.spec, tmp_path / "x.onnx", half_weights=True)


def test_an_up_to_date_bundle_is_recognised_and_a_stale_or_damaged_one_is_not(tiny_bundle, tmp_path, monkeypatch):
    assert is_up_to_date(tiny_bundle, OPTIONS)
    assert not is_up_to_date(tmp_path / "none", OPTIONS)
    for change in ({"untrained_seed": 4}, {"size": "small"}, {"rho": 7.0}, {"weights": "fp16"}, {"engines": ("onnx",)}):
        assert not is_up_to_date(tiny_bundle, Options(**{**vars(OPTIONS), **change}))
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in tiny_bundle.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    assert is_up_to_date(copy, OPTIONS)
    (copy / "encoder.pt2").write_bytes(b"damaged")
    assert not is_up_to_date(copy, OPTIONS)
    monkeypatch.setattr(build_module, "EXPORTER_VERSION", -1)
    assert not is_up_to_date(tiny_bundle, OPTIONS)


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_an_interrupted_build_leaves_what_was_there_and_nothing_else(tmp_path, monkeypatch, tiny_bundle, error):
    out = tmp_path / "bundle"
    out.mkdir()
    (out / "manifest.json").write_text("the old one")

    def interrupted(*_: object) -> None:
        (next(tmp_path.glob(".bundle.building-*")) / "step.onnx").write_bytes(b"half")
        raise error

    monkeypatch.setattr(build_module, "_write_graph", interrupted)
    with pytest.raises(error):
        build(out, OPTIONS, lambda step: None)
    assert [path.name for path in tmp_path.iterdir()] == ["bundle"]
    assert (out / "manifest.json").read_text() == "the old one"


def test_what_a_killed_build_left_is_removed_by_the_next_and_a_running_one_is_spared(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    abandoned, running = tmp_path / f".bundle.building-{dead.pid}", tmp_path / f".bundle.building-{os.getppid()}"
    abandoned.mkdir()
    running.mkdir()
    placing.remove_abandoned(tmp_path / "bundle")
    assert not abandoned.exists()
    assert running.exists()


def test_a_directory_that_is_no_bundle_is_not_replaced(tmp_path):
    (tmp_path / "song.wav").touch()
    with pytest.raises(placing.PlaceError, match="exists and is no bundle"):
        build(tmp_path, OPTIONS, lambda step: None)


def test_a_codec_the_model_was_not_trained_with_is_refused(tmp_path):
    model = untrained_model(0, "tiny").network.state_dict()
    write_safetensors(tmp_path / "m.safetensors", model, {"kind": "consistency", "codec_sha256": "ab" * 32})
    write_safetensors(tmp_path / "c.safetensors", untrained_codec(0, "tiny").codec.state_dict(), {})
    options = Options(checkpoint=tmp_path / "m.safetensors", codec=tmp_path / "c.safetensors")
    with pytest.raises(CheckpointError, match="trained on the latents of another codec"):
        build(tmp_path / "out", options, lambda step: None)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--checkpoint", "no.ckpt", "--codec", "no.pt"], "no.ckpt: no such file"),
        (["--checkpoint", "no.ckpt"], "--codec is missing"),
        (["--untrained", "0", "--r", "0.2"], "--r 0.2: a step is whole columns; give k/64"),
        (["--untrained", "0", "--r", "fast"], "--r fast: expected numbers with commas"),
        (
            ["--untrained", "0", "--engines", "coreml,onnx"],
            "--engines coreml: unknown; choose from onnx, torch, trt, rtx",
        ),
        (["--untrained", "0", "--engines", "torch"], "--engines must include onnx"),
        (["--untrained", "0", "--rho", "0"], "--rho 0: expected 1"),
        (["--untrained", "0", "--steps", "0"], "--steps 0: expected 1"),
    ],
)
def test_bad_input_gets_one_clear_line(tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(build_engines.main, arguments)
    assert result.exit_code == 1
    assert message in result.output
    assert len([line for line in result.output.splitlines() if line.strip()]) == 1
    assert not list(tmp_path.iterdir())


def test_without_arguments_and_builders_the_embedded_bundle_is_reported_where_it_is(tiny_bundle, monkeypatch):
    def not_installed(backend: str) -> None:
        raise BuilderError(backend)

    monkeypatch.setattr(build_engines.tensorrt_builder, "open_builder", not_installed)
    monkeypatch.setattr(build_engines, "DEMO_BUNDLE", tiny_bundle)
    monkeypatch.setattr(build_engines, "DEMO_SOURCES", (tiny_bundle / "no", tiny_bundle / "no"))
    result = CliRunner().invoke(build_engines.main, [])
    assert result.exit_code == 0
    assert "is there, with engines onnx, torch" in " ".join(result.output.split())


def test_the_script_runs_from_anywhere_and_finds_the_bundle_up_to_date(tiny_bundle, tmp_path):
    script = REPOSITORY / "export" / "build_engines.py"
    flags = ["--untrained", "3", "--size", "tiny", "--name", "tiny", "--out", str(tiny_bundle)]
    result = subprocess.run([sys.executable, str(script), *flags], capture_output=True, text=True, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "is up to date" in result.stderr.replace("\n", " ")
    assert json.loads((tiny_bundle / "manifest.json").read_text())["name"] == "tiny"
