from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from rtap.training.band.store import StoredSong
from rtap.training.codec import COLUMN_SAMPLES
from rtap.training.latents import (
    COLUMNS,
    UNHEARD_MAX,
    WINDOW_SAMPLES,
    LatentStore,
    chords_of,
    draw_context,
    draw_unheard,
    draw_window,
    encode_store,
    erase_unheard,
)


def fake_encoder(audio: np.ndarray) -> torch.Tensor:
    """Each column's latent is the sum of its samples' magnitudes, in all 64 channels."""
    columns = np.abs(audio[:, : COLUMNS * COLUMN_SAMPLES]).reshape(len(audio), COLUMNS, COLUMN_SAMPLES).mean(2)
    return torch.from_numpy(columns)[:, None].expand(-1, 64, -1)


def test_contexts_are_silent_after_the_cursor(songs: list[StoredSong]) -> None:
    rng = np.random.default_rng(0)
    for _ in range(10):
        audio, unheard, _ = draw_window(rng, songs[0])
        assert audio.shape == (8, WINDOW_SAMPLES)
        for context, columns in zip(audio[4:], unheard, strict=True):
            assert not context[(COLUMNS - columns) * COLUMN_SAMPLES :].any()


def test_a_context_never_holds_its_own_stem() -> None:
    rng = np.random.default_rng(0)
    for target in range(4):
        drawn = [draw_context(rng, target) for _ in range(50)]
        assert all(stems and target not in stems for stems in drawn)
        assert sum(len(stems) == 3 for stems in drawn) > 20


def test_unheard_columns_favour_the_short() -> None:
    rng = np.random.default_rng(0)
    drawn = np.array([draw_unheard(rng) for _ in range(2000)])
    assert drawn.min() == 0
    assert drawn.max() == UNHEARD_MAX
    assert 0.2 < (drawn == 0).mean() < 0.3
    assert ((drawn >= 1) & (drawn <= 9)).mean() > (drawn > 9).mean()


def test_unheard_columns_are_erased_after_encoding() -> None:
    erased = erase_unheard(torch.ones(2, 64, 64), torch.tensor([0, 10]))
    assert (erased[0] == 1).all()
    assert (erased[1, :, :54] == 1).all()
    assert not erased[1, :, 54:].any()


def test_encoding_fills_a_store_that_resumes(tmp_path: Path, songs: list[StoredSong]) -> None:
    assert encode_store(fake_encoder, songs, tmp_path, windows_per_song=2, seed=0) == 4
    whole = LatentStore.open(tmp_path)
    assert len(whole) == 4
    assert whole.targets.shape == whole.contexts.shape == (4, 4, 64, 64)
    (tmp_path / "latents-001.safetensors").unlink()
    assert encode_store(fake_encoder, songs, tmp_path, windows_per_song=2, seed=0) == 4
    again = LatentStore.open(tmp_path)
    assert torch.equal(again.targets, whole.targets)
    assert torch.equal(again.contexts, whole.contexts)
    columns = torch.arange(64)
    for window in range(4):
        for stem in range(4):
            known = columns < 64 - int(again.unheard[window, stem])
            assert not again.contexts[window, stem][:, ~known].any()


def test_a_window_knows_the_chord_of_every_column(songs: list[StoredSong]) -> None:
    song = songs[0]
    assert song.truth is not None
    beat = 3
    start = int(song.truth.beat_s[beat] * 44_100) - COLUMN_SAMPLES // 4  # its first column's middle lies in beat 3
    roots, tones = chords_of(song, start)
    chord = song.truth.chord(beat)
    assert int(roots[0]) == chord.root
    assert set(tones[:, 0].nonzero()[:, 0].tolist()) == set(chord.pitch_classes)
    before, _ = chords_of(song, -WINDOW_SAMPLES)
    assert (before == -1).all()  # nothing is played yet
    recorded = StoredSong("recording", song.stems, None)
    roots, tones = chords_of(recorded, start)
    assert (roots == -1).all()
    assert not tones.any()


def test_latents_of_an_earlier_version_are_refused(tmp_path: Path) -> None:
    nothing = torch.zeros(1, 4, 64, 64)
    save_file(
        {"targets": nothing, "contexts": nothing.clone(), "unheard": torch.zeros(1, 4)},
        tmp_path / "latents-000.safetensors",
    )
    with pytest.raises(ValueError, match="latents of an earlier version; remove them"):
        LatentStore.open(tmp_path)


def test_latents_that_are_not_finite_are_refused(tmp_path: Path, songs: list[StoredSong]) -> None:
    with pytest.raises(ValueError, match="not finite"):
        encode_store(lambda audio: fake_encoder(audio) * float("nan"), songs, tmp_path, 1, 0)


def test_an_empty_store_says_how_to_fill_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"rtap\.training encode"):
        LatentStore.open(tmp_path)
