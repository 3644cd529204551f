"""Training of the accompaniment model: EDM (Karras et al. 2022) on latents, given the context's latent and a stem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rtap.training.band.song import STEMS
from rtap.training.latents import LatentStore
from rtap.training.loop import Draw


@dataclass(frozen=True)
class Batch:
    target: Tensor
    """`[B, 1, 64, 64]`."""
    mixture: Tensor
    """The context's latent, `[B, 1, 64, 64]`."""
    label: Tensor
    """One-hot stem, `[B, 4]`."""

    def to(self, device: torch.device) -> Batch:
        return Batch(self.target.to(device), self.mixture.to(device), self.label.to(device))


@dataclass(frozen=True)
class LatentBatches:
    """Random windows and stems of a latent store."""

    store: LatentStore
    stem_weights: Sequence[float] = (1.0, 1.0, 1.0, 1.0)

    def draw(self, rng: np.random.Generator, batch: int) -> Batch:
        weights = np.asarray(self.stem_weights, np.float64)
        window = torch.from_numpy(rng.integers(len(self.store), size=batch))
        stem = torch.from_numpy(rng.choice(len(STEMS), batch, p=weights / weights.sum()))
        return Batch(
            target=self.store.targets[window, stem][:, None].float(),
            mixture=self.store.contexts[window, stem][:, None].float(),
            label=F.one_hot(stem, len(STEMS)).float(),
        )


@dataclass(frozen=True)
class SigmaDistribution:
    """Noise levels to train on: a mixture of log-normals as (weight, mean, std) of ln σ.

    The paper's single (-1.2, 1.2) spends 2 in 1000 samples over σ = 10, where accompaniment is decided. A long run gets
    there all the same; a short one draws the rest higher.
    """

    parts: tuple[tuple[float, float, float], ...] = ((1.0, -1.2, 1.2),)

    def draw(self, draw: Draw, batch: int) -> Tensor:
        """σ, `[B]`, each within the sampler's 1e-4…80."""
        weights = np.array([weight for weight, _, _ in self.parts])
        part = draw.rng.choice(len(self.parts), batch, p=weights / weights.sum())
        mean = torch.tensor([self.parts[i][1] for i in part], device=draw.generator.device)
        std = torch.tensor([self.parts[i][2] for i in part], device=draw.generator.device)
        return torch.exp(mean + std * draw.normal(batch)).clamp(1e-4, 80.0)


def column_of(sigma: Tensor) -> Tensor:
    """`[B]` -> `[B, 1, 1, 1]`, to multiply maps."""
    return sigma[:, None, None, None]


def evaluate_network(network: nn.Module, x: Tensor, sigma: Tensor, batch: Batch) -> Tensor:
    """F(c_in·x, ln(σ)/4, label, mixture), with σ_data = 1. `[B, 1, 64, 64]`."""
    return network(x * column_of((sigma**2 + 1).rsqrt()), sigma.log() / 4, batch.label, batch.mixture).float()


def denoise(network: nn.Module, x: Tensor, sigma: Tensor, batch: Batch) -> Tensor:
    """D(x, σ) = c_skip·x + c_out·F, with c_skip = 1/(σ²+1), c_out = σ/sqrt(σ²+1)."""
    s = column_of(sigma)
    return x / (s**2 + 1) + s * (s**2 + 1).rsqrt() * evaluate_network(network, x, sigma, batch)


class DiffusionTask:
    """Denoising with EDM's weight (σ²+1)/σ², under which every noise level asks the network for unit variance."""

    def __init__(self, batches: LatentBatches, batch: int, sigmas: SigmaDistribution) -> None:
        self.batches, self.batch, self.sigmas = batches, batch, sigmas

    def data(self, rng: np.random.Generator) -> Batch:
        return self.batches.draw(rng, self.batch)

    def loss(self, network: nn.Module, average: nn.Module, data: Batch, draw: Draw) -> tuple[Tensor, dict[str, Tensor]]:
        batch = data.to(draw.generator.device)
        sigma = self.sigmas.draw(draw, self.batch)
        noisy = batch.target + column_of(sigma) * draw.normal(*batch.target.shape)
        # weight·(D - target)² = (F - (target - c_skip·noisy)/c_out)²: the weight and c_out cancel.
        s = column_of(sigma)
        wanted = (batch.target - noisy / (s**2 + 1)) * (s**2 + 1).sqrt() / s
        error = (evaluate_network(network, noisy, sigma, batch) - wanted).square().mean((1, 2, 3))
        high = sigma > 1
        parts = {"loss_above_1": error[high].sum().detach() / high.sum().clamp(min=1)}
        return error.mean(), parts
