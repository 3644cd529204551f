"""Preconditioning, noise levels, distillation, and the samplers on models whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from rtap.export.networks.column_transformer import ColumnTransformer
from rtap.runtime.bundle import SamplerSpec
from rtap.runtime.sampling import consistency_sampler, run_sampler
from rtap.training.diffusion import (
    PAST_NOISE_MAX,
    SHIFTED_SHARE,
    STRANGER_SHARE,
    Batch,
    DiffusionTask,
    LatentBatches,
    SigmaDistribution,
    TellingTask,
    chord_loss,
    column_of,
    denoise,
    draw_new_columns,
    shift_columns,
    told_chords,
)
from rtap.training.distill import SIGMA_MIN, DistillationTask, consistency, heun_step
from rtap.training.evaluate import (
    PAPERS_SAMPLER,
    Times,
    euler_sampler,
    mean_and_error,
    samplers_table,
    samplers_to_compare,
)
from rtap.training.latents import LatentStore
from rtap.training.loop import Draw
from rtap.training.stages import grown

CPU = torch.device("cpu")


class Silent(nn.Module):
    """F = 0: with σ_data = 1 that makes D the exact denoiser of data that is unit Gaussian."""

    def __init__(self) -> None:
        super().__init__()
        self.unused = nn.Parameter(torch.zeros(()))

    def forward(self, x: Tensor, c_noise: Tensor, label: Tensor, mixture: Tensor) -> Tensor:
        return x * self.unused


class Copying(nn.Module):
    """F = its input."""

    def forward(self, x: Tensor, c_noise: Tensor, label: Tensor, mixture: Tensor) -> Tensor:
        return x


def batch_of(count: int) -> Batch:
    maps = torch.randn(count, 1, 64, 64, generator=torch.Generator().manual_seed(0))
    nothing = torch.zeros_like(maps)
    label, keep = torch.eye(4)[torch.arange(count) % 4], torch.zeros(count, 1, 1, 64)
    return Batch(maps, nothing, label, keep, nothing, torch.full((count, 64), -1), torch.zeros(count, 12, 64))


def store_of(windows: int) -> LatentStore:
    generator = torch.Generator().manual_seed(0)
    maps = torch.randn(windows, 4, 64, 64, generator=generator).half()
    roots = torch.arange(windows, dtype=torch.int8)[:, None].expand(windows, 64) % 12
    tones = torch.zeros(windows, 12, 64, dtype=torch.uint8)
    return LatentStore(maps, maps.roll(1, 0), torch.zeros(windows, 4, dtype=torch.int64), roots, tones)


def test_denoising_leaves_clean_input_and_forgets_noise() -> None:
    batch = batch_of(4)
    little, much = torch.full((4,), 1e-4), torch.full((4,), 80.0)
    assert torch.allclose(denoise(Copying(), batch.target, little, batch), batch.target, atol=1e-3)
    assert denoise(Silent(), 80 * batch.target, much, batch).abs().max() < 0.1


def test_the_networks_input_has_unit_variance_at_every_noise_level() -> None:
    batch = batch_of(4)
    for sigma in (1e-3, 0.5, 80.0):
        s = torch.full((4,), sigma)
        noisy = batch.target + column_of(s) * torch.randn_like(batch.target)
        denoised = denoise(Copying(), noisy, s, batch)
        network_input = (denoised - noisy / (sigma**2 + 1)) * (sigma**2 + 1) ** 0.5 / sigma
        assert network_input.std() == pytest.approx(1.0, rel=0.05)


def test_the_loss_of_an_ideal_network_is_what_noise_leaves_undecided() -> None:
    task = DiffusionTask(LatentBatches(store_of(8)), 64, SigmaDistribution())
    loss, parts = task.loss(Silent(), Silent(), task.data(np.random.default_rng(0)), Draw.of_step(0, 0, CPU))
    # For unit Gaussian data F's target is itself unit Gaussian and independent of the input.
    assert float(loss) == pytest.approx(1.0, rel=0.05)
    assert torch.isfinite(parts["loss_above_1"])


def test_noise_levels_follow_their_mixture() -> None:
    draw = Draw.of_step(0, 0, CPU)
    paper = SigmaDistribution().draw(draw, 20000)
    assert float(paper.log().mean()) == pytest.approx(-1.2, abs=0.05)
    assert float((paper > 1).float().mean()) == pytest.approx(0.16, abs=0.02)
    high = SigmaDistribution(((0.5, -1.2, 1.2), (0.5, 0.6, 1.5))).draw(draw, 20000)
    assert float((high > 10).float().mean()) > 0.04
    assert high.min() >= 1e-4
    assert high.max() <= 80


def test_batches_pair_a_stem_with_its_context_and_label() -> None:
    store = store_of(5)
    batch = LatentBatches(store, (1.0, 0.0, 0.0, 0.0)).draw(np.random.default_rng(0), 16)
    assert (batch.label == torch.tensor([1.0, 0, 0, 0])).all()
    for target, mixture in zip(batch.target, batch.mixture, strict=True):
        window = [torch.equal(target[0], t.float()) for t in store.targets[:, 0]].index(True)
        assert torch.equal(mixture[0], store.contexts[window, 0].float())


def test_at_the_least_noise_the_consistency_function_is_the_identity() -> None:
    batch = batch_of(2)
    sigma = torch.full((2,), SIGMA_MIN)
    torch.testing.assert_close(consistency(Copying(), batch.target, sigma, batch), batch.target)


def test_a_heun_step_follows_the_probability_flow_of_gaussian_data() -> None:
    batch = batch_of(2)
    sigma, sigma_next = torch.tensor([2.0, 2.0]), torch.tensor([1.6, 1.6])
    exact = batch.target * ((1.6**2 + 1) / (2.0**2 + 1)) ** 0.5
    torch.testing.assert_close(heun_step(Silent(), batch.target, sigma, sigma_next, batch), exact, rtol=0.01, atol=0)


def test_distillation_trains_the_student_only() -> None:
    student, average, teacher = Silent(), Silent(), Silent()
    task = DistillationTask(LatentBatches(store_of(4)), 4, teacher)
    loss, parts = task.loss(student, average, task.data(np.random.default_rng(0)), Draw.of_step(0, 1, CPU))
    loss.backward()
    assert student.unused.grad is not None
    assert average.unused.grad is None
    assert teacher.unused.grad is None
    assert set(parts) == {"agreement", "denoising"}


def test_a_step_never_lacks_more_of_its_context_than_was_drawn() -> None:
    rng = np.random.default_rng(0)
    assert all(1 <= draw_new_columns(rng, unheard) <= unheard for unheard in range(1, 33) for _ in range(50))
    drawn = [draw_new_columns(rng, 0) for _ in range(2000)]
    assert (min(drawn), max(drawn)) == (1, 63)
    assert np.mean([columns in (8, 16) for columns in drawn]) == pytest.approx(0.33, abs=0.04)
    # Of what has all been heard, often most of a window is to be made.
    assert np.mean([columns > 32 for columns in drawn]) == pytest.approx(0.6 * 31 / 56, abs=0.04)


def test_a_performance_keeps_what_was_played_and_learns_the_step() -> None:
    store = store_of(6)
    store.unheard[:] = torch.arange(6)[:, None]
    silence = torch.full((64,), 7.0)
    batch = LatentBatches(store, silence=silence).draw(np.random.default_rng(0), 256)
    new = 64 - batch.keep.sum((1, 2, 3))
    windows = [int((store.targets.float() == target[0]).all((2, 3)).nonzero()[0, 0]) for target in batch.target]
    assert all(1 <= n <= (window or 63) for n, window in zip(new.tolist(), windows, strict=True))
    assert (batch.keep.diff(dim=-1) <= 0).all()  # a past, then a step
    silent = (batch.past == 7.0).all(2)[:, 0]
    assert (silent.float().diff(dim=-1) <= 0).all()  # it came in at some time and stayed
    assert (silent.sum(1) <= batch.keep.sum((1, 2, 3))).all()
    assert float((silent.sum(1) == batch.keep.sum((1, 2, 3))).float().mean()) == pytest.approx(0.09, abs=0.04)
    drums = batch.label[:, 1] == 1  # whose past is never turned
    noise = ((batch.past - batch.target) * batch.keep)[~silent.any(1) & drums].std((1, 2, 3))
    strange = noise > 0.8
    assert float(strange.float().mean()) == pytest.approx(STRANGER_SHARE * 5 / 6, abs=0.1)  # one in six is itself
    assert 0 < noise.min() < noise[~strange].max() < PAST_NOISE_MAX * 1.05
    whole = LatentBatches(store).draw(np.random.default_rng(0), 4)
    assert not whole.keep.any()


def test_a_past_turned_in_a_circle_has_its_own_columns_and_none_that_come() -> None:
    kept, shifted = np.array([10, 10, 64, 0]), np.array([True, False, True, True])
    turned = shift_columns(np.random.default_rng(4), kept, shifted)
    assert turned.shape == (4, 64)
    assert turned[0, :10].sort().values.tolist() == list(range(10))
    assert turned[0, :10].tolist() != list(range(10))
    assert turned[0, :10].diff().remainder(10).tolist() == [1] * 9
    assert turned[2].sort().values.tolist() == list(range(64))
    assert turned[0, 10:].tolist() == list(range(10, 64))
    assert turned[1].tolist() == turned[3].tolist() == list(range(64))


def test_some_pasts_are_the_stems_own_at_another_time_and_never_of_drums() -> None:
    store = store_of(1)  # so that nobody is a stranger
    batch = LatentBatches(store, silence=torch.full((64,), 7.0)).draw(np.random.default_rng(0), 1024)
    silent = (batch.past == 7.0).all(2).any(2)[:, 0]
    error = ((batch.past - batch.target) * batch.keep).square().sum((1, 2, 3)) / (64 * batch.keep.sum((1, 2, 3)))
    other, drums = error > 0.5, batch.label[:, 1] == 1
    assert not other[drums & ~silent].any()
    # One in some thirty is turned by nothing.
    assert float(other[~drums & ~silent].float().mean()) == pytest.approx(SHIFTED_SHARE * 0.97, abs=0.05)


def test_a_network_with_past_is_given_it_clean_and_judged_by_the_step() -> None:
    class Recording(ColumnTransformer):
        def forward(self, x, c_noise, label, mixture, keep=None, source=None):  # type: ignore[no-untyped-def, override]
            self.given = x.detach()
            return 0.0 * x + self.write.bias[0]

    network = Recording(width=64, blocks=1, hidden=64, embedding=32, past=True)
    task = DiffusionTask(LatentBatches(store_of(4), silence=torch.zeros(64)), 16, SigmaDistribution())
    data = task.data(np.random.default_rng(0))
    draw = Draw.of_step(0, 0, CPU)
    loss, _ = task.loss(network, network, data, draw)
    assert torch.equal(network.given * data.keep, data.past * data.keep)
    # An ideal network for unit Gaussian data (see above); with kept columns counted in it would be far from 1.
    assert float(loss.detach()) == pytest.approx(1.0, rel=0.1)
    data.target[:] += 100 * data.keep
    again, _ = task.loss(network, network, data, Draw.of_step(0, 0, CPU))
    assert float(again.detach()) == pytest.approx(float(loss.detach()), rel=1e-4)


def test_chords_are_judged_where_they_are_known() -> None:
    batch = batch_of(2)
    batch.root[0, :3] = 7
    batch.tones[0, [7, 11, 2], :3] = 1
    named = torch.zeros(2, 24, 64)
    assert float(chord_loss(named, batch)) == pytest.approx(np.log(12) + np.log(2), rel=1e-5)
    named[:, 12:] = -20.0
    named[0, 7, :3] = 20.0
    named[0, [12 + 7, 12 + 11, 12 + 2], :3] = 20.0
    assert float(chord_loss(named, batch)) == pytest.approx(0.0, abs=1e-4)
    named[0, :, 3:] = torch.randn(24, 61)  # nobody knows what is played there
    assert float(chord_loss(named, batch)) == pytest.approx(0.0, abs=1e-4)
    assert float(chord_loss(named, batch_of(2))) == 0.0  # recordings, of which nobody wrote the chords down


def test_chords_are_told_in_some_windows_where_they_are_written_down() -> None:
    batch = batch_of(2)
    batch.root[:, :3] = 7
    batch.tones[:, [7, 11, 2], :3] = 1
    told = told_chords(batch, torch.tensor([True, False]))
    assert told.shape == (2, 25, 64)
    assert told[:, 0].tolist() == [[1.0] * 3 + [0.0] * 61, [0.0] * 64]
    assert told[0, 1:13, 0].nonzero().flatten().tolist() == [7]
    assert told[0, 13:, 0].nonzero().flatten().tolist() == [2, 7, 11]


def test_what_the_network_is_told_of_chords_learns_alone() -> None:
    torch.manual_seed(0)
    sizes = {"width": 64, "blocks": 1, "hidden": 64, "embedding": 32, "past": True}
    network = ColumnTransformer(**sizes, harmony=32, voicing=32)
    task = TellingTask(LatentBatches(store_of(6), silence=torch.zeros(64)), 8)
    loss, parts = task.loss(network, network, task.data(np.random.default_rng(0)), Draw.of_step(0, 0, CPU))
    loss.backward()
    assert set(parts) == {"chord_heard", "voiced"}
    learning = {name.split(".")[0] for name, p in network.named_parameters() if p.grad is not None}
    assert learning == {"harmony", "voicing"}
    deaf = ColumnTransformer(**sizes)
    with pytest.raises(ValueError, match="told no chords"):
        task.loss(deaf, deaf, task.data(np.random.default_rng(0)), Draw.of_step(0, 0, CPU))


def test_a_network_with_harmony_learns_to_name_chords_while_it_learns_to_play() -> None:
    torch.manual_seed(0)
    network = ColumnTransformer(width=64, blocks=1, hidden=64, embedding=32, past=True, harmony=32)
    task = DiffusionTask(LatentBatches(store_of(6), silence=torch.zeros(64)), 8, SigmaDistribution())
    optimizer = torch.optim.Adam(network.parameters(), 1e-2)
    losses = []
    for step in range(30):
        data = task.data(np.random.default_rng(step))
        loss, parts = task.loss(network, network, data, Draw.of_step(0, step, CPU))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append({name: float(part) for name, part in parts.items()})
    assert set(losses[0]) == {"chord_heard", "chord_named", "loss_above_1"}
    for name in ("chord_heard", "chord_named"):
        assert losses[-1][name] < 0.6 * losses[0][name]


def test_weights_without_past_or_harmony_go_on_in_a_network_that_has_them() -> None:
    sizes = {"width": 64, "blocks": 1, "hidden": 64, "embedding": 32}
    plain = ColumnTransformer(**sizes).eval()
    batch = batch_of(2)
    given = (batch.target, torch.zeros(2), batch.label, batch.target.flip(0))
    for more in ({"past": True}, {"past": True, "harmony": 32}, {"past": True, "harmony": 32, "voicing": 32}):
        network = ColumnTransformer(**sizes, **more).eval()
        network.load_state_dict(grown(plain.state_dict(), network))
        assert torch.allclose(network(*given, batch.keep, batch.past), plain(*given), atol=1e-5)


@pytest.mark.parametrize("sampler", [euler_sampler(3), euler_sampler(40), consistency_sampler(2)])
def test_samplers_keep_what_the_mask_keeps(sampler: object) -> None:
    rng = np.random.default_rng(0)
    draws = rng.standard_normal((sampler.draws, 1, 1, 64, 64), np.float32)  # type: ignore[attr-defined]
    source = rng.standard_normal((1, 1, 64, 64), np.float32)
    keep = (np.arange(64) < 48).astype(np.float32)[None, None, None]
    made = run_sampler(sampler, silent_step(keep), draws, source, keep)  # type: ignore[arg-type]
    np.testing.assert_allclose(made[..., :48], source[..., :48])
    assert np.isfinite(made).all()


def test_euler_reaches_unit_variance_on_gaussian_data() -> None:
    sampler = euler_sampler(60)
    keep = np.zeros((1, 1, 1, 64), np.float32)
    draws = np.random.default_rng(0).standard_normal((sampler.draws, 1, 1, 64, 64), np.float32)
    made = run_sampler(sampler, silent_step(keep), draws, draws[0], keep)
    # The last step goes straight to the mean, so a little variance is lost.
    assert made.std() == pytest.approx(1.0, abs=0.1)


def test_distilled_steps_are_compared_with_the_papers_sampler() -> None:
    consistency, diffusion = SamplerSpec("consistency", 3), SamplerSpec("adpm2", 4, 1, sigma_max=50.0)
    compared = samplers_to_compare(consistency, diffusion)
    assert {name: (of_diffusion, len(sampler.calls)) for name, (of_diffusion, sampler) in compared.items()} == {
        "consistency, 1 step": (False, 1),
        "consistency, 2 steps": (False, 2),
        "consistency, 3 steps": (False, 3),
        "consistency, 4 steps": (False, 4),
        "undistilled, 2 consistency steps": (True, 2),
        "diffusion, Euler, 3 evaluations": (True, 3),
        "diffusion, ADPM2, 6 evaluations": (True, 6),
        PAPERS_SAMPLER: (True, 16),
    }
    assert all(not of_diffusion for of_diffusion, _ in samplers_to_compare(consistency, None).values())
    figures = {"consistency, 2 steps": {"bass": [0.5, 0.7]}, PAPERS_SAMPLER: {"bass": [0.5, 0.5]}}
    times = {"consistency, 2 steps": Times.of([9.0, 10.0, 12.0]), PAPERS_SAMPLER: Times.of([80.0])}
    assert samplers_table(figures, times).splitlines() == [
        "| | bass | sampling, ms (quartiles) | times faster |",
        "|---|---|---|---|",
        "| consistency, 2 steps | 0.60 ± 0.10 | 10.0 (9.5 to 11.0) | 8.0 |",
        f"| {PAPERS_SAMPLER} | 0.50 ± 0.00 | 80.0 (80.0 to 80.0) |  |",
    ]


def silent_step(keep: np.ndarray):  # type: ignore[no-untyped-def]
    """The step graph with F = 0."""

    def step(x, base, source, noise_in, noise_out, coef):  # type: ignore[no-untyped-def]
        sigma, merge, _, _, k_base, k_y, _, k_noise = coef
        y = keep * merge * (source + sigma * noise_in) + (1 - keep * merge) * x
        return k_base * base + k_y * y + k_noise * noise_out, y

    return step


def test_means_come_with_their_standard_error() -> None:
    mean, error = mean_and_error([1.0, float("nan"), 2.0, 3.0])
    assert mean == 2.0
    assert error == pytest.approx(1 / 3**0.5)
