"""`cmath`: functions of complex numbers."""

from __future__ import annotations

from naja.lang import overloads
from naja.runtime import complex as complex_numbers
from naja.runtime import elementary, errors, floating, trigonometry
from naja.runtime.complex import Number, length, make, of


def phase(z: Number) -> float:
    """The angle of a number."""
    value = of(z)
    if value.real == 0.0 and value.imag == 0.0:
        turned = floating.copy_sign(1.0, value.real) < 0.0
        return floating.copy_sign(3.141592653589793 if turned else 0.0, value.imag)
    return trigonometry.angle(value.imag, value.real)


def polar(z: Number) -> tuple[float, float]:
    """Distance from zero, and angle."""
    return length(of(z)), phase(z)


def rect(r: float, phi: float) -> complex:
    """The number of a distance and an angle."""
    size, turn = float(r), float(phi)
    if turn == 0.0:
        return make(size, size * turn)
    return make(size * trigonometry.cosine(turn), size * trigonometry.sine(turn))


def sqrt(z: Number) -> complex:
    """The root with a real part that is not negative."""
    value = of(z)
    real, imag = floating.absolute(value.real), floating.absolute(value.imag)
    if real == 0.0 and imag == 0.0:
        return make(0.0, value.imag)
    eighth = elementary.root_of_squares([real / 8.0, imag / 8.0])
    root = 2.0 * floating.square_root(real / 8.0 + eighth)
    other = imag / (2.0 * root)
    if value.real >= 0.0:
        return make(root, floating.copy_sign(other, value.imag))
    return make(other, floating.copy_sign(root, value.imag))


def exp(z: Number) -> complex:
    """e ** z"""
    value = of(z)
    size = elementary.exponential(value.real)
    if not floating.is_finite(size):
        raise errors.overflow_error("math range error")
    return rect(size, value.imag) if value.imag != 0.0 else make(size, value.imag)


def _log_of_size(value: complex) -> float:
    if value.real == 0.0 and value.imag == 0.0:
        raise errors.value_error("math domain error")
    real, imag = floating.absolute(value.real), floating.absolute(value.imag)
    size = elementary.root_of_squares([real, imag])
    if 0.71 <= size <= 1.73:
        larger, smaller = max(real, imag), min(real, imag)
        return elementary.log1p((larger - 1.0) * (larger + 1.0) + smaller * smaller) / 2.0
    return elementary.logarithm(size)


def _log(z: Number) -> complex:
    value = of(z)
    return make(_log_of_size(value), trigonometry.angle(value.imag, value.real))


def _log_base(z: Number, base: Number) -> complex:
    return complex_numbers.quotient(_log(z), _log(base))


log = overloads(_log, _log_base)


def log10(z: Number) -> complex:
    """The logarithm to base 10."""
    found = _log(z)
    return make(found.real / 2.302585092994046, found.imag / 2.302585092994046)


def sinh(z: Number) -> complex:
    """The hyperbolic sine."""
    value = of(z)
    x, y = value.real, value.imag
    return make(
        trigonometry.cosine(y) * elementary.sinh(x), trigonometry.sine(y) * elementary.cosh(x)
    )


def cosh(z: Number) -> complex:
    """The hyperbolic cosine."""
    value = of(z)
    x, y = value.real, value.imag
    return make(
        trigonometry.cosine(y) * elementary.cosh(x), trigonometry.sine(y) * elementary.sinh(x)
    )


def sin(z: Number) -> complex:
    """The sine."""
    value = of(z)
    turned = sinh(make(-value.imag, value.real))
    return make(turned.imag, -turned.real)


def cos(z: Number) -> complex:
    """The cosine."""
    value = of(z)
    return cosh(make(-value.imag, value.real))


def tan(z: Number) -> complex:
    """The tangent."""
    return complex_numbers.quotient(sin(z), cos(z))


def isnan(z: Number) -> bool:
    """Whether a part is NaN."""
    value = of(z)
    return value.real != value.real or value.imag != value.imag


def isfinite(z: Number) -> bool:
    """Whether both parts are finite."""
    value = of(z)
    return floating.is_finite(value.real) and floating.is_finite(value.imag)


def isinf(z: Number) -> bool:
    """Whether a part is infinite."""
    value = of(z)
    return _infinite(value.real) or _infinite(value.imag)


def _infinite(x: float) -> bool:
    return x == x and not floating.is_finite(x)


def isclose(a: Number, b: Number, *, rel_tol: float = 1e-09, abs_tol: float = 0.0) -> bool:
    """Whether the distance is small."""
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise errors.value_error("tolerances must be non-negative")
    left, right = of(a), of(b)
    if left == right:
        return True
    if isinf(left) or isinf(right):
        return False
    apart = length(make(left.real - right.real, left.imag - right.imag))
    return apart <= rel_tol * length(right) or apart <= rel_tol * length(left) or apart <= abs_tol
