"""One window's answers, kept in the bundle: what a freshly opened engine must agree with before it may play.

The export writes `selfcheck.npz` beside the manifest with the float32 answers; numpy alone reads it. Inputs are not
stored: they follow from `seed`, as every noise of the runtime does, and `fingerprint` tells whether they did.

Keys of the file (no pickles, float32 unless said):

=================  ==================================================================================================
`format`           int64 `[]`, 2
`seed`             int64 `[]`; noise is the runtime's own of this seed, stem 0, window 0, columns 0…
`fingerprint`      `[16]`: the first values of audio, sampler noise and decoder noise, 0 where the codec draws none
`encoded`          `[1, 64, 64]`: the encoder's answer
`latent`           `[1, 64, 64]`: what the sampler makes of it with the bundle's schedule
`audio_N`          float16 `[1, 40960 at most]`: the decoder's answer to the latent's last N columns, its first
                   samples; one array for each number N of columns that the bundle has a smallest engine for. float16
                   adds noise 74 dB below, far under any tolerance
=================  ==================================================================================================

The window: six seconds of a chord and a hit twice a second, 48 columns kept (the past is the context itself), 56 known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rtap.runtime.bundle import (
    COLUMNS,
    ENCODER_SAMPLES,
    FRAMES_PER_COLUMN,
    LATENT_CHANNELS,
    NOISE_BINS,
    SAMPLE_RATE_HZ,
    TAIL_SAMPLES,
    BundleError,
    Manifest,
)
from rtap.runtime.engines.base import F32, Stages
from rtap.runtime.noise import DecoderNoise, fill_sampler_noise
from rtap.runtime.sampling import run_sampler

FILE_NAME = "selfcheck.npz"
FORMAT = 2
SEED = 20_260
KEPT_COLUMNS = 48
KNOWN_COLUMNS = 56
AUDIO_SAMPLES = 40_960
MIN_LATENT_SNR_DB = 40.0
MIN_AUDIO_SNR_DB = 30.0
"""What is asked of an engine whose parity nobody measured, and never less than `MARGIN_DB` below what was."""
MARGIN_DB = 10.0
"""How much worse than its measured parity an engine may be: another card sums in another order."""
MAX_SNR_DB = 150.0
"""Said of equal results: a manifest cannot hold infinity."""


@dataclass(frozen=True)
class Inputs:
    """Everything that goes into the window, from the seed alone."""

    audio: F32
    """`[1, 263680]`"""
    draws: F32
    """`[draws, 1, 1, 64, 64]`"""
    keep: F32
    label: F32
    seed: int
    draws_noise: bool

    def decoder_noise(self, columns: int) -> F32 | None:
        """`[1, 2, 1024, 8 * columns]`, None for a codec that draws none."""
        if not self.draws_noise:
            return None
        noise = np.empty((1, 2, NOISE_BINS, FRAMES_PER_COLUMN * columns), dtype=np.float32)
        DecoderNoise(self.seed, 1).read(0, 0, columns, noise[0])
        return noise

    def fingerprint(self) -> F32:
        noise = self.decoder_noise(1)
        parts = [self.audio[0, 1000:1008], self.draws.ravel()[:4], np.zeros(4) if noise is None else noise.ravel()[:4]]
        return np.concatenate(parts).astype(np.float32)


def inputs(manifest: Manifest, seed: int = SEED) -> Inputs:
    """The inputs of the check's window for the bundle that `manifest` describes."""
    sampler = manifest.sampler.build()
    draws = np.empty((1, sampler.draws, 1, LATENT_CHANNELS, COLUMNS), dtype=np.float32)
    fill_sampler_noise(draws[0], seed, 0, 0)
    keep = (np.arange(COLUMNS) < KEPT_COLUMNS).astype(np.float32).reshape(1, 1, 1, COLUMNS)
    label = np.zeros((1, len(manifest.stems)), dtype=np.float32)
    label[0, 0] = 1.0
    return Inputs(_music(seed), draws.swapaxes(0, 1), keep, label, seed, manifest.codec.draws_noise)


@dataclass(frozen=True)
class Answers:
    """What came out of the window; see the module's docstring."""

    encoded: F32
    latent: F32
    audio: Mapping[int, F32]
    """Number of columns -> samples, `[1, 40960 at most]`."""


def play(stages: Stages, manifest: Manifest, given: Inputs, columns: tuple[int, ...]) -> Answers:
    """Run the window on `stages`, decoding each number of `columns`. Arrays are copies."""
    encoded = stages.encode(given.audio).copy()
    mixture = encoded[:, None].copy()
    source = mixture.copy()
    mixture[..., KNOWN_COLUMNS:] = 0.0
    draws, keep, label = np.ascontiguousarray(given.draws), given.keep, given.label

    def step(x: F32, base: F32, source: F32, noise_in: F32, noise_out: F32, coef: F32) -> tuple[F32, F32]:
        x_out, y_out = stages.step(x, base, source, noise_in, noise_out, mixture, keep, label, coef)
        return x_out.copy(), y_out.copy()

    latent = run_sampler(manifest.sampler.build(), step, draws, source, keep)[:, 0]
    audio = {}
    for n in columns:
        block = stages.decode(_last_columns(latent, n), given.decoder_noise(n))
        audio[n] = block[:, :AUDIO_SAMPLES].copy()
    return Answers(encoded, latent, audio)


def write(path: Path, given: Inputs, answers: Answers) -> None:
    """Write `selfcheck.npz`: answers of float32 graphs to `given`."""
    audio = {f"audio_{n}": block.astype(np.float16) for n, block in answers.audio.items()}
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            format=np.int64(FORMAT),
            seed=np.int64(given.seed),
            fingerprint=given.fingerprint(),
            encoded=answers.encoded,
            latent=answers.latent,
            **audio,  # type: ignore[arg-type]  # numpy's stub takes the names for options of its own
        )


