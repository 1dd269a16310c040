"""Events and locks between tasks; waiters are served in the order in which they came."""

from __future__ import annotations

from naja.stdlib.asyncio.futures import Future


class Event:
    """A flag that tasks can wait for."""

    _set: bool
    _waiters: list[Future[bool]]

    def __init__(self) -> None:
        self._set = False
        self._waiters = []

    def is_set(self) -> bool:
        """Whether the flag is up."""
        return self._set

    def set(self) -> None:
        """Raise the flag, and wake all who wait."""
        self._set = True
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(True)

    def clear(self) -> None:
        """Lower the flag."""
        self._set = False

    async def wait(self) -> bool:
        """Wait until the flag is up."""
        if self._set:
            return True
        waiter: Future[bool] = Future()
        self._waiters.append(waiter)
        try:
            return await waiter
        finally:
            self._waiters.remove(waiter)
