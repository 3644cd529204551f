"""Checkpoints in: Lightning files, music2latent.pt, safetensors, or random weights from a seed.

Nothing pickled is executed. A torch file is a zip of one pickle and raw storages; the pickle is read by an unpickler
that resolves every global name to an inert class of this module, so that calling it stores the arguments and does
nothing else. Tensors come out as records (storage, offset, shape, stride) and are read from the zip only when asked
for, which also leaves the teacher, the target model and the optimiser of a Lightning file on the disk.
"""

from __future__ import annotations

import hashlib
import json
import math
import pickle
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from rtap.export.networks.codec import Codec
from rtap.export.networks.if_codec import IFCodec, IFDecoder, IFEncoder
from rtap.export.networks.music2latent import Music2Latent, Music2LatentNetwork
from rtap.export.networks.registry import AccompanimentNetwork, codec_from_tensors, network_from_tensors
from rtap.export.networks.unet import ArchitectureError, SongUNet
from rtap.runtime.bundle import SamplerSpec, file_sha256

METADATA_KEY = "rtap"
"""Safetensors metadata entry, JSON: kind, trained, sigma_min, sigma_max, rho, steps, codec_sha256…"""

Kind = Literal["consistency", "diffusion"]
UNET_PREFIXES: tuple[tuple[str, Kind], ...] = (
    ("net.model.unet.", "consistency"),
    ("model.unet.", "diffusion"),
    ("model.diffusion.net.", "diffusion"),
)
"""Where published checkpoints keep the network that plays. `target_model.*` and `teacher_model.*` are others."""
UNET_PROBE = "map_layer0.weight"
STEMS = ("bass", "drums", "guitar", "piano")

SIZES = ("tiny", "small", "full")


class CheckpointError(Exception):
    """One line: what is wrong with a checkpoint, what was expected, what to do."""


@dataclass(frozen=True)
class ModelCheckpoint:
    """The accompaniment network, ready to export."""

    network: AccompanimentNetwork
    kind: Kind
    sampler: SamplerSpec
    stems: tuple[str, ...]
    trained: bool
    source: str
    """File name, or how random weights were made."""
    sha256: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    """Lines for the user."""


@dataclass(frozen=True)
class CodecCheckpoint:
    """The codec, ready to export."""

    codec: Codec
    trained: bool
    source: str
    sha256: str
    metadata: Mapping[str, Any] = field(default_factory=dict)


# ---------------------------------------------------------------------------------------------------------------------
# What the user calls


def read_model(path: Path, kind: Kind | None = None) -> ModelCheckpoint:
    """The accompaniment network of a Lightning checkpoint or a safetensors file.

    `kind` overrules what prefixes and metadata say. Raises CheckpointError.
    """
    with open_tensors(path) as file:
        prefix, found_kind = _find_unet(file)
        metadata = file.metadata
        stated_kind: Any = kind or metadata.get("kind") or found_kind
        if stated_kind not in ("consistency", "diffusion"):
            raise CheckpointError(
                f"{path}: nothing in it tells a consistency from a diffusion model (kind {stated_kind!r}); "
                "say --kind consistency or --kind diffusion"
            )
        tensors = {name.removeprefix(prefix): file.read(name) for name in file.names if name.startswith(prefix)}
        notes = _confirm_hyper_parameters(file.extras, tensors)
    try:
        network = network_from_tensors(tensors)
    except ArchitectureError as error:
        raise CheckpointError(
            f"{path}: {error}; this is not the accompaniment model's file, or a damaged one"
        ) from None
    if isinstance(network, SongUNet):
        _check_unet(path, network)
    count = network.label_dim
    stems = tuple(metadata.get("stems", STEMS if count == len(STEMS) else _numbered_stems(count)))
    if len(stems) != count:
        raise CheckpointError(f"{path}: names {len(stems)} stems and its network has {count}")
    return ModelCheckpoint(
        network=network,
        kind=stated_kind,
        sampler=_sampler(path, stated_kind, metadata),
        stems=stems,
        trained=bool(metadata.get("trained", True)),
        source=path.name,
        sha256=file_sha256(path),
        metadata=metadata,
        notes=notes,
    )


