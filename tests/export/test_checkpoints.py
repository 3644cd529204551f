"""Checkpoints: every published layout is read, nothing pickled runs, and bad files get one clear line."""

from __future__ import annotations

import argparse
import builtins
import io
import os
import pickle
import pickletools
import zipfile
from collections import OrderedDict
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from rtap.export.checkpoints import (
    CheckpointError,
    open_tensors,
    read_codec,
    read_model,
    untrained_codec,
    untrained_model,
    write_safetensors,
)

VECTORS = Path(__file__).resolve().parents[1] / "vectors"


class ProjectConfig:
    """Stands for the classes of the authors' project that their checkpoints pickle."""

    def __init__(self) -> None:
        self.model_channels = 16


def unet_tensors(prefix: str) -> dict[str, torch.Tensor]:
    vectors = load_file(VECTORS / "unet.safetensors")
    return OrderedDict((prefix + k.removeprefix("model.unet."), v) for k, v in vectors.items())


def save_lightning(path: Path, state: dict[str, torch.Tensor], **hyper_parameters: object) -> Path:
    state["loss.weight"] = torch.ones(3)
    hyper = {"args": argparse.Namespace(lr=1e-4), "config": ProjectConfig(), **hyper_parameters}
    torch.save({"epoch": 3, "state_dict": state, "hyper_parameters": hyper, "callbacks": {ProjectConfig: None}}, path)
    return path


@pytest.mark.parametrize(
    ("prefix", "kind", "sampler"),
    [
        ("net.model.unet.", "consistency", ("consistency", 2, 80.0, 9.0)),
        ("model.unet.", "diffusion", ("adpm2", 5, 50.0, 9.0)),
        ("model.diffusion.net.", "diffusion", ("adpm2", 5, 50.0, 9.0)),
    ],
)
def test_a_lightning_checkpoint_is_read_whatever_else_it_pickles(tmp_path, prefix, kind, sampler):
    state = unet_tensors(prefix)
    state |= {f"target_model.model.unet.{name}": torch.zeros(2) for name in ("map_layer0.weight", "other")}
    model = read_model(save_lightning(tmp_path / "last.ckpt", state, model_channels=16))
    assert (model.kind, model.trained, model.stems) == (kind, True, ("bass", "drums", "guitar", "piano"))
    assert (model.sampler.kind, model.sampler.steps, model.sampler.sigma_max, model.sampler.rho) == sampler
    expected = unet_tensors("")
    assert all(torch.equal(tensor, expected[name]) for name, tensor in model.network.state_dict().items())
    assert model.notes == ()


def test_hyper_parameters_that_contradict_the_tensors_are_noted(tmp_path):
    model = read_model(save_lightning(tmp_path / "a.ckpt", unet_tensors("model.unet."), model_channels=256))
    assert model.notes == ("hyper_parameters say model_channels = 256, the tensors 16; the tensors are used",)
    assert model.network.model_channels == 16


def test_music2latent_pt_is_read(tmp_path):
    tensors = load_file(VECTORS / "codec.safetensors")
    torch.save({"gen_state_dict": tensors, "it": 7}, tmp_path / "music2latent.pt")
    codec = read_codec(tmp_path / "music2latent.pt")
    assert (codec.codec.kind, codec.codec.draws_noise, codec.codec.join) == ("music2latent", True, "linear")
    read = codec.codec.network.state_dict()
    assert all(torch.equal(read[name], tensor) for name, tensor in tensors.items())


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
def test_tensors_of_other_types_and_strides_are_read_as_float32(tmp_path, dtype):
    base = torch.arange(24).reshape(2, 3, 4).to(dtype)
    torch.save({"a": base, "b": base.transpose(0, 2)[1:], "p": torch.nn.Parameter(base[1])}, tmp_path / "x.pt")
    with open_tensors(tmp_path / "x.pt") as file:
        assert torch.equal(file.read("a"), base.float())
        assert torch.equal(file.read("b"), base.transpose(0, 2)[1:].float())
        assert torch.equal(file.read("p"), base[1].float())


def test_safetensors_of_our_trainer_carry_their_settings(tmp_path):
    metadata = {"kind": "diffusion", "trained": True, "rho": 7.0, "steps": 9, "sigma_max": 20.0, "stems": list("abcd")}
    write_safetensors(tmp_path / "m.safetensors", unet_tensors(""), metadata)
    model = read_model(tmp_path / "m.safetensors")
    assert (model.kind, model.stems, model.trained) == ("diffusion", ("a", "b", "c", "d"), True)
    assert (model.sampler.rho, model.sampler.steps, model.sampler.sigma_max) == (7.0, 9, 20.0)


