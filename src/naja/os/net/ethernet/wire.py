"""Ethernet II headers: checked reads from a frame and emission into one (IEEE 802.3, RFC 894).

A frame is destination, source, ethertype, payload; no FCS. Readers raise IndexError on a short
frame; the glue checks the length first. 802.1Q tags are a type of their own, which the stack does
not speak.
"""

from __future__ import annotations

from naja.lang import inline
from naja.lang.wire import get_u16, get_u32, put_u16, put_u32

HEADER_LENGTH = 14
MINIMUM_FRAME = 60

TYPE_IPV4 = 0x0800
TYPE_ARP = 0x0806


@inline
def get_mac(frame: memoryview, offset: int) -> int:
    """The MAC address at `offset`."""
    return get_u16(frame, offset) << 32 | get_u32(frame, offset + 2)


@inline
def put_mac(frame: memoryview, offset: int, address: int) -> None:
    """Store a MAC address at `offset`."""
    put_u16(frame, offset, address >> 32)
    put_u32(frame, offset + 2, address & 0xFFFFFFFF)


@inline
def destination(frame: memoryview) -> int:
    """To whom the frame goes."""
    return get_mac(frame, 0)


@inline
def source(frame: memoryview) -> int:
    """Who sent the frame."""
    return get_mac(frame, 6)


@inline
def ethertype(frame: memoryview) -> int:
    """What the payload is; below 1536 it is an 802.3 length, which no protocol here claims."""
    return get_u16(frame, 12)


@inline
def emit(frame: memoryview, to: int, by: int, kind: int) -> None:
    """Write the header of a frame from `by` to `to` with the ethertype `kind`."""
    put_mac(frame, 0, to)
    put_mac(frame, 6, by)
    put_u16(frame, 12, kind)
