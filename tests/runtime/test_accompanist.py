"""Windows on real graphs (a tiny untrained bundle) and on fakes that show one property each."""

from __future__ import annotations

import numpy as np
import pytest

from rtap.runtime.accompanist import Accompanist, shape_equal_power_head
from rtap.runtime.bundle import ENCODER_SAMPLES, CodecSpec, SamplerSpec, read_bundle
from rtap.runtime.engines import open_stages
from rtap.runtime.engines.base import EngineError
from rtap.runtime.geometry import Geometry, plan_window
from rtap.runtime.window_sampler import clean_columns

GEOMETRY = Geometry.from_client(262_144, 0.25, 1.0, 882)
STEP = 65_536


@pytest.fixture(scope="module")
def bundle(tiny_bundle):
    return read_bundle(tiny_bundle)


@pytest.fixture(scope="module")
def stages(bundle):
    return open_stages("ort", bundle, threads=2)[0]


def accompanist(bundle, stages, seed: int = 7, **options) -> Accompanist:
    manifest = bundle.manifest
    player = Accompanist(stages, 4, manifest.sampler.build(), manifest.codec, seed=seed, **options)
    player.warm_up(1, 17)
    return player


def audio(n: int) -> np.ndarray:
    return (0.1 * np.random.default_rng(n).standard_normal((1, ENCODER_SAMPLES))).astype(np.float32)


def perform(player: Accompanist, windows: int, stems=(0,), prepare: bool = False) -> list[np.ndarray]:
    answers = []
    for n in range(windows):
        plan = plan_window(GEOMETRY, n * STEP)
        if prepare:
            player.prepare(plan, stems, n)
        answers.append(player.play(audio(n), plan, stems, n).audio.copy())
    return answers


def test_the_same_seed_replays_bit_for_bit_and_another_does_not(bundle, stages):
    first = perform(accompanist(bundle, stages), 3)
    again = perform(accompanist(bundle, stages), 3, prepare=True)
    other = perform(accompanist(bundle, stages, seed=8), 3)
    for a, b, c in zip(first, again, other, strict=True):
        np.testing.assert_array_equal(a, b)
        assert np.abs(a - c).max() > 1e-3


def test_reset_is_a_new_beginning(bundle, stages):
    player = accompanist(bundle, stages)
    first = perform(player, 2)
    player.reset()
    np.testing.assert_array_equal(perform(player, 2), first)


def test_stems_are_batch_elements_each_as_if_alone(bundle, stages):
    """The authors' server makes one latent from a two-hot label and sends the same audio to both."""
    both = perform(accompanist(bundle, stages), 2, stems=(0, 2))
    bass, guitar = (perform(accompanist(bundle, stages), 2, stems=(s,)) for s in (0, 2))
    for together, a, b in zip(both, bass, guitar, strict=True):
        scale = np.abs(together).max()
        np.testing.assert_allclose(together[0], a[0], atol=1e-4 * scale)
        np.testing.assert_allclose(together[1], b[0], atol=1e-4 * scale)
        assert np.abs(together[0] - together[1]).max() > 0.01 * scale


def test_torch_and_onnx_runtime_play_the_same(bundle, stages):
    torch_stages = open_stages("torch", bundle, threads=2)[0]
    for a, b in zip(
        perform(accompanist(bundle, stages), 2, (0, 1)),
        perform(accompanist(bundle, torch_stages), 2, (0, 1)),
        strict=True,
    ):
        np.testing.assert_allclose(a, b, atol=1e-3 * np.abs(a).max())


class Counting:
    """A step graph's parts, and of how many columns they were asked."""

    def __init__(self, parts) -> None:
        self.memory, self._parts = parts.memory, parts
        self.columns: list[int] = []

    def step(self, *given):
        self.columns.append(given[0].shape[3])
        return self._parts.step(*given)


