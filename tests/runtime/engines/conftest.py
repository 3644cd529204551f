"""Executors on the host device, with the real graphs of a tiny bundle or with stages that only count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pytest

from rtap.runtime.accompanist import Accompanist
from rtap.runtime.bundle import ENCODER_SAMPLES, Bundle, read_bundle
from rtap.runtime.engines.device import HostDevice
from rtap.runtime.engines.executor import DeviceStages
from rtap.runtime.engines.ort_device import OrtBinder
from rtap.runtime.geometry import Geometry, plan_window


@dataclass
class CountingBinder:
    """Stages that compute next to nothing but leave traces: each call writes its number into what it produces."""

    name: str = "counting"
    precision: str = "none"
    capturable: bool = True
    batches: tuple[int, ...] = (1, 2, 4)
    decoder_columns: tuple[int, ...] = (9, 17, 18, 33)
    calls: list[str] = field(default_factory=list)
    bound: int = 0

    def batch_for(self, stems):
        return min(b for b in self.batches if b >= stems)

    def columns_for(self, stems, columns):
        return min(n for n in self.decoder_columns if n >= columns)

    def bind(self, graph, tensors):
        self.bound += 1

        def run():
            self.calls.append(graph)
            number = float(len(self.calls))
            if graph == "encoder":
                tensors["latent"].host[:] = 9.0
            elif graph == "step":
                tensors["x_out"].host[:] = number
                tensors["y_out"].host[:] = -number
            else:
                columns = tensors["latent"].host
                blocks = tensors["audio"].host[:, : 4096 * columns.shape[2]].reshape(len(columns), -1, 4096)
                blocks[:] = columns[:, 0, :, None]

        return run

    def close(self):
        pass


class Player:
    """An accompanist on an executor, with the device and the binder at hand."""

    def __init__(self, bundle: Bundle, binder, *, stems: int = 4, seed: int = 7) -> None:
        manifest = bundle.manifest
        self.device, self.binder = HostDevice(), binder
        self.sampler = manifest.sampler.build()
        self.stages = DeviceStages(self.device, binder, self.sampler, stems, manifest.codec.draws_noise)
        self.accompanist = Accompanist(self.stages, stems, self.sampler, manifest.codec, seed=seed)

    @property
    def counts(self):
        return self.device.counts


def audio(n: int) -> np.ndarray:
    return (0.1 * np.random.default_rng(n).standard_normal((1, ENCODER_SAMPLES))).astype(np.float32)


def perform(
    player: Accompanist,
    windows: int,
    stems=(0,),
    *,
    t: int = 262_144,
    r: float = 0.25,
    prepare: bool = True,
    skip: Callable[[int], bool] = lambda n: False,
) -> list[np.ndarray]:
    """Answers of consecutive windows as the server plays them: the next one is prepared after each."""
    geometry = Geometry.from_client(t, r, 1.0, 882)
    answers = []
    for n in range(windows):
        plan = plan_window(geometry, n * geometry.step_samples)
        if not skip(n):
            answers.append(player.play(audio(n), plan, stems, n).audio.copy())
        if prepare:
            player.prepare(plan_window(geometry, (n + 1) * geometry.step_samples), stems, n + 1)
    return answers


@pytest.fixture(scope="session")
def bundle(tiny_bundle) -> Bundle:
    return read_bundle(tiny_bundle)


@pytest.fixture
def ort_player(bundle) -> Callable[..., Player]:
    def make(**options) -> Player:
        binder = OrtBinder(bundle, HostDevice(), name="ort-host", cuda_index=None, threads=1)
        return Player(bundle, binder, **options)

    return make


@pytest.fixture
def counting_player(bundle) -> Callable[..., Player]:
    return lambda **options: Player(bundle, CountingBinder(**options))
