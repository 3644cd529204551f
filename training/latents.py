"""Windows of a store as latents, encoded as the runtime encodes them: 64 columns at a time.

The context of a stem is the sum of other stems, and what lies after the cursor is silent before encoding (nobody has
heard it) and zero after encoding (it is unknown, not silent). Both happen here: latents of a full window with its last
columns erased would have leaked a little of the future through the encoder's reach.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from rtap.export.networks.column_transformer import PITCH_CLASSES
from rtap.export.networks.if_codec import BINS, FRAME_SAMPLES, HOP_SAMPLES, IFEncoder
from rtap.training.band.render import SAMPLE_RATE_HZ
from rtap.training.band.song import STEMS
from rtap.training.band.store import StoredSong
from rtap.training.codec import COLUMN_SAMPLES, TAIL_SAMPLES
from rtap.training.loop import choose_autocast

COLUMNS = 64
WINDOW_SAMPLES = COLUMNS * COLUMN_SAMPLES + TAIL_SAMPLES
UNHEARD_MAX = 32
LATE_ENTRY_SHARE = 0.08

Encode = Callable[[np.ndarray], Tensor]
COLUMNS_OF_STORE = ("targets", "contexts", "unheard", "roots", "tones")


@dataclass(frozen=True)
class LatentStore:
    """Targets and contexts `[windows, 4, 64, 64]` (stem, latent channel, column), float16, and unheard columns."""

    targets: Tensor
    contexts: Tensor
    unheard: Tensor
    """`[windows, 4]`: how many columns at the end of each context are zero."""
    roots: Tensor
    """`[windows, 64]`, int8: pitch class of the chord's root in each column; -1 where it is not known."""
    tones: Tensor
    """`[windows, 12, 64]`, uint8: 1 for each pitch class of the chord."""

    @classmethod
    def open(cls, folder: Path) -> LatentStore:
        parts = [load_file(path) for path in sorted(folder.glob("latents-*.safetensors"))]
        if not parts:
            raise FileNotFoundError(f"no latents in {folder}: fill it with `python -m rtap.training encode`")
        if any(name not in part for part in parts for name in COLUMNS_OF_STORE):
            raise ValueError(f"{folder}: latents of an earlier version; remove them and run `encode` again")
        return cls(*(torch.cat([part[name] for part in parts]) for name in COLUMNS_OF_STORE))

    def __len__(self) -> int:
        return len(self.targets)


def draw_unheard(rng: np.random.Generator) -> int:
    """How many columns at the window's end the context lacks: step plus look-ahead.

    None (retrospective) in a quarter of windows, then any whole number up to half the window, with weight on the
    short ones: a step of an eighth played one column ahead lacks 9.
    """
    if rng.random() < 0.25:
        return 0
    return int(rng.integers(1, 10)) if rng.random() < 0.55 else int(rng.integers(10, UNHEARD_MAX + 1))


def draw_context(rng: np.random.Generator, target: int) -> list[int]:
    """Which stems the musician plays: usually all others, else any one or more of them."""
    others = [stem for stem in range(len(STEMS)) if stem != target]
    if rng.random() < 0.7:
        return others
    chosen = [stem for stem in others if rng.random() < 0.5]
    return chosen or [int(rng.choice(others))]


