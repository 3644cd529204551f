"""Windows to calibrate on, recorded while the runtime's accompanist plays: all inputs of all graphs that really occur.

\b
    rtap-calibrate data                       # 64 windows of the band's songs, the embedded bundle
    rtap-calibrate data TAKES --windows 32    # what a folder of WAV files makes the model see

Performances of 8 windows go round the stems, four operating points (one column and one step ahead, retrospective) and
hot and cold starts. The same command on the same machine writes the same bytes. `rtap-calibrate precision` reads OUT.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click
import numpy as np
import onnxruntime
from rich.console import Console
from rich.progress import Progress

from rtap.calibration.errors import CalibrationError
from rtap.calibration.windows import (
    FULL_SCALE,
    INDEX,
    WINDOWS_A_PERFORMANCE,
    Performance,
    RecordingStages,
    record_performance,
    write_index,
    write_shard,
)
from rtap.runtime.accompanist import Accompanist
from rtap.runtime.bundle import COLUMNS, ENCODER_SAMPLES, Bundle, BundleError, read_bundle
from rtap.runtime.cli import default_bundle
from rtap.runtime.engines.base import EngineError
from rtap.runtime.engines.ort import OrtStages
from rtap.runtime.play.audio_file import read_input
from rtap.runtime.play.errors import PlayError

POINTS = ((8, 1, True), (16, 16, False), (8, -8, True), (16, 1, False))
"""Step and look-ahead in columns, hot start: performances take them in turn."""
BAND_OFFSET = 10_000
"""Held-out songs from here on: not those that `sweep` measures."""

Say = Callable[[str], None]


@click.command(help=__doc__, context_settings={"show_default": True})
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--bundle", "bundle_path", type=click.Path(path_type=Path), help="[default: the embedded one]")
@click.option("--windows", type=click.IntRange(1), default=64)
@click.option("--seed", type=click.IntRange(0), default=0, help="Of noise and of where in a song a performance begins.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("out") / "calibration-data")
def command(folder: Path | None, bundle_path: Path | None, windows: int, seed: int, out: Path) -> None:
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    try:
        bundle = read_bundle(bundle_path or default_bundle())
        check_replaceable(out)
        planned = plan_performances(windows, len(bundle.manifest.stems), seed, hot_possible=folder is None)
        songs = (
            band_songs(planned, bundle, out)
            if folder is None
            else wav_songs(folder, planned, lambda line: console.print(line))
        )
        with Progress(console=console) as progress:
            bar = progress.add_task("windows", total=windows)
            found = record(bundle, planned, songs, out, lambda count: progress.advance(bar, count))
    except (CalibrationError, BundleError, EngineError, OSError) as error:
        raise click.ClickException(str(error)) from None
    facts = {
        "source": "the band" if folder is None else folder.name,
        "seed": seed,
        "windows": windows,
        "engine": f"ort {onnxruntime.__version__}, 1 thread",
    }
    write_index(out, bundle, found, facts)
    megabytes = sum((out / performance.file).stat().st_size for performance in found) / 1e6
    console.print(f"{out}: {windows} windows of {len(found)} performances, {megabytes:.1f} MB")


def check_replaceable(out: Path) -> None:
    """Raises CalibrationError where `out` holds something else than windows."""
    foreign = [path.name for path in out.glob("*") if path.name != INDEX and not path.name.startswith("windows-")]
    if foreign:
        raise CalibrationError(f"{out}: holds {foreign[0]}, which is no calibration data; choose another --out")


def plan_performances(windows: int, stems: int, seed: int, *, hot_possible: bool) -> list[Performance]:
    """Who plays what: stems and operating points in turn, all combinations of them in 4 times as many."""
    planned = []
    for index, first in enumerate(range(0, windows, WINDOWS_A_PERFORMANCE)):
        step, look_ahead, hot = POINTS[(index + index // stems) % len(POINTS)]
        count = min(WINDOWS_A_PERFORMANCE, windows - first)
        planned.append(Performance("", index % stems, step, look_ahead, hot and hot_possible, count, seed + index))
    return planned


Song = tuple[str, np.ndarray, np.ndarray | None]
"""Name, int16 context from the performance's first sample on, and the true stem there where it is known."""


