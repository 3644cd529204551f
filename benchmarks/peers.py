"""The same work by other means, in the same run on the same machine: ratios that need no trust in our clock.

- A window by plain PyTorch in float32, eager, as the paper's server computes it: the demo's networks from their weights
  (a checkout's `training/weights/`; needs the `export` extra), stage after stage; and the same through `torch.compile`.
- A context datagram by python-osc's parser.
- Encode and decode of Music2Latent at full size by its own package, random weights on both sides.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
from pythonosc.osc_message import OscMessage

from rtap.benchmarks.measuring import Run, interleaved
from rtap.benchmarks.protocol import burst
from rtap.benchmarks.stages import stage_runs
from rtap.runtime import osc
from rtap.runtime.bundle import read_bundle
from rtap.runtime.cli import default_bundle
from rtap.runtime.engines import open_stages
from rtap.runtime.geometry import plan_window
from rtap.runtime.session import Settings

WEIGHTS = Path(__file__).parents[1] / "training" / "weights"


def compare(rounds: int, compile_too: bool = False) -> list[dict[str, Any]]:
    """One row a peer: what was done, both times, and how many times as fast ours is."""
    rows = [_row("a context datagram, 10 240 floats", "python-osc", *_parsers(), rounds * 5)]
    if (WEIGHTS / "consistency.safetensors").exists() and _has_torch():
        for name, theirs in _torch_windows(compile_too).items():
            rows.append(_row("a window, r = 1/8, one stem", name, _our_window(), theirs, rounds))
    return rows


def compare_full(repeat: int = 3) -> list[dict[str, Any]]:
    """Music2Latent's own encode of 64 columns and decode of 17 beside ours; exports a full-size bundle first (a minute,
    5 GB of memory), into out/."""
    models, audio_functions = _music2latent()
    if models is None:
        return []
    import torch

    folder = Path("out") / "bench-full"
    command = [sys.executable, "-m", "rtap.export.build_engines", "--untrained", "0", "--size", "full"]
    subprocess.run([*command, "--engines", "onnx", "--out", str(folder)], check=True, stdout=subprocess.DEVNULL)
    bundle = read_bundle(folder)
    stages, _ = open_stages("ort", bundle)
    plan = plan_window(Settings(r=0.25, window_samples=262_144).geometry, cursor=0)
    ours = dict(stage_runs(stages, plan, 1, len(bundle.manifest.stems), bundle.manifest.codec.draws_noise))
    network = models.UNet().eval().requires_grad_(False)
    generator = torch.Generator().manual_seed(0)
    audio = 0.1 * torch.randn(1, 263_680, generator=generator)
    latent = 0.06 * torch.randn(1, 64, plan.decode_columns, generator=generator)
    noise = 80.0 * torch.randn(1, 2, 1024, 8 * plan.decode_columns, generator=generator)
    theirs: dict[str, Run] = {
        "encode": lambda: network.encoder(audio_functions.to_representation_encoder(audio)),
        "decode": lambda: audio_functions.to_waveform(network(latent, noise, 80.0)),
    }
    work = {
        "encode": "encode of 64 columns, full size",
        "decode": f"decode of {plan.decode_columns} columns, full size",
    }
    return [_row(text, "music2latent", ours[name], theirs[name], repeat) for name, text in work.items()]


def _music2latent() -> tuple[Any, Any]:
    try:
        from music2latent import audio, models
    except ImportError:
        return None, None
    return models, audio


def _row(work: str, peer: str, ours: Run, theirs: Run, rounds: int) -> dict[str, Any]:
    timings = interleaved({"ours": ours, "theirs": theirs}, rounds)
    our_ms, their_ms = timings["ours"].median_ms, timings["theirs"].median_ms
    return {"work": work, "peer": peer, "our_ms": our_ms, "their_ms": their_ms, "times_as_fast": their_ms / our_ms}


def _has_torch() -> bool:
    try:
        import torch  # noqa: F401
    except ImportError:
        return False
    return True


def _parsers() -> tuple[Run, Run]:
    datagram = burst(1, 10_240, 10_240)[0]
    parser = osc.Parser(["/context"])
    room = np.empty(10_240, np.float32)

    def ours() -> None:
        for message in parser.parse(memoryview(datagram)):
            assert isinstance(message, osc.AudioChunk)
            room[:] = message.floats  # into native order, as python-osc's floats are

    return ours, lambda: np.asarray(OscMessage(datagram).params[3:], np.float32)


def _our_window() -> Run:
    bundle = read_bundle(default_bundle())
    plan = plan_window(Settings(r=0.125, window_samples=262_144).geometry, cursor=0)
    stages, _ = open_stages("ort", bundle)
    runs = dict(stage_runs(stages, plan, 1, len(bundle.manifest.stems), bundle.manifest.codec.draws_noise))
    calls = len(bundle.manifest.sampler.build().calls)

    def window() -> None:
        runs["encode"]()
        for _ in range(calls):
            runs["step"]()
        runs["decode"]()

    return window


def _torch_windows(compile_too: bool) -> dict[str, Run]:
    import torch

    from rtap.export.checkpoints import read_codec, read_model
    from rtap.export.networks.step import StepGraph

    model, codec = read_model(WEIGHTS / "consistency.safetensors"), read_codec(WEIGHTS / "codec.safetensors").codec
    step = StepGraph(model.network).eval()
    calls = len(read_bundle(default_bundle()).manifest.sampler.build().calls)
    columns = plan_window(Settings(r=0.125, window_samples=262_144).geometry, cursor=0).decode_columns
    generator = torch.Generator().manual_seed(0)
    audio = 0.1 * torch.randn(1, 263_680, generator=generator)
    maps = [torch.randn(1, 1, 64, 64, generator=generator) for _ in range(6)]
    keep, label = torch.ones(1, 1, 1, 64), torch.eye(len(model.stems))[:1]
    coef = torch.tensor([1, 1, 0.7, 0, 0, 0.5, 0.5, 0])
    latent, noise = torch.randn(1, 64, columns, generator=generator), torch.randn(1, 2, 1024, 8 * columns)

    def window_of(encoder: Any, network: Any, decoder: Any) -> Run:
        @torch.inference_mode()
        def window() -> None:
            encoder(audio)
            for _ in range(calls):
                network(*maps, keep, label, coef)
            decoder(latent, noise) if codec.draws_noise else decoder(latent)

        return window

    parts = (codec.encoder, step, codec.decoder)
    windows = {"PyTorch, eager": window_of(*parts)}
    if compile_too:
        windows["torch.compile"] = window_of(*(torch.compile(part) for part in parts))
    return windows
