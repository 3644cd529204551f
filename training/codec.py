"""Training of the codecs: the small one that ships, and the Music2Latent architecture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from rtap.export.networks.if_codec import FRAMES_PER_COLUMN, HOP_SAMPLES, LATENT_CHANNELS, Analysis, IFCodec
from rtap.training.band.song import STEMS
from rtap.training.band.store import StoredSong
from rtap.training.loop import Draw
from rtap.training.losses import AdvanceLoss, LowLoss, MultiResolutionLoss

COLUMN_SAMPLES = FRAMES_PER_COLUMN * HOP_SAMPLES
TAIL_SAMPLES = 3 * HOP_SAMPLES
"""What a block of columns needs beyond its own samples: frames of 2048 every 512 reach 1536 further."""


@dataclass(frozen=True)
class Chunks:
    """Short pieces of audio drawn from a store: mostly single stems, else random sums, at random gain."""

    songs: list[StoredSong]
    columns: int
    stem_weights: tuple[float, ...] = (1.0,) * len(STEMS)
    """How often each stem is drawn, relative to the others, all above 0: the bass is what a small codec learns last."""
    single_share: float = 0.65
    gain_db: tuple[float, float] = (-6.0, 4.0)

    def draw(self, rng: np.random.Generator, batch: int) -> np.ndarray:
        """float32 `[batch, 4096*columns + 1536]`."""
        return np.stack([self.draw_one(rng) for _ in range(batch)])

    def draw_one(self, rng: np.random.Generator) -> np.ndarray:
        samples = self.columns * COLUMN_SAMPLES + TAIL_SAMPLES
        for _ in range(20):
            song = self.songs[rng.integers(len(self.songs))]
            stems = song.audio(int(rng.integers(max(1, song.samples - samples))), samples)
            chosen = 1 if rng.random() < self.single_share else rng.integers(2, len(STEMS) + 1)
            share = np.asarray(self.stem_weights) / sum(self.stem_weights)
            audio = stems[rng.choice(len(STEMS), chosen, replace=False, p=share)].sum(0)
            # A silent piece teaches nothing; draw another.
            if np.square(audio).mean() > 1e-8:
                break
        return audio * np.float32(10 ** (rng.uniform(*self.gain_db) / 20))


class IFCodecTask(nn.Module):
    """Loss of the instantaneous-frequency codec: what is heard, what turns, and a latent that stays off its bounds."""

    def __init__(
        self, chunks: Chunks, batch: int, phase_bins: int, latent_noise: float = 0.04, penalty: float = 0.1
    ) -> None:
        super().__init__()
        self.chunks, self.batch = chunks, batch
        self.latent_noise, self.penalty = latent_noise, penalty
        self.analysis = Analysis()
        self.multi_resolution = MultiResolutionLoss()
        self.low = LowLoss()
        self.advance = AdvanceLoss(phase_bins)

    def data(self, rng: np.random.Generator) -> np.ndarray:
        return self.chunks.draw(rng, self.batch)

    def loss(
        self, network: nn.Module, average: nn.Module, data: np.ndarray, draw: Draw
    ) -> tuple[Tensor, dict[str, Tensor]]:
        assert isinstance(network, IFCodec)
        device = draw.generator.device
        audio = torch.from_numpy(data).to(device)
        with torch.no_grad():
            real, imag = self.analysis(audio)
        unbounded = network.encoder.before_tanh(real, imag)
        latent = torch.tanh(unbounded)
        noisy = latent + self.latent_noise * draw.normal(*latent.shape)
        magnitude, cos, sin, gain = network.decoder.frames(noisy)
        noise = draw.normal(self.batch, 2, real.shape[2], real.shape[1])
        # Losses are taken in float32: logarithms and sums over many bins need it.
        with torch.autocast(device.type, enabled=False):
            magnitude, cos, sin, gain = (x.float() for x in (magnitude, cos, sin, gain))
            made = network.decoder.synthesis(*network.decoder.spectrum(magnitude, cos, sin, gain, noise))
            inside = slice(TAIL_SAMPLES, -TAIL_SAMPLES)
            spectral, mel = self.multi_resolution(made[:, inside], audio[:, inside])
            low = self.low(made[:, inside], audio[:, inside])
            advance, low_advance = self.advance(cos, sin, real, imag)
            size = unbounded.float().square().mean()
        total = spectral + low + advance + self.penalty * size
        parts = {"log_mel": mel, "low": low, "advance_low": low_advance, "latent_std": latent.detach().float().std()}
        return total, parts


@torch.no_grad()
def bake_statistics(codec: IFCodec, chunks: Chunks, seed: int, batches: int = 16, batch: int = 16) -> None:
    """Measure each latent channel's mean and std, and put them in both halves: latents then have unit variance."""
    rng = np.random.default_rng(seed)
    latents = []
    for _ in range(batches):
        audio = torch.from_numpy(chunks.draw(rng, batch))
        latents.append(
            torch.tanh(codec.encoder.before_tanh(*codec.encoder.analysis(audio))).reshape(-1, LATENT_CHANNELS)
        )
    every = torch.cat(latents)
    for half in (codec.encoder, codec.decoder):
        half.latent_mean.copy_(every.mean(0))
        half.latent_std.copy_(every.std(0).clamp(min=1e-3))
