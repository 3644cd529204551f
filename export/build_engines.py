"""Build a bundle of engines: python export/build_engines.py --checkpoint model.ckpt --codec music2latent.pt

With no arguments it builds what this machine can for the embedded bundle. `--engines rtx` builds TensorRT-RTX engines
anywhere, with no GPU in the machine; `--bundle DIR` adds engines to a bundle whose checkpoint is elsewhere.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

if __package__ in (None, ""):
    # Run as a script, sys.path begins with this folder, whose module names are nobody else's business. (Not so in the
    # second process of a build, which imports this file with its parent's path.)
    sys.path[:1] = [path for path in sys.path[:1] if Path(path).resolve() != Path(__file__).resolve().parent]

from rtap.export import graphs, tensorrt_builder
from rtap.export.build import ENGINES as GRAPH_ENGINES
from rtap.export.build import BuildError, Options, Report, build, build_steps, is_up_to_date
from rtap.export.checkpoints import SIZES, CheckpointError
from rtap.export.placing import PlaceError
from rtap.export.precision import DEFAULT_PLAN, FLAGS, PrecisionError, PrecisionPlan, read_plan
from rtap.export.static_engines import BACKENDS, PROGRAMS, StaticOptions, build_static, check_engine, wanted_shapes
from rtap.export.tensorrt_builder import RTX_CAPABILITIES, BuilderError
from rtap.runtime.bundle import MANIFEST_NAME, BundleError, Manifest, read_bundle

REPOSITORY = Path(__file__).resolve().parents[1]
DEMO_BUNDLE = REPOSITORY / "runtime" / "demo"
DEMO_SOURCES = (DEMO_BUNDLE / "model.safetensors", DEMO_BUNDLE / "codec.safetensors")
DEMO_OUT = REPOSITORY / "bundles" / "demo"
ENGINES = (*GRAPH_ENGINES, *BACKENDS)
ERRORS = (CheckpointError, BuildError, BundleError, BuilderError, PlaceError, PrecisionError, OSError)


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option(
    "--checkpoint", type=click.Path(path_type=Path), help="Accompaniment model: Lightning .ckpt or .safetensors."
)
@click.option("--codec", type=click.Path(path_type=Path), help="Codec: music2latent.pt or .safetensors.")
@click.option("--untrained", type=int, metavar="SEED", help="Random weights in place of a file that is not given.")
@click.option("--size", type=click.Choice(SIZES), default="small", help="Size of untrained networks.")
@click.option("--kind", type=click.Choice(["consistency", "diffusion"]), help="Only where the file does not tell.")
@click.option("--out", type=click.Path(path_type=Path), help="Directory of the bundle.  [default: bundles/NAME]")
@click.option("--name", help="Name in the manifest.  [default: that of --out, or of the checkpoint]")
@click.option("--r", "r_values", default="0.25,0.125", help="Step lengths to build for, in windows, k/64 each.")
@click.option(
    "--engines", help=f"Comma-separated, of {', '.join(ENGINES)}.  [default: onnx,torch, or what this machine can]"
)
@click.option(
    "--bundle",
    type=click.Path(path_type=Path),
    help="Add engines for NVIDIA cards to this bundle instead of reading checkpoints (with --out: to a copy of it).",
)
@click.option(
    "--precision",
    type=click.Choice(list(FLAGS)),
    help="Of engines for NVIDIA cards.  [default: fp16, or the plan's]",
)
@click.option(
    "--precision-plan", type=click.Path(path_type=Path), help="Which nodes stay float32.  [default: the packaged one]"
)
@click.option("--batch", default="1", help="Numbers of stems generated at once; an engine of fixed shapes for each.")
@click.option(
    "--compute-capability",
    "capabilities",
    default=",".join(RTX_CAPABILITIES),
    help="What rtx engines are to run on, or `current`: the card in this machine.",
)
@click.option("--rho", type=float, help="Schedule exponent; 7 is the paper's live server.  [default: the checkpoint's]")
@click.option(
    "--steps", type=int, help="Sampler steps (schedule points of a diffusion model).  [default: the checkpoint's]"
)
@click.option("--weights", type=click.Choice(["fp32", "fp16"]), default="fp32", help="How ONNX files store weights.")
@click.option("--check", is_flag=True, help="Build nothing; check the bundle's TensorRT plans against its manifest.")
@click.option(
    "--force", is_flag=True, help="Build even if the bundle is up to date, and what rounding costs too much of."
)
def main(
    checkpoint: Path | None,
    codec: Path | None,
    untrained: int | None,
    size: str,
    kind: str | None,
    out: Path | None,
    name: str | None,
    r_values: str,
    engines: str | None,
    bundle: Path | None,
    precision: str | None,
    precision_plan: Path | None,
    batch: str,
    capabilities: str,
    rho: float | None,
    steps: int | None,
    weights: str,
    check: bool,
    force: bool,
) -> None:
    """Build a bundle of engines from checkpoints.

    With neither --checkpoint, --codec, --untrained nor --bundle it builds what this machine can for the embedded bundle
    (an untrained small one where there is no embedded one).
    """
    console = Console(stderr=True)
    given = (checkpoint, codec, untrained, bundle)
    try:
        if check:
            return _check(console, out or bundle or DEMO_OUT, _plan(precision, precision_plan))
        chosen = _names(engines) if engines is not None else None
        if bundle is not None and given != (None, None, None, bundle):
            raise BuildError("--bundle takes what is in a bundle; leave out --checkpoint, --codec and --untrained")
        if given == (None, None, None, None):
            bundle, checkpoint, codec, untrained = _embedded(console)
            out, name = out or DEMO_OUT, name or "demo"
            chosen = chosen or _buildable(GRAPH_ENGINES if bundle is None else ())
            if bundle is not None and not chosen:
                return _report_embedded(console)
        chosen = chosen or GRAPH_ENGINES
        fixed = tuple(engine for engine in chosen if engine in BACKENDS)
        static = _static_options(fixed, precision, precision_plan, batch, r_values, capabilities, force)
        if bundle is None:
            name = name or (out.name if out else checkpoint.stem if checkpoint else f"untrained-{size}")
            out = out or Path("bundles") / name
            programs = tuple(engine for engine in chosen if engine not in BACKENDS)
            if set(PROGRAMS) & set(chosen) and not programs:
                programs = GRAPH_ENGINES
            options = Options(
                checkpoint=checkpoint,
                codec=codec,
                untrained_seed=untrained,
                size=size,
                kind=kind,  # type: ignore[arg-type]  # click.Choice has checked it
                name=name,
                r_values=_numbers("--r", r_values),
                engines=programs or ("onnx",),  # what the others are made of
                rho=rho,
                steps=steps,
                weights=weights,
            )
            if force or not is_up_to_date(out, options):
                manifest = _with_progress(
                    console,
                    build_steps(options),
                    lambda report, _: build(out, options, report, parallel=(os.cpu_count() or 1) > 1),
                )
                _summarise(console, out, manifest)
            else:
                console.print(f"{out} is up to date (--force builds it again)")
            bundle = out
        elif unknown := [engine for engine in chosen if engine not in BACKENDS]:
            raise BuildError(
                f"--engines {','.join(unknown)}: made from checkpoints only, and {bundle} holds none; "
                f"choose from {', '.join(BACKENDS)}, or give --checkpoint and --codec"
            )
        if fixed:
            _add_engines(console, out or bundle, bundle, static)
    except ERRORS as error:
        raise click.ClickException(str(error)) from None


def _check(console: Console, path: Path, plan: PrecisionPlan) -> None:
    """Plans need a card to be loaded; their hashes and the networks they are made of do not."""
    bundle = read_bundle(path)
    for backend in tensorrt_builder.BACKENDS:
        for key in bundle.manifest.engines.get(backend, {}):
            check_engine(bundle, backend, key, plan)
            console.print(f"{backend} {key}: as the manifest says")


def _names(engines: str) -> tuple[str, ...]:
    names = tuple(part.strip() for part in engines.split(",") if part.strip())
    if unknown := sorted(set(names) - set(ENGINES)):
        raise BuildError(f"--engines {','.join(unknown)}: unknown; choose from {', '.join(ENGINES)}")
    return names


def _embedded(console: Console) -> tuple[Path | None, Path | None, Path | None, int | None]:
    """What to build from with no arguments: (bundle, checkpoint, codec, seed of random weights)."""
    if not (DEMO_BUNDLE / MANIFEST_NAME).is_file():
        console.print("No embedded bundle here: building an untrained one. What it plays is noise.")
        return None, None, None, 0
    if all(source.is_file() for source in DEMO_SOURCES):
        return None, *DEMO_SOURCES, None
    return DEMO_BUNDLE, None, None, None


def _buildable(programs: tuple[str, ...]) -> tuple[str, ...]:
    """`programs` and the engines of fixed shapes whose builder is installed here, and whose card could be."""
    import onnxruntime

    found = list(programs)
    for backend in tensorrt_builder.BACKENDS:
        try:
            tensorrt_builder.open_builder(backend)
        except BuilderError:  # not asked for by name: what is not there is not built
            continue
        found.append(backend)
    if "CUDAExecutionProvider" in onnxruntime.get_available_providers():
        found.append("ort-cuda")
    return tuple(found)


def _static_options(
    backends: tuple[str, ...],
    precision: str | None,
    plan: Path | None,
    batch: str,
    r_values: str,
    capabilities: str,
    accept_loss: bool,
) -> StaticOptions:
    return StaticOptions(
        backends,
        _plan(precision, plan),
        tuple(int(number) for number in _numbers("--batch", batch)),
        _numbers("--r", r_values),
        tuple(part.strip() for part in capabilities.split(",") if part.strip()),
        accept_loss,
    )


def _plan(precision: str | None, path: Path | None) -> PrecisionPlan:
    plan = read_plan(path or DEFAULT_PLAN)
    wanted = FLAGS[precision] if precision else plan.default
    if path is not None and wanted != plan.default:
        raise BuildError(f"--precision {precision} and {path} says {plan.default}; leave one of the two out")
    return plan.with_default(wanted)


def _numbers(flag: str, text: str) -> tuple[float, ...]:
    try:
        return tuple(float(part) for part in text.split(",") if part.strip())
    except ValueError:
        raise BuildError(f"{flag} {text}: expected numbers with commas between, such as 0.25,0.125") from None


def _add_engines(console: Console, out: Path, source: Path, options: StaticOptions) -> None:
    """Engines of fixed shapes; says how long each took."""
    steps = 2 + sum(len(wanted_shapes(backend, options)) for backend in options.backends)
    started = time.perf_counter()
    manifest = _with_progress(
        console, steps, lambda report, progress: build_static(out, source, options, report, progress)
    )
    for backend in options.backends:
        errors = ", ".join(
            f"{name.removesuffix('_snr_db').replace('_', ' ')} {db:.0f} dB"
            for name, db in manifest.parity[backend].items()
            if name.endswith("_snr_db")
        )
        console.print(f"{out}: {backend} {options.plan_of(backend).default}, {', '.join(manifest.engines[backend])}")
        console.print(f"  signal to rounding, emulated: {errors} ({time.perf_counter() - started:.1f} s in all)")


def _with_progress(
    console: Console, steps: int, work: Callable[[Report, tensorrt_builder.Progress], Manifest]
) -> Manifest:
    """Run `work` with a bar for its steps and one for the phase that a builder of TensorRT is in."""
    graphs.quieten()
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("starting", total=steps)
        phase = progress.add_task("", total=None, visible=False)

        def report(step: str) -> None:
            progress.update(task, description=step, advance=1)
            progress.update(phase, visible=False)
            if not console.is_terminal:
                console.print(step)

        def report_phase(name: str, done: int, total: int) -> None:
            progress.update(phase, description=f"  {name}", completed=done, total=total, visible=True)

        return work(report, report_phase)


def _report_embedded(console: Console) -> None:
    manifest = read_bundle(DEMO_BUNDLE).manifest
    console.print(
        f"The embedded bundle {DEMO_BUNDLE} is there, with engines {', '.join(manifest.engines)}; "
        f"torch programs need {' and '.join(source.name for source in DEMO_SOURCES)} beside it, "
        f"engines for NVIDIA cards a builder: {tensorrt_builder.HOW_TO_INSTALL['rtx']}"
    )


def _summarise(console: Console, out: Path, manifest: Manifest) -> None:
    trained = "trained" if manifest.trained else "UNTRAINED: what it plays is noise"
    console.print(f"{out}: {manifest.codec.kind}, {manifest.sampler.kind}, {', '.join(manifest.stems)}, {trained}")
    for engine, files in manifest.engines.items():
        errors = ", ".join(f"{name} {file.parity or 0:.0e}" for name, file in files.items())
        console.print(f"  {engine}: largest error against float32, relative: {errors}")


if __name__ == "__main__":
    main()
