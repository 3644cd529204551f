"""What a precision costs, measured: each graph alone, a whole window, and windows that feed back.

Every measure compares a bundle whose graphs round with the bundle itself, on the same windows and the same noise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from rtap.calibration.rounding import LoopPlayer, open_session
from rtap.calibration.windows import FULL_SCALE, CalibrationData, Outcome
from rtap.runtime.bundle import GRAPHS, Bundle
from rtap.runtime.engines.base import F32
from rtap.runtime.engines.ort import OrtStages
from rtap.runtime.selfcheck import MAX_SNR_DB, snr_db

END_OF_DRIFT = 10
"""Windows at the end of the drift whose median is told."""

Tick = Callable[[], None]


@dataclass(frozen=True)
class Expected:
    """Of one precision. Decibels are signal over noise; lists are per window."""

    graph_snr_db: dict[str, list[float]]
    latent_snr_db: list[float]
    audio_snr_db: list[float]
    spectral_distance: list[float]
    drift_latent_snr_db: list[float] = field(default_factory=list)
    drift_audio_snr_db: list[float] = field(default_factory=list)
    drift_level_db: list[float] = field(default_factory=list)
    """Level of the rounded answer over the float32 one."""

    @property
    def window(self) -> dict[str, float]:
        """The numbers that go into a bundle's manifest: medians over windows."""
        found = {
            "latent_snr_db": _median(self.latent_snr_db),
            "audio_snr_db": _median(self.audio_snr_db),
            "lowest_tenth_audio_snr_db": round(float(np.quantile(self.audio_snr_db, 0.1)), 1),
            "spectral_distance": round(float(np.mean(self.spectral_distance)), 4) if self.spectral_distance else None,
            "windows_not_finite": float(sum(db <= -150 for db in self.audio_snr_db)),
            "drift_audio_snr_db": _median(self.drift_audio_snr_db[-END_OF_DRIFT:]) if self.drift_audio_snr_db else None,
        }
        return {name: value for name, value in found.items() if value is not None}

    @property
    def graphs(self) -> dict[str, dict[str, float]]:
        return {
            graph: {"median": _median(values), "least": round(min(values), 1)}
            for graph, values in self.graph_snr_db.items()
        }

    def as_dict(self) -> dict[str, Any]:
        """For precision.json."""
        drift = {
            "latent_snr_db": self.drift_latent_snr_db,
            "audio_snr_db": self.drift_audio_snr_db,
            "level_db": self.drift_level_db,
        }
        return {
            "graph_snr_db": self.graphs,
            "window": self.window,
            # A window that was not finite has no level: null, since JSON has no NaN.
            "drift": {
                name: [round(value, 2) if np.isfinite(value) else None for value in values]
                for name, values in drift.items()
            },
        }


def measure_windows(
    bundle: Bundle, rounded: Bundle, data: CalibrationData, reference: list[Outcome], tick: Tick
) -> Expected:
    """`rounded` against `bundle`, whose answers to `data` are `reference`; `tick` is called after every window."""
    graph_snr_db = {graph: _graph_snr_db(bundle, rounded, data, graph) for graph in GRAPHS}
    latent, audio, distance = [], [], []
    spectral_distance = _spectral_distance()
    stages = OrtStages(rounded)
    for found, true in zip(data.replay(stages), reference, strict=True):
        latent.append(played_snr_db(found.latent, true.latent))
        audio.append(played_snr_db(found.audio, true.audio))
        if found.audio is not None and true.audio is not None:
            distance.append(spectral_distance(found.audio, true.audio))
        tick()
    stages.close()
    return Expected(graph_snr_db, latent, audio, distance)


def _graph_snr_db(bundle: Bundle, rounded: Bundle, data: CalibrationData, graph: str) -> list[float]:
    exact, narrow = (open_session(b.engine_path("onnx", graph)) for b in (bundle, rounded))
    return [snr_db(narrow.run(None, feeds)[0], exact.run(None, feeds)[0]) for feeds in data.feeds(graph)]


def with_drift(
    expected: Expected, bundle: Bundle, rounded: Bundle, data: CalibrationData, windows: int, tick: Tick
) -> Expected:
    """`expected` with windows that feed back: both bundles accompany the context of the data's first performance, over
    and over."""
    loop = next(data.contexts()).astype(np.float32) / FULL_SCALE
    exact, narrow = LoopPlayer(bundle, loop), LoopPlayer(rounded, loop)
    latent, audio, level = [], [], []
    for index in range(windows):
        true, found = exact.play(index), narrow.play(index)
        tick()
        audio.append(played_snr_db(found, true))
        latent.append(played_snr_db(None if found is None else narrow.latent(index), exact.latent(index)))
        level.append(level_db(found) - level_db(true))
    exact.close()
    narrow.close()
    return replace(expected, drift_latent_snr_db=latent, drift_audio_snr_db=audio, drift_level_db=level)


def _spectral_distance() -> Callable[[F32, F32], float]:
    """Log-mel L1 over three frame lengths, in nepers."""
    import torch

    from rtap.training.losses import MultiResolutionLoss

    spectra = MultiResolutionLoss()

    def distance(found: F32, true: F32) -> float:
        with torch.inference_mode():
            return float(spectra(torch.from_numpy(found)[None], torch.from_numpy(true)[None])[1])

    return distance


def played_snr_db(found: F32 | None, true: F32 | None) -> float:
    """`snr_db`, the least there is where a window has no answer."""
    return -MAX_SNR_DB if found is None or true is None else snr_db(found, true)


def level_db(audio: F32 | None) -> float:
    """Mean power of an answer; NaN where there is none."""
    return float("nan") if audio is None else float(10 * np.log10(np.mean(np.square(audio)) + 1e-12))


def _median(values: list[float]) -> float:
    return round(float(np.median(values)), 1)
