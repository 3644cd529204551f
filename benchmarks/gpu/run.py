"""Measure windows on this machine's card, in one command and under 8 minutes: python benchmarks/gpu/run.py

Runs from a checkout on a machine that has nothing of rtap installed: torch, ONNX and cuda-bindings are enough for most
of it, and packages that are missing can be carried as wheels in a folder (`--wheels`), installed with --no-index into
the run's own folder. Full-size untrained networks; in this order, each part a process of its own with a time limit, so
that one that fails or hangs is written down with its last words and the others go on:

    floor        a measured 8192³ float16 product, and how long a window's arithmetic takes at that rate
    bundle       the networks as ONNX and torch programs
    baseline     PyTorch float32, eager, as the paper's server does it: host copies between stages, r·64+1 columns
    torch-cuda   our torch engine: one CUDA graph, float16
    ort-cuda     where ONNX Runtime has its CUDA provider
    rtx, trt     TensorRT-RTX for this card and, if it refuses, for 8.0; TensorRT where it is installed
    compiled     torch-cuda again through inductor: last, since compiling takes longest

and after each engine that ran, the whole window over sockets: last context packet in to first answer packet out.

Each engine is compared with float32 before it is timed; r = 1/4 and 1/8, 1 and 4 stems; medians and 99th percentiles
over the windows after the first. `--device cpu --size tiny` goes the same way with the engines of a CPU.

Exit code 0 when the baseline and at least one engine were measured.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import signal
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("export", "runtime", "training", "benchmarks")
LIMIT_S = 460
"""Of the whole run, so that it ends with its tables inside 8 minutes."""
PARTS_S = {
    "floor": 60,
    "bundle": 150,
    "baseline": 60,
    "torch-cuda": 90,
    "ort-cuda": 90,
    "rtx": 150,
    "rtx-8.0": 120,
    "trt": 150,
    "compiled": 180,
    "ort": 90,
    "torch": 90,
    "ort-host": 90,
    "torch-host": 90,
}
ON_A_CARD = ("torch-cuda", "ort-cuda", "rtx", "rtx-8.0", "trt", "compiled")
ON_A_CPU = ("ort", "torch", "ort-host", "torch-host")
SERVED = ("ort", "torch", "torch-cuda", "ort-cuda", "rtx", "rtx-8.0", "trt")
"""What the runtime opens by name; the others are ways of measuring."""
OSC_S = 45


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", choices=["cuda", "cpu"], default="cuda")
    parser.add_argument("--size", choices=["full", "small", "tiny"], default="full")
    parser.add_argument("--bundle", type=Path, help="measure this bundle; floor and baseline stay those of --size")
    parser.add_argument("--wheels", type=Path, default=ROOT / "wheels", help="folder of carried wheels")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "results", help="where the JSON and plot go")
    parser.add_argument("--work", type=Path, help="keep bundles and logs here (default: a temporary folder)")
    parser.add_argument("--windows", type=int, default=300, help="timed windows of each kind, at most")
    parser.add_argument("--limit", type=float, default=LIMIT_S, help="seconds for everything")
    parser.add_argument("--only", default="", help="parts, comma-separated, after floor, bundle and baseline")
    options = parser.parse_args()
    if options.work is None:
        with tempfile.TemporaryDirectory(prefix="rtap-gpu-") as work:
            return run(options, Path(work))
    options.work.mkdir(parents=True, exist_ok=True)
    return run(options, options.work.resolve())


def run(options: argparse.Namespace, work: Path) -> int:
    bench = Bench(options, work)
    results: dict[str, Any] = {"machine": machine(options), "parts": {}}
    engines = ON_A_CARD if options.device == "cuda" else ON_A_CPU
    wanted = [name for name in options.only.split(",") if name] or list(engines)
    for part in ("floor", "bundle", "baseline", *(name for name in engines if name in wanted)):
        if part == "rtx-8.0" and "error" not in results["parts"].get("rtx", {}):
            continue  # it is the second way, for a card that the first refuses
        results["parts"][part] = bench.part(part, PARTS_S[part])
        if part in SERVED and results["parts"][part].get("windows"):
            results["parts"][part]["osc"] = bench.part("osc", OSC_S, part)
    results["machine"] |= results["parts"]["floor"].pop("machine", {})
    results["seconds"] = round(time.monotonic() - bench.started, 1)
    return write(results, options.out, bench)


class Bench:
    """Runs parts as processes of this checkout and reads the JSON that each leaves."""

    def __init__(self, options: argparse.Namespace, work: Path) -> None:
        self.started = time.monotonic()
        self._options = options
        self._work = work
        site = work / "site"
        packages = site / "rtap"
        packages.mkdir(parents=True, exist_ok=True)
        for name in PACKAGES:
            if not (packages / name).exists():
                (packages / name).symlink_to(ROOT / name)
        self.environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(filter(None, [str(site), os.environ.get("PYTHONPATH", "")])),
            "PYTHONUNBUFFERED": "1",
            "XDG_CACHE_HOME": str(work / "cache"),
        }
        if options.wheels.is_dir() and (wheels := sorted(options.wheels.glob("*.whl"))):
            say(f"installing {len(wheels)} carried wheels")
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", str(site)]
            done = subprocess.run([*pip, *map(str, wheels)], capture_output=True, text=True, check=False)
            if done.returncode:
                say(f"pip failed, going on without: {last_words(done.stderr)}")

    def part(self, name: str, limit_s: float, *arguments: str) -> dict[str, Any]:
        """The result of a part, or `error` with its last words."""
        left_s = self._options.limit - (time.monotonic() - self.started)
        limit_s = min(limit_s, left_s)
        label = " ".join((name, *arguments))
        if limit_s < 10:
            say(f"{label}: left out, the time is up")
            return {"error": "left out: the time was up"}
        say(f"{label} (at most {limit_s:.0f} s)")
        result, log = self._work / f"{label.replace(' ', '-')}.json", self._work / f"{label.replace(' ', '-')}.log"
        result.unlink(missing_ok=True)
        command = [sys.executable, "-m", "rtap.benchmarks.gpu.parts", name, *arguments, "--work", str(self._work)]
        command += ["--device", self._options.device, "--size", self._options.size, "--result", str(result)]
        if self._options.bundle is not None:
            command += ["--bundle", str(self._options.bundle.resolve())]
        command += ["--windows", str(self._options.windows), "--seconds", f"{0.6 * limit_s:.0f}"]
        began = time.monotonic()
        with log.open("w") as file:
            # A session of its own: a builder or a receiving process that a part has started ends with it.
            process = subprocess.Popen(
                command, stdout=file, stderr=subprocess.STDOUT, env=self.environment, start_new_session=True
            )
            try:
                code = process.wait(limit_s)
                fault = f"exit code {code}" if code else ""
            except subprocess.TimeoutExpired:
                fault = f"stopped after {limit_s:.0f} s"
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        outcome: dict[str, Any] = json.loads(result.read_text()) if result.is_file() else {}
        if fault and "error" not in outcome:
            outcome["error"] = f"{fault}: {last_words(log.read_text(errors='replace'))}"
        outcome["seconds"] = round(time.monotonic() - began, 1)
        if "error" in outcome:
            say(f"  {outcome['error']}")
        return outcome


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def last_words(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:500] if lines else "no words"


def machine(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "date": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "commit": shell("git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"),
        "changed": bool(shell("git", "-C", str(ROOT), "status", "--porcelain", "--untracked-files=no")),
        "gpu": shell(
            "nvidia-smi", "--query-gpu=name,driver_version,memory.total,clocks.max.sm", "--format=csv,noheader"
        ),
        "host": f"{platform.machine()}, {os.cpu_count()} CPUs, {platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "device": options.device,
        "size": options.size,
    }


def shell(*command: str) -> str:
    """Its output, or nothing where there is no such command or it fails."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=20).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


