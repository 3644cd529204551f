"""From torch modules to files: one traced program per graph, written as ONNX and as a torch.export archive."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnx_ir as ir
import onnxslim
import torch
from torch import Tensor, nn

from rtap.runtime.bundle import COLUMN_SAMPLES, COLUMNS, FRAMES_PER_COLUMN, TAIL_SAMPLES, GraphSpec

OPSET = 21
"""The first with a GroupNormalization whose scale is per channel; 20 spells the norm out with reshapes."""
WEIGHT_BYTES = 1 << 20
"""Initialisers from here on are weights: set aside while the graph around them is slimmed."""
MAX_BATCH = 16
TRACE_BATCH, TRACE_COLUMNS, TRACE_BEFORE = 2, 3, 5
"""Sizes of the traced example; not 1, which a tracer takes for a constant, and not a whole window."""


class WeightRangeError(ValueError):
    """A weight that does not fit the type it is to be stored in. The message names it."""


@dataclass(frozen=True)
class GraphSource:
    """A module with everything needed to trace and to check it."""

    name: str
    module: nn.Module
    spec: GraphSpec

    def example(self, batch: int, columns: int, seed: int = 0, before: int | None = None) -> dict[str, Tensor]:
        """Inputs of a realistic scale; `columns` is the decoder's n, the c of an encoder and the t of a step graph that
        take parts of a window: its first columns; its last, or those after `before` that are remembered."""
        generator = torch.Generator().manual_seed(seed)
        sizes = {"B": batch, "n": columns, "8*n": FRAMES_PER_COLUMN * columns, "c": columns, "t": columns}
        sizes["m"] = COLUMNS - columns if before is None else before
        sizes["4096*c+1536"] = COLUMN_SAMPLES * columns + TAIL_SAMPLES
        inputs = {}
        for name, tensor in self.spec.inputs.items():
            shape = [sizes[axis] if isinstance(axis, str) else axis for axis in tensor.shape]
            inputs[name] = torch.randn(shape, generator=generator) * (0.1 if name == "audio" else 1.0)
        if "keep" in inputs:
            inputs["keep"] = (torch.arange(COLUMNS) < COLUMNS * 3 // 4).float().reshape(1, 1, 1, COLUMNS)
            stems = inputs["label"].shape[1]
            inputs["label"] = torch.eye(stems)[torch.arange(batch) % stems]
            # Neither end of a schedule: at sigma near 0 the output is its input and shows nothing of the network.
            inputs["coef"] = torch.tensor([2.0, 1.0, 0.45, 0.17, 0.3, 0.4, 0.9, 0.5])
        if "place" in inputs:
            inputs["place"] = torch.eye(COLUMNS, columns)
            inputs["remembered"][:, :columns] = 0.0
        return inputs

    def dynamic_shapes(self) -> dict[str, dict[int, Any] | None]:
        """Free axes as torch.export wants them, per input."""
        batch = torch.export.Dim("B", min=1, max=MAX_BATCH)
        decoded, encoded = (torch.export.Dim(name, min=1, max=COLUMNS) for name in ("n", "c"))
        # To a tracer 0, 1 and all columns are cases of their own; the graphs that it makes hold for them too.
        stepped, remembered = (torch.export.Dim(name, min=2, max=COLUMNS - 2) for name in ("t", "m"))
        axes = {"B": batch, "n": decoded, "8*n": FRAMES_PER_COLUMN * decoded}
        axes |= {"t": stepped, "m": remembered, "c": encoded, "4096*c+1536": COLUMN_SAMPLES * encoded + TAIL_SAMPLES}
        return {
            name: {i: axes[axis] for i, axis in enumerate(tensor.shape) if isinstance(axis, str)} or None
            for name, tensor in self.spec.inputs.items()
        }


def quieten() -> None:
    """Silence what the converter reports of libraries that it could use: nothing a user can act on."""
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", module=r"(torch|onnxscript|copyreg)(\..*)?")


def trace(source: GraphSource) -> torch.export.ExportedProgram:
    inputs = source.example(TRACE_BATCH, TRACE_COLUMNS, before=TRACE_BEFORE)
    with torch.no_grad():
        return torch.export.export(
            source.module, tuple(inputs.values()), dynamic_shapes=tuple(source.dynamic_shapes().values()), strict=False
        )


def write_torch(program: torch.export.ExportedProgram, path: Path) -> None:
    """A .pt2 archive: runs with torch alone, without this package's model code.

    Where in the sources an operation was traced is left out: it names folders of this machine.
    """
    for node in program.graph.nodes:
        for key in node.meta.keys() - {"val", "tensor_meta"}:
            del node.meta[key]
    torch.export.save(program, path)


def write_onnx(
    program: torch.export.ExportedProgram,
    spec: GraphSpec,
    path: Path,
    *,
    half_weights: bool = False,
    defaults: Mapping[str, Tensor] | None = None,
) -> None:
    """A slimmed ONNX file with the contract's names. `half_weights` stores large weights as float16 behind a Cast.

    `defaults` are what inputs of these names hold where a caller leaves them out.

    The conversion rewrites `program`: what else is made of it must be made before.

    Tried and dropped, since they gained nothing on two idle Zen 3 cores at full size: GroupNormalization spelt as
    InstanceNormalization (ONNX Runtime expands the former, but its convolutions take 80 % of the time), and 3x3
    convolutions as Winograd F(4x4,3x3) in MatMuls (a quarter of the products, all of it lost to moving tiles; only the
    32x32 maps of 512 channels got faster, 60 to 43 ms).
    """
    # The converter first decomposes a program by tracing it again, which takes longer than all the rest. The networks
    # here are written in operators that it knows, without in-place ones; where one is not, it decomposes after all.
    decompose = program.run_decompositions
    setattr(program, "run_decompositions", lambda *_, **__: program)  # noqa: B010
    try:
        converted = _convert(program, spec)
    except torch.onnx.OnnxExporterError:
        setattr(program, "run_decompositions", decompose)  # noqa: B010
        converted = _convert(program, spec)
    model = slim(converted.model)
    if half_weights:
        store_weights_as_half(model)
    inputs = {value.name: value for value in model.graph.inputs}
    for name, default in (defaults or {}).items():
        if "B" in spec.inputs[name].shape:
            ask_another_for_the_batch(inputs[name], spec.inputs[name].shape.index("B"), inputs["x"])
        inputs[name].const_value = ir.tensor(default.numpy(), name=name)
        model.graph.register_initializer(inputs[name])
    onnx.save(ir.to_proto(model), path)


def ask_another_for_the_batch(value: ir.Value, axis: int, other: ir.Value) -> None:
    """Let an input hold nothing, and then no batch either: whoever asks it for its batch, along `axis`, asks `other`,
    whose first axis that is."""
    for user, _ in list(value.uses()):
        if user.op_type == "Shape" and user.attributes["start"].as_int() == axis:
            user.replace_input_with(0, other)
            user.attributes["start"], user.attributes["end"] = ir.AttrInt64("start", 0), ir.AttrInt64("end", 1)


def _convert(program: torch.export.ExportedProgram, spec: GraphSpec) -> torch.onnx.ONNXProgram:
    converted = torch.onnx.export(
        program,
        dynamo=True,
        opset_version=OPSET,
        input_names=list(spec.inputs),
        output_names=list(spec.outputs),
        optimize=True,
        verbose=False,
    )
    assert converted is not None
    return converted


def slim(model: ir.Model) -> ir.Model:
    """Fold constants and drop what changes nothing, with the weights kept out of the way.

    A slimmer that serialises a gigabyte of weights at every turn takes half a minute for the full U-Net, and a second
    without them. Nothing that hangs on a large weight is there to be folded: modules are packed before tracing.
    """
    weights: dict[str, ir.TensorProtocol] = {}
    for name, value in list(model.graph.initializers.items()):
        tensor = value.const_value
        if tensor is not None and tensor.nbytes >= WEIGHT_BYTES:
            weights[name] = tensor
            del model.graph.initializers[name]
            stand_in = ir.Value(name=name, shape=ir.Shape(tensor.numpy().shape), type=ir.TensorType(tensor.dtype))
            for node, index in list(value.uses()):
                node.replace_input_with(index, stand_in)
            model.graph.inputs.append(stand_in)
    slimmed = ir.from_proto(onnxslim.slim(ir.to_proto(model)))
    for value in list(slimmed.graph.inputs):
        if value.name in weights:
            slimmed.graph.inputs.remove(value)
            value.const_value = weights[value.name]
            slimmed.graph.register_initializer(value)
    return slimmed


def concrete_shape(shape: Sequence[int | str], batch: int, columns: int) -> tuple[int, ...]:
    """A contract's shape with its free axes (`B`, `n`, `8*n`, `4096*n+1536`) filled in."""
    sizes = {"B": batch, "n": columns}
    concrete = []
    for axis in shape:
        if isinstance(axis, int):
            concrete.append(axis)
            continue
        match = re.fullmatch(r"(?:(\d+)\*)?([Bn])(?:\+(\d+))?", axis)
        if match is None:
            raise ValueError(f"axis {axis!r}: expected a number, B, n, or k*n+m")
        concrete.append(int(match[1] or 1) * sizes[match[2]] + int(match[3] or 0))
    return tuple(concrete)


