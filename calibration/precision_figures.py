"""A precision plan as people read it: tables of what was found and expected, and the error along a performance."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MaxNLocator

from rtap.export.parity import AUDIO_GOAL_DB, LATENT_GOAL_DB
from rtap.runtime.play.plots import BUDGET_COLOUR, INK, QUIET, STYLE

NOT_FINITE_DB = -150.0
CURVES = {
    "audio_snr_db": ("Audio of the answer", "signal over rounding (dB)", AUDIO_GOAL_DB),
    "latent_snr_db": ("Latent that it is decoded from", "signal over rounding (dB)", LATENT_GOAL_DB),
    "level_db": ("Level of the answer", "over float32's (dB)", None),
}
"""What is drawn of a drift: title, y label, what a build asks of a window."""
COLOURS = ("#2f6f9f", "#e09f3e", "#8e5ea2")
CAPTION_CHARACTERS = 150
HEADS = (
    *("precision", "encoder", "step", "decoder", "latent", "audio", "audio, lowest tenth", "log-mel L1"),
    *("audio after feeding back", "not finite"),
)


def precision_table(plan: Mapping[str, Any]) -> str:
    """Markdown: what each precision costs, what each graph keeps in float32 and why."""
    expected = plan["expected"]
    kinds = {plan["default"]: expected, **expected["others"]}
    lines = [
        f"{expected['bundle']}{'' if expected['trained'] else ', UNTRAINED'}, {expected['data']['windows']} windows of "
        f"{expected['data']['source']}; signal over rounding, dB: each graph alone, median (least), then whole windows",
        "",
        "| " + " | ".join(HEADS) + " |",
        "|---" * len(HEADS) + "|",
    ]
    for kind, figures in kinds.items():
        window = figures["window"]
        graphs = [f"{_db(g['median'])} ({_db(g['least'])})" for g in figures["graph_snr_db"].values()]
        names = ("latent_snr_db", "audio_snr_db", "lowest_tenth_audio_snr_db")
        cells = [*graphs, *(_db(window[name]) for name in names)]
        cells += [f"{window['spectral_distance']:.4f}" if "spectral_distance" in window else ""]
        cells += [_db(window["drift_audio_snr_db"]) if "drift_audio_snr_db" in window else ""]
        lines.append(f"| {kind} | " + " | ".join(cells) + f" | {window['windows_not_finite']:.0f} |")
    lines += ["", "| graph | nodes | float32 | largest value | most flushed to 0 |", "|---" * 5 + "|"]
    for graph, found in expected["found"].items():
        largest = f"{found['largest'][1]:g} ({found['largest'][0]})" if found["largest"] else ""
        flushed = f"{found['flushed'][1]:.1%} ({found['flushed'][0]})" if found["flushed"] else ""
        lines.append(f"| {graph} | {found['nodes']} | {found['float32']} | {largest} | {flushed} |")
    islands = [(graph, island) for graph, found in expected["found"].items() for island in found["islands"]]
    if islands:
        lines += ["", "| graph | island of the start | nodes only it keeps | if narrow, alone |", "|---" * 4 + "|"]
        for graph, island in islands:
            lines.append(f"| {graph} | {island['why']} | {island['nodes']} | {_db(island['snr_db_if_narrow'])} |")
    for graph, found in expected["found"].items():
        if found["overflowing"] or found["kept"]:
            added = [*found["overflowing"], *found["kept"]]
            lines += ["", f"{graph}: {len(added)} nodes kept besides, {_db(found['snr_db_before'])} -> "]
            lines[-1] += f"{_db(found['snr_db_after'])} dB: {', '.join(added)}"
    return "\n".join(lines)


def plot_drift(plan: Mapping[str, Any], path: Path) -> None:
    """Write `draw_drift`'s figure."""
    with plt.rc_context(STYLE):
        figure = draw_drift(plan)
        figure.savefig(path, metadata={"Title": figure.get_suptitle()})
        plt.close(figure)


def draw_drift(plan: Mapping[str, Any]) -> Figure:
    """Signal over rounding and level along windows that feed back, for every precision that was measured; below them
    what the plan keeps in float32."""
    expected = plan["expected"]
    kinds = {plan["default"]: expected, **expected["others"]}
    captions = [
        line
        for graph, found in expected["found"].items()
        for line in textwrap.wrap(_islands_line(plan["islands"], graph, found), CAPTION_CHARACTERS)
    ]
    height_inches = 8 + 0.19 * (len(captions) + 1)
    top_of_caption = 1 - 8 / height_inches
    figure, axes = plt.subplots(
        len(CURVES),
        1,
        figsize=(10, height_inches),
        sharex=True,
        height_ratios=(3, 3, 2),
        layout=ConstrainedLayoutEngine(rect=(0, top_of_caption, 1, 1 - top_of_caption)),
    )
    for axis, (name, (title, label, goal)) in zip(axes, CURVES.items(), strict=True):
        for colour, (kind, figures) in zip(COLOURS, kinds.items(), strict=False):
            values = [
                math.nan if value is None or value <= NOT_FINITE_DB else value for value in figures["drift"][name]
            ]
            windows = range(1, len(values) + 1)
            failed = sum(map(math.isnan, values))
            label_of_kind = f"{kind} ({failed} not finite)" if failed else kind
            axis.plot(windows, values, color=colour, marker=".", ms=4, lw=1.3, label=label_of_kind)
        if goal is not None:
            axis.axhline(goal, color=BUDGET_COLOUR, ls="--", lw=1, label=f"goal of a window: {goal:.0f} dB")
        else:
            axis.axhline(0, color=QUIET, lw=0.8)
        axis.set(title=title, ylabel=label)
        axis.grid(axis="y")
        axis.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), fontsize=8.5)
    axes[-1].set_xlabel("window")
    axes[-1].xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    axes[-1].set_xlim(0, 1 + len(expected["drift"]["audio_snr_db"]))
    figure.align_ylabels(axes)
    untrained = "" if expected["trained"] else ", UNTRAINED"
    count = len(expected["drift"]["audio_snr_db"])
    figure.suptitle(
        f"{expected['bundle']}{untrained}: what rounding does in {count} windows that feed back",
        x=0.01,
        ha="left",
        weight="bold",
    )
    figure.text(0.01, 0.01, "\n".join(captions), fontsize=8.5, color=INK, va="bottom", linespacing=1.4)
    return figure


def _islands_line(islands: Sequence[Mapping[str, Any]], graph: str, found: Mapping[str, Any]) -> str:
    """`encoder, 68 of 135 nodes in float32: STFT, power law and logarithm; sums over many terms`."""
    of_graph = [island for island in islands if island["graph"] in (graph, "*")]
    wide = [island for island in of_graph if island.get("precision", "float32") == "float32"]
    names = dict.fromkeys(_island_name(island) for island in wide)
    return f"{graph}, {found['float32']} of {found['nodes']} nodes in float32: {'; '.join(names) or 'none'}"


def _island_name(island: Mapping[str, Any]) -> str:
    """Its reason as far as the colon, and how many nodes it names where it names them."""
    name = island["why"].removeprefix("calibration: ").partition(":")[0].partition("; with them")[0]
    count = len(island.get("nodes", ()))
    return f"{name} ({count} node{'s' * (count > 1)})" if count else name


def _db(value: float) -> str:
    return "not finite" if value <= NOT_FINITE_DB else f"{value:.1f}"
