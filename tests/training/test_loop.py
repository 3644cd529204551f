from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from rtap.training.loop import Draw, Run, Schedule, choose_autocast, train, update_average

CPU = torch.device("cpu")


class Regression:
    """A linear layer that must learn to negate, on noisy data."""

    def data(self, rng: np.random.Generator) -> Tensor:
        return torch.from_numpy(rng.normal(size=(8, 4))).float()

    def loss(
        self, network: nn.Module, average: nn.Module, data: Tensor, draw: Draw
    ) -> tuple[Tensor, dict[str, Tensor]]:
        x = data + 0.01 * draw.normal(8, 4)
        return (network(x) + x).square().mean(), {}


def start(schedule: Schedule) -> Run:
    torch.manual_seed(0)
    return Run.start(nn.Sequential(nn.Linear(4, 8), nn.GELU(), nn.Linear(8, 4)), schedule)


@pytest.mark.parametrize("optimizer", ["adamw", "radam"])
def test_a_resumed_run_equals_an_uninterrupted_one(tmp_path: Path, optimizer: str) -> None:
    schedule = Schedule(1e-2, steps=20, warmup_steps=3, optimizer=optimizer, weight_decay=1e-2)
    whole = train(Regression(), start(schedule), schedule, tmp_path / "whole")
    train(Regression(), start(schedule), schedule, tmp_path / "parts", until_step=7)
    parts = train(Regression(), start(schedule), schedule, tmp_path / "parts")
    assert parts.step == whole.step == 20
    for name in ("network", "average"):
        for a, b in zip(getattr(parts, name).parameters(), getattr(whole, name).parameters(), strict=True):
            assert torch.equal(a, b)


def test_training_learns_and_leaves_a_curve(tmp_path: Path) -> None:
    schedule = Schedule(1e-2, steps=200, average_decay=0.9)
    run = train(Regression(), start(schedule), schedule, tmp_path)
    x = torch.randn(64, 4)
    assert (run.average(x) + x).square().mean() < 0.5
    assert (tmp_path / "loss.png").stat().st_size > 1000
    assert run.history[-1]["step"] == 200


def test_a_finished_run_costs_nothing(tmp_path: Path) -> None:
    schedule = Schedule(1e-2, steps=3)
    train(Regression(), start(schedule), schedule, tmp_path)
    again = train(Regression(), start(schedule), schedule, tmp_path)
    assert again.step == 3


def test_randomness_belongs_to_the_step() -> None:
    assert torch.equal(Draw.of_step(1, 5, CPU).normal(3), Draw.of_step(1, 5, CPU).normal(3))
    assert not torch.equal(Draw.of_step(1, 5, CPU).normal(3), Draw.of_step(1, 6, CPU).normal(3))
    assert not torch.equal(Draw.of_step(1, 5, CPU).normal(3), Draw.of_step(2, 5, CPU).normal(3))


def test_the_rate_warms_up_stays_and_decays_to_its_final_share() -> None:
    schedule = Schedule(1.0, steps=1000, warmup_steps=10, constant_share=0.3, final_share=0.03)
    assert schedule.rate(0, 0.0) == pytest.approx(0.1)
    assert schedule.rate(200, 0.2) == 1.0
    assert schedule.rate(650, 0.65) == pytest.approx(0.515)
    assert schedule.rate(1000, 1.0) == pytest.approx(0.03)


def test_a_run_ends_by_steps_or_by_minutes_whichever_comes_first() -> None:
    schedule = Schedule(1.0, steps=100, minutes=1.0)
    assert schedule.progress(50, 6.0) == 0.5
    assert schedule.progress(10, 30.0) == 0.5
    assert schedule.progress(0, 120.0) == 1.0
    with pytest.raises(ValueError, match="steps"):
        Schedule(1.0).progress(0, 0.0)


def test_the_average_follows_parameters_and_copies_buffers() -> None:
    network, average = nn.BatchNorm1d(2), nn.BatchNorm1d(2)
    with torch.no_grad():
        network.weight.fill_(3.0)
        network.running_mean.fill_(7.0)
    update_average(average, network, keeps=0.75)
    assert torch.allclose(average.weight, torch.full((2,), 1.5))
    assert torch.equal(average.running_mean, network.running_mean)


def test_autocast_is_float32_or_bfloat16() -> None:
    assert choose_autocast(CPU) in (None, torch.bfloat16)
