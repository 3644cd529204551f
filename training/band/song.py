"""Notes of a four-stem song from a seed, with the truth about its beats and chords.

Every decision is drawn from one generator seeded by the song's number, in a fixed order, so that a seed always gives
the same song. Patterns are chosen once a song and repeated, as bands do: what comes next must be predictable from what
was heard, or there would be nothing to learn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.random import Generator

from rtap.training.band.theory import LOOPS, METERS, STYLES, Chord, Meter, parse_loop

STEMS = ("bass", "drums", "guitar", "piano")
"""In the order of the one-hot label of the accompaniment model."""
BASS, DRUMS = STEMS.index("bass"), STEMS.index("drums")

HELD_OUT_FIRST_SEED = 1_000_000
"""Seeds from here on are for measuring and are never trained on."""

PRESETS: dict[str, tuple[int, ...]] = {
    "bass": (32, 33, 34, 35, 38, 39),
    "drums": (0, 8, 16, 25, 32, 40),
    "guitar": (24, 25, 26, 27, 29),
    "piano": (0, 1, 2, 4, 5),
}
"""General MIDI programs, from 0; for drums the kits."""

KICK, SIDE_STICK, SNARE, LOW_TOM, CLOSED_HAT, MID_TOM, OPEN_HAT, HIGH_TOM, CRASH, RIDE = (
    36, 37, 38, 45, 42, 47, 46, 50, 49, 51,
)  # fmt: skip

BASS_LOWEST, BASS_HIGHEST = 28, 50
"""MIDI pitches: the open E string and D3."""


@dataclass(frozen=True)
class Note:
    start_s: float
    end_s: float
    pitch: int
    velocity: int


@dataclass(frozen=True)
class Truth:
    """What a listener would tap and write down. Arrays are per beat, `[beats]`."""

    beat_s: np.ndarray
    is_downbeat: np.ndarray
    root: np.ndarray
    """Pitch class of the chord's root."""
    quality: tuple[str, ...]

    def chord(self, beat: int) -> Chord:
        return Chord(int(self.root[beat]), self.quality[beat])


@dataclass(frozen=True)
class Song:
    seed: int
    duration_s: float
    tempo_bpm: int
    meter: Meter
    style: str
    key: int
    presets: dict[str, int]
    notes: dict[str, list[Note]]
    truth: Truth


@dataclass(frozen=True)
class Groove:
    """Where a sixteenth falls in seconds: tempo, swing and the looseness of each player's hands."""

    meter: Meter
    beat_s: float
    swing: float
    jitter_s: float

    def time_s(self, bar: int, step: float) -> float:
        """Start of a step of a bar. Swing moves the middle of a beat later, 1/3 of a half beat being a full shuffle."""
        beat, in_beat = divmod(step / self.meter.steps_per_beat, 1.0)
        middle = 0.5 + 0.5 * self.swing
        swung = in_beat * middle / 0.5 if in_beat < 0.5 else middle + (in_beat - 0.5) * (1 - middle) / 0.5
        return (bar * self.meter.beats + beat + swung) * self.beat_s


@dataclass(frozen=True)
class Event:
    """A note before it is placed in time: in sixteenths from the start of its bar."""

    step: float
    steps: float
    pitch: int
    velocity: int
    late_s: float = 0.0


class Player(Protocol):
    """One musician: habits drawn once a song, then bar after bar."""

    def bar(self, rng: Generator, bar: int, chord: Chord, coming: Chord) -> list[Event]:
        """What to play in a bar over its chord, knowing the next bar's."""
        ...


def compose(seed: int, duration_s: float = 30.0) -> Song:
    """The song of a seed. It starts at 0 s on a downbeat and is cut at `duration_s`."""
    rng = np.random.Generator(np.random.Philox(key=seed))
    style = STYLES[rng.integers(len(STYLES))]
    meter = METERS[str(rng.choice(["4/4", "3/4", "6/8"], p=[0.8, 0.1, 0.1]))]
    tempo_bpm = int(rng.integers(80, 141 if meter.name != "6/8" else 111))
    swings = style in ("jazz", "blues", "soul") and meter.name != "6/8"
    swing = float(rng.choice([0.0, 0.2, 1 / 3])) if swings else 0.0
    groove = Groove(meter, 60.0 / tempo_bpm, swing, jitter_s=float(rng.uniform(0.001, 0.006)))
    key = int(rng.integers(12))
    bars = int(np.ceil(duration_s / (groove.beat_s * meter.beats)))
    bar_chords = write_chords(rng, style, key, bars)
    presets = {stem: int(rng.choice(PRESETS[stem])) for stem in STEMS}

    players: dict[str, Player] = {
        "bass": BassPlayer(rng, meter),
        "drums": DrumPlayer(rng, meter, style),
        "guitar": ChordPlayer(rng, meter, middle=57, voices=4, strum_s=0.012),
        "piano": ChordPlayer(rng, meter, middle=62, voices=3, strum_s=0.0),
    }
    notes: dict[str, list[Note]] = {}
    for stem, player in players.items():
        silent_until = int(rng.choice([0, 2, 4], p=[0.9, 0.05, 0.05]))
        notes[stem] = []
        for bar in range(silent_until, bars):
            events = player.bar(rng, bar, bar_chords[bar], bar_chords[(bar + 1) % bars])
            notes[stem] += place(rng, groove, bar, events, duration_s)
        notes[stem].sort(key=lambda note: (note.start_s, note.pitch))
    return Song(
        seed, duration_s, tempo_bpm, meter, style, key, presets, notes, truth_of(groove, bar_chords, duration_s)
    )


