"""Mixed precision: where islands lie, that casts stand where types meet, what a CPU would hide, what is refused."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
import onnx_ir as ir
import onnxruntime
import pytest
import torch

from rtap.export import graphs, precision
from rtap.export.checkpoints import randomise
from rtap.export.networks.column_transformer import ColumnTransformer
from rtap.export.networks.music2latent import Architecture, Music2Latent, Music2LatentNetwork
from rtap.export.networks.step import StepGraph
from rtap.export.precision import PrecisionError, assign, read_plan, to_emulated, to_mixed
from rtap.runtime.bundle import graph_contract
from rtap.runtime.selfcheck import snr_db

H = onnx.helper


def exported(folder: Path, name: str, graph: str, module: torch.nn.Module) -> Path:
    source = graphs.GraphSource(graph, module, graph_contract(4, True)[graph])
    graphs.write_onnx(graphs.trace(source), source.spec, folder / f"{name}.onnx")
    return folder / f"{name}.onnx"


@pytest.fixture(scope="module")
def files(
    tmp_path_factory: pytest.TempPathFactory, tiny_bundle: Path, past_bundle: Path
) -> dict[str, tuple[str, Path]]:
    """name -> (graph, float32 ONNX file) of every kind of network there is."""
    folder = tmp_path_factory.mktemp("precision")
    architecture = Architecture(
        widths=(8, 8, 8, 8),
        encoder_blocks=(0, 0, 0, 1),
        blocks=(0, 0, 0, 1),
        attention=(False, False, False, True),
        frequency_only=(False, False, False),
        bottleneck_width=16,
        bottleneck_blocks=1,
        condition_width=16,
    )
    network = Music2LatentNetwork(architecture)
    transformer = ColumnTransformer(width=64, blocks=2, hidden=96, embedding=32)
    randomise(network, 5)
    randomise(transformer, 6)
    music2latent = Music2Latent(network.eval().requires_grad_(False))
    modules: dict[str, tuple[str, torch.nn.Module]] = {
        "transformer": ("step", StepGraph(transformer.eval().requires_grad_(False))),
        "music2latent encoder": ("encoder", music2latent.encoder),
        "music2latent decoder": ("decoder", music2latent.decoder),
    }
    here = {"unet": "step", "if encoder": "encoder", "if decoder": "decoder"}
    there = {"transformer with past": ("step", past_bundle / "step.onnx")}
    return (
        there
        | {name: (graph, tiny_bundle / f"{graph}.onnx") for name, graph in here.items()}
        | {name: (graph, exported(folder, name, graph, module)) for name, (graph, module) in modules.items()}
    )


NETWORKS = [
    "unet",
    "transformer",
    "transformer with past",
    "if encoder",
    "if decoder",
    "music2latent encoder",
    "music2latent decoder",
]


def run(model: ir.Model, feeds: dict[str, np.ndarray]) -> list[np.ndarray]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    proto = ir.to_proto(model)
    onnx.checker.check_model(proto)
    return onnxruntime.InferenceSession(proto.SerializeToString(), options, providers=["CPUExecutionProvider"]).run(
        None, feeds
    )


def feeds(graph: str) -> dict[str, np.ndarray]:
    source = graphs.GraphSource(graph, torch.nn.Identity(), graph_contract(4, True)[graph])
    return {name: tensor.numpy() for name, tensor in source.example(1, 3).items()}


@pytest.mark.parametrize("name", NETWORKS)
def test_a_mixed_graph_runs_keeps_its_contract_and_its_rounding_is_small(files, name):
    graph, path = files[name]
    reference = run(ir.load(path), feeds(graph))
    mixed = to_mixed(assign(ir.load(path), graph, read_plan()), "float16")
    assert {value.dtype for value in [*mixed.graph.inputs, *mixed.graph.outputs]} == {ir.DataType.FLOAT}
    assert [value.name for value in mixed.graph.inputs] == list(graph_contract(4, True)[graph].inputs)
    assert [value.name for value in mixed.graph.outputs] == list(graph_contract(4, True)[graph].outputs)
    run(mixed, feeds(graph))
    rounded = run(to_emulated(assign(ir.load(path), graph, read_plan()), "float16"), feeds(graph))
    assert 35 < snr_db(rounded[0], reference[0]) < 100  # 100 would mean that nothing was rounded


@pytest.mark.parametrize("name", NETWORKS)
def test_every_value_has_the_type_that_its_readers_want(files, name):
    """A full type check by ONNX itself, bfloat16 included, which this CPU cannot run."""
    graph, path = files[name]
    for default in ("float16", "bfloat16"):
        mixed = to_mixed(assign(ir.load(path), graph, read_plan()), default)
        onnx.checker.check_model(ir.to_proto(mixed), full_check=True)


def types(model: ir.Model) -> dict[str, ir.DataType | None]:
    """Operator's node name -> type of its first floating-point output."""
    return {node.name or "": node.outputs[0].dtype for node in model.graph}


