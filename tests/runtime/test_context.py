"""Encoding only what is new must be what encoding every window whole would have been."""

from __future__ import annotations

import numpy as np
import pytest

from rtap.runtime.accompanist import Accompanist
from rtap.runtime.bundle import CodecSpec, ColumnFeatures, SamplerSpec, read_bundle
from rtap.runtime.context import ContextEncoder
from rtap.runtime.engines import open_stages
from rtap.runtime.engines.base import EngineError
from rtap.runtime.geometry import Geometry, plan_window

SAMPLES = 4096 * 64 + 1536
START = 100 * 4096
"""A cursor whose windows lie on a song that has been going on for a while."""


def features_of(audio: np.ndarray) -> np.ndarray:
    """`[4096c + 1536]` -> `[c, 2]`: whole numbers, whose sums are exact, of a column and its neighbours; not of silence
    0, so that an end of the audio is not the same as silence."""
    columns = len(audio) // 4096
    own = np.pad([7 + audio[4096 * c : 4096 * c + 5632].sum() for c in range(columns)], 1)
    near = own[:-2] + 2 * own[1:-1] + 3 * own[2:]
    return np.stack([near, -near], 1).astype(np.float32)


def latents_of(features: np.ndarray) -> np.ndarray:
    """`[64, 2]` -> `[1, 64, 64]`: of two columns either side."""
    padded = np.pad(features[:, 0], 2)
    return np.outer(np.arange(1, 65), sum((i + 1) * padded[i : i + 64] for i in range(5)))[None].astype(np.float32)


class LocalParts:
    features = ColumnFeatures(width=2, reach_columns=1)

    def __init__(self) -> None:
        self.encoded: list[int] = []
        """How many columns each time."""

    def encode(self, audio, place, remembered):
        assert audio.shape == (1, 4096 * place.shape[1] + 1536)
        self.encoded.append(place.shape[1])
        features = features_of(audio[0])
        return latents_of((place @ features + remembered)[0]), features[None]


def far_features_of(audio: np.ndarray) -> np.ndarray:
    """The same once more over its neighbours."""
    near = np.pad(features_of(audio), ((1, 1), (0, 0)))
    return near[:-2] - 2 * near[1:-1] + 5 * near[2:]


class FarParts(LocalParts):
    features = ColumnFeatures(width=2, reach_columns=2)

    def encode(self, audio, place, remembered):
        self.encoded.append(place.shape[1])
        features = far_features_of(audio[0])
        return latents_of((place @ features + remembered)[0]), features[None]


class LocalStages:
    name, precision, step_parts = "local", "none", None

    def __init__(self) -> None:
        self.parts = LocalParts()

    def encode(self, audio):
        return latents_of(features_of(audio[0]))

    def step(self, x, base, source, noise_in, noise_out, mixture, keep, label, coef):
        self.mixture = mixture.copy()
        return x, x

    def decode(self, latent, noise):
        return np.zeros((len(latent), 4096 * latent.shape[2] + 1536), np.float32)


def encoder_and_lengths() -> tuple[ContextEncoder, list[int]]:
    """One that has been warmed up, and how many columns it encodes from now on."""
    stages = LocalStages()
    encoder = ContextEncoder(stages)
    encoder.warm_up()
    stages.parts.encoded.clear()
    return encoder, stages.parts.encoded


@pytest.fixture
def song() -> np.ndarray:
    return np.random.default_rng(5).integers(-3, 4, 500 * 4096).astype(np.float32)


def heard(song, plan) -> np.ndarray:
    """The window's audio, 0 from the cursor on."""
    audio = np.zeros((1, SAMPLES), np.float32)
    samples = min(plan.cursor - plan.window_start, SAMPLES)
    audio[0, :samples] = song[plan.window_start : plan.window_start + samples]
    return audio


def geometry(step_columns: int, ahead_columns: int, window_samples: int = 262_144) -> Geometry:
    return Geometry.from_client(window_samples, step_columns / 64, ahead_columns / step_columns, 882)


def assert_as_whole(latent, audio) -> None:
    np.testing.assert_array_equal(latent, LocalStages().encode(audio))


