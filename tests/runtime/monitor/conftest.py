"""A monitor on a free port, the runtime it watches, and somebody who plays."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest

from rtap.runtime.play.connection import Connection
from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.settings import PlaySettings
from rtap.runtime.play.transport import free_ports

WAIT_S = 60.0


def wait_for(condition: Callable[[], object], what: str, timeout_s: float = WAIT_S) -> object:
    """What `condition` returns once it is true, on however busy a machine."""
    deadline_s = time.monotonic() + timeout_s
    while not (result := condition()):
        assert time.monotonic() < deadline_s, f"waited in vain for {what}"
        time.sleep(0.05)
    return result


@dataclass
class Runtime:
    """`rtap-runtime` as a process: echo, a column of delay for each of `--echo-delay`."""

    port: int
    client_port: int
    extra: list[str] = field(default_factory=lambda: ["--engine", "echo", "--echo-delay", "12"])
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        ports = ["--port", str(self.port), "--client-port", str(self.client_port)]
        command = [sys.executable, "-m", "rtap.runtime.cli", *ports, *self.extra]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)
            self.process = None


@pytest.fixture
def runtime() -> Iterator[Runtime]:
    runtime = Runtime(*free_ports(2))
    yield runtime
    runtime.stop()


@dataclass
class Monitor:
    """`rtap-monitor` as a process; `url` is where its pages are."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def ws(self) -> str:
        return f"ws://127.0.0.1:{self.port}"


def free_tcp_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def listens(port: int) -> bool:
    with socket.socket() as sock:
        return sock.connect_ex(("127.0.0.1", port)) == 0


def started(stack: contextlib.ExitStack, runtime: Runtime, *extra: str) -> Monitor:
    port = free_tcp_port()
    where = ["--runtime", f"127.0.0.1:{runtime.port}", "--client-port", str(runtime.client_port)]
    command = [sys.executable, "-m", "rtap.runtime.monitor.cli", "--port", str(port), *where, *extra]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    stack.callback(process.wait, 30)
    stack.callback(process.terminate)
    wait_for(lambda: listens(port), "the monitor to listen")
    return Monitor(port, process)


@pytest.fixture
def monitor(runtime) -> Iterator[Callable[..., Monitor]]:
    """Starts a monitor of `runtime`: `monitor("--control")`."""
    with contextlib.ExitStack() as stack:
        yield lambda *extra: started(stack, runtime, *extra)


@pytest.fixture(scope="session")
def lonely_monitor() -> Iterator[Monitor]:
    """A monitor of a runtime that is never started."""
    with contextlib.ExitStack() as stack:
        yield started(stack, Runtime(*free_ports(2)))


class Musician:
    """Somebody who plays steps of a tone to the runtime, as fast as answers come, until `stop`."""

    def __init__(self, runtime: Runtime, r: float, look_ahead: float) -> None:
        self._settings = PlaySettings(r=r, look_ahead=look_ahead, package_size=4096)
        self._runtime = runtime
        self._stopping = False
        self._thread = threading.Thread(target=self._play)
        self._thread.start()

    def stop(self) -> None:
        self._stopping = True
        self._thread.join()

    def _play(self) -> None:
        from rtap.runtime.monitor.stream import Stream

        tone = 0.5 * np.sin(np.arange(self._settings.step_samples) / 20).astype(np.float32)
        with Connection(("127.0.0.1", self._runtime.port), self._runtime.client_port, fresh_ports=False) as connection:
            with contextlib.suppress(PlayError):
                connection.await_server(WAIT_S)
            stream = Stream(self._settings, connection.send)
            stream.configure()
            while not self._stopping:
                stream.hear(tone)
                until_s = time.monotonic() + 0.15
                while time.monotonic() < until_s:
                    event = connection.next_event(0.05)
                    if event is not None and event.datagram is not None:
                        list(stream.receive(event.arrival_s, event.datagram))


@pytest.fixture
def musician(runtime) -> Iterator[Callable[..., Musician]]:
    """Somebody plays: `musician(r=1 / 16, look_ahead=1)`."""
    playing: list[Musician] = []

    def start(r: float = 1 / 16, look_ahead: float = 1.0) -> Musician:
        playing.append(Musician(runtime, r, look_ahead))
        return playing[-1]

    yield start
    for each in playing:
        each.stop()


@pytest.fixture
def until() -> Callable[..., object]:
    """`until(condition, "what is waited for")`."""
    return wait_for
