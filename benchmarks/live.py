"""Performances in real time through UDP, as the benchmarks need them: one, or several at once."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

from rtap.benchmarks.protocol import Runtime, burst
from rtap.runtime import osc
from rtap.runtime.bundle import COLUMN_SAMPLES, SAMPLE_RATE_HZ


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


def _perform_all(
    bundle: Path, engine: str, step_columns: int, ahead_columns: int, seconds: float, performers: int
) -> list[dict[str, Any]]:
    step_samples = step_columns * COLUMN_SAMPLES
    step_s = step_samples / SAMPLE_RATE_HZ
    runtimes = [Runtime(["--engine", engine, "--bundle", str(bundle)]) for _ in range(performers)]
    for runtime in runtimes:
        runtime.send(osc.message("/update_package_size", ("i", 10_240)))
        runtime.send(osc.message("/update_r", ("d", step_columns / 64)))
        runtime.send(osc.message("/w", ("d", ahead_columns / step_columns)))
        runtime.send(osc.message("/predict_instruments", ("i", 1), ("i", 0), ("i", 0), ("i", 0)))
    # Performers do not step in the same instant, unless by chance: spread over one step.
    threads = [
        threading.Thread(target=_play, args=(runtime, step_samples, step_s, seconds, index * step_s / performers))
        for index, runtime in enumerate(runtimes)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    windows = int(seconds / step_s)
    rows = []
    for runtime in runtimes:
        summary = runtime.stop()["summary"]
        budget_ms = 1000 * (ahead_columns * COLUMN_SAMPLES / SAMPLE_RATE_HZ - 0.02)
        rows.append(
            {
                "r": step_columns / 64,
                "look_ahead_columns": ahead_columns,
                "windows": windows,
                **{name: float(summary[name]) for name in ("p50_ms", "p99_ms", "max_ms")},
                "budget_ms": budget_ms,
                "late": int(summary["late"]),
                "unanswered": windows - int(summary["windows"]),
            }
        )
    return rows


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
