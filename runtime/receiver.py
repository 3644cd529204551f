"""Receiving that never waits for the inference.

A step arrives as one burst of up to 1.3 MB within 2 to 5 ms, and a stock Linux caps the socket buffer at 208 KB:
whoever empties the socket may pause for well under a millisecond. A thread cannot promise that beside a computing
interpreter, so the socket is emptied by a process of its own into a ring of shared memory. It parses nothing. The
receive thread of the runtime takes datagrams out of the ring at its leisure.

`python -m rtap.runtime.receiver` is that process; `RingReceiver` starts, watches and restarts it. `ThreadReceiver` is
the plain socket with the same interface, for systems without inherited file descriptors and to measure the difference.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import select
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Protocol

import numpy as np

SLOT_BYTES = 65_536
"""Room for the largest datagram."""
RING_BYTES = 16 << 20
"""A dozen bursts of the largest kind, or 20 000 of the smallest chunks."""
RECORD = struct.Struct("=IIII")
"""Before each datagram in the ring: its size, and the sender's address and port. A size of 0xffffffff: go on at 0."""
_WRAP = 0xFFFF_FFFF
CONTROL_WORDS = 8
WRITTEN, READ = range(2)
"""Words of the ring's control block: bytes written and taken since the start (they only grow)."""
_CONTROL_BYTES = CONTROL_WORDS * 8
FULL_PAUSE_S = 0.0002
MAX_RESTARTS = 20
SO_MEMINFO = 55
_MEMINFO_DROPS = 8

Datagram = tuple[memoryview, tuple[str, int]]
"""Bytes and the sender's (address, port)."""


class Receiver(Protocol):
    def wait(self, timeout_s: float | None) -> bool:
        """Block until datagrams are there (True) or the time is over (False)."""
        ...

    def take(self) -> Iterator[Datagram]:
        """The datagrams that are there. Each view is valid until the next one is asked for."""
        ...

    def close(self) -> None: ...


def bind_socket(ip: str, port: int, buffer_bytes: int) -> tuple[socket.socket, int]:
    """A UDP socket on `ip:port` with the largest receive buffer we are allowed, up to `buffer_bytes`.

    Returns it and the buffer that was granted (the kernel counts its own overhead in it, and reports double).
    """
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with contextlib.suppress(AttributeError, PermissionError):
        # Privileged processes may pass the system's cap; others get the cap below.
        sock.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_RCVBUFFORCE", 33), buffer_bytes)
    if sock.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF) < 2 * buffer_bytes:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer_bytes)
    try:
        sock.bind((ip, port))
    except OSError:
        sock.close()
        raise
    granted = sock.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF)
    return sock, granted // 2 if sys.platform.startswith("linux") else granted


def kernel_drops(sock: socket.socket) -> int | None:
    """Datagrams the kernel dropped because the socket's buffer was full; None where the system does not tell."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        words = struct.unpack("9I", sock.getsockopt(socket.SOL_SOCKET, SO_MEMINFO, 36))
    except (OSError, struct.error):
        return None
    return int(words[_MEMINFO_DROPS])


class ThreadReceiver:
    """The socket itself: simple, and it waits for the interpreter lock."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        sock.setblocking(False)
        self._buffer = bytearray(SLOT_BYTES)
        self._view = memoryview(self._buffer)

    def wait(self, timeout_s: float | None) -> bool:
        return bool(select.select([self._sock], [], [], timeout_s)[0])

    def take(self) -> Iterator[Datagram]:
        while True:
            try:
                size, sender = self._sock.recvfrom_into(self._buffer)
            except BlockingIOError:
                return
            except ConnectionError:  # Windows reports a client that has gone as an error of the next receive
                continue
            yield self._view[:size], sender

    def close(self) -> None:
        pass


