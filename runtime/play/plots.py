"""Three figures of a performance: latency against the budget, a timeline of what was heard, spectrograms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")  # files only, also where there is no display

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.transforms import ScaledTranslation
from numpy.typing import NDArray

from rtap.runtime.play.report import OUTCOMES, Performance
from rtap.runtime.play.settings import SAMPLE_RATE_HZ
from rtap.runtime.play.wire import Samples

PAPER, INK, QUIET, GRID = "#fbfaf7", "#22303c", "#7b8794", "#e4e0d8"
OUTCOME_COLOURS = {"in time": "#2a8f84", "late": "#e09f3e", "lost": "#8e5ea2", "dropped": "#c8423b"}
STAGE_COLOURS = {"encode": "#9cc3d5", "sample": "#2f6f9f", "decode": "#1d3f5e"}
BUDGET_COLOUR = "#c8423b"
WAVE_COLOUR = "#2f6f9f"
STYLE: Any = {
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.grid": False,
    "grid.color": GRID,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "font.size": 9.5,
    "legend.frameon": False,
    "figure.dpi": 150,
}
FFT_SAMPLES = 2048
HOP_SAMPLES = 512
# A long performance gets a coarser picture, not a larger one.
MAX_SPECTROGRAM_FRAMES = 2500
SPECTROGRAM_RANGE_DB = 80.0
SPECTROGRAM_HZ = (40.0, 16_000.0)
# Bands of equal width in octaves, each as loud as its loudest bin; below 500 Hz a bin is wider than a band.
SPECTROGRAM_ROWS = 320


def write_figures(performance: Performance, folder: Path) -> list[Path]:
    """`latency.png`, `timeline.png` and `spectrograms.png` in `folder`."""
    drawn = {"latency.png": draw_latency, "timeline.png": draw_timeline, "spectrograms.png": draw_spectrograms}
    paths = []
    with plt.rc_context(STYLE):
        for name, draw in drawn.items():
            figure = draw(performance)
            path = folder / name
            figure.savefig(path, metadata={"Title": performance.headline})
            plt.close(figure)
            paths.append(path)
    return paths


def draw_latency(performance: Performance) -> Figure:
    """Packet-to-packet latency of each window against the budget, and below, where it is told, the server's stages."""
    served = [
        (w, performance.observer.windows[w.batch])
        for w in performance.windows
        if w.batch in performance.observer.windows
    ]
    rows = 2 if served else 1
    figure, axes = plt.subplots(
        rows, 1, figsize=(10, 3.6 + 2.2 * (rows - 1)), sharex=True, squeeze=False, layout="constrained",
        height_ratios=[3, 2][:rows],
    )  # fmt: skip
    _head(figure, "Latency of each window", performance)
    top: Axes = axes[0, 0]
    _packet_latency(top, performance)
    if served:
        bottom: Axes = axes[1, 0]
        width_s = 0.6 * performance.settings.step_samples / SAMPLE_RATE_HZ
        cursors_s = [window.cursor / SAMPLE_RATE_HZ for window, _ in served]
        base = np.zeros(len(served))
        for stage, colour in STAGE_COLOURS.items():
            heights = np.array([getattr(server, f"{stage}_ms") for _, server in served])
            bottom.bar(cursors_s, heights, width_s, base, color=colour, label=stage)
            base += heights
        bottom.set_title("Inside the server")
        bottom.set_ylabel("stage time (ms)")
        bottom.grid(axis="y")
        bottom.set_axisbelow(True)
        _legend_right(bottom)
    axes[-1, 0].set_xlabel("cursor (s)")
    axes[-1, 0].set_xlim(0, performance.seconds)
    return figure


