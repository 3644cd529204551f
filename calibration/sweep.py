"""What a shorter look-ahead buys: songs played offline at every operating point, each figure beside its two ends.

A song's stems but one are the context, the missing one is accompanied window after window by the runtime's own
`Accompanist`, as a client at that r and look-ahead would hear it. Beside it stand the codec's reconstruction of the
true stem (ceiling) and that of another song's (random pairing).

\b
    rtap-calibrate sweep                                        # 12 held-out songs of the band, the embedded bundle
    rtap-calibrate sweep SLAKH/test --songs 100 --engine auto   # Track*/bass.wav, drums.wav, guitar.wav, piano.wav
    rtap-calibrate sweep --r 1/8 --look-ahead columns:1         # one point; what is measured already is kept

Writes OUT/sweep.json (what `rtap-calibrate point` reads where the bundle holds it: --into-bundle), sweep.md and
sweep.png. A run that is killed goes on where it stopped.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from fractions import Fraction
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from typing import Any, Literal, cast

import click
import numpy as np
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from rtap.calibration.errors import CalibrationError, check_folder
from rtap.calibration.learned import LearnedMeasure, frechet_distance
from rtap.calibration.measures import MEANING, Measures
from rtap.calibration.songs import Piece, Source, band_sources, pairs, recording_sources
from rtap.calibration.sweep_figures import plot_sweep, sweep_table
from rtap.runtime.bundle import COLUMNS, MANIFEST_NAME, Bundle, BundleError, file_sha256, read_bundle
from rtap.runtime.cli import default_bundle
from rtap.runtime.engines import ORDER, open_stages
from rtap.runtime.engines.base import F32, EngineError, Stages
from rtap.runtime.engines.executor import DeviceStages
from rtap.runtime.engines.ort import OrtStages
from rtap.runtime.geometry import step_columns_of
from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.settings import parse_look_ahead
from rtap.training.band.song import STEMS
from rtap.training.evaluate import Player, Regime, mean_and_error

FORMAT = "rtap-sweep-1"
MEASURED = "measured.jsonl"
CEILING, PAIRING = "ceiling", "random pairing"
ON_THE_CPU = ("ort", "torch")

Figures = dict[str, dict[str, float]]
"""stem -> metric -> one number of one song."""
ColdStart = Literal["silence", "generate"]


@click.command(help=__doc__, context_settings={"show_default": True})
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--bundle", "bundle_path", type=click.Path(path_type=Path), help="[default: the embedded one]")
@click.option("--engine", type=click.Choice(("auto", *ORDER)), default="ort")
@click.option("--songs", type=click.IntRange(2), default=12, help="How many, the first in order.")
@click.option("--r", "r_texts", multiple=True, default=("1/8", "1/4"), help="Step, k/64 of a window; repeat.")
@click.option(
    "--look-ahead",
    "look_aheads",
    multiple=True,
    default=("-1", "0", "columns:1", "1"),
    help="In steps, or columns:N; repeat.",
)
@click.option("--start", "starts", multiple=True, type=click.Choice(("hot", "cold")), default=("hot", "cold"))
@click.option("--stem", "stems", multiple=True, type=click.Choice(STEMS), default=STEMS)
@click.option(
    "--columns", type=click.IntRange(16), default=128, help="Length of what is played in a song; 128 are 11.9 s."
)
@click.option(
    "--cold-start", type=click.Choice(("silence", "generate")), default="silence", help="The past of --start cold."
)
@click.option("--workers", type=click.IntRange(1), help="Songs at once.  [default: all cores; 1 on a card]")
@click.option("--beat-this", type=click.Path(path_type=Path), help="ONNX file of Beat This, if you have its weights.")
@click.option("--cocola", type=click.Path(path_type=Path), help="ONNX file of COCOLA, if you have its weights.")
@click.option("--fad", type=click.Path(path_type=Path), help="ONNX file of an embedding for FAD.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("out") / "sweep")
@click.option("--restart", is_flag=True, help="Measure again what is in OUT.")
@click.option("--into-bundle", is_flag=True, help="Put sweep.json into the bundle too, where `point` looks for it.")
def command(
    folder: Path | None,
    bundle_path: Path | None,
    engine: str,
    songs: int,
    r_texts: tuple[str, ...],
    look_aheads: tuple[str, ...],
    starts: tuple[str, ...],
    stems: tuple[str, ...],
    columns: int,
    cold_start: ColdStart,
    workers: int | None,
    beat_this: Path | None,
    cocola: Path | None,
    fad: Path | None,
    out: Path,
    restart: bool,
    into_bundle: bool,
) -> None:
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    given = {"beat-this": beat_this, "cocola": cocola, "fad": fad}
    try:
        check_folder(out)
        bundle = read_bundle(bundle_path or default_bundle())
        if bundle.manifest.stems != STEMS:
            raise CalibrationError(f"{bundle.directory}: stems {bundle.manifest.stems}, expected {STEMS}")
        regimes = regimes_of(r_texts, look_aheads, starts, columns)
        learned = {name: LearnedMeasure(name, path) for name, path in given.items() if path is not None}
        if absent := [f"--{name}" for name in given if name not in learned]:
            console.print(f"not measured: {', '.join(absent)}; give an ONNX file of each (nothing is downloaded)")
        sources = (
            band_sources(out / "band", songs, columns)
            if folder is None
            else recording_sources(folder, songs, columns, lambda line: console.print(line))
        )
        if len(sources) < 2:
            raise CalibrationError(f"{folder}: one song; random pairing needs another, give at least 2")
        task = Task(
            bundle=bundle.manifest.name,
            manifest_sha256=file_sha256(bundle.directory / MANIFEST_NAME),
            trained=bundle.manifest.trained,
            engine=engine,
            songs="the band, held-out seeds" if folder is None else str(folder),
            columns=columns,
            cold_start=cold_start,
            learned={name: file_sha256(path) for name, path in given.items() if path is not None},
        )
        record = Record.open(out, task, restart)
        count = workers or ((os.cpu_count() or 1) if engine in ON_THE_CPU else 1)
        measure_all(bundle, sources, regimes, stems, Measures(learned), record, task, count, console)
    except (CalibrationError, BundleError, EngineError, OSError) as error:
        raise click.ClickException(str(error)) from None
    result = summarise(record, task, [s.name for s in sources], regimes, stems)
    result["command"] = ["rtap-calibrate", *sys.argv[1:]]
    text = json.dumps(result, indent=1) + "\n"
    (out / "sweep.json").write_text(text)
    table = sweep_table(result)
    (out / "sweep.md").write_text(table + "\n")
    plot_sweep(result, out / "sweep.png")
    click.echo(table)
    if into_bundle:
        (bundle.directory / "sweep.json").write_text(text)
    console.print(f"{out}/sweep.json, sweep.md, sweep.png" + (f"; {bundle.directory}/sweep.json" * into_bundle))


@dataclass(frozen=True)
class Task:
    """All that figures in one folder must have in common."""

    bundle: str
    manifest_sha256: str
    trained: bool
    engine: str
    songs: str
    columns: int
    cold_start: ColdStart
    learned: dict[str, str]
    """sha256 of each network that measures."""


def regimes_of(r_texts: Iterable[str], look_aheads: Iterable[str], starts: Iterable[str], columns: int) -> list[Regime]:
    """Every r with every look-ahead and start, each once, in the order of look-ahead. Raises CalibrationError."""
    found: dict[tuple[int, int, bool], Regime] = {}
    for r_text in r_texts:
        try:
            r = float(Fraction(r_text))
            step = step_columns_of(r)
            ahead = [round(parse_look_ahead(text, r) * step) for text in look_aheads]
        except (ValueError, ZeroDivisionError) as error:
            reason = str(error) if str(error).startswith("r =") else f"{r_text} is no number; say 1/8 or 0.125"
            raise CalibrationError(f"--r: {reason}") from None
        except PlayError as error:
            raise CalibrationError(str(error)) from None
        if columns % step:
            raise CalibrationError(f"--columns {columns}: not a whole number of steps of {step} columns (r = {r_text})")
        for look_ahead in ahead:
            for start in starts:
                found[(step, look_ahead, start == "cold")] = Regime(step, look_ahead, start == "hot")
    return [found[key] for key in sorted(found)]


# ---------------------------------------------------------------------------------------------------------------------
# What is measured already


def key_of(regime: Regime) -> str:
    return f"{regime.step_columns}/{regime.look_ahead_columns}/{'hot' if regime.hot else 'cold'}"


@dataclass
class Record:
    """One line of JSON for each song and operating point, on disk as soon as it is known.

    A line that a kill cut short is dropped; the song's other lines stand.
    """

    folder: Path
    entries: dict[tuple[str, str], Figures]
    """(song, operating point; or ceiling; or random pairing with its partner's name) -> figures."""

    @classmethod
    def open(cls, folder: Path, task: Task, restart: bool) -> Record:
        """Raises CalibrationError where the folder holds figures of another task."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / MEASURED
        wanted = json.loads(json.dumps(asdict(task)))
        lines = [] if restart or not path.is_file() else path.read_text().splitlines()
        entries: dict[tuple[str, str], Figures] = {}
        if lines:
            there = _parsed(lines[0]) or {}
            if differing := [name for name in wanted if there.get(name) != wanted[name]]:
                raise CalibrationError(
                    f"{path}: holds figures of another {differing[0]} ({there.get(differing[0])}, now "
                    f"{wanted[differing[0]]}); choose another --out, or --restart"
                )
            for entry in map(_parsed, lines[1:]):
                if entry is not None:
                    entries[(entry["song"], entry["point"])] = entry["figures"]
        kept = [wanted, *({"song": s, "point": p, "figures": f} for (s, p), f in entries.items())]
        fresh = path.with_suffix(".new")  # in place at once: a kill here must not lose what was measured
        fresh.write_text("".join(json.dumps(line) + "\n" for line in kept))
        fresh.replace(path)
        return cls(folder, entries)

    def lacks(self, song: str, point: str, stems: Iterable[str]) -> list[str]:
        """Stems that are not measured yet."""
        return [stem for stem in stems if stem not in self.entries.get((song, point), {})]

    def add(self, song: str, point: str, figures: Figures) -> None:
        merged = {**self.entries.get((song, point), {}), **figures}
        self.entries[(song, point)] = merged
        with (self.folder / MEASURED).open("a") as file:
            file.write(json.dumps({"song": song, "point": point, "figures": merged}) + "\n")

    def embeddings_path(self, song: str, point: str, stem: str) -> Path:
        return self.folder / "embeddings" / f"{song}-{point.replace('/', '_').replace(' ', '_')}-{stem}.npy"


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        return cast("dict[str, Any]", json.loads(line))
    except ValueError:
        return None


# ---------------------------------------------------------------------------------------------------------------------
# Playing


class RememberingStages:
    """An engine whose encoder remembers a song's windows: hot and cold starts hear the same ones."""

    def __init__(self, stages: Stages) -> None:
        self._stages = stages
        self._known: dict[int, F32] = {}
        self.name, self.precision = stages.name, stages.precision
        self.parts, self.step_parts = stages.parts, stages.step_parts
        self.step, self.decode, self.close = stages.step, stages.decode, stages.close

    def encode(self, audio: F32) -> F32:
        key = hash(audio.tobytes())
        if key not in self._known:
            self._known[key] = self._stages.encode(audio).copy()
        return self._known[key].copy()

    def forget(self) -> None:
        self._known.clear()


@dataclass(frozen=True)
class _Engine:
    """What plays, and what the two ends are decoded by: engines of fixed shapes have no decoder for a whole excerpt."""

    plays: Stages
    codec: RememberingStages

    @classmethod
    def open(cls, name: str, bundle: Bundle, threads: int | None) -> _Engine:
        stages, _ = open_stages(name, bundle, threads=threads)
        if isinstance(stages, DeviceStages):  # plays as it does live, a window in one piece
            return cls(stages, RememberingStages(OrtStages(bundle)))
        codec = RememberingStages(stages)
        return cls(codec, codec)


def measure_all(
    bundle: Bundle,
    sources: Sequence[Source],
    regimes: Sequence[Regime],
    stems: Sequence[str],
    measures: Measures,
    record: Record,
    task: Task,
    workers: int,
    console: Console,
) -> None:
    """Every song at every operating point that `record` lacks; songs are shared out among `workers`, an engine each."""
    engines: SimpleQueue[_Engine] = SimpleQueue()
    work = [
        (index, source, partner)
        for index, (source, partner) in enumerate(pairs(sources))
        if any(record.lacks(source.name, point, stems) for point in _points(regimes, partner))
    ]
    for _ in range(min(workers, len(work))):
        engines.put(_Engine.open(task.engine, bundle, threads=1 if workers > 1 else None))
    writing = Lock()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as progress, ThreadPoolExecutor(max(1, workers)) as threads:
        bar = progress.add_task("songs × operating points", total=len(work) * (len(regimes) + 1))

        def measure(job: tuple[int, Source, Source]) -> None:
            index, source, partner = job
            engine = engines.get()
            try:
                # Player asks only for stages; its annotation names the engine it opens by itself.
                player = Player(bundle, None, task.cold_start, cast("OrtStages", engine.plays))
                codec = Player(bundle, None, task.cold_start, cast("OrtStages", engine.codec))
                song = _SongAtWork(player, codec, source, partner, index, stems, measures, record, writing)
                song.measure_ends()
                progress.advance(bar)
                for regime in regimes:
                    song.measure_regime(regime)
                    progress.advance(bar)
                if not console.is_terminal:  # a log is told what is done
                    console.print(f"{source.name}: measured")
            finally:
                engine.codec.forget()
                engines.put(engine)

        try:
            list(threads.map(measure, work))
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            raise


def _points(regimes: Sequence[Regime], partner: Source) -> list[str]:
    return [CEILING, f"{PAIRING}/{partner.name}", *(key_of(regime) for regime in regimes)]


@dataclass
class _SongAtWork:
    """One song on one engine."""

    player: Player
    codec: Player
    source: Source
    partner: Source
    seed: int
    stems: Sequence[str]
    measures: Measures
    record: Record
    writing: Lock
    _piece: Piece | None = None

    @property
    def piece(self) -> Piece:
        """Read when first needed: a song that is done is never opened."""
        self._piece = self._piece or self.source.load()
        return self._piece

    def measure_ends(self) -> None:
        """Ceiling and random pairing."""
        self._measure(CEILING, lambda stem: self._decoded(self.piece, stem))
        others: list[Piece] = []

        def of_another(stem: int) -> np.ndarray:
            if not others:
                others.append(self.partner.load())
            return self._decoded(others[0], stem)

        self._measure(f"{PAIRING}/{self.partner.name}", of_another)

    def measure_regime(self, regime: Regime) -> None:
        self._measure(
            key_of(regime), lambda stem: self.player.accompany(self.piece.excerpt, stem, regime, seed=self.seed)
        )

    def _measure(self, point: str, play: Callable[[int], np.ndarray]) -> None:
        figures: Figures = {}
        for name in self.record.lacks(self.source.name, point, self.stems):
            stem = STEMS.index(name)
            if not self.piece.plays(stem):
                figures[name] = {}  # asked, and nothing to say
                continue
            audio = play(stem)
            figures[name] = self.measures.of(audio, self.piece, stem)
            self._keep_embeddings(point, name, audio)
            if point == CEILING:
                self._keep_embeddings("true", name, self.piece.stems[stem])
        if figures:
            with self.writing:
                self.record.add(self.source.name, point, figures)

    def _decoded(self, piece: Piece, stem: int) -> np.ndarray:
        audio = piece.excerpt.stored.audio(0, piece.excerpt.stored.samples)[stem]
        excerpt = piece.excerpt
        return self.codec.decode(self.codec.encode(audio, excerpt.first_column, excerpt.columns), self.seed)

    def _keep_embeddings(self, point: str, stem: str, audio: np.ndarray) -> None:
        found = self.measures.embeddings(audio)
        if found is not None:
            path = self.record.embeddings_path(self.source.name, point, stem)
            path.parent.mkdir(exist_ok=True)
            np.save(path, found)


# ---------------------------------------------------------------------------------------------------------------------
# Results


def summarise(
    record: Record, task: Task, songs: Sequence[str], regimes: Sequence[Regime], stems: Sequence[str]
) -> dict[str, Any]:
    """What goes into sweep.json: means over songs with their standard error."""
    partner = {song: songs[(index + 1) % len(songs)] for index, song in enumerate(songs)}
    rows, ends = [], []
    for regime in regimes:
        where = {
            "r": regime.step_columns / COLUMNS,
            "look_ahead_columns": regime.look_ahead_columns,
            "start": "hot" if regime.hot else "cold",
        }
        for stem in stems:
            rows += [{**where, "stem": stem, **row} for row in _rows(record, {s: key_of(regime) for s in songs}, stem)]
    for kind in (CEILING, PAIRING):
        points = {s: kind if kind == CEILING else f"{kind}/{partner[s]}" for s in songs}
        for stem in stems:
            ends += [{"kind": kind, "stem": stem, **row} for row in _rows(record, points, stem)]
    found = {str(row["metric"]) for row in rows}
    return {
        "format": FORMAT,
        "rows": rows,
        "baselines": ends,
        "spread": "standard error over songs; null for one song",
        "metrics": {name: text for name, text in MEANING.items() if name in found},
        **asdict(task),
        "song_names": list(songs),
        "created": datetime.now(timezone.utc).isoformat(timespec="seconds"),
    }


def _rows(record: Record, points: dict[str, str], stem: str) -> list[dict[str, Any]]:
    """One row a metric: `metric`, `value`, `spread`."""
    values: dict[str, list[float]] = {}
    for song, point in points.items():
        for metric, value in record.entries.get((song, point), {}).get(stem, {}).items():
            values.setdefault(metric, []).append(value)
    rows = []
    for metric, numbers in values.items():
        if any(not math.isnan(number) for number in numbers):
            rows.append(_row(metric, *mean_and_error(numbers)))
    distance = _fad(record, points, stem)
    return [*rows, _row("fad", *distance)] if distance else rows


def _row(metric: str, value: float, spread: float) -> dict[str, Any]:
    return {"metric": metric, "value": round(value, 4), "spread": None if math.isnan(spread) else round(spread, 4)}


def _fad(record: Record, points: dict[str, str], stem: str) -> tuple[float, float] | None:
    """Over all songs at once, its spread by leaving one out (jackknife); None without embeddings."""
    made, true = [], []
    for song, point in points.items():
        paths = record.embeddings_path(song, point, stem), record.embeddings_path(song, "true", stem)
        if all(path.is_file() for path in paths):
            made.append(np.load(paths[0]))
            true.append(np.load(paths[1]))
    if not made:
        return None
    whole = frechet_distance(np.concatenate(made), np.concatenate(true))
    count = len(made)
    if count < 3:
        return whole, math.nan
    without = [
        frechet_distance(np.concatenate(made[:i] + made[i + 1 :]), np.concatenate(true[:i] + true[i + 1 :]))
        for i in range(count)
    ]
    return whole, math.sqrt((count - 1) / count * float(np.square(np.array(without) - np.mean(without)).sum()))
