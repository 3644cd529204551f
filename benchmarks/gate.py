"""The latency gate: the embedded bundle's stages against a fixed workload, timed in alternation, as ratios.

    python -m rtap.benchmarks.gate check                 # exit code 1 where a stage became slower
    python -m rtap.benchmarks.gate selftest              # each stage slowed by a quarter: the gate must close
    python -m rtap.benchmarks.gate accept --why TEXT     # store today's; who, why and what go into the change log

Seconds say nothing on machines that others share. A stage and the reference (a matrix product and a convolution of the
stages' own shapes, on the same runtime, one thread) are run in pairs, a few milliseconds apart, so that what slows one
slows the other. A ratio is the median over pairs, with its standard error. It may exceed the stored one by 15 %, or by
three times the larger error where that is more; one that is over is measured again, once, for three times as long.
"""

from __future__ import annotations

import getpass
import json
import platform
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path

import click
import numpy as np
import onnxruntime

from rtap.benchmarks.stages import NOISY_COLUMNS, noisy_columns_run, stage_runs
from rtap.runtime.bundle import BundleError, read_bundle
from rtap.runtime.cli import default_bundle
from rtap.runtime.engines import open_stages
from rtap.runtime.geometry import plan_window
from rtap.runtime.session import Settings

FOLDER = Path(__file__).parent
STORED, CHANGES, REFERENCE = FOLDER / "gate.json", FOLDER / "gate_changes.jsonl", FOLDER / "reference.onnx"
ALLOWED = 0.15
ERRORS = 3.0
PAIRS = 60

Run = Callable[[], object]


@dataclass(frozen=True)
class Ratio:
    """How long a stage takes in units of the reference: median over pairs, and the median's standard error."""

    median: float
    error: float

    @classmethod
    def of(cls, ratios: np.ndarray) -> Ratio:
        low, middle, high = np.percentile(ratios, [25, 50, 75])
        deviation = (high - low) / 1.349  # a normal distribution's, and deaf to outliers
        return cls(round(float(middle), 4), round(float(1.253 * deviation / len(ratios) ** 0.5), 4))

    def limit(self, now: Ratio) -> float:
        """The largest median that passes, given what was stored (self) and how sure the present one is."""
        return self.median + max(ALLOWED * self.median, ERRORS * max(self.error, now.error))


