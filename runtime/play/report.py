"""What happened in a performance, as numbers: a dictionary for `report.json`, a table for the terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from rtap.runtime.play.audio_file import Loudness, loudness, mix_down, write_wav
from rtap.runtime.play.observer import Observer
from rtap.runtime.play.player import WindowRecord
from rtap.runtime.play.settings import SAMPLE_RATE_HZ, PlaySettings
from rtap.runtime.play.transport import RECEIVE_BUFFER_BYTES
from rtap.runtime.play.wire import Samples

REPORT_FORMAT = "rtap-play 1"
OUTCOMES = ("in time", "late", "lost", "dropped")
STAGES = ("encode_ms", "sample_ms", "decode_ms", "total_ms")


@dataclass(frozen=True)
class Outputs:
    """Where a performance's files go."""

    accompaniment: Path
    mix: Path
    report_dir: Path

    @classmethod
    def beside(cls, accompaniment: Path, report_dir: Path | None) -> Outputs:
        """`out.wav`, `out-mix.wav` and the folder `out-report`."""
        stem = accompaniment.stem
        return cls(
            accompaniment,
            accompaniment.with_name(f"{stem}-mix.wav"),
            report_dir or accompaniment.with_name(f"{stem}-report"),
        )

    def stem(self, name: str) -> Path:
        return self.accompaniment.with_name(f"{self.accompaniment.stem}-{name}.wav")


@dataclass(frozen=True)
class Performance:
    """All that a report is made from.

    `context` [frames] is what was played to the server, `heard` [targets, frames] what came back in time to be heard.
    """

    settings: PlaySettings
    source: str
    notes: Sequence[str]
    """What was done to the input."""
    mode: str
    """`real time`, `fast` or `live`."""
    client: str
    server: str
    observer: Observer
    windows: Sequence[WindowRecord]
    refused: Sequence[str]
    """What came and was not written, a line each."""
    ignored: int
    """Datagrams from others than the server."""
    overflowed: int
    """Datagrams lost on this machine for want of socket buffer."""
    context: Samples
    heard: Samples

    @property
    def seconds(self) -> float:
        return len(self.context) / SAMPLE_RATE_HZ

    @property
    def headline(self) -> str:
        """One line for titles and file comments: stems, bundle, engine, operating point, and what to think of it."""
        status = self.observer.status
        bundle = status.get("bundle", "unknown")
        engine = status.get("engine", "unknown")
        settings = self.settings
        line = (
            f"{' + '.join(settings.targets)} · bundle {bundle}, engine {engine} · "
            f"r = {settings.r:g}, look-ahead {1000 * settings.look_ahead_samples / SAMPLE_RATE_HZ:.0f} ms · {self.mode}"
        )
        return f"{line} · {self.observer.caveat}" if self.observer.caveat else line


@dataclass(frozen=True)
class Written:
    """The audio files and what was said about each."""

    paths: dict[str, Path]
    loudness: dict[str, Loudness]
    mix_gain: float


def write_audio(performance: Performance, outputs: Outputs) -> Written:
    """Accompaniment, mix, and a file per stem where there are several."""
    accompaniment: Samples = performance.heard.sum(axis=0, dtype=np.float32)
    mix, gain = mix_down([performance.context, accompaniment])
    signals = {"input": performance.context, "accompaniment": accompaniment, "mix": mix}
    paths = {"accompaniment": outputs.accompaniment, "mix": outputs.mix}
    if len(performance.settings.targets) > 1:
        for stem, samples in zip(performance.settings.targets, performance.heard, strict=True):
            signals[stem], paths[stem] = samples, outputs.stem(stem)
    for name, path in paths.items():
        write_wav(path, signals[name], performance.headline)
    return Written(paths, {name: loudness(samples) for name, samples in signals.items()}, gain)


def percentiles(values_ms: Sequence[float]) -> dict[str, float | None]:
    """First, p50, p95, p99 and max of a series in ms, None for each if it is empty. The first is in the others too."""
    if not values_ms:
        return dict.fromkeys(("first", "p50", "p95", "p99", "max"))
    p50, p95, p99 = np.percentile(values_ms, (50, 95, 99))
    numbers = {"first": values_ms[0], "p50": p50, "p95": p95, "p99": p99, "max": max(values_ms)}
    return {name: round(float(value), 3) for name, value in numbers.items()}


def summary(performance: Performance) -> dict[str, Any]:
    windows = performance.windows
    outcomes = [window.outcome for window in windows]
    served = [performance.observer.windows[w.batch] for w in windows if w.batch in performance.observer.windows]
    return {
        "windows": len(windows),
        **{outcome.replace(" ", "_"): outcomes.count(outcome) for outcome in OUTCOMES},
        "lost_chunks": sum(window.lost_chunks for window in windows),
        "misplaced_chunks": sum(window.misplaced_chunks for window in windows),
        "late_samples": sum(window.late_samples for window in windows),
        "budget_ms": round(performance.settings.budget_ms, 3),
        "first_packet_ms": percentiles([window.first_ms for window in windows if window.first_ms is not None]),
        "last_packet_ms": percentiles([window.last_ms for window in windows if window.last_ms is not None]),
        "server": {stage: percentiles([getattr(window, stage) for window in served]) for stage in STAGES},
    }


