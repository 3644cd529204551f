"""A CUDA device on cuda-bindings alone, with no framework in the process. Its calls are those of the CUDA runtime.

Never run on a card yet: written against the documented calls and tested against a stand-in for the CUDA runtime.
"""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np

from rtap.runtime.engines.base import F32, EngineError, EngineLost
from rtap.runtime.engines.device import DeviceArray, Operation, rows_of

try:
    from cuda.bindings import runtime as cudart
except ImportError as error:
    raise EngineError("cuda-bindings is not installed; pip install 'rtap[gpu]'") from error


class CudaDevice:
    """One stream on one card. Every failed call raises EngineLost: after an error of the card nothing on it is sure."""

    name = "cuda"

    def __init__(self, index: int = 0) -> None:
        self._call("cudaSetDevice", index)
        self._stream = self._call("cudaStreamCreateWithFlags", cudart.cudaStreamNonBlocking)
        self.stream = int(self._stream)
        self._device_memory: dict[int, int] = {}
        self._pinned_memory: dict[int, int] = {}
        self._capturing = False

    def allocate(self, floats: int) -> DeviceArray:
        address = int(self._call("cudaMalloc", 4 * floats))
        self._device_memory[address] = 4 * floats
        self._call("cudaMemsetAsync", address, 0, 4 * floats, self._stream)
        return DeviceArray(address, (floats,))

    def pinned(self, floats: int) -> F32:
        address = int(self._call("cudaHostAlloc", 4 * floats, cudart.cudaHostAllocDefault))
        self._pinned_memory[address] = 4 * floats
        array = np.ctypeslib.as_array((ctypes.c_float * floats).from_address(address))
        array.fill(0.0)
        return array

    def free(self, arrays: list[DeviceArray], pinned: list[F32]) -> None:
        self.synchronize()
        for array in arrays:
            del self._device_memory[array.address]
            self._call("cudaFree", array.address)
        for memory in pinned:
            address = memory.ctypes.data
            del self._pinned_memory[address]
            self._call("cudaFreeHost", address)

    def enqueue(self, operation: Operation) -> None:
        operation()

    def upload(self, target: DeviceArray, source: F32) -> None:
        self._call(
            "cudaMemcpyAsync",
            target.address,
            source.ctypes.data,
            target.nbytes,
            cudart.cudaMemcpyKind.cudaMemcpyHostToDevice,
            self._stream,
        )

    def download(self, target: F32, source: DeviceArray) -> None:
        self._call(
            "cudaMemcpyAsync",
            target.ctypes.data,
            source.address,
            source.nbytes,
            cudart.cudaMemcpyKind.cudaMemcpyDeviceToHost,
            self._stream,
        )

    def zero(self, target: DeviceArray) -> None:
        self._call("cudaMemsetAsync", target.address, 0, target.nbytes, self._stream)

    def copy_columns(
        self, target: DeviceArray, target_column: int, source: DeviceArray, source_column: int, columns: int
    ) -> None:
        self._call(
            "cudaMemcpy2DAsync",
            target.address + 4 * target_column,
            4 * target.shape[-1],
            source.address + 4 * source_column,
            4 * source.shape[-1],
            4 * columns,
            rows_of(target),
            cudart.cudaMemcpyKind.cudaMemcpyDeviceToDevice,
            self._stream,
        )

    def event(self) -> Any:
        return self._call("cudaEventCreateWithFlags", cudart.cudaEventDefault)

    def record(self, event: Any) -> None:
        # Inside a capture a plain record is only an edge between nodes; as an external one it is a node of the graph,
        # reached in every replay, which is what the host waits for and times.
        if self._capturing:
            self._call("cudaEventRecordWithFlags", event, self._stream, cudart.cudaEventRecordExternal)
        else:
            self._call("cudaEventRecord", event, self._stream)

    def wait(self, event: Any) -> None:
        self._call("cudaEventSynchronize", event)

    def elapsed_ms(self, start: Any, stop: Any) -> float:
        return float(self._call("cudaEventElapsedTime", start, stop))

    def begin_capture(self) -> None:
        mode = cudart.cudaStreamCaptureMode.cudaStreamCaptureModeThreadLocal
        self._call("cudaStreamBeginCapture", self._stream, mode)
        self._capturing = True

    def end_capture(self) -> Any:
        self._capturing = False
        graph = self._call("cudaStreamEndCapture", self._stream)
        executable = self._call("cudaGraphInstantiate", graph, 0)
        self._call("cudaGraphDestroy", graph)
        self._call("cudaGraphUpload", executable, self._stream)
        return executable

    def launch(self, graph: Any) -> None:
        self._call("cudaGraphLaunch", graph, self._stream)

    def drop(self, graph: Any) -> None:
        self.synchronize()
        self._call("cudaGraphExecDestroy", graph)

    def synchronize(self) -> None:
        self._call("cudaStreamSynchronize", self._stream)

    def close(self) -> None:
        """Give everything back. A card in error refuses that too, and its process is to let go of it anyway."""
        for address in self._device_memory:
            cudart.cudaFree(address)
        for address in self._pinned_memory:
            cudart.cudaFreeHost(address)
        self._device_memory.clear()
        self._pinned_memory.clear()
        cudart.cudaStreamDestroy(self._stream)

    def _call(self, function: str, *arguments: Any) -> Any:
        status, *values = getattr(cudart, function)(*arguments)
        if status != cudart.cudaError_t.cudaSuccess:
            _, text = cudart.cudaGetErrorString(status)
            text = text.decode() if isinstance(text, bytes) else str(text)
            raise EngineLost(f"CUDA: {function} failed: {text} ({status.name})")
        return values[0] if values else None
