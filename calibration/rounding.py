"""What a graph loses to narrow numbers, and which of its nodes lose it.

Everything here is emulated: a float32 graph that rounds wherever the mixed-precision one would store a narrow number
(`export/precision.py`), on ONNX Runtime's CPU provider. Losses are noise-to-signal ratios of power: they add up, where
decibels do not.
"""

from __future__ import annotations

import heapq
import itertools
import math
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx_ir as ir
import onnxruntime

from rtap.calibration.windows import Feeds
from rtap.export.precision import Assignment, PrecisionError, PrecisionPlan, assign, is_floating, to_emulated
from rtap.runtime.accompanist import Accompanist
from rtap.runtime.bundle import ENCODER_SAMPLES, WINDOW_SAMPLES, Bundle
from rtap.runtime.engines.base import F32, EngineError
from rtap.runtime.engines.ort import OrtStages
from rtap.runtime.geometry import plan_window
from rtap.runtime.session import Settings

LARGEST = {"float16": 65504.0, "bfloat16": 3.38e38}
SMALLEST = {"float16": 2.0**-24, "bfloat16": 2.0**-133}
"""Half of it and less is rounded to zero."""
HEADROOM = 2.0
"""How far below the largest number a value must stay on calibration's windows: other music is louder."""
FAIR_SHARE = 0.5
"""Of the goal's noise for what stays narrow: losses do not quite add up."""

Outputs = list[np.ndarray]


@dataclass(frozen=True)
class Range:
    """What one node's outputs were on calibration's windows."""

    largest: float
    flushed: float
    """Share of its numbers other than 0 that the narrow type has no place for: they become 0."""


class Probe:
    """One graph on a few windows: what comes out when these nodes are narrow and the others float32."""

    def __init__(self, path: Path, graph: str, plan: PrecisionPlan, feeds: Sequence[Feeds]) -> None:
        """Raises PrecisionError where `plan` is not this graph's."""
        self.graph, self.default = graph, plan.default
        assignment = assign(ir.load(path), graph, plan)
        self._prepared = ir.to_proto(assignment.model)
        self._feeds = list(feeds)
        self.floating = [node.name or "" for node in assignment.model.graph if is_floating(node)]
        """Nodes that deal in floating-point numbers, in topological order."""
        self.narrow = [name for name in self.floating if name in assignment.narrow]
        self._outputs_of = {
            node.name or "": [v.name or "" for v in node.outputs if v.dtype == ir.DataType.FLOAT]
            for node in assignment.model.graph
        }
        self.reference = self._run(self._prepared.SerializeToString())
        self.probes = 0

    def loss(self, narrow: Iterable[str]) -> float:
        """Noise over signal at the graph's outputs, the mean over windows; infinite where one is not finite, or where a
        constant has no place in the narrow type."""
        self.probes += 1
        model = ir.from_proto(self._prepared)
        try:
            emulated = to_emulated(Assignment(model, frozenset(narrow), len(self.floating)), self.default)
        except PrecisionError:
            return math.inf
        found = self._run(ir.to_proto(emulated).SerializeToString())
        return float(np.mean([noise_to_signal(a, b) for a, b in zip(found, self.reference, strict=True)]))

    def ranges(self) -> dict[str, Range]:
        """Of every node that is narrow. Counted inside the graph: all values of a large one would not fit in memory."""
        model = ir.from_proto(self._prepared)
        values = {value.name: value for node in model.graph for value in node.outputs}
        counters = {
            node: [_count(model.graph, values[v], self.default) for v in self._outputs_of[node]] for node in self.narrow
        }
        del model.graph.outputs[:]
        model.graph.outputs.extend(itertools.chain.from_iterable(itertools.chain.from_iterable(counters.values())))
        session = open_session(ir.to_proto(model).SerializeToString())
        found = dict.fromkeys(self.narrow, Range(0.0, 0.0))
        for feeds in self._feeds:
            numbers = iter(float(array) for array in session.run(None, feeds))
            for node, counted in counters.items():
                for _ in counted:
                    largest, small, zero = next(numbers), next(numbers), next(numbers)
                    flushed = (small - zero) / (1 - zero) if zero < 1 else 0.0
                    known = found[node]
                    found[node] = Range(max(known.largest, largest), max(known.flushed, flushed))
        return found

    def _run(self, model: bytes) -> Outputs:
        """The graph's first output for every feed: the step graph's second is an input of the sampler's arithmetic."""
        session = open_session(model)
        return [session.run(None, feeds)[0] for feeds in self._feeds]