def test_the_packaged_plan_keeps_just_what_it_says_in_float32(files):
    graph, path = files["unet"]
    mixed = to_mixed(assign(ir.load(path), graph, read_plan()), "float16")
    by_operator: dict[str, Counter] = {}
    for node in mixed.graph:
        by_operator.setdefault(node.op_type, Counter())[str(node.outputs[0].dtype)] += 1
    assert by_operator["Conv"] == {"FLOAT16": 30}
    assert by_operator["Softmax"] == {"FLOAT": 1}
    assert by_operator["GroupNormalization"] == {"FLOAT16": 22}
    assert all(n.attributes["stash_type"].as_int() == 1 for n in mixed.graph if n.op_type == "GroupNormalization")
    assert by_operator["Sin"] == by_operator["Cos"] == {"FLOAT": 1}
    embedding = [n for n in mixed.graph if n.op_type == "Gemm" and "map_" in (n.inputs[1].name or "")]
    assert [n.outputs[0].dtype for n in embedding] == [ir.DataType.FLOAT] * 3
    affine = [n for n in mixed.graph if n.op_type == "Gemm" and "affine" in (n.inputs[1].name or "")]
    assert {n.outputs[0].dtype for n in affine} == {ir.DataType.FLOAT16}

    graph, path = files["music2latent encoder"]
    mixed = to_mixed(assign(ir.load(path), graph, read_plan()), "float16")
    transform = [n for n in mixed.graph if any("analysis.matrix" in (v.name or "") for v in n.inputs if v)]
    assert [n.outputs[0].dtype for n in transform] == [ir.DataType.FLOAT]
    assert {n.outputs[0].dtype for n in mixed.graph if n.op_type == "Pow"} == {ir.DataType.FLOAT}


def test_float32_changes_nothing(files):
    graph, path = files["if decoder"]
    plan = read_plan().with_default("float32")
    mixed = to_mixed(assign(ir.load(path), graph, plan), "float32")
    assert [n.op_type for n in mixed.graph] == [n.op_type for n in ir.load(path).graph]


def exp_then_log(x: float = 20.0) -> ir.Model:
    nodes = [H.make_node("Exp", ["x"], ["e"], "exp"), H.make_node("Log", ["e"], ["y"], "log")]
    shape = [1]
    info = [H.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape) for name in ("x", "y")]
    graph = H.make_graph(nodes, "g", info[:1], info[1:])
    return ir.from_proto(H.make_model(graph, opset_imports=[H.make_opsetid("", 21)], ir_version=10))


def test_the_emulation_overflows_where_float16_does_and_onnx_runtime_on_a_cpu_does_not():
    """Why there is an emulation at all."""
    plan = precision.PrecisionPlan("float16", ())
    x = {"x": np.array([20.0], np.float32)}
    assert run(to_mixed(assign(exp_then_log(), "step", plan), "float16"), x)[0] == pytest.approx(20)
    assert np.isinf(run(to_emulated(assign(exp_then_log(), "step", plan), "float16"), x)[0])
    assert run(to_emulated(assign(exp_then_log(), "step", plan), "bfloat16"), x)[0] == pytest.approx(20, rel=1e-2)


