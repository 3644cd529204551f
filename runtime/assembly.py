"""One batch: the chunks of one step of context, on one plane or several, until every sample of the step is covered."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rtap.runtime.geometry import KNOWN_WINDOW_SAMPLES, step_samples_of

F32 = NDArray[np.float32]

CONCEAL_RAMP_SAMPLES = 128
"""2.9 ms: a hole decays to silence and comes back over this much, so it adds no click to the context."""


class Coverage:
    """Which samples of a step have come, as sorted disjoint intervals."""

    def __init__(self) -> None:
        self._intervals: list[tuple[int, int]] = []

    def clear(self) -> None:
        self._intervals.clear()

    def add(self, start: int, stop: int) -> bool:
        """Add `[start, stop)`; False when it was covered already (a duplicate)."""
        intervals = self._intervals
        if intervals and intervals[-1][1] == start:  # the usual case: chunks in order
            intervals[-1] = (intervals[-1][0], stop)
            return True
        if any(low <= start and stop <= high for low, high in intervals):
            return False
        merged: list[tuple[int, int]] = []
        for low, high in sorted([*intervals, (start, stop)]):
            if merged and low <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
            else:
                merged.append((low, high))
        self._intervals = merged
        return True

    def covers(self, stop: int) -> bool:
        return bool(self._intervals) and self._intervals[0][0] <= 0 and self._intervals[0][1] >= stop

    def gaps(self, stop: int) -> list[tuple[int, int]]:
        """What is missing of `[0, stop)`."""
        gaps, at = [], 0
        for low, high in self._intervals:
            if low >= stop:
                break
            if low > at:
                gaps.append((at, low))
            at = max(at, high)
        if at < stop:
            gaps.append((at, stop))
        return gaps


class StepAssembly:
    """Buffers for one batch, allocated once and reused for every later one."""

    def __init__(self, planes: int, capacity: int = max(KNOWN_WINDOW_SAMPLES)) -> None:
        self.capacity = capacity
        self._audio = np.zeros((planes, capacity), dtype=np.float32)
        self._sum = np.zeros(capacity, dtype=np.float32)
        self._coverage = [Coverage() for _ in range(planes)]
        self.begin(batch=0, expected=(), multiplicity=1, now_ns=0)

    def begin(self, batch: int, expected: tuple[int, ...], multiplicity: int, now_ns: int) -> None:
        """Start batch `batch`: it is complete when the planes `expected` are. `multiplicity`: how many times over the
        paper's client counts the chunks of one plane in `total`."""
        self.batch = batch
        self.expected = expected
        self._multiplicity = multiplicity
        self.fired = False
        self.fired_ns = 0
        self.cursor = 0
        self.step_samples = 0
        self.first_ns = self.last_ns = now_ns
        self.chunks = 0
        self.peak = 0.0
        """Largest absolute sample so far; infinite when one was not a number."""
        self._total = 0
        self._longest = self._longest_end = 0
        self._short_end: int | None = None
        for coverage in self._coverage:
            coverage.clear()

    def add(self, plane: int, start: int, total: int, floats: NDArray[np.float32], now_ns: int) -> bool:
        """Take one chunk; False when it brought nothing new."""
        count = len(floats)
        if not self._coverage[plane].add(start, start + count):
            return False
        stored = self._audio[plane, start : start + count]
        stored[:] = floats
        peak = max(float(stored.max()), -float(stored.min()))  # now, while other chunks are still on their way
        self.peak = max(self.peak, peak) if peak == peak else np.inf
        self.chunks += 1
        self.last_ns = now_ns
        self._total = total
        self._note_length(start, count)
        return True

    def _note_length(self, start: int, count: int) -> None:
        """Only the last chunk of a plane is shorter than the client's package size, so a shorter one ends the step."""
        if count > self._longest:
            if self._longest:
                self._short_end = self._longest_end  # what came first was the short one, out of order
            self._longest, self._longest_end = count, start + count
        elif count < self._longest:
            self._short_end = start + count

    def step_end(self, window_samples: int, r: float) -> int:
        """Length of the step in samples, as far as the chunks tell.

        `window_samples` is what is believed of the client's T. A chunk shorter than the others ends the step. Where all
        chunks are equal, `total` tells how many a plane has, counted as often as the paper's client repeats planes; it
        is a hint for choosing between the steps of known clients, never for completeness: others count otherwise.
        """
        if self._short_end is not None:
            return self._short_end
        per_plane, rest = divmod(self._total, self._multiplicity)
        if rest == 0 and per_plane == 1:
            return self._longest
        if rest == 0 and per_plane > 0:
            for t in (window_samples, *KNOWN_WINDOW_SAMPLES):
                if (per_plane - 1) * self._longest < step_samples_of(t, r) <= per_plane * self._longest:
                    return step_samples_of(t, r)
        return step_samples_of(window_samples, r)

    def announced_end(self) -> int | None:
        """Where the step ends if `total` is right and all of that has come; asked when nothing more arrives."""
        per_plane, rest = divmod(self._total, self._multiplicity)
        end = per_plane * self._longest
        covered = all(self._coverage[plane].covers(end) for plane in self.expected)
        return end if rest == 0 and per_plane > 0 and covered else None

    def complete(self, step_samples: int) -> bool:
        return all(self._coverage[plane].covers(step_samples) for plane in self.expected)

    def missing(self, step_samples: int) -> list[tuple[int, int, int]]:
        """(plane, start, stop) of every hole."""
        return [(p, low, high) for p in self.expected for low, high in self._coverage[p].gaps(step_samples)]

    def missing_chunks(self, step_samples: int) -> int:
        size = max(self._longest, 1)
        return sum(-(-(high - low) // size) for _, low, high in self.missing(step_samples))

    def conceal(self, step_samples: int) -> None:
        """Fill the holes: the neighbouring values decay to 0. They stay counted as missing, and a late chunk still
        replaces what was concealed."""
        for plane, low, high in self.missing(step_samples):
            audio = self._audio[plane]
            ramp = min(CONCEAL_RAMP_SAMPLES, (high - low) // 2)
            left = audio[low - 1] if low > 0 else np.float32(0)
            right = audio[high] if high < step_samples else np.float32(0)
            slope = (np.arange(ramp, dtype=np.float32) + 1) / np.float32(ramp + 1)
            audio[low:high] = 0.0
            audio[low : low + ramp] = left * (1 - slope)
            audio[high - ramp : high] = right * slope

    def mixture(self, step_samples: int) -> F32:
        """Sum of the expected planes `[step_samples]`; reused by the next call."""
        if len(self.expected) == 1:
            return self._audio[self.expected[0], :step_samples]
        out = self._sum[:step_samples]
        np.sum(self._audio[list(self.expected), :step_samples], axis=0, out=out)
        return out