@pytest.mark.parametrize("window_samples", [262_144, 264_600])
@pytest.mark.parametrize("ahead", [0, 1, 8, -8, -16])
@pytest.mark.parametrize("step", [2, 8, 16, 32])
def test_latents_equal_those_of_the_whole_window(song, window_samples, step, ahead):
    encoder, g = ContextEncoder(LocalStages()), geometry(step, ahead, window_samples)
    for n in range(7):
        plan = plan_window(g, START + n * g.step_samples)
        audio = heard(song, plan)
        assert_as_whole(encoder.encode(audio, plan), audio)


@pytest.mark.parametrize(
    ("step", "ahead", "window_samples", "columns"),
    [
        (8, 1, 262_144, [64, 16, 16, 16, 16, 16, 16]),  # the head's 3, 8 new, the last known, twice the reach around
        (8, 8, 262_144, [64, 16, 16, 16, 16, 16, 16]),
        (8, -8, 262_144, [64, 14, 14, 14, 14, 14, 14]),  # nothing comes after them
        (16, 16, 262_144, [64, 24, 24, 24, 24, 24, 24]),
        (16, 16, 264_600, [64, 25, 25, 25, 25, 25, 25]),  # and one that is known in part
        (2, 0, 262_144, [64, 10, 10, 10, 10, 10, 10]),
        (56, 0, 262_144, [64] * 7),
    ],
)
def test_as_many_columns_are_encoded_in_every_window(song, step, ahead, window_samples, columns):
    encoder, encoded = encoder_and_lengths()
    g = geometry(step, ahead, window_samples)
    for n in range(7):
        plan = plan_window(g, START + n * g.step_samples)
        encoder.encode(heard(song, plan), plan)
    assert encoded == columns


def test_a_shape_stays_once_the_longer_one_was_met(song):
    """A step of T = 264 600 is 16.15 columns: 16 new ones, and in the seventh window 17."""
    encoder, encoded = encoder_and_lengths()
    g, song = geometry(16, 16, 264_600), np.tile(song, 2)
    for n in range(30):
        plan = plan_window(g, START + n * g.step_samples)
        audio = heard(song, plan)
        assert_as_whole(encoder.encode(audio, plan), audio)
    assert encoded == [64, *[25] * 6, *[26] * 23]


def test_silence_takes_as_many_columns_as_music_and_so_does_a_first_window_after_it(song):
    encoder, encoded = encoder_and_lengths()
    g = geometry(8, 1)
    song[: START + 3 * g.step_samples] = 0.0
    song[START + 6 * g.step_samples :] = 0.0
    for n in range(10):
        plan = plan_window(g, START + n * g.step_samples)
        audio = heard(song, plan)
        assert_as_whole(encoder.encode(audio, plan), audio)
    assert encoded == [16] * 10


@pytest.mark.parametrize("column", [0, 1, 2, 3, 30, 53, 54])
@pytest.mark.parametrize("sample", [0, 1535, 1536, 4095])
def test_audio_that_was_changed_is_encoded_again(song, column, sample):
    """A packet that came late: one sample of the past is another one now."""
    encoder, encoded = encoder_and_lengths()
    g = geometry(8, 1)
    for n in range(3):
        plan = plan_window(g, START + n * g.step_samples)
        encoder.encode(heard(song, plan), plan)
    plan = plan_window(g, START + 3 * g.step_samples)
    song[plan.window_start + 4096 * column + sample] += 1
    audio = heard(song, plan)
    assert_as_whole(encoder.encode(audio, plan), audio)
    stale = min(column - (sample < 1536), 46) - 1  # a column's first 1536 samples are the one's before, too
    assert encoded[-1] == (64 if stale < 1 else 3 + 57 - (stale - 1))


def test_where_all_that_can_be_encoded_again_is_more_than_a_window_the_window_is(song):
    encoder, encoded = encoder_and_lengths()
    g = geometry(8, -8)
    for n in range(2):
        plan = plan_window(g, START + n * g.step_samples)
        if n:
            song[plan.window_start + 2 * 4096 + 2000] += 1
        audio = heard(song, plan)
        assert_as_whole(encoder.encode(audio, plan), audio)
    assert encoded == [64, 64]


