"""Performances in real time through UDP, as the benchmarks need them: one, or several at once."""

from __future__ import annotations

import json
import math
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from rtap.benchmarks.protocol import Runtime, burst
from rtap.runtime import osc
from rtap.runtime.bundle import COLUMN_SAMPLES, SAMPLE_RATE_HZ

FADE_S = 0.02
"""The client's crossfade: it is heard too, so it counts against the budget."""
QUANTILES = tuple(range(0, 101, 2))
"""Percentiles that are kept of a performance, for its curve."""


def perform(bundle: Path, engine: str, step_columns: int, ahead_columns: int, seconds: float) -> dict[str, Any]:
    """One stem for `seconds` at a client's own pace; the runtime's summary of it."""
    return _perform_all(bundle, engine, step_columns, ahead_columns, seconds, 1)[0]


def perform_together(
    bundle: Path, engine: str, step_columns: int, ahead_columns: int, seconds: float, performers: int
) -> dict[str, Any]:
    """Several performers at once, a runtime each; the worst of their figures, late windows of all."""
    rows = _perform_all(bundle, engine, step_columns, ahead_columns, seconds, performers)
    worst = max(rows, key=lambda row: row["p99_ms"])
    total = {name: sum(row[name] for row in rows) for name in ("windows", "late", "unanswered")}
    return {"performers": performers} | worst | total


def serve(arguments: Sequence[str], windows: int) -> dict[str, Any]:
    """Steps of an eighth, each sent when the answer before it is there: how soon a runtime is ready, how much memory
    it holds and how much more at the end, and its time for a window."""
    runtime = Runtime(arguments)
    runtime.send(osc.message("/update_r", ("d", 0.125)))
    runtime.send(osc.message("/update_package_size", ("i", 10_240)))
    runtime.send(osc.message("/predict_instruments", ("i", 1), ("i", 0), ("i", 0), ("i", 0)))
    memory_kb = []
    for batch in range(1, windows + 1):
        runtime.play(batch, 8 * COLUMN_SAMPLES)
        memory_kb.append(runtime.resident_kb())
    summary = runtime.stop()["summary"]
    half = memory_kb[windows // 2 :]
    return {
        "engine": arguments[1],
        "listening_s": runtime.listening_s,
        "ready_s": runtime.ready_s,
        "memory_mb": memory_kb[-1] / 1024,
        "growth_kb_a_window": (half[-1] - half[0]) / len(half),
        "window_p50_ms": float(summary["p50_ms"]),
        "window_p99_ms": float(summary["p99_ms"]),
    }


def _perform_all(
    bundle: Path, engine: str, step_columns: int, ahead_columns: int, seconds: float, performers: int
) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        logs = [Path(folder) / f"{index}.jsonl" for index in range(performers)]
        arguments = ["--engine", engine, "--bundle", str(bundle)]
        runtimes = [Runtime([*arguments, "--log", str(log)]) for log in logs]
        _play_all(runtimes, step_columns, ahead_columns, seconds)
        windows = int(seconds * SAMPLE_RATE_HZ / (step_columns * COLUMN_SAMPLES))
        return [
            _row(log, step_columns, ahead_columns, windows, int(runtime.stop()["summary"]["windows"]))
            for runtime, log in zip(runtimes, logs, strict=True)
        ]


def _row(log: Path, step_columns: int, ahead_columns: int, sent: int, answered: int) -> dict[str, Any]:
    """Figures of one performance from the runtime's log; the first window is left out of the distribution."""
    records = [json.loads(line) for line in log.read_text().splitlines()]
    totals = [record["total_ms"] for record in records[1:] or records] or [math.nan]
    quantiles = np.percentile(totals, QUANTILES)
    return {
        "r": step_columns / 64,
        "look_ahead_columns": ahead_columns,
        "windows": sent,
        "p50_ms": float(np.percentile(totals, 50)),
        "p99_ms": float(np.percentile(totals, 99)),
        "max_ms": float(max(totals)),
        "budget_ms": 1000 * (ahead_columns * COLUMN_SAMPLES / SAMPLE_RATE_HZ - FADE_S),
        "late": sum(record["late"] for record in records),
        "unanswered": sent - answered,
        "quantiles_ms": [round(float(value), 3) for value in quantiles],
    }


def _play_all(runtimes: Sequence[Runtime], step_columns: int, ahead_columns: int, seconds: float) -> None:
    step_samples = step_columns * COLUMN_SAMPLES
    step_s = step_samples / SAMPLE_RATE_HZ
    for runtime in runtimes:
        runtime.send(osc.message("/update_package_size", ("i", 10_240)))
        runtime.send(osc.message("/update_r", ("d", step_columns / 64)))
        runtime.send(osc.message("/w", ("d", ahead_columns / step_columns)))
        runtime.send(osc.message("/predict_instruments", ("i", 1), ("i", 0), ("i", 0), ("i", 0)))
    # Performers do not step in the same instant, unless by chance: spread over one step.
    threads = [
        threading.Thread(target=_play, args=(runtime, step_samples, step_s, seconds, index * step_s / len(runtimes)))
        for index, runtime in enumerate(runtimes)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _play(runtime: Runtime, step_samples: int, step_s: float, seconds: float, offset_s: float) -> None:
    drain = threading.Thread(target=_drain, args=(runtime,), daemon=True)
    drain.start()
    begun = time.perf_counter() + offset_s
    for batch in range(1, int(seconds / step_s) + 1):
        packets = burst(batch, step_samples, 10_240)
        _wait_until(begun + batch * step_s)
        for packet in packets:
            runtime.send(packet)
    time.sleep(2 * step_s + 1)  # for the last answer


def _drain(runtime: Runtime) -> None:
    """Take answers off the socket until it is closed."""
    buffer = bytearray(65_536)
    while True:
        try:
            runtime.inbox.recv_into(buffer)
        except OSError:  # closed: the performance is over
            return


def _wait_until(moment_s: float) -> None:
    """Sleep until a moment of `time.perf_counter`."""
    time.sleep(max(0.0, moment_s - time.perf_counter()))
