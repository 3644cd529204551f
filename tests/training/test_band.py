from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from rtap.training.band.midi import to_midi
from rtap.training.band.render import PEAK_LIMIT, SAMPLE_RATE_HZ, Renderer, find_soundfont, level
from rtap.training.band.song import BASS_HIGHEST, BASS_LOWEST, PRESETS, STEMS, Song, compose
from rtap.training.band.store import StoredSong, import_recordings, open_store, render_band
from rtap.training.band.theory import LOOPS, METERS, Chord, parse_loop
from rtap.training.stages import Plan, band_stage

SEEDS = range(40)


def chord_at(song: Song, time_s: float) -> Chord:
    """The chord under a note; 20 ms of earliness forgiven."""
    beat = int(np.searchsorted(song.truth.beat_s, time_s + 0.02, side="right")) - 1
    return song.truth.chord(beat)


def test_a_seed_always_gives_the_same_notes() -> None:
    assert compose(7).notes == compose(7).notes
    assert compose(7).notes != compose(8).notes


@pytest.mark.usefixtures("soundfont")
def test_a_seed_is_bit_exact_whatever_was_rendered_before() -> None:
    fresh = Renderer().render(compose(3, 4.0))
    used = Renderer()
    used.render(compose(4, 4.0))
    np.testing.assert_array_equal(used.render(compose(3, 4.0)), fresh)


def test_loops_are_chords_in_the_key() -> None:
    assert parse_loop("0:maj 9:7", key=2) == [Chord(2, "maj"), Chord(11, "7")]
    assert Chord(11, "7").pitch_classes == (11, 3, 6, 9)
    for loops in LOOPS.values():
        for loop in loops:
            assert len(parse_loop(loop, 0)) == 4


