"""The sockets of one performance: how steps leave, how answers and the server's own words come in."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np

from rtap.runtime.play import wire
from rtap.runtime.play.external import Outgoing, send_from_fresh_ports
from rtap.runtime.play.observer import Observer, unanswered
from rtap.runtime.play.player import Event
from rtap.runtime.play.transport import Address, Arrived, Inbox, Receiver, Sender, take

ASK_EVERY_S = 0.25
# A server that echoes and knows /rtap/* has answered both by then; the authors' server only echoes.
STATUS_GRACE_S = 0.5
# No datagram comes to this port: what is put into the inbox with it only wakes the one who waits.
WAKE_PORT = 0
# Every server of this protocol echoes it.
PACKET_TEST = wire.audio("/packet_test", (128,), np.zeros(128, np.float32))


class Connection:
    """Sends a client's datagrams and sorts what comes back: answers for the client, `/rtap/*` for the observer.

    The observer has a port of its own, so that the client's traffic is the protocol's and nothing else.
    """

    def __init__(self, server: Address, client_port: int, fresh_ports: bool) -> None:
        """`fresh_ports`: a source port per control message and plane, as the external has, and any sender is heard."""
        self.observer = Observer()
        self._server = server
        self._fresh_ports = fresh_ports
        self._inbox = Inbox()
        self._answers = Receiver(client_port, self._inbox, None if fresh_ports else server[0])
        self._news = Receiver(0, self._inbox, server[0], bursts=False)
        self._sender = Sender()
        self._echoed = False

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self._answers.close()
        self._news.close()
        self._sender.close()

    @property
    def client_port(self) -> int:
        return self._answers.port

    @property
    def ignored(self) -> int:
        """Datagrams from others than the server."""
        return self._answers.ignored + self._news.ignored

    @property
    def overflowed(self) -> int:
        """Datagrams of answers that came faster than this machine took them."""
        return self._answers.overflowed

    def send(self, burst: Sequence[Outgoing]) -> float:
        """Returns when the last datagram was handed over, on the clock of `time.perf_counter`."""
        if self._fresh_ports:
            send_from_fresh_ports(burst, self._server)
        else:
            for outgoing in burst:
                self._sender(outgoing.datagram, self._server)
                if outgoing.pause_s:
                    time.sleep(outgoing.pause_s)
        return time.perf_counter()

    def next_event(self, timeout_s: float) -> Event | None:
        """The next datagram within `timeout_s`; the observer's are taken out here."""
        arrived = take(self._inbox, timeout_s)
        if arrived is None:
            return None
        if arrived.port == WAKE_PORT:
            return Event(arrived.arrival_s, None)
        if arrived.port == self._news.port:
            self.observer.receive(arrived.datagram)
            return Event(arrived.arrival_s, None)
        return Event(arrived.arrival_s, arrived.datagram)

    def wake(self) -> None:
        """Makes `next_event` return, from any thread."""
        self._inbox.put(Arrived(time.perf_counter(), b"", WAKE_PORT))

    def await_server(self, wait_s: float) -> None:
        """Asks until the server tells its status, or at least echoes. Raises `PlayError` after `wait_s`."""
        if not self._ask_until(lambda: self._echoed or bool(self.observer.status), wait_s):
            raise unanswered(f"{self._server[0]}:{self._server[1]}", wait_s)
        self._ask_until(lambda: bool(self.observer.status), STATUS_GRACE_S)

    def await_loaded(self, wait_s: float) -> bool:
        """After a client's setup: waits until the bundle is loaded. True at once of a server that says nothing."""
        return self._ask_until(lambda: self.observer.loaded, wait_s)

    def await_news(self, batch: int, wait_s: float) -> None:
        """Waits for the server's word on a window, which follows its answer; not for a server that never says any."""
        deadline_s = time.perf_counter() + wait_s
        windows = self.observer.windows
        while windows and batch not in windows and time.perf_counter() < deadline_s:
            self.next_event(deadline_s - time.perf_counter())

    def await_log(self, words: str, wait_s: float) -> bool:
        """Waits until a line of the server's log holds these words."""
        return self._ask_until(lambda: any(words in text for _, text in self.observer.log), wait_s)

    def _ask_until(self, done: Callable[[], bool], wait_s: float) -> bool:
        deadline_s = time.perf_counter() + wait_s
        ask_at_s = 0.0
        while not done():
            now_s = time.perf_counter()
            if now_s >= deadline_s:
                return False
            if now_s >= ask_at_s:
                self._sender(wire.control("/rtap/subscribe", "ii", 1, self._news.port), self._server)
                self._sender(PACKET_TEST, self._server)
                ask_at_s = now_s + ASK_EVERY_S
            event = self.next_event(min(ask_at_s, deadline_s) - now_s)
            self._echoed = self._echoed or (event is not None and _is_echo(event.datagram))
        return True


def _is_echo(datagram: bytes | None) -> bool:
    """Of any message of the protocol: whoever sends one to this port is there."""
    if datagram is None:
        return False
    try:
        return bool(wire.decode(datagram))
    except wire.WireError:
        return False
