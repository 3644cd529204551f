"""A small accompaniment network for small machines: a transformer whose tokens are the 64 columns of a window.

The paper's U-Net slides its convolutions over the latent channels as if they were a spatial axis. A codec's channels
have no order that means anything, so a small U-Net spends most of its depth on undoing that. Here a column is a token,
its 64 latent channels and the context's 64 beside them are features, and rhythm is what attention compares: with
more parameters an evaluation costs a sixth of the arithmetic, and it learns more in the same time (training/README.md).

Same signature as `SongUNet`, so the step graph, the samplers and training do not know which one they hold. Blocks are
pre-norm and modulated by noise level and stem as in DiT (Peebles and Xie 2023), with one modulation for all blocks and
a learned offset in each (PixArt-alpha, Chen et al. 2023), which a small network needs: its own matrix in every block
would be a third of the parameters.

Inside a mask as the paper samples, a network sees its own past as noisy as what it is to make, which at the first and
decisive noise levels is not at all. A network with `past` is given kept columns as they are and told so: a column has a
noise level of its own (diffusion forcing, Chen et al. 2024). Columns of which both the stem and the context are there
listen only to the left, so that what they amount to is the same at every noise level and need be computed once.

It is also told what a column would hold if the music repeated itself (`Recall`), which small networks are slow to find
out for themselves. One evaluation at the highest noise level, mean squared error of drums one column ahead at r = 1/8:
0.79 by a network after 50 000 windows, 0.57 by such repetition alone, 1.25 by silence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rtap.export.networks.unet import MAX_PERIOD, ArchitectureError, check_shapes, xavier_
from rtap.runtime.bundle import StepMemory

COLUMNS = 64
LATENT_CHANNELS = 64
HEAD_CHANNELS = 64
NORM_EPS = 1e-6
MODULATIONS = 6
"""Shift, scale and gate, of attention and of the feed-forward part."""
NOISE_SCALE = 16.0
"""c_noise spans -2.3 to 1.1: as it is, the sinusoids would hardly turn."""
CLEAN_C_NOISE = math.log(1e-4) / 4
"""The noise level at which kept columns are given to a network with `past`: the least there is."""
SHARPNESS = (12.0, 40.0)
"""Of the softmax over lags by which a repetition is put together: a mean of several, and the likeliest."""
FEW_PAIRS = 8.0
"""Lags that the window shows fewer times than this say little."""
RECALLED = 2 * LATENT_CHANNELS * len(SHARPNESS) + 1
"""The stem's and the context's latents, at each sharpness, and how alike the likeliest lag is."""
UNHEARD = -1e4
"""Added to what attention must not look at; fits float16."""


class Recall(nn.Module):
    """What columns that are to be made would hold if the music went on as it did some columns ago.

    How much the window resembles itself at every lag tells its beats and bars: a column is put together of those before
    it, each weighed by a softmax over the lag's likeness. No parameters, nothing learnt.
    """

    before: Tensor
    earlier: Tensor
    lag: Tensor
    not_before: Tensor

    def __init__(self) -> None:
        super().__init__()
        column = torch.arange(COLUMNS)
        lag, to = column[:, None], column[None]
        # Of a table [64 to, 64 from], the entries that are `lag` apart, for every lag; the first where there is none.
        self.register_buffer("before", (to * COLUMNS + (to - lag)).clamp_min(0).flatten(), persistent=False)
        self.register_buffer("earlier", (to >= lag).float(), persistent=False)
        self.register_buffer("lag", (column[:, None] - column[None]).clamp_min(0).flatten(), persistent=False)
        self.register_buffer("not_before", UNHEARD * torch.ones(COLUMNS, COLUMNS).triu(0), persistent=False)

    def likeness(self, maps: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        """maps `[B, 64, columns]`, there `[B or 1, 1, columns]` (0 or 1) -> how alike columns are that are 0, 1 … 63
        apart, added up, and how many such pairs there are, each `[B, 64]`."""
        mean = (maps * there).sum(2, keepdim=True) / there.sum(2, keepdim=True).clamp_min(1.0)
        centred = (maps - mean) * there / math.sqrt(LATENT_CHANNELS)
        return self._by_lag(centred.transpose(1, 2) @ centred), self._by_lag(there.transpose(1, 2) @ there)

    def _by_lag(self, table: Tensor) -> Tensor:
        """`[B, 64 to, 64 from]` -> its sums along diagonals, `[B, 64]`."""
        return (table.flatten(1)[:, self.before].unflatten(1, (COLUMNS, COLUMNS)) * self.earlier).sum(2)

    def forward(self, source: Tensor, mixture: Tensor, kept: Tensor, known: Tensor) -> Tensor:
        """source and mixture `[B, 64, 64]`, kept `[B or 1, 1, 64]`, known `[B, 1, 64]` -> `[B, RECALLED, 64]`."""
        of_stem, stem_pairs = self.likeness(source, kept)
        of_context, context_pairs = self.likeness(mixture, known)
        alike = (of_stem + of_context) / (stem_pairs + context_pairs + FEW_PAIRS)
        alike = alike / alike[:, :1].clamp_min(1e-3)
        by_pair = alike[:, self.lag].unflatten(1, (COLUMNS, COLUMNS)) + self.not_before
        recalled = []
        for sharpness in SHARPNESS:
            for maps, there in ((source, kept), (mixture, known)):
                weights = (sharpness * by_pair + (1.0 + there.neg()) * UNHEARD).softmax(2)
                recalled.append((maps * there) @ weights.transpose(1, 2))
        best = alike[:, 1:].amax(1)[:, None, None] + 0.0 * known
        return torch.cat([*recalled, best], 1)


@dataclass(frozen=True)
class Past:
    """What the stem has played, `source [B, 1, 64, 64]`, in columns where `keep [B or 1, 1, 1, 64]` is 1."""

    keep: Tensor
    source: Tensor


class Memory:
    """What other columns have said of themselves, for an evaluation of some columns only; used block after block.

    `place [64, t]`: where the columns at hand stand among the 64. `remembered [B or 1, 2*blocks, heads, 64, 64]`: keys
    and values of every block in turn, zero where `place` puts a column.
    """

    def __init__(self, place: Tensor, remembered: Tensor) -> None:
        self.place = place
        self._remembered = list(remembered.unbind(1))
        self.fresh: list[Tensor] = []
        """Keys and values of the columns at hand, `[B, heads, t, 64]` each, of the blocks so far."""

    def exchange(self, k: Tensor, v: Tensor) -> tuple[Tensor, Tensor]:
        """`[B, heads, t, 64]` of the next block -> `[B, heads, 64, 64]` with the others' beside them."""
        at = len(self.fresh)
        self.fresh += [k, v]
        return self.place @ k + self._remembered[at], self.place @ v + self._remembered[at + 1]


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

    def forward(
        self, h: Tensor, modulation: Tensor, bias: Tensor | None = None, memory: Memory | None = None
    ) -> Tensor:
        """`modulation [B or 1, 1 or t, 6, width]`, shared by all blocks; `bias [B or 1, 1, t, 64]` is added to what
        attention compares, (to, from). `h` is all 64 columns or, with `memory`, the t that it places among the 64."""
        shift_a, scale_a, gate_a, shift_f, scale_f, gate_f = (modulation + self.offset).unbind(2)
        h = h + gate_a * self._attend(modulate(h, shift_a, scale_a), bias, memory)
        return h + gate_f * self.down(F.gelu(self.up(modulate(h, shift_f, scale_f)), approximate="tanh"))

    def _attend(self, x: Tensor, bias: Tensor | None, memory: Memory | None) -> Tensor:
        """Attention of columns to all 64, 64 channels a head."""
        parts = self.qkv(x).unflatten(-1, (3, self.heads, HEAD_CHANNELS)).permute(2, 0, 3, 1, 4)
        q, k, v = parts.unbind(0)  # each [B, heads, t columns, 64]
        by_distance = self.distance_bias[:, self.distance]
        if memory is not None:
            k, v = memory.exchange(k, v)
            by_distance = memory.place.t() @ by_distance
        # The scale goes on q before the product: the form that TensorRT fuses.
        scores = (q * HEAD_CHANNELS**-0.5) @ k.transpose(-1, -2) + by_distance
        if bias is not None:
            scores = scores + bias
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

    With `past` there are two arguments more, `keep [B or 1, 1, 1, 64]` and `source [B, 1, 64, 64]`: where a column is
    kept (1), x is no noisy map but the stem itself, as source is. What comes out of such a column means nothing.
    """

    later: Tensor

    def __init__(
        self,
        width: int = 256,
        blocks: int = 6,
        hidden: int = 768,
        label_dim: int = 4,
        embedding: int = 128,
        past: bool = False,
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
        self.takes_past = past
        # x, the context, and whether the context is known at all: its unheard columns are exactly zero.
        # With `past`, whether it is kept, and what is recalled.
        self.read = nn.Linear(2 * LATENT_CHANNELS + 1 + past * (1 + RECALLED), width)
        self.recall = Recall() if past else None
        self.position = nn.Parameter(0.02 * torch.randn(COLUMNS, width))
        self.register_buffer("later", UNHEARD * torch.ones(COLUMNS, COLUMNS).triu(1), persistent=False)
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

    @property
    def memory_spec(self) -> StepMemory | None:
        """None without `past`: every column then hears every other at every noise level."""
        if not self.takes_past:
            return None
        return StepMemory(len(self.blocks), self.position.shape[1] // HEAD_CHANNELS, HEAD_CHANNELS)

    def pack_for_inference(self) -> None:
        """Nothing to rearrange: the exporter folds the table of distances into a constant."""

    def embed(self, c_noise: Tensor, label: Tensor) -> Tensor:
        """`c_noise [B]` (ln σ / 4), `label [B, S]` (one-hot) -> `[B, embedding]`."""
        exponents = torch.arange(self.frequencies, dtype=torch.float32, device=c_noise.device) / (self.frequencies - 1)
        phases = c_noise[:, None] * (1.0 / MAX_PERIOD) ** exponents * NOISE_SCALE
        emb = torch.cat([phases.sin(), phases.cos()], dim=1) + self.map_label(label * math.sqrt(self.label_dim))
        return F.silu(self.map_layer1(F.silu(self.map_layer0(emb))))

    def forward(
        self,
        x: Tensor,
        c_noise: Tensor,
        label: Tensor,
        mixture: Tensor,
        keep: Tensor | None = None,
        source: Tensor | None = None,
    ) -> Tensor:
        if not self.takes_past:
            return self._evaluate(x, c_noise, label, mixture, None, None)
        assert keep is not None
        assert source is not None
        return self._evaluate(x, c_noise, label, mixture, Past(keep, source), None)

    def evaluate_columns(
        self,
        x: Tensor,
        c_noise: Tensor,
        label: Tensor,
        mixture: Tensor,
        keep: Tensor,
        source: Tensor,
        place: Tensor,
        remembered: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """The same for t of the 64 columns: x and what comes of it are `[B, 1, 64, t]`. And `fresh [B, 2*blocks, heads,
        t, 64]`, to be remembered (see `Memory`)."""
        memory = Memory(place, remembered)
        made = self._evaluate(x, c_noise, label, mixture, Past(keep, source), memory)
        return made, torch.stack(memory.fresh, 1)

    def _evaluate(
        self, x: Tensor, c_noise: Tensor, label: Tensor, mixture: Tensor, past: Past | None, memory: Memory | None
    ) -> Tensor:
        context = mixture.squeeze(1)
        known = context.abs().amax(dim=1, keepdim=True).sign()  # [B, 1, 64]
        told, bias = torch.cat([context, known], dim=1), None
        position: Tensor = self.position
        emb = self.embed(c_noise, label).unsqueeze(1)
        modulation, last_modulation = self.modulation(emb), self.last_modulation(emb)  # each [B, 1, .]
        if past is not None and self.recall is not None:
            kept, stem = past.keep.squeeze(1), past.source.squeeze(1)  # [B or 1, 1, 64], [B, 64, 64]
            clean = kept * known
            recalled = self.recall(stem, context, kept, known) * (1.0 + clean.neg())
            told = torch.cat([told, kept + 0.0 * known, recalled], dim=1)
            bias = clean.transpose(1, 2).unsqueeze(1) * self.later
            if memory is not None:
                kept, bias = kept @ memory.place, memory.place.t() @ bias
            modulation = self._of_column(kept.transpose(1, 2), modulation, c_noise, label)
        if memory is not None:
            told, position = told @ memory.place, memory.place.t() @ position
        modulation = modulation.unflatten(-1, (MODULATIONS, -1))
        h = self.read(torch.cat([x.squeeze(1), told], dim=1).transpose(1, 2)) + position
        for block in self.blocks:
            h = block(h, modulation, bias, memory)
        shift, scale = last_modulation.chunk(2, dim=-1)
        return self.write(modulate(h, shift, scale)).transpose(1, 2).unsqueeze(1)

    def _of_column(self, kept: Tensor, noisy: Tensor, c_noise: Tensor, label: Tensor) -> Tensor:
        """Modulation `[B, t, .]`: a kept column's is that of clean ones, `kept [B or 1, t, 1]`."""
        clean = self.modulation(self.embed(c_noise * 0.0 + CLEAN_C_NOISE, label).unsqueeze(1))
        return kept * clean + (1.0 + kept.neg()) * noisy


def is_column_transformer(tensors: Mapping[str, Tensor]) -> bool:
    return "last_modulation.weight" in tensors


def infer_architecture(tensors: Mapping[str, Tensor]) -> dict[str, Any]:
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
        "past": shape("read.weight")[1] > 2 * LATENT_CHANNELS + 1,
    }
