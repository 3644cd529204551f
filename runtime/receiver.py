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
import ctypes
import errno
import mmap
import os
import select
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np

SLOTS = 768
"""27 bursts of the largest kind; only those that are waiting to be read occupy memory."""
SLOT_BYTES = 65_536
BATCH = 64
"""The most datagrams taken with one system call."""
WRITTEN, READ, BASE = range(3)
"""Words of the ring's control block: datagrams written and taken since the start, and the count at which slot 0 was
last used: datagram n lies in slot (n - base) % SLOTS."""
_MESSAGE = np.dtype(  # struct mmsghdr of Linux on 64 bits
    {
        "names": ["name", "namelen", "iov", "iovlen", "control", "controllen", "flags", "size"],
        "formats": ["u8", "u4", "u8", "u8", "u8", "u8", "u4", "u4"],
        "offsets": [0, 8, 16, 24, 32, 40, 48, 56],
        "itemsize": 64,
    }
)
_SENDER = np.dtype([("family", "u2"), ("port", ">u2"), ("ip", "u1", 4), ("zero", "u1", 8)])  # struct sockaddr_in
_IOVEC = np.dtype([("base", "u8"), ("length", "u8")])
_PAGE = 4096
_TABLES_BYTES = -(-SLOTS * (_MESSAGE.itemsize + _SENDER.itemsize + _IOVEC.itemsize) // _PAGE) * _PAGE
RING_BYTES = _PAGE + _TABLES_BYTES + SLOTS * SLOT_BYTES
FULL_PAUSE_S = 0.0002
PREFAULTED_SLOTS = 64
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
    """Slots for datagrams in shared memory. One writer, one reader, no lock: each owns a counter.

    Sizes and senders lie in the very structures that `recvmmsg` fills, so handing a batch of datagrams over is one
    store to a counter. Whenever the reader has caught up, the writer begins at slot 0 again: memory that is in the
    cache.
    """

    def __init__(self, memory: mmap.mmap) -> None:
        self.control = np.frombuffer(memory, dtype=np.int64, count=8)
        self.messages = np.frombuffer(memory, dtype=_MESSAGE, count=SLOTS, offset=_PAGE)
        at = _PAGE + SLOTS * _MESSAGE.itemsize
        self.senders = np.frombuffer(memory, dtype=_SENDER, count=SLOTS, offset=at)
        self.iovecs = np.frombuffer(memory, dtype=_IOVEC, count=SLOTS, offset=at + SLOTS * _SENDER.itemsize)
        slots = memoryview(memory)[_PAGE + _TABLES_BYTES :]
        self.slots = [slots[i * SLOT_BYTES : (i + 1) * SLOT_BYTES] for i in range(SLOTS)]

    def room(self) -> tuple[int, int]:
        """(first slot, count) of the free slots that lie in one run; count 0 while the reader has to catch up."""
        written, read = int(self.control[WRITTEN]), int(self.control[READ])
        if read == written:
            self.control[BASE] = written
        slot = (written - int(self.control[BASE])) % SLOTS
        return slot, min(SLOTS - slot, SLOTS - (written - read))

    def commit(self, count: int) -> None:
        """Hand `count` datagrams, from the slot that `room` named, to the reader."""
        self.control[WRITTEN] += count

    def put(self, slot: int, size: int, sender: tuple[str, int]) -> None:
        """Note size and sender of a datagram that was received into `slot` by other means than `recvmmsg`."""
        self.messages[slot]["size"] = size
        self.senders[slot]["port"] = sender[1]
        self.senders[slot]["ip"] = np.frombuffer(socket.inet_aton(sender[0]), dtype=np.uint8)

    def take(self) -> Iterator[Datagram]:
        read, written, base = (int(self.control[word]) for word in (READ, WRITTEN, BASE))
        while read < written:
            slot = (read - base) % SLOTS
            sender = self.senders[slot]
            address = (socket.inet_ntoa(sender["ip"].tobytes()), int(sender["port"]))
            yield self.slots[slot][: int(self.messages[slot]["size"])], address
            read += 1
            self.control[READ] = read  # only now may the writer reuse the slot


class RingReceiver:
    """A receiving process, its ring, and a pipe that wakes the reader."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._file = tempfile.TemporaryFile(prefix="rtap-ring-", dir=_memory_backed_folder())  # noqa: SIM115
        self._file.truncate(RING_BYTES)
        self._ring = Ring(mmap.mmap(self._file.fileno(), RING_BYTES))
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


Fill = Callable[[int, int], int]
"""(first slot, room) -> how many datagrams were put there; 0 when none is waiting."""


def _fill_by_batches(sock: socket.socket, ring: Ring) -> Fill:
    """`recvmmsg`: all that is waiting with one system call, at the speed of the kernel's copy."""
    libc = ctypes.CDLL(None, use_errno=True)
    recvmmsg = libc.recvmmsg
    recvmmsg.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_void_p]
    ring.iovecs["base"] = [np.frombuffer(slot, dtype=np.uint8).ctypes.data for slot in ring.slots]
    ring.iovecs["length"] = SLOT_BYTES
    ring.messages["name"] = ring.senders.ctypes.data + np.arange(SLOTS) * _SENDER.itemsize
    ring.messages["namelen"] = _SENDER.itemsize
    ring.messages["iov"] = ring.iovecs.ctypes.data + np.arange(SLOTS) * _IOVEC.itemsize
    ring.messages["iovlen"] = 1
    first, fd = ring.messages.ctypes.data, sock.fileno()

    def fill(slot: int, room: int) -> int:
        count = recvmmsg(fd, first + slot * _MESSAGE.itemsize, min(room, BATCH), socket.MSG_DONTWAIT, None)
        if count >= 0:
            return int(count)
        number = ctypes.get_errno()
        if number in (errno.EAGAIN, errno.EINTR, errno.ECONNREFUSED):
            return 0
        raise OSError(number, os.strerror(number))

    return fill


