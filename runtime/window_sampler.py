"""Sampling one window: the step graph, call after call, over all of its columns or over those that still change.

Where a network has memory (`bundle.StepMemory`), columns that are kept and heard say the same of themselves in every
call: they are evaluated in the first one only. What they say does not follow from what comes later either, so most of
it can be known before the window's newest columns are: `foresee` evaluates what is there while nobody waits.
"""

from __future__ import annotations

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
        self._place = np.eye(COLUMNS, dtype=np.float32)
        self._remembered = np.zeros(0, dtype=np.float32)
        """What clean columns have said, zero from the first on that was not evaluated."""
        self._foreseen: tuple[F32, F32, F32] | None = None
        """source, mixture and label that `_remembered` follows from, of as many columns as it holds."""

    def warm_up(self, maps: WindowMaps, clean: int) -> None:
        """Run the step graph once on whole windows and, where it takes parts, as a window with so many clean columns
        will. `maps` are silent before and after."""
        m = maps
        call = self._sampler.calls[0]
        self._stages.step(
            m.start, m.start, m.source, m.noise_in[0], m.noise_out[0], m.mixture, m.keep, m.label, call.coef
        )
        maps.mixture[..., :clean] = maps.keep[..., :clean] = 1.0
        self.sample(maps)
        maps.mixture[..., :clean] = maps.keep[..., :clean] = 0.0

    def foresee(self, maps: WindowMaps) -> None:
        """Evaluate the clean columns of a window to come, `mixture` being 0 where nobody has heard it yet.

        Never needed for the result, only for its speed. Raises EngineError.
        """
        self._foreseen = None
        parts, clean = self._stages.step_parts, clean_columns(maps.keep, maps.mixture)
        if parts is None or len(self._sampler.calls) < 2 or not clean:
            return
        remembered = self._forget_from(0, parts, maps)
        some = maps.start[..., :clean]
        _, _, fresh = self._call(parts, 0, maps, some, some, slice(0, clean))
        remembered[..., :clean, :] = fresh
        self._foreseen = (maps.source[..., :clean].copy(), maps.mixture[..., :clean].copy(), maps.label.copy())

    def sample(self, maps: WindowMaps) -> F32:
        """Latents `[S, 1, 64, 64]`, of which only columns that are not kept mean anything. Raises EngineError."""
        parts = self._stages.step_parts
        clean = clean_columns(maps.keep, maps.mixture) if parts is not None else 0
        if parts is None or len(self._sampler.calls) < 2 or not 0 < clean < COLUMNS:
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
        known = self._foreseen_columns(maps, clean)
        self._foreseen = None
        remembered = self._forget_from(known, parts, maps)
        some = maps.start[..., known:]
        x, y, fresh = self._call(parts, 0, maps, some, some, slice(known, COLUMNS))
        remembered[..., known:clean, :] = fresh[..., : clean - known, :]
        x, y = x[..., clean - known :], y[..., clean - known :]
        for i in range(1, len(self._sampler.calls)):
            x, y, _ = self._call(parts, i, maps, x, y, slice(clean, COLUMNS))
        made = np.zeros_like(maps.start)
        made[..., clean:] = x
        return made

    def _call(self, parts: StepParts, i: int, maps: WindowMaps, x: F32, y: F32, columns: slice) -> tuple[F32, F32, F32]:
        """Call `i` on some columns, of which x and y are."""
        call = self._sampler.calls[i]
        base = y if call.base_is_previous_y else x
        m, of_columns = maps, (maps.noise_in[i][..., columns], maps.noise_out[i][..., columns], self._place[:, columns])
        noise_in, noise_out, place = (np.ascontiguousarray(array) for array in of_columns)
        x, base = np.ascontiguousarray(x), np.ascontiguousarray(base)
        return parts.step(
            *(x, base, m.source, noise_in, noise_out, m.mixture, m.keep, m.label, call.coef), place, self._remembered
        )

    def _foreseen_columns(self, maps: WindowMaps, clean: int) -> int:
        """How many columns are as they were foreseen."""
        if self._foreseen is None:
            return 0
        source, mixture, label = self._foreseen
        if not np.array_equal(label, maps.label):
            return 0
        columns = min(source.shape[-1], clean)
        moved = np.abs(maps.source[..., :columns] - source[..., :columns])
        np.maximum(moved, np.abs(maps.mixture[..., :columns] - mixture[..., :columns]), out=moved)
        other = moved.max(axis=(0, 1, 2)) > SAME
        return int(other.argmax()) if other.any() else columns

    def _forget_from(self, column: int, parts: StepParts, maps: WindowMaps) -> F32:
        """What is remembered of the columns before this one."""
        shape = remembered_shape(parts.memory, len(maps.source))
        if self._remembered.shape != shape:
            self._remembered = np.zeros(shape, dtype=np.float32)
        self._remembered[..., column:, :] = 0.0
        return self._remembered


def clean_columns(keep: F32, mixture: F32) -> int:
    """How many columns from the first on are both kept and heard: keep `[1, 1, 1, 64]`, mixture `[S, 1, 64, 64]`."""
    clean = keep[0, 0, 0].astype(bool) & mixture.any(axis=(0, 1, 2))
    return COLUMNS if clean.all() else int(clean.argmin())
