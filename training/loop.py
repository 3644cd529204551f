"""The one training loop of all stages: schedule, moving average, checkpoints that resume exactly, loss curves.

Everything random in a step comes from (seed, step), never from a running state. A run that was interrupted and resumed
therefore draws what the uninterrupted one would have drawn, and no generator needs saving.
"""

from __future__ import annotations

import copy
import json
import math
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

CHECKPOINT_EVERY_S = 300.0

PAUSE_S = 60.0
"""A step that takes longer was paused (a suspended machine, a stopped process): the rest of it is not training."""


Data = TypeVar("Data")


def data_rng(seed: int, step: int) -> np.random.Generator:
    """What chooses the data of a step; a stream of its own, because it is used ahead of time."""
    return np.random.Generator(np.random.Philox(key=np.array([seed, step | 1 << 63], np.uint64)))


@dataclass(frozen=True)
class Draw:
    """The randomness of one step's loss: `rng` on the host, `generator` for noise on the training device."""

    step: int
    rng: np.random.Generator
    generator: torch.Generator

    @classmethod
    def of_step(cls, seed: int, step: int, device: torch.device) -> Draw:
        rng = np.random.Generator(np.random.Philox(key=np.array([seed, step], np.uint64)))
        return cls(step, rng, torch.Generator(device).manual_seed(int(rng.integers(1 << 62))))

    def normal(self, *shape: int) -> Tensor:
        return torch.randn(*shape, generator=self.generator, device=self.generator.device)

    def uniform(self, *shape: int) -> Tensor:
        return torch.rand(*shape, generator=self.generator, device=self.generator.device)


class Task(Protocol[Data]):
    """What is trained: where a step's data comes from, and a loss of the network, its moving average and the data."""

    def data(self, rng: np.random.Generator) -> Data:
        """One batch, on the host. It is drawn in a thread while the step before is computed."""
        ...

    def loss(self, network: nn.Module, average: nn.Module, data: Data, draw: Draw) -> tuple[Tensor, dict[str, Tensor]]:
        """The scalar to minimise, and parts of it worth a curve."""
        ...


@dataclass(frozen=True)
class Schedule:
    """How long and how fast. A run ends at `steps` or after `minutes` of training, whichever comes first.

    The rate warms up, stays, and decays by a cosine to `final_share` of itself at the end: most of a short run's gain
    comes in the decay, so a run decays once.
    """

    learning_rate: float
    steps: int | None = None
    minutes: float | None = None
    warmup_steps: int = 50
    constant_share: float = 0.3
    final_share: float = 0.03
    gradient_clip: float = 1.0
    average_decay: float = 0.999
    optimizer: str = "adamw"
    betas: tuple[float, float] = (0.9, 0.99)
    weight_decay: float = 0.0

    def progress(self, step: int, elapsed_s: float) -> float:
        """How much of the run is done, 0…1."""
        if self.steps is None and self.minutes is None:
            raise ValueError("a schedule needs `steps`, `minutes` or both")
        by_steps = step / self.steps if self.steps is not None else 0.0
        by_time = elapsed_s / (60 * self.minutes) if self.minutes is not None else 0.0
        return min(1.0, max(by_steps, by_time))

    def rate(self, step: int, progress: float) -> float:
        warmup = min(1.0, (step + 1) / max(1, self.warmup_steps))
        decay = max(0.0, progress - self.constant_share) / max(1e-9, 1 - self.constant_share)
        cosine = 0.5 * (1 + math.cos(math.pi * decay))
        return self.learning_rate * warmup * (self.final_share + (1 - self.final_share) * cosine)

    def average_keeps(self, step: int) -> float:
        """Decay of the moving average, ramped up so that the first steps are forgotten soon."""
        return min(self.average_decay, (1 + step) / (10 + step))

    def optimizer_for(self, network: nn.Module) -> torch.optim.Optimizer:
        parameters = list(network.parameters())
        if self.optimizer == "adamw":
            return torch.optim.AdamW(
                parameters, lr=self.learning_rate, betas=self.betas, weight_decay=self.weight_decay, fused=True
            )
        if self.optimizer == "radam":
            return torch.optim.RAdam(
                parameters, lr=self.learning_rate, betas=self.betas, weight_decay=self.weight_decay
            )
        raise ValueError(f"optimizer {self.optimizer!r}: expected adamw or radam")


