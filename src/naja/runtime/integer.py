"""Arithmetic of int that is more than one instruction, and the methods of int.

Division and shifts go through u64, whose operations are the machine's own.
"""

from __future__ import annotations

from typing import TypeVar

from naja.lang import i64, u8, u64, unsafe, warm
from naja.lang.unsafe import unchecked
from naja.runtime import bytes as plain
from naja.runtime import data, errors

EXACT = 1 << 53

B = TypeVar("B", bytes, bytearray, memoryview)


@warm
@unchecked
def magnitude(value: int) -> u64:
    """The absolute value, also of the least int."""
    return u64.wrap(-value) if value < 0 else u64.wrap(value)


@warm
def floor_divide(a: int, b: int) -> int:
    """a // b; b is not 0."""
    if a >= 0 and b >= 0:
        return i64.wrap(u64.wrap(a) // u64.wrap(b))
    top = magnitude(a)
    bottom = magnitude(b)
    quotient = top // bottom
    if (a < 0) == (b < 0):
        return int(quotient)
    if quotient * bottom != top:
        quotient = quotient + 1
    return unsafe.wrapping_sub(0, i64.wrap(quotient))


@warm
def floor_modulo(a: int, b: int) -> int:
    """a % b; b is not 0. The result has the sign of b."""
    if a >= 0 and b >= 0:
        return i64.wrap(u64.wrap(a) % u64.wrap(b))
    bottom = magnitude(b)
    rest = magnitude(a) % bottom
    if rest != 0 and (a < 0) != (b < 0):
        rest = bottom - rest
    return unsafe.wrapping_sub(0, i64.wrap(rest)) if b < 0 else i64.wrap(rest)


@warm
def true_divide(a: int, b: int) -> float:
    """a / b, rounded once; b is not 0."""
    if -EXACT <= a <= EXACT and -EXACT <= b <= EXACT:
        return float(a) / float(b)
    if a == 0:
        return float(a) / float(b)
    return -ratio(a, b) if (a < 0) != (b < 0) else ratio(a, b)


@unchecked
def ratio(a: int, b: int) -> float:
    """|a / b| by long division: 53 bits, then half to even."""
    exponent = leading_zeros(b) - leading_zeros(a)
    rest = aligned(a)
    divisor = aligned(b)
    if rest < divisor:
        rest = rest << 1
        exponent -= 1
    mantissa = 0
    for _ in range(53):
        mantissa = mantissa << 1
        if rest >= divisor:
            rest = rest - divisor
            mantissa = mantissa | 1
        rest = rest << 1
    if rest > divisor or (rest == divisor and mantissa & 1 == 1):
        mantissa += 1
    return unsafe.float_from_bits(u64.wrap(mantissa + ((exponent + 1022) << 52)))


def leading_zeros(value: int) -> int:
    """Zero bits above the magnitude in 64 bits."""
    return unsafe.count_leading_zeros(i64.wrap(magnitude(value)))


def aligned(value: int) -> u64:
    """The magnitude shifted so that bit 62 is its highest."""
    zeros = leading_zeros(value)
    return magnitude(value) >> 1 if zeros == 0 else magnitude(value) << (zeros - 1)


def shift_left(a: int, n: int) -> int:
    """a << n"""
    if n < 0:
        raise errors.negative_shift()
    result = i64.wrap(u64.wrap(a) << n)
    if (n > 63 and a != 0) or shift_right(result, n) != a:
        raise errors.overflow()
    return result


def shift_right(a: int, n: int) -> int:
    """a >> n"""
    if n < 0:
        raise errors.negative_shift()
    if a >= 0:
        return i64.wrap(u64.wrap(a) >> n)
    return ~i64.wrap(u64.wrap(~a) >> n)


@warm
def power(a: int, b: int) -> int:
    """a ** b. A negative exponent gives a float under CPython, which is refused here."""
    if b < 0:
        raise errors.value_error("int ** negative int is a float: write float(x) ** n")
    result = 1
    while True:
        if b & 1:
            result = result * a
        b = b >> 1
        if b == 0:
            return result
        a = a * a


@unchecked
def power_modulo(a: int, b: int, modulus: int) -> int:
    """pow(a, b, modulus)"""
    if modulus == 0:
        raise errors.value_error("pow() 3rd argument cannot be 0")
    size = modulus if modulus > 0 else -modulus
    a = a % size
    if b < 0:
        a = inverse_modulo(a, size)
        b = -b
    result = 1 % size
    while b > 0:
        if b & 1:
            result = product_modulo(result, a, size)
        b = b >> 1
        if b > 0:
            a = product_modulo(a, a, size)
    return result + modulus if modulus < 0 < result else result


@unchecked
def product_modulo(a: int, b: int, modulus: int) -> int:
    """a * b % modulus for 0 <= a, b < modulus; what does not fit is added up bit by bit."""
    if modulus <= 3037000500:
        return a * b % modulus
    result = 0
    while b > 0:
        if b & 1:
            result = result + a if result < modulus - a else result - (modulus - a)
        a = a + a if a < modulus - a else a - (modulus - a)
        b = b >> 1
    return result


def inverse_modulo(a: int, modulus: int) -> int:
    """What times a is 1, by Euclid's extended algorithm."""
    old, rest, before, factor = a, modulus, 1, 0
    while rest != 0:
        quotient = old // rest
        old, rest = rest, old - quotient * rest
        before, factor = factor, before - quotient * factor
    if old != 1:
        raise errors.value_error("base is not invertible for the given modulus")
    return before % modulus


def bit_length(value: int) -> int:
    """int.bit_length"""
    return 64 - unsafe.count_leading_zeros(i64.wrap(magnitude(value)))


def bit_count(value: int) -> int:
    """int.bit_count"""
    return unsafe.population_count(i64.wrap(magnitude(value)))


def conjugate(value: int) -> int:
    """int.conjugate"""
    return value


def as_integer_ratio(value: int) -> tuple[int, int]:
    """int.as_integer_ratio"""
    return value, 1


def is_integer(value: int) -> bool:
    """int.is_integer"""
    return True


def is_little(byteorder: str) -> bool:
    """Whether the name of a byte order says little."""
    if byteorder == "little":
        return True
    if byteorder != "big":
        raise errors.value_error("byteorder must be either 'little' or 'big'")
    return False


def to_bytes(value: int, length: int = 1, byteorder: str = "big", signed: bool = False) -> bytes:
    """int.to_bytes"""
    if length < 0:
        raise errors.value_error("length argument must be non-negative")
    little = is_little(byteorder)
    if value < 0 and not signed:
        raise errors.overflow_error("can't convert negative int to unsigned")
    if length < 8:
        bits = 8 * length - (1 if signed else 0)
        least = bits < 0 and value != 0
        if least or (bits >= 0 and shift_right(value, bits) != (-1 if value < 0 else 0)):
            raise errors.overflow_error("int too big to convert")
    result = plain.new_bytes(length)
    target = unsafe.tail(result)
    for index in range(length):
        byte = u8.wrap(shift_right(value, 8 * index if index < 8 else 63))
        target[index if little else length - 1 - index] = byte
    return result


def from_bytes(source: B, byteorder: str = "big", signed: bool = False) -> int:
    """int.from_bytes. Raises OverflowError when the number needs more than 64 bits."""
    if not isinstance(source, bytes | bytearray | memoryview):
        return from_bytes(bytes(source), byteorder, signed)
    little = is_little(byteorder)
    start = data.address(source)
    size = len(source)
    value = 0
    for index in range(size):
        byte = int(start[size - 1 - index if little else index])
        if index == 0 and signed and byte >= 128:
            byte -= 256
        value = value * 256 + byte
    return value
