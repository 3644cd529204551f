"""Which nodes must stay float32, and what the rest costs: a precision plan for this bundle, measured on this data.

\b
    rtap-calibrate data && rtap-calibrate precision        # writes out/precision/precision.json
    python export/build_engines.py --bundle BUNDLE --engines rtx --precision-plan out/precision/precision.json

The packaged plan's islands are the start (`--start nothing` finds all by itself). A node whose values come near the
type's end is kept in float32; then groups of nodes are halved until it is known which lose most, and the worst are kept
until every graph comes within --goal and the whole window within what a build asks for. Rounding is emulated, so no
card is needed. Measured besides: every island's worth, the other narrow type, and 50 windows that feed back.
"""

from __future__ import annotations

import itertools
import json
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from rtap.calibration.errors import CalibrationError, check_folder
from rtap.calibration.expected import Expected, measure_windows, with_drift
from rtap.calibration.precision_figures import plot_drift, precision_table
from rtap.calibration.rounding import LARGEST, Probe, Range, island_losses, overflowing, search, to_db
from rtap.calibration.windows import CalibrationData, Feeds, Outcome, open_data
from rtap.export.parity import AUDIO_GOAL_DB, LATENT_GOAL_DB, write_emulated
from rtap.export.precision import FLAGS, FORMAT, Island, PrecisionError, PrecisionPlan, read_plan
from rtap.runtime.bundle import GRAPHS, Bundle, BundleError, of_whole_windows, read_bundle
from rtap.runtime.cli import default_bundle
from rtap.runtime.engines.base import EngineError
from rtap.runtime.engines.ort import OrtStages

ROUNDS = 4
"""How often the goal of every graph is raised by what the whole window lacks of its own."""
MARGIN_DB, MOST_DB = 1.0, 12.0
"""Raised by this much more, and by no more than this."""
OTHER = {"float16": "bfloat16", "bfloat16": "float16"}
WORST_SHOWN = 12


@click.command(help=__doc__, context_settings={"show_default": True})
@click.option("--bundle", "bundle_path", type=click.Path(path_type=Path), help="[default: the embedded one]")
@click.option(
    "--data", "folder", type=click.Path(path_type=Path), default=Path("out") / "calibration-data", help="Of `data`."
)
@click.option("--precision", type=click.Choice(("fp16", "bf16")), default="fp16")
@click.option("--start", default="packaged", help="Islands to begin with: packaged, nothing, or a plan's file.")
@click.option("--goal", "goal_db", default=40.0, help="Signal over rounding of each graph alone, dB.")
@click.option("--probes", type=click.IntRange(2), default=64, help="Runs that the search in one graph may take.")
@click.option("--probe-windows", type=click.IntRange(1), default=4, help="Windows that it looks at.")
@click.option("--drift-windows", type=click.IntRange(0), default=50, help="Windows that feed back.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("out") / "precision")
def command(
    bundle_path: Path | None,
    folder: Path,
    precision: str,
    start: str,
    goal_db: float,
    probes: int,
    probe_windows: int,
    drift_windows: int,
    out: Path,
) -> None:
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    try:
        check_folder(out)
        bundle = read_bundle(bundle_path or default_bundle())
        data = open_data(folder, bundle)
        begun = starting_plan(start).with_default(FLAGS[precision])
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=console) as progress:
            found = Calibration(bundle, data, begun, goal_db, probes, probe_windows, drift_windows, progress).run()
    except (CalibrationError, BundleError, EngineError, PrecisionError, OSError) as error:
        raise click.ClickException(str(error)) from None
    out.mkdir(parents=True, exist_ok=True)
    plan = found.plan_json(data, ["rtap-calibrate", *sys.argv[1:]])
    (out / "precision.json").write_text(json.dumps(plan, indent=1, allow_nan=False) + "\n")
    table = precision_table(plan)
    (out / "precision.md").write_text(table + "\n")
    plot_drift(plan, out / "precision.png")
    click.echo(table)
    console.print(f"{out}/precision.json, precision.md, precision.png")
    if (audio := found.expected[found.default].window["audio_snr_db"]) < AUDIO_GOAL_DB:
        console.print(
            f"audio SNR {audio:.1f} dB is under {AUDIO_GOAL_DB:.0f}: build_engines.py refuses this plan without --force"
        )


def starting_plan(start: str) -> PrecisionPlan:
    """Raises PrecisionError for a file that is no plan."""
    if start == "nothing":
        return PrecisionPlan("float16", ())
    return read_plan() if start == "packaged" else read_plan(Path(start))


