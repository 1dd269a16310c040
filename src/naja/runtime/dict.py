"""`dict[K, V]`: keys with values, in insertion order."""

from __future__ import annotations

from typing import Generic, TypeVar

from naja.lang import apart, cold, inline, overloads, unsafe, warm
from naja.lang.unsafe import Ptr
from naja.runtime import errors
from naja.runtime.builder import Builder
from naja.runtime.iterators import CursorIterator
from naja.runtime.table import ENTRY, Table, spread

K = TypeVar("K")
V = TypeVar("V")
D = TypeVar("D")
I = TypeVar("I")  # noqa: E741


def from_keys(keys: I, value: V):
    """dict.fromkeys(keys, value)"""
    result = {}
    for key in keys:
        result[key] = value
    return result


def from_keys_alone(keys: I):
    """dict.fromkeys(keys): each has None, as a value of some type."""
    return from_keys(keys, nothing())


def nothing() -> int | None:
    return None


class Dict(Table[K], Generic[K, V]):
    """values_at: the values, parallel to the keys."""

    values_at: Ptr[V]

    _collects = "__setitem__"

    def __init__(self) -> None:
        """Empty; the first entry makes the arrays."""

    def __str__(self) -> str:
        return self.__repr__()

    def __repr__(self) -> str:
        return self._shown()

    def _shown(self) -> str:
        result = Builder(16)
        result.add("{")
        entry = self._next(0)
        while entry >= 0:
            if result.length > 1:
                result.add(", ")
            value = self.values_at[entry]
            result.add(repr(self.keys_at[entry]))
            result.add(": ")
            result.add(repr(value))
            entry = self._next(entry + 1)
        result.add("}")
        return result.finish()

    def __iter__(self) -> CursorIterator[dict[K, V], K]:
        return CursorIterator(self)

    @inline
    def _at(self, cursor: int) -> K:
        return self.keys_at[cursor & ENTRY]

    @warm
    def __contains__(self, key: K) -> bool:
        return self._find(key, spread(hash(key))) >= 0

    @warm
    def __getitem__(self, key: K) -> V:
        entry = self._find(key, spread(hash(key)))
        return self.values_at[entry] if entry >= 0 else self.__missing__(key)

    @cold
    def __missing__(self, key: K) -> V:
        """What `self[key]` is for a key that is not there."""
        raise errors.missing_key(key)

    @warm
    def __setitem__(self, key: K, value: V) -> None:
        hashed = spread(hash(key))
        entry = self._find(key, hashed)
        if entry < 0:
            entry = self._insert(key, hashed)
        self.values_at[entry] = value

    @apart
    def _insert(self, key: K, hashed: int) -> int:
        """A new entry whose value is to be set."""
        capacity = self._room()
        if capacity > 0:
            values = unsafe.allocate_array(V, capacity)
            count = 0
            for entry in range(self.used):
                if self.hashes[entry] != 0:
                    unsafe.fill(values, count, self.values_at[entry])
                    count += 1
            self._rebuild(capacity)
            self.values_at = values
        return self._add(key, hashed)

    @warm
    def _remove(self, entry: int) -> V:
        value = self.values_at[entry]
        unsafe.overwritten(self.values_at + entry, 1)
        unsafe.memset(self.values_at + entry, 0, unsafe.size_of(V))
        self._delete(entry)
        return value

    @warm
    def __delitem__(self, key: K) -> None:
        self.pop(key)

    @warm
    def _get(self, key: K) -> V | None:
        entry = self._find(key, spread(hash(key)))
        return self.values_at[entry] if entry >= 0 else None

    @warm
    def _get_or(self, key: K, default: V) -> V:
        entry = self._find(key, spread(hash(key)))
        return self.values_at[entry] if entry >= 0 else default

    @warm
    def _get_other(self, key: K, default: D) -> V | D:
        entry = self._find(key, spread(hash(key)))
        return self.values_at[entry] if entry >= 0 else default

    fromkeys = overloads(from_keys, from_keys_alone)

    get = overloads(_get, _get_or, _get_other)

    @warm
    def setdefault(self, key: K, default: V) -> V:
        hashed = spread(hash(key))
        entry = self._find(key, hashed)
        if entry < 0:
            entry = self._insert(key, hashed)
            self.values_at[entry] = default
        return self.values_at[entry]

    @warm
    def _pop(self, key: K) -> V:
        entry = self._find(key, spread(hash(key)))
        if entry < 0:
            raise errors.missing_key(key)
        return self._remove(entry)

    @warm
    def _pop_or(self, key: K, default: V) -> V:
        entry = self._find(key, spread(hash(key)))
        return self._remove(entry) if entry >= 0 else default

    @warm
    def _pop_other(self, key: K, default: D) -> V | D:
        entry = self._find(key, spread(hash(key)))
        return self._remove(entry) if entry >= 0 else default

    pop = overloads(_pop, _pop_or, _pop_other)

    @warm
    def popitem(self) -> tuple[K, V]:
        if self.length == 0:
            raise errors.key_error_saying("popitem(): dictionary is empty")
        entry = self._last()
        key = self.keys_at[entry]
        return key, self._remove(entry)

    @warm
    def _update_dict(self, other: dict[K, V]) -> None:
        self._take(other)

    def _update_pairs(self, pairs: I) -> None:
        for key, value in pairs:
            self[key] = value

    update = overloads(_update_dict, _update_pairs)

    @warm
    def _take(self, other: dict[K, V]) -> None:
        """All entries of another one."""
        if self.used == 0 and other.mask != 0 and other.used == other.length:
            self._copy_table(other)
            values = unsafe.allocate_array(V, other.capacity)
            unsafe.memcpy(values, other.values_at, other.used * unsafe.size_of(V))
            self.values_at = values
            self.length = other.length
            return
        entry = other._next(0)
        while entry >= 0:
            self[other.keys_at[entry]] = other.values_at[entry]
            entry = other._next(entry + 1)

    @warm
    def copy(self) -> dict[K, V]:
        result: dict[K, V] = {}
        result._take(self)
        return result

    def __or__(self, other: dict[K, V]) -> dict[K, V]:
        return self._merged(other)

    def _merged(self, other: dict[K, V]) -> dict[K, V]:
        result = self.copy()
        result.update(other)
        return result

    def __ior__(self, other: dict[K, V]) -> dict[K, V]:
        self.update(other)
        return self

    def clear(self) -> None:
        self._empty()
        self.values_at = Ptr[V](0)

    def __reversed__(self) -> CursorIterator[list[K], K]:
        return self.keys().__reversed__()

    def keys(self) -> DictKeys[K, V]:
        return DictKeys(self)

    def values(self) -> DictValues[K, V]:
        return DictValues(self)

    def items(self) -> DictItems[K, V]:
        return DictItems(self)

    def __eq__(self, other: dict[K, V]) -> bool:
        return self._equals(other)

    def _equals(self, other: dict[K, V]) -> bool:
        """The same keys with equal values, in any order."""
        if self.length != other.length:
            return False
        entry = self._next(0)
        while entry >= 0:
            key = self.keys_at[entry]
            value = self.values_at[entry]
            found = other._find(key, spread(hash(key)))
            if found < 0 or not unsafe.same(other.values_at[found], value):
                return False
            entry = self._next(entry + 1)
        return True


