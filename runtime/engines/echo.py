"""An engine without a model: it answers with the context, `delay_columns` later.

Its "latents" are numbers of stored columns of audio, so everything around an engine (geometry, masks, timelines,
decoded blocks and their tail, packets) runs as with a real one, and a click in the context must come back on the exact
sample. Used by tests, by the protocol benchmark, and as `--engine echo` to check a set-up without a model.
"""

from __future__ import annotations

import numpy as np

from rtap.runtime.bundle import COLUMN_SAMPLES, COLUMNS, ENCODER_SAMPLES, LATENT_CHANNELS, TAIL_SAMPLES
from rtap.runtime.engines.base import F32

GARBAGE = np.float32(0.5)
"""What the first 1536 samples of a decoded block hold here: they lack overlap and must never be heard."""


class EchoStages:
    name = "echo"
    precision = "none"
    parts = step_parts = None

    def __init__(self, delay_columns: int, stored_columns: int = 512) -> None:
        self._delay = delay_columns
        self._store = np.zeros((stored_columns, COLUMN_SAMPLES), dtype=np.float32)  # slot 0 stays silent
        self._next_slot = 1
        self._blocks = np.zeros((COLUMNS, COLUMN_SAMPLES), dtype=np.float32)
        self._audio = np.empty((0, 0), dtype=np.float32)
        self._latent = np.zeros((1, LATENT_CHANNELS, COLUMNS), dtype=np.float32)
        self._latent[0, 0] = np.arange(1, COLUMNS + 1)

    def encode(self, audio: F32) -> F32:
        """Column c of the latent is the number c + 1; 0 will mean that it was masked. Silence is 0 throughout: the
        runtime learns from it what a past holds that was never generated."""
        if audio.shape != (1, ENCODER_SAMPLES):
            raise ValueError(f"encode: audio {audio.shape}, expected (1, {ENCODER_SAMPLES})")
        if not audio.any():
            return np.zeros_like(self._latent)
        self._blocks = audio[0, : COLUMNS * COLUMN_SAMPLES].reshape(COLUMNS, COLUMN_SAMPLES)
        return self._latent

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
        """Store the audio of the columns to be generated, and generate the numbers of where it is."""
        echoed = np.zeros_like(x)
        new = np.flatnonzero(keep[0, 0, 0] == 0)
        new = new[new >= self._delay]
        numbers = mixture[0, 0, 0, new - self._delay].astype(np.int64)
        new, numbers = new[numbers > 0], numbers[numbers > 0]
        if self._next_slot + len(new) > len(self._store):
            self._next_slot = 1
        slots = slice(self._next_slot, self._next_slot + len(new))
        np.take(self._blocks, numbers - 1, axis=0, out=self._store[slots], mode="clip")
        echoed[:, 0, 0, new] = np.arange(slots.start, slots.stop)
        self._next_slot = slots.stop
        return echoed, echoed

    def decode(self, latent: F32, noise: F32 | None) -> F32:
        batch, _, columns = latent.shape
        shape = (batch, columns * COLUMN_SAMPLES + TAIL_SAMPLES)
        if self._audio.shape != shape:
            self._audio = np.empty(shape, dtype=np.float32)
        audio = self._audio
        for i, slots in enumerate(latent[:, 0].astype(np.int64)):
            blocks = audio[i, : columns * COLUMN_SAMPLES].reshape(columns, COLUMN_SAMPLES)
            np.take(self._store, slots, axis=0, out=blocks, mode="clip")
        audio[:, :TAIL_SAMPLES] = GARBAGE
        audio[:, columns * COLUMN_SAMPLES :] = GARBAGE
        return audio

    def close(self) -> None:
        pass
