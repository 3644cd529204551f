"""Training of the accompaniment model: EDM (Karras et al. 2022) on latents, given the context's latent and a stem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from rtap.export.networks.column_transformer import PITCH_CLASSES
from rtap.export.networks.registry import names_chords, takes_past
from rtap.training.band.song import DRUMS, STEMS
from rtap.training.latents import COLUMNS, LatentStore
from rtap.training.loop import Draw


@dataclass(frozen=True)
class Batch:
    target: Tensor
    """`[B, 1, 64, 64]`."""
    mixture: Tensor
    """The context's latent, `[B, 1, 64, 64]`."""
    label: Tensor
    """One-hot stem, `[B, 4]`."""
    keep: Tensor
    """Columns that have been played, `[B, 1, 1, 64]`: no loss is taken there. All zero for a network without `past`."""
    past: Tensor
    """What a network with `past` is given of the stem in kept columns, `[B, 1, 64, 64]`."""
    root: Tensor
    """The chord's root in each column, a pitch class, `[B, 64]`; -1 where nobody wrote it down."""
    tones: Tensor
    """1 for each pitch class of the chord, `[B, 12, 64]`."""

    def to(self, device: torch.device) -> Batch:
        return Batch(*(getattr(self, field.name).to(device) for field in fields(self)))

    def mean_of_new(self, square: Tensor) -> Tensor:
        """`[B, 1, 64, 64]` -> `[B]`: the mean over columns that are not kept."""
        new = 1 - self.keep
        return (square * new).sum((1, 2, 3)) / (new.sum((1, 2, 3)) * square.shape[2])


PAST_NOISE_MAX = 0.3
"""Standard deviations of noise on the past, drawn evenly up to here: live, the past is the network's own work, not the
true stem."""


LONG_SHARE = 0.6
"""Of windows all of which has been heard, those of which much is to be made."""