def draw_start(rng: np.random.Generator, samples: int) -> int:
    """First sample of a window, on no grid. One in eight begins before the song does, as the first windows live do."""
    if rng.random() < 0.125:
        return -int(rng.integers(COLUMN_SAMPLES, WINDOW_SAMPLES * 7 // 8))
    return int(rng.integers(max(1, samples - WINDOW_SAMPLES)))


def draw_window(rng: np.random.Generator, song: StoredSong) -> tuple[np.ndarray, np.ndarray, int]:
    """Audio to encode: float32 `[8, 263680]` (4 targets, then the context of each), unheard columns `[4]`, and the
    window's first sample."""
    start = draw_start(rng, song.samples)
    stems = song.audio(start, WINDOW_SAMPLES)
    stems *= np.float32(10 ** (rng.uniform(-4.0, 2.0) / 20))
    unheard = np.array([draw_unheard(rng) for _ in STEMS])
    contexts = np.stack([stems[draw_context(rng, target)].sum(0) for target in range(len(STEMS))])
    for context, columns in zip(contexts, unheard, strict=True):
        context[(COLUMNS - columns) * COLUMN_SAMPLES :] = 0
    for target in stems:
        # Live, a player that just started has only silence behind it while the others play: it must know to come in.
        if rng.random() < LATE_ENTRY_SHARE:
            target[: int(rng.integers(8, COLUMNS)) * COLUMN_SAMPLES] = 0
    return np.concatenate([stems, contexts]), unheard, start


def chords_of(song: StoredSong, start: int) -> tuple[Tensor, Tensor]:
    """Root `[64]` and tones `[12, 64]` of the chord in the middle of a window's every column, as a store holds them."""
    root, tones = np.full(COLUMNS, -1, np.int8), np.zeros((PITCH_CLASSES, COLUMNS), np.uint8)
    if song.truth is not None:
        middle_s = (start + (np.arange(COLUMNS) + 0.5) * COLUMN_SAMPLES) / SAMPLE_RATE_HZ
        for column, beat in enumerate(np.searchsorted(song.truth.beat_s, middle_s) - 1):
            if 0 <= beat < len(song.truth.root):
                chord = song.truth.chord(beat)
                root[column] = chord.root
                tones[list(chord.pitch_classes), column] = 1
    return torch.from_numpy(root), torch.from_numpy(tones)


def erase_unheard(contexts: Tensor, unheard: Tensor) -> Tensor:
    """Zero the last `unheard` columns: contexts `[B, 64, columns]`, unheard `[B]`."""
    column = torch.arange(contexts.shape[-1], device=contexts.device)
    return contexts * (column[None, None] < contexts.shape[-1] - unheard[:, None, None])


def encoder_function(encoder: nn.Module, device: torch.device, workspace: Path) -> Encode:
    """Audio `[8, 263680]` -> latents `[8, 64, 64]`: torch on a GPU, else ONNX Runtime.

    On a CPU ONNX Runtime takes a third of torch's time, and windows one by one, a core each, half of a batch's: a
    window's intermediates nearly fit a core's cache (2 cores of a Zen 3: 24 ms a window, 45 ms in batches of 8).
    """
    encoder = encoder.to(device).eval()
    if device.type == "cuda":

        @torch.inference_mode()
        def encode_with_torch(audio: np.ndarray) -> Tensor:
            return encoder(torch.from_numpy(audio).to(device)).float().cpu()

        return encode_with_torch

    if isinstance(encoder, IFEncoder) and choose_autocast(device) is not None:
        return compiled_encoder(encoder)

    import onnxruntime

    path = workspace / "encoder.onnx"
    example = torch.zeros(1, WINDOW_SAMPLES)
    torch.onnx.export(encoder, (example,), path, dynamo=True, input_names=["audio"], verbose=False)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    cores = ThreadPoolExecutor(os.cpu_count() or 1)

    def encode_with_onnxruntime(audio: np.ndarray) -> Tensor:
        latents = cores.map(lambda window: session.run(None, {"audio": window[None]})[0], audio)
        return torch.from_numpy(np.concatenate(list(latents)))

    return encode_with_onnxruntime


def compiled_encoder(encoder: IFEncoder) -> Encode:
    """For a processor with fast bfloat16: the spectrum by FFT, all after it compiled, half of ONNX Runtime's time.

    Latents lie 48 dB from float32's (Sapphire Rapids, 4 windows of the band): for training that is a little noise.
    """

    @torch.compile(dynamic=False)
    def latent_of(real: Tensor, imag: Tensor) -> Tensor:
        with torch.autocast("cpu", torch.bfloat16):  # matrix products only: features are taken in float32
            bounded = torch.tanh(encoder.before_tanh(real, imag).float())
        return ((bounded - encoder.latent_mean) / encoder.latent_std).transpose(1, 2)

    @torch.inference_mode()
    def encode_window(audio: np.ndarray) -> Tensor:
        spectrum = torch.stft(
            torch.from_numpy(audio)[None],
            FRAME_SAMPLES,
            HOP_SAMPLES,
            window=encoder.analysis.window,
            center=False,
            return_complex=True,
        )[:, :BINS].transpose(1, 2)
        return latent_of(spectrum.real.contiguous(), spectrum.imag.contiguous())

    return lambda audio: torch.cat([encode_window(window) for window in audio])


def encode_store(
    encode: Encode,
    songs: list[StoredSong],
    folder: Path,
    windows_per_song: int,
    seed: int,
    minutes: float | None = None,
) -> int:
    """Encode windows of every song into `folder`, a file a pass over the songs; stops after `minutes`.

    Passes already there are kept, so an interrupted encoding goes on. Returns the number of windows in the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    start_s = time.monotonic()
    total = 0
    for number in range(windows_per_song):
        path = folder / f"latents-{number:03d}.safetensors"
        if not path.exists():
            encoded: list[tuple[Tensor, ...]] = []
            for index, song in enumerate(songs):
                if minutes is not None and time.monotonic() - start_s > 60 * minutes:
                    break
                rng = np.random.Generator(np.random.Philox(key=np.array([seed, number << 32 | index], np.uint64)))
                audio, unheard, start = draw_window(rng, song)
                latents = encode(audio)
                if not torch.isfinite(latents).all():
                    raise ValueError(f"song {song.name}: the encoder gave numbers that are not finite")
                targets, contexts = latents.split(len(STEMS))
                missing = torch.from_numpy(unheard)
                heard = erase_unheard(contexts, missing)
                encoded.append((targets.half(), heard.half(), missing, *chords_of(song, start)))
            if encoded:
                columns = [torch.stack(column) for column in zip(*encoded, strict=True)]
                save_file(dict(zip(COLUMNS_OF_STORE, columns, strict=True)), path)
                print(f"pass {number}: {len(encoded)} windows after {time.monotonic() - start_s:.0f} s", flush=True)
            if len(encoded) < len(songs):
                return total + len(encoded)
            total += len(encoded)
        else:
            total += len(load_file(path)["unheard"])
    return total
