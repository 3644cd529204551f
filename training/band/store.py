"""Stems on disk in the one form that training reads, wherever they came from.

A store is a folder with a pair of files per song: `NAME.npy`, int16 `[4, samples]` at 44.1 kHz in the order of STEMS,
read through a memory map so that a store may be larger than memory, and `NAME.json`, what is known about the song.
Real recordings come from a folder in the layout of Slakh2100 with its stems summed by instrument:
`Track00001/bass.wav`, `drums.wav`, `guitar.wav`, `piano.wav`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rtap.training.band.render import SAMPLE_RATE_HZ, Renderer
from rtap.training.band.song import STEMS, Song, Truth, compose


@dataclass(frozen=True)
class StoredSong:
    name: str
    stems: np.ndarray
    """int16 `[4, samples]`, a memory map: 32767 is full scale."""
    truth: Truth | None
    """None for recordings, of which nobody wrote the beats down."""

    def audio(self, start: int, samples: int) -> np.ndarray:
        """Stems from `start`, float32 `[4, samples]` in -1…1; silence outside the song."""
        out = np.zeros((len(STEMS), samples), np.float32)
        first, last = max(0, start), min(self.stems.shape[1], start + samples)
        if last > first:
            out[:, first - start : last - start] = self.stems[:, first:last]
        return out / np.float32(32767)

    @property
    def samples(self) -> int:
        return int(self.stems.shape[1])


def open_store(folder: Path) -> list[StoredSong]:
    """Every song of a store, in the order of names."""
    songs = []
    for path in sorted(folder.glob("*.npy")):
        facts = json.loads(path.with_suffix(".json").read_text())
        songs.append(StoredSong(path.stem, np.load(path, mmap_mode="r"), truth_from(facts.get("truth"))))
    if not songs:
        raise FileNotFoundError(f"no songs in {folder}: fill it with `python -m rtap.training band --out {folder}`")
    return songs


def render_band(folder: Path, first_seed: int, songs: int, duration_s: float, workers: int = 1) -> int:
    """Songs `first_seed`… of the band into a store; those already there are kept. Returns how many were rendered."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [seed for seed in range(first_seed, first_seed + songs) if not (folder / f"{seed:07d}.json").exists()]
    if workers == 1 or len(missing) < 2:
        _render_seeds(folder, missing, duration_s)
    else:
        with ProcessPoolExecutor(workers) as pool:
            parts = [missing[i::workers] for i in range(workers)]
            list(pool.map(_render_seeds, [folder] * workers, parts, [duration_s] * workers))
    return len(missing)


def _render_seeds(folder: Path, seeds: list[int], duration_s: float) -> None:
    renderer = Renderer() if seeds else None
    for seed in seeds:
        assert renderer is not None
        song = compose(seed, duration_s)
        save(folder, f"{seed:07d}", renderer.render(song), facts_of(song))


def import_recordings(recordings: Path, folder: Path) -> int:
    """A folder `Track*/STEM.wav` into a store, resampled to 44.1 kHz and mixed to mono. Returns how many songs."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, stems in read_recordings(recordings):
        save(folder, name, stems, {"source": "recordings"})
        count += 1
    if not count:
        raise FileNotFoundError(f"{recordings} has no Track*/ with any of {', '.join(s + '.wav' for s in STEMS)}")
    return count


def read_recordings(recordings: Path) -> Iterator[tuple[str, np.ndarray]]:
    """Name and float32 `[4, samples]` of every track that has at least one stem; a missing stem is silence."""
    import soundfile
    import soxr

    for track in sorted(recordings.glob("Track*")):
        stems = {}
        for stem in STEMS:
            if (track / f"{stem}.wav").exists():
                audio, rate_hz = soundfile.read(track / f"{stem}.wav", dtype="float32", always_2d=True)
                stems[stem] = soxr.resample(audio.mean(1), rate_hz, SAMPLE_RATE_HZ)
        if stems:
            samples = max(len(audio) for audio in stems.values())
            out = np.zeros((len(STEMS), samples), np.float32)
            for i, stem in enumerate(STEMS):
                if stem in stems:
                    out[i, : len(stems[stem])] = stems[stem]
            yield track.name, out


def save(folder: Path, name: str, stems: np.ndarray, facts: dict[str, object]) -> None:
    """The description is written last: a song without one was interrupted and is rendered again."""
    np.save(folder / f"{name}.npy", np.round(np.clip(stems, -1, 1) * 32767).astype(np.int16))
    (folder / f"{name}.json").write_text(json.dumps(facts))


def facts_of(song: Song) -> dict[str, object]:
    return {
        "source": "band",
        "seed": song.seed,
        "tempo_bpm": song.tempo_bpm,
        "meter": song.meter.name,
        "style": song.style,
        "key": song.key,
        "presets": song.presets,
        "truth": {
            "beat_s": song.truth.beat_s.tolist(),
            "is_downbeat": song.truth.is_downbeat.tolist(),
            "root": song.truth.root.tolist(),
            "quality": list(song.truth.quality),
        },
    }


def truth_from(facts: dict | None) -> Truth | None:
    if facts is None:
        return None
    return Truth(
        np.array(facts["beat_s"]), np.array(facts["is_downbeat"]), np.array(facts["root"]), tuple(facts["quality"])
    )
