"""`set[T]` and `frozenset[T]`. Where several sets or other iterables are taken, the result has the
order that CPython's has, which the order of its steps decides (see `settable`)."""

from __future__ import annotations

from typing import Generic, TypeVar

from naja.lang import i64, overloads, u64, warm
from naja.lang.unsafe import unchecked
from naja.runtime import errors
from naja.runtime.iterators import CursorIterator
from naja.runtime.settable import SetTable, original

K = TypeVar("K")
V = TypeVar("V")
I = TypeVar("I")  # noqa: E741
J = TypeVar("J")
H = TypeVar("H")

SHUFFLE1, SHUFFLE2 = u64(89869747), u64(3644798167)
LENGTH_FACTOR, FINAL_FACTOR, FINAL_TERM = u64(1927868237), u64(69069), u64(907133923)
MINUS_ONE, INSTEAD = u64((1 << 64) - 1), 590923713


def set_of(items: I):
    """Any iterable as a set."""
    return set(items)


class Set(SetTable[K], Generic[K]):
    """The mutable set."""

    _collects = "add"

    def __init__(self) -> None:
        """Empty; the first element makes the table."""

    def __str__(self) -> str:
        return self.__repr__()

    def __repr__(self) -> str:
        if self.length == 0:
            return "set()"
        return "{" + self._shown() + "}"

    def __iter__(self) -> CursorIterator[set[K], K]:
        return CursorIterator(self)

    def _as_constant(self, copied: bool) -> None:
        """Take the order that a display of constants has: CPython's compiler makes a frozenset of
        them, and another of that one's items, which a display that is not just looped over
        copies."""
        again: set[K] = set()
        again._update_items(self)
        if copied:
            self._empty()
            self._merge(again)
        else:
            self._take(again)

    @warm
    def add(self, item: K) -> None:
        self._enter(item, hash(item))

    @warm
    def discard(self, item: K) -> None:
        self._drop(item, hash(item))

    @warm
    def remove(self, item: K) -> None:
        if not self._drop(item, hash(item)):
            raise errors.missing_key(item)

    @warm
    def pop(self) -> K:
        if self.length == 0:
            raise errors.key_error_saying("pop from an empty set")
        self._prepare()
        slot = self._next(self.finger & self.mask)
        if slot < 0:
            slot = self._next(0)
        item = self.keys_at[slot]
        self._remove_slot(slot)
        self.finger = slot + 1
        return item

    def clear(self) -> None:
        self._empty()

    def _update_none(self) -> None:
        """update()"""

    @warm
    def _update_set(self, other: SetTable[K]) -> None:
        self._merge(other)

    def _update_dict(self, other: dict[K, V]) -> None:
        self._make_room(len(other))
        for item in other:
            self.add(item)

    @warm
    def _update_items(self, items: I) -> None:
        for item in items:
            self.add(item)

    def _update_two(self, one: I, two: J) -> None:
        self.update(one)
        self.update(two)

    def _update_three(self, one: I, two: J, three: H) -> None:
        self.update(one)
        self.update(two)
        self.update(three)

    def _update_many(self, *others: set[K]) -> None:
        for other in others:
            self._merge(other)

    update = overloads(
        _update_set,
        _update_dict,
        _update_items,
        _update_two,
        _update_three,
        _update_none,
        _update_many,
    )

    @warm
    def copy(self) -> set[K]:
        result: set[K] = set()
        result._merge(self)
        return result

    def __or__(self, other: SetTable[K]) -> set[K]:
        result = self.copy()
        result._merge(other)
        return result

    def __and__(self, other: SetTable[K]) -> set[K]:
        if other is self:
            return self.copy()
        result: set[K] = set()
        result._add_common(self, other)
        return result

    def __sub__(self, other: SetTable[K]) -> set[K]:
        result: set[K] = set()
        result._add_difference(self, other)
        return result

    def __xor__(self, other: SetTable[K]) -> set[K]:
        result: set[K] = set()
        result._merge(other)
        result._exchange(self)
        return result

    def __ior__(self, other: SetTable[K]) -> set[K]:
        self._merge(other)
        return self

    def __iand__(self, other: SetTable[K]) -> set[K]:
        self._take(self & other)
        return self

    def __isub__(self, other: SetTable[K]) -> set[K]:
        self.difference_update(other)
        return self

    def __ixor__(self, other: SetTable[K]) -> set[K]:
        self._exchange(other)
        return self

    def _intersection_none(self) -> set[K]:
        return self.copy()

    def _intersection_set(self, other: SetTable[K]) -> set[K]:
        return self & other

    def _intersection_items(self, items: I) -> set[K]:
        result: set[K] = set()
        for item in items:
            if item in self:
                result.add(item)
        return result

    def _intersection_two(self, one: I, two: J) -> set[K]:
        return self.intersection(one).intersection(two)

    def _intersection_many(self, *others: set[K]) -> set[K]:
        result = self.copy()
        for other in others:
            result = result & other
        return result

    intersection = overloads(
        _intersection_set,
        _intersection_items,
        _intersection_two,
        _intersection_none,
        _intersection_many,
    )

    def intersection_update(self, other: I) -> None:
        self._take(self.intersection(other))

    def _difference_none(self) -> set[K]:
        return self.copy()

    def _difference_set(self, other: SetTable[K]) -> set[K]:
        return self - other

    def _difference_items(self, items: I) -> set[K]:
        result = self.copy()
        result.difference_update(items)
        return result

    def _difference_two(self, one: I, two: J) -> set[K]:
        result = self.difference(one)
        result.difference_update(two)
        return result

    def _difference_many(self, *others: set[K]) -> set[K]:
        result = self.copy()
        for other in others:
            result.difference_update(other)
        return result

    difference = overloads(
        _difference_set, _difference_items, _difference_two, _difference_none, _difference_many
    )

    def _difference_update_set(self, other: SetTable[K]) -> None:
        if other.length >> 3 > self.length:
            common: set[K] = set()
            common._add_common(self, other)
            self._subtract(common)
        else:
            self._subtract(other)

    def _difference_update_items(self, items: I) -> None:
        for item in items:
            self.discard(item)
        self._tidy()

    difference_update = overloads(_difference_update_set, _difference_update_items)

    def _union_none(self) -> set[K]:
        return self.copy()

    def _union_one(self, other: I) -> set[K]:
        result = self.copy()
        result.update(other)
        return result

    def _union_two(self, one: I, two: J) -> set[K]:
        result = self.copy()
        result.update(one, two)
        return result

    def _union_many(self, *others: set[K]) -> set[K]:
        result = self.copy()
        for other in others:
            result._merge(other)
        return result

    union = overloads(_union_one, _union_two, _union_none, _union_many)

    def _symmetric_set(self, other: SetTable[K]) -> set[K]:
        return self ^ other

    def _symmetric_items(self, items: I) -> set[K]:
        return self ^ set_of(items)

    symmetric_difference = overloads(_symmetric_set, _symmetric_items)

    def _symmetric_update_set(self, other: SetTable[K]) -> None:
        self._exchange(other)

    def _symmetric_update_items(self, items: I) -> None:
        self._exchange(set_of(items))

    symmetric_difference_update = overloads(_symmetric_update_set, _symmetric_update_items)