def _packet_latency(ax: Axes, performance: Performance) -> None:
    budget_ms = performance.settings.budget_ms
    timed = [(window, window.first_ms) for window in performance.windows if window.first_ms is not None]
    for window, first_ms in timed:
        x, colour = window.cursor / SAMPLE_RATE_HZ, OUTCOME_COLOURS[window.outcome]
        if window.last_ms is not None:
            ax.plot([x, x], [first_ms, window.last_ms], color=colour, linewidth=1.6, alpha=0.6)
            ax.plot(x, window.last_ms, "o", color=colour, markersize=4.5)
        ax.plot(x, first_ms, "o", color=PAPER, markeredgecolor=colour, markersize=4.5)
    lowest_ms = min([first_ms for _, first_ms in timed], default=budget_ms)
    highest_ms = max([window.last_ms or first_ms for window, first_ms in timed], default=0.0)
    if budget_ms > 0:
        ax.axhline(budget_ms, color=BUDGET_COLOUR, linestyle=(0, (5, 3)), linewidth=1.4)
        ax.annotate(
            f"budget {budget_ms:.0f} ms", (1, budget_ms), xycoords=("axes fraction", "data"), xytext=(-2, 4),
            textcoords="offset points", ha="right", color=BUDGET_COLOUR,
        )  # fmt: skip
    if 0 < lowest_ms < budget_ms / 10:
        ax.set_yscale("log")
        ax.yaxis.set_major_formatter("{x:g}")
        ax.set_ylim(lowest_ms / 2, max(budget_ms, highest_ms) * 2)
    else:
        ax.set_ylim(0, 1.25 * max(budget_ms, highest_ms, 1.0))
    for window in performance.windows:
        if window.first_ms is None:
            colour = OUTCOME_COLOURS[window.outcome]
            ax.plot(
                window.cursor / SAMPLE_RATE_HZ,
                0.94,
                "X",
                color=colour,
                markersize=7,
                transform=ax.get_xaxis_transform(),
            )
    ax.set_title("Last context packet sent to first and last answer packet received")
    ax.set_ylabel("latency (ms)")
    ax.grid(axis="y")
    ax.set_axisbelow(True)
    present = {window.outcome for window in performance.windows}
    handles = [Line2D([], [], marker="o", ls="", color=OUTCOME_COLOURS[o], label=o) for o in OUTCOMES if o in present]
    handles += [
        Line2D([], [], marker="o", ls="", color=PAPER, markeredgecolor=QUIET, label="first packet"),
        Line2D([], [], marker="o", ls="", color=QUIET, label="last packet"),
    ]
    if any(window.first_ms is None for window in performance.windows):
        handles.append(Line2D([], [], marker="X", ls="", color=QUIET, markersize=7, label="no answer"))
    ax.legend(handles=handles, loc="center left", bbox_to_anchor=(1.02, 0.5))


def draw_timeline(performance: Performance) -> Figure:
    """Waveforms of what was played and heard over one time axis, and what became of each window's answer."""
    signals = [("input", performance.context), *zip(performance.settings.targets, performance.heard, strict=True)]
    figure, axes = plt.subplots(
        len(signals) + 1, 1, figsize=(10, 1.6 + 1.3 * len(signals)), sharex=True, layout="constrained",
        height_ratios=[1.0] * len(signals) + [0.45],
    )  # fmt: skip
    _head(figure, "What was heard, and when its windows came", performance)
    for ax, (name, samples) in zip(axes[:-1], signals, strict=True):
        _waveform(ax, samples)
        ax.set_title(name if name == "input" else f"{name}, as heard")
        ax.set_ylabel("amplitude")
    strip: Axes = axes[-1]
    step_s = performance.settings.step_samples / SAMPLE_RATE_HZ
    fade_samples = performance.settings.fade_samples
    for window in performance.windows:
        start_s = (window.answer_start + fade_samples) / SAMPLE_RATE_HZ
        strip.broken_barh(
            [(start_s, step_s)], (0, 1), facecolor=OUTCOME_COLOURS[window.outcome], edgecolor=PAPER, linewidth=1.2
        )
    strip.set_title("windows, where their answers play")
    strip.set_yticks([])
    strip.set_ylim(0, 1)
    strip.spines["left"].set_visible(False)
    strip.set_xlabel("time (s)")
    strip.set_xlim(0, performance.seconds)
    outcomes = [window.outcome for window in performance.windows]
    strip.legend(
        handles=[Patch(color=OUTCOME_COLOURS[o], label=f"{o}: {outcomes.count(o)}") for o in OUTCOMES],
        loc="center left", bbox_to_anchor=(1.02, 0.5),
    )  # fmt: skip
    return figure