@dataclass(frozen=True)
class GraphFindings:
    """What was found in one graph."""

    ranges: dict[str, Range]
    overflowing: list[str]
    islands: dict[int, tuple[int, float]]
    kept: tuple[str, ...]
    """Kept in float32 because they lose too much."""
    before: float
    after: float
    worst: list[tuple[str, int, float]]
    """First node of a group, how many it is, its loss."""
    nodes: int
    float32: list[str]
    """All nodes that the finished plan keeps in float32."""


@dataclass(frozen=True)
class Findings:
    bundle: Bundle
    default: str
    plan: PrecisionPlan
    graphs: dict[str, GraphFindings]
    expected: dict[str, Expected]
    """Of the plan, of the start where it differs, and of the plan in the other narrow type."""
    goal_db: float

    def plan_json(self, data: CalibrationData, invoked: Sequence[str]) -> dict[str, Any]:
        """`rtap-precision-1`; everything measured is in `expected`."""
        islands = [
            {
                name: list(value) if isinstance(value, tuple) else value
                for name, value in asdict(island).items()
                if value
            }
            for island in self.plan.islands
        ]
        for island in islands:
            if island["precision"] == "float32":
                del island["precision"]
        mine = self.expected[self.default]
        return {
            "format": FORMAT,
            "default": self.default,
            "islands": islands,
            "expected": {
                "bundle": self.bundle.manifest.name,
                "trained": self.bundle.manifest.trained,
                "graphs": {name: graph.sha256 for name, graph in self.bundle.manifest.graphs.items()},
                "precision": self.default,
                "goal_db": self.goal_db,
                "data": {"windows": data.windows, "source": data.facts.get("source"), "seed": data.facts.get("seed")},
                **mine.as_dict(),
                "others": {name: other.as_dict() for name, other in self.expected.items() if name != self.default},
                "found": {graph: self._found(graph) for graph in GRAPHS},
                "float32_nodes": {graph: found.float32 for graph, found in self.graphs.items()},
                "command": list(invoked),
                "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
                "measured": datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
            },
        }

    def _found(self, graph: str) -> dict[str, Any]:
        found = self.graphs[graph]
        widest = max(found.ranges, key=lambda name: found.ranges[name].largest, default=None)
        flushed = max(found.ranges, key=lambda name: found.ranges[name].flushed, default=None)
        return {
            "nodes": found.nodes,
            "float32": len(found.float32),
            "overflowing": found.overflowing,
            "largest": [widest, float(f"{found.ranges[widest].largest:.4g}")] if widest else None,
            "flushed": [flushed, round(found.ranges[flushed].flushed, 4)] if flushed else None,
            "kept": list(found.kept),
            "snr_db_before": round(to_db(found.before), 1),
            "snr_db_after": round(to_db(found.after), 1),
            "losing_most": [[name, count, round(to_db(loss), 1)] for name, count, loss in found.worst],
            "islands": [
                {"why": self.plan.islands[index].why, "nodes": count, "snr_db_if_narrow": round(to_db(loss), 1)}
                for index, (count, loss) in found.islands.items()
            ],
        }


@dataclass(frozen=True)
class _Look:
    """What does not hang on the goal."""

    probe: Probe
    ranges: dict[str, Range]
    overflowing: list[str]
    islands: dict[int, tuple[int, float]]


