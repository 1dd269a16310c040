"""`defaultdict` and `OrderedDict`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Generic, TypeVar

from naja.lang import overloads
from naja.runtime.dict import Dict

K = TypeVar("K")
V = TypeVar("V")
PAIRS_SHOWN = sys.version_info < (3, 12)


class defaultdict(Dict[K, V], Generic[K, V]):
    """default_factory: makes the value of a key that is missing; None: KeyError as ever.
    factory_shown: how repr() shows it."""

    default_factory: Callable[[], V] | None
    factory_shown: str

    def _without(self) -> None:
        self.default_factory = None

    def _with(
        self, default_factory: Callable[[], V] | None, factory_shown: str = "<function>"
    ) -> None:
        self.default_factory = default_factory
        self.factory_shown = factory_shown

    __init__ = overloads(_without, _with)

    def __missing__(self, key: K) -> V:
        factory = self.default_factory
        if factory is None:
            raise KeyError(key)
        value = factory()
        self[key] = value
        return value

    def __repr__(self) -> str:
        shown = "None" if self.default_factory is None else self.factory_shown
        return f"defaultdict({shown}, {self._shown()})"

    def copy(self) -> defaultdict[K, V]:
        result: defaultdict[K, V] = defaultdict(self.default_factory)
        result.factory_shown = self.factory_shown
        result._take(self)
        return result

    __copy__ = copy


class OrderedDict(Dict[K, V], Generic[K, V]):
    """A dict whose keys can be moved to either end. first: no entry before it lives."""

    first: int

    def _rebuild(self, capacity: int) -> None:
        self.first = 0
        super()._rebuild(capacity)

    def clear(self) -> None:
        self.first = 0
        super().clear()

    def move_to_end(self, key: K, last: bool = True) -> None:
        value = self.pop(key)
        if last:
            self[key] = value
            return
        rest: dict[K, V] = {}
        rest._take(self)
        self.clear()
        self[key] = value
        self._take(rest)

    def popitem(self, last: bool = True) -> tuple[K, V]:
        if self.length == 0:
            raise KeyError("dictionary is empty")
        if last:
            return super().popitem()
        self._prepare()
        self.first = self._next(self.first)
        key = self.keys_at[self.first]
        return key, self._remove(self.first)

    def __repr__(self) -> str:
        if self.length == 0:
            return "OrderedDict()"
        if PAIRS_SHOWN:
            return f"OrderedDict({list(self.items())!r})"
        return f"OrderedDict({self._shown()})"

    def __eq__(self, other: dict[K, V]) -> bool:
        if not self._equals(other):
            return False
        ordered = isinstance(other, OrderedDict)
        return not ordered or list(self.keys()) == list(other.keys())

    def copy(self) -> OrderedDict[K, V]:
        result: OrderedDict[K, V] = OrderedDict()
        result._take(self)
        return result

    __copy__ = copy
