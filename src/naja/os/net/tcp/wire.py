"""TCP segments (RFC 9293, 3.1; RFC 7323; RFC 2018): a received one as a checked view, and emission.

`Segment.parse` looks at a segment once and leaves its fields in one reused object; what breaks a
rule gets a reason, an index into REASONS and into the counters. Sequence numbers are those of the
wire here. Offsets are into the frame. Unknown options are skipped; malformed ones end the list, as
the fields before them are sound.
"""

from __future__ import annotations

from naja.lang import cold, hot, inline
from naja.lang.wire import checksum, get_u8, get_u16, get_u32, put_u8, put_u16, put_u32
from naja.os.net.ipv4.wire import PROTOCOL_TCP, Packet
from naja.os.net.tcp import options

PROTOCOL = PROTOCOL_TCP
HEADER_LENGTH = 20
TIMESTAMPS_LENGTH = 12
MOST_OPTIONS = 40

FIN, SYN, RST, PSH, ACK, URG, ECE, CWR = 1, 2, 4, 8, 16, 32, 64, 128

REASONS = ("accepted", "truncated", "header_length", "checksum", "port", "address")
ACCEPTED = 0
TRUNCATED = 1
HEADER_LENGTH_WRONG = 2
CHECKSUM_WRONG = 3
PORT = 4
ADDRESS = 5

ABSENT = -1
_END, _NOP, _MSS, _SCALE, _SACK_PERMITTED, _SACK, _TIMESTAMPS = 0, 1, 2, 3, 4, 5, 8
_ALIGNED_TIMESTAMPS = 0x0101080A
_ALIGNED_SACK = 0x01010500
_LARGEST_SCALE = 14
MOST_BLOCKS = 4
LARGEST_WINDOW = 65535


def scale_of(buffer: int) -> int:
    """The scale with which a window of that many bytes can be offered (RFC 7323, 2.3)."""
    scale = 0
    while buffer >> scale > LARGEST_WINDOW:
        scale += 1
    return scale


# what is offered to few peers; see share.py
MOST_WINDOW = min(4 * options.RECEIVE_BUFFER, LARGEST_WINDOW << _LARGEST_SCALE)
OWN_SCALE = scale_of(MOST_WINDOW - 1)


class Segment:
    """One received segment. payload and end are offsets into the frame. beyond: bytes of data in
    further parts of the frame; length: of all data.

    segment_size, window_scale: ABSENT if there is no such option. blocks: of SACK, as pairs of
    sequence numbers, the first `block_count` pairs of the list."""

    source_port: int
    destination_port: int
    sequence: int
    acknowledgment: int
    flags: int
    window: int
    payload: int
    end: int
    beyond: int
    length: int
    segment_size: int
    window_scale: int
    sack_permitted: bool
    has_timestamps: bool
    timestamp: int
    echo: int
    block_count: int
    blocks: list[int]

    def __init__(self) -> None:
        self.source_port = 0
        self.destination_port = 0
        self.sequence = 0
        self.acknowledgment = 0
        self.flags = 0
        self.window = 0
        self.payload = 0
        self.end = 0
        self.beyond = 0
        self.length = 0
        self.segment_size = ABSENT
        self.window_scale = ABSENT
        self.sack_permitted = False
        self.has_timestamps = False
        self.timestamp = 0
        self.echo = 0
        self.block_count = 0
        self.blocks = [0] * (2 * MOST_BLOCKS)

    @inline
    def has(self, flags: int) -> bool:
        """Whether one of the flags is set."""
        return self.flags & flags != 0

    @hot
    def parse(self, frame: memoryview, packet: Packet) -> int:
        """Check the segment of the packet and take its fields; the result is ACCEPTED or why
        not."""
        start = packet.payload
        end = packet.end
        if end - start < HEADER_LENGTH:
            return TRUNCATED
        length = get_u8(frame, start + 12) >> 4 << 2
        if length < HEADER_LENGTH or length > end - start:
            return HEADER_LENGTH_WRONG
        if not packet.trusted:
            pseudo = pseudo_header(packet.source, packet.destination, end - start)
            if packet.beyond != 0 or checksum(frame, start, end, pseudo) != 0xFFFF:
                return CHECKSUM_WRONG
        self.source_port = get_u16(frame, start)
        self.destination_port = get_u16(frame, start + 2)
        self.sequence = get_u32(frame, start + 4)
        self.acknowledgment = get_u32(frame, start + 8)
        self.flags = get_u8(frame, start + 13)
        self.window = get_u16(frame, start + 14)
        self.payload = start + length
        self.end = end
        self.beyond = packet.beyond
        self.length = end - start - length + packet.beyond
        self._read_options(frame, start + HEADER_LENGTH, start + length)
        return ACCEPTED

    @hot
    def _read_options(self, frame: memoryview, start: int, end: int) -> None:
        self.has_timestamps = False
        self.block_count = 0
        if end - start == TIMESTAMPS_LENGTH and get_u32(frame, start) == _ALIGNED_TIMESTAMPS:
            self._take_timestamps(frame, start + 4)
        elif end != start:
            self._read_any_options(frame, start, end)

    @inline
    def _take_timestamps(self, frame: memoryview, offset: int) -> None:
        self.has_timestamps = True
        self.timestamp = get_u32(frame, offset)
        self.echo = get_u32(frame, offset + 4)

    @cold
    def _read_any_options(self, frame: memoryview, offset: int, end: int) -> None:
        self.segment_size = ABSENT
        self.window_scale = ABSENT
        self.sack_permitted = False
        while offset < end:
            kind = get_u8(frame, offset)
            if kind == _END:
                return
            if kind == _NOP:
                offset += 1
                continue
            if offset + 2 > end:
                return
            length = get_u8(frame, offset + 1)
            if length < 2 or offset + length > end:
                return
            self._read_option(frame, kind, offset + 2, length)
            offset += length

    @cold
    def _read_option(self, frame: memoryview, kind: int, offset: int, length: int) -> None:
        if kind == _MSS and length == 4:
            self.segment_size = get_u16(frame, offset)
        elif kind == _SCALE and length == 3:
            self.window_scale = min(get_u8(frame, offset), _LARGEST_SCALE)
        elif kind == _SACK_PERMITTED and length == 2:
            self.sack_permitted = True
        elif kind == _TIMESTAMPS and length == 10:
            self._take_timestamps(frame, offset)
        elif kind == _SACK and length % 8 == 2:
            self.block_count = min((length - 2) >> 3, MOST_BLOCKS)
            for index in range(2 * self.block_count):
                self.blocks[index] = get_u32(frame, offset + 4 * index)

    @cold
    def forget_options(self) -> None:
        """A SYN without options has none: those of the last segment with some are not its own."""
        self.segment_size = ABSENT
        self.window_scale = ABSENT
        self.sack_permitted = False


