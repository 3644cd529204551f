"""Songs with stems to play against: the band's held-out seeds, or recordings in the layout of Slakh2100.

Names come first and audio only when it is asked for, so that a sweep which goes on where it stopped reads no song
that is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np

from rtap.calibration.errors import CalibrationError
from rtap.runtime.bundle import COLUMN_SAMPLES, COLUMNS, SAMPLE_RATE_HZ, TAIL_SAMPLES
from rtap.runtime.play.audio_file import read_input
from rtap.runtime.play.errors import PlayError
from rtap.training.band.song import HELD_OUT_FIRST_SEED, STEMS, Song, Truth, compose
from rtap.training.band.store import StoredSong, render_band
from rtap.training.band.theory import METERS
from rtap.training.evaluate import Excerpt

BAND_SECONDS = 30.0
"""Length of a held-out song of the band; `training evaluate` plays the same ones."""
SILENT_RMS = 1e-3
"""-60 dB of full scale: a stem below this does not play in the excerpt, so nothing is asked of its accompaniment."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Piece:
    """One song's excerpt, and whether its notes, beats and chords are known."""

    name: str
    excerpt: Excerpt
    scored: bool

    @property
    def stems(self) -> np.ndarray:
        """True audio of the excerpt, `[4, samples]`."""
        samples = self.excerpt.columns * COLUMN_SAMPLES
        return self.excerpt.stored.audio(self.excerpt.first_column * COLUMN_SAMPLES, samples)

    def plays(self, stem: int) -> bool:
        return bool(np.sqrt(np.square(self.stems[stem]).mean()) > SILENT_RMS)


@dataclass(frozen=True)
class Source:
    """Where a song comes from; `load` reads or renders it."""

    name: str
    load: Callable[[], Piece]


def band_sources(folder: Path, count: int, columns: int) -> list[Source]:
    """Held-out songs of the band, rendered into `folder` when first played. Raises CalibrationError."""

    rendering = Lock()  # two songs are played at once, and one may be the other's random pairing

    def load(seed: int) -> Piece:
        try:
            with rendering:
                render_band(folder, seed, 1, BAND_SECONDS)
        except (FileNotFoundError, ModuleNotFoundError) as error:  # no SoundFont, no synthesiser: both say what to do
            raise CalibrationError(str(error)) from None
        song = compose(seed, BAND_SECONDS)
        stored = StoredSong(f"{seed:07d}", np.load(folder / f"{seed:07d}.npy", mmap_mode="r"), song.truth)
        return Piece(stored.name, Excerpt(song, stored, columns), True)

    if (COLUMNS + columns) * COLUMN_SAMPLES > BAND_SECONDS * SAMPLE_RATE_HZ:
        longest = int(BAND_SECONDS * SAMPLE_RATE_HZ) // COLUMN_SAMPLES - COLUMNS
        raise CalibrationError(f"--columns {columns}: a song of the band has {longest} after a window of history")
    seeds = range(HELD_OUT_FIRST_SEED, HELD_OUT_FIRST_SEED + count)
    return [Source(f"{seed:07d}", lambda seed=seed: load(seed)) for seed in seeds]  # type: ignore[misc]


def recording_sources(folder: Path, count: int | None, columns: int, say: Say) -> list[Source]:
    """Songs of `folder`/Track*/STEM.wav, the first `count` that are long enough. Raises CalibrationError."""
    if not folder.is_dir():
        raise CalibrationError(f"{folder}: no such folder; give one with Track*/bass.wav, drums.wav …")
    tracks = [track for track in sorted(folder.glob("Track*")) if stem_files(track)]
    if not tracks:
        raise CalibrationError(
            f"{folder}: no Track*/ with any of {', '.join(f'{stem}.wav' for stem in STEMS)}; give a folder in the "
            "layout of Slakh2100, its stems summed by instrument, or none for the band"
        )
    needed_s = ((COLUMNS + columns) * COLUMN_SAMPLES + TAIL_SAMPLES) / SAMPLE_RATE_HZ
    chosen = []
    for track in tracks:
        seconds = max(duration_s(path) for path in stem_files(track).values())
        if seconds < needed_s:
            say(f"{track.name}: {seconds:.1f} s long, {needed_s:.1f} s are needed; left out")
        else:
            chosen.append(Source(track.name, lambda track=track: read_track(track, columns, say)))  # type: ignore[misc]
        if len(chosen) == count:
            break
    if not chosen:
        raise CalibrationError(f"{folder}: no song is {needed_s:.1f} s long; give longer ones or fewer --columns")
    return chosen


def stem_files(track: Path) -> dict[str, Path]:
    return {stem: track / f"{stem}.wav" for stem in STEMS if (track / f"{stem}.wav").is_file()}


def read_track(track: Path, columns: int, say: Say) -> Piece:
    """A recording's stems; a missing one is silence. Says what was resampled or mixed down."""
    stems = {stem: read_audio(path, say) for stem, path in stem_files(track).items()}
    samples = max(len(audio) for audio in stems.values())
    out = np.zeros((len(STEMS), samples), np.int16)
    for stem, audio in stems.items():
        out[STEMS.index(stem), : len(audio)] = np.round(np.clip(audio, -1, 1) * 32767)
    stored = StoredSong(track.name, out, None)
    return Piece(track.name, Excerpt(_unwritten(samples / SAMPLE_RATE_HZ), stored, columns), False)


def read_audio(path: Path, say: Say) -> np.ndarray:
    """Mono float32 `[n]` at 44.1 kHz; says when that took resampling or mixing down. Raises CalibrationError."""
    try:
        samples, notes = read_input(path)
    except PlayError as error:
        raise CalibrationError(str(error)) from None
    for note in notes:
        say(f"{path.parent.name}/{note}")
    return samples


def duration_s(path: Path) -> float:
    import soundfile

    try:
        return float(soundfile.info(path).duration)
    except (soundfile.LibsndfileError, OSError) as error:
        raise CalibrationError(f"{path}: cannot be read as audio ({error}); give WAV files") from None


def pairs(sources: Sequence[Source]) -> Iterator[tuple[Source, Source]]:
    """Each song with the next (the last with the first), whose stems stand in for its own as random pairing."""
    for index, source in enumerate(sources):
        yield source, sources[(index + 1) % len(sources)]


def _unwritten(duration_s: float) -> Song:
    """A song of which nobody wrote anything down."""
    nothing = np.zeros(0)
    truth = Truth(nothing, nothing.astype(bool), nothing.astype(int), ())
    return Song(-1, duration_s, 0, METERS["4/4"], "", 0, {}, {stem: [] for stem in STEMS}, truth)
