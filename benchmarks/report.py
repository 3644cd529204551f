"""One page from the results of `rtap-bench`, to be read offline: `python -m rtap.benchmarks.report`.

Tables and plots of the newest run, and how its windows compare with those of earlier runs.
"""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from rtap.benchmarks.bench import RESULTS, Rows
from rtap.benchmarks.live import QUANTILES
from rtap.benchmarks.measuring import read_results

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums }
th, td { padding: .2rem .7rem; border-bottom: 1px solid #ddd; text-align: right }
th:first-child, td:first-child { text-align: left }
svg { max-width: 100%; height: auto } .facts { color: #666 }
@media (prefers-color-scheme: dark) { body { background: #fff } }
"""


@click.command(help=__doc__, context_settings={"show_default": True})
@click.option("--results", type=click.Path(path_type=Path), default=RESULTS)
@click.option("--out", type=click.Path(path_type=Path), default=Path("out") / "bench.html")
def main(results: Path, out: Path) -> None:
    if not results.exists():
        raise click.ClickException(f"{results}: not there; `rtap-bench` writes it")
    runs = [run for run in read_results(results) if run["benchmark"] == "bench"]
    if not runs:
        raise click.ClickException(f"{results}: holds no run of rtap-bench")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page(runs), encoding="utf-8")
    click.echo(f"{out}: {len(runs)} run(s)")


def page(runs: list[dict[str, Any]]) -> str:
    """The whole page; the newest run is the last one."""
    newest = runs[-1]
    figures, machine = newest["figures"], newest["machine"]
    facts = ", ".join(f"{name} {value}" for name, value in machine.items())
    rates = figures["machine_rates"]
    parts = [
        "<!doctype html><html lang='en'><meta charset='utf-8'><meta name='viewport' content='width=device-width'>",
        f"<title>rtap benchmarks</title><style>{STYLE}</style>",
        "<h1>rtap: what a window costs</h1>",
        f"<p>{newest['time'][:10]}, commit {html.escape(str(newest['commit']))}, engine {figures['engine']}, bundle "
        f"{html.escape(figures['bundle'])}. Best rates of this machine: {rates['gflop_per_s']:.0f} GFLOP/s in a matrix "
        f"product, {rates['copy_gb_per_s']:.1f} GB/s in a copy.</p>",
        f"<p class='facts'>{html.escape(facts)}. Command: <code>{html.escape(newest['command'])}</code></p>",
    ]
    for name, (title, draw) in SECTIONS.items():
        if figures.get(name):
            parts += [f"<h2>{title}</h2>", svg(draw, figures[name]), table(figures[name])]
    history = [run for run in runs if run["figures"].get("window")]
    if len(history) > 1:
        parts += ["<h2>History</h2>", svg(draw_history, history)]
    return "\n".join(parts)


def table(rows: Rows) -> str:
    def cell(value: object) -> str:
        return f"{value:.3g}" if isinstance(value, float) else html.escape(str(value))

    shown = [name for name, value in rows[0].items() if not isinstance(value, list)]
    head = "".join(f"<th>{html.escape(name.replace('_', ' '))}</th>" for name in shown)
    body = "".join("<tr>" + "".join(f"<td>{cell(row[name])}</td>" for name in shown) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def svg(draw: Callable[[Any, Any], None], data: Any) -> str:
    """What `draw` puts on an axis, as a picture inside the page."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axis = pyplot.subplots(figsize=(9, 3.6))
    draw(axis, data)
    figure.tight_layout()
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg")
    pyplot.close(figure)
    text = buffer.getvalue()
    return text[text.index("<svg") :]


def draw_stages(axis: Any, rows: Rows) -> None:
    names = [row["stage"] for row in rows]
    medians, spreads = ([row[key] for row in rows] for key in ("median_ms", "spread_ms"))
    axis.barh(names, medians, xerr=spreads, color="#4c78a8", label="measured")
    axis.barh(names, [row["floor_ms"] for row in rows], color="#f58518", height=0.35, label="its floor")
    axis.invert_yaxis()
    axis.set_xlabel("ms")
    axis.legend(loc="lower right")


def draw_windows(axis: Any, rows: Rows) -> None:
    one = [row for row in rows if row["stems"] == 1]
    r = [row["r"] for row in one]
    axis.errorbar(r, [row["median_ms"] for row in one], [row["spread_ms"] for row in one], marker="o", label="median")
    axis.plot(r, [row["p99_ms"] for row in one], marker=".", linestyle="--", label="p99")
    more = [row for row in rows if row["stems"] > 1]
    axis.scatter([row["r"] for row in more], [row["median_ms"] for row in more], marker="^", label="2, 3, 4 stems")
    axis.set_xscale("log", base=2)
    axis.set_xticks(r, [f"1/{round(1 / value)}" for value in r])
    axis.set_ylim(bottom=0)
    axis.set_xlabel("r")
    axis.set_ylabel("window, ms")
    axis.legend()


def draw_live(axis: Any, rows: Rows) -> None:
    """The whole distribution of each performance, and its budget where it is near enough to be seen."""
    answered = [row for row in rows if row["unanswered"] < row["windows"]]
    most_ms = 1.3 * max((row["max_ms"] for row in answered), default=1.0)
    for index, row in enumerate(answered):
        label = f"r = 1/{round(1 / row['r'])}, {row['look_ahead_columns']} column(s)"
        axis.plot(row["quantiles_ms"], QUANTILES, color=f"C{index}", label=label)
        if row["budget_ms"] < most_ms:
            axis.axvline(row["budget_ms"], color=f"C{index}", linestyle=":", label=f"budget of {label}")
    axis.set_xlim(0, most_ms)
    axis.set_xlabel("last packet in to last packet out, ms")
    axis.set_ylabel("% of windows")
    axis.legend(fontsize=8)


def draw_sessions(axis: Any, rows: Rows) -> None:
    count = [row["performers"] for row in rows]
    axis.plot(count, [row["p99_ms"] for row in rows], marker="o", label="p99 of the slowest")
    axis.axhline(rows[0]["budget_ms"], color="#e45756", label="budget")
    axis.set_xticks(count)
    axis.set_xlabel("performers at once")
    axis.set_ylabel("ms")
    axis.legend()


def draw_peers(axis: Any, rows: Rows) -> None:
    names = [f"{row['peer']}:\n{row['work']}" for row in rows]
    axis.barh(names, [row["times_as_fast"] for row in rows], color="#4c78a8")
    axis.axvline(1, color="#888")
    axis.set_xscale("log")
    axis.invert_yaxis()
    axis.set_xlabel("times as fast as the peer")


def draw_history(axis: Any, runs: list[dict[str, Any]]) -> None:
    """Windows at r = 1/8 with one stem, in units of the arithmetic that the machine of each run could do."""
    values = [
        row["median_ms"] * run["figures"]["machine_rates"]["gflop_per_s"]
        for run in runs
        for row in run["figures"]["window"]
        if row["r"] == 0.125 and row["stems"] == 1
    ]
    axis.plot(range(len(values)), values, marker="o")
    axis.set_xticks(range(len(values)), [str(run["commit"]) for run in runs], rotation=45)
    axis.set_ylabel("window x machine's rate, MFLOP")
    axis.set_ylim(bottom=0)


SECTIONS: dict[str, tuple[str, Callable[[Any, Rows], None]]] = {
    "stages": ("Stages", draw_stages),
    "window": ("Windows of one process", draw_windows),
    "live": ("Live, through UDP", draw_live),
    "sessions": ("Performers at once", draw_sessions),
    "peers": ("Peers", draw_peers),
}
"""Name in the results -> heading and drawing."""


if __name__ == "__main__":
    main()
