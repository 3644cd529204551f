"""Engines of fixed shapes for a bundle that is there: TensorRT plans, typed ONNX for ONNX Runtime on CUDA.

They are made of the bundle's own ONNX files, so a bundle whose checkpoint is elsewhere, the embedded one for example,
gets them too. Each engine carries everything that would make it stale (`built_for`): one that is up to date is kept,
one that is not is rebuilt with a word that says why, and the bundle changes all at once or not at all.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import onnx
import onnx_ir as ir

from rtap.export import graphs, tensorrt_builder
from rtap.export.parity import AUDIO_GOAL_DB, OnnxStages, measure, write_emulated
from rtap.export.placing import link_or_copy, place_atomically
from rtap.export.precision import PrecisionError, PrecisionPlan, assign, to_mixed
from rtap.export.tensorrt_builder import RTX_CAPABILITIES, Builder, BuilderError, Progress
from rtap.runtime import selfcheck
from rtap.runtime.bundle import (
    COLUMN_SAMPLES,
    GRAPHS,
    MANIFEST_NAME,
    Bundle,
    BundleError,
    EngineFile,
    GraphSpec,
    Manifest,
    file_sha256,
    graph_contract,
    read_bundle,
    write_manifest,
)
from rtap.runtime.geometry import KNOWN_WINDOW_SAMPLES, Geometry, plan_window

PROGRAMS = ("torch-cuda", "torch-bf16")
"""Backends whose engines are torch programs, made of the bundle's float32 ones."""
BACKENDS = ("trt", "rtx", "ort-cuda", *PROGRAMS)
REVISION = 1
"""Raise it when the same graph and plan would give another engine."""
FADE_SAMPLES = 882
"""The runtime's fade unless told: 0.02 s. It decides with r how many columns an answer needs."""
MAX_BATCH = 16

Report = Callable[[str], None]


@dataclass(frozen=True)
class StaticOptions:
    """What to build for a bundle."""

    backends: tuple[str, ...]
    plan: PrecisionPlan
    batches: tuple[int, ...] = (1,)
    r_values: tuple[float, ...] = (0.25, 0.125)
    capabilities: tuple[str, ...] = RTX_CAPABILITIES
    accept_loss: bool = False
    """Build also what rounding brings below `AUDIO_GOAL_DB`."""

    def __post_init__(self) -> None:
        for batch in self.batches:
            if not 1 <= batch <= MAX_BATCH:
                raise BuilderError(f"--batch {batch}: expected 1…{MAX_BATCH}, the number of stems generated at once")
        if not self.batches:
            raise BuilderError("--batch: expected numbers of stems, such as 1,2,4")
        if self.plan.default == "bfloat16" and "ort-cuda" in self.backends:
            raise BuilderError(
                "--precision bf16 with --engines ort-cuda: ONNX Runtime's CUDA provider has no bfloat16 convolutions; "
                "use fp16, or trt or rtx"
            )

    @property
    def columns(self) -> tuple[int, ...]:
        """Numbers of columns that answers of these r need, for a client of either T."""
        return columns_for(self.r_values)

    def plan_of(self, backend: str) -> PrecisionPlan:
        """torch-bf16 is bfloat16 whatever the others are: that is what processors multiply fast."""
        return self.plan.with_default("bfloat16") if backend == "torch-bf16" else self.plan


@dataclass(frozen=True)
class Shape:
    """One engine's key and what its free axes are."""

    graph: str
    batch: int = 0
    """0: any, and any number of columns."""
    columns: int = 1
    """The decoder's; no other graph has such an axis."""

    @property
    def key(self) -> str:
        if not self.batch:
            return self.graph
        suffix = f"c{self.columns}" if self.graph == "decoder" else ""
        return f"{self.graph}@b{self.batch}{suffix}"


def columns_for(r_values: tuple[float, ...]) -> tuple[int, ...]:
    """Numbers of columns to decode for steps of these lengths and clients of either T, least first."""
    return tuple(sorted({decode_columns(t, r) for t in KNOWN_WINDOW_SAMPLES for r in r_values}))


