"""`math` without trigonometry. Logarithm and exponential are computed in twice the precision."""

from __future__ import annotations

from naja.lang import overloads
from naja.runtime import floating, power
from naja.runtime.functions import _abs_int

pi = 3.141592653589793
e = 2.718281828459045
tau = 6.283185307179586
inf = float("inf")
nan = float("nan")


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


def sqrt(x: float) -> float:
    """The square root. Raises ValueError below zero."""
    if x < 0.0:
        raise ValueError("math domain error")
    return floating.square_root(x)


def floor(x: float) -> int:
    """The greatest int that is not greater."""
    return floating.to_int(floating.floor(x))


def ceil(x: float) -> int:
    """The least int that is not less."""
    return -floating.to_int(floating.floor(-x))


def trunc(x: float) -> int:
    """x without its fraction."""
    return floating.to_int(x)


def gcd(a: int, b: int) -> int:
    """The greatest common divisor."""
    a = _abs_int(a)
    b = _abs_int(b)
    while b != 0:
        rest = a % b
        a = b
        b = rest
    return a


def isqrt(n: int) -> int:
    """The greatest int whose square is not greater than n. Raises ValueError below zero."""
    if n < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    root = floating.to_int(floating.square_root(float(n)))
    while root > 3037000499 or root * root > n:
        root -= 1
    while root < 3037000499 and (root + 1) * (root + 1) <= n:
        root += 1
    return root


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
