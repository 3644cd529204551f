"""The stages of a run, each from a section of its YAML and the folder that all of them share.

    OUT/band/                     stems, rendered or imported
    OUT/codec/, codec.safetensors
    OUT/refine/, codec_refined.safetensors (by request only)
    OUT/latents/
    OUT/tell/, told.safetensors (where the YAML has a section `tell`)
    OUT/diffusion/, diffusion.safetensors
    OUT/distill/, consistency.safetensors

A stage that was interrupted goes on when called again; one that is finished costs nothing.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import yaml
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from rtap.export.checkpoints import read_codec, read_model, write_safetensors
from rtap.export.networks.if_codec import IFCodec, IFDecoder, IFEncoder
from rtap.export.networks.music2latent import Architecture, Music2LatentNetwork
from rtap.export.networks.registry import NETWORKS, AccompanimentNetwork, names_chords, takes_past
from rtap.training.band.song import HELD_OUT_FIRST_SEED, STEMS
from rtap.training.band.store import import_recordings, open_store, render_band
from rtap.training.codec import Chunks, IFCodecTask, bake_statistics
from rtap.training.diffusion import DiffusionTask, LatentBatches, SigmaDistribution, TellingTask
from rtap.training.distill import RHO, SIGMA_MAX, SIGMA_MIN, DistillationTask
from rtap.training.latents import COLUMNS, WINDOW_SAMPLES, LatentStore, encode_store, encoder_function
from rtap.training.loop import Run, Schedule, choose_autocast, train
from rtap.training.music2latent import Music2LatentTask


@dataclass(frozen=True)
class Plan:
    """A run's YAML, its folder and the device it trains on."""

    config: dict[str, Any]
    out: Path
    device: torch.device

    @classmethod
    def read(cls, config: Path, out: Path, device: str | None = None) -> Plan:
        values = yaml.safe_load(config.read_text())
        if device is None:
            device = "cuda" if torch.cuda.is_available() else "cpu"
        return cls(values, out, torch.device(device))

    def section(self, name: str) -> dict[str, Any]:
        if name not in self.config:
            raise KeyError(f"the run's YAML has no section {name!r}; it has {', '.join(self.config)}")
        return dict(self.config[name])

    @property
    def seed(self) -> int:
        return int(self.config.get("seed", 0))


def band_stage(plan: Plan, recordings: Path | None = None) -> None:
    """Fill OUT/band with songs of the band, or with recordings in Slakh2100's layout."""
    if recordings is not None:
        print(f"{import_recordings(recordings, plan.out / 'band')} recordings in {plan.out / 'band'}")
        return
    settings = plan.section("band")
    first_seed, songs = int(settings.get("first_seed", 0)), int(settings["songs"])
    if first_seed < HELD_OUT_FIRST_SEED < first_seed + songs:
        raise ValueError(f"songs {first_seed}…{first_seed + songs - 1} mix training with held-out seeds (1000000 on)")
    workers = int(settings.get("workers", os.cpu_count() or 1))
    rendered = render_band(plan.out / "band", first_seed, songs, float(settings["duration_s"]), workers)
    print(f"{rendered} songs rendered, {songs} in {plan.out / 'band'}")


def codec_stage(plan: Plan) -> None:
    settings = plan.section("codec")
    kind = settings["kind"]
    songs = open_store(plan.out / "band")
    chunks = Chunks(songs, int(settings["chunk_columns"]))
    schedule = Schedule(**settings["schedule"])
    torch.manual_seed(plan.seed)
    network: nn.Module
    task: IFCodecTask | Music2LatentTask
    if kind == "if_codec":
        network = IFCodec(IFEncoder(**settings["encoder"]), IFDecoder(**settings["decoder"]))
        task = IFCodecTask(chunks, int(settings["batch"]), network.decoder.phase_bins)
    elif kind == "music2latent":
        if schedule.steps is None:
            raise ValueError("codec music2latent needs `schedule.steps`: its noise levels close up over them")
        architecture: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in settings["architecture"].items()
        }
        network = Music2LatentNetwork(Architecture(**architecture))
        task = Music2LatentTask(chunks, int(settings["batch"]), schedule.steps)
    else:
        raise ValueError(f"codec kind {kind!r}: expected if_codec or music2latent")
    network, task = network.to(plan.device), task.to(plan.device)
    run = Run.start(network, schedule)
    train(task, run, schedule, plan.out / "codec", seed=plan.seed, autocast=choose_autocast(plan.device))
    average = run.average.cpu()
    if isinstance(average, IFCodec):
        bake_statistics(average, chunks, plan.seed)
    write_weights(plan.out / "codec.safetensors", average, {"kind": kind}, run)


