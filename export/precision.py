"""Mixed precision as data: which nodes of an ONNX graph stay float32 while the rest becomes float16 or bfloat16.

TensorRT builds strongly typed networks and ONNX Runtime runs what a graph says, so the precision of an engine is that
of its graph. `to_mixed` rewrites a float32 graph by a plan: every node gets one type, and a Cast stands wherever two
types meet. Inputs and outputs of the graph stay float32 whatever is inside.

`to_emulated` makes the same rounding visible on a CPU: a float32 graph that rounds wherever the mixed one stores a
narrow number. It is needed because ONNX Runtime's CPU provider runs float16 nodes in float32 and drops the casts
between them, so the mixed graph itself looks better there than it is (exp then log of 20 in "float16" gives 20).

A plan is JSON, `rtap-precision-1`; see `default_precision.json` for one that says why, and `Island` for its fields.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal

import ml_dtypes
import numpy as np
import onnx_ir as ir
from onnx_ir.passes.common import RemoveUnusedNodesPass, ShapeInferencePass

FORMAT = "rtap-precision-1"
DEFAULT_PLAN = Path(__file__).with_name("default_precision.json")
NARROW = {"float16": ir.DataType.FLOAT16, "bfloat16": ir.DataType.BFLOAT16, "float32": ir.DataType.FLOAT}
"""What a plan's `default` may be; float32 makes every island vanish in it."""
FLAGS = {"fp16": "float16", "bf16": "bfloat16", "fp32": "float32"}
"""--precision -> a plan's `default`."""
TABLES = ("*analysis.*", "*synthesis.*")
"""Names of initialisers that are a Fourier transform's and not learned: a product with one is no layer."""
LAYERS = ("Conv", "ConvTranspose", "Gemm", "MatMul")
NORMS = ("GroupNormalization", "LayerNormalization", "InstanceNormalization")
BFLOAT16_OPSET = 22
"""The first whose convolutions and poolings may be bfloat16; nothing else that is used here changed in it."""
ALWAYS_FLOAT32_INPUTS = {"Resize": (1, 2)}
"""Inputs whose type the standard fixes: a Resize's scales."""

Precision = Literal["float32", "default", "statistics"]
Region = Literal["before_layers", "after_layers"]
Graph = ir.Graph
Nodes = set[ir.Node]


class PrecisionError(ValueError):
    """One line: what is wrong with a plan or cannot be held in the type it asks for, and what to do."""


@dataclass(frozen=True)
class Island:
    """Nodes that one line of a plan speaks of: all that any of its selectors names.

    Later islands overrule earlier ones.
    """

    graph: str
    """encoder, step, decoder, or * for all."""
    why: str
    nodes: tuple[str, ...] = ()
    """Exact node names; one that a graph lacks is an error (the plan is another model's)."""
    name_patterns: tuple[str, ...] = ()
    """Shell patterns of node names."""
    op_types: tuple[str, ...] = ()
    weights: tuple[str, ...] = ()
    """Shell patterns of initialiser names: nodes that read one, and the product that such a bias is added to."""
    region: Region | None = None
    """before_layers: no learned layer lies before or in it; after_layers: none in it or after."""
    depends_only_on: tuple[str, ...] = ()
    """Nodes that hang on these graph inputs and on no other."""
    precision: Precision = "float32"
    """float32; `default` takes nodes out of an island again; `statistics` keeps only a norm's sums in float32."""


@dataclass(frozen=True)
class PrecisionPlan:
    default: str
    islands: tuple[Island, ...]
    expected: Mapping[str, Any] = field(default_factory=dict)
    """What was measured when the plan was made; compared by people, not by the exporter."""
    format: str = FORMAT

    def with_default(self, default: str) -> PrecisionPlan:
        return PrecisionPlan(default, self.islands, self.expected)


