"""Exponential, logarithmic and hyperbolic functions, roots and erf, in twice the precision."""

from __future__ import annotations

from naja.lang import unsafe
from naja.runtime import double, floating, power
from naja.runtime.digits import exponent_of, mantissa_of
from naja.runtime.double import (
    INVERSE_FACTORIALS,
    LN2,
    LN10,
    add,
    divide,
    multiply,
    scaled,
    square_root,
    subtract,
    two_product,
    two_sum,
)

ONE = (1.0, 0.0)
TWO_OVER_ROOT_PI = divide((2.0, 0.0), square_root(double.PI))


def rounded(value: tuple[float, float]) -> float:
    """The nearest float."""
    return value[0] + value[1]


def whole_exponential(x: tuple[float, float]) -> tuple[float, float]:
    """e**x for a pair within ±700."""
    value, count = power.reduced_exponential(x)
    return scaled(value, power.times_power_of_two(1.0, count))


def less_one(x: tuple[float, float]) -> tuple[float, float]:
    """e**x - 1 for a pair within ±700."""
    if -0.25 < x[0] < 0.25:
        return multiply(double.series(x, SHIFTED, 21, 1), x)
    return subtract(whole_exponential(x), ONE)


SHIFTED = INVERSE_FACTORIALS[1:]


def expm1(x: float) -> float:
    """e**x - 1. Raises OverflowError."""
    if -1e-18 < x < 1e-18:
        return x
    if x > 600.0:
        return power.exponential((x, 0.0))
    return -1.0 if x < -50.0 else rounded(less_one((x, 0.0)))


def log1p(x: float) -> float:
    """log(1 + x) for x > -1."""
    if -1e-9 < x < 1e-9:
        return x - x * x * 0.5 + x * x * x / 3.0 if x != 0.0 else x
    total = two_sum(1.0, x)
    ratio = divide((total[1], 0.0), (total[0], 0.0))
    square = multiply(ratio, ratio)
    return rounded(add(add(power.logarithm(total[0]), ratio), scaled(square, -0.5)))


def log2(x: float) -> float:
    """The logarithm of base 2 of a finite positive number."""
    return rounded(divide(power.logarithm(x), LN2))


def log10(x: float) -> float:
    """The logarithm of base 10 of a finite positive number, put together as C libraries do, whose
    last digit it is to have: of the exponent, and of the number without it."""
    mantissa = mantissa_of(x)
    exponent = exponent_of(x) + mantissa.bit_length() - 1
    if exponent < 0:
        exponent += 1
    rest = floating.scaled_by_two(mantissa, -mantissa.bit_length() + 1)
    if exponent_of(x) + mantissa.bit_length() - 1 < 0:
        rest = rest * 0.5
    whole = float(exponent)
    return (whole * LOG10_2_LOW + LOG10_E * logarithm(rest)) + whole * LOG10_2_HIGH


