"""What a window costs in numbers that no busy machine can blur: operations, bytes, allocations, packets.

    python -m rtap.benchmarks.counts check               # against the stored counts; any growth is named and fails
    python -m rtap.benchmarks.counts accept --why TEXT   # store today's; who, why and what go into the change log

Counted on the embedded bundle (or --bundle): nodes, floating-point operations and bytes of each graph; on an engine
that computes nothing, the most memory that a window in the steady state allocates around the engine; from the
protocol, datagrams of an answer; and of a runtime in a process of its own, its threads and the system calls that a
window makes there (by strace, where it is installed and allowed).
"""

from __future__ import annotations

import gc
import getpass
import json
import math
import shutil
import signal
import subprocess
import tempfile
import time
import tracemalloc
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import click
import numpy as np

from rtap.benchmarks.protocol import Runtime
from rtap.runtime import osc
from rtap.runtime.accompanist import Accompanist
from rtap.runtime.bundle import (
    COLUMN_SAMPLES,
    COLUMNS,
    ENCODER_SAMPLES,
    FRAMES_PER_COLUMN,
    LATENT_CHANNELS,
    TAIL_SAMPLES,
    Bundle,
    BundleError,
    ColumnFeatures,
    read_bundle,
    remembered_shape,
)
from rtap.runtime.cli import default_bundle
from rtap.runtime.engines.base import F32
from rtap.runtime.geometry import plan_window
from rtap.runtime.osc import AnswerPacker
from rtap.runtime.session import Settings

STORED = Path(__file__).parent / "counts.json"
CHANGES = Path(__file__).parent / "counts_changes.jsonl"
DECODED_COLUMNS = 9
"""A step of an eighth and the column its crossfade reaches into."""
ENCODED_COLUMNS = 16
"""What an encoder whose column features reach one column runs of a window at a step of an eighth."""
NOISY_COLUMNS = 16
"""What a step graph with memory runs of a window in every call but the first, at a step of an eighth played a step
ahead."""
STEPS_R = (1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2)

SLACK_KIB = 4
"""Small objects differ between versions of Python; one array more in the hot path is more than this."""

Counts = dict[str, int]
"""Name of a count -> its value. Less is better for all of them."""


def count_all(bundle: Bundle) -> Counts:
    """Every count, in the order in which a report shows them."""
    counts: Counts = {}
    for graph in ("encoder", "step", "decoder"):
        counts |= {f"{graph}: {name}": value for name, value in graph_counts(bundle, graph).items()}
    if bundle.manifest.codec.features is not None:
        counts["encoder, 16 columns: operations"] = part_operations(bundle)
    if bundle.manifest.memory is not None:
        counts[f"step, {NOISY_COLUMNS} columns: operations"] = step_part_operations(bundle)
    for stems in (1, 4):
        counts[f"window, {stems} stem(s): KiB allocated around the engine"] = allocated_kib(stems)
    for r in STEPS_R:
        counts[f"r = 1/{round(1 / r)}: datagrams of an answer"] = answer_datagrams(r)
    return counts | process_counts()


# ---------------------------------------------------------------------------------------------------------------------
# Graphs


def graph_counts(bundle: Bundle, graph: str) -> Counts:
    """Nodes, floating-point operations and bytes of one stem's call, and of the file: as ONNX Runtime runs the graph
    when it may not rewrite it, which tells every node's shapes."""
    path = bundle.engine_path("onnx", graph)
    nodes = _run_profiled(path, DECODED_COLUMNS)
    return {
        "nodes": len(nodes),
        "operations": sum(map(_operations, nodes)),
        "bytes written by nodes": sum(node["output_size"] for node in nodes),
        "bytes of the file": path.stat().st_size,
    }


def graph_operations(bundle: Bundle, graph: str, columns: int) -> int:
    """Floating-point operations of one stem's call, a decoder's for so many columns."""
    return sum(map(_operations, _run_profiled(bundle.engine_path("onnx", graph), columns)))


