"""float ** float, in pairs of floats (twice the precision), so that the result is almost always
the nearest.
"""

from __future__ import annotations

from naja.lang import u64, unsafe
from naja.runtime import errors, floating, format
from naja.runtime.digits import exponent_of, mantissa_of
from naja.runtime.double import INVERSE_FACTORIALS, INVERSES, LN2, add, divide, multiply, two_sum


def logarithm(value: float) -> tuple[float, float]:
    """The natural logarithm of a finite positive number."""
    mantissa = mantissa_of(value)
    shift = 53 - mantissa.bit_length()
    exponent = exponent_of(value) + 52 - shift
    reduced = floating.scaled_by_two(mantissa << shift, -52)
    if reduced > 1.4142135623730951:
        reduced = reduced * 0.5
        exponent += 1
    ratio = divide((reduced - 1.0, 0.0), two_sum(reduced, 1.0))
    square = multiply(ratio, ratio)
    total = INVERSES[45]
    for index in range(43, 0, -2):
        total = add(multiply(total, square), INVERSES[index])
    series = multiply(total, (ratio[0] * 2.0, ratio[1] * 2.0))
    return add(multiply(LN2, (float(exponent), 0.0)), series)


def reduced_exponential(value: tuple[float, float]) -> tuple[tuple[float, float], int]:
    """e to the power of a pair within ±746, as a pair times a power of two."""
    count = floating.round_half_even(value[0] / LN2[0])
    rest = add(value, multiply(LN2, (-float(count), 0.0)))
    rest = (rest[0] / 256.0, rest[1] / 256.0)
    total = INVERSE_FACTORIALS[10]
    for index in range(9, -1, -1):
        total = add(multiply(total, rest), INVERSE_FACTORIALS[index])
    for _ in range(8):
        total = multiply(total, total)
    return total, count


def exponential(value: tuple[float, float]) -> float:
    """e to the power of a pair."""
    if value[0] > 709.8:
        raise too_large()
    if value[0] < -746.0:
        return 0.0
    total, count = reduced_exponential(value)
    return times_power_of_two(total[0] + total[1], count)


def times_power_of_two(value: float, exponent: int) -> float:
    """value * 2**exponent, rounded once."""
    while exponent > 1000:
        value = value * 2.0**1000
        exponent -= 1000
    if exponent < -1000:
        value = value * unsafe.float_from_bits(u64.wrap((exponent + 1000 + 1023) << 52))
        exponent = -1000
    return value * unsafe.float_from_bits(u64.wrap((exponent + 1023) << 52))


def whole_power(base: float, count: int) -> float:
    """base ** count for a small whole count, by squaring."""
    result = (1.0, 0.0)
    square = (base, 0.0)
    rest = -count if count < 0 else count
    while rest > 0:
        if rest & 1:
            result = multiply(result, square)
        rest = rest >> 1
        if rest > 0:
            square = multiply(square, square)
    if count < 0:
        result = divide((1.0, 0.0), result)
    return result[0] + result[1]


def power(a: float, b: float) -> float:
    """a ** b"""
    if b == 0.5 and 0.0 < a <= floating.LARGEST:
        return unsafe.sqrt(a)
    if b == 2.0:
        return squared(a)
    if b == 0.0 or a == 1.0:
        return 1.0
    if a != a or b != b:
        return a + b
    whole = floating.is_integer(b)
    odd = whole and -floating.WHOLE * 2.0 < b < floating.WHOLE * 2.0 and floating.to_int(b) & 1 == 1
    size = floating.absolute(a)
    if size == 0.0:
        if b < 0.0:
            raise errors.zero_power()
        return a if odd else 0.0
    if not floating.is_finite(b):
        if size == 1.0:
            return 1.0
        return floating.absolute(b) if (size > 1.0) == (b > 0.0) else 0.0
    if not floating.is_finite(a):
        result = size if b > 0.0 else 0.0
        return -result if odd and format.is_negative(a) else result
    if a < 0.0 and not whole:
        raise errors.value_error("a negative number to a fractional power is complex")
    return -magnitude_power(size, b) if a < 0.0 and odd else magnitude_power(size, b)


def squared(a: float) -> float:
    """a ** 2.0: OverflowError where the product of finite numbers is not."""
    result = a * a
    if not floating.is_finite(result) and floating.is_finite(a):
        raise too_large()
    return result


def too_large() -> OverflowError:
    return errors.overflow_error("(34, 'Numerical result out of range')")


def magnitude_power(size: float, b: float) -> float:
    """size ** b for finite numbers, size > 0."""
    if -64.0 <= b <= 64.0 and floating.is_integer(b) and 1e-4 < size < 1e4:
        return whole_power(size, floating.to_int(b))
    return exponential(multiply(logarithm(size), (b, 0.0)))
