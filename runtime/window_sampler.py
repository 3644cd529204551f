"""Sampling one window: the step graph, call after call, over all of its columns or over those that still change.

Where a network has memory (`bundle.StepMemory`), columns that are kept and heard say the same of themselves in every
call: they are evaluated in the first one only. What they say does not follow from what comes later either, so most of
it can be known before the window's newest columns are: `foresee` evaluates what is there while nobody waits.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from rtap.runtime.bundle import COLUMNS, remembered_shape
from rtap.runtime.engines.base import F32, Stages, StepParts
from rtap.runtime.sampling import Sampler

SAME = 1e-5
"""Latents this near to those foreseen are the same: encoding another part of a window rounds otherwise."""


class WindowMaps(Protocol):
    """What is sampled from: maps `[S, 1, 64, 64]`, one window's, the first draw at the sampler's largest sigma."""

    source: F32
    mixture: F32
    keep: F32
    """`[1, 1, 1, 64]`"""
    label: F32
    """`[S, stems]`"""
    start: F32
    noise_in: F32
    """`[calls, S, 1, 64, 64]`"""
    noise_out: F32


class WindowSampler:
    """A sampler on one engine. Not thread-safe."""

    def __init__(self, stages: Stages, sampler: Sampler) -> None:
        self._stages = stages
        self._sampler = sampler
        self._foreseen: _Foreseen | None = None
        self._known, self._clean = _Scratch(), _Scratch()

    @property
    def parts(self) -> StepParts | None:
        """What evaluates some columns alone; None too where one call is all, since nothing is then evaluated twice."""
        return self._stages.step_parts if len(self._sampler.calls) > 1 else None

    def warm_up(self, maps: WindowMaps, clean: int) -> None:
        """Run the step graph once on whole windows and, where it takes parts, as a window with so many clean columns
        will. `maps` are silent before and after."""
        m = maps
        call = self._sampler.calls[0]
        self._stages.step(
            m.start, m.start, m.source, m.noise_in[0], m.noise_out[0], m.mixture, m.keep, m.label, call.coef
        )
        if self.parts is not None:
            maps.mixture[..., :clean] = maps.keep[..., :clean] = 1.0
            self.sample(maps)
            maps.mixture[..., :clean] = maps.keep[..., :clean] = 0.0

    def foresee(self, maps: WindowMaps) -> None:
        """Evaluate the clean columns of a window to come, `mixture` being 0 where nobody has heard it yet.

        Never needed for the result, only for its speed. Raises EngineError.
        """
        self._foreseen = None
        parts, clean = self.parts, clean_columns(maps.keep, maps.mixture)
        if parts is None or not clean:
            return
        some = maps.start[..., :clean]
        nothing = self._known.of(remembered_shape(parts.memory, len(maps.source), 0))
        _, _, fresh = self._call(parts, 0, maps, some, some, nothing)
        self._foreseen = _Foreseen(
            maps.source[..., :clean].copy(), maps.mixture[..., :clean].copy(), maps.label.copy(), fresh
        )

    def sample(self, maps: WindowMaps) -> F32:
        """Latents `[S, 1, 64, 64]`, of which only columns that are not kept mean anything. Raises EngineError."""
        parts = self.parts
        clean = clean_columns(maps.keep, maps.mixture) if parts is not None else 0
        if parts is None or not 0 < clean < COLUMNS:
            return self._sample_whole_windows(maps)
        return self._sample_parts(parts, maps, clean)

    def _sample_whole_windows(self, maps: WindowMaps) -> F32:
        m = maps
        x = y = m.start
        for i, call in enumerate(self._sampler.calls):
            base = y if call.base_is_previous_y else x
            x, y = self._stages.step(
                x, base, m.source, m.noise_in[i], m.noise_out[i], m.mixture, m.keep, m.label, call.coef
            )
        return x

    def _sample_parts(self, parts: StepParts, maps: WindowMaps, clean: int) -> F32:
        """The same, the first `clean` columns evaluated once, or not at all where they were foreseen."""
        known = self._foreseen.columns_of(maps, clean) if self._foreseen is not None else 0
        stems, memory = len(maps.source), parts.memory
        remembered = self._known.of(remembered_shape(memory, stems, known))
        if self._foreseen is not None and known:
            np.copyto(remembered, self._foreseen.said[..., :known, :])
        some = maps.start[..., known:]
        x, y, fresh = self._call(parts, 0, maps, some, some, remembered)
        x, y = x[..., clean - known :], y[..., clean - known :]
        said = [remembered, fresh[..., : clean - known, :]]
        remembered = np.concatenate(said, axis=3, out=self._clean.of(remembered_shape(memory, stems, clean)))
        for i in range(1, len(self._sampler.calls)):
            x, y, _ = self._call(parts, i, maps, x, y, remembered)
        made = np.zeros_like(maps.start)
        made[..., clean:] = x
        return made

    def _call(
        self, parts: StepParts, i: int, maps: WindowMaps, x: F32, y: F32, remembered: F32
    ) -> tuple[F32, F32, F32]:
        """Call `i` on the columns after those that are remembered, of which x and y are."""
        call, first = self._sampler.calls[i], remembered.shape[3]
        columns = slice(first, first + x.shape[-1])
        m, base = maps, y if call.base_is_previous_y else x
        x, base, noise_in, noise_out = (
            np.ascontiguousarray(array)
            for array in (x, base, maps.noise_in[i][..., columns], maps.noise_out[i][..., columns])
        )
        return parts.step(x, base, m.source, noise_in, noise_out, m.mixture, m.keep, m.label, call.coef, remembered)


class _Scratch:
    """Memory that is taken once, for arrays of changing shapes."""

    def __init__(self) -> None:
        self._flat = np.zeros(0, dtype=np.float32)

    def of(self, shape: tuple[int, ...]) -> F32:
        size = math.prod(shape)
        if len(self._flat) < size:
            self._flat = np.zeros(size, dtype=np.float32)
        return self._flat[:size].reshape(shape)


@dataclass(frozen=True)
class _Foreseen:
    """Clean columns of a window to come: what they follow from, and what they said."""

    source: F32
    mixture: F32
    label: F32
    said: F32

    def columns_of(self, maps: WindowMaps, clean: int) -> int:
        """How many of a window's clean columns are as they were foreseen."""
        if not np.array_equal(self.label, maps.label):
            return 0
        columns = min(self.source.shape[-1], clean)
        moved = np.abs(maps.source[..., :columns] - self.source[..., :columns])
        np.maximum(moved, np.abs(maps.mixture[..., :columns] - self.mixture[..., :columns]), out=moved)
        other = moved.max(axis=(0, 1, 2)) > SAME
        return int(other.argmax()) if other.any() else columns


def clean_columns(keep: F32, mixture: F32) -> int:
    """How many columns from the first on are both kept and heard: keep `[1, 1, 1, 64]`, mixture `[S, 1, 64, 64]`."""
    clean = keep[0, 0, 0].astype(bool) & mixture.any(axis=(0, 1, 2))
    return COLUMNS if clean.all() else int(clean.argmin())