def freeze(model: ir.Model, spec: GraphSpec, batch: int, columns: int) -> ir.Model:
    """`model` for one batch and one number of columns: no free axis left, what computed shapes folded away.

    Dynamic shapes cost an engine its best kernels and break captured CUDA graphs. `model` itself is changed.
    """
    for tensors, values in ((spec.inputs, model.graph.inputs), (spec.outputs, model.graph.outputs)):
        for value in values:
            assert value.name is not None
            value.shape = ir.Shape(concrete_shape(tensors[value.name].shape, batch, columns))
    for node in model.graph:
        for value in node.outputs:
            if value not in set(model.graph.outputs):
                value.shape = None  # what was inferred for free axes would contradict
    return slim(model)


def store_weights_as_half(model: ir.Model) -> None:
    """Halve the file: large float32 weights become float16 with a Cast to float32, which engines fold when loading.

    Raises WeightRangeError when one does not fit float16.
    """
    first = next(iter(model.graph))
    for name, value in list(model.graph.initializers.items()):
        tensor = value.const_value
        if tensor is None or tensor.dtype != ir.DataType.FLOAT or tensor.size < 1024 or len(tensor.shape) < 2:
            continue
        with np.errstate(over="ignore"):
            half = tensor.numpy().astype(np.float16)
        if not np.isfinite(half).all():
            raise WeightRangeError(f"weight {name!r} exceeds float16; store this model with --weights fp32")
        stored = ir.Value(name=f"{name}.half", const_value=ir.Tensor(half, name=f"{name}.half"))
        stored.dtype, stored.shape = ir.DataType.FLOAT16, ir.Shape(half.shape)
        del model.graph.initializers[name]
        cast = ir.node("Cast", [stored], {"to": ir.DataType.FLOAT.value})
        cast.outputs[0].name = name
        cast.outputs[0].dtype, cast.outputs[0].shape = ir.DataType.FLOAT, ir.Shape(half.shape)
        for node, index in list(value.uses()):
            node.replace_input_with(index, cast.outputs[0])
        model.graph.register_initializer(stored)
        model.graph.insert_before(first, [cast])