def _waveform(ax: Axes, samples: Samples) -> None:
    """Least and greatest sample of each of 1600 spans, filled: what a drawn line would show of so many samples."""
    spans = np.array_split(samples, min(1600, max(len(samples), 1)))
    starts_s = np.cumsum([0, *(len(span) for span in spans[:-1])]) / SAMPLE_RATE_HZ
    ax.fill_between(
        starts_s, [span.min(initial=0) for span in spans], [span.max(initial=0) for span in spans],
        color=WAVE_COLOUR, linewidth=0.4,
    )  # fmt: skip
    limit = max(float(np.abs(samples).max(initial=0)) * 1.05, 0.05)
    ax.set_ylim(-limit, limit)


def draw_spectrograms(performance: Performance) -> Figure:
    signals = [("input", performance.context), *zip(performance.settings.targets, performance.heard, strict=True)]
    figure, axes = plt.subplots(
        len(signals), 1, figsize=(10, 1.0 + 2.4 * len(signals)), sharex=True, squeeze=False, layout="constrained"
    )
    _head(figure, "Spectrograms of input and accompaniment", performance)
    image = None
    for ax, (name, samples) in zip(axes[:, 0], signals, strict=True):
        times_s, frequencies_hz, levels_db = spectrogram(samples)
        image = ax.pcolormesh(
            times_s, frequencies_hz, levels_db, cmap="magma", vmin=-SPECTROGRAM_RANGE_DB, vmax=0, shading="auto",
            rasterized=True,
        )  # fmt: skip
        ax.set_yscale("log")
        ax.set_ylim(*SPECTROGRAM_HZ)
        ax.set_yticks([50, 100, 200, 500, 1000, 2000, 5000, 10_000])
        ax.yaxis.set_major_formatter("{x:g}")
        ax.minorticks_off()
        ax.set_title(name if name == "input" else f"{name}, as heard")
        ax.set_ylabel("frequency (Hz)")
    axes[-1, 0].set_xlabel("time (s)")
    axes[-1, 0].set_xlim(0, performance.seconds)
    if image is not None:
        figure.colorbar(image, ax=list(axes[:, 0]), label="level (dB below the loudest of each)", aspect=40, pad=0.01)
    return figure


def spectrogram(samples: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Times [m] in s, frequencies [k] in Hz, levels [k, m] in dB below the loudest, -80 where it is quieter."""
    hop_samples = max(HOP_SAMPLES, len(samples) // MAX_SPECTROGRAM_FRAMES)
    padded = np.pad(samples, (FFT_SAMPLES // 2, FFT_SAMPLES))
    frames = np.lib.stride_tricks.sliding_window_view(padded, FFT_SAMPLES)[: max(len(samples), 1) : hop_samples]
    bin_hz = SAMPLE_RATE_HZ / FFT_SAMPLES
    bins = np.unique(np.round(np.geomspace(*SPECTROGRAM_HZ, SPECTROGRAM_ROWS) / bin_hz).astype(np.int64))
    spectra = np.abs(np.fft.rfft(frames * np.hanning(FFT_SAMPLES), axis=1)).T
    magnitudes = np.maximum.reduceat(spectra, bins, axis=0)
    peak = magnitudes.max()
    relative = magnitudes / peak if peak > 0 else np.zeros_like(magnitudes)
    levels_db: NDArray[np.float64] = 20 * np.log10(np.maximum(relative, 10 ** (-SPECTROGRAM_RANGE_DB / 20)))
    times_s = np.arange(magnitudes.shape[1]) * hop_samples / SAMPLE_RATE_HZ
    frequencies_hz = (bins * bin_hz).astype(np.float64)
    return times_s, frequencies_hz, levels_db


def _head(figure: Figure, title: str, performance: Performance) -> None:
    """The figure's title, and under it the headline, which says so when the bundle is untrained."""
    colour = BUDGET_COLOUR if performance.observer.caveat else QUIET
    # The title is two lines high for the layout, and the headline takes the second in a smaller size.
    figure.suptitle(title + "\n", x=0.008, ha="left", fontsize=14, fontweight="bold")
    below_title = ScaledTranslation(0, -20 / 72, figure.dpi_scale_trans)
    where = figure.transFigure + below_title
    figure.text(0.008, 0.98, performance.headline, transform=where, va="top", fontsize=8.5, color=colour)


def _legend_right(ax: Axes) -> None:
    ax.legend(loc="center left", bbox_to_anchor=(1.02, 0.5), reverse=True)
