"""The bundle: what export writes and the runtime reads. A directory with `manifest.json` and its graphs.

The manifest is the only contract between the two halves. It is checked in full before anything is loaded: a bundle with
a wrong hash, a missing file or a shape that does not follow the contract is refused in one line that says what to do.
Nothing in a bundle is ever executed or unpickled by this module.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from rtap.runtime.sampling import Sampler, adpm2_sampler, consistency_sampler

FORMAT = "rtap-bundle-1"
MANIFEST_NAME = "manifest.json"

SAMPLE_RATE_HZ = 44_100
LATENT_CHANNELS = 64
COLUMNS = 64
COLUMN_SAMPLES = 4096
TAIL_SAMPLES = 1536
"""Samples a decoded block is longer than its columns: the last STFT frames reach past them."""
FRAMES_PER_COLUMN = 8
NOISE_BINS = 1024
WINDOW_SAMPLES = COLUMNS * COLUMN_SAMPLES
ENCODER_SAMPLES = WINDOW_SAMPLES + TAIL_SAMPLES

GRAPHS = ("encoder", "step", "decoder")


class BundleError(Exception):
    """One line: what is wrong with a bundle, what was expected, what to do."""


@dataclass(frozen=True)
class TensorSpec:
    """Shape and type of a graph's input or output; a free axis is its name ("B", "n", "8*n"…)."""

    shape: tuple[int | str, ...]
    dtype: str = "float32"


@dataclass(frozen=True)
class GraphSpec:
    inputs: Mapping[str, TensorSpec]
    outputs: Mapping[str, TensorSpec]
    file: str = ""
    """ONNX file, relative to the bundle."""
    sha256: str = ""


@dataclass(frozen=True)
class EngineFile:
    """One graph built for one backend, at any shape or, where its key says so (`step@b2`), at one."""

    file: str
    sha256: str
    precision: str
    built_for: Mapping[str, Any] = field(default_factory=dict)
    """All that would make it stale: versions, shapes, device."""
    parity: float | None = None
    """Largest absolute error against torch float32, relative to the largest absolute output."""


@dataclass(frozen=True)
class SamplerSpec:
    kind: str
    steps: int
    """Calls for a consistency model; schedule points for ADPM2 (5 points are 4 steps)."""
    resamples: int = 1
    sigma_min: float = 1e-4
    sigma_max: float = 80.0
    rho: float = 9.0

    def build(self) -> Sampler:
        if self.kind == "consistency":
            return consistency_sampler(self.steps, self.sigma_min, self.sigma_max, self.rho)
        if self.kind == "adpm2":
            return adpm2_sampler(self.steps, self.resamples, self.sigma_min, self.sigma_max, self.rho)
        raise BundleError(f"sampler kind {self.kind!r}: expected consistency or adpm2; export the bundle again")


@dataclass(frozen=True)
class ColumnFeatures:
    """What an encoder makes of every column almost alone, before it looks further.

    `encoder.onnx` then takes a part of a window too: two more inputs, `place [64, c]` and `remembered [1, 64, width]`,
    with `audio [B, 4096c + 1536]`, and one more output, `features [B, c, width]`. The latents are those of the features
    `place @ features + remembered`. Left out, the two mean a whole window: the identity and zeros.
    """

    width: int
    reach_columns: int
    """The features of column i follow from the audio of the columns from i - reach to i + reach; a column's audio is
    `[4096i, 4096i + 5632)`."""


@dataclass(frozen=True)
class StepMemory:
    """What a network remembers of columns that are kept and heard: the same at every noise level.

    `step.onnx` then takes some of a window's columns too: x, base and the noises are `[B, 1, 64, t]`, of the t columns
    after the m that one more input tells of, `remembered [2*blocks, B, heads, m, channels]`. One more output, `fresh
    [2*blocks, B, heads, t, channels]`, is what is to be remembered of the t. Left out, no column is remembered, and the
    t are a whole window.

    Kept and heard columns up to the first that is not both follow from themselves and those before them alone, so that
    what is remembered of them holds in every call.
    """

    blocks: int
    heads: int
    channels: int


@dataclass(frozen=True)
class CodecSpec:
    kind: str
    draws_noise: bool
    join: str
    """`linear` or `equal_power`: how decoded blocks are crossfaded."""
    features: ColumnFeatures | None = None
    """None: the encoder takes whole windows only."""