def part_operations(bundle: Bundle) -> int:
    """Floating-point operations of encoding what is new at a step of an eighth."""
    features = bundle.manifest.codec.features
    assert features is not None
    feeds = {
        "audio": np.ones((1, COLUMN_SAMPLES * ENCODED_COLUMNS + TAIL_SAMPLES), np.float32),
        "place": np.ones((COLUMNS, ENCODED_COLUMNS), np.float32),
        "remembered": np.ones((1, COLUMNS, features.width), np.float32),
    }
    return sum(map(_operations, _run_profiled(bundle.engine_path("onnx", "encoder"), DECODED_COLUMNS, feeds)))


def step_part_operations(bundle: Bundle) -> int:
    """Floating-point operations of all calls of the step graph but the first, at a step of an eighth a step ahead."""
    memory = bundle.manifest.memory
    assert memory is not None
    maps = ("x", "base", "noise_in", "noise_out")
    feeds = {name: np.ones((1, 1, LATENT_CHANNELS, NOISY_COLUMNS), np.float32) for name in maps}
    feeds["remembered"] = np.ones(remembered_shape(memory, 1, COLUMNS - NOISY_COLUMNS), np.float32)
    return sum(map(_operations, _run_profiled(bundle.engine_path("onnx", "step"), DECODED_COLUMNS, feeds)))


def _run_profiled(path: Path, columns: int, feeds: dict[str, F32] | None = None) -> list[dict[str, Any]]:
    """One dict a node that ran: op_name, input_type_shape, output_type_shape, output_size …"""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.enable_profiling = True
    options.log_severity_level = 3
    with tempfile.TemporaryDirectory() as folder:
        options.profile_file_prefix = str(Path(folder) / "profile")
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        examples = {value.name: _example(value.name, value.shape, columns) for value in session.get_inputs()}
        session.run(None, examples | (feeds or {}))
        events = json.loads(Path(session.end_profiling()).read_text())
    return [
        {"output_size": int(event["args"]["output_size"]), **_shapes_of(event["args"])}
        for event in events
        if event.get("cat") == "Node" and event["name"].endswith("_kernel_time")
    ]


def _shapes_of(arguments: Mapping[str, Any]) -> dict[str, Any]:
    def shapes(key: str) -> list[list[int]]:
        return [next(iter(entry.values())) for entry in arguments[key]]

    return {
        "op": arguments["op_name"],
        "inputs": shapes("input_type_shape"),
        "outputs": shapes("output_type_shape"),
    }


def _example(name: str, shape: Sequence[int | str], columns: int) -> F32:
    """Ones of a graph's input, its free sizes fixed: one stem, so many columns."""
    decoded = {"noise": FRAMES_PER_COLUMN * columns, "audio": ENCODER_SAMPLES, "latent": columns}
    free = decoded.get(name, COLUMNS)  # a step graph's maps
    sizes = [size if isinstance(size, int) else 1 if axis == 0 else free for axis, size in enumerate(shape)]
    return np.ones(sizes, np.float32)


def _operations(node: Mapping[str, Any]) -> int:
    """Multiplications and additions of a product or a convolution; one an element for all else that computes."""
    elements = sum(math.prod(shape) for shape in node["outputs"])
    if node["op"] in ("MatMul", "Gemm"):
        return 2 * elements * node["inputs"][0][-1]
    if node["op"] == "Conv":
        return 2 * elements * math.prod(node["inputs"][1][1:])
    return 0 if node["op"] in MOVES else elements


MOVES = (
    *("Cast", "Concat", "Constant", "ConstantOfShape", "Expand", "Flatten", "Gather", "Identity", "Pad"),
    *("Reshape", "Shape", "Slice", "Split", "Squeeze", "Tile", "Transpose", "Unsqueeze"),
)
"""Operators that compute nothing."""


# ---------------------------------------------------------------------------------------------------------------------
# The window around the engine


