"""`Counter`: how often each key occurs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

from naja.lang import overloads
from naja.runtime.dict import Dict

K = TypeVar("K")
I = TypeVar("I")  # noqa: E741


class Counter(Dict[K, int], Generic[K]):
    """A dict of numbers, in which every key is there, with 0."""

    _counts = "_one_more"

    def _one_more(self, key: K) -> None:
        self[key] = self._get_or(key, 0) + 1

    def __missing__(self, key: K) -> int:
        return 0

    def __delitem__(self, key: K) -> None:
        if key in self:
            self.pop(key)

    def __repr__(self) -> str:
        if self.length == 0:
            return "Counter()"
        shown = [f"{key!r}: {count}" for key, count in self.most_common()]
        return "Counter({" + ", ".join(shown) + "})"

    def most_common(self, n: int | None = None) -> list[tuple[K, int]]:
        pairs = sorted(self.items(), key=_count_of, reverse=True)
        return pairs if n is None else pairs[: max(n, 0)]

    def elements(self) -> Iterator[K]:
        for key, count in self.items():
            for _ in range(count):
                yield key

    def total(self) -> int:
        return sum(self.values())

    def _update_dict(self, other: dict[K, int]) -> None:
        for key, count in other.items():
            self[key] = self._get_or(key, 0) + count

    def _update_items(self, items: I) -> None:
        for item in items:
            self._one_more(item)

    def _nothing(self) -> None:
        pass

    update = overloads(_update_dict, _update_items, _nothing)

    def _subtract_dict(self, other: dict[K, int]) -> None:
        for key, count in other.items():
            self[key] = self._get_or(key, 0) - count

    def _subtract_items(self, items: I) -> None:
        for item in items:
            self[item] = self._get_or(item, 0) - 1

    subtract = overloads(_subtract_dict, _subtract_items)

    def copy(self) -> Counter[K]:
        result: Counter[K] = Counter()
        result._take(self)
        return result

    __copy__ = copy

    def _positive(self) -> Counter[K]:
        result: Counter[K] = Counter()
        for key, count in self.items():
            if count > 0:
                result[key] = count
        return result

    def __add__(self, other: Counter[K]) -> Counter[K]:
        result = self.copy()
        result._update_dict(other)
        return result._positive()

    def __sub__(self, other: Counter[K]) -> Counter[K]:
        result = self.copy()
        result._subtract_dict(other)
        return result._positive()

    def _or_counter(self, other: Counter[K]) -> Counter[K]:
        result = self.copy()
        for key, count in other.items():
            result[key] = max(result[key], count)
        return result._positive()

    def _merged(self, other: dict[K, int]) -> dict[K, int]:
        """With what is no Counter, the `|` of dict."""
        if isinstance(other, Counter):
            return self._or_counter(other)
        result: dict[K, int] = {}
        result._take(self)
        result._take(other)
        return result

    __or__ = overloads(_or_counter, _merged)

    def __and__(self, other: Counter[K]) -> Counter[K]:
        result: Counter[K] = Counter()
        for key, count in self.items():
            result[key] = min(count, other[key])
        return result._positive()

    def __pos__(self) -> Counter[K]:
        return self._positive()

    def __neg__(self) -> Counter[K]:
        result: Counter[K] = Counter()
        for key, count in self.items():
            if count < 0:
                result[key] = -count
        return result

    def _keep(self, wanted: Counter[K]) -> Counter[K]:
        """Become another one, in its order where that is new."""
        for key in list(self.keys()):
            if wanted[key] == 0:
                self.pop(key)
        self._take(wanted)
        return self

    def __iadd__(self, other: Counter[K]) -> Counter[K]:
        return self._keep(self + other)

    def __isub__(self, other: Counter[K]) -> Counter[K]:
        return self._keep(self - other)

    def __ior__(self, other: Counter[K]) -> Counter[K]:
        return self._keep(self | other)

    def __iand__(self, other: Counter[K]) -> Counter[K]:
        return self._keep(self & other)

    def __eq__(self, other: dict[K, int]) -> bool:
        counter = isinstance(other, Counter)
        if not counter:
            return self._equals(other)
        for key, count in self.items():
            if other._get_or(key, 0) != count:
                return False
        for key, count in other.items():
            if self._get_or(key, 0) != count:
                return False
        return True

    def __le__(self, other: Counter[K]) -> bool:
        for key, count in self.items():
            if count > other[key]:
                return False
        for key, count in other.items():
            if self[key] > count:
                return False
        return True

    def __lt__(self, other: Counter[K]) -> bool:
        return self <= other and not self == other

    def __ge__(self, other: Counter[K]) -> bool:
        return other <= self

    def __gt__(self, other: Counter[K]) -> bool:
        return other < self


def _count_of(pair: tuple[K, int]) -> int:
    return pair[1]
