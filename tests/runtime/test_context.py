"""Encoding only what is new must be what encoding every window whole would have been."""

from __future__ import annotations

import numpy as np
import pytest

from rtap.runtime.accompanist import Accompanist
from rtap.runtime.bundle import CodecSpec, SamplerSpec, read_bundle
from rtap.runtime.context import ContextEncoder
from rtap.runtime.engines import open_stages
from rtap.runtime.engines.base import EngineError
from rtap.runtime.geometry import Geometry, plan_window

REACH = 3
SAMPLES = 4096 * 64 + 1536
START = 100 * 4096
"""A cursor whose windows lie on a song that has been going on for a while."""


class LocalStages:
    """Latents of a column's audio and of three columns either side: whole numbers, whose sums are exact."""

    name, precision, encodes_any_columns = "local", "none", True

    def __init__(self) -> None:
        self.encoded: list[int] = []

    def encode(self, audio):
        columns, rest = divmod(audio.shape[1] - 1536, 4096)
        assert (len(audio), rest) == (1, 0)
        self.encoded.append(columns)
        own = np.array([audio[0, 4096 * c : 4096 * c + 5632].sum() for c in range(columns)])
        padded = np.pad(own, REACH)
        near = [sum((d + 1) * padded[c + d] for d in range(2 * REACH + 1)) for c in range(columns)]
        return (np.arange(1, 65)[:, None] * np.array(near))[None].astype(np.float32)

    def step(self, x, base, source, noise_in, noise_out, mixture, keep, label, coef):
        self.mixture = mixture.copy()
        return x, x

    def decode(self, latent, noise):
        return np.zeros((len(latent), 4096 * latent.shape[2] + 1536), np.float32)


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


def assert_as_whole(latent, stages, audio, plan, edge: int = REACH, atol: float = 0.0) -> None:
    whole = stages.encode(audio)
    known = slice(edge, plan.known_columns)
    np.testing.assert_allclose(latent[..., known], whole[..., known], rtol=0, atol=atol)


@pytest.mark.parametrize("window_samples", [262_144, 264_600])
@pytest.mark.parametrize("ahead", [0, 1, 8, -8, -16])
@pytest.mark.parametrize("step", [2, 8, 16, 32])
def test_known_columns_equal_those_of_the_whole_window(song, window_samples, step, ahead):
    encoder, whole = ContextEncoder(LocalStages(), REACH), LocalStages()
    g = geometry(step, ahead, window_samples)
    for n in range(7):
        plan = plan_window(g, START + n * g.step_samples)
        audio = heard(song, plan)
        assert_as_whole(encoder.encode(audio, plan), whole, audio, plan)


@pytest.mark.parametrize(
    ("step", "ahead", "window_samples", "columns"),
    [
        (8, 1, 262_144, [64, 18, 18, 18, 18, 18, 18]),  # 8 new, the last known one, a reach before, one either side
        (8, 8, 262_144, [64, 18, 18, 18, 18, 18, 18]),
        (8, -8, 262_144, [64, 15, 15, 15, 15, 15, 15]),
        (16, 16, 262_144, [64, 26, 26, 26, 26, 26, 26]),
        (16, 16, 264_600, [64, 26, 26, 26, 26, 26, 26]),
        (2, 0, 262_144, [64, 11, 11, 11, 11, 11, 11]),  # 1 of the reach after them lies past the window
        (61, 0, 262_144, [64] * 7),  # 3 columns are left, and all of them within the reach of what changed
    ],
)
def test_as_many_columns_are_encoded_in_every_window(song, step, ahead, window_samples, columns):
    stages = LocalStages()
    encoder, g = ContextEncoder(stages, REACH), geometry(step, ahead, window_samples)
    for n in range(7):
        plan = plan_window(g, START + n * g.step_samples)
        encoder.encode(heard(song, plan), plan)
    assert stages.encoded == columns


def test_a_shape_stays_once_the_longer_one_was_met(song):
    """A step of T = 264 600 is 16.15 columns: 16 new ones, and in the seventh window 17."""
    stages, song = LocalStages(), np.tile(song, 2)
    encoder, g = ContextEncoder(stages, REACH), geometry(16, 16, 264_600)
    for n in range(30):
        plan = plan_window(g, START + n * g.step_samples)
        audio = heard(song, plan)
        assert_as_whole(encoder.encode(audio, plan), LocalStages(), audio, plan)
    assert stages.encoded == [64, *[26] * 6, *[27] * 23]


