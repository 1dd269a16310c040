"""Futures: results that are not there yet, and the tasks and callbacks that wait for them.

`FutureBase` is all that does not depend on the type of the result. Whoever waits is a handle in
`_waiting`; finishing makes them ready in the order in which they came. A task that awaits a future
suspends in `_wait`, which the compiler calls for `await future`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, Generic, TypeVar

from naja.lang import coroutine
from naja.lang.coroutine import CoroutineHandle
from naja.stdlib.asyncio.exceptions import CancelledError, InvalidStateError
from naja.stdlib.asyncio.scheduler import running
from naja.stdlib.asyncio.timers import Callback, Handle

T = TypeVar("T")
R = TypeVar("R")
F = TypeVar("F", bound="FutureBase")


class FutureBase:
    """A future without the type of its result. exception: of a cancelled one, what ended its
    coroutine. message: what `cancel` was given. waiting: a list only where several wait."""

    _done: bool
    _cancelled: bool
    _looked_at: bool
    _exception: BaseException | None
    _message: str | None
    _waiting: Handle | list[Handle] | None

    def __init__(self) -> None:
        self._done = False
        self._cancelled = False
        self._looked_at = False
        self._exception = None
        self._message = None
        self._waiting = None

    def done(self) -> bool:
        """Whether there is a result, an exception, or a cancellation."""
        return self._done

    def cancelled(self) -> bool:
        """Whether it was cancelled."""
        return self._cancelled

    def exception(self) -> BaseException | None:
        """The exception set on it. Raises CancelledError and InvalidStateError."""
        self._check_done("Exception is not set.")
        self._looked_at = True
        return self._exception

    def cancel(self, msg: str | None = None) -> bool:
        """Cancel; False if it is done already. msg: the message of the CancelledError."""
        if self._done:
            return False
        self._message = msg
        self._finish(True)
        return True

    def set_exception(self, exception: BaseException) -> None:
        """Finish with an exception. Raises InvalidStateError if it is done already."""
        self._check_pending()
        self._exception = exception
        self._finish(False)

    def _finish(self, cancelled: bool) -> None:
        self._done = True
        self._cancelled = cancelled
        scheduler = running()
        waiting = self._waiting
        self._waiting = None
        if isinstance(waiting, Handle):
            scheduler.add(waiting)
        elif waiting is not None:
            for handle in waiting:
                scheduler.add(handle)

    def _notify(self, handle: Handle) -> None:
        if self._done:
            running().add(handle)
        else:
            self._enlist(handle)

    def _enlist(self, handle: Handle) -> None:
        waiting = self._waiting
        if waiting is None:
            self._waiting = handle
        elif isinstance(waiting, Handle):
            self._waiting = [waiting, handle]
        else:
            waiting.append(handle)

    def _check_pending(self) -> None:
        if self._done:
            raise InvalidStateError("invalid state")

    def _check_done(self, complaint: str) -> None:
        if self._cancelled:
            raise self._cancelled_error()
        if not self._done:
            raise InvalidStateError(complaint)

    def _cancelled_error(self) -> BaseException:
        """What ended the coroutine for the first who asks, another one with the same message for
        the next."""
        kept = self._exception
        if kept is not None:
            self._exception = None
            return kept
        message = self._message
        return CancelledError() if message is None else CancelledError(message)

    def get_name(self) -> str:
        """A task's name."""
        raise AttributeError("'_asyncio.Future' object has no attribute 'get_name'")

    def _has_failed(self) -> bool:
        return self._done and not self._cancelled and self.exception() is not None

    def _forget(self, handle: Handle) -> None:
        """Take a handle back that was to be told."""
        waiting = self._waiting
        if waiting is handle:
            self._waiting = None
        elif isinstance(waiting, list) and handle in waiting:
            waiting.remove(handle)

    def _begin_waiting(self) -> Step:
        step = current_step()
        if step.future is self:
            raise RuntimeError("Task cannot await on itself")
        self._enlist(step)
        step.waiting_for = self
        if step.must_cancel and self.cancel(step.future._message):
            step.must_cancel = False
        return step

    def _coroutine_ended(self, exception: BaseException | None) -> None:
        raise NotImplementedError


class Step(Handle):
    """What runs a task's coroutine from one suspension to the next; a ready task is this handle.

    future: the task. waiting_for: the future that it awaits. must_cancel: CancelledError is to be
    raised where it goes on. requests: cancellations that nobody has taken back."""

    future: FutureBase
    requests: int
    waiting_for: FutureBase | None
    must_cancel: bool
    _root: CoroutineHandle
    _leaf: CoroutineHandle
    _begun: bool

    def __init__(self, future: FutureBase, root: CoroutineHandle) -> None:
        super().__init__()
        self.future = future
        self.waiting_for = None
        self.must_cancel = False
        self.requests = 0
        self._root = root
        self._leaf = root
        self._begun = False

    def cancel_task(self, message: str | None = None) -> bool:
        """Cancel what the task awaits, or the task at its next step; False if it is done."""
        if self.future.done():
            return False
        self.requests += 1
        awaited = self.waiting_for
        if awaited is None or not awaited.cancel(message):
            self.must_cancel = True
            self.future._message = message
        return True

    def resumed(self) -> None:
        """Behind each suspension: raises CancelledError if the task has been cancelled
        meanwhile."""
        self.waiting_for = None
        if self.must_cancel:
            self.must_cancel = False
            raise self.future._cancelled_error()

    def _run(self) -> None:
        global _step
        if self.must_cancel and not self._begun:
            self.future._coroutine_ended(self.future._cancelled_error())
            return
        self._begun = True
        _step = self
        coroutine.resume(self._leaf)
        _step = None
        if coroutine.done(self._root):
            self.future._coroutine_ended(coroutine.exception_of(self._root))
        else:
            self._leaf = coroutine.current_leaf()


_step: Step | None = None


def current_future() -> FutureBase | None:
    """The task that runs, or None outside tasks."""
    return None if _step is None else _step.future


def current_step() -> Step:
    """The step of the task that runs. Raises RuntimeError outside tasks."""
    if _step is None:
        raise RuntimeError("no running task")
    return _step


class Future(FutureBase, Generic[T]):
    """A result that will be set by someone."""

    _result: T

    def result(self) -> T:
        """The result. Raises the exception set instead, CancelledError, InvalidStateError."""
        self._check_done("Result is not set.")
        self._looked_at = True
        if self._exception is not None:
            raise self._exception
        return self._result

    def _outcome(self) -> T | BaseException:
        """The result, or the exception as a value."""
        if self._cancelled:
            ended = CancelledError("")
            ended.quoted = "''"
            return ended
        error = self.exception()
        return self._result if error is None else error

    def set_result(self, result: T) -> None:
        """Finish with a result. Raises InvalidStateError if it is done already."""
        self._check_pending()
        self._result = result
        self._finish(False)

    def add_done_callback(self: F, callback: Callable[[F], R]) -> None:
        """Have the function called with this future, soon after it is done."""

        def call() -> None:
            callback(self)

        self._notify(Callback(call))

    async def _wait(self) -> T:
        if not self._done:
            step = self._begin_waiting()
            await coroutine.suspend()
            step.resumed()
        return self.result()

    def __await__(self) -> Generator[Any, Any, T]:
        """How CPython awaits; an image uses `_wait`."""
        return self._wait().__await__()
