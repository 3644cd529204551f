"""`rtap-bench`: what a window costs on this machine, by stage, by r and by number of stems, and how far that is from
what the machine could do.

    rtap-bench                       # everything, under ten minutes; a line in benchmarks/results/bench.jsonl
    rtap-bench --only window --only stages

`stages`: each stage alone. `window`: encode, sample and decode of one process. `service`: start, memory, and the
protocol without a model. `live`: the same through UDP, a client
that keeps real time on the other side. `sessions`: how many performers one machine carries. `peers`: what others do for
the same work (benchmarks/peers.py).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.table import Table

from rtap.benchmarks.counts import graph_operations, part_operations, step_part_operations
from rtap.benchmarks.measuring import Run, append_result, interleaved
from rtap.benchmarks.stages import (
    NEW_COLUMNS,
    NOISY_COLUMNS,
    bound_stages,
    moving_windows,
    new_columns_run,
    noisy_columns_run,
    stage_runs,
)
from rtap.runtime.accompanist import Accompanist
from rtap.runtime.bundle import COLUMN_SAMPLES, SAMPLE_RATE_HZ, WINDOW_SAMPLES, Bundle, BundleError, read_bundle
from rtap.runtime.cli import default_bundle
from rtap.runtime.engines.base import EngineError
from rtap.runtime.geometry import WindowPlan, plan_window
from rtap.runtime.session import Settings

RESULTS = Path("benchmarks") / "results" / "bench.jsonl"
STEP_COLUMNS = (2, 4, 8, 16, 32)
STEMS = (1, 2, 3, 4)
SECTIONS = ("stages", "window", "service", "live", "sessions", "peers")

Rows = list[dict[str, Any]]


@click.command(help=__doc__, context_settings={"show_default": True})
@click.option("--bundle", "path", type=click.Path(path_type=Path), help="[default: the embedded one]")
@click.option("--engine", default="ort")
@click.option("--only", "sections", type=click.Choice(SECTIONS), multiple=True, help="[default: all]")
@click.option("--rounds", default=40, help="Runs of each thing after its first.")
@click.option("--full", is_flag=True, help="Peers that take minutes too: torch.compile, Music2Latent at full size.")
@click.option("--live-seconds", default=25.0, help="Length of each live performance.")
@click.option("--json", "results", type=click.Path(path_type=Path), default=RESULTS, help="Results file to append to.")
def main(
    path: Path | None,
    engine: str,
    sections: tuple[str, ...],
    rounds: int,
    full: bool,
    live_seconds: float,
    results: Path,
) -> None:
    console = Console()
    chosen = sections or SECTIONS
    try:
        bundle = read_bundle(path or default_bundle())
        rates = machine_rates()
        console.print(
            f"this machine: {rates['gflop_per_s']:.0f} GFLOP/s in a matrix product, "
            f"{rates['copy_gb_per_s']:.1f} GB/s in a copy"
        )
        figures: dict[str, Any] = {"bundle": bundle.manifest.name, "engine": engine, "machine_rates": rates}
        measured: dict[str, Callable[[], Rows]] = {
            "stages": lambda: measure_stages(bundle, engine, rounds, rates),
            "window": lambda: measure_windows(bundle, engine, rounds),
            "service": lambda: measure_service(bundle, engine),
            "live": lambda: measure_live(bundle, engine, live_seconds),
            "sessions": lambda: measure_sessions(bundle, engine, live_seconds),
            "peers": lambda: measure_peers(rounds, full),
        }
        for section in (name for name in SECTIONS if name in chosen):
            with console.status(section):
                figures[section] = measured[section]()
            console.print(table_of(section, figures[section]))
    except (BundleError, EngineError) as error:
        raise click.ClickException(str(error)) from None
    for line in conclusions(figures):
        console.print(line, highlight=False)
    append_result(results, "bench", ["rtap-bench", *sys.argv[1:]], figures)
    console.print(f"appended to {results}", highlight=False)


def machine_rates(size: int = 1024) -> dict[str, float]:
    """The machine's best rates of some tries: a float32 matrix product on all cores, and a copy of 64 MB."""
    random = np.random.default_rng(0)
    a, b = (random.standard_normal((size, size), dtype=np.float32) for _ in range(2))
    c = np.empty_like(a)
    source = np.ones(1 << 24, np.float32)
    target = np.empty_like(source)
    times = interleaved(
        {"product": lambda: np.matmul(a, b, out=c), "copy": lambda: np.copyto(target, source)}, rounds=12
    )
    product_s, copy_s = (min(times[name].times_ms) / 1e3 for name in ("product", "copy"))
    return {"gflop_per_s": 2 * size**3 / product_s / 1e9, "copy_gb_per_s": 2 * source.nbytes / copy_s / 1e9}


