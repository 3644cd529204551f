"""PyTorch programs on an executor's buffers: `--engine torch-cuda`, and the same code on the CPU for tests.

A bundle's own `torch-cuda` programs hold their precision. Where there are none, the float32 `torch` programs run under
autocast to float16, which leaves normalisation, softmax and Fourier transforms in float32.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rtap.runtime.bundle import STEP_INPUTS, Bundle
from rtap.runtime.engines.base import EngineError
from rtap.runtime.engines.cuda_device import CudaDevice
from rtap.runtime.engines.device import DeviceArray, Operation
from rtap.runtime.engines.files import EngineFiles

try:
    import torch
except ImportError as error:
    raise EngineError("PyTorch is not installed; pip install 'rtap[torch]', or use --engine ort") from error

OUTPUTS = {"encoder": ("latent",), "step": ("x_out", "y_out"), "decoder": ("audio",)}
INPUTS = {
    "encoder": ("audio",),
    "step": STEP_INPUTS,
    "decoder": ("latent", "noise"),
}


class TorchBinder:
    """`.pt2` programs of a bundle, each loaded once and called on tensors that are views of the executor's buffers."""

    name: str
    capturable = True

    def __init__(self, bundle: Bundle, *, name: str, cuda_index: int | None, compile_mode: str | None = None) -> None:
        """`cuda_index` None runs on the CPU in the programs' own precision. `compile_mode`: one of inductor's."""
        self.name = name
        if name in bundle.manifest.engines:
            self._files, self._autocast = EngineFiles(bundle, name), False
        else:
            self._files, self._autocast = EngineFiles(bundle, "torch"), cuda_index is not None
        self.precision = "float16 autocast" if self._autocast else self._files.precision
        self.parity = self._files.parity
        self._target = "cpu" if cuda_index is None else f"cuda:{cuda_index}"
        self._compile_mode = compile_mode
        self._programs: dict[str, Any] = {}

    def batch_for(self, stems: int) -> int:
        return self._files.batch_for(stems)

    def columns_for(self, stems: int, columns: int) -> int:
        return self._files.columns_for(stems, columns)

    def bind(self, graph: str, tensors: Mapping[str, DeviceArray]) -> Operation:
        first = tensors[INPUTS[graph][0]]
        key, path = self._files.find(graph, first.shape[0], first.shape[-1])
        program = self._program(key, path)
        inputs = [self._tensor(tensors[name]) for name in INPUTS[graph] if name in tensors]
        outputs = [self._tensor(tensors[name]) for name in OUTPUTS[graph]]

        def run() -> None:
            try:
                with torch.inference_mode(), self._precision():
                    results = program(*inputs)
                    for output, result in zip(
                        outputs, results if isinstance(results, tuple | list) else (results,), strict=True
                    ):
                        output.copy_(result)
            except RuntimeError as error:
                raise EngineError(f"{self.name}: torch failed in {key}: {str(error).splitlines()[0]}") from error

        return run

    def close(self) -> None:
        self._programs.clear()
        gc.collect()

    def _precision(self) -> contextlib.AbstractContextManager[object]:
        if not self._autocast:
            return contextlib.nullcontext()
        # Its cache of cast weights must not outlive a block: what a captured graph reads has to stay where it is.
        return torch.autocast("cuda", torch.float16, cache_enabled=False)

    def _tensor(self, array: DeviceArray) -> Any:
        if array.host is not None:
            return torch.from_numpy(array.host)
        return torch.as_tensor(_CudaArray(array), device=self._target)

    def _program(self, key: str, path: Path) -> Any:
        if key not in self._programs:
            try:
                exported = torch.export.load(str(path))
                if self._target != "cpu":
                    from torch.export.passes import move_to_device_pass

                    exported = move_to_device_pass(exported, self._target)
                program: Any = exported.module()
                for parameter in program.parameters():
                    parameter.requires_grad_(False)
            except Exception as error:  # torch.export documents no common base for what load raises
                first_line = str(error).splitlines()[0] if str(error) else type(error).__name__
                raise EngineError(f"{path}: torch {torch.__version__} cannot load it: {first_line}") from error
            if self._target != "cpu":
                program = program.to(memory_format=torch.channels_last)
            if self._autocast:
                halve_weights(program)
            if self._target != "cpu":
                torch.cuda.synchronize()  # loading ran on torch's own stream, which the device's does not wait for
            if self._compile_mode is not None:
                program = torch.compile(program, mode=self._compile_mode, dynamic=False)
            self._programs[key] = program
        return self._programs[key]


LAYERS = ("conv1d", "conv2d", "conv_transpose1d", "conv_transpose2d", "linear")
"""Operators that autocast runs in float16 with whatever weights it is given."""


def halve_weights(program: Any) -> list[str]:
    """Store as float16 the parameters of an exported program that nothing but such layers reads; returns their names.

    Autocast would cast them in every call, and in a captured graph once a replay: a gigabyte moved for nothing.
    """
    halved = []
    for node in program.graph.nodes:
        if node.op != "get_attr" or not node.users:
            continue
        if all(getattr(user.target, "_opname", "") in LAYERS for user in node.users):
            parameter = program.get_parameter(node.target)
            parameter.data = parameter.data.half()
            halved.append(node.target)
    return halved


class _CudaArray:
    """Device memory as other libraries find it, without a copy."""

    def __init__(self, array: DeviceArray) -> None:
        self.__cuda_array_interface__ = {
            "shape": array.shape,
            "typestr": "<f4",
            "data": (array.address, False),
            "strides": None,
            "version": 3,
        }


class TorchCudaDevice(CudaDevice):
    """A CUDA device whose captures torch's allocator knows of: it must serve a graph from memory of the graph's own."""

    def __init__(self, index: int = 0) -> None:
        if not torch.cuda.is_available():
            raise EngineError(
                f"torch {torch.__version__} finds no CUDA device; install its CUDA build from pytorch.org"
            )
        torch.cuda.set_device(index)
        super().__init__(index)
        self._torch_stream = torch.cuda.ExternalStream(self.stream, device=f"cuda:{index}")
        self._capturing: Any = None

    def enqueue(self, operation: Operation) -> None:
        with torch.cuda.stream(self._torch_stream):
            operation()

    def begin_capture(self) -> None:
        self.synchronize()
        self._capturing = torch.cuda.CUDAGraph()
        with torch.cuda.stream(self._torch_stream):
            self._capturing.capture_begin(capture_error_mode="thread_local")

    def end_capture(self) -> Any:
        graph, self._capturing = self._capturing, None
        with torch.cuda.stream(self._torch_stream):
            graph.capture_end()
        return graph

    def launch(self, graph: Any) -> None:
        with torch.cuda.stream(self._torch_stream):
            graph.replay()

    def drop(self, graph: Any) -> None:
        self.synchronize()
        graph.reset()


def on_cuda(bundle: Bundle, index: int) -> TorchBinder:
    """`--engine torch-cuda`. Not through inductor: compiling a full-size network takes minutes, at every number of
    stems and columns, and no set waits for that unmeasured; `benchmarks/gpu/run.py` measures what it would gain."""
    return TorchBinder(bundle, name="torch-cuda", cuda_index=index)
