"""What a network does to frames of TCP: cutting and joining them as devices do, taking options away
as middleboxes do, refusing long ones as routers do.

Frames are Ethernet with IPv4 without options; offsets are those of such frames.
"""

from __future__ import annotations

from naja.lang.wire import checksum, get_u8, get_u16, get_u32, put_u8, put_u16, put_u32
from naja.os.net.tcp.wire import ACK, FIN, PROTOCOL, PSH, SYN, pseudo_header
from naja.platform.contract import LARGE_TRANSPORT

IPV4 = 14
TCP = LARGE_TRANSPORT
LARGEST_PACKET = 65535
_TYPE_IPV4 = 0x0800
_NOP = 1
_ICMP = 1
_PLAIN = 0x45
_UNREACHABLE, _TOO_LONG = 3, 4
_QUOTED = 28


def is_ipv4(frame: bytes) -> bool:
    """Whether it carries IPv4 without options."""
    return len(frame) >= TCP and get_u16(frame, 12) == _TYPE_IPV4 and get_u8(frame, IPV4) == _PLAIN


def is_tcp(frame: bytes) -> bool:
    """Whether it carries a whole TCP header."""
    return is_ipv4(frame) and get_u8(frame, 23) == PROTOCOL and end_of(frame) >= TCP + 20


def end_of(frame: bytes) -> int:
    """Where the packet ends; padding may follow."""
    return min(IPV4 + get_u16(frame, 16), len(frame))


def data_of(frame: bytes) -> int:
    """Where the data of a TCP frame begins."""
    return TCP + (get_u8(frame, TCP + 12) >> 4 << 2)


def is_sound(frame: bytes) -> bool:
    """Whether the checksum of a TCP frame is right."""
    end = end_of(frame)
    pseudo = pseudo_header(get_u32(frame, 26), get_u32(frame, 30), end - TCP)
    return checksum(frame, TCP, end, pseudo) == 0xFFFF


def seal(frame: bytearray, end: int) -> None:
    """Write length and checksums of a TCP frame."""
    put_u16(frame, 16, end - IPV4)
    put_u16(frame, 24, 0)
    put_u16(frame, 24, checksum(frame, IPV4, TCP) ^ 0xFFFF)
    put_u16(frame, TCP + 16, 0)
    pseudo = pseudo_header(get_u32(frame, 26), get_u32(frame, 30), end - TCP)
    put_u16(frame, TCP + 16, checksum(frame, TCP, end, pseudo) ^ 0xFFFF)


def cut(frame: bytes, headers: int, segment: int) -> list[bytes]:
    """The frames that a device makes of one that was left to it."""
    size = segment if segment != 0 else len(frame)
    flags = get_u8(frame, TCP + 13)
    pieces: list[bytes] = []
    at = headers
    while True:
        end = min(at + size, len(frame))
        piece = bytearray(frame[:headers] + frame[at:end])
        put_u32(piece, TCP + 4, (get_u32(frame, TCP + 4) + at - headers) & 0xFFFFFFFF)
        if end < len(frame):
            put_u8(piece, TCP + 13, flags & ~(FIN | PSH))
        seal(piece, len(piece))
        pieces.append(bytes(piece) + bytes(max(60 - len(piece), 0)))
        at = end
        if at >= len(frame):
            return pieces


def join(first: bytes, second: bytes) -> bytes:
    """Both as one frame, if a device would make one of them; else nothing. The checksum is not
    computed anew: devices vouch for it."""
    start, end, data, following = data_of(first), end_of(first), data_of(second), end_of(second)
    if end <= start or following <= data or start != data:
        return b""
    if get_u8(first, TCP + 13) != ACK or get_u8(second, TCP + 13) & ~PSH != ACK:
        return b""
    if (
        first[26 : TCP + 4] != second[26 : TCP + 4]
        or first[TCP + 8 : TCP + 13] != second[TCP + 8 : TCP + 13]
    ):
        return b""
    if (
        first[TCP + 14 : TCP + 16] != second[TCP + 14 : TCP + 16]
        or first[TCP + 20 : start] != second[TCP + 20 : data]
    ):
        return b""
    if (get_u32(first, TCP + 4) + end - start) & 0xFFFFFFFF != get_u32(second, TCP + 4):
        return b""
    if end + following - data - IPV4 > LARGEST_PACKET:
        return b""
    whole = bytearray(first[:end] + second[data:following])
    put_u8(whole, TCP + 13, get_u8(second, TCP + 13))
    put_u16(whole, 16, len(whole) - IPV4)
    put_u16(whole, 24, 0)
    put_u16(whole, 24, checksum(whole, IPV4, TCP) ^ 0xFFFF)
    return bytes(whole)


def without_options(frame: bytes, kinds: list[int]) -> bytes:
    """A SYN with those options overwritten, as middleboxes do; any other frame as it is."""
    if len(kinds) == 0 or not is_tcp(frame) or get_u8(frame, TCP + 13) & SYN == 0:
        return frame
    changed = bytearray(frame)
    at, end = TCP + 20, data_of(frame)
    while at + 1 < end:
        kind = get_u8(frame, at)
        length = 1 if kind <= _NOP else get_u8(frame, at + 1)
        if length == 0:
            break
        if kind in kinds:
            for place in range(at, min(at + length, end)):
                put_u8(changed, place, _NOP)
        at += length
    seal(changed, end_of(frame))
    return bytes(changed)


def too_long(frame: bytes, mtu: int, router: int) -> bytes:
    """What a router says of a packet longer than the next link takes (RFC 1191)."""
    quoted = frame[IPV4 : IPV4 + _QUOTED]
    answer = bytearray(frame[6:12] + frame[0:6] + frame[12:14] + bytes(28) + quoted)
    put_u8(answer, IPV4, _PLAIN)
    put_u16(answer, 16, len(answer) - IPV4)
    put_u8(answer, 22, 64)
    put_u8(answer, 23, _ICMP)
    put_u32(answer, 26, router)
    put_u32(answer, 30, get_u32(frame, 26))
    put_u16(answer, 24, checksum(answer, IPV4, TCP) ^ 0xFFFF)
    put_u8(answer, TCP, _UNREACHABLE)
    put_u8(answer, TCP + 1, _TOO_LONG)
    put_u16(answer, TCP + 6, mtu)
    put_u16(answer, TCP + 2, checksum(answer, TCP, len(answer)) ^ 0xFFFF)
    return bytes(answer)
