"""`statistics`: averages and spreads, exact until the result is rounded once, as CPython's are."""

from __future__ import annotations

from typing import TypeVar

from naja.lang import bigint, cold, overloads
from naja.runtime import bigmath
from naja.stdlib import math

T = TypeVar("T")
I = TypeVar("I")  # noqa: E741

MANTISSA = 53


class StatisticsError(ValueError):
    """The data does not allow what is asked."""


@cold
def _too_few(name: str, least: str) -> StatisticsError:
    return StatisticsError(f"{name} requires at least {least}")


# ---- exact numbers ------------------------------------------------------------------------------


class _Scaled:
    """Floats as whole numbers times one power of two."""

    numbers: list[bigint]
    exponent: int

    def __init__(self, data: list[float]) -> None:
        parts = [math.frexp(x) for x in data]
        self.exponent = min([e for _, e in parts]) - MANTISSA
        self.numbers = []
        for mantissa, exponent in parts:
            whole = int(math.ldexp(mantissa, MANTISSA))
            self.numbers.append(bigint(whole) << (exponent - MANTISSA - self.exponent))


def _wide(data: list[int]) -> list[bigint]:
    return [bigint(x) for x in data]


def _total(numbers: list[bigint]) -> bigint:
    return bigmath.total(numbers, bigint(0))


def _deviation(numbers: list[bigint]) -> bigint:
    """n times the sum of the squares of what lies between the numbers and their mean, times n."""
    squares = bigint(0)
    for x in numbers:
        squares = squares + x * x
    total = _total(numbers)
    return squares * len(numbers) - total * total


def _quotient(a: bigint, b: bigint, exponent: int) -> float:
    """a / b times a power of two."""
    if exponent >= 0:
        return (a << exponent) / b
    return a / (b << -exponent)