def read(path: Path, manifest: Manifest) -> tuple[Inputs, Answers]:
    """The stored window of a bundle. Raises BundleError, one line."""
    again = "export the bundle again with export/build_engines.py"
    try:
        with np.load(path, allow_pickle=False) as arrays:
            stored = {name: arrays[name] for name in arrays.files}
        if int(stored["format"]) != FORMAT:
            raise BundleError(f"{path}: format {int(stored['format'])}, expected {FORMAT}; {again}")
        given = inputs(manifest, int(stored["seed"]))
        audio = {int(k.removeprefix("audio_")): _wide(v) for k, v in stored.items() if k.startswith("audio_")}
        answers = Answers(_wide(stored["encoded"]), _wide(stored["latent"]), audio)
        fingerprint = stored["fingerprint"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BundleError(f"{path}: not a self-check this runtime can read ({error!r}); {again}") from None
    if answers.latent.shape != (1, LATENT_CHANNELS, COLUMNS) or not answers.audio:
        raise BundleError(f"{path}: latent {answers.latent.shape}, audio of {sorted(answers.audio)} columns; {again}")
    if not np.allclose(fingerprint, given.fingerprint(), rtol=1e-5, atol=1e-6):
        raise BundleError(
            f"{path}: this numpy ({np.__version__}) draws other noise from the same seed than the one that exported "
            f"the bundle, so nothing can be compared; {again} on this machine"
        )
    return given, answers


@dataclass(frozen=True)
class Comparison:
    """How near an engine came, and what was asked."""

    latent_snr_db: float
    """Of the columns that were generated."""
    audio_snr_db: float
    """The least over all numbers of columns that were compared."""
    min_latent_snr_db: float
    min_audio_snr_db: float

    @property
    def passed(self) -> bool:
        return self.latent_snr_db >= self.min_latent_snr_db and self.audio_snr_db >= self.min_audio_snr_db

    def line(self) -> str:
        """For people: what was got and what was expected."""
        return (
            f"latent SNR {self.latent_snr_db:.0f} dB (expected {self.min_latent_snr_db:.0f}), "
            f"audio SNR {self.audio_snr_db:.0f} dB (expected {self.min_audio_snr_db:.0f})"
        )


def compare(result: Answers, expected: Answers, parity: Mapping[str, float]) -> Comparison:
    """`result` of an engine against stored answers. `parity` is the manifest's for that backend: keys
    `latent_snr_db` and `audio_snr_db` where they were measured.

    Raises ValueError when the two share no number of columns.
    """
    shared = sorted(set(result.audio) & set(expected.audio))
    if not shared:
        raise ValueError(f"{sorted(result.audio)} columns were decoded, {sorted(expected.audio)} are stored")
    audio = min(snr_db(result.audio[n][:, TAIL_SAMPLES:], expected.audio[n][:, TAIL_SAMPLES:]) for n in shared)
    # The kept columns are what the encoder said; only what was generated tells of the sampler.
    generated = [answers.latent[..., KEPT_COLUMNS:] for answers in (result, expected)]
    return Comparison(
        snr_db(*generated),
        audio,
        *(
            max(parity[key] - MARGIN_DB, 0.0) if key in parity else least
            for key, least in (("latent_snr_db", MIN_LATENT_SNR_DB), ("audio_snr_db", MIN_AUDIO_SNR_DB))
        ),
    )


def snr_db(result: NDArray[np.floating], reference: NDArray[np.floating]) -> float:
    """Power of `reference` over power of the difference, in dB; MAX_SNR_DB at most, -MAX_SNR_DB where `result` is not
    finite. Raises ValueError when shapes differ."""
    if result.shape != reference.shape:
        raise ValueError(f"shape {result.shape}, expected {reference.shape}")
    if not np.isfinite(result).all():
        return -MAX_SNR_DB
    wide = reference.astype(np.float64)
    noise, signal = float(np.square(result - wide).sum()), float(np.square(wide).sum())
    if noise == 0.0:
        return MAX_SNR_DB
    if signal == 0.0:
        return -MAX_SNR_DB
    return float(np.clip(10 * np.log10(signal / noise), -MAX_SNR_DB, MAX_SNR_DB))


def _wide(array: np.ndarray) -> F32:
    if array.dtype not in (np.float16, np.float32):
        raise ValueError(f"an array of {array.dtype}, expected float")
    return array.astype(np.float32)


def _last_columns(latent: F32, n: int) -> F32:
    """`[1, 64, n]`; zeros stand before the window where n exceeds it (r = 1 decodes one column more)."""
    missing = max(0, n - COLUMNS)
    block = np.pad(latent, ((0, 0), (0, 0), (missing, 0)))
    return np.ascontiguousarray(block[..., block.shape[-1] - n :])


def _music(seed: int) -> F32:
    """`[1, 263680]`: a chord and a burst of noise twice a second that die away, peak about 0.5.

    The burst is there because music has some: a chord over digital silence is what no network was trained on, and a
    random one magnifies what it finds in empty bins (full-size Music2Latent in float16: 32 dB; with bursts 45 dB, the
    bundled loop of drums and piano 43 dB).
    """
    seconds = np.arange(ENCODER_SAMPLES, dtype=np.float64) / SAMPLE_RATE_HZ
    envelope = np.exp(-6.0 * (seconds % 0.5))
    chord = sum(np.sin(2 * np.pi * hertz * seconds) for hertz in (110.0, 277.2, 659.3))
    burst = np.random.Generator(np.random.Philox(seed)).standard_normal(ENCODER_SAMPLES)
    return (envelope * (0.2 * chord + 0.1 * burst))[None].astype(np.float32)
