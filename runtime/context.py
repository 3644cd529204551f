"""The context's latents, window after window: only what is new is encoded.

An encoder whose latents depend on a few columns either side (`CodecSpec.reach_columns`) need not run over a window's 64
columns when most of them were there in the window before. What changed since is found by comparing the audio itself,
so nothing has to be told of packets that came late, were concealed or were written anew.
"""

from __future__ import annotations

import numpy as np

from rtap.runtime.bundle import COLUMN_SAMPLES, COLUMNS, ENCODER_SAMPLES, LATENT_CHANNELS, TAIL_SAMPLES
from rtap.runtime.engines.base import F32, Stages
from rtap.runtime.geometry import WindowPlan

SPARE_COLUMNS = 2
"""A run this much shorter than the last one is made as long: a step of 16.15 columns needs 47 or 48 columns, and an
engine is at its best when shapes repeat."""


class ContextEncoder:
    """Encodes windows of context on one engine and remembers the last one.

    A known column's latent equals that of the whole window to float rounding, except in the window's first
    `reach_columns` columns: there a whole window ends, and its encoder sees zeros, while a remembered latent saw the
    audio that was there.

    With no reach, or on an engine that encodes whole windows only, every window is encoded whole.
    """

    def __init__(self, stages: Stages, reach_columns: int | None) -> None:
        self._stages = stages
        self._reach = reach_columns if stages.encodes_any_columns else None
        self._column: int | None = None
        """Absolute first column of the remembered window; None: nothing is remembered."""
        self._known = 0
        """How many of its columns have a true latent."""
        self._run_columns = 0
        self._audio = np.zeros(ENCODER_SAMPLES, dtype=np.float32)
        self._latent, self._next_latent = (np.zeros((1, LATENT_CHANNELS, COLUMNS), dtype=np.float32) for _ in range(2))
        self._differs = np.zeros(ENCODER_SAMPLES, dtype=np.bool_)

    def reset(self) -> None:
        """Forget the last window: the next is encoded whole."""
        self._column = None
        self._run_columns = 0

    def encode(self, audio: F32, plan: WindowPlan) -> F32:
        """Context `[1, 263680]` from `plan.window_start` on -> latent `[1, 64, 64]`, of which the first
        `plan.known_columns` columns are meant and the others hold anything. Reused by the next call but one.

        Raises EngineError; what is remembered then stays as it was.
        """
        if self._reach is None:
            return self._stages.encode(audio)
        first = self._first_stale(audio, plan)
        latent = self._next_latent
        if first == 0:
            np.copyto(latent, self._stages.encode(audio))
            self._run_columns = 0
        else:
            assert self._column is not None
            shift = plan.window_column - self._column
            if first < plan.known_columns:
                start, stop = self._run(first, plan.known_columns)
                fresh = self._stages.encode(audio[:, start * COLUMN_SAMPLES : stop * COLUMN_SAMPLES + TAIL_SAMPLES])
                latent[..., first : plan.known_columns] = fresh[..., first - start : plan.known_columns - start]
                self._run_columns = stop - start
            latent[..., :first] = self._latent[..., shift : shift + first]
        np.copyto(self._audio, audio[0])
        self._latent, self._next_latent = latent, self._latent
        self._column, self._known = plan.window_column, plan.known_columns
        return latent

    def _first_stale(self, audio: F32, plan: WindowPlan) -> int:
        """The first column of the window whose latent is not remembered, or not for this audio; 0: none is."""
        assert self._reach is not None
        if self._column is None or not 0 <= plan.window_column - self._column < COLUMNS:
            return 0
        shift = plan.window_column - self._column
        overlap = ENCODER_SAMPLES - shift * COLUMN_SAMPLES
        differs = np.not_equal(audio[0, :overlap], self._audio[shift * COLUMN_SAMPLES :], out=self._differs[:overlap])
        at = int(differs.argmax())
        sample = at if differs[at] else overlap
        # The last known column counts as changed whatever was played after it: as many columns are then encoded in
        # silence as in music.
        changed = min((sample - TAIL_SAMPLES) // COLUMN_SAMPLES, self._known - shift - 1)
        return max(changed - self._reach, 0)

    def _run(self, first: int, known: int) -> tuple[int, int]:
        """The columns to encode so that the latents `first` to `known` are true ones."""
        assert self._reach is not None
        start, stop = max(first - self._reach, 0), min(known + self._reach, COLUMNS)
        if 0 < self._run_columns - (stop - start) <= SPARE_COLUMNS:
            start = max(stop - self._run_columns, 0)
        return start, stop
