from __future__ import annotations

import mmap

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rtap.runtime.receiver import RECORD, SLOT_BYTES, Ring, bind_socket, kernel_drops

SENDER = ("10.1.2.3", 51_000)


def small_ring(kilobytes: int = 320) -> Ring:
    return Ring(mmap.mmap(-1, kilobytes * 1024))


def put(ring: Ring, written: int, data: bytes) -> int | None:
    room = ring.room(written)
    if room is None:
        return None
    place, start = room
    place[: len(data)] = data
    return ring.commit(start, len(data), SENDER)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 65_507), st.booleans()), max_size=60))
def test_every_datagram_comes_out_once_in_order_or_was_refused(events):
    """Sizes and reads in any rhythm; the ring holds four of the largest."""
    ring, written, sent, got = small_ring(), 0, [], []
    for n, (size, read) in enumerate(events):
        data = bytes([n % 251]) * size
        after = put(ring, written, data)
        if after is not None:
            written, _ = after, sent.append(data)
        if read:
            got += [(bytes(view), sender) for view, sender in ring.take()]
    got += [(bytes(view), sender) for view, sender in ring.take()]
    assert got == [(data, SENDER) for data in sent]


def test_a_full_ring_refuses_and_a_read_makes_room():
    ring, written, count = small_ring(), 0, 0
    while (after := put(ring, written, b"x" * 60_000)) is not None:
        written, count = after, count + 1
    assert count >= 320 * 1024 // (SLOT_BYTES + RECORD.size) - 1
    next(ring.take())
    list(ring.take())
    assert put(ring, written, b"y") is not None


def test_the_system_caps_the_buffer_or_grants_it():
    sock, granted = bind_socket("127.0.0.1", 0, 106_496)
    with sock:
        assert granted == 106_496
        assert kernel_drops(sock) in (0, None)


def test_the_kernel_tells_what_it_dropped():
    receiver, _ = bind_socket("127.0.0.1", 0, 8192)
    sender, _ = bind_socket("127.0.0.1", 0, 8192)
    with receiver, sender:
        for _ in range(50):
            sender.sendto(np.zeros(1000, np.float32).tobytes(), receiver.getsockname())
        received = 0
        receiver.setblocking(False)
        try:
            while receiver.recv(65_536):
                received += 1
        except BlockingIOError:
            pass
        drops = kernel_drops(receiver)
        assert drops is None or (received + drops, drops > 0) == (50, True)
