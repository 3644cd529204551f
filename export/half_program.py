"""A torch program in mixed precision: float16 weights and activations around islands of float32, for a CUDA card.

The same plan as for ONNX (`precision.py`), applied to the graph of a float32 `.pt2` program: no model code is needed.
Operators map by name; a plan's ONNX node `node_conv2d_3` is the program's `conv2d_3`. Norms need no word: torch's
kernels sum in float32 whatever they read.
"""

from __future__ import annotations

import operator
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

import torch
from torch import Tensor, fx

from rtap.export import graphs
from rtap.export.precision import TABLES, Island, PrecisionError, PrecisionPlan
from rtap.runtime.bundle import GraphSpec

TYPES = {"float16": torch.float16, "bfloat16": torch.bfloat16, "float32": torch.float32}
LAYERS = ("conv1d", "conv2d", "linear", "matmul", "addmm", "conv_transpose1d", "conv_transpose2d")
OPERATORS = {
    "Softmax": ("softmax", "_softmax"),
    "ReduceMean": ("mean",),
    "ReduceSum": ("sum",),
    "Exp": ("exp",),
    "Log": ("log",),
    "Pow": ("pow",),
    "Sqrt": ("sqrt",),
    "Reciprocal": ("reciprocal", "rsqrt"),
    "CumSum": ("cumsum",),
    "Atan": ("atan", "atan2"),
    "Sin": ("sin",),
    "Cos": ("cos",),
    "Conv": ("conv1d", "conv2d"),
    "Gemm": ("linear", "addmm"),
    "MatMul": ("matmul", "linear"),
    "Gelu": ("gelu",),
    "Sigmoid": ("silu", "sigmoid"),
    "Tanh": ("tanh",),
    "GroupNormalization": ("group_norm",),
    "LayerNormalization": ("layer_norm",),
}
"""ONNX operator of a plan -> what torch calls it."""


def write_half_program(source: Path, path: Path, graph: str, spec: GraphSpec, plan: PrecisionPlan) -> dict[str, int]:
    """Write `path`, the program of `source` in the plan's precision; inputs and outputs stay float32.

    Returns how many floating-point nodes there are and how many of them are float32. Raises PrecisionError.
    """
    module = torch.export.load(source).module(check_guards=False)
    assert isinstance(module, fx.GraphModule)
    islands = _float32_nodes(module, graph, plan)
    counts = _convert(module, islands, TYPES[plan.default])
    traced = graphs.trace(graphs.GraphSource(graph, module, spec))
    graphs.write_torch(traced, path)
    return counts


def _float32_nodes(module: fx.GraphModule, graph: str, plan: PrecisionPlan) -> set[fx.Node]:
    nodes = [node for node in module.graph.nodes if node.op == "call_function"]
    layers = {node for node in nodes if _is_layer(node)}
    before: set[fx.Node] = set()
    inputs: dict[fx.Node, frozenset[str]] = {}
    for node in nodes:
        near = node.all_input_nodes
        own = frozenset(p.name for p in near if p.op == "placeholder")
        inputs[node] = own.union(*(inputs[p] for p in near if p in inputs))
        if node not in layers and all(p in before for p in near if p.op == "call_function"):
            before.add(node)
    after: set[fx.Node] = set()
    for node in reversed(nodes):
        if node not in layers and all(user in after for user in node.users if user.op == "call_function"):
            after.add(node)
    chosen: set[fx.Node] = set()
    for island in plan.islands:
        if island.graph not in (graph, "*") or island.precision == "statistics":
            continue
        found = {node for node in nodes if _named(node, island)}
        if island.depends_only_on:
            found |= {node for node in nodes if inputs[node] and inputs[node] <= set(island.depends_only_on)}
        if island.region:
            found |= before if island.region == "before_layers" else after
        chosen = chosen - found if island.precision == "default" else chosen | found
    return chosen


def _named(node: fx.Node, island: Island) -> bool:
    onnx_name = f"node_{node.name}"
    words = {word for op in island.op_types for word in OPERATORS.get(op, ())}
    weights = [str(p.target) for p in node.all_input_nodes if p.op == "get_attr"]
    return (
        onnx_name in island.nodes
        or any(fnmatchcase(onnx_name, pattern) for pattern in island.name_patterns)
        or _operator(node) in words
        or any(fnmatchcase(name, pattern) for name in weights for pattern in island.weights)
    )


