"""`set[T]` and `frozenset[T]`: keys without values. Iteration is in insertion order."""

from __future__ import annotations

from typing import Generic, TypeVar

from naja.lang import inline, overloads
from naja.runtime import errors
from naja.runtime.builder import Builder
from naja.runtime.iterators import CursorIterator
from naja.runtime.table import ENTRY, Table, spread

K = TypeVar("K")
I = TypeVar("I")  # noqa: E741


class Set(Table[K], Generic[K]):
    """The mutable set."""

    def __init__(self) -> None:
        """Empty; the first element makes the arrays."""

    def __str__(self) -> str:
        return self.__repr__()

    def __repr__(self) -> str:
        if self.length == 0:
            return "set()"
        return "{" + self._shown() + "}"

    def _shown(self) -> str:
        result = Builder(16)
        entry = self._next(0)
        while entry >= 0:
            if result.length > 0:
                result.add(", ")
            result.add(repr(self.keys_at[entry]))
            entry = self._next(entry + 1)
        return result.finish()

    def __iter__(self) -> CursorIterator[set[K], K]:
        return CursorIterator(self)

    @inline
    def _at(self, cursor: int) -> K:
        return self.keys_at[cursor & ENTRY]

    def __contains__(self, item: K) -> bool:
        return self._find(item, spread(hash(item))) >= 0

    def add(self, item: K) -> None:
        hashed = spread(hash(item))
        if self._find(item, hashed) < 0:
            capacity = self._room()
            if capacity > 0:
                self._rebuild(capacity)
            self._add(item, hashed)

    def discard(self, item: K) -> None:
        entry = self._find(item, spread(hash(item)))
        if entry >= 0:
            self._delete(entry)

    def remove(self, item: K) -> None:
        entry = self._find(item, spread(hash(item)))
        if entry < 0:
            raise errors.key_error(repr(item))
        self._delete(entry)

    def pop(self) -> K:
        if self.length == 0:
            raise errors.key_error("'pop from an empty set'")
        entry = self._last()
        item = self.keys_at[entry]
        self._delete(entry)
        return item

    def clear(self) -> None:
        self._empty()

    def _update_set(self, other: set[K]) -> None:
        entry = other._next(0)
        while entry >= 0:
            self.add(other.keys_at[entry])
            entry = other._next(entry + 1)

    def _update_items(self, items: I) -> None:
        for item in items:
            self.add(item)

    update = overloads(_update_set, _update_items)

    def copy(self) -> set[K]:
        result: set[K] = set()
        result._update_set(self)
        return result

    def _kept(self, other: set[K], wanted: bool) -> set[K]:
        """The elements that are in `other`, or that are not."""
        result: set[K] = set()
        entry = self._next(0)
        while entry >= 0:
            item = self.keys_at[entry]
            if (item in other) == wanted:
                result.add(item)
            entry = self._next(entry + 1)
        return result

    def __or__(self, other: set[K]) -> set[K]:
        result = self.copy()
        result._update_set(other)
        return result

    def __and__(self, other: set[K]) -> set[K]:
        return self._kept(other, True)

    def __sub__(self, other: set[K]) -> set[K]:
        return self._kept(other, False)

    def __xor__(self, other: set[K]) -> set[K]:
        result = self._kept(other, False)
        result._update_set(other._kept(self, False))
        return result

    def _keep(self, other: set[K], wanted: bool) -> None:
        """Drop the elements that are not in `other`, or that are."""
        entry = self._next(0)
        while entry >= 0:
            if (self.keys_at[entry] in other) != wanted:
                self._delete(entry)
            entry = self._next(entry + 1)

    def __ior__(self, other: set[K]) -> set[K]:
        self._update_set(other)
        return self

    def __iand__(self, other: set[K]) -> set[K]:
        self.intersection_update(other)
        return self

    def __isub__(self, other: set[K]) -> set[K]:
        self.difference_update(other)
        return self

    def __ixor__(self, other: set[K]) -> set[K]:
        self.symmetric_difference_update(other)
        return self

    def intersection_update(self, other: set[K]) -> None:
        self._prepare()
        self._keep(other, True)

    def difference_update(self, other: set[K]) -> None:
        self._prepare()
        self._keep(other.copy() if other is self else other, False)

    def symmetric_difference_update(self, other: set[K]) -> None:
        result = self ^ other
        self.clear()
        self._update_set(result)

    def union(self, other: set[K]) -> set[K]:
        return self | other

    def intersection(self, other: set[K]) -> set[K]:
        return self & other

    def difference(self, other: set[K]) -> set[K]:
        return self - other

    def symmetric_difference(self, other: set[K]) -> set[K]:
        return self ^ other

    def isdisjoint(self, other: set[K]) -> bool:
        return len(self & other) == 0

    def issubset(self, other: set[K]) -> bool:
        return self <= other

    def issuperset(self, other: set[K]) -> bool:
        return other <= self

    def __le__(self, other: set[K]) -> bool:
        return len(self - other) == 0

    def __lt__(self, other: set[K]) -> bool:
        return self.length < other.length and self <= other

    def __ge__(self, other: set[K]) -> bool:
        return other <= self

    def __gt__(self, other: set[K]) -> bool:
        return other < self

    def __eq__(self, other: set[K]) -> bool:
        return self.length == other.length and self <= other


class FrozenSet(Set[K], Generic[K]):
    """The set that does not change; compiled code offers its mutating methods to nobody."""

    def __repr__(self) -> str:
        if self.length == 0:
            return "frozenset()"
        return "frozenset({" + self._shown() + "})"

    def __hash__(self) -> int:
        total = self.length
        entry = self._next(0)
        while entry >= 0:
            total = total ^ hash(self.keys_at[entry])
            entry = self._next(entry + 1)
        return total