class DictKeys(Generic[K, V]):
    """dict.keys()"""

    source: dict[K, V]

    def __init__(self, source: dict[K, V]) -> None:
        self.source = source

    def __len__(self) -> int:
        return self.source.length

    def __repr__(self) -> str:
        result = Builder(16)
        result.add("dict_keys([")
        first = True
        for item in self:
            if not first:
                result.add(", ")
            first = False
            result.add(repr(item))
        result.add("])")
        return result.finish()

    def __reversed__(self) -> CursorIterator[list[K], K]:
        items = list(self)
        items.reverse()
        return CursorIterator(items)

    def _as_set(self) -> set[K]:
        return set(self)

    def __eq__(self, other: I) -> bool:
        return self._as_set() == set(other)

    def __le__(self, other: I) -> bool:
        return self._as_set() <= set(other)

    def __lt__(self, other: I) -> bool:
        return self._as_set() < set(other)

    def __ge__(self, other: I) -> bool:
        return self._as_set() >= set(other)

    def __gt__(self, other: I) -> bool:
        return self._as_set() > set(other)

    def __and__(self, other: I) -> set[K]:
        return self._as_set().intersection(other)

    def __or__(self, other: I) -> set[K]:
        return self._as_set().union(other)

    def __sub__(self, other: I) -> set[K]:
        return self._as_set().difference(other)

    def __xor__(self, other: I) -> set[K]:
        return self._as_set().symmetric_difference(other)

    def isdisjoint(self, other: I) -> bool:
        return self._as_set().isdisjoint(other)

    def __contains__(self, key: K) -> bool:
        return key in self.source

    def __iter__(self) -> CursorIterator[DictKeys[K, V], K]:
        return CursorIterator(self)

    @inline
    def _advance(self, cursor: int) -> int:
        return self.source._advance(cursor)

    @inline
    def _at(self, cursor: int) -> K:
        return self.source.keys_at[cursor & ENTRY]


