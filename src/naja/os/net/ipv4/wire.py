"""IPv4 headers (RFC 791): a received packet as a checked view, and emission into a transmit buffer.

`Packet.parse` looks at a frame once and leaves the fields that the stack reads in one reused
object; a packet that breaks a rule gets a reason, an index into REASONS and into the counters.
Options are skipped by the header's length, except that source routes and malformed options are
refused (RFC 7126). Fragments are refused.
"""

from __future__ import annotations

from naja.lang import cold, hot
from naja.lang.wire import checksum, get_u8, get_u16, get_u32, put_u16, put_u32, put_u64

HEADER_LENGTH = 20
PROTOCOL_ICMP = 1
PROTOCOL_TCP = 6
PROTOCOL_UDP = 17

# what the last two bits of the second byte say (RFC 3168, 5)
ECN_CAPABLE, CONGESTED = 2, 3

REASONS = (
    "accepted",
    "truncated",
    "version",
    "header_length",
    "total_length",
    "checksum",
    "fragment",
    "option",
    "source",
    "destination",
    "protocol",
)
ACCEPTED = 0
TRUNCATED = 1
VERSION = 2
HEADER_LENGTH_WRONG = 3
TOTAL_LENGTH_WRONG = 4
CHECKSUM_WRONG = 5
FRAGMENT = 6
OPTION = 7
SOURCE = 8
DESTINATION = 9
PROTOCOL = 10

_MORE_FRAGMENTS_OR_OFFSET = 0x3FFF
_DO_NOT_FRAGMENT = 0x4000
_VERSION_AND_LENGTH = 0x4500
_FIRST_WORDS = _VERSION_AND_LENGTH << 48 | _DO_NOT_FRAGMENT

_END_OF_OPTIONS = 0
_NO_OPERATION = 1
_LOOSE_SOURCE_ROUTE = 131
_STRICT_SOURCE_ROUTE = 137


class Packet:
    """One received packet. header, payload and end are offsets into the frame; ends are
    exclusive. trusted: the device vouches for the transport checksum. beyond: bytes of the payload
    that are in further parts of the frame."""

    header: int
    payload: int
    end: int
    source: int
    destination: int
    protocol: int
    to_group: bool
    trusted: bool
    beyond: int

    def __init__(self) -> None:
        self.header = 0
        self.payload = 0
        self.end = 0
        self.source = 0
        self.destination = 0
        self.protocol = 0
        self.to_group = False
        self.trusted = False
        self.beyond = 0

    @hot
    def parse(self, frame: memoryview, start: int, beyond: int) -> int:
        """Check the packet at `start` and take its fields; the result is ACCEPTED or why not.

        beyond: bytes of the frame in further parts."""
        available = len(frame) - start
        if available < HEADER_LENGTH:
            return TRUNCATED
        first = get_u8(frame, start)
        if first >> 4 != 4:
            return VERSION
        header_length = (first & 15) << 2
        if header_length < HEADER_LENGTH or header_length > available:
            return HEADER_LENGTH_WRONG
        total_length = get_u16(frame, start + 2)
        if total_length < header_length or total_length > available + beyond:
            return TOTAL_LENGTH_WRONG
        if checksum(frame, start, start + header_length) != 0xFFFF:
            return CHECKSUM_WRONG
        if get_u16(frame, start + 6) & _MORE_FRAGMENTS_OR_OFFSET != 0:
            return FRAGMENT
        self.header = start
        self.payload = start + header_length
        self.end = start + min(total_length, available)
        self.beyond = total_length - (self.end - start)
        self.protocol = get_u8(frame, start + 9)
        self.source = get_u32(frame, start + 12)
        self.destination = get_u32(frame, start + 16)
        if header_length == HEADER_LENGTH:
            return ACCEPTED
        return check_options(frame, start + HEADER_LENGTH, self.payload)


@cold
def check_options(frame: memoryview, position: int, end: int) -> int:
    """ACCEPTED if the options between the offsets are well formed and route nothing, else
    OPTION."""
    while position < end:
        kind = get_u8(frame, position)
        if kind == _END_OF_OPTIONS:
            return ACCEPTED
        if kind == _NO_OPERATION:
            position += 1
            continue
        if kind in (_LOOSE_SOURCE_ROUTE, _STRICT_SOURCE_ROUTE) or position + 2 > end:
            return OPTION
        length = get_u8(frame, position + 1)
        if length < 2 or position + length > end:
            return OPTION
        position += length
    return ACCEPTED


@hot
def emit(
    frame: memoryview,
    start: int,
    end: int,
    source: int,
    destination: int,
    protocol_and_ttl: int,
    ecn: int,
) -> None:
    """Write the header of an unfragmentable packet that ends at `end`.

    `protocol_and_ttl` is the header's fifth word, time to live in its high byte. ecn: whether the
    packet may be marked (RFC 3168, 5). The identification is 0, as RFC 6864 allows for a packet
    that may not be fragmented."""
    length = end - start
    total = _VERSION_AND_LENGTH + ecn + length + _DO_NOT_FRAGMENT + protocol_and_ttl
    total += (source >> 16) + (source & 0xFFFF) + (destination >> 16) + (destination & 0xFFFF)
    total = (total & 0xFFFF) + (total >> 16)
    total = (total & 0xFFFF) + (total >> 16)
    put_u64(frame, start, _FIRST_WORDS + (ecn << 48) + (length << 32))
    put_u16(frame, start + 8, protocol_and_ttl)
    put_u16(frame, start + 10, total ^ 0xFFFF)
    put_u32(frame, start + 12, source)
    put_u32(frame, start + 16, destination)