def read_codec(path: Path) -> CodecCheckpoint:
    """The codec of music2latent.pt or a safetensors file. Raises CheckpointError."""
    with open_tensors(path) as file:
        names = file.names
        prefix = "gen_state_dict." if any(name.startswith("gen_state_dict.") for name in names) else ""
        tensors = {name.removeprefix(prefix): file.read(name) for name in names if name.startswith(prefix)}
        metadata = file.metadata
    if any(name.endswith(UNET_PROBE) for name in tensors):
        raise CheckpointError(f"{path}: holds an accompaniment model, expected a codec; give it as --checkpoint")
    try:
        codec = codec_from_tensors(tensors, metadata)
    except ArchitectureError as error:
        raise CheckpointError(f"{path}: {error}; expected music2latent.pt or a codec trained here") from None
    return CodecCheckpoint(codec, bool(metadata.get("trained", True)), path.name, file_sha256(path), metadata)


def untrained_model(seed: int, size: str) -> ModelCheckpoint:
    """A consistency model with random weights, for tests and benchmarks. `size` is one of SIZES."""
    arguments: dict[str, Any] = {
        "tiny": {"model_channels": 8, "channel_mult": (1, 1), "blocks_per_level": 1, "attention_resolutions": ()},
        "small": {
            "model_channels": 32,
            "channel_mult": (1, 2, 2, 2),
            "blocks_per_level": 2,
            "attention_resolutions": (16, 8),
        },
        "full": {},
    }[size]
    with torch.device("meta"):
        unet = SongUNet(**arguments)
    unet.to_empty(device="cpu")
    randomise(unet, seed)
    source, digest = untrained_source("model", seed, size)
    sampler = _sampler(Path(source), "consistency", {})
    return ModelCheckpoint(unet.eval().requires_grad_(False), "consistency", sampler, STEMS, False, source, digest)


def untrained_codec(seed: int, size: str) -> CodecCheckpoint:
    """A codec with random weights: Music2Latent at full size, an IF codec of the demo's shape or a tiny one."""
    source, digest = untrained_source("codec", seed, size)
    codec = _untrained_music2latent(seed + 1) if size == "full" else _untrained_if_codec(seed + 1, size)
    return CodecCheckpoint(codec, False, source, digest)


def _untrained_music2latent(seed: int) -> Codec:
    with torch.device("meta"):
        network = Music2LatentNetwork()
    network.to_empty(device="cpu")
    randomise(network, seed)
    # The trained encoder ends in tanh(0.06·unit variance), the linear part of tanh.
    with torch.no_grad():
        for parameter in network.encoder.conv_out.parameters():
            parameter.mul_(0.06)
    return Music2Latent(network.eval().requires_grad_(False))


def _untrained_if_codec(seed: int, size: str) -> Codec:
    if size == "tiny":
        encoder, decoder = IFEncoder(32, 32, 1, 1), IFDecoder(32, 32, 1, 1)
    else:  # as in training/configs/cpu.yaml
        encoder, decoder = IFEncoder(192, 320), IFDecoder(256, 320)
    codec = IFCodec(encoder, decoder)
    randomise(codec, seed)
    # Half a unit before tanh is its linear part; the codec's own statistics then make latents of unit variance.
    # Log magnitudes of unit variance around zero, as randomise leaves them, are audio of about 0.1.
    with torch.no_grad():
        encoder.out.weight.mul_(0.5)
        for half in (encoder, decoder):
            half.latent_std.fill_(0.45)
    return codec.eval().requires_grad_(False)


