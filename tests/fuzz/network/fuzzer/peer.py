"""The other end of the wire: what the host's frames tell it of the connections, and its segments.

It knows of each connection what a true peer would know, so that its segments are taken; how they
are then spoilt is not decided here.
"""

from __future__ import annotations

from fuzzer.chance import Chance
from fuzzer.frames import (
    HEADER,
    OWN,
    PAYLOAD,
    PEER,
    TCP,
    around,
)

from naja.lang import hot
from naja.lang.wire import get_u8, get_u16, get_u32, put_u8, put_u16, put_u32

FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
CLOSED, ASKED, INVITED, OPEN = 0, 1, 2, 3
CALLED_PORT = 8080
HTTP_PORT = 80
MOST_FLOWS = 6
WORD = 0xFFFF_FFFF


class Flow:
    """A connection. sequence: of the next byte from here; acknowledgment: of the next from the
    host. ahead: what is here behind a gap, as its bounds. lossy: every few segments of the host get
    lost. message: what is being sent, up to `at`."""

    port: int
    host_port: int
    state: int
    sequence: int
    acknowledgment: int
    window: int
    timestamps: bool
    clock: int
    echo: int
    selective: bool
    lossy: bool
    heard: int
    ahead: int
    ahead_end: int
    message: bytes
    at: int

    def __init__(self, port: int, host_port: int) -> None:
        self.port = port
        self.host_port = host_port
        self.state = CLOSED
        self.sequence = 0
        self.acknowledgment = 0
        self.window = 65535
        self.timestamps = False
        self.clock = 1
        self.echo = 0
        self.selective = False
        self.lossy = False
        self.heard = 0
        self.ahead = 0
        self.ahead_end = 0
        self.message = b""
        self.at = 0

    def begin(self, chance: Chance) -> bytearray:
        """Ask for a connection."""
        self.state = ASKED
        self.acknowledgment = 0
        return self.say_hello(SYN, chance)

    def say_hello(self, flags: int, chance: Chance) -> bytearray:
        """A SYN, with the options of a true peer."""
        self.sequence = chance.next() >> 9 & WORD
        self.window = 65535 if chance.one_in(2) else chance.below(4000)
        self.clock = 1
        self.message = b""
        self.at = 0
        self.ahead = self.ahead_end = self.acknowledgment
        self.lossy = chance.one_in(3)
        self.timestamps = chance.one_in(2)
        self.selective = not chance.one_in(3)
        options = b""
        if not chance.one_in(4):
            options = b"\x02\x04" + (b"\x05\xb4" if not chance.one_in(4) else b"\x00\x58")
        if self.selective:
            options += b"\x04\x02\x01\x01"
        if not chance.one_in(3):
            options += b"\x03\x03\x07\x01"
        if self.timestamps:
            options += b"\x01\x01\x08\x0a" + bytes(8)
        made = self.segment(flags, b"", options)
        self.sequence = self.sequence + 1 & WORD
        return made

    def usual_options(self) -> bytes:
        """Timestamps, where they were agreed on, and what is here behind a gap."""
        made = bytearray(24)
        end = 0
        if self.timestamps:
            put_u32(made, 0, 0x0101080A)
            put_u32(made, 4, self.clock & WORD)
            put_u32(made, 8, self.echo)
            self.clock += 1
            end = 12
        if self.selective and self.ahead != self.ahead_end:
            put_u32(made, end, 0x0101050A)
            put_u32(made, end + 4, self.ahead)
            put_u32(made, end + 8, self.ahead_end)
            end += 12
        return bytes(made[:end])

    @hot
    def take(self, sequence: int, length: int) -> None:
        """These bytes of the host are here."""
        self.heard += 1
        if length == 0 or (self.lossy and self.heard % 5 == 4):
            return
        end = sequence + length & WORD
        if is_behind(self.acknowledgment, sequence):
            self.ahead = sequence
            self.ahead_end = end
            return
        if is_behind(self.acknowledgment, end):
            self.acknowledgment = end
        if not is_behind(self.acknowledgment, self.ahead):
            if is_behind(self.acknowledgment, self.ahead_end):
                self.acknowledgment = self.ahead_end
            self.ahead = self.ahead_end = self.acknowledgment

    def segment(self, flags: int, data: bytes, options: bytes) -> bytearray:
        """A whole frame but for its checksums; what it takes of the sequence is not counted."""
        header = bytearray(20)
        put_u16(header, 0, self.port)
        put_u16(header, 2, self.host_port)
        put_u32(header, 4, self.sequence)
        put_u32(header, 8, self.acknowledgment)
        put_u8(header, 12, (20 + len(options)) << 2)
        put_u8(header, 13, flags)
        put_u16(header, 14, self.window)
        return around(bytes(header) + options + data, TCP, PEER, OWN)