def _fill_one_by_one(sock: socket.socket, ring: Ring) -> Fill:
    """Plain `recvfrom`, where there is no `recvmmsg`."""
    sock.setblocking(False)

    def fill(slot: int, room: int) -> int:
        try:
            size, sender = sock.recvfrom_into(ring.slots[slot])
        except (BlockingIOError, ConnectionError):
            return 0
        ring.put(slot, size, sender)
        return 1

    return fill


def _receive(sock: socket.socket, fill: Fill, ring: Ring, wake_fd: int, stop_fd: int) -> None:
    """Empty the socket into the ring until the other end of `stop_fd` is closed."""
    os.set_blocking(wake_fd, False)
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    poll.register(stop_fd, select.POLLIN | select.POLLHUP)
    while True:
        if any(fd == stop_fd for fd, _ in poll.poll()):
            return
        while True:
            slot, room = ring.room()
            if room == 0:  # the reader is behind: what arrives meanwhile waits in the socket's own buffer
                _wake(wake_fd)
                time.sleep(FULL_PAUSE_S)
                break
            count = fill(slot, room)
            if count == 0:
                break
            ring.commit(count)
            _wake(wake_fd)


def _wake(wake_fd: int) -> None:
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
    ring = Ring(mmap.mmap(ring_fd, RING_BYTES))
    for slot in ring.slots[:PREFAULTED_SLOTS]:  # fault these pages in now, not during the first bursts
        slot[::_PAGE] = bytes(len(slot[::_PAGE]))
    fill = _fill_by_batches(sock, ring) if sys.platform.startswith("linux") else _fill_one_by_one(sock, ring)
    try:
        _receive(sock, fill, ring, wake_fd, stop_fd)
    except BrokenPipeError:
        return 0  # the runtime has gone
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
