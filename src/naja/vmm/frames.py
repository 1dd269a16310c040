"""Frames in words: one line for each, in the manner of tcpdump.

`Decoder.line` takes the bytes of an Ethernet frame and never fails: what is cut short or unknown is
said to be so. TCP's sequence numbers are told relative to the first one seen of each direction of a
connection, which is what a decoder has to remember; it remembers a bounded number of them.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable

ARP, IPV4, IPV6 = 0x0806, 0x0800, 0x86DD
FLAGS = "FSRPAUEC"  # the lowest bit first
UNREACHABLE = {0: "network", 1: "host", 2: "protocol", 3: "port", 4: "too large", 13: "forbidden"}
CONNECTIONS = 4096
DHCP = {67, 68}
MORE_FRAGMENTS, OFFSET = 0x2000, 0x1FFF

Flow = tuple[bytes, bytes, int, int]


class Short(Exception):
    """The bytes end too early; the message names what they were."""


class Decoder:
    """Describes frames of one link, in the order in which they came."""

    def __init__(self) -> None:
        self._first: dict[Flow, int] = {}

    def line(self, frame: bytes) -> str:
        """The frame in words."""
        try:
            return self._ethernet(frame)
        except Short as short:
            return f"{short} cut short, {len(frame)} bytes"

    def _ethernet(self, frame: bytes) -> str:
        _need(frame, 14, "Ethernet")
        kind = int.from_bytes(frame[12:14], "big")
        if kind == ARP:
            return _arp(frame[14:])
        if kind == IPV4:
            return self._ipv4(frame[14:])
        if kind == IPV6:
            return _ipv6(frame[14:])
        return f"type {kind:#06x} {_mac(frame[6:12])} > {_mac(frame[:6])} len {len(frame) - 14}"

    def _ipv4(self, packet: bytes) -> str:
        _need(packet, 20, "IPv4")
        header, total = (packet[0] & 15) * 4, int.from_bytes(packet[2:4], "big")
        if packet[0] >> 4 != 4 or not 20 <= header <= total:
            return f"IPv4 with a broken header, {len(packet)} bytes"
        _need(packet, total, "IPv4")
        sender, target, payload = packet[12:16], packet[16:20], packet[header:total]
        fragment = int.from_bytes(packet[6:8], "big")
        if fragment & (MORE_FRAGMENTS | OFFSET):
            more = "+" if fragment & MORE_FRAGMENTS else ""
            offset = (fragment & OFFSET) * 8
            ends = f"{_ip(sender)} > {_ip(target)}"
            return f"IPv4 {ends} protocol {packet[9]} fragment {len(payload)}@{offset}{more}"
        describe = self._protocols().get(packet[9])
        if describe is None:
            ends = f"{_ip(sender)} > {_ip(target)}"
            return f"IPv4 {ends} protocol {packet[9]} len {len(payload)}"
        return describe(sender, target, payload)

    def _protocols(self) -> dict[int, Callable[[bytes, bytes, bytes], str]]:
        return {1: _icmp, 6: self._tcp, 17: _udp}

    def _tcp(self, sender: bytes, target: bytes, segment: bytes) -> str:
        _need(segment, 20, "TCP")
        ports = struct.unpack_from(">HH", segment)
        sequence, acknowledged, offset, flags, window = struct.unpack_from(">IIBBH", segment, 4)
        header = (offset >> 4) * 4
        if not 20 <= header <= len(segment):
            return f"TCP with a broken header, {len(segment)} bytes"
        syn, ack = flags & 2, flags & 16
        flow = (sender, target, *ports)
        relative = _apart(sequence, self._start(flow, sequence, anew=bool(syn)))
        letters = "".join(letter for bit, letter in enumerate(FLAGS) if flags >> bit & 1)
        words = [f"TCP {_ends(sender, target, *ports)} [{letters}] seq {relative}"]
        if ack:
            back = (target, sender, ports[1], ports[0])
            first = self._start(back, acknowledged - 1, anew=False)
            words.append(f"ack {_apart(acknowledged, first)}")
        return " ".join([*words, f"win {window} len {len(segment) - header}"])

    def _start(self, flow: Flow, sequence: int, anew: bool) -> int:
        """The number that the others of that direction are told relative to."""
        if anew or flow not in self._first:
            self._first.pop(flow, None)
            if len(self._first) >= CONNECTIONS:
                del self._first[next(iter(self._first))]
            self._first[flow] = sequence
        return self._first[flow]


def carries_data(frame: bytes) -> bool:
    """Whether it is a TCP segment or a UDP datagram with something inside, and not DHCP."""
    if frame[12:14] != b"\x08\x00" or len(frame) < 34:
        return False
    at, end = 14 + (frame[14] & 15) * 4, 14 + int.from_bytes(frame[16:18], "big")
    if frame[23] == 6:
        return len(frame) > at + 12 and at + (frame[at + 12] >> 4) * 4 < end
    if frame[23] != 17 or not at + 8 < min(end, len(frame)):
        return False
    return not DHCP.intersection(struct.unpack_from(">HH", frame, at))


def _apart(number: int, first: int) -> int:
    """How far behind the first one; less than 0: before it."""
    distance = (number - first) % (1 << 32)
    return distance - (1 << 32) if distance >> 31 else distance


def _arp(packet: bytes) -> str:
    _need(packet, 28, "ARP")
    operation = int.from_bytes(packet[6:8], "big")
    sender, target = _ip(packet[14:18]), _ip(packet[24:28])
    if operation == 1:
        return f"ARP who-has {target} tell {sender}"
    if operation == 2:
        return f"ARP {sender} is-at {_mac(packet[8:14])}"
    return f"ARP operation {operation} from {sender}"


def _udp(sender: bytes, target: bytes, datagram: bytes) -> str:
    _need(datagram, 8, "UDP")
    source, destination, length = struct.unpack_from(">HHH", datagram)
    return f"UDP {_ends(sender, target, source, destination)} len {length - 8}"


def _icmp(sender: bytes, target: bytes, message: bytes) -> str:
    _need(message, 8, "ICMP")
    kind, code = message[0], message[1]
    ends = f"ICMP {_ip(sender)} > {_ip(target)}"
    if kind in (0, 8):
        identifier, number = struct.unpack_from(">HH", message, 4)
        word = "request" if kind else "reply"
        return f"{ends} echo {word} id {identifier} seq {number} len {len(message) - 8}"
    if kind == 3:
        return f"{ends} unreachable: {UNREACHABLE.get(code, f'code {code}')}"
    if kind == 11:
        return f"{ends} time exceeded"
    return f"{ends} type {kind} code {code}"


def _ipv6(packet: bytes) -> str:
    _need(packet, 40, "IPv6")
    sender, target = (socket.inet_ntop(socket.AF_INET6, packet[at : at + 16]) for at in (8, 24))
    length = int.from_bytes(packet[4:6], "big")
    return f"IPv6 {sender} > {target} next {packet[6]} len {length}"


def _need(data: bytes, size: int, what: str) -> None:
    if len(data) < size:
        raise Short(what)


def _ip(address: bytes) -> str:
    return ".".join(map(str, address))


def _mac(address: bytes) -> str:
    return address.hex(":")


def _ends(sender: bytes, target: bytes, source: int, destination: int) -> str:
    return f"{_ip(sender)}:{source} > {_ip(target)}:{destination}"
