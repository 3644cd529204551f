"""What is asked of one accompaniment of one excerpt: each figure is one number a song."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import torch

from rtap.calibration.beats import beat_f1, beats_s
from rtap.calibration.learned import LearnedMeasure, beats_from_logits
from rtap.calibration.songs import Piece
from rtap.runtime.bundle import TAIL_SAMPLES
from rtap.training.band.song import DRUMS, STEMS
from rtap.training.evaluate import GRID_TOLERANCE_S, measure_stem
from rtap.training.losses import MultiResolutionLoss
from rtap.training.metrics import onset_f1, onsets_s

OF_THE_SCORE = {"bass": "root_accuracy", "drums": "onset_f1", "guitar": "chord_energy", "piano": "chord_energy"}
"""Each stem's measure against what was written."""
MEANING = {
    "beat_f1": "beats tracked in the accompaniment against the score's, else against those of the full mix, ±70 ms",
    "onset_f1": "drums: onsets against the score's, else against the true stem's, ±70 ms",
    "root_accuracy": "bass: share of beats whose median pitch is the chord's root (octave-blind)",
    "chord_energy": "guitar, piano: share of energy between 110 and 1760 Hz on the chord's tones",
    "spectral_distance": "log-mel L1 over three frame lengths against the true stem, in nepers; lower is better",
    "beat_this_f1": "as beat_f1, beats found by Beat This",
    "cocola": "COCOLA score of accompaniment and context; higher is better",
    "fad": "Fréchet distance of all songs' embeddings to the true stems'; lower is better",
}
LOWER_IS_BETTER = ("spectral_distance", "fad")


@dataclass(frozen=True)
class Measures:
    """All measures that this run takes. Shared by threads: it holds no state."""

    learned: Mapping[str, LearnedMeasure] = field(default_factory=dict)
    """`beat-this`, `cocola` and `fad` where the user gave them."""
    spectra: MultiResolutionLoss = field(default_factory=MultiResolutionLoss)

    def of(self, audio: np.ndarray, piece: Piece, stem: int) -> dict[str, float]:
        """Figures of accompaniment `audio` `[samples]` as `stem` of the piece."""
        true = piece.stems
        context = true.sum(0) - true[stem]
        figures = {
            "beat_f1": beat_f1(beats_s(audio), self._beats(piece)),
            "spectral_distance": self._distance(audio, true[stem]),
        }
        if piece.scored:
            figures[OF_THE_SCORE[STEMS[stem]]] = measure_stem(audio, piece.excerpt, stem)
        elif stem == DRUMS:
            figures["onset_f1"] = onset_f1(onsets_s(audio), onsets_s(true[stem]), GRID_TOLERANCE_S)
        if network := self.learned.get("beat-this"):
            beats = beats_from_logits(network(audio=audio).ravel())
            figures["beat_this_f1"] = beat_f1(beats, self._beats(piece, network))
        if network := self.learned.get("cocola"):
            figures["cocola"] = float(network(context=context, stem=audio).ravel()[0])
        return figures

    def embeddings(self, audio: np.ndarray) -> np.ndarray | None:
        """`[frames, d]` for FAD, None where there is no network for it."""
        network = self.learned.get("fad")
        return None if network is None else network(audio=audio)

    def _distance(self, audio: np.ndarray, true: np.ndarray) -> float:
        inner = slice(TAIL_SAMPLES, -TAIL_SAMPLES)
        with torch.inference_mode():
            made, wanted = (torch.from_numpy(np.ascontiguousarray(x[None, inner])) for x in (audio, true))
            return float(self.spectra(made, wanted)[1])

    @staticmethod
    def _beats(piece: Piece, network: LearnedMeasure | None = None) -> np.ndarray:
        """The song's own beats within the excerpt, in seconds from its start."""
        if not piece.scored:
            mix = piece.stems.sum(0)
            return beats_s(mix) if network is None else beats_from_logits(network(audio=mix).ravel())
        excerpt = piece.excerpt
        beats = excerpt.song.truth.beat_s
        return beats[(beats >= excerpt.start_s) & (beats < excerpt.end_s)] - excerpt.start_s