def run_onnx(path: Path, inputs: Mapping[str, Tensor]) -> list[Tensor]:
    """Outputs of an ONNX file on ONNX Runtime's CPU provider, with as many threads as torch has."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = torch.get_num_threads()
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return [torch.from_numpy(array) for array in session.run(None, {k: v.numpy() for k, v in inputs.items()})]


def run_torch(path: Path, inputs: Mapping[str, Tensor]) -> list[Tensor]:
    """Outputs of a .pt2 archive, loaded as the runtime loads it."""
    program = torch.export.load(path)
    with torch.no_grad():
        outputs = program.module()(*inputs.values())
    return [outputs] if isinstance(outputs, Tensor) else list(outputs)


def run_module(module: nn.Module, inputs: Mapping[str, Tensor]) -> list[Tensor]:
    with torch.no_grad():
        outputs = module(*inputs.values())
    return [outputs] if isinstance(outputs, Tensor) else list(outputs)


def relative_error(outputs: list[Tensor], reference: list[Tensor]) -> float:
    """Largest absolute error relative to the largest absolute value, over all outputs. Raises ValueError on shapes."""
    if [tuple(o.shape) for o in outputs] != [tuple(r.shape) for r in reference]:
        raise ValueError(f"shapes {[tuple(o.shape) for o in outputs]}, expected {[tuple(r.shape) for r in reference]}")
    errors = [(o - r).abs().max() / r.abs().max() for o, r in zip(outputs, reference, strict=True)]
    return float(torch.stack(errors).max())
