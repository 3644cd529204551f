"""The monitor's socket: asks the runtime once a second and gives the feed whatever comes from it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any

from rtap.runtime.monitor.feed import Feed
from rtap.runtime.play import wire
from rtap.runtime.play.transport import RECEIVE_BUFFER_BYTES, Address
from rtap.runtime.receiver import bind_socket
from rtap.runtime.subscribers import AUDIO, COUNTS

ASK_EVERY_S = 1.0


class Watcher(asyncio.DatagramProtocol):
    """Subscribes and goes on subscribing, so that a runtime that was started again is found within a second."""

    def __init__(self, runtime: Address, feed: Feed) -> None:
        self.changed = asyncio.Event()
        """Set when the feed may have news."""
        self.wants_audio = False
        """Whether some page is open that draws it; nobody is sent what nobody looks at."""
        self._runtime = runtime
        self._feed = feed
        self._transport: asyncio.DatagramTransport | None = None

    async def run(self) -> None:
        """Until cancelled; unsubscribes then."""
        sock, _ = bind_socket("", 0, RECEIVE_BUFFER_BYTES)
        sock.setblocking(False)
        port = sock.getsockname()[1]
        transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: self, sock=sock)
        self._transport = transport
        try:
            while True:
                self.send("/rtap/subscribe", "iii", 1, port, AUDIO if self.wants_audio else COUNTS)
                await asyncio.sleep(ASK_EVERY_S)
                self._feed.check(time.time())
                self.changed.set()
        finally:
            self.send("/rtap/subscribe", "ii", 0, port)
            transport.close()

    def send(self, address: str, tags: str, *args: object) -> None:
        """One control message to the runtime."""
        if self._transport is not None:
            with contextlib.suppress(OSError):  # no runtime, no route: the feed says so when it has been silent
                self._transport.sendto(wire.control(address, tags, *args), self._runtime)

    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:
        if addr[0] == self._runtime[0]:
            self._feed.receive(data, time.time())
            self.changed.set()
