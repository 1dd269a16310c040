"""Callbacks that will run, soon or at a time, and the heap of the timed ones.

A handle runs once unless it is cancelled before. The heap is binary, ordered by time and then by
age; a cancelled timer leaves it at once, so that it is never larger than what is pending.
"""

from __future__ import annotations

from collections.abc import Callable


def _nothing() -> None:
    pass


class Handle:
    """A callback that will run once, unless cancelled."""

    _cancelled: bool

    def __init__(self) -> None:
        self._cancelled = False

    def cancel(self) -> None:
        """Do not run."""
        self._cancelled = True

    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._cancelled

    def _run(self) -> None:
        raise NotImplementedError


class Callback(Handle):
    """A handle that calls a function."""

    _callback: Callable[[], None]

    def __init__(self, callback: Callable[[], None]) -> None:
        super().__init__()
        self._callback = callback

    def cancel(self) -> None:
        super().cancel()
        # what the function holds on to need not stay alive
        self._callback = _nothing

    def _run(self) -> None:
        self._callback()


class TimerHandle(Callback):
    """A callback with its time. due: nanoseconds of the monotonic clock. when: the same in
    seconds."""

    _due: int
    _when: float
    _age: int
    _place: int
    _heap: TimerHeap

    def __init__(
        self, heap: TimerHeap, due: int, when: float, age: int, callback: Callable[[], None]
    ) -> None:
        super().__init__(callback)
        self._due = due
        self._when = when
        self._age = age
        self._place = -1
        self._heap = heap

    def when(self) -> float:
        """The time, as `loop.time()` counts it."""
        return self._when

    def cancel(self) -> None:
        super().cancel()
        self._heap.remove(self)

    def _before(self, other: TimerHandle) -> bool:
        return self._due < other._due or (self._due == other._due and self._age < other._age)


class TimerHeap:
    """The pending timers, earliest first."""

    _items: list[TimerHandle]

    def __init__(self) -> None:
        self._items = []

    def __len__(self) -> int:
        return len(self._items)

    def first(self) -> TimerHandle | None:
        """The earliest timer."""
        return self._items[0] if len(self._items) != 0 else None

    def add(self, timer: TimerHandle) -> None:
        """Put a timer in."""
        self._items.append(timer)
        self._rise(timer, len(self._items) - 1)

    def remove(self, timer: TimerHandle) -> None:
        """Take a timer out, if it is in."""
        place = timer._place
        if place < 0:
            return
        timer._place = -1
        last = self._items.pop()
        if last is not timer:
            if place > 0 and last._before(self._items[(place - 1) >> 1]):
                self._rise(last, place)
            else:
                self._sink(last, place)

    def _rise(self, timer: TimerHandle, place: int) -> None:
        items = self._items
        while place > 0:
            above = (place - 1) >> 1
            if not timer._before(items[above]):
                break
            items[place] = items[above]
            items[place]._place = place
            place = above
        items[place] = timer
        timer._place = place

    def _sink(self, timer: TimerHandle, place: int) -> None:
        items = self._items
        below = 2 * place + 1
        while below < len(items):
            if below + 1 < len(items) and items[below + 1]._before(items[below]):
                below += 1
            if not items[below]._before(timer):
                break
            items[place] = items[below]
            items[place]._place = place
            place = below
            below = 2 * place + 1
        items[place] = timer
        timer._place = place
