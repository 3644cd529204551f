"""What happened: one record a window, JSON lines, and the summary table at the end of a set."""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TextIO

import numpy as np
from rich.table import Table


@dataclass(frozen=True)
class WindowRecord:
    """One window as it was played. Times in milliseconds on the host clock."""

    batch: int
    stems: int
    encode_ms: float
    sample_ms: float
    decode_ms: float
    total_ms: float
    """From the last context packet taken to the last answer packet handed to the system."""
    budget_ms: float
    late: bool
    lost_chunks: int
    step_samples: int
    client_budget_ms: float
    """Of the client's own look-ahead; `budget_ms` is longer by `ahead_columns`."""
    ahead_columns: int

    def line(self) -> str:
        """For `/verbose 1`."""
        late = ", LATE" if self.late else ""
        stages = f"encode {self.encode_ms:.1f}, sample {self.sample_ms:.1f}, decode {self.decode_ms:.1f}"
        return f"batch {self.batch}: {stages}, total {self.total_ms:.1f} of {self.budget_ms:.0f} ms{late}"


class WindowLog:
    """Keeps the totals of every window (8 bytes each) and writes the records as JSON lines when asked to."""

    def __init__(self, file: TextIO | None = None) -> None:
        self._file = file
        self._total_ms = array("d")
        self._budget_ms = 0.0
        self.late = 0

    def __len__(self) -> int:
        return len(self._total_ms)

    def add(self, record: WindowRecord) -> None:
        self._total_ms.append(record.total_ms)
        self._budget_ms = record.budget_ms
        self.late += record.late
        if self._file is not None:
            self._file.write(json.dumps(asdict(record)) + "\n")

    def flush(self) -> None:
        if self._file is not None:
            self._file.flush()

    def summary(self, counts: Mapping[str, int]) -> dict[str, float]:
        """first, p50, p95, p99, max in ms (of all windows after the first), and what went wrong, as counts."""
        totals = np.asarray(self._total_ms)
        rest = totals[1:] if len(totals) > 1 else totals
        quantiles = np.percentile(rest, [50, 95, 99]) if len(rest) else [float("nan")] * 3
        return {
            "windows": len(totals),
            "first_ms": float(totals[0]) if len(totals) else float("nan"),
            "p50_ms": float(quantiles[0]),
            "p95_ms": float(quantiles[1]),
            "p99_ms": float(quantiles[2]),
            "max_ms": float(rest.max()) if len(rest) else float("nan"),
            "budget_ms": self._budget_ms,
            "late": self.late,
            "lost_chunks": counts.get("lost_chunks", 0),
            "dropped": counts.get("dropped_batches", 0),
        }


def summary_table(summary: Mapping[str, float], title: str) -> Table:
    table = Table(title=title, title_justify="left")
    for name in summary:
        table.add_column(name.replace("_", " "), justify="right")
    table.add_row(*(f"{v:.1f}" if isinstance(v, float) else str(v) for v in summary.values()))
    return table