@pytest.mark.parametrize("sampler", [SamplerSpec("consistency", 3), SamplerSpec("adpm2", 3, resamples=2)])
@pytest.mark.parametrize("stems", [(0,), (2, 1)])
def test_columns_that_are_kept_and_heard_are_evaluated_once(past_bundle, sampler, stems):
    """And the answers are those of whole windows."""
    bundle = read_bundle(past_bundle)
    calls = len(sampler.build().calls)
    parted, whole = (open_stages("ort", bundle, threads=1)[0] for _ in range(2))
    parted.step_parts, whole.step_parts = Counting(parted.step_parts), None
    players = [Accompanist(stages, 4, sampler.build(), bundle.manifest.codec, seed=7) for stages in (parted, whole)]
    for player in players:
        player.warm_up(len(stems), 17)
    for a, b in zip(*(perform(player, 4, stems) for player in players), strict=True):
        np.testing.assert_allclose(a, b, atol=1e-5 * np.abs(b).max())
    # r = 1/4, w = 1: half of the window was heard, all but the last quarter was played.
    warm_up = [64, *[16] * (calls - 1)]
    assert parted.step_parts.columns == [*warm_up, *4 * [64, *[32] * (calls - 1)]]


@pytest.mark.parametrize("stems", [(0,), (2, 1)])
def test_what_is_foreseen_of_a_window_is_not_evaluated_again(past_bundle, stems):
    """And changes nothing of the answer, whatever became of the expectation."""
    bundle = read_bundle(past_bundle)
    song = audio(1).repeat(4, axis=1)
    players, counts = [], []
    for _ in range(2):
        stages = open_stages("ort", bundle, threads=1)[0]
        stages.step_parts = Counting(stages.step_parts)
        players.append(accompanist(bundle, stages))
        counts.append(stages.step_parts.columns)
        counts[-1].clear()
    for n, cursor in enumerate([4, 5, 6, 7, 9]):  # a step of the client's was lost before the last
        plan = plan_window(GEOMETRY, cursor * STEP)
        heard = np.zeros((1, ENCODER_SAMPLES), np.float32)
        heard[:, : 2 * STEP] = song[:, plan.window_start : plan.window_start + 2 * STEP]
        if n == 3:
            heard[:, :10_000] *= 0.5  # concealed until now: what was foreseen does not hold
        answers = [player.play(heard, plan, stems, n).audio.copy() for player in players]
        np.testing.assert_allclose(*answers, atol=1e-5 * np.abs(answers[0]).max())
        following = plan_window(GEOMETRY, (cursor + 1) * STEP)
        players[0].prepare(following, stems, n + 1)
        players[0].foresee(following, stems)
    assert counts[1] == 5 * [64, 32, 32]
    # Of 32 heard columns 16 remain in the next window, of which the encoder looks ahead over four.
    assert counts[0] == [64, 32, 32, *2 * [16, 52, 32, 32], *2 * [16, 64, 32, 32], 16]


@pytest.mark.parametrize(("before", "now"), [((0, 1), (0,)), ((0,), (0, 1)), ((0,), (2,))])
def test_what_was_foreseen_for_other_stems_is_not_used(past_bundle, before, now):
    bundle = read_bundle(past_bundle)
    stages = open_stages("ort", bundle, threads=1)[0]
    answers = []
    for foresees in (True, False):
        player = accompanist(bundle, stages)
        perform(player, 1, before)
        plan = plan_window(GEOMETRY, STEP)
        if foresees:
            player.prepare(plan, before, 1)
            player.foresee(plan, before)
        answers.append(player.play(audio(1), plan, now, 1).audio.copy())
    np.testing.assert_array_equal(*answers)


def test_where_nothing_was_heard_or_one_call_is_all_windows_are_whole(past_bundle):
    bundle = read_bundle(past_bundle)
    stages = open_stages("ort", bundle, threads=1)[0]
    stages.step_parts = Counting(stages.step_parts)
    player = Accompanist(stages, 4, SamplerSpec("consistency", 1).build(), bundle.manifest.codec)
    perform(player, 2)
    player = Accompanist(stages, 4, SamplerSpec("consistency", 2).build(), bundle.manifest.codec, cold_start="generate")
    perform(player, 1)
    assert stages.step_parts.columns == []


