from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from torch import Tensor

from rtap.export.networks.if_codec import Analysis, IFCodec, IFDecoder, IFEncoder, Synthesis
from rtap.training.band.store import StoredSong
from rtap.training.codec import Chunks, IFCodecTask, bake_statistics
from rtap.training.loop import Draw
from rtap.training.losses import AdvanceLoss, MultiResolutionLoss, mel_filters


def tiny_codec(seed: int = 0) -> IFCodec:
    torch.manual_seed(seed)
    return IFCodec(
        IFEncoder(16, 24, frame_blocks=1, column_blocks=2, phase_bins=32),
        IFDecoder(24, 16, frame_blocks=2, column_blocks=1, phase_bins=64),
    ).eval()


def test_analysis_equals_the_fourier_transform() -> None:
    audio = torch.randn(2, 3 * 4096 + 1536)
    real, imag = Analysis()(audio)
    expected = torch.stft(audio, 2048, 512, window=torch.hann_window(2048), center=False, return_complex=True)
    assert (torch.complex(real, imag) - expected[:, :1024].transpose(1, 2)).abs().max() < 1e-3


def test_synthesis_inverts_analysis_where_frames_overlap() -> None:
    t = torch.arange(3 * 4096 + 1536) / 44100
    audio = torch.stack([torch.sin(2 * torch.pi * 440 * t), torch.sin(2 * torch.pi * 97 * t)])
    made = Synthesis()(*Analysis()(audio))
    assert made.shape == audio.shape
    assert (made - audio)[:, 1536:-1536].abs().max() < 1e-4


@pytest.mark.parametrize("columns", [1, 9, 64])
def test_shapes_follow_the_contract(columns: int) -> None:
    codec = tiny_codec()
    with torch.no_grad():
        latent = codec.encoder(torch.randn(2, 4096 * columns + 1536))
        audio = codec.decoder(latent, torch.randn(2, 2, 1024, 8 * columns))
    assert latent.shape == (2, 64, columns)
    assert audio.shape == (2, 4096 * columns + 1536)


def test_latents_are_blind_to_phase() -> None:
    codec = tiny_codec()
    real, imag = Analysis()(0.1 * torch.randn(1, 4 * 4096 + 1536))
    turn = 0.7
    turned_real = math.cos(turn) * real - math.sin(turn) * imag
    turned_imag = math.sin(turn) * real + math.cos(turn) * imag
    with torch.no_grad():
        expected = codec.encoder.before_tanh(real, imag)
        assert torch.allclose(codec.encoder.before_tanh(turned_real, turned_imag), expected, atol=1e-4)


def test_widths_are_read_off_the_tensors() -> None:
    codec = tiny_codec()
    tensors = {name: tensor.half() for name, tensor in codec.state_dict().items()}
    assert all(name.startswith(("if_encoder.", "if_decoder.")) for name in tensors)
    again = IFCodec.from_state_dict(tensors)
    audio = torch.randn(1, 2 * 4096 + 1536)
    assert torch.allclose(again.encoder(audio), codec.encoder(audio), atol=1e-2)
    with pytest.raises(KeyError, match="not those of an IF codec"):
        IFCodec.from_state_dict({"conv.weight": torch.zeros(1)})


def run_onnx(module: torch.nn.Module, path: Path, example: tuple[Tensor, ...], shapes: tuple, inputs: tuple) -> Tensor:
    torch.onnx.export(module, example, path, dynamo=True, dynamic_shapes=shapes, verbose=False)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    feeds = {spec.name: x.numpy() for spec, x in zip(session.get_inputs(), inputs, strict=True)}
    return torch.from_numpy(session.run(None, feeds)[0])


def test_the_encoder_exports_and_survives_silence(tmp_path: Path) -> None:
    encoder = tiny_codec().encoder
    audio = 0.1 * torch.randn(3, 4 * 4096 + 1536)
    audio[1] = 0
    audio[2, 6000:] = 0
    batch = torch.export.Dim("B", min=1, max=8)
    made = run_onnx(encoder, tmp_path / "encoder.onnx", (audio[:2],), ({0: batch},), (audio,))
    with torch.no_grad():
        assert (made - encoder(audio)).abs().max() < 1e-4


