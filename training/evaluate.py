"""Figures of a trained codec and of bundles, on held-out songs of the band.

The codec is measured alone. Accompaniment is measured through the runtime's own `Accompanist` on a bundle's graphs,
window after window as live, so that the figures are those of what is heard.

Every figure is one number per song; means come with their standard error. Beside them stand the codec's own
reconstruction of the true stem (ceiling) and that of the same stem of another song (random pairing).
"""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from rich.progress import track

from rtap.export.networks.codec import Codec
from rtap.runtime.accompanist import Accompanist, ColdStart
from rtap.runtime.bundle import COLUMN_SAMPLES, COLUMNS, ENCODER_SAMPLES, WINDOW_SAMPLES, Bundle, SamplerSpec
from rtap.runtime.engines.base import F32
from rtap.runtime.engines.ort import OrtStages
from rtap.runtime.geometry import Geometry, plan_window
from rtap.runtime.sampling import Call, Sampler, adpm2_sampler, consistency_sampler, karras_schedule
from rtap.training.band.render import SAMPLE_RATE_HZ
from rtap.training.band.song import BASS, DRUMS, STEMS, Song, compose
from rtap.training.band.store import StoredSong
from rtap.training.codec import TAIL_SAMPLES
from rtap.training.losses import MultiResolutionLoss
from rtap.training.metrics import (
    cents_off,
    chroma,
    note_onsets_s,
    onset_f1,
    onsets_s,
    pitch_hz,
    score_pitches,
)

CODEC_ONSET_TOLERANCE_S = 0.05
GRID_TOLERANCE_S = 0.07
FADE_SAMPLES = 1024

Figures = dict[str, list[float]]
"""Name of a measure -> one number per song."""


def mean_and_error(values: Sequence[float]) -> tuple[float, float]:
    """Mean over songs and its standard error. A song that a measure says nothing about (NaN: no voiced frame, say) is
    left out."""
    array = np.asarray(values, np.float64)
    array = array[~np.isnan(array)]
    return float(array.mean()), float(array.std(ddof=1) / math.sqrt(len(array))) if len(array) > 1 else math.nan


# ---------------------------------------------------------------------------------------------------------------------
# The codec alone


@torch.inference_mode()
def evaluate_codec(codec: Codec, songs: Sequence[StoredSong], seconds: float = 12.0) -> dict[str, Figures]:
    """Reconstruction, another song in its place (chance) and the original itself (identity), against the score."""
    columns = int(seconds * SAMPLE_RATE_HZ - TAIL_SAMPLES) // COLUMN_SAMPLES
    samples = columns * COLUMN_SAMPLES + TAIL_SAMPLES
    log_mel = MultiResolutionLoss()
    names = ("log-mel L1", "drums onset F1", "bass within 50 cents", "the same, octave-blind")
    figures: dict[str, Figures] = {kind: {name: [] for name in names} for kind in ("codec", "another song", "original")}
    originals = [song.audio(0, samples) for song in songs]
    for index, song in enumerate(songs):
        true = originals[index]
        signals = np.concatenate([true, true.sum(0, keepdims=True)])
        noise = torch.randn(len(signals), 2, 1024, 8 * columns, generator=torch.Generator().manual_seed(index))
        latent = codec.encoder(torch.from_numpy(signals))
        made = (codec.decoder(latent, noise) if codec.draws_noise else codec.decoder(latent)).numpy()
        other = originals[(index + 1) % len(songs)]
        candidates = {
            "codec": made,
            "another song": np.concatenate([other, other.sum(0, keepdims=True)]),
            "original": signals,
        }
        score = compose(int(song.name), song.samples / SAMPLE_RATE_HZ)
        times_s, pitches = score_pitches(score.notes["bass"])
        inside = times_s < seconds - 0.5
        onsets = note_onsets_s(score.notes["drums"], 0.0, seconds - 0.1)
        for kind, audio in candidates.items():
            inner = slice(TAIL_SAMPLES, -TAIL_SAMPLES)
            distance = log_mel(torch.from_numpy(audio[:, inner]), torch.from_numpy(signals[:, inner]))[1]
            hz = pitch_hz(audio[BASS], times_s[inside])
            row = (
                float(distance),
                onset_f1(onsets_s(audio[DRUMS]), onsets, CODEC_ONSET_TOLERANCE_S),
                float((cents_off(hz, pitches[inside]) < 50).mean()) if inside.any() else math.nan,
                float((cents_off(hz, pitches[inside], octave_blind=True) < 50).mean()) if inside.any() else math.nan,
            )
            for name, value in zip(names, row, strict=True):
                figures[kind][name].append(value)
    return figures


