"""The small codec of the demo: one-dimensional, blind to phase, trained from scratch on a CPU.

Latents describe magnitudes and how fast phases turn (instantaneous frequency), never phases themselves: a phase is
unpredictable from context, so an accompaniment model could only blur it. The decoder regresses magnitudes and phase
advances, sums the advances to phases from zero in every block, and takes the phases of high bins from host noise.

Frames are those of Music2Latent (2048 samples every 512, periodic Hann, no padding, Nyquist bin dropped), so
4096*c + 1536 samples are 8*c frames, c columns.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rtap.export.networks.codec import FeatureEncoder, Join
from rtap.runtime.bundle import ColumnFeatures

FRAME_SAMPLES = 2048
HOP_SAMPLES = 512
BINS = 1024
FRAMES_PER_COLUMN = 8
LATENT_CHANNELS = 64

KERNEL_SIZE = 7
"""Frames or columns that a block's depthwise convolution spans."""

NOISE_BAND_BINS = 8

LOG_MAGNITUDE_BIAS = -4.0
"""Where ln magnitude and ln noise gain start: a quiet frame."""

TINY_POWER = 1e-12

_ROWS, _COLUMNS = 32, 64
"""2048 = 32 * 64: a discrete Fourier transform as two small matrix products with a twiddle between them.

One 2048x2048 product takes four times as long (12 against 3 ms for 6 s of audio) and 8 MB of constants in the graph.
"""


def _angles(rows: int, columns: int, period: int) -> Tensor:
    """2π·row·column/period, reduced in integers first so that float32 loses nothing: `[rows, columns]`."""
    product = torch.arange(rows)[:, None] * torch.arange(columns)[None] % period
    return product.double() * (2 * math.pi / period)