def wav_songs(folder: Path, planned: Sequence[Performance], say: Say) -> Iterator[Song]:
    """A piece of a WAV file for each performance, files in turn. Raises CalibrationError."""
    if not folder.is_dir():
        raise CalibrationError(f"{folder}: no such folder; give one with WAV files, or none for the band")
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".wav" and path.is_file())
    if not files:
        raise CalibrationError(
            f"{folder}: no WAV file in it or below; give a folder of recordings, or none for the band"
        )
    chosen = [files[index * len(files) // len(planned) % len(files)] for index in range(len(planned))]
    return _pieces(folder, chosen, planned, say)


def _pieces(folder: Path, chosen: Sequence[Path], planned: Sequence[Performance], say: Say) -> Iterator[Song]:
    said: set[str] = set()
    for path, performance in zip(chosen, planned, strict=True):
        try:
            audio, notes = read_input(path)
        except PlayError as error:
            raise CalibrationError(str(error)) from None
        for note in notes:
            if note not in said:
                said.add(note)
                say(note)
        yield str(path.relative_to(folder)), _cut(audio, performance), None


def band_songs(planned: Sequence[Performance], bundle: Bundle, out: Path) -> Iterator[Song]:
    """A held-out song for each performance: its stems but one, and that one. Raises CalibrationError."""
    from rtap.training.band.render import SAMPLE_RATE_HZ, Renderer
    from rtap.training.band.song import HELD_OUT_FIRST_SEED, STEMS, compose

    if bundle.manifest.stems != STEMS:
        raise CalibrationError(
            f"{bundle.directory}: stems {bundle.manifest.stems}, the band has {STEMS}; give WAV files"
        )
    try:
        renderer = Renderer()
    except (FileNotFoundError, ModuleNotFoundError) as error:  # no SoundFont, no synthesiser: both say what to do
        raise CalibrationError(f"{error}; or give a folder of WAV files") from None
    for index, performance in enumerate(planned):
        seconds = performance.audio_samples / SAMPLE_RATE_HZ + 1.0
        song = compose(HELD_OUT_FIRST_SEED + BAND_OFFSET + index, seconds)
        stems = renderer.render(song)
        true = stems[performance.stem]
        yield f"band {song.seed}", _cut(stems.sum(0) - true, performance), _cut(true, performance)


def _cut(audio: np.ndarray, performance: Performance) -> np.ndarray:
    """int16 `[audio_samples]` from somewhere in `audio`; a shorter one is followed by silence."""
    rng = np.random.Generator(np.random.Philox(key=performance.seed))
    start = int(rng.integers(max(1, len(audio) - performance.audio_samples)))
    piece = audio[start : start + performance.audio_samples]
    out = np.zeros(performance.audio_samples, np.int16)
    out[: len(piece)] = np.round(np.clip(piece, -1, 1) * FULL_SCALE)
    return out


def record(
    bundle: Bundle,
    planned: Sequence[Performance],
    songs: Iterator[Song],
    out: Path,
    on_windows: Callable[[int], None],
) -> list[Performance]:
    """Play every performance in float32 on one core, which adds in the same order every time, and write its shard."""
    out.mkdir(parents=True, exist_ok=True)
    for path in [out / INDEX, *out.glob("windows-*")]:
        path.unlink(missing_ok=True)
    stages = RecordingStages(OrtStages(bundle, threads=1))
    found = []
    for index, (performance, (name, audio, true)) in enumerate(zip(planned, songs, strict=True)):
        manifest = bundle.manifest
        accompanist = Accompanist(
            stages, len(manifest.stems), manifest.sampler.build(), manifest.codec, seed=performance.seed
        )
        accompanist.warm_up(1, performance.plans[0].decode_columns)
        if performance.hot and true is not None:
            kept = performance.plans[0].new_column
            history = stages.encode(true[None, :ENCODER_SAMPLES].astype(np.float32) / FULL_SCALE)[0]
            accompanist.remember(performance.stem, 0, history[:, : min(kept, COLUMNS)].copy())
        tensors = record_performance(accompanist, stages, audio, performance)
        named = replace(performance, song=name)
        found.append(write_shard(out, index, named, tensors))
        on_windows(performance.windows)
    stages.close()
    return found
