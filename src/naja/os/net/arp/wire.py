"""ARP packets for IPv4 over Ethernet: a checked view and emission (RFC 826).

`is_valid` first, then the readers; all offsets are those of the frame, Ethernet header included.
"""

from __future__ import annotations

from naja.lang.wire import get_u16, get_u32, put_u32, put_u64
from naja.os.net.ethernet.wire import HEADER_LENGTH, get_mac, put_mac

REQUEST = 1
REPLY = 2

# hardware type, protocol type, and the lengths of their addresses
_IPV4_OVER_ETHERNET = 0x0001_0800_0604

_OPERATION = HEADER_LENGTH + 6
_SENDER_MAC = HEADER_LENGTH + 8
_SENDER_ADDRESS = HEADER_LENGTH + 14
_TARGET_MAC = HEADER_LENGTH + 18
_TARGET_ADDRESS = HEADER_LENGTH + 24
END = HEADER_LENGTH + 28


def is_valid(frame: memoryview) -> bool:
    """Whether the frame holds a whole ARP packet about IPv4 over Ethernet."""
    return (
        len(frame) >= END
        and get_u32(frame, HEADER_LENGTH) == _IPV4_OVER_ETHERNET >> 16
        and get_u16(frame, HEADER_LENGTH + 4) == _IPV4_OVER_ETHERNET & 0xFFFF
    )


def operation(frame: memoryview) -> int:
    """REQUEST, REPLY, or something that nobody asked for."""
    return get_u16(frame, _OPERATION)


def sender_mac(frame: memoryview) -> int:
    """The MAC address that the sender claims."""
    return get_mac(frame, _SENDER_MAC)


def sender_address(frame: memoryview) -> int:
    """The IPv4 address that the sender claims."""
    return get_u32(frame, _SENDER_ADDRESS)


def target_address(frame: memoryview) -> int:
    """The IPv4 address that the packet asks for or answers to."""
    return get_u32(frame, _TARGET_ADDRESS)


def emit(
    frame: memoryview, kind: int, by_mac: int, by_address: int, to_mac: int, to_address: int
) -> None:
    """Write an ARP packet behind the Ethernet header; it ends at END."""
    put_u64(frame, HEADER_LENGTH, _IPV4_OVER_ETHERNET << 16 | kind)
    put_mac(frame, _SENDER_MAC, by_mac)
    put_u32(frame, _SENDER_ADDRESS, by_address)
    put_mac(frame, _TARGET_MAC, to_mac)
    put_u32(frame, _TARGET_ADDRESS, to_address)
