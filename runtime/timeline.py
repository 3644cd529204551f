"""Context audio and generated latents on the absolute sample axis of `geometry.py`.

Nothing is ever shifted: a step that is late, dropped or never came leaves a hole at its own place and everything else
stays where it was. Rings are allocated once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rtap.runtime.bundle import LATENT_CHANNELS

F32 = NDArray[np.float32]


class ContextTimeline:
    """The last `capacity` samples of context. Samples never written, or older than the ring, read as 0."""

    def __init__(self, capacity: int = 1 << 20) -> None:
        self._ring = np.zeros(capacity, dtype=np.float32)
        self._end = 0
        self.version = 0
        """Grows with every change."""

    @property
    def end(self) -> int:
        """One past the newest sample."""
        return self._end

    def clear(self, end: int = 0) -> None:
        self._ring.fill(0.0)
        self._end = end
        self.version += 1

    def write(self, start: int, samples: F32) -> None:
        """Put `samples` at absolute `start`. What lies between the old end and `start` becomes 0, not what was."""
        self.version += 1
        capacity = len(self._ring)
        stop = start + len(samples)
        if start > self._end:
            self._fill_zero(max(self._end, start - capacity), start)
        oldest = max(self._end, stop) - capacity
        if start < oldest:
            samples = samples[oldest - start :]
            start = oldest
        if not len(samples):
            return
        at = start % capacity
        first = min(len(samples), capacity - at)
        self._ring[at : at + first] = samples[:first]
        self._ring[: len(samples) - first] = samples[first:]
        self._end = max(self._end, stop)

    def read(self, start: int, out: F32, *, until: int) -> F32:
        """Fill `out` with the samples from absolute `start`; those at or after `until` are 0 (not heard yet)."""
        capacity = len(self._ring)
        low = max(start, self._end - capacity)
        high = min(start + len(out), until, self._end)
        if high <= low:
            out.fill(0.0)
            return out
        out[: low - start] = 0.0
        out[high - start :] = 0.0
        at, count = low % capacity, high - low
        first = min(count, capacity - at)
        target = out[low - start : high - start]
        target[:first] = self._ring[at : at + first]
        target[first:] = self._ring[: count - first]
        return out

    def _fill_zero(self, start: int, stop: int) -> None:
        capacity = len(self._ring)
        at, count = start % capacity, stop - start
        first = min(count, capacity - at)
        self._ring[at : at + first] = 0.0
        self._ring[: count - first] = 0.0


class LatentTimeline:
    """Generated latents of every stem by absolute column, and which columns really were generated."""

    def __init__(self, stems: int, capacity: int = 256) -> None:
        self._latents = np.zeros((stems, LATENT_CHANNELS, capacity), dtype=np.float32)
        self._column = np.full((stems, capacity), np.iinfo(np.int64).min, dtype=np.int64)
        """Absolute column that each slot holds."""

    def clear(self) -> None:
        self._column.fill(np.iinfo(np.int64).min)

    def write(self, stem: int, column: int, latents: F32) -> None:
        """Put latents `[64, n]` of `stem` at absolute `column`."""
        for slot, at, count in self._runs(column, latents.shape[1]):
            self._latents[stem, :, slot : slot + count] = latents[:, at : at + count]
            self._column[stem, slot : slot + count] = np.arange(column + at, column + at + count)

    def read(self, stem: int, column: int, out: F32, fill: F32) -> NDArray[np.bool_]:
        """Fill `out` `[64, n]` from absolute `column`; never-generated columns get `fill` `[64, 1]`.

        Returns `[n]`, True where the column was generated.
        """
        known = np.empty(out.shape[1], dtype=np.bool_)
        for slot, at, count in self._runs(column, out.shape[1]):
            out[:, at : at + count] = self._latents[stem, :, slot : slot + count]
            held = self._column[stem, slot : slot + count]
            np.equal(held, np.arange(column + at, column + at + count), out=known[at : at + count])
        if not known.all():
            out[:, ~known] = fill
        return known

    def _runs(self, column: int, count: int) -> list[tuple[int, int, int]]:
        """(slot, offset, length) of the one or two pieces of the ring that hold `count` columns from `column`."""
        capacity = self._column.shape[1]
        slot = column % capacity
        first = min(count, capacity - slot)
        return [(slot, 0, first), (0, first, count - first)] if first < count else [(slot, 0, count)]