@inline
def pseudo_header(source: int, destination: int, length: int) -> int:
    """The sum of the addresses, protocol and length that the checksum covers besides the
    segment."""
    addresses = (source >> 16) + (source & 0xFFFF) + (destination >> 16) + (destination & 0xFFFF)
    return addresses + PROTOCOL + length


@cold
def emit_syn_options(
    frame: memoryview, offset: int, segment_size: int, scale: int, sack: bool
) -> int:
    """Write the options that only a SYN has; where they end. scale: ABSENT for none."""
    put_u8(frame, offset, _MSS)
    put_u8(frame, offset + 1, 4)
    put_u16(frame, offset + 2, segment_size)
    offset += 4
    if scale != ABSENT:
        put_u32(frame, offset, _NOP << 24 | _SCALE << 16 | 3 << 8 | scale)
        offset += 4
    if sack:
        put_u32(frame, offset, _NOP << 24 | _NOP << 16 | _SACK_PERMITTED << 8 | 2)
        offset += 4
    return offset


@hot
def emit_timestamps(frame: memoryview, offset: int, value: int, echo: int) -> int:
    """Write the timestamps option, aligned; where it ends."""
    put_u32(frame, offset, _ALIGNED_TIMESTAMPS)
    put_u32(frame, offset + 4, value)
    put_u32(frame, offset + 8, echo)
    return offset + TIMESTAMPS_LENGTH


@cold
def emit_sack(frame: memoryview, offset: int, edges: list[int]) -> int:
    """Write a SACK option of those pairs of sequence numbers, aligned; where it ends."""
    put_u32(frame, offset, _ALIGNED_SACK + 2 + 4 * len(edges))
    offset += 4
    for edge in edges:
        put_u32(frame, offset, edge)
        offset += 4
    return offset


@hot
def emit_header(
    frame: memoryview,
    start: int,
    ports: int,
    sequence: int,
    acknowledgment: int,
    flags: int,
    window: int,
    payload: int,
) -> None:
    """Write the header that starts at `start`, its options written already, up to `payload`.

    ports: the source's in the high half. The checksum is left 0."""
    put_u32(frame, start, ports)
    put_u32(frame, start + 4, sequence)
    put_u32(frame, start + 8, acknowledgment)
    put_u32(frame, start + 12, (payload - start) << 26 | flags << 16 | window)
    put_u32(frame, start + 16, 0)


@hot
def seal_partly(frame: memoryview, start: int, end: int, source: int, destination: int) -> None:
    """Leave the checksum to the device, which expects the sum of the pseudo-header there."""
    total = pseudo_header(source, destination, end - start)
    total = (total & 0xFFFF) + (total >> 16)
    put_u16(frame, start + 16, (total & 0xFFFF) + (total >> 16))


@hot
def seal(frame: memoryview, start: int, end: int, source: int, destination: int) -> None:
    """Compute the checksum of a finished segment."""
    pseudo = pseudo_header(source, destination, end - start)
    put_u16(frame, start + 16, checksum(frame, start, end, pseudo) ^ 0xFFFF)