def test_silence_takes_as_many_columns_as_music(song):
    stages = LocalStages()
    encoder, g = ContextEncoder(stages, REACH), geometry(8, 1)
    silent_until = START + 3 * g.step_samples
    song[:silent_until] = 0.0
    for n in range(6):
        plan = plan_window(g, START + n * g.step_samples)
        audio = heard(song, plan)
        assert_as_whole(encoder.encode(audio, plan), LocalStages(), audio, plan)
    assert stages.encoded == [64, *[18] * 5]


@pytest.mark.parametrize("column", [0, 3, 9, 10, 30, 53, 54])
@pytest.mark.parametrize("sample", [0, 1535, 1536, 4095])
def test_audio_that_was_changed_is_encoded_again(song, column, sample):
    """A packet that came late: one sample of the past is another one now."""
    stages = LocalStages()
    encoder, g = ContextEncoder(stages, REACH), geometry(8, 1)
    for n in range(3):
        plan = plan_window(g, START + n * g.step_samples)
        encoder.encode(heard(song, plan), plan)
    plan = plan_window(g, START + 3 * g.step_samples)
    song[plan.window_start + 4096 * column + sample] += 1
    audio = heard(song, plan)
    assert_as_whole(encoder.encode(audio, plan), LocalStages(), audio, plan)
    stale = min(column - (sample < 1536), 46) - REACH  # the first 1536 samples are the column's before, too
    assert stages.encoded[-1] == (64 if stale <= 0 else 58 - max(stale - REACH, 0))


def test_the_same_window_again_is_what_it_was(song):
    stages = LocalStages()
    encoder, plan = ContextEncoder(stages, REACH), plan_window(geometry(8, 1), START)
    audio = heard(song, plan)
    first = encoder.encode(audio, plan).copy()
    np.testing.assert_array_equal(encoder.encode(audio, plan)[..., :55], first[..., :55])


def test_settings_may_change_in_between(song):
    encoder, whole = ContextEncoder(LocalStages(), REACH), LocalStages()
    cursor = START
    for step, ahead in ((8, 1), (8, 8), (8, 0), (16, 16), (4, 1), (8, -8), (32, 32), (2, 2)):
        for _ in range(2):
            plan = plan_window(geometry(step, ahead), cursor)
            audio = heard(song, plan)
            assert_as_whole(encoder.encode(audio, plan), whole, audio, plan)
            cursor += step * 4096


@pytest.mark.parametrize("jump", [-8 * 4096, 64 * 4096, 200 * 4096])
def test_a_window_with_nothing_in_common_is_encoded_whole(song, jump):
    stages, g = LocalStages(), geometry(8, 1)
    encoder, song = ContextEncoder(stages, REACH), np.tile(song, 2)
    plan = plan_window(g, START + 8 * 4096)
    encoder.encode(heard(song, plan), plan)
    plan = plan_window(g, plan.cursor + jump)
    audio = heard(song, plan)
    assert_as_whole(encoder.encode(audio, plan), LocalStages(), audio, plan, edge=0)
    assert stages.encoded == [64, 64]


def test_after_a_reset_a_window_is_encoded_whole(song):
    stages, g = LocalStages(), geometry(8, 1)
    encoder = ContextEncoder(stages, REACH)
    for n in range(3):
        plan = plan_window(g, START + n * g.step_samples)
        encoder.encode(heard(song, plan), plan)
    encoder.reset()
    plan = plan_window(g, START + 3 * g.step_samples)
    audio = heard(song, plan)
    assert_as_whole(encoder.encode(audio, plan), LocalStages(), audio, plan, edge=0)
    assert stages.encoded == [64, 18, 18, 64]


def test_a_remembered_column_saw_what_was_before_the_window(song):
    """Where a whole window begins its encoder sees zeros; what is remembered does not change when the window moves."""
    encoder, g = ContextEncoder(LocalStages(), REACH), geometry(8, 1)
    latents = []
    for n in range(3):
        plan = plan_window(g, START + n * g.step_samples)
        latents.append(encoder.encode(heard(song, plan), plan).copy())
    np.testing.assert_array_equal(latents[1][..., :40], latents[0][..., 8:48])
    np.testing.assert_array_equal(latents[2][..., :40], latents[1][..., 8:48])


def test_an_engine_that_fails_leaves_what_is_remembered(song, monkeypatch):
    stages, g = LocalStages(), geometry(8, 1)
    encoder = ContextEncoder(stages, REACH)
    plans = [plan_window(g, START + n * g.step_samples) for n in range(3)]
    encoder.encode(heard(song, plans[0]), plans[0])

    def fail(audio):
        raise EngineError("out of memory")

    with monkeypatch.context() as patch:
        patch.setattr(stages, "encode", fail)
        with pytest.raises(EngineError):
            encoder.encode(heard(song, plans[1]), plans[1])
    for plan in plans[1:]:
        audio = heard(song, plan)
        assert_as_whole(encoder.encode(audio, plan), LocalStages(), audio, plan)
    assert stages.encoded == [64, 18, 18]