def test_the_decoder_exports_for_any_number_of_columns(tmp_path: Path) -> None:
    decoder = tiny_codec().decoder
    batch, columns = torch.export.Dim("B", min=1, max=8), torch.export.Dim("n", min=1, max=64)
    example = (torch.randn(2, 64, 9), torch.randn(2, 2, 1024, 72))
    inputs = (torch.randn(1, 64, 5), torch.randn(1, 2, 1024, 40))
    shapes = ({0: batch, 2: columns}, {0: batch, 3: 8 * columns})
    made = run_onnx(decoder, tmp_path / "decoder.onnx", example, shapes, inputs)
    with torch.no_grad():
        expected = decoder(*inputs)
    assert (made - expected).abs().max() < 1e-3 * expected.abs().max()


def test_baked_statistics_give_latents_of_unit_variance(songs: list[StoredSong]) -> None:
    codec = tiny_codec()
    chunks = Chunks(songs, 4)
    before = codec.encoder(torch.from_numpy(chunks.draw(np.random.default_rng(5), 8)))
    bake_statistics(codec, chunks, seed=0, batches=8)
    with torch.no_grad():
        latent = codec.encoder(torch.from_numpy(chunks.draw(np.random.default_rng(5), 8)))
    assert 0.5 < latent.std() < 1.5
    assert abs(float(latent.mean())) < 0.3
    assert not torch.allclose(before, latent)
    assert torch.equal(codec.encoder.latent_std, codec.decoder.latent_std)


def test_chunks_are_mostly_single_stems_and_never_silent(songs: list[StoredSong]) -> None:
    drawn = Chunks(songs, 2).draw(np.random.default_rng(0), 16)
    assert drawn.shape == (16, 2 * 4096 + 1536)
    assert drawn.dtype == np.float32
    assert (np.square(drawn).mean(1) > 1e-9).all()


def test_stems_are_drawn_by_their_weights() -> None:
    levels = np.array([4000, 8000, 12000, 16000], np.int16)
    song = StoredSong("levels", np.repeat(levels[:, None], 30000, 1), None)
    chunks = Chunks([song], 1, (7.0, 1.0, 1.0, 1.0), single_share=1.0, gain_db=(0.0, 0.0))
    first_samples = chunks.draw(np.random.default_rng(0), 400)[:, 0]
    assert 0.62 < np.isclose(first_samples, 4000 / 32767).mean() < 0.78
    assert len(np.unique(first_samples)) == 4


def test_the_loss_is_finite_even_on_silence_and_reaches_every_weight(songs: list[StoredSong]) -> None:
    codec = tiny_codec().train()
    for chunks in (Chunks(songs, 4), SilentChunks(songs, 4)):
        task = IFCodecTask(chunks, batch=2, phase_bins=64)
        data = task.data(np.random.default_rng(0))
        loss, _ = task.loss(codec, codec, data, Draw.of_step(0, 0, torch.device("cpu")))
        loss.backward()
        assert torch.isfinite(loss)
    for name, parameter in codec.named_parameters():
        assert parameter.grad is not None, name
        assert torch.isfinite(parameter.grad).all(), name


class SilentChunks(Chunks):
    def draw(self, rng: np.random.Generator, batch: int) -> np.ndarray:
        return np.zeros_like(super().draw(rng, batch))


def test_equal_signals_have_no_spectral_loss() -> None:
    audio = 0.1 * torch.randn(1, 16384)
    loss, mel = MultiResolutionLoss()(audio, audio)
    assert float(loss) == float(mel) == 0.0
    assert float(MultiResolutionLoss()(0.5 * audio, audio)[1]) == pytest.approx(np.log(2), rel=0.05)


def test_true_advances_have_no_advance_loss() -> None:
    real, imag = Analysis()(0.1 * torch.randn(1, 4 * 4096 + 1536))
    spectrum = torch.complex(real, imag)[..., :64]
    product = spectrum[:, 1:] * spectrum[:, :-1].conj()
    advance = torch.nn.functional.pad(product / product.abs(), (0, 0, 1, 0))
    right = AdvanceLoss(64)(advance.real, advance.imag, real, imag)[0]
    wrong = AdvanceLoss(64)(-advance.real, -advance.imag, real, imag)[0]
    assert float(right) < 1e-3
    assert float(wrong) == pytest.approx(10.0, rel=0.01)


def test_mel_filters_are_averages() -> None:
    filters = mel_filters(257, 64, 44100)
    assert filters.shape == (257, 64)
    assert torch.allclose(filters.sum(0), torch.ones(64), atol=1e-5)
    assert (filters >= 0).all()
