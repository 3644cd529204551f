"""What a client does with what the server sends: where an answer lands, to the bit as the external does it.

Nothing here knows about sockets or time. One `AnswerBuffer` holds the audio, `interpret` turns messages into `Report`s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rtap.runtime.play.wire import Message, Samples

NO_BATCH = -1


@dataclass(frozen=True)
class Placed:
    """A chunk written from sample `start` on, crossfaded over what was there."""

    stem: str
    batch: int
    chunk: int
    total: int
    start: int
    samples: int


@dataclass(frozen=True)
class Dropped:
    """The server was busy: this batch gets no answer."""

    batch: int


@dataclass(frozen=True)
class Ready:
    """The server's socket listens."""


@dataclass(frozen=True)
class ServerPredicted:
    """The last chunk of a batch has been sent."""


@dataclass(frozen=True)
class PacketTestEcho:
    announced: int
    received: int


@dataclass(frozen=True)
class Refused:
    """The line that the external prints for what it does not write."""

    text: str


Report = Placed | Dropped | Ready | ServerPredicted | PacketTestEcho | Refused


@dataclass(frozen=True)
class Region:
    """Where a batch's answer goes: `start` is the first sample of the crossfade of `fade_samples`."""

    start: int = 0
    fade_samples: int = 0


class AnswerBuffer:
    """Audio [channels, frames] that answers are written into.

    Two batches are open, the current and the one before. Each channel remembers, apart for a batch in either role, the
    region that the last chunk 0 set: a chunk without its chunk 0 lands where an earlier batch was, at 0 for the first.
    """

    def __init__(self, audio: Samples) -> None:
        self.audio = audio
        self.batch = 0
        self.previous_batch = NO_BATCH
        self.wrap = False
        self._current = Region()
        self._previous = Region()
        self._current_regions = [Region()] * len(audio)
        self._previous_regions = [Region()] * len(audio)

    @property
    def frames(self) -> int:
        return self.audio.shape[1]

    def open_batch(self, content_start: int, step_samples: int, fade_samples: int, channels: Sequence[int]) -> int:
        """Zeroes `[content_start, +step_samples)` of the channels to be generated; returns the new batch's id.

        The crossfade before it is left alone: it blends from what is there.
        """
        span = self._inside(np.arange(content_start, content_start + step_samples))[1]
        for channel in channels:
            self.audio[channel, span] = 0
        self.previous_batch, self._previous = self.batch, self._current
        self.batch += 1
        self._current = Region(content_start - fade_samples, fade_samples)
        return self.batch

    def accepts(self, batch: int) -> bool:
        return batch in (self.batch, self.previous_batch)

    def place(self, channel: int, batch: int, chunk: int, samples: Samples, package_size: int) -> int:
        """Writes `samples` [n] of an accepted batch. Returns the first sample written to, inside the buffer or not."""
        is_current = batch == self.batch
        regions = self._current_regions if is_current else self._previous_regions
        if chunk == 0:
            regions[channel] = self._current if is_current else self._previous
        region = regions[channel]
        start = region.start + chunk * package_size
        kept, span = self._inside(np.arange(start, start + len(samples)))
        old = self.audio[channel, span]
        self.audio[channel, span] = crossfade(old, samples[kept], start - region.start + kept, region.fade_samples)
        return start

    def _inside(self, positions: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Which of the positions the buffer has, and where in it they are (past its end only where it wraps)."""
        if self.wrap:
            positions = np.where(positions >= self.frames, positions % self.frames, positions)
        kept = np.flatnonzero((positions >= 0) & (positions < self.frames))
        return kept, positions[kept]


def crossfade(old: Samples, new: Samples, offsets: NDArray[np.int64], fade_samples: int) -> Samples:
    """`old·(1-t) + new·t` with t = offset/fade for the first `fade_samples` offsets, `new` after. All [n], float32."""
    if fade_samples == 0:
        return new
    fading = offsets < fade_samples
    t = offsets[fading].astype(np.float32) / np.float32(fade_samples)
    mixed = new.copy()
    mixed[fading] = old[fading] * (np.float32(1) - t) + new[fading] * t
    return mixed


def interpret(message: Message, stems: Sequence[str], answers: AnswerBuffer, package_size: int) -> Report | None:
    """Writes what the message brings and says what happened; None for an address that a client does not know.

    Channel i of `answers` is `stems[i]`. A stem that nobody asked for is written too: the external does so.
    """
    match message.address:
        case "/ready":
            return _ready(message)
        case "/server_predicted":
            return ServerPredicted()
        case "/batch_dropped":
            if not message.tags.startswith("i"):
                return Refused(f"/batch_dropped: an int32 comes first, these are {message.tags!r}")
            return Dropped(_int(message.args[0]))
        case "/packet_test_response":
            if message.tags != "i" + "f" * len(message.samples):
                return Refused(f"/packet_test_response: i and floats expected, these are {message.tags[:8]!r}")
            return PacketTestEcho(_int(message.args[0]), len(message.samples))
    stem = message.address[1:]
    if stem not in stems:
        return None
    if message.tags != "iii" + "f" * len(message.samples):
        return Refused(f"{message.address}: iii and floats expected, these are {message.tags[:8]!r}")
    batch, chunk, total = (_int(value) for value in message.args)
    if not answers.accepts(batch):
        return Refused(f"{message.address}: batch {batch} ignored, the current one is {answers.batch}")
    start = answers.place(stems.index(stem), batch, chunk, message.samples, package_size)
    return Placed(stem, batch, chunk, total, start, len(message.samples))


def _ready(message: Message) -> Report | None:
    if message.tags == "T":
        return Ready()
    return None if message.tags == "F" else Refused(f"/ready: T expected, these are {message.tags!r}")


def _int(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"the tags said int32, the value is {value!r}")
    return value