def refine_stage(plan: Plan) -> None:
    """Go on training the decoder of OUT/codec.safetensors: latents already encoded, and models trained on them, stay
    valid."""
    settings = plan.section("refine")
    network = read_codec(plan.out / "codec.safetensors").codec
    if not isinstance(network, IFCodec):
        raise ValueError(f"a codec of kind {network.kind!r} cannot be refined: expected if_codec")
    network.decoder.requires_grad_(True)
    chunks = Chunks(open_store(plan.out / "band"), int(settings["chunk_columns"]), tuple(settings["stem_weights"]))
    task = IFCodecTask(chunks, int(settings["batch"]), network.decoder.phase_bins).to(plan.device)
    schedule = Schedule(**settings["schedule"])
    run = Run.start(network.to(plan.device), schedule)
    train(task, run, schedule, plan.out / "refine", seed=plan.seed + 3, autocast=choose_autocast(plan.device))
    write_weights(plan.out / "codec_refined.safetensors", run.average.cpu(), {"kind": network.kind}, run)


def encode_stage(plan: Plan) -> None:
    settings = plan.section("encode")
    (plan.out / "latents").mkdir(parents=True, exist_ok=True)
    encoder = read_codec(plan.out / "codec.safetensors").codec.encoder
    windows = encode_store(
        encoder_function(encoder, plan.device, plan.out / "latents"),
        open_store(plan.out / "band"),
        plan.out / "latents",
        int(settings["windows_per_song"]),
        plan.seed,
        settings.get("minutes"),
    )
    print(f"{windows} windows of {len(STEMS)} stems in {plan.out / 'latents'}")


def tell_stage(plan: Plan) -> None:
    """Where a run asks for it: what the network is told of chords learns alone, before the rest of it."""
    if "tell" not in plan.config:
        print("no `tell` section: the network learns all at once")
        return
    settings = plan.section("tell")
    network = fresh_network(plan)
    if not names_chords(network):
        raise ValueError("the `tell` section is for networks with `harmony`: remove it, or give the network that")
    network.requires_grad_(False)
    for part in (network.harmony, network.voicing):
        if part is not None:
            part.requires_grad_(True)
    schedule = Schedule(**settings["schedule"])
    task = TellingTask(batches_of(plan, settings, network), int(settings["batch"]))
    run = Run.start(network, schedule)
    train(task, run, schedule, plan.out / "tell", seed=plan.seed + 4, autocast=choose_autocast(plan.device))
    write_weights(plan.out / "told.safetensors", run.average, {"kind": "told"}, run)


def fresh_network(plan: Plan) -> AccompanimentNetwork:
    """The network of a run's `diffusion` section as its training begins: new, or with the weights of an earlier run (a
    long training in parts whose optimiser state was not worth keeping)."""
    settings = plan.section("diffusion")
    torch.manual_seed(plan.seed)
    network = network_of(settings["network"])
    if "start_from" in settings:
        network.load_state_dict(grown(read_model(Path(settings["start_from"])).network.state_dict(), network))
    return network.to(plan.device)


def diffusion_stage(plan: Plan) -> None:
    settings = plan.section("diffusion")
    network = fresh_network(plan)
    if "tell" in plan.config:
        network.load_state_dict(load_file(plan.out / "told.safetensors"))
    schedule = Schedule(**settings["schedule"])
    sigmas = SigmaDistribution(tuple(tuple(part) for part in settings["sigmas"]))
    task = DiffusionTask(batches_of(plan, settings, network), int(settings["batch"]), sigmas)
    run = Run.start(network, schedule)
    compile_where_asked(settings, network)
    train(task, run, schedule, plan.out / "diffusion", seed=plan.seed + 1, autocast=choose_autocast(plan.device))
    sampler = settings.get("sampler", {"steps": 5, "resamples": 2})  # the paper's, where a run names none
    facts = {"kind": "diffusion", "sigma_min": 1e-4, "sigma_max": 50.0, "rho": 9.0, **sampler}
    write_weights(plan.out / "diffusion.safetensors", run.average, facts, run)


