"""Consistency training of the Music2Latent architecture (Pasini, Lattner and Fazekas 2024), from scratch.

The network at noise σ must say what it says itself, without gradient, at a slightly lower noise of the same draw; the
gap narrows as training goes on. Formulas and constants are the paper's: its section on training, and improved
consistency training (Song and Dhariwal 2023) for the pseudo-Huber distance.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor, nn

from rtap.export.networks.music2latent import SIGMA_MAX, SIGMA_MIN, Music2LatentNetwork
from rtap.export.networks.stft import Analysis, compress
from rtap.training.codec import Chunks
from rtap.training.loop import Draw

LOG_SIGMA_MEAN, LOG_SIGMA_STD = -1.1, 2.0
RHO = 7.0
FIRST_GAP = 0.1
"""Distance between the two noise levels at the start, on an axis where 0…1 is the schedule from least to most noise."""
GAP_EXPONENT = 2.0


def sigma_at(position: Tensor) -> Tensor:
    """Noise level at a position 0…1 of the Karras schedule."""
    low, high = SIGMA_MIN ** (1 / RHO), SIGMA_MAX ** (1 / RHO)
    return (low + position * (high - low)) ** RHO


def position_of(sigma: Tensor) -> Tensor:
    low, high = SIGMA_MIN ** (1 / RHO), SIGMA_MAX ** (1 / RHO)
    return (sigma ** (1 / RHO) - low) / (high - low)


def gap_at(progress: float) -> float:
    """0.1 at the start, 0.1 cubed at the end."""
    return FIRST_GAP ** (1 + GAP_EXPONENT * progress)


class Music2LatentTask(nn.Module):
    def __init__(self, chunks: Chunks, batch: int, steps: int) -> None:
        super().__init__()
        self.chunks, self.batch, self.steps = chunks, batch, steps
        self.analysis = Analysis()

    def data(self, rng: np.random.Generator) -> np.ndarray:
        return self.chunks.draw(rng, self.batch)

    def loss(
        self, network: nn.Module, average: nn.Module, data: np.ndarray, draw: Draw
    ) -> tuple[Tensor, dict[str, Tensor]]:
        assert isinstance(network, Music2LatentNetwork)
        audio = torch.from_numpy(data).to(draw.generator.device)
        spectrum = compress(self.analysis(audio))
        pyramid = network.decoder(network.encoder(spectrum))

        wanted = torch.exp(LOG_SIGMA_MEAN + LOG_SIGMA_STD * draw.normal(self.batch)).clamp(SIGMA_MIN, SIGMA_MAX)
        gap = gap_at(draw.step / self.steps)
        upper = position_of(wanted).clamp(gap, 1.0)
        sigma, sigma_lower = sigma_at(upper), sigma_at((upper - gap).clamp(min=0.0))
        noise = draw.normal(*spectrum.shape)
        made = network.denoise(spectrum + sigma[:, None, None, None] * noise, sigma, pyramid)
        with torch.no_grad():
            lower = spectrum + sigma_lower[:, None, None, None] * noise
            target = network.denoise(lower, sigma_lower, pyramid)
        c = 0.00054 * math.sqrt(spectrum[0].numel())
        distance = torch.sqrt((made - target).square().sum((1, 2, 3)) + c**2) - c
        loss = (distance / (sigma - sigma_lower)).mean() / math.sqrt(spectrum[0].numel())
        return loss, {"distance": distance.mean().detach()}
