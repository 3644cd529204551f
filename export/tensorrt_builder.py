"""TensorRT behind one module: 10.x, 11.x (`tensorrt`) and TensorRT-RTX (`tensorrt_rtx`), which share one API.

What differs is hidden here and nowhere else: the name of the module; that strong typing is a flag in 10.x and a matter
of course later; and that TensorRT-RTX builds for named compute capabilities with no GPU in the machine, where TensorRT
times its kernels on the card it builds for.

Networks arrive as ONNX with every shape fixed and every type decided (`precision.py`). A plan cannot be loaded where
there is no driver, so what is known of it there is what the parser made of the graph: `Facts.layers` and
`Facts.attentions`. With a card the plan is loaded once and `Facts.kernels` says what the engine inspector saw.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

BACKENDS = {"trt": "tensorrt", "rtx": "tensorrt_rtx"}
"""Backend -> module."""
HOW_TO_INSTALL = {
    "trt": "pip install 'rtap[trt]' with NVIDIA's own package index as extra index (its installation guide names it)",
    "rtx": "pip install 'rtap[rtx]'",
}
RTX_CAPABILITIES = ("8.0", "8.6", "8.9", "12.0")
"""What a TensorRT-RTX engine is built for unless told: Ampere, Ada and Blackwell. 7.5 and 12.1 on request."""
CURRENT = "current"
"""The card in this machine, whatever it is."""
JIT_CACHE_NAME = "jit_cache.bin"
"""Kernels that TensorRT-RTX compiles on the card at first use; the runtime keeps them per user and engine hash."""
CHAIN_LAYERS = ("CAST", "SHUFFLE", "ELEMENTWISE", "IDENTITY", "SQUEEZE", "UNSQUEEZE")
"""What may stand between the products of an attention and its softmax."""

Progress = Callable[[str, int, int], None]
"""(phase, steps done, steps in all), from the builder's own thread."""
Shapes = Mapping[str, tuple[int, ...]]


class BuilderError(Exception):
    """One line: why an engine cannot be built, and what to do."""


@dataclass(frozen=True)
class Facts:
    """What a built engine is, for the manifest and the check of a plan that cannot be loaded."""

    inputs: dict[str, Any]
    """name -> [type, shape]"""
    outputs: dict[str, Any]
    layers: dict[str, int]
    """Layer type -> how many, of the parsed network."""
    attentions: int
    """MatMul, softmax, MatMul chains in the form that TensorRT fuses."""
    kernels: dict[str, int] | None = None
    """What the engine inspector saw: fused kernels by kind; None where there is no card to load the plan on."""

    def to_json(self) -> dict[str, Any]:
        return {
            "inputs": self.inputs,
            "outputs": self.outputs,
            "layers": self.layers,
            "attentions": self.attentions,
            "kernels": self.kernels,
        }


@dataclass(frozen=True)
class Builder:
    """One installed flavour of TensorRT."""

    backend: str
    trt: ModuleType

    @property
    def version(self) -> str:
        return f"{BACKENDS[self.backend]} {self.trt.__version__}"

    @property
    def builds_without_gpu(self) -> bool:
        return hasattr(self.trt, "ComputeCapability")


