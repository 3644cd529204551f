"""README's figures, from the newest run of `rtap-bench`: `python -m rtap.benchmarks.readme` writes them in place.

A test fails where README and the results file say different things.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from rtap.benchmarks.bench import RESULTS, carried
from rtap.benchmarks.measuring import read_results
from rtap.runtime.operating_point import counted_columns

BEGIN, END = "<!-- figures: written by rtap.benchmarks.readme -->", "<!-- end of figures -->"


@click.command(help=__doc__)
@click.option("--readme", type=click.Path(exists=True, path_type=Path), default=Path("README.md"))
@click.option("--results", type=click.Path(exists=True, path_type=Path), default=RESULTS)
def main(readme: Path, results: Path) -> None:
    readme.write_text(with_figures(readme.read_text(), figures_of(read_results(results))))


def with_figures(text: str, figures: str) -> str:
    """The README with what lies between its two marks replaced. Raises click.ClickException where a mark is missing."""
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise click.ClickException(f"README: expected one {BEGIN!r} and one {END!r}")
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n{figures}\n{END}{rest.partition(END)[2]}"


def figures_of(runs: list[dict[str, Any]]) -> str:
    """Markdown of the newest run."""
    run = [run for run in runs if run["benchmark"] == "bench"][-1]
    figures, machine = run["figures"], run["machine"]
    rates = figures["machine_rates"]
    lines = [
        f"{run['time'][:10]}, {machine['cores']} cores of an {machine['cpu']} ({machine.get('vectors', 'no')} vectors, "
        f"{rates['gflop_per_s']:.0f} GFLOP/s in a matrix product), {machine['system']}, Python {machine['python']}, "
        f"ONNX Runtime {machine['onnxruntime']}, float32, `{run['command']}`.",
        "",
        "| what | median ± half quartile distance, ms | p99 | beside |",
        "|---|---|---|---|",
    ]
    for row in figures["stages"]:
        beside = f"{row['times_floor']:.1f} x its floor"
        lines.append(f"| {row['stage']}, r = 1/8 | {_with_spread(row)} | {row['p99_ms']:.1f} | {beside} |")
    for row in figures["window"]:
        name = f"whole window, r = 1/{round(1 / row['r'])}, {row['stems']} stem{'s' * (row['stems'] > 1)}"
        beside = f"{row['music_per_compute']:.1f} s of music a second"
        lines.append(f"| {name} | {_with_spread(row)} | {row['p99_ms']:.1f} | {beside} |")
    lines += ["", "| live through UDP, real time | p50, ms | p99 | max | budget | late |", "|---|---|---|---|---|---|"]
    for row in figures["live"]:
        name = f"r = 1/{round(1 / row['r'])}, look-ahead {counted_columns(row['look_ahead_columns'])}"
        times = " | ".join(f"{row[key]:.1f}" for key in ("p50_ms", "p99_ms", "max_ms", "budget_ms"))
        lines.append(f"| {name} | {times} | {row['late']} of {row['windows']} |")
    lines += ["", "| engine | listens, s | ready, s | memory, MB | growth, KB a window | window p50, ms |"]
    lines.append("|---|---|---|---|---|---|")
    for row in figures["service"]:
        keys = ("listening_s", "ready_s", "memory_mb", "growth_kb_a_window", "window_p50_ms")
        lines.append(f"| {row['engine']} | " + " | ".join(f"{row[key]:.2f}" for key in keys) + " |")
    lines.append("")
    rows = figures["sessions"]
    most = carried(rows)
    slowest = {row["performers"]: row["p99_ms"] for row in rows}
    curve = ", ".join(f"{n}: {slowest[n]:.0f}" for n in sorted(slowest))
    lines.append(
        f"Performers at once at r = 1/4, w = 1, before the first late window: {most}"
        + (" (no more were tried)." if most == max(slowest) else ".")
        + f" p99 in ms of the slowest of them, of a budget of {rows[0]['budget_ms']:.0f}: {curve}."
    )
    peers = [
        f"{row['work']}: {row['their_ms']:.3g} ms by {row['peer']}, {row['our_ms']:.3g} by ours "
        f"({row['times_as_fast']:.1f} x)"
        for row in figures["peers"]
    ]
    lines += ["", *(f"- {line}" for line in peers)]
    return "\n".join(lines)


def _with_spread(row: dict[str, Any]) -> str:
    return f"{row['median_ms']:.1f} ± {row['spread_ms']:.1f}"


if __name__ == "__main__":
    main()