def write_chords(rng: Generator, style: str, key: int, bars: int) -> list[Chord]:
    """A loop played twice or four times, then another, then the first again; one chord a bar."""
    choices = LOOPS[style]
    first, second = (parse_loop(choices[i], key) for i in rng.choice(len(choices), 2, replace=False))
    section = first * int(rng.choice([2, 4])) + second * 2
    return [section[bar % len(section)] for bar in range(bars)]


def truth_of(groove: Groove, bar_chords: list[Chord], duration_s: float) -> Truth:
    beats = np.arange(len(bar_chords) * groove.meter.beats)
    beats = beats[beats * groove.beat_s < duration_s]
    chords = [bar_chords[beat // groove.meter.beats] for beat in beats]
    return Truth(
        beat_s=beats * groove.beat_s,
        is_downbeat=beats % groove.meter.beats == 0,
        root=np.array([chord.root for chord in chords]),
        quality=tuple(chord.quality for chord in chords),
    )


def place(rng: Generator, groove: Groove, bar: int, events: list[Event], duration_s: float) -> list[Note]:
    """Events of one bar in seconds, loosened by the groove's jitter; what starts after the end is dropped."""
    jitter_s = np.clip(rng.normal(0.0, groove.jitter_s, len(events)), -0.015, 0.015)
    softness = rng.normal(0.0, 5.0, len(events))
    notes = []
    for event, late_s, softer in zip(events, jitter_s, softness, strict=True):
        start_s = max(0.0, groove.time_s(bar, event.step) + late_s + event.late_s)
        end_s = max(start_s + 0.03, groove.time_s(bar, event.step + event.steps) - 0.01)
        velocity = int(np.clip(event.velocity + softer, 20, 127))
        if start_s < duration_s - 0.05:
            notes.append(Note(start_s, min(end_s, duration_s), event.pitch, velocity))
    return notes


class DrumPlayer:
    """Hats on a steady division, kick and snare by style, a fill at the end of every fourth or eighth bar."""

    def __init__(self, rng: Generator, meter: Meter, style: str) -> None:
        self.meter = meter
        self.hat = int(rng.choice([CLOSED_HAT, RIDE], p=[0.75, 0.25]))
        if meter.name == "6/8":
            self.hat_every = 2
        else:
            self.hat_every = int(rng.choice([1, 2, 4], p=[0.15, 0.65, 0.2]))
        self.snare = SIDE_STICK if style in ("ballad", "jazz") and rng.random() < 0.5 else SNARE
        self.snare_steps = {"4/4": (4, 12), "3/4": (4, 8), "6/8": (6,)}[meter.name]
        self.kick_steps = self.draw_kicks(rng)
        self.opens_hat = rng.random() < 0.3
        self.fill_every = int(rng.choice([4, 8]))

    def draw_kicks(self, rng: Generator) -> list[int]:
        """Always the downbeat; in 4/4 usually the third beat; then eighths off the snare, more rarely sixteenths."""
        steps = {0}
        if self.meter.name == "4/4" and rng.random() < 0.7:
            steps.add(8)
        for step in range(1, self.meter.steps):
            likely = 0.18 if step % 2 == 0 else 0.06
            if step not in self.snare_steps and rng.random() < likely:
                steps.add(step)
        return sorted(steps)

    def bar(self, rng: Generator, bar: int, chord: Chord, coming: Chord) -> list[Event]:
        steps = self.meter.steps
        fills = bar % self.fill_every == self.fill_every - 1
        fill_from = steps - self.meter.steps_per_beat if fills else steps
        events = []
        for step in range(0, fill_from, self.hat_every):
            accent = 85 if step % self.meter.steps_per_beat == 0 else 65
            opens = self.opens_hat and step == steps - 2
            events.append(Event(step, 1, OPEN_HAT if opens else self.hat, accent))
        events += [Event(step, 1, KICK, 105) for step in self.kick_steps if step < fill_from]
        events += [Event(step, 1, self.snare, 100) for step in self.snare_steps if step < fill_from]
        if fills:
            toms = rng.choice([SNARE, HIGH_TOM, MID_TOM, LOW_TOM], steps - fill_from)
            plays = rng.random(steps - fill_from) < 0.7
            events += [Event(fill_from + i, 1, int(toms[i]), 95) for i in range(steps - fill_from) if plays[i]]
        if bar > 0 and bar % self.fill_every == 0:
            events.append(Event(0, 4, CRASH, 95))
        return events


class BassPlayer:
    """The root on the downbeat, then one of a few manners, the same through the song."""

    MANNERS = ("roots", "fifths", "octaves", "walking", "syncopated")

    def __init__(self, rng: Generator, meter: Meter) -> None:
        self.meter = meter
        self.manner = str(rng.choice(self.MANNERS))
        self.octave_up = bool(rng.random() < 0.3)
        self.length = float(rng.choice([0.6, 0.9]))
        plays = rng.random(meter.steps) < np.where(np.arange(meter.steps) % 2 == 0, 0.45, 0.12)
        plays[0] = True
        self.syncopated_steps = [int(step) for step in np.flatnonzero(plays)]

    def bar(self, rng: Generator, bar: int, chord: Chord, coming: Chord) -> list[Event]:
        root = self.pitch_of(chord.root)
        beat_steps = self.meter.steps_per_beat
        if self.manner == "walking":
            steps = list(range(0, self.meter.steps, beat_steps if beat_steps == 4 else 2))
            tones = [root + (pc - chord.root) % 12 for pc in chord.pitch_classes]
            pitches = [tones[i % len(tones)] for i in range(len(steps))]
            # The last note leads into the next bar's root by a semitone.
            pitches[-1] = self.pitch_of(coming.root) + (1 if rng.random() < 0.5 else -1)
        elif self.manner == "syncopated":
            steps = self.syncopated_steps
            pitches = [root if i % 3 < 2 else root + chord.fifth for i in range(len(steps))]
        elif self.manner == "roots":
            steps = list(range(0, self.meter.steps, 2))
            pitches = [root] * len(steps)
        elif self.manner == "fifths":
            steps = list(range(0, self.meter.steps, beat_steps * 2 if self.meter.name == "4/4" else beat_steps))
            pitches = [root if i % 2 == 0 else root + chord.fifth for i in range(len(steps))]
        else:
            steps = list(range(0, self.meter.steps, 2))
            pitches = [root if i % 2 == 0 else root + 12 for i in range(len(steps))]
        ends = [*steps[1:], self.meter.steps]
        return [
            Event(step, (end - step) * self.length, pitch, 100 if step == 0 else 88)
            for step, end, pitch in zip(steps, ends, pitches, strict=True)
        ]

    def pitch_of(self, pitch_class: int) -> int:
        """The pitch class in the lowest octave of the neck, or the one above where that stays playable."""
        pitch = BASS_LOWEST + (pitch_class - BASS_LOWEST) % 12
        return pitch + 12 if self.octave_up and pitch + 24 <= BASS_HIGHEST else pitch


class ChordPlayer:
    """Guitar or piano: block chords on a rhythm, or a broken chord, near a middle pitch."""

    def __init__(self, rng: Generator, meter: Meter, middle: int, voices: int, strum_s: float) -> None:
        self.meter = meter
        self.middle = middle + int(rng.integers(-4, 5))
        self.voices = voices
        self.strum_s = strum_s
        self.breaks_chords = bool(rng.random() < 0.35)
        self.every = 2 if meter.name == "6/8" else int(rng.choice([1, 2], p=[0.2, 0.8]))
        self.length = float(rng.choice([0.5, 0.95]))
        self.rhythm = self.draw_rhythm(rng)

    def draw_rhythm(self, rng: Generator) -> list[int]:
        """Steps on which a block chord sounds: whole bars, beats, off-beats, or a drawn syncopation."""
        steps, beat = self.meter.steps, self.meter.steps_per_beat
        kind = rng.choice(["bar", "beats", "eighths", "off-beats", "drawn"], p=[0.2, 0.25, 0.15, 0.1, 0.3])
        if kind == "bar":
            return [0]
        if kind == "beats":
            return list(range(0, steps, beat))
        if kind == "eighths":
            return list(range(0, steps, 2))
        if kind == "off-beats":
            return list(range(beat // 2, steps, beat))
        plays = rng.random(steps) < np.where(np.arange(steps) % 2 == 0, 0.4, 0.1)
        plays[0] = True
        return [int(step) for step in np.flatnonzero(plays)]

    def bar(self, rng: Generator, bar: int, chord: Chord, coming: Chord) -> list[Event]:
        pitches = self.voicing(chord)
        if self.breaks_chords:
            order = [*pitches, *pitches[-2:0:-1]]
            steps = list(range(0, self.meter.steps, self.every))
            return [Event(step, 2 * self.every, order[i % len(order)], 80) for i, step in enumerate(steps)]
        ends = [*self.rhythm[1:], self.meter.steps]
        events = []
        for step, end in zip(self.rhythm, ends, strict=True):
            upstroke = step % self.meter.steps_per_beat != 0
            for i, pitch in enumerate(reversed(pitches) if upstroke else pitches):
                velocity = 72 if upstroke else 84
                events.append(Event(step, (end - step) * self.length, pitch, velocity, late_s=i * self.strum_s))
        return events

    def voicing(self, chord: Chord) -> list[int]:
        """The chord's tones, each as near as it gets to the middle: neighbouring chords then move little."""
        pitches = sorted(self.middle + (pc - self.middle + 6) % 12 - 6 for pc in chord.pitch_classes)
        if len(pitches) < self.voices:
            pitches.append(pitches[0] + 12)
        return sorted(pitches)[: max(self.voices, 3)]