def test_random_weights_follow_their_seed_and_are_never_called_trained():
    a, b, c = untrained_model(1, "tiny"), untrained_model(1, "tiny"), untrained_model(2, "tiny")
    assert (a.trained, a.sha256, a.source) == (False, b.sha256, "untrained tiny model, seed 1")
    assert a.sha256 != c.sha256
    weights = [m.network.state_dict()["enc.64x64_conv.weight"] for m in (a, b, c)]
    assert torch.equal(weights[0], weights[1])
    assert not torch.equal(weights[0], weights[2])


@pytest.mark.parametrize("size", ["tiny", "small"])
def test_random_networks_neither_fall_silent_nor_saturate(size):
    codec, model = untrained_codec(0, size).codec, untrained_model(0, size)
    generator = torch.Generator().manual_seed(0)
    audio = 0.1 * torch.randn(1, 9 * 4096 + 1536, generator=generator)
    with torch.no_grad():
        latent = codec.encoder(audio)
        decoded = codec.decoder(latent, torch.randn(1, 2, 1024, 72, generator=generator))
        x = torch.randn(1, 1, 64, 64, generator=generator)
        f = model.network(x, torch.zeros(1), torch.eye(4)[:1], x)
    assert 0.5 < latent.std() < 2
    assert latent.abs().max() < 0.98 / 0.45  # tanh / std, not saturated
    assert 0.01 < decoded.std() < 0.3
    assert decoded.abs().max() < 1
    assert 0.1 < f.std() < 3


# --- nothing pickled runs ---


class Runs:
    """Pickles as a call."""

    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


def attacks(mark: Path) -> dict[str, object]:
    touch = f"open({str(mark)!r}, 'w').close()"
    return {
        "os.system": Runs(os.system, f"touch {mark}"),
        "exec": Runs(exec, touch),
        "eval": Runs(eval, touch),
        "open for writing": Runs(open, str(mark), "w"),
        "getattr chain": Runs(getattr, Runs(__import__, "pathlib"), "Path"),
        "import": Runs(builtins.__import__, "antigravity"),
        "state": {"state_dict": Runs(Path.touch, mark)},
    }


@pytest.mark.parametrize("name", attacks(Path("x")))
def test_a_pickled_call_is_not_made(tmp_path, name):
    mark = tmp_path / "was here"
    attack = attacks(mark)[name]
    path = save_lightning(tmp_path / "evil.ckpt", unet_tensors("net.model.unet."), evil=attack)
    assert read_model(path).kind == "consistency"
    assert not mark.exists()


def test_the_same_attacks_do_run_in_a_plain_unpickler(tmp_path):
    """That the marks above would be seen."""
    for index, name in enumerate(["os.system", "exec", "open for writing"]):
        mark = tmp_path / str(index)
        pickle.loads(pickle.dumps(attacks(mark)[name]))
        assert mark.exists()


def hand_written(path: Path, program: bytes) -> Path:
    """A torch zip around a pickle program."""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("archive/data.pkl", program)
        file.writestr("archive/byteorder", "little")
        file.writestr("archive/data/0", b"\0" * 16)
    return path


@pytest.mark.parametrize(
    "program",
    [
        # os.system through GLOBAL and REDUCE, memoised and called from the memo.
        b"\x80\x02cposix\nsystem\nq\x00U\x0atouch MARKq\x010h\x00h\x01\x85R.",
        # INST and OBJ, the old way of calling.
        b"(S'touch MARK'\niposix\nsystem\n.",
        b"\x80\x02(cposix\nsystem\nU\x0atouch MARKo.",
        # STACK_GLOBAL with a dotted name that would walk from an allowed module to os.
        b"\x80\x04\x8c\x05torch\x8c\x0a_utils.sys\x93\x8c\x0atouch MARK\x85R.",
        # BUILD on the class that rebuilds tensors, to plant an attribute there.
        b"\x80\x02ctorch._utils\n_rebuild_tensor_v2\nN}U\x08__call__cposix\nsystem\ns\x86b.",
        b"\x80\x02ccollections\nOrderedDict\nN}U\x0b__setitem__cposix\nsystem\ns\x86b.",
        # A persistent id that is a call, and one that names a path outside.
        b"\x80\x02cposix\nsystem\nU\x0atouch MARK\x85RQ.",
        b"\x80\x02(U\x07storagectorch\nFloatStorage\nU\x0a../../etc/U\x03cpuK\x04tQ.",
        # An extension code.
        b"\x80\x02\x82\x01.",
    ],
)
def test_hand_written_pickles_run_nothing(tmp_path, monkeypatch, program):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "system", lambda command: pytest.fail(f"ran {command}"))
    with pytest.raises(CheckpointError):
        read_model(hand_written(tmp_path / "evil.ckpt", program))
    assert not (tmp_path / "MARK").exists()