def decode_columns(window_samples: int, r: float) -> int:
    """Columns a decoder of fixed length must have so that every window of this client fits.

    T = 262 144 moves by whole columns, so its answers always lie alike on the grid: 17 at r = 1/4. Others may lie
    anywhere: 18 for T = 264 600.
    """
    geometry = Geometry.from_client(window_samples, r, 1.0, FADE_SAMPLES)
    if geometry.step_samples % COLUMN_SAMPLES == 0:
        return plan_window(geometry, 0).decode_columns
    return geometry.decode_columns_max


def wanted_shapes(backend: str, options: StaticOptions) -> list[Shape]:
    """Engines to have: one encoder (the context is one signal), steps and decoders for every batch.

    A torch program fits any shape: it is compiled for one where it runs.
    """
    if backend in PROGRAMS:
        return [Shape(graph) for graph in GRAPHS]
    shapes = [Shape("encoder", 1), *(Shape("step", batch) for batch in options.batches)]
    return shapes + [Shape("decoder", batch, n) for batch in options.batches for n in options.columns]


def build_static(out: Path, source: Path, options: StaticOptions, report: Report, progress: Progress) -> Manifest:
    """Bring the engines of the bundle `source` up to date and put the result at `out`, which may be `source`.

    `report` is told each step; nothing is written when there is nothing to do. Raises BuilderError, PrecisionError and
    BundleError, one line each; the bundle at `out` is then what it was.
    """
    bundle = _with_what_is_there(read_bundle(source), out)
    builders = {b: tensorrt_builder.open_builder(b) for b in options.backends if b in tensorrt_builder.BACKENDS}
    wanted = {backend: _wanted(bundle.manifest, backend, options, builders) for backend in options.backends}
    stale = {backend: _stale(bundle, backend, facts, report) for backend, facts in wanted.items()}
    if not any(stale.values()) and bundle.directory == out and bundle.manifest.selfcheck:
        return bundle.manifest
    with place_atomically(out) as work:
        _link_files(bundle, options.backends, work)
        manifest = _with_selfcheck(work, bundle.manifest, options, report)
        work_bundle = Bundle(work, manifest)
        typed = {
            plan.default: _TypedGraphs(work_bundle, plan, report) for plan in map(options.plan_of, options.backends)
        }
        for backend in options.backends if not options.accept_loss else ():
            if stale[backend]:
                refuse_lossy(typed[options.plan_of(backend).default].parity, options.plan_of(backend))
        engines = {name: dict(files) for name, files in manifest.engines.items()}
        parity = {name: dict(errors) for name, errors in manifest.parity.items()}
        for backend in options.backends:
            in_precision = typed[options.plan_of(backend).default]
            engines[backend] = {}
            for shape, facts in wanted[backend].items():
                if shape in stale[backend]:
                    engines[backend][shape.key] = _build_one(
                        work, in_precision, backend, shape, facts, builders.get(backend), options, report, progress
                    )
                else:
                    engines[backend][shape.key] = kept = bundle.manifest.engines[backend][shape.key]
                    link_or_copy(bundle.directory / kept.file, work / kept.file)
            # The rounding is the graph's, the same for every backend and shape.
            parity[backend] = in_precision.parity if stale[backend] else dict(bundle.manifest.parity[backend])
        for graphs_in_precision in typed.values():
            graphs_in_precision.close()
        manifest = replace(manifest, engines=engines, parity=parity)
        write_manifest(work, manifest)
        read_bundle(work, verify_hashes=False)
    return manifest


CALIBRATED = "calibrated_"