def _root(a: bigint, b: bigint) -> float:
    """The square root of a / b: enough of its bits, the last one set where it is not exact."""
    if a == 0:
        return 0.0
    shift = (a.bit_length() - b.bit_length() - 2 * MANTISSA - 4) // 2
    if shift >= 0:
        b = b << (2 * shift)
    else:
        a = a << (-2 * shift)
    root = bigmath.root(a // b)
    if root * root * b != a:
        root = root | 1
    if shift >= 0:
        return float(root << shift)
    return root / (bigint(1) << -shift)


def _scaled_root(a: bigint, b: bigint, exponent: int) -> float:
    if exponent >= 0:
        return _root(a << exponent, b)
    return _root(a, b << -exponent)


def _whole_or_float(a: bigint, b: int):
    """a / b, an int where that is one."""
    if a % b == 0:
        return int(a // b)
    return a / b


# ---- averages -----------------------------------------------------------------------------------


def _mean_ints(data: list[int]):
    if len(data) == 0:
        raise _too_few("mean", "one data point")
    return _whole_or_float(_total(_wide(data)), len(data))


def _mean_floats(data: list[float]) -> float:
    if len(data) == 0:
        raise _too_few("mean", "one data point")
    if not all(math.isfinite(x) for x in data):
        return sum(data) / len(data)
    scaled = _Scaled(data)
    return _quotient(_total(scaled.numbers), bigint(len(data)), scaled.exponent)


def _mean_mixed(data: list[int | float]):
    if any(isinstance(x, float) for x in data):
        return _mean_floats([float(x) for x in data])
    return _mean_ints([int(x) for x in data])


_mean_list = overloads(_mean_ints, _mean_floats, _mean_mixed)


def _mean_items(data: I):
    return _mean_list(list(data))


mean = overloads(_mean_ints, _mean_floats, _mean_mixed, _mean_items)


def fmean(data: I) -> float:
    """The mean as a float."""
    items = [float(x) for x in data]
    if len(items) == 0:
        raise _too_few("fmean", "one data point")
    return math.fsum(items) / len(items)


def _sorted(data: I):
    items = sorted(data)
    if len(items) == 0:
        raise StatisticsError("no median for empty data")
    return items


def median(data: I):
    """The middle one, or what lies halfway between the two in the middle."""
    items = _sorted(data)
    half = len(items) // 2
    if len(items) % 2 == 1:
        return items[half]
    return (items[half - 1] + items[half]) / 2


def median_low(data: I):
    """The middle one, or the lower of two."""
    items = _sorted(data)
    return items[(len(items) - 1) // 2]


def median_high(data: I):
    """The middle one, or the higher of two."""
    items = _sorted(data)
    return items[len(items) // 2]


def _modes(items: list[T]) -> list[T]:
    counts: dict[T, int] = {}
    for item in items:
        counts[item] = counts.get(item, 0) + 1
    most = max(counts.values(), default=0)
    return [item for item, count in counts.items() if count == most]


def multimode(data: I):
    """What occurs most often, in the order of its first occurrence."""
    return _modes(list(data))


def mode(data: I):
    """The first of what occurs most often."""
    found = multimode(data)
    if len(found) == 0:
        raise StatisticsError("no mode for empty data")
    return found[0]


# ---- spreads ------------------------------------------------------------------------------------


def _variance_ints(data: list[int]):
    count = len(data)
    if count < 2:
        raise _too_few("variance", "two data points")
    return _whole_or_float(_deviation(_wide(data)), count * (count - 1))


def _variance_floats(data: list[float]) -> float:
    count = len(data)
    if count < 2:
        raise _too_few("variance", "two data points")
    scaled = _Scaled(data)
    return _quotient(_deviation(scaled.numbers), bigint(count * (count - 1)), 2 * scaled.exponent)


def _variance_mixed(data: list[int | float]):
    if any(isinstance(x, float) for x in data):
        return _variance_floats([float(x) for x in data])
    return _variance_ints([int(x) for x in data])


_variance_list = overloads(_variance_ints, _variance_floats, _variance_mixed)


def _variance_items(data: I):
    return _variance_list(list(data))


variance = overloads(_variance_ints, _variance_floats, _variance_mixed, _variance_items)


def _pvariance_ints(data: list[int]):
    count = len(data)
    if count < 1:
        raise _too_few("pvariance", "one data point")
    return _whole_or_float(_deviation(_wide(data)), count * count)


def _pvariance_floats(data: list[float]) -> float:
    count = len(data)
    if count < 1:
        raise _too_few("pvariance", "one data point")
    scaled = _Scaled(data)
    return _quotient(_deviation(scaled.numbers), bigint(count * count), 2 * scaled.exponent)


def _pvariance_mixed(data: list[int | float]):
    if any(isinstance(x, float) for x in data):
        return _pvariance_floats([float(x) for x in data])
    return _pvariance_ints([int(x) for x in data])


_pvariance_list = overloads(_pvariance_ints, _pvariance_floats, _pvariance_mixed)


def _pvariance_items(data: I):
    return _pvariance_list(list(data))


pvariance = overloads(_pvariance_ints, _pvariance_floats, _pvariance_mixed, _pvariance_items)


def _stdev_ints(data: list[int]) -> float:
    count = len(data)
    if count < 2:
        raise _too_few("stdev", "two data points")
    return _root(_deviation(_wide(data)), bigint(count * (count - 1)))


def _stdev_floats(data: list[float]) -> float:
    count = len(data)
    if count < 2:
        raise _too_few("stdev", "two data points")
    scaled = _Scaled(data)
    return _scaled_root(
        _deviation(scaled.numbers), bigint(count * (count - 1)), 2 * scaled.exponent
    )


def _stdev_mixed(data: list[int | float]) -> float:
    if any(isinstance(x, float) for x in data):
        return _stdev_floats([float(x) for x in data])
    return _stdev_ints([int(x) for x in data])


_stdev_list = overloads(_stdev_ints, _stdev_floats, _stdev_mixed)


def _stdev_items(data: I) -> float:
    return _stdev_list(list(data))


stdev = overloads(_stdev_ints, _stdev_floats, _stdev_mixed, _stdev_items)


def _pstdev_ints(data: list[int]) -> float:
    count = len(data)
    if count < 1:
        raise _too_few("pstdev", "one data point")
    return _root(_deviation(_wide(data)), bigint(count * count))


def _pstdev_floats(data: list[float]) -> float:
    count = len(data)
    if count < 1:
        raise _too_few("pstdev", "one data point")
    scaled = _Scaled(data)
    return _scaled_root(_deviation(scaled.numbers), bigint(count * count), 2 * scaled.exponent)


def _pstdev_mixed(data: list[int | float]) -> float:
    if any(isinstance(x, float) for x in data):
        return _pstdev_floats([float(x) for x in data])
    return _pstdev_ints([int(x) for x in data])


_pstdev_list = overloads(_pstdev_ints, _pstdev_floats, _pstdev_mixed)


def _pstdev_items(data: I) -> float:
    return _pstdev_list(list(data))


pstdev = overloads(_pstdev_ints, _pstdev_floats, _pstdev_mixed, _pstdev_items)
