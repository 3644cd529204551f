from __future__ import annotations

import mmap
import sys

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rtap.runtime.receiver import (
    RING_BYTES,
    SLOTS,
    Ring,
    _fill_by_batches,
    _fill_one_by_one,
    bind_socket,
    kernel_drops,
)

SENDER = ("10.1.2.3", 51_000)


def put(ring: Ring, data: bytes) -> bool:
    slot, room = ring.room()
    if room == 0:
        return False
    ring.slots[slot][: len(data)] = data
    ring.put(slot, len(data), SENDER)
    ring.commit(1)
    return True


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), max_size=12))
def test_every_datagram_comes_out_once_in_order_or_was_refused(events):
    """Writes and reads in any rhythm, past the end of the ring, refused only when it is full."""
    ring, sent, got = Ring(mmap.mmap(-1, RING_BYTES)), [], []
    for writes, reads in events:
        for _ in range(writes):
            data = len(sent).to_bytes(4, "big")
            if put(ring, data):
                sent.append(data)
            else:
                assert len(sent) - len(got) == SLOTS
        for (view, sender), _ in zip(ring.take(), range(reads), strict=False):
            assert sender == SENDER
            got.append(bytes(view))
    got += [bytes(view) for view, _ in ring.take()]
    assert got == sent


def test_a_reader_that_keeps_up_sees_the_same_warm_slots_again():
    ring = Ring(mmap.mmap(-1, RING_BYTES))
    used = set()
    for _ in range(50):
        for _ in range(28):
            used.add(ring.room()[0])
            assert put(ring, b"x" * 51_232)
        assert len(list(ring.take())) == 28
    assert used == set(range(28))


def test_batches_come_out_of_a_real_socket_whole():
    sock, _ = bind_socket("127.0.0.1", 0, 4 << 20)
    ring = Ring(mmap.mmap(-1, RING_BYTES))
    fill = _fill_by_batches(sock, ring) if sys.platform.startswith("linux") else _fill_one_by_one(sock, ring)
    sender, _ = bind_socket("127.0.0.1", 0, 4 << 20)
    with sock, sender:
        sent = [bytes([n]) * (1 + 500 * n) for n in range(28)]
        for data in sent:
            sender.sendto(data, sock.getsockname())
        while (count := fill(*ring.room())) > 0:
            ring.commit(count)
        assert [(bytes(view), address) for view, address in ring.take()] == [(d, sender.getsockname()) for d in sent]


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
