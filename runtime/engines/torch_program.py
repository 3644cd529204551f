"""The PyTorch fallback: `.pt2` programs of the bundle, run without model code.

`torch` runs the float32 programs, `torch-bf16` the bundle's bfloat16 ones: on a processor with matrix units for that
type a third of the time, on one without many times as long, which is why it is never chosen by `auto`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from rtap.runtime.bundle import Bundle
from rtap.runtime.engines.base import F32, EngineError

try:
    import torch
    from torch import fx
except ImportError as error:
    raise EngineError("PyTorch is not installed; pip install 'rtap[torch]', or use --engine ort") from error


CONV2D_DEFAULTS: tuple[Any, ...] = (None, [1, 1], [0, 0], [1, 1], 1)
"""What a conv2d takes for bias, stride, padding, dilation and groups where a program does not say."""


class TorchStages:
    parts = step_parts = None

    def __init__(self, bundle: Bundle, threads: int | None = None, name: str = "torch") -> None:
        """`name` is the backend of the bundle to run, `torch` or `torch-bf16`."""
        self.name = name
        files = bundle.manifest.engines.get(name)
        if not files:
            raise EngineError(
                f"{bundle.directory}: holds no {name} programs; build them with export/build_engines.py --engines "
                + ("onnx,torch" if name == "torch" else f"{name} --bundle {bundle.directory}")
            )
        if name == "torch-bf16" and not computes_bfloat16():
            raise EngineError("this processor has no bfloat16 instructions; use --engine ort")
        self.precision = files["step"].precision
        if threads:
            torch.set_num_threads(threads)
        programs = [_open(bundle.engine_path(name, graph)) for graph in ("encoder", "step", "decoder")]
        if name == "torch-bf16":
            programs = [pack_convolutions(program) for program in programs]
        self._encoder, self._step, self._decoder = programs

    def encode(self, audio: F32) -> F32:
        return self._run(self._encoder, audio)[0]

    def step(
        self,
        x: F32,
        base: F32,
        source: F32,
        noise_in: F32,
        noise_out: F32,
        mixture: F32,
        keep: F32,
        label: F32,
        coef: F32,
    ) -> tuple[F32, F32]:
        x_out, y_out = self._run(self._step, x, base, source, noise_in, noise_out, mixture, keep, label, coef)
        return x_out, y_out

    def decode(self, latent: F32, noise: F32 | None) -> F32:
        return self._run(self._decoder, latent)[0] if noise is None else self._run(self._decoder, latent, noise)[0]

    def close(self) -> None:
        del self._encoder, self._step, self._decoder

    def _run(self, program: torch.nn.Module, *arrays: F32) -> tuple[np.ndarray, ...]:
        try:
            with torch.inference_mode():
                result = program(*(torch.from_numpy(array) for array in arrays))
        except RuntimeError as error:
            shapes = ", ".join(str(list(array.shape)) for array in arrays)
            raise EngineError(f"torch failed on inputs {shapes}: {str(error).splitlines()[0]}") from error
        tensors = result if isinstance(result, tuple | list) else (result,)
        return tuple(tensor.float().numpy() for tensor in tensors)


def computes_bfloat16() -> bool:
    """Whether oneDNN has bfloat16 kernels for this processor: AVX-512 at least."""
    return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def pack_convolutions(program: fx.GraphModule) -> fx.GraphModule:
    """Lay the weights of bfloat16 convolutions out as oneDNN wants them, once, and keep maps channels-last between.

    Without it every call rearranges every weight and every map: full-size networks, r = 1/4, on two cores with AMX and
    other work beside: encode 2.0 to 1.0 s, step 0.7 to 0.6, decode 2.1 to 0.9. The plain weights are dropped. `program`
    is changed and returned.
    """
    constants = dict(program.named_parameters()) | dict(program.named_buffers())
    for node in list(program.graph.nodes):
        if node.target is not torch.ops.aten.conv2d.default or node.args[1].target not in constants:
            continue
        weight = constants[node.args[1].target].detach()
        if weight.dtype != torch.bfloat16:
            continue
        given: tuple[Any, ...] = node.args
        x, _, bias, stride, padding, dilation, groups = given + CONV2D_DEFAULTS[len(given) - 2 :]
        packed = torch.ops.mkldnn._reorder_convolution_weight(
            weight.contiguous(memory_format=torch.channels_last), padding, stride, dilation, groups, None
        )
        name = f"packed_{node.name}"
        program.register_buffer(name, packed)
        with program.graph.inserting_before(node):
            operands = (x, program.graph.get_attr(name), bias, padding, stride, dilation, groups)
            convolution = program.graph.call_function(
                torch.ops.mkldnn._convolution_pointwise.default, (*operands, "none", [], "")
            )
        node.replace_all_uses_with(convolution)
        program.graph.erase_node(node)
    program.graph.eliminate_dead_code()
    program.delete_all_unused_submodules()
    _drop_unused_constants(program)
    program.recompile()
    return program


def _drop_unused_constants(program: fx.GraphModule) -> None:
    used = {node.target for node in program.graph.nodes if node.op == "get_attr"}
    for name in set(dict(program.named_parameters()) | dict(program.named_buffers())) - used:
        owner, _, attribute = name.rpartition(".")
        delattr(program.get_submodule(owner), attribute)


def _open(path: Path) -> fx.GraphModule:
    """A `.pt2` archive holds a graph and tensors; loading it runs no code from it."""
    try:
        program = torch.export.load(str(path)).module()
    except Exception as error:  # torch.export documents no common base for what load raises
        raise EngineError(f"{path}: torch {torch.__version__} cannot load it: {str(error).splitlines()[0]}") from error
    assert isinstance(program, fx.GraphModule)
    return program
