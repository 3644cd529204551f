"""A song as MIDI, for anyone who wants to see or play it."""

from __future__ import annotations

import pretty_midi

from rtap.training.band.song import STEMS, Song


def to_midi(song: Song) -> pretty_midi.PrettyMIDI:
    """One instrument a stem, with tempo and metre; beats of 6/8 are dotted quarters, tempo is in quarters as MIDI's."""
    numerator, denominator = (int(part) for part in song.meter.name.split("/"))
    quarters_per_minute = song.tempo_bpm * (1.5 if denominator == 8 else 1.0)
    midi = pretty_midi.PrettyMIDI(initial_tempo=quarters_per_minute)
    midi.time_signature_changes.append(pretty_midi.TimeSignature(numerator, denominator, 0.0))
    for stem in STEMS:
        instrument = pretty_midi.Instrument(song.presets[stem], is_drum=stem == "drums", name=stem)
        instrument.notes = [
            pretty_midi.Note(note.velocity, note.pitch, note.start_s, note.end_s) for note in song.notes[stem]
        ]
        midi.instruments.append(instrument)
    return midi
