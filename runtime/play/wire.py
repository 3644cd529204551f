"""Datagrams of the protocol, as a client writes and reads them. Bytes in, values out: no socket in sight.

Audio goes through numpy, since a message of 10 240 floats is one array; control messages go through python-osc.
"""

from __future__ import annotations

import functools
import struct
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pythonosc.osc_message import OscMessage, ParseError
from pythonosc.osc_message_builder import OscMessageBuilder

Samples = NDArray[np.float32]

BUNDLE_HEADER = b"#bundle\x00"
MAX_BUNDLE_DEPTH = 4


class WireError(ValueError):
    """A datagram that is not OSC, or an OSC message that is not of the shape its address asks for."""


@dataclass(frozen=True)
class Message:
    """One OSC message.

    Of a message of int32s and then float32s, as audio is, `args` are the ints and `samples` [n] the floats; of any
    other message `args` are all its arguments.
    """

    address: str
    tags: str
    args: tuple[object, ...]
    samples: Samples


def control(address: str, tags: str, *args: object) -> bytes:
    """A control message with exactly these types: `control("/update_r", "d", 0.25)`."""
    if sum(tag not in "TFN" for tag in tags) != len(args):
        raise WireError(f"{address}: {len(args)} arguments for the types {tags!r}")
    builder = OscMessageBuilder(address)
    values = iter(args)
    for tag in tags:
        builder.add_arg(None if tag in "TFN" else next(values), tag)  # type: ignore[arg-type]
    return builder.build().dgram


def audio(address: str, ints: Sequence[int], samples: Samples) -> bytes:
    """`ints` as int32 and then `samples` [n] as float32: a chunk of a plane, or a packet test."""
    return _audio_header(address, len(ints), len(samples)) + struct.pack(f">{len(ints)}i", *ints) + _floats(samples)


def decode(datagram: bytes) -> list[Message]:
    """The messages of a datagram, those of nested bundles in order. Raises `WireError`."""
    return _messages(datagram, 0)


def _messages(data: bytes, depth: int) -> list[Message]:
    if not data.startswith(BUNDLE_HEADER):
        return [_message(data)]
    if depth == MAX_BUNDLE_DEPTH:
        raise WireError(f"bundles nested deeper than {MAX_BUNDLE_DEPTH}")
    messages: list[Message] = []
    at = 16  # after the header and the time tag
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big", signed=True)
        at += 4
        if size <= 0 or at + size > len(data):
            raise WireError(f"a bundle element says {size} bytes and {len(data) - at} are left")
        messages += _messages(data[at : at + size], depth + 1)
        at += size
    return messages


def _message(data: bytes) -> Message:
    address, at = _string(data, 0)
    if not address.startswith("/"):
        raise WireError(f"an address starts with /, this one is {address[:20]!r}")
    comma_tags, at = _string(data, at)
    if not comma_tags.startswith(","):
        raise WireError(f"{address}: no type tags")
    tags = comma_tags[1:]
    floats = len(tags.lstrip("i"))
    ints = len(tags) - floats
    if tags.count("f", ints) != floats:
        return Message(address, tags, _python_osc_args(data, address), np.empty(0, np.float32))
    if at + 4 * len(tags) != len(data):
        raise WireError(f"{address}: {len(tags)} arguments of 4 bytes and {len(data) - at} bytes for them")
    args = struct.unpack_from(f">{ints}i", data, at)
    samples = np.frombuffer(data, ">f4", floats, at + 4 * ints).astype(np.float32)
    return Message(address, tags, args, samples)


def _python_osc_args(data: bytes, address: str) -> tuple[object, ...]:
    try:
        return tuple(OscMessage(data).params)
    except (ParseError, ValueError, OverflowError, struct.error) as error:  # python-osc lets all of these out
        raise WireError(f"{address}: {error}") from error


def _string(data: bytes, at: int) -> tuple[str, int]:
    """The OSC string at `at`, without its padding, and where the next value begins."""
    end = data.find(b"\x00", at)
    after = end + 4 - (end - at) % 4
    if end < 0 or after > len(data):
        raise WireError("a string without its end")
    return data[at:end].decode("ascii", "replace"), after


def _floats(samples: Samples) -> bytes:
    return samples.astype(">f4").tobytes()


# A step has two sizes of chunk per plane; the tags of 10 240 floats are worth keeping.
@functools.lru_cache(maxsize=64)
def _audio_header(address: str, ints: int, floats: int) -> bytes:
    return _padded(address.encode("ascii")) + _padded(b"," + b"i" * ints + b"f" * floats)


def _padded(text: bytes) -> bytes:
    return text + b"\x00" * (4 - len(text) % 4)