@pytest.mark.parametrize(
    ("keep", "heard", "clean"),
    [(range(56), range(48), 48), (range(48), range(56), 48), (range(64), range(64), 64), (range(1, 64), range(64), 0)],
)
def test_clean_columns_end_at_the_first_that_is_not_kept_or_not_heard(keep, heard, clean):
    keep_map, mixture = np.zeros((1, 1, 1, 64), np.float32), np.zeros((2, 1, 64, 64), np.float32)
    keep_map[..., list(keep)] = 1.0
    mixture[:, :, 5, list(heard)] = -0.5
    assert clean_columns(keep_map, mixture) == clean


class Recorder:
    """Latents are constants that count the calls, so that what was kept can be told from what was generated."""

    name, precision, parts, step_parts = "recorder", "none", None, None

    def __init__(self) -> None:
        self.steps: list[dict[str, np.ndarray]] = []
        self.decoded: list[np.ndarray] = []
        self.value = 0.0

    def encode(self, audio):
        return np.full((1, 64, 64), 9.0, np.float32)

    def step(self, x, base, source, noise_in, noise_out, mixture, keep, label, coef):
        self.value += 1
        self.steps.append({k: v.copy() for k, v in locals().items() if isinstance(v, np.ndarray)})
        return np.full_like(x, self.value), x

    def decode(self, latent, noise):
        self.decoded.append(latent.copy())
        return np.zeros((len(latent), 4096 * latent.shape[2] + 1536), np.float32)

    def close(self):
        pass


def recording(**options) -> tuple[Recorder, Accompanist]:
    recorder = Recorder()
    codec = CodecSpec("none", draws_noise=False, join="linear")
    player = Accompanist(recorder, 4, SamplerSpec("consistency", 1).build(), codec, **options)
    player.warm_up(1, 17)
    recorder.steps.clear()
    recorder.decoded.clear()
    recorder.value = 0.0
    return recorder, player


def kept(recorder: Recorder, call: int) -> list[int]:
    return np.flatnonzero(recorder.steps[call]["keep"].ravel()).tolist()


def test_the_mixture_is_known_up_to_the_cursor_and_zero_after(bundle):
    recorder, player = recording()
    perform(player, 1)
    mixture = recorder.steps[0]["mixture"][0, 0]
    assert (mixture[:, :32] == 9).all()
    assert (mixture[:, 32:] == 0).all()


def test_every_stem_draws_noise_of_its_own(bundle):
    recorder, player = recording()
    perform(player, 1, stems=(0, 2))
    perform(player, 1, stems=(2,))
    both, guitar = recorder.steps[0]["noise_in"], recorder.steps[1]["noise_in"]
    assert abs(np.corrcoef(both[0].ravel(), both[1].ravel())[0, 1]) < 0.05
    np.testing.assert_array_equal(both[1], guitar[0])


def test_a_cold_start_keeps_silence_as_the_past():
    recorder, player = recording()
    perform(player, 1)
    assert kept(recorder, 0) == list(range(48))
    assert (recorder.steps[0]["source"][..., :48] == 9).all()  # what this engine makes of silence


def test_a_cold_start_may_invent_its_past():
    recorder, player = recording(cold_start="generate")
    perform(player, 2)
    assert kept(recorder, 0) == []
    assert kept(recorder, 1) == list(range(48))


def test_what_was_generated_is_kept_where_it_was():
    recorder, player = recording()
    perform(player, 3)
    source = recorder.steps[2]["source"][0, 0, 0]
    assert source[16:48].tolist() == [1.0] * 16 + [2.0] * 16
    assert recorder.decoded[2][0, 0].tolist() == [2.0] + [3.0] * 16  # one column in front, dropped after decoding


