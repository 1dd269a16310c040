"""Tasks: coroutines that run by themselves, and what is built on them: sleeping, deadlines.

A task is a future whose result is its coroutine's. `Step` (futures.py) runs it; the set of
unfinished tasks is kept so that the loop can cancel them at its end. An exception of a task that
nobody asked for is reported at the loop's end.
"""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Generic, TypeVar

from naja.lang import coroutine as primitive
from naja.lang import overloads
from naja.stdlib.asyncio.exceptions import CancelledError
from naja.stdlib.asyncio.futures import (
    Future,
    FutureBase,
    Step,
    current_future,
    current_step,
)
from naja.stdlib.asyncio.scheduler import report, running

T = TypeVar("T")
F = TypeVar("F", bound=FutureBase)

unfinished: dict[int, Step] = {}
failed: list[FutureBase] = []
_count: int = 0

MOST_FAILED = 16


class Task(Future[T], Generic[T]):
    """A coroutine that runs by itself, from the loop's next turn on."""

    _coroutine: Coroutine[None, None, T]
    _step: Step
    _number: int
    _name: str | None

    def __init__(self, coro: Coroutine[None, None, T], *, name: str | None = None) -> None:
        global _count
        super().__init__()
        _count += 1
        self._number = _count
        self._name = name
        self._coroutine = coro
        self._step = Step(self, primitive.handle_of(coro))
        unfinished[self._number] = self._step
        running().add(self._step)

    def cancel(self, msg: str | None = None) -> bool:
        """Have CancelledError raised in the coroutine; False if it is done already."""
        return self._step.cancel_task(msg)

    def cancelling(self) -> int:
        """How many cancellations nobody has taken back."""
        return self._step.requests

    def uncancel(self) -> int:
        """Take one cancellation back; how many are left."""
        if self._step.requests > 0:
            self._step.requests -= 1
        return self._step.requests

    def get_name(self) -> str:
        """The name given, or one with the task's number."""
        name = self._name
        return f"Task-{self._number}" if name is None else name

    def set_name(self, value: str) -> None:
        """Give it another name."""
        self._name = value

    def _coroutine_ended(self, exception: BaseException | None) -> None:
        del unfinished[self._number]
        if exception is None:
            if self._step.must_cancel:
                self._finish(True)
                return
            self._result = primitive.result_of(self._coroutine)
            self._finish(False)
        elif isinstance(exception, CancelledError):
            self._exception = exception
            self._message = None
            self._finish(True)
        else:
            self._exception = exception
            self._finish(False)
            if len(failed) < MOST_FAILED:
                failed.append(self)
            if isinstance(exception, (SystemExit, KeyboardInterrupt)):
                raise exception


def cancel_unfinished() -> None:
    """Cancel all tasks that are not done."""
    for step in list(unfinished.values()):
        step.cancel_task()


def has_unfinished() -> bool:
    """Whether there are tasks that are not done."""
    return len(unfinished) != 0


def report_failed() -> None:
    """Tell of the exceptions of tasks that nobody asked for."""
    for task in failed:
        error = task._exception
        if not task._looked_at and error is not None:
            report("Task exception was never retrieved", error)
    failed.clear()


def create_task(coro: Coroutine[None, None, T], *, name: str | None = None) -> Task[T]:
    """Start a coroutine as a task. Raises RuntimeError if no loop runs."""
    return Task(coro, name=name)


def _start(coro: Coroutine[None, None, T]) -> Task[T]:
    return Task(coro)


def _as_it_is(future: F) -> F:
    return future


ensure_future = overloads(_start, _as_it_is)


def current_task() -> FutureBase | None:
    """The task that runs, or None in a callback. Raises RuntimeError if no loop runs."""
    running()
    return current_future()


def all_tasks() -> set[FutureBase]:
    """The tasks that are not done."""
    running()
    return {step.future for step in unfinished.values()}


async def sleep(delay: float, result: T = None) -> T:
    """Suspend for `delay` seconds, then give `result`; 0 lets what is ready run once."""
    if delay <= 0.0:
        step = current_step()
        running().add(step)
        await primitive.suspend()
        step.resumed()
        return result
    scheduler = running()
    waiter: Future[bool] = Future()

    def wake() -> None:
        if not waiter.done():
            waiter.set_result(True)

    timer = scheduler.at(scheduler.seconds() + delay, wake)
    try:
        await waiter
    finally:
        timer.cancel()
    return result


class Expiry:
    """Cancels a future at a time. expired: whether it did."""

    expired: bool

    def __init__(self, future: FutureBase, timeout: float) -> None:
        self.expired = False
        scheduler = running()

        def expire() -> None:
            self.expired = future.cancel()

        self._timer = scheduler.at(scheduler.seconds() + timeout, expire)

    def cancel(self) -> None:
        """Do not cancel the future any more."""
        self._timer.cancel()


async def _wait_no_longer(fut: Future[T]) -> T:
    if not fut.done():
        fut.cancel()
    try:
        return await fut
    except CancelledError as error:
        raise TimeoutError from error


async def _wait_for_future(fut: Future[T], timeout: float | None) -> T:
    if timeout is None:
        return await fut
    if timeout <= 0.0:
        return await _wait_no_longer(fut)
    expiry = Expiry(fut, timeout)
    try:
        return await fut
    except CancelledError:
        if expiry.expired:
            raise TimeoutError from None
        raise
    finally:
        expiry.cancel()


async def _wait_for_task(fut: Task[T], timeout: float | None) -> T:
    return await _wait_for_future(fut, timeout)


async def _wait_for_coroutine(fut: Coroutine[None, None, T], timeout: float | None) -> T:
    return await _wait_for_future(Task(fut), timeout)


wait_for = overloads(_wait_for_coroutine, _wait_for_task, _wait_for_future)
