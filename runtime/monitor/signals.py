"""Audio into what a page draws: envelope, spectrum in bands, level. Arrays in, small bytes out; no sockets, no clock.

Everything lies on a grid of hops of 1024 samples of the runtime's time axis, so that context and answers, drawn by hop,
stand below each other as they sound together.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rtap.runtime.bundle import SAMPLE_RATE_HZ

F32 = NDArray[np.float32]

HOP_SAMPLES = 1024
FRAME_SAMPLES = 2 * HOP_SAMPLES
BANDS = 48
LOWEST_HZ, HIGHEST_HZ = 40.0, 16_000.0
FLOOR_DB = -90.0
"""What byte 0 of a band means; byte 255 is a sine at full scale."""


@dataclass(frozen=True)
class Piece:
    """Whole hops of one signal, from hop `hop` on."""

    hop: int
    envelope: NDArray[np.int8]
    """`[hops, 2]`: lowest and highest sample, full scale 127."""
    bands: NDArray[np.uint8]
    """`[hops, 48]`, from 40 Hz up to 16 kHz in equal ratios."""
    peak_db: float
    rms_db: float

    def as_dict(self) -> dict[str, Any]:
        """For JSON: arrays as base64 of their bytes."""
        return {
            "hop": self.hop,
            "hops": len(self.envelope),
            "envelope": base64.b64encode(self.envelope.tobytes()).decode("ascii"),
            "bands": base64.b64encode(self.bands.tobytes()).decode("ascii"),
            "peak_db": round(self.peak_db, 1),
            "rms_db": round(self.rms_db, 1),
        }


class Signal:
    """One source, fed by chunks in order. A chunk that does not follow the one before begins anew."""

    def __init__(self) -> None:
        self._end = -1
        self._hop = 0
        self._before = np.zeros(HOP_SAMPLES, np.float32)
        self._waiting: list[F32] = []

    def add(self, start: int, samples: F32) -> None:
        """`samples` [n] from absolute sample `start`."""
        if start != self._end:
            self._hop = -(-start // HOP_SAMPLES)
            self._before = np.zeros(HOP_SAMPLES, np.float32)
            self._waiting = []
            samples = samples[self._hop * HOP_SAMPLES - start :]
        self._end = start + len(samples) if start == self._end else self._hop * HOP_SAMPLES + len(samples)
        self._waiting.append(samples)

    def take(self) -> Piece | None:
        """The hops that have become whole since the last call."""
        samples = np.concatenate(self._waiting) if self._waiting else np.empty(0, np.float32)
        hops = len(samples) // HOP_SAMPLES
        if not hops:
            return None
        self._waiting = [samples[hops * HOP_SAMPLES :]]
        whole = np.nan_to_num(samples[: hops * HOP_SAMPLES], posinf=0.0, neginf=0.0)
        blocks = whole.reshape(hops, HOP_SAMPLES)
        before = np.concatenate([self._before[None], blocks[:-1]])
        envelope = np.stack([blocks.min(axis=1), blocks.max(axis=1)], axis=1)
        piece = Piece(
            hop=self._hop,
            envelope=np.round(127 * envelope.clip(-1, 1)).astype(np.int8),
            bands=band_bytes(np.concatenate([before, blocks], axis=1)),
            peak_db=decibels(float(np.abs(whole).max())),
            rms_db=decibels(float(np.sqrt(np.mean(whole * whole)))),
        )
        self._hop += hops
        self._before = blocks[-1].copy()
        return piece


def decibels(amplitude: float) -> float:
    """Of full scale, at least `FLOOR_DB`."""
    return max(20 * float(np.log10(max(amplitude, 1e-9))), FLOOR_DB)


def band_bytes(frames: F32) -> NDArray[np.uint8]:
    """`[n, 2048]` to the loudest bin of each band `[n, 48]`; 0 is -90 dB, 255 a sine at full scale."""
    window = np.hanning(FRAME_SAMPLES).astype(np.float32)
    amplitudes = np.abs(np.fft.rfft(frames * window)) * (2 / window.sum())
    edges_hz = np.geomspace(LOWEST_HZ, HIGHEST_HZ, BANDS + 1)
    edges = np.round(edges_hz * FRAME_SAMPLES / SAMPLE_RATE_HZ).astype(np.int64)
    loudest = np.maximum.reduceat(amplitudes[:, : edges[-1]], edges[:-1], axis=1)
    db = 20 * np.log10(np.maximum(loudest, 1e-9))
    return np.round((db - FLOOR_DB).clip(0, -FLOOR_DB) * (255 / -FLOOR_DB)).astype(np.uint8)
