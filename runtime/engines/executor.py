"""The device-resident window: encode, mask, every step and decode on one stream, captured once, then replayed.

All engines that own a device use this one piece; they differ only in how a graph of the bundle is enqueued (`Binder`).
Host and device meet three times a window. While waiting for the context, `WindowBuffers.early` goes up: noise, labels.
When the context is there, `late` goes up in one copy: audio, the latents kept from earlier windows, the mask. At the
end `out` comes down in one copy: the decoded block and the new latents, which the host's timeline keeps by column.

What is cut out of which column is part of a captured graph, so a capture belongs to a `WindowLayout`. A layout seen for
the first time is played by enqueuing (which also lets an engine do its lazy work) and captured before the next window,
never between a context packet and its answer.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from rtap.runtime.bundle import (
    COLUMNS,
    ENCODER_SAMPLES,
    FRAMES_PER_COLUMN,
    LATENT_CHANNELS,
    NOISE_BINS,
)
from rtap.runtime.engines.base import F32
from rtap.runtime.engines.device import Block, Device, DeviceArray, Operation
from rtap.runtime.sampling import Sampler

MAX_SHAPES = 4
"""Numbers of stems and columns whose buffers are kept; settings changed often must not fill a card."""
MAX_CAPTURES = 16
"""Of one shape. The paper's step of 16.15 columns needs about six layouts, a step of whole columns one."""


class Binder(Protocol):
    """What an engine adds: a graph of the bundle, enqueued on arrays that never move."""

    name: str
    precision: str
    capturable: bool
    """Whether what `bind` returns may run inside a capture of the device."""

    def batch_for(self, stems: int) -> int:
        """The smallest batch that it runs `stems` in. Raises EngineError when none was built."""
        ...

    def columns_for(self, stems: int, columns: int) -> int:
        """The smallest number of decoded columns, at least `columns`, that it runs. Raises EngineError."""
        ...

    def bind(self, graph: str, tensors: Mapping[str, DeviceArray]) -> Operation:
        """`graph` (encoder, step, decoder) on `tensors`, by their names in the bundle contract. Raises EngineError.

        The operation returned enqueues one inference on the device's stream; shapes are those of `tensors`.
        """
        ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Run:
    """Consecutive columns of the block to be decoded and where they are from."""

    kept: bool
    """From the latents kept; else from those just generated."""
    window_column: int
    """First column, counted from the window's."""
    columns: int


@dataclass(frozen=True)
class WindowLayout:
    """What a captured window depends on beside its buffers: which columns are copied where."""

    known_columns: int
    """Of the mixture; the rest is 0."""
    decoded: tuple[Run, ...]
    """In order, together as many as the buffers' columns."""


def decoded_runs(keep: F32, first_column: int) -> tuple[Run, ...]:
    """The window's columns from `first_column` to its end as runs of kept and of generated ones; keep `[64]`."""
    runs: list[Run] = []
    at = first_column
    while at < COLUMNS:
        stop = at + 1
        while stop < COLUMNS and keep[stop] == keep[at]:
            stop += 1
        runs.append(Run(bool(keep[at]), at, stop - at))
        at = stop
    return tuple(runs)


@dataclass(frozen=True)
class StageTimes:
    """Milliseconds on the device's own clock: upload and encode, sample, decode and download."""

    encode_ms: float
    sample_ms: float
    decode_ms: float