def _count(graph: ir.Graph, value: ir.Value, default: str) -> list[ir.Value]:
    """Three numbers about a value: its largest size, the share of it that is or becomes 0 in the narrow type, and the
    share that is 0."""

    def add(operator: str, inputs: Sequence[ir.Value], kind: ir.DataType, **attributes: int) -> ir.Value:
        node = ir.node(operator, inputs, attributes)
        graph.append(node)
        node.outputs[0].dtype = kind
        return node.outputs[0]

    def constant(number: float) -> ir.Value:
        return _constant(graph, f"{value.name}.{number}", number)

    def share(condition: ir.Value) -> ir.Value:
        as_number = add("Cast", [condition], ir.DataType.FLOAT, to=int(ir.DataType.FLOAT))
        return add("ReduceMean", [as_number], ir.DataType.FLOAT, keepdims=0)

    size = add("Abs", [value], ir.DataType.FLOAT)
    largest = add("ReduceMax", [size], ir.DataType.FLOAT, keepdims=0)
    small = share(add("LessOrEqual", [size, constant(SMALLEST[default] / 2)], ir.DataType.BOOL))
    zero = share(add("Equal", [size, constant(0.0)], ir.DataType.BOOL))
    for name, output in zip(("largest", "small", "zero"), (largest, small, zero), strict=True):
        output.name, output.shape = f"{value.name}.{name}", ir.Shape([])
    return [largest, small, zero]


def _constant(graph: ir.Graph, name: str, number: float) -> ir.Value:
    value = ir.Value(name=name, const_value=ir.Tensor(np.array(number, np.float32), name=name))
    value.dtype, value.shape = ir.DataType.FLOAT, ir.Shape([])
    graph.register_initializer(value)
    return value


def open_session(model: bytes | Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if isinstance(model, bytes) and len(model) > 1 << 30:  # ONNX Runtime takes 2 GB at most from memory
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.onnx"
            path.write_bytes(model)
            return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    source = str(model) if isinstance(model, Path) else model
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])


def noise_to_signal(found: np.ndarray, reference: np.ndarray) -> float:
    if not np.isfinite(found).all():
        return math.inf
    wide = reference.astype(np.float64)
    signal = float(np.square(wide).sum())
    noise = float(np.square(found - wide).sum())
    return noise / signal if signal else (0.0 if noise == 0 else math.inf)


def to_db(loss: float) -> float:
    """Signal over noise in dB, 150 at most, -150 where the loss is infinite."""
    return -150.0 if math.isinf(loss) else float(min(150.0, -10 * math.log10(max(loss, 1e-15))))


def to_loss(db: float) -> float:
    return float(10 ** (-db / 10))


# ---------------------------------------------------------------------------------------------------------------------
# The search


@dataclass(frozen=True)
class Group:
    """Nodes that follow each other, and what is lost when they alone are narrow."""

    nodes: tuple[str, ...]
    loss: float


@dataclass(frozen=True)
class Search:
    """What was found for one graph."""

    float32: tuple[str, ...]
    """Nodes to keep in float32 besides those that the plan has already."""
    before: float
    """Loss with what the plan had."""
    after: float
    groups: tuple[Group, ...]
    """What was told apart, worst first."""


def search(
    probe: Probe, narrow: Sequence[str], goal_db: float, probes: int, tick: Callable[[], None] = lambda: None
) -> Search:
    """The nodes of `narrow` (in topological order) that must be float32 for the graph to come within `goal_db`.

    Groups that lose more than their share of the goal are halved, the worst first, until single nodes are left or
    `probes` runs are spent; then the worst become float32 until the goal is met. `tick` is called after every run.
    """
    goal = to_loss(goal_db)
    before = probe.loss(narrow)
    if before <= goal:
        return Search((), before, before, ())
    tell_apart = _Bisection(probe, narrow, goal * FAIR_SHARE, tick)
    tell_apart.run(probes)
    groups = sorted(tell_apart.groups, key=lambda group: -group.loss / len(group.nodes))
    kept: list[str] = []
    after, allowed = before, goal * FAIR_SHARE
    remaining = list(groups)
    while remaining and after > goal:
        kept += remaining.pop(0).nodes  # at least one, then as many as leave too little to be allowed
        while remaining and sum(group.loss for group in remaining) > allowed:
            kept += remaining.pop(0).nodes
        wide = set(kept)
        after = probe.loss([name for name in narrow if name not in wide])
        allowed /= 2
    wide = set(kept)
    return Search(
        tuple(name for name in narrow if name in wide),
        before,
        after,
        tuple(sorted(groups, key=lambda group: -group.loss)),
    )


