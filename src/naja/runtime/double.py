"""Numbers as unevaluated sums of two floats: twice the precision, for functions whose result is to
be the nearest float.

Constants are computed when this module is imported, in exact integers.
"""

from __future__ import annotations

from naja.lang import unsafe

SPLIT = 134217729.0
BITS, LONG = 250, 1400


def _exact(top: int, bottom: int) -> tuple[float, float]:
    """A fraction as a pair."""
    high = top / bottom
    high_top, high_bottom = high.as_integer_ratio()
    return high, (top * high_bottom - high_top * bottom) / (bottom * high_bottom)


def _series(top: int, bottom: int, sign: int, bits: int) -> int:
    """x + sign * x**3 / 3 + x**5 / 5 … for x = top / bottom, times 2**bits: atan for the sign -1,
    atanh for 1."""
    term, total, index = (top << bits) // bottom, 0, 0
    while term:
        total += term // (2 * index + 1) * (sign if index & 1 else 1)
        term = term * top * top // (bottom * bottom)
        index += 1
    return total


def _sixteenth(k: int) -> int:
    """atan(k / 16) * 2**BITS"""
    if k > 8:
        return _series(1, 2, -1, BITS) + _series(2 * k - 16, 32 + k, -1, BITS)
    return _series(k, 16, -1, BITS)


def _inverse_factorials() -> list[tuple[float, float]]:
    result, product = [], 1
    for n in range(30):
        product *= max(n, 1)
        result.append(_exact(1, product))
    return result


ONE = 1 << BITS
EXACT_PI = 16 * _series(1, 5, -1, LONG) - 4 * _series(1, 239, -1, LONG)  # times 2**LONG
_LN2 = 2 * _series(1, 3, 1, BITS)
_LN5_4 = 2 * _series(1, 9, 1, BITS)

PI = _exact(EXACT_PI, 1 << LONG)
HALF_PI = _exact(EXACT_PI, 2 << LONG)
LN2 = _exact(_LN2, ONE)
LN10 = _exact(3 * _LN2 + _LN5_4, ONE)
INVERSE_FACTORIALS = _inverse_factorials()
INVERSES = [_exact(1, max(n, 1)) for n in range(64)]
ARCTANGENTS = [_exact(_sixteenth(k), ONE) for k in range(17)]


def two_sum(a: float, b: float) -> tuple[float, float]:
    """a + b and its rounding error."""
    total = a + b
    part = total - a
    return total, (a - (total - part)) + (b - part)


def two_product(a: float, b: float) -> tuple[float, float]:
    """a * b and its rounding error."""
    product = a * b
    left = a * SPLIT
    a_high = left - (left - a)
    a_low = a - a_high
    right = b * SPLIT
    b_high = right - (right - b)
    b_low = b - b_high
    error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low
    return product, error


def add(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    """The sum of two pairs."""
    high, low = two_sum(a[0], b[0])
    tail, rest = two_sum(a[1], b[1])
    high, low = two_sum(high, low + tail)
    return two_sum(high, low + rest)


def negated(a: tuple[float, float]) -> tuple[float, float]:
    return -a[0], -a[1]


def subtract(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    """The difference of two pairs."""
    return add(a, (-b[0], -b[1]))


def multiply(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    """The product of two pairs."""
    high, low = two_product(a[0], b[0])
    return two_sum(high, low + (a[0] * b[1] + a[1] * b[0]))


def scaled(a: tuple[float, float], power_of_two: float) -> tuple[float, float]:
    """Times a power of two."""
    return a[0] * power_of_two, a[1] * power_of_two


def divide(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    """The quotient of two pairs."""
    first = a[0] / b[0]
    rest = subtract(a, multiply((first, 0.0), b))
    second = rest[0] / b[0]
    rest = subtract(rest, multiply((second, 0.0), b))
    high, low = two_sum(first, second)
    return two_sum(high, low + rest[0] / b[0])


def square_root(a: tuple[float, float]) -> tuple[float, float]:
    """The square root of a pair that is not negative."""
    if a[0] == 0.0:
        return 0.0, 0.0
    root = unsafe.sqrt(a[0])
    rest = subtract(a, two_product(root, root))
    return two_sum(root, (rest[0] + rest[1]) / (2.0 * root))


def series(
    x: tuple[float, float], factors: list[tuple[float, float]], last: int, step: int
) -> tuple[float, float]:
    """factors[first] + factors[first + step] * x + …, up to `last`, by Horner's rule; first is
    last modulo step.
    """
    total = factors[last]
    index = last - step
    while index >= 0:
        total = add(multiply(total, x), factors[index])
        index -= step
    return total
