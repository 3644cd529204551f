"""A precision plan as people read it: tables of what was found and expected, and the error along a performance."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rtap.export.parity import AUDIO_GOAL_DB

NOT_FINITE_DB = -150.0
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
    """Signal over rounding and level along windows that feed back, for every precision that was measured."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    expected = plan["expected"]
    kinds = {plan["default"]: expected, **expected["others"]}
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 4.2), width_ratios=(3, 2))
    for index, (kind, figures) in enumerate(kinds.items()):
        drift = figures["drift"]
        windows = range(1, len(drift["audio_snr_db"]) + 1)
        failed = sum(value <= NOT_FINITE_DB for value in drift["audio_snr_db"])
        label = f"{kind}{f' ({failed} not finite)' if failed else ''}"
        audio, latent = (
            [None if value <= NOT_FINITE_DB else value for value in drift[name]]
            for name in ("audio_snr_db", "latent_snr_db")
        )
        left.plot(windows, audio, color=f"C{index}", marker=".", label=f"{label}: audio")
        left.plot(windows, latent, color=f"C{index}", ls="--", lw=1, label=f"{label}: latent")
        right.plot(windows, drift["level_db"], color=f"C{index}", marker=".", label=label)
    left.axhline(AUDIO_GOAL_DB, color="tab:gray", ls=":", label=f"{AUDIO_GOAL_DB:.0f} dB, asked of a window")
    left.set_ylabel("signal over rounding, dB")
    right.set_ylabel("level of the answer over float32's, dB")
    right.axhline(0, color="tab:gray", lw=0.8)
    for axis in (left, right):
        axis.set_xlabel("window")
        axis.grid(alpha=0.3)
    untrained = "" if expected["trained"] else ", UNTRAINED"
    figure.suptitle(
        f"{expected['bundle']}{untrained}: rounding along a performance whose errors feed back", fontsize=11
    )
    handles, labels = left.get_legend_handles_labels()
    figure.legend(handles, labels, loc="lower center", ncols=4, fontsize=8)
    figure.tight_layout(rect=(0, 0.07 + 0.05 * (len(labels) > 4), 1, 1))
    figure.savefig(path, dpi=100)
    pyplot.close(figure)


def _db(value: float) -> str:
    return "not finite" if value <= NOT_FINITE_DB else f"{value:.1f}"
