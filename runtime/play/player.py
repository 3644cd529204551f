"""Time: a play head moves through the input, steps are sent as it passes their ends, answers arrive or do not.

`Player` runs on samples alone and knows no clock and no socket, so that a performance can be told as a list of
(play head, datagram) in a test. `play_live` drives it by the clock, `play_fast` by the answers.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from rtap.runtime.play.answers import AnswerBuffer, Dropped, Placed, Refused, Report, ServerPredicted
from rtap.runtime.play.clients import Client
from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.external import Outgoing
from rtap.runtime.play.settings import SAMPLE_RATE_HZ, PlaySettings
from rtap.runtime.play.wire import Samples

# What a sound card takes at a time: an answer that comes within a block is heard from the next one on.
BLOCK_SAMPLES = 512
# How long after `/server_predicted` a chunk may still come that left before it.
REORDERING_S = 0.25


@dataclass
class WindowRecord:
    """What became of one window. Times are seconds on the clock of `time.perf_counter`; None: it never happened."""

    batch: int
    cursor: int
    answer_start: int
    budget_ms: float
    expected_chunks: int
    """Of all target stems together."""
    sent_s: float | None = None
    """When the last packet of the step had been sent."""
    first_s: float | None = None
    """When the first packet with audio came."""
    last_s: float | None = None
    """When the newest chunk came; the answer was whole then if no chunk is lost. Duplicates do not count."""
    dropped: bool = False
    late_samples: int = 0
    """Samples of the answer that came after the play head had passed them, in the worst stem."""
    misplaced_chunks: int = 0
    """Chunks that landed where an earlier batch was, for want of their chunk 0."""
    chunks: set[tuple[str, int]] = field(default_factory=set)
    """(stem, chunk) that came whole."""
    parts: dict[tuple[str, int], int] = field(default_factory=dict)
    """Samples of each chunk that came: a server that generates ahead sends the beginning of one before the whole."""
    late_by_stem: dict[str, int] = field(default_factory=dict)

    @property
    def lost_chunks(self) -> int:
        return 0 if self.dropped else self.expected_chunks - len(self.chunks)

    @property
    def complete(self) -> bool:
        return len(self.chunks) == self.expected_chunks

    @property
    def first_ms(self) -> float | None:
        """From the last context packet sent to the first answer packet received."""
        return None if self.first_s is None or self.sent_s is None else 1000 * (self.first_s - self.sent_s)

    @property
    def last_ms(self) -> float | None:
        """From the last context packet sent to the last answer packet received; None until the answer is whole."""
        whole = self.complete and self.last_s is not None and self.sent_s is not None
        return 1000 * (self.last_s - self.sent_s) if whole else None  # type: ignore[operator]

    @property
    def outcome(self) -> str:
        """One word: `dropped`, `lost` (chunks missing, or all of them), `late`, or `in time`."""
        if self.dropped:
            return "dropped"
        if self.lost_chunks:
            return "lost"
        return "late" if self.late_samples else "in time"


class Head(Protocol):
    """Where the listener is, and what was heard."""

    position: int
    heard: Samples

    def consume_to(self, sample: int) -> None:
        """Moves on to `sample`, never back."""


class PlayHead:
    """Reads answers as a listener hears them: a sample counts as it is when the head passes it, not as it becomes."""

    def __init__(self, answers: AnswerBuffer, channels: Sequence[int]) -> None:
        self.position = 0
        self.heard = np.zeros((len(channels), answers.frames), np.float32)
        self._rows = [answers.audio[channel] for channel in channels]

    def consume_to(self, sample: int) -> None:
        """Moves on to `sample`, never back, keeping what is in the buffer now."""
        stop = max(min(sample, self.heard.shape[1]), self.position)
        for heard, row in zip(self.heard, self._rows, strict=True):
            heard[self.position : stop] = row[self.position : stop]
        self.position = stop


class Player:
    """One performance: which steps are due, what was sent and what came back.

    `send` puts a burst on the network and returns the time at which its last datagram was handed over.
    """

    def __init__(
        self,
        client: Client,
        settings: PlaySettings,
        send: Callable[[Sequence[Outgoing]], float],
        head: Head | None = None,
        frames: int | None = None,
    ) -> None:
        """`head` is for answers that are heard elsewhere; without it all that is heard is kept. `frames`: the length of
        the performance, where that is not the length of the client's buffers."""
        self.client = client
        self.settings = settings
        channels = [settings.stems.index(target) for target in settings.targets]
        self.head: Head = PlayHead(client.answers, channels) if head is None else head
        self.frames = client.answers.frames if frames is None else frames
        self.windows: list[WindowRecord] = []
        self.refused: list[str] = []
        self._send = send
        self._by_batch: dict[int, WindowRecord] = {}
        self.next_cursor = settings.step_samples
        self.started_s: float | None = None
        """When sample 0 was played, where a clock plays."""

    @property
    def finished(self) -> bool:
        return self.head.position >= self.frames

    def forget_before(self, batch: int) -> None:
        """Lets go of the records of earlier batches: a performance without an end must not grow."""
        while self.windows and self.windows[0].batch < batch:
            del self._by_batch[self.windows.pop(0).batch]

    @property
    def heard(self) -> Samples:
        """[targets, frames]: what the listener heard up to the play head, silence after it."""
        return self.head.heard

    def advance(self, to_sample: int) -> None:
        """Moves the play head to `to_sample`, or as far as whole blocks go, sending each step whose end it reaches."""
        while self.head.position < min(to_sample, self.frames):
            stop = min(self.head.position + BLOCK_SAMPLES, self._next_stop())
            if stop > to_sample:
                break
            self.head.consume_to(stop)
            self.send_due()

    def next_event(self) -> int:
        """The sample at which `advance` will next have something to do."""
        return min(self.head.position + BLOCK_SAMPLES, self._next_stop())

    def _next_stop(self) -> int:
        ahead = self.next_cursor if self.next_cursor > self.head.position else self.frames
        return min(ahead, self.frames)

    def send_due(self) -> None:
        """Sends the steps that end at or before the play head."""
        while self.next_cursor <= self.head.position:
            self.send_step()

    def send_step(self) -> None:
        """Sends the step that ends at `next_cursor`."""
        cursor = self.next_cursor
        self.next_cursor += self.settings.step_samples
        start = self.settings.answer_start(cursor)
        if start >= self.frames:  # nobody will hear that answer
            return
        burst = self.client.predict(cursor)
        record = WindowRecord(
            batch=self.client.answers.batch,
            cursor=cursor,
            answer_start=start,
            budget_ms=self.settings.budget_ms,
            expected_chunks=self.settings.answer_chunks * len(self.settings.targets),
        )
        self.windows.append(record)
        self._by_batch[record.batch] = record
        record.sent_s = self._send(burst)

    def receive(self, arrival_s: float, datagram: bytes) -> list[Report]:
        """A datagram from the server, with the play head where it stood when it came."""
        reports = self.client.receive(datagram)
        for report in reports:
            match report:
                case Placed():
                    self._note_chunk(report, arrival_s)
                case Dropped(batch) if batch in self._by_batch:
                    self._by_batch[batch].dropped = True
                case Refused(text):
                    self.refused.append(text)
        return reports

    def _note_chunk(self, placed: Placed, arrival_s: float) -> None:
        record = self._by_batch.get(placed.batch)
        if record is None or placed.samples == 0 or placed.stem not in self.settings.targets:
            return
        if record.first_s is None:
            record.first_s = arrival_s
        if not 0 <= placed.chunk < self.settings.answer_chunks:
            return
        if placed.start != record.answer_start + placed.chunk * self.settings.package_size:
            record.misplaced_chunks += 1
        key = (placed.stem, placed.chunk)
        came = record.parts.get(key, 0)
        if placed.samples <= came:
            return
        record.parts[key] = placed.samples
        size = self.settings.package_size
        if placed.samples >= min(size, self.settings.answer_samples - placed.chunk * size):
            record.chunks.add(key)
        record.last_s = arrival_s
        # What lies before the first sample is heard by nobody: a negative look-ahead answers for it all the same.
        late = max(min(self.head.position, placed.start + placed.samples) - max(placed.start + came, 0), 0)
        record.late_by_stem[placed.stem] = record.late_by_stem.get(placed.stem, 0) + late
        record.late_samples = max(record.late_by_stem.values())


