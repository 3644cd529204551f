"""Ways to play against the fake server of `tests/runtime/conftest.py`."""

import contextlib
import socket
import threading

import pytest

from rtap.runtime.play.player import Player
from rtap.runtime.play.settings import SAMPLE_RATE_HZ
from rtap.runtime.play.transport import free_ports

UNTRAINED = {"engine": "ort", "bundle": "demo", "trained": "false", "stems": "bass drums guitar piano"}


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

    def start(server) -> tuple[int, int]:
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
