"""Audio to what a page draws."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from rtap.runtime.bundle import SAMPLE_RATE_HZ
from rtap.runtime.monitor.signals import BANDS, HIGHEST_HZ, HOP_SAMPLES, LOWEST_HZ, Signal, decibels


def sine(hz: float, samples: int, amplitude: float = 1.0) -> np.ndarray:
    return (amplitude * np.sin(2 * np.pi * hz / SAMPLE_RATE_HZ * np.arange(samples))).astype(np.float32)


def take(*chunks: tuple[int, np.ndarray]):
    signal = Signal()
    for start, samples in chunks:
        signal.add(start, samples)
    return signal.take()


@pytest.mark.parametrize("hz", [440.0, 1000.0, 5000.0])  # below 200 Hz bands are narrower than a bin
def test_a_sine_at_full_scale_fills_its_own_band(hz):
    piece = take((0, sine(hz, 8 * HOP_SAMPLES)))
    loudest = piece.bands[4].argmax()
    low, high = (LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** ((loudest + i) / BANDS) for i in (-0.5, 1.5))
    assert low < hz < high
    assert piece.bands[4, loudest] >= 250  # a sine between two bins loses 1.4 dB
    assert piece.peak_db == pytest.approx(0, abs=0.1)
    assert piece.rms_db == pytest.approx(-3.01, abs=0.1)


def test_silence_is_nothing_at_all():
    piece = take((0, np.zeros(4 * HOP_SAMPLES, np.float32)))
    assert not piece.bands.any()
    assert not piece.envelope.any()
    assert (piece.peak_db, piece.rms_db) == (-90, -90)


def test_the_envelope_holds_the_extremes_of_each_hop():
    audio = np.zeros(2 * HOP_SAMPLES, np.float32)
    audio[10], audio[20], audio[HOP_SAMPLES] = -0.5, 0.25, 2.0  # beyond full scale is drawn at full scale
    assert take((0, audio)).envelope.tolist() == [[-64, 32], [0, 127]]


def test_chunks_of_any_size_are_one_signal():
    audio = np.random.default_rng(0).uniform(-1, 1, 10 * HOP_SAMPLES).astype(np.float32)
    whole = take((0, audio))
    cuts = [0, 100, 1500, 1501, 6000, len(audio)]
    pieces = take(*((low, audio[low:high]) for low, high in itertools.pairwise(cuts)))
    np.testing.assert_array_equal(pieces.bands, whole.bands)
    np.testing.assert_array_equal(pieces.envelope, whole.envelope)


def test_hops_lie_on_the_grid_of_the_time_axis_wherever_a_signal_begins():
    audio = np.zeros(4 * HOP_SAMPLES, np.float32)
    audio[2 * HOP_SAMPLES - 100] = 1.0  # absolute sample 2 hops
    piece = take((100, audio))
    assert (piece.hop, len(piece.envelope)) == (1, 3)
    assert piece.envelope[:, 1].tolist() == [0, 127, 0]


def test_after_a_hole_a_signal_begins_anew_at_its_place():
    signal = Signal()
    signal.add(0, sine(440, 2 * HOP_SAMPLES))
    signal.take()
    signal.add(9 * HOP_SAMPLES, np.zeros(2 * HOP_SAMPLES, np.float32))
    piece = signal.take()
    assert (piece.hop, len(piece.envelope)) == (9, 2)
    assert not piece.bands.any()  # nothing of the sine leaks over the hole
    assert signal.take() is None


def test_numbers_that_are_none_are_drawn_as_silence():
    audio = np.full(2 * HOP_SAMPLES, np.nan, np.float32)
    assert not take((0, audio)).bands.any()


@pytest.mark.parametrize(("amplitude", "expected"), [(1.0, 0.0), (0.1, -20.0), (0.0, -90.0)])
def test_decibels(amplitude, expected):
    assert decibels(amplitude) == pytest.approx(expected)
