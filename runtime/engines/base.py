"""What every engine offers: the three graphs of a bundle as stages, separately, so that they can be measured.

Arrays are C-contiguous float32 on the host. An array that a stage returns may be reused by the next call of the same
stage: copy what must outlive it. Input shapes follow the bundle contract; B is the number of stems generated.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rtap.runtime.bundle import ColumnFeatures, StepMemory

F32 = NDArray[np.float32]


class EngineError(Exception):
    """One line: why an engine cannot be opened or has failed, and what to do."""


class EngineLost(EngineError):
    """One line: the engine failed in a way that nothing further on it can succeed, such as an error of its card."""


class Parts(Protocol):
    """The encoder of a codec with column features, for a part of a window (see `bundle.ColumnFeatures`)."""

    @property
    def features(self) -> ColumnFeatures: ...

    def encode(self, audio: F32, place: F32, remembered: F32) -> tuple[F32, F32]:
        """audio `[1, 4096c + 1536]`, place `[64, c]`, remembered `[1, 64, width]` -> latent `[1, 64, 64]`, features
        `[1, c, width]`."""
        ...


class StepParts(Protocol):
    """The step graph of a network with memory, for some of a window's columns (see `bundle.StepMemory`)."""

    @property
    def memory(self) -> StepMemory: ...

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
        remembered: F32,
    ) -> tuple[F32, F32, F32]:
        """As `Stages.step`, but x, base and the noises `[B, 1, 64, t]`; remembered `[2*blocks, B, heads, m, channels]`
        -> x_out, y_out, fresh `[2*blocks, B, heads, t, channels]`."""
        ...


class Stages(Protocol):
    name: str
    """As given to `--engine`."""
    precision: str

    @property
    def parts(self) -> Parts | None:
        """None where the codec has no column features or the engine takes whole windows only."""
        ...

    @property
    def step_parts(self) -> StepParts | None:
        """None where the network has no memory or the engine takes whole windows only."""
        ...

    def encode(self, audio: F32) -> F32:
        """audio `[1, 263680]` -> latent `[1, 64, 64]`."""
        ...

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
        """One call of the step graph: six `[B, 1, 64, 64]`, keep `[1, 1, 1, 64]`, label `[B, stems]`, coef `[8]`.

        Returns x_out and y_out.
        """
        ...

    def decode(self, latent: F32, noise: F32 | None) -> F32:
        """latent `[B, 64, n]`, noise `[B, 2, 1024, 8n]` (None: the codec draws none) -> audio `[B, 4096n + 1536]`."""
        ...

    def close(self) -> None: ...
