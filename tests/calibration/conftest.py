"""Recordings made here: tests of calibration need no SoundFont."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

torch.set_num_threads(1)

DEMO = Path(__file__).resolve().parents[2] / "runtime" / "demo"


def _music(seed: int, seconds: float, rate_hz: int = 44100) -> np.ndarray:
    """A chord and a hit twice a second, `[n]`, peak near 0.5; another key and tempo for another seed."""
    rng = np.random.default_rng(seed)
    at = np.arange(int(seconds * rate_hz)) / rate_hz
    envelope = np.exp(-6.0 * (at % (0.4 + 0.1 * (seed % 3))))
    chord = sum(np.sin(2 * np.pi * hertz * 2 ** (seed % 12 / 12) * at) for hertz in (110.0, 138.6, 164.8))
    return (envelope * (0.12 * chord + 0.1 * rng.standard_normal(len(at)))).astype(np.float32)


@pytest.fixture(scope="session")
def music() -> Callable[..., np.ndarray]:
    """(seed, seconds, rate_hz) -> `[n]`."""
    return _music


@pytest.fixture(scope="session")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two songs of 8 s with bass and drums; one stem is a stereo file of 48 kHz. Read only."""
    folder = tmp_path_factory.mktemp("recordings")
    for song in range(2):
        track = folder / f"Track0000{song}"
        track.mkdir()
        soundfile.write(track / "bass.wav", _music(song, 8.0), 44100)
        drums = _music(song + 5, 8.0, 48000)
        soundfile.write(track / "drums.wav", np.stack([drums, drums], 1), 48000)
    return folder
