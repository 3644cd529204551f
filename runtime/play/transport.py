"""UDP sockets: senders, and a receiver that writes down when a datagram came."""

from __future__ import annotations

import errno
import os
import queue
import socket
import threading
import time
from dataclasses import dataclass

from rtap.runtime.play.errors import PlayError
from rtap.runtime.receiver import RingReceiver, ThreadReceiver, bind_socket, kernel_drops

Address = tuple[str, int]

# An answer is 335 KB a stem at r = 0.25; a stock Linux grants 208 KB.
RECEIVE_BUFFER_BYTES = 4 << 20
# How long closing a receiver may take: its thread looks up this often.
POLL_S = 0.2


@dataclass(frozen=True)
class Arrived:
    """A datagram, the port it came to, and when on the clock of `time.perf_counter`."""

    arrival_s: float
    datagram: bytes
    port: int


Inbox = queue.SimpleQueue[Arrived]


def take(inbox: Inbox, timeout_s: float) -> Arrived | None:
    """The next datagram in order of arrival, None if none came within `timeout_s` (0 or less: do not wait)."""
    try:
        return inbox.get(timeout_s > 0, max(timeout_s, 0))
    except queue.Empty:
        return None


class Sender:
    """A UDP socket for sending, on a source port of its own."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    def __call__(self, datagram: bytes, to: Address) -> None:
        """Raises `PlayError` where the system sends no datagram of that size, as macOS does until told otherwise."""
        try:
            self._socket.sendto(datagram, to)
        except OSError as error:
            if error.errno != errno.EMSGSIZE:
                raise PlayError(f"cannot send to {to[0]}:{to[1]}: {error.strerror}") from error
            raise PlayError(
                f"this system refuses datagrams of {len(datagram)} bytes: use --package-size 1024 "
                f"(macOS: or sysctl -w net.inet.udp.maxdgram=65535)"
            ) from error

    def close(self) -> None:
        self._socket.close()


class Receiver:
    """Listens on a UDP port; a thread stamps each datagram on arrival and puts it into `inbox`, come what may.

    An answer is a burst of several times the socket buffer that a stock Linux grants. Where that cap holds, the thread
    alone, which shares its interpreter with the player, lost chunks of 35 windows in 120 on two busy cores; with the
    runtime's receiving process before it, of one.
    """

    def __init__(self, port: int, inbox: Inbox, only_from: str | None = None, bursts: bool = True) -> None:
        """`port` 0 takes a free one. `only_from` is the one address that is listened to; others are counted.

        Without `bursts` no receiving process is started, whatever the socket buffer.
        """
        self.ignored = 0
        self._only_from = only_from
        self._inbox = inbox
        self._closing = threading.Event()
        try:
            self._socket, granted_bytes = bind_socket("", port, RECEIVE_BUFFER_BYTES)
        except OSError as error:
            raise PlayError(
                f"port {port} cannot be listened on ({error.strerror}): close what uses it, "
                f"or give another as --client-port here and --clientport to the server"
            ) from error
        self.port: int = self._socket.getsockname()[1]
        # The receiving process inherits the socket, which only POSIX systems can.
        as_process = bursts and granted_bytes < RECEIVE_BUFFER_BYTES and os.name == "posix"
        self._source = RingReceiver(self._socket) if as_process else ThreadReceiver(self._socket)
        self._thread = threading.Thread(target=self._receive, name=f"receive-{self.port}", daemon=True)
        self._thread.start()

    @property
    def overflowed(self) -> int:
        """Datagrams lost on this machine because its socket buffer was full; 0 where the system does not tell."""
        return kernel_drops(self._socket) or 0

    def close(self) -> None:
        self._closing.set()
        self._thread.join()
        self._source.close()
        self._socket.close()

    def _receive(self) -> None:
        while not self._closing.is_set():
            self._source.wait(POLL_S)
            for datagram, sender in self._source.take():
                arrival_s = time.perf_counter()
                if self._only_from is not None and sender[0] != self._only_from:
                    self.ignored += 1
                    continue
                self._inbox.put(Arrived(arrival_s, bytes(datagram), self.port))


def resolve(text: str) -> Address:
    """`host:port` to an address. Raises `PlayError`."""
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65_536:
        raise PlayError(f"--server {text}: give host:port, as in 127.0.0.1:7000")
    try:
        return socket.gethostbyname(host), int(port)
    except OSError as error:
        raise PlayError(f"--server {text}: {host} has no address here ({error.strerror})") from error


def free_ports(count: int) -> list[int]:
    """UDP ports of the loopback that nobody listens on now, all different."""
    sockets = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()
