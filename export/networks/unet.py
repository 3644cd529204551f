"""The accompaniment U-Net: DDPM++ (Song et al. 2021) in the form of Karras et al. 2022 (EDM), conditioned on a mixture.

Parameter names are those of the published checkpoints, so their tensors load strictly. Widths, depth and the places of
attention can be given (training) or read off a state dict (export).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F

NORM_EPS = 1e-6
MAX_PERIOD = 10000.0
SQRT_HALF = math.sqrt(0.5)


class ArchitectureError(ValueError):
    """Tensor names or shapes that no network of this kind has. The message names the tensor."""


def group_norm(channels: int) -> nn.GroupNorm:
    return nn.GroupNorm(min(32, max(1, channels // 4)), channels, eps=NORM_EPS)


def xavier_(layer: nn.Conv2d | nn.Linear, gain: float = 1.0) -> None:
    """EDM's initialisation: uniform Xavier weights times `gain`, zero bias."""
    nn.init.xavier_uniform_(layer.weight, gain)
    if layer.bias is not None:
        nn.init.zeros_(layer.bias)


class ResamplingConv(nn.Conv2d):
    """A convolution behind a 2x box-filter resampling.

    The box filter [1,1]⊗[1,1]/4 with stride 2 is average pooling, and its transpose times 4 repeats each value, so both
    are written that way; the filter stays a buffer because checkpoints carry it.
    """

    resample_filter: Tensor

    def __init__(self, in_channels: int, out_channels: int, kernel_size: int, *, up: bool) -> None:
        super().__init__(in_channels, out_channels, kernel_size, padding=kernel_size // 2)
        self.up = up
        self.register_buffer("resample_filter", torch.full((1, 1, 2, 2), 0.25))

    def forward(self, x: Tensor) -> Tensor:
        resampled = F.interpolate(x, scale_factor=2.0, mode="nearest") if self.up else F.avg_pool2d(x, 2)
        return super().forward(resampled)


class UNetBlock(nn.Module):
    """Residual block, shifted by the embedding, with optional 2x resampling and optional one-head self-attention.

    `x [B, in, H, W]`, `emb [B, emb]` -> `[B, out, H', W']`.
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        emb_channels: int,
        *,
        resample: str | None = None,
        attention: bool = False,
        dropout: float = 0.0,
    ) -> None:
        super().__init__()

        def conv(channels_in: int, channels_out: int, kernel_size: int) -> nn.Conv2d:
            if resample is not None:
                return ResamplingConv(channels_in, channels_out, kernel_size, up=resample == "up")
            return nn.Conv2d(channels_in, channels_out, kernel_size, padding=kernel_size // 2)

        self.dropout = dropout
        self.packed = False
        self.norm0 = group_norm(in_channels)
        self.conv0 = conv(in_channels, out_channels, 3)
        self.affine = nn.Linear(emb_channels, out_channels)
        self.norm1 = group_norm(out_channels)
        self.conv1 = nn.Conv2d(out_channels, out_channels, 3, padding=1)
        self.skip = conv(in_channels, out_channels, 1) if resample is not None or in_channels != out_channels else None
        self.norm2 = group_norm(out_channels) if attention else None
        self.qkv = nn.Conv2d(out_channels, 3 * out_channels, 1) if attention else None
        self.proj = nn.Conv2d(out_channels, out_channels, 1) if attention else None
        self._initialise()

    def _initialise(self) -> None:
        xavier_(self.conv0)
        xavier_(self.affine)
        xavier_(self.conv1, 1e-5)
        if self.skip is not None:
            xavier_(self.skip)
        if self.qkv is not None and self.proj is not None:
            xavier_(self.qkv, math.sqrt(0.2))
            xavier_(self.proj, 1e-5)

    def forward(self, x: Tensor, emb: Tensor) -> Tensor:
        h = self.conv0(F.silu(self.norm0(x)))
        h = F.silu(self.norm1(h + self.affine(emb)[:, :, None, None]))
        # Not called where it does nothing: a traced program would carry it.
        h = self.conv1(F.dropout(h, self.dropout) if self.training and self.dropout else h)
        h = (h + (x if self.skip is None else self.skip(x))) * SQRT_HALF
        return h if self.qkv is None else (h + self._attend(h)) * SQRT_HALF

    def _packed_qkv(self) -> tuple[Tensor, Tensor]:
        """Weight and bias of qkv with outputs in the order (3, C), where checkpoints interleave them as (C, 3).

        Reordering the result instead would be a strided pass over the activations in every call.
        """
        assert self.qkv is not None
        assert self.qkv.bias is not None
        channels = self.qkv.in_channels
        weight = self.qkv.weight.view(channels, 3, channels, 1, 1).transpose(0, 1).reshape(3 * channels, channels, 1, 1)
        return weight, self.qkv.bias.view(channels, 3).t().reshape(3 * channels)

    def pack(self) -> None:
        """Reorder qkv once and for all: the parameters are then no longer a checkpoint's."""
        if self.qkv is not None and not self.packed:
            weight, bias = self._packed_qkv()
            self.qkv.weight = nn.Parameter(weight.detach(), requires_grad=False)
            self.qkv.bias = nn.Parameter(bias.detach(), requires_grad=False)
            self.packed = True

    def _attend(self, x: Tensor) -> Tensor:
        """Self-attention over all positions, one head. `[B, C, H, W]` -> `[B, C, H, W]`."""
        assert self.norm2 is not None
        assert self.qkv is not None
        assert self.proj is not None
        channels, height, width = x.shape[1:]
        weight, bias = (self.qkv.weight, self.qkv.bias) if self.packed else self._packed_qkv()
        q, k, v = F.conv2d(self.norm2(x), weight, bias).flatten(2).chunk(3, dim=1)  # each [B, C, N]
        # The scale goes on q before the product: the form that TensorRT fuses, and no overflow in half precision.
        scores = (q * (1.0 / math.sqrt(channels))).transpose(1, 2) @ k  # [B, N, N]
        if scores.dtype == torch.float32:  # casts to what they are already would stay in a traced program
            weights = scores.softmax(dim=-1)
        else:
            weights = scores.float().softmax(dim=-1).to(v.dtype)
        return self.proj((v @ weights.transpose(1, 2)).reshape(-1, channels, height, width))


class SongUNet(nn.Module):
    """`F(x [B,1,64,64], c_noise [B], label [B,S], mixture [B,1,64,64]) -> [B,1,64,64]`.

    Axes of the maps are (latent channel, time column). Built with EDM's initialisation; see `from_state_dict` for
    trained tensors.
    """

    def __init__(
        self,
        model_channels: int = 256,
        channel_mult: Sequence[int] = (1, 2, 2, 2),
        blocks_per_level: int = 4,
        attention_resolutions: Sequence[int] = (32, 16, 8),
        label_dim: int = 4,
        *,
        in_channels: int = 2,
        out_channels: int = 1,
        resolution: int = 64,
        emb_channels: int | None = None,
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        emb_channels = 4 * model_channels if emb_channels is None else emb_channels
        self.model_channels = model_channels
        self.label_dim = label_dim
        self.resolution = resolution

        def block(
            channels_in: int, channels_out: int, resample: str | None = None, attention: bool = False
        ) -> UNetBlock:
            return UNetBlock(
                channels_in, channels_out, emb_channels, resample=resample, attention=attention, dropout=dropout
            )

        self.map_label = nn.Linear(label_dim, model_channels)
        self.map_layer0 = nn.Linear(model_channels, emb_channels)
        self.map_layer1 = nn.Linear(emb_channels, emb_channels)

        self.enc = nn.ModuleDict()
        skips: list[int] = []
        channels = in_channels
        for level, mult in enumerate(channel_mult):
            size = resolution >> level
            name = f"{size}x{size}"
            if level == 0:
                self.enc[f"{name}_conv"] = nn.Conv2d(channels, model_channels, 3, padding=1)
                channels = model_channels
            else:
                self.enc[f"{name}_down"] = block(channels, channels, resample="down")
            skips.append(channels)
            for index in range(blocks_per_level):
                width = model_channels * mult
                self.enc[f"{name}_block{index}"] = block(channels, width, attention=size in attention_resolutions)
                channels = width
                skips.append(channels)

        self.dec = nn.ModuleDict()
        for level, mult in reversed(list(enumerate(channel_mult))):
            size = resolution >> level
            name = f"{size}x{size}"
            if level == len(channel_mult) - 1:
                self.dec[f"{name}_in0"] = block(channels, channels, attention=True)
                self.dec[f"{name}_in1"] = block(channels, channels)
            else:
                self.dec[f"{name}_up"] = block(channels, channels, resample="up")
            for index in range(blocks_per_level + 1):
                attention = index == blocks_per_level and size in attention_resolutions
                width = model_channels * mult
                self.dec[f"{name}_block{index}"] = block(channels + skips.pop(), width, attention=attention)
                channels = width
        self.dec[f"{resolution}x{resolution}_aux_norm"] = group_norm(channels)
        self.dec[f"{resolution}x{resolution}_aux_conv"] = nn.Conv2d(channels, out_channels, 3, padding=1)
        self._initialise()

    def _initialise(self) -> None:
        for linear in (self.map_label, self.map_layer0, self.map_layer1):
            xavier_(linear)
        first, last = self.enc[f"{self.resolution}x{self.resolution}_conv"], list(self.dec.values())[-1]
        assert isinstance(first, nn.Conv2d)
        assert isinstance(last, nn.Conv2d)
        xavier_(first)
        xavier_(last, 1e-5)

    @classmethod
    def from_state_dict(cls, tensors: Mapping[str, Tensor]) -> SongUNet:
        """A network in eval mode with these tensors; every width is read off their names and shapes.

        Raises ArchitectureError, with the tensor's name, where they do not describe a SongUNet.
        """
        unet = cls(**infer_architecture(tensors))
        check_shapes(unet.state_dict(), tensors, "U-Net")
        unet.load_state_dict(dict(tensors), strict=True)
        return unet.eval().requires_grad_(False)

    def pack_for_inference(self) -> None:
        """Reorder parameters so that nothing is rearranged in a call. Irreversible."""
        for module in self.modules():
            if isinstance(module, UNetBlock):
                module.pack()

    def embed(self, c_noise: Tensor, label: Tensor) -> Tensor:
        """`c_noise [B]` (ln σ / 4), `label [B, S]` (one-hot) -> `[B, emb]`."""
        half = self.model_channels // 2
        exponents = torch.arange(half, dtype=torch.float32, device=c_noise.device) / (half - 1)
        phases = c_noise[:, None] * (1.0 / MAX_PERIOD) ** exponents
        emb = torch.cat([phases.sin(), phases.cos()], dim=1)
        emb = emb + self.map_label(label * math.sqrt(self.label_dim))
        return F.silu(self.map_layer1(F.silu(self.map_layer0(emb))))

    def forward(self, x: Tensor, c_noise: Tensor, label: Tensor, mixture: Tensor) -> Tensor:
        emb = self.embed(c_noise, label)
        h = torch.cat([x, mixture], dim=1)
        skips: list[Tensor] = []
        for layer in self.enc.values():
            h = layer(h, emb) if isinstance(layer, UNetBlock) else layer(h)
            skips.append(h)
        for name, layer in self.dec.items():
            if isinstance(layer, UNetBlock):
                h = layer(torch.cat([h, skips.pop()], dim=1) if "_block" in name else h, emb)
            else:
                h = F.silu(layer(h)) if isinstance(layer, nn.GroupNorm) else layer(h)
        return h


def infer_architecture(tensors: Mapping[str, Tensor]) -> dict:
    """The constructor arguments of the SongUNet that these tensors belong to (ArchitectureError if to none)."""

    def shape(name: str) -> tuple[int, ...]:
        if name not in tensors:
            raise ArchitectureError(f"no tensor {name!r}, which every SongUNet has")
        return tuple(tensors[name].shape)

    sizes = sorted({int(m[1]) for m in map(re.compile(r"enc\.(\d+)x\1_").match, tensors) if m}, reverse=True)
    if not sizes:
        raise ArchitectureError("no tensor named enc.NxN_…: not a SongUNet")
    if any(size != sizes[0] >> level for level, size in enumerate(sizes)):
        raise ArchitectureError(f"resolutions {sizes}: each level of a SongUNet halves the one before")
    blocks = {int(m[1]) for m in map(re.compile(rf"enc\.{sizes[0]}x{sizes[0]}_block(\d+)\.").match, tensors) if m}
    model_channels, in_channels = shape(f"enc.{sizes[0]}x{sizes[0]}_conv.weight")[:2]
    widths = [shape(f"enc.{size}x{size}_block0.conv0.weight")[0] for size in sizes]
    if any(width % model_channels for width in widths):
        raise ArchitectureError(f"level widths {widths} are no multiples of the model's {model_channels} channels")
    return {
        "model_channels": model_channels,
        "channel_mult": tuple(width // model_channels for width in widths),
        "blocks_per_level": len(blocks),
        "attention_resolutions": tuple(size for size in sizes if f"enc.{size}x{size}_block0.qkv.weight" in tensors),
        "label_dim": shape("map_label.weight")[1],
        "in_channels": in_channels,
        "out_channels": shape(f"dec.{sizes[0]}x{sizes[0]}_aux_conv.weight")[0],
        "resolution": sizes[0],
        "emb_channels": shape("map_layer0.weight")[0],
    }


def check_shapes(expected: Mapping[str, Tensor], got: Mapping[str, Tensor], what: str) -> None:
    """Raise ArchitectureError naming the first tensor that is missing, left over or of another shape."""
    for name, tensor in expected.items():
        if name not in got:
            raise ArchitectureError(f"{what} tensor {name!r} {tuple(tensor.shape)} is missing")
        if got[name].shape != tensor.shape:
            raise ArchitectureError(
                f"{what} tensor {name!r} has shape {tuple(got[name].shape)}; the other tensors call for "
                f"{tuple(tensor.shape)}"
            )
    if surplus := sorted(set(got) - set(expected)):
        raise ArchitectureError(f"{what} has {len(surplus)} tensors it should not, the first {surplus[0]!r}")
