"""A runtime without sockets: the bytes of a client in, the bytes of the server out, through every real part between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pytest

from rtap.runtime import osc
from rtap.runtime.accompanist import Accompanist
from rtap.runtime.bundle import CodecSpec, SamplerSpec
from rtap.runtime.engines.echo import EchoStages
from rtap.runtime.play import wire
from rtap.runtime.play.settings import SAMPLE_RATE_HZ
from rtap.runtime.session import Session, Settings, WindowRequest

STEMS = ("bass", "drums", "guitar", "piano")
MS = 1_000_000


class WiredRuntime:
    """Session, accompanist and echo engine, driven by datagrams and by a clock that the test moves."""

    def __init__(self, delay_columns: int = 40, settings: Settings | None = None) -> None:
        self.log: list[tuple[str, str]] = []
        self.session = Session(STEMS, lambda level, text: self.log.append((level, text)), settings=settings)
        self.accompanist = Accompanist(
            EchoStages(delay_columns),
            len(STEMS),
            SamplerSpec("consistency", 1).build(),
            CodecSpec("echo", False, "linear"),
        )
        self._parser = osc.Parser(self.session.audio_addresses)
        self._epoch = 0
        self.now_ns = 0

    def take(self, datagrams: Iterable[bytes]) -> list[WindowRequest]:
        """Give datagrams to the session; the windows that they ask for."""
        requests = []
        for datagram in datagrams:
            self.now_ns += MS // 10
            for message in self._parser.parse(memoryview(datagram)):
                if isinstance(message, osc.AudioChunk):
                    request = self.session.on_chunk(message, self.now_ns)
                else:
                    request = self.session.on_control(message, self.now_ns).request
                if request is not None:
                    requests.append(request)
        return requests

    def answer(self, request: WindowRequest) -> list[bytes]:
        """Play one window; the datagrams of its answer."""
        if request.epoch != self._epoch:
            self.accompanist.reset()
            self._epoch = request.epoch
        answer = self.accompanist.play(request.audio, request.plan, request.stems, request.window_index)
        datagrams = []
        for i, stem in enumerate(request.stems):
            packer = osc.AnswerPacker(STEMS[stem], request.plan.answer_samples, request.chunk_floats)
            datagrams += [bytes(packer.position(request.batch))]
            datagrams += [bytes(packer.chunk(request.batch, k, answer.audio[i])) for k in range(len(packer))]
        self.session.release(request)
        return datagrams

    def respond(self, datagrams: Iterable[bytes]) -> list[bytes]:
        return [reply for request in self.take(datagrams) for reply in self.answer(request)]


@pytest.fixture
def wired() -> WiredRuntime:
    return WiredRuntime()


@pytest.fixture
def wired_with_delay():
    return WiredRuntime


@dataclass
class FakeServer:
    """Answers a batch with the step it has just got and the crossfade's worth before it.

    So what is heard is the input, one step and the look-ahead later, and every crossfade blends equal samples. Steps
    are taken to follow each other. `receive` takes one datagram and returns those that go back to the client.
    """

    status: dict[str, str] | None = None
    """None: a server that does not know /rtap/*."""
    insurance: bool = True
    """An empty chunk 0 goes before each answer."""
    dropped: set[int] = field(default_factory=set)
    """Batches answered by /batch_dropped."""
    silent: set[int] = field(default_factory=set)
    """Batches answered by nothing."""
    lost: set[tuple[int, int]] = field(default_factory=set)
    """(batch, chunk) that do not arrive; an empty chunk 0 does."""
    backwards: set[int] = field(default_factory=set)
    """Batches whose chunks arrive in reverse, after the empty chunk 0."""
    doubled: set[int] = field(default_factory=set)
    """Batches whose last chunk arrives twice."""

    package_size: int = 5120
    fade_samples: int = 0
    targets: tuple[str, ...] = ()
    subscriber: int | None = None
    addresses: list[str] = field(default_factory=list)
    _steps: dict[int, dict[int, np.ndarray]] = field(default_factory=dict)
    _history: np.ndarray = field(default_factory=lambda: np.zeros(0, np.float32))
    _answered: set[int] = field(default_factory=set)

    def receive(self, datagram: bytes) -> list[bytes]:
        (message,) = wire.decode(datagram)
        self.addresses.append(message.address)
        match message.address:
            case "/update_package_size":
                self.package_size = message.args[0]
            case "/update_fade":
                self.fade_samples = int(message.args[0] * SAMPLE_RATE_HZ)
            case "/predict_instruments":
                self.targets = tuple(stem for stem, flag in zip(STEMS, message.args, strict=True) if flag)
            case "/packet_test":
                return [wire.audio("/packet_test_response", message.args, message.samples)]
            case "/context":
                return self._context(*message.args, message.samples)
            case "/rtap/subscribe" if self.status is not None:
                self.subscriber = message.args[1]
        return []

    def status_datagram(self) -> bytes:
        strings = [text for pair in self.status.items() for text in pair]
        return wire.control("/rtap/status", "s" * len(strings), *strings)

    def _context(self, batch, start, total, samples):
        chunks = self._steps.setdefault(batch, {})
        chunks[start] = samples
        # Every target repeats the plane: the step is whole when each of its chunks has come once.
        if len(chunks) < total // max(len(self.targets), 1) or batch in self._answered:
            return []
        self._answered.add(batch)
        step = np.concatenate([chunks[start] for start in sorted(chunks)])
        padded = np.concatenate([np.zeros(self.fade_samples, np.float32), self._history, step])
        self._history = np.concatenate([self._history, step])
        if batch in self.dropped:
            return [wire.control("/batch_dropped", "i", batch)]
        if batch in self.silent:
            return []
        answer = padded[len(padded) - len(step) - self.fade_samples :]
        return [datagram for stem in self.targets for datagram in self._chunks(stem, batch, answer)] + [
            wire.control("/server_predicted", "T")
        ]

    def _chunks(self, stem, batch, answer):
        starts = range(0, len(answer), self.package_size)
        sent = [
            wire.audio(f"/{stem}", (batch, chunk, len(starts)), answer[start : start + self.package_size])
            for chunk, start in enumerate(starts)
            if (batch, chunk) not in self.lost
        ]
        if batch in self.backwards:
            sent.reverse()
        if batch in self.doubled:
            sent.append(sent[-1])
        empty = wire.audio(f"/{stem}", (batch, 0, len(starts)), np.zeros(0, np.float32))
        return [empty, *sent] if self.insurance else sent


@pytest.fixture
def fake_server():
    """Makes `FakeServer`s: `fake_server(dropped={2})`."""
    return FakeServer