def is_behind(position: int, other: int) -> bool:
    """Whether the other sequence number comes later."""
    return 0 < (other - position & WORD) < 1 << 31


class Peer:
    """All connections, and what else the host's frames told. called: the one that the host asks
    for. transaction: of DHCP. quoted: the last packet's beginning, as ICMP errors quote it."""

    flows: list[Flow]
    called: Flow
    transaction: int
    quoted: bytes

    def __init__(self) -> None:
        self.flows = [Flow(20000 + number, HTTP_PORT) for number in range(MOST_FLOWS)]
        self.called = Flow(CALLED_PORT, 0)
        self.transaction = 0
        self.quoted = b""

    @hot
    def hear(self, frame: bytearray) -> None:
        """A sound frame of the host."""
        if get_u16(frame, 12) != 0x0800:
            return
        protocol = get_u8(frame, 23)
        end = HEADER + get_u16(frame, 16)
        if protocol == TCP:
            self._hear_segment(frame, end)
        elif protocol == 17 and get_u16(frame, PAYLOAD + 2) == 67 and end >= PAYLOAD + 16:
            self.transaction = get_u32(frame, PAYLOAD + 12)

    @hot
    def _hear_segment(self, frame: bytearray, end: int) -> None:
        self.quoted = bytes(frame[HEADER : PAYLOAD + 8])
        flags = get_u8(frame, PAYLOAD + 13)
        flow = self._flow(get_u16(frame, PAYLOAD), get_u16(frame, PAYLOAD + 2), flags)
        if flow is None:
            return
        sequence = get_u32(frame, PAYLOAD + 4)
        start = PAYLOAD + (get_u8(frame, PAYLOAD + 12) >> 4 << 2)
        if flags & RST != 0:
            flow.state = CLOSED
            return
        length = end - start
        if flags & SYN != 0:
            length += 1
            self._begin(flow, sequence)
        if flags & FIN != 0:
            length += 1
        flow.take(sequence, length)
        if flow.timestamps:
            self._hear_timestamps(flow, frame, start)

    def _flow(self, host_port: int, port: int, flags: int) -> Flow | None:
        if port == CALLED_PORT:
            flow = self.called
            if flags & (SYN | ACK) == SYN:
                flow.host_port = host_port
                flow.state = INVITED
                flow.timestamps = False
            return flow if flow.host_port == host_port else None
        number = port - self.flows[0].port
        if number < 0 or number >= len(self.flows) or host_port != HTTP_PORT:
            return None
        return self.flows[number]

    def _begin(self, flow: Flow, sequence: int) -> None:
        if flow.state == ASKED:
            flow.state = OPEN
        flow.acknowledgment = flow.ahead = flow.ahead_end = sequence
        flow.heard = 0

    @hot
    def _hear_timestamps(self, flow: Flow, frame: bytearray, start: int) -> None:
        at = PAYLOAD + 20
        while at + 12 <= start:
            kind = get_u8(frame, at)
            if kind == 8:
                flow.echo = get_u32(frame, at + 2)
                return
            if kind == 0:
                return
            at += 1 if kind == 1 else max(2, get_u8(frame, at + 1))
