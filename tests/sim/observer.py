"""What must hold of every segment that a host sends, read from the wire alone.

Acknowledgments and windows never go back; nothing is acknowledged that was not sent, nothing sent
beyond the window that was offered, or larger than the peer takes; a FIN stays where it is; SACK
tells of what was sent and is not acknowledged. `Observer` knows no more than the frames, and what
the links hide of SYNs.
"""

from __future__ import annotations

from naja.lang.wire import get_u8, get_u16, get_u32
from naja.os.net.tcp.wire import ACK, FIN, HEADER_LENGTH, RST, SYN
from naja.sim.frames import TCP, data_of, end_of, is_tcp

_MASK = 0xFFFFFFFF
_DEFAULT_SEGMENT = 536
_SEGMENT_SIZE, _SCALE, _SACK_PERMITTED, _SACK = 2, 3, 4, 5


def ahead(number: int, of: int) -> int:
    """How far a sequence number is ahead of another one; negative if it is behind."""
    return ((number - of + (1 << 31)) & _MASK) - (1 << 31)


class Flow:
    """What one end of a connection has said. acknowledged, edge, top: the furthest; fin: where
    that is, or -1. stale: of a connection that is over."""

    first: int
    scale: int
    segment: int
    sack: bool
    has_acknowledged: bool
    acknowledged: int
    edge: int
    top: int
    fin: int
    stale: bool

    def __init__(self, first: int) -> None:
        self.first = first
        self.scale = -1
        self.segment = _DEFAULT_SEGMENT
        self.sack = False
        self.has_acknowledged = False
        self.acknowledged = 0
        self.edge = 0
        self.top = (first + 1) & _MASK
        self.fin = -1
        self.stale = False


class Observer:
    """Looks at what hosts put onto their wires. hidden: options that never arrive."""

    hidden: list[int]
    _flows: dict[tuple[int, int, int], Flow]

    def __init__(self) -> None:
        self.hidden = []
        self._flows = {}

    def see(self, frame: bytes, mtu: int) -> None:
        """Assert what must hold of the frame, and remember it."""
        if not is_tcp(frame):
            return
        assert get_u16(frame, 16) <= mtu, "longer than the link takes"
        flags = get_u8(frame, TCP + 13)
        own = (get_u32(frame, 26), get_u32(frame, 30), get_u32(frame, TCP))
        ports = own[2]
        theirs = (own[1], own[0], (ports & 0xFFFF) << 16 | ports >> 16)
        peer = self._flows.get(theirs)
        flow = self._flows.get(own)
        if flags & RST:
            for ended in (flow, peer):
                if ended is not None:
                    ended.stale = True
            return
        if flags & SYN:
            self._begin(frame, own, peer)
        flow = self._flows.get(own)
        assert flow is not None, "no SYN before it"
        if flow.stale:
            return
        if flags & ACK:
            self._see_acknowledgment(frame, flow, peer)
        self._see_data(frame, flow, peer)

    def _begin(self, frame: bytes, own: tuple[int, int, int], peer: Flow | None) -> None:
        first = get_u32(frame, TCP + 4)
        flow = self._flows.get(own)
        known = flow is not None and flow.first == first and not flow.stale
        if flow is not None and known and flow.has_acknowledged:
            known = get_u32(frame, TCP + 8) == flow.acknowledged
        if known:
            return
        flow = Flow(first)
        self._flows[own] = flow
        self._read_options(frame, flow)
        if peer is not None and peer.has_acknowledged:
            peer.stale = True  # what it has said was said to an earlier connection

    def _read_options(self, frame: bytes, flow: Flow) -> None:
        at, end = TCP + HEADER_LENGTH, data_of(frame)
        while at < end:
            kind = get_u8(frame, at)
            if kind == 0:
                return
            if kind != 1 and kind not in self.hidden:
                if kind == _SEGMENT_SIZE:
                    flow.segment = get_u16(frame, at + 2)
                elif kind == _SCALE:
                    flow.scale = get_u8(frame, at + 2)
                elif kind == _SACK_PERMITTED:
                    flow.sack = True
            at += 1 if kind == 1 else get_u8(frame, at + 1)

    def _see_acknowledgment(self, frame: bytes, flow: Flow, peer: Flow | None) -> None:
        number = get_u32(frame, TCP + 8)
        scale = 0
        scaling = flow.scale >= 0 and (peer is None or peer.scale >= 0)
        if scaling and get_u8(frame, TCP + 13) & SYN == 0:
            scale = flow.scale
        edge = (number + (get_u16(frame, TCP + 14) << scale)) & _MASK
        if flow.has_acknowledged:
            assert ahead(number, flow.acknowledged) >= 0, "an acknowledgment went back"
            if peer is not None:
                assert ahead(edge, flow.edge) > -(1 << scale), "the window shrank"
        if not flow.has_acknowledged or ahead(edge, flow.edge) > 0:
            flow.edge = edge
        flow.has_acknowledged = True
        flow.acknowledged = number
        if peer is not None and not peer.stale:
            assert ahead(number, peer.top) <= 0, "acknowledged what was never sent"
            self._see_sack(frame, flow, peer)

    def _see_sack(self, frame: bytes, flow: Flow, peer: Flow) -> None:
        at, end = TCP + HEADER_LENGTH, data_of(frame)
        while at < end:
            kind = get_u8(frame, at)
            if kind == 0:
                return
            length = 1 if kind == 1 else get_u8(frame, at + 1)
            if kind == _SACK:
                assert peer.sack, "SACK that the peer does not know"
                for place in range(at + 2, at + length, 8):
                    start, stop = get_u32(frame, place), get_u32(frame, place + 4)
                    doubled = place == at + 2  # RFC 2883: the first may tell of what came twice
                    new = ahead(start, flow.acknowledged) > 0
                    assert new or doubled, "SACK of what is acknowledged"
                    assert ahead(stop, start) > 0, "SACK of nothing"
                    assert ahead(stop, peer.top) <= 0, "SACK of what was never sent"
            at += length

    def _see_data(self, frame: bytes, flow: Flow, peer: Flow | None) -> None:
        flags = get_u8(frame, TCP + 13)
        start = data_of(frame)
        length = end_of(frame) - start
        if flags & SYN:
            assert length == 0, "data with a SYN"
            return
        sequence = get_u32(frame, TCP + 4)
        end = (sequence + length) & _MASK
        if length != 0:
            assert ahead(sequence, flow.first) > 0, "data before the first"
            if peer is not None and not peer.stale:
                most = peer.segment - (start - TCP - HEADER_LENGTH)
                assert length <= most, "larger than the peer takes"
        if flow.fin >= 0 and length != 0:
            assert ahead(end, flow.fin) <= 0, "data behind the FIN"
        if flags & FIN:
            assert flow.fin in (-1, end), "another FIN"
            assert flow.fin >= 0 or ahead(end, flow.top) >= 0, "a FIN before what was sent"
            flow.fin = end
            end = (end + 1) & _MASK
        if length != 0 or flags & FIN:
            if peer is not None and not peer.stale and peer.has_acknowledged:
                assert ahead(end, peer.edge) <= 0, "beyond the window"
            if ahead(end, flow.top) > 0:
                flow.top = end
