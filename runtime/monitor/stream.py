"""A performance without an end, heard somewhere else: the client of `rtap.runtime.play` over rings.

No sockets and no clock here. The browser's samples are the clock: its audio comes in order and moves the play head.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rtap.runtime.bundle import COLUMN_SAMPLES, COLUMNS
from rtap.runtime.geometry import step_columns_of
from rtap.runtime.play.answers import Placed
from rtap.runtime.play.clients import SOURCE, RtapClient, parameters
from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.external import SETTER_GAP_S, Outgoing
from rtap.runtime.play.player import Player, WindowRecord
from rtap.runtime.play.settings import PlaySettings
from rtap.runtime.play.wire import Samples

RING_SAMPLES = 1 << 20
"""24 s: the longest step, look-ahead and answer together are below 12 s."""


def settings_of(r: float, look_ahead_columns: int, targets: Iterable[str], base: PlaySettings) -> PlaySettings:
    """`base` with what a page sets. Raises `PlayError`, one line."""
    try:
        step = step_columns_of(r)
    except ValueError as error:
        raise PlayError(str(error)) from error
    chosen = tuple(targets)
    if not chosen or not set(chosen) <= set(base.stems):
        raise PlayError(f"stems {' '.join(chosen) or 'none'}: choose at least one of {' '.join(base.stems)}")
    if not 0 <= look_ahead_columns < COLUMNS - step:
        raise PlayError(
            f"look-ahead of {look_ahead_columns} columns: with steps of {step} it is 0 to {COLUMNS - step - 1} "
            f"(the window has {COLUMNS})"
        )
    return replace(base, r=r, look_ahead=look_ahead_columns / step, targets=chosen)


class RingClient(RtapClient):
    """`RtapClient` whose context and answers are rings, and whose settings may change while it plays."""

    def __init__(self, settings: PlaySettings) -> None:
        super().__init__(np.zeros(RING_SAMPLES, np.float32), settings)
        self.answers.wrap = True

    def change(self, settings: PlaySettings) -> list[Outgoing]:
        """Nothing is forgotten; the messages that tell the server."""
        self.settings = settings
        self._targets = [settings.stems.index(target) for target in settings.targets]
        return [Outgoing(datagram, SOURCE, SETTER_GAP_S) for datagram in parameters(settings)]

    def write(self, start: int, samples: Samples) -> None:
        """Context [n] from absolute sample `start`."""
        self.context[np.arange(start, start + len(samples)) % RING_SAMPLES] = samples

    def answer(self, placed: Placed) -> Samples:
        """What a chunk has left in the buffer, [n], crossfade included."""
        positions = np.arange(placed.start, placed.start + placed.samples) % RING_SAMPLES
        return self.answers.audio[self.settings.stems.index(placed.stem), positions]

    def _step(self, cursor: int) -> Samples:
        start = max(cursor - self.settings.step_samples, 0)
        return self.context[np.arange(start, cursor) % RING_SAMPLES]


class RemoteHead:
    """A play head that somebody else listens at: it knows where it is and keeps nothing."""

    def __init__(self) -> None:
        self.position = 0
        self.heard = np.zeros((0, 0), np.float32)

    def consume_to(self, sample: int) -> None:
        self.position = max(self.position, sample)


@dataclass(frozen=True)
class AnswerAudio:
    """Samples [n] of a stem, to be heard from absolute sample `start` on."""

    stem: int
    batch: int
    start: int
    samples: Samples


class Stream:
    """One performance of a browser. `send` puts a burst on the network and returns when it was handed over."""

    def __init__(self, settings: PlaySettings, send: Callable[[Sequence[Outgoing]], float]) -> None:
        self.client = RingClient(settings)
        self.player = Player(self.client, settings, send, head=RemoteHead(), frames=sys.maxsize)
        self._send = send
        self._told = 0

    @property
    def settings(self) -> PlaySettings:
        return self.client.settings

    def configure(self) -> None:
        """Everything a server has to know, also one that has just been started again."""
        self._send(self.client.configure())

    def change(self, settings: PlaySettings) -> None:
        """Other settings from the next step on."""
        last_cursor = self.player.next_cursor - self.settings.step_samples
        self._send(self.client.change(settings))
        self.player.settings = settings
        self.player.next_cursor = last_cursor + settings.step_samples

    def hear(self, samples: Samples) -> None:
        """The next block [n] of context; sends the steps that it completes."""
        self.client.write(self.player.head.position, samples)
        self.player.head.consume_to(self.player.head.position + len(samples))
        self.player.send_due()

    def receive(self, arrival_s: float, datagram: bytes) -> Iterator[AnswerAudio]:
        """A datagram of the server; the audio that it brought."""
        for report in self.player.receive(arrival_s, datagram):
            if isinstance(report, Placed) and report.samples and report.stem in self.settings.targets:
                stem = self.settings.stems.index(report.stem)
                yield AnswerAudio(stem, report.batch, report.start, self.client.answer(report))

    def ended(self) -> Iterator[WindowRecord]:
        """Windows of which nothing more is to come, each told once: answered, dropped, or two others began since."""
        newest = self.client.answers.batch
        for record in self.player.windows:
            if record.batch > self._told:
                if not (record.complete or record.dropped or record.batch < newest - 1):
                    break
                self._told = record.batch
                yield record
        self.player.forget_before(newest - 8)


def look_ahead_ms(settings: PlaySettings, sample_rate_hz: int) -> float:
    """From a sample's being played to the answer to it, apart from the sound cards' own latencies."""
    return 1000 * settings.look_ahead_samples / sample_rate_hz


def look_ahead_columns(settings: PlaySettings) -> int:
    return round(settings.look_ahead_samples / COLUMN_SAMPLES)
