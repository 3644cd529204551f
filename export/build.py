"""Build a bundle: trace, write, measure against float32, and put in place in one rename."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from rtap.export import graphs
from rtap.export.checkpoints import (
    CheckpointError,
    CodecCheckpoint,
    Kind,
    ModelCheckpoint,
    read_codec,
    read_model,
    untrained_codec,
    untrained_model,
    untrained_source,
)
from rtap.export.codec_process import ChildError, CodecProcess
from rtap.export.networks.codec import FeatureEncoder, PartEncoder
from rtap.export.networks.column_transformer import ColumnTransformer
from rtap.export.networks.step import PartStep, StepGraph
from rtap.export.placing import place_atomically
from rtap.export.static_engines import add_selfcheck, columns_for
from rtap.runtime.bundle import (
    COLUMNS,
    MANIFEST_NAME,
    BundleError,
    CodecSpec,
    EngineFile,
    Manifest,
    file_sha256,
    graph_contract,
    part_encoder_contract,
    part_step_contract,
    read_bundle,
    write_manifest,
)

EXPORTER_VERSION = 5
"""Raise it when the same checkpoints would give other files: bundles on disk are then stale."""

ENGINES = ("onnx", "torch")
MAX_PARITY = {"fp32": 1e-3, "fp16": 3e-2}
"""A graph further than this from float32 is a defect of the exporter, not rounding; measured: 1e-5 and 1e-3."""

PARITY_COLUMNS = 2
"""Decoders are measured on this many columns; their graphs are the same for any number, and a column costs time."""
PART_COLUMNS = 24
"""Graphs that take parts of a window, on this many: of the step graph's last ones some are kept and some are not."""

Report = Callable[[str], None]
Files = dict[str, EngineFile]
"""engine -> file, of one graph."""


class BuildError(Exception):
    """One line: what stands in the way of a build, what to do."""


@dataclass(frozen=True)
class Options:
    """What to build, apart from where."""

    checkpoint: Path | None = None
    codec: Path | None = None
    untrained_seed: int | None = None
    """Random weights for whichever of the two files is not given."""
    size: str = "small"
    kind: Kind | None = None
    name: str = "bundle"
    r_values: tuple[float, ...] = (0.25, 0.125)
    engines: tuple[str, ...] = ENGINES
    rho: float | None = None
    steps: int | None = None
    weights: str = "fp32"

    def __post_init__(self) -> None:
        for missing, flag in ((self.checkpoint, "--checkpoint"), (self.codec, "--codec")):
            if missing is None and self.untrained_seed is None:
                raise BuildError(f"{flag} is missing; give a file, or --untrained SEED for random weights in its place")
        if unknown := sorted(set(self.engines) - set(ENGINES)):
            raise BuildError(f"--engines {','.join(unknown)}: unknown; choose from {', '.join(ENGINES)}")
        if "onnx" not in self.engines:
            raise BuildError("--engines must include onnx: it is the graph that every bundle carries")
        for r in self.r_values:
            if not (0 < r <= 1 and r * COLUMNS == round(r * COLUMNS)):
                raise BuildError(f"--r {r:g}: a step is whole columns; give k/64 (0.25 is 16/64)")
        if self.rho is not None and not 1 <= self.rho <= 100:
            raise BuildError(
                f"--rho {self.rho:g}: expected 1…100 (9 is the checkpoint's own, 7 the paper's live server's)"
            )
        if self.steps is not None and not 1 <= self.steps <= 1000:
            raise BuildError(f"--steps {self.steps}: expected 1…1000")

    def provenance(self) -> dict[str, Any]:
        """Everything a bundle's content follows from; equal provenance means that there is nothing to do."""
        seed, size = self.untrained_seed, self.size
        sources = {}
        for part, path in (("model", self.checkpoint), ("codec", self.codec)):
            if path is not None:
                if not path.is_file():
                    raise CheckpointError(f"{path}: no such file")
                sources[part] = {"source": path.name, "sha256": file_sha256(path)}
            else:
                assert seed is not None
                source, digest = untrained_source(part, seed, size)
                sources[part] = {"source": source, "sha256": digest}
        options = asdict(self)
        for key in ("checkpoint", "codec", "untrained_seed", "size"):  # told by the sources
            del options[key]
        libraries = {name: version(name) for name in ("torch", "onnx", "onnxscript", "onnxslim")}
        facts = {"checkpoints": sources, "exporter": EXPORTER_VERSION, "libraries": libraries, "options": options}
        return json.loads(json.dumps(facts))  # as it will read back: tuples are lists


