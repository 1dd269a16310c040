"""Groups of tasks that end together: `async with TaskGroup()`."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TypeVar

from naja.stdlib.asyncio.exceptions import CancelledError
from naja.stdlib.asyncio.futures import Future, Step, current_step
from naja.stdlib.asyncio.tasks import Task

T = TypeVar("T")


class TaskGroup:
    """Waits for its tasks; the first that fails cancels the others and the body."""

    _parent: Step | None
    _steps: list[Step]
    _errors: list[BaseException]
    _fatal: BaseException | None
    _waiter: Future[bool] | None
    _exiting: bool
    _aborting: bool
    _cancelled_parent: bool

    def __init__(self) -> None:
        self._parent = None
        self._steps = []
        self._errors = []
        self._fatal = None
        self._waiter = None
        self._exiting = False
        self._aborting = False
        self._cancelled_parent = False

    async def __aenter__(self) -> TaskGroup:
        if self._parent is not None:
            raise RuntimeError("TaskGroup has already been entered")
        self._parent = current_step()
        return self

    def create_task(self, coro: Coroutine[None, None, T], *, name: str | None = None) -> Task[T]:
        """Start a coroutine as a task of the group. Raises RuntimeError where that is over."""
        if self._parent is None:
            raise RuntimeError("TaskGroup has not been entered")
        if self._exiting and len(self._steps) == 0:
            raise RuntimeError("TaskGroup is finished")
        if self._aborting:
            raise RuntimeError("TaskGroup is shutting down")
        task = Task(coro, name=name)
        self._steps.append(task._step)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: Task[T]) -> None:
        self._steps.remove(task._step)
        waiter = self._waiter
        if waiter is not None and len(self._steps) == 0 and not waiter.done():
            waiter.set_result(True)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            return
        self._errors.append(error)
        if self._fatal is None and isinstance(error, (SystemExit, KeyboardInterrupt)):
            self._fatal = error
        parent = self._parent
        if parent is None or parent.future.done():
            return
        if not self._aborting and not self._cancelled_parent:
            self._abort()
            self._cancelled_parent = True
            parent.cancel_task()

    def _abort(self) -> None:
        self._aborting = True
        for step in self._steps[:]:
            step.cancel_task()

    async def __aexit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        self._exiting = True
        if self._fatal is None and isinstance(error, (SystemExit, KeyboardInterrupt)):
            self._fatal = error
        cancelled: BaseException | None = error if isinstance(error, CancelledError) else None
        parent = self._parent
        if self._cancelled_parent and parent is not None:
            parent.requests -= 1
            if parent.requests == 0:
                cancelled = None
        if error is not None and not self._aborting:
            self._abort()
        while len(self._steps) != 0:
            waiter: Future[bool] = Future()
            self._waiter = waiter
            try:
                await waiter
            except CancelledError as stopped:
                if not self._aborting:
                    cancelled = stopped
                    self._abort()
            self._waiter = None
        if self._fatal is not None:
            raise self._fatal
        if cancelled is not None and len(self._errors) == 0:
            raise cancelled
        if error is not None and not isinstance(error, CancelledError):
            self._errors.append(error)
        if len(self._errors) != 0:
            raise group_of("unhandled errors in a TaskGroup", self._errors) from None


def group_of(message: str, errors: list[BaseException]) -> BaseException:
    """A group of the narrowest class for its parts."""
    from naja.runtime import groups

    return groups.group_of(message, errors)