@pytest.mark.parametrize(("reach", "any_columns"), [(None, True), (REACH, False)])
def test_without_a_reach_or_on_an_engine_of_one_shape_windows_stay_whole(song, reach, any_columns):
    stages, g = LocalStages(), geometry(8, 1)
    stages.encodes_any_columns = any_columns
    encoder = ContextEncoder(stages, reach)
    for n in range(3):
        plan = plan_window(g, START + n * g.step_samples)
        audio = heard(song, plan)
        assert_as_whole(encoder.encode(audio, plan), LocalStages(), audio, plan, edge=0)
    assert stages.encoded == [64, 64, 64]


# ---------------------------------------------------------------------------------------------------------------------
# In the accompanist


def local_player(**options) -> tuple[LocalStages, Accompanist]:
    stages = LocalStages()
    codec = CodecSpec("local", draws_noise=False, join="linear", reach_columns=REACH)
    return stages, Accompanist(stages, 4, SamplerSpec("consistency", 1).build(), codec, **options)


def test_the_accompanist_hears_the_same_whatever_stems_it_plays(song):
    stages, player = local_player()
    g = geometry(8, 1)
    for n, stems in enumerate(((0,), (0, 2), (1,), (0, 1, 2, 3))):
        plan = plan_window(g, START + n * g.step_samples)
        audio = heard(song, plan)
        player.play(audio, plan, stems, n)
        for mixture in stages.mixture[:, 0]:
            assert_as_whole(mixture[None], LocalStages(), audio, plan)
            assert (mixture[:, plan.known_columns :] == 0).all()
    assert stages.encoded == [64, 18, 18, 18]


def test_the_accompanist_forgets_what_it_heard_with_a_reset_and_on_another_engine(song):
    stages, player = local_player()
    g = geometry(8, 1)
    player.play(heard(song, plan_window(g, START)), plan_window(g, START), (0,), 0)
    player.reset()
    plan = plan_window(g, START + g.step_samples)
    player.play(heard(song, plan), plan, (0,), 1)
    other = LocalStages()
    player.use_stages(other)
    plan = plan_window(g, START + 2 * g.step_samples)
    player.play(heard(song, plan), plan, (0,), 2)
    assert (stages.encoded, other.encoded) == ([64, 64], [64])


def test_an_accompanist_may_be_asked_to_encode_whole_windows(song):
    stages, player = local_player(encode="window")
    g = geometry(8, 1)
    for n in range(3):
        plan = plan_window(g, START + n * g.step_samples)
        player.play(heard(song, plan), plan, (0,), n)
    assert stages.encoded == [64, 64, 64]


@pytest.mark.parametrize(("ahead", "columns"), [(1, 18), (8, 18), (-8, 15)])
def test_warming_up_runs_the_shape_of_the_windows_to_come(song, ahead, columns):
    stages, player = local_player()
    g = geometry(8, ahead)
    player.warm_up(1, 9, g)
    assert set(stages.encoded) == {64, columns}
    stages.encoded.clear()
    for n in range(3):
        plan = plan_window(g, START + n * g.step_samples)
        player.play(heard(song, plan), plan, (0,), n)
    assert stages.encoded == [64, columns, columns]


# ---------------------------------------------------------------------------------------------------------------------
# On real graphs


@pytest.mark.parametrize("engine", ["ort", "torch"])
def test_real_encoders_agree_to_rounding(tiny_bundle, engine):
    bundle = read_bundle(tiny_bundle)
    stages = open_stages(engine, bundle, threads=1)[0]
    reach = bundle.manifest.codec.reach_columns
    song = 0.1 * np.random.default_rng(5).standard_normal(150 * 4096).astype(np.float32)
    encoder, g = ContextEncoder(stages, reach), geometry(8, 1, 264_600)
    edges = []
    for n in range(4):
        plan = plan_window(g, START + n * g.step_samples)
        if n == 2:
            song[plan.window_start + 30 * 4096 + 7] += 0.5
        audio = heard(song, plan)
        latent = encoder.encode(audio, plan)
        assert_as_whole(latent, stages, audio, plan, edge=reach, atol=2e-5)
        edges.append(np.abs(latent[..., :reach] - stages.encode(audio)[..., :reach]).max())
    assert edges[0] == 0
    assert max(edges) > 0.01
