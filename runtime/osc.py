"""Datagrams <-> numpy. Audio is parsed and built here without a Python loop over samples; control messages, which are
short and rare, go through python-osc.

Bytes in, values out: no sockets, no session state. An OSC message is `address\\0…`, `,typetags\\0…` and arguments,
each part padded to 4 bytes, numbers big-endian (OSC 1.0).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pythonosc.osc_message import OscMessage, ParseError
from pythonosc.osc_message_builder import OscMessageBuilder

F32 = NDArray[np.float32]

MAX_DATAGRAM_BYTES = 65_507
MAX_CHUNK_FLOATS = 13_090
"""The most floats that fit a datagram in every message of the protocol (5 bytes a float and a header)."""
MIN_CHUNK_FLOATS = 128
MAX_CONTROL_BYTES = 4096
"""Control messages are short. Longer ones are refused before the general parser spends time on them."""

_BUNDLE = b"#bundle\0"
_CONTROL_TAGS = b"ifdhsTF"
_THREE_INTS = struct.Struct(">iii")


class OscError(ValueError):
    """A datagram that is not the OSC we take; the text says what is wrong with it."""


@dataclass(frozen=True)
class AudioChunk:
    """A chunk of one plane of a batch. `floats` is a view of the datagram, big-endian: copy before it is reused."""

    address: str
    batch: int
    start: int
    total: int
    floats: NDArray[np.float32]


@dataclass(frozen=True)
class Control:
    address: str
    params: tuple[object, ...]
    float_count: int = 0
    """For `/packet_test`: how many floats came (they are counted, not kept)."""


class Parser:
    """Parses datagrams. It remembers the layouts it has seen, so a chunk costs two byte comparisons and one view."""

    def __init__(self, audio_addresses: Sequence[str]) -> None:
        self._audio = {_padded(address): address for address in audio_addresses}
        self._layouts: dict[tuple[int, str], tuple[bytes, int]] = {}

    def parse(self, data: memoryview) -> Iterator[AudioChunk | Control]:
        """The messages of one datagram, bundles unwrapped. Raises OscError when it is malformed."""
        if data[:8] == _BUNDLE:
            yield from self._bundle(data, depth=0)
        else:
            yield self._message(data)

    def _bundle(self, data: memoryview, depth: int) -> Iterator[AudioChunk | Control]:
        if depth > 4:
            raise OscError("bundles nested more than 4 deep")
        at = 16  # "#bundle\0" and a time tag; messages are taken when they come, as the authors' server does
        if len(data) < at:
            raise OscError("a bundle shorter than its header")
        while at < len(data):
            if len(data) - at < 4:
                raise OscError("a bundle that ends inside a size")
            (size,) = struct.unpack_from(">i", data, at)
            at += 4
            if size <= 0 or size % 4 or at + size > len(data):
                raise OscError(f"a bundle element of {size} bytes where {len(data) - at} are left")
            element = data[at : at + size]
            if element[:8] == _BUNDLE:
                yield from self._bundle(element, depth + 1)
            else:
                yield self._message(element)
            at += size

    def _message(self, data: memoryview) -> AudioChunk | Control:
        for padded, address in self._audio.items():
            if data[: len(padded)] == padded:
                return self._audio_chunk(data, padded, address)
        if data[:16] == b"/packet_test\0\0\0\0":
            return self._packet_test(data)
        return _control(data)

    def _audio_chunk(self, data: memoryview, padded: bytes, address: str) -> AudioChunk:
        tags, count = self._layout(data, len(padded), "iii", address)
        at = len(padded) + len(tags)
        batch, start, total = _THREE_INTS.unpack_from(data, at)
        floats = np.frombuffer(data, dtype=">f4", count=count, offset=at + 12)
        return AudioChunk(address, batch, start, total, floats)

    def _packet_test(self, data: memoryview) -> Control:
        tags, count = self._layout(data, 16, "i", "/packet_test")
        (size,) = struct.unpack_from(">i", data, 16 + len(tags))
        return Control("/packet_test", (size,), count)

    def _layout(self, data: memoryview, at: int, ints: str, address: str) -> tuple[bytes, int]:
        """Type tags `,<ints>f…f` of the message whose tags begin at `at`, and its number of floats."""
        key = (len(data), address)
        known = self._layouts.get(key)
        if known is not None and data[at : at + len(known[0])] == known[0]:
            return known
        # The length alone fixes n up to the padding of the tags: 4n + pad4(1 + ints + n + 1) bytes after the integers.
        rest = len(data) - at - 4 * len(ints)
        for count in range(max((rest - 9) // 5, 0), max(rest, 0) // 5 + 1):
            tags = _padded("," + ints + "f" * count)
            if len(tags) + 4 * count == rest and data[at : at + len(tags)] == tags:
                if len(self._layouts) > 64:  # a hostile sender must not grow it without end
                    self._layouts.clear()
                self._layouts[key] = (tags, count)
                return tags, count
        raise OscError(f"{address}: expected type tags ,{ints} and floats that fill {len(data)} bytes")


def _control(data: memoryview) -> Control:
    if len(data) > MAX_CONTROL_BYTES:
        raise OscError(f"a control message of {len(data)} bytes, at most {MAX_CONTROL_BYTES} are taken")
    if len(data) < 4 or len(data) % 4 or data[:1] != b"/":
        raise OscError("not an OSC message: it begins with / and is a multiple of 4 bytes")
    raw = bytes(data)
    tags_at = (raw.find(b"\0") + 4) & ~3
    tags = raw[tags_at : max(raw.find(b"\0", tags_at), tags_at)]
    if tags[1:].strip(_CONTROL_TAGS):  # the library would log every one it does not know, once a packet
        raise OscError(f"{_shown(raw)}: type tags {_shown(tags)}, expected numbers, strings and booleans")
    try:
        message = OscMessage(raw)
        return Control(message.address, tuple(message.params))
    except (ParseError, ValueError, IndexError, struct.error, RecursionError, OverflowError) as error:
        raise OscError(f"not a valid OSC message: {error}") from None


def _shown(raw: bytes) -> str:
    return raw[:24].split(b"\0")[0].decode("ascii", "backslashreplace")


def _padded(text: str) -> bytes:
    raw = text.encode("ascii") + b"\0"
    return raw + b"\0" * (-len(raw) % 4)


def message(address: str, *args: tuple[str, str | bool | int | float]) -> bytes:
    """A control message from (type, value) pairs: `message("/batch_dropped", ("i", 3))`."""
    builder = OscMessageBuilder(address)
    for kind, value in args:
        builder.add_arg(value, kind)
    return builder.build().dgram


def floats_message(address: str, ints: Sequence[int], floats: F32) -> bytes:
    """`address`, integers, then floats."""
    tags = _padded("," + "i" * len(ints) + "f" * len(floats))
    return _padded(address) + tags + struct.pack(f">{len(ints)}i", *ints) + floats.astype(">f4").tobytes()


def packet_test_response(floats: F32) -> bytes:
    """`/packet_test_response n, f…` inside a bundle for immediate delivery, as the authors' server sends it."""
    element = floats_message("/packet_test_response", [len(floats)], floats)
    return _BUNDLE + struct.pack(">Q", 1) + struct.pack(">i", len(element)) + element


