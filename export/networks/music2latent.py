"""Music2Latent (Pasini, Lattner, Fazekas 2024): a consistency autoencoder from audio to 64 numbers every 4096 samples.

Parameter names are those of the published `gen_state_dict`, so its tensors load strictly. Widths, depth and the places
of attention are read off a state dict, or given.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rtap.export.networks.codec import Join
from rtap.export.networks.stft import Analysis, Synthesis, compress, decompress
from rtap.export.networks.unet import ArchitectureError, check_shapes

HEADS = 4
LATENT_SCALE = 0.06
"""The encoder's tanh output is divided by this, the decoder's input multiplied."""
SIGMA_MIN = 0.002
SIGMA_MAX = 80.0
SIGMA_DATA = 0.5
MAX_PERIOD = 10000.0


@dataclass(frozen=True)
class Architecture:
    """Everything that tensor shapes tell. The defaults are the published model's."""

    widths: tuple[int, ...] = (64, 128, 256, 256, 256)
    """Channels per level. Level 0 has all frequency bins."""
    encoder_blocks: tuple[int, ...] = (1, 1, 1, 1, 1)
    blocks: tuple[int, ...] = (2, 2, 2, 2, 2)
    attention: tuple[bool, ...] = (False, False, True, True, True)
    frequency_only: tuple[bool, ...] = (True, False, False, False)
    """Per downsampling: 4x in frequency alone, or 2x in both."""
    bottleneck_width: int = 512
    bottleneck_blocks: int = 4
    latent_channels: int = 64
    condition_width: int = 256
    bins: int = 1024

    @property
    def bottleneck_bins(self) -> int:
        """Frequency bins left at the last level."""
        return self.bins // math.prod(4 if only else 2 for only in self.frequency_only)


