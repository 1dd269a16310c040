"""Slice bounds as Python takes them: open, negative from the end, held inside the sequence."""

from __future__ import annotations

from naja.lang import inline
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


def bounded(index: int, step: int, length: int) -> int:
    """A bound, held inside 0..length, or -1..length - 1 for a negative step."""
    lowest = 0 if step > 0 else -1
    if index < 0:
        index += length
        return lowest if index < lowest else index
    highest = length + lowest
    return highest if index > highest else index
