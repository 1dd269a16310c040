"""The functions of math against the C library, which may be off by some units in the
last place itself."""

import math
import random

import pytest

from naja.runtime import elementary, power, trigonometry

ANY, UNIT, POSITIVE, SMALL = range(4)
FUNCTIONS = {
    "sin": (trigonometry.sine, ANY, 0.01),
    "cos": (trigonometry.cosine, ANY, 0.01),
    "tan": (trigonometry.tangent, ANY, 0.02),
    "atan": (trigonometry.arctangent, ANY, 0.01),
    "asin": (trigonometry.arcsine, UNIT, 0.02),
    "acos": (trigonometry.arccosine, UNIT, 0.02),
    "exp": (elementary.exponential, SMALL, 0.01),
    "log": (elementary.logarithm, POSITIVE, 0.01),
    "log2": (elementary.log2, POSITIVE, 0.02),
    "log10": (elementary.log10, POSITIVE, 0.02),
    "cosh": (elementary.cosh, SMALL, 0.02),
    "sinh": (elementary.sinh, SMALL, 0.2),
    "tanh": (elementary.tanh, SMALL, 0.2),
    "asinh": (elementary.asinh, ANY, 0.1),
    "atanh": (elementary.atanh, UNIT, 0.2),
    "expm1": (elementary.expm1, SMALL, 0.2),
    "log1p": (elementary.log1p, POSITIVE, 0.2),
    "erf": (elementary.erf, SMALL, 0.1),
}


def values(kind: int, count: int) -> list[float]:
    source = random.Random(kind)
    sign = [1, -1]
    if kind == UNIT:
        return [source.uniform(-1, 1) for _ in range(count)]
    if kind == POSITIVE:
        return [10 ** source.uniform(-300, 300) for _ in range(count)]
    if kind == SMALL:
        return [source.choice(sign) * 10 ** source.uniform(-9, 2.8) for _ in range(count)]
    return [source.choice(sign) * 10 ** source.uniform(-12, 300) for _ in range(count)]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_nearly_always_the_same(name: str) -> None:
    ours, kind, often = FUNCTIONS[name]
    theirs = getattr(math, name)
    different = 0
    for x in values(kind, 300):
        mine, other = ours(x), theirs(x)
        assert abs(mine - other) <= 4 * math.ulp(other), x
        different += mine != other
    assert different <= often * 300


def test_powers() -> None:
    source = random.Random(1)
    pairs = [(source.uniform(0, 5), source.uniform(-50, 50)) for _ in range(300)]
    assert sum(power.power(x, y) != x**y for x, y in pairs) <= 3


def test_two_over_pi_reduces_exactly() -> None:
    assert trigonometry.sine(1e22) == -0.8522008497671888
    assert trigonometry.cosine(1.7976931348623157e308) == math.cos(1.7976931348623157e308)
