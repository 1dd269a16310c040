"""`tuple[T, ...]`: a tuple of any length as an object. Tuples of known length are values and need
no class.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from naja.lang import inline, overloads, u64, unsafe, warm
from naja.lang.unsafe import Count, Ptr, unchecked
from naja.runtime import errors, slices
from naja.runtime.builder import Builder
from naja.runtime.hash import TUPLE_START, hash_combine, hash_end
from naja.runtime.iterators import CursorIterator

T = TypeVar("T")
MOST = (1 << 63) - 1


@warm
def of_list(source: list[T]) -> tuple[T, ...]:
    """tuple(list)"""
    return copied(source.items, source.length)


def of_tuple(source: tuple[T, ...]) -> tuple[T, ...]:
    """tuple(tuple)"""
    return source


@warm
def copied(source: Ptr[T], length: int) -> tuple[T, ...]:
    """A tuple of elements that stand in memory there."""
    result = unsafe.allocate_object(VarTuple[T])
    result.items = unsafe.allocate_array(T, length)
    result.length = length
    unsafe.memcpy(result.items, source, length * unsafe.size_of(T))
    return result


class VarTuple(Generic[T]):
    """length: elements in the array `items`."""

    length: Count
    items: Ptr[T]

    _new = overloads(of_list, of_tuple)

    def __len__(self) -> int:
        return self.length

    def __bool__(self) -> bool:
        return self.length != 0

    def __str__(self) -> str:
        return self.__repr__()

    def __repr__(self) -> str:
        result = Builder(16)
        result.add("(")
        for index in range(self.length):
            if index > 0:
                result.add(", ")
            result.add(repr(self.items[index]))
        result.add(",)" if self.length == 1 else ")")
        return result.finish()

    def __hash__(self) -> int:
        total = TUPLE_START
        for index in range(self.length):
            total = hash_combine(total, hash(self.items[index]))
        return hash_end(total, self.length)

    def __iter__(self) -> CursorIterator[tuple[T, ...], T]:
        return CursorIterator(self)

    @inline
    def _advance(self, cursor: int) -> int:
        return cursor if cursor < self.length else -1

    @inline
    def _at(self, cursor: int) -> T:
        return self.items[cursor]

    @inline
    @unchecked
    def __getitem__(self, index: int) -> T:
        at = index if index >= 0 else index + self.length
        if u64.wrap(at) >= u64.wrap(self.length):
            raise errors.index_error("tuple index out of range")
        return self.items[at]

    def __getslice__(self, start: int, stop: int) -> tuple[T, ...]:
        start = slices.clamp(start, self.length)
        stop = slices.clamp(stop, self.length)
        return copied(self.items + start, stop - start if stop > start else 0)

    def __getslice_step__(self, start: int | None, stop: int | None, step: int) -> tuple[T, ...]:
        begin = slices.first(start, step, self.length)
        count = slices.count(begin, stop, step, self.length)
        chosen: list[T] = []
        for index in range(count):
            chosen.append(self.items[begin + index * step])
        return copied(chosen.items, count)

    def __add__(self, other: tuple[T, ...]) -> tuple[T, ...]:
        joined: list[T] = []
        for index in range(self.length):
            joined.append(self.items[index])
        for index in range(other.length):
            joined.append(other.items[index])
        return copied(joined.items, joined.length)

    def __mul__(self, count: int) -> tuple[T, ...]:
        joined: list[T] = []
        for _ in range(count):
            for index in range(self.length):
                joined.append(self.items[index])
        return copied(joined.items, joined.length)

    def __rmul__(self, count: int) -> tuple[T, ...]:
        return self * count

    def __contains__(self, item: T) -> bool:
        return self._find(item, 0, self.length) >= 0

    def _find(self, item: T, start: int, stop: int) -> int:
        for index in range(start, stop):
            if unsafe.same(self.items[index], item):
                return index
        return -1

    def index(self, item: T, start: int = 0, stop: int = MOST) -> int:
        start = slices.clamp(start, self.length)
        at = self._find(item, start, slices.clamp(stop, self.length))
        if at < 0:
            raise errors.value_error("tuple.index(x): x not in tuple")
        return at

    def count(self, item: T) -> int:
        total = 0
        for index in range(self.length):
            if unsafe.same(self.items[index], item):
                total += 1
        return total

    def __eq__(self, other: tuple[T, ...]) -> bool:
        if self.length != other.length:
            return False
        for index in range(self.length):
            if not unsafe.same(self.items[index], other.items[index]):
                return False
        return True

    def __lt__(self, other: tuple[T, ...]) -> bool:
        at = self._differs(other)
        if at < self.length and at < other.length:
            return self.items[at] < other.items[at]
        return self.length < other.length

    def __le__(self, other: tuple[T, ...]) -> bool:
        at = self._differs(other)
        if at < self.length and at < other.length:
            return self.items[at] <= other.items[at]
        return self.length <= other.length

    def __gt__(self, other: tuple[T, ...]) -> bool:
        at = self._differs(other)
        if at < self.length and at < other.length:
            return self.items[at] > other.items[at]
        return self.length > other.length

    def __ge__(self, other: tuple[T, ...]) -> bool:
        at = self._differs(other)
        if at < self.length and at < other.length:
            return self.items[at] >= other.items[at]
        return self.length >= other.length

    def _differs(self, other: tuple[T, ...]) -> int:
        """The first index at which the items are not the same; where there is none, the length of
        the shorter."""
        index = 0
        while index < self.length and index < other.length:
            if not unsafe.same(self.items[index], other.items[index]):
                return index
            index += 1
        return index