def test_weights_stored_as_half_are_unpacked_first(files, tmp_path):
    graph, path = files["unet"]
    model = ir.load(path)
    graphs.store_weights_as_half(model)
    assert any(n.op_type == "Cast" for n in model.graph)
    precision.widen_stored_weights(model)
    assert not any(n.op_type == "Cast" for n in model.graph)
    assert snr_db(run(model, feeds(graph))[0], run(ir.load(path), feeds(graph))[0]) > 60


def test_later_islands_overrule_earlier_ones_and_nodes_can_be_named():
    def narrow(*islands: dict) -> frozenset[str]:
        plan = precision.PrecisionPlan(
            "float16", tuple(precision._read_island("island", {"graph": "*", "why": "", **i}) for i in islands)
        )
        return assign(exp_then_log(), "step", plan).narrow

    assert narrow() == {"exp", "log"}
    assert narrow({"nodes": ["exp"]}) == {"log"}
    assert narrow({"name_patterns": ["e*"]}) == {"log"}
    assert narrow({"op_types": ["Exp", "Log"]}, {"nodes": ["log"], "precision": "default"}) == {"log"}
    assert narrow({"graph": "encoder", "op_types": ["Exp"]}) == {"exp", "log"}
    assert narrow({"depends_only_on": ["x"]}) == frozenset()
    with pytest.raises(PrecisionError, match="plan names node 'sin', which step lacks; calibrate this bundle again"):
        narrow({"nodes": ["sin"]})
    with pytest.raises(PrecisionError, match="'statistics' is for norms and 'exp' is a Exp"):
        narrow({"nodes": ["exp"], "precision": "statistics"})


@pytest.mark.parametrize(("value", "words"), [(1e5, "exceeds"), (1e-12, "vanishes in")])
def test_a_constant_that_float16_cannot_hold_is_named(value, words):
    nodes = [H.make_node("Mul", ["x", "big"], ["y"], "scale")]
    info = [H.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [1]) for name in ("x", "y")]
    constant = onnx.numpy_helper.from_array(np.array(value, np.float32), "big")
    model = H.make_model(
        H.make_graph(nodes, "g", info[:1], info[1:], [constant]), opset_imports=[H.make_opsetid("", 21)], ir_version=10
    )
    plan = precision.PrecisionPlan("float16", ())
    with pytest.raises(PrecisionError, match=f"'big', read by Mul 'scale', {words} float16; make that node an island"):
        to_mixed(assign(ir.from_proto(model), "step", plan), "float16")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": "rtap-precision-2"}, "format 'rtap-precision-2', expected 'rtap-precision-1'"),
        ({"default": "int8"}, "default 'int8', expected one of float16, bfloat16, float32"),
        ({"islands": {}}, "islands is dict, expected a list"),
        ({"islands": [{"graph": "unet", "op_types": ["Exp"]}]}, "island 0: graph is 'unet', expected one of encoder"),
        ({"islands": [{"graph": "*"}]}, "island 0: names no nodes"),
        ({"islands": [{"graph": "*", "op_type": ["Exp"]}]}, "island 0: field 'op_type' is unknown"),
        ({"islands": [{"graph": "*", "op_types": "Exp"}]}, "op_types is 'Exp', expected a list of strings"),
    ],
)
def test_a_plan_that_is_none_gets_one_line(tmp_path, change, message):
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"format": "rtap-precision-1", "default": "float16", "islands": [], **change}))
    with pytest.raises(PrecisionError, match=r"plan\.json: ") as caught:
        read_plan(path)
    assert message in str(caught.value)
    with pytest.raises(PrecisionError, match="cannot be read"):
        read_plan(tmp_path / "none.json")
