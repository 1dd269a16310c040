"""Slice bounds as Python takes them: open, negative from the end, held inside the sequence."""

from __future__ import annotations

from naja.lang import inline, overloads
from naja.runtime import errors


@inline
def clamp(index: int, length: int) -> int:
    """A bound of a slice of step 1, held inside 0..length."""
    if index < 0:
        index += length
        return 0 if index < 0 else index
    return length if index > length else index


def first(start: int | None, step: int, length: int) -> int:
    """The index where a slice with a step begins. ValueError when the step is zero."""
    if step == 0:
        raise errors.value_error("slice step cannot be zero")
    if start is None:
        return 0 if step > 0 else length - 1
    return bounded(start, step, length)


def count(begin: int, stop: int | None, step: int, length: int) -> int:
    """How many items a slice with a step has that begins at `begin`."""
    if step > 0:
        end = length if stop is None else bounded(stop, step, length)
        return 0 if end <= begin else (end - begin - 1) // step + 1
    end = -1 if stop is None else bounded(stop, step, length)
    return 0 if begin <= end else (begin - end - 1) // -step + 1


def plain(start: int | None, stop: int | None, length: int) -> tuple[int, int]:
    """The bounds of a slice of step 1."""
    first = 0 if start is None else clamp(start, length)
    last = length if stop is None else clamp(stop, length)
    return first, last if last > first else first


def bounded(index: int, step: int, length: int) -> int:
    """A bound, held inside 0..length, or -1..length - 1 for a negative step."""
    lowest = 0 if step > 0 else -1
    if index < 0:
        index += length
        return lowest if index < lowest else index
    highest = length + lowest
    return highest if index > highest else index


class Slice:
    """`slice` as an object."""

    start: int | None
    stop: int | None
    step: int | None

    def _init_stop(self, stop: int | None) -> None:
        self.start = None
        self.stop = stop
        self.step = None

    def _init_full(self, start: int | None, stop: int | None, step: int | None = None) -> None:
        self.start = start
        self.stop = stop
        self.step = step

    __init__ = overloads(_init_stop, _init_full)

    def __repr__(self) -> str:
        return f"slice({self.start}, {self.stop}, {self.step})"

    def __eq__(self, other: slice) -> bool:
        return self.start == other.start and self.stop == other.stop and self.step == other.step

    def _stride(self) -> int:
        """The step, which is 1 where none is given."""
        step = self.step
        return 1 if step is None else step

    def indices(self, length: int) -> tuple[int, int, int]:
        if length < 0:
            raise errors.value_error("length should not be negative")
        step = self._stride()
        begin = first(self.start, step, length)
        stop = self.stop
        if stop is None:
            return begin, length if step > 0 else -1, step
        return begin, bounded(stop, step, length), step
