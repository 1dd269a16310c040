"""Waiting for some of several tasks, or without the power to cancel: `wait`, `as_completed`,
`shield`."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable
from typing import Generic, TypeVar

from naja.lang import overloads
from naja.stdlib.asyncio.futures import Future, FutureBase
from naja.stdlib.asyncio.queues import Queue
from naja.stdlib.asyncio.scheduler import running
from naja.stdlib.asyncio.tasks import Task, ensure_future
from naja.stdlib.asyncio.timers import Callback, TimerHandle

A = TypeVar("A")
T = TypeVar("T")
F = TypeVar("F", bound=FutureBase)

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


class Waiting:
    """One `wait`: how many are left, and what wakes it."""

    _left: int
    _return_when: str
    _waiter: Future[bool]
    _calls: list[Callback]

    def __init__(self, return_when: str) -> None:
        self._left = 0
        self._return_when = return_when
        self._waiter = Future()
        self._calls = []

    def add(self, future: FutureBase) -> None:
        """Wait for that one too."""

        def ended() -> None:
            self._ended(future)

        self._left += 1
        call = Callback(ended)
        self._calls.append(call)
        future._notify(call)

    def _ended(self, future: FutureBase) -> None:
        self._left -= 1
        if self._left == 0 or self._is_enough(future):
            self.wake()

    def _is_enough(self, future: FutureBase) -> bool:
        if self._return_when == FIRST_EXCEPTION:
            return future._has_failed()
        return self._return_when == FIRST_COMPLETED

    def wake(self) -> None:
        """End the waiting."""
        if not self._waiter.done():
            self._waiter.set_result(True)

    async def finish(self, timeout: float | None) -> None:
        """Wait until enough are done."""
        timer: TimerHandle | None = None
        if timeout is not None:
            scheduler = running()
            timer = scheduler.at(scheduler.seconds() + timeout, self.wake)
        try:
            await self._waiter
        finally:
            if timer is not None:
                timer.cancel()

    def forget(self, futures: Iterable[F]) -> None:
        """Be told of nothing more."""
        for future, call in zip(futures, self._calls):
            call.cancel()
            future._forget(call)


async def wait(
    fs: Iterable[F], *, timeout: float | None = None, return_when: str = ALL_COMPLETED
) -> tuple[set[F], set[F]]:
    """Those that are done and those that are not, once enough are done or the time is over."""
    futures = list(fs)
    if len(futures) == 0:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    waiting = Waiting(return_when)
    for future in futures:
        waiting.add(future)
    try:
        await waiting.finish(timeout)
    finally:
        waiting.forget(futures)
    done: set[F] = set()
    pending: set[F] = set()
    for future in futures:
        if future.done():
            done.add(future)
        else:
            pending.add(future)
    return done, pending


def _shield_future(arg: Future[T]) -> Future[T]:
    if arg.done():
        return arg
    outer: Future[T] = Future()

    def inner_ended() -> None:
        if outer.cancelled():
            arg._looked_at = True
        elif arg.cancelled():
            outer.cancel()
        else:
            error = arg.exception()
            if error is None:
                outer.set_result(arg.result())
            else:
                outer.set_exception(error)

    told = Callback(inner_ended)

    def outer_ended() -> None:
        if not arg.done():
            arg._forget(told)

    arg._notify(told)
    outer._notify(Callback(outer_ended))
    return outer


def _shield_task(arg: Task[T]) -> Future[T]:
    return _shield_future(arg)


def _shield_coroutine(arg: Coroutine[None, None, T]) -> Future[T]:
    return _shield_future(Task(arg))


shield = overloads(_shield_coroutine, _shield_task, _shield_future)


class Arrivals(Generic[F]):
    """One `as_completed`: the tasks in the order in which they end, None for those that the time
    was too short for."""

    _todo: list[F]
    _calls: list[Callback]
    _done: Queue[F | None]
    _timer: TimerHandle | None

    def __init__(self, futures: list[F]) -> None:
        self._todo = futures[:]
        self._calls = []
        self._done = Queue()
        self._timer = None
        for future in futures:
            self._await(future)

    def _await(self, future: F) -> None:
        def ended() -> None:
            self._ended(future)

        call = Callback(ended)
        self._calls.append(call)
        future._notify(call)

    def begin(self, timeout: float | None) -> None:
        """Have the time run."""
        if timeout is not None and len(self._todo) != 0:
            scheduler = running()
            self._timer = scheduler.at(scheduler.seconds() + timeout, self._expire)

    def _ended(self, future: F) -> None:
        for at, other in enumerate(self._todo):
            if other is future:
                del self._todo[at]
                del self._calls[at]
                self._done.put_nowait(future)
                break
        timer = self._timer
        if timer is not None and len(self._todo) == 0:
            timer.cancel()

    def _expire(self) -> None:
        for future, call in zip(self._todo, self._calls):
            future._forget(call)
            self._done.put_nowait(None)
        self._todo.clear()
        self._calls.clear()

    async def next(self):
        """The result of the next one that ends."""
        future = await self._done.get()
        if future is None:
            raise TimeoutError
        return future.result()


def as_completed(fs: Iterable[A], *, timeout: float | None = None):
    """Coroutines that give the results in the order in which they come."""
    futures = [ensure_future(given) for given in fs]
    arrivals = Arrivals(futures)
    arrivals.begin(timeout)
    for _ in futures:
        yield arrivals.next()
