"""The fields that `struct` formats name beyond those of `wire`: signed numbers, floats, strings of
bytes.

The compiler writes a function for each constant format, in terms of these; `big` says the byte
order.
"""

from __future__ import annotations

from typing import TypeVar

from naja.lang import u64, unsafe
from naja.runtime import errors, wire
from naja.runtime.digits import MANTISSA_MASK

B = TypeVar("B", bytes, bytearray, memoryview)
W = TypeVar("W", bytearray, memoryview)

INFINITY32 = 0x7F800000
SMALLEST32 = 1.401298464324817e-45


def start_of(size: int, offset: int, needed: int) -> int:
    """Where a field of `needed` bytes begins, counted from the end if negative; -1: not inside."""
    if offset < 0:
        offset += size
    return offset if 0 <= offset <= size - needed else -1


def signed(value: int, bits: int) -> int:
    """The low bits of a number as a signed one."""
    half = 1 << (bits - 1)
    return (value ^ half) - half


def get_word(data: B, offset: int, big: bool) -> int:
    """64 bits, as a signed number."""
    if big:
        return signed(wire.get_u32(data, offset), 32) << 32 | wire.get_u32(data, offset + 4)
    return signed(wire.get_u32le(data, offset + 4), 32) << 32 | wire.get_u32le(data, offset)


def get_natural(data: B, offset: int, big: bool) -> int:
    """64 bits. Raises OverflowError from 2**63 on."""
    value = get_word(data, offset, big)
    if value < 0:
        raise errors.overflow()
    return value


def put_word(data: W, offset: int, value: int, big: bool) -> None:
    """Store 64 bits of a signed number."""
    high = value >> 32 & 0xFFFFFFFF
    low = value & 0xFFFFFFFF
    if big:
        wire.put_u32(data, offset, high)
        wire.put_u32(data, offset + 4, low)
    else:
        wire.put_u32le(data, offset, low)
        wire.put_u32le(data, offset + 4, high)


def get_double(data: B, offset: int, big: bool) -> float:
    """A binary64."""
    return unsafe.float_from_bits(u64.wrap(get_word(data, offset, big)))


def put_double(data: W, offset: int, value: float, big: bool) -> None:
    """Store a binary64."""
    high = int(unsafe.float_bits(value) >> 32)
    low = int(unsafe.float_bits(value) & u64(0xFFFFFFFF))
    put_word(data, offset, signed(high, 32) << 32 | low, big)


def get_single(data: B, offset: int, big: bool) -> float:
    """A binary32."""
    bits = wire.get_u32(data, offset) if big else wire.get_u32le(data, offset)
    exponent = bits >> 23 & 0xFF
    mantissa = bits & 0x7FFFFF
    if exponent == 0:
        value = float(mantissa) * SMALLEST32
    else:
        wide = 0x7FF if exponent == 0xFF else exponent + 896
        value = unsafe.float_from_bits(u64.wrap(wide << 52 | mantissa << 29))
    return -value if bits >> 31 else value


def put_single(data: W, offset: int, value: float, big: bool) -> None:
    """Store a binary32, rounded half to even. Raises OverflowError."""
    bits = single_bits(value)
    if big:
        wire.put_u32(data, offset, bits)
    else:
        wire.put_u32le(data, offset, bits)


def single_bits(value: float) -> int:
    """The binary32 nearest to a float."""
    wide = unsafe.float_bits(value)
    sign = int(wide >> 63) << 31
    exponent = (int(wide >> 52) & 0x7FF) - 1023
    mantissa = int(wide & MANTISSA_MASK)
    if exponent == 1024:
        return sign | INFINITY32 | (1 << 22 | mantissa >> 29 if mantissa != 0 else 0)
    if exponent < -151:
        return sign
    mantissa = mantissa | 1 << 52
    shift = 29 if exponent >= -126 else -97 - exponent
    result = mantissa >> shift
    rest = mantissa - (result << shift)
    half = 1 << (shift - 1)
    if rest > half or (rest == half and result & 1 == 1):
        result += 1
    if exponent >= -126:
        result += (exponent + 126) << 23
    if result >= INFINITY32:
        raise errors.overflow_error("float too large to pack with f format")
    return sign | result


def put_bytes(data: W, offset: int, value: B, size: int) -> None:
    """Store as much of the value as fits; the rest of the field is zero."""
    for index in range(size):
        wire.put_u8(data, offset + index, value[index] if index < len(value) else 0)


def get_bytes(data: B, offset: int, size: int) -> bytes:
    """The bytes of a field."""
    return bytes(data[offset : offset + size])
