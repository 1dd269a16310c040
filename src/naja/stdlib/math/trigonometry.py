"""`math`: angles, trigonometric and hyperbolic functions."""

from __future__ import annotations

from naja.runtime import elementary, floating, trigonometry
from naja.stdlib.math.constants import inf, nan, pi
from naja.stdlib.math.floats import copysign, domain_error, fabs, isinf


def _checked(x: float) -> None:
    """Angles are finite or NaN."""
    if x == inf or x == -inf:
        raise domain_error()


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
        raise domain_error()
    return x if x != x else trigonometry.arcsine(x)


def acos(x: float) -> float:
    """See asin."""
    if x < -1.0 or x > 1.0:
        raise domain_error()
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
        raise domain_error()
    return elementary.acosh(x) if floating.is_finite(x) else x


def atanh(x: float) -> float:
    """The inverse of tanh. Raises ValueError outside ±1 and there."""
    if x <= -1.0 or x >= 1.0:
        raise domain_error()
    return x if x != x else elementary.atanh(x)