@dataclass(frozen=True)
class Manifest:
    name: str
    trained: bool
    stems: tuple[str, ...]
    sampler: SamplerSpec
    codec: CodecSpec
    graphs: Mapping[str, GraphSpec]
    engines: Mapping[str, Mapping[str, EngineFile]]
    """backend -> graph key -> file. Backends: `onnx`, `torch`, `torch-cuda` with keys encoder, step, decoder; `trt`,
    `rtx`, `ort-cuda` with fixed shapes and keys `encoder@b1`, `step@b{B}`, `decoder@b{B}c{columns}`."""
    parity: Mapping[str, Mapping[str, float]]
    """backend -> graph name -> error against torch float32; `latent_snr_db`, `audio_snr_db`: a whole window's, in dB,
    against float32 (see `selfcheck.py`)."""
    provenance: Mapping[str, Any]
    """sha256 of each checkpoint, exporter and library versions, options; decides whether a build is up to date."""
    license: str
    sample_rate: int = SAMPLE_RATE_HZ
    columns: int = COLUMNS
    column_samples: int = COLUMN_SAMPLES
    tail_samples: int = TAIL_SAMPLES
    memory: StepMemory | None = None
    """None: the step graph takes whole windows only."""
    selfcheck: Mapping[str, str] = field(default_factory=dict)
    """`file` and `sha256` of the stored float32 answers (`selfcheck.py`); empty in bundles older than those."""
    format: str = FORMAT


def of_whole_windows(manifest: Manifest) -> Manifest:
    """What a bundle says whose graphs take no parts of a window, as those in another precision do not."""
    return replace(manifest, codec=replace(manifest.codec, features=None), memory=None)


STEP_INPUTS = ("x", "base", "source", "noise_in", "noise_out", "mixture", "keep", "label", "coef")
"""Of the step graph, in the order of `Stages.step`."""


def graph_contract(stems: int, draws_noise: bool) -> dict[str, GraphSpec]:
    """The inputs and outputs that every bundle's graphs have, whatever is inside them."""
    latent_4d = TensorSpec(("B", 1, LATENT_CHANNELS, COLUMNS))
    step_inputs = {name: latent_4d for name in STEP_INPUTS[:6]}
    step_inputs["keep"] = TensorSpec((1, 1, 1, COLUMNS))
    step_inputs["label"] = TensorSpec(("B", stems))
    step_inputs["coef"] = TensorSpec((8,))
    decoder_inputs = {"latent": TensorSpec(("B", LATENT_CHANNELS, "n"))}
    if draws_noise:
        decoder_inputs["noise"] = TensorSpec(("B", 2, NOISE_BINS, "8*n"))
    return {
        "encoder": GraphSpec(
            {"audio": TensorSpec(("B", ENCODER_SAMPLES))}, {"latent": TensorSpec(("B", LATENT_CHANNELS, COLUMNS))}
        ),
        "step": GraphSpec(step_inputs, {"x_out": latent_4d, "y_out": latent_4d}),
        "decoder": GraphSpec(decoder_inputs, {"audio": TensorSpec(("B", "4096*n+1536"))}),
    }


def part_encoder_contract(features: ColumnFeatures) -> GraphSpec:
    """What the ONNX encoder of a codec with column features takes and gives; a manifest tells of whole windows only."""
    return GraphSpec(
        {
            "audio": TensorSpec(("B", "4096*c+1536")),
            "place": TensorSpec((COLUMNS, "c")),
            "remembered": TensorSpec((1, COLUMNS, features.width)),
        },
        {
            "latent": TensorSpec(("B", LATENT_CHANNELS, COLUMNS)),
            "features": TensorSpec(("B", "c", features.width)),
        },
    )


def remembered_shape(memory: StepMemory, stems: int, columns: int) -> tuple[int, int, int, int, int]:
    return 2 * memory.blocks, stems, memory.heads, columns, memory.channels


def part_step_contract(stems: int, memory: StepMemory) -> GraphSpec:
    """What the ONNX step graph of a network with memory takes and gives; a manifest tells of whole windows only."""
    some = TensorSpec(("B", 1, LATENT_CHANNELS, "t"))
    inputs = dict(graph_contract(stems, True)["step"].inputs)
    inputs |= {name: some for name in ("x", "base", "noise_in", "noise_out")}
    layers, _, heads, _, channels = remembered_shape(memory, 1, COLUMNS)
    inputs["remembered"] = TensorSpec((layers, "B", heads, "m", channels))
    fresh = TensorSpec((layers, "B", heads, "t", channels))
    return GraphSpec(inputs, {"x_out": some, "y_out": some, "fresh": fresh})


