"""`math`: sums, products and distances."""

from __future__ import annotations

from typing import TypeVar

from naja.lang import overloads
from naja.runtime import elementary, floating
from naja.stdlib.math.constants import inf, nan
from naja.stdlib.math.floats import fabs, isinf

I = TypeVar("I")  # noqa: E741
J = TypeVar("J")


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