class WindowBuffers:
    """Everything a window of `stems` stems and `columns` decoded columns reads and writes, at fixed addresses.

    With B the batch that the engine runs these stems in, n the columns: `early`: start `[B,1,64,64]`, noise_in and
    noise_out `[calls,B,1,64,64]`, label `[B,labels]`, noise `[B,2,1024,8n]`; `late`: audio `[1,263680]`, source
    `[B,1,64,64]`, keep `[1,1,1,64]`; `out`: audio `[B,4096n+1536]`, latent `[B,1,64,64]`.
    """

    def __init__(
        self, device: Device, binder: Binder, sampler: Sampler, labels: int, draws_noise: bool, stems: int, columns: int
    ) -> None:
        batch, calls = binder.batch_for(stems), len(sampler.calls)
        self.batch, self.columns = batch, columns
        latents = (batch, 1, LATENT_CHANNELS, COLUMNS)
        early: dict[str, tuple[int, ...]] = {
            "start": latents,
            "noise_in": (calls, *latents),
            "noise_out": (calls, *latents),
            "label": (batch, labels),
        }
        if draws_noise:
            early["noise"] = (batch, 2, NOISE_BINS, FRAMES_PER_COLUMN * columns)
        self.early = Block(device, early)
        self.late = Block(device, {"audio": (1, ENCODER_SAMPLES), "source": latents, "keep": (1, 1, 1, COLUMNS)})
        self.out = Block(device, {"audio": (batch, 4096 * columns + 1536), "latent": latents})
        scratch = {"encoded": (1, LATENT_CHANNELS, COLUMNS), "mixture": latents}
        scratch["decode_latent"] = (batch, LATENT_CHANNELS, columns)
        for i in range(calls):
            scratch |= {f"x{i}": latents, f"y{i}": latents, f"coef{i}": (8,)}
        self.scratch = Block(device, scratch)
        for i, call in enumerate(sampler.calls):
            self.scratch.on_host[f"coef{i}"][:] = call.coef
        self.scratch.upload()
        self.uploaded = device.event()
        device.record(self.uploaded)
        self.encode = binder.bind(
            "encoder", {"audio": self.late.on_device["audio"], "latent": self.scratch.on_device["encoded"]}
        )
        self.steps = [self._bind_step(binder, sampler, i) for i in range(calls)]
        decoder = {"latent": self.scratch.on_device["decode_latent"], "audio": self.out.on_device["audio"]}
        if draws_noise:
            decoder["noise"] = self.early.on_device["noise"]
        self.decode = binder.bind("decoder", decoder)
        self.captures: OrderedDict[WindowLayout, Any] = OrderedDict()
        self.uncaptured: set[WindowLayout] = set()
        """Played by enqueuing; to be captured when there is time."""

    def _bind_step(self, binder: Binder, sampler: Sampler, i: int) -> Operation:
        early, late, scratch = self.early.on_device, self.late.on_device, self.scratch.on_device
        batch_shape, last = early["start"].shape, len(sampler.calls) - 1
        size = early["start"].size
        x = early["start"] if i == 0 else scratch[f"x{i - 1}"]
        previous_y = early["start"] if i == 0 else scratch[f"y{i - 1}"]
        tensors = {
            "x": x,
            "base": previous_y if sampler.calls[i].base_is_previous_y else x,
            "source": late["source"],
            "noise_in": early["noise_in"].view(i * size, batch_shape),
            "noise_out": early["noise_out"].view(i * size, batch_shape),
            "mixture": scratch["mixture"],
            "keep": late["keep"],
            "label": early["label"],
            "coef": scratch[f"coef{i}"],
            "x_out": self.out.on_device["latent"] if i == last else scratch[f"x{i}"],
            "y_out": scratch[f"y{i}"],
        }
        return binder.bind("step", tensors)

    def free(self) -> None:
        for block in (self.early, self.late, self.out, self.scratch):
            block.free()


class WindowExecutor:
    """Plays windows of one bundle on one device. Belongs to one thread."""

    def __init__(self, device: Device, binder: Binder, sampler: Sampler, labels: int, draws_noise: bool) -> None:
        """`labels`: stems of the bundle, the width of `label`."""
        self._device = device
        self._binder = binder
        self._sampler = sampler
        self._labels = labels
        self._draws_noise = draws_noise
        self._buffers: OrderedDict[tuple[int, int], WindowBuffers] = OrderedDict()
        self._started, self._encoded, self._sampled, self._decoded = (device.event() for _ in range(4))

    def columns_for(self, stems: int, columns: int) -> int:
        """Columns that decoding `columns` takes here: engines of fixed shapes may have to decode some in front."""
        return self._binder.columns_for(stems, columns)

    def buffers(self, stems: int, columns: int) -> WindowBuffers:
        """The buffers of a shape, made when first asked for. The ones longest unused are given up."""
        key = (stems, columns)
        if key not in self._buffers:
            while len(self._buffers) >= MAX_SHAPES:
                self._give_up(self._buffers.popitem(last=False)[1])
            self._buffers[key] = WindowBuffers(
                self._device, self._binder, self._sampler, self._labels, self._draws_noise, stems, columns
            )
        self._buffers.move_to_end(key)
        return self._buffers[key]

    def begin_early(self, b: WindowBuffers) -> None:
        """Call before writing into `b.early`: what was uploaded before may still be on its way."""
        self._device.wait(b.uploaded)

    def upload_early(self, b: WindowBuffers) -> None:
        """Send `b.early` up, and use the time to capture what was last played without."""
        b.early.upload()
        self._device.record(b.uploaded)
        while b.uncaptured:
            self._capture(b, b.uncaptured.pop())

    def play(self, b: WindowBuffers, layout: WindowLayout) -> StageTimes:
        """One window on what `b.early` and `b.late` hold; returns when `b.out` is on the host."""
        graph = b.captures.get(layout)
        if graph is None:
            self._enqueue(b, layout)
            if self._binder.capturable:
                b.uncaptured.add(layout)
        else:
            b.captures.move_to_end(layout)
            self._device.launch(graph)
        self._device.wait(self._decoded)
        elapsed = self._device.elapsed_ms
        return StageTimes(
            elapsed(self._started, self._encoded),
            elapsed(self._encoded, self._sampled),
            elapsed(self._sampled, self._decoded),
        )

    def close(self) -> None:
        while self._buffers:
            self._give_up(self._buffers.popitem()[1])

    def _enqueue(self, b: WindowBuffers, layout: WindowLayout) -> None:
        """The window, top to bottom."""
        device = self._device
        device.record(self._started)
        b.late.upload()
        device.enqueue(b.encode)
        device.record(self._encoded)
        self._mask(b, layout.known_columns)  # after encoding: the future is unknown, not silent
        for step in b.steps:
            device.enqueue(step)
        device.record(self._sampled)
        self._gather(b, layout)
        device.enqueue(b.decode)
        b.out.download()
        device.record(self._decoded)

    def _mask(self, b: WindowBuffers, known_columns: int) -> None:
        """The encoded context for every stem, its unknown columns 0."""
        scratch = b.scratch.on_device
        self._device.zero(scratch["mixture"])
        if known_columns:
            for i in range(b.batch):
                self._device.copy_columns(_row(scratch["mixture"], i), 0, scratch["encoded"], 0, known_columns)

    def _gather(self, b: WindowBuffers, layout: WindowLayout) -> None:
        """The block to be decoded: what was kept where it was kept, what was generated elsewhere."""
        kept, generated = b.late.on_device["source"], b.out.on_device["latent"]
        for i in range(b.batch):
            at = 0
            for run in layout.decoded:
                source = _row(kept if run.kept else generated, i)
                target = _row(b.scratch.on_device["decode_latent"], i)
                self._device.copy_columns(target, at, source, run.window_column, run.columns)
                at += run.columns

    def _capture(self, b: WindowBuffers, layout: WindowLayout) -> None:
        while len(b.captures) >= MAX_CAPTURES:
            self._device.drop(b.captures.popitem(last=False)[1])
        self._device.begin_capture()
        try:
            self._enqueue(b, layout)
        finally:  # a stream that is left capturing would refuse everything after
            graph = self._device.end_capture()
        b.captures[layout] = graph

    def _give_up(self, b: WindowBuffers) -> None:
        for graph in b.captures.values():
            self._device.drop(graph)
        b.free()


