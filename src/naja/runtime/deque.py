"""`collections.deque[T]`: a ring of elements, cheap at both ends."""

from __future__ import annotations

import collections
from typing import Generic, TypeVar

from naja.lang import inline, overloads, unsafe
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import errors, slices
from naja.runtime.builder import Builder
from naja.runtime.iterators import CursorIterator

T = TypeVar("T")
I = TypeVar("I")  # noqa: E741
MOST = (1 << 63) - 1
INDEX = (1 << 32) - 1
CHANGES = (1 << 31) - 1
SMALLEST = 8
NOT_THERE = errors.said(lambda: collections.deque[int]().remove(0))
REMOVE_SHOWS = NOT_THERE.startswith("0")


class deque(Generic[T]):
    """length: elements in the ring `items` of `capacity` places (a power of two), from `head` on.
    limit: the greatest length plus one; 0 without one. changes: how often it was changed."""

    length: int
    capacity: int
    head: int
    limit: int
    changes: int
    items: Ptr[T]

    _collects = "append"

    def _start(self, maxlen: int | None = None) -> None:
        if maxlen is not None:
            if maxlen < 0:
                raise errors.value_error("maxlen must be non-negative")
            self.limit = maxlen + 1

    def _start_with(self, iterable: I, maxlen: int | None = None) -> None:
        self._start(maxlen)
        self.extend(iterable)

    __init__ = overloads(_start, _start_with)

    @property
    def maxlen(self) -> int | None:
        """The length that it never passes."""
        return self.limit - 1 if self.limit > 0 else None

    def __len__(self) -> int:
        return self.length

    def __bool__(self) -> bool:
        return self.length != 0

    def __str__(self) -> str:
        return self.__repr__()

    def __repr__(self) -> str:
        result = Builder(16)
        result.add("deque([")
        index = 0
        while index < self.length:
            if index > 0:
                result.add(", ")
            result.add(repr(self._at(index)))
            index += 1
        if self.limit > 0:
            result.add("], maxlen=")
            result.add(str(self.limit - 1))
            result.add(")")
        else:
            result.add("])")
        return result.finish()

    def __iter__(self) -> CursorIterator[deque[T], T]:
        return CursorIterator(self)

    @unchecked
    def _advance(self, cursor: int) -> int:
        """A cursor is an index, and above its 32 bits how often the deque had been changed."""
        index = cursor & INDEX
        changes = self.changes & CHANGES
        if index != 0 and cursor >> 32 != changes:
            raise errors.runtime_error("deque mutated during iteration")
        return index | changes << 32 if index < self.length else -1

    @inline
    @unchecked
    def _at(self, cursor: int) -> T:
        return self.items[(self.head + (cursor & INDEX)) & (self.capacity - 1)]

    @inline
    @unchecked
    def _place(self, index: int) -> int:
        """Where the element of an index in range stands in the ring."""
        return (self.head + index) & (self.capacity - 1)

    def _checked(self, index: int) -> int:
        at = index if index >= 0 else index + self.length
        if at < 0 or at >= self.length:
            raise errors.index_error("deque index out of range")
        return at

    def __getitem__(self, index: int) -> T:
        return self.items[self._place(self._checked(index))]

    def __setitem__(self, index: int, value: T) -> None:
        self.items[self._place(self._checked(index))] = value

    def _reserve(self, needed: int) -> None:
        """Make the ring hold `needed` elements."""
        if needed <= self.capacity:
            return
        capacity = SMALLEST
        while capacity < needed:
            capacity *= 2
        larger = unsafe.allocate_array(T, capacity)
        size = unsafe.size_of(T)
        first = self.capacity - self.head
        if first > self.length:
            first = self.length
        unsafe.memcpy(larger, self.items + self.head, first * size)
        unsafe.memcpy(larger + first, self.items, (self.length - first) * size)
        self.items = larger
        self.capacity = capacity
        self.head = 0

    def append(self, item: T) -> None:
        if self.limit > 0 and self.length >= self.limit - 1:
            if self.limit == 1:
                return
            self.popleft()
        if self.length == self.capacity:
            self._reserve(self.length + 1)
        self.items[self._place(self.length)] = item
        self.length += 1
        self.changes += 1

    def appendleft(self, item: T) -> None:
        if self.limit > 0 and self.length >= self.limit - 1:
            if self.limit == 1:
                return
            self.pop()
        if self.length == self.capacity:
            self._reserve(self.length + 1)
        self.head = (self.head - 1) & (self.capacity - 1)
        self.items[self.head] = item
        self.length += 1
        self.changes += 1

    def pop(self) -> T:
        if self.length == 0:
            raise errors.index_error("pop from an empty deque")
        self.length -= 1
        self.changes += 1
        at = self._place(self.length)
        item = self.items[at]
        unsafe.memset(self.items + at, 0, unsafe.size_of(T))
        return item

    def popleft(self) -> T:
        if self.length == 0:
            raise errors.index_error("pop from an empty deque")
        at = self.head
        item = self.items[at]
        unsafe.memset(self.items + at, 0, unsafe.size_of(T))
        self.head = (at + 1) & (self.capacity - 1)
        self.length -= 1
        self.changes += 1
        return item

    def _extend_deque(self, iterable: deque[T]) -> None:
        if iterable is self:
            iterable = self.copy()
        for item in iterable:
            self.append(item)

    def _extend_items(self, iterable: I) -> None:
        for item in iterable:
            self.append(item)

    extend = overloads(_extend_deque, _extend_items)

    def _extendleft_deque(self, iterable: deque[T]) -> None:
        if iterable is self:
            iterable = self.copy()
        for item in iterable:
            self.appendleft(item)

    def _extendleft_items(self, iterable: I) -> None:
        for item in iterable:
            self.appendleft(item)

    extendleft = overloads(_extendleft_deque, _extendleft_items)

    def rotate(self, n: int = 1) -> None:
        if self.length < 2:
            return
        steps = n % self.length
        for _ in range(steps):
            self.appendleft(self.pop())

    def clear(self) -> None:
        self.length = 0
        self.capacity = 0
        self.head = 0
        self.changes += 1
        self.items = Ptr[T](0)

    def copy(self) -> deque[T]:
        result: deque[T] = deque()
        result.limit = self.limit
        for item in self:
            result.append(item)
        return result

    __copy__ = copy

    def reverse(self) -> None:
        last = self.length - 1
        for index in range(self.length >> 1):
            item = self[index]
            self[index] = self[last - index]
            self[last - index] = item

    def _find(self, item: T, start: int, stop: int) -> int:
        changes = self.changes
        index = start
        while index < stop:
            if unsafe.same(self._at(index), item):
                return index
            if self.changes != changes:
                raise errors.runtime_error("deque mutated during iteration")
            index += 1
        return -1

    def __contains__(self, item: T) -> bool:
        return self._find(item, 0, self.length) >= 0

    def index(self, item: T, start: int = 0, stop: int = MOST) -> int:
        first = slices.clamp(start, self.length)
        at = self._find(item, first, slices.clamp(stop, self.length))
        if at < 0:
            raise errors.value_error(repr(item) + " is not in deque")
        return at

    def count(self, item: T) -> int:
        total = 0
        for other in self:
            if unsafe.same(other, item):
                total += 1
        return total

    def remove(self, item: T) -> None:
        at = self._find(item, 0, self.length)
        if at < 0:
            shown = repr(item) + " is not in deque" if REMOVE_SHOWS else NOT_THERE
            raise errors.value_error(shown)
        self._cut(at)

    def __delitem__(self, index: int) -> None:
        self._cut(self._checked(index))

    def _cut(self, at: int) -> None:
        """Take the element at an index out; what stands behind it moves forward."""
        for index in range(at, self.length - 1):
            self.items[self._place(index)] = self.items[self._place(index + 1)]
        self.pop()

    def insert(self, index: int, item: T) -> None:
        if self.limit > 0 and self.length >= self.limit - 1:
            raise errors.index_error("deque already at its maximum size")
        at = slices.clamp(index, self.length)
        self.append(item)
        for place in range(self.length - 1, at, -1):
            self.items[self._place(place)] = self.items[self._place(place - 1)]
        self.items[self._place(at)] = item

    def __add__(self, other: deque[T]) -> deque[T]:
        result = self.copy()
        result.extend(other)
        return result

    def __iadd__(self, other: I) -> deque[T]:
        self.extend(other)
        return self

    def __mul__(self, count: int) -> deque[T]:
        result: deque[T] = deque()
        result.limit = self.limit
        for _ in range(count):
            for item in self:
                result.append(item)
        return result

    def __rmul__(self, count: int) -> deque[T]:
        return self * count

    def __imul__(self, count: int) -> deque[T]:
        once = self.copy()
        if count <= 0:
            self.clear()
        for _ in range(count - 1):
            self.extend(once)
        return self

    def __eq__(self, other: deque[T]) -> bool:
        return self.length == other.length and self._differs(other) == self.length

    def __lt__(self, other: deque[T]) -> bool:
        at = self._differs(other)
        if at < self.length and at < other.length:
            return self._at(at) < other._at(at)
        return self.length < other.length

    def __le__(self, other: deque[T]) -> bool:
        at = self._differs(other)
        if at < self.length and at < other.length:
            return self._at(at) <= other._at(at)
        return self.length <= other.length

    def __gt__(self, other: deque[T]) -> bool:
        at = self._differs(other)
        if at < self.length and at < other.length:
            return self._at(at) > other._at(at)
        return self.length > other.length

    def __ge__(self, other: deque[T]) -> bool:
        at = self._differs(other)
        if at < self.length and at < other.length:
            return self._at(at) >= other._at(at)
        return self.length >= other.length

    def _differs(self, other: deque[T]) -> int:
        """The first index at which the items are not the same; where there is none, the length of
        the shorter."""
        index = 0
        while index < self.length and index < other.length:
            if not unsafe.same(self._at(index), other._at(index)):
                return index
            index += 1
        return index