# ---------------------------------------------------------------------------------------------------------------------
# Accompaniment, window after window


@dataclass(frozen=True)
class Regime:
    """How a client plays: step length in columns and look-ahead, from the cursor to the answer, in columns."""

    step_columns: int
    look_ahead_columns: int
    hot: bool
    """Whether the true stem stands before the first window; else nothing does."""

    @property
    def name(self) -> str:
        steps = self.look_ahead_columns / self.step_columns
        look_ahead = f"w = {steps:g}" if steps == int(steps) else f"{self.look_ahead_columns} column"
        return f"r = 1/{COLUMNS // self.step_columns}, {look_ahead}, {'hot' if self.hot else 'cold'}"


@dataclass(frozen=True)
class Excerpt:
    """The part of a held-out song that is accompanied: a window of history, then `columns` to be played."""

    song: Song
    stored: StoredSong
    columns: int

    first_column: int = COLUMNS

    @property
    def start_s(self) -> float:
        return self.first_column * COLUMN_SAMPLES / SAMPLE_RATE_HZ

    @property
    def end_s(self) -> float:
        return (self.first_column + self.columns) * COLUMN_SAMPLES / SAMPLE_RATE_HZ


class RememberingStages(OrtStages):
    """One core's ONNX Runtime, whose encoder remembers windows: regimes that differ after it hear the same ones."""

    def __init__(self, bundle: Bundle) -> None:
        super().__init__(bundle, threads=1)
        self._known: dict[bytes, F32] = {}

    def encode(self, audio: F32) -> F32:
        key = hashlib.blake2b(audio.data, digest_size=16).digest()
        if key not in self._known:
            self._known[key] = super().encode(audio)
        return self._known[key].copy()