def write(results: dict[str, Any], out: Path, bench: Bench) -> int:
    """The JSON, the table and, where matplotlib is, the plot."""
    out.mkdir(parents=True, exist_ok=True)
    card = results["machine"]["gpu"].split(",")[0] or f"cpu-{results['machine']['size']}"
    name = re.sub(r"[^a-z0-9]+", "-", card.lower()).strip("-")
    path = out / f"{name}-{results['machine']['date'][:10]}.json"
    path.write_text(json.dumps(results, indent=1) + "\n")
    print(table(results))
    say(f"wrote {path}")
    plot = [sys.executable, "-m", "rtap.benchmarks.gpu.plot", str(path)]
    done = subprocess.run(plot, env=bench.environment, capture_output=True, text=True, check=False, timeout=60)
    say(f"wrote {path.with_suffix('.png')}" if not done.returncode else f"no plot: {last_words(done.stderr)}")
    measured = [part for part, result in results["parts"].items() if result.get("windows")]
    return 0 if "baseline" in measured and len(measured) > 1 else 1


def table(results: dict[str, Any]) -> str:
    """One line an engine and window: median, 99th percentile, stages, packet to packet, times faster than eager."""
    parts = results["parts"]
    baseline = parts["baseline"].get("windows", {})
    head = ("engine", "window", "p50", "p99", "encode", "sample", "decode", "packet p50", "p99", "faster", "SNR dB")
    rows = [head]
    for part, result in parts.items():
        for window, t in result.get("windows", {}).items():
            eager = baseline.get(window, {}).get("p50_ms")
            osc = result.get("osc", {}).get("windows", {}).get(window, {})
            snr = result.get("parity", {})
            rows.append(
                (
                    part,
                    window,
                    *(f"{t[key]:.2f}" for key in ("p50_ms", "p99_ms", "encode_ms", "sample_ms", "decode_ms")),
                    *(f"{osc[key]:.2f}" if osc else "" for key in ("p50_ms", "p99_ms")),
                    f"{eager / t['p50_ms']:.1f}x" if eager else "",
                    f"{snr['latent_snr_db']:.0f}/{snr['audio_snr_db']:.0f}" if snr else "",
                )
            )
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    lines = []
    for row in rows:
        cells = [cell.ljust(w) if i < 2 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))]
        lines.append("  ".join(cells))
    lines += [f"{part}: {result['error']}" for part, result in parts.items() if "error" in result]
    floor = parts["floor"]
    if "tflops" in floor:
        floors = ", ".join(f"{window} {ms:.2f} ms" for window, ms in floor["window_ms"].items())
        lines.append(f"floor at {floor['tflops']:.2f} TFLOP/s, measured: {floors}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