def measure_stages(bundle: Bundle, engine: str, rounds: int, rates: dict[str, float]) -> Rows:
    """Each stage at r = 1/8 for 1 and 4 stems, beside its floor."""
    labels, noisy = len(bundle.manifest.stems), bundle.manifest.codec.draws_noise
    geometry = Settings(r=0.125, window_samples=WINDOW_SAMPLES).geometry
    plan = plan_window(geometry, cursor=0)
    runs: dict[str, Run] = {}
    with bound_stages(engine, bundle) as stages:
        for stems in (1, 4):
            for name, run in stage_runs(stages, plan, stems, labels, noisy):
                if name != "encode" or stems == 1:  # the context is encoded once for all stems
                    runs[f"{name}, {stems} stem{'s' * (stems > 1)}"] = run
        if stages.parts is not None:
            runs[NEW_COLUMNS] = new_columns_run(stages, geometry)
        if stages.step_parts is not None:
            runs[NOISY_COLUMNS] = noisy_columns_run(stages, plan, labels)
        timings = interleaved(runs, rounds)
    rows = []
    for name, timing in timings.items():
        if name == NEW_COLUMNS:
            floor_ms = floor_of(bundle, "encoder", part_operations(bundle), rates)
        elif name == NOISY_COLUMNS:
            floor_ms = floor_of(bundle, "step", step_part_operations(bundle), rates)
        else:
            graph = {"encode": "encoder", "step": "step", "decode": "decoder"}[name.split(",")[0]]
            operations = int(name.split()[1]) * graph_operations(bundle, graph, plan.decode_columns)
            floor_ms = floor_of(bundle, graph, operations, rates)
        times = timing.as_dict()
        rows.append({"stage": name, **times, "floor_ms": floor_ms, "times_floor": timing.median_ms / floor_ms})
    return rows


def floor_of(bundle: Bundle, graph: str, operations: int, rates: dict[str, float]) -> float:
    """ms that the machine needs at least: for the arithmetic at its rate of a matrix product, or for reading the
    constants once as float32 at its rate of a copy, whichever is more."""
    arithmetic_ms = operations / rates["gflop_per_s"] / 1e6
    constants_bytes = 2 * bundle.engine_path("onnx", graph).stat().st_size  # the file holds float16
    return max(arithmetic_ms, constants_bytes / rates["copy_gb_per_s"] / 1e6)


def measure_windows(bundle: Bundle, engine: str, rounds: int) -> Rows:
    """Whole windows of one process, every r with one stem and every number of stems at r = 1/8."""
    shapes = [(columns, 1) for columns in STEP_COLUMNS] + [(8, stems) for stems in STEMS[1:]]
    with bound_stages(engine, bundle) as stages:
        runs = {f"{c} {s}": _window_run(bundle, stages, c, s) for c, s in shapes}
        timings = interleaved(
            {name: play for name, (play, _) in runs.items()},
            rounds,
            afterwards={name: make_ready for name, (_, make_ready) in runs.items()},
        )
    rows = []
    for (columns, stems), timing in zip(shapes, timings.values(), strict=True):
        step_ms = 1000 * columns * COLUMN_SAMPLES / SAMPLE_RATE_HZ
        times = timing.as_dict()
        rows.append({"r": columns / 64, "stems": stems, **times, "music_per_compute": step_ms / timing.median_ms})
    return rows


def _window_run(bundle: Bundle, stages: Any, columns: int, stems: int) -> tuple[Run, Run]:
    """A window, and what the runtime does between two of them while nobody waits."""
    geometry = Settings(r=columns / 64, look_ahead=0.0, window_samples=WINDOW_SAMPLES).geometry
    manifest = bundle.manifest
    accompanist = Accompanist(stages, len(manifest.stems), manifest.sampler.build(), manifest.codec)
    windows = enumerate(moving_windows(geometry))
    chosen = list(range(stems))
    following: list[tuple[WindowPlan, int]] = []

    def play() -> None:
        index, (audio, plan) = next(windows)
        accompanist.play(audio, plan, chosen, index)
        following[:] = [(plan_window(geometry, plan.cursor + geometry.step_samples), index + 1)]

    def make_ready() -> None:
        plan, index = following.pop()
        accompanist.prepare(plan, chosen, index)
        accompanist.foresee(plan, chosen)

    return play, make_ready