class FrozenSet(SetTable[K], Generic[K]):
    """The set that does not change."""

    def __init__(self) -> None:
        """Empty; what makes it fills it."""

    def __str__(self) -> str:
        return self.__repr__()

    def __repr__(self) -> str:
        if self.length == 0:
            return "frozenset()"
        return "frozenset({" + self._shown() + "})"

    def __iter__(self) -> CursorIterator[frozenset[K], K]:
        return CursorIterator(self)

    @unchecked
    def __hash__(self) -> int:
        """CPython's number."""
        total = u64(0)
        slot = self._next(0)
        while slot >= 0:
            word = u64.wrap(original(self.hashes[slot]))
            total = total ^ ((word ^ SHUFFLE1 ^ (word << 16)) * SHUFFLE2)
            slot = self._next(slot + 1)
        total = total ^ (u64.wrap(self.length + 1) * LENGTH_FACTOR)
        total = total ^ ((total >> 11) ^ (total >> 25))
        total = total * FINAL_FACTOR + FINAL_TERM
        return INSTEAD if total == MINUS_ONE else i64.wrap(total)

    def copy(self) -> frozenset[K]:
        return self

    def _include(self, item: K) -> None:
        """For what makes it."""
        self._enter(item, hash(item))

    def _merged(self, one: SetTable[K], other: SetTable[K]) -> None:
        self._merge(one)
        self._merge(other)

    def __or__(self, other: SetTable[K]) -> frozenset[K]:
        result: frozenset[K] = frozenset()
        result._merged(self, other)
        return result

    def __and__(self, other: SetTable[K]) -> frozenset[K]:
        if other is self:
            return self
        result: frozenset[K] = frozenset()
        result._add_common(self, other)
        return result

    def __sub__(self, other: SetTable[K]) -> frozenset[K]:
        result: frozenset[K] = frozenset()
        result._add_difference(self, other)
        return result

    def __xor__(self, other: SetTable[K]) -> frozenset[K]:
        result: frozenset[K] = frozenset()
        result._merge(other)
        result._exchange(self)
        return result

    def _union_set(self, other: SetTable[K]) -> frozenset[K]:
        return self | other

    def _union_items(self, items: I) -> frozenset[K]:
        result: frozenset[K] = frozenset()
        result._merge(self)
        for item in items:
            result._enter(item, hash(item))
        return result

    union = overloads(_union_set, _union_items)

    def _intersection_set(self, other: SetTable[K]) -> frozenset[K]:
        return self & other

    def _intersection_items(self, items: I) -> frozenset[K]:
        result: frozenset[K] = frozenset()
        for item in items:
            if item in self:
                result._enter(item, hash(item))
        return result

    intersection = overloads(_intersection_set, _intersection_items)

    def _difference_set(self, other: SetTable[K]) -> frozenset[K]:
        return self - other

    def _difference_items(self, items: I) -> frozenset[K]:
        result: frozenset[K] = frozenset()
        result._merge(self)
        for item in items:
            result._drop(item, hash(item))
        result._tidy()
        return result

    difference = overloads(_difference_set, _difference_items)

    def _symmetric_set(self, other: SetTable[K]) -> frozenset[K]:
        return self ^ other

    def _symmetric_items(self, items: I) -> frozenset[K]:
        return self ^ set_of(items)

    symmetric_difference = overloads(_symmetric_set, _symmetric_items)