LOG10_E = divide((1.0, 0.0), LN10)[0]
LOG10_2 = divide(LN2, LN10)
LOG10_2_HIGH = float((LOG10_2[0] * 2.0**41 // 1) / 2.0**41)  # its products with exponents are exact
LOG10_2_LOW = (LOG10_2[0] - LOG10_2_HIGH) + LOG10_2[1]


def logarithm(x: float) -> float:
    """The natural logarithm of a finite positive number."""
    return rounded(power.logarithm(x))


def exponential(x: float) -> float:
    """e**x"""
    return power.exponential((x, 0.0))


# ---- hyperbolic functions, by the formulas that C libraries have: the last digit depends on them


def sinh(x: float) -> float:
    """Raises OverflowError."""
    size = floating.absolute(x)
    if size < 2.0**-28:
        return x
    half = unsafe.copysign(0.5, x)
    if size < 22.0:
        growth = expm1(size)
        if size < 1.0:
            return half * (2.0 * growth - growth * growth / (growth + 1.0))
        return half * (growth + growth / (growth + 1.0))
    return unsafe.copysign(half_exponential(size), x)


def cosh(x: float) -> float:
    """Raises OverflowError."""
    size = floating.absolute(x)
    if size < 0.5 * LN2[0]:
        growth = expm1(size)
        total = 1.0 + growth
        return total if size < 2.0**-55 else 1.0 + growth * growth / (total + total)
    if size < 22.0:
        value = exponential(size)
        return 0.5 * value + 0.5 / value
    return half_exponential(size)


def half_exponential(x: float) -> float:
    """e**x / 2 for large numbers."""
    if x < 709.7:
        return 0.5 * exponential(x)
    if x > 710.4758600739439:
        raise OverflowError("math range error")
    value = exponential(0.5 * x)
    return 0.5 * value * value


def tanh(x: float) -> float:
    size = floating.absolute(x)
    if size < 2.0**-55:
        return x
    if size >= 22.0:
        return unsafe.copysign(1.0, x)
    if size >= 1.0:
        result = 1.0 - 2.0 / (expm1(2.0 * size) + 2.0)
    else:
        growth = expm1(-2.0 * size)
        result = -growth / (growth + 2.0)
    return unsafe.copysign(result, x)


def atanh(x: float) -> float:
    """Within ±1."""
    size = floating.absolute(x)
    if size < 2.0**-28:
        return x
    twice = size + size
    if size < 0.5:
        result = 0.5 * log1p(twice + twice * size / (1.0 - size))
    else:
        result = 0.5 * log1p(twice / (1.0 - size))
    return unsafe.copysign(result, x)


def asinh(x: float) -> float:
    size = floating.absolute(x)
    if size < 2.0**-28:
        return x
    if size > 2.0**28:
        result = logarithm(size) + LN2[0]
    elif size > 2.0:
        result = logarithm(2.0 * size + 1.0 / (unsafe.sqrt(x * x + 1.0) + size))
    else:
        square = x * x
        result = log1p(size + square / (1.0 + unsafe.sqrt(1.0 + square)))
    return unsafe.copysign(result, x)


def acosh(x: float) -> float:
    """From 1 on."""
    if x > 2.0**28:
        return logarithm(x) + LN2[0]
    if x > 2.0:
        return logarithm(2.0 * x - 1.0 / (x + unsafe.sqrt(x * x - 1.0)))
    above = x - 1.0
    return log1p(above + unsafe.sqrt(2.0 * above + above * above))


def cbrt(x: float) -> float:
    """The cube root of a finite number that is not zero."""
    size = floating.absolute(x)
    shift = 0
    if size < 1e-290:
        size = size * 2.0**162
        shift = -54
    guess = power.exponential(multiply(power.logarithm(size), divide(ONE, (3.0, 0.0))))
    cube = multiply(two_product(guess, guess), (guess, 0.0))
    rest = subtract((size, 0.0), cube)
    result = guess + (rest[0] + rest[1]) / (3.0 * guess * guess)
    return unsafe.copysign(power.times_power_of_two(result, shift), x)


def root_of_squares(values: list[float]) -> float:
    """The square root of the sum of the squares of finite numbers."""
    largest = 0.0
    for value in values:
        largest = max(largest, floating.absolute(value))
    if largest == 0.0:
        return 0.0
    factor = 1.0
    if largest > 1e140:
        factor = 2.0**-560
    elif largest < 1e-140:
        factor = 2.0**560
    total = (0.0, 0.0)
    for value in values:
        part = value * factor
        total = add(total, two_product(part, part))
    return rounded(square_root(total)) / factor


def erf(x: float) -> float:
    """The error function, of a number that is not NaN."""
    size = floating.absolute(x)
    if size > 6.0:
        return unsafe.copysign(1.0, x)
    if size < 1e-9:
        return x * TWO_OVER_ROOT_PI[0]
    square = two_product(size, size)
    term = (size, 0.0)
    total = term
    index = 1
    while term[0] > total[0] * 1e-34:
        term = divide(scaled(multiply(term, square), 2.0), (float(2 * index + 1), 0.0))
        total = add(total, term)
        index += 1
    shrink = whole_exponential((-square[0], -square[1]))
    return unsafe.copysign(rounded(multiply(multiply(total, shrink), TWO_OVER_ROOT_PI)), x)
