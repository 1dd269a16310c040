"""`math`, but for the gamma functions. Results are nearly always the nearest float; where C
libraries compose one of others, so is it here.
"""

from __future__ import annotations

from typing import TypeVar

from naja.lang import bigint, overloads
from naja.runtime import bigmath, elementary, floating, power, trigonometry
from naja.runtime.bigint import wide
from naja.runtime.functions import _abs_int

I = TypeVar("I")  # noqa: E741
J = TypeVar("J")
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


def _domain() -> ValueError:
    return ValueError("math domain error")


def _checked(x: float) -> None:
    """Angles are finite or NaN."""
    if x == inf or x == -inf:
        raise _domain()


def sin(x: float) -> float:
    """Raises ValueError for infinities, as cos and tan do."""
    _checked(x)
    return x if x != x else trigonometry.sine(x)


def cos(x: float) -> float:
    """See sin."""
    _checked(x)
    return x if x != x else trigonometry.cosine(x)


def tan(x: float) -> float:
    """See sin."""
    _checked(x)
    return x if x != x else trigonometry.tangent(x)


def asin(x: float) -> float:
    """Raises ValueError outside ±1, as acos does."""
    if x < -1.0 or x > 1.0:
        raise _domain()
    return x if x != x else trigonometry.arcsine(x)


def acos(x: float) -> float:
    """See asin."""
    if x < -1.0 or x > 1.0:
        raise _domain()
    return x if x != x else trigonometry.arccosine(x)


def atan(x: float) -> float:
    """Between ±pi/2."""
    return x if x != x else trigonometry.arctangent(x)


def atan2(y: float, x: float) -> float:
    """The angle of the point (x, y), between ±pi."""
    if x != x or y != y:
        return nan
    if floating.is_finite(x) and floating.is_finite(y):
        if x == 0.0 and y == 0.0:
            return copysign(0.0 if copysign(1.0, x) > 0.0 else pi, y)
        return trigonometry.angle(y, x)
    if isinf(y):
        if isinf(x):
            return copysign(0.25 * pi if x > 0.0 else 0.75 * pi, y)
        return copysign(0.5 * pi, y)
    return copysign(0.0 if x > 0.0 else pi, y)


def degrees(x: float) -> float:
    """From radians."""
    return x * (180.0 / pi)


def radians(x: float) -> float:
    """From degrees."""
    return x * (pi / 180.0)


def sinh(x: float) -> float:
    """Raises OverflowError, as cosh does."""
    return elementary.sinh(x) if floating.is_finite(x) else x


def cosh(x: float) -> float:
    """See sinh."""
    return elementary.cosh(x) if floating.is_finite(x) else fabs(x)


def tanh(x: float) -> float:
    """Between ±1."""
    return x if x != x else elementary.tanh(x)


def asinh(x: float) -> float:
    """The inverse of sinh."""
    return elementary.asinh(x) if floating.is_finite(x) else x


def acosh(x: float) -> float:
    """The inverse of cosh. Raises ValueError below 1."""
    if x < 1.0:
        raise _domain()
    return elementary.acosh(x) if floating.is_finite(x) else x


def atanh(x: float) -> float:
    """The inverse of tanh. Raises ValueError outside ±1 and there."""
    if x <= -1.0 or x >= 1.0:
        raise _domain()
    return x if x != x else elementary.atanh(x)


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
        raise _domain()
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
        raise _domain()
    return elementary.log1p(x) if floating.is_finite(x) else x


def cbrt(x: float) -> float:
    """The cube root."""
    return elementary.cbrt(x) if floating.is_finite(x) and x != 0.0 else x


def erf(x: float) -> float:
    """The error function."""
    return x if x != x else elementary.erf(x)


def hypot(*coordinates: float) -> float:
    """The length of a vector."""
    values: list[float] = []
    unknown = False
    for value in coordinates:
        if isinf(value):
            return inf
        unknown = unknown or value != value
        values.append(value)
    return nan if unknown else elementary.root_of_squares(values)


def dist(p: I, q: J) -> float:
    """The distance of two points. Raises ValueError when they have different dimensions."""
    ends: list[float] = []
    for value in q:
        ends.append(value)
    differences: list[float] = []
    for value in p:
        if len(differences) < len(ends):
            differences.append(value - ends[len(differences)])
        else:
            differences.append(value)
    if len(differences) != len(ends):
        raise ValueError("both points must have the same number of dimensions")
    return elementary.root_of_squares(differences)


def fmod(x: float, y: float) -> float:
    """The remainder with the sign of x. Raises ValueError."""
    if x != x or y != y:
        return nan
    if not floating.is_finite(x) or y == 0.0:
        raise _domain()
    return floating.fmod(x, y) if floating.is_finite(y) else x


def remainder(x: float, y: float) -> float:
    """The remainder of the nearest multiple. Raises ValueError."""
    if x != x or y != y:
        return nan
    if not floating.is_finite(x) or y == 0.0:
        raise _domain()
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


def factorial(n: int) -> int:
    """n! Raises ValueError below zero, OverflowError above 20."""
    if n < 0:
        raise ValueError("factorial() not defined for negative values")
    result = 1
    for factor in range(2, n + 1):
        result *= factor
    return result


def comb(n: int, k: int) -> int:
    """The ways to choose k of n."""
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
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
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    if k > n:
        return 0
    result = 1
    for index in range(k):
        result *= n - index
    return result


perm = overloads(_perm, _perm_of_all)


def _prod_of_ints(items: list[int], *, start: int = 1) -> int:
    for item in items:
        start *= item
    return start


def _prod_of_floats(items: list[float], *, start: float = 1.0) -> float:
    for item in items:
        start *= item
    return start


def _prod(items: I):
    return prod(list(items))


prod = overloads(_prod_of_ints, _prod_of_floats, _prod)


def fsum(seq: I) -> float:
    """The sum, rounded once: exact partial sums that do not overlap."""
    partials: list[float] = []
    special = 0.0
    for item in seq:
        value: float = item
        if not floating.is_finite(value):
            special += value
            continue
        kept = 0
        for other in partials.copy():
            if fabs(value) < fabs(other):
                value, other = other, value
            total = value + other
            rest = other - (total - value)
            if rest != 0.0:
                partials[kept] = rest
                kept += 1
            value = total
        del partials[kept:]
        partials.append(value)
    return _total(partials) if special == 0.0 else special


def _total(partials: list[float]) -> float:
    if not partials:
        return 0.0
    at = len(partials) - 1
    high = partials[at]
    low = 0.0
    while at > 0:
        at -= 1
        before = high
        high = before + partials[at]
        low = partials[at] - (high - before)
        if low != 0.0:
            break
    if at > 0 and (
        (low < 0.0 and partials[at - 1] < 0.0) or (low > 0.0 and partials[at - 1] > 0.0)
    ):
        twice = low * 2.0
        further = high + twice
        if further - high == twice:
            high = further
    return high