def read_plan(path: Path = DEFAULT_PLAN) -> PrecisionPlan:
    """Read and check a plan. Raises PrecisionError, one line."""
    again = "write it as default_precision.json is, or let calibration write it"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PrecisionError(f"{path}: cannot be read ({error.strerror}); give --precision-plan a file") from None
    except ValueError as error:
        raise PrecisionError(f"{path}: not valid JSON ({error}); {again}") from None
    got = raw.get("format") if isinstance(raw, dict) else type(raw).__name__
    if got != FORMAT:
        raise PrecisionError(f"{path}: format {got!r}, expected {FORMAT!r}; {again}")
    default = raw.get("default")
    if default not in NARROW:
        raise PrecisionError(f"{path}: default {default!r}, expected one of {', '.join(NARROW)}")
    entries = raw.get("islands")
    if not isinstance(entries, list):
        raise PrecisionError(f"{path}: islands is {type(entries).__name__}, expected a list; {again}")
    islands = tuple(_read_island(f"{path}: island {i}", entry) for i, entry in enumerate(entries))
    expected = raw.get("expected", {})
    if not isinstance(expected, dict):
        raise PrecisionError(f"{path}: expected is {type(expected).__name__}, expected an object; {again}")
    return PrecisionPlan(default, islands, expected)


def _read_island(where: str, entry: object) -> Island:
    if not isinstance(entry, dict):
        raise PrecisionError(f"{where}: {type(entry).__name__}, expected an object")
    known = {f.name for f in fields(Island)}
    if unknown := sorted(set(entry) - known):
        raise PrecisionError(f"{where}: field {unknown[0]!r} is unknown; choose from {', '.join(sorted(known))}")
    values: dict[str, Any] = {}
    for name in ("nodes", "name_patterns", "op_types", "weights", "depends_only_on"):
        value = entry.get(name, [])
        if not (isinstance(value, list) and all(isinstance(text, str) for text in value)):
            raise PrecisionError(f"{where}: {name} is {value!r}, expected a list of strings")
        values[name] = tuple(value)
    for name, default, allowed in (
        ("graph", None, ("encoder", "step", "decoder", "*")),
        ("region", None, ("before_layers", "after_layers")),
        ("precision", "float32", ("float32", "default", "statistics")),
    ):
        value = values[name] = entry.get(name, default)
        if value not in allowed and not (name == "region" and value is None):
            raise PrecisionError(f"{where}: {name} is {value!r}, expected one of {', '.join(allowed)}")
    values["why"] = entry.get("why", "")
    if not isinstance(values["why"], str):
        raise PrecisionError(f"{where}: why is {values['why']!r}, expected words")
    if not any(values[name] for name in values.keys() - {"graph", "why", "precision"}):
        raise PrecisionError(f"{where}: names no nodes; give nodes, name_patterns, op_types, weights or a region")
    return Island(**values)


@dataclass(frozen=True)
class Assignment:
    """A float32 model with the nodes that become narrow."""

    model: ir.Model
    narrow: frozenset[str]
    """Names of nodes whose floating-point values are stored in the plan's default type."""
    floating: int
    """How many nodes deal in floating-point numbers at all."""

    def summary(self) -> dict[str, int]:
        return {"nodes": self.floating, "float32": self.floating - len(self.narrow)}


def assign(model: ir.Model, graph: str, plan: PrecisionPlan) -> Assignment:
    """Which nodes of `model`, the bundle's `graph` in float32, become narrow. `model` is prepared in place:
    weights stored in float16 become float32 again, nodes without a name get one, values their types, and an encoder
    that takes parts of a window too takes whole ones only, as engines of fixed shape do.

    Raises PrecisionError where the plan names a node that is not there, or a norm that cannot keep its sums apart.
    """
    widen_stored_weights(model)
    keep_to_whole_windows(model)
    _name_nodes(model.graph)
    ShapeInferencePass()(model)
    floating = [node for node in model.graph if is_floating(node)]
    if plan.default == "float32":
        return Assignment(model, frozenset(), len(floating))
    precision: dict[str, Precision] = {}
    structure = _Structure(model.graph)
    for island in plan.islands:
        if island.graph not in (graph, "*"):
            continue
        for node in structure.select(island, graph):
            precision[node.name or ""] = island.precision
    narrow = set()
    for node in floating:
        chosen = precision.get(node.name or "", "default")
        if chosen == "statistics":
            _keep_statistics(node)
        if chosen != "float32":
            narrow.add(node.name or "")
    return Assignment(model, frozenset(narrow), len(floating))


