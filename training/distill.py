"""Consistency distillation (Song et al. 2023) of the accompaniment model: one evaluation for the teacher's many."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from rtap.runtime.sampling import karras_schedule
from rtap.training.diffusion import Batch, LatentBatches, column_of, denoise, evaluate_network
from rtap.training.loop import Draw

SIGMA_MIN = 1e-4
SIGMA_MAX = 80.0
RHO = 9.0


def consistency(network: nn.Module, x: Tensor, sigma: Tensor, batch: Batch) -> Tensor:
    """f(x, σ) = c_skip·x + c_out·F, which is x itself at σ_min: the boundary condition holds by construction."""
    s = column_of(sigma)
    c_skip = 1 / ((s - SIGMA_MIN) ** 2 + 1)
    c_out = (s - SIGMA_MIN) * (s**2 + 1).rsqrt()
    return c_skip * x + c_out * evaluate_network(network, x, sigma, batch)


@torch.no_grad()
def heun_step(teacher: nn.Module, x: Tensor, sigma: Tensor, sigma_next: Tensor, batch: Batch) -> Tensor:
    """One step of the teacher's probability-flow ODE from σ to σ_next."""
    step = column_of(sigma_next - sigma)
    slope = (x - denoise(teacher, x, sigma, batch)) / column_of(sigma)
    ahead = x + step * slope
    slope_ahead = (ahead - denoise(teacher, ahead, sigma_next, batch)) / column_of(sigma_next)
    return x + step * (slope + slope_ahead) / 2


class DistillationTask:
    """The network at σ_n+1 must say what its average says at σ_n, one teacher step further down.

    A denoising loss on the same evaluation keeps the long jumps tied to the data; the published runs weigh it 0.7.
    """

    def __init__(
        self,
        batches: LatentBatches,
        batch: int,
        teacher: nn.Module,
        points: int = 18,
        denoising_weight: float = 0.7,
        weight_max: float = 100.0,
    ) -> None:
        self.batches, self.batch, self.teacher = batches, batch, teacher
        self.sigmas = torch.tensor(karras_schedule(points, SIGMA_MIN, SIGMA_MAX, RHO))
        self.denoising_weight, self.weight_max = denoising_weight, weight_max

    def data(self, rng: np.random.Generator) -> Batch:
        return self.batches.draw(rng, self.batch)

    def loss(self, network: nn.Module, average: nn.Module, data: Batch, draw: Draw) -> tuple[Tensor, dict[str, Tensor]]:
        device = draw.generator.device
        batch = data.to(device)
        index = torch.from_numpy(draw.rng.integers(len(self.sigmas) - 1, size=self.batch))
        sigma, sigma_next = self.sigmas[index].to(device), self.sigmas[index + 1].to(device)
        noisy = batch.target + column_of(sigma) * draw.normal(*batch.target.shape)
        with torch.no_grad():
            ahead = heun_step(self.teacher, noisy, sigma, sigma_next, batch)
            wanted = consistency(average, ahead, sigma_next, batch)
        made = consistency(network, noisy, sigma, batch)
        # As in EDM, an error counts in units of what the network contributes; bounded, for at small σ that is nothing.
        weight = ((sigma**2 + 1) / sigma**2).clamp(max=self.weight_max)
        agreement = (weight * batch.mean_of_new((made - wanted).square())).mean()
        denoising = (weight * batch.mean_of_new((made - batch.target).square())).mean()
        parts = {"agreement": agreement.detach(), "denoising": denoising.detach()}
        return agreement + self.denoising_weight * denoising, parts
