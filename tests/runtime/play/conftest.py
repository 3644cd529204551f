"""A server of the wire protocol without a model: it echoes each step, with the faults a test asks for."""

import contextlib
import socket
import threading
from dataclasses import dataclass, field

import numpy as np
import pytest

from rtap.runtime.play import wire
from rtap.runtime.play.player import Player
from rtap.runtime.play.settings import SAMPLE_RATE_HZ
from rtap.runtime.play.transport import free_ports

STEMS = ("bass", "drums", "guitar", "piano")
UNTRAINED = {"engine": "ort", "bundle": "demo", "trained": "false", "stems": "bass drums guitar piano"}


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


@pytest.fixture
def perform():
    """Plays a client against a `FakeServer` on a clock of samples and returns the player.

    `latency_samples(batch)` is the time from a step's sending to the arrival of its whole answer.
    """

    def run(client, settings, server, latency_samples=lambda batch: 0):
        pending: list[tuple[int, bytes]] = []

        def send(burst):
            due = player.head.position + latency_samples(client.answers.batch)
            pending.extend((due, answer) for outgoing in burst for answer in server.receive(outgoing.datagram))
            pending.sort(key=lambda item: item[0])
            return player.head.position / SAMPLE_RATE_HZ

        for outgoing in client.configure():
            server.receive(outgoing.datagram)
        player = Player(client, settings, send)
        while not player.finished:
            due = min(player.next_event(), pending[0][0] if pending else player.frames)
            player.advance(due)
            while pending and pending[0][0] <= due:
                at, datagram = pending.pop(0)
                player.receive(at / SAMPLE_RATE_HZ, datagram)
        for at, datagram in pending:
            player.receive(at / SAMPLE_RATE_HZ, datagram)
        return player

    return run


@pytest.fixture
def on_the_network():
    """Puts a `FakeServer` on free ports of the loopback: `server_port, client_port = on_the_network(server)`."""
    stop = threading.Event()
    threads = []

    def start(server: FakeServer) -> tuple[int, int]:
        server_port, client_port = free_ports(2)
        listening = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        listening.bind(("127.0.0.1", server_port))
        listening.settimeout(0.05)

        def serve() -> None:
            with contextlib.closing(listening):
                while not stop.is_set():
                    try:
                        datagram = listening.recv(65_536)
                    except TimeoutError:
                        continue
                    for answer in server.receive(datagram):
                        listening.sendto(answer, ("127.0.0.1", client_port))
                    if server.subscriber is not None:
                        listening.sendto(server.status_datagram(), ("127.0.0.1", server.subscriber))
                        server.subscriber = None

        threads.append(threading.Thread(target=serve))
        threads[-1].start()
        return server_port, client_port

    yield start
    stop.set()
    for thread in threads:
        thread.join()
