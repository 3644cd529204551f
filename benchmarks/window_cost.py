"""What a window costs the host beside the engine: the executor and the accompanist with stages that do nothing.

    python -m rtap.benchmarks.window_cost --r 0.25 --stems 1

The executor runs on the host device, whose copies cost what they would cost a CPU; on a card they are the card's. From
context in numpy to answer in numpy: copying the context, reading the past, launching, keeping what was generated,
cutting the answer. Noise is drawn between windows and is shown apart.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

import click
import numpy as np

from rtap.runtime.accompanist import Accompanist
from rtap.runtime.bundle import ENCODER_SAMPLES, CodecSpec, SamplerSpec
from rtap.runtime.engines.device import DeviceArray, HostDevice, Operation
from rtap.runtime.engines.executor import DeviceStages
from rtap.runtime.geometry import Geometry, plan_window

STEMS = 4


class NoOpBinder:
    """Every stage is nothing."""

    name, precision, capturable = "no-op", "none", True

    def batch_for(self, stems: int) -> int:
        return stems

    def columns_for(self, stems: int, columns: int) -> int:
        return columns

    def bind(self, graph: str, tensors: Mapping[str, DeviceArray]) -> Operation:
        return lambda: None

    def close(self) -> None:
        pass


def measure(r: float, stems: int, windows: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Milliseconds `[windows]`: the whole window, the device's part of it, and preparing the next one."""
    sampler = SamplerSpec("consistency", 2).build()
    device = HostDevice()
    stages = DeviceStages(device, NoOpBinder(), sampler, STEMS, draws_noise=True)
    player = Accompanist(stages, STEMS, sampler, CodecSpec("no-op", True, "linear"))
    geometry = Geometry.from_client(262_144, r, 1.0, 882)
    audio = np.float32(0.1) * np.random.default_rng(0).standard_normal((1, ENCODER_SAMPLES), dtype=np.float32)
    rows = []
    asked = tuple(range(stems))
    for n in range(windows + 3):
        plan = plan_window(geometry, n * geometry.step_samples)
        began = time.perf_counter_ns()
        player.prepare(plan, asked, n)
        prepared = time.perf_counter_ns()
        answer = player.play(audio, plan, asked, n)
        ended = time.perf_counter_ns()
        on_device_ms = answer.encode_ms + answer.sample_ms + answer.decode_ms
        rows.append(((ended - prepared) / 1e6, on_device_ms, (prepared - began) / 1e6))
    whole, on_device, preparing = np.asarray(rows[3:]).T
    stages.close()
    return whole, on_device, preparing


@click.command(help=__doc__, context_settings={"show_default": True})
@click.option("--r", default=0.25)
@click.option("--stems", type=click.IntRange(1, STEMS), default=1)
@click.option("--windows", type=click.IntRange(2), default=500)
def main(r: float, stems: int, windows: int) -> None:
    whole, on_device, preparing = measure(r, stems, windows)
    rows = {
        "window, copies of the stand-in included": whole,
        "host alone": whole - on_device,
        "preparing the next, between windows": preparing,
    }
    click.echo(f"r = {r:g}, {stems} stem(s), {windows} windows, ms: p50, p99")
    for name, times_ms in rows.items():
        p50, p99 = np.percentile(times_ms, [50, 99])
        click.echo(f"{name:42} {p50:7.3f} {p99:7.3f}")


if __name__ == "__main__":
    main()