def group_norm(channels: int) -> nn.GroupNorm:
    return nn.GroupNorm(min(max(1, channels // 4), 32), channels)


class FrequencyGain(nn.Module):
    """A learned gain per frequency bin."""

    def __init__(self, bins: int) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1, 1, bins, 1))

    def forward(self, x: Tensor) -> Tensor:
        return x * self.scale


class SelfAttention(nn.Module):
    """Residual attention over frequency, each frame alone. `[B, C, bins, frames]` -> same."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        # nn.MultiheadAttention only holds the parameters under their published names.
        self.mha = nn.MultiheadAttention(channels, HEADS, batch_first=True)
        self.norm = group_norm(channels)

    def forward(self, x: Tensor) -> Tensor:
        batch, channels, bins, frames = x.shape
        tokens = self.norm(x).permute(0, 3, 2, 1)  # [B, frames, bins, C]
        qkv = F.linear(tokens, self.mha.in_proj_weight, self.mha.in_proj_bias).chunk(3, dim=-1)
        # each [B*frames, heads, bins, C/heads]
        q, k, v = (part.reshape(-1, bins, HEADS, channels // HEADS).transpose(1, 2) for part in qkv)
        weights = ((q * (channels // HEADS) ** -0.5) @ k.transpose(-1, -2)).softmax(dim=-1)
        attended = (weights @ v).transpose(1, 2).reshape(batch, frames, bins, channels)
        return self.mha.out_proj(attended).permute(0, 3, 2, 1) + x


class ResidualBlock(nn.Module):
    """GroupNorm, SiLU, convolution, twice; `dims` 2 for `[B, C, bins, frames]`, 1 for `[B, C, columns]`."""

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        *,
        dims: int = 2,
        condition: int | None = None,
        attention: bool = False,
    ) -> None:
        super().__init__()
        conv = nn.Conv2d if dims == 2 else nn.Conv1d
        self.norm1 = group_norm(in_channels)
        self.conv1 = conv(in_channels, out_channels, 3, padding=1)
        self.norm2 = group_norm(out_channels)
        self.conv2 = conv(out_channels, out_channels, 3, padding=1)
        self.res_conv = conv(in_channels, out_channels, 1) if in_channels != out_channels else nn.Identity()
        self.proj_emb = nn.Linear(condition, out_channels) if condition is not None else None
        self.att = SelfAttention(out_channels) if attention else None

    def forward(self, x: Tensor, emb: Tensor | None = None) -> Tensor:
        """`emb [1 or B, condition]` shifts the features between the convolutions, in 2-D blocks only."""
        h = self.conv1(F.silu(self.norm1(x)))
        if emb is not None:
            assert self.proj_emb is not None
            h = h + self.proj_emb(emb)[:, :, None, None]
        h = self.conv2(F.silu(self.norm2(h))) + self.res_conv(x)
        return h if self.att is None else self.att(h)


class Downsample(nn.Module):
    """Strided convolution: 4x in frequency, or 2x in frequency and time."""

    def __init__(self, in_channels: int, out_channels: int, *, frequency_only: bool, normalise: bool = False) -> None:
        super().__init__()
        self.norm = group_norm(in_channels) if normalise else None
        if frequency_only:
            self.c = nn.Conv2d(in_channels, out_channels, (5, 1), stride=(4, 1), padding=(2, 0))
        else:
            self.c = nn.Conv2d(in_channels, out_channels, 3, stride=2, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return self.c(x if self.norm is None else self.norm(x))


class Upsample(nn.Module):
    """Each value repeated, then a convolution: 4x in frequency, or 2x in frequency and time."""

    def __init__(self, in_channels: int, out_channels: int, *, frequency_only: bool) -> None:
        super().__init__()
        self.factors = (4.0, 1.0) if frequency_only else (2.0, 2.0)
        kernel, padding = ((5, 1), (2, 0)) if frequency_only else ((3, 3), (1, 1))
        self.c = nn.Conv2d(in_channels, out_channels, kernel, padding=padding)

    def forward(self, x: Tensor) -> Tensor:
        return self.c(F.interpolate(x, scale_factor=self.factors, mode="nearest"))


class EncoderNetwork(nn.Module):
    """Compressed spectrum `[B, 2, 1024, 8*columns]` -> tanh latent `[B, 64, columns]`."""

    def __init__(self, a: Architecture) -> None:
        super().__init__()
        self.gain = FrequencyGain(a.bins)
        self.conv_inp = nn.Conv2d(2, a.widths[0], 3, padding=1)
        self.down_layers = nn.ModuleList()
        channels = a.widths[0]
        for level, width in enumerate(a.widths):
            for _ in range(a.encoder_blocks[level]):
                self.down_layers.append(ResidualBlock(channels, width, attention=a.attention[level]))
                channels = width
            if level < len(a.frequency_only):
                only = a.frequency_only[level]
                self.down_layers.append(Downsample(channels, channels, frequency_only=only, normalise=True))
        self.prenorm_1d_to_2d = group_norm(channels)
        self.bottleneck_layers = nn.ModuleList([nn.Conv1d(channels * a.bottleneck_bins, a.bottleneck_width, 1)])
        self.bottleneck_layers.extend(
            ResidualBlock(a.bottleneck_width, a.bottleneck_width, dims=1) for _ in range(a.bottleneck_blocks)
        )
        self.norm_out = group_norm(a.bottleneck_width)
        self.conv_out = nn.Conv1d(a.bottleneck_width, a.latent_channels, 1)

    def forward(self, spectrum: Tensor) -> Tensor:
        x = self.gain(self.conv_inp(spectrum))
        for layer in self.down_layers:
            x = layer(x)
        x = self.prenorm_1d_to_2d(x).flatten(1, 2)
        for layer in self.bottleneck_layers:
            x = layer(x)
        return torch.tanh(self.conv_out(F.silu(self.norm_out(x))))


class PyramidNetwork(nn.Module):
    """Tanh latent `[B, 64, columns]` -> features for every level of the U-Net, level 0 first."""

    def __init__(self, a: Architecture) -> None:
        super().__init__()
        self.bottleneck_bins = a.bottleneck_bins
        width = a.bottleneck_width
        self.conv_inp = nn.Conv1d(a.latent_channels, width, 1)
        # proj_emb stands in the checkpoint and is used by nothing.
        self.bottleneck_layers = nn.ModuleList(
            ResidualBlock(width, width, dims=1, condition=a.condition_width) for _ in range(a.bottleneck_blocks)
        )
        self.conv_out_bottleneck = nn.Conv1d(width, a.widths[-1] * a.bottleneck_bins, 1)
        self.up_layers = nn.ModuleList()
        for level in reversed(range(len(a.widths))):
            for _ in range(a.encoder_blocks[level]):
                self.up_layers.append(ResidualBlock(a.widths[level], a.widths[level], attention=a.attention[level]))
            if level > 0:
                only = a.frequency_only[level - 1]
                self.up_layers.append(Upsample(a.widths[level], a.widths[level - 1], frequency_only=only))

    def forward(self, latent: Tensor) -> list[Tensor]:
        x = self.conv_inp(latent)
        for layer in self.bottleneck_layers:
            x = layer(x)
        x = self.conv_out_bottleneck(x)
        # The bottleneck's channels are (bin, channel), bins outermost; the maps are (channel, bin).
        x = x.reshape(x.shape[0], self.bottleneck_bins, -1, x.shape[-1]).transpose(1, 2)
        levels: list[Tensor] = []
        for layer in self.up_layers:
            if isinstance(layer, Upsample):
                levels.append(x)
            x = layer(x)
        return [x, *reversed(levels)]


class Music2LatentNetwork(nn.Module):
    """The whole generator under its published parameter names: encoder, pyramid ("decoder") and denoising U-Net."""

    def __init__(self, a: Architecture | None = None) -> None:
        super().__init__()
        a = Architecture() if a is None else a
        self.architecture = a
        condition, top = a.condition_width, len(a.widths) - 1
        self.encoder = EncoderNetwork(a)
        self.decoder = PyramidNetwork(a)
        self.emb_proj = nn.Sequential(
            nn.Linear(condition, condition), nn.SiLU(), nn.Linear(condition, condition), nn.SiLU()
        )
        self.scale_inp = self._bin_scale(condition, a.bins)
        self.scale_out = self._bin_scale(condition, a.bins)
        self.conv_inp = nn.Conv2d(2, a.widths[0], 3, padding=1)
        self.down_layers = nn.ModuleList()
        self.up_layers = nn.ModuleList()
        for level, width in enumerate(a.widths):
            self.down_layers.extend(self._conditioned_blocks(a, level))
            if level < top:
                only = a.frequency_only[level]
                self.down_layers.append(Downsample(width, a.widths[level + 1], frequency_only=only))
        for level in range(top, -1, -1):
            self.up_layers.extend(self._conditioned_blocks(a, level))
            if level > 0:
                only = a.frequency_only[level - 1]
                self.up_layers.append(Upsample(a.widths[level], a.widths[level - 1], frequency_only=only))
        self.conv_decoded = nn.Conv2d(a.widths[0], a.widths[0], 1)
        self.norm_out = group_norm(a.widths[0])
        self.conv_out = nn.Conv2d(a.widths[0], 2, 3, padding=1)

    @staticmethod
    def _bin_scale(condition: int, bins: int) -> nn.Sequential:
        hidden = [nn.Linear(condition, condition), nn.SiLU(), nn.Linear(condition, condition), nn.SiLU()]
        return nn.Sequential(*hidden, nn.Linear(condition, bins))

    @staticmethod
    def _conditioned_blocks(a: Architecture, level: int) -> Iterator[nn.Module]:
        """For each block of a level: the 1x1 convolution that lets the pyramid in, and the block."""
        width = a.widths[level]
        for _ in range(a.blocks[level]):
            yield nn.Conv2d(width, width, 1)
            yield ResidualBlock(width, width, condition=a.condition_width, attention=a.attention[level])

    @classmethod
    def from_state_dict(cls, tensors: Mapping[str, Tensor]) -> Music2LatentNetwork:
        """A network in eval mode with these tensors. ArchitectureError, naming the tensor, where they do not fit."""
        network = cls(infer_architecture(tensors))
        check_shapes(network.state_dict(), tensors, "Music2Latent")
        network.load_state_dict(dict(tensors), strict=True)
        return network.eval().requires_grad_(False)

    def embed(self, sigma: Tensor) -> Tensor:
        """`sigma [1 or B]` -> `[1 or B, condition]`."""
        half = self.architecture.condition_width // 2
        exponents = torch.arange(half, dtype=torch.float32, device=sigma.device) / (half - 1)
        angles = (sigma.log() / 4)[:, None] * (1.0 / MAX_PERIOD) ** exponents
        return torch.cat([angles.sin(), angles.cos()], dim=1)

    def denoise(self, noisy: Tensor, sigma: Tensor, pyramid: list[Tensor]) -> Tensor:
        """One consistency step. `noisy [B, 2, bins, frames]`, `sigma [1 or B]` -> compressed spectrum, same shape."""
        embedding = self.embed(sigma)
        emb = self.emb_proj(embedding)
        scale_inp = 1 + self.scale_inp(embedding)[:, None, :, None]
        scale_out = 1 + self.scale_out(embedding)[:, None, :, None]
        sigma = sigma[:, None, None, None]
        c_skip = SIGMA_DATA**2 / ((sigma - SIGMA_MIN) ** 2 + SIGMA_DATA**2)
        c_out = SIGMA_DATA * (sigma - SIGMA_MIN) / (sigma**2 + SIGMA_DATA**2).sqrt()
        c_in = (sigma**2 + SIGMA_DATA**2).rsqrt()

        x = self.conv_inp(c_in * noisy) * scale_inp
        skips: list[Tensor] = []
        level = 0
        condition: Tensor | None = None
        for layer in self.down_layers:
            if isinstance(layer, Downsample):
                x, level = layer(x), level + 1
            elif isinstance(layer, ResidualBlock):
                x = layer((x + condition) * (1 / math.sqrt(2)), emb)
                skips.append(x)
            else:
                condition = layer(pyramid[level])
        for layer in self.up_layers:
            if isinstance(layer, Upsample):
                x, level = layer(x), level - 1
            elif isinstance(layer, ResidualBlock):
                x = layer((x + skips.pop() + condition) * (1 / math.sqrt(3)), emb)
            else:
                condition = layer(pyramid[level])
        x = (x + self.conv_decoded(pyramid[0])) * (1 / math.sqrt(2))
        x = self.conv_out(F.silu(self.norm_out(x)) * scale_out)
        return c_skip * noisy + c_out * x


class Encoder(nn.Module):
    """`audio [B, 4096*columns + 1536]` in -1…1 -> `latent [B, 64, columns]` of about unit variance."""

    def __init__(self, network: EncoderNetwork) -> None:
        super().__init__()
        self.analysis = Analysis()
        self.network = network

    def forward(self, audio: Tensor) -> Tensor:
        return self.network(compress(self.analysis(audio))) / LATENT_SCALE


class Decoder(nn.Module):
    """`latent [B, 64, n]`, unit Gaussian `noise [B, 2, 1024, 8*n]` -> `audio [B, 4096*n + 1536]` in -1…1."""

    def __init__(self, network: Music2LatentNetwork) -> None:
        super().__init__()
        self.network = network
        self.synthesis = Synthesis()

    def forward(self, latent: Tensor, noise: Tensor) -> Tensor:
        # One sigma for the whole batch: all that hangs on it is then constant, and folds away at export.
        sigma = torch.full((1,), SIGMA_MAX, dtype=torch.float32, device=latent.device)
        pyramid = self.network.decoder(latent * LATENT_SCALE)
        spectrum = self.network.denoise(noise * SIGMA_MAX, sigma, pyramid)
        return self.synthesis(decompress(spectrum)).clamp(-1.0, 1.0)


class Music2Latent:
    """The codec as the exporter sees it (see `codec.Codec`)."""

    kind = "music2latent"
    draws_noise = True
    join: Join = "linear"

    def __init__(self, network: Music2LatentNetwork) -> None:
        self.network = network
        self.encoder: nn.Module = Encoder(network.encoder)
        self.decoder: nn.Module = Decoder(network)

    @classmethod
    def from_state_dict(cls, tensors: Mapping[str, Tensor]) -> Music2Latent:
        return cls(Music2LatentNetwork.from_state_dict(tensors))


def infer_architecture(tensors: Mapping[str, Tensor]) -> Architecture:
    """The architecture that these tensors belong to (ArchitectureError if to none)."""

    def shape(name: str) -> tuple[int, ...]:
        if name not in tensors:
            raise ArchitectureError(f"no tensor {name!r}, which every Music2Latent has")
        return tuple(tensors[name].shape)

    def levels(stack: str) -> list[list[int]]:
        """Indices of the residual blocks of a stack, grouped by level; a level ends at a resampling layer."""
        count = 1 + max(
            (int(m[1]) for m in map(re.compile(rf"{re.escape(stack)}\.(\d+)\.").match, tensors) if m), default=-1
        )
        groups: list[list[int]] = [[]]
        for index in range(count):
            if f"{stack}.{index}.c.weight" in tensors:
                groups.append([])
            elif f"{stack}.{index}.conv1.weight" in tensors:
                groups[-1].append(index)
        return groups

    encoder_levels, unet_levels = levels("encoder.down_layers"), levels("down_layers")
    if len(encoder_levels) != len(unet_levels) or not all(encoder_levels) or not all(unet_levels):
        raise ArchitectureError(
            f"{len(encoder_levels)} levels in the encoder and {len(unet_levels)} in the U-Net: not a Music2Latent"
        )
    resamplers = [
        index for index in range(1 + max(max(g) for g in unet_levels)) if f"down_layers.{index}.c.weight" in tensors
    ]
    bottleneck = "encoder.bottleneck_layers"
    return Architecture(
        widths=tuple(shape(f"down_layers.{group[0]}.conv1.weight")[0] for group in unet_levels),
        encoder_blocks=tuple(len(group) for group in encoder_levels),
        blocks=tuple(len(group) for group in unet_levels),
        attention=tuple(f"down_layers.{group[0]}.att.norm.weight" in tensors for group in unet_levels),
        frequency_only=tuple(shape(f"down_layers.{index}.c.weight")[3] == 1 for index in resamplers),
        bottleneck_width=shape(f"{bottleneck}.0.weight")[0],
        bottleneck_blocks=sum(name.startswith(bottleneck) and name.endswith(".conv1.weight") for name in tensors),
        latent_channels=shape("encoder.conv_out.weight")[0],
        condition_width=shape("emb_proj.0.weight")[1],
        bins=shape("encoder.gain.scale")[2],
    )