def draw_new_columns(rng: np.random.Generator, unheard: int) -> int:
    """How many columns at a window's end are to be made, where the context lacks the last `unheard`: the step's.

    Played ahead, some of those it has not heard are there already. Steps are eighths and quarters most of the time;
    of what has all been heard often more, for every column to be made teaches what a chord sounds like.
    """
    if unheard == 0 and rng.random() < LONG_SHARE:
        return int(rng.integers(COLUMNS // 8, COLUMNS))
    most = unheard or COLUMNS // 2
    usual = [columns for columns in (8, 16) if columns <= most]
    if usual and rng.random() < 0.75:
        return int(rng.choice(usual))
    return int(rng.integers(1, most + 1))


STRANGER_SHARE = 0.1
"""Performances whose past is another song's: live, its own past may have gone wrong, and it must hear that."""
SHIFTED_SHARE = 0.3
"""Performances (not of drums) whose past is the stem's own at another time: its sound is to be taken from there, its
pitch from the chord. Live, the past's own pitch has often gone wrong, and a network that trusts it never finds back."""
COLD_SHARE = 0.15
"""Performances that have just begun: live, the first windows have nothing of the stem behind them, and it must play."""


def draw_silent_columns(rng: np.random.Generator, kept: int) -> int:
    """Of how many kept columns the stem was not there yet: mostly of none, else of all or of some."""
    if rng.random() >= COLD_SHARE:
        return 0
    return kept if rng.random() < 0.6 else int(rng.integers(kept + 1))


def shift_columns(rng: np.random.Generator, kept: np.ndarray, shifted: np.ndarray) -> Tensor:
    """Which column stands at each of 64, `[B, 64]`: its own, or, where `shifted [B]`, the first `kept [B]` in a circle
    turned by any number of them. What comes after those is never among them."""
    column = np.arange(COLUMNS)
    turn = np.where(shifted, (rng.random(len(kept)) * kept).astype(np.int64), 0)
    turned = (column - turn[:, None]) % np.maximum(kept, 1)[:, None]
    return torch.from_numpy(np.where(column < kept[:, None], turned, column))


NAMING_WEIGHT = 0.1
"""Of the two cross-entropies of chords beside the denoising loss: they teach features, and are soon small."""


@dataclass(frozen=True)
class LatentBatches:
    """Random windows and stems of a latent store; with the latent of silence `[64]`, steps of a performance and not
    whole windows."""

    store: LatentStore
    stem_weights: Sequence[float] = (1.0, 1.0, 1.0, 1.0)
    silence: Tensor | None = None

    def draw(self, rng: np.random.Generator, batch: int) -> Batch:
        weights = np.asarray(self.stem_weights, np.float64)
        window = torch.from_numpy(rng.integers(len(self.store), size=batch))
        stem = torch.from_numpy(rng.choice(len(STEMS), batch, p=weights / weights.sum()))
        target = self.store.targets[window, stem][:, None].float()
        keep = torch.zeros(batch, 1, 1, COLUMNS)
        past = torch.zeros_like(target)
        if self.silence is not None:
            unheard = self.store.unheard[window, stem].tolist()
            kept = COLUMNS - np.array([draw_new_columns(rng, columns) for columns in unheard])
            column = torch.arange(COLUMNS)
            keep[:, 0, 0] = (column < torch.from_numpy(kept)[:, None]).float()
            amount = rng.uniform(0, PAST_NOISE_MAX, (batch, 1, 1, 1)).astype(np.float32)
            other = torch.from_numpy(rng.integers(len(self.store), size=batch))
            strange = torch.from_numpy(rng.random((batch, 1, 1, 1)) < STRANGER_SHARE)
            shifted = (rng.random(batch) < SHIFTED_SHARE) & (stem.numpy() != DRUMS)
            own = target.gather(3, shift_columns(rng, kept, shifted)[:, None, None].expand_as(target))
            past = torch.where(strange, self.store.targets[other, stem][:, None].float(), own)
            past = past + torch.from_numpy(amount * rng.standard_normal(target.shape, np.float32))
            silent = column < torch.tensor([draw_silent_columns(rng, columns) for columns in kept])[:, None]
            past = torch.where(silent[:, None, None], self.silence[:, None], past)
        return Batch(
            target=target,
            mixture=self.store.contexts[window, stem][:, None].float(),
            label=F.one_hot(stem, len(STEMS)).float(),
            keep=keep,
            past=past,
            root=self.store.roots[window].long(),
            tones=self.store.tones[window].float(),
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
    return network(*network_inputs(network, x, sigma, batch)).float()


def network_inputs(network: nn.Module, x: Tensor, sigma: Tensor, batch: Batch) -> tuple[Tensor, ...]:
    scaled = x * column_of((sigma**2 + 1).rsqrt())
    if takes_past(network):
        given = batch.keep * batch.past + (1 - batch.keep) * scaled
        return given, sigma.log() / 4, batch.label, batch.mixture, batch.keep, batch.past
    return scaled, sigma.log() / 4, batch.label, batch.mixture


TOLD_SHARE = 0.6
"""Windows whose heard chords are the song's own and not the reader's. While the reader still errs, what it says is
worth little, and a network that learns beside it learns not to listen."""


def told_chords(batch: Batch, told: Tensor) -> Tensor:
    """`[B, 1 + CHORD, 64]`: 1 where a chord is told, then the chord. `told [B]`: which windows, as far as they are
    written down."""
    written = (told[:, None] & (batch.root >= 0)).float()
    root = F.one_hot(batch.root.clamp_min(0), PITCH_CLASSES).transpose(1, 2)
    return torch.cat([written[:, None], root, batch.tones], 1)


def chord_loss(named: Tensor, batch: Batch) -> Tensor:
    """How far chords named `[B, CHORD, 64]` are from the song's: cross-entropy of root and tones, over columns whose
    chord is known."""
    known = (batch.root >= 0).float()
    root, tones = named.float().split(PITCH_CLASSES, 1)
    of_root = F.cross_entropy(root, batch.root.clamp_min(0), reduction="none")
    of_tones = F.binary_cross_entropy_with_logits(tones, batch.tones, reduction="none").mean(1)
    return ((of_root + of_tones) * known).sum() / known.sum().clamp_min(1.0)


def denoise(network: nn.Module, x: Tensor, sigma: Tensor, batch: Batch) -> Tensor:
    """D(x, σ) = c_skip·x + c_out·F, with c_skip = 1/(σ²+1), c_out = σ/sqrt(σ²+1)."""
    s = column_of(sigma)
    return x / (s**2 + 1) + s * (s**2 + 1).rsqrt() * evaluate_network(network, x, sigma, batch)


class TellingTask:
    """What a network is told of chords, taught by itself: its reader names the song's, and `Voicing` says what is
    played on them, on the mean. It costs a fifth of the whole network's step, which then begins with both at hand."""

    def __init__(self, batches: LatentBatches, batch: int) -> None:
        self.batches, self.batch = batches, batch

    def data(self, rng: np.random.Generator) -> Batch:
        return self.batches.draw(rng, self.batch)

    def loss(self, network: nn.Module, average: nn.Module, data: Batch, draw: Draw) -> tuple[Tensor, dict[str, Tensor]]:
        if not names_chords(network):
            raise ValueError("this network is told no chords: give it `harmony`, or leave the stage out")
        batch = data.to(draw.generator.device)
        told = told_chords(batch, draw.uniform(self.batch) < TOLD_SHARE)
        heard, voiced = network.tell(batch.label, batch.mixture, batch.keep, batch.past, told)
        parts = {"chord_heard": chord_loss(heard, batch)}
        if voiced is not None:
            parts["voiced"] = batch.mean_of_new((voiced.float()[:, None] - batch.target).square()).mean()
        return torch.stack(list(parts.values())).sum(), {name: part.detach() for name, part in parts.items()}


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
        parts: dict[str, Tensor] = {}
        naming = torch.zeros((), device=sigma.device)
        if names_chords(network):
            told = told_chords(batch, draw.uniform(self.batch) < TOLD_SHARE)
            made, heard, named = network.forward_naming(*network_inputs(network, noisy, sigma, batch), told=told)
            parts = {"chord_heard": chord_loss(heard, batch), "chord_named": chord_loss(named, batch)}
            naming = NAMING_WEIGHT * (parts["chord_heard"] + parts["chord_named"])
        else:
            made = evaluate_network(network, noisy, sigma, batch)
        error = batch.mean_of_new((made.float() - wanted).square())
        high = sigma > 1
        parts["loss_above_1"] = error[high].sum() / high.sum().clamp(min=1)
        return error.mean() + naming, {name: part.detach() for name, part in parts.items()}
