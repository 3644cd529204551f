"""The bundle's ONNX graphs on ONNX Runtime, on the CPU."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnxruntime as ort

from rtap.runtime.bundle import STEP_INPUTS, Bundle, ColumnFeatures, StepMemory
from rtap.runtime.cores import allowed_cores, one_each
from rtap.runtime.engines.base import F32, EngineError, Parts, StepParts


class OrtStages:
    name = "ort"

    def __init__(self, bundle: Bundle, threads: int | None = None, *, bound: bool = False) -> None:
        """`threads` None takes all cores; `bound` then gives each worker one of its own and leaves `caller_core`."""
        files = bundle.manifest.engines.get("onnx")
        if not files:
            raise EngineError(
                f"{bundle.directory}: holds no ONNX engine; build one with export/build_engines.py --engines onnx"
            )
        self.precision = files["step"].precision
        options = ort.SessionOptions()
        options.inter_op_num_threads = 1
        cores = one_each(allowed_cores(), os.getpid())
        options.intra_op_num_threads = threads or len(cores) or os.cpu_count() or 1
        self.caller_core: int | None = None
        if bound and threads is None and len(cores) > 1:
            self.caller_core, *workers = cores
            affinities = ";".join(str(core + 1) for core in workers)  # ONNX Runtime counts from 1
            options.add_session_config_entry("session.intra_op_thread_affinities", affinities)
        # Workers wait for the next operator awake, and sleep once a graph is done: left awake, they would take their
        # cores from the next graph's workers and from the receiver (2 cores: a step in 7.6 ms, 9.3 asleep, 21 awake).
        options.add_session_config_entry("session.intra_op.allow_spinning", "1")
        options.add_session_config_entry("session.force_spinning_stop", "1")
        options.log_severity_level = 3  # warnings about its own graph rewriting are of no use on stage
        self._encoder, self._step, self._decoder = (
            _open(bundle.engine_path("onnx", graph), options) for graph in ("encoder", "step", "decoder")
        )
        features = bundle.manifest.codec.features
        self.parts: Parts | None = OrtParts(self._encoder, features) if features else None
        memory = bundle.manifest.memory
        self.step_parts: StepParts | None = OrtStepParts(self._step, memory) if memory else None

    def encode(self, audio: F32) -> F32:
        return _run(self._encoder, ["latent"], {"audio": audio})[0]

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
        feeds = _step_feeds(x, base, source, noise_in, noise_out, mixture, keep, label, coef)
        x_out, y_out = _run(self._step, ["x_out", "y_out"], feeds)
        return x_out, y_out

    def decode(self, latent: F32, noise: F32 | None) -> F32:
        feeds = {"latent": latent} if noise is None else {"latent": latent, "noise": noise}
        return _run(self._decoder, ["audio"], feeds)[0]

    def close(self) -> None:
        del self._encoder, self._step, self._decoder, self.parts, self.step_parts


class OrtParts:
    """The encoder's optional inputs, given."""

    def __init__(self, encoder: ort.InferenceSession, features: ColumnFeatures) -> None:
        self._encoder = encoder
        self.features = features

    def encode(self, audio: F32, place: F32, remembered: F32) -> tuple[F32, F32]:
        feeds = {"audio": audio, "place": place, "remembered": remembered}
        latent, features = _run(self._encoder, ["latent", "features"], feeds)
        return latent, features


class OrtStepParts:
    """The step graph's optional inputs, given."""

    def __init__(self, step: ort.InferenceSession, memory: StepMemory) -> None:
        self._step = step
        self.memory = memory

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
        remembered: F32,
    ) -> tuple[F32, F32, F32]:
        feeds = _step_feeds(x, base, source, noise_in, noise_out, mixture, keep, label, coef)
        feeds["remembered"] = remembered
        x_out, y_out, fresh = _run(self._step, ["x_out", "y_out", "fresh"], feeds)
        return x_out, y_out, fresh


def _step_feeds(*arrays: F32) -> dict[str, F32]:
    return dict(zip(STEP_INPUTS, arrays, strict=True))


def _open(path: Path, options: ort.SessionOptions) -> ort.InferenceSession:
    try:
        return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime raises classes of its own that share no public base
        first_line = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise EngineError(f"{path}: ONNX Runtime {ort.__version__} cannot load it: {first_line}") from error


def _run(session: ort.InferenceSession, outputs: list[str], feeds: Mapping[str, F32]) -> list[np.ndarray]:
    try:
        return session.run(outputs, feeds)
    except Exception as error:
        shapes = ", ".join(f"{name}{list(array.shape)}" for name, array in feeds.items())
        first_line = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise EngineError(f"ONNX Runtime failed on {shapes}: {first_line}") from error
