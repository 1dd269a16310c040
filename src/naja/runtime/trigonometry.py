"""sin, cos, tan and their inverses, in twice the precision: nearly always the nearest float.

Angles of any size are reduced exactly, by a table of the bits of 2/pi.
"""

from __future__ import annotations

from naja.lang import u64, unsafe
from naja.lang.unsafe import unchecked
from naja.runtime import double, floating
from naja.runtime.digits import exponent_of, mantissa_of
from naja.runtime.double import (
    ARCTANGENTS,
    HALF_PI,
    INVERSE_FACTORIALS,
    INVERSES,
    PI,
    add,
    divide,
    multiply,
    negated,
    square_root,
    subtract,
    two_sum,
)

LEADING = 64  # zero bits before those of 2/pi
_WORDS = 21
_BITS = (2 << (64 * _WORDS - LEADING + double.LONG)) // double.EXACT_PI
TWO_OVER_PI = [u64(_BITS >> (64 * (_WORDS - 1 - i)) & (1 << 64) - 1) for i in range(_WORDS)]
QUARTER = 0.7853981633974483
NONE = u64(0)
TOP_BITS, LOW_BITS = u64((1 << 62) - 1), u64((1 << 11) - 1)


def reduced(x: float) -> tuple[int, tuple[float, float]]:
    """The nearest multiple of pi/2, modulo 4, and how far the finite x lies above it."""
    size = floating.absolute(x)
    if size <= QUARTER:
        return 0, (x, 0.0)
    quadrant, rest = reduced_size(size)
    if x < 0.0:
        return -quadrant & 3, negated(rest)
    return quadrant, rest


@unchecked
def window(position: int) -> u64:
    """64 bits of 2/pi from a position in the table on."""
    word = position >> 6
    shift = position & 63
    if shift == 0:
        return TWO_OVER_PI[word]
    return TWO_OVER_PI[word] << shift | TWO_OVER_PI[word + 1] >> (64 - shift)


@unchecked
def reduced_size(size: float) -> tuple[int, tuple[float, float]]:
    """As `reduced`: size * 2/pi modulo 4, of which two bits are the quadrant and the rest a
    fraction."""
    mantissa = u64.wrap(mantissa_of(size))
    begin = LEADING + exponent_of(size) - 2
    words = [NONE, NONE, NONE, NONE]
    carry = NONE
    for index in range(3, -1, -1):
        bits = window(begin + 64 * index)
        low = bits * mantissa + carry
        high = unsafe.multiply_high(bits, mantissa)
        carry = high + u64(1) if low < carry else high
        words[index] = low
    quadrant = int(words[0] >> 62)
    words[0] = words[0] & TOP_BITS
    negative = int(words[0] >> 61) == 1
    if negative:
        quadrant = quadrant + 1 & 3
        for index in range(4):
            words[index] = ~words[index]
        words[0] = words[0] & TOP_BITS
    fraction = as_pair(words)
    rest = multiply(fraction, HALF_PI)
    return quadrant, negated(rest) if negative else rest


@unchecked
def as_pair(words: list[u64]) -> tuple[float, float]:
    """The number whose bits stand behind the two first ones."""
    first = 0
    while first < 3 and words[first] == NONE:
        first += 1
    zeros = unsafe.count_leading_zeros(int(words[first] >> 1)) - 1 if first < 3 else 0
    top = words[first]
    following = words[first + 1] if first < 3 else NONE
    third = words[first + 2] if first < 2 else NONE
    if zeros > 0:
        top = top << zeros | following >> (64 - zeros)
        following = following << zeros | third >> (64 - zeros)
    exponent = -(64 * first + zeros) + 2
    high = floating.scaled_by_two(int(top >> 11), exponent - 53)
    low = int((top & LOW_BITS) << 42 | following >> 22)
    return high, floating.scaled_by_two(low, exponent - 106)


def sine_series(r: tuple[float, float]) -> tuple[float, float]:
    """sin of a pair within a quarter of pi."""
    square = negated(multiply(r, r))
    return multiply(double.series(square, INVERSE_FACTORIALS, 27, 2), r)


def cosine_series(r: tuple[float, float]) -> tuple[float, float]:
    """cos of a pair within a quarter of pi."""
    return double.series(negated(multiply(r, r)), INVERSE_FACTORIALS, 28, 2)