@pytest.mark.parametrize("loudness", [0.0, 1.0])
def test_a_cursor_may_go_back(song, loudness):
    encoder = ContextEncoder(LocalStages())
    for ahead, back in ((0, 0), (8, 8), (0, 0), (16, 16)):
        plan = plan_window(geometry(8, ahead), START - back * 4096)
        audio = heard(song * np.float32(loudness), plan)
        assert_as_whole(encoder.encode(audio, plan), audio)


def test_audio_after_the_cursor_is_encoded_as_it_is(song):
    """The runtime leaves it at 0; whoever does not gets the latents of what is there."""
    encoder, g = ContextEncoder(LocalStages()), geometry(8, 8)
    for n in range(4):
        plan = plan_window(g, START + n * g.step_samples)
        audio = heard(song, plan)
        audio[0, 60 * 4096 + 1000 * n] = 5.0
        assert_as_whole(encoder.encode(audio, plan), audio)


def test_the_same_window_again_is_what_it_was(song):
    encoder, plan = ContextEncoder(LocalStages()), plan_window(geometry(8, 1), START)
    for _ in range(3):
        audio = heard(song, plan)
        assert_as_whole(encoder.encode(audio, plan), audio)


def test_settings_may_change_in_between(song):
    encoder, cursor = ContextEncoder(LocalStages()), START
    for step, ahead in ((8, 1), (8, 8), (8, 0), (16, 16), (4, 1), (8, -8), (32, 32), (2, 2), (2, 30)):
        for _ in range(2):
            plan = plan_window(geometry(step, ahead), cursor)
            audio = heard(song, plan)
            assert_as_whole(encoder.encode(audio, plan), audio)
            cursor += step * 4096


@pytest.mark.parametrize("jump", [-8 * 4096, 64 * 4096, 200 * 4096])
def test_a_window_with_nothing_in_common_is_encoded_whole(song, jump):
    encoder, encoded = encoder_and_lengths()
    g, song = geometry(8, 1), np.tile(song, 2)
    plan = plan_window(g, START + 8 * 4096)
    encoder.encode(heard(song, plan), plan)
    plan = plan_window(g, plan.cursor + jump)
    audio = heard(song, plan)
    assert_as_whole(encoder.encode(audio, plan), audio)
    assert encoded == [64, 64]


def test_after_a_reset_a_window_is_encoded_whole(song):
    encoder, encoded = encoder_and_lengths()
    g = geometry(8, 1)
    for n in range(3):
        plan = plan_window(g, START + n * g.step_samples)
        encoder.encode(heard(song, plan), plan)
    encoder.reset()
    plan = plan_window(g, START + 3 * g.step_samples)
    audio = heard(song, plan)
    assert_as_whole(encoder.encode(audio, plan), audio)
    assert encoded == [64, 16, 16, 64]


def test_an_engine_that_fails_leaves_what_is_remembered(song, monkeypatch):
    encoder, encoded = encoder_and_lengths()
    g = geometry(8, 1)
    plans = [plan_window(g, START + n * g.step_samples) for n in range(3)]
    encoder.encode(heard(song, plans[0]), plans[0])

    def fail(parts, audio, place, remembered):
        raise EngineError("out of memory")

    with monkeypatch.context() as patch:
        patch.setattr(LocalParts, "encode", fail)
        with pytest.raises(EngineError):
            encoder.encode(heard(song, plans[1]), plans[1])
    for plan in plans[1:]:
        audio = heard(song, plan)
        assert_as_whole(encoder.encode(audio, plan), audio)
    assert encoded == [64, 16, 16]


def test_an_engine_without_parts_encodes_whole_windows(song, monkeypatch):
    given = []
    stages = LocalStages()
    stages.parts = None
    monkeypatch.setattr(stages, "encode", given.append)
    encoder, g = ContextEncoder(stages), geometry(8, 1)
    encoder.warm_up([plan_window(g, START)])
    audios = []
    for n in range(3):
        plan = plan_window(g, START + n * g.step_samples)
        audios.append(heard(song, plan))
        encoder.encode(audios[-1], plan)
    assert [id(audio) for audio in given] == [id(audio) for audio in audios]