@dataclass(frozen=True)
class Event:
    """Something from the network: when, and the datagram for the client; None for what the client has no use for."""

    arrival_s: float
    datagram: bytes | None


# Waits up to so many seconds for the next event; None when nothing came.
NextEvent = Callable[[float], Event | None]


def play_live(player: Player, next_event: NextEvent, on_progress: Callable[[], None]) -> None:
    """Plays by the clock. An answer meets the play head where it stood when the answer arrived, not when it is read."""
    start_s = player.started_s = time.perf_counter()
    while not player.finished:
        due_s = start_s + player.next_event() / SAMPLE_RATE_HZ
        event = next_event(due_s - time.perf_counter())
        now_s = time.perf_counter() if event is None else event.arrival_s
        player.advance(math.floor((now_s - start_s) * SAMPLE_RATE_HZ))
        if event is not None and event.datagram is not None:
            player.receive(event.arrival_s, event.datagram)
        on_progress()


def play_fast(player: Player, next_event: NextEvent, timeout_s: float, on_progress: Callable[[], None]) -> None:
    """Plays as fast as the server answers: the clock stands still from a step's sending to its answer.

    The play head waits where the answer begins if that is before the cursor, so that with no look-ahead, or a negative
    one, everything is heard as it would be with a server that takes no time at all.
    """
    waits_before_cursor = min(0, player.settings.budget_samples)
    while player.next_cursor <= player.frames:
        player.head.consume_to(player.next_cursor + waits_before_cursor)
        sent = len(player.windows)
        player.send_step()
        for record in player.windows[sent:]:
            _await_answer(player, record, next_event, timeout_s)
        on_progress()
    player.head.consume_to(player.frames)


