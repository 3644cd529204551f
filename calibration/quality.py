"""Expected quality of an operating point, from a table that was measured elsewhere: the bundle's own, or the paper's.

A bundle's table is `sweep.json` in its directory, written by `rtap-calibrate sweep`: `{"format": "rtap-sweep-1",
"rows": [{"r", "look_ahead_columns", "start" (hot or cold), "stem", "metric", "value", "spread"}, …]}`. The paper's is
`paper_sweep.json` here: its rows are at w = 0 and w = 1, and its model is another one than yours, which is said.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rtap.runtime.bundle import COLUMNS

PAPER_TABLE = Path(__file__).parent / "paper_sweep.json"
SWEEP_NAME = "sweep.json"
SWEEP_FORMAT = "rtap-sweep-1"
METRIC = "beat_f1"


class TableError(ValueError):
    """One line: what is wrong with a table, and what to do."""


@dataclass(frozen=True)
class QualityTable:
    """Values of one metric, more being better, where measured: r -> [(look-ahead in columns, value), …] in order."""

    metric: str
    source: str
    curves: Mapping[float, Sequence[tuple[float, float]]]

    def expected(self, r: float, look_ahead_columns: float) -> float | None:
        """Between two measured look-aheads of this r by a straight line; None outside of them or for another r."""
        curve = self.curves.get(r, ())
        if not curve or not curve[0][0] <= look_ahead_columns <= curve[-1][0]:
            return None
        columns, values = zip(*curve, strict=True)
        return float(np.interp(look_ahead_columns, columns, values))


def table_for(bundle_directory: Path | None, stems: Sequence[str] = ()) -> QualityTable:
    """The bundle's own table where it has one, else the paper's. `stems`: whose rows count, where rows name stems.

    Raises TableError for a table that is there and cannot be read.
    """
    own = bundle_directory / SWEEP_NAME if bundle_directory else None
    if own is None or not own.is_file():
        return _paper_table()
    try:
        raw = json.loads(own.read_text(encoding="utf-8"))
        if raw.get("format") != SWEEP_FORMAT:
            raise ValueError(f"format {raw.get('format')!r}, expected {SWEEP_FORMAT!r}")
        return _own_table(raw["rows"], own, stems)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise TableError(f"{own}: cannot be read ({error}); write it again with rtap-calibrate sweep") from None


def _paper_table() -> QualityTable:
    raw = json.loads(PAPER_TABLE.read_text(encoding="utf-8"))
    points = [(row["r"], row["w"] * row["r"] * COLUMNS, row["beat_f1"]) for row in raw["rows"]]
    return QualityTable(METRIC, f"{raw['name']}, between its rows by a straight line", _curves(points))


def _own_table(rows: Sequence[Mapping[str, Any]], path: Path, stems: Sequence[str]) -> QualityTable:
    """Hot starts where the sweep has them: after its first bars a concert is one."""
    rows = [row for row in rows if row["metric"] == METRIC and row["value"] is not None]
    rows = [row for row in rows if row["stem"] in stems] or rows
    rows = [row for row in rows if row["start"] == "hot"] or rows
    if not rows:
        raise ValueError(f"no row of the metric {METRIC}")
    points = [(row["r"], row["look_ahead_columns"], row["value"]) for row in rows]
    return QualityTable(METRIC, f"this bundle's own {path.name}", _curves(points))


def _curves(points: Sequence[tuple[float, float, float]]) -> dict[float, list[tuple[float, float]]]:
    """Mean over rows of the same point (stems)."""
    values: dict[tuple[float, float], list[float]] = defaultdict(list)
    for r, columns, value in points:
        values[float(r), float(columns)].append(float(value))
    curves: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for (r, columns), all_values in sorted(values.items()):
        curves[r].append((columns, float(np.mean(all_values))))
    return dict(curves)
