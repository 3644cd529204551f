"""A sweep as people read it: a table with one row an operating point, and curves over look-ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rtap.calibration.measures import LOWER_IS_BETTER, OF_THE_SCORE
from rtap.runtime.bundle import COLUMN_SAMPLES, COLUMNS, SAMPLE_RATE_HZ
from rtap.runtime.operating_point import counted_columns

COLUMN_MS = 1000 * COLUMN_SAMPLES / SAMPLE_RATE_HZ
SCORED = "against the score"
"""One column for what differs by stem: drums' onsets, the bass' roots, chord tones of guitar and piano."""

Row = Mapping[str, Any]


def sweep_table(result: Mapping[str, Any]) -> str:
    """Markdown: for each stem the ceiling, random pairing and every operating point; mean ± standard error."""
    lines = []
    for stem in _in_order(row["stem"] for row in result["rows"]):
        rows = [row for row in result["rows"] if row["stem"] == stem]
        metrics = _in_order(row["metric"] for row in rows)
        heads = [f"{metric} ↓" if metric in LOWER_IS_BETTER else metric for metric in metrics]
        lines += ["", f"| {stem} | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
        for kind in _in_order(end["kind"] for end in result["baselines"]):
            ends = [end for end in result["baselines"] if end["stem"] == stem and end["kind"] == kind]
            lines.append(_line(kind, ends, metrics))
        for r, ahead, start in _in_order((row["r"], row["look_ahead_columns"], row["start"]) for row in rows):
            here = [row for row in rows if (row["r"], row["look_ahead_columns"], row["start"]) == (r, ahead, start)]
            lines.append(_line(f"{point_name(r, ahead)}, {start}", here, metrics))
    count, untrained = len(result["song_names"]), "" if result["trained"] else ", UNTRAINED"
    seconds = result["columns"] * COLUMN_MS / 1000
    lines += ["", f"{result['bundle']}{untrained}: {count} songs, {seconds:.1f} s of each ({result['songs']}); "]
    lines[-1] += "mean ± standard error over songs; ↓ lower is better."
    return "\n".join(lines[1:])


def point_name(r: float, look_ahead_columns: int) -> str:
    """`r = 1/8, w = 1 (743 ms)`; a look-ahead that is no whole number of steps is told in columns."""
    step = round(r * COLUMNS)
    name = f"r = 1/{COLUMNS // step}" if COLUMNS % step == 0 else f"r = {step}/{COLUMNS}"
    steps, rest = divmod(look_ahead_columns, step)
    ahead = counted_columns(look_ahead_columns) if rest else f"w = {steps}"
    return f"{name}, {ahead} ({look_ahead_columns * COLUMN_MS:.0f} ms)"


def plot_sweep(result: Mapping[str, Any], path: Path) -> None:
    """Rows: measures; columns: stems. A curve for each r and start over look-ahead, ceiling and pairing as bands."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    stems = _in_order(row["stem"] for row in result["rows"])
    kinds = _in_order(_kind(row["metric"]) for row in result["rows"])
    curves = _in_order((row["r"], row["start"]) for row in result["rows"])
    figure, grid = pyplot.subplots(
        len(kinds), len(stems), figsize=(1 + 3.4 * len(stems), 0.8 + 2.7 * len(kinds)), squeeze=False, sharex=True
    )
    colours = {r: f"C{index}" for index, r in enumerate(_in_order(curve[0] for curve in curves))}
    for axes, kind in zip(grid, kinds, strict=True):
        for axis, stem in zip(axes, stems, strict=True):
            metric = OF_THE_SCORE[stem] if kind == SCORED else kind
            for end in result["baselines"]:
                if (end["stem"], end["metric"]) == (stem, metric):
                    spread = end["spread"] or 0.0
                    colour = "tab:gray" if end["kind"] == "random pairing" else "black"
                    axis.axhspan(end["value"] - spread, end["value"] + spread, color=colour, alpha=0.2, lw=0)
                    axis.axhline(end["value"], color=colour, lw=1, ls=":", label=end["kind"])
            for r, start in curves:
                rows = [
                    row
                    for row in result["rows"]
                    if (row["r"], row["start"], row["stem"], row["metric"]) == (r, start, stem, metric)
                ]
                rows.sort(key=lambda row: row["look_ahead_columns"])
                if rows:
                    axis.errorbar(
                        [row["look_ahead_columns"] * COLUMN_MS / 1000 for row in rows],
                        [row["value"] for row in rows],
                        [row["spread"] or 0.0 for row in rows],
                        color=colours[r],
                        ls="-" if start == "hot" else "--",
                        marker="o" if start == "hot" else "x",
                        ms=4,
                        lw=1.2,
                        capsize=2,
                        label=f"r = {r:g}, {start}",
                    )
            worse = ", lower is better" if metric in LOWER_IS_BETTER else ""
            axis.set_title(f"{stem}: {metric.replace('_', ' ')}{worse}", fontsize=9)
            axis.axvline(0, color="tab:gray", lw=0.5)
            axis.tick_params(labelsize=8)
            if kind == "beat_f1" or kind == SCORED:
                axis.set_ylim(0, 1.05)
    for axis in grid[-1]:
        axis.set_xlabel("look-ahead, s", fontsize=9)
    legends = [axis.get_legend_handles_labels() for axis in grid.flat]
    handles = {label: handle for shown, labels in legends for handle, label in zip(shown, labels, strict=True)}
    figure.legend(handles.values(), handles.keys(), loc="lower center", ncols=min(len(handles), 6), fontsize=8)
    untrained = "" if result["trained"] else ", UNTRAINED"
    figure.suptitle(
        f"{result['bundle']}{untrained}: {len(result['song_names'])} songs, mean ± standard error", fontsize=10
    )
    figure.tight_layout(rect=(0, 0.3 / figure.get_figheight(), 1, 1))
    figure.savefig(path, dpi=100)
    pyplot.close(figure)


def _kind(metric: str) -> str:
    return SCORED if metric in OF_THE_SCORE.values() else metric


def _line(name: str, rows: Sequence[Row], metrics: Sequence[str]) -> str:
    found = {row["metric"]: row for row in rows}
    cells = []
    for metric in metrics:
        row = found.get(metric)
        spread = "" if row is None or row["spread"] is None else f" ± {row['spread']:.2f}"
        cells.append("" if row is None else f"{row['value']:.2f}{spread}")
    return f"| {name} | " + " | ".join(cells) + " |"


def _in_order(values: Any) -> list[Any]:
    return list(dict.fromkeys(values))