def randomise(network: torch.nn.Module, seed: int) -> None:
    """Fill all parameters so that signals keep about unit variance through the network and no part of it is silent.

    Training initialisations start residual branches at zero, which would hide errors in them from every parity check.
    """
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if parameter.ndim > 1 and not name.endswith("gain.scale"):
                parameter.normal_(0.0, 1 / math.sqrt(parameter[0].numel()), generator=generator)
            elif name.endswith("bias"):
                parameter.normal_(0.0, 0.05, generator=generator)
            else:  # norms and the frequency gain
                parameter.normal_(1.0, 0.1, generator=generator)
        for name, buffer in network.named_buffers():
            if name.endswith("resample_filter"):
                buffer.fill_(0.25)


def write_safetensors(path: Path, tensors: Mapping[str, Tensor], metadata: Mapping[str, Any]) -> None:
    """Tensors with rtap's metadata, as `read_model` and `read_codec` read them."""
    contiguous = {name: tensor.detach().contiguous().clone() for name, tensor in tensors.items()}
    save_file(contiguous, path, metadata={METADATA_KEY: json.dumps(dict(metadata), sort_keys=True)})


# ---------------------------------------------------------------------------------------------------------------------
# Files of named tensors


class TensorFile:
    """Named tensors of one file, read one by one."""

    path: Path
    names: tuple[str, ...]
    metadata: Mapping[str, Any]
    """What rtap's own files say about themselves."""
    extras: Mapping[str, Any]
    """What else a torch file holds, inert."""

    def read(self, name: str) -> Tensor:
        """As float32, contiguous."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> TensorFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_tensors(path: Path) -> TensorFile:
    """Open a checkpoint by its content, not its name. Raises CheckpointError."""
    if not path.is_file():
        raise CheckpointError(f"{path}: no such file; python export/fetch_checkpoints.py downloads the published ones")
    with path.open("rb") as file:
        head = file.read(512)
    if head[:4] == b"PK\x03\x04":
        return _TorchFile(path)
    if head[:1] == b"\x80" or head[257:262] == b"ustar" or tarfile.is_tarfile(path):
        raise CheckpointError(
            f"{path}: an archive or a torch file from before PyTorch 1.6, expected the zip format; unpack it, or load "
            "and torch.save() it with a current PyTorch"
        )
    if len(head) > 8 and head[8:9] == b"{":
        return _SafetensorsFile(path)
    raise CheckpointError(
        f"{path}: neither a torch file nor safetensors (starts with {head[:8]!r}); expected .ckpt, .pt or .safetensors"
    )


class _SafetensorsFile(TensorFile):
    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = safe_open(path, "pt")
            self.names = tuple(self._file.keys())
            raw = self._file.metadata() or {}
            self.metadata = json.loads(raw.get(METADATA_KEY, "{}"))
        except (SafetensorError, OSError) as error:
            raise CheckpointError(f"{path}: damaged or truncated safetensors ({error}); fetch it again") from None
        except json.JSONDecodeError as error:
            raise CheckpointError(f"{path}: metadata {METADATA_KEY!r} is not JSON ({error})") from None
        if not isinstance(self.metadata, dict):
            raise CheckpointError(
                f"{path}: metadata {METADATA_KEY!r} is {type(self.metadata).__name__}, expected an object"
            )
        self.extras = {}

    def read(self, name: str) -> Tensor:
        return self._file.get_tensor(name).float().contiguous()

    def close(self) -> None:
        del self._file


class _TorchFile(TensorFile):
    """A zip made by torch.save: Lightning's `state_dict`, or all there is, flattened to dotted names."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError) as error:
            raise CheckpointError(f"{path}: damaged or truncated ({error}); fetch it again") from None
        try:
            self._root, content = self._unpickle()
        except BaseException:
            self._zip.close()
            raise
        state = content.get("state_dict", content)
        self._records = dict(_flatten(state))
        self.names = tuple(self._records)
        self.metadata = {}
        self.extras = {key: value for key, value in content.items() if key != "state_dict"}
        if not self.names:
            self._zip.close()
            keys = ", ".join(map(repr, list(content)[:6]))
            raise CheckpointError(f"{path}: a torch file without tensors by name (it holds {keys}); not a checkpoint")

    def _unpickle(self) -> tuple[str, Mapping[str, Any]]:
        """The archive's root folder and the pickled dictionary."""
        members = self._zip.namelist()
        pickles = [name for name in members if name.count("/") == 1 and name.endswith("/data.pkl")]
        if len(pickles) != 1 or any(name.endswith("/constants.pkl") for name in members):
            raise CheckpointError(
                f"{self.path}: a zip, but not one that torch.save made of a checkpoint (TorchScript?)"
            )
        root = pickles[0].split("/")[0]
        if f"{root}/byteorder" in members and self._zip.read(f"{root}/byteorder") != b"little":
            raise CheckpointError(f"{self.path}: saved on a big-endian machine, which is not supported")
        try:
            with self._zip.open(pickles[0]) as file:
                content = _InertUnpickler(file).load()
        # A pickle is a program: a damaged or hostile one can fail in any way.
        except Exception as error:
            raise CheckpointError(
                f"{self.path}: its pickle cannot be read ({type(error).__name__}: {error}); damaged or no checkpoint"
            ) from None
        if not isinstance(content, dict):
            raise CheckpointError(f"{self.path}: holds a {_describe(content)}, expected a dictionary of tensors")
        return root, content

    def read(self, name: str) -> Tensor:
        record = self._records[name]
        storage, problem = record.storage, record.problem()
        if problem:
            raise CheckpointError(f"{self.path}: tensor {name!r} {problem}; damaged file")
        member = f"{self._root}/data/{storage.key}"
        try:
            raw = bytearray(self._zip.read(member))
        except (KeyError, zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
            raise CheckpointError(
                f"{self.path}: tensor {name!r} cannot be read ({error}); fetch the file again"
            ) from None
        if len(raw) != storage.count * storage.dtype.itemsize:
            raise CheckpointError(
                f"{self.path}: tensor {name!r} has {len(raw)} bytes, expected {storage.count * storage.dtype.itemsize}"
            )
        if not raw:
            return torch.empty(record.shape)
        flat = torch.frombuffer(raw, dtype=storage.dtype)
        return flat.as_strided(record.shape, record.stride, record.offset).float().contiguous()

    def close(self) -> None:
        self._zip.close()


def _flatten(state: object, prefix: str = "", depth: int = 0) -> Iterator[tuple[str, _TensorRecord]]:
    """Dotted names of the tensors in nested dictionaries. Three levels hold every known checkpoint."""
    if isinstance(state, dict) and depth < 3:
        for key, value in state.items():
            if isinstance(value, _TensorRecord):
                yield f"{prefix}{key}", value
            else:
                yield from _flatten(value, f"{prefix}{key}.", depth + 1)


# ---------------------------------------------------------------------------------------------------------------------
# The unpickler. Every class here has __setstate__, so that the BUILD opcode can neither set attributes on an instance
# nor reach a class; and no function of anybody is ever returned to the pickle.


class _Inert:
    """Stands for whatever a pickle names. Calling it, building it and filling it only records what was given."""

    path = "?"
    """Qualified name that the pickle asked for."""

    def __new__(cls, *args: object, **_: object) -> _Inert:
        instance = object.__new__(cls)
        instance.arguments = args
        instance.state = None
        return instance

    arguments: tuple[object, ...]
    state: object

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __call__(self, *args: object, **_: object) -> _Inert:
        return _Inert(*args)

    def __setstate__(self, state: object) -> None:
        self.state = state

    def __setitem__(self, key: object, value: object) -> None:
        pass

    def append(self, item: object) -> None:
        pass

    def extend(self, items: object) -> None:
        pass

    def add(self, item: object) -> None:
        pass


class _Dictionary(dict):
    """An OrderedDict or defaultdict; `_metadata` and other attributes are dropped."""

    def __new__(cls, *_: object) -> _Dictionary:
        return dict.__new__(cls)

    def __init__(self, items: object = ()) -> None:
        super().__init__(items if isinstance(items, (list, tuple, dict)) else ())

    def __setstate__(self, state: object) -> None:
        pass


@dataclass(frozen=True)
class _Storage:
    """One raw file of the archive."""

    dtype: torch.dtype
    key: str
    count: int

    def __setstate__(self, state: object) -> None:
        raise pickle.UnpicklingError("a storage carries no state")


class _TensorRecord:
    """A tensor as (storage, offset, shape, stride), unread. Called like torch._utils._rebuild_tensor_v2."""

    def __init__(self, storage: object = None, offset: object = 0, shape: object = (), stride: object = (), *_: object):
        if not isinstance(storage, _Storage):
            raise pickle.UnpicklingError(f"a tensor over a {_describe(storage)}, expected a storage")
        self.storage = storage
        self.offset: Any = offset
        self.shape: Any = shape
        self.stride: Any = stride

    def __setstate__(self, state: object) -> None:
        pass

    def problem(self) -> str | None:
        """Why this cannot be a view of its storage; None if it can."""
        if not isinstance(self.shape, tuple) or not isinstance(self.stride, tuple):
            return f"has a {_describe(self.shape)} for a shape and a {_describe(self.stride)} for strides"
        numbers = (self.offset, *self.shape, *self.stride)
        if not all(type(number) is int and 0 <= number < 2**48 for number in numbers):
            return f"has offset, shape and strides {str(numbers)[:80]}"
        if len(self.shape) != len(self.stride):
            return f"has {len(self.shape)} sizes and {len(self.stride)} strides"
        if 0 in self.shape:
            return None
        last = self.offset + sum((size - 1) * step for size, step in zip(self.shape, self.stride, strict=True))
        return f"reaches element {last} of {self.storage.count}" if last >= self.storage.count else None


class _Parameter:
    """torch._utils._rebuild_parameter: gives the tensor back."""

    def __new__(cls, data: object = None, *_: object) -> object:  # type: ignore[misc]
        return data


STORAGE_DTYPES: Mapping[str, torch.dtype] = {
    "FloatStorage": torch.float32,
    "DoubleStorage": torch.float64,
    "HalfStorage": torch.float16,
    "BFloat16Storage": torch.bfloat16,
    "LongStorage": torch.int64,
    "IntStorage": torch.int32,
    "ShortStorage": torch.int16,
    "CharStorage": torch.int8,
    "ByteStorage": torch.uint8,
    "BoolStorage": torch.bool,
}


class _InertUnpickler(pickle.Unpickler):
    """Resolves no name to anything but the inert classes above."""

    def find_class(self, module: str, name: str) -> type:
        known: dict[tuple[str, str], type] = {
            ("collections", "OrderedDict"): _Dictionary,
            ("torch._utils", "_rebuild_tensor_v2"): _TensorRecord,
            ("torch._utils", "_rebuild_parameter"): _Parameter,
        }
        return known.get((module, name)) or type("Inert", (_Inert,), {"path": f"{module}.{name}"})

    def persistent_load(self, pid: object) -> _Storage:
        if not isinstance(pid, tuple) or len(pid) != 5 or pid[0] != "storage":
            raise pickle.UnpicklingError(f"a persistent id of an unknown kind: {str(pid)[:60]}")
        _, storage_type, key, _, count = pid
        path = storage_type.path if isinstance(storage_type, type) and issubclass(storage_type, _Inert) else "?"
        dtype = STORAGE_DTYPES.get(path.removeprefix("torch."))
        if dtype is None or type(count) is not int or not isinstance(key, str) or not key.isalnum():
            raise pickle.UnpicklingError(f"a storage of type {path}, key {str(key)[:20]!r}")
        return _Storage(dtype, key, count)


# ---------------------------------------------------------------------------------------------------------------------
# Details


def _find_unet(file: TensorFile) -> tuple[str, str | None]:
    """Prefix of the network that plays, and the kind of model it speaks for (None for rtap's own files)."""
    names = set(file.names)
    for prefix, kind in UNET_PREFIXES:
        if prefix + UNET_PROBE in names:
            return prefix, kind
    if UNET_PROBE in names:
        return "", None
    first = ", ".join(sorted(names)[:3])
    looked_for = ", ".join(prefix + "*" for prefix, _ in UNET_PREFIXES)
    raise CheckpointError(
        f"{file.path}: no accompaniment network among its {len(names)} tensors ({first}, …), expected {looked_for}; "
        "a codec goes to --codec"
    )


def _check_unet(path: Path, unet: SongUNet) -> None:
    first = unet.enc[f"{unet.resolution}x{unet.resolution}_conv"]
    if unet.resolution != 64 or first.in_channels != 2:
        raise CheckpointError(
            f"{path}: a network for {unet.resolution}x{unet.resolution} maps and {first.in_channels} input channels, "
            "expected 64x64 and 2 (the stem and its mixture)"
        )


def _numbered_stems(count: int) -> tuple[str, ...]:
    return tuple(f"stem{index}" for index in range(count))


def _sampler(path: Path, kind: str, metadata: Mapping[str, Any]) -> SamplerSpec:
    """The sampler of the checkpoint's kind: the paper's settings where the file does not say otherwise."""
    defaults: dict[str, float] = {"sigma_min": 1e-4, "sigma_max": 80.0 if kind == "consistency" else 50.0, "rho": 9.0}
    values = {name: metadata.get(name, default) for name, default in defaults.items()}
    steps = metadata.get("steps", 2 if kind == "consistency" else 5)
    resamples = metadata.get("resamples", 1 if kind == "consistency" else 2)
    if not all(isinstance(value, (int, float)) and value > 0 for value in (*values.values(), steps, resamples)):
        raise CheckpointError(f"{path}: its sampler settings are no positive numbers: {values}, {steps}, {resamples}")
    return SamplerSpec("consistency" if kind == "consistency" else "adpm2", int(steps), int(resamples), **values)


def _confirm_hyper_parameters(extras: Mapping[str, Any], tensors: Mapping[str, Tensor]) -> tuple[str, ...]:
    """Notes where a Lightning file's hyper_parameters say otherwise than its tensors. The tensors are right."""
    actual = {"label_dim": "map_label.weight", "model_channels": "map_label.bias"}
    notes = []
    for name, value in _settings(extras.get("hyper_parameters")):
        tensor = tensors.get(actual.get(name, ""))
        if tensor is not None and tensor.shape[-1] != value:
            notes.append(f"hyper_parameters say {name} = {value}, the tensors {tensor.shape[-1]}; the tensors are used")
    return tuple(notes)


def _settings(tree: object, depth: int = 0) -> Iterator[tuple[str, object]]:
    """Names and values in nested dictionaries and inert objects."""
    if isinstance(tree, _Inert):
        tree = tree.state
    if isinstance(tree, dict) and depth < 6:
        for key, value in tree.items():
            if isinstance(value, (int, float, str)):
                yield str(key), value
            else:
                yield from _settings(value, depth + 1)


def untrained_source(part: str, seed: int, size: str) -> tuple[str, str]:
    """Description and identity of random weights; `part` is `model` or `codec`."""
    source = f"untrained {size} {part}, seed {seed}"
    return source, hashlib.sha256(source.encode()).hexdigest()


def _describe(value: object) -> str:
    return value.path if isinstance(value, _Inert) else type(value).__name__