def _row(array: DeviceArray, i: int) -> DeviceArray:
    """Batch element `i` `[1, …]`."""
    shape = (1, *array.shape[1:])
    size = array.size // array.shape[0]
    return array.view(i * size, shape)


class DeviceStages:
    """An engine on a device: the three graphs as stages for measuring, and `executor` for playing."""

    parts = step_parts = None

    def __init__(
        self,
        device: Device,
        binder: Binder,
        sampler: Sampler,
        labels: int,
        draws_noise: bool,
    ) -> None:
        self.name, self.precision = binder.name, binder.precision
        self.backend: str = getattr(binder, "backend", binder.name)
        """Under which name the bundle's manifest holds its files and parity: `trt` plays plans of `rtx` too."""
        self.executor = WindowExecutor(device, binder, sampler, labels, draws_noise)
        self._device = device
        self._binder = binder
        self._single: dict[tuple[object, ...], _SingleStage] = {}

    def encode(self, audio: F32) -> F32:
        outputs = {"latent": (len(audio), LATENT_CHANNELS, COLUMNS)}
        return self._run("encoder", {"audio": audio}, outputs)["latent"]

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
        inputs = {"x": x, "base": base, "source": source, "noise_in": noise_in, "noise_out": noise_out}
        inputs |= {"mixture": mixture, "keep": keep, "label": label, "coef": coef}
        out = self._run("step", inputs, {"x_out": x.shape, "y_out": x.shape})
        return out["x_out"], out["y_out"]

    def decode(self, latent: F32, noise: F32 | None) -> F32:
        inputs = {"latent": latent} if noise is None else {"latent": latent, "noise": noise}
        return self._run("decoder", inputs, {"audio": (len(latent), 4096 * latent.shape[2] + 1536)})["audio"]

    def close(self) -> None:
        for stage in self._single.values():
            stage.free()
        self._single.clear()
        self.executor.close()
        self._binder.close()
        self._device.close()

    def _run(self, graph: str, inputs: Mapping[str, F32], outputs: Mapping[str, tuple[int, ...]]) -> dict[str, F32]:
        key = (graph, *(array.shape for array in inputs.values()))
        if key not in self._single:
            self._single[key] = _SingleStage(self._device, self._binder, graph, inputs, outputs)
        return self._single[key](inputs)


class _SingleStage:
    """One graph at one shape with copies on both sides, for self-checks, warm-up and measuring."""

    def __init__(
        self,
        device: Device,
        binder: Binder,
        graph: str,
        inputs: Mapping[str, F32],
        outputs: Mapping[str, tuple[int, ...]],
    ) -> None:
        self._device = device
        self._in = Block(device, {name: array.shape for name, array in inputs.items()})
        self._out = Block(device, outputs)
        self._run: Callable[[], None] = binder.bind(graph, {**self._in.on_device, **self._out.on_device})
        self._done = device.event()

    def __call__(self, inputs: Mapping[str, F32]) -> dict[str, F32]:
        for name, array in inputs.items():
            np.copyto(self._in.on_host[name], array)
        self._in.upload()
        self._device.enqueue(self._run)
        self._out.download()
        self._device.record(self._done)
        self._device.wait(self._done)
        return self._out.on_host

    def free(self) -> None:
        self._in.free()
        self._out.free()