class Ring:
    """Datagrams in shared memory, one after the other. One writer, one reader, no lock: each owns a counter.

    The writer needs room for the largest datagram in one piece, so it goes back to the start of the ring when the end
    is nearer than that.
    """

    def __init__(self, memory: mmap.mmap) -> None:
        self.control = np.frombuffer(memory, dtype=np.int64, count=CONTROL_WORDS)
        self.data = memoryview(memory)[_CONTROL_BYTES:]
        self.size = len(self.data)

    def room(self, written: int) -> tuple[memoryview, int] | None:
        """Where the next datagram may be put, and the counter this place stands for; None while there is no room."""
        at = written % self.size
        need = RECORD.size + SLOT_BYTES
        start = written if self.size - at >= need else written + self.size - at
        if start + need - int(self.control[READ]) > self.size:
            return None
        if start != written:
            RECORD.pack_into(self.data, at, _WRAP, 0, 0, 0)
        at = start % self.size + RECORD.size
        return self.data[at : at + SLOT_BYTES], start

    def commit(self, start: int, size: int, sender: tuple[str, int]) -> int:
        """Hand the datagram at counter `start` to the reader; returns the new counter."""
        (ip,) = struct.unpack("=I", socket.inet_aton(sender[0]))
        RECORD.pack_into(self.data, start % self.size, size, ip, sender[1], 0)
        written = start + RECORD.size + -(-size // 16) * 16
        self.control[WRITTEN] = written
        return written

    def take(self) -> Iterator[Datagram]:
        read, written = int(self.control[READ]), int(self.control[WRITTEN])
        while read < written:
            at = read % self.size
            size, ip, port, _ = RECORD.unpack_from(self.data, at)
            if size == _WRAP:
                read += self.size - at
                continue
            at += RECORD.size
            yield self.data[at : at + size], (socket.inet_ntoa(struct.pack("=I", ip)), port)
            read += RECORD.size + -(-size // 16) * 16
            self.control[READ] = read  # only now may the writer reuse the place


class RingReceiver:
    """A receiving process, its ring, and a pipe that wakes the reader."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._file = tempfile.TemporaryFile(prefix="rtap-ring-", dir=_memory_backed_folder())  # noqa: SIM115
        self._file.truncate(RING_BYTES + _CONTROL_BYTES)
        self._ring = Ring(mmap.mmap(self._file.fileno(), RING_BYTES + _CONTROL_BYTES))
        self.restarts = 0
        self._start()

    def _start(self) -> None:
        self._wake_read, wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        stop_read, self._stop_write = os.pipe()
        fds = (self._sock.fileno(), self._file.fileno(), wake_write, stop_read)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "rtap.runtime.receiver", *map(str, fds)], pass_fds=fds, stdin=subprocess.DEVNULL
        )
        os.close(wake_write)
        os.close(stop_read)
        self._poll = select.poll()
        self._poll.register(self._wake_read, select.POLLIN)

    def wait(self, timeout_s: float | None) -> bool:
        if self._ring.control[WRITTEN] != self._ring.control[READ]:
            return True
        events = self._poll.poll(None if timeout_s is None else max(timeout_s, 0) * 1e3)
        if not events:
            return False
        try:
            woken = os.read(self._wake_read, 4096)
        except BlockingIOError:
            return False
        if not woken:  # end of file: the receiving process is gone; the socket is ours and keeps what arrives
            self._restart()
        return bool(self._ring.control[WRITTEN] != self._ring.control[READ])

    def take(self) -> Iterator[Datagram]:
        return self._ring.take()

    def _restart(self) -> None:
        self.restarts += 1
        if self.restarts > MAX_RESTARTS:
            raise OSError(f"the receiving process ended {self.restarts} times; start with --receiver thread")
        self._close_pipes()
        self._process.wait()
        self._start()

    def _close_pipes(self) -> None:
        os.close(self._wake_read)
        os.close(self._stop_write)

    def close(self) -> None:
        self._close_pipes()  # the process sees the end of its stop pipe and leaves
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._file.close()


def _memory_backed_folder() -> str | None:
    """Where a file is memory and never reaches a disk, if the system has such a place."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def _receive(sock: socket.socket, ring: Ring, wake_fd: int, stop_fd: int) -> None:
    """Empty the socket into the ring until the other end of `stop_fd` is closed."""
    sock.setblocking(False)
    os.set_blocking(wake_fd, False)
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    poll.register(stop_fd, select.POLLIN | select.POLLHUP)
    written = int(ring.control[WRITTEN])
    while True:
        if any(fd == stop_fd for fd, _ in poll.poll()):
            return
        while True:
            room = ring.room(written)
            if room is None:  # the reader is behind: what arrives meanwhile waits in the socket's own buffer
                time.sleep(FULL_PAUSE_S)
                break
            place, start = room
            try:
                size, sender = sock.recvfrom_into(place)
            except BlockingIOError:
                break
            written = ring.commit(start, size, sender)
            with contextlib.suppress(BlockingIOError):  # a full pipe means the reader has wake-ups enough
                os.write(wake_fd, b"!")


def _main(arguments: list[str]) -> int:
    sock_fd, ring_fd, wake_fd, stop_fd = map(int, arguments)
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the runtime's to handle; it closes the stop pipe
    with contextlib.suppress(PermissionError, AttributeError, OSError):
        # Where allowed, run before everything that computes: this process uses microseconds, but at the right moment.
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(10))
    sock = socket.socket(fileno=sock_fd)
    try:
        _receive(sock, Ring(mmap.mmap(ring_fd, RING_BYTES + _CONTROL_BYTES)), wake_fd, stop_fd)
    except BrokenPipeError:
        return 0  # the runtime has gone
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