def reference_run() -> Run:
    """The fixed workload: `[512, 256] x [256, 768]` and back, a convolution of 256 channels over time, and elementwise
    work on a whole spectrogram, which is bound by memory as half of the encoder is. Its file holds no weights: they are
    inputs, drawn here."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(REFERENCE), options, providers=["CPUExecutionProvider"])
    random = np.random.default_rng(0)
    feeds = {
        value.name: (0.05 * random.standard_normal(value.shape)).astype(np.float32) for value in session.get_inputs()
    }
    return lambda: session.run(None, feeds)


def write_reference() -> None:
    """Make the reference's file anew (needs onnx). Ratios stored before mean nothing then."""
    import onnx
    from onnx import TensorProto, helper

    def tensor(name: str, *shape: int) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

    nodes = [
        helper.make_node("MatMul", ["x", "up"], ["wide"]),
        helper.make_node("Tanh", ["wide"], ["bent"]),
        helper.make_node("MatMul", ["bent", "down"], ["narrow"]),
        helper.make_node("Transpose", ["narrow"], ["turned"], perm=[0, 2, 1]),
        helper.make_node("Conv", ["turned", "kernel"], ["y"], pads=[1, 1]),
        helper.make_node("Mul", ["frames", "window"], ["windowed"]),
        helper.make_node("Transpose", ["windowed"], ["by_column"], perm=[0, 1, 3, 2]),
        helper.make_node("Mul", ["by_column", "by_column"], ["power"]),
        helper.make_node("Concat", ["power", "by_column"], ["both"], axis=2),
        helper.make_node("ReduceSum", ["both"], ["z"], keepdims=0),
    ]
    inputs = [
        *(tensor("x", 1, 512, 256), tensor("up", 256, 768), tensor("down", 768, 256), tensor("kernel", 256, 256, 3)),
        *(tensor("frames", 1, 512, 32, 64), tensor("window", 32, 64)),
    ]
    graph = helper.make_graph(nodes, "reference", inputs, [tensor("y", 1, 256, 512), tensor("z")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.checker.check_model(model)
    REFERENCE.write_bytes(model.SerializeToString())


def paired_ratios(stage: Run, reference: Run, pairs: int) -> np.ndarray:
    """`[pairs]`: each stage's time over the mean of the references before and after it."""
    stage(), reference()
    before = _seconds(reference)
    ratios = np.empty(pairs)
    for i in range(pairs):
        took = _seconds(stage)
        after = _seconds(reference)
        ratios[i] = took / ((before + after) / 2)
        before = after
    return ratios


def _seconds(run: Run) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def demo_stages(path: Path | None = None) -> dict[str, Run]:
    """Name -> one run of each stage of the bundle at r = 1/8, on one thread."""
    bundle = read_bundle(path or default_bundle())
    stages, _ = open_stages("ort", bundle, threads=1)
    plan = plan_window(Settings(r=0.125, window_samples=262_144).geometry, cursor=0)
    labels = len(bundle.manifest.stems)
    runs = dict(stage_runs(stages, plan, 1, labels, bundle.manifest.codec.draws_noise))
    if stages.step_parts is not None:
        runs[NOISY_COLUMNS] = noisy_columns_run(stages, plan, labels)
    return runs


def measure(stages: Mapping[str, Run], pairs: int = PAIRS) -> dict[str, Ratio]:
    reference = reference_run()
    return {name: Ratio.of(paired_ratios(run, reference, pairs)) for name, run in stages.items()}


def slower(stored: Mapping[str, Ratio], now: Mapping[str, Ratio]) -> list[str]:
    """One line for each stage over its limit, or without a stored ratio."""
    lines = []
    for name, ratio in now.items():
        if name not in stored:
            lines.append(f"{name}: no ratio is stored")
        elif ratio.median > (limit := stored[name].limit(ratio)):
            change = ratio.median / stored[name].median - 1
            lines.append(
                f"{name}: {ratio.median:.2f} x the reference ± {ratio.error:.2f}, {change:+.0%} over the stored "
                f"{stored[name].median:.2f}; the limit is {limit:.2f}"
            )
    return lines


def verdict(stages: Mapping[str, Run], stored: Mapping[str, Ratio], pairs: int = PAIRS) -> list[str]:
    """Lines about stages that are slower, twice over: the second time only those of the first, three times as long."""
    first = measure(stages, pairs)
    suspects = {line.partition(":")[0] for line in slower(stored, first)}
    if not suspects:
        return []
    return slower(stored, measure({name: stages[name] for name in suspects}, 3 * pairs))


def processor() -> str:
    """What the ratios hold for: two stages do not gain alike from wider vectors or a larger cache."""
    cpuinfo = Path("/proc/cpuinfo")
    facts = {}
    if cpuinfo.exists():
        lines = (line.partition(":") for line in cpuinfo.read_text().split("\n\n")[0].splitlines())
        facts = {name.strip(): value.strip() for name, _, value in lines}
    vectors = max((flag for flag in facts.get("flags", "").split() if flag.startswith("avx")), default="", key=_width)
    parts = (facts.get("vendor_id", platform.machine()), facts.get("cpu family"), facts.get("model"), vectors)
    return " ".join(part for part in parts if part)


def _width(flag: str) -> int:
    return 2 if flag.startswith("avx512") else 1 if flag == "avx2" else 0


def read_stored() -> dict[str, Ratio] | None:
    """The ratios stored for processors like this one, or None."""
    every = json.loads(STORED.read_text()) if STORED.exists() else {}
    mine = every.get(processor())
    return None if mine is None else {name: Ratio(**values) for name, values in mine.items()}


@click.group(help=__doc__)
def main() -> None:
    pass


@main.command()
@click.option("--pairs", default=PAIRS, show_default=True)
def check(pairs: int) -> None:
    """Fail where a stage is slower than stored for this kind of processor."""
    stored = read_stored()
    if stored is None:
        click.echo(
            f"not judged: no ratios are stored for a processor like this one ({processor()}); "
            "python -m rtap.benchmarks.gate accept --why 'the reason' stores them"
        )
        return
    lines = verdict(_stages_or_exit(), stored, pairs)
    if lines:
        raise click.ClickException(
            "slower, measured twice:\n  " + "\n  ".join(lines) + "\n"
            "If that is meant: python -m rtap.benchmarks.gate accept --why 'the reason'"
        )
    click.echo("no stage is slower")


@main.command()
@click.option("--pairs", default=PAIRS, show_default=True)
def selftest(pairs: int) -> None:
    """Slow each stage down by a quarter in turn and see the gate close; exit code 1 where it stays open."""
    stages = _stages_or_exit()
    stored = measure(stages, pairs)
    for name, run in stages.items():
        if not verdict({name: slowed(run)}, stored, pairs):
            raise click.ClickException(f"{name} was slowed by a quarter and the gate stayed open")
        click.echo(f"{name} slowed by a quarter: closed")


def slowed(run: Run, share: float = 0.25) -> Run:
    """The same work, and a share of its time on top."""

    def slower_run() -> None:
        started = time.perf_counter()
        run()
        until = time.perf_counter() + share * (time.perf_counter() - started)
        while time.perf_counter() < until:
            pass

    return slower_run


@main.command()
@click.option("--why", required=True, help="The reason, for the change log.")
@click.option("--pairs", default=5 * PAIRS, show_default=True)
def accept(why: str, pairs: int) -> None:
    """Measure, store the ratios and log the change."""
    before, now = read_stored() or {}, measure(_stages_or_exit(), pairs)
    entry = {
        "time": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "who": getpass.getuser(),
        "why": why,
        "processor": processor(),
        "before": {name: asdict(ratio) for name, ratio in before.items()},
        "after": {name: asdict(ratio) for name, ratio in now.items()},
    }
    with CHANGES.open("a") as file:
        file.write(json.dumps(entry) + "\n")
    every = json.loads(STORED.read_text()) if STORED.exists() else {}
    STORED.write_text(json.dumps(every | {processor(): entry["after"]}, indent=1) + "\n")
    for name, ratio in now.items():
        click.echo(f"{name}: {ratio.median:.3f} x the reference ± {ratio.error:.3f}")


def _stages_or_exit() -> dict[str, Run]:
    try:
        return demo_stages()
    except BundleError as error:
        raise click.ClickException(str(error)) from None


if __name__ == "__main__":
    main()
