"""`range` as an object; loops over range calls do not make one."""

from __future__ import annotations

from naja.lang import inline, overloads
from naja.runtime import errors, slices
from naja.runtime.iterators import CursorIterator


def of_items(*items: int) -> range:
    """`range(*items)`."""
    if len(items) == 0:
        raise errors.type_error("range expected at least 1 argument, got 0")
    if len(items) == 1:
        return range(items[0])
    if len(items) == 2:
        return range(items[0], items[1])
    if len(items) > 3:
        raise errors.type_error(f"range expected at most 3 arguments, got {len(items)}")
    return range(items[0], items[1], items[2])


class Range:
    """start, stop, step as given; immutable."""

    start: int
    stop: int
    step: int

    def _init_stop(self, stop: int) -> None:
        self.stop = stop
        self.step = 1

    def _init_full(self, start: int, stop: int, step: int = 1) -> None:
        if step == 0:
            raise errors.value_error("range() arg 3 must not be zero")
        self.start = start
        self.stop = stop
        self.step = step

    __init__ = overloads(_init_stop, _init_full)

    def __len__(self) -> int:
        if self.step > 0:
            return (self.stop - self.start - 1) // self.step + 1 if self.stop > self.start else 0
        return (self.start - self.stop - 1) // -self.step + 1 if self.start > self.stop else 0

    def __bool__(self) -> bool:
        return len(self) != 0

    def __str__(self) -> str:
        return self.__repr__()

    def __repr__(self) -> str:
        if self.step == 1:
            return f"range({self.start}, {self.stop})"
        return f"range({self.start}, {self.stop}, {self.step})"

    def __iter__(self) -> CursorIterator[range, int]:
        return CursorIterator(self)

    @inline
    def _advance(self, cursor: int) -> int:
        return cursor if cursor < len(self) else -1

    @inline
    def _at(self, cursor: int) -> int:
        return self.start + cursor * self.step

    def __getitem__(self, index: int) -> int:
        length = len(self)
        if index < 0:
            index += length
        if index < 0 or index >= length:
            raise errors.index_error("range object index out of range")
        return self.start + index * self.step

    def __getslice__(self, start: int, stop: int) -> range:
        length = len(self)
        begin = slices.clamp(start, length)
        end = slices.clamp(stop, length)
        return range(self._at(begin), self._at(end if end > begin else begin), self.step)

    def __getslice_step__(self, start: int | None, stop: int | None, step: int) -> range:
        length = len(self)
        begin = slices.first(start, step, length)
        first = self.start + begin * self.step
        by = self.step * step
        if stop is None:
            end = length if step > 0 else -1
        else:
            end = slices.bounded(stop, step, length)
        return range(first, self.start + end * self.step, by)

    def __hash__(self) -> int:
        length = len(self)
        if length == 0:
            return hash((0, None, None))
        if length == 1:
            return hash((1, self.start, None))
        return hash((length, self.start, self.step))

    def __contains__(self, value: int) -> bool:
        if self.step > 0:
            inside = self.start <= value < self.stop
        else:
            inside = self.stop < value <= self.start
        return inside and (value - self.start) % self.step == 0

    def index(self, value: int) -> int:
        if value not in self:
            raise errors.value_error(f"{value} is not in range")
        return (value - self.start) // self.step

    def count(self, value: int) -> int:
        return 1 if value in self else 0

    def __eq__(self, other: range) -> bool:
        length = len(self)
        if length != len(other):
            return False
        if length == 0:
            return True
        return self.start == other.start and (length == 1 or self.step == other.step)
