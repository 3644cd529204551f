"""Measures that are networks of others: COCOLA, Beat This, an embedding for FAD. Used where the user has their weights.

Nothing is ever downloaded and nothing is unpickled: each is an ONNX file on the user's disk, exported from the weights
that they have a licence for. All audio is mono float32; `sample_rate` in the file's metadata says at what rate it
wants it (44100 where it does not).

| option | inputs | output |
|---|---|---|
| `--beat-this` | `audio [1, n]` | logits of a beat `[1, frames]`, 50 frames a second |
| `--cocola` | `context [1, n]`, `stem [1, n]` | score `[1]` |
| `--fad` | `audio [1, n]` | embeddings `[frames, d]` |
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import soxr

from rtap.calibration.errors import CalibrationError
from rtap.runtime.bundle import SAMPLE_RATE_HZ

BEAT_FRAMES_HZ = 50.0
BEAT_NEIGHBOURS = 3
"""A beat is the largest of 7 frames with a logit above 0, as Beat This' own plain post-processing has it."""
INPUTS = {"beat-this": ("audio",), "cocola": ("context", "stem"), "fad": ("audio",)}


class LearnedMeasure:
    """One of the networks, on one core: a sweep runs a song on each."""

    def __init__(self, name: str, path: Path) -> None:
        """Raises CalibrationError for a file that is not there, is no ONNX, or takes other inputs."""
        if not path.is_file():
            raise CalibrationError(
                f"--{name} {path}: no such file; export it from weights you have, none is downloaded"
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime raises classes of its own that share no public base
            first = str(error).splitlines()[0]
            raise CalibrationError(f"--{name} {path}: ONNX Runtime cannot load it: {first}") from None
        inputs = tuple(sorted(value.name for value in self._session.get_inputs()))
        if inputs != INPUTS[name]:
            raise CalibrationError(f"--{name} {path}: its inputs are {', '.join(inputs)}, expected {INPUTS[name]}")
        stated = self._session.get_modelmeta().custom_metadata_map.get("sample_rate", str(SAMPLE_RATE_HZ))
        self._rate_hz = int(stated)

    def __call__(self, **audio: np.ndarray) -> np.ndarray:
        feeds = {name: soxr.resample(samples, SAMPLE_RATE_HZ, self._rate_hz)[None] for name, samples in audio.items()}
        answer: np.ndarray = self._session.run(None, {n: v.astype(np.float32) for n, v in feeds.items()})[0]
        return answer


def beats_from_logits(logits: np.ndarray) -> np.ndarray:
    """Times in seconds of the beats in logits `[frames]`."""
    padded = np.pad(logits, BEAT_NEIGHBOURS, constant_values=-np.inf)
    largest = np.lib.stride_tricks.sliding_window_view(padded, 2 * BEAT_NEIGHBOURS + 1).max(1)
    return np.flatnonzero((logits == largest) & (logits > 0)) / BEAT_FRAMES_HZ


def frechet_distance(a: np.ndarray, b: np.ndarray) -> float:
    """Between the Gaussians of two sets of embeddings `[n, d]`; NaN where either has fewer than 2."""
    from scipy.linalg import sqrtm

    if len(a) < 2 or len(b) < 2:
        return float("nan")
    covariance_a, covariance_b = np.atleast_2d(np.cov(a.T)), np.atleast_2d(np.cov(b.T))
    root = sqrtm(covariance_a @ covariance_b).real
    return float(np.square(a.mean(0) - b.mean(0)).sum() + np.trace(covariance_a + covariance_b - 2 * root))
