"""isinstance with the abstract classes of the library."""

from __future__ import annotations

import collections.abc as c
import numbers
from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Iterator, Mapping, MutableSequence, Sequence, Sized
from typing import Any, Union


class _Bag:
    def __init__(self) -> None:
        self.items = [1, 2]

    def __len__(self) -> int:
        return 2

    def __iter__(self) -> Iterator[int]:
        return iter(self.items)

    def __contains__(self, x: object) -> bool:
        return x == 1


class _Plain:
    pass


class _Below(_Plain):
    def __len__(self) -> int:
        return 1


class _Shape(ABC):
    @abstractmethod
    def area(self) -> float: ...


class _Square(_Shape):
    def area(self) -> float:
        return 1.0


_All = Union[
    int,
    float,
    str,
    bytes,
    list[int],
    tuple[int, ...],
    dict[str, int],
    set[int],
    frozenset[int],
    range,
    None,
    _Bag,
    _Plain,
]


def _values() -> list[_All]:
    return [
        1,
        1.5,
        "a",
        b"b",
        [1],
        (1, 2),
        {"a": 1},
        {1},
        frozenset({1}),
        range(3),
        None,
        _Bag(),
        _Plain(),
        _Below(),
        True,
    ]


class _Drawable(ABC):
    pass


_Drawable.register(int)
_Drawable.register(_Plain)


def sequences() -> None:
    for x in _values():
        print(
            isinstance(x, Sequence),
            isinstance(x, MutableSequence),
            isinstance(x, Mapping),
            isinstance(x, c.MutableMapping),
            isinstance(x, c.Set),
            isinstance(x, c.MutableSet),
        )


def protocols() -> None:
    for x in _values():
        print(
            isinstance(x, Iterable),
            isinstance(x, Sized),
            isinstance(x, Hashable),
            isinstance(x, c.Container),
            isinstance(x, c.Collection),
            isinstance(x, Iterator),
            isinstance(x, c.Reversible),
        )


def number_classes() -> None:
    for x in _values():
        print(
            isinstance(x, numbers.Number),
            isinstance(x, numbers.Integral),
            isinstance(x, numbers.Real),
            isinstance(x, numbers.Complex),
            isinstance(x, numbers.Rational),
        )


def narrowing() -> None:
    def flat(x: Union[int, list[int]]) -> int:
        if isinstance(x, Sequence):
            return sum(x)
        return x

    print(flat(1), flat([1, 2]))

    def show(x: Union[str, dict[str, int], list[str]]) -> str:
        if isinstance(x, str):
            return x
        if isinstance(x, Mapping):
            return ",".join(f"{k}={v}" for k, v in x.items())
        return "|".join(x)

    print(show("a"), show({"a": 1}), show(["p", "q"]))


def of_objects() -> None:
    xs: list[object] = [1, "a", [1], (1, "b"), {"a": 1}, None, _Bag(), 2.5]
    for x in xs:
        print(
            isinstance(x, Sequence),
            isinstance(x, Mapping),
            isinstance(x, Iterable),
            isinstance(x, numbers.Number),
        )


def of_any() -> None:
    def flatten(x: Any) -> list[Any]:
        if isinstance(x, Iterable) and not isinstance(x, str):
            return [z for y in x for z in flatten(y)]
        return [x]

    print(flatten([1, [2, [3, "ab"]]]))


def own_abc() -> None:
    s: object = _Square()
    print(isinstance(s, _Shape), isinstance(s, _Square), isinstance(1, _Shape))


def match_classes() -> None:
    def f(x: Union[int, list[int], dict[str, int]]) -> str:
        match x:
            case Mapping():
                return "mapping"
            case Sequence():
                return "sequence"
            case _:
                return "other"

    print(f(1), f([1]), f({}))


def registered() -> None:
    for x in _values():
        print(isinstance(x, _Drawable), end=" ")
    print()


def views() -> None:
    d = {"a": 1}
    for v in (d.keys(), d.values(), d.items()):
        print(
            isinstance(v, c.Set),
            isinstance(v, c.KeysView),
            isinstance(v, c.ValuesView),
            isinstance(v, c.MappingView),
        )
