"""Counter-based noise, drawn on the host so that every engine sees the same numbers and a run can be replayed.

The sampler's noise is a function of (seed, stem, absolute window index), the decoder's of (seed, stem, absolute
column): audio decoded twice for the same instant, as in the crossfade of two answers, uses the same decoder noise.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rtap.runtime.bundle import FRAMES_PER_COLUMN, NOISE_BINS

F32 = NDArray[np.float32]

_SAMPLER, _DECODER = 0, 1


def _generator(seed: int, purpose: int, stem: int, index: int) -> np.random.Generator:
    key = np.array([seed & 0xFFFF_FFFF_FFFF_FFFF, purpose << 32 | stem], dtype=np.uint64)
    # The counter's last word is the index: streams of different indices are 2^192 draws apart and never meet.
    counter = np.array([0, 0, 0, index & 0xFFFF_FFFF_FFFF_FFFF], dtype=np.uint64)
    return np.random.Generator(np.random.Philox(key=key, counter=counter))


def fill_sampler_noise(out: F32, seed: int, stem: int, window_index: int) -> None:
    """`out` `[draws, 1, 64, 64]` of one stem becomes unit Gaussian."""
    _generator(seed, _SAMPLER, stem, window_index).standard_normal(out=out, dtype=np.float32)


class DecoderNoise:
    """Noise `[2, 1024, 8]` a column and stem; recently drawn columns are kept, since consecutive windows share some."""

    def __init__(self, seed: int, stems: int, capacity: int = 96) -> None:
        self._seed = seed
        self._noise = np.empty((stems, capacity, 2, NOISE_BINS, FRAMES_PER_COLUMN), dtype=np.float32)
        self._column = np.full((stems, capacity), np.iinfo(np.int64).min, dtype=np.int64)

    def prepare(self, stem: int, column: int, columns: int) -> None:
        """Draw what is missing of `columns` columns from absolute `column` on."""
        if columns > self._column.shape[1]:
            raise ValueError(f"{columns} columns of decoder noise asked for, {self._column.shape[1]} are kept")
        for c in range(column, column + columns):
            slot = c % self._column.shape[1]
            if self._column[stem, slot] != c:
                _generator(self._seed, _DECODER, stem, c).standard_normal(out=self._noise[stem, slot], dtype=np.float32)
                self._column[stem, slot] = c

    def read(self, stem: int, column: int, columns: int, out: F32) -> F32:
        """Fill `out` `[2, 1024, 8 * columns]`; draws what `prepare` did not."""
        self.prepare(stem, column, columns)
        for i in range(columns):
            slot = (column + i) % self._column.shape[1]
            out[:, :, i * FRAMES_PER_COLUMN : (i + 1) * FRAMES_PER_COLUMN] = self._noise[stem, slot]
        return out
