"""Windows to calibrate on: what really goes into each graph while a performance runs, on disk.

`record_performance` lets the runtime's own `Accompanist` play and writes down what it gives its engine. Stored is only
what does not follow from something else: noise follows from the seed, a window's audio from the run of context that
its performance heard (16 bits a sample, windows overlap by seven eighths). `CalibrationData` puts it together again.

A folder holds `data.json` and one safetensors file a performance, of W windows and n decoded columns:

===========  ======================================================================================================
`audio`      int16 `[samples]`: context from the first window's first sample to the last window's last
`mixture`    `[W, 64, 64]`: the encoder's answer with the unheard columns at 0
`source`     `[W, 64, 64]`, `keep` uint8 `[W, 64]`: the past, and where there is one
`x`          `[W, calls, 64, 64]`: what each call of the step graph begins with, in the order of the schedule
`base`       `[W, calls that use one, 64, 64]`
`latent`     `[W, 64, n]`: what is decoded
===========  ======================================================================================================
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file, save

from rtap.calibration.errors import CalibrationError
from rtap.runtime.accompanist import Accompanist
from rtap.runtime.bundle import (
    COLUMN_SAMPLES,
    COLUMNS,
    ENCODER_SAMPLES,
    FRAMES_PER_COLUMN,
    LATENT_CHANNELS,
    NOISE_BINS,
    WINDOW_SAMPLES,
    Bundle,
    Manifest,
    file_sha256,
)
from rtap.runtime.engines.base import F32, EngineError, Stages
from rtap.runtime.geometry import Geometry, WindowPlan, plan_window
from rtap.runtime.noise import DecoderNoise, fill_sampler_noise
from rtap.runtime.sampling import mix_noise_out

FORMAT = "rtap-calibration-data-1"
INDEX = "data.json"
FADE_SAMPLES = 882
"""The runtime's fade unless told: 0.02 s."""
WINDOWS_A_PERFORMANCE = 8
"""At r = 1/8 the last of them has a past that was generated throughout."""
FULL_SCALE = np.float32(32767)

Feeds = dict[str, F32]


@dataclass(frozen=True)
class Performance:
    """One performance's part of the data, as `data.json` has it."""

    song: str
    stem: int
    step_columns: int
    look_ahead_columns: int
    hot: bool
    windows: int
    seed: int
    file: str = ""
    sha256: str = ""

    @property
    def plans(self) -> list[WindowPlan]:
        """Where its windows lie on its own axis, whose zero is the first window's first sample."""
        geometry = Geometry(
            WINDOW_SAMPLES,
            self.step_columns * COLUMN_SAMPLES,
            self.look_ahead_columns * COLUMN_SAMPLES,
            FADE_SAMPLES,
        )
        first = plan_window(geometry, 0)
        return [
            plan_window(geometry, index * geometry.step_samples - first.window_start) for index in range(self.windows)
        ]

    @property
    def audio_samples(self) -> int:
        """Context that its windows reach over."""
        return self.plans[-1].window_start + ENCODER_SAMPLES

    @property
    def point(self) -> str:
        start = "hot" if self.hot else "cold"
        return f"r = {self.step_columns}/{COLUMNS}, {self.look_ahead_columns} columns ahead, {start}"


def context_window(audio: np.ndarray, plan: WindowPlan) -> F32:
    """`[1, 263680]`: int16 context from the plan's window on, 0 from the cursor on."""
    window = np.zeros((1, ENCODER_SAMPLES), np.float32)
    heard = audio[plan.window_start : min(plan.cursor, plan.window_start + ENCODER_SAMPLES)]
    window[0, : len(heard)] = heard / FULL_SCALE
    return window


class RecordingStages:
    """An engine that keeps what it is given: whole windows, whose shapes are equal."""

    parts = step_parts = None

    def __init__(self, stages: Stages) -> None:
        self._stages = stages
        self.name, self.precision, self.close = stages.name, stages.precision, stages.close
        self.forget()

    def forget(self) -> None:
        self.encoded: list[Feeds] = []
        self.stepped: list[Feeds] = []
        self.decoded: list[Feeds] = []

    def encode(self, audio: F32) -> F32:
        self.encoded.append({"audio": audio.copy()})
        return self._stages.encode(audio)

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
        given = dict(x=x, base=base, source=source, noise_in=noise_in, noise_out=noise_out, mixture=mixture)
        given |= dict(keep=keep, label=label, coef=coef)
        self.stepped.append({name: array.copy() for name, array in given.items()})
        return self._stages.step(x, base, source, noise_in, noise_out, mixture, keep, label, coef)

    def decode(self, latent: F32, noise: F32 | None) -> F32:
        given = {"latent": latent} if noise is None else {"latent": latent, "noise": noise}
        self.decoded.append({name: array.copy() for name, array in given.items()})
        return self._stages.decode(latent, noise)


