"""Chords, metres and chord loops: all the harmony the band knows."""

from __future__ import annotations

from dataclasses import dataclass

QUALITIES: dict[str, tuple[int, ...]] = {
    "maj": (0, 4, 7),
    "min": (0, 3, 7),
    "7": (0, 4, 7, 10),
    "maj7": (0, 4, 7, 11),
    "min7": (0, 3, 7, 10),
    "m7b5": (0, 3, 6, 10),
    "sus4": (0, 5, 7),
}
"""Intervals above the root in semitones."""


@dataclass(frozen=True)
class Chord:
    """A chord without a voicing. `root` is a pitch class: 0 is C, 11 is B."""

    root: int
    quality: str

    @property
    def pitch_classes(self) -> tuple[int, ...]:
        return tuple((self.root + interval) % 12 for interval in QUALITIES[self.quality])

    @property
    def fifth(self) -> int:
        """Semitones from the root up to the fifth (diminished in m7b5)."""
        return QUALITIES[self.quality][2]


@dataclass(frozen=True)
class Meter:
    """A bar: `beats` beats of `steps_per_beat` sixteenth notes. In 6/8 a beat is a dotted quarter."""

    name: str
    beats: int
    steps_per_beat: int

    @property
    def steps(self) -> int:
        return self.beats * self.steps_per_beat


METERS = {
    "4/4": Meter("4/4", 4, 4),
    "3/4": Meter("3/4", 3, 4),
    "6/8": Meter("6/8", 2, 6),
}

LOOPS: dict[str, tuple[str, ...]] = {
    "pop": (
        "0:maj 7:maj 9:min 5:maj",
        "9:min 5:maj 0:maj 7:maj",
        "0:maj 9:min 5:maj 7:maj",
        "0:maj 5:maj 9:min 7:sus4",
    ),
    "rock": (
        "0:maj 10:maj 5:maj 0:maj",
        "0:maj 5:maj 7:maj 5:maj",
        "0:min 8:maj 10:maj 0:min",
        "0:min 10:maj 8:maj 7:maj",
    ),
    "soul": (
        "0:maj7 9:min7 2:min7 7:7",
        "2:min7 7:7 0:maj7 9:min7",
        "0:min7 5:min7 0:min7 7:7",
        "0:maj7 5:maj7 4:min7 9:min7",
    ),
    "jazz": (
        "2:min7 7:7 0:maj7 0:maj7",
        "2:m7b5 7:7 0:min7 0:min7",
        "0:maj7 9:7 2:min7 7:7",
        "4:min7 9:7 2:min7 7:7",
    ),
    "blues": ("0:7 0:7 5:7 0:7", "0:7 5:7 0:7 7:7", "0:7 5:7 7:7 0:7"),
    "ballad": (
        "0:maj 4:min 5:maj 7:maj",
        "9:min 4:min 5:maj 0:maj",
        "0:maj 2:min 5:maj 0:maj",
        "0:min 5:min 8:maj 7:maj",
    ),
}
"""Chord loops by style: semitones above the key note, a colon, a quality; one chord a bar."""

STYLES = tuple(LOOPS)


def parse_loop(text: str, key: int) -> list[Chord]:
    """`"0:maj 9:7"` in key 2 is D major, then B seventh."""
    chords = []
    for word in text.split():
        degree, _, quality = word.partition(":")
        if quality not in QUALITIES:
            raise ValueError(f"chord loop {text!r}: {quality!r} is no quality; known: {', '.join(QUALITIES)}")
        chords.append(Chord((key + int(degree)) % 12, quality))
    return chords
