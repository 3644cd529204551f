"""Renders the demo loop, loop.flac, from the notes below: four bars of drums and piano at 96 bpm.

    python runtime/play/assets/make_loop.py FluidR3Mono_GM.sf3

Not needed at run time. The SoundFont is the Debian package fluidr3mono-gm-soundfont (MIT, see LICENCE.md); the renderer
is tinysoundfont (pip install --no-deps tinysoundfont). The end of the last bar rings on into the first, so the file
loops without a seam.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import soundfile
import tinysoundfont

SAMPLE_RATE_HZ = 44_100
BPM = 96
BARS = 4
SIXTEENTH_SAMPLES = SAMPLE_RATE_HZ * 60 / BPM / 4
SIXTEENTHS = 16 * BARS
LOOP_SAMPLES = round(SIXTEENTHS * SIXTEENTH_SAMPLES)
# Every second sixteenth comes late: a little swing.
SWING_SAMPLES = round(0.16 * SIXTEENTH_SAMPLES)
BLOCK_SAMPLES = 64
PEAK = 0.8
DRIVE = 1.2

PIANO, DRUMS = 0, 9
VOLUME_CONTROL, PIANO_VOLUME, DRUMS_VOLUME = 7, 118, 92
GRAND_PIANO_PROGRAM = 0
KICK, SNARE, CLOSED_HAT, OPEN_HAT = 36, 38, 42, 46

# Dm9 | G13 | Cmaj9 | A7#5#9: rootless, since the bass is what the accompanist is asked for.
CHORDS = (
    (53, 57, 60, 64),
    (53, 57, 59, 64),
    (52, 55, 59, 62),
    (49, 53, 55, 60),
)
# A bar of the piano as (sixteenth, length in sixteenths, velocity): the chord pushes into the "and" of two.
COMPING = (
    ((0, 5, 82), (6, 3, 68), (11, 2, 58)),
    ((0, 3, 76), (6, 6, 80), (14, 2, 60)),
    ((0, 6, 84), (7, 2, 62), (10, 4, 70)),
    ((0, 3, 74), (3, 3, 66), (6, 5, 82), (13, 2, 64)),
)
# Sixteenths of a bar with their velocities; the last bar turns around.
KICKS = ({0: 108, 7: 84, 10: 98}, {0: 106, 3: 74, 10: 100}, {0: 108, 7: 84, 10: 98}, {0: 106, 6: 92, 9: 80, 10: 96})
SNARES = ({4: 100, 12: 102}, {4: 100, 12: 102, 15: 38}, {4: 100, 9: 34, 12: 102}, {4: 100, 12: 102, 14: 70, 15: 84})
HAT_VELOCITIES = (84, 38, 64, 42)


def score() -> list[tuple[int, int, int, int]]:
    """Notes as (sample, channel, key, velocity); velocity 0 ends a note."""
    notes: list[tuple[int, int, int, int]] = []

    def note(channel: int, key: int, sixteenth: int, length: float, velocity: int) -> None:
        start = round(sixteenth * SIXTEENTH_SAMPLES) + (SWING_SAMPLES if sixteenth % 2 else 0)
        notes.append((start, channel, key, velocity))
        notes.append((start + round(length * SIXTEENTH_SAMPLES), channel, key, 0))

    for bar in range(BARS):
        first = 16 * bar
        for sixteenth, length, velocity in COMPING[bar]:
            for voice, key in enumerate(CHORDS[bar]):
                note(PIANO, key, first + sixteenth, length - 0.25, velocity - 4 * (voice in (1, 2)))
        for sixteenth, velocity in KICKS[bar].items():
            note(DRUMS, KICK, first + sixteenth, 1, velocity)
        for sixteenth, velocity in SNARES[bar].items():
            note(DRUMS, SNARE, first + sixteenth, 1, velocity)
        for sixteenth in range(16):
            opens = bar % 2 == 1 and sixteenth == 14
            if sixteenth % 2 == 0 or sixteenth in (3, 11):
                key = OPEN_HAT if opens else CLOSED_HAT
                note(DRUMS, key, first + sixteenth, 1, HAT_VELOCITIES[sixteenth % 4])
    return sorted(notes, key=lambda event: (event[0], event[3]))


def render(soundfont: Path) -> np.ndarray:
    """Mono float32 [LOOP_SAMPLES]. The loop is played twice and the second time kept: the first rings into it."""
    synth = tinysoundfont.Synth(samplerate=SAMPLE_RATE_HZ, gain=-6)
    font = synth.sfload(str(soundfont))
    synth.program_select(PIANO, font, 0, GRAND_PIANO_PROGRAM)
    synth.program_select(DRUMS, font, 0, 0, True)
    synth.control_change(PIANO, VOLUME_CONTROL, PIANO_VOLUME)
    synth.control_change(DRUMS, VOLUME_CONTROL, DRUMS_VOLUME)
    once = score()
    events = [(sample + turn * LOOP_SAMPLES, *rest) for turn in range(2) for sample, *rest in once]
    blocks: list[np.ndarray] = []
    at = 0
    for sample, channel, key, velocity in sorted(events, key=lambda event: (event[0], event[3])):
        at = _generate(synth, blocks, at, min(sample, 2 * LOOP_SAMPLES))
        if velocity:
            synth.noteon(channel, key, velocity)
        else:
            synth.noteoff(channel, key)
    _generate(synth, blocks, at, 2 * LOOP_SAMPLES)
    stereo = np.concatenate(blocks).reshape(-1, 2)
    mono = stereo[LOOP_SAMPLES:].mean(axis=1)
    # The kick stands far above the rest: rounding its peaks off lets the piano be heard.
    rounded = np.tanh(DRIVE * mono / np.abs(mono).max())
    return (rounded * (PEAK / np.abs(rounded).max())).astype(np.float32)


def _generate(synth: tinysoundfont.Synth, blocks: list[np.ndarray], at: int, to: int) -> int:
    while at < to:
        samples = min(BLOCK_SAMPLES, to - at)
        blocks.append(np.frombuffer(bytes(synth.generate(samples)), np.float32).copy())
        at += samples
    return at


def main() -> None:
    """Writes loop.flac beside this file."""
    loop = render(Path(sys.argv[1]))
    soundfile.write(Path(__file__).with_name("loop.flac"), loop, SAMPLE_RATE_HZ, subtype="PCM_16")


if __name__ == "__main__":
    main()
