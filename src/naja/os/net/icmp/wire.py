"""ICMP messages (RFC 792): the checks of a received one, and emission of those that this host
sends.

Offsets are into the frame. An echo reply is the request with another type, so its checksum
follows from the old one (RFC 1624) and the data is copied, not read.
"""

from __future__ import annotations

from naja.lang import hot
from naja.lang.wire import checksum, copy_range, get_u8, get_u16, put_u16, put_u64

HEADER_LENGTH = 8

ECHO_REPLY = 0
DESTINATION_UNREACHABLE = 3
ECHO_REQUEST = 8

PORT_UNREACHABLE = 3
TOO_LONG = 4

# How much of the offending packet an error quotes: header, options, and so much behind them
# (RFC 792).
QUOTED_PAYLOAD = 8


@hot
def is_valid(frame: memoryview, start: int, end: int) -> bool:
    """Whether a whole message with a right checksum lies between the offsets."""
    return end - start >= HEADER_LENGTH and checksum(frame, start, end) == 0xFFFF


def kind(frame: memoryview, start: int) -> int:
    """The message's type."""
    return get_u8(frame, start)


def code(frame: memoryview, start: int) -> int:
    """The message's code."""
    return get_u8(frame, start + 1)


def next_hop_mtu(frame: memoryview, start: int) -> int:
    """What would fit, as a TOO_LONG message says (RFC 1191, 4); 0: it does not."""
    return get_u16(frame, start + 6)


@hot
def emit_echo_reply(
    buffer: memoryview, offset: int, frame: memoryview, start: int, end: int
) -> None:
    """Write the reply to the valid echo request at `start` of `frame`."""
    copy_range(buffer, offset, frame, start, end)
    put_u16(buffer, offset, ECHO_REPLY << 8)
    # ~(~HC + ~m + m') of RFC 1624, where m is type and code: 0x0800 becomes 0x0000
    code = get_u8(frame, start + 1)
    total = get_u16(frame, start + 2) + (ECHO_REQUEST << 8 | code)
    put_u16(buffer, offset + 2, (total & 0xFFFF) + (total >> 16))


def emit_unreachable(
    buffer: memoryview, offset: int, code: int, frame: memoryview, start: int, end: int
) -> int:
    """Write a destination-unreachable that quotes frame[start:end]; returns where it ends."""
    put_u64(buffer, offset, (DESTINATION_UNREACHABLE << 8 | code) << 48)
    copy_range(buffer, offset + HEADER_LENGTH, frame, start, end)
    message_end = offset + HEADER_LENGTH + end - start
    put_u16(buffer, offset + 2, checksum(buffer, offset, message_end) ^ 0xFFFF)
    return message_end