def file_sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Write `manifest.json`; the caller makes the directory appear atomically."""
    text = json.dumps(asdict(manifest), indent=1, sort_keys=True)
    (directory / MANIFEST_NAME).write_text(text + "\n", encoding="utf-8")


@dataclass(frozen=True)
class Bundle:
    """A manifest that was read from `directory`, whose files are where it says."""

    directory: Path
    manifest: Manifest

    def engine_path(self, backend: str, graph: str) -> Path:
        return self.directory / self.manifest.engines[backend][graph].file


def read_bundle(directory: Path, *, verify_hashes: bool = True) -> Bundle:
    """Read and check a bundle. `verify_hashes=False` checks presence and shapes only.

    Raises BundleError, one line, when the directory holds no bundle or one that breaks the contract.
    """
    path = directory / MANIFEST_NAME
    again = "export it again with export/build_engines.py"
    if not path.is_file():
        raise BundleError(
            f"{directory}: no {MANIFEST_NAME} there; give --bundle a directory made by export/build_engines.py"
        )
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise BundleError(f"{path}: not valid JSON ({error}); {again}") from None
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        got = raw.get("format") if isinstance(raw, dict) else type(raw).__name__
        raise BundleError(f"{path}: format {got!r}, expected {FORMAT!r}; {again}")
    try:
        manifest = _manifest_from_json(raw)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BundleError(f"{path}: a field is missing or of the wrong kind ({error!r}); {again}") from None
    _check_contract(path, manifest)
    _check_files(directory, manifest, verify_hashes)
    return Bundle(directory, manifest)


def _manifest_from_json(raw: Mapping[str, Any]) -> Manifest:
    known = {f.name for f in fields(Manifest)}
    plain = {key: value for key, value in raw.items() if key in known}
    plain["stems"] = tuple(raw["stems"])
    plain["sampler"] = SamplerSpec(**raw["sampler"])
    plain["codec"] = _codec_from_json(raw["codec"])
    plain["memory"] = StepMemory(**raw["memory"]) if raw.get("memory") else None
    plain["graphs"] = {name: _graph_from_json(graph) for name, graph in raw["graphs"].items()}
    plain["engines"] = {
        backend: {graph: EngineFile(**entry) for graph, entry in files.items()}
        for backend, files in raw["engines"].items()
    }
    return Manifest(**plain)


def _codec_from_json(raw: Mapping[str, Any]) -> CodecSpec:
    features = raw.get("features")
    return CodecSpec(**{**raw, "features": ColumnFeatures(**features) if features else None})


def _graph_from_json(raw: Mapping[str, Any]) -> GraphSpec:
    def specs(tensors: Mapping[str, Any]) -> dict[str, TensorSpec]:
        return {name: TensorSpec(tuple(tensor["shape"]), tensor["dtype"]) for name, tensor in tensors.items()}

    return GraphSpec(specs(raw["inputs"]), specs(raw["outputs"]), raw["file"], raw["sha256"])


def _check_contract(path: Path, manifest: Manifest) -> None:
    numbers = (manifest.columns, manifest.column_samples, manifest.tail_samples, manifest.sample_rate)
    if numbers != (COLUMNS, COLUMN_SAMPLES, TAIL_SAMPLES, SAMPLE_RATE_HZ):
        raise BundleError(
            f"{path}: columns, column_samples, tail_samples, sample_rate are {numbers}, this runtime plays "
            f"({COLUMNS}, {COLUMN_SAMPLES}, {TAIL_SAMPLES}, {SAMPLE_RATE_HZ})"
        )
    if not manifest.stems or not all(isinstance(stem, str) and stem.isidentifier() for stem in manifest.stems):
        raise BundleError(f"{path}: stems are {manifest.stems!r}, expected names such as bass, drums, guitar, piano")
    if manifest.codec.join not in ("linear", "equal_power"):
        raise BundleError(f"{path}: codec join {manifest.codec.join!r}, expected linear or equal_power")
    for part, sizes in (("codec", manifest.codec.features), ("step", manifest.memory)):
        if sizes and not all(type(n) is int and n > 0 for n in asdict(sizes).values()):
            raise BundleError(f"{path}: {part} {sizes}, expected whole numbers from 1 on")
    manifest.sampler.build()
    expected = graph_contract(len(manifest.stems), manifest.codec.draws_noise)
    for name, contract in expected.items():
        graph = manifest.graphs.get(name)
        if graph is None:
            raise BundleError(
                f"{path}: graph {name!r} is missing; export the bundle again with export/build_engines.py"
            )
        for kind, got, wanted in (
            ("inputs", graph.inputs, contract.inputs),
            ("outputs", graph.outputs, contract.outputs),
        ):
            if dict(got) != dict(wanted):
                raise BundleError(
                    f"{path}: {name} {kind} are {_shapes(got)}, expected {_shapes(wanted)}; "
                    "export the bundle again with export/build_engines.py"
                )


def _shapes(specs: Mapping[str, TensorSpec]) -> str:
    return ", ".join(f"{name}[{','.join(map(str, spec.shape))}]" for name, spec in specs.items())


def _check_files(directory: Path, manifest: Manifest, verify_hashes: bool) -> None:
    entries = [(graph.file, graph.sha256) for graph in manifest.graphs.values()]
    entries += [(entry.file, entry.sha256) for files in manifest.engines.values() for entry in files.values()]
    if manifest.selfcheck:
        entries.append((manifest.selfcheck["file"], manifest.selfcheck["sha256"]))
    checked: set[tuple[str, str]] = set()
    for file, sha256 in entries:
        if (file, sha256) in checked:  # the ONNX engine is the graph itself
            continue
        checked.add((file, sha256))
        path = directory / file
        if Path(file).is_absolute() or ".." in Path(file).parts:
            raise BundleError(f"{directory}: the manifest names {file!r}, outside the bundle; refused")
        if not path.is_file():
            raise BundleError(f"{path}: missing; export the bundle again with export/build_engines.py")
        if verify_hashes and file_sha256(path) != sha256:
            raise BundleError(f"{path}: its sha256 is not the manifest's; export the bundle again or copy it anew")