class IdleParts:
    features = ColumnFeatures(width=320, reach_columns=1)

    def __init__(self) -> None:
        self._latent = np.zeros((1, 64, 64), np.float32)
        self._features = np.zeros((1, 64, self.features.width), np.float32)

    def encode(self, audio: F32, place: F32, remembered: F32) -> tuple[F32, F32]:
        return self._latent, self._features[:, : place.shape[1]]


class IdleStages:
    """An engine that computes nothing and allocates nothing: what is counted is what surrounds it."""

    name = "idle"
    precision = "none"
    step_parts = None

    def __init__(self, stems: int, columns: int, tail_samples: int) -> None:
        self.parts = IdleParts()
        self._latent = np.zeros((1, 64, 64), np.float32)
        self._x = np.zeros((stems, 1, 64, 64), np.float32)
        self._audio = np.zeros((stems, 4096 * columns + tail_samples), np.float32)

    def encode(self, audio: F32) -> F32:
        return self._latent

    def step(self, *inputs: F32) -> tuple[F32, F32]:
        return self._x, self._x

    def decode(self, latent: F32, noise: F32 | None) -> F32:
        return self._audio

    def close(self) -> None:
        pass


def allocated_kib(stems: int, windows: int = 8) -> int:
    """The most memory, in KiB, that any of some windows in the steady state allocates beyond what it found."""
    bundle = read_bundle(default_bundle())
    settings = Settings(r=0.125, look_ahead=0.125, window_samples=262_144)
    geometry = settings.geometry
    plan = plan_window(geometry, 0)
    stages = IdleStages(stems, plan.decode_columns, ENCODER_SAMPLES - 64 * 4096)
    sampler = bundle.manifest.sampler.build()
    accompanist = Accompanist(stages, len(bundle.manifest.stems), sampler, bundle.manifest.codec)
    audio = np.zeros((1, ENCODER_SAMPLES), np.float32)
    chosen = list(range(stems))

    def play(index: int) -> int:
        plan = plan_window(geometry, index * geometry.step_samples)
        accompanist.prepare(plan, chosen, index)
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        accompanist.play(audio, plan, chosen, index)
        return tracemalloc.get_traced_memory()[1] - before

    gc.disable()
    tracemalloc.start()
    try:
        for index in range(4):
            play(index)
        return round(max(play(4 + index) for index in range(windows)) / 1024)
    finally:
        tracemalloc.stop()
        gc.enable()


def answer_datagrams(r: float, package_floats: int = 10_240) -> int:
    """Datagrams of one stem's answer, the empty first one and the closing message included."""
    geometry = Settings(r=r, look_ahead=1.0, window_samples=262_144).geometry
    return len(AnswerPacker("bass", geometry.answer_samples, package_floats)) + 2


# ---------------------------------------------------------------------------------------------------------------------
# The runtime's process


CALLS_OF_A_WINDOW = {
    "datagrams sent": ("sendto", "sendmsg"),
    "threads or processes begun": ("clone", "clone3", "fork", "vfork"),
    "files opened": ("open", "openat"),
    "times memory asked of the system": ("mmap", "munmap", "brk", "mremap"),
}
"""What a window in the steady state may do of it, in the runtime's main process."""
STRACE_HINT = "install strace and allow tracing of own processes (apt install strace)"


def process_counts(windows: int = 40) -> Counts:
    """Threads of a runtime on the echo engine, one stem at r = 1/4, and its system calls a window.

    The calls are left out where they cannot be counted; `uncounted` says why.
    """
    runtime = Runtime(["--engine", "echo"])
    try:
        runtime.send(osc.message("/update_package_size", ("i", 10_240)))
        runtime.send(osc.message("/predict_instruments", ("i", 1), ("i", 0), ("i", 0), ("i", 0)))
        _play(runtime, range(1, 11))
        threads = len(list(Path(f"/proc/{runtime.process.pid}/task").iterdir()))
        counts = {"runtime, echo engine: threads": threads}
        if uncounted() is None:
            calls = _traced(runtime, range(11, 11 + windows))
            for name, system_calls in CALLS_OF_A_WINDOW.items():
                # Rounded: the odd page for a dictionary that grew is no window's habit.
                counts[f"a window, echo engine: {name}"] = round(sum(calls.get(c, 0) for c in system_calls) / windows)
        return counts
    finally:
        runtime.stop()