def open_builder(backend: str) -> Builder:
    """The builder of `trt` or `rtx`. Raises BuilderError with the line that installs it."""
    name = BACKENDS[backend]
    try:
        module = importlib.import_module(name)
        version = module.__version__
        logger = module.Logger
    except (ImportError, AttributeError, OSError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise BuilderError(
            f"--engines {backend}: {name} is not installed ({reason}); {HOW_TO_INSTALL[backend]}"
        ) from None
    assert logger
    if int(version.split(".")[0]) < 10 and backend == "trt":
        raise BuilderError(f"--engines trt: TensorRT {version}, expected 10 or later; {HOW_TO_INSTALL['trt']}")
    builder = Builder(backend, module)
    if not builder.builds_without_gpu and not has_driver():
        raise BuilderError(
            "--engines trt: TensorRT builds on the card it builds for and there is no NVIDIA driver here; "
            "build on that machine, or use --engines rtx, which needs no card"
        )
    return builder


def has_driver() -> bool:
    """Whether an NVIDIA driver with at least one card answers."""
    for name in ("libcuda.so.1", "nvcuda.dll"):
        try:
            cuda = ctypes.CDLL(name)
        except OSError:
            continue
        count = ctypes.c_int(0)
        return cuda.cuInit(0) == 0 and cuda.cuDeviceGetCount(ctypes.byref(count)) == 0 and count.value > 0
    return False


def parse(builder: Builder, onnx_path: Path) -> Facts:
    """What the parser makes of a graph. Raises BuilderError with the parser's own words."""
    _, network, _ = _parse(builder, onnx_path)
    return _facts(builder.trt, network)


def build(
    builder: Builder, onnx_path: Path, capabilities: tuple[str, ...], progress: Progress | None = None
) -> tuple[bytes, Facts]:
    """A serialised plan of the frozen, typed graph `onnx_path`, and what it is.

    `capabilities` are such as "8.9" (TensorRT-RTX only). Ctrl-C ends a build within its current step. Raises
    BuilderError when the builder refuses.
    """
    trt = builder.trt
    engine_builder, network, log = _parse(builder, onnx_path)
    facts = _facts(trt, network)
    config = engine_builder.create_builder_config()
    config.profiling_verbosity = trt.ProfilingVerbosity.DETAILED
    # An island of float32 that were computed in TF32 would keep 10 bits of mantissa: float16's.
    config.clear_flag(trt.BuilderFlag.TF32)
    _aim(builder, config, capabilities)
    stopped = threading.Event()
    if progress is not None:
        config.progress_monitor = _monitor(trt, progress, stopped)
    plan = _in_thread(lambda: engine_builder.build_serialized_network(network, config), stopped)
    if plan is None:
        raise BuilderError(f"{onnx_path.stem}: {builder.version} cannot build it: {log.last or 'no reason given'}")
    data = bytes(plan)
    if has_driver():
        facts = Facts(facts.inputs, facts.outputs, facts.layers, facts.attentions, inspect(builder, data))
    return data, facts


def check(facts: Facts, inputs: Shapes, outputs: Shapes) -> None:
    """Raise BuilderError unless a parsed network has just these float32 inputs and outputs."""
    for kind, got, wanted in (("inputs", facts.inputs, inputs), ("outputs", facts.outputs, outputs)):
        expected = {name: ["float32", list(shape)] for name, shape in wanted.items()}
        if got != expected:
            raise BuilderError(f"the parsed network's {kind} are {got}, expected {expected}; a defect of the exporter")


def inspect(builder: Builder, plan: bytes) -> dict[str, int]:
    """Fused kernels of a plan by kind, from the engine inspector. Needs a card. (Has never run: no card was at hand.)

    Raises BuilderError when the plan does not load.
    """
    trt = builder.trt
    log = _logger(trt)
    engine = trt.Runtime(log).deserialize_cuda_engine(plan)
    if engine is None:
        raise BuilderError(f"the plan that was just built does not load here: {log.last or 'no reason given'}")
    report = json.loads(engine.create_engine_inspector().get_engine_information(trt.LayerInformationFormat.JSON))
    return count_kernels(report.get("Layers", []))


def count_kernels(layers: list[Any]) -> dict[str, int]:
    """Layers of an inspector's report by what they fuse: attention, norm, convolution, matmul, rest."""
    words = {
        "attention": ("mha", "attention", "flash", "fmha"),
        "norm": ("norm",),
        "convolution": ("conv",),
        "matmul": ("gemm", "matmul", "matrixmultiply"),
    }
    counts: Counter[str] = Counter()
    for layer in layers:
        text = (json.dumps(layer) if isinstance(layer, dict) else str(layer)).lower()
        counts[next((kind for kind, marks in words.items() if any(mark in text for mark in marks)), "rest")] += 1
    return dict(sorted(counts.items()))


def _parse(builder: Builder, onnx_path: Path) -> tuple[Any, Any, Any]:
    trt = builder.trt
    log = _logger(trt)
    engine_builder = trt.Builder(log)
    network = engine_builder.create_network(_creation_flags(trt))
    parser = trt.OnnxParser(network, log)
    if not parser.parse_from_file(str(onnx_path)):
        errors = [parser.get_error(i) for i in range(parser.num_errors)]
        words = "; ".join(f"{error.node_name() or 'graph'}: {error.desc()}" for error in errors[:2])
        raise BuilderError(f"{onnx_path.stem}: {builder.version} cannot read it: {words or log.last}")
    return engine_builder, network, log


def _creation_flags(trt: ModuleType) -> int:
    """Strong typing: a flag while there is one, the only way of typing where there is none."""
    flag = getattr(trt.NetworkDefinitionCreationFlag, "STRONGLY_TYPED", None)
    return 0 if flag is None else 1 << int(flag)


def _aim(builder: Builder, config: Any, capabilities: tuple[str, ...]) -> None:
    """TensorRT-RTX: the compute capabilities that a plan is for."""
    if not builder.builds_without_gpu:
        return
    known = builder.trt.ComputeCapability
    wanted = []
    for capability in capabilities:
        member = "CURRENT" if capability == CURRENT else "SM" + capability.replace(".", "")
        if not hasattr(known, member):
            offered = ", ".join(sorted(f"{m[2:-1]}.{m[-1]}" for m in dir(known) if m.startswith("SM")))
            raise BuilderError(f"--compute-capability {capability}: {builder.version} builds for {offered}")
        wanted.append(getattr(known, member))
    config.num_compute_capabilities = len(wanted)
    for index, member in enumerate(wanted):
        config.set_compute_capability(member, index)


def _facts(trt: ModuleType, network: Any) -> Facts:
    layers = [network.get_layer(i) for i in range(network.num_layers)]
    return Facts(
        {t.name: _tensor(trt, t) for t in (network.get_input(i) for i in range(network.num_inputs))},
        {t.name: _tensor(trt, t) for t in (network.get_output(i) for i in range(network.num_outputs))},
        dict(sorted(Counter(layer.type.name for layer in layers).items())),
        _count_attentions(layers),
    )


def _tensor(trt: ModuleType, tensor: Any) -> list[Any]:
    names = {trt.float32: "float32", trt.float16: "float16", trt.bfloat16: "bfloat16", trt.int64: "int64"}
    return [names.get(tensor.dtype, str(tensor.dtype)), [int(size) for size in tensor.shape]]


def _count_attentions(layers: list[Any]) -> int:
    """Softmaxes that lie between two matrix products with nothing but casts, shapes and sums in between."""
    producer: dict[str, Any] = {}
    consumers: dict[str, list[Any]] = {}
    for layer in layers:
        for i in range(layer.num_outputs):
            producer[layer.get_output(i).name] = layer
        for i in range(layer.num_inputs):
            tensor = layer.get_input(i)
            if tensor is not None:
                consumers.setdefault(tensor.name, []).append(layer)

    def before(layer: Any) -> list[Any]:
        tensors = [layer.get_input(i) for i in range(layer.num_inputs)]
        return [producer[t.name] for t in tensors if t is not None and t.name in producer]

    def after(layer: Any) -> list[Any]:
        return [user for i in range(layer.num_outputs) for user in consumers.get(layer.get_output(i).name, [])]

    def reaches_product(layer: Any, onward: Callable[[Any], list[Any]], depth: int = 6) -> bool:
        return depth > 0 and any(
            near.type.name == "MATRIX_MULTIPLY"
            or (near.type.name in CHAIN_LAYERS and reaches_product(near, onward, depth - 1))
            for near in onward(layer)
        )

    softmaxes = [layer for layer in layers if layer.type.name == "SOFTMAX"]
    return sum(reaches_product(layer, before) and reaches_product(layer, after) for layer in softmaxes)


def _logger(trt: ModuleType) -> Any:
    """A logger that keeps the last error for our own message and prints nothing."""

    class Log(trt.ILogger):  # type: ignore[name-defined]  # the base comes from whichever module is there
        def __init__(self) -> None:
            super().__init__()
            self.last = ""

        def log(self, severity: Any, message: str) -> None:
            if severity <= trt.ILogger.ERROR:
                self.last = message.splitlines()[0]

    return Log()


def _monitor(trt: ModuleType, progress: Progress, stopped: threading.Event) -> Any:
    class Monitor(trt.IProgressMonitor):  # type: ignore[name-defined]  # as above
        def __init__(self) -> None:
            super().__init__()
            self._steps: dict[str, int] = {}

        def phase_start(self, phase: str, parent: str | None, steps: int) -> None:
            self._steps[phase] = steps
            progress(phase, 0, steps)

        def step_complete(self, phase: str, step: int) -> bool:
            progress(phase, step + 1, self._steps.get(phase, step + 1))
            return not stopped.is_set()

        def phase_finish(self, phase: str) -> None:
            steps = self._steps.pop(phase, 1)
            progress(phase, steps, steps)

    return Monitor()


def _in_thread(work: Callable[[], Any], stopped: threading.Event) -> Any:
    """`work` in a thread, so that Ctrl-C reaches this one: a builder runs for minutes outside of Python.

    At an interrupt `stopped` is set, and the interrupt goes on once the thread has ended.
    """
    result: list[Any] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            result.append(work())
        except BaseException as error:  # handed to the waiting thread, whatever it is
            failure.append(error)

    thread = threading.Thread(target=run, name="TensorRT build")
    thread.start()
    try:
        while thread.is_alive():
            thread.join(0.2)
    except KeyboardInterrupt:
        stopped.set()
        thread.join()
        raise
    if failure:
        raise failure[0]
    return result[0]
