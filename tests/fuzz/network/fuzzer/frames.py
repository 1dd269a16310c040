"""Frames as the other end of the wire sends them, and the checksums that make them believed."""

from __future__ import annotations

from naja.lang import hot
from naja.lang.wire import checksum, copy_into, get_u8, get_u16, get_u32, put_u16, put_u32

OWN_MAC = b"\x02\x00\x00\x00\x00\x01"
PEER_MAC = b"\x02\x00\x00\x00\x00\x99"
OWN = 0x0A000002
PEER = 0x0A000001
GATEWAY = 0x0A0000FE
PREFIX_MASK = 0xFFFFFF00
EVERYBODY = 0xFFFFFFFF

HEADER = 14
PAYLOAD = 34
IPV4, ARP = 0x0800, 0x0806
ICMP, TCP, UDP = 1, 6, 17


class Finding(Exception):
    """Something that must not be."""


def around(payload: bytes, protocol: int, source: int, destination: int) -> bytearray:
    """Ethernet and IPv4 headers around a payload; checksums are missing."""
    frame = bytearray(PAYLOAD + len(payload))
    copy_into(frame, 0, OWN_MAC if destination != EVERYBODY else b"\xff" * 6)
    copy_into(frame, 6, PEER_MAC)
    put_u16(frame, 12, IPV4)
    put_u16(frame, 14, 0x4500)
    put_u16(frame, 16, len(frame) - HEADER)
    put_u16(frame, 22, 64 << 8 | protocol)
    put_u32(frame, 26, source)
    put_u32(frame, 30, destination)
    copy_into(frame, PAYLOAD, payload)
    return frame


def udp(data: bytes, source_port: int, port: int) -> bytes:
    """A datagram without its checksum."""
    header = bytearray(8)
    put_u16(header, 0, source_port)
    put_u16(header, 2, port)
    put_u16(header, 4, 8 + len(data))
    return bytes(header) + data


def arp(operation: int, source: int, target: int) -> bytearray:
    """A question or an answer of the peer."""
    frame = bytearray(42)
    copy_into(frame, 0, b"\xff" * 6 if operation == 1 else OWN_MAC)
    copy_into(frame, 6, PEER_MAC)
    put_u16(frame, 12, ARP)
    put_u32(frame, 14, 0x0001_0800)
    put_u16(frame, 18, 0x0604)
    put_u16(frame, 20, operation)
    copy_into(frame, 22, PEER_MAC)
    put_u32(frame, 28, source)
    copy_into(frame, 32, OWN_MAC)
    put_u32(frame, 38, target)
    return frame


@hot
def pseudo(frame: bytearray, start: int, end: int) -> int:
    """What the addresses, the protocol and the length add to a checksum."""
    source = get_u32(frame, 26)
    destination = get_u32(frame, 30)
    total = (source >> 16) + (source & 0xFFFF) + (destination >> 16) + (destination & 0xFFFF)
    return total + get_u8(frame, 23) + end - start


@hot
def repair(frame: bytearray) -> None:
    """Make the checksums right, as far as the headers say where they are."""
    if len(frame) < PAYLOAD or get_u16(frame, 12) != IPV4:
        return
    start = HEADER + (get_u8(frame, 14) & 15) * 4
    if start < PAYLOAD or start > len(frame):
        return
    put_u16(frame, 24, 0)
    put_u16(frame, 24, checksum(frame, HEADER, start) ^ 0xFFFF)
    end = min(HEADER + get_u16(frame, 16), len(frame))
    if get_u16(frame, 20) & 0x3FFF != 0 or end < start:
        return
    protocol = get_u8(frame, 23)
    at = checksum_place(protocol)
    if at != 0 and end - start >= at + 2:
        initial = 0 if protocol == ICMP else pseudo(frame, start, end)
        put_u16(frame, start + at, 0)
        put_u16(frame, start + at, checksum(frame, start, end, initial) ^ 0xFFFF)


def checksum_place(protocol: int) -> int:
    """Where in a header of that protocol the checksum stands, or 0."""
    if protocol == TCP:
        return 16
    if protocol == UDP:
        return 6
    return 2 if protocol == ICMP else 0


@hot
def check(frame: bytearray, length: int, complete: bool) -> None:
    """Raises Finding for a frame that this host must not send. complete: its transport checksum is
    there."""
    if complete and length < 60:
        raise Finding("a frame is shorter than Ethernet allows")
    kind = get_u16(frame, 12)
    if kind == ARP:
        return
    if kind != IPV4:
        raise Finding("a frame is neither IPv4 nor ARP")
    end = HEADER + get_u16(frame, 16)
    if get_u8(frame, 14) != 0x45 or end > length or end < PAYLOAD:
        raise Finding("the length of a packet is wrong")
    if checksum(frame, HEADER, PAYLOAD) != 0xFFFF:
        raise Finding("the checksum of a header is wrong")
    protocol = get_u8(frame, 23)
    if checksum_place(protocol) == 0:
        raise Finding("a packet of an unknown protocol")
    if not complete or (protocol == UDP and get_u16(frame, PAYLOAD + 6) == 0):
        return
    initial = 0 if protocol == ICMP else pseudo(frame, PAYLOAD, end)
    if checksum(frame, PAYLOAD, end, initial) != 0xFFFF:
        raise Finding("the checksum of a payload is wrong")
