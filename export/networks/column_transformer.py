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

Nor do they find out soon what chord is played: it lies in a mixture of instruments, and counts for little in the error
of a latent. `Harmony` reads it off the context, taught by the songs' own chords beside the denoising: a stand-alone
reader of twice that size names 68 % of unknown songs' roots after a minute of training, where a network without it
played the root in 14 % of beats after hours.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
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
PITCH_CLASSES = 12
CHORD = 2 * PITCH_CLASSES
"""Which pitch class the chord's root is, and which belong to the chord."""
TOLD_CHORD = CHORD * (1 + len(SHARPNESS))
"""The chord of a column as it is heard, and as it is recalled at each sharpness."""
VOICED = LATENT_CHANNELS + 1 + 2 * CHORD + 2 * LATENT_CHANNELS
"""What `Voicing` is told beside the stem: the context and whether it is known, the chord here and where it is recalled
from, the stem's latents there, and its mean."""
UNHEARD = -1e4
"""Added to what attention must not look at; fits float16."""


class Harmony(nn.Module):
    """The chord in every column, read off the context: its own column and some two seconds before it."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.read = nn.Conv1d(LATENT_CHANNELS + 1, width, 9)
        self.gather = nn.Conv1d(width, width, 9, dilation=2)
        self.mix = nn.Conv1d(width, width, 1)
        self.name = nn.Conv1d(width, CHORD, 1)

    def forward(self, context: Tensor, known: Tensor) -> Tensor:
        """context `[B, 64, 64]`, known `[B, 1, 64]` -> `[B, CHORD, 64]`: log-odds of each root, then of each tone."""
        h = F.gelu(self.read(F.pad(torch.cat([context, known], 1), (8, 0))), approximate="tanh")
        h = h + F.gelu(self.gather(F.pad(h, (16, 0))), approximate="tanh")
        h = h + F.gelu(self.mix(h), approximate="tanh")
        named: Tensor = self.name(h)
        return named


def chord_shares(named: Tensor, known: Tensor) -> Tensor:
    """Log-odds `[B, CHORD, 64]` as shares of 1, zero where nothing is known."""
    root, tones = named.split(PITCH_CLASSES, 1)
    return torch.cat([root.softmax(1), tones.sigmoid()], 1) * known


def held_on(chords: Tensor, known: Tensor) -> Tensor:
    """Chords `[B, ., 64]` of columns that are known `[B, 1, 64]` (1 up to some column, then 0), and in those after them
    the last one: a chord lasts a bar, some twenty columns, so a little ahead of what was heard it is the best guess."""
    last = known + F.pad(known.narrow(2, 1, COLUMNS - 1), (0, 1)).neg()
    return chords + (chords * last).sum(2, keepdim=True) * (1.0 + known.neg())


class Voicing(nn.Module):
    """What a stem would play in a column, on the mean: by the chord, and by what it played where it is recalled from,
    on which chord.

    Column by column, so that it learns in minutes what attention takes hours to find. A bass's latents are mostly its
    pitch: the mean of all that basses play on a root, given nothing but that root, has its pitch in 92 % of columns.
    """

    def __init__(self, width: int, label_dim: int) -> None:
        super().__init__()
        self.read = nn.Conv1d(VOICED + label_dim, width, 1)
        self.mix = nn.Conv1d(width, width, 1)
        self.write = nn.Conv1d(width, LATENT_CHANNELS, 1)

    def forward(self, told: Tensor, label: Tensor) -> Tensor:
        """told `[B, VOICED, t]`, label `[B, S]` -> latents `[B, 64, t]`."""
        stem = label.unsqueeze(2) + 0.0 * told.narrow(1, 0, 1)
        h = F.gelu(self.read(torch.cat([told, stem], 1)), approximate="tanh")
        h = h + F.gelu(self.mix(h), approximate="tanh")
        voiced: Tensor = self.write(h)
        return voiced


class Recall(nn.Module):
    """What columns that are to be made would hold if the music went on as it did some columns ago.

    How much the window resembles itself at every lag tells its beats and bars: a column is put together of those before
    it, each weighed by a softmax over the lag's likeness. No parameters, nothing learnt.
    """

    before: Tensor
    earlier: Tensor
    lag: Tensor
    lags: Tensor
    not_before: Tensor
    sharpness: Tensor

    def __init__(self) -> None:
        super().__init__()
        column = torch.arange(COLUMNS)
        lag, to = column[:, None], column[None]
        # Of a table [64 to, 64 from], the entries that are `lag` apart, for every lag; the first where there is none.
        self.register_buffer("before", (to * COLUMNS + (to - lag)).clamp_min(0).flatten(), persistent=False)
        self.register_buffer("earlier", (to >= lag).float(), persistent=False)
        self.register_buffer("lag", (column[:, None] - column[None]).clamp_min(0).flatten(), persistent=False)
        self.register_buffer("lags", column.float(), persistent=False)
        self.register_buffer("not_before", UNHEARD * torch.ones(COLUMNS, COLUMNS).triu(0), persistent=False)
        self.register_buffer("sharpness", torch.tensor(SHARPNESS)[:, None, None, None], persistent=False)

    def likeness(self, maps: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        """maps `[B, 64, 64]`, there `[B or 1, 1, 64]` (1 up to some column, then 0) -> how alike columns are that are
        0, 1 … 63 apart, added up, and how many such pairs there are, each `[B or 1, 64]`."""
        columns = there.sum(2)  # [B or 1, 1]
        mean = (maps * there).sum(2, keepdim=True) / columns.clamp_min(1.0).unsqueeze(2)
        centred = (maps - mean) * there * LATENT_CHANNELS**-0.5
        by_pair = (centred.transpose(1, 2) @ centred).flatten(1)
        by_lag = by_pair.index_select(1, self.before).unflatten(1, (COLUMNS, COLUMNS)) * self.earlier
        return by_lag.sum(2), (columns + self.lags.neg()).clamp_min(0.0)

    def forward(
        self, source: Tensor, mixture: Tensor, kept: Tensor, known: Tensor, at: Columns, chords: Tensor | None = None
    ) -> tuple[Tensor, Tensor | None]:
        """source and mixture `[B, 64, 64]`, kept `[B or 1, 1, 64]`, known `[B, 1, 64]` -> `[B, RECALLED, t]`; and what
        is recalled of `chords [B, CHORD, 64]`, `[B, CHORD * sharpness, t]`."""
        of_stem, stem_pairs = self.likeness(source, kept)
        of_context, context_pairs = self.likeness(mixture, known)
        alike = (of_stem + of_context) / (stem_pairs + context_pairs + FEW_PAIRS)
        alike = alike / alike[:, :1].clamp_min(1e-3)
        by_pair = alike.index_select(1, self.lag).unflatten(1, (COLUMNS, COLUMNS)) + self.not_before
        there = torch.stack([kept + 0.0 * known, known], 1)  # [B, 2, 1, 64], for every window of the batch
        scores = self.sharpness * at.of(by_pair, 1)[:, None, None] + (1.0 + there.neg()).unsqueeze(1) * UNHEARD
        maps = torch.stack([source, mixture], 1) * there
        weights = scores.softmax(-1).transpose(-1, -2)  # [B, sharpness, 2, 64 from, t]
        recalled = maps.unsqueeze(1) @ weights  # [B, sharpness, 2, 64, t]
        best = alike[:, 1:].amax(1)[:, None, None] + 0.0 * at.of(known, 2)
        told = torch.cat([recalled.flatten(1, 3), best], 1)
        if chords is None:
            return told, None
        return told, (chords.unsqueeze(1) @ weights.narrow(2, 1, 1).squeeze(2)).flatten(1, 2)


@dataclass(frozen=True)
class Past:
    """What the stem has played, `source [B, 1, 64, 64]`, in columns where `keep [B or 1, 1, 1, 64]` is 1."""

    keep: Tensor
    source: Tensor


@dataclass(frozen=True)
class Told:
    """What a network with `past` is told beside the noisy map and the context."""

    features: list[Tensor]
    """`[B, ., t]` each."""
    heard: Tensor | None
    """Of the reader of chords, `[B, CHORD, 64]`."""
    voiced: Tensor | None
    """`[B, 64, t]`."""


@dataclass(frozen=True)
class Columns:
    """Which of the 64 columns are at hand: `count` of them after the first `before`, or all. Those before them are
    remembered, those after them do not count."""

    before: int | None = None
    count: int | None = None

    def of(self, table: Tensor, dim: int) -> Tensor:
        """The columns at hand of one axis of 64."""
        if self.before is None or self.count is None:
            return table
        return table.narrow(dim, self.before, self.count)

    def to_from(self, table: Tensor) -> Tensor:
        """Of the last two axes, (to, from): from those before them and themselves, to those at hand."""
        if self.before is None or self.count is None:
            return table
        return table.narrow(-2, self.before, self.count).narrow(-1, 0, self.before + self.count)


class ColumnBlock(nn.Module):
    """Attention over columns, then a feed-forward network on each: tokens `[B, t, width]` -> the same shape."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.heads = width // HEAD_CHANNELS
        self.offset = nn.Parameter(torch.zeros(MODULATIONS, width))
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)
        # How far apart two columns are, per head, whatever they hold: rhythm is mostly that.
        self.distance_bias = nn.Parameter(torch.zeros(self.heads, 2 * COLUMNS - 1))
        self.up = nn.Linear(width, hidden)
        self.down = nn.Linear(hidden, width)
        for layer in (self.qkv, self.proj, self.up, self.down):
            xavier_(layer)

    def forward(
        self, h: Tensor, modulation: Sequence[Tensor], bias: Tensor, remembered: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """`modulation`: shift, scale and gate twice, `[B or 1, 1 or t, width]` each, scales with the 1 they are added
        to; `bias [1, B or 1, heads, t, columns]` is added to what attention compares; `remembered [2, B, heads, m,
        64]`: keys and values of columns before. Those of the columns at hand are given beside h."""
        shift_a, scale_a, gate_a, shift_f, scale_f, gate_f = modulation
        attended, own = self._attend(modulate(h, shift_a, scale_a), bias, remembered)
        h = h + gate_a * attended
        return h + gate_f * self.down(F.gelu(self.up(modulate(h, shift_f, scale_f)), approximate="tanh")), own

    def _attend(self, x: Tensor, bias: Tensor, remembered: Tensor | None) -> tuple[Tensor, Tensor]:
        """Attention of the columns at hand to themselves and those before, 64 channels a head."""
        parts = self.qkv(x).unflatten(-1, (3, self.heads, HEAD_CHANNELS)).permute(2, 0, 3, 1, 4)
        q, own = parts.split([1, 2])  # [1 and 2, B, heads, t, 64]
        k, v = (own if remembered is None else torch.cat([remembered, own], 3)).split(1)
        # The scale goes on q before the product: the form that TensorRT fuses.
        scores = (q * HEAD_CHANNELS**-0.5) @ k.transpose(-1, -2) + bias
        if scores.dtype == torch.float32:  # casts to what they are already would stay in a traced program
            weights = scores.softmax(dim=-1)
        else:
            weights = scores.float().softmax(dim=-1).to(v.dtype)
        return self.proj((weights @ v).squeeze(0).transpose(1, 2).flatten(2)), own


def modulate(h: Tensor, shift: Tensor, scale: Tensor) -> Tensor:
    """Layer norm without weights of its own, then scaled and shifted by what is being asked for."""
    return F.layer_norm(h, h.shape[-1:], eps=NORM_EPS) * scale + shift


class ColumnTransformer(nn.Module):
    """`F(x [B,1,64,64], c_noise [B], label [B,S], mixture [B,1,64,64]) -> [B,1,64,64]`.

    Axes of the maps are (latent channel, time column). `width` must be a multiple of 64, a head's channels.

    With `past` there are two arguments more, `keep [B or 1, 1, 1, 64]` and `source [B, 1, 64, 64]`: where a column is
    kept (1), x is no noisy map but the stem itself, as source is. What comes out of such a column means nothing.

    `harmony` is the width of the reader of chords, 0 for none; it goes with `past`. `voicing` is that of what is played
    on them, and goes with `harmony`.
    """

    later: Tensor
    distance: Tensor
    one: Tensor

    def __init__(
        self,
        width: int = 256,
        blocks: int = 6,
        hidden: int = 768,
        label_dim: int = 4,
        embedding: int = 128,
        past: bool = False,
        harmony: int = 0,
        voicing: int = 0,
    ) -> None:
        super().__init__()
        if harmony and not past:
            raise ArchitectureError("a reader of chords goes with past: set both or neither")
        if voicing and not harmony:
            raise ArchitectureError("voicing goes with a reader of chords: set `harmony` too")
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
        # With `past`, whether it is kept, and what is recalled; with `harmony`, the chords of both; with `voicing`,
        # what would be played on them.
        told = past * (1 + RECALLED) + (harmony > 0) * TOLD_CHORD + (voicing > 0) * LATENT_CHANNELS
        self.read = nn.Linear(2 * LATENT_CHANNELS + 1 + told, width)
        self.recall = Recall() if past else None
        self.harmony = Harmony(harmony) if harmony else None
        self.voicing = Voicing(voicing, label_dim) if voicing else None
        # In training alone: the chord of every column, heard or not, as the network would name it at last.
        self.name = nn.Linear(width, CHORD) if harmony else None
        self.position = nn.Parameter(0.02 * torch.randn(COLUMNS, width))
        column = torch.arange(COLUMNS)
        self.register_buffer("distance", column[None] - column[:, None] + COLUMNS - 1, persistent=False)
        one = torch.tensor([0.0, 1.0, 0.0, 0.0, 1.0, 0.0])  # what scales are added to
        self.register_buffer("one", one[:, None], persistent=False)
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
        past = None
        if self.takes_past:
            assert keep is not None
            assert source is not None
            past = Past(keep, source)
        return self._evaluate(x, c_noise, label, mixture, past, None)[0]

    def forward_naming(
        self,
        x: Tensor,
        c_noise: Tensor,
        label: Tensor,
        mixture: Tensor,
        keep: Tensor,
        source: Tensor,
        *,
        told: Tensor | None = None,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """For training with `harmony`: also the chords `[B, CHORD, 64]` that the reader and the whole network name.

        `told [B, 1 + CHORD, 64]`: chords (shares of 1) that the network is to take for heard where the first row is 1.
        """
        assert self.name is not None
        made, _, last, heard = self._evaluate(x, c_noise, label, mixture, Past(keep, source), None, told)
        assert heard is not None
        return made, heard, self.name(last).transpose(1, 2)

    def tell(
        self, label: Tensor, mixture: Tensor, keep: Tensor, source: Tensor, told: Tensor | None = None
    ) -> tuple[Tensor, Tensor | None]:
        """For training with `harmony`: the chords read, `[B, CHORD, 64]`, and what would be played on them,
        `[B, 64, 64]`, without the rest of the network. `told` as in `forward_naming`."""
        context = mixture.squeeze(1)
        beside = self._tell(Past(keep, source), context, _known(context), label, Columns(), told)
        assert beside.heard is not None
        return beside.heard, beside.voiced

    def evaluate_columns(
        self,
        x: Tensor,
        c_noise: Tensor,
        label: Tensor,
        mixture: Tensor,
        keep: Tensor,
        source: Tensor,
        remembered: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """The same for t of the 64 columns: x and what comes of it are `[B, 1, 64, t]`. And `fresh [2*blocks, B, heads,
        t, 64]`, keys and values of every block in turn, to be remembered: `remembered` is that of the columns before.

        They must be all that is to be made and heard from there on, or columns that are kept and heard.
        """
        return self._evaluate(x, c_noise, label, mixture, Past(keep, source), remembered)[:2]

    def _evaluate(
        self,
        x: Tensor,
        c_noise: Tensor,
        label: Tensor,
        mixture: Tensor,
        past: Past | None,
        remembered: Tensor | None,
        told: Tensor | None = None,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor | None]:
        """What comes out, keys and values, the last tokens `[B, t, width]`, and the chords as the reader names them."""
        heard = None
        at = Columns() if remembered is None else Columns(remembered.shape[3], x.shape[3])
        context = mixture.squeeze(1)
        known = _known(context)
        features = [x.squeeze(1), at.of(context, 2), at.of(known, 2)]
        emb = self.embed(c_noise, label).unsqueeze(1)
        modulation, last_modulation = self.modulation(emb), self.last_modulation(emb)  # each [B, 1, .]
        bias = at.to_from(self._distance_biases())  # [blocks, 1, heads, t, columns]
        if past is not None:
            kept = past.keep.squeeze(1)  # [B or 1, 1, 64]
            clean = kept * known
            beside = self._tell(past, context, known, label, at, told)
            features += beside.features
            heard = beside.heard
            bias = bias + at.to_from(clean.transpose(1, 2).unsqueeze(1) * self.later)
            modulation = self._of_column(at.of(kept, 2).transpose(1, 2), modulation, c_noise, label)
        h = self.read(torch.cat(features, dim=1).transpose(1, 2)) + at.of(self.position, 0)
        modulations, biases, memories = self._by_block(modulation), bias.split(1), self._memories(remembered)
        fresh = []
        for i, block in enumerate(self.blocks):
            h, own = block(h, modulations[MODULATIONS * i : MODULATIONS * (i + 1)], biases[i], memories[i])
            fresh.append(own)
        shift, scale = last_modulation.chunk(2, dim=-1)
        return self.write(modulate(h, shift, 1 + scale)).transpose(1, 2).unsqueeze(1), torch.cat(fresh), h, heard

    def _tell(
        self, past: Past, context: Tensor, known: Tensor, label: Tensor, at: Columns, told: Tensor | None
    ) -> Told:
        """All that follows from what is there already, whatever the noise level."""
        assert self.recall is not None
        kept, stem = past.keep.squeeze(1), past.source.squeeze(1)  # [B or 1, 1, 64], [B, 64, 64]
        heard = self.harmony(context, known) if self.harmony is not None else None
        chords = chord_shares(heard, known) if heard is not None else None
        if chords is not None and told is not None:
            right, told_chords = told.split([1, CHORD], 1)
            chords = torch.lerp(chords, told_chords * known, right)
        recalled, chords_recalled = self.recall(stem, context, kept, known, at, chords)
        to_make = 1.0 + at.of(kept * known, 2).neg()
        features = [at.of(kept + 0.0 * known, 2), recalled * to_make]  # for every window of the batch
        if chords is None or chords_recalled is None:
            return Told(features, None, None)
        here = at.of(held_on(chords, known), 2)
        features += [here, chords_recalled * to_make]
        if self.voicing is None:
            return Told(features, heard, None)
        mean = (kept * stem).sum(2, keepdim=True) / kept.sum(2, keepdim=True).clamp_min(1.0)
        likeliest = recalled.narrow(1, 2 * LATENT_CHANNELS * (len(SHARPNESS) - 1), LATENT_CHANNELS)
        its_chord = chords_recalled.narrow(1, CHORD * (len(SHARPNESS) - 1), CHORD)
        of_context = [at.of(context, 2), at.of(known, 2)]
        voiced = self.voicing(torch.cat([*of_context, here, its_chord, likeliest, mean + 0.0 * likeliest], 1), label)
        return Told([*features, voiced * to_make], heard, voiced)

    def _distance_biases(self) -> Tensor:
        """`[blocks, 1, heads, 64 to, 64 from]`: a constant once trained."""
        biases: list[Tensor] = [_column_block(block).distance_bias for block in self.blocks]
        return torch.stack(biases)[:, :, self.distance].unsqueeze(1)

    def _of_column(self, kept: Tensor, noisy: Tensor, c_noise: Tensor, label: Tensor) -> Tensor:
        """Modulation `[B, t, .]`: a kept column's is that of clean ones, `kept [B or 1, t, 1]`."""
        clean = self.modulation(self.embed(c_noise * 0.0 + CLEAN_C_NOISE, label).unsqueeze(1))
        return kept * clean + (1.0 + kept.neg()) * noisy

    def _by_block(self, modulation: Tensor) -> tuple[Tensor, ...]:
        """What all blocks share, `[B, 1 or t, 6*width]`, with each one's offsets: six `[B, 1 or t, width]` a block."""
        offsets = torch.stack([_column_block(block).offset for block in self.blocks]) + self.one  # [blocks, 6, width]
        each = torch.cat([modulation] * len(self.blocks), 2) + offsets.flatten()
        return each.split(self.position.shape[1], dim=2)

    def _memories(self, remembered: Tensor | None) -> Sequence[Tensor | None]:
        """`[2, B, heads, m, 64]` a block."""
        return [None] * len(self.blocks) if remembered is None else remembered.split(2)


def _known(context: Tensor) -> Tensor:
    """1 where a column of the context `[B, 64, 64]` has been heard: `[B, 1, 64]`."""
    return context.abs().amax(dim=1, keepdim=True).sign()


def _column_block(module: nn.Module) -> ColumnBlock:
    assert isinstance(module, ColumnBlock)
    return module


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
        "harmony": shape("harmony.name.weight")[1] if "harmony.name.weight" in tensors else 0,
        "voicing": shape("voicing.write.weight")[1] if "voicing.write.weight" in tensors else 0,
    }
