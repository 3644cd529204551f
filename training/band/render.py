"""Notes to sound: each stem alone through a SoundFont, 44.1 kHz mono, bit-exact for a seed."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from rtap.training.band.song import STEMS, Note, Song

SAMPLE_RATE_HZ = 44100

SOUNDFONT_VARIABLE = "RTAP_SOUNDFONT"

SOUNDFONT_PATHS = (
    "/usr/share/sounds/sf3/FluidR3Mono_GM.sf3",
    "/usr/share/fluidr3mono-gm-soundfont/FluidR3Mono_GM.sf3",
    "/opt/homebrew/share/soundfonts/FluidR3Mono_GM.sf3",
)

STEM_LEVEL_DB = {"bass": -20.0, "drums": -20.0, "guitar": -23.0, "piano": -23.0}
"""RMS of the active part of each stem before its random gain. Presets differ by 15 dB, so they are levelled first."""

PEAK_LIMIT = 0.9

_FADE_SAMPLES = SAMPLE_RATE_HZ
"""`sounds_off` only starts a fade; without rendering it away the next song would begin with this one's tail."""


def find_soundfont(path: str | Path | None = None) -> Path:
    """FluidR3Mono (MIT), from `path`, the environment or where packages put it."""
    wanted = path or os.environ.get(SOUNDFONT_VARIABLE)
    if wanted:
        if not Path(wanted).is_file():
            raise FileNotFoundError(f"SoundFont {wanted} is not a file; give one, or unset {SOUNDFONT_VARIABLE}")
        return Path(wanted)
    for candidate in SOUNDFONT_PATHS:
        if Path(candidate).is_file():
            return Path(candidate)
    raise FileNotFoundError(
        "no SoundFont: `apt install fluidr3mono-gm-soundfont`, "
        f"or put the path of FluidR3Mono_GM.sf3 in {SOUNDFONT_VARIABLE}"
    )


class Renderer:
    """One synthesiser with one SoundFont loaded. Not shared between threads."""

    def __init__(self, soundfont: str | Path | None = None) -> None:
        try:
            import tinysoundfont
        except ModuleNotFoundError:
            # Without --no-deps it wants PortAudio's headers, for playing, which is not asked of it here.
            raise ModuleNotFoundError("tinysoundfont is missing: pip install --no-deps tinysoundfont") from None
        self._synth = tinysoundfont.Synth(gain=-6.0, samplerate=SAMPLE_RATE_HZ)
        self._font = self._synth.sfload(str(find_soundfont(soundfont)))

    def render(self, song: Song) -> np.ndarray:
        """All stems of a song, levelled: float32 `[4, samples]` in the order of STEMS; their sum stays within ±0.9."""
        # Its own stream: what the players drew does not change how loud they are.
        rng = np.random.Generator(np.random.Philox(key=song.seed + (1 << 64)))
        samples = round(song.duration_s * SAMPLE_RATE_HZ)
        stems = np.zeros((len(STEMS), samples), np.float32)
        for i, stem in enumerate(STEMS):
            raw = self.play(song.notes[stem], song.presets[stem], stem == "drums", samples)
            stems[i] = level(raw, STEM_LEVEL_DB[stem] + rng.uniform(-3.0, 3.0))
        return stems * np.float32(min(1.0, PEAK_LIMIT / max(np.abs(stems.sum(0)).max(), 1e-6)))

    def play(self, notes: list[Note], preset: int, is_drums: bool, samples: int) -> np.ndarray:
        """One stem as the SoundFont gives it: mono float32 `[samples]`."""
        channel = 9 if is_drums else 0
        self._synth.program_select(channel, self._font, 128 if is_drums else 0, preset, is_drums)
        # Ends before starts at the same sample, so that a repeated note sounds again.
        events = [(round(note.end_s * SAMPLE_RATE_HZ), 0, note.pitch, 0) for note in notes]
        events += [(round(note.start_s * SAMPLE_RATE_HZ), 1, note.pitch, note.velocity) for note in notes]
        audio = np.zeros((samples, 2), np.float32)
        now = 0
        for at, starts, pitch, velocity in sorted(events):
            if at >= samples:
                break
            self._advance(audio, now, at)
            now = at
            if starts:
                self._synth.noteon(channel, pitch, velocity)
            else:
                self._synth.noteoff(channel, pitch)
        self._advance(audio, now, samples)
        self._synth.sounds_off()
        self._synth.generate_simple(_FADE_SAMPLES)
        return audio.mean(1)

    def _advance(self, audio: np.ndarray, start: int, end: int) -> None:
        if end > start:
            block = self._synth.generate_simple(end - start)
            audio[start:end] = np.frombuffer(block, np.float32).reshape(-1, 2)


def level(audio: np.ndarray, level_db: float) -> np.ndarray:
    """Scale so that the active part (frames of 50 ms within 40 dB of the loudest) has this RMS."""
    frame = SAMPLE_RATE_HZ // 20
    power = (audio[: len(audio) // frame * frame].reshape(-1, frame).astype(np.float64) ** 2).mean(1)
    active = power[power > power.max(initial=0.0) * 1e-4]
    if not len(active):
        return audio
    gain = 10 ** (level_db / 20) / np.sqrt(active.mean())
    return (audio * gain).astype(np.float32)
