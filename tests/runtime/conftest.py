"""A runtime without sockets: the bytes of a client in, the bytes of the server out, through every real part between."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest

from rtap.runtime import osc
from rtap.runtime.accompanist import Accompanist
from rtap.runtime.bundle import CodecSpec, SamplerSpec
from rtap.runtime.engines.echo import EchoStages
from rtap.runtime.record import WindowLog
from rtap.runtime.server import Server, ServerConfig
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


@contextmanager
def serving(config: ServerConfig, bundle=None) -> Iterator[Server]:
    """A real server on a free port, with its threads and its receiving process, until the end of the block."""
    messages: list[tuple[str, str]] = []
    server = Server(config, bundle, lambda level, text: messages.append((level, text)))
    server.messages = messages
    server.windows = WindowLog()
    failures: list[str | None] = []
    thread = threading.Thread(target=lambda: failures.append(server.run(server.windows)))
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join(timeout=30)
        assert failures == [None]


@pytest.fixture
def serve():
    return serving


@pytest.fixture
def wired_with_delay():
    return WiredRuntime
