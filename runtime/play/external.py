"""The paper's Max external, imitated to the byte: what it sends, and what it does with what it gets.

`External` is the object without its sockets: messages go in as text ("predict 66150"), datagrams come out.
`ExternalClient` puts it on the network, for `rtap-play --client external` and for tests that drive a server with it.
Its truncations, duplicated planes and misleading totals are deliberate: they are what a server has to serve.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from rtap.runtime.play import wire
from rtap.runtime.play.answers import AnswerBuffer, Placed, Ready, Refused, Report, interpret
from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.settings import DEFAULT_STEMS, SAMPLE_RATE_HZ
from rtap.runtime.play.transport import Address, Inbox, Receiver, Sender, take
from rtap.runtime.play.wire import Samples

SETTER_GAP_S = 0.03
LISTEN_PORT = 8000
# oscpack's buffer is larger than a datagram: chunks between these two sizes are built, and refused by the system.
LARGEST_SENT_CHUNK = 13_095
LARGEST_BUILT_CHUNK = 13_101


@dataclass(frozen=True)
class Outgoing:
    """A datagram, the socket it leaves from (a number for each fresh one), and the pause that follows it."""

    datagram: bytes
    source: int
    pause_s: float = 0.0


class External:
    """The state of one external and of its `buffer~`.

    `audio` [stems, frames] is the buffer: channels of stems that are not targets are the context, channels of targets
    take the answers. `launched_server` is what the message `server 1` leaves behind: the first `/ready` is answered
    by loading.
    """

    def __init__(
        self,
        audio: Samples,
        stems: Sequence[str] = DEFAULT_STEMS,
        launched_server: bool = False,
        random: np.random.Generator | None = None,
    ) -> None:
        if len(audio) != len(stems):
            raise PlayError(f"{len(stems)} stem names and a buffer of {len(audio)} channels")
        self.stems = tuple(stems)
        self.answers = AnswerBuffer(audio)
        self.window_samples = 264_600
        self.r = 0.0
        self.w = 0.0
        self.fade_ratio = 0.0
        self.package_size = 10_240
        self.send_mode = 0
        self.verbose = 0
        self.predict_flags = (0,) * len(stems)
        self.launched_server = launched_server
        self._random = random or np.random.default_rng()
        self._sources = itertools.count()

    @property
    def audio(self) -> Samples:
        return self.answers.audio

    @property
    def batch(self) -> int:
        return self.answers.batch

    @property
    def step_samples(self) -> int:
        return int(self.window_samples * self.r)

    def command(self, text: str) -> list[Outgoing]:
        """One message to the object, as typed in Max: `predict 66150`, `predict_instruments 1 0 0 1`, `reset`.

        Raises `PlayError` where the object prints an error and ignores the message, and for one it does not have.
        """
        name, *words = text.split()
        numbers = [float(word) for word in words]
        match name, numbers:
            case "T", [samples] if samples > 0:
                self.window_samples = int(samples)
                return []
            case "send_mode", [0.0 | 1.0 as mode]:
                self.send_mode = int(mode)
                return []
            case "live_mode", [0.0 | 1.0 as mode]:
                self.answers.wrap = bool(mode)
                return []
            case "packet_size", [size] if 128 <= size <= 16_384:
                self.package_size = int(size)
                return [self._update_package_size()]
            case "r", [r] if 0 <= r <= 1:
                self.r = r
                return [self._update_r()]
            case "w", [-1.0 | 0.0 | 1.0 as w]:
                self.w = w
                return [self._update_w()]
            case "fade", [ratio] if 0 <= ratio <= 1:
                self.fade_ratio = ratio
                return [self._update_fade()]
            case "verbose", [level]:
                self.verbose = int(level)
                return [self._verbose()]
            case "predict_instruments", flags if len(flags) == len(self.stems):
                self.predict_flags = tuple(int(flag) for flag in flags)
                return [self._predict_instruments()]
            case "load_model", []:
                return self._load_model()
            case "reset", []:
                return [self._control("/reset", "i", 1)]
            case "print", []:
                return [self._control("/print", "T")]
            case "test_packet", []:
                return [self._test_packet()]
            case "predict", [cursor]:
                return self.predict(int(cursor))
        raise PlayError(f"the external does not take: {text}")

    def predict(self, cursor: int) -> list[Outgoing]:
        """Zeroes the region to be generated and sends the newest step: the whole burst, planes interleaved."""
        if cursor == 0 and not self.answers.wrap:
            return []
        targets = [channel for channel, flag in enumerate(self.predict_flags) if flag]
        content_start = cursor + int(self.w * self.r * self.window_samples)
        fade_samples = int(self.fade_ratio * SAMPLE_RATE_HZ)
        batch = self.answers.open_batch(content_start, self.step_samples, fade_samples, targets)
        start, stop = self._context_span(cursor)
        contexts = [channel for channel in range(len(self.stems)) if channel not in targets]
        planes: list[tuple[str, Samples]] = []
        if self.send_mode == 0:
            mixed = self.audio[contexts, start:stop].sum(axis=0, dtype=np.float32)
            planes += [("/context", mixed)] * len(targets)
        else:
            separate = [("/" + self.stems[channel], self.audio[channel, start:stop]) for channel in contexts]
            planes += separate * len(targets)
        planes_per_target = 1 if self.send_mode == 0 else len(self.stems) - 1
        total = len(targets) * planes_per_target * -(-(stop - start) // self.package_size)
        return interleave([self._plane(address, batch, total, samples) for address, samples in planes])

    def receive(self, datagram: bytes) -> tuple[list[Report], list[Outgoing]]:
        """What the datagram led to, and what it makes the object send (only the first `/ready` does)."""
        try:
            messages = wire.decode(datagram)
        except wire.WireError as error:
            return [Refused(str(error))], []
        reports: list[Report] = []
        outgoing: list[Outgoing] = []
        for message in messages:
            report = interpret(message, self.stems, self.answers, self.package_size)
            if isinstance(report, Ready) and self.launched_server:
                self.launched_server = False
                outgoing += self._load_model()
            if report is not None:
                reports.append(report)
        return reports, outgoing

    def _context_span(self, cursor: int) -> tuple[int, int]:
        if cursor == 0:  # the buffer has just cycled: its tail is the newest step
            return max(self.answers.frames - self.step_samples, 0), self.answers.frames
        start = max(cursor - self.step_samples, 0)
        return start, max(start, min(cursor, self.answers.frames))

    def _plane(self, address: str, batch: int, total: int, samples: Samples) -> list[Outgoing]:
        source = next(self._sources)
        starts = range(0, len(samples), self.package_size)
        chunks = [(start, samples[start : start + self.package_size]) for start in starts]
        if any(len(chunk) > LARGEST_BUILT_CHUNK for _, chunk in chunks):
            raise PlayError(f"packet_size {self.package_size}: the external aborts at a predict from 13 102 floats")
        return [
            Outgoing(wire.audio(address, (batch, start, total), chunk), source)
            for start, chunk in chunks
            if len(chunk) <= LARGEST_SENT_CHUNK
        ]

    def _load_model(self) -> list[Outgoing]:
        setters = [
            self._update_package_size(),
            self._update_r(),
            self._update_w(),
            self._update_fade(),
            self._predict_instruments(),
            self._verbose(),
        ]
        spaced = [Outgoing(setter.datagram, setter.source, SETTER_GAP_S) for setter in setters]
        return [*spaced, self._control("/load_model", "")]

    def _update_package_size(self) -> Outgoing:
        return self._control("/update_package_size", "i", self.package_size)

    def _update_r(self) -> Outgoing:
        return self._control("/update_r", "d", self.r)

    def _update_w(self) -> Outgoing:
        return self._control("/w", "d", self.w)

    def _update_fade(self) -> Outgoing:
        return self._control("/update_fade", "d", self.fade_ratio)

    def _predict_instruments(self) -> Outgoing:
        return self._control("/predict_instruments", "i" * len(self.stems), *self.predict_flags)

    def _verbose(self) -> Outgoing:
        return self._control("/verbose", "i", self.verbose)

    def _test_packet(self) -> Outgoing:
        floats = self._random.random(self.package_size, np.float32)
        return Outgoing(wire.audio("/packet_test", (self.package_size,), floats), next(self._sources))

    def _control(self, address: str, tags: str, *args: object) -> Outgoing:
        return Outgoing(wire.control(address, tags, *args), next(self._sources))


def interleave(planes: Iterable[list[Outgoing]]) -> list[Outgoing]:
    """Planes leave the external from a thread each and mix on the way; here they take turns, chunk by chunk."""
    turns = itertools.zip_longest(*planes)
    return [outgoing for turn in turns for outgoing in turn if outgoing is not None]


class ExternalClient:
    """An `External` on the network: fresh source ports, a listener on port 8000, no threads but the receiving one.

    Answers are written when `pump` or `pump_until` is called, in the order of their arrival.
    """

    def __init__(self, external: External, server: Address, listen_port: int = LISTEN_PORT) -> None:
        self.external = external
        self._server = server
        self._inbox = Inbox()
        self._receiver = Receiver(listen_port, self._inbox)

    def __enter__(self) -> ExternalClient:
        return self

    @property
    def listen_port(self) -> int:
        return self._receiver.port

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._receiver.close()

    def command(self, text: str) -> None:
        """Sends what the object sends for this message; returns after its last datagram."""
        send_from_fresh_ports(self.external.command(text), self._server)

    def pump(self, timeout_s: float) -> list[Report]:
        """Waits for one datagram and handles it. Returns what it led to, nothing after `timeout_s`."""
        arrived = take(self._inbox, timeout_s)
        if arrived is None:
            return []
        reports, outgoing = self.external.receive(arrived.datagram)
        send_from_fresh_ports(outgoing, self._server)
        return reports

    def pump_until(self, done: Callable[[list[Report]], bool], timeout_s: float) -> list[Report]:
        """Handles datagrams until `done(all reports so far)`. Raises `TimeoutError` after `timeout_s`."""
        deadline = time.perf_counter() + timeout_s
        reports: list[Report] = []
        while not done(reports):
            left_s = deadline - time.perf_counter()
            if left_s <= 0:
                raise TimeoutError(f"waited {timeout_s:g} s; {len(reports)} reports, the last: {reports[-1:]}")
            reports += self.pump(left_s)
        return reports

    def pump_answer(self, timeout_s: float = 10.0) -> list[Report]:
        """Handles datagrams until every sample of the current batch's answer has come for every target."""
        external = self.external
        targets = {stem for stem, flag in zip(external.stems, external.predict_flags, strict=True) if flag}
        answer_samples = external.step_samples + int(external.fade_ratio * SAMPLE_RATE_HZ)

        def complete(reports: list[Report]) -> bool:
            chunks = {
                (report.stem, report.chunk): report.samples
                for report in reports
                if isinstance(report, Placed) and report.batch == external.batch and report.samples
            }
            return all(
                sum(samples for (stem, _), samples in chunks.items() if stem == target) >= answer_samples
                for target in targets
            )

        return self.pump_until(complete, timeout_s)


def send_from_fresh_ports(outgoing: Sequence[Outgoing], server: Address) -> None:
    """Sends in order, each `source` from a socket of its own, with the pauses asked for."""
    senders = {source: Sender() for source in dict.fromkeys(item.source for item in outgoing)}
    try:
        for item in outgoing:
            senders[item.source](item.datagram, server)
            time.sleep(item.pause_s)
    finally:
        for sender in senders.values():
            sender.close()