def test_a_hole_left_by_a_dropped_window_is_generated_with_the_next():
    recorder, player = recording()
    for n in (0, 1, 3):
        player.play(audio(n), plan_window(GEOMETRY, n * STEP), (0,), n)
    assert kept(recorder, 2) == list(range(32))
    assert recorder.decoded[2][0, 0].tolist() == [3.0] * 17


def test_numbers_that_are_not_finite_are_an_error_and_are_forgotten(monkeypatch):
    recorder, player = recording()
    perform(player, 1)
    monkeypatch.setattr(recorder, "decode", lambda latent, noise: np.full((1, 17 * 4096 + 1536), np.inf, np.float32))
    with pytest.raises(EngineError, match="not finite"):
        player.play(audio(1), plan_window(GEOMETRY, STEP), (0,), 1)
    monkeypatch.undo()
    perform(player, 1)
    assert kept(recorder, -1) == list(range(48))
    assert (recorder.steps[-1]["source"][..., :48] == 9).all()


def test_an_equal_power_head_makes_the_linear_crossfade_of_the_client_equal_power():
    random = np.random.default_rng(0)
    old, new = random.standard_normal((2, 882)).astype(np.float32)
    head = new.copy()
    shape_equal_power_head(head, old)
    t = np.arange(882, dtype=np.float32) / 882
    heard = old * (1 - t) + head * t  # what the paper's external computes
    np.testing.assert_allclose(heard, old * np.cos(np.pi / 2 * t) + new * np.sin(np.pi / 2 * t), atol=2e-5)


def test_a_codec_that_restarts_phase_keeps_its_level_through_the_join():
    """Blocks of independent noise: a linear crossfade would dip to -3 dB in the middle."""

    class Noise(Recorder):
        def decode(self, latent, noise):
            self.value += 1
            shape = (1, 4096 * latent.shape[2] + 1536)
            return np.random.default_rng(int(self.value)).standard_normal(shape).astype(np.float32)

    geometry = Geometry.from_client(262_144, 0.25, 1.0, 22_050)
    middle = {}
    for join in ("linear", "equal_power"):
        player = Accompanist(Noise(), 4, SamplerSpec("consistency", 1).build(), CodecSpec("none", False, join))
        old = player.play(audio(0), plan_window(geometry, 0), (0,), 0).audio[0, -22_050:].copy()
        new = player.play(audio(1), plan_window(geometry, STEP), (0,), 1).audio[0, :22_050]
        t = np.arange(22_050, dtype=np.float32) / 22_050
        heard = old * (1 - t) + new * t
        middle[join] = 20 * np.log10(heard[9000:13_000].std())
    assert middle["linear"] == pytest.approx(-3, abs=0.3)
    assert middle["equal_power"] == pytest.approx(0, abs=0.3)


def test_a_hot_start_keeps_the_given_stem_where_the_first_answer_begins(bundle, stages):
    """Of 5 columns of audio, the encoder's last 5 columns stand before the first one generated, and are kept."""
    given = audio(99)[0, : 5 * 4096]
    player = accompanist(bundle, stages)
    player.start_from(0, given)
    padded = np.zeros((1, ENCODER_SAMPLES), np.float32)
    padded[0, 59 * 4096 : 64 * 4096] = given
    wanted = stages.encode(padded)[0, :, 59:].copy()
    (first,) = perform(player, 1)
    plan = plan_window(GEOMETRY, 0)
    np.testing.assert_array_equal(player.generated(0, plan.new_column - 5, 5), wanted)
    (cold,) = perform(accompanist(bundle, stages), 1)
    assert np.abs(first - cold).max() > 1e-3
    player.reset()
    np.testing.assert_array_equal(perform(player, 1)[0], cold)


def test_a_hot_start_is_no_longer_than_a_window(bundle, stages):
    given = np.tile(audio(5)[0], 2)
    long, short = accompanist(bundle, stages), accompanist(bundle, stages)
    long.start_from(0, given)
    short.start_from(0, given[-262_144:])
    np.testing.assert_array_equal(perform(long, 1), perform(short, 1))
