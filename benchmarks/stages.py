"""Each stage of a window alone, at the shapes of one r, on one or more engines in turn.

    python -m rtap.benchmarks.stages --bundle bundles/small --engine ort --engine torch --r 0.125

Prints the median, the fastest and the slowest of the repetitions after the first, and the window they add up to: of an
engine that takes parts of a window, with what it encodes of each window but the first.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import numpy as np
from rich.console import Console
from rich.table import Table

from rtap.runtime.bundle import (
    COLUMN_SAMPLES,
    COLUMNS,
    ENCODER_SAMPLES,
    FRAMES_PER_COLUMN,
    LATENT_CHANNELS,
    NOISE_BINS,
    WINDOW_SAMPLES,
    Bundle,
    BundleError,
    read_bundle,
    remembered_shape,
)
from rtap.runtime.cli import default_bundle
from rtap.runtime.context import ContextEncoder
from rtap.runtime.cores import thread_bound
from rtap.runtime.engines import open_stages
from rtap.runtime.engines.base import F32, EngineError, Stages
from rtap.runtime.geometry import Geometry, WindowPlan, plan_window
from rtap.runtime.session import Settings


@click.command(help=__doc__, context_settings={"show_default": True})
@click.option("--bundle", "path", type=click.Path(path_type=Path), help="[default: the embedded one]")
@click.option("--engine", "engines", multiple=True, default=("ort",))
@click.option("--r", default=0.25)
@click.option("--stems", type=click.IntRange(1), default=1)
@click.option("--threads", type=click.IntRange(1))
@click.option("--repeat", type=click.IntRange(2), default=30)
def main(path: Path | None, engines: tuple[str, ...], r: float, stems: int, threads: int | None, repeat: int) -> None:
    geometry = Settings(r=r, window_samples=WINDOW_SAMPLES).geometry
    plan = plan_window(geometry, cursor=0)
    table = Table(title=f"stages, r = {r:g}, {stems} stem(s), {plan.decode_columns} columns decoded, ms")
    for column in ("engine", "stage", "median", "fastest", "slowest"):
        table.add_column(column, justify="right" if column not in ("engine", "stage") else "left")
    try:
        bundle = read_bundle(path or default_bundle())
        calls = len(bundle.manifest.sampler.build().calls)
        for name in engines:
            with bound_stages(name, bundle, threads) as stages:
                window_ms = 0.0
                runs = stage_runs(stages, plan, stems, len(bundle.manifest.stems), bundle.manifest.codec.draws_noise)
                if stages.parts is not None:
                    runs.insert(1, (NEW_COLUMNS, new_columns_run(stages, geometry)))
                if stages.step_parts is not None:
                    runs.insert(-1, (NOISY_COLUMNS, noisy_columns_run(stages, plan, len(bundle.manifest.stems))))
                for stage, run in runs:
                    times_ms = [_time_ms(run) for _ in range(repeat)][1:]
                    window_ms += float(np.median(times_ms)) * times_in_window(stage, stages, calls)
                    row = (np.median(times_ms), min(times_ms), max(times_ms))
                    table.add_row(name, stage, *(f"{ms:.1f}" for ms in row))
                table.add_row(name, f"window, {calls} steps", f"{window_ms:.1f}", "", "")
    except (BundleError, EngineError) as error:
        raise click.ClickException(str(error)) from None
    Console().print(table)


@contextlib.contextmanager
def bound_stages(engine: str, bundle: Bundle, threads: int | None = None) -> Iterator[Stages]:
    """An engine as the server opens it, the calling thread on the core that it leaves; closed and free at the end."""
    stages, _ = open_stages(engine, bundle, threads=threads, bound=True)
    try:
        with thread_bound(stages):
            yield stages
    finally:
        stages.close()


def times_in_window(stage: str, stages: Stages, calls: int) -> int:
    """How often a stage runs for one window of a performance."""
    if stage == "encode":
        return int(stages.parts is None)
    if stage == NOISY_COLUMNS:
        return calls - 1
    if stage == "step":
        return calls if stages.step_parts is None else 1
    return 1


def stage_runs(
    stages: Stages, plan: WindowPlan, stems: int, labels: int, draws_noise: bool
) -> list[tuple[str, Callable[[], object]]]:
    """The three stages on unit noise: never on zeros, which may run at another speed."""
    random = np.random.default_rng(0)

    def noise(*shape: int) -> np.ndarray:
        return random.standard_normal(shape, dtype=np.float32)

    audio = np.float32(0.1) * noise(1, ENCODER_SAMPLES)
    x, base, source, noise_in, noise_out, mixture = (noise(stems, 1, LATENT_CHANNELS, COLUMNS) for _ in range(6))
    keep = (np.arange(COLUMNS) < plan.new_column - plan.window_column).astype(np.float32).reshape(1, 1, 1, COLUMNS)
    label = np.eye(labels, dtype=np.float32)[np.arange(stems) % labels]
    coef = np.array([1, 1, 0.7, 0, 0, 0.5, 0.5, 0], dtype=np.float32)
    block = noise(stems, LATENT_CHANNELS, plan.decode_columns)
    drawn = noise(stems, 2, NOISE_BINS, FRAMES_PER_COLUMN * plan.decode_columns) if draws_noise else None
    return [
        ("encode", lambda: stages.encode(audio)),
        ("step", lambda: stages.step(x, base, source, noise_in, noise_out, mixture, keep, label, coef)),
        ("decode", lambda: stages.decode(block, drawn)),
    ]


NEW_COLUMNS = "encode, new columns"
NOISY_COLUMNS = "step, noisy columns"


def new_columns_run(stages: Stages, geometry: Geometry) -> Callable[[], object]:
    """What a window's encoding costs while playing: each run is the next window."""
    encoder, windows = ContextEncoder(stages), moving_windows(geometry)
    encoder.warm_up()
    audio, plan = next(windows)
    encoder.encode(audio, plan)

    def run() -> None:
        audio, plan = next(windows)
        encoder.encode(audio, plan)

    return run


