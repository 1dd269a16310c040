"""Callbacks that will run, soon or at a time.

A handle runs once unless it is cancelled before. The timed ones stand in a heap, by time and then
by age; a cancelled one leaves it at once, so that it is never larger than what is pending.
"""

from __future__ import annotations

from collections.abc import Callable

from naja.os.time.heap import OUTSIDE, PlacedHeap


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
    place: int
    _heap: PlacedHeap[TimerHandle]

    def __init__(
        self,
        heap: PlacedHeap[TimerHandle],
        due: int,
        when: float,
        age: int,
        callback: Callable[[], None],
    ) -> None:
        super().__init__(callback)
        self._due = due
        self._when = when
        self._age = age
        self.place = OUTSIDE
        self._heap = heap

    def when(self) -> float:
        """The time, as `loop.time()` counts it."""
        return self._when

    def cancel(self) -> None:
        super().cancel()
        self._heap.remove(self)

    def earlier(self, other: TimerHandle) -> bool:
        """By time, then by age."""
        return self._due < other._due or (self._due == other._due and self._age < other._age)
