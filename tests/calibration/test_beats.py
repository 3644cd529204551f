from __future__ import annotations

import numpy as np
import pytest

from rtap.calibration.beats import beat_f1, beats_s
from rtap.runtime.bundle import SAMPLE_RATE_HZ


def clicks(period_s: float, first_s: float = 0.2, seconds: float = 8.0) -> np.ndarray:
    audio = np.zeros(int(seconds * SAMPLE_RATE_HZ), np.float32)
    burst = np.random.default_rng(0).standard_normal(2000).astype(np.float32) * np.exp(-np.arange(2000) / 300)
    for start_s in np.arange(first_s, seconds - 0.1, period_s):
        at = int(start_s * SAMPLE_RATE_HZ)
        audio[at : at + 2000] += burst.astype(np.float32)
    return audio


@pytest.mark.parametrize("period_s", [0.43, 0.5, 0.6])
def test_even_clicks_are_its_beats(period_s):
    found = beats_s(clicks(period_s))
    np.testing.assert_allclose(np.diff(found), period_s, atol=0.011)
    assert beat_f1(found, np.arange(0.2, 7.9, period_s)) == pytest.approx(1.0, abs=0.04)


def test_beats_of_another_tempo_score_low():
    assert beat_f1(beats_s(clicks(0.43)), np.arange(0.2, 7.9, 0.6)) < 0.5


def test_silence_has_no_beats_and_scores_nothing():
    assert len(beats_s(np.zeros(5 * SAMPLE_RATE_HZ, np.float32))) == 0
    assert beat_f1(np.zeros(0), np.arange(5.0)) == 0.0
