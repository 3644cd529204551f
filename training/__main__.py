"""Train a band's codec and accompaniment model: `python -m rtap.training all --config training/configs/cpu.yaml`.

Each stage can be run alone, in the order band, codec, encode, tell, diffusion, distill; `evaluate` measures the result.
Every stage resumes where it stopped.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Literal

import click

from rtap.export.checkpoints import read_codec
from rtap.runtime.bundle import read_bundle
from rtap.training.band.render import SAMPLE_RATE_HZ, Renderer
from rtap.training.band.song import HELD_OUT_FIRST_SEED, STEMS, compose
from rtap.training.band.store import open_store, render_band
from rtap.training.stages import STAGES, Plan, band_stage, refine_stage

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
@click.argument("seed", type=int)
@click.option("--out", type=click.Path(path_type=Path), default=Path("."))
@click.option("--seconds", default=30.0)
def song(seed: int, out: Path, seconds: float) -> None:
    """Write one song of the band as SEED.mid and SEED/*.wav, to listen to."""
    import soundfile

    from rtap.training.band.midi import to_midi

    written = compose(seed, seconds)
    (out / str(seed)).mkdir(parents=True, exist_ok=True)
    to_midi(written).write(str(out / f"{seed}.mid"))
    for stem, audio in zip(STEMS, Renderer().render(written), strict=True):
        soundfile.write(out / str(seed) / f"{stem}.wav", audio, SAMPLE_RATE_HZ)
    print(f"{written.style} in {written.meter.name} at {written.tempo_bpm} bpm: {out / str(seed)}")


@main.command()
@run_options
def codec(config: Path, out: Path, device: str | None) -> None:
    """Train the codec."""
    STAGES["codec"](Plan.read(config, out, device))


@main.command()
@run_options
def refine(config: Path, out: Path, device: str | None) -> None:
    """Train the codec's decoder further, its encoder and all latents kept."""
    refine_stage(Plan.read(config, out, device))


@main.command()
@run_options
def encode(config: Path, out: Path, device: str | None) -> None:
    """Encode windows of all songs."""
    STAGES["encode"](Plan.read(config, out, device))


@main.command()
@run_options
def tell(config: Path, out: Path, device: str | None) -> None:
    """Teach what the network is told of chords, where the run's YAML has a section for it."""
    STAGES["tell"](Plan.read(config, out, device))


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


@main.command()
@run_options
@click.option("--bundle", type=click.Path(exists=True, path_type=Path), help="bundle of the distilled model")
@click.option(
    "--diffusion-bundle", type=click.Path(exists=True, path_type=Path), help="bundle of the model before distillation"
)
@click.option("--figures", type=click.Path(path_type=Path), help="folder for JSON and plots; OUT/figures by default")
@click.option("--songs", default=40, help="held-out songs for the codec")
@click.option("--excerpts", default=40, help="held-out songs for accompaniment, 12 s of each")
@click.option("--codec/--no-codec", "with_codec", default=True, help="measure the codec alone")
@click.option("--regimes/--no-regimes", "with_regimes", default=True, help="measure every regime of look-ahead")
@click.option("--samplers/--no-samplers", "with_samplers", default=True, help="compare samplers")
@click.option("--step-columns", multiple=True, type=int, default=(8, 16), help="step lengths to measure, of 64")
@click.option("--starts", multiple=True, type=click.Choice(["hot", "cold"]), default=("hot", "cold"))
@click.option("--cold-start", type=click.Choice(["silence", "generate"]), default="silence")
def evaluate(
    config: Path,
    out: Path,
    device: str | None,
    bundle: Path | None,
    diffusion_bundle: Path | None,
    figures: Path | None,
    songs: int,
    excerpts: int,
    with_codec: bool,
    with_regimes: bool,
    with_samplers: bool,
    step_columns: tuple[int, ...],
    starts: tuple[str, ...],
    cold_start: Literal["silence", "generate"],
) -> None:
    """Measure codec and accompaniment on held-out songs."""
    from rtap.training import evaluate as measure

    figures = figures or out / "figures"
    count = max(songs, excerpts)
    render_band(out / "held_out", HELD_OUT_FIRST_SEED, count, 30.0)
    held_out = open_store(out / "held_out")[:count]
    if with_codec:
        found = measure.evaluate_codec(read_codec(out / "codec.safetensors").codec, held_out[:songs])
        measure.save_figures(figures / "codec.json", found, f"{songs} held-out songs")
        print(measure.table(found))
    if bundle is None:
        return
    consistency = read_bundle(bundle)
    pieces = measure.excerpts_of(held_out[:excerpts], columns=128)
    if with_regimes:
        regimes = [
            regime
            for step in step_columns
            for start in starts
            for regime in measure.regimes_of(step, hot=start == "hot")
        ]
        path = figures / "look_ahead.json"
        found = measure.evaluate_look_ahead(consistency, pieces, regimes, cold_start, path)
        measure.plot_look_ahead(found, regimes, figures / "look_ahead.png")
    if with_samplers:
        diffusion = read_bundle(diffusion_bundle) if diffusion_bundle else None
        regime = measure.Regime(step_columns=16, look_ahead_columns=-16, hot=True)
        found, times = measure.evaluate_samplers(consistency, diffusion, pieces, regime, range(len(STEMS)))
        print(measure.samplers_table(found, times))
        sample_ms = {name: asdict(time) for name, time in times.items()}
        note = f"{excerpts} excerpts of 12 s, {regime.name}; sampling ms: {json.dumps(sample_ms)}"
        measure.save_figures(figures / "samplers.json", found, note)
        measure.plot_samplers(found, times, figures / "samplers.png")


def run_stages(plan: Plan) -> None:
    for name, stage in STAGES.items():
        start_s = time.monotonic()
        print(f"--- {name}")
        stage(plan)
        print(f"--- {name}: {time.monotonic() - start_s:.0f} s")


if __name__ == "__main__":
    main()