def uncounted() -> str | None:
    """Why system calls cannot be counted here; None where they can."""
    strace = shutil.which("strace")
    if strace is None:
        return f"system calls: not counted, strace is not installed; {STRACE_HINT}"
    tried = subprocess.run([strace, "-c", "-o", "/dev/null", "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        return f"system calls: not counted, strace says {tried.stderr.strip().splitlines()[-1:]}; {STRACE_HINT}"
    return None


def _play(runtime: Runtime, batches: range) -> None:
    for batch in batches:
        runtime.play(batch, 66_150)


def _traced(runtime: Runtime, batches: range) -> dict[str, int]:
    """System call -> how often it was made in all threads of the runtime while these batches were played."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "calls.txt"
        command = ["strace", "-f", "-c", "-U", "calls,name", "-p", str(runtime.process.pid), "-o", str(table)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
            assert strace.stderr is not None
            strace.stderr.readline()  # "Process N attached"
            time.sleep(0.2)  # and its other threads
            _play(runtime, batches)
            strace.send_signal(signal.SIGINT)
        rows = [line.split() for line in table.read_text().splitlines()]
    return {row[1]: int(row[0]) for row in rows if len(row) == 2 and row[0].isdecimal() and row[1] != "total"}


# ---------------------------------------------------------------------------------------------------------------------
# Stored and compared


def differences(stored: Counts, now: Counts) -> Iterator[tuple[str, int | None, int | None]]:
    """Name, stored and present value of every count that differs; None where one of them lacks it."""
    for name in dict.fromkeys((*stored, *now)):
        if stored.get(name) != now.get(name):
            yield name, stored.get(name), now.get(name)


def growth(stored: Counts, now: Counts) -> list[str]:
    """One line for each count that grew or appeared."""
    lines = []
    for name, before, after in differences(stored, now):
        slack = SLACK_KIB if "KiB" in name else 0
        if after is not None and (before is None or after > before + slack):
            lines.append(f"{name}: {'not stored' if before is None else f'{before:,}'} -> {after:,}")
    return lines


@click.group(help=__doc__)
def main() -> None:
    pass


def bundle_option(command):  # type: ignore[no-untyped-def]
    return click.option("--bundle", "path", type=click.Path(path_type=Path), help="[default: the embedded one]")(
        command
    )


def read_counts(path: Path | None) -> Counts:
    try:
        return count_all(read_bundle(path or default_bundle()))
    except BundleError as error:
        raise click.ClickException(str(error)) from None


@main.command()
@bundle_option
def check(path: Path | None) -> None:
    """Compare with the stored counts; exit code 1 where one grew."""
    now = read_counts(path)
    grown = growth(json.loads(STORED.read_text()), now)
    for name, value in now.items():
        click.echo(f"{name}: {value:,}")
    if reason := uncounted():
        click.echo(reason)
    if grown:
        raise click.ClickException(
            "grew since it was stored:\n  " + "\n  ".join(grown) + "\n"
            "If that is meant: python -m rtap.benchmarks.counts accept --why 'the reason'"
        )


@main.command()
@bundle_option
@click.option("--why", required=True, help="The reason, for the change log.")
def accept(path: Path | None, why: str) -> None:
    """Store the present counts and log the change."""
    now = read_counts(path)
    stored = json.loads(STORED.read_text()) if STORED.exists() else {}
    changed = {name: {"before": before, "after": after} for name, before, after in differences(stored, now)}
    if not changed:
        click.echo("nothing differs from what is stored")
        return
    entry = {
        "time": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "who": getpass.getuser(),
        "why": why,
        "changed": changed,
    }
    with CHANGES.open("a") as file:
        file.write(json.dumps(entry) + "\n")
    STORED.write_text(json.dumps(now, indent=1) + "\n")
    click.echo(f"{len(changed)} counts stored")


if __name__ == "__main__":
    main()
