"""The picture of an operating point: latency against look-ahead, the budget line, what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from rtap.calibration.choice import PERCENTILE, Margins, Row
from rtap.runtime.bundle import COLUMNS
from rtap.runtime.operating_point import COLUMN_MS, counted_columns
from rtap.runtime.play.plots import BUDGET_COLOUR, INK, QUIET, STYLE

COLOURS = ("#2a8f84", "#2f6f9f", "#8e5ea2", "#e09f3e", "#1d3f5e", "#c8423b")
SPREAD = 0.09
"""Columns between rows drawn beside each other."""


def draw(path: Path, rows: Sequence[Row], chosen: Row | None, margins: Margins) -> None:
    """Per row a line from p50 to p99.9 of all windows, dots beyond p99, and a bar where margin and block are added."""
    known = [row for row in rows if row.look_ahead_columns]
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(figsize=(8.5, 4.8), layout="constrained")
        last = max((row.look_ahead_columns for row in known), default=1) + 1.5
        columns = np.array([0, last])
        budget = columns * COLUMN_MS - margins.fade_ms
        axes.plot(columns, budget, color=BUDGET_COLOUR, linewidth=1.4, label="budget: look-ahead less crossfade")
        top = max([*budget, *(row.needed_ms * 1.15 for row in known)])
        axes.fill_between(columns, budget, top, color=BUDGET_COLOUR, alpha=0.06, linewidth=0)
        axes.text(0.1, top * 0.95, "late", color=BUDGET_COLOUR, va="top")
        for index, row in enumerate(known):
            _draw_row(axes, row, index, len(known), row is chosen)
        axes.set(
            xlim=(0, last),
            ylim=(0, top),
            xlabel="look-ahead in columns of 92.9 ms",
            ylabel="ms: bars p50 to p99.9, ticks with block and margin",
        )
        axes.set_xticks(range(int(last) + 1))
        axes.set_title(_title(chosen))
        handles, labels = axes.get_legend_handles_labels()
        axes.legend(handles, labels, loc="center left", bbox_to_anchor=(1.0, 0.5), fontsize=8.5)
        figure.savefig(path, metadata={"Title": _title(chosen)})
        plt.close(figure)


def _draw_row(axes: plt.Axes, row: Row, index: int, count: int, is_chosen: bool) -> None:
    m = row.measured
    x = row.look_ahead_columns + SPREAD * (index - (count - 1) / 2)
    colour = QUIET if row.refusal else COLOURS[index % len(COLOURS)]
    p50, p99, p999 = np.percentile(m.whole_ms, [50, 99, PERCENTILE])
    label = f"r = {m.step_columns}/64, {m.engine}" + (f", {m.stems} stems" if m.stems > 1 else "")
    label += " (chosen)" if is_chosen else " (not playable)" if row.refusal else ""
    axes.plot([x, x], [p50, p999], color=colour, linewidth=4 if is_chosen else 2.4, solid_capstyle="butt", label=label)
    axes.plot([x, x], [p999, row.needed_ms], color=colour, linewidth=1, linestyle=":")
    axes.plot([x], [row.needed_ms], marker="_", markersize=11, color=colour)
    beyond = [value for value in m.whole_ms if value > p99]
    axes.plot([x] * len(beyond), beyond, ".", markersize=3, color=colour)
    if is_chosen:
        axes.plot([x], [row.budget_ms], marker="o", markersize=8, color=INK, fillstyle="none")


def _title(chosen: Row | None) -> str:
    if chosen is None:
        return "No point is playable"
    columns = chosen.look_ahead_columns
    look_ahead = f"look-ahead {counted_columns(columns)} ({columns * COLUMN_MS:.0f} ms)"
    return f"r = {chosen.measured.step_columns}/{COLUMNS}, {look_ahead}"
