"""What evaluation listens for: onsets, pitch, chroma. Plain numpy on mono audio at 44.1 kHz.

Each measure was first tried on true audio against the score; the model card carries those figures as the ceiling.
"""

from __future__ import annotations

import mir_eval
import numpy as np
from scipy.signal import decimate, stft

from rtap.training.band.render import SAMPLE_RATE_HZ
from rtap.training.band.song import Note
from rtap.training.losses import mel_filters

ONSET_HOP = 441
PITCH_DECIMATION = 8
PITCH_RATE_HZ = SAMPLE_RATE_HZ / PITCH_DECIMATION


def log_mel(audio: np.ndarray, frame: int, hop: int, bands: int) -> np.ndarray:
    """`[bands, frames]`, natural log of mel amplitude above -80 dB."""
    spectrum = np.abs(stft(audio, nperseg=frame, noverlap=frame - hop, padded=False, boundary=None)[2]) * 2
    return np.log(mel_filters(frame // 2 + 1, bands, SAMPLE_RATE_HZ).numpy().T @ spectrum + 1e-4)


def onsets_s(audio: np.ndarray) -> np.ndarray:
    """Onset times by spectral flux: peaks of the rise of a 10 ms log-mel spectrogram above their surroundings."""
    padded = np.pad(audio, (1024, 1024))
    levels = log_mel(padded, 1024, ONSET_HOP, 64)
    # Against the larger of two frames before: a rise must be a rise, not a flicker.
    before = np.maximum(levels[:, :-2], levels[:, 1:-1])
    flux = np.maximum(levels[:, 2:] - before, 0).mean(0)
    flux = np.concatenate([[0, 0], flux])
    width = 10
    around = np.convolve(np.pad(flux, width, mode="edge"), np.ones(2 * width + 1) / (2 * width + 1), mode="valid")
    peaks = [
        i
        for i in range(2, len(flux) - 2)
        if flux[i] == flux[max(0, i - 3) : i + 4].max() and flux[i] > around[i] + 0.08
    ]
    return np.array(peaks) * ONSET_HOP / SAMPLE_RATE_HZ + (512 - 1024 + 512) / SAMPLE_RATE_HZ


def onset_f1(estimated_s: np.ndarray, true_s: np.ndarray, tolerance_s: float) -> float:
    """mir_eval's F-measure; two empty lists agree."""
    if not len(estimated_s) and not len(true_s):
        return 1.0
    if not len(estimated_s) or not len(true_s):
        return 0.0
    return float(mir_eval.onset.f_measure(np.sort(true_s), np.sort(estimated_s), window=tolerance_s)[0])


def note_onsets_s(notes: list[Note], start_s: float, end_s: float) -> np.ndarray:
    """Distinct onsets of a stem's score between two times, relative to the first; hits within 20 ms are one."""
    times = sorted(note.start_s for note in notes if start_s <= note.start_s < end_s)
    distinct: list[float] = []
    for time in times:
        if not distinct or time - distinct[-1] > 0.02:
            distinct.append(time)
    return np.array(distinct) - start_s


def pitch_hz(audio: np.ndarray, centers_s: np.ndarray, threshold: float = 0.25) -> np.ndarray:
    """Fundamental around each time by YIN (de Cheveigné and Kawahara 2002) between 35 and 260 Hz; NaN where silent.

    The first period below the threshold wins, which prefers the shorter: a decoded bass, whose partials drift apart, is
    often a little less periodic at its own period than at twice that.
    """
    low = decimate(audio, PITCH_DECIMATION, ftype="fir")
    shortest, longest = int(PITCH_RATE_HZ / 260), int(PITCH_RATE_HZ / 35)
    window = 512
    out = np.full(len(centers_s), np.nan)
    for i, center_s in enumerate(centers_s):
        first = int(center_s * PITCH_RATE_HZ) - (window + longest) // 2
        x = low[max(0, first) : max(0, first) + window + longest]
        if len(x) < window + longest or np.square(x).mean() < 1e-6:
            continue
        frames = np.lib.stride_tricks.sliding_window_view(x, window)[: longest + 1]
        difference = np.square(frames - x[:window]).sum(1)
        mean = np.cumsum(difference[1:]) / np.arange(1, longest + 1)
        normalised = np.concatenate([[1.0], difference[1:] / np.maximum(mean, 1e-12)])
        valleys = [
            t
            for t in range(shortest, longest)
            if normalised[t] < threshold and normalised[t] <= min(normalised[t - 1], normalised[t + 1])
        ]
        period = valleys[0] if valleys else shortest + int(np.argmin(normalised[shortest:longest]))
        a, b, c = normalised[period - 1 : period + 2]
        bend = a - 2 * b + c
        out[i] = PITCH_RATE_HZ / (period + (0.5 * (a - c) / bend if bend > 0 else 0.0))
    return out


def cents_off(hz: np.ndarray, pitch: np.ndarray, octave_blind: bool = False) -> np.ndarray:
    """Distance from MIDI pitches in cents; infinite where no pitch was found."""
    off = 1200 * np.log2(hz / 440.0) - 100 * (pitch - 69)
    if octave_blind:
        off = (off + 600) % 1200 - 600
    return np.where(np.isnan(off), np.inf, np.abs(off))


def score_pitches(notes: list[Note], hop_s: float = 0.1) -> tuple[np.ndarray, np.ndarray]:
    """Times and MIDI pitches of a monophonic score, away from the notes' edges."""
    times, pitches = [], []
    for note in notes:
        # Half an analysis frame from the edges: 60 ms.
        for time in np.arange(note.start_s + 0.08, note.end_s - 0.06, hop_s):
            times.append(time)
            pitches.append(note.pitch)
    return np.array(times), np.array(pitches)


def chroma(audio: np.ndarray) -> np.ndarray:
    """Energy of each pitch class between 110 and 1760 Hz, `[12]`, summing to 1; zeros for silence."""
    if len(audio) < 8192:
        audio = np.pad(audio, (0, 8192 - len(audio)))
    frequency, _, spectrum = stft(audio, SAMPLE_RATE_HZ, nperseg=8192, noverlap=6144, boundary=None)
    energy = np.square(np.abs(spectrum)).sum(1)
    used = (frequency > 110) & (frequency < 1760)
    classes = np.round(12 * np.log2(frequency[used] / 440.0) + 69).astype(int) % 12
    sums = np.bincount(classes, energy[used], minlength=12)
    return sums / sums.sum() if sums.sum() > 1e-9 else np.zeros(12)
