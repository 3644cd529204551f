"""What every codec looks like to the exporter, whatever is inside it.

Two codecs stand behind this: Music2Latent (`music2latent.py`) and the small instantaneous-frequency codec that ships
with the demo bundle (`if_codec.py`).
"""

from __future__ import annotations

from typing import Literal, Protocol

from torch import Tensor, nn

Join = Literal["linear", "equal_power"]


class CodecEncoder(Protocol):
    def __call__(self, audio: Tensor) -> Tensor:
        """audio `[B, 4096*c + 1536]` at 44.1 kHz, in -1…1 -> latent `[B, 64, c]`, of about unit variance."""
        ...


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
    def encoder(self) -> nn.Module: ...
    @property
    def decoder(self) -> nn.Module: ...

    draws_noise: bool

    @property
    def reach_columns(self) -> int | None:
        """How many columns either side of its own audio `[4096*i, 4096*i + 5632)` latent column i depends on; None
        where that is the whole window, which the encoder is then exported for alone."""
        ...

    join: Join
    """How decoded blocks want to be crossfaded: `equal_power` where phase restarts in every block."""
