"""Short-time Fourier transform and its inverse as matrix products, with Music2Latent's amplitude compression.

Exported graphs hold MatMul, Slice and Add only: no DFT operator (TensorRT has none) and no complex numbers. Tables are
computed in float64 and stored in float32.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

HOP_SAMPLES = 512
FRAME_SAMPLES = 2048
OVERLAP = FRAME_SAMPLES // HOP_SAMPLES
BINS = 1024
"""Bins kept: 0…1023 of 1025. The Nyquist bin is dropped in analysis and zero in synthesis."""
COMPRESSION_EXPONENT = 0.65
COMPRESSION_GAIN = 0.34
TINY_POWER = 1e-24
"""Keeps powers off zero, where the compression's slope is infinite; 120 dB below float32's resolution of full scale."""


def hann(samples: int) -> Tensor:
    """Periodic Hann window, float64 `[samples]`."""
    return 0.5 - 0.5 * torch.cos(2 * math.pi * torch.arange(samples, dtype=torch.float64) / samples)


def phases() -> Tensor:
    """2π·n·k / FRAME_SAMPLES, float64 `[FRAME_SAMPLES, BINS]`, reduced before the multiplication so it stays exact."""
    n = torch.arange(FRAME_SAMPLES, dtype=torch.int64)[:, None]
    k = torch.arange(BINS, dtype=torch.int64)[None, :]
    return 2 * math.pi * ((n * k) % FRAME_SAMPLES).double() / FRAME_SAMPLES


def compress(x: Tensor) -> Tensor:
    """`0.34·|X|^0.65·e^{i·angle X}` without angles. `[B, 2, bins, frames]` (re, im) -> same; zero stays zero."""
    power = (x * x).sum(dim=1, keepdim=True).clamp_min(TINY_POWER)
    return x * (COMPRESSION_GAIN * power ** ((COMPRESSION_EXPONENT - 1) / 2))


def decompress(x: Tensor) -> Tensor:
    """Inverse of `compress`."""
    power = (x * x).sum(dim=1, keepdim=True).clamp_min(TINY_POWER)
    exponent = 1 / COMPRESSION_EXPONENT
    return x * (COMPRESSION_GAIN**-exponent * power ** ((exponent - 1) / 2))


class Analysis(nn.Module):
    """`audio [B, 512*frames + 1536]` -> spectrum `[B, 2, 1024, frames]` (real, imaginary), not compressed."""

    matrix: Tensor

    def __init__(self) -> None:
        super().__init__()
        angle = phases()
        table = torch.cat([angle.cos(), -angle.sin()], dim=1) * hann(FRAME_SAMPLES)[:, None]
        self.register_buffer("matrix", table.float(), persistent=False)

    def forward(self, audio: Tensor) -> Tensor:
        hops = audio.reshape(audio.shape[0], -1, HOP_SAMPLES)
        frames = hops.shape[1] - OVERLAP + 1
        framed = torch.cat([hops[:, i : i + frames] for i in range(OVERLAP)], dim=2)  # [B, frames, 2048]
        spectrum = framed @ self.matrix  # [B, frames, 2*1024]
        return spectrum.transpose(1, 2).reshape(-1, 2, BINS, frames)


class Synthesis(nn.Module):
    """Spectrum `[B, 2, 1024, frames]` (not compressed) -> `audio [B, 512*frames + 1536]`.

    Weighted overlap-add: the window over the sum of its squares. The first and last 1536 samples lack overlap.
    """

    matrix: Tensor

    def __init__(self) -> None:
        super().__init__()
        angle = phases()
        # A real signal's bins count twice, except bin 0. The imaginary part of bin 0 has sin(0) = 0 already.
        weight = torch.full((BINS,), 2.0, dtype=torch.float64)
        weight[0] = 1.0
        window = hann(FRAME_SAMPLES)
        window = window / window.square().reshape(OVERLAP, HOP_SAMPLES).sum(0).repeat(OVERLAP)
        table = torch.cat([angle.cos() * weight, -angle.sin() * weight], dim=1).T * (window / FRAME_SAMPLES)
        self.register_buffer("matrix", table.float().contiguous(), persistent=False)

    def forward(self, spectrum: Tensor) -> Tensor:
        batch, _, _, frames = spectrum.shape
        framed = spectrum.reshape(batch, 2 * BINS, frames).transpose(1, 2) @ self.matrix  # [B, frames, 2048]
        hops = [framed[:, :, i * HOP_SAMPLES : (i + 1) * HOP_SAMPLES] for i in range(OVERLAP)]
        padded = [F.pad(hop, (0, 0, i, OVERLAP - 1 - i)) for i, hop in enumerate(hops)]
        return ((padded[0] + padded[1]) + (padded[2] + padded[3])).reshape(batch, -1)