def sine(x: float) -> float:
    """sin of a finite number."""
    if -1e-9 < x < 1e-9:
        return x - x * x * x / 6.0 if x != 0.0 else x
    quadrant, rest = reduced(x)
    value = cosine_series(rest) if quadrant & 1 else sine_series(rest)
    return -(value[0] + value[1]) if quadrant & 2 else value[0] + value[1]


def cosine(x: float) -> float:
    """cos of a finite number."""
    quadrant, rest = reduced(x)
    value = sine_series(rest) if quadrant & 1 else cosine_series(rest)
    return -(value[0] + value[1]) if quadrant + 1 & 2 else value[0] + value[1]


def tangent(x: float) -> float:
    """tan of a finite number."""
    if -1e-9 < x < 1e-9:
        return x + x * x * x / 3.0 if x != 0.0 else x
    quadrant, rest = reduced(x)
    upper, lower = sine_series(rest), cosine_series(rest)
    if quadrant & 1:
        upper, lower = negated(lower), upper
    value = divide(upper, lower)
    return value[0] + value[1]


def arctangent_pair(x: tuple[float, float]) -> tuple[float, float]:
    """atan of a pair that is not negative, and at least 2**-900."""
    if x[0] > 1.0:
        return subtract(HALF_PI, arctangent_pair(divide((1.0, 0.0), x)))
    place = int(x[0] * 16.0 + 0.5)
    start = (float(place) / 16.0, 0.0)
    rest = divide(subtract(x, start), add((1.0, 0.0), multiply(x, start)))
    square = negated(multiply(rest, rest))
    return add(ARCTANGENTS[place], multiply(double.series(square, INVERSES, 23, 2), rest))


def arctangent(x: float) -> float:
    """atan of any number but NaN."""
    size = floating.absolute(x)
    if size < 1e-9:
        return x - x * x * x / 3.0 if x != 0.0 else x
    if size > 1e20:
        return unsafe.copysign(HALF_PI[0], x)
    value = arctangent_pair((size, 0.0))
    return unsafe.copysign(value[0] + value[1], x)


def arcsine(x: float) -> float:
    """asin within ±1."""
    size = floating.absolute(x)
    if size < 1e-9:
        return x + x * x * x / 6.0 if x != 0.0 else x
    if size == 1.0:
        return unsafe.copysign(HALF_PI[0], x)
    value = arctangent_pair(divide((size, 0.0), leg(size)))
    return unsafe.copysign(value[0] + value[1], x)


def arccosine(x: float) -> float:
    """acos within ±1."""
    size = floating.absolute(x)
    if size == 1.0:
        return 0.0 if x > 0.0 else PI[0]
    if size < 1e-20:
        return HALF_PI[0]
    value = arctangent_pair(divide(leg(size), (size, 0.0)))
    if x < 0.0:
        value = subtract(PI, value)
    return value[0] + value[1]


def leg(size: float) -> tuple[float, float]:
    """sqrt(1 - size**2)"""
    return square_root(multiply(two_sum(1.0, -size), two_sum(1.0, size)))


def angle(y: float, x: float) -> float:
    """atan2 of finite numbers that are not both zero."""
    if y == 0.0:
        return unsafe.copysign(0.0 if x > 0.0 else PI[0], y)
    if x == 0.0:
        return unsafe.copysign(HALF_PI[0], y)
    top, bottom = floating.absolute(y), floating.absolute(x)
    higher = double_exponent(top) - double_exponent(bottom)
    if higher > 120:
        return unsafe.copysign(HALF_PI[0], y)
    if higher < -120:
        return y / bottom if x > 0.0 else unsafe.copysign(PI[0], y)
    ratio = divide((fraction(top), 0.0), (fraction(bottom), 0.0))
    factor = floating.scaled_by_two(1, higher)
    value = arctangent_pair((ratio[0] * factor, ratio[1] * factor))
    if x < 0.0:
        value = subtract(PI, value)
    return unsafe.copysign(value[0] + value[1], y)


def double_exponent(size: float) -> int:
    """The exponent of a number as a fraction of at least one half."""
    return exponent_of(size) + mantissa_of(size).bit_length()


def fraction(size: float) -> float:
    """A positive number's digits, as a fraction of at least one half."""
    mantissa = mantissa_of(size)
    return floating.scaled_by_two(mantissa, -mantissa.bit_length())