def _await_answer(player: Player, record: WindowRecord, next_event: NextEvent, timeout_s: float) -> None:
    """Raises `PlayError` if not even a part of the answer comes; a part that is missing stays lost."""
    deadline_s = time.perf_counter() + timeout_s
    while not (record.complete or record.dropped):
        left_s = deadline_s - time.perf_counter()
        if left_s <= 0:
            break
        event = next_event(left_s)
        if event is not None and event.datagram is not None:
            reports = player.receive(event.arrival_s, event.datagram)
            all_sent = any(isinstance(report, ServerPredicted) for report in reports)
            if all_sent and record.chunks:  # of this window, that is: the message does not say which
                deadline_s = min(deadline_s, event.arrival_s + REORDERING_S)
    if not record.chunks and not record.dropped:
        raise PlayError(
            f"the server has not answered window {record.batch} within {timeout_s:g} s: see what it says, "
            f"or give a slow engine more with --timeout"
        )


def await_stragglers(player: Player, next_event: NextEvent, timeout_s: float) -> None:
    """After the end: answers still under way are late, not lost. Waits for them up to `timeout_s`."""
    deadline_s = time.perf_counter() + timeout_s
    while any(not (record.complete or record.dropped) for record in player.windows[-2:]):
        left_s = deadline_s - time.perf_counter()
        if left_s <= 0:
            return
        event = next_event(left_s)
        if event is not None and event.datagram is not None:
            player.receive(event.arrival_s, event.datagram)