def calibrated(plan: PrecisionPlan, manifest: Manifest) -> dict[str, float]:
    """What calibration expects of these graphs in this precision, for the manifest: SNRs of a whole window in dB, its
    spectral distance, and the SNR at the end of its 50 windows that feed back. Nothing where the plan is another's."""
    expected = plan.expected
    if expected.get("graphs") != {name: graph.sha256 for name, graph in manifest.graphs.items()}:
        return {}
    if expected.get("precision") != plan.default:
        return {}
    window = expected.get("window", {})
    return {f"{CALIBRATED}{name}": float(value) for name, value in window.items() if isinstance(value, int | float)}


def refuse_lossy(parity: Mapping[str, float], plan: PrecisionPlan) -> None:
    """Raises PrecisionError where rounding leaves less than `AUDIO_GOAL_DB` of a window's audio."""
    keys = ("audio_snr_db", f"{CALIBRATED}audio_snr_db")
    found = min((parity[key], key) for key in keys if key in parity)
    if not found[0] >= AUDIO_GOAL_DB:  # NaN too
        where = "calibration's windows" if found[1] == keys[1] else "the self-check's window"
        raise PrecisionError(
            f"{plan.default}: audio SNR of {where} is {found[0]:.1f} dB, expected at least {AUDIO_GOAL_DB:.0f}; run "
            "`rtap-calibrate precision` and give its precision.json as --precision-plan, or --force to build it anyway"
        )


def _with_what_is_there(source: Bundle, out: Path) -> Bundle:
    """The bundle to start from: what stands at `out`, if its graphs are the source's, has engines worth keeping."""
    if out == source.directory or not (out / MANIFEST_NAME).is_file():
        return source
    try:
        there = read_bundle(out)
    except BundleError:  # damaged or of another version: to be replaced
        return source
    same = {n: g.sha256 for n, g in there.manifest.graphs.items()} == {
        n: g.sha256 for n, g in source.manifest.graphs.items()
    }
    return there if same and there.manifest.name == source.manifest.name else source


def _link_files(bundle: Bundle, rebuilt: tuple[str, ...], work: Path) -> None:
    """Everything of a bundle but its manifest and the engines that are now decided on one by one."""
    engines = bundle.manifest.engines
    skipped = {file.file for backend in rebuilt for file in engines.get(backend, {}).values()} | {MANIFEST_NAME}
    for path in bundle.directory.iterdir():
        if path.is_file() and path.name not in skipped:
            link_or_copy(path, work / path.name)


def engine_key(facts: Mapping[str, Any]) -> str:
    """sha256 over everything an engine follows from."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def plan_digest(plan: PrecisionPlan) -> str:
    """What names a precision plan in an engine's key."""
    return hashlib.sha256(json.dumps(asdict(plan), sort_keys=True).encode()).hexdigest()[:16]


def _wanted(
    manifest: Manifest, backend: str, options: StaticOptions, builders: Mapping[str, Builder]
) -> dict[Shape, dict[str, Any]]:
    """For each engine all that would make it stale, in plain JSON."""
    builder = builders.get(backend)
    programs = manifest.engines.get("torch", {})
    if backend in PROGRAMS and not programs:
        raise BuilderError(
            f"--engines {backend}: is made of torch programs and {manifest.name} holds none; build that bundle from "
            f"its checkpoints with --engines onnx,torch,{backend}"
        )
    sources = programs if backend in PROGRAMS else manifest.graphs
    library = f"torch {version('torch')}" if backend in PROGRAMS else f"onnx {onnx.__version__}"
    plan = options.plan_of(backend)
    shared: dict[str, Any] = {
        "revision": REVISION,
        "precision": plan.default,
        "precision plan": plan_digest(plan),
        "builder": builder.version if builder else library,
        "compute capabilities": list(options.capabilities) if builder and builder.builds_without_gpu else [],
        "flags": ["strongly typed", "no TF32"] if builder else [],
    }
    return {
        shape: {
            **shared,
            "graph": shape.graph,
            "source": sources[shape.graph].sha256,
            "batch": shape.batch,
            "columns": shape.columns if shape.graph == "decoder" else None,
        }
        for shape in wanted_shapes(backend, options)
    }