def test_features_may_reach_further(song):
    """Two columns either side, up to steps that leave too little of the window before."""
    stages = LocalStages()
    stages.parts = FarParts()
    encoder = ContextEncoder(stages)
    for step, columns in ((8, 5 + 8 + 1 + 8), (16, 5 + 16 + 1 + 8), (29, 5 + 29 + 1 + 8), (30, 64)):
        encoder.reset()
        stages.parts.encoded.clear()
        for n in range(4):
            plan = plan_window(geometry(step, 0), START + n * step * 4096)
            audio = heard(song, plan)
            np.testing.assert_array_equal(encoder.encode(audio, plan), latents_of(far_features_of(audio[0])))
        assert stages.parts.encoded[-3:] == [columns] * 3


# ---------------------------------------------------------------------------------------------------------------------
# In the accompanist


def local_player() -> tuple[LocalStages, Accompanist]:
    stages = LocalStages()
    return stages, Accompanist(stages, 4, SamplerSpec("consistency", 1).build(), CodecSpec("local", False, "linear"))


def test_the_accompanist_hears_the_same_whatever_stems_it_plays(song):
    stages, player = local_player()
    g = geometry(8, 1)
    player.warm_up(1, 9)
    stages.parts.encoded.clear()
    for n, stems in enumerate(((0,), (0, 2), (1,), (0, 1, 2, 3))):
        plan = plan_window(g, START + n * g.step_samples)
        audio = heard(song, plan)
        player.play(audio, plan, stems, n)
        masked = LocalStages().encode(audio)
        masked[..., plan.known_columns :] = 0.0
        np.testing.assert_array_equal(stages.mixture[:, 0], np.repeat(masked, len(stems), 0))
    assert stages.parts.encoded == [64, 16, 16, 16]


def test_the_accompanist_forgets_what_it_heard_with_a_reset_and_on_another_engine(song):
    stages, player = local_player()
    g = geometry(8, 1)
    player.warm_up(1, 9)
    stages.parts.encoded.clear()
    plans = [plan_window(g, START + n * g.step_samples) for n in range(3)]
    player.play(heard(song, plans[0]), plans[0], (0,), 0)
    player.reset()
    player.play(heard(song, plans[1]), plans[1], (0,), 1)
    other = LocalStages()
    player.use_stages(other)
    player.play(heard(song, plans[2]), plans[2], (0,), 2)
    assert stages.parts.encoded == [64, 64]
    assert set(other.parts.encoded) == {64}


@pytest.mark.parametrize(("ahead", "columns"), [(1, 16), (8, 16), (-8, 14)])
def test_warming_up_runs_the_shape_of_the_windows_to_come(song, ahead, columns):
    stages, player = local_player()
    g = geometry(8, ahead)
    player.warm_up(1, 9, g)
    assert set(stages.parts.encoded) == {64, columns}
    stages.parts.encoded.clear()
    for n in range(3):
        plan = plan_window(g, START + n * g.step_samples)
        player.play(heard(song, plan), plan, (0,), n)
    assert stages.parts.encoded == [64, columns, columns]


# ---------------------------------------------------------------------------------------------------------------------
# On real graphs


@pytest.mark.parametrize("window_samples", [262_144, 264_600])
def test_real_encoders_agree_to_rounding(tiny_bundle, window_samples):
    stages = open_stages("ort", read_bundle(tiny_bundle), threads=1)[0]
    song = 0.1 * np.random.default_rng(5).standard_normal(150 * 4096).astype(np.float32)
    encoder, g = ContextEncoder(stages), geometry(8, 1, window_samples)
    for n in range(4):
        plan = plan_window(g, START + n * g.step_samples)
        if n == 2:
            song[plan.window_start + 30 * 4096 + 7] += 0.5
        audio = heard(song, plan)
        np.testing.assert_allclose(encoder.encode(audio, plan), stages.encode(audio), rtol=0, atol=2e-5)


def test_only_engines_that_take_parts_of_a_window_say_so(tiny_bundle):
    bundle = read_bundle(tiny_bundle)
    assert open_stages("ort", bundle, threads=1)[0].parts.features == bundle.manifest.codec.features
    assert open_stages("torch", bundle, threads=1)[0].parts is None
