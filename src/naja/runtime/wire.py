"""What `naja.lang.wire` is in an image: one bounds check and one load or store a field.

Raises IndexError for a field outside its buffer, OverflowError for a value that its field cannot
hold.
"""

from __future__ import annotations

from typing import TypeVar

from naja.lang import inline, u8, u16, u32, u64, unsafe
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import bytes as plain
from naja.runtime import data, errors

Bytes = TypeVar("Bytes", bytes, bytearray, memoryview)
Buffer = TypeVar("Buffer", bytearray, memoryview)


@inline
@unchecked
def field(source: Bytes, offset: int, size: int) -> Ptr[u8]:
    """The address of a field that lies inside."""
    # unsigned, so that the sum cannot wrap; with an offset known at build time one compare is left
    if offset < 0 or u64.wrap(offset + size) > u64.wrap(len(source)):
        raise errors.field_outside()
    return data.address(source) + offset


@inline
@unchecked
def writable(target: Buffer, offset: int, size: int) -> Ptr[u8]:
    """The address of a field that lies inside and may be written."""
    if isinstance(target, memoryview):
        target._check_writable()
    return field(target, offset, size)


@inline
def get_u8(data: Bytes, offset: int) -> int:
    return int(field(data, offset, 1)[0])


@inline
def get_u16(data: Bytes, offset: int) -> int:
    return unsafe.byte_swap16(int(field(data, offset, 2).cast(u16)[0]))


@inline
def get_u32(data: Bytes, offset: int) -> int:
    return unsafe.byte_swap32(int(field(data, offset, 4).cast(u32)[0]))


@inline
def get_u64(data: Bytes, offset: int) -> int:
    return not_negative(unsafe.byte_swap64(field(data, offset, 8).cast(int)[0]))


@inline
def get_u16le(data: Bytes, offset: int) -> int:
    return int(field(data, offset, 2).cast(u16)[0])


@inline
def get_u32le(data: Bytes, offset: int) -> int:
    return int(field(data, offset, 4).cast(u32)[0])


@inline
def get_u64le(data: Bytes, offset: int) -> int:
    return not_negative(field(data, offset, 8).cast(int)[0])


@inline
@unchecked
def get_bytes(data: Bytes, start: int, end: int) -> bytes:
    if start > end:
        raise errors.field_outside()
    return plain.copied(field(data, start, end - start), end - start)


@inline
def not_negative(value: int) -> int:
    """OverflowError for 64 bits of which the top one is set."""
    if value < 0:
        raise errors.overflow_error("value does not fit int")
    return value


@inline
def put_u8(data: Buffer, offset: int, value: int) -> None:
    target = writable(data, offset, 1)
    if value < 0 or value > 0xFF:
        raise errors.field_misfit()
    target[0] = u8.wrap(value)


@inline
def put_u16(data: Buffer, offset: int, value: int) -> None:
    target = writable(data, offset, 2)
    if value < 0 or value > 0xFFFF:
        raise errors.field_misfit()
    target.cast(u16)[0] = u16.wrap(unsafe.byte_swap16(value))


@inline
def put_u32(data: Buffer, offset: int, value: int) -> None:
    target = writable(data, offset, 4)
    if value < 0 or value > 0xFFFFFFFF:
        raise errors.field_misfit()
    target.cast(u32)[0] = u32.wrap(unsafe.byte_swap32(value))


@inline
def put_u64(data: Buffer, offset: int, value: int) -> None:
    target = writable(data, offset, 8)
    if value < 0:
        raise errors.field_misfit()
    target.cast(int)[0] = unsafe.byte_swap64(value)


@inline
def put_u16le(data: Buffer, offset: int, value: int) -> None:
    target = writable(data, offset, 2)
    if value < 0 or value > 0xFFFF:
        raise errors.field_misfit()
    target.cast(u16)[0] = u16.wrap(value)


@inline
def put_u32le(data: Buffer, offset: int, value: int) -> None:
    target = writable(data, offset, 4)
    if value < 0 or value > 0xFFFFFFFF:
        raise errors.field_misfit()
    target.cast(u32)[0] = u32.wrap(value)


@inline
def put_u64le(data: Buffer, offset: int, value: int) -> None:
    target = writable(data, offset, 8)
    if value < 0:
        raise errors.field_misfit()
    target.cast(int)[0] = value


@inline
def copy_into(target: Buffer, offset: int, source: Bytes) -> None:
    size = len(source)
    unsafe.memmove(writable(target, offset, size), data.address(source), size)


@inline
@unchecked
def copy_range(target: Buffer, offset: int, source: Bytes, start: int, end: int) -> None:
    if start < 0 or start > end or end > len(source):
        raise errors.field_outside()
    size = end - start
    unsafe.memmove(writable(target, offset, size), data.address(source) + start, size)


@inline
def checksum(data: Bytes, start: int, end: int, initial: int = 0) -> int:
    if start > end:
        raise errors.field_outside()
    return sum_words(field(data, start, end - start), end - start, initial)


@unchecked
def sum_words(source: Ptr[u8], size: int, initial: int) -> int:
    """The folded one's-complement sum of big-endian words: taken little-endian, then swapped."""
    total = u64.wrap(0)
    position = source
    for _ in range(size >> 3):
        word = position.cast(u64)[0]
        total = total + word
        if total < word:
            total = total + 1
        position = position + 8
    rest = size & 7
    last = u64.wrap(0)
    for index in range(rest):
        last = last | (u64.wrap(position[index]) << (8 * index))
    total = total + last
    if total < last:
        total = total + 1
    folded = unsafe.byte_swap16(fold(int(total >> 32) + int(total & LOW)))
    return fold(folded + initial)


LOW = u64(0xFFFFFFFF)


@unchecked
def fold(total: int) -> int:
    """The sum in 16 bits, carries added back."""
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return total