def _stale(bundle: Bundle, backend: str, wanted: Mapping[Shape, Mapping[str, Any]], report: Report) -> set[Shape]:
    """Which engines are missing or would come out differently now; says why of those that were there."""
    stale = set()
    files = bundle.manifest.engines.get(backend, {})
    for shape, facts in wanted.items():
        file = files.get(shape.key)
        if file is not None and file.built_for.get("key") == engine_key(facts):
            continue
        stale.add(shape)
        if file is not None:
            differing = [
                f"{name} was {file.built_for.get(name)}, is {value}"
                for name, value in facts.items()
                if file.built_for.get(name) != value
            ]
            report(f"{backend} {shape.key} is stale: {'; '.join(differing) or 'its key differs'}")
    return stale


class _TypedGraphs:
    """The bundle's graphs in the plan's precision: made when first asked for, with their parity measured once."""

    def __init__(self, bundle: Bundle, plan: PrecisionPlan, report: Report) -> None:
        self.bundle = bundle
        self._report = report
        self.plan = plan
        self._folder = bundle.directory / f".typed-{plan.default}"
        self._folder.mkdir()
        self._summaries: dict[str, dict[str, int]] = {}
        self._parity: dict[str, float] | None = None

    def path(self, shape: Shape) -> Path:
        """A typed ONNX file of fixed shape."""
        graph = shape.graph
        assignment = assign(self._load(graph), graph, self.plan)
        self._summaries[graph] = assignment.summary()
        model = to_mixed(assignment, self.plan.default)
        model = graphs.freeze(model, self.bundle.manifest.graphs[graph], shape.batch, shape.columns)
        path = self._folder / f"{shape.key}.onnx"
        onnx.save(ir.to_proto(model), path)
        return path

    def summary(self, graph: str) -> dict[str, int]:
        return self._summaries[graph]

    @property
    def parity(self) -> dict[str, float]:
        """SNRs of a window against float32, with every narrow number rounded (see `precision.to_emulated`)."""
        if self._parity is None:
            self._report("measuring what the precision costs")
            manifest, folder = self.bundle.manifest, self._folder / "emulated"
            folder.mkdir()
            graphs = {name: self.bundle.directory / graph.file for name, graph in manifest.graphs.items()}
            paths = write_emulated(graphs, self.plan, folder)
            given, expected = selfcheck.read(self.bundle.directory / selfcheck.FILE_NAME, manifest)
            self._parity = measure(paths, manifest, given, expected) | calibrated(self.plan, manifest)
            shutil.rmtree(folder)
        return self._parity

    def close(self) -> None:
        shutil.rmtree(self._folder)

    def _load(self, graph: str) -> ir.Model:
        return ir.load(self.bundle.directory / self.bundle.manifest.graphs[graph].file)


def _build_one(
    work: Path,
    typed: _TypedGraphs,
    backend: str,
    shape: Shape,
    facts: Mapping[str, Any],
    builder: Builder | None,
    options: StaticOptions,
    report: Report,
    progress: Progress,
) -> EngineFile:
    report(f"{backend}: {shape.key}")
    if backend in PROGRAMS:
        return _build_program(work, typed, backend, shape.graph, facts)
    source = typed.path(shape)
    built_for: dict[str, Any] = {**facts, "key": engine_key(facts), "islands": typed.summary(shape.graph)}
    if builder is None:
        path = work / f"{shape.key}.{backend}.onnx"
        source.rename(path)
    else:
        plan, network = tensorrt_builder.build(builder, source, options.capabilities, progress)
        spec = typed.bundle.manifest.graphs[shape.graph]
        inputs, outputs = concrete(spec, shape)
        tensorrt_builder.check(network, inputs, outputs)
        path = work / f"{shape.key}.{backend}.plan"
        path.write_bytes(plan)
        source.unlink()
        built_for["network"] = network.to_json()
        if builder.backend == "rtx":
            built_for["jit_cache"] = tensorrt_builder.JIT_CACHE_NAME
    return EngineFile(path.name, file_sha256(path), typed.plan.default, built_for)