def to_mixed(assignment: Assignment, default: str) -> ir.Model:
    """The mixed-precision model, in place. Raises PrecisionError for a constant that the narrow type cannot hold."""
    model = assignment.model
    if default == "float32":
        return model
    narrow = NARROW[default]
    outputs = {value: value.name for value in model.graph.outputs}
    rewriter = _Rewriter(model.graph, narrow)
    for node in list(model.graph):
        if not is_floating(node):
            continue
        wanted = narrow if node.name in assignment.narrow else ir.DataType.FLOAT
        fixed = ALWAYS_FLOAT32_INPUTS.get(node.op_type, ())
        for index, value in enumerate(node.inputs):
            if value is None or value.dtype not in (ir.DataType.FLOAT, narrow) or _is_plain(node, index):
                continue
            target = ir.DataType.FLOAT if index in fixed else wanted
            if value.dtype != target:
                node.replace_input_with(index, rewriter.as_type(value, target, node))
        if wanted == narrow:
            if node.op_type == "Cast" and node.attributes["to"].as_int() == ir.DataType.FLOAT:
                node.attributes["to"] = ir.AttrInt64("to", int(narrow))
            for value in node.outputs:
                if value.dtype == ir.DataType.FLOAT:
                    value.dtype = narrow
    for index, value in enumerate(list(model.graph.outputs)):
        if value.dtype == narrow:
            name = outputs[value]
            value.name = f"{name}.narrow"
            widened = rewriter.as_type(value, ir.DataType.FLOAT, None)
            widened.name = name
            model.graph.outputs[index] = widened
    rewriter.drop_unused()
    if narrow == ir.DataType.BFLOAT16:
        model.opset_imports[""] = max(BFLOAT16_OPSET, model.opset_imports[""])
    return model


REMEMBERED_OUTPUTS = ("features", "fresh")
"""What graphs that take parts of a window say for the next part."""


def to_emulated(assignment: Assignment, default: str) -> ir.Model:
    """A float32 model that rounds to the narrow type wherever `to_mixed` stores one, in place. For measuring."""
    model = assignment.model
    if default == "float32":
        return model
    rewriter = _Rewriter(model.graph, NARROW[default])
    for node in list(model.graph):
        if node.name not in assignment.narrow:
            continue
        fixed = ALWAYS_FLOAT32_INPUTS.get(node.op_type, ())
        for index, value in enumerate(node.inputs):
            rounded = value is not None and value.dtype == ir.DataType.FLOAT and index not in fixed
            if value is not None and rounded and not _is_plain(node, index):
                node.replace_input_with(index, rewriter.rounded(value, node))
        for value in node.outputs:
            if value.dtype == ir.DataType.FLOAT:
                rewriter.round_at_source(value)
    rewriter.drop_unused()
    return model


def keep_to_whole_windows(model: ir.Model) -> None:
    """Undo what `codec.PartEncoder` and `step.PartStep` add to a graph; any other graph stays as it is."""
    graph = model.graph
    optional = {str(value.name): value for value in graph.inputs if value.name in graph.initializers}
    if not optional:
        return
    remembered = optional["remembered"]
    if "place" in optional:  # an encoder: place @ features + remembered
        product = next(user for user, _ in optional["place"].uses() if user.op_type == "MatMul")
        ((total, _),) = product.outputs[0].uses()
        _replace(total.outputs[0], _other_input(product, optional["place"]))
    else:  # a step graph: keys and values of the columns at hand behind a piece of what is remembered
        for cut in [user for user, _ in remembered.uses() if user.op_type == "Split"]:
            for piece in cut.outputs:
                for joined, _ in list(piece.uses()):
                    _replace(joined.outputs[0], _other_input(joined, piece))
    for value in [output for output in graph.outputs if output.name in REMEMBERED_OUTPUTS]:
        graph.outputs.remove(value)
    RemoveUnusedNodesPass()(model)
    for name, value in optional.items():
        graph.inputs.remove(value)
        if not value.uses():  # one may still tell how many columns there are
            graph.initializers.pop(name, None)


def _other_input(product: ir.Node, known: ir.Value) -> ir.Value:
    other = next(value for value in product.inputs if value is not known)
    assert other is not None
    return other


def _replace(value: ir.Value, by: ir.Value) -> None:
    for user, index in list(value.uses()):
        user.replace_input_with(index, by)


def widen_stored_weights(model: ir.Model) -> None:
    """Undo `graphs.store_weights_as_half`: a float16 initialiser behind a Cast becomes a float32 one."""
    for node in list(model.graph):
        if node.op_type != "Cast" or node.attributes["to"].as_int() != ir.DataType.FLOAT:
            continue
        stored, output = node.inputs[0], node.outputs[0]
        if stored is None or stored.const_value is None or stored.dtype != ir.DataType.FLOAT16:
            continue
        if stored.name not in model.graph.initializers:
            continue
        wide = _initializer(model.graph, f"{output.name}", stored.const_value.numpy().astype(np.float32), output)
        for user, index in list(output.uses()):
            user.replace_input_with(index, wide)
        model.graph.remove(node, safe=True)
        if not list(stored.uses()):
            del model.graph.initializers[stored.name or ""]


