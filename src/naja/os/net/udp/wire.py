"""UDP datagrams (RFC 768): the checks of a received one, and emission into a transmit buffer.

Offsets are into the frame. A checksum of 0 means that the sender computed none; this host always
does.
"""

from __future__ import annotations

from typing import TypeVar

from naja.lang import hot
from naja.lang.wire import checksum, copy_into, get_u16, put_u16

Payload = TypeVar("Payload", bytes, bytearray, memoryview)

HEADER_LENGTH = 8
_PROTOCOL = 17

REASONS = ("delivered", "truncated", "length", "checksum", "port")
DELIVERED = 0
TRUNCATED = 1
LENGTH_WRONG = 2
CHECKSUM_WRONG = 3
PORT = 4


@hot
def check(
    frame: memoryview, start: int, end: int, source: int, destination: int, trusted: bool
) -> int:
    """DELIVERED if a sound datagram from `source` to `destination` starts at `start`, or why not.

    trusted: the device vouches for the checksum."""
    if end - start < HEADER_LENGTH:
        return TRUNCATED
    length = get_u16(frame, start + 4)
    if length < HEADER_LENGTH or length > end - start:
        return LENGTH_WRONG
    if not trusted and get_u16(frame, start + 6) != 0:
        pseudo = pseudo_header(source, destination, length)
        if checksum(frame, start, start + length, pseudo) != 0xFFFF:
            return CHECKSUM_WRONG
    return DELIVERED


@hot
def pseudo_header(source: int, destination: int, length: int) -> int:
    """The sum of the addresses, protocol and length that the checksum covers besides the
    datagram."""
    addresses = (source >> 16) + (source & 0xFFFF) + (destination >> 16) + (destination & 0xFFFF)
    return addresses + _PROTOCOL + length


def source_port(frame: memoryview, start: int) -> int:
    """The port that the datagram came from."""
    return get_u16(frame, start)


def destination_port(frame: memoryview, start: int) -> int:
    """The port that the datagram goes to."""
    return get_u16(frame, start + 2)


def datagram_end(frame: memoryview, start: int) -> int:
    """Where the payload of a checked datagram ends; it begins HEADER_LENGTH behind `start`."""
    return start + get_u16(frame, start + 4)


@hot
def emit(
    buffer: memoryview,
    start: int,
    source: int,
    by_port: int,
    destination: int,
    to_port: int,
    payload: Payload,
) -> int:
    """Write a datagram with its payload; returns where it ends."""
    length = HEADER_LENGTH + len(payload)
    end = start + length
    copy_into(buffer, start + HEADER_LENGTH, payload)
    put_u16(buffer, start, by_port)
    put_u16(buffer, start + 2, to_port)
    put_u16(buffer, start + 4, length)
    put_u16(buffer, start + 6, 0)
    total = checksum(buffer, start, end, pseudo_header(source, destination, length)) ^ 0xFFFF
    put_u16(buffer, start + 6, 0xFFFF if total == 0 else total)
    return end
