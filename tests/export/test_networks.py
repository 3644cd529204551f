"""The definitions equal the published programs: every reference vector, and the music2latent package at full width."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from rtap.export.checkpoints import randomise, read_codec
from rtap.export.networks.codec import Codec
from rtap.export.networks.music2latent import Music2Latent, Music2LatentNetwork
from rtap.export.networks.registry import codec_from_tensors
from rtap.export.networks.stft import Analysis, Synthesis, compress, decompress
from rtap.export.networks.unet import ArchitectureError, SongUNet

VECTORS = Path(__file__).resolve().parents[1] / "vectors"


def relative_error(got: torch.Tensor, expected: torch.Tensor) -> float:
    assert got.shape == expected.shape
    return ((got - expected).abs().max() / expected.abs().max()).item()


@pytest.fixture(scope="module")
def codec() -> Codec:
    return read_codec(VECTORS / "codec.safetensors").codec


def unet_tensors() -> dict[str, torch.Tensor]:
    return {k.removeprefix("model.unet."): v for k, v in load_file(VECTORS / "unet.safetensors").items()}


def test_unet_equals_the_published_network(vectors, vector_model):
    v = vectors("unet_forward")
    assert relative_error(vector_model.network(v["x"], v["noise_label"], v["class_label"], v["mixture"]), v["y"]) < 1e-5


@pytest.mark.parametrize("sigma", [80.0, 11.0, 1.0, 0.05])
def test_preconditioned_unet_equals_the_consistency_function(vectors, vector_model, sigma):
    v = vectors("consistency_function")
    sigma_min = 1e-4
    x = v["x_unit"] * sigma
    c_skip = 1 / ((sigma - sigma_min) ** 2 + 1)
    c_out = (sigma - sigma_min) / math.sqrt(sigma**2 + 1)
    c_noise = torch.full((x.shape[0],), math.log(sigma) / 4)
    f = vector_model.network(x / math.sqrt(sigma**2 + 1), c_noise, v["class_label"], v["mixture"])
    assert relative_error(c_skip * x + c_out * f, v[f"denoised_sigma_{sigma}"]) < 1e-5


def test_packed_attention_computes_the_same(vectors, vector_model):
    v = vectors("unet_forward")
    packed = SongUNet.from_state_dict(vector_model.network.state_dict())
    packed.pack_for_inference()
    packed.pack_for_inference()  # the second time changes nothing
    assert relative_error(packed(v["x"], v["noise_label"], v["class_label"], v["mixture"]), v["y"]) < 1e-5


def test_widths_are_read_off_the_tensors(vector_model):
    attention = {
        name for name, module in vector_model.network.named_modules() if getattr(module, "qkv", None) is not None
    }
    assert vector_model.network.model_channels == 16
    assert attention == {
        *(f"enc.{n}x{n}_block0" for n in (32, 16, 8)),
        *(f"dec.{n}x{n}_block1" for n in (32, 16, 8)),
        "dec.8x8_in0",
    }


def test_a_unet_made_for_training_loads_from_its_own_state_dict():
    trained = SongUNet(32, (1, 2), 2, attention_resolutions=(32,), label_dim=3)
    again = SongUNet.from_state_dict(trained.state_dict())
    x, mixture = torch.randn(2, 2, 1, 64, 64)
    inputs = (x, torch.tensor([0.1, -1.0]), torch.eye(3)[:2], mixture)
    assert torch.equal(again(*inputs), trained.eval()(*inputs))


def test_full_size_networks_have_the_published_tensors():
    layout = json.loads((VECTORS / "checkpoint_layout.json").read_text())
    with torch.device("meta"):
        unet, codec = SongUNet(), Music2LatentNetwork()
    assert {k: list(v.shape) for k, v in unet.state_dict().items()} == layout["unet"]
    assert {k: list(v.shape) for k, v in codec.state_dict().items()} == layout["music2latent gen_state_dict"]


def test_spectra_equal_the_published_ones(vectors, codec):
    v = vectors("codec")
    audio = v["audio"][:, : 64 * 4096 + 1536]
    assert relative_error(compress(codec.encoder.analysis(audio))[..., :16], v["representation_head"]) < 1e-5


def test_encoder_equals_the_published_one(vectors, codec):
    v = vectors("codec")
    assert relative_error(codec.encoder(v["audio"][:, : 64 * 4096 + 1536]), v["latent"]) < 1e-4


def test_decoder_equals_the_published_one(vectors, codec):
    v = vectors("codec")
    assert relative_error(codec.decoder(v["decode_latent"], v["noise"]), v["audio_out"]) < 1e-4


def test_synthesis_inverts_analysis_where_frames_overlap():
    # A band-limited signal: the Nyquist bin is dropped by definition.
    t = torch.arange(3 * 4096 + 1536) / 44100
    audio = torch.stack([torch.sin(2 * math.pi * 440 * t), 0.3 * torch.sin(2 * math.pi * 9000 * t)])
    again = Synthesis()(decompress(compress(Analysis()(audio))))
    assert (again - audio)[:, 1536:-1536].abs().max() < 1e-4


def test_silence_compresses_to_exact_zero():
    assert not compress(Analysis()(torch.zeros(1, 4096 + 1536))).any()
    assert not decompress(torch.zeros(1, 2, 1024, 8)).any()


def test_music2latent_equals_the_package_at_full_width():
    """Their networks with random weights everywhere (theirs start at zero in places), on two columns of audio."""
    models = pytest.importorskip("music2latent.models")
    audio_functions = pytest.importorskip("music2latent.audio")
    theirs = models.UNet().eval().requires_grad_(False)
    randomise(theirs, 5)
    ours = Music2Latent.from_state_dict(theirs.state_dict())
    generator = torch.Generator().manual_seed(0)
    audio = 0.1 * torch.randn(1, 2 * 4096 + 1536, generator=generator)
    noise = torch.randn(1, 2, 1024, 16, generator=generator)

    bounded = theirs.encoder(audio_functions.to_representation_encoder(audio))
    latent = ours.encoder(audio)
    assert relative_error(latent, bounded / 0.06) < 1e-4
    decoded = audio_functions.to_waveform(theirs(latent * 0.06, noise * 80.0, 80.0))
    assert relative_error(ours.decoder(latent, noise), decoded) < 1e-3


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.pop("dec.64x64_aux_conv.weight"), "no tensor 'dec.64x64_aux_conv.weight'"),
        (lambda t: t.pop("enc.8x8_block0.norm1.bias"), "'enc.8x8_block0.norm1.bias'.* is missing"),
        (lambda t: t.update({"enc.8x8_block0.norm1.bias": torch.zeros(7)}), r"has shape \(7,\)"),
        (lambda t: t.update({"surplus": torch.zeros(1)}), "1 tensors it should not, the first 'surplus'"),
        (lambda t: t.clear(), "not a SongUNet"),
    ],
)
def test_tensors_that_do_not_fit_are_named(change, message):
    tensors = unet_tensors()
    change(tensors)
    with pytest.raises(ArchitectureError, match=message):
        SongUNet.from_state_dict(tensors)


def test_a_codec_of_no_known_kind_is_refused():
    with pytest.raises(ArchitectureError, match="no known codec"):
        codec_from_tensors({"weight": torch.zeros(1)})


def test_a_codec_that_claims_another_kind_is_refused():
    with pytest.raises(ArchitectureError, match="says it is a 'if_codec'"):
        codec_from_tensors(load_file(VECTORS / "codec.safetensors"), {"kind": "if_codec"})