def as_dict(performance: Performance, written: Written) -> dict[str, Any]:
    """Everything, in the order in which one would ask."""
    observer = performance.observer
    settings = performance.settings
    return {
        "format": REPORT_FORMAT,
        "headline": performance.headline,
        "trained": observer.trained if observer.trained is not None else "unknown",
        "note": observer.caveat,
        "input": {"source": performance.source, "seconds": performance.seconds, "notes": list(performance.notes)},
        "settings": asdict(settings)
        | {
            "step_samples": settings.step_samples,
            "look_ahead_samples": settings.look_ahead_samples,
            "fade_samples": settings.fade_samples,
            "budget_ms": round(settings.budget_ms, 3),
            "mode": performance.mode,
            "client": performance.client,
        },
        "server": {
            "address": performance.server,
            "status": observer.status or "unknown",
            "points": [asdict(point) for point in observer.points],
            "log": [f"{level}: {text}" for level, text in observer.log],
        },
        "summary": summary(performance),
        "outputs": {name: str(path) for name, path in written.paths.items()},
        "loudness": {name: level.as_dict() for name, level in written.loudness.items()},
        "mix_gain": round(written.mix_gain, 6),
        "refused": list(performance.refused),
        "ignored_datagrams": performance.ignored,
        "overflowed_datagrams": performance.overflowed,
        "windows": [_window_row(window, observer) for window in performance.windows],
    }


def _window_row(window: WindowRecord, observer: Observer) -> dict[str, Any]:
    served = observer.windows.get(window.batch)
    return {
        "batch": window.batch,
        "cursor_samples": window.cursor,
        "answer_start_samples": window.answer_start,
        "outcome": window.outcome,
        "first_packet_ms": _rounded(window.first_ms),
        "last_packet_ms": _rounded(window.last_ms),
        "budget_ms": _rounded(window.budget_ms),
        "late_samples": window.late_samples,
        "lost_chunks": window.lost_chunks,
        "misplaced_chunks": window.misplaced_chunks,
        "server": {name: _rounded(value) for name, value in asdict(served).items()} if served else None,
    }


def _rounded(value: float | None) -> float | None:
    return round(value, 3) if isinstance(value, float) else value


def write_json(path: Path, report: dict[str, Any]) -> None:
    path.write_text(json.dumps(report, indent=2, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")


def table(performance: Performance, written: Written, report_dir: Path) -> RenderableType:
    """For the terminal: latency against the budget, what became of the windows, levels, and where the files are."""
    numbers = summary(performance)
    latency = Table(title="Latency (ms)", title_justify="left")
    for column in ("packet to packet", "first", "p50", "p95", "p99", "max", "budget"):
        latency.add_column(column, justify="left" if column == "packet to packet" else "right")
    budget = f"{numbers['budget_ms']:.1f}"
    latency.add_row("last in, first out", *_cells(numbers["first_packet_ms"]), budget)
    latency.add_row("last in, last out", *_cells(numbers["last_packet_ms"]), budget)
    for stage, values in numbers["server"].items():
        if values["first"] is not None:
            latency.add_row(f"server: {stage.removesuffix('_ms')}", *_cells(values), "")
    windows = Table(title="Windows", title_justify="left")
    columns = ("windows", "in_time", "late", "lost", "dropped", "lost_chunks")
    for column in columns:
        windows.add_column(column.replace("_", " "), justify="right")
    windows.add_row(*(str(numbers[column]) for column in columns))
    levels = Table(title="Levels", title_justify="left")
    for column in ("", "RMS dBFS", "peak dBFS", "clipped", "silent", "file"):
        levels.add_column(column, justify="left" if column in ("", "file") else "right", overflow="fold")
    for name, level in written.loudness.items():
        clipped = f"{level.clipped_samples}"
        silent = f"{100 * level.silent_share:.0f} %"
        path = written.paths.get(name)
        file = "" if path is None else path.name
        levels.add_row(name, _level(level.rms_dbfs), _level(level.peak_dbfs), clipped, silent, file)
    lines = (
        [f"mix: gain {20 * np.log10(written.mix_gain):+.1f} dB so that it does not clip"]
        if written.mix_gain < 1
        else []
    )
    if performance.overflowed:
        lines.append(
            f"{performance.overflowed} datagrams came faster than this machine took them: "
            f"sudo sysctl -w net.core.rmem_max={RECEIVE_BUFFER_BYTES}"
        )
    lines.append(f"audio in {written.paths['accompaniment'].parent}, report and figures in {report_dir}")
    closing = Text("\n".join(lines))
    caveat = performance.observer.caveat
    parts: list[RenderableType] = [latency, windows, levels, closing]
    if caveat:
        parts.append(Text(caveat, style="bold red"))
    return Group(*parts)


def _cells(values: dict[str, float | None]) -> list[str]:
    return ["-" if value is None else f"{value:.1f}" for value in values.values()]


def _level(dbfs: float | None) -> str:
    return "silence" if dbfs is None else f"{dbfs:.1f}"
