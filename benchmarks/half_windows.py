"""What float16 does to a performance: windows that feed back, in float32 and with every narrow number rounded.

    python -m rtap.benchmarks.half_windows --windows 1000

No card is needed: the rounding is that of a mixed-precision engine, emulated (`export/precision.py`). Both play the
same noise on the bundled loop, r = 1/8 and two columns ahead, and remember what they generated, so errors feed back.
What must not happen is a number that is not finite, or a level that runs away.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import click
import numpy as np
import soundfile
from rich.console import Console
from rich.progress import track

from rtap.benchmarks.bench import RESULTS
from rtap.benchmarks.measuring import append_result
from rtap.calibration.expected import level_db
from rtap.calibration.rounding import LoopPlayer
from rtap.export.parity import write_emulated as write_emulated_graphs
from rtap.export.precision import read_plan
from rtap.runtime.bundle import GRAPHS, Bundle, of_whole_windows, read_bundle
from rtap.runtime.cli import default_bundle
from rtap.runtime.play.cli import DEMO_INPUT
from rtap.runtime.selfcheck import snr_db


@click.command(help=__doc__, context_settings={"show_default": True})
@click.option("--bundle", "path", type=click.Path(path_type=Path), help="[default: the embedded one]")
@click.option("--windows", type=click.IntRange(2), default=1000)
@click.option("--json", "results", type=click.Path(path_type=Path), default=RESULTS)
def main(path: Path | None, windows: int, results: Path) -> None:
    bundle = read_bundle(path or default_bundle())
    with tempfile.TemporaryDirectory() as folder:
        figures = {"bundle": bundle.manifest.name, **compare(bundle, write_emulated(bundle, Path(folder)), windows)}
    Console().print(figures)
    append_result(results, "half_windows", ["python -m rtap.benchmarks.half_windows", *sys.argv[1:]], figures)


def write_emulated(bundle: Bundle, folder: Path) -> Bundle:
    """The bundle with float32 graphs that round as its mixed-precision engines would."""
    write_emulated_graphs({graph: bundle.engine_path("onnx", graph) for graph in GRAPHS}, read_plan(), folder)
    return Bundle(folder, of_whole_windows(bundle.manifest))


def compare(bundle: Bundle, emulated: Bundle, windows: int) -> dict[str, Any]:
    """Both bundles' performances side by side: how many windows failed, and levels and SNR along the way."""
    loop = soundfile.read(DEMO_INPUT, dtype="float32")[0]
    players = [LoopPlayer(bundle, loop), LoopPlayer(emulated, loop)]
    snrs, levels, failed = [], [], 0
    for index in track(range(windows), "windows"):
        full, half = (player.play(index) for player in players)
        if half is None:
            failed += 1
        elif full is not None:
            snrs.append(snr_db(half, full))
            levels.append(level_db(half) - level_db(full))
    return {
        "windows": windows,
        "windows_not_finite": failed,
        "audio_snr_db_first": round(float(snrs[0]), 1),
        "audio_snr_db_median_of_50": round(float(np.median(snrs[:50])), 1),
        "audio_snr_db_median": round(float(np.median(snrs)), 1),
        "level_difference_db_median": round(float(np.median(levels)), 2),
        "level_difference_db_largest_of_last_100": round(float(np.abs(levels[-100:]).max()), 2),
    }


if __name__ == "__main__":
    main()
