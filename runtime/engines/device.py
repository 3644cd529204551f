"""Where an executor's buffers live and how work is enqueued: a small interface, and a stand-in made of host memory.

Everything an executor asks for is asynchronous, as on a card: an upload reads its source and a stage computes when the
device comes to it, not when it was enqueued. `HostDevice` keeps to that with a queue of its own, and records a capture
as a list that it replays, so the order of work, captures, replays and what may be overwritten when are tested without
a card, on real graphs.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from rtap.runtime.engines.base import F32, EngineError

ALIGN_FLOATS = 64
"""256 bytes: where TensorRT wants a tensor to begin."""

Operation = Callable[[], None]


@dataclass(frozen=True)
class DeviceArray:
    """C-contiguous float32 `shape` at an address that stays the same for as long as its device is open."""

    address: int
    shape: tuple[int, ...]
    host: F32 | None = None
    """The memory itself, where the device's memory is the host's."""

    @property
    def size(self) -> int:
        return math.prod(self.shape)

    @property
    def nbytes(self) -> int:
        return 4 * self.size

    def view(self, start: int, shape: tuple[int, ...]) -> DeviceArray:
        """`shape` beginning `start` floats into this array."""
        stop = start + math.prod(shape)
        if not 0 <= start <= stop <= self.size:
            raise ValueError(f"view [{start}:{stop}] of an array of {self.size} floats")
        host = None if self.host is None else self.host.reshape(-1)[start:stop].reshape(shape)
        return DeviceArray(self.address + 4 * start, shape, host)


class Device(Protocol):
    """One stream of work on one device. All calls come from one thread.

    Between `begin_capture` and `end_capture` only enqueuing is allowed: no allocation and no waiting.
    """

    name: str
    stream: int
    """The address of the stream; 0 where there is none."""

    def allocate(self, floats: int) -> DeviceArray:
        """Device memory `[floats]`, zeroed."""
        ...

    def pinned(self, floats: int) -> F32:
        """Host memory `[floats]` that uploads and downloads may use, zeroed."""
        ...

    def free(self, arrays: list[DeviceArray], pinned: list[F32]) -> None: ...

    def enqueue(self, operation: Operation) -> None:
        """Run a stage's own enqueuing in the order of the stream."""
        ...

    def upload(self, target: DeviceArray, source: F32) -> None: ...

    def download(self, target: F32, source: DeviceArray) -> None: ...

    def zero(self, target: DeviceArray) -> None: ...

    def copy_columns(
        self, target: DeviceArray, target_column: int, source: DeviceArray, source_column: int, columns: int
    ) -> None:
        """Copy `columns` entries of the last axis of every row. Both arrays have the same number of rows."""
        ...

    def event(self) -> Any: ...

    def record(self, event: Any) -> None: ...

    def wait(self, event: Any) -> None:
        """Until the newest recording of `event` has been reached."""
        ...

    def elapsed_ms(self, start: Any, stop: Any) -> float: ...

    def begin_capture(self) -> None: ...

    def end_capture(self) -> Any:
        """What was enqueued since `begin_capture`, none of it computed yet, ready to be launched."""
        ...

    def launch(self, graph: Any) -> None: ...

    def drop(self, graph: Any) -> None: ...

    def close(self) -> None: ...


def rows_of(array: DeviceArray) -> int:
    return array.size // array.shape[-1]