class _Structure:
    """What selectors ask of a graph: who reads what, and what lies before and after."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._initializers = set(graph.initializers)
        nodes = list(graph)  # in topological order
        layers = {node for node in nodes if self._is_layer(node)}
        self._inputs: dict[ir.Node, frozenset[str]] = {}
        before: Nodes = set()
        for node in nodes:
            producers = [p for p in (value.producer() for value in node.inputs if value is not None) if p is not None]
            own = {value.name or "" for value in node.inputs if value is not None and value.is_graph_input()}
            self._inputs[node] = frozenset(own).union(*(self._inputs[p] for p in producers))
            if node not in layers and all(p in before for p in producers):
                before.add(node)
        after: Nodes = set()
        for node in reversed(nodes):
            consumers = [use.node for value in node.outputs for use in value.uses()]
            if node not in layers and all(consumer in after for consumer in consumers):
                after.add(node)
        self._regions: dict[str, Nodes] = {"before_layers": before, "after_layers": after}

    def select(self, island: Island, graph: str) -> Iterable[ir.Node]:
        chosen: Nodes = set()
        if island.nodes:
            by_name = {node.name: node for node in self._graph}
            for name in island.nodes:
                if name not in by_name:
                    raise PrecisionError(
                        f"the precision plan names node {name!r}, which {graph} lacks; calibrate this bundle again"
                    )
                chosen.add(by_name[name])
        chosen |= self._where(lambda node: _matches(node.name, island.name_patterns))
        chosen |= self._where(lambda node: node.op_type in island.op_types)
        for node in self._where(lambda node: any(_matches(n, island.weights) for n in self._weights(node))):
            chosen.add(node)
            if node.op_type == "Add":  # a bias: its product belongs to the same linear layer
                producers = [value.producer() for value in node.inputs if value is not None]
                chosen |= {p for p in producers if p is not None and p.op_type == "MatMul"}
        if island.depends_only_on:
            allowed = set(island.depends_only_on)
            chosen |= self._where(lambda node: bool(self._inputs[node]) and self._inputs[node] <= allowed)
        if island.region:
            chosen |= self._regions[island.region]
        return chosen

    def _where(self, holds: Callable[[ir.Node], bool]) -> Nodes:
        return {node for node in self._graph if holds(node)}

    def _weights(self, node: ir.Node) -> list[str]:
        names = (value.name for value in node.inputs if value is not None)
        return [name for name in names if name in self._initializers]

    def _is_layer(self, node: ir.Node) -> bool:
        """A product with something learned."""
        if node.op_type not in LAYERS:
            return False
        for name in self._weights(node):
            shape = self._graph.initializers[name].shape
            if shape is not None and len(shape) >= 2 and not _matches(name, TABLES):
                return True
        return False


class _Rewriter:
    """Puts casts into a graph, one for each value and type, and constants in the type they are read in."""

    def __init__(self, graph: Graph, narrow: ir.DataType) -> None:
        self._graph = graph
        self._narrow = narrow
        self._made: dict[tuple[ir.Value, ir.DataType], ir.Value] = {}
        self._rounded: dict[ir.Value, ir.Value] = {}
        self._replaced: set[str] = set()

    def as_type(self, value: ir.Value, dtype: ir.DataType, reader: ir.Node | None) -> ir.Value:
        key = (value, dtype)
        if key not in self._made:
            if value.name in self._graph.initializers:
                assert value.const_value is not None
                array = self._narrowed(value, reader) if dtype == self._narrow else value.const_value.numpy()
                self._made[key] = _initializer(self._graph, f"{value.name}.{dtype.name.lower()}", array, value)
                self._replaced.add(value.name or "")
            else:
                self._made[key] = self._cast(value, dtype, f"{value.name}.{dtype.name.lower()}")
        return self._made[key]

    def rounded(self, value: ir.Value, reader: ir.Node) -> ir.Value:
        """`value` as narrow numbers in float32."""
        if value not in self._rounded:
            if value.name in self._graph.initializers:
                array = self._narrowed(value, reader).astype(np.float32)
                self._rounded[value] = _initializer(self._graph, f"{value.name}.rounded", array, value)
                self._replaced.add(value.name or "")
            else:
                self._rounded[value] = self._round(value)
        return self._rounded[value]

    def round_at_source(self, value: ir.Value) -> None:
        """All readers of `value` get it rounded."""
        uses = list(value.uses())
        output = next((i for i, graph_output in enumerate(self._graph.outputs) if graph_output is value), None)
        rounded = self._round(value)
        for node, index in uses:
            node.replace_input_with(index, rounded)
        if output is not None:
            name, value.name = value.name, f"{value.name}.exact"
            rounded.name = name
            self._graph.outputs[output] = rounded
        self._rounded[rounded] = rounded  # a narrow reader need not round again

    def drop_unused(self) -> None:
        """Remove constants that are now read in another type."""
        for name in self._replaced:
            if not list(self._graph.initializers[name].uses()):
                del self._graph.initializers[name]

    def _round(self, value: ir.Value) -> ir.Value:
        narrowed = self._cast(value, self._narrow, f"{value.name}.narrow")
        return self._cast(narrowed, ir.DataType.FLOAT, f"{value.name}.rounded")

    def _cast(self, value: ir.Value, dtype: ir.DataType, name: str) -> ir.Value:
        cast = ir.node("Cast", [value], {"to": int(dtype)}, name=f"cast:{name}")
        output = cast.outputs[0]
        output.name, output.dtype, output.shape = name, dtype, value.shape
        producer = value.producer()
        if producer is not None:
            self._graph.insert_after(producer, [cast])
        else:
            self._graph.insert_before(next(iter(self._graph)), [cast])
        return output

    def _narrowed(self, value: ir.Value, reader: ir.Node | None) -> np.ndarray:
        """A constant in the narrow type. Refused where that makes infinity of a number, or zero of a lone one."""
        assert value.const_value is not None
        array = value.const_value.numpy()
        with np.errstate(over="ignore", under="ignore"):
            narrowed = array.astype(np.float16 if self._narrow == ir.DataType.FLOAT16 else ml_dtypes.bfloat16)
            back = narrowed.astype(np.float32)
        lost = "exceeds" if not np.isfinite(back).all() else "vanishes in"
        if lost == "exceeds" or (array.size == 1 and array.any() and not back.any()):
            who = f"{reader.op_type} {reader.name!r}" if reader is not None else "a node"
            raise PrecisionError(
                f"{value.name!r}, read by {who}, {lost} {self._narrow.name.lower()}; make that node an island of the "
                "precision plan, or use --precision bf16"
            )
        return narrowed


def _initializer(graph: Graph, name: str, array: np.ndarray, like: ir.Value) -> ir.Value:
    value = ir.Value(name=name, const_value=ir.Tensor(array, name=name))
    value.dtype, value.shape = value.const_value.dtype, like.shape  # type: ignore[union-attr]  # set just above
    graph.initializers.pop(name, None)
    graph.register_initializer(value)
    return value


def _keep_statistics(node: ir.Node) -> None:
    """Make a norm's sums float32 whatever it reads and writes."""
    if node.op_type not in NORMS:
        raise PrecisionError(
            f"precision 'statistics' is for norms and {node.name!r} is a {node.op_type}; say float32 or default"
        )
    if node.op_type == "InstanceNormalization":
        raise PrecisionError(f"{node.name!r}: InstanceNormalization has no stash_type; say float32")
    node.attributes["stash_type"] = ir.AttrInt64("stash_type", int(ir.DataType.FLOAT))


def is_floating(node: ir.Node) -> bool:
    """Whether a node of a float32 graph whose types are known reads or writes floating-point numbers."""
    values = [*node.inputs, *node.outputs]
    return any(value is not None and value.dtype == ir.DataType.FLOAT for value in values) and node.op_type != "Shape"


def _is_plain(node: ir.Node, index: int) -> bool:
    """An input that is only looked at: a Cast takes any type, so none needs to stand before it."""
    return node.op_type == "Cast" and index == 0


def _matches(name: str | None, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name or "", pattern) for pattern in patterns)


def _name_nodes(graph: Graph) -> None:
    seen: set[str] = set()
    for index, node in enumerate(graph):
        if not node.name or node.name in seen:
            node.name = f"{node.name or node.op_type}.{index}"
        seen.add(node.name)
