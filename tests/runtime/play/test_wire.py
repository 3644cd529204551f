"""Datagrams byte by byte, and nothing but `WireError` for what is not one."""

import contextlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtap.runtime.play import wire


def ints(*values):
    return b"".join(value.to_bytes(4, "big") for value in values)


@pytest.mark.parametrize(
    ("datagram", "written"),
    [
        (wire.control("/load_model", ""), b"/load_model\0,\0\0\0"),
        (wire.control("/update_r", "d", 0.25), b"/update_r\0\0\0,d\0\0\x3f\xd0\0\0\0\0\0\0"),
        (wire.control("/w", "d", 1.0), b"/w\0\0,d\0\0\x3f\xf0\0\0\0\0\0\0"),
        (wire.control("/print", "T"), b"/print\0\0,T\0\0"),
        (wire.control("/reset", "i", 1), b"/reset\0\0,i\0\0" + ints(1)),
        (
            wire.audio("/bass", (1, 0, 7), np.array([1, -2], np.float32)),
            b"/bass\0\0\0,iiiff\0\0" + ints(1, 0, 7) + b"\x3f\x80\0\0\xc0\0\0\0",
        ),
        (wire.audio("/bass", (1, 0, 7), np.zeros(0, np.float32)), b"/bass\0\0\0,iii\0\0\0\0" + ints(1, 0, 7)),
    ],
)
def test_bytes(datagram, written):
    assert datagram == written


def test_a_chunk_of_10240_floats_is_51232_bytes():
    assert len(wire.audio("/context", (1, 0, 7), np.zeros(10_240, np.float32))) == 51_232


@given(st.integers(-(2**31), 2**31 - 1), st.lists(st.floats(width=32, allow_nan=False), max_size=40))
def test_audio_comes_back(batch, floats):
    samples = np.array(floats, np.float32)
    (message,) = wire.decode(wire.audio("/drums", (batch, 3, 9), samples))
    assert (message.address, message.args, message.tags) == ("/drums", (batch, 3, 9), "iii" + "f" * len(samples))
    np.testing.assert_array_equal(message.samples, samples)


def test_strings_and_mixed_arguments_come_back_in_order():
    (status,) = wire.decode(wire.control("/rtap/status", "ss", "engine", "ort"))
    assert status.args == ("engine", "ort")
    (window,) = wire.decode(wire.control("/rtap/window", "iffii", 7, 1.5, 2.5, 0, 3))
    assert window.args == (7, 1.5, 2.5, 0, 3)


def test_bundles_unwrap_in_order():
    elements = [wire.control("/a", "i", 1), wire.audio("/b", (2,), np.ones(3, np.float32))]
    inner = b"#bundle\0" + bytes(8) + b"".join(len(each).to_bytes(4, "big") + each for each in elements)
    outer = b"#bundle\0" + bytes(8) + len(inner).to_bytes(4, "big") + inner
    assert [message.address for message in wire.decode(outer)] == ["/a", "/b"]


def test_bundles_in_bundles_without_end_are_refused():
    datagram = wire.control("/a", "")
    for _ in range(wire.MAX_BUNDLE_DEPTH + 1):
        datagram = b"#bundle\0" + bytes(8) + len(datagram).to_bytes(4, "big") + datagram
    with pytest.raises(wire.WireError, match="nested deeper"):
        wire.decode(datagram)


@pytest.mark.parametrize(
    ("datagram", "said"),
    [
        (b"", "a string without its end"),
        (b"/bass", "a string without its end"),
        (b"bass\0\0\0\0,\0\0\0", "starts with /"),
        (b"/bass\0\0\0iii\0", "no type tags"),
        (b"/bass\0\0\0,iii\0\0\0\0" + bytes(8), "3 arguments of 4 bytes and 8 bytes"),
        (b"#bundle\0" + bytes(8) + b"\0\0\0\x20/bass", "says 32 bytes and 5 are left"),
    ],
)
def test_what_is_no_message_is_told(datagram, said):
    with pytest.raises(wire.WireError, match=said):
        wire.decode(datagram)


HEADS = (b"", b"/bass\0\0\0,", b"#bundle\0" + bytes(8), b"/rtap/status\0\0\0\0,s")


@given(st.binary(max_size=80), st.sampled_from(HEADS))
def test_random_bytes_raise_nothing_else(tail, head):
    with contextlib.suppress(wire.WireError):
        wire.decode(head + tail)


@given(st.integers(0, 63), st.integers(0, 255))
def test_a_flipped_byte_raises_nothing_else(position, value):
    datagram = bytearray(wire.control("/rtap/status", "ssifd", "engine", "ort", 1, 2.0, 3.0))
    datagram[position % len(datagram)] = value
    with contextlib.suppress(wire.WireError):
        wire.decode(bytes(datagram))


def test_a_message_with_more_values_than_types_is_a_mistake():
    with pytest.raises(wire.WireError, match="2 arguments for the types 'i'"):
        wire.control("/a", "i", 1, 2)
