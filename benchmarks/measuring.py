"""The measuring core of the benchmarks: what is compared runs in turn, many times; a run leaves one line of JSON."""

from __future__ import annotations

import gc
import json
import os
import platform
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

Run = Callable[[], object]


@dataclass(frozen=True)
class Timing:
    """Times of one thing in ms: the first run apart, the others as they came."""

    first_ms: float
    times_ms: tuple[float, ...]

    @property
    def median_ms(self) -> float:
        return float(np.median(self.times_ms))

    @property
    def spread_ms(self) -> float:
        """Half the distance between the quartiles."""
        low, high = np.percentile(self.times_ms, [25, 75])
        return float(high - low) / 2

    def as_dict(self) -> dict[str, float]:
        p95, p99 = np.percentile(self.times_ms, [95, 99])
        values = {
            "first_ms": self.first_ms,
            "median_ms": self.median_ms,
            "spread_ms": self.spread_ms,
            "p95_ms": float(p95),
            "p99_ms": float(p99),
            "max_ms": max(self.times_ms),
        }
        return {name: round(value, 4) for name, value in values.items()} | {"runs": len(self.times_ms)}


def interleaved(
    runs: Mapping[str, Run],
    rounds: int,
    on_round: Callable[[], None] = lambda: None,
    afterwards: Mapping[str, Run] | None = None,
) -> dict[str, Timing]:
    """Each thing once (its first run), then `rounds` rounds of all in turn, so that a slow minute hits all alike.

    Garbage is collected between rounds, never within a run. What comes `afterwards` of a run is not timed.
    """
    after = afterwards or {}

    def time_ms(name: str) -> float:
        took_ms = _time_ms(runs[name])
        if name in after:
            after[name]()
        return took_ms

    first_ms = {name: time_ms(name) for name in runs}
    times_ms: dict[str, list[float]] = {name: [] for name in runs}
    gc_was_on = gc.isenabled()
    gc.disable()
    try:
        for _ in range(rounds):
            for name in runs:
                times_ms[name].append(time_ms(name))
            gc.collect()
            on_round()
    finally:
        if gc_was_on:
            gc.enable()
    return {name: Timing(first_ms[name], tuple(times)) for name, times in times_ms.items()}


def _time_ms(run: Run) -> float:
    started = time.perf_counter_ns()
    run()
    return (time.perf_counter_ns() - started) / 1e6


def machine_facts() -> dict[str, Any]:
    """What a figure depends on besides the code. What the machine does not tell is left out."""
    facts: dict[str, Any] = {
        "cpu": _cpuinfo("model name") or platform.processor() or platform.machine(),
        "vectors": widest_vectors(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "mhz": _cpuinfo("cpu MHz"),
        "temperature_c": _temperature_c(),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
        **{package: _version(package) for package in ("numpy", "onnxruntime", "torch")},
    }
    return {name: value for name, value in facts.items() if value is not None}


def widest_vectors() -> str | None:
    """avx512 (with bf16 where it has that), avx2, or None where the system does not say."""
    flags = (_cpuinfo("flags") or "").split()
    if any(flag.startswith("avx512") for flag in flags):
        return "avx512" + (" bf16" if "avx512_bf16" in flags else "")
    return "avx2" if "avx2" in flags else None


def _cpuinfo(name: str) -> str | None:
    path = Path("/proc/cpuinfo")
    if not path.exists():
        return None
    lines = (line.partition(":") for line in path.read_text().splitlines())
    return next((value.strip() for key, _, value in lines if key.strip() == name), None)


def _temperature_c() -> float | None:
    for path in sorted(Path("/sys/class/thermal").glob("thermal_zone*/temp")):
        return int(path.read_text()) / 1000
    return None


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def commit() -> str | None:
    """The short hash of what runs, with + where files differ from it; None outside a repository."""
    git = ["git", "-C", str(Path(__file__).parent)]
    try:
        head = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
        dirty = subprocess.run([*git, "status", "--porcelain", "-uno"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return head.stdout.strip() + ("+" if dirty.stdout.strip() else "")


def append_result(path: Path, benchmark: str, command: Sequence[str], figures: object) -> None:
    """One line of JSON at the end of a results file, which thus holds the history."""
    line = {
        "benchmark": benchmark,
        "time": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "commit": commit(),
        "machine": machine_facts(),
        "command": " ".join(command),
        "figures": figures,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def read_results(path: Path) -> list[dict[str, Any]]:
    """Every line of a results file, oldest first."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