def test_an_unknown_quality_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"'dim' is no quality; known: maj"):
        parse_loop("0:dim", 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_truth_counts_bars_and_beats(seed: int) -> None:
    song = compose(seed)
    truth = song.truth
    np.testing.assert_allclose(np.diff(truth.beat_s), 60 / song.tempo_bpm)
    np.testing.assert_array_equal(np.flatnonzero(truth.is_downbeat) % song.meter.beats, 0)
    changes = np.flatnonzero(np.diff(truth.root)) + 1
    assert truth.is_downbeat[changes].all(), "chords change on downbeats"
    assert song.meter in METERS.values()
    assert 80 <= song.tempo_bpm <= 140


@pytest.mark.parametrize("seed", SEEDS)
def test_notes_stay_inside_the_song_and_in_range(seed: int) -> None:
    song = compose(seed, 20.0)
    for stem in STEMS:
        assert song.presets[stem] in PRESETS[stem]
        for note in song.notes[stem]:
            assert 0 <= note.start_s < note.end_s <= 20.0
            assert 1 <= note.velocity <= 127
    assert all(BASS_LOWEST - 1 <= note.pitch <= BASS_HIGHEST + 12 for note in song.notes["bass"])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_bass_plays_the_root_on_every_downbeat_it_plays(seed: int) -> None:
    song = compose(seed)
    downbeats_s = song.truth.beat_s[song.truth.is_downbeat]
    for note in song.notes["bass"]:
        if np.abs(downbeats_s - note.start_s).min() < 0.02:
            assert note.pitch % 12 == chord_at(song, note.start_s).root


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("stem", ["guitar", "piano"])
def test_guitar_and_piano_play_tones_of_the_chord(seed: int, stem: str) -> None:
    song = compose(seed)
    for note in song.notes[stem]:
        # A strum's last strings may come 40 ms late, never so late that the chord has changed.
        assert note.pitch % 12 in chord_at(song, note.start_s).pitch_classes


@pytest.mark.parametrize("seed", SEEDS)
def test_drums_lie_on_the_sixteenth_grid_up_to_swing_and_looseness(seed: int) -> None:
    song = compose(seed)
    step_s = 60 / song.tempo_bpm / song.meter.steps_per_beat
    for note in song.notes["drums"]:
        off_s = abs(note.start_s / step_s - round(note.start_s / step_s)) * step_s
        assert off_s <= 0.5 * step_s
        assert off_s < 0.016 or song.style in ("jazz", "blues", "soul")


def test_stems_are_levelled_and_their_sum_does_not_clip(songs: list[StoredSong]) -> None:
    for song in songs:
        stems = song.audio(0, song.samples)
        assert np.abs(stems.sum(0)).max() <= PEAK_LIMIT + 1e-3
        levels_db = 10 * np.log10(np.square(stems).mean(1))
        assert (levels_db > -40).all()
        assert (levels_db < -12).all()


def test_level_sets_the_rms_of_the_active_part() -> None:
    burst = np.zeros(SAMPLE_RATE_HZ, np.float32)
    burst[: SAMPLE_RATE_HZ // 5] = np.random.default_rng(0).normal(size=SAMPLE_RATE_HZ // 5)
    rms = np.sqrt(np.square(level(burst, -20.0)[: SAMPLE_RATE_HZ // 5]).mean())
    assert 20 * np.log10(rms) == pytest.approx(-20.0, abs=0.1)
    np.testing.assert_array_equal(level(np.zeros(44100, np.float32), -20.0), 0)


@pytest.mark.parametrize("seed", [0, 1])
def test_midi_holds_the_same_notes_and_beats(seed: int) -> None:
    song = compose(seed)
    midi = to_midi(song)
    assert [instrument.name for instrument in midi.instruments] == list(STEMS)
    assert [len(instrument.notes) for instrument in midi.instruments] == [len(song.notes[stem]) for stem in STEMS]
    np.testing.assert_allclose(midi.get_beats()[:8], song.truth.beat_s[:8], atol=1e-3)


def test_a_missing_soundfont_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="is not a file"):
        find_soundfont(tmp_path / "none.sf3")


def test_a_store_reads_silence_outside_its_songs(songs: list[StoredSong]) -> None:
    song = songs[0]
    assert song.samples == 12 * SAMPLE_RATE_HZ
    audio = song.audio(-1000, song.samples + 2000)
    assert audio.shape == (4, song.samples + 2000)
    assert not audio[:, :1000].any()
    assert not audio[:, -1000:].any()
    np.testing.assert_array_equal(audio[:, 1000:-1000], song.audio(0, song.samples))


def test_a_store_keeps_the_truth(songs: list[StoredSong]) -> None:
    truth = songs[1].truth
    assert truth is not None
    np.testing.assert_allclose(truth.beat_s, compose(1, 12.0).truth.beat_s)
    assert truth.quality == compose(1, 12.0).truth.quality


@pytest.mark.usefixtures("soundfont")
def test_a_song_whose_rendering_was_interrupted_is_rendered_again(tmp_path: Path) -> None:
    assert render_band(tmp_path, 0, 2, 2.0) == 2
    (tmp_path / "0000001.json").unlink()
    assert render_band(tmp_path, 0, 2, 2.0) == 1
    assert render_band(tmp_path, 0, 2, 2.0) == 0


def test_recordings_in_slakh_layout_are_read_resampled_and_padded(tmp_path: Path) -> None:
    track = tmp_path / "in" / "Track00001"
    track.mkdir(parents=True)
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(48000) / 48000)
    soundfile.write(track / "bass.wav", np.stack([tone, tone], 1), 48000)
    soundfile.write(track / "drums.wav", tone[:24000], 48000)
    assert import_recordings(tmp_path / "in", tmp_path / "out") == 1
    (song,) = open_store(tmp_path / "out")
    assert song.truth is None
    assert song.samples == 44100
    stems = song.audio(0, 44100)
    assert np.square(stems[0]).mean() == pytest.approx(0.125, rel=0.02)
    assert not stems[2:].any()
    assert not stems[1, 22100:].any()


def test_an_empty_folder_of_recordings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no Track"):
        import_recordings(tmp_path, tmp_path / "out")


def test_a_run_may_not_mix_training_and_held_out_seeds(tmp_path: Path) -> None:
    plan = Plan({"band": {"first_seed": 999_999, "songs": 2, "duration_s": 1}}, tmp_path, torch.device("cpu"))
    with pytest.raises(ValueError, match="held-out"):
        band_stage(plan)
