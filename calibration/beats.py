"""Beats out of audio without a network: an onset envelope, its tempo, and the best path of evenly spaced onsets.

After Ellis 2007 ("Beat tracking by dynamic programming"). Where a user has the weights of Beat This, that is taken
instead (`learned.py`); this one needs nothing and says the same of every operating point.
"""

from __future__ import annotations

import mir_eval
import numpy as np

from rtap.runtime.bundle import SAMPLE_RATE_HZ
from rtap.training.metrics import ONSET_HOP, log_mel

FRAME_RATE_HZ = SAMPLE_RATE_HZ / ONSET_HOP
FRAME_SAMPLES = 1024
USUAL_TEMPO_BPM = 110.0
"""Where listeners tap when several tempi fit; the prior is as wide as an octave to either side."""
TIGHTNESS = 100.0
"""How much an uneven beat costs against a strong onset; Ellis' value."""
TOLERANCE_S = 0.07
"""How near a beat must lie to count: the usual ±70 ms."""


def onset_envelope(audio: np.ndarray) -> np.ndarray:
    """Rise of a log-mel spectrogram, `[frames]` at 100 a second from time 0; of unit deviation, zeros for silence."""
    levels = log_mel(np.pad(audio, FRAME_SAMPLES // 2), FRAME_SAMPLES, ONSET_HOP, 64)
    rise = np.maximum(np.diff(levels, axis=1, prepend=levels[:, :1]), 0).mean(0)
    deviation = rise.std()
    return rise / deviation if deviation > 1e-6 else np.zeros_like(rise)


def tempo_period(envelope: np.ndarray) -> float:
    """Frames from beat to beat: the strongest lag of the envelope's autocorrelation, weighted by the usual tempo."""
    centred = envelope - envelope.mean()
    correlation = np.correlate(centred, centred, "full")[len(centred) - 1 :]
    lags = np.arange(int(FRAME_RATE_HZ * 60 / 240), min(int(FRAME_RATE_HZ * 60 / 40), len(correlation) - 1))
    usual = FRAME_RATE_HZ * 60 / USUAL_TEMPO_BPM
    return float(lags[np.argmax(correlation[lags] * np.exp(-0.5 * np.log2(lags / usual) ** 2))])


def beats_s(audio: np.ndarray) -> np.ndarray:
    """Times of beats in mono audio `[samples]` at 44.1 kHz; none where it is silent or shorter than 3 s."""
    envelope = onset_envelope(audio)
    if len(audio) < 3 * SAMPLE_RATE_HZ or not envelope.any():
        return np.zeros(0)
    period = tempo_period(envelope)
    width = np.arange(-round(period), round(period) + 1)
    smooth = np.convolve(envelope, np.exp(-0.5 * (width * 32 / period) ** 2), "same")
    steps = np.arange(-round(2 * period), -round(period / 2) + 1)
    cost = -TIGHTNESS * np.log(-steps / period) ** 2
    score, before = smooth.copy(), np.full(len(smooth), -1)
    for frame in range(-int(steps[-1]), len(smooth)):
        usable = steps >= -frame
        candidates = score[frame + steps[usable]] + cost[usable]
        best = int(np.argmax(candidates))
        if candidates[best] > 0:  # a path may also begin here
            score[frame] += candidates[best]
            before[frame] = frame + steps[usable][best]
    last = len(score) - round(period)
    path = [last + int(np.argmax(score[last:]))]
    while before[path[-1]] >= 0:
        path.append(int(before[path[-1]]))
    return np.array(path[::-1]) / FRAME_RATE_HZ


def beat_f1(estimated_s: np.ndarray, true_s: np.ndarray) -> float:
    """F-measure of beats within ±70 ms; 0 where one has none."""
    if not len(estimated_s) or not len(true_s):
        return 0.0
    return float(mir_eval.beat.f_measure(true_s, np.sort(estimated_s), f_measure_threshold=TOLERANCE_S))
