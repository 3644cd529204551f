"""A runtime started for one performance and stopped after it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rtap.runtime.play import wire
from rtap.runtime.play.errors import PlayError
from rtap.runtime.play.player import Event, NextEvent
from rtap.runtime.play.transport import Address, Inbox, Receiver, free_ports, take

# The runtime prints its summary when interrupted; then it has had its chance.
STOP_S = 5.0
# How soon an ended runtime is noticed.
WATCH_S = 0.5


class ChildServer:
    """`rtap-runtime` on free ports of the loopback, writing what it says into `log_file`."""

    def __init__(self, extra: Sequence[str], log_file: Path, module: str = "rtap.runtime.cli") -> None:
        """`extra` are arguments passed on to the runtime."""
        server_port, self.client_port = free_ports(2)
        self.address: Address = ("127.0.0.1", server_port)
        self.log_file = log_file
        self._log = log_file.open("wb")
        ports = ["--serverport", str(server_port), "--clientport", str(self.client_port), "--client_ip", "127.0.0.1"]
        # A session of its own: Ctrl-C in the terminal is for rtap-play, which then stops the runtime in order.
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *ports, *extra],
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )

    def __enter__(self) -> ChildServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def await_ready(self, wait_s: float, on_line: Callable[[str], None]) -> None:
        """Waits for `/ready`, passing the newest line of the runtime's log on meanwhile.

        Raises `PlayError` with what the runtime said last if it ends before, or takes longer than `wait_s`.
        """
        inbox = Inbox()
        receiver = Receiver(self.client_port, inbox)
        deadline_s = time.perf_counter() + wait_s
        try:
            while not self._says_ready(inbox):
                if self._process.poll() is not None:
                    raise PlayError(f"the server ended with {self._process.returncode}: {self.last_line()}")
                if time.perf_counter() > deadline_s:
                    raise PlayError(f"the server was not ready after {wait_s:g} s; it says: {self.last_line()}")
                on_line(self.last_line())
        finally:
            receiver.close()

    def watch(self, next_event: NextEvent) -> NextEvent:
        """The same events, and a `PlayError` as soon as the runtime has ended."""

        def watching(timeout_s: float) -> Event | None:
            if self._process.poll() is not None:
                raise PlayError(f"the server ended with {self._process.returncode}: {self.last_line()}")
            return next_event(min(timeout_s, WATCH_S))

        return watching

    def last_line(self) -> str:
        lines = self.log_file.read_text(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "nothing")

    def stop(self) -> None:
        """Interrupts, as Ctrl-C would, then terminates, then kills."""
        process = self._process
        interrupt = [lambda: process.send_signal(signal.SIGINT)] if os.name == "posix" else []
        for end in (*interrupt, process.terminate, process.kill):
            if process.poll() is None:
                end()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(STOP_S)
        self._log.close()

    def _says_ready(self, inbox: Inbox) -> bool:
        arrived = take(inbox, 0.1)
        return arrived is not None and any(message.address == "/ready" for message in wire.decode(arrived.datagram))