@dataclass
class Run:
    """A network in training and all that a checkpoint must bring back."""

    network: nn.Module
    average: nn.Module
    optimizer: torch.optim.Optimizer
    step: int = 0
    elapsed_s: float = 0.0
    history: list[dict[str, float]] = field(default_factory=list)

    @classmethod
    def start(cls, network: nn.Module, schedule: Schedule) -> Run:
        average = copy.deepcopy(network).requires_grad_(False).eval()
        return cls(network, average, schedule.optimizer_for(network))

    def save(self, folder: Path) -> None:
        """`last.safetensors` (network, average, optimiser moments) and `last.json`, replaced in one move each."""
        folder.mkdir(parents=True, exist_ok=True)
        tensors = {f"network.{name}": tensor for name, tensor in self.network.state_dict().items()}
        tensors |= {f"average.{name}": tensor for name, tensor in self.average.state_dict().items()}
        for index, moments in self.optimizer.state_dict()["state"].items():
            tensors |= {f"optimizer.{index}.{name}": torch.as_tensor(value) for name, value in moments.items()}
        facts = {"step": self.step, "elapsed_s": self.elapsed_s, "history": self.history}
        # The facts travel inside the tensors' file too: a pair of files could be torn apart by an interruption.
        save_file(
            {name: tensor.contiguous() for name, tensor in tensors.items()},
            folder / "last.part",
            metadata={"rtap_run": json.dumps(facts)},
        )
        (folder / "last.part").replace(folder / "last.safetensors")
        (folder / "last.json").write_text(json.dumps(facts))

    def resume(self, folder: Path) -> None:
        path = folder / "last.safetensors"
        tensors = load_file(path)
        with safe_open(path, "pt") as file:
            facts = json.loads(file.metadata()["rtap_run"])
        self.network.load_state_dict(under(tensors, "network."))
        self.average.load_state_dict(under(tensors, "average."))
        moments: dict[int, dict[str, Tensor]] = {}
        for name, tensor in under(tensors, "optimizer.").items():
            index, _, moment = name.partition(".")
            moments.setdefault(int(index), {})[moment] = tensor
        self.optimizer.load_state_dict({**self.optimizer.state_dict(), "state": moments})
        self.step, self.elapsed_s, self.history = facts["step"], facts["elapsed_s"], facts["history"]


def under(tensors: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    """The tensors whose names begin with `prefix`, without it."""
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}


