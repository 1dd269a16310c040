"""Deadlines for a part of a task: `async with timeout(…)`."""

from __future__ import annotations

from naja.stdlib.asyncio.exceptions import CancelledError
from naja.stdlib.asyncio.futures import Step, current_step
from naja.stdlib.asyncio.scheduler import running
from naja.stdlib.asyncio.timers import TimerHandle


class Timeout:
    """Cancels the task that entered it when the time has come, and turns that into
    TimeoutError."""

    _when: float | None
    _timer: TimerHandle | None
    _step: Step | None
    _requests: int
    _expired: bool
    _left: bool

    def __init__(self, when: float | None) -> None:
        self._when = when
        self._timer = None
        self._step = None
        self._requests = 0
        self._expired = False
        self._left = False

    def when(self) -> float | None:
        """The deadline, as `loop.time()` counts it."""
        return self._when

    def expired(self) -> bool:
        """Whether the deadline has passed inside."""
        return self._expired

    def reschedule(self, when: float | None) -> None:
        """Set another deadline. Raises RuntimeError before it is entered and after it is left."""
        if self._step is None:
            raise RuntimeError("Timeout has not been entered")
        if self._left:
            raise RuntimeError("Cannot change state of finished Timeout")
        self._when = when
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        if when is not None:
            self._timer = running().at(when, self._expire)

    def _expire(self) -> None:
        step = self._step
        if step is not None and not self._left:
            step.cancel_task()
            self._expired = True

    async def __aenter__(self) -> Timeout:
        if self._step is not None:
            raise RuntimeError("Timeout has already been entered")
        step = current_step()
        self._step = step
        self._requests = step.requests
        self.reschedule(self._when)
        return self

    async def __aexit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        self._left = True
        if self._timer is not None:
            self._timer.cancel()
        step = self._step
        if self._expired and step is not None:
            step.requests -= 1
            if step.requests <= self._requests and isinstance(error, CancelledError):
                raise TimeoutError from error


def timeout(delay: float | None) -> Timeout:
    """A deadline in `delay` seconds; None for none."""
    return Timeout(None if delay is None else running().seconds() + delay)


def timeout_at(when: float | None) -> Timeout:
    """A deadline at a time of the loop's clock; None for none."""
    return Timeout(when)