def record_performance(
    accompanist: Accompanist, stages: RecordingStages, audio: np.ndarray, performance: Performance
) -> dict[str, np.ndarray]:
    """Play `performance` to int16 context `[audio_samples]` and return its tensors, as the module's docstring has them.

    `accompanist` plays on `stages`, has been warmed up and, for a hot start, handed its past.
    """
    found: dict[str, list[np.ndarray]] = {name: [] for name in ("mixture", "source", "keep", "x", "base", "latent")}
    for index, plan in enumerate(performance.plans):
        stages.forget()
        accompanist.play(context_window(audio, plan), plan, [performance.stem], index)
        first = stages.stepped[0]
        found["mixture"].append(first["mixture"][0, 0])
        found["source"].append(first["source"][0, 0])
        found["keep"].append(first["keep"][0, 0, 0].astype(np.uint8))
        found["x"].append(np.stack([call["x"][0, 0] for call in stages.stepped]))
        used = [call["base"][0, 0] for call in stages.stepped if call["coef"][4] != 0]
        found["base"].append(np.stack(used) if used else np.zeros((0, LATENT_CHANNELS, COLUMNS), np.float32))
        found["latent"].append(stages.decoded[0]["latent"][0])
    return {"audio": audio, **{name: np.stack(arrays) for name, arrays in found.items()}}


@dataclass(frozen=True)
class Outcome:
    """Of one window: the columns generated `[64, n]` and the answer `[samples]`; None where a number was not finite."""

    latent: F32 | None
    audio: F32 | None


@dataclass(frozen=True)
class CalibrationData:
    """A folder of calibration windows, for the bundle whose `manifest` is given."""

    folder: Path
    manifest: Manifest
    performances: tuple[Performance, ...]
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def windows(self) -> int:
        return sum(performance.windows for performance in self.performances)

    def encoder_feeds(self) -> Iterator[Feeds]:
        """`audio` of every window."""
        for performance, tensors in self._shards():
            for plan in performance.plans:
                yield {"audio": context_window(tensors["audio"], plan)}

    def step_feeds(self) -> Iterator[Feeds]:
        """All nine inputs of every call of every window, in the order in which they were made."""
        sampler = self.manifest.sampler.build()
        draws = np.empty((sampler.draws, 1, LATENT_CHANNELS, COLUMNS), np.float32)
        for performance, tensors in self._shards():
            label = np.zeros((1, len(self.manifest.stems)), np.float32)
            label[0, performance.stem] = 1.0
            for window in range(performance.windows):
                fill_sampler_noise(draws, performance.seed, performance.stem, window)
                bases = iter(tensors["base"][window])
                latents = {name: tensors[name][window][None, None] for name in ("source", "mixture")}
                keep = tensors["keep"][window].astype(np.float32)[None, None, None]
                for call, x in zip(sampler.calls, tensors["x"][window], strict=True):
                    x = x[None, None]
                    noise_out = mix_noise_out(call, draws[:, None], np.empty_like(x))
                    base = next(bases)[None, None] if call.coef[4] != 0 else x
                    noise_in = draws[call.noise_in][None].copy()
                    yield {
                        **latents,
                        **dict(x=x, base=base, noise_in=noise_in, noise_out=noise_out),
                        **dict(keep=keep, label=label, coef=call.coef),
                    }

    def decoder_feeds(self) -> Iterator[Feeds]:
        """`latent`, and `noise` where the codec draws some, of every window."""
        for performance, tensors in self._shards():
            noise = DecoderNoise(performance.seed, len(self.manifest.stems))
            for plan, latent in zip(performance.plans, tensors["latent"], strict=True):
                feeds = {"latent": latent[None]}
                if self.manifest.codec.draws_noise:
                    drawn = np.empty((1, 2, NOISE_BINS, FRAMES_PER_COLUMN * plan.decode_columns), np.float32)
                    noise.read(performance.stem, plan.decode_column, plan.decode_columns, drawn[0])
                    feeds["noise"] = drawn
                yield feeds

    def replay(self, stages: Stages) -> Iterator[Outcome]:
        """Every window anew on `stages`, each with the past that it had when it was recorded."""
        manifest = self.manifest
        for performance, tensors in self._shards():
            accompanist = Accompanist(
                stages,
                len(manifest.stems),
                manifest.sampler.build(),
                manifest.codec,
                seed=performance.seed,
                cold_start="generate",  # what was kept is handed over, silence included
            )
            stem = performance.stem
            for window, plan in enumerate(performance.plans):
                accompanist.reset()
                for column in np.flatnonzero(tensors["keep"][window]):
                    past = tensors["source"][window][:, column : column + 1]
                    accompanist.remember(stem, plan.window_column + int(column), past)
                try:
                    answer = accompanist.play(context_window(tensors["audio"], plan), plan, [stem], window)
                except EngineError:  # numbers that are not finite
                    yield Outcome(None, None)
                    continue
                new = accompanist.generated(stem, plan.new_column, plan.end_column - plan.new_column)
                yield Outcome(new, answer.audio[0].copy())

    def feeds(self, graph: str) -> Iterator[Feeds]:
        return {"encoder": self.encoder_feeds, "step": self.step_feeds, "decoder": self.decoder_feeds}[graph]()

    def contexts(self) -> Iterator[np.ndarray]:
        """int16 context of every performance."""
        for _, tensors in self._shards():
            yield tensors["audio"]

    def _shards(self) -> Iterator[tuple[Performance, dict[str, np.ndarray]]]:
        for performance in self.performances:
            yield performance, load_file(self.folder / performance.file)