class Player:
    """A bundle's graphs and its codec, driven offline."""

    def __init__(
        self,
        bundle: Bundle,
        sampler: Sampler | None = None,
        cold_start: ColdStart = "silence",
        stages: OrtStages | None = None,
    ) -> None:
        self.stages = stages or OrtStages(bundle)
        self.codec = bundle.manifest.codec
        self.sampler = sampler or bundle.manifest.sampler.build()
        self.cold_start = cold_start
        self.sample_ms: list[float] = []

    def accompanist(self, seed: int) -> Accompanist:
        accompanist = Accompanist(
            self.stages, len(STEMS), self.sampler, self.codec, seed=seed, cold_start=self.cold_start
        )
        accompanist.warm_up(1, 2)
        return accompanist

    def encode(self, audio: np.ndarray, first_column: int, columns: int) -> np.ndarray:
        """Latent `[64, columns]` of one stem `[samples]` of a song, in windows as live."""
        pieces = []
        for column in range(first_column, first_column + columns, COLUMNS):
            start = column * COLUMN_SAMPLES
            window = np.zeros((1, ENCODER_SAMPLES), np.float32)
            piece = audio[max(0, start) : start + ENCODER_SAMPLES]
            window[0, max(0, -start) : max(0, -start) + len(piece)] = piece
            pieces.append(self.stages.encode(window)[0].copy())
        return np.concatenate(pieces, 1)[:, :columns]

    def decode(self, latent: np.ndarray, seed: int) -> np.ndarray:
        """Audio `[4096*columns]` of a latent `[64, columns]`, decoded whole: the codec at its best."""
        columns = latent.shape[1]
        rng = np.random.default_rng(seed)
        noise = rng.standard_normal((1, 2, 1024, 8 * columns), np.float32) if self.codec.draws_noise else None
        return self.stages.decode(latent[None], noise)[0, : columns * COLUMN_SAMPLES].copy()

    def accompany(self, excerpt: Excerpt, stem: int, regime: Regime, seed: int) -> np.ndarray:
        """What a client hears of `stem` during the excerpt, when it plays the song's other stems: `[4096*columns]`."""
        stems = excerpt.stored.audio(0, excerpt.stored.samples)
        context = stems.sum(0) - stems[stem]
        step_samples = regime.step_columns * COLUMN_SAMPLES
        geometry = Geometry(WINDOW_SAMPLES, step_samples, regime.look_ahead_columns * COLUMN_SAMPLES, FADE_SAMPLES)
        accompanist = self.accompanist(seed)
        if regime.hot:
            history = self.encode(stems[stem], excerpt.first_column - COLUMNS, COLUMNS)
            accompanist.remember(stem, excerpt.first_column - COLUMNS, history)
        start = excerpt.first_column * COLUMN_SAMPLES
        heard = np.zeros(start + excerpt.columns * COLUMN_SAMPLES, np.float32)
        fade_in = np.arange(FADE_SAMPLES, dtype=np.float32) / FADE_SAMPLES
        for index in range(excerpt.columns // regime.step_columns):
            plan = plan_window(geometry, start + index * step_samples - geometry.look_ahead_samples)
            window = np.zeros((1, ENCODER_SAMPLES), np.float32)
            first, last = max(0, plan.window_start), min(plan.cursor, plan.window_start + ENCODER_SAMPLES)
            if last > first:
                window[0, first - plan.window_start : last - plan.window_start] = context[first:last]
            answer = accompanist.play(window, plan, [stem], index)
            self.sample_ms.append(answer.sample_ms)
            audio = answer.audio[0]
            head = slice(plan.answer_start, plan.play_start)
            if index:
                heard[head] = heard[head] * (1 - fade_in) + audio[:FADE_SAMPLES] * fade_in
            heard[plan.play_start : plan.play_start + step_samples] = audio[FADE_SAMPLES:]
        return heard[start:]


def measure_stem(audio: np.ndarray, excerpt: Excerpt, stem: int) -> float:
    """How well an accompaniment of the excerpt fits the song: drums against the score's onsets, bass notes against the
    chord's root, guitar and piano as the share of their energy that lies on the chord's tones."""
    song = excerpt.song
    if stem == DRUMS:
        onsets = note_onsets_s(song.notes["drums"], excerpt.start_s, excerpt.end_s)
        return onset_f1(onsets_s(audio), onsets, GRID_TOLERANCE_S)
    beats = song.truth.beat_s
    inside = [
        beat for beat in range(len(beats) - 1) if beats[beat] >= excerpt.start_s and beats[beat + 1] <= excerpt.end_s
    ]
    hits = []
    for beat in inside:
        chord = song.truth.chord(beat)
        first_s, last_s = beats[beat] - excerpt.start_s, beats[beat + 1] - excerpt.start_s
        if stem == BASS:
            hz = pitch_hz(audio, np.linspace(first_s + 0.1, last_s - 0.05, 5))
            found = hz[~np.isnan(hz)]
            hits.append(bool(len(found)) and round(69 + 12 * math.log2(np.median(found) / 440)) % 12 == chord.root)
        else:
            piece = audio[int(first_s * SAMPLE_RATE_HZ) : int(last_s * SAMPLE_RATE_HZ)]
            hits.append(chroma(piece)[list(chord.pitch_classes)].sum())
    return float(np.mean(hits))


def excerpts_of(songs: Sequence[StoredSong], columns: int) -> list[Excerpt]:
    return [Excerpt(compose(int(song.name), song.samples / SAMPLE_RATE_HZ), song, columns) for song in songs]


def evaluate_baselines(player: Player, excerpts: Sequence[Excerpt]) -> dict[str, Figures]:
    """Ceiling and random pairing."""
    figures: dict[str, Figures] = {kind: {stem: [] for stem in STEMS} for kind in ("ceiling", "random pairing")}
    for stem, name in enumerate(STEMS):
        decoded = []
        for index, excerpt in enumerate(excerpts):
            audio = excerpt.stored.audio(0, excerpt.stored.samples)[stem]
            decoded.append(player.decode(player.encode(audio, excerpt.first_column, excerpt.columns), index))
        for index, excerpt in enumerate(excerpts):
            figures["ceiling"][name].append(measure_stem(decoded[index], excerpt, stem))
            other = decoded[(index + 1) % len(excerpts)]
            figures["random pairing"][name].append(measure_stem(other, excerpt, stem))
    return figures


def evaluate_regime(
    players: Sequence[Player], excerpts: Sequence[Excerpt], regime: Regime, stems: Sequence[int]
) -> Figures:
    """Every excerpt and stem in one regime; the excerpts are shared out among the players, a thread each."""

    def measure(player: Player, index: int) -> list[float]:
        excerpt = excerpts[index]
        return [measure_stem(player.accompany(excerpt, stem, regime, seed=index), excerpt, stem) for stem in stems]

    def share_of(first: int) -> list[tuple[int, list[float]]]:
        return [(index, measure(players[first], index)) for index in range(first, len(excerpts), len(players))]

    with ThreadPoolExecutor(len(players)) as threads:
        rows = dict(itertools.chain.from_iterable(threads.map(share_of, range(len(players)))))
    return {STEMS[stem]: [rows[index][i] for index in range(len(excerpts))] for i, stem in enumerate(stems)}


def euler_sampler(evaluations: int, sigma_min: float = 1e-4, sigma_max: float = 80.0, rho: float = 9.0) -> Sampler:
    """Plain Euler on the diffusion model inside the mask: the cheap baseline that distillation must beat."""
    sigmas = [*karras_schedule(evaluations + 1, sigma_min, sigma_max, rho)[:-1], 0.0]
    calls = []
    for i, (sigma, sigma_next) in enumerate(itertools.pairwise(sigmas)):
        c_skip, c_out = 1 / (sigma**2 + 1), sigma / math.sqrt(sigma**2 + 1)
        step = (sigma_next - sigma) / sigma
        c_in, c_noise = 1 / math.sqrt(sigma**2 + 1), math.log(sigma) / 4
        coef = np.array([sigma, 1.0, c_in, c_noise, 0.0, 1 + (1 - c_skip) * step, -c_out * step, 0.0], dtype=np.float32)
        calls.append(Call(coef, False, i + 1, ()))
    return Sampler("euler", tuple(sigmas), sigmas[0], tuple(calls), evaluations + 1)


# ---------------------------------------------------------------------------------------------------------------------
# Results


def summarise(figures: dict[str, Figures]) -> dict[str, dict[str, dict[str, float]]]:
    """Mean and standard error of every measure."""
    return {
        kind: {
            name: dict(zip(("mean", "standard_error"), mean_and_error(values), strict=True))
            for name, values in measures.items()
        }
        for kind, measures in figures.items()
    }


def table(figures: dict[str, Figures]) -> str:
    """Markdown: one row a kind, one column a measure."""
    names = list(dict.fromkeys(name for measures in figures.values() for name in measures))
    rows = ["| | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for kind, measures in figures.items():
        cells = []
        for name in names:
            if name in measures:
                mean, error = mean_and_error(measures[name])
                cells.append(f"{mean:.2f} ± {error:.2f}")
            else:
                cells.append("")
        rows.append(f"| {kind} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def save_figures(path: Path, figures: dict[str, Figures], note: str) -> None:
    """Summary and the numbers behind it, so that other spreads can be computed later."""
    content = {"note": note, "summary": summarise(figures), "per_song": figures}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1))


def plot_look_ahead(figures: dict[str, Figures], regimes: Sequence[Regime], path: Path) -> None:
    """Each stem's measure over look-ahead in seconds, with ceiling and random pairing as bands."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, len(STEMS), figsize=(4 * len(STEMS), 3.5))
    labels = {"bass": "root accuracy", "drums": "onset F1", "guitar": "chord energy", "piano": "chord energy"}
    for axis, stem in zip(axes, STEMS, strict=True):
        for kind, colour in (("ceiling", "tab:green"), ("random pairing", "tab:red")):
            mean, error = mean_and_error(figures[kind][stem])
            axis.axhspan(mean - error, mean + error, color=colour, alpha=0.3, label=kind)
        for step_columns in sorted({regime.step_columns for regime in regimes}):
            for hot in (True, False):
                chosen = [r for r in regimes if r.step_columns == step_columns and r.hot == hot]
                chosen = [r for r in chosen if stem in figures.get(r.name, {})]
                if not chosen:
                    continue
                seconds = [r.look_ahead_columns * COLUMN_SAMPLES / SAMPLE_RATE_HZ for r in chosen]
                points = [mean_and_error(figures[r.name][stem]) for r in chosen]
                label = f"r = 1/{COLUMNS // step_columns}, {'hot' if hot else 'cold'}"
                axis.errorbar(
                    seconds, [p[0] for p in points], [p[1] for p in points], marker="o", capsize=3, label=label
                )
        axis.set_title(stem)
        axis.set_xlabel("look-ahead, s")
        axis.set_ylabel(labels[stem])
    axes[0].legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(path, dpi=90)
    pyplot.close(figure)


# ---------------------------------------------------------------------------------------------------------------------
# The whole measurement

LOOK_AHEADS = (-1.0, 0.0, None, 1.0)
"""In steps; None is one column."""


def regimes_of(step_columns: int, hot: bool) -> list[Regime]:
    """Retrospective, none, one column, one step: in the order of look-ahead."""
    columns = [1 if steps is None else int(steps * step_columns) for steps in LOOK_AHEADS]
    return [Regime(step_columns, look_ahead, hot) for look_ahead in columns]


def evaluate_look_ahead(
    bundle: Bundle, excerpts: Sequence[Excerpt], regimes: Sequence[Regime], cold_start: ColdStart, path: Path
) -> dict[str, Figures]:
    """Baselines, then every regime with the bundle's own sampler; `path` is written anew after each."""
    note = f"{len(excerpts)} excerpts of {excerpts[0].end_s - excerpts[0].start_s:.1f} s, cold start: {cold_start}"
    figures = evaluate_baselines(Player(bundle), excerpts)
    print(table(figures), flush=True)
    players = [Player(bundle, None, cold_start, RememberingStages(bundle)) for _ in range(os.cpu_count() or 1)]
    for regime in regimes:
        figures[regime.name] = evaluate_regime(players, excerpts, regime, range(len(STEMS)))
        print(table({regime.name: figures[regime.name]}).splitlines()[-1], flush=True)
        save_figures(path, figures, note)
    return figures


PAPERS_SAMPLER = "diffusion, ADPM2, 16 evaluations"
"""The paper's live setting, 5 points with 2 resamples: what distillation is measured against."""


def samplers_to_compare(consistency: SamplerSpec, diffusion: SamplerSpec | None) -> dict[str, tuple[bool, Sampler]]:
    """By name: whether the diffusion model is sampled (else the distilled one), and how.

    1, 2 and 4 consistency steps and as many as the bundle takes; of the diffusion model the same two steps without
    distillation, plain Euler with 3 evaluations, the paper's sampler and the model's own.
    """
    sigmas = (consistency.sigma_min, consistency.sigma_max, consistency.rho)
    compared = {
        f"consistency, {steps} step{'s' * (steps > 1)}": (False, consistency_sampler(steps, *sigmas))
        for steps in sorted({1, 2, 4, consistency.steps})
    }
    if diffusion is not None:
        own = diffusion.build()
        compared |= {
            "undistilled, 2 consistency steps": (True, consistency_sampler(2, *sigmas)),
            "diffusion, Euler, 3 evaluations": (True, euler_sampler(3)),
            f"diffusion, {own.kind.upper()}, {len(own.calls)} evaluations": (True, own),
            PAPERS_SAMPLER: (True, adpm2_sampler()),
        }
    return compared


@dataclass(frozen=True)
class Times:
    """Sampling times of windows, in ms."""

    median: float
    lower_quartile: float
    upper_quartile: float

    @classmethod
    def of(cls, sample_ms: Sequence[float]) -> Times:
        lower, median, upper = np.quantile(sample_ms, [0.25, 0.5, 0.75])
        return cls(float(median), float(lower), float(upper))


def evaluate_samplers(
    consistency: Bundle, diffusion: Bundle | None, excerpts: Sequence[Excerpt], regime: Regime, stems: Sequence[int]
) -> tuple[dict[str, Figures], dict[str, Times]]:
    """Figures and sampling times of `samplers_to_compare`. Excerpt by excerpt all samplers in turn, so that a busy
    quarter of an hour falls on all of them alike."""
    compared = samplers_to_compare(consistency.manifest.sampler, diffusion.manifest.sampler if diffusion else None)
    players = {
        name: Player(diffusion if of_diffusion and diffusion else consistency, sampler)
        for name, (of_diffusion, sampler) in compared.items()
    }
    figures: dict[str, Figures] = {name: {STEMS[stem]: [] for stem in stems} for name in players}
    for index, excerpt in enumerate(track(excerpts, "samplers")):
        for name, player in players.items():
            for stem in stems:
                heard = player.accompany(excerpt, stem, regime, seed=index)
                figures[name][STEMS[stem]].append(measure_stem(heard, excerpt, stem))
    return figures, {name: Times.of(player.sample_ms) for name, player in players.items()}


def samplers_table(figures: dict[str, Figures], times: dict[str, Times]) -> str:
    """Markdown: what each sampler plays, how long it takes, and how many times faster than the paper's that is."""
    slowest = times.get(PAPERS_SAMPLER)
    head, rule, *rows = table(figures).splitlines()
    lines = [f"{head} sampling, ms (quartiles) | times faster |", f"{rule}---|---|"]
    for row, (name, time) in zip(rows, times.items(), strict=True):
        faster = f"{slowest.median / time.median:.1f}" if slowest and name != PAPERS_SAMPLER else ""
        lines.append(f"{row} {time.median:.1f} ({time.lower_quartile:.1f} to {time.upper_quartile:.1f}) | {faster} |")
    return "\n".join(lines)


def plot_samplers(figures: dict[str, Figures], times: dict[str, Times], path: Path) -> None:
    """Quality over sampling time, a panel a stem."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    stems = list(next(iter(figures.values())))
    figure, axes = pyplot.subplots(1, len(stems), figsize=(4.2 * len(stems), 4.4), squeeze=False)
    for axis, stem in zip(axes[0], stems, strict=True):
        for index, (name, measures) in enumerate(figures.items()):
            mean, error = mean_and_error(measures[stem])
            marker = "s" if "diffusion" in name or "undistilled" in name else "o"
            axis.errorbar(times[name].median, mean, error, color=f"C{index}", marker=marker, capsize=3, label=name)
        axis.set(title=stem, xlabel="sampling a window, ms", xlim=(0, None), ylim=(0, 1))
    axes[0, 0].set_ylabel("root (bass), onset F1 (drums), energy on the chord")
    figure.legend(*axes[0, 0].get_legend_handles_labels(), loc="lower center", ncols=4, fontsize=8)
    figure.tight_layout(rect=(0, 0.1, 1, 1))
    figure.savefig(path, dpi=90)
    pyplot.close(figure)