def _is_layer(node: fx.Node) -> bool:
    """A product with something learned; a linear layer's weight may be transposed on the way."""
    if _operator(node) not in LAYERS:
        return False
    learned = [p for p in node.all_input_nodes if p.op == "get_attr"]
    return any(not any(fnmatchcase(str(p.target), table) for table in TABLES) for p in learned)


def _operator(node: fx.Node) -> str:
    return (getattr(node.target, "_schema", None) and str(node.target).split(".")[1]) or ""  # aten.conv2d.default


def _convert(module: fx.GraphModule, islands: set[fx.Node], narrow: torch.dtype) -> dict[str, int]:
    """Casts where types meet, constants in the type they are read in."""
    graph = module.graph
    types: dict[fx.Node, torch.dtype] = {}
    made: dict[tuple[fx.Node, torch.dtype], fx.Node] = {}
    counts = {"nodes": 0, "float32": 0}

    def as_type(node: fx.Node, wanted: torch.dtype) -> fx.Node:
        if types.get(node, wanted) == wanted:
            return node
        key = (node, wanted)
        if key not in made:
            with graph.inserting_after(node):
                if node.op == "get_attr":
                    made[key] = graph.get_attr(_converted(module, str(node.target), wanted))
                else:
                    made[key] = graph.call_function(torch.ops.aten.to.dtype, (node, wanted))
            types[made[key]] = wanted
        return made[key]

    for node in list(graph.nodes):
        if node.op == "get_attr":
            value = _attribute(module, str(node.target))
            if value.is_floating_point():
                types[node] = value.dtype
        elif node.op == "placeholder":
            types[node] = torch.float32
        elif node.op == "output":
            node.args = fx.node.map_arg(node.args, lambda n: as_type(n, torch.float32))
        elif node.op == "call_function":
            floats = [p for p in node.all_input_nodes if p in types]
            if node.target is operator.getitem:
                if floats:
                    types[node] = types[floats[0]]
            elif floats:
                wanted = torch.float32 if node in islands or narrow == torch.float32 else narrow
                counts["nodes"] += 1
                counts["float32"] += wanted == torch.float32
                convert = partial(as_type, wanted=wanted)
                node.args = fx.node.map_arg(node.args, convert)
                node.kwargs = fx.node.map_arg(node.kwargs, convert)
                if _makes_floats(node):
                    types[node] = wanted
            elif _makes_floats(node):  # a table made in the graph
                types[node] = torch.float32
    graph.eliminate_dead_code()
    module.recompile()
    _drop_unused(module)
    return counts


def _makes_floats(node: fx.Node) -> bool:
    value = node.meta.get("val")
    first = value[0] if isinstance(value, tuple | list) and value else value
    return isinstance(first, Tensor) and first.is_floating_point()


def _attribute(module: fx.GraphModule, name: str) -> Tensor:
    value: object = module
    for part in name.split("."):
        value = getattr(value, part)
    assert isinstance(value, Tensor)
    return value


def _converted(module: fx.GraphModule, name: str, wanted: torch.dtype) -> str:
    """The name of a copy of a constant in another type. Raises PrecisionError where that makes infinity of a number."""
    value = _attribute(module, name).detach()
    converted = value.to(wanted)
    if not torch.isfinite(converted).all():
        raise PrecisionError(f"weight {name!r} exceeds {str(wanted).removeprefix('torch.')}; use --precision bf16")
    new = f"{name.replace('.', '_')}_{str(wanted).removeprefix('torch.')}"
    module.register_buffer(new, converted)
    return new


def _drop_unused(module: fx.GraphModule) -> None:
    """Forget constants that nothing reads any more: they would be stored."""
    module.delete_all_unused_submodules()
    used = {str(node.target) for node in module.graph.nodes if node.op == "get_attr"}
    for name in [*dict(module.named_parameters()), *dict(module.named_buffers())]:
        if name not in used:
            owner, _, last = name.rpartition(".")
            parent = module.get_submodule(owner) if owner else module
            delattr(parent, last)
