"""The parts of `run.py`, each run as a process of its own: `python -m rtap.benchmarks.gpu.parts NAME --work DIR …`."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from rtap.runtime import selfcheck
from rtap.runtime.accompanist import Accompanist
from rtap.runtime.bundle import (
    COLUMNS,
    ENCODER_SAMPLES,
    FRAMES_PER_COLUMN,
    LATENT_CHANNELS,
    NOISE_BINS,
    STEP_INPUTS,
    Bundle,
    read_bundle,
)
from rtap.runtime.engines import open_stages
from rtap.runtime.engines.base import F32, EngineError, Stages
from rtap.runtime.geometry import Geometry, WindowPlan, plan_window

SEED = 0
STEMS = 4
WINDOWS = tuple((r, stems) for r in (0.25, 0.125) for stems in (1, 4))
T = 262_144
FADE_SAMPLES = 882
ENGINE_OF_PART = {"rtx": "trt", "rtx-8.0": "trt", "compiled": "torch-cuda"}


@dataclass(frozen=True)
class Task:
    """What one part is asked to do."""

    work: Path
    device: str
    size: str
    windows: int
    seconds: float
    """For timing, of all kinds of windows together."""
    given_bundle: Path | None
    result: Path
    """What is there when the time is up counts: parts write it after each kind of window."""

    @property
    def bundle(self) -> Path:
        return self.given_bundle or self.work / "bundle"

    def save(self, result: dict[str, Any]) -> None:
        partial = self.result.with_suffix(".partial")
        partial.write_text(json.dumps(result))
        partial.replace(self.result)


def window_name(r: float, stems: int) -> str:
    return f"r=1/{round(1 / r)} stems={stems}"


def plan_of(r: float, n: int) -> WindowPlan:
    geometry = Geometry.from_client(T, r, 1.0, FADE_SAMPLES)
    return plan_window(geometry, n * geometry.step_samples)


def summary(times_ms: Sequence[float], stages_ms: Sequence[Sequence[float]]) -> dict[str, float]:
    """Of the windows after the first: p50, p95, p99, max; medians of encode, sample, decode."""
    rest, stages = np.asarray(times_ms[1:]), np.median(np.asarray(stages_ms)[1:], axis=0)
    p50, p95, p99 = np.percentile(rest, [50, 95, 99])
    named = {"first_ms": times_ms[0], "p50_ms": p50, "p95_ms": p95, "p99_ms": p99, "max_ms": rest.max(), "n": len(rest)}
    named |= dict(zip(("encode_ms", "sample_ms", "decode_ms"), stages, strict=True))
    return {name: round(float(value), 4) for name, value in named.items()}


# ---- floor and networks


def networks(task: Task) -> tuple[Any, Any, Any, Any]:
    """Encoder, step graph, decoder as torch modules on the device, and the sampler."""
    import torch

    from rtap.export.checkpoints import untrained_codec, untrained_model
    from rtap.export.networks.step import StepGraph

    model, codec = untrained_model(SEED, task.size), untrained_codec(SEED, task.size)
    modules = (codec.codec.encoder, StepGraph(model.network), codec.codec.decoder)
    for module in modules:
        module.requires_grad_(False)
    encoder, step, decoder = (module.to(torch.device(task.device)).eval() for module in modules)
    return encoder, step, decoder, model.sampler.build()


def floor(task: Task) -> dict[str, Any]:
    """What the card multiplies in a second, and how long a window's multiplications take at that rate."""
    import torch
    from torch.utils.flop_counter import FlopCounterMode

    cuda = task.device == "cuda"
    size, dtype = (8192, torch.float16) if cuda else (512, torch.float32)
    a, b = (torch.randn(size, size, device=task.device).to(dtype) for _ in range(2))

    def finish() -> None:
        if cuda:
            torch.cuda.synchronize()

    for _ in range(3):
        a @ b
    finish()
    started = time.perf_counter()
    for _ in range(10):
        a @ b
    finish()
    tflops = 10 * 2 * size**3 / (time.perf_counter() - started) / 1e12
    encoder, step, decoder, sampler = networks(task)
    flops: dict[str, float] = {}
    with torch.inference_mode():
        for r, stems in WINDOWS:
            inputs = _inputs(plan_of(r, 0), stems)
            tensors = {name: torch.from_numpy(array).to(task.device) for name, array in inputs.items()}
            total = 0.0
            for module, names, times in (
                (encoder, ("audio",), 1),
                (step, STEP_INPUTS, len(sampler.calls)),
                (decoder, ("block", "noise"), 1),
            ):
                with FlopCounterMode(display=False) as counter:
                    module(*(tensors[name] for name in names))
                total += times * counter.get_total_flops()
            flops[window_name(r, stems)] = total
    return {
        "tflops": round(tflops, 4),
        "product": f"{size}^3 {dtype}",
        "window_gflop": {name: round(total / 1e9, 3) for name, total in flops.items()},
        "window_ms": {name: round(total / tflops / 1e9, 4) for name, total in flops.items()},
        "machine": {"packages": _versions(), "card": torch.cuda.get_device_name() if cuda else "none"},
    }


