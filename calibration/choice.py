"""Which look-ahead covers what was measured, and which of the playable points to take. Arithmetic alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rtap.calibration.quality import QualityTable
from rtap.runtime.bundle import COLUMNS, SAMPLE_RATE_HZ
from rtap.runtime.operating_point import COLUMN_MS

MAX_LOOK_AHEAD_COLUMNS = 32
PERCENTILE = 99.9
STEPS_OF_EXTERNAL = 1
"""The paper's external takes w of -1, 0 and 1: only with 1 has an answer any time to come."""


@dataclass(frozen=True)
class Margins:
    """What the look-ahead has to cover beside what was measured, in ms."""

    margin_ms: float
    """Stated reserve."""
    block_ms: float
    """What the client's sound card takes at a time: an answer is heard from the next block on."""
    fade_ms: float
    """The crossfade is heard before the step, so it has to be there too."""

    @property
    def sum_ms(self) -> float:
        return self.margin_ms + self.block_ms + self.fade_ms


@dataclass(frozen=True)
class Measured:
    """One (engine, r, number of stems) as played. Each `[windows]`, in ms, the same windows in the same order."""

    engine: str
    r: float
    stems: int
    whole_ms: Sequence[float]
    """From the moment the cursor passed the end of the step to the answer's last packet at the client."""
    window_ms: Sequence[float]
    """The server's own time of it; empty for a server that does not tell."""
    client_ms: Sequence[float]
    """Of it, until the client had sent the step's last packet."""
    unanswered: int = 0
    """Windows whose answer came in part or not at all."""

    @property
    def step_columns(self) -> int:
        return round(self.r * COLUMNS)

    @property
    def p999_ms(self) -> float:
        return float(np.percentile(self.whole_ms, PERCENTILE)) if len(self.whole_ms) else math.inf


@dataclass(frozen=True)
class Row:
    """A measured point with the shortest look-ahead that covers it."""

    measured: Measured
    look_ahead_columns: int
    """0 where nothing covers it."""
    needed_ms: float
    budget_ms: float
    """Look-ahead less crossfade: what the answer has."""
    quality: float | None
    refusal: str
    """Why it is not playable; empty where it is."""

    @property
    def playable(self) -> bool:
        return not self.refusal


def assess(measured: Measured, margins: Margins, table: QualityTable) -> Row:
    """The smallest whole number of columns that covers p99.9 of window, network and client, block, fade and margin."""
    needed_ms = measured.p999_ms + margins.margin_ms + margins.block_ms
    if not math.isfinite(needed_ms):
        return Row(measured, 0, needed_ms, 0.0, None, "no answer came whole")
    columns = max(math.ceil((needed_ms + margins.fade_ms) / COLUMN_MS - 1e-9), 1)
    step_ms = measured.step_columns * COLUMN_MS
    throughput_ms = float(np.percentile(measured.window_ms or measured.whole_ms, 99))
    refusal = ""
    if throughput_ms > step_ms:
        refusal = f"a window takes {throughput_ms:.0f} ms (p99) and a step is {step_ms:.0f} ms: it never catches up"
    elif columns > MAX_LOOK_AHEAD_COLUMNS:
        refusal = f"needs {columns} columns of look-ahead, at most {MAX_LOOK_AHEAD_COLUMNS}"
    elif columns + measured.step_columns >= COLUMNS:
        refusal = f"look-ahead and step of {columns} + {measured.step_columns} columns leave nothing to listen to"
    elif measured.unanswered:
        refusal = f"{measured.unanswered} of {len(measured.whole_ms) + measured.unanswered} answers did not come whole"
    budget_ms = columns * COLUMN_MS - margins.fade_ms
    return Row(measured, columns, needed_ms, budget_ms, table.expected(measured.r, columns), refusal)


def choose(rows: Sequence[Row]) -> Row | None:
    """The playable row of the best expected quality; among equals, or where the table knows none, the one whose answer
    to a note begins soonest (look-ahead and a step)."""

    def rank(row: Row) -> tuple[float, int, int]:
        reach = row.look_ahead_columns + row.measured.step_columns
        return (-math.inf if row.quality is None else row.quality, -reach, -row.look_ahead_columns)

    return max((row for row in rows if row.playable), key=rank, default=None)


def for_external(chosen: Row, rows: Sequence[Row], table: QualityTable) -> dict[str, Any]:
    """The nearest point that the paper's external can be told: `T`, `r`, `w`, and `lost`, in words.

    Its w is -1, 0 or 1 and only w = 1 leaves an answer any time, so its look-ahead is a step: of the playable rows
    whose step is long enough, the one with the nearest look-ahead.
    """
    fitting = [row for row in rows if row.playable and row.measured.step_columns >= row.look_ahead_columns]
    if not fitting:
        return {"T": 262_144, "r": None, "w": None, "lost": "no step of those measured covers its own window at w = 1"}
    best = min(fitting, key=lambda row: (abs(row.measured.step_columns - chosen.look_ahead_columns), -row.measured.r))
    r, columns = best.measured.r, best.measured.step_columns
    if (r, columns) == (chosen.measured.r, chosen.look_ahead_columns):
        lost = "nothing"
    else:
        lost = f"look-ahead {columns * COLUMN_MS:.0f} ms instead of {chosen.look_ahead_columns * COLUMN_MS:.0f} ms"
        if r != chosen.measured.r:
            lost += f", r = {r:g} instead of {chosen.measured.r:g}"
        there = table.expected(r, columns)
        if there is not None and chosen.quality is not None:
            lost += f"; expected {table.metric} {there:.2f} instead of {chosen.quality:.2f}"
    return {"T": 262_144, "r": r, "w": STEPS_OF_EXTERNAL, "lost": lost}


def best_package_size(network: Sequence[dict[str, Any]]) -> int | None:
    """The largest package that always came back; None where none did. Fewer packets cost less on both sides."""
    whole = [row["package_size"] for row in network if row["sent"] and row["lost"] == 0]
    return max(whole, default=None)


def samples_ms(samples: float) -> float:
    return 1e3 * samples / SAMPLE_RATE_HZ
