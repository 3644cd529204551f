"""Answers cut from audio that was generated further ahead than the client asked for.

On the wire a client fixes where an answer lies and how long it is: the answer to a step that ends at `cursor` is
`[cursor + look-ahead - crossfade, cursor + look-ahead + step)`. When windows take longer than that look-ahead, the
runtime can still be in time without the client knowing: with `n` columns further ahead, the window of one step
generates what will be heard from `cursor + look-ahead + n columns` on, and the first `n` columns of that step's answer
come from the window before. They leave at once, as chunks of their own, and the rest has `n` columns more time. The
client sees its own protocol: chunks at their indices, some of them earlier than others.

A client that followed by changing its own look-ahead would instead play silence for the columns in between once, since
an answer is never longer than crossfade and step. So the runtime moves, and `/rtap/point` only tells.

Moving out, one window generates the columns in between as well and is longer by them. Moving back, a window generates
some columns anew with what has been heard since, and the client's own crossfade joins them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rtap.runtime.bundle import COLUMN_SAMPLES, COLUMNS
from rtap.runtime.geometry import WindowPlan, begin_at

F32 = NDArray[np.float32]

CAPACITY_SAMPLES = (COLUMNS + 16) * COLUMN_SAMPLES


class HeldAudio:
    """What was generated and not yet sent, of the stems of the last window, on the absolute sample axis.

    Belongs to the inference thread. Its memory is taken when it is first needed.
    """

    def __init__(self) -> None:
        self._audio: F32 = np.zeros((0, 0), dtype=np.float32)
        self._stems: tuple[int, ...] = ()
        self._start = 0
        self._end = 0

    def __bool__(self) -> bool:
        return self._end > self._start

    def clear(self) -> None:
        self._start = self._end = 0

    def plan(self, plan: WindowPlan, stems: Sequence[int], answer_start: int) -> WindowPlan:
        """The window that continues what is held, for a client that places its answer at `answer_start`.

        Where the held audio ends before the window's own answer begins, the answer begins earlier; where a stem has
        come for which nothing is held, it begins where the client's does.
        """
        held_until = self._end if self._holds(stems) and self._start <= answer_start else answer_start
        play_start = max(min(plan.play_start, held_until), answer_start + plan.fade_samples)
        return plan if play_start >= plan.play_start else begin_at(plan, play_start)

    def put(self, plan: WindowPlan, stems: Sequence[int], answer: F32, answer_start: int) -> None:
        """Take a window's `answer` `[stems, plan.answer_samples]`, crossfaded over what is held.

        Where it begins where the client's answer does, the client crossfades and what was held is replaced.
        """
        stop = plan.answer_start + plan.answer_samples
        if len(self._audio) < len(stems):
            self._audio = np.zeros((len(stems), CAPACITY_SAMPLES), dtype=np.float32)
            self.clear()
        if not self._holds(stems) or plan.answer_start <= answer_start or not self:
            self._start = self._end = plan.answer_start
        elif tuple(stems) != self._stems:  # some have left
            self._audio[: len(stems)] = self._audio[[self._stems.index(stem) for stem in stems]]
        self._stems = tuple(stems)
        at = plan.answer_start - self._start
        fading = max(min(plan.fade_samples, self._end - plan.answer_start), 0)
        target = self._audio[: len(stems), at : stop - self._start]
        if fading:
            t = np.arange(fading, dtype=np.float32) / np.float32(plan.fade_samples)
            target[:, :fading] = target[:, :fading] * (1 - t) + answer[:, :fading] * t
        target[:, fading:] = answer[:, fading:]
        self._end = stop

    def read(self, stem: int, start: int, samples: int) -> F32:
        """`[samples]` of `stem` from absolute `start`; what lies past the end holds nothing of use."""
        at = start - self._start
        return self._audio[self._stems.index(stem), at : at + samples]

    def forget_before(self, sample: int) -> None:
        """Let go of what has been sent."""
        sample = min(max(sample, self._start), self._end)
        kept = self._end - sample
        at = sample - self._start
        self._audio[:, :kept] = self._audio[:, at : at + kept].copy()
        self._start = sample

    def _holds(self, stems: Sequence[int]) -> bool:
        return set(stems) <= set(self._stems)
