"""The context's latents, window after window: only what is new is encoded.

Nine tenths of an encoding may be work on single columns (`bundle.ColumnFeatures`), most of which were there in the
window before. What changed since is found by comparing the audio itself, so nothing has to be told of packets that came
late, were concealed or were written anew.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rtap.runtime.bundle import COLUMN_SAMPLES, COLUMNS, ENCODER_SAMPLES, TAIL_SAMPLES
from rtap.runtime.engines.base import F32, Parts, Stages
from rtap.runtime.geometry import WindowPlan

SPARE_COLUMNS = 2
"""A run this much shorter than the last one is made as long: a step of 16.15 columns brings 16 or 17 new ones, and an
engine is at its best when shapes repeat."""


class ContextEncoder:
    """Encodes windows of context on one engine; where that has parts, with the features of the window before."""

    def __init__(self, stages: Stages) -> None:
        self._stages = stages
        self._memory = _Memory(stages.parts) if stages.parts is not None else None

    def reset(self) -> None:
        """Forget the last window: the next follows silence."""
        if self._memory is not None:
            self._memory.clear()

    def warm_up(self, plans: Sequence[WindowPlan] = ()) -> None:
        """Run the engine as windows in this order will, in silence, and forget them."""
        if self._memory is not None:
            self._memory.learn_silence()
            for plan in plans:
                self._memory.encode(np.zeros((1, ENCODER_SAMPLES), dtype=np.float32), plan)
            self._memory.clear()

    def encode(self, audio: F32, plan: WindowPlan) -> F32:
        """Context `[1, 263680]` from `plan.window_start` on -> latent `[1, 64, 64]`, which the engine may reuse.

        Raises EngineError; what is remembered then stays as it was.
        """
        return self._stages.encode(audio) if self._memory is None else self._memory.encode(audio, plan)

    def foresee(self, plan: WindowPlan) -> tuple[F32, int] | None:
        """Latents `[1, 64, 64]` of a window to come as if nothing more were heard, and how many of its columns have
        been heard. The last of those will change when more is. None where no window was encoded that it overlaps.

        What is then new in the window itself is still found by comparing. Raises EngineError.
        """
        return self._memory.foresee(plan) if self._memory is not None else None


class _Memory:
    """The last window's audio and features; latents from them are those of the whole window to float rounding.

    A window's first columns have no columns before them, and their features are others than they were further back. So
    what is encoded are the window's first columns, as many as their features follow from, and behind them the new ones.
    (Left to memory they cost a millisecond less and the demo's first column differs by a standard deviation, the next
    three by a tenth: what is generated then lies 47 to 56 dB from whole windows', an answer's audio 26 to 41 dB, at the
    same level.)
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._reach = parts.features.reach_columns
        self._head = 2 * self._reach + 1
        """Columns at the window's beginning that are always encoded: `reach` of them come out true. One more than they
        see, since a column's audio ends in the next one."""
        self._column: int | None = None
        """Absolute first column of the remembered window; None: the next window follows silence."""
        self._known = 0
        self._new_columns = 0
        """Columns encoded last time behind the head; 0: the whole window was."""
        self._silence: F32 | None = None
        """Features `[64, width]` of a silent window: only those that reach past its ends differ."""
        shape = (1, COLUMNS, parts.features.width)
        self._features, self._next_features = (np.zeros(shape, dtype=np.float32) for _ in range(2))
        self._audio = np.zeros(ENCODER_SAMPLES, dtype=np.float32)
        self._run_audio = np.zeros((1, ENCODER_SAMPLES), dtype=np.float32)
        self._compared = np.zeros(ENCODER_SAMPLES, dtype=np.bool_)
        self._place = np.zeros(COLUMNS * COLUMNS, dtype=np.float32)
        self._whole = (np.eye(COLUMNS, dtype=np.float32), np.zeros(shape, dtype=np.float32))

    def clear(self) -> None:
        self._column = None
        self._new_columns = 0

    def learn_silence(self) -> F32:
        """Features `[64, width]` of a window of silence."""
        silence = np.zeros((1, ENCODER_SAMPLES), dtype=np.float32)
        self._silence = self._parts.encode(silence, *self._whole)[1][0].copy()
        return self._silence

    def encode(self, audio: F32, plan: WindowPlan) -> F32:
        """See `ContextEncoder.encode`."""
        silence = self._silence if self._silence is not None else self.learn_silence()
        if self._column is None:
            self._begin_in_silence(plan, silence)
        first = self._first_stale(audio, plan)
        end = self._silent_from(audio, plan.known_columns, first)
        start, stop = self._new(first, end)
        features = self._next_features
        if first < self._reach or self._head + stop - start >= COLUMNS:
            latent, fresh = self._parts.encode(audio, *self._whole)
            np.copyto(features, fresh)
            self._new_columns = 0
        else:
            assert self._column is not None
            shift = plan.window_column - self._column
            features[0, self._reach : first] = self._features[0, self._reach + shift : first + shift]
            features[0, : self._reach] = features[0, first:end] = 0.0
            features[0, end:] = silence[COLUMNS // 2]
            past_the_end = max(end, COLUMNS - self._reach)
            features[0, past_the_end:] = silence[past_the_end:]
            at = self._head + first - start
            place = self._placed(first, end, at, self._head + stop - start)
            latent, fresh = self._parts.encode(self._run(audio, start, stop), place, features)
            features[0, first:end] = fresh[0, at : at + end - first]
            self._new_columns = stop - start
        np.copyto(self._audio, audio[0])
        self._features, self._next_features = features, self._features
        self._column, self._known = plan.window_column, plan.known_columns
        return latent

    def foresee(self, plan: WindowPlan) -> tuple[F32, int] | None:
        """See `ContextEncoder.foresee`."""
        shift = plan.window_column - self._column if self._column is not None else COLUMNS
        if not 0 <= shift < COLUMNS:
            return None
        heard, new_columns = max(self._known - shift, 0), self._new_columns
        audio = np.zeros((1, ENCODER_SAMPLES), dtype=np.float32)
        audio[0, : ENCODER_SAMPLES - shift * COLUMN_SAMPLES] = self._audio[shift * COLUMN_SAMPLES :]
        latent = self.encode(audio, plan)
        self._new_columns = new_columns  # of windows that are played, so that their shapes repeat
        return latent, heard

    def _begin_in_silence(self, plan: WindowPlan, silence: F32) -> None:
        """The first window as if a silent one had stood in its place, a step shorter: a first answer is no later than
        any other."""
        self._audio.fill(0.0)
        np.copyto(self._features[0], silence)
        step_columns = -(-(plan.answer_samples - plan.fade_samples) // COLUMN_SAMPLES)
        self._column, self._known = plan.window_column, max(plan.known_columns - step_columns, 0)

    def _first_stale(self, audio: F32, plan: WindowPlan) -> int:
        """The first column whose features are not remembered, or not for this audio; -1 where none are."""
        assert self._column is not None
        if not 0 <= plan.window_column - self._column < COLUMNS:
            return -1
        shift = plan.window_column - self._column
        overlap = ENCODER_SAMPLES - shift * COLUMN_SAMPLES
        differs = self._compared[:overlap]
        np.not_equal(audio[0, :overlap], self._audio[shift * COLUMN_SAMPLES :], out=differs)
        at = int(differs.argmax())
        sample = at if differs[at] else overlap
        # The last known column counts as changed whatever was played after it: as many columns are then encoded in
        # silence as in music.
        return min((sample - TAIL_SAMPLES) // COLUMN_SAMPLES, self._known - shift - 1) - self._reach

    def _silent_from(self, audio: F32, known: int, first: int) -> int:
        """The column after `first` from which on features are those of silence, or 64."""
        unknown = audio[0, known * COLUMN_SAMPLES :]
        sounds = self._compared[: len(unknown)]
        np.not_equal(unknown[::-1], 0.0, out=sounds)
        at = int(sounds.argmax())
        heard = known - (at - len(unknown)) // COLUMN_SAMPLES if sounds[at] else known
        return min(max(heard + self._reach, first + 1), COLUMNS)

    def _new(self, first: int, end: int) -> tuple[int, int]:
        """The columns to encode so that features come out for those from `first` to `end`."""
        start, stop = max(first - self._reach, 0), min(end + self._reach, COLUMNS)
        if 0 < self._new_columns - (stop - start) <= SPARE_COLUMNS:
            start = max(stop - self._new_columns, 0)
        return start, stop

    def _run(self, audio: F32, start: int, stop: int) -> F32:
        """The window's head and its columns `start` to `stop` behind it, `[1, 4096c + 1536]`."""
        head = self._head * COLUMN_SAMPLES
        part = audio[0, start * COLUMN_SAMPLES : stop * COLUMN_SAMPLES + TAIL_SAMPLES]
        run = self._run_audio[:, : head + len(part)]
        run[0, :head] = audio[0, :head]
        run[0, head:] = part
        return run

    def _placed(self, first: int, end: int, at: int, columns: int) -> F32:
        """`[64, columns]`: the head's features are the window's first, those from `at` on its columns from `first`."""
        flat = self._place[: COLUMNS * columns]
        flat.fill(0.0)
        flat[:: columns + 1][: self._reach] = 1.0
        flat[first * columns + at :: columns + 1][: end - first] = 1.0
        return flat.reshape(COLUMNS, columns)
