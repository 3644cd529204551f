"""Audio files in and out, and what can be said about how loud they are."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr

from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.settings import SAMPLE_RATE_HZ
from rtap.runtime.play.wire import Samples

SILENCE_DBFS = -60.0
SILENCE_FRAME_SAMPLES = 4410
# A mix is brought down to this where it would clip.
FULL_SCALE = 0.99


def read_input(path: Path) -> tuple[Samples, list[str]]:
    """Mono float32 [n] at 44 100 Hz, and a line for each thing that was done to the file. Raises `PlayError`."""
    if not path.exists():
        raise PlayError(f"{path}: there is no such file")
    try:
        samples, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, OSError) as error:
        raise PlayError(f"{path}: cannot be read as audio ({error}); give a WAV, FLAC, OGG or MP3 file") from error
    if len(samples) == 0:
        raise PlayError(f"{path}: the file holds no audio")
    if not np.isfinite(samples).all():
        raise PlayError(f"{path}: the file holds samples that are no numbers")
    notes = []
    channels = samples.shape[1]
    mono = samples.mean(axis=1, dtype=np.float32)
    if channels > 1:
        notes.append(f"{path.name}: {channels} channels averaged to mono")
    if rate_hz != SAMPLE_RATE_HZ:
        mono = soxr.resample(mono, rate_hz, SAMPLE_RATE_HZ)
        notes.append(f"{path.name}: resampled from {rate_hz} Hz to {SAMPLE_RATE_HZ} Hz")
    return np.ascontiguousarray(mono, np.float32), notes


def repeat(samples: Samples, loops: int | None, seconds: float | None) -> Samples:
    """The input `loops` times over, or looped and cut to `seconds`, or as it is."""
    if seconds is not None:
        return np.resize(samples, round(seconds * SAMPLE_RATE_HZ))
    return np.tile(samples, loops) if loops is not None else samples


@dataclass(frozen=True)
class Loudness:
    """Of one signal. Levels in dB below full scale, -inf told as None; `silent_share` in frames of 100 ms."""

    rms_dbfs: float | None
    peak_dbfs: float | None
    clipped_samples: int
    silent_share: float

    def as_dict(self) -> dict[str, float | int | None]:
        return asdict(self)


def loudness(samples: Samples) -> Loudness:
    """Of `samples` [n]; a sample beyond ±1 counts as clipped, a frame below -60 dBFS as silent."""
    frames = [samples[start : start + SILENCE_FRAME_SAMPLES] for start in range(0, len(samples), SILENCE_FRAME_SAMPLES)]
    silent = [_rms(frame) < 10 ** (SILENCE_DBFS / 20) for frame in frames]
    return Loudness(
        rms_dbfs=_dbfs(_rms(samples)),
        peak_dbfs=_dbfs(float(np.abs(samples).max(initial=0))),
        clipped_samples=int((np.abs(samples) > 1).sum()),
        silent_share=round(sum(silent) / max(len(silent), 1), 4),
    )


def mix_down(parts: list[Samples]) -> tuple[Samples, float]:
    """The sum of the parts [n], and the gain that keeps it from clipping (1 where it would not)."""
    mixed: Samples = np.sum(np.stack(parts), axis=0, dtype=np.float32)
    peak = float(np.abs(mixed).max(initial=0))
    gain = FULL_SCALE / peak if peak > FULL_SCALE else 1.0
    return (mixed * gain).astype(np.float32), gain


def write_wav(path: Path, samples: Samples, comment: str) -> None:
    """Mono WAV of 32-bit floats: exactly what was heard, also beyond full scale."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with soundfile.SoundFile(path, "w", SAMPLE_RATE_HZ, 1, subtype="FLOAT", format="WAV") as file:
        file.comment = comment
        file.software = "rtap-play"
        file.write(samples)


def _rms(samples: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if len(samples) else 0.0


def _dbfs(level: float) -> float | None:
    return round(20 * float(np.log10(level)), 2) if level > 0 else None
