"""`gather`: several tasks as one future.

Results of one type are a list of it, of several types a list of their union; `a, b = await
gather(f(), g())` keeps the type of each, for which the compiler asks `_wait_apart`.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Generic, TypeVar

from naja.lang import overloads
from naja.stdlib.asyncio.exceptions import CancelledError
from naja.stdlib.asyncio.futures import Future, FutureBase
from naja.stdlib.asyncio.tasks import Task, ensure_future
from naja.stdlib.asyncio.timers import Callback

A = TypeVar("A")
T = TypeVar("T")
F = TypeVar("F", bound=FutureBase)


class Gathering(Future[list[T]], Generic[T]):
    """Done when all children are, or, unless it is patient, when the first of them fails."""

    _children: list[FutureBase]
    _left: int
    _patient: bool
    _cancel_requested: bool
    _collect: Callable[[], list[T]]

    def __init__(self, patient: bool, collect: Callable[[], list[T]]) -> None:
        super().__init__()
        self._children = []
        self._left = 0
        self._patient = patient
        self._cancel_requested = False
        self._collect = collect

    def add(self, child: FutureBase) -> None:
        """Wait for that one too."""
        self._children.append(child)
        self._left += 1

        def ended() -> None:
            self._child_ended(child)

        child._notify(Callback(ended))

    def close_if_empty(self) -> None:
        """Nothing to wait for is done already."""
        if self._left == 0:
            self.set_result(self._collect())

    def cancel(self, msg: str | None = None) -> bool:
        """Cancel all children that are not done; False if there are none."""
        if self.done():
            return False
        cancelled = False
        for child in self._children:
            if child.cancel(msg):
                cancelled = True
        if cancelled:
            self._cancel_requested = True
        return cancelled

    def _child_ended(self, child: FutureBase) -> None:
        self._left -= 1
        if self.done():
            child._looked_at = True
            return
        if not self._patient:
            error = child._cancelled_error() if child.cancelled() else child.exception()
            if error is not None:
                self.set_exception(error)
                return
        if self._left == 0:
            results = self._collect()
            if self._cancel_requested:
                self.set_exception(
                    child._cancelled_error() if child.cancelled() else CancelledError()
                )
            else:
                self.set_result(results)


class Mixture(Gathering[T], Generic[T, A]):
    """Of arguments written one by one: the results are there as a tuple too."""

    _apart: Callable[[], A]

    def __init__(
        self, patient: bool, collect: Callable[[], list[T]], apart: Callable[[], A]
    ) -> None:
        super().__init__(patient, collect)
        self._apart = apart

    def begin(self, children: list[F]) -> Mixture[T, A]:
        """Wait for them all."""
        for child in children:
            self.add(child)
        self.close_if_empty()
        return self

    async def _wait_apart(self) -> A:
        await self._wait()
        return self._apart()


def _watch(children: list[F], patient: bool, collect: Callable[[], list[T]]) -> Gathering[T]:
    made = Gathering(patient, collect)
    for child in children:
        made.add(child)
    made.close_if_empty()
    return made


def _results(children: list[F]):
    return _watch(children, False, lambda: [child.result() for child in children])


def _outcomes(children: list[F], patient: bool):
    return _watch(children, patient, lambda: [child._outcome() for child in children])


def _coroutines(*coros_or_futures: Coroutine[None, None, T]):
    return _results([Task(coro) for coro in coros_or_futures])


def _futures(*coros_or_futures: F):
    return _results(list(coros_or_futures))


def _mixed(*coros_or_futures):
    tasks = _started(*coros_or_futures)
    children = list(tasks)
    made = Mixture(
        False, lambda: [child.result() for child in children], lambda: _results_of(*tasks)
    )
    return made.begin(children)


def _coroutine_outcomes(*coros_or_futures: Coroutine[None, None, T], return_exceptions: bool):
    return _outcomes([Task(coro) for coro in coros_or_futures], return_exceptions)


def _future_outcomes(*coros_or_futures: F, return_exceptions: bool):
    return _outcomes(list(coros_or_futures), return_exceptions)


def _mixed_outcomes(*coros_or_futures, return_exceptions: bool):
    tasks = _started(*coros_or_futures)
    children = list(tasks)
    made = Mixture(
        return_exceptions,
        lambda: [child._outcome() for child in children],
        lambda: _outcomes_of(*tasks),
    )
    return made.begin(children)


gather = overloads(
    _mixed, _mixed_outcomes, _coroutines, _coroutine_outcomes, _futures, _future_outcomes
)


def _none_started():
    return ()


def _some_started(first, *rest):
    future = ensure_future(first)
    return (future, *_started(*rest))


_started = overloads(_none_started, _some_started)


def _no_results():
    return ()


def _some_results(first, *rest):
    return (first.result(), *_results_of(*rest))


_results_of = overloads(_no_results, _some_results)


def _no_outcomes():
    return ()


def _some_outcomes(first, *rest):
    return (first._outcome(), *_outcomes_of(*rest))


_outcomes_of = overloads(_no_outcomes, _some_outcomes)
