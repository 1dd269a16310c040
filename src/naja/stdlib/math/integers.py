"""`math`: divisors, roots and combinations of whole numbers."""

from __future__ import annotations

from naja.lang import bigint, overloads
from naja.runtime import bigmath, floating
from naja.runtime.bigint import wide
from naja.runtime.functions import _abs_int


def _gcd_of_none() -> int:
    return 0


def _gcd_of_one(a: int) -> int:
    return _abs_int(a)


def _gcd_of_two(a: int, b: int) -> int:
    """The greatest common divisor."""
    a = _abs_int(a)
    b = _abs_int(b)
    while b != 0:
        rest = a % b
        a = b
        b = rest
    return a


def _gcd_of_many(*integers: int) -> int:
    result = 0
    for number in integers:
        result = _gcd_of_two(result, number)
    return result


def _gcd_of_bigs(a: bigint, b: bigint | int) -> bigint:
    return bigmath.greatest_divisor(a, wide(b))


def _gcd_with_big(a: int, b: bigint) -> bigint:
    return bigmath.greatest_divisor(wide(a), b)


gcd = overloads(_gcd_of_two, _gcd_of_bigs, _gcd_with_big, _gcd_of_one, _gcd_of_none, _gcd_of_many)


def _lcm_of_two(a: int, b: int) -> int:
    """The least common multiple."""
    if a == 0 or b == 0:
        return 0
    return _abs_int(a // _gcd_of_two(a, b) * b)


def _lcm_of_many(*integers: int) -> int:
    result = 1
    for number in integers:
        result = _lcm_of_two(result, number)
    return result


lcm = overloads(_lcm_of_two, _lcm_of_many)


def _isqrt_big(n: bigint) -> bigint:
    return bigmath.root(n)


def _isqrt(n: int) -> int:
    """The greatest int whose square is not greater than n. Raises ValueError below zero."""
    if n < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    root = floating.to_int(floating.square_root(float(n)))
    while root > 3037000499 or root * root > n:
        root -= 1
    while root < 3037000499 and (root + 1) * (root + 1) <= n:
        root += 1
    return root


isqrt = overloads(_isqrt, _isqrt_big)


def factorial(n: int) -> int:
    """n! Raises ValueError below zero, OverflowError above 20."""
    if n < 0:
        raise ValueError("factorial() not defined for negative values")
    result = 1
    for factor in range(2, n + 1):
        result *= factor
    return result


def _check(n: int, k: int) -> None:
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")


def comb(n: int, k: int) -> int:
    """The ways to choose k of n."""
    _check(n, k)
    if k > n:
        return 0
    k = min(k, n - k)
    result = 1
    for index in range(1, k + 1):
        factor = n - k + index
        common = _gcd_of_two(result, index)
        result = result // common * (factor // (index // common))
    return result


def _perm_of_all(n: int) -> int:
    return factorial(n)


def _perm(n: int, k: int) -> int:
    """The ways to choose k of n in order."""
    _check(n, k)
    if k > n:
        return 0
    result = 1
    for index in range(k):
        result *= n - index
    return result


perm = overloads(_perm, _perm_of_all)
