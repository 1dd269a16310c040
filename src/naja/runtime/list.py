"""`list[T]`: a growing array of elements.

Comparing, showing and ordering elements may run code of the program, which may change the list:
such loops look at the length again each time, and never keep the array's address.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from naja.lang import apart, inline, overloads, u64, unsafe, warm
from naja.lang.unsafe import Count, Ptr, unchecked
from naja.runtime import errors, slices, sorting, timsort
from naja.runtime.builder import Builder
from naja.runtime.iterators import CursorIterator

T = TypeVar("T")
K = TypeVar("K")
I = TypeVar("I")  # noqa: E741
MOST = (1 << 63) - 1
FEW = 64
"""Up to that length a growing list doubles."""
FORESEEN = 1 << 16
"""Room for so many items is made before a comprehension makes the first."""
MODIFIED = "list modified during sort"


class List(Generic[T]):
    """length: elements in use of the array `items`, which says in front of them how many it holds.

    So a list takes no more than 16 bytes: a column of a matrix of lists fits the cache longer."""

    length: Count
    items: Ptr[T]

    _collects = "append"

    def __init__(self) -> None:
        """Empty; the first element makes the array."""

    def __len__(self) -> int:
        return self.length

    def __bool__(self) -> bool:
        return self.length != 0

    def __str__(self) -> str:
        return self.__repr__()

    def __repr__(self) -> str:
        result = Builder(16)
        result.add("[")
        index = 0
        while index < self.length:
            if index > 0:
                result.add(", ")
            result.add(repr(self.items[index]))
            index += 1
        result.add("]")
        return result.finish()

    def __iter__(self) -> CursorIterator[list[T], T]:
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
        at = index
        if unsafe.unlikely(u64.wrap(index) >= u64.wrap(self.length)):
            at = index + self.length
            if u64.wrap(at) >= u64.wrap(self.length):
                raise errors.index_error("list index out of range")
        return self.items[at]

    @inline
    @unchecked
    def __setitem__(self, index: int, value: T) -> None:
        at = index
        if unsafe.unlikely(u64.wrap(index) >= u64.wrap(self.length)):
            at = index + self.length
            if u64.wrap(at) >= u64.wrap(self.length):
                raise errors.index_error("list assignment index out of range")
        self.items[at] = value

    def __delitem__(self, index: int) -> None:
        if index < 0:
            index += self.length
        if index < 0 or index >= self.length:
            raise errors.index_error("list assignment index out of range")
        self._resize_gap(index, 1, 0)

    @apart
    @unchecked
    def _reserve(self, needed: int) -> None:
        """Make the array hold `needed` elements."""
        if needed <= self._capacity():
            return
        capacity = needed + (needed >> 1)
        if needed < FEW:
            capacity = needed * 2 if needed > 4 else 8 if self._capacity() > 0 else 4
        self._move(capacity)

    @inline
    @unchecked
    def _capacity(self) -> int:
        """How many elements the array holds."""
        return 0 if self.items.address == 0 else self.items.cast(int)[-1]

    @warm
    def _reserve_exactly(self, needed: int) -> None:
        """Make the array hold `needed` elements, of a list that is not expected to grow."""
        if needed > self._capacity():
            self._move(needed)

    @warm
    def _expect(self, count: int) -> None:
        """Room for what a comprehension is going to append; of very many, it may yet raise."""
        if 0 < count <= FORESEEN:
            self._reserve_exactly(count)

    @warm
    def _move(self, capacity: int) -> None:
        """Let the elements lie in a larger array."""
        larger = unsafe.allocate_array(T, capacity)
        unsafe.memcpy(larger, self.items, self.length * unsafe.size_of(T))
        self.items = larger

    @warm
    def _resize_gap(self, start: int, old: int, new: int) -> None:
        """Make the `old` elements at `start` `new` ones; what they hold is to be filled."""
        size = unsafe.size_of(T)
        rest = self.length - start - old
        self._reserve(self.length - old + new)
        source = self.items + (start + old)
        unsafe.overwritten(self.items + start, self.length - start)
        unsafe.memmove(self.items + (start + new), source, rest * size)
        length = self.length
        self.length = length - old + new
        if new < old:
            unsafe.memset(self.items + self.length, 0, (old - new) * size)

    @warm
    @unchecked
    def append(self, item: T) -> None:
        if self.length == 0 or self.length == self.items.cast(int)[-1]:
            self._reserve(self.length + 1)
        unsafe.fill(self.items, self.length, item)
        self.length += 1

    @warm
    def _extend_list(self, other: list[T]) -> None:
        count = other.length
        self._reserve(self.length + count)
        unsafe.memcpy(self.items + self.length, other.items, count * unsafe.size_of(T))
        self.length += count

    @warm
    def _extend_items(self, items: I) -> None:
        for item in items:
            self.append(item)

    extend = overloads(_extend_list, _extend_items)

    def __iadd__(self, other: list[T]) -> list[T]:
        self._extend_list(other)
        return self

    @warm
    def __add__(self, other: list[T]) -> list[T]:
        result: list[T] = []
        result._reserve_exactly(self.length + other.length)
        size = unsafe.size_of(T)
        unsafe.memcpy(result.items, self.items, self.length * size)
        unsafe.memcpy(result.items + self.length, other.items, other.length * size)
        result.length = self.length + other.length
        return result

    @warm
    def __mul__(self, count: int) -> list[T]:
        result: list[T] = []
        if count > 0:
            result._extend_list(self)
            result._repeat(count)
        return result

    def __imul__(self, count: int) -> list[T]:
        if count <= 0:
            self.clear()
        else:
            self._repeat(count)
        return self

    @warm
    def _repeat(self, count: int) -> None:
        """Append the elements until they are there so many times: ever more of them at a time."""
        total = self.length * count
        self._reserve_exactly(total)
        while self.length < total:
            more = self.length if self.length <= total - self.length else total - self.length
            size = more * unsafe.size_of(T)
            unsafe.memcpy(self.items + self.length, self.items, size)
            self.length += more

    def __rmul__(self, count: int) -> list[T]:
        return self * count

    @warm
    def __getslice__(self, start: int, stop: int) -> list[T]:
        start = slices.clamp(start, self.length)
        stop = slices.clamp(stop, self.length)
        result: list[T] = []
        if stop > start:
            result._reserve_exactly(stop - start)
            size = (stop - start) * unsafe.size_of(T)
            unsafe.memcpy(result.items, self.items + start, size)
            result.length = stop - start
        return result

    def __getslice_step__(self, start: int | None, stop: int | None, step: int) -> list[T]:
        begin = slices.first(start, step, self.length)
        count = slices.count(begin, stop, step, self.length)
        result: list[T] = []
        result._reserve_exactly(count)
        for index in range(count):
            unsafe.fill(result.items, index, self.items[begin + index * step])
        result.length = count
        return result

    @warm
    def __setslice__(self, start: int, stop: int, values: list[T]) -> None:
        start = slices.clamp(start, self.length)
        stop = slices.clamp(stop, self.length)
        if stop < start:
            stop = start
        source = values.copy() if values is self else values
        self._resize_gap(start, stop - start, source.length)
        size = source.length * unsafe.size_of(T)
        unsafe.overwritten(self.items + start, source.length)
        unsafe.memcpy(self.items + start, source.items, size)

    def __setslice_step__(
        self, start: int | None, stop: int | None, step: int, values: list[T]
    ) -> None:
        if step == 1:
            first, last = slices.plain(start, stop, self.length)
            self.__setslice__(first, last, values)
            return
        begin = slices.first(start, step, self.length)
        count = slices.count(begin, stop, step, self.length)
        if values.length != count:
            raise errors.value_error(
                f"attempt to assign sequence of size {values.length}"
                f" to extended slice of size {count}"
            )
        source = values.copy() if values is self else values
        for index in range(count):
            self.items[begin + index * step] = source.items[index]

    def __delslice_step__(self, start: int | None, stop: int | None, step: int) -> None:
        begin = slices.first(start, step, self.length)
        count = slices.count(begin, stop, step, self.length)
        if count == 0:
            return
        if step < 0:
            begin += (count - 1) * step
            step = -step
        kept = begin
        for index in range(begin, self.length):
            offset = index - begin
            if offset % step != 0 or offset // step >= count:
                self.items[kept] = self.items[index]
                kept += 1
        self._resize_gap(kept, self.length - kept, 0)

    @warm
    def __delslice__(self, start: int, stop: int) -> None:
        start = slices.clamp(start, self.length)
        stop = slices.clamp(stop, self.length)
        if stop > start:
            self._resize_gap(start, stop - start, 0)

    @warm
    def insert(self, index: int, item: T) -> None:
        index = slices.clamp(index, self.length)
        self._resize_gap(index, 0, 1)
        self.items[index] = item

    @warm
    def pop(self, index: int = -1) -> T:
        if self.length == 0:
            raise errors.index_error("pop from empty list")
        if index < 0:
            index += self.length
        if index < 0 or index >= self.length:
            raise errors.index_error("pop index out of range")
        item = self.items[index]
        if index == self.length - 1:
            self._drop_last()
        else:
            self._resize_gap(index, 1, 0)
        return item

    @inline
    @unchecked
    def _drop_last(self) -> None:
        """Forget the last element of a list that is not empty."""
        last = self.length - 1
        unsafe.overwritten(self.items + last, 1)
        unsafe.memset(self.items + last, 0, unsafe.size_of(T))
        self.length = last

    @warm
    def _find(self, item: T, start: int, stop: int) -> int:
        index = start
        while index < stop and index < self.length:
            if unsafe.same(self.items[index], item):
                return index
            index += 1
        return -1

    @warm
    def remove(self, item: T) -> None:
        at = self._find(item, 0, self.length)
        if at < 0:
            raise errors.value_error("list.remove(x): x not in list")
        self._resize_gap(at, 1, 0)

    def index(self, item: T, start: int = 0, stop: int = MOST) -> int:
        start = slices.clamp(start, self.length)
        at = self._find(item, start, slices.clamp(stop, self.length))
        if at < 0:
            raise errors.value_error(repr(item) + " is not in list")
        return at

    @warm
    def __contains__(self, item: T) -> bool:
        return self._find(item, 0, self.length) >= 0

    def count(self, item: T) -> int:
        total = 0
        index = 0
        while index < self.length:
            if unsafe.same(self.items[index], item):
                total += 1
            index += 1
        return total

    @warm
    def reverse(self) -> None:
        last = self.length - 1
        for index in range(self.length >> 1):
            item = self.items[index]
            self.items[index] = self.items[last - index]
            self.items[last - index] = item

    @warm
    def copy(self) -> list[T]:
        return self.__getslice__(0, self.length)

    def clear(self) -> None:
        self.length = 0
        self.items = Ptr[T](0)

    def _sort_plain(self, reverse: bool = False) -> None:
        if unsafe.total_order(T):
            sorting.sort(self.items, self.length, reverse)
        else:
            taken = self._take()
            try:
                taken._arrange(taken._order(reverse))
            except BaseException:
                self._put_back(taken)
                raise
            if self._put_back(taken):
                raise errors.value_error(MODIFIED)

    @warm
    def _sort_by_key(self, key: Callable[[T], K], reverse: bool = False) -> None:
        taken = self._take()
        try:
            keys: list[K] = []
            for index in range(taken.length):
                keys.append(key(taken.items[index]))
            taken._arrange(keys._order(reverse))
        except BaseException:
            self._put_back(taken)
            raise
        if self._put_back(taken):
            raise errors.value_error(MODIFIED)

    def _order(self, reverse: bool) -> Ptr[int]:
        """The indices of the elements in sorted order."""
        if unsafe.total_order(T):
            return sorting.order(self.items, self.length, reverse)
        return timsort.order(self.items, self.length, reverse)

    def _arrange(self, order: Ptr[int]) -> None:
        """Put the elements in an order of their indices."""
        items = unsafe.allocate_array(T, self.length)
        for index in range(self.length):
            unsafe.fill(items, index, self.items[order[index]])
        self.items = items

    def _take(self) -> list[T]:
        """All elements, which are not here while code of the program may look, as in CPython."""
        taken: list[T] = []
        self._put_to(taken)
        self.clear()
        return taken

    def _put_to(self, other: list[T]) -> None:
        other.items = self.items
        other.length = self.length

    def _put_back(self, taken: list[T]) -> bool:
        """Whether something was put here meanwhile; it is gone then."""
        changed = self.items.address != 0
        taken._put_to(self)
        return changed

    sort = overloads(_sort_plain, _sort_by_key)

    @warm
    def __eq__(self, other: list[T]) -> bool:
        if self.length != other.length:
            return False
        index = 0
        while index < self.length and index < other.length:
            if not unsafe.same(self.items[index], other.items[index]):
                return False
            index += 1
        return self.length == other.length

    def __lt__(self, other: list[T]) -> bool:
        at = self._differs(other)
        if at < self.length and at < other.length:
            return self.items[at] < other.items[at]
        return self.length < other.length

    def __le__(self, other: list[T]) -> bool:
        at = self._differs(other)
        if at < self.length and at < other.length:
            return self.items[at] <= other.items[at]
        return self.length <= other.length

    def __gt__(self, other: list[T]) -> bool:
        at = self._differs(other)
        if at < self.length and at < other.length:
            return self.items[at] > other.items[at]
        return self.length > other.length

    def __ge__(self, other: list[T]) -> bool:
        at = self._differs(other)
        if at < self.length and at < other.length:
            return self.items[at] >= other.items[at]
        return self.length >= other.length

    @warm
    def _differs(self, other: list[T]) -> int:
        """The first index at which the items are not the same; where there is none, the length of
        the shorter."""
        index = 0
        while index < self.length and index < other.length:
            if not unsafe.same(self.items[index], other.items[index]):
                return index
            index += 1
        return index