class _Bisection:
    def __init__(self, probe: Probe, narrow: Sequence[str], allowed: float, tick: Callable[[], None]) -> None:
        self._probe, self._tick = probe, tick
        self._fair = allowed / len(narrow)
        """What one node may lose when all lose alike."""
        self._waiting: list[tuple[float, int, Group]] = []
        self._done: list[Group] = []
        self._count = 0
        half = len(narrow) // 2
        self._add(narrow[:half])
        self._add(narrow[half:])

    @property
    def groups(self) -> list[Group]:
        return [*self._done, *(group for _, _, group in self._waiting)]

    def run(self, probes: int) -> None:
        while self._waiting and self._count < probes:
            group = heapq.heappop(self._waiting)[2]
            half = len(group.nodes) // 2
            self._add(group.nodes[:half])
            self._add(group.nodes[half:])

    def _add(self, nodes: Sequence[str]) -> None:
        if not nodes:
            return
        self._count += 1
        group = Group(tuple(nodes), self._probe.loss(nodes))
        self._tick()
        if len(nodes) == 1 or group.loss <= self._fair * len(nodes):
            self._done.append(group)
        else:
            heapq.heappush(self._waiting, (-group.loss, self._count, group))


def island_losses(probe: Probe, plan: PrecisionPlan, path: Path) -> dict[int, tuple[int, float]]:
    """For each float32 island of `plan` that this graph has nodes in: how many only it keeps, and what is lost at the
    graph's outputs when they alone become narrow."""
    found = {}
    narrow = set(probe.narrow)
    for index, island in enumerate(plan.islands):
        if island.precision != "float32" or island.graph not in (probe.graph, "*"):
            continue
        without = PrecisionPlan(plan.default, plan.islands[:index] + plan.islands[index + 1 :])
        more = assign(ir.load(path), probe.graph, without).narrow - narrow
        if more:
            found[index] = (len(more), probe.loss(more))
    return found


def overflowing(ranges: Mapping[str, Range], default: str) -> list[str]:
    """Nodes whose values come nearer to the type's end than `HEADROOM`."""
    return [name for name, span in ranges.items() if not span.largest <= LARGEST[default] / HEADROOM]


# ---------------------------------------------------------------------------------------------------------------------
# Performances


class LoopPlayer:
    """One bundle that accompanies a loop, over and over: what it generated feeds back, and so do its errors."""

    def __init__(self, bundle: Bundle, loop: np.ndarray, stem: int = 0) -> None:
        """`loop`: mono float32 `[n]`; played at r = 1/8, two columns ahead."""
        manifest = bundle.manifest
        self._stages = OrtStages(bundle)
        self._accompanist = Accompanist(
            self._stages, len(manifest.stems), manifest.sampler.build(), manifest.codec, seed=1
        )
        self._geometry = Settings(r=0.125, look_ahead=0.25, window_samples=WINDOW_SAMPLES).geometry
        self._accompanist.warm_up(1, self._geometry.decode_columns_max, self._geometry)
        self._loop = loop
        self._stem = stem

    def play(self, index: int) -> F32 | None:
        """The answer `[samples]` of window `index`, None where a number was not finite."""
        plan = plan_window(self._geometry, ENCODER_SAMPLES + index * self._geometry.step_samples)
        at = np.arange(plan.window_start, plan.window_start + ENCODER_SAMPLES)
        context = np.where(at < plan.cursor, self._loop[at % len(self._loop)], np.float32(0))[None]
        try:
            return self._accompanist.play(context, plan, [self._stem], index).audio[0].copy()
        except EngineError:
            return None

    def latent(self, index: int) -> F32:
        """What window `index` generated, `[64, columns]`."""
        plan = plan_window(self._geometry, ENCODER_SAMPLES + index * self._geometry.step_samples)
        return self._accompanist.generated(self._stem, plan.new_column, plan.end_column - plan.new_column)

    def close(self) -> None:
        self._stages.close()