class Block:
    """Named arrays in one piece of memory on both sides, so that all of them travel in one copy."""

    def __init__(self, device: Device, shapes: Mapping[str, tuple[int, ...]]) -> None:
        starts, size = {}, 0
        for name, shape in shapes.items():
            starts[name] = size
            size += -(-math.prod(shape) // ALIGN_FLOATS) * ALIGN_FLOATS
        self._device = device
        self.memory = device.allocate(size)
        self.pinned = device.pinned(size)
        self.on_device = {name: self.memory.view(starts[name], shape) for name, shape in shapes.items()}
        self.on_host = {
            name: self.pinned[starts[name] : starts[name] + math.prod(shape)].reshape(shape)
            for name, shape in shapes.items()
        }

    def upload(self) -> None:
        self._device.upload(self.memory, self.pinned)

    def download(self) -> None:
        self._device.download(self.pinned, self.memory)

    def free(self) -> None:
        self._device.free([self.memory], [self.pinned])


class HostEvent:
    def __init__(self) -> None:
        self.reached_ns: int | None = None


@dataclass(frozen=True)
class _Work:
    run: Operation
    event: HostEvent | None = None


HostGraph = list[_Work]


class HostDevice:
    """A device of host memory and numpy. Work waits in a queue until somebody waits for an event behind it."""

    name = "host"
    stream = 0

    def __init__(self) -> None:
        self._queue: list[_Work] = []
        self._recording: HostGraph | None = None
        self.counts: Counter[str] = Counter()
        """captures, launches, allocations: what tests and benchmarks look at."""

    def allocate(self, floats: int) -> DeviceArray:
        self._outside_capture("allocate")
        self.counts["allocations"] += 1
        memory = _aligned(floats)
        return DeviceArray(memory.ctypes.data, (floats,), memory)

    def pinned(self, floats: int) -> F32:
        self._outside_capture("allocate")
        self.counts["allocations"] += 1
        return _aligned(floats)

    def free(self, arrays: list[DeviceArray], pinned: list[F32]) -> None:
        self._finish()
        self.counts["frees"] += len(arrays) + len(pinned)

    def enqueue(self, operation: Operation) -> None:
        self._append(_Work(operation))

    def upload(self, target: DeviceArray, source: F32) -> None:
        self.counts["uploads"] += 1
        memory = _memory(target)
        self._append(_Work(lambda: np.copyto(memory, source.reshape(memory.shape))))

    def download(self, target: F32, source: DeviceArray) -> None:
        self.counts["downloads"] += 1
        memory = _memory(source)
        self._append(_Work(lambda: np.copyto(target, memory.reshape(target.shape))))

    def zero(self, target: DeviceArray) -> None:
        memory = _memory(target)
        self._append(_Work(lambda: memory.fill(0.0)))

    def copy_columns(
        self, target: DeviceArray, target_column: int, source: DeviceArray, source_column: int, columns: int
    ) -> None:
        rows = rows_of(target)
        to = _memory(target).reshape(rows, -1)[:, target_column : target_column + columns]
        of = _memory(source).reshape(rows, -1)[:, source_column : source_column + columns]
        self._append(_Work(lambda: np.copyto(to, of)))

    def event(self) -> HostEvent:
        return HostEvent()

    def record(self, event: HostEvent) -> None:
        def reach() -> None:
            event.reached_ns = time.perf_counter_ns()

        self._append(_Work(reach, event))

    def wait(self, event: HostEvent) -> None:
        self._outside_capture("wait")
        last = max((i for i, work in enumerate(self._queue) if work.event is event), default=None)
        if last is None:
            if event.reached_ns is None:
                raise EngineError("host device: waiting for an event that was never recorded; a defect, please report")
            return
        pending, self._queue = self._queue[: last + 1], self._queue[last + 1 :]
        for work in pending:
            work.run()

    def elapsed_ms(self, start: HostEvent, stop: HostEvent) -> float:
        assert start.reached_ns is not None
        assert stop.reached_ns is not None
        return (stop.reached_ns - start.reached_ns) / 1e6

    def begin_capture(self) -> None:
        self._outside_capture("begin another capture")
        self._recording = []

    def end_capture(self) -> HostGraph:
        graph, self._recording = self._recording, None
        assert graph is not None
        self.counts["captures"] += 1
        return graph

    def launch(self, graph: HostGraph) -> None:
        self._outside_capture("launch")
        self.counts["launches"] += 1
        self._queue += graph

    def drop(self, graph: HostGraph) -> None:
        self._finish()
        self.counts["drops"] += 1

    def close(self) -> None:
        self._finish()

    def _append(self, work: _Work) -> None:
        (self._queue if self._recording is None else self._recording).append(work)

    def _finish(self) -> None:
        pending, self._queue = self._queue, []
        for work in pending:
            work.run()

    def _outside_capture(self, what: str) -> None:
        if self._recording is not None:
            raise EngineError(f"host device: cannot {what} inside a capture; a defect, please report")


def _aligned(floats: int) -> F32:
    """Zeroed, beginning at a multiple of 256 bytes as memory of a card does."""
    memory = np.zeros(floats + ALIGN_FLOATS, dtype=np.float32)
    start = -memory.ctypes.data // 4 % ALIGN_FLOATS
    return memory[start : start + floats]


def _memory(array: DeviceArray) -> F32:
    assert array.host is not None
    return array.host
