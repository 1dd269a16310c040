"""Numbers in bytes: checked reads and writes of big- and little-endian fields, copies, the internet
checksum.

Every offset is checked: a field that does not lie inside the buffer raises IndexError, and a value
that does not fit its field raises OverflowError. Negative offsets are never counted from the end.
In an image each function is replaced by the one of the same name in `naja.runtime.wire`, which is
one bounds check and one load or store.
"""

from __future__ import annotations

from typing import TypeVar

Bytes = TypeVar("Bytes", bytes, bytearray, memoryview)
Buffer = TypeVar("Buffer", bytearray, memoryview)


def _field(data: Bytes, offset: int, size: int) -> bytes:
    if offset < 0 or offset + size > len(data):
        raise IndexError("field outside the buffer")
    return bytes(data[offset : offset + size])


def _store(data: Buffer, offset: int, field: bytes) -> None:
    if offset < 0 or offset + len(field) > len(data):
        raise IndexError("field outside the buffer")
    data[offset : offset + len(field)] = field


def _packed(value: int, size: int, order: str) -> bytes:
    if not 0 <= value < 1 << 8 * size:
        raise OverflowError("value does not fit its field")
    field = value.to_bytes(size, "big")
    return field if order == "big" else field[::-1]


def get_u8(data: Bytes, offset: int) -> int:
    """The byte at `offset`."""
    return _field(data, offset, 1)[0]


def get_u16(data: Bytes, offset: int) -> int:
    """The big-endian 16-bit number at `offset`."""
    return int.from_bytes(_field(data, offset, 2), "big")


def get_u32(data: Bytes, offset: int) -> int:
    """The big-endian 32-bit number at `offset`."""
    return int.from_bytes(_field(data, offset, 4), "big")


def get_u64(data: Bytes, offset: int) -> int:
    """The big-endian 64-bit number at `offset`; OverflowError when it is 2**63 or more."""
    return _signed_range(int.from_bytes(_field(data, offset, 8), "big"))


def get_u16le(data: Bytes, offset: int) -> int:
    """The little-endian 16-bit number at `offset`."""
    return int.from_bytes(_field(data, offset, 2), "little")


def get_u32le(data: Bytes, offset: int) -> int:
    """The little-endian 32-bit number at `offset`."""
    return int.from_bytes(_field(data, offset, 4), "little")


def get_u64le(data: Bytes, offset: int) -> int:
    """The little-endian 64-bit number at `offset`; OverflowError when it is 2**63 or more."""
    return _signed_range(int.from_bytes(_field(data, offset, 8), "little"))


def _signed_range(value: int) -> int:
    if value >= 1 << 63:
        raise OverflowError("value does not fit int")
    return value


def get_bytes(data: Bytes, start: int, end: int) -> bytes:
    """A copy of data[start:end], which must exist."""
    if not 0 <= start <= end <= len(data):
        raise IndexError("range outside the buffer")
    return bytes(data[start:end])


def put_u8(data: Buffer, offset: int, value: int) -> None:
    """Store one byte."""
    _store(data, offset, _packed(value, 1, "big"))


def put_u16(data: Buffer, offset: int, value: int) -> None:
    """Store a big-endian 16-bit number."""
    _store(data, offset, _packed(value, 2, "big"))


def put_u32(data: Buffer, offset: int, value: int) -> None:
    """Store a big-endian 32-bit number."""
    _store(data, offset, _packed(value, 4, "big"))


def put_u64(data: Buffer, offset: int, value: int) -> None:
    """Store a big-endian 64-bit number, 0 to 2**63 - 1."""
    _store(data, offset, _packed(_signed_range(value), 8, "big"))


def put_u16le(data: Buffer, offset: int, value: int) -> None:
    """Store a little-endian 16-bit number."""
    _store(data, offset, _packed(value, 2, "little"))


def put_u32le(data: Buffer, offset: int, value: int) -> None:
    """Store a little-endian 32-bit number."""
    _store(data, offset, _packed(value, 4, "little"))


def put_u64le(data: Buffer, offset: int, value: int) -> None:
    """Store a little-endian 64-bit number, 0 to 2**63 - 1."""
    _store(data, offset, _packed(_signed_range(value), 8, "little"))


def copy_into(target: Buffer, offset: int, source: Bytes) -> None:
    """Copy all of `source` to `target` from `offset` on."""
    _store(target, offset, bytes(source))


def copy_range(target: Buffer, offset: int, source: Bytes, start: int, end: int) -> None:
    """Copy source[start:end], which must exist, to `target` from `offset` on."""
    if not 0 <= start <= end <= len(source):
        raise IndexError("range outside the buffer")
    _store(target, offset, bytes(source[start:end]))


def checksum(data: Bytes, start: int, end: int, initial: int = 0) -> int:
    """The folded one's-complement sum (RFC 1071) of the 16-bit words of data[start:end], plus
    `initial`.

    An odd last byte counts as the high half of a word. The result is not complemented: over bytes
    that include their own right checksum it is 0xFFFF. `initial` lies below 2**40.
    """
    if not 0 <= start <= end <= len(data):
        raise IndexError("range outside the buffer")
    total = initial + (int.from_bytes(data[start:end], "big") << 8 * ((end - start) % 2))
    return total % 0xFFFF or 0xFFFF if total else 0