class AnswerPacker:
    """Datagrams of one stem's answers, allocated once: `/stem i batch, i chunk, i total, f…`.

    Chunk k carries samples `[k*chunk_floats, (k+1)*chunk_floats)`.
    """

    def __init__(self, stem: str, answer_samples: int, chunk_floats: int) -> None:
        self._address = "/" + stem
        self._chunk_floats = chunk_floats
        self._total = -(-answer_samples // chunk_floats)
        address = _padded("/" + stem)
        self._chunks: list[tuple[bytearray, int, NDArray[np.float32]]] = []
        for k in range(self._total):
            count = min(chunk_floats, answer_samples - k * chunk_floats)
            head = address + _padded(",iii" + "f" * count)
            datagram = bytearray(len(head) + 12 + 4 * count)
            datagram[: len(head)] = head
            floats = np.frombuffer(datagram, dtype=">f4", count=count, offset=len(head) + 12)
            self._chunks.append((datagram, len(head), floats))
        head = address + _padded(",iii")
        self._empty, self._empty_at = bytearray(len(head) + 12), len(head)
        self._empty[: len(head)] = head

    def __len__(self) -> int:
        return self._total

    def chunk(self, batch: int, k: int, answer: F32) -> bytearray:
        """Datagram k of `answer` `[answer_samples]`. It is overwritten by the next call for the same k."""
        datagram, at, floats = self._chunks[k]
        _THREE_INTS.pack_into(datagram, at, batch, k, self._total)
        floats[:] = answer[k * self._chunk_floats : k * self._chunk_floats + len(floats)]
        return datagram

    def beginning(self, batch: int, k: int, answer: F32, floats: int) -> bytes:
        """Chunk k with its first `floats` only: what of it is known already. The whole chunk has to follow."""
        at = k * self._chunk_floats
        return floats_message(self._address, [batch, k, self._total], answer[at : at + floats])

    def position(self, batch: int) -> bytearray:
        """Chunk 0 without floats: sets the batch's position in the paper's external and writes nothing."""
        _THREE_INTS.pack_into(self._empty, self._empty_at, batch, 0, self._total)
        return self._empty