def network_of(settings: dict[str, Any]) -> AccompanimentNetwork:
    """An accompaniment network to be trained, from a run's `network` section: its kind and the widths it is given."""
    kind = settings["kind"]
    if kind not in NETWORKS:
        raise ValueError(f"network kind {kind!r}: expected {' or '.join(NETWORKS)}")
    return NETWORKS[kind](**{name: value for name, value in settings.items() if name != "kind"}, label_dim=len(STEMS))


def distill_stage(plan: Plan) -> None:
    settings = plan.section("distill")
    teacher = read_model(plan.out / "diffusion.safetensors").network.to(plan.device)
    network = read_model(plan.out / "diffusion.safetensors").network.to(plan.device).requires_grad_(True)
    schedule = Schedule(**settings["schedule"])
    batches = batches_of(plan, settings, network)
    task = DistillationTask(batches, int(settings["batch"]), teacher, int(settings["points"]))
    run = Run.start(network, schedule)
    compile_where_asked(settings, network, teacher, run.average)
    train(task, run, schedule, plan.out / "distill", seed=plan.seed + 2, autocast=choose_autocast(plan.device))
    schedule_facts = {"sigma_min": SIGMA_MIN, "sigma_max": SIGMA_MAX, "rho": RHO}
    facts = {"kind": "consistency", **schedule_facts, "steps": settings.get("steps", 2)}
    write_weights(plan.out / "consistency.safetensors", run.average, facts, run)


def compile_where_asked(settings: dict[str, Any], *networks: nn.Module) -> None:
    """`compile: true` in a section: fused kernels, which need a C++ compiler on a CPU and cost a minute at the start.

    In place, so that names of tensors in checkpoints stay as they are.
    """
    if settings.get("compile", False):
        for network in networks:
            network.compile(dynamic=False)


def batches_of(plan: Plan, settings: dict[str, Any], network: nn.Module) -> LatentBatches:
    store = LatentStore.open(plan.out / "latents")
    silence = latent_of_silence(plan) if takes_past(network) else None
    return LatentBatches(store, settings.get("stem_weights", [1.0] * len(STEMS)), silence)


def latent_of_silence(plan: Plan) -> Tensor:
    """`[64]`: what the runtime gives for a stem that has not played yet."""
    encoder = read_codec(plan.out / "codec.safetensors").codec.encoder
    with torch.no_grad():
        latent: Tensor = encoder(torch.zeros(1, WINDOW_SAMPLES))
    return latent[0, :, COLUMNS // 2]


def grown(tensors: dict[str, Tensor], network: nn.Module) -> dict[str, Tensor]:
    """Weights of a network that may be without `past`, `harmony` or `voicing`, for one that has it: what it is then
    told counts for nothing yet."""
    if not takes_past(network):
        return tensors
    own = network.state_dict()
    missing = own["read.weight"].shape[1] - tensors["read.weight"].shape[1]
    read = F.pad(tensors["read.weight"], (0, max(missing, 0)))
    reader = {
        name: own[name] for name in own if name.startswith(("harmony.", "voicing.", "name.")) and name not in tensors
    }
    return {**tensors, "read.weight": read, **reader}


def write_weights(path: Path, network: nn.Module, facts: dict[str, Any], run: Run) -> None:
    """The moving average as float16, with what the exporter and a reader must know about it."""
    metadata = {**facts, "trained": True, "training_steps": run.step, "training_minutes": round(run.elapsed_s / 60, 1)}
    if facts["kind"] in ("diffusion", "consistency"):
        metadata["stems"] = list(STEMS)
    half = {name: tensor.detach().cpu().half() for name, tensor in network.state_dict().items()}
    lost = [name for name, tensor in half.items() if not np.isfinite(tensor.numpy()).all()]
    if lost:
        raise ValueError(f"{len(lost)} tensors do not fit float16, the first {lost[0]}: training diverged")
    write_safetensors(path, half, metadata)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB after {run.step} steps, {run.elapsed_s / 60:.1f} min")


STAGES = {
    "band": band_stage,
    "codec": codec_stage,
    "encode": encode_stage,
    "tell": tell_stage,
    "diffusion": diffusion_stage,
    "distill": distill_stage,
}
"""In the order in which they run."""