def _inputs(plan: WindowPlan, stems: int) -> dict[str, F32]:
    """Unit noise at every input: never zeros, which may run at another speed."""
    random = np.random.default_rng(SEED)

    def noise(*shape: int) -> F32:
        return random.standard_normal(shape, dtype=np.float32)

    inputs = {name: noise(stems, 1, LATENT_CHANNELS, COLUMNS) for name in STEP_INPUTS[:6]}
    inputs["keep"] = np.ones((1, 1, 1, COLUMNS), np.float32)
    inputs["keep"][..., plan.new_column - plan.window_column :] = 0
    inputs["label"] = np.eye(STEMS, dtype=np.float32)[:stems]
    inputs["coef"] = np.array([1, 1, 0.7, 0, 0, 0.5, 0.5, 0], np.float32)
    inputs["audio"] = np.float32(0.1) * noise(1, ENCODER_SAMPLES)
    inputs["block"] = noise(stems, LATENT_CHANNELS, plan.decode_columns)
    inputs["noise"] = noise(stems, 2, NOISE_BINS, FRAMES_PER_COLUMN * plan.decode_columns)
    return inputs


def _versions() -> dict[str, str]:
    names = ("torch", "triton", "onnx", "onnxruntime", "onnxruntime-gpu", "cuda-bindings", "numpy")
    found = {}
    for name in (*names, "tensorrt", "tensorrt-rtx-cu13"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "absent"
    return found


def bundle(task: Task) -> dict[str, Any]:
    """The real exporter: ONNX and torch programs of the untrained networks, with stored float32 answers."""
    if task.given_bundle is None:
        command = ["--untrained", str(SEED), "--size", task.size, "--engines", "onnx,torch", "--out", str(task.bundle)]
        _export(*command)
    manifest = read_bundle(task.bundle, verify_hashes=False).manifest
    return {
        "name": manifest.name,
        "trained": manifest.trained,
        "graph_parity": {name: dict(errors) for name, errors in manifest.parity.items()},
    }


def _export(*arguments: str) -> None:
    """Raises EngineError with the builder's own last words; all of them are in this part's log."""
    command = [sys.executable, "-m", "rtap.export.build_engines", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(done.stdout, done.stderr)
    if done.returncode:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        raise EngineError(" ".join(lines[-4:]) if lines else f"exit code {done.returncode}")


# ---- baseline


def baseline(task: Task) -> dict[str, Any]:
    """The same networks and window as the paper's server runs them: float32, eager, on the host between stages."""
    import torch

    encoder, step, decoder, sampler = networks(task)

    def up(array: F32) -> Any:
        return torch.from_numpy(array).to(task.device)

    def window(inputs: dict[str, F32], plan: WindowPlan, r: float, draws: F32) -> tuple[float, ...]:
        began = time.perf_counter_ns()
        with torch.inference_mode():
            latent = encoder(up(inputs["audio"])).cpu().numpy()
            encoded = time.perf_counter_ns()
            mixture = np.repeat(latent[:, None], len(inputs["label"]), axis=0)
            mixture[..., plan.known_columns :] = 0
            fixed = [up(array) for array in (mixture, inputs["keep"], inputs["label"])]
            source, x = up(inputs["source"]), up(np.float32(sampler.start_scale) * draws[0])
            y = x
            for call in sampler.calls:
                base = y if call.base_is_previous_y else x
                noise = up(draws[call.noise_in])
                x, y = step(x, base, source, noise, noise, *fixed, up(call.coef))
            new = x.cpu().numpy()
            sampled = time.perf_counter_ns()
            columns = round(r * COLUMNS) + 1
            block = np.ascontiguousarray(new[:, 0, :, COLUMNS - columns :])
            audio = decoder(up(block), up(inputs["noise"])).cpu().numpy()
            assert audio.shape[1] == 4096 * columns + 1536
        ended = time.perf_counter_ns()
        return (ended - began) / 1e6, (encoded - began) / 1e6, (sampled - encoded) / 1e6, (ended - sampled) / 1e6

    results = {}
    for r, stems in WINDOWS:
        plan = plan_of(r, 0)
        inputs = _inputs(plan, stems)
        inputs["noise"] = inputs["noise"][..., : FRAMES_PER_COLUMN * (round(r * COLUMNS) + 1)].copy()
        draws = np.random.default_rng(SEED).standard_normal(
            (sampler.draws, stems, 1, LATENT_CHANNELS, COLUMNS), dtype=np.float32
        )
        rows = _repeat(task, lambda n, i=inputs, p=plan, r=r, d=draws: window(i, p, r, d))  # type: ignore[misc]
        results[window_name(r, stems)] = summary([row[0] for row in rows], [row[1:] for row in rows])
    return {"windows": results, "precision": "float32 (convolutions in TF32 where torch's defaults take it)"}


def _repeat(task: Task, window: Callable[[int], tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Windows 0, 1, … until there are enough of them or the time for one kind is up, at least 3 of them timed."""
    until = time.monotonic() + task.seconds / len(WINDOWS)
    rows: list[tuple[float, ...]] = []
    while len(rows) <= task.windows and (len(rows) < 4 or time.monotonic() < until):
        rows.append(window(len(rows)))
    return rows


# ---- engines


def engine(name: str) -> Callable[[Task], dict[str, Any]]:
    """A part that opens an engine of ours, compares it with float32 and times windows on it."""

    def part(task: Task) -> dict[str, Any]:
        _build(name, task)
        opened = read_bundle(_bundle_of(name, task), verify_hashes=False)
        began = time.monotonic()
        stages = _open(name, opened, task)
        result: dict[str, Any] = {"precision": stages.precision, "opened_s": round(time.monotonic() - began, 2)}
        try:
            result["parity"] = parity(stages, opened)
            task.save(result)
            measure(stages, opened, task, result)
        finally:
            stages.close()
        return result

    return part


def _bundle_of(name: str, task: Task) -> Path:
    """Each backend has a copy of the bundle of its own: one that cannot be built must not spoil the others."""
    return task.work / f"bundle-{name}" if name in BUILD else task.bundle


BUILD = {
    "ort-cuda": ("--engines", "ort-cuda"),
    "rtx": ("--engines", "rtx", "--compute-capability", "current"),
    "rtx-8.0": ("--engines", "rtx", "--compute-capability", "8.0"),
    "trt": ("--engines", "trt"),
}


def _build(name: str, task: Task) -> None:
    if name == "ort-cuda":
        from rtap.runtime.engines.ort_device import require_cuda_provider

        require_cuda_provider()  # before minutes are spent on files for it
    if name in BUILD:
        _export(
            *("--bundle", str(task.bundle), "--out", str(_bundle_of(name, task)), *BUILD[name]),
            *("--precision", "fp16", "--batch", "1,4", "--r", "0.25,0.125"),
        )


def _open(name: str, opened: Bundle, task: Task) -> Stages:
    manifest = opened.manifest
    if name in ("ort-host", "torch-host"):
        from rtap.runtime.engines.device import HostDevice
        from rtap.runtime.engines.executor import Binder, DeviceStages

        device = HostDevice()
        binder: Binder
        if name == "ort-host":
            from rtap.runtime.engines.ort_device import OrtBinder

            binder = OrtBinder(opened, device, name="ort", cuda_index=None, threads=2)
        else:
            from rtap.runtime.engines.torch_device import TorchBinder

            binder = TorchBinder(opened, name="torch", cuda_index=None)
        return DeviceStages(device, binder, manifest.sampler.build(), len(manifest.stems), manifest.codec.draws_noise)
    if name == "compiled":
        from rtap.runtime.engines.executor import DeviceStages
        from rtap.runtime.engines.torch_device import TorchBinder, TorchCudaDevice

        cuda = TorchCudaDevice(0)
        fast = TorchBinder(opened, name="torch-cuda", cuda_index=0, compile_mode="default")
        return DeviceStages(cuda, fast, manifest.sampler.build(), len(manifest.stems), manifest.codec.draws_noise)
    return open_stages(ENGINE_OF_PART.get(name, name), opened, device=task.device)[0]


def parity(stages: Stages, opened: Bundle) -> dict[str, float]:
    """SNR of one window against the float32 answers stored in the bundle."""
    given, expected = selfcheck.read(opened.directory / selfcheck.FILE_NAME, opened.manifest)
    result = selfcheck.play(stages, opened.manifest, given, tuple(sorted(expected.audio))[:1])
    compared = selfcheck.compare(result, expected, {})
    return {"latent_snr_db": round(compared.latent_snr_db, 1), "audio_snr_db": round(compared.audio_snr_db, 1)}


def measure(stages: Stages, opened: Bundle, task: Task, result: dict[str, Any]) -> None:
    """Windows as the runtime plays them, from context in numpy to answer in numpy; and how many were finite: all."""
    manifest = opened.manifest
    result |= {"windows": {}, "finite_windows": 0}
    for r, stems in WINDOWS:
        player = Accompanist(stages, len(manifest.stems), manifest.sampler.build(), manifest.codec, seed=SEED)
        player.warm_up(stems, plan_of(r, 0).decode_columns)
        random = np.random.default_rng(SEED)
        asked = tuple(range(stems))

        def window(n: int, player: Accompanist = player, r: float = r, asked: tuple[int, ...] = asked) -> Any:
            audio = np.float32(0.1) * random.standard_normal((1, ENCODER_SAMPLES), dtype=np.float32)  # noqa: B023
            player.prepare(plan_of(r, n), asked, n)
            began = time.perf_counter_ns()
            answer = player.play(audio, plan_of(r, n), asked, n)  # raises when a number is not finite
            ended = time.perf_counter_ns()
            return (ended - began) / 1e6, answer.encode_ms, answer.sample_ms, answer.decode_ms

        rows = _repeat(task, window)
        result["finite_windows"] += len(rows)
        result["windows"][window_name(r, stems)] = summary([row[0] for row in rows], [row[1:] for row in rows])
        task.save(result)


def osc(part: str) -> Callable[[Task], dict[str, Any]]:
    """The real server on sockets with the engine of `part`; times at the client."""

    def run(task: Task) -> dict[str, Any]:
        from rtap.benchmarks.gpu.packets import serving

        name = ENGINE_OF_PART.get(part, part)
        opened = read_bundle(_bundle_of(part, task), verify_hashes=False)
        result: dict[str, Any] = {"windows": {}}
        with serving(name, opened, task.device) as client:
            for r, stems in WINDOWS:
                measured = client.measure(r, stems, task.windows, task.seconds / len(WINDOWS))
                result["windows"][window_name(r, stems)] = measured
                task.save(result)
        return result

    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part")
    parser.add_argument("of", nargs="?")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--device", required=True)
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--size", required=True)
    parser.add_argument("--windows", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--result", type=Path, required=True)
    options = parser.parse_args()
    task = Task(
        options.work, options.device, options.size, options.windows, options.seconds, options.bundle, options.result
    )
    named: dict[str, Callable[[Task], dict[str, Any]]] = {"floor": floor, "bundle": bundle, "baseline": baseline}
    part = osc(options.of) if options.part == "osc" else named.get(options.part) or engine(options.part)
    try:
        result = part(task)
    except Exception as error:  # the other parts go on; the traceback is in this part's log
        import traceback

        traceback.print_exc()
        first_line = str(error).splitlines()[0] if str(error) else type(error).__name__
        kind = "" if isinstance(error, EngineError) else f"{type(error).__name__}: "
        result = json.loads(task.result.read_text()) if task.result.is_file() else {}
        result["error"] = kind + first_line
    task.save(result)


if __name__ == "__main__":
    main()
