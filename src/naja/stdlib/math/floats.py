"""`math`: kinds, parts and neighbours of floats."""

from __future__ import annotations

from naja.lang import overloads
from naja.runtime import floating, power, trigonometry
from naja.stdlib.math.constants import inf, nan


def isnan(x: float) -> bool:
    """Whether x is not a number."""
    return x != x


def isfinite(x: float) -> bool:
    """Neither infinite nor NaN."""
    return floating.is_finite(x)


def isinf(x: float) -> bool:
    """Whether x is an infinity."""
    return x == x and not floating.is_finite(x)


def fabs(x: float) -> float:
    """The absolute value."""
    return floating.absolute(x)


def copysign(x: float, y: float) -> float:
    """x with the sign of y."""
    return floating.copy_sign(x, y)


def _floor(x: float) -> int:
    """The greatest int that is not greater."""
    return floating.to_int(floating.floor(x))


def _ceil(x: float) -> int:
    """The least int that is not less."""
    return -floating.to_int(floating.floor(-x))


def _trunc(x: float) -> int:
    """x without its fraction."""
    return floating.to_int(x)


def _same(x: int) -> int:
    return x


floor = overloads(_same, _floor)
ceil = overloads(_same, _ceil)
trunc = overloads(_same, _trunc)


def domain_error() -> ValueError:
    return ValueError("math domain error")


def fmod(x: float, y: float) -> float:
    """The remainder with the sign of x. Raises ValueError."""
    if x != x or y != y:
        return nan
    if not floating.is_finite(x) or y == 0.0:
        raise domain_error()
    return floating.fmod(x, y) if floating.is_finite(y) else x


def remainder(x: float, y: float) -> float:
    """The remainder of the nearest multiple. Raises ValueError."""
    if x != x or y != y:
        return nan
    if not floating.is_finite(x) or y == 0.0:
        raise domain_error()
    if not floating.is_finite(y):
        return x
    size, unit = fabs(x), fabs(y)
    rest = floating.fmod(size, unit)
    other = unit - rest
    if rest > other:
        rest = -other
    elif rest == other:
        rest = rest - 2.0 * floating.fmod(0.5 * (size - rest), unit)
    return copysign(1.0, x) * rest


def modf(x: float) -> tuple[float, float]:
    """The fraction and the whole, both with the sign of x."""
    if not floating.is_finite(x):
        return (x if x != x else copysign(0.0, x)), x
    whole = copysign(floating.floor(fabs(x)), x)
    return copysign(x - whole, x), whole


def frexp(x: float) -> tuple[float, int]:
    """m and e of x = m * 2**e with 0.5 <= abs(m) < 1."""
    if not floating.is_finite(x) or x == 0.0:
        return x, 0
    size = fabs(x)
    return copysign(trigonometry.fraction(size), x), trigonometry.double_exponent(size)


def ldexp(x: float, i: int) -> float:
    """x * 2**i. Raises OverflowError."""
    if not floating.is_finite(x) or x == 0.0:
        return x
    size = fabs(x)
    highest = trigonometry.double_exponent(size) + min(max(i, -5000), 5000)
    if highest > 1024:
        raise OverflowError("math range error")
    if highest < -1074:
        return copysign(0.0, x)
    part = trigonometry.fraction(size)
    if highest > -1021:
        return copysign(power.times_power_of_two(part, highest), x)
    return copysign(power.times_power_of_two(part * 0.25, highest + 2), x)


def isclose(a: float, b: float, *, rel_tol: float = 1e-09, abs_tol: float = 0.0) -> bool:
    """Whether two numbers are nearly the same. Raises ValueError."""
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError("tolerances must be non-negative")
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    apart = fabs(b - a)
    return apart <= fabs(rel_tol * b) or apart <= fabs(rel_tol * a) or apart <= abs_tol


def nextafter(x: float, y: float) -> float:
    """The next float after x towards y."""
    return floating.neighbour(x, y)


def ulp(x: float) -> float:
    """The value of the last bit of x."""
    size = fabs(x)
    if not floating.is_finite(size):
        return size
    upper = floating.neighbour(size, inf)
    return upper - size if floating.is_finite(upper) else size - floating.neighbour(size, -inf)
