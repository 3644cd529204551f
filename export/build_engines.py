"""Build a bundle of engines: python export/build_engines.py --checkpoint model.ckpt --codec music2latent.pt

With no arguments it builds what this machine can for the demo.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

if __package__ in (None, ""):
    # Run as a script, sys.path begins with this folder, whose module names are nobody else's business. (Not so in the
    # second process of a build, which imports this file with its parent's path.)
    sys.path[:1] = [path for path in sys.path[:1] if Path(path).resolve() != Path(__file__).resolve().parent]

from rtap.export import graphs
from rtap.export.build import ENGINES, BuildError, Options, build, build_steps, is_up_to_date
from rtap.export.checkpoints import SIZES, CheckpointError
from rtap.runtime.bundle import MANIFEST_NAME, BundleError, Manifest, read_bundle

REPOSITORY = Path(__file__).resolve().parents[1]
DEMO_BUNDLE = REPOSITORY / "runtime" / "demo"
DEMO_SOURCES = (DEMO_BUNDLE / "model.safetensors", DEMO_BUNDLE / "codec.safetensors")
DEMO_OUT = REPOSITORY / "bundles" / "demo"


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
@click.option("--engines", default="onnx,torch", help=f"Comma-separated, of {', '.join(ENGINES)}.")
@click.option("--rho", type=float, help="Schedule exponent; 7 is the paper's live server.  [default: the checkpoint's]")
@click.option(
    "--steps", type=int, help="Sampler steps (schedule points of a diffusion model).  [default: the checkpoint's]"
)
@click.option("--weights", type=click.Choice(["fp32", "fp16"]), default="fp32", help="How ONNX files store weights.")
@click.option("--force", is_flag=True, help="Build even if the bundle is up to date.")
def main(
    checkpoint: Path | None,
    codec: Path | None,
    untrained: int | None,
    size: str,
    kind: str | None,
    out: Path | None,
    name: str | None,
    r_values: str,
    engines: str,
    rho: float | None,
    steps: int | None,
    weights: str,
    force: bool,
) -> None:
    """Build a bundle of engines from checkpoints.

    With neither --checkpoint, --codec nor --untrained it builds what this machine can for the demo: torch programs of
    the embedded bundle where its sources are there, an untrained small bundle where there is no embedded one.
    """
    console = Console(stderr=True)
    if checkpoint is None and codec is None and untrained is None:
        if (DEMO_BUNDLE / MANIFEST_NAME).is_file():
            if not all(source.is_file() for source in DEMO_SOURCES):
                return _report_embedded(console)
            checkpoint, codec = DEMO_SOURCES
        else:
            console.print("No embedded bundle here: building an untrained one. What it plays is noise.")
            untrained = 0
        out, name = out or DEMO_OUT, name or "demo"
    name = name or (out.name if out else checkpoint.stem if checkpoint else f"untrained-{size}")
    out = out or Path("bundles") / name
    try:
        options = Options(
            checkpoint=checkpoint,
            codec=codec,
            untrained_seed=untrained,
            size=size,
            kind=kind,  # type: ignore[arg-type]  # click.Choice has checked it
            name=name,
            r_values=_numbers("--r", r_values),
            engines=tuple(part.strip() for part in engines.split(",") if part.strip()),
            rho=rho,
            steps=steps,
            weights=weights,
        )
        if not force and is_up_to_date(out, options):
            console.print(f"{out} is up to date (--force builds it again)")
            return None
        manifest = _build_with_progress(console, out, options)
    except (CheckpointError, BuildError, BundleError, OSError) as error:
        raise click.ClickException(str(error)) from None
    _summarise(console, out, manifest)


def _numbers(flag: str, text: str) -> tuple[float, ...]:
    try:
        return tuple(float(part) for part in text.split(",") if part.strip())
    except ValueError:
        raise BuildError(f"{flag} {text}: expected numbers with commas between, such as 0.25,0.125") from None


def _build_with_progress(console: Console, out: Path, options: Options) -> Manifest:
    graphs.quieten()
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("starting", total=build_steps(options))

        def report(step: str) -> None:
            progress.update(task, description=step, advance=1)
            if not console.is_terminal:
                console.print(step)

        return build(out, options, report, parallel=(os.cpu_count() or 1) > 1)


def _report_embedded(console: Console) -> None:
    manifest = read_bundle(DEMO_BUNDLE).manifest
    console.print(
        f"The embedded bundle {DEMO_BUNDLE} is there, with engines {', '.join(manifest.engines)}; "
        f"torch programs need {' and '.join(source.name for source in DEMO_SOURCES)} beside it."
    )


def _summarise(console: Console, out: Path, manifest: Manifest) -> None:
    trained = "trained" if manifest.trained else "UNTRAINED: what it plays is noise"
    console.print(f"{out}: {manifest.codec.kind}, {manifest.sampler.kind}, {', '.join(manifest.stems)}, {trained}")
    for engine, files in manifest.engines.items():
        errors = ", ".join(f"{name} {file.parity:.0e}" for name, file in files.items())
        console.print(f"  {engine}: largest error against float32, relative: {errors}")


if __name__ == "__main__":
    main()
