"""IPv4 and MAC addresses as the numbers that the stack works with, and IPv4 addresses as text.

An IPv4 address is an int of 32 bits and a MAC address an int of 48 bits, both in network order,
so that comparing and masking cost one instruction. Malformed text raises ValueError naming it.
"""

from __future__ import annotations

from naja.lang.wire import get_u16, get_u32

UNSPECIFIED = 0
LIMITED_BROADCAST = 0xFFFFFFFF
MAC_BROADCAST = 0xFFFFFFFFFFFF
MAC_GROUP_BIT = 1 << 40
NO_MAC = -1

_ZERO = 48


def parse_ipv4(text: str) -> int:
    """The address that the dotted quad names; leading zeros are refused, as inet_pton does."""
    parts = text.split(".")
    address = 0 if len(parts) == 4 else -1
    for part in parts:
        byte = parse_decimal(part, 255)
        if byte < 0 or address < 0:
            raise ValueError(f"not an IPv4 address: {text}")
        address = address << 8 | byte
    return address


def parse_decimal(digits: str, largest: int) -> int:
    """The number that `digits` spells without leading zeros; -1 if it is none up to `largest`."""
    value = 0
    for character in digits:
        digit = ord(character) - _ZERO
        if digit < 0 or digit > 9 or value > largest:
            return -1
        value = value * 10 + digit
    if len(digits) == 0 or (len(digits) > 1 and digits[0] == "0") or value > largest:
        return -1
    return value


def format_ipv4(address: int) -> str:
    """The dotted quad of an address."""
    return f"{address >> 24}.{address >> 16 & 255}.{address >> 8 & 255}.{address & 255}"


def prefix_mask(length: int) -> int:
    """The netmask of a prefix of that many bits, 0 to 32."""
    return LIMITED_BROADCAST << (32 - length) & LIMITED_BROADCAST


def mac_from_bytes(address: bytes) -> int:
    """The number of a six-byte MAC address."""
    return get_u16(address, 0) << 32 | get_u32(address, 2)


def is_multicast(address: int) -> bool:
    """Whether the address is a group of RFC 5771, 224.0.0.0/4."""
    return address >> 28 == 0xE


def is_unicast_source(address: int) -> bool:
    """Whether a packet from outside may carry that source (RFC 1122, 3.2.1.3)."""
    first = address >> 24
    return first != 0 and first != 127 and first < 224