@dataclass(frozen=True)
class Calibration:
    """One run, from the starting plan to the finished one."""

    bundle: Bundle
    data: CalibrationData
    start: PrecisionPlan
    goal_db: float
    probes: int
    probe_windows: int
    drift_windows: int
    progress: Progress

    def run(self) -> Findings:
        start, default = self.start, self.start.default
        stages = OrtStages(self.bundle)
        with self._bar("float32 windows", self.data.windows) as tick:
            reference = []
            for outcome in self.data.replay(stages):
                reference.append(outcome)
                tick()
        stages.close()
        looks = [self._look(graph) for graph in GRAPHS]
        goal_db, rounds = self.goal_db, ROUNDS
        while True:
            graphs = {look.probe.graph: self._calibrate(look, goal_db) for look in looks}
            plan = self._finish(graphs)
            rounds -= 1
            window = self._measure(plan, reference, "windows in the plan's precision", 0).window
            lacking = max(LATENT_GOAL_DB - window["latent_snr_db"], AUDIO_GOAL_DB - window["audio_snr_db"])
            if lacking <= 0 or not rounds:
                break
            goal_db += min(lacking + MARGIN_DB, MOST_DB)
        plans = {default: plan, f"{default}, start": start, OTHER[default]: plan.with_default(OTHER[default])}
        if plan.islands == start.islands:
            del plans[f"{default}, start"]
        expected = {}
        for name, other in plans.items():
            try:
                expected[name] = self._measure(other, reference, f"windows: {name}", self.drift_windows)
            except PrecisionError as error:
                self.progress.console.print(f"{name}: not measured, {error}")
        return Findings(self.bundle, default, plan, graphs, expected, goal_db)

    def _look(self, graph: str) -> _Look:
        path = self.bundle.engine_path("onnx", graph)
        with self._bar(f"{graph}: ranges", None) as tick:
            probe = Probe(path, graph, self.start, self._feeds(graph))
            ranges = probe.ranges()
            tick()
        with self._bar(f"{graph}: what islands are worth", None) as tick:
            islands = island_losses(probe, self.start, path)
            tick()
        return _Look(probe, ranges, overflowing(ranges, probe.default), islands)

    def _feeds(self, graph: str) -> list[Feeds]:
        """Of `probe_windows` windows spread over the data; of the step graph every call of theirs."""
        calls = len(self.data.manifest.sampler.build().calls) if graph == "step" else 1
        every = max(1, self.data.windows // self.probe_windows)
        chosen = (feeds for i, feeds in enumerate(self.data.feeds(graph)) if i // calls % every == 0)
        return list(itertools.islice(chosen, self.probe_windows * calls))

    def _calibrate(self, look: _Look, goal_db: float) -> GraphFindings:
        probe, over = look.probe, look.overflowing
        narrow = [name for name in probe.narrow if name not in set(over)]
        with self._bar(f"{probe.graph}: which nodes lose most", self.probes) as tick:
            found = search(probe, narrow, goal_db, self.probes, tick)
        wide = {*over, *found.float32}
        float32 = [name for name in probe.floating if name not in set(probe.narrow) or name in wide]
        worst = [(group.nodes[0], len(group.nodes), group.loss) for group in found.groups[:WORST_SHOWN]]
        return GraphFindings(
            look.ranges,
            over,
            look.islands,
            found.float32,
            found.before,
            found.after,
            worst,
            len(probe.floating),
            float32,
        )

    def _finish(self, graphs: dict[str, GraphFindings]) -> PrecisionPlan:
        islands = list(self.start.islands)
        for graph, found in graphs.items():
            if found.overflowing:
                widest = max(found.ranges[name].largest for name in found.overflowing)
                end = LARGEST[self.start.default]
                why = f"calibration: values up to {widest:.3g}, {self.start.default} ends at {end:.3g}"
                islands.append(Island(graph, why, nodes=tuple(found.overflowing)))
            if found.kept:
                why = (
                    f"calibration: they lose most; with them narrow {to_db(found.before):.0f} dB, "
                    f"without {to_db(found.after):.0f}"
                )
                islands.append(Island(graph, why, nodes=found.kept))
        return PrecisionPlan(self.start.default, tuple(islands))

    def _measure(self, plan: PrecisionPlan, reference: list[Outcome], what: str, drift_windows: int) -> Expected:
        with tempfile.TemporaryDirectory() as name, self._bar(what, self.data.windows + drift_windows) as tick:
            folder = Path(name)
            write_emulated({graph: self.bundle.engine_path("onnx", graph) for graph in GRAPHS}, plan, folder)
            rounded = Bundle(folder, of_whole_windows(self.bundle.manifest))
            expected = measure_windows(self.bundle, rounded, self.data, reference, tick)
            window = expected.window
            self.progress.console.print(
                f"{what}: latent {window['latent_snr_db']} dB, audio {window['audio_snr_db']} dB"
            )  # said at once: what follows may take long
            if not drift_windows:
                return expected
            return with_drift(expected, self.bundle, rounded, self.data, drift_windows, tick)

    def _bar(self, what: str, total: int | None) -> _Bar:
        return _Bar(self.progress, what, total)


class _Bar:
    """A line of progress that ends full."""

    def __init__(self, progress: Progress, what: str, total: int | None) -> None:
        self._progress, self._what = progress, what
        self._task = progress.add_task(what, total=total)

    def __enter__(self) -> _Bar:
        return self

    def __call__(self) -> None:
        self._progress.advance(self._task)

    def __exit__(self, *_: object) -> None:
        done = self._progress.tasks[self._task].completed
        self._progress.update(self._task, total=max(done, 1), completed=max(done, 1))
        self._progress.refresh()
        if not self._progress.console.is_terminal:  # a log is told what is done
            self._progress.console.print(self._what)