def is_up_to_date(out: Path, options: Options) -> bool:
    """Whether `out` holds, whole and undamaged, just what a build would make."""
    if not (out / MANIFEST_NAME).is_file():
        return False
    try:
        bundle = read_bundle(out)
    except BundleError:  # stale or damaged: to be built again
        return False
    return dict(bundle.manifest.provenance) == options.provenance()


@dataclass(frozen=True)
class CodecFacts:
    """What the manifest says of a codec."""

    spec: CodecSpec
    trained: bool
    license: str | None


def build_steps(options: Options) -> int:
    """How many times `build` reports."""
    return 2 + 3 * (2 + len(options.engines))


def build(out: Path, options: Options, report: Report, *, parallel: bool = False) -> Manifest:
    """Build the bundle `out`, replacing one that is there. `report` is told each step as it begins.

    `parallel` makes the codec's graphs in a second process. It imports the caller's main module, which must therefore
    do nothing on import, and half of torch's threads are then each process's.

    Files appear at `out` all at once or, if anything fails, not at all. Raises CheckpointError, BuildError, PlaceError.
    """
    provenance = options.provenance()  # before anything is made: it is what finds a missing file
    with place_atomically(out) as work:
        return _build_in(work, options, provenance, report, parallel)


def _build_in(work: Path, options: Options, provenance: Mapping[str, Any], report: Report, parallel: bool) -> Manifest:
    report("reading checkpoints")
    if parallel:
        model, facts, files = _export_in_two_processes(work, options, provenance, report)
    else:
        model = _read_model(options, provenance)
        codec = _read_codec(options)
        facts = _facts(codec)
        files = {"step": _write_step(model, work, options, report), **_write_codec(codec, work, options, report)}

    contract = graph_contract(len(model.stems), facts.spec.draws_noise)
    engines = {engine: {name: files[name][engine] for name in contract} for engine in options.engines}
    manifest = Manifest(
        name=options.name,
        trained=model.trained and facts.trained,
        stems=model.stems,
        sampler=replace(
            model.sampler, rho=options.rho or model.sampler.rho, steps=options.steps or model.sampler.steps
        ),
        codec=facts.spec,
        memory=model.network.memory_spec if isinstance(model.network, ColumnTransformer) else None,
        graphs={
            name: replace(spec, file=files[name]["onnx"].file, sha256=files[name]["onnx"].sha256)
            for name, spec in contract.items()
        },
        engines=engines,
        parity={
            engine: {name: file.parity or 0.0 for name, file in by_name.items()} for engine, by_name in engines.items()
        },
        provenance=provenance,
        license=_license(model, facts),
    )
    report("answering the self-check's window")
    manifest = add_selfcheck(work, manifest, columns_for(options.r_values)[:1])
    write_manifest(work, manifest)
    read_bundle(work, verify_hashes=False)  # what is written must be what the runtime accepts
    return manifest


