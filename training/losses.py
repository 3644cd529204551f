"""Spectral losses of the codec, after what was measured to teach a phase-blind codec fastest."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rtap.training.band.render import SAMPLE_RATE_HZ

LOG_FLOOR = 1e-5
"""Amplitude added before every logarithm: -100 dB of full scale."""


def mel_filters(bins: int, bands: int, sample_rate_hz: float) -> Tensor:
    """Triangles of equal width in mel (2595·log10(1 + f/700)), each summing to 1: `[bins, bands]`."""

    def to_mel(hz: Tensor) -> Tensor:
        return 2595 * torch.log10(1 + hz / 700)

    mel = to_mel(torch.linspace(0, sample_rate_hz / 2, bins, dtype=torch.float64))
    corners = torch.linspace(0, float(mel[-1]), bands + 2, dtype=torch.float64)
    rising = (mel[:, None] - corners[:-2]) / (corners[1:-1] - corners[:-2])
    falling = (corners[2:] - mel[:, None]) / (corners[2:] - corners[1:-1])
    filters = torch.minimum(rising, falling).clamp(min=0)
    # At low resolution the lowest triangles fall between bins: give those their nearest bin.
    nearest = (mel[:, None] - corners[1:-1]).abs().argmin(0)
    empty = filters.sum(0) == 0
    filters[nearest[empty], empty.nonzero()[:, 0]] = 1.0
    return (filters / filters.sum(0)).float()


class Magnitudes(nn.Module):
    """audio `[B, n]` -> amplitude spectrum `[B, bins, frames]`: a full-scale sine peaks at 1."""

    window: Tensor

    def __init__(self, frame_samples: int, hop_samples: int) -> None:
        super().__init__()
        self.frame_samples, self.hop_samples = frame_samples, hop_samples
        self.register_buffer("window", torch.hann_window(frame_samples), persistent=False)

    def forward(self, audio: Tensor) -> Tensor:
        spectrum = torch.stft(
            audio, self.frame_samples, self.hop_samples, window=self.window, center=False, return_complex=True
        )
        power = spectrum.real**2 + spectrum.imag**2
        return torch.sqrt(power + 1e-14) * (4 / self.frame_samples)


class MultiResolutionLoss(nn.Module):
    """Log-mel L1 + 0.5 log-magnitude L1 + 0.5 spectral convergence, mean over three frame lengths."""

    def __init__(self, frames: tuple[int, ...] = (512, 2048, 4096), bands: tuple[int, ...] = (64, 128, 128)) -> None:
        super().__init__()
        self.spectra = nn.ModuleList(Magnitudes(n, n // 4) for n in frames)
        for i, (n, count) in enumerate(zip(frames, bands, strict=True)):
            self.register_buffer(f"mel_{i}", mel_filters(n // 2 + 1, count, SAMPLE_RATE_HZ), persistent=False)

    def log_mel(self, index: int, magnitude: Tensor) -> Tensor:
        """`[B, bins, frames]` -> natural log of mel amplitude `[B, frames, bands]`."""
        return torch.log(magnitude.transpose(1, 2) @ self.get_buffer(f"mel_{index}") + LOG_FLOOR)

    def forward(self, made: Tensor, true: Tensor) -> tuple[Tensor, Tensor]:
        """Loss and its log-mel part, each the mean over resolutions."""
        total = mel_total = made.new_zeros(())
        for i, spectrum in enumerate(self.spectra):
            a, b = spectrum(made), spectrum(true)
            mel = (self.log_mel(i, a) - self.log_mel(i, b)).abs().mean()
            log = (torch.log(a + LOG_FLOOR) - torch.log(b + LOG_FLOOR)).abs().mean()
            total = total + mel + 0.5 * log + 0.5 * convergence(a, b)
            mel_total = mel_total + mel
        return total / len(self.spectra), mel_total / len(self.spectra)


class LowLoss(nn.Module):
    """The like on audio decimated by 8, where frames of 186 ms tell bass notes apart; low bins weigh most."""

    DECIMATION = 8
    low_pass: Tensor
    weight: Tensor

    def __init__(self) -> None:
        super().__init__()
        taps = 16 * self.DECIMATION + 1
        time = torch.arange(taps) - taps // 2
        kernel = torch.sinc(time / self.DECIMATION * 0.9) * torch.hann_window(taps, periodic=False)
        self.register_buffer("low_pass", (kernel / kernel.sum())[None, None], persistent=False)
        self.spectrum = Magnitudes(1024, 128)
        weight = 1 / (torch.arange(513) + 20.0)
        self.register_buffer("weight", (weight / weight.sum())[:, None], persistent=False)

    def forward(self, made: Tensor, true: Tensor) -> Tensor:
        a, b = (
            self.spectrum(F.conv1d(audio[:, None], self.low_pass, stride=self.DECIMATION)[:, 0])
            for audio in (made, true)
        )
        log = ((torch.log(a + LOG_FLOOR) - torch.log(b + LOG_FLOOR)).abs() * self.weight).sum(1).mean()
        return log + 0.5 * convergence(a, b)


def convergence(made: Tensor, true: Tensor) -> Tensor:
    """Relative Frobenius error of each item, at most 2 each so that near-silent ones do not rule the batch."""
    error = (made - true).flatten(1).norm(dim=1) / (true.flatten(1).norm(dim=1) + 1e-3)
    return error.clamp(max=2.0).mean()


class AdvanceLoss(nn.Module):
    """How far predicted phase advances are from the true ones: 4 × the low bins + 1 × all, weighted by loudness."""

    low_weight: Tensor
    weight: Tensor

    def __init__(self, bins: int, low_bins: int = 160) -> None:
        super().__init__()
        self.bins, self.low_bins = bins, min(low_bins, bins)
        self.register_buffer("weight", 1 / (torch.arange(bins) + 4.0), persistent=False)

    def forward(self, cos: Tensor, sin: Tensor, real: Tensor, imag: Tensor) -> tuple[Tensor, Tensor]:
        """Predicted `[B, t, bins]` and true spectrum `[B, t, 1024]` -> loss, and its low part (1 - cos of the error).

        The first frame has no frame before it, hence no advance.
        """
        real, imag = real[..., : self.bins], imag[..., : self.bins]
        true_cos = real[:, 1:] * real[:, :-1] + imag[:, 1:] * imag[:, :-1]
        true_sin = imag[:, 1:] * real[:, :-1] - real[:, 1:] * imag[:, :-1]
        loudness = torch.sqrt(true_cos**2 + true_sin**2 + 1e-20)
        length = torch.sqrt(cos[:, 1:] ** 2 + sin[:, 1:] ** 2 + 1e-8)
        error = 1 - (cos[:, 1:] * true_cos + sin[:, 1:] * true_sin) / (length * loudness)
        weight = loudness * self.weight
        low_weight = weight[..., : self.low_bins]
        low = weighted_mean(error[..., : self.low_bins], low_weight)
        return 4 * low + weighted_mean(error, torch.sqrt(weight)), low


def weighted_mean(values: Tensor, weight: Tensor) -> Tensor:
    return (values * weight).sum() / (weight.sum() + 1e-8)