class Analysis(nn.Module):
    """audio `[B, 512*t + 1536]` -> real and imaginary parts, each `[B, t, 1024]`.

    With sample n = 64·a + b and bin k = c + 32·d:
    X[k] = Σ_b e^(-2πi·b·d/64) · e^(-2πi·b·c/2048) · Σ_a x[n]·e^(-2πi·a·c/32).
    """

    window: Tensor
    inner: Tensor
    twiddle_real: Tensor
    twiddle_imag: Tensor
    outer: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("window", torch.hann_window(FRAME_SAMPLES), persistent=False)
        inner = _angles(_ROWS, _ROWS, _ROWS)
        self.register_buffer("inner", torch.cat([inner.cos(), -inner.sin()], 1).float(), persistent=False)
        twiddle = _angles(_COLUMNS, _ROWS, FRAME_SAMPLES)
        self.register_buffer("twiddle_real", twiddle.cos().float(), persistent=False)
        self.register_buffer("twiddle_imag", -twiddle.sin().float(), persistent=False)
        outer = _angles(_COLUMNS, BINS // _ROWS, _COLUMNS)
        cos, sin = outer.cos(), outer.sin()
        complex_product = torch.cat([torch.cat([cos, -sin], 1), torch.cat([sin, cos], 1)], 0)
        self.register_buffer("outer", complex_product.float(), persistent=False)

    def forward(self, audio: Tensor) -> tuple[Tensor, Tensor]:
        batch = audio.shape[0]
        hops = audio.reshape(batch, -1, HOP_SAMPLES)
        frames = hops.shape[1] - 3
        framed = torch.cat([hops[:, i : i + frames] for i in range(4)], 2) * self.window
        x = framed.reshape(batch, frames, _ROWS, _COLUMNS).transpose(2, 3) @ self.inner
        real, imag = x[..., :_ROWS], x[..., _ROWS:]
        turned_real = real * self.twiddle_real - imag * self.twiddle_imag
        turned_imag = real * self.twiddle_imag + imag * self.twiddle_real
        y = torch.cat([turned_real, turned_imag], 2).transpose(2, 3) @ self.outer
        half = BINS // _ROWS
        real = y[..., :half].transpose(2, 3).reshape(batch, frames, BINS)
        imag = y[..., half:].transpose(2, 3).reshape(batch, frames, BINS)
        return real, imag


class Synthesis(nn.Module):
    """Real and imaginary parts, each `[B, t, 1024]` -> audio `[B, 512*t + 1536]`: the inverse of `Analysis`.

    The squared windows sum to 1.5 wherever four frames overlap. The division by 1.5 is kept at both ends too, where
    fewer do: those 1536 samples fade instead of growing noise, and callers do not use them.
    """

    window: Tensor
    weight: Tensor
    inner: Tensor
    twiddle_real: Tensor
    twiddle_imag: Tensor
    outer: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("window", torch.hann_window(FRAME_SAMPLES) / 1.5, persistent=False)
        weight = torch.full((BINS,), 2.0 / FRAME_SAMPLES)
        weight[0] = 1.0 / FRAME_SAMPLES
        self.register_buffer("weight", weight, persistent=False)
        inner = _angles(BINS // _ROWS, _COLUMNS, _COLUMNS)
        cos, sin = inner.cos(), inner.sin()
        complex_product = torch.cat([torch.cat([cos, sin], 1), torch.cat([-sin, cos], 1)], 0)
        self.register_buffer("inner", complex_product.float(), persistent=False)
        twiddle = _angles(_ROWS, _COLUMNS, FRAME_SAMPLES)
        self.register_buffer("twiddle_real", twiddle.cos().float(), persistent=False)
        self.register_buffer("twiddle_imag", twiddle.sin().float(), persistent=False)
        outer = _angles(_ROWS, _ROWS, _ROWS)
        self.register_buffer("outer", torch.cat([outer.cos(), -outer.sin()], 0).float(), persistent=False)

    def forward(self, real: Tensor, imag: Tensor) -> Tensor:
        batch, frames = real.shape[0], real.shape[1]
        half = BINS // _ROWS
        bins = torch.cat(
            [
                (real * self.weight).reshape(batch, frames, half, _ROWS),
                (imag * self.weight).reshape(batch, frames, half, _ROWS),
            ],
            2,
        ).transpose(2, 3)
        x = bins @ self.inner
        x_real, x_imag = x[..., :_COLUMNS], x[..., _COLUMNS:]
        turned_real = x_real * self.twiddle_real - x_imag * self.twiddle_imag
        turned_imag = x_real * self.twiddle_imag + x_imag * self.twiddle_real
        y = torch.cat([turned_real, turned_imag], 2).transpose(2, 3) @ self.outer
        framed = y.transpose(2, 3).reshape(batch, frames, FRAME_SAMPLES) * self.window
        quarters = framed.reshape(batch, frames, 4, HOP_SAMPLES)
        added = F.pad(quarters[:, :, 0], (0, 0, 0, 3))
        for i in range(1, 4):
            added = added + F.pad(quarters[:, :, i], (0, 0, i, 3 - i))
        return added.reshape(batch, -1)


class ConvNeXtBlock(nn.Module):
    """Depthwise convolution over 7 positions, LayerNorm, two linear layers with a GELU between, scaled residual.

    `[B, t, C]` in and out. The scale starts small so that a deep stack begins near the identity.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.depthwise = nn.Conv1d(channels, channels, KERNEL_SIZE, padding=KERNEL_SIZE // 2, groups=channels)
        self.norm = nn.LayerNorm(channels)
        self.widen = nn.Linear(channels, 3 * channels)
        self.narrow = nn.Linear(3 * channels, channels)
        self.scale = nn.Parameter(torch.full((channels,), 0.2))

    def forward(self, x: Tensor) -> Tensor:
        h = self.depthwise(x.transpose(1, 2)).transpose(1, 2)
        h = self.narrow(F.gelu(self.widen(self.norm(h))))
        return x + self.scale * h


class IFEncoder(FeatureEncoder):
    """audio `[B, 4096*c + 1536]` -> latent `[B, 64, c]` of zero mean and unit variance per channel."""

    latent_mean: Tensor
    latent_std: Tensor

    def __init__(
        self, frame_width: int, column_width: int, frame_blocks: int = 2, column_blocks: int = 3, phase_bins: int = 192
    ) -> None:
        super().__init__()
        self.phase_bins = phase_bins
        self.analysis = Analysis()
        self.frame_in = nn.Linear(BINS + 2 * phase_bins, frame_width)
        self.frame_blocks = nn.Sequential(*(ConvNeXtBlock(frame_width) for _ in range(frame_blocks)))
        self.to_columns = nn.Conv1d(frame_width, column_width, FRAMES_PER_COLUMN, stride=FRAMES_PER_COLUMN)
        self.column_blocks = nn.Sequential(*(ConvNeXtBlock(column_width) for _ in range(column_blocks)))
        self.norm = nn.LayerNorm(column_width)
        self.out = nn.Linear(column_width, LATENT_CHANNELS)
        self.register_buffer("latent_mean", torch.zeros(LATENT_CHANNELS))
        self.register_buffer("latent_std", torch.ones(LATENT_CHANNELS))

    def features(self, real: Tensor, imag: Tensor) -> Tensor:
        """What the network sees of a spectrum `[B, t, 1024]`: `[B, t, 1024 + 2*phase_bins]`.

        Log magnitudes, and for low bins the direction of X_t·conj(X_t-1), which is the phase advance, as long as the
        two frames are loud. The phase itself never enters.
        """
        # clamp_min and no small addend: the ONNX exporter's optimiser drops "+ 1e-12" as a sum with zero, and silence
        # then divides zero by zero.
        power = (real * real + imag * imag).clamp_min(TINY_POWER)
        # 0.34·power^(0.65/2), by exp and log: ONNX Runtime computes those many at a time, and powers one by one.
        compressed = torch.exp((0.65 / 2) * torch.log(power) + math.log(0.34))
        low = slice(0, self.phase_bins)
        a_real, a_imag = real[:, 1:, low], imag[:, 1:, low]
        b_real, b_imag = real[:, :-1, low], imag[:, :-1, low]
        loudness = 2.0 * torch.sqrt(compressed[:, 1:, low] * compressed[:, :-1, low])
        scale = loudness / (torch.sqrt(power[:, 1:, low]) * torch.sqrt(power[:, :-1, low]))
        cos = F.pad((a_real * b_real + a_imag * b_imag) * scale, (0, 0, 1, 0))
        sin = F.pad((a_imag * b_real - a_real * b_imag) * scale, (0, 0, 1, 0))
        # ln(m² + 1e-8), written so that the addend is 1, for the same reason.
        log_magnitude = torch.log(1e8 * compressed * compressed + 1.0) - math.log(1e8)
        return torch.cat([0.2 * log_magnitude + 1.0, cos, sin], 2)

    @property
    def feature_spec(self) -> ColumnFeatures:
        """2 blocks see 6 frames either side, and a phase advance one more to the left: that is within one column."""
        frames = KERNEL_SIZE // 2 * len(self.frame_blocks) + 1
        return ColumnFeatures(width=self.to_columns.out_channels, reach_columns=-(-frames // FRAMES_PER_COLUMN))

    def before_tanh(self, real: Tensor, imag: Tensor) -> Tensor:
        """Spectrum `[B, 8*c, 1024]` -> `[B, c, 64]`, not yet bounded: training penalises its size."""
        return self._unbounded(self._columns(real, imag))

    def _columns(self, real: Tensor, imag: Tensor) -> Tensor:
        x = self.frame_blocks(self.frame_in(self.features(real, imag)))
        return self.to_columns(x.transpose(1, 2)).transpose(1, 2)

    def _unbounded(self, columns: Tensor) -> Tensor:
        return self.out(self.norm(self.column_blocks(columns)))

    def column_features(self, audio: Tensor) -> Tensor:
        """What costs nine tenths of an encoding."""
        return self._columns(*self.analysis(audio))

    def latents(self, features: Tensor) -> Tensor:
        bounded = torch.tanh(self._unbounded(features))
        return ((bounded - self.latent_mean) / self.latent_std).transpose(1, 2)


class IFDecoder(nn.Module):
    """latent `[B, 64, n]`, noise `[B, 2, 1024, 8*n]` -> audio `[B, 4096*n + 1536]`."""

    latent_mean: Tensor
    latent_std: Tensor

    def __init__(
        self, frame_width: int, column_width: int, frame_blocks: int = 6, column_blocks: int = 2, phase_bins: int = 384
    ) -> None:
        super().__init__()
        self.phase_bins = phase_bins
        self.column_in = nn.Linear(LATENT_CHANNELS, column_width)
        self.column_blocks = nn.Sequential(*(ConvNeXtBlock(column_width) for _ in range(column_blocks)))
        self.to_frames = nn.Linear(column_width, FRAMES_PER_COLUMN * frame_width)
        self.frame_position = nn.Parameter(0.02 * torch.randn(FRAMES_PER_COLUMN, frame_width))
        self.frame_blocks = nn.Sequential(*(ConvNeXtBlock(frame_width) for _ in range(frame_blocks)))
        self.norm = nn.LayerNorm(frame_width)
        self.magnitude = nn.Linear(frame_width, BINS)
        self.advance = nn.Linear(frame_width, 2 * phase_bins)
        self.noise_gain = nn.Linear(frame_width, BINS // NOISE_BAND_BINS)
        nn.init.constant_(self.magnitude.bias, LOG_MAGNITUDE_BIAS)
        nn.init.constant_(self.noise_gain.bias, LOG_MAGNITUDE_BIAS)
        self.synthesis = Synthesis()
        self.register_buffer("latent_mean", torch.zeros(LATENT_CHANNELS))
        self.register_buffer("latent_std", torch.ones(LATENT_CHANNELS))

    def frames(self, bounded: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Bounded latent `[B, n, 64]` -> magnitude `[B, 8n, 1024]`, advance cos and sin (not of unit length)
        `[B, 8n, phase_bins]`, noise gain `[B, 8n, 128]`."""
        x = self.to_frames(self.column_blocks(self.column_in(bounded)))
        batch, columns, _ = x.shape
        width = self.frame_position.shape[1]
        x = x.reshape(batch, columns, FRAMES_PER_COLUMN, width) + self.frame_position
        x = self.norm(self.frame_blocks(x.reshape(batch, columns * FRAMES_PER_COLUMN, width)))
        advance = self.advance(x)
        return (
            torch.exp(self.magnitude(x)),
            advance[..., : self.phase_bins],
            advance[..., self.phase_bins :],
            torch.exp(self.noise_gain(x)),
        )

    def spectrum(
        self, magnitude: Tensor, advance_cos: Tensor, advance_sin: Tensor, noise_gain: Tensor, noise: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Real and imaginary parts `[B, 8n, 1024]`.

        Phases carry no gradient: through a running sum it would be noise, and advances have losses of their own.
        A partial is centred in its frame, so neighbouring bins of it differ by π: hence the -π·bin.
        """
        advance = torch.atan2(advance_sin.detach(), advance_cos.detach())
        bins = torch.arange(self.phase_bins, device=magnitude.device)
        phase = torch.cumsum(advance, 1) - math.pi * bins
        noise_real, noise_imag = noise[:, 0].transpose(1, 2), noise[:, 1].transpose(1, 2)
        high_real, high_imag = noise_real[..., self.phase_bins :], noise_imag[..., self.phase_bins :]
        length = torch.sqrt((high_real**2 + high_imag**2).clamp_min(TINY_POWER))
        gain = noise_gain.repeat_interleave(NOISE_BAND_BINS, dim=2)
        real = magnitude * torch.cat([torch.cos(phase), high_real / length], 2) + gain * noise_real
        imag = magnitude * torch.cat([torch.sin(phase), high_imag / length], 2) + gain * noise_imag
        return real, imag

    def forward(self, latent: Tensor, noise: Tensor) -> Tensor:
        bounded = latent.transpose(1, 2) * self.latent_std + self.latent_mean
        return self.synthesis(*self.spectrum(*self.frames(bounded), noise))


class IFCodec(nn.Module):
    """Both halves. State-dict keys begin with `if_encoder.` or `if_decoder.`; latent mean and std are in both."""

    kind = "if_codec"
    draws_noise = True
    join: Join = "equal_power"
    """Phase restarts in every block: overlaps do not correlate, and a linear crossfade would dip by 2 dB."""

    def __init__(self, if_encoder: IFEncoder, if_decoder: IFDecoder) -> None:
        super().__init__()
        self.if_encoder = if_encoder
        self.if_decoder = if_decoder

    @property
    def encoder(self) -> IFEncoder:
        return self.if_encoder

    @property
    def decoder(self) -> IFDecoder:
        return self.if_decoder

    @classmethod
    def from_state_dict(cls, tensors: Mapping[str, Tensor]) -> IFCodec:
        """Widths and depths are read off the tensors' names and shapes, so a narrow codec loads with the same call."""

        def shape(name: str) -> torch.Size:
            if name not in tensors:
                raise KeyError(f"no tensor {name}: these {len(tensors)} tensors are not those of an IF codec")
            return tensors[name].shape

        def depth(prefix: str) -> int:
            return len({name.removeprefix(prefix).split(".")[0] for name in tensors if name.startswith(prefix)})

        encoder = IFEncoder(
            frame_width=shape("if_encoder.frame_in.weight")[0],
            column_width=shape("if_encoder.to_columns.weight")[0],
            frame_blocks=depth("if_encoder.frame_blocks."),
            column_blocks=depth("if_encoder.column_blocks."),
            phase_bins=(shape("if_encoder.frame_in.weight")[1] - BINS) // 2,
        )
        decoder = IFDecoder(
            frame_width=shape("if_decoder.frame_position")[1],
            column_width=shape("if_decoder.column_in.weight")[0],
            frame_blocks=depth("if_decoder.frame_blocks."),
            column_blocks=depth("if_decoder.column_blocks."),
            phase_bins=shape("if_decoder.advance.weight")[0] // 2,
        )
        codec = cls(encoder, decoder)
        codec.load_state_dict({name: tensor.float() for name, tensor in tensors.items()})
        return codec
