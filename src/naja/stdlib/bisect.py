"""`bisect`: places in sorted sequences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from naja.lang import overloads

T = TypeVar("T")
X = TypeVar("X")
K = TypeVar("K")


def _end(lo: int, hi: int | None, length: int) -> int:
    if lo < 0:
        raise ValueError("lo must be non-negative")
    return length if hi is None else hi


def _right(a: Sequence[T], x: X, lo: int = 0, hi: int | None = None) -> int:
    end = _end(lo, hi, len(a))
    while lo < end:
        middle = (lo + end) // 2
        if x < a[middle]:
            end = middle
        else:
            lo = middle + 1
    return lo


def _left(a: Sequence[T], x: X, lo: int = 0, hi: int | None = None) -> int:
    end = _end(lo, hi, len(a))
    while lo < end:
        middle = (lo + end) // 2
        if a[middle] < x:
            lo = middle + 1
        else:
            end = middle
    return lo


def _right_key(
    a: Sequence[T], x: K, lo: int = 0, hi: int | None = None, *, key: Callable[[T], K]
) -> int:
    end = _end(lo, hi, len(a))
    while lo < end:
        middle = (lo + end) // 2
        if x < key(a[middle]):
            end = middle
        else:
            lo = middle + 1
    return lo


def _left_key(
    a: Sequence[T], x: K, lo: int = 0, hi: int | None = None, *, key: Callable[[T], K]
) -> int:
    end = _end(lo, hi, len(a))
    while lo < end:
        middle = (lo + end) // 2
        if key(a[middle]) < x:
            lo = middle + 1
        else:
            end = middle
    return lo


bisect_right = overloads(_right_key, _right)
bisect_left = overloads(_left_key, _left)
bisect = bisect_right


def _put_right(a: list[T], x: T, lo: int = 0, hi: int | None = None) -> None:
    a.insert(_right(a, x, lo, hi), x)


def _put_left(a: list[T], x: T, lo: int = 0, hi: int | None = None) -> None:
    a.insert(_left(a, x, lo, hi), x)


def _put_right_key(
    a: list[T], x: T, lo: int = 0, hi: int | None = None, *, key: Callable[[T], K]
) -> None:
    a.insert(_right_key(a, key(x), lo, hi, key=key), x)


def _put_left_key(
    a: list[T], x: T, lo: int = 0, hi: int | None = None, *, key: Callable[[T], K]
) -> None:
    a.insert(_left_key(a, key(x), lo, hi, key=key), x)


insort_right = overloads(_put_right_key, _put_right)
insort_left = overloads(_put_left_key, _put_left)
insort = insort_right
