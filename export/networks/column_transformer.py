"""A small accompaniment network for small machines: a transformer whose tokens are the 64 columns of a window.

The paper's U-Net slides its convolutions over the latent channels as if they were a spatial axis. A codec's channels
have no order that means anything, so a small U-Net spends most of its depth on undoing that. Here a column is a token,
its 64 latent channels and the context's 64 beside them are features, and rhythm is what attention compares: with
more parameters an evaluation costs a sixth of the arithmetic, and it learns more in the same time (training/README.md).

Same signature as `SongUNet`, so the step graph, the samplers and training do not know which one they hold. Blocks are
pre-norm and modulated by noise level and stem as in DiT (Peebles and Xie 2023), with one modulation for all blocks and
a learned offset in each (PixArt-alpha, Chen et al. 2023), which a small network needs: its own matrix in every block
would be a third of the parameters.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rtap.export.networks.unet import MAX_PERIOD, ArchitectureError, check_shapes, xavier_

COLUMNS = 64
LATENT_CHANNELS = 64
HEAD_CHANNELS = 64
NORM_EPS = 1e-6
MODULATIONS = 6
"""Shift, scale and gate, of attention and of the feed-forward part."""
NOISE_SCALE = 16.0
"""c_noise spans -2.3 to 1.1: as it is, the sinusoids would hardly turn."""


class ColumnBlock(nn.Module):
    """Attention over columns, then a feed-forward network on each: tokens `[B, 64, width]` -> the same shape."""

    distance: Tensor

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.heads = width // HEAD_CHANNELS
        self.offset = nn.Parameter(torch.zeros(MODULATIONS, width))
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)
        # How far apart two columns are, per head, whatever they hold: rhythm is mostly that.
        self.distance_bias = nn.Parameter(torch.zeros(self.heads, 2 * COLUMNS - 1))
        column = torch.arange(COLUMNS)
        self.register_buffer("distance", column[None] - column[:, None] + COLUMNS - 1, persistent=False)
        self.up = nn.Linear(width, hidden)
        self.down = nn.Linear(hidden, width)
        for layer in (self.qkv, self.proj, self.up, self.down):
            xavier_(layer)

    def forward(self, h: Tensor, modulation: Tensor) -> Tensor:
        """`modulation [B or 1, 6, width]`, shared by all blocks."""
        shift_a, scale_a, gate_a, shift_f, scale_f, gate_f = (modulation + self.offset).unsqueeze(2).unbind(1)
        h = h + gate_a * self._attend(modulate(h, shift_a, scale_a))
        return h + gate_f * self.down(F.gelu(self.up(modulate(h, shift_f, scale_f)), approximate="tanh"))

    def _attend(self, x: Tensor) -> Tensor:
        """Self-attention between columns, 64 channels a head."""
        parts = self.qkv(x).unflatten(-1, (3, self.heads, HEAD_CHANNELS)).permute(2, 0, 3, 1, 4)
        q, k, v = parts.unbind(0)  # each [B, heads, 64 columns, 64]
        # The scale goes on q before the product: the form that TensorRT fuses.
        scores = (q * HEAD_CHANNELS**-0.5) @ k.transpose(-1, -2) + self.distance_bias[:, self.distance]
        if scores.dtype == torch.float32:  # casts to what they are already would stay in a traced program
            weights = scores.softmax(dim=-1)
        else:
            weights = scores.float().softmax(dim=-1).to(v.dtype)
        return self.proj((weights @ v).transpose(1, 2).flatten(2))


def modulate(h: Tensor, shift: Tensor, scale: Tensor) -> Tensor:
    """Layer norm without weights of its own, then scaled and shifted by what is being asked for."""
    return F.layer_norm(h, h.shape[-1:], eps=NORM_EPS) * (1 + scale) + shift


class ColumnTransformer(nn.Module):
    """`F(x [B,1,64,64], c_noise [B], label [B,S], mixture [B,1,64,64]) -> [B,1,64,64]`.

    Axes of the maps are (latent channel, time column). `width` must be a multiple of 64, a head's channels.
    """

    def __init__(
        self, width: int = 256, blocks: int = 6, hidden: int = 768, label_dim: int = 4, embedding: int = 128
    ) -> None:
        super().__init__()
        if width % HEAD_CHANNELS:
            raise ArchitectureError(f"width {width}: expected a multiple of {HEAD_CHANNELS}, a head's channels")
        self.label_dim = label_dim
        self.frequencies = embedding // 2
        self.map_label = nn.Linear(label_dim, embedding)
        self.map_layer0 = nn.Linear(embedding, embedding)
        self.map_layer1 = nn.Linear(embedding, embedding)
        self.modulation = nn.Linear(embedding, MODULATIONS * width)
        # x, the context, and whether the context is known at all: its unheard columns are exactly zero.
        self.read = nn.Linear(2 * LATENT_CHANNELS + 1, width)
        self.position = nn.Parameter(0.02 * torch.randn(COLUMNS, width))
        self.blocks = nn.ModuleList(ColumnBlock(width, hidden) for _ in range(blocks))
        self.last_modulation = nn.Linear(embedding, 2 * width)
        self.write = nn.Linear(width, LATENT_CHANNELS)
        for layer in (self.map_label, self.map_layer0, self.map_layer1, self.read):
            xavier_(layer)
        for layer in (self.modulation, self.last_modulation, self.write):  # it begins by answering nothing
            xavier_(layer, 1e-2)
        with torch.no_grad():
            gates = self.modulation.bias.view(MODULATIONS, width)[[2, 5]]
            self.modulation.bias.view(MODULATIONS, width)[[2, 5]] = gates + 0.2

    @classmethod
    def from_state_dict(cls, tensors: Mapping[str, Tensor]) -> ColumnTransformer:
        """A network in eval mode with these tensors; every width is read off their shapes.

        Raises ArchitectureError, with the tensor's name, where they do not describe a ColumnTransformer.
        """
        network = cls(**infer_architecture(tensors))
        check_shapes(network.state_dict(), tensors, "column transformer")
        network.load_state_dict(dict(tensors), strict=True)
        return network.eval().requires_grad_(False)

    def pack_for_inference(self) -> None:
        """Nothing to rearrange: the exporter folds the table of distances into a constant."""

    def embed(self, c_noise: Tensor, label: Tensor) -> Tensor:
        """`c_noise [B]` (ln σ / 4), `label [B, S]` (one-hot) -> `[B, embedding]`."""
        exponents = torch.arange(self.frequencies, dtype=torch.float32, device=c_noise.device) / (self.frequencies - 1)
        phases = c_noise[:, None] * (1.0 / MAX_PERIOD) ** exponents * NOISE_SCALE
        emb = torch.cat([phases.sin(), phases.cos()], dim=1) + self.map_label(label * math.sqrt(self.label_dim))
        return F.silu(self.map_layer1(F.silu(self.map_layer0(emb))))

    def forward(self, x: Tensor, c_noise: Tensor, label: Tensor, mixture: Tensor) -> Tensor:
        known = mixture.abs().amax(dim=2).sign()  # [B, 1, 64]
        tokens = torch.cat([x.squeeze(1), mixture.squeeze(1), known], dim=1).transpose(1, 2)
        emb = self.embed(c_noise, label)
        modulation = self.modulation(emb).unflatten(-1, (MODULATIONS, -1))
        h = self.read(tokens) + self.position
        for block in self.blocks:
            h = block(h, modulation)
        shift, scale = self.last_modulation(emb).unsqueeze(1).chunk(2, dim=-1)
        return self.write(modulate(h, shift, scale)).transpose(1, 2).unsqueeze(1)


def is_column_transformer(tensors: Mapping[str, Tensor]) -> bool:
    return "last_modulation.weight" in tensors


def infer_architecture(tensors: Mapping[str, Tensor]) -> dict[str, int]:
    """The constructor arguments of the network that these tensors belong to (ArchitectureError if to none)."""

    def shape(name: str) -> tuple[int, ...]:
        if name not in tensors:
            raise ArchitectureError(f"no tensor {name!r}, which every column transformer has")
        return tuple(tensors[name].shape)

    blocks = {int(m[1]) for m in map(re.compile(r"blocks\.(\d+)\.").match, tensors) if m}
    embedding, label_dim = shape("map_label.weight")
    return {
        "width": shape("position")[1],
        "blocks": len(blocks),
        "hidden": shape("blocks.0.up.weight")[0],
        "label_dim": label_dim,
        "embedding": embedding,
    }
