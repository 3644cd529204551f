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
import onnx_ir as ir
import soundfile
from rich.console import Console
from rich.progress import track

from rtap.benchmarks.bench import RESULTS
from rtap.benchmarks.measuring import append_result
from rtap.export.precision import assign, read_plan, to_emulated
from rtap.runtime.accompanist import Accompanist
from rtap.runtime.bundle import ENCODER_SAMPLES, Bundle, read_bundle
from rtap.runtime.cli import default_bundle
from rtap.runtime.engines.base import F32, EngineError
from rtap.runtime.engines.ort import OrtStages
from rtap.runtime.geometry import plan_window
from rtap.runtime.play.cli import DEMO_INPUT
from rtap.runtime.selfcheck import snr_db
from rtap.runtime.session import Settings

GRAPHS = ("encoder", "step", "decoder")


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
    plan = read_plan()
    manifest_bundle = Bundle(folder, bundle.manifest)
    for graph in GRAPHS:
        model = ir.load(bundle.engine_path("onnx", graph))
        ir.save(to_emulated(assign(model, graph, plan), plan.default), manifest_bundle.engine_path("onnx", graph))
    return manifest_bundle


def compare(bundle: Bundle, emulated: Bundle, windows: int) -> dict[str, Any]:
    """Both bundles' performances side by side: how many windows failed, and levels and SNR along the way."""
    players = [_Player(bundle), _Player(emulated)]
    snrs, levels, failed = [], [], 0
    for index in track(range(windows), "windows"):
        full, half = (player.play(index) for player in players)
        if half is None:
            failed += 1
        elif full is not None:
            snrs.append(snr_db(half, full))
            levels.append(_level_db(half) - _level_db(full))
    return {
        "windows": windows,
        "windows_not_finite": failed,
        "audio_snr_db_first": round(float(snrs[0]), 1),
        "audio_snr_db_median_of_50": round(float(np.median(snrs[:50])), 1),
        "audio_snr_db_median": round(float(np.median(snrs)), 1),
        "level_difference_db_median": round(float(np.median(levels)), 2),
        "level_difference_db_largest_of_last_100": round(float(np.abs(levels[-100:]).max()), 2),
    }


class _Player:
    """One bundle playing a bass to the bundled loop, over and over."""

    def __init__(self, bundle: Bundle) -> None:
        manifest = bundle.manifest
        self._accompanist = Accompanist(
            OrtStages(bundle), len(manifest.stems), manifest.sampler.build(), manifest.codec, seed=1
        )
        self._geometry = Settings(r=0.125, look_ahead=0.25, window_samples=262_144).geometry
        self._accompanist.warm_up(1, self._geometry.decode_columns_max)
        self._loop = soundfile.read(DEMO_INPUT, dtype="float32")[0]

    def play(self, index: int) -> F32 | None:
        """The answer `[samples]` of window `index`, None where a number was not finite."""
        plan = plan_window(self._geometry, ENCODER_SAMPLES + index * self._geometry.step_samples)
        at = np.arange(plan.window_start, plan.window_start + ENCODER_SAMPLES)
        context = np.where(at < plan.cursor, self._loop[at % len(self._loop)], np.float32(0))[None]
        try:
            return self._accompanist.play(context, plan, [0], index).audio[0].copy()
        except EngineError:
            return None


def _level_db(audio: F32) -> float:
    return float(10 * np.log10(np.mean(np.square(audio)) + 1e-12))


if __name__ == "__main__":
    main()