class DictValues(Generic[K, V]):
    """dict.values()"""

    source: dict[K, V]

    def __init__(self, source: dict[K, V]) -> None:
        self.source = source

    def __len__(self) -> int:
        return self.source.length

    def __repr__(self) -> str:
        result = Builder(16)
        result.add("dict_values([")
        first = True
        for item in self:
            if not first:
                result.add(", ")
            first = False
            result.add(repr(item))
        result.add("])")
        return result.finish()

    def __reversed__(self) -> CursorIterator[list[V], V]:
        items = list(self)
        items.reverse()
        return CursorIterator(items)

    def __contains__(self, value: V) -> bool:
        entry = self.source._next(0)
        while entry >= 0:
            if unsafe.same(self.source.values_at[entry], value):
                return True
            entry = self.source._next(entry + 1)
        return False

    def __iter__(self) -> CursorIterator[DictValues[K, V], V]:
        return CursorIterator(self)

    @inline
    def _advance(self, cursor: int) -> int:
        return self.source._advance(cursor)

    @inline
    def _at(self, cursor: int) -> V:
        return self.source.values_at[cursor & ENTRY]


class DictItems(Generic[K, V]):
    """dict.items()"""

    source: dict[K, V]

    def __init__(self, source: dict[K, V]) -> None:
        self.source = source

    def __len__(self) -> int:
        return self.source.length

    def __contains__(self, item: tuple[K, V]) -> bool:
        entry = self.source._find(item[0], spread(hash(item[0])))
        return entry >= 0 and unsafe.same(self.source.values_at[entry], item[1])

    def __repr__(self) -> str:
        result = Builder(16)
        result.add("dict_items([")
        first = True
        for item in self:
            if not first:
                result.add(", ")
            first = False
            result.add(repr(item))
        result.add("])")
        return result.finish()

    def __reversed__(self) -> CursorIterator[list[tuple[K, V]], tuple[K, V]]:
        items = list(self)
        items.reverse()
        return CursorIterator(items)

    def _as_set(self) -> set[tuple[K, V]]:
        return set(self)

    def __eq__(self, other: I) -> bool:
        return self._as_set() == set(other)

    def __le__(self, other: I) -> bool:
        return self._as_set() <= set(other)

    def __lt__(self, other: I) -> bool:
        return self._as_set() < set(other)

    def __ge__(self, other: I) -> bool:
        return self._as_set() >= set(other)

    def __gt__(self, other: I) -> bool:
        return self._as_set() > set(other)

    def __and__(self, other: I) -> set[tuple[K, V]]:
        return self._as_set().intersection(other)

    def __or__(self, other: I) -> set[tuple[K, V]]:
        return self._as_set().union(other)

    def __sub__(self, other: I) -> set[tuple[K, V]]:
        return self._as_set().difference(other)

    def __xor__(self, other: I) -> set[tuple[K, V]]:
        return self._as_set().symmetric_difference(other)

    def isdisjoint(self, other: I) -> bool:
        return self._as_set().isdisjoint(other)

    def __iter__(self) -> CursorIterator[DictItems[K, V], tuple[K, V]]:
        return CursorIterator(self)

    @inline
    def _advance(self, cursor: int) -> int:
        return self.source._advance(cursor)

    @inline
    def _at(self, cursor: int) -> tuple[K, V]:
        return self.source.keys_at[cursor & ENTRY], self.source.values_at[cursor & ENTRY]
