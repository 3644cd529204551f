"""Train a band's codec and accompaniment model: `python -m rtap.training all --config training/configs/cpu.yaml`.

Each stage can be run alone, in the order band, codec, encode, diffusion, distill; `evaluate` measures the result.
Every stage resumes where it stopped.
"""

from __future__ import annotations

import sys
import tempfile
import time
from importlib.resources import files
from pathlib import Path

import click

from rtap.training.stages import STAGES, Plan, band_stage

CONFIGS = Path(str(files("rtap.training"))) / "configs"


@click.group(help=__doc__, context_settings={"show_default": True})
def main() -> None:
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]


def run_options(command):  # type: ignore[no-untyped-def]
    options = [
        click.option("--config", type=click.Path(exists=True, path_type=Path), default=CONFIGS / "cpu.yaml"),
        click.option("--out", type=click.Path(path_type=Path), default=Path("training/runs/cpu")),
        click.option("--device", help="torch device; the GPU where there is one"),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@main.command()
@run_options
@click.option(
    "--recordings",
    type=click.Path(exists=True, path_type=Path),
    help="folder in Slakh2100's layout (Track*/bass.wav …) to import instead of rendering the band",
)
def band(config: Path, out: Path, device: str | None, recordings: Path | None) -> None:
    """Render songs of the band, or import recordings."""
    band_stage(Plan.read(config, out, device), recordings)


@main.command()
@run_options
def codec(config: Path, out: Path, device: str | None) -> None:
    """Train the codec."""
    STAGES["codec"](Plan.read(config, out, device))


@main.command()
@run_options
def encode(config: Path, out: Path, device: str | None) -> None:
    """Encode windows of all songs."""
    STAGES["encode"](Plan.read(config, out, device))


@main.command()
@run_options
def diffusion(config: Path, out: Path, device: str | None) -> None:
    """Train the diffusion model."""
    STAGES["diffusion"](Plan.read(config, out, device))


@main.command()
@run_options
def distill(config: Path, out: Path, device: str | None) -> None:
    """Distil the diffusion model into a consistency model."""
    STAGES["distill"](Plan.read(config, out, device))


@main.command(name="all")
@run_options
def run_all(config: Path, out: Path, device: str | None) -> None:
    """All stages of a run."""
    run_stages(Plan.read(config, out, device))


@main.command()
@click.option("--config", type=click.Path(exists=True, path_type=Path), default=CONFIGS / "smoke.yaml")
@click.option("--device", help="torch device; the GPU where there is one")
def smoke(config: Path, device: str | None) -> None:
    """All stages at toy size in a folder that is thrown away: under 3 minutes on 2 cores."""
    with tempfile.TemporaryDirectory() as folder:
        run_stages(Plan.read(config, Path(folder), device))


def run_stages(plan: Plan) -> None:
    for name, stage in STAGES.items():
        start_s = time.monotonic()
        print(f"--- {name}")
        stage(plan)
        print(f"--- {name}: {time.monotonic() - start_s:.0f} s")


if __name__ == "__main__":
    main()
