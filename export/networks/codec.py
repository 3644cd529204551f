"""What every codec looks like to the exporter, whatever is inside it.

Two codecs stand behind this: Music2Latent (`music2latent.py`) and the small instantaneous-frequency codec that ships
with the demo bundle (`if_codec.py`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Literal, Protocol

from torch import Tensor, nn

from rtap.runtime.bundle import ColumnFeatures

Join = Literal["linear", "equal_power"]


class CodecEncoder(Protocol):
    def __call__(self, audio: Tensor) -> Tensor:
        """audio `[B, 4096*c + 1536]` at 44.1 kHz, in -1…1 -> latent `[B, 64, c]`, of about unit variance."""
        ...


class FeatureEncoder(nn.Module, ABC):
    """An encoder in two parts: one that looks at a column and its neighbours, and one that looks further."""

    @property
    @abstractmethod
    def feature_spec(self) -> ColumnFeatures: ...

    @abstractmethod
    def column_features(self, audio: Tensor) -> Tensor:
        """audio `[B, 4096*c + 1536]` -> features `[B, c, width]`."""

    @abstractmethod
    def latents(self, features: Tensor) -> Tensor:
        """features `[B, c, width]` -> latent `[B, 64, c]`."""

    def forward(self, audio: Tensor) -> Tensor:
        return self.latents(self.column_features(audio))


class PartEncoder(nn.Module):
    """A window's latents from the audio of a part of it and remembered features (see `bundle.ColumnFeatures`)."""

    def __init__(self, encoder: FeatureEncoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, audio: Tensor, place: Tensor, remembered: Tensor) -> tuple[Tensor, Tensor]:
        """`[B, 4096*c + 1536]`, `[64, c]`, `[1, 64, width]` -> latent `[B, 64, 64]`, features `[B, c, width]`."""
        features = self.encoder.column_features(audio)
        return self.encoder.latents(place @ features + remembered), features


class CodecDecoder(Protocol):
    def __call__(self, latent: Tensor, noise: Tensor | None = None) -> Tensor:
        """latent `[B, 64, n]`, noise `[B, 2, 1024, 8*n]` (unit Gaussian) -> audio `[B, 4096*n + 1536]`.

        A codec that draws no noise takes the latent alone. The first 1536 samples lack overlap and are not used.
        """
        ...


class Codec(Protocol):
    """A pair of networks with the facts the manifest must carry about them."""

    kind: str
    """`music2latent` or `if_codec`; written into the manifest."""

    @property
    def encoder(self) -> nn.Module:
        """Where it is a `FeatureEncoder`, it is exported so that it takes parts of a window too."""
        ...

    @property
    def decoder(self) -> nn.Module: ...

    draws_noise: bool
    join: Join
    """How decoded blocks want to be crossfaded: `equal_power` where phase restarts in every block."""