def write_shard(folder: Path, index: int, performance: Performance, tensors: dict[str, np.ndarray]) -> Performance:
    """Write one performance; returns it with its file and hash."""
    path = folder / f"windows-{index:03d}.safetensors"
    path.write_bytes(save({name: np.ascontiguousarray(array) for name, array in tensors.items()}))
    return replace(performance, file=path.name, sha256=file_sha256(path))


def write_index(folder: Path, bundle: Bundle, performances: Sequence[Performance], facts: dict[str, Any]) -> None:
    """`data.json`, written last: a folder without one was interrupted."""
    content = {
        "format": FORMAT,
        "bundle": bundle.manifest.name,
        "graphs": {name: graph.sha256 for name, graph in sorted(bundle.manifest.graphs.items())},
        **facts,
        "performances": [asdict(performance) for performance in performances],
    }
    (folder / INDEX).write_text(json.dumps(content, indent=1) + "\n")


def open_data(folder: Path, bundle: Bundle) -> CalibrationData:
    """Read and check a folder of windows. Raises CalibrationError, one line."""
    again = "record it again with `rtap-calibrate data`"
    path = folder / INDEX
    if not path.is_file():
        raise CalibrationError(f"{folder}: no {INDEX} there; record windows with `rtap-calibrate data --out {folder}`")
    try:
        raw = json.loads(path.read_text())
        got = raw.get("format")
        performances = tuple(Performance(**entry) for entry in raw.get("performances", []))
    except (ValueError, AttributeError, TypeError) as error:
        raise CalibrationError(f"{path}: cannot be read ({error}); {again}") from None
    if got != FORMAT or not performances:
        raise CalibrationError(f"{path}: format {got!r}, expected {FORMAT!r}; {again}")
    graphs = {name: graph.sha256 for name, graph in bundle.manifest.graphs.items()}
    if raw["graphs"] != graphs:
        raise CalibrationError(
            f"{folder}: was recorded with bundle {raw.get('bundle')}, whose graphs are not those of "
            f"{bundle.directory}; {again} --bundle {bundle.directory}"
        )
    for performance in performances:
        shard = folder / performance.file
        if not shard.is_file() or file_sha256(shard) != performance.sha256:
            raise CalibrationError(f"{shard}: missing, or its sha256 is not the one in {INDEX}; {again}")
        try:
            load_file(shard)
        except SafetensorError as error:
            raise CalibrationError(f"{shard}: {error}; {again}") from None
    facts = {key: value for key, value in raw.items() if key != "performances"}
    return CalibrationData(folder, bundle.manifest, performances, facts)
