"""Wire bytes first."""

from __future__ import annotations

import struct
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtap.runtime import osc

PARSER_ADDRESSES = ("/context", "/bass", "/drums")


def parse(data: bytes):
    return list(osc.Parser(PARSER_ADDRESSES).parse(memoryview(data)))


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 128, 1838, 5120, 10_240, 13_090])
def test_a_chunk_of_any_length_is_read_back(count):
    floats = np.random.default_rng(count).standard_normal(count).astype(np.float32)
    (chunk,) = parse(osc.floats_message("/context", [7, 10_240, 14], floats))
    assert (chunk.address, chunk.batch, chunk.start, chunk.total) == ("/context", 7, 10_240, 14)
    np.testing.assert_array_equal(chunk.floats, floats)


def test_the_largest_chunk_just_fits_a_datagram():
    floats = np.zeros(osc.MAX_CHUNK_FLOATS, dtype=np.float32)
    longest = max(len(osc.floats_message("/guitar", [1, 2, 3], floats)), len(osc.packet_test_response(floats)))
    assert longest <= osc.MAX_DATAGRAM_BYTES
    assert len(osc.packet_test_response(np.zeros(osc.MAX_CHUNK_FLOATS + 5, dtype=np.float32))) > osc.MAX_DATAGRAM_BYTES


def test_a_layout_that_was_seen_is_still_checked():
    parser = osc.Parser(PARSER_ADDRESSES)
    good = osc.floats_message("/context", [1, 0, 1], np.zeros(8, dtype=np.float32))
    bad = good.replace(b"ffff", b"ffif", 1)
    list(parser.parse(memoryview(good)))
    with pytest.raises(osc.OscError, match="type tags"):
        list(parser.parse(memoryview(bad)))


@pytest.mark.parametrize(("kind", "value"), [("i", 1), ("f", 0.25), ("d", 0.25), ("h", 3)])
def test_numbers_of_every_type_are_taken(kind, value):
    (control,) = parse(osc.message("/update_r", (kind, value)))
    assert control == osc.Control("/update_r", (value,))


def test_true_has_no_bytes():
    assert osc.message("/server_predicted", ("T", True)) == b"/server_predicted\0\0\0,T\0\0"


def test_packet_test_counts_its_floats():
    (control,) = parse(osc.floats_message("/packet_test", [500], np.zeros(500, dtype=np.float32)))
    assert (control.address, control.params, control.float_count) == ("/packet_test", (500,), 500)


def test_bundles_are_unwrapped_also_nested_ones():
    inner = osc.message("/w", ("i", 1))
    chunk = osc.floats_message("/bass", [1, 0, 1], np.ones(2, dtype=np.float32))

    def bundle(*elements: bytes) -> bytes:
        return b"#bundle\0" + bytes(8) + b"".join(struct.pack(">i", len(e)) + e for e in elements)

    a, b = parse(bundle(inner, bundle(chunk)))
    assert a.address == "/w"
    assert b.address == "/bass"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        b"/w",
        b"context\0",
        b"/context\0\0\0\0",
        b"/context\0\0\0\0,iii",
        b"/context\0\0\0\0,iif\0\0\0\0" + bytes(16),
        b"#bundle\0",
        b"#bundle\0" + bytes(8) + b"\x7f\xff\xff\xff",
        b"#bundle\0" + bytes(8) + b"\xff\xff\xff\xfc",
        (b"#bundle\0" + bytes(8) + struct.pack(">i", 20)) * 9,
        b"/" + b"a" * 5003,
        b"/update_r\0\0\0,d\0\0\0\0",
    ],
)
def test_malformed_datagrams_are_refused_in_one_line(data):
    with pytest.raises(osc.OscError) as caught:
        parse(data)
    assert "\n" not in str(caught.value)


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda b: b"/context\0\0\0\0,iii" + b))
def test_no_bytes_raise_anything_else(data):
    with suppress(osc.OscError):
        parse(data)


def test_answers_carry_each_sample_once_in_chunks_of_the_package_size():
    answer = np.random.default_rng(0).standard_normal(67_032).astype(np.float32)
    packer = osc.AnswerPacker("drums", 67_032, 10_240)
    parser = osc.Parser(["/drums"])
    chunks = [next(iter(parser.parse(memoryview(bytes(packer.chunk(9, k, answer)))))) for k in range(len(packer))]
    assert [(c.batch, c.start, c.total) for c in chunks] == [(9, k, 7) for k in range(7)]
    assert [len(c.floats) for c in chunks] == [10_240] * 6 + [5592]
    np.testing.assert_array_equal(np.concatenate([c.floats for c in chunks]), answer)
    (position,) = parser.parse(memoryview(bytes(packer.position(9))))
    assert (position.batch, position.start, position.total, len(position.floats)) == (9, 0, 7, 0)