def _build_program(work: Path, typed: _TypedGraphs, backend: str, graph: str, facts: Mapping[str, Any]) -> EngineFile:
    """The bundle's torch program in mixed precision."""
    from rtap.export.half_program import write_half_program

    bundle = typed.bundle
    source, path = bundle.engine_path("torch", graph), work / f"{graph}.{backend}.pt2"
    # A program takes its inputs by position: the contract has their order, a manifest that was read only their names.
    contract = graph_contract(len(bundle.manifest.stems), bundle.manifest.codec.draws_noise)
    islands = write_half_program(source, path, graph, contract[graph], typed.plan)
    built_for = {**facts, "key": engine_key(facts), "islands": islands}
    return EngineFile(path.name, file_sha256(path), typed.plan.default, built_for)


def concrete(spec: GraphSpec, shape: Shape) -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
    """Inputs and outputs of an engine with every axis a number."""
    inputs, outputs = (
        {name: graphs.concrete_shape(t.shape, shape.batch, shape.columns) for name, t in tensors.items()}
        for tensors in (spec.inputs, spec.outputs)
    )
    return inputs, outputs


def check_engine(bundle: Bundle, backend: str, key: str, plan: PrecisionPlan) -> None:
    """Check a plan that cannot be loaded here: its hash, and the network that the parser makes of its graph (inputs,
    outputs, types, layers, attentions) against what the manifest says. Raises BuilderError, one line."""
    file = bundle.manifest.engines[backend][key]
    if file_sha256(bundle.directory / file.file) != file.sha256:
        raise BuilderError(f"{file.file}: its sha256 is not the manifest's; build it again")
    if file.built_for["precision plan"] != plan_digest(plan):
        raise BuilderError(f"{file.file}: was built by another precision plan; give the one it was built by")
    builder = tensorrt_builder.open_builder(backend)
    shape = Shape(key.partition("@")[0], file.built_for["batch"], file.built_for["columns"] or 1)
    spec = bundle.manifest.graphs[shape.graph]
    model = to_mixed(assign(ir.load(bundle.directory / spec.file), shape.graph, plan), plan.default)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{key}.onnx"
        onnx.save(ir.to_proto(graphs.freeze(model, spec, shape.batch, shape.columns)), path)
        network = tensorrt_builder.parse(builder, path).to_json()
    stated = file.built_for["network"]
    for name in ("inputs", "outputs", "layers", "attentions"):
        if network[name] != stated[name]:
            raise BuilderError(
                f"{file.file}: {name} of its graph are {network[name]}, the manifest says {stated[name]}; "
                "build it again"
            )


def _with_selfcheck(work: Path, manifest: Manifest, options: StaticOptions, report: Report) -> Manifest:
    """Float32 answers for the numbers of columns that these engines and earlier ones have."""
    stored: set[int] = set()
    path = work / selfcheck.FILE_NAME
    if manifest.selfcheck:
        stored = set(selfcheck.read(path, manifest)[1].audio)
    if min(options.columns) in stored:
        return manifest
    report("answering the self-check's window in float32")
    return add_selfcheck(work, manifest, tuple(sorted(stored | {min(options.columns)})))


def add_selfcheck(work: Path, manifest: Manifest, columns: tuple[int, ...]) -> Manifest:
    """Write `selfcheck.npz` for a bundle in `work`, whose ONNX graphs answer; the manifest that names it."""
    given = selfcheck.inputs(manifest)
    paths = {name: work / spec.file for name, spec in manifest.graphs.items()}
    answers = selfcheck.play(OnnxStages(paths), manifest, given, columns)
    path = work / selfcheck.FILE_NAME
    path.unlink(missing_ok=True)  # it may be another bundle's file under a second name
    selfcheck.write(path, given, answers)
    return replace(manifest, selfcheck={"file": path.name, "sha256": file_sha256(path)})
