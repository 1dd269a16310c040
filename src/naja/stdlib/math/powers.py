"""`math`: powers, exponentials, logarithms, roots and the error function."""

from __future__ import annotations

from naja.lang import overloads
from naja.runtime import elementary, floating, power
from naja.stdlib.math.constants import inf
from naja.stdlib.math.floats import domain_error


def sqrt(x: float) -> float:
    """The square root. Raises ValueError below zero."""
    if x < 0.0:
        raise ValueError("math domain error")
    return floating.square_root(x)


def _log(x: float) -> float:
    """The natural logarithm. Raises ValueError unless x is positive."""
    if x != x or x == inf:
        return x
    if x <= 0.0:
        raise ValueError("math domain error")
    result = power.logarithm(x)
    return result[0] + result[1]


def _log_base(x: float, base: float) -> float:
    return _log(x) / _log(base)


log = overloads(_log, _log_base)


def exp(x: float) -> float:
    """e to the power of x. Raises OverflowError."""
    if x != x or x == inf:
        return x
    if x > 709.79:
        raise OverflowError("math range error")
    return power.exponential((x, 0.0))


def pow(x: float, y: float) -> float:
    """x to the power of y. Raises ValueError, OverflowError."""
    try:
        return power.power(x, y)
    except OverflowError:
        raise OverflowError("math range error") from None


def expm1(x: float) -> float:
    """exp(x) - 1, exact near zero. Raises OverflowError."""
    if not floating.is_finite(x):
        return -1.0 if x == -inf else x
    if x > 709.79:
        raise OverflowError("math range error")
    return elementary.expm1(x)


def exp2(x: float) -> float:
    """2 to the power of x. Raises OverflowError."""
    return pow(2.0, x)


def _logarithm_of(x: float) -> bool:
    """Whether x is a number that has a finite logarithm. Raises ValueError for others."""
    if x <= 0.0:
        raise domain_error()
    return floating.is_finite(x)


def log2(x: float) -> float:
    """The logarithm of base 2. Raises ValueError unless x is positive."""
    return elementary.log2(x) if _logarithm_of(x) else x


def log10(x: float) -> float:
    """The logarithm of base 10. Raises ValueError unless x is positive."""
    return elementary.log10(x) if _logarithm_of(x) else x


def log1p(x: float) -> float:
    """log(1 + x), exact near zero. Raises ValueError from -1 on down."""
    if x <= -1.0:
        raise domain_error()
    return elementary.log1p(x) if floating.is_finite(x) else x


def cbrt(x: float) -> float:
    """The cube root."""
    return elementary.cbrt(x) if floating.is_finite(x) and x != 0.0 else x


def erf(x: float) -> float:
    """The error function."""
    return x if x != x else elementary.erf(x)