def _export_in_two_processes(
    work: Path, options: Options, provenance: Mapping[str, Any], report: Report
) -> tuple[ModelCheckpoint, CodecFacts, dict[str, Files]]:
    threads = torch.get_num_threads()
    each = max(1, threads // 2)
    child = CodecProcess(_codec_work, (work, options), report, (CheckpointError, BuildError), each)

    def report_unless_failed(step: str) -> None:
        child.check()
        report(step)

    torch.set_num_threads(each)
    try:
        with child:
            model = _read_model(options, provenance)
            facts = child.announced()
            files = {"step": _write_step(model, work, options, report_unless_failed), **child.result()}
    except ChildError as error:
        raise BuildError(str(error)) from None
    finally:
        torch.set_num_threads(threads)
    return model, facts, files


def _codec_work(
    work: Path, options: Options, report: Report, announce: Callable[[CodecFacts], None]
) -> dict[str, Files]:
    """In the child."""
    graphs.quieten()
    codec = _read_codec(options)
    announce(_facts(codec))
    return _write_codec(codec, work, options, report)


def _read_model(options: Options, provenance: Mapping[str, Any]) -> ModelCheckpoint:
    if options.checkpoint is None:
        return untrained_model(options.untrained_seed or 0, options.size)
    model = read_model(options.checkpoint, options.kind)
    wanted, given = model.metadata.get("codec_sha256"), provenance["checkpoints"]["codec"]["sha256"]
    if options.codec and wanted and wanted != given:
        raise CheckpointError(
            f"{options.checkpoint} was trained on the latents of another codec (sha256 {str(wanted)[:12]}…) than "
            f"{options.codec} ({given[:12]}…); give the codec it was trained with"
        )
    return model


def _read_codec(options: Options) -> CodecCheckpoint:
    if options.codec is None:
        return untrained_codec(options.untrained_seed or 0, options.size)
    return read_codec(options.codec)


def _facts(codec: CodecCheckpoint) -> CodecFacts:
    encoder = codec.codec.encoder
    features = encoder.feature_spec if isinstance(encoder, FeatureEncoder) else None
    spec = CodecSpec(codec.codec.kind, codec.codec.draws_noise, codec.codec.join, features)
    return CodecFacts(spec, codec.trained, codec.metadata.get("license"))


def _write_step(model: ModelCheckpoint, work: Path, options: Options, report: Report) -> Files:
    network = model.network
    network.pack_for_inference()
    whole = graphs.GraphSource("step", StepGraph(network), graph_contract(len(model.stems), True)["step"])
    parts = None
    if isinstance(network, ColumnTransformer) and network.memory_spec is not None:
        contract = part_step_contract(len(model.stems), network.memory_spec)
        parts = graphs.GraphSource("step", PartStep(network), contract)
    return _write_graph(whole, work, options, report, parts)


def _write_codec(codec: CodecCheckpoint, work: Path, options: Options, report: Report) -> dict[str, Files]:
    contract, encoder = graph_contract(1, codec.codec.draws_noise), codec.codec.encoder
    parts = None
    if isinstance(encoder, FeatureEncoder):
        parts = graphs.GraphSource("encoder", PartEncoder(encoder), part_encoder_contract(encoder.feature_spec))
    whole = graphs.GraphSource("encoder", encoder, contract["encoder"])
    decoder = graphs.GraphSource("decoder", codec.codec.decoder, contract["decoder"])
    return {
        "encoder": _write_graph(whole, work, options, report, parts),
        "decoder": _write_graph(decoder, work, options, report),
    }


def _write_graph(
    source: graphs.GraphSource,
    work: Path,
    options: Options,
    report: Report,
    parts: graphs.GraphSource | None = None,
) -> Files:
    """Write one graph for every engine and measure each file against the module itself.

    `parts` is what ONNX gets in place of `source`: a graph that, as asked, takes whole windows or parts of one.
    """
    report(f"{source.name}: tracing")
    files: Files = {}
    program = None
    for engine in sorted(options.engines, key="onnx".__eq__):  # onnx last: it rewrites the program
        given = parts if parts is not None and engine == "onnx" else source
        if program is None or given is parts:
            program = graphs.trace(given)
            checks = [_check(given, PARITY_COLUMNS if given is source else PART_COLUMNS)]
        report(f"{source.name}: writing for {engine}")
        if engine == "onnx":
            defaults: dict[str, Tensor] = {}
            if given is parts:
                whole, reference = _check(given, COLUMNS)
                defaults = {name: whole.pop(name) for name in ("place", "remembered") if name in whole}
                checks.append((whole, reference))
            path = work / f"{source.name}.onnx"
            try:
                graphs.write_onnx(program, given.spec, path, half_weights=options.weights == "fp16", defaults=defaults)
            except graphs.WeightRangeError as error:
                raise BuildError(str(error)) from None
            run, precision = graphs.run_onnx, "float32" if options.weights == "fp32" else "float32, weights float16"
            built_for: dict[str, Any] = {"opset": graphs.OPSET}
        else:
            path = work / f"{source.name}.pt2"
            graphs.write_torch(program, path)
            run, precision, built_for = graphs.run_torch, "float32", {"torch": version("torch")}
        distance = max(graphs.relative_error(run(path, inputs), reference) for inputs, reference in checks)
        limit = MAX_PARITY[options.weights if engine == "onnx" else "fp32"]
        if not distance <= limit:  # NaN too
            raise BuildError(
                f"{path.name} is {distance:.1e} away from float32, expected at most {limit:.0e}; "
                "a defect of the exporter"
            )
        files[engine] = EngineFile(path.name, file_sha256(path), precision, built_for, distance)
    report(f"{source.name}: done")
    return files


def _check(source: graphs.GraphSource, columns: int) -> tuple[dict[str, Tensor], list[Tensor]]:
    """Inputs and what the module makes of them."""
    inputs = source.example(1, columns, seed=1)
    return inputs, graphs.run_module(source.module, inputs)


def _license(model: ModelCheckpoint, codec: CodecFacts) -> str:
    if codec.trained and codec.spec.kind == "music2latent":
        return "CC BY-NC 4.0, inherited from Music2Latent's weights"
    stated = [str(text) for text in (model.metadata.get("license"), codec.license) if text]
    return "; ".join(dict.fromkeys(stated)) or ("unknown" if model.trained else "Apache-2.0 (random weights)")
