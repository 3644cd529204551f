from __future__ import annotations

import numpy as np
import pytest

from rtap.training.band.render import SAMPLE_RATE_HZ, Renderer
from rtap.training.band.song import Note, compose
from rtap.training.metrics import (
    cents_off,
    chroma,
    note_onsets_s,
    onset_f1,
    onsets_s,
    pitch_hz,
    score_pitches,
)


def tone(hz: float, seconds: float = 1.0, partials: tuple[float, ...] = (1.0,)) -> np.ndarray:
    t = np.arange(int(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    return 0.2 * sum(a * np.sin(2 * np.pi * hz * (i + 1) * t + i) for i, a in enumerate(partials))


def test_onsets_of_bursts_are_found_where_they_are() -> None:
    rng = np.random.default_rng(0)
    audio = 1e-4 * rng.normal(size=3 * SAMPLE_RATE_HZ)
    true_s = np.array([0.5, 1.1, 1.35, 2.4])
    for time_s in true_s:
        start = int(time_s * SAMPLE_RATE_HZ)
        audio[start : start + 4410] += rng.normal(size=4410) * np.exp(-np.arange(4410) / 1000)
    found_s = onsets_s(audio)
    assert onset_f1(found_s, true_s, 0.02) == 1.0


def test_silence_has_no_onsets() -> None:
    assert len(onsets_s(np.zeros(SAMPLE_RATE_HZ))) == 0
    assert onset_f1(np.array([]), np.array([]), 0.05) == 1.0
    assert onset_f1(np.array([]), np.array([1.0]), 0.05) == 0.0


@pytest.mark.parametrize("hz", [41.2, 55.0, 82.4, 110.0, 196.0])
@pytest.mark.parametrize("partials", [(1.0,), (0.3, 1.0, 0.5), (1.0, 0.8, 0.6, 0.4)])
def test_pitch_is_found_even_where_the_second_partial_is_strongest(hz: float, partials: tuple[float, ...]) -> None:
    found = pitch_hz(tone(hz, partials=partials), np.array([0.3, 0.5, 0.7]))
    np.testing.assert_allclose(found, hz, rtol=0.005)


def test_silence_has_no_pitch() -> None:
    assert np.isnan(pitch_hz(np.zeros(SAMPLE_RATE_HZ), np.array([0.5]))).all()


def test_cents_may_be_blind_to_octaves() -> None:
    hz = np.array([110.0, 55.0, np.nan])
    np.testing.assert_allclose(cents_off(hz, np.array([45, 45, 45])), [0, 1200, np.inf])
    np.testing.assert_allclose(cents_off(hz, np.array([45, 45, 45]), octave_blind=True), [0, 0, np.inf])


def test_chroma_of_a_chord_lies_on_its_tones() -> None:
    audio = tone(220.0) + tone(277.18) + tone(329.63)  # A major
    assert chroma(audio)[[9, 1, 4]].sum() > 0.9
    np.testing.assert_array_equal(chroma(np.zeros(1000)), 0)


def test_a_score_gives_distinct_onsets_and_pitches_away_from_edges() -> None:
    notes = [Note(0.0, 0.5, 40, 100), Note(0.005, 0.5, 47, 100), Note(1.0, 1.4, 43, 100)]
    np.testing.assert_allclose(note_onsets_s(notes, 0.0, 2.0), [0.0, 1.0])
    np.testing.assert_allclose(note_onsets_s(notes, 0.5, 2.0), [0.5])
    times_s, pitches = score_pitches(notes[2:])
    assert ((times_s > 1.05) & (times_s < 1.35)).all()
    assert (pitches == 43).all()


@pytest.mark.usefixtures("soundfont")
def test_on_true_audio_the_measures_agree_with_the_score() -> None:
    song = compose(1, 8.0)
    stems = Renderer().render(song)
    times_s, pitches = score_pitches(song.notes["bass"])
    inside = times_s < 7.5
    assert (cents_off(pitch_hz(stems[0], times_s[inside]), pitches[inside]) < 50).mean() > 0.9
    assert onset_f1(onsets_s(stems[1]), note_onsets_s(song.notes["drums"], 0, 8.0), 0.05) > 0.8
