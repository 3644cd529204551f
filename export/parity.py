"""What rounding costs: a bundle's graphs with every narrow number rounded, and the self-check's window through them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import onnx_ir as ir
import onnxruntime

from rtap.export.precision import PrecisionPlan, assign, to_emulated
from rtap.runtime import selfcheck
from rtap.runtime.bundle import Manifest
from rtap.runtime.engines.base import F32

LATENT_GOAL_DB = 40.0
AUDIO_GOAL_DB = 30.0


class OnnxStages:
    """Three ONNX files on ONNX Runtime's CPU provider, as stages (see `runtime.engines.base.Stages`).

    Each is opened when it is needed and closed again: two full-size graphs need not be in memory at once.
    """

    name = "onnx"
    precision = "float32"
    parts = step_parts = None

    def __init__(self, paths: Mapping[str, Path], threads: int | None = None) -> None:
        self._paths = paths
        self._options = onnxruntime.SessionOptions()
        self._options.log_severity_level = 3
        self._options.intra_op_num_threads = threads or os.cpu_count() or 1
        self._open: tuple[str, onnxruntime.InferenceSession] | None = None

    def encode(self, audio: F32) -> F32:
        return self._run("encoder", {"audio": audio})[0]

    def step(
        self,
        x: F32,
        base: F32,
        source: F32,
        noise_in: F32,
        noise_out: F32,
        mixture: F32,
        keep: F32,
        label: F32,
        coef: F32,
    ) -> tuple[F32, F32]:
        feeds = dict(x=x, base=base, source=source, noise_in=noise_in, noise_out=noise_out)
        x_out, y_out, *_ = self._run("step", {**feeds, "mixture": mixture, "keep": keep, "label": label, "coef": coef})
        return x_out, y_out

    def decode(self, latent: F32, noise: F32 | None) -> F32:
        return self._run("decoder", {"latent": latent} if noise is None else {"latent": latent, "noise": noise})[0]

    def close(self) -> None:
        self._open = None

    def _run(self, graph: str, feeds: Mapping[str, F32]) -> list[F32]:
        if self._open is None or self._open[0] != graph:
            self._open = None
            providers = ["CPUExecutionProvider"]
            session = onnxruntime.InferenceSession(str(self._paths[graph]), self._options, providers=providers)
            self._open = (graph, session)
        return self._open[1].run(None, dict(feeds))


def write_emulated(graphs: Mapping[str, Path], plan: PrecisionPlan, folder: Path) -> dict[str, Path]:
    """Float32 ONNX files in `folder`, named as those of `graphs`, that round as the plan's mixed precision would."""
    written = {}
    for graph, path in graphs.items():
        written[graph] = folder / path.name
        ir.save(to_emulated(assign(ir.load(path), graph, plan), plan.default), written[graph])
    return written


def measure(
    paths: Mapping[str, Path], manifest: Manifest, given: selfcheck.Inputs, expected: selfcheck.Answers
) -> dict[str, float]:
    """SNR in dB of these graphs against `expected`: `encoder_snr_db`, `latent_snr_db` and `audio_snr_db`.

    Each stage is given what the one before made of it, as in a window: errors add up as they will when playing.
    """
    result = selfcheck.play(OnnxStages(paths), manifest, given, tuple(expected.audio))
    comparison = selfcheck.compare(result, expected, {})
    return {
        "encoder_snr_db": round(selfcheck.snr_db(result.encoded, expected.encoded), 1),
        "latent_snr_db": round(comparison.latent_snr_db, 1),
        "audio_snr_db": round(comparison.audio_snr_db, 1),
    }