def measure_live(bundle: Bundle, engine: str, seconds: float) -> Rows:
    """Real time through UDP, one stem: the paper's step at its look-ahead, and steps of an eighth ever closer."""
    from rtap.benchmarks.live import perform

    settings = [(16, 16), (8, 8), (8, 2), (8, 1)]
    return [perform(bundle.directory, engine, columns, ahead, seconds) for columns, ahead in settings]


def measure_service(bundle: Bundle, engine: str, windows: int = 150) -> Rows:
    """The runtime around its engine: from start to ready, its memory, and what the protocol costs without a model."""
    from rtap.benchmarks.live import serve

    return [
        serve(["--engine", "echo"], windows),
        serve(["--engine", engine, "--bundle", str(bundle.directory)], windows),
    ]


def measure_sessions(bundle: Bundle, engine: str, seconds: float) -> Rows:
    """Performers at once at r = 1/4, w = 1, each with a runtime of its own, up to the first late window."""
    from rtap.benchmarks.live import perform_together

    return up_to_the_first_late(lambda n: perform_together(bundle.directory, engine, 16, 16, seconds / 2, n))


def up_to_the_first_late(perform: Callable[[int], dict[str, Any]], most: int = 64) -> Rows:
    """The curve around the most performers without a late window: 1, 2, 4 … until one is late, then halving the gap.

    Rows of `perform`, fewest performers first. A machine that carries `most` is asked for no more.
    """
    rows: dict[int, dict[str, Any]] = {}
    performers = 1
    while performers <= most:
        rows[performers] = perform(performers)
        if missed(rows[performers]):
            break
        performers *= 2
    late = min((n for n, row in rows.items() if missed(row)), default=0)
    clean = late // 2
    while late - clean > 1:
        middle = (clean + late) // 2
        rows[middle] = perform(middle)
        clean, late = (clean, middle) if missed(rows[middle]) else (middle, late)
    return [rows[n] for n in sorted(rows)]


def missed(row: dict[str, Any]) -> int:
    """Windows late, or given up for newer ones."""
    return int(row["late"]) + int(row.get("unanswered", 0))


def carried(rows: Rows) -> int:
    """The most performers below the first late window."""
    first_late = min((row["performers"] for row in rows if missed(row)), default=1 << 30)
    return max((row["performers"] for row in rows if row["performers"] < first_late), default=0)


def measure_peers(rounds: int, full: bool) -> Rows:
    from rtap.benchmarks.peers import compare, compare_full

    return compare(rounds, compile_too=full) + (compare_full() if full else [])


def table_of(title: str, rows: Rows) -> Table:
    """The columns of the rows that a reader compares; whole numbers as they are, others to three figures."""
    table = Table(title=title, title_justify="left")
    shown = [name for name in rows[0] if name not in ("first_ms", "p95_ms", "max_ms", "runs", "quantiles_ms")]
    for name in shown:
        table.add_column(name.replace("_", " "), justify="left" if isinstance(rows[0][name], str) else "right")
    for row in rows:
        table.add_row(*(f"{row[name]:.3g}" if isinstance(row[name], float) else str(row[name]) for name in shown))
    return table


def conclusions(figures: dict[str, Any]) -> list[str]:
    """What is fastest, by how much, and how far from the floor."""
    lines = []
    if "stages" in figures:
        worst = max(figures["stages"], key=lambda row: row["times_floor"])
        lines.append(f"furthest from its floor: {worst['stage']}, {worst['times_floor']:.1f} x")
    if "window" in figures:
        best = max(figures["window"], key=lambda row: row["music_per_compute"])
        lines.append(
            f"most music per second of compute: {best['music_per_compute']:.1f} s, at r = 1/{round(1 / best['r'])}"
        )
    if "live" in figures:
        in_time = [row for row in figures["live"] if not row["late"]]
        if in_time:
            closest = min(in_time, key=lambda row: row["look_ahead_columns"])
            lines.append(
                f"shortest look-ahead without a late window: {closest['look_ahead_columns']} column(s), "
                f"p99 {closest['p99_ms']:.0f} of {closest['budget_ms']:.0f} ms"
            )
    if "sessions" in figures:
        lines.append(f"performers at once at r = 1/4 without a late window: {carried(figures['sessions'])}")
    peers = figures.get("peers", ())
    lines += [f"{row['work']}: ours is {row['times_as_fast']:.1f} x as fast as {row['peer']}" for row in peers]
    return lines


if __name__ == "__main__":
    main()