def test_classes_of_the_reader_survive_a_pickle_that_sets_attributes(tmp_path):
    program = b"\x80\x02ctorch._utils\n_rebuild_tensor_v2\nN}U\x07problemNs\x86b."
    with pytest.raises(CheckpointError):
        open_tensors(hand_written(tmp_path / "evil.pt", program))
    torch.save({"a": torch.ones(2)}, tmp_path / "good.pt")
    with open_tensors(tmp_path / "good.pt") as file:
        assert torch.equal(file.read("a"), torch.ones(2))


def test_a_tensor_that_reaches_outside_its_storage_is_refused(tmp_path):
    buffer = io.BytesIO()
    torch.save({"a": torch.arange(4.0)}, buffer)
    with zipfile.ZipFile(buffer) as file:
        program = file.read(next(name for name in file.namelist() if name.endswith("data.pkl")))
    assert any(op.name == "BININT1" and arg == 4 for op, arg, _ in pickletools.genops(program))
    path = hand_written(tmp_path / "far.pt", program.replace(b"K\x04\x85", b"K\x7f\x85"))  # shape (4,) -> (127,)
    with open_tensors(path) as file, pytest.raises(CheckpointError, match="'a' reaches element 126 of 4; damaged"):
        file.read("a")


# --- files that are wrong ---


def test_a_missing_file_says_how_to_get_one(tmp_path):
    with pytest.raises(CheckpointError, match=r"no such file; python export/fetch_checkpoints\.py"):
        read_model(tmp_path / "none.ckpt")


@pytest.mark.parametrize("keep", [0.01, 0.5, 0.999])
def test_truncated_files_are_named_as_such(tmp_path, keep):
    whole = save_lightning(tmp_path / "whole.ckpt", unet_tensors("net.model.unet."))
    for source in (whole, VECTORS / "unet.safetensors"):
        content = source.read_bytes()
        cut = tmp_path / f"cut{source.suffix}"
        cut.write_bytes(content[: int(len(content) * keep)])
        with pytest.raises(CheckpointError, match=r"cut\.(ckpt|safetensors): damaged or truncated"):
            read_model(cut, "consistency")


@pytest.mark.parametrize("content", [b"", b"RIFF\0\0\0\0WAVE", b"<!DOCTYPE html>", b"\0" * 300])
def test_foreign_files_are_refused(tmp_path, content):
    path = tmp_path / "x.ckpt"
    path.write_bytes(content)
    with pytest.raises(CheckpointError, match=r"x\.ckpt: neither a torch file nor safetensors"):
        read_model(path)


def test_a_legacy_torch_file_and_a_tar_are_refused_with_what_to_do(tmp_path):
    torch.save({"a": torch.ones(1)}, tmp_path / "old.pt", _use_new_zipfile_serialization=False)
    with pytest.raises(CheckpointError, match=r"before PyTorch 1\.6, expected the zip format"):
        read_model(tmp_path / "old.pt")


def test_a_zip_that_is_no_checkpoint_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.ckpt", "w") as file:
        file.writestr("readme.txt", "hello")
    with pytest.raises(CheckpointError, match=r"not one that torch\.save made"):
        read_model(tmp_path / "x.ckpt")


def test_files_given_to_the_wrong_flag_say_so(tmp_path):
    with pytest.raises(CheckpointError, match="a codec goes to --codec"):
        read_model(VECTORS / "codec.safetensors")
    with pytest.raises(CheckpointError, match="give it as --checkpoint"):
        read_codec(VECTORS / "unet.safetensors")


def test_an_unknown_kind_asks_for_one(tmp_path):
    save_file(unet_tensors(""), tmp_path / "bare.safetensors")
    with pytest.raises(CheckpointError, match="say --kind consistency or --kind diffusion"):
        read_model(tmp_path / "bare.safetensors")
    assert read_model(tmp_path / "bare.safetensors", "diffusion").kind == "diffusion"


def test_a_wrong_width_names_the_tensor(tmp_path):
    state = unet_tensors("net.model.unet.")
    state["net.model.unet.enc.8x8_block0.affine.bias"] = torch.zeros(5)
    with pytest.raises(CheckpointError, match=r"'enc\.8x8_block0\.affine\.bias' has shape \(5,\)"):
        read_model(save_lightning(tmp_path / "a.ckpt", state))
