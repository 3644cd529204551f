"""Which network or codec a set of tensors belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeGuard

from torch import Tensor, nn

from rtap.export.networks.codec import Codec
from rtap.export.networks.column_transformer import ColumnTransformer, is_column_transformer
from rtap.export.networks.music2latent import Music2Latent
from rtap.export.networks.unet import ArchitectureError, SongUNet

AccompanimentNetwork = SongUNet | ColumnTransformer
"""`F(x [B,1,64,64], c_noise [B], label [B,S], mixture [B,1,64,64]) -> [B,1,64,64]`."""

NETWORKS = {"unet": SongUNet, "column_transformer": ColumnTransformer}


def takes_past(network: nn.Module) -> bool:
    """Whether a network has one argument more, `keep`, and is given kept columns without noise."""
    return isinstance(network, ColumnTransformer) and network.takes_past


def names_chords(network: nn.Module) -> TypeGuard[ColumnTransformer]:
    """Whether a network reads the context's chords, and wants to be told in training which they are."""
    return isinstance(network, ColumnTransformer) and network.harmony is not None


def network_from_tensors(tensors: Mapping[str, Tensor]) -> AccompanimentNetwork:
    """The accompaniment network, weights loaded, whose tensors these are (ArchitectureError if no known one's)."""
    kind = ColumnTransformer if is_column_transformer(tensors) else SongUNet
    return kind.from_state_dict(tensors)


def codec_from_tensors(tensors: Mapping[str, Tensor], metadata: Mapping[str, str] | None = None) -> Codec:
    """The codec, weights loaded, whose tensors these are. `metadata` is what the file says about itself.

    Raises ArchitectureError where tensor names are no known codec's, or metadata and names disagree.
    """
    kind = codec_kind(tensors)
    stated = (metadata or {}).get("kind", kind)
    if stated != kind:
        raise ArchitectureError(f"the file says it is a {stated!r} and its tensors are those of a {kind!r}")
    if kind == "music2latent":
        return Music2Latent.from_state_dict(tensors)
    # Imported here: the codec of the demo bundle is needed by nobody who exports Music2Latent.
    from rtap.export.networks.if_codec import IFCodec

    try:
        codec = IFCodec.from_state_dict(tensors)
    except (KeyError, RuntimeError) as error:  # a name that is missing, a shape that does not load
        raise ArchitectureError(str(error.args[0]).replace("\n", " ")) from None
    codec.eval().requires_grad_(False)
    return codec


def codec_kind(tensors: Mapping[str, Tensor]) -> str:
    """`music2latent` or `if_codec`, by tensor names (ArchitectureError if neither)."""
    if "encoder.gain.scale" in tensors and "emb_proj.0.weight" in tensors:
        return "music2latent"
    if any(name.startswith("if_encoder.") for name in tensors):
        return "if_codec"
    raise ArchitectureError("no known codec has these tensor names (expected Music2Latent's or the demo codec's)")