def train(
    task: Task[Data],
    run: Run,
    schedule: Schedule,
    folder: Path,
    *,
    seed: int = 0,
    autocast: torch.dtype | None = None,
    report_every_s: float = 20.0,
    until_step: int | None = None,
) -> Run:
    """Train until the schedule ends (or `until_step`), resuming what `folder` holds.

    Time counts only while training runs, so a run that is stopped for a night still gets its minutes.
    """
    if (folder / "last.safetensors").exists():
        run.resume(folder)
    device = next(run.network.parameters()).device
    run.network.train()
    recent: list[dict[str, float]] = []
    last = last_report = last_save = time.monotonic()
    # One worker: data is drawn in the order of steps, one step ahead.
    ahead = ThreadPoolExecutor(1)
    coming = ahead.submit(task.data, data_rng(seed, run.step))
    while (progress := schedule.progress(run.step, run.elapsed_s)) < 1 and run.step != until_step:
        rate = schedule.rate(run.step, progress)
        for group in run.optimizer.param_groups:
            group["lr"] = rate
        data, coming = coming.result(), ahead.submit(task.data, data_rng(seed, run.step + 1))
        draw = Draw.of_step(seed, run.step, device)
        with torch.autocast(device.type, autocast or torch.bfloat16, enabled=autocast is not None):
            loss, parts = task.loss(run.network, run.average, data, draw)
        run.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        norm = nn.utils.clip_grad_norm_(run.network.parameters(), schedule.gradient_clip)
        if torch.isfinite(norm):
            run.optimizer.step()
        run.step += 1
        update_average(run.average, run.network, schedule.average_keeps(run.step))
        recent.append({"loss": loss.item(), **{name: part.item() for name, part in parts.items()}})

        now = time.monotonic()
        run.elapsed_s += min(now - last, PAUSE_S)
        last = now
        if now - last_report > report_every_s:
            run.history.append(summary(run, recent, rate))
            print(line(run.history[-1]), flush=True)
            recent, last_report = [], now
        if now - last_save > CHECKPOINT_EVERY_S:
            run.save(folder)
            plot_history(run.history, folder / "loss.png")
            last_save = now
    ahead.shutdown(cancel_futures=True)
    if recent:
        run.history.append(summary(run, recent, schedule.rate(run.step, 1.0)))
        print(line(run.history[-1]), flush=True)
    run.save(folder)
    plot_history(run.history, folder / "loss.png")
    return run


@torch.no_grad()
def update_average(average: nn.Module, network: nn.Module, keeps: float) -> None:
    """`average <- keeps·average + (1-keeps)·network`; buffers are copied."""
    torch._foreach_lerp_(list(average.parameters()), [p.detach() for p in network.parameters()], 1 - keeps)
    for kept, current in zip(average.buffers(), network.buffers(), strict=True):
        kept.copy_(current)


def summary(run: Run, recent: list[dict[str, float]], rate: float) -> dict[str, float]:
    means = {name: float(np.mean([entry[name] for entry in recent])) for name in recent[0]}
    return {"step": run.step, "minutes": run.elapsed_s / 60, "rate": rate, **means}


def line(entry: dict[str, float]) -> str:
    parts = " ".join(f"{name} {value:.4f}" for name, value in entry.items() if name not in ("step", "minutes", "rate"))
    return f"step {entry['step']:.0f}, {entry['minutes']:.1f} min, rate {entry['rate']:.1e}: {parts}"


def plot_history(history: list[dict[str, float]], path: Path) -> None:
    """Every curve of a run over its minutes, on one page."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    names = [name for name in (history[-1] if history else {}) if name not in ("step", "minutes")]
    if not names:
        return
    figure, axes = pyplot.subplots(len(names), 1, figsize=(8, 1.8 * len(names)), sharex=True, squeeze=False)
    for axis, name in zip(axes[:, 0], names, strict=True):
        axis.plot([entry["minutes"] for entry in history], [entry[name] for entry in history])
        axis.set_ylabel(name)
    axes[-1, 0].set_xlabel("minutes of training")
    figure.tight_layout()
    figure.savefig(path, dpi=80)
    pyplot.close(figure)


def choose_autocast(device: torch.device) -> torch.dtype | None:
    """bfloat16 where a matrix product in it is faster than in float32, else None.

    It is measured, not looked up: processors without bfloat16 instructions emulate it, slower by an order of magnitude.
    """
    if device.type == "cuda":
        return torch.bfloat16

    def best_of_three_s(dtype: torch.dtype) -> float:
        a = torch.randn(512, 512, dtype=dtype)
        times_s = []
        for _ in range(4):
            start = time.perf_counter()
            a @ a
            times_s.append(time.perf_counter() - start)
        return min(times_s[1:])

    return torch.bfloat16 if best_of_three_s(torch.bfloat16) < 0.8 * best_of_three_s(torch.float32) else None