def noisy_columns_run(stages: Stages, plan: WindowPlan, labels: int) -> Callable[[], object]:
    """Every call of the step graph but a window's first, one stem, where the network has memory."""
    parts = stages.step_parts
    assert parts is not None
    random = np.random.default_rng(0)
    first = plan.known_columns
    columns = COLUMNS - first
    widths = (columns, columns, COLUMNS, columns, columns, COLUMNS)  # source and mixture are the window's
    maps = [random.standard_normal((1, 1, LATENT_CHANNELS, width), dtype=np.float32) for width in widths]
    maps[-1][..., first:] = 0.0
    keep = (np.arange(COLUMNS) < plan.new_column - plan.window_column).astype(np.float32).reshape(1, 1, 1, COLUMNS)
    label = np.eye(labels, dtype=np.float32)[:1]
    coef = np.array([1, 1, 0.7, 0, 0, 0.5, 0.5, 0], dtype=np.float32)
    remembered = random.standard_normal(remembered_shape(parts.memory, 1, first), dtype=np.float32)
    given = [*maps, keep, label, coef, remembered]
    return lambda: parts.step(*given)


def moving_windows(geometry: Geometry) -> Iterator[tuple[F32, WindowPlan]]:
    """The context as a performance hears it, without end: noise that repeats after a window, 0 from the cursor on.

    For steps of whole columns.
    """
    song = np.float32(0.1) * np.random.default_rng(0).standard_normal(WINDOW_SAMPLES, dtype=np.float32)
    step = geometry.step_samples
    audios = []
    for n in range(COLUMNS // math.gcd(COLUMNS, step // COLUMN_SAMPLES)):
        plan = plan_window(geometry, n * step)
        at = np.arange(plan.window_start, plan.window_start + ENCODER_SAMPLES)
        audios.append(np.where(at < plan.cursor, song[at % WINDOW_SAMPLES], np.float32(0))[None])

    def windows() -> Iterator[tuple[F32, WindowPlan]]:
        for index in itertools.count():
            yield audios[index % len(audios)], plan_window(geometry, index * step)

    return windows()


def _time_ms(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return (time.perf_counter() - started) * 1e3


if __name__ == "__main__":
    main()
