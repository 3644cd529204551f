"""INT8 on a CPU: ONNX Runtime's static quantisation of the learned layers, against the float32 graphs in turn.

    rtap-calibrate data && python -m rtap.benchmarks.int8

QDQ, activations uint8 and weights int8 by channel, ranges from calibration's windows: every convolution and product
with something learned that the packaged precision plan does not keep in float32. A choice of graphs is quantised at
a time, because each has its own price. Worth keeping: a window 1.4 times as fast with an audio SNR above 20 dB.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np
import onnx
import onnx_ir as ir
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from rich.console import Console

from rtap.benchmarks.bench import RESULTS
from rtap.benchmarks.measuring import Run, append_result, interleaved
from rtap.calibration.errors import CalibrationError
from rtap.calibration.expected import played_snr_db
from rtap.calibration.rounding import open_session
from rtap.calibration.windows import CalibrationData, Feeds, open_data
from rtap.export.precision import LAYERS, assign, read_plan
from rtap.runtime.bundle import GRAPHS, Bundle, BundleError, of_whole_windows, read_bundle
from rtap.runtime.cli import default_bundle
from rtap.runtime.engines.base import Stages
from rtap.runtime.engines.ort import OrtStages
from rtap.runtime.selfcheck import snr_db

METHODS = {"minmax": CalibrationMethod.MinMax, "percentile": CalibrationMethod.Percentile}
KEEP_FASTER = 1.4
KEEP_SNR_DB = 20.0


@click.command(help=__doc__, context_settings={"show_default": True})
@click.option("--bundle", "path", type=click.Path(path_type=Path), help="[default: the embedded one]")
@click.option("--data", "folder", type=click.Path(path_type=Path), default=Path("out") / "calibration-data")
@click.option("--method", type=click.Choice(list(METHODS)), default="minmax", help="How ranges are chosen.")
@click.option("--windows", type=click.IntRange(1), default=8, help="Windows whose ranges are looked at.")
@click.option("--rounds", default=40, help="Runs of each stage, in turn, after its first.")
@click.option("--json", "results", type=click.Path(path_type=Path), default=RESULTS)
def main(path: Path | None, folder: Path, method: str, windows: int, rounds: int, results: Path) -> None:
    try:
        bundle = read_bundle(path or default_bundle())
        data = open_data(folder, bundle)
    except (BundleError, CalibrationError) as error:
        raise click.ClickException(str(error)) from None
    with tempfile.TemporaryDirectory() as name:
        quantised = {
            graph: quantise(bundle, data, graph, METHODS[method], windows, Path(name) / graph) for graph in GRAPHS
        }
        figures = {"bundle": bundle.manifest.name, "method": method, **compare(bundle, data, quantised, rounds)}
    Console().print(figures)
    append_result(results, "int8", ["python -m rtap.benchmarks.int8", *sys.argv[1:]], figures)


class _Windows(CalibrationDataReader):
    def __init__(self, feeds: Iterator[Feeds]) -> None:
        self._feeds = feeds
        self._shapes: dict[str, tuple[int, ...]] = {}

    def get_next(self) -> Feeds | None:
        """Windows of one length only: histograms of others do not add up in ONNX Runtime."""
        for feeds in self._feeds:
            shapes = {name: array.shape for name, array in feeds.items()}
            self._shapes = self._shapes or shapes
            if shapes == self._shapes:
                return feeds
        return None


def quantise(
    bundle: Bundle, data: CalibrationData, graph: str, method: CalibrationMethod, windows: int, folder: Path
) -> Bundle:
    """The bundle with `graph` in INT8, in `folder`; its other graphs are the bundle's own."""
    folder.mkdir()
    for other in GRAPHS:
        bundle_path = bundle.engine_path("onnx", other)
        (folder / bundle_path.name).symlink_to(bundle_path.resolve())
    target = folder / bundle.engine_path("onnx", graph).name
    target.unlink()
    assignment = assign(ir.load(bundle.engine_path("onnx", graph)), graph, read_plan())
    source = folder / f"{graph}.wide.onnx"
    onnx.save(ir.to_proto(assignment.model), source)
    every = max(1, data.windows // windows)
    calls = len(data.manifest.sampler.build().calls) if graph == "step" else 1
    feeds = (f for i, f in enumerate(data.feeds(graph)) if i // calls % every == 0)
    quantize_static(
        str(source),
        str(target),
        _Windows(itertools.islice(feeds, windows * calls)),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        nodes_to_quantize=learned_layers(assignment.model, assignment.narrow),
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=method,
        extra_options={"MatMulConstBOnly": True},
    )
    return Bundle(folder, of_whole_windows(bundle.manifest))


def learned_layers(model: ir.Model, narrow: frozenset[str]) -> list[str]:
    """Convolutions and products with a constant among `narrow`."""
    initializers = set(model.graph.initializers)
    return [
        node.name or ""
        for node in model.graph
        if node.op_type in LAYERS
        and node.name in narrow
        and any(value is not None and value.name in initializers for value in node.inputs[1:2])
    ]


def compare(bundle: Bundle, data: CalibrationData, quantised: dict[str, Bundle], rounds: int) -> dict[str, Any]:
    """Each graph's time and SNR, all in one interleaved run, then windows with each choice of graphs in INT8."""
    figures: dict[str, Any] = {}
    runs: dict[str, Run] = {}
    for graph in GRAPHS:
        exact, narrow = (open_session(b.engine_path("onnx", graph)) for b in (bundle, quantised[graph]))
        feeds = list(itertools.islice(data.feeds(graph), 24))
        snrs = [snr_db(narrow.run(None, f)[0], exact.run(None, f)[0]) for f in feeds]
        figures[graph] = {"snr_db_median": round(float(np.median(snrs)), 1), "snr_db_least": round(min(snrs), 1)}
        runs[f"{graph}, float32"] = partial(exact.run, None, feeds[-1])
        runs[f"{graph}, int8"] = partial(narrow.run, None, feeds[-1])
    timed = {name: np.array(timing.times_ms) for name, timing in interleaved(runs, rounds).items()}
    for graph in GRAPHS:
        slow, fast = timed[f"{graph}, float32"], timed[f"{graph}, int8"]
        figures[graph] |= {"float32_ms": _rounded(slow), "int8_ms": _rounded(fast), "faster": _rounded(slow / fast)}
    calls = len(bundle.manifest.sampler.build().calls)
    exact_stages = OrtStages(bundle)
    reference = list(data.replay(exact_stages))
    for chosen in (("step",), ("step", "decoder"), GRAPHS):
        stages = _Mixed(exact_stages, {graph: OrtStages(quantised[graph]) for graph in chosen})
        found = list(data.replay(stages))
        parts = [(calls if graph == "step" else 1, graph) for graph in GRAPHS]
        slow = np.sum([n * timed[f"{graph}, float32"] for n, graph in parts], axis=0)
        types = ["int8" if graph in chosen else "float32" for graph in GRAPHS]
        fast = np.sum([n * timed[f"{graph}, {kind}"] for (n, graph), kind in zip(parts, types, strict=True)], axis=0)
        figures["window, " + " and ".join(chosen) + " in int8"] = {
            "faster": _rounded(slow / fast),
            "latent_snr_db": _rounded(
                np.array([played_snr_db(a.latent, b.latent) for a, b in zip(found, reference, strict=True)])
            ),
            "audio_snr_db": _rounded(
                np.array([played_snr_db(a.audio, b.audio) for a, b in zip(found, reference, strict=True)])
            ),
        }
    figures["worth keeping"] = any(
        window["faster"] >= KEEP_FASTER and window["audio_snr_db"] > KEEP_SNR_DB
        for name, window in figures.items()
        if name.startswith("window")
    )
    return figures


class _Mixed:
    """Stages of which some are another engine's."""

    name, precision = "ort", "int8"

    def __init__(self, stages: Stages, others: dict[str, Stages]) -> None:
        encoder = others.get("encoder", stages)
        self.encode, self.parts = encoder.encode, encoder.parts
        step = others.get("step", stages)
        self.step, self.step_parts = step.step, step.step_parts
        self.decode = others.get("decoder", stages).decode
        self.close = stages.close


def _rounded(values: np.ndarray) -> float:
    """The median. Of ratios within a round: a slow moment of the machine slows both."""
    return round(float(np.median(values)), 2)


if __name__ == "__main__":
    main()
