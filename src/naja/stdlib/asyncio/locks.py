"""Events and locks between tasks; waiters are served in the order in which they came."""

from __future__ import annotations

from collections.abc import Callable

from naja.stdlib.asyncio.exceptions import CancelledError
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


class Lock:
    """One task at a time, in the order in which they came."""

    _locked: bool
    _waiters: list[Future[bool]]

    def __init__(self) -> None:
        self._locked = False
        self._waiters = []

    def locked(self) -> bool:
        """Whether a task has it."""
        return self._locked

    async def acquire(self) -> bool:
        """Take it, when it is free."""
        if not self._locked and all(w.cancelled() for w in self._waiters):
            self._locked = True
            return True
        waiter: Future[bool] = Future()
        self._waiters.append(waiter)
        try:
            try:
                await waiter
            finally:
                self._waiters.remove(waiter)
        except CancelledError:
            if not self._locked:
                self._wake()
            raise
        self._locked = True
        return True

    def release(self) -> None:
        """Give it back. Raises RuntimeError if no task has it."""
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        self._locked = False
        self._wake()

    def _wake(self) -> None:
        if len(self._waiters) != 0 and not self._waiters[0].done():
            self._waiters[0].set_result(True)

    async def __aenter__(self) -> None:
        await self.acquire()

    async def __aexit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        self.release()


class Semaphore:
    """As many tasks at a time as `value` says."""

    _value: int
    _waiters: list[Future[bool]]

    def __init__(self, value: int = 1) -> None:
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        self._value = value
        self._waiters = []

    def locked(self) -> bool:
        """Whether `acquire` would wait."""
        return self._value == 0 or any(not w.cancelled() for w in self._waiters)

    async def acquire(self) -> bool:
        """Take one, when there is one."""
        if not self.locked():
            self._value -= 1
            return True
        waiter: Future[bool] = Future()
        self._waiters.append(waiter)
        try:
            try:
                await waiter
            finally:
                self._waiters.remove(waiter)
        except CancelledError:
            if waiter.done() and not waiter.cancelled():
                self._value += 1
                self._wake()
            raise
        if self._value > 0:
            self._wake()
        return True

    def release(self) -> None:
        """Give one back."""
        self._value += 1
        self._wake()

    def _wake(self) -> None:
        for waiter in self._waiters:
            if not waiter.done():
                self._value -= 1
                waiter.set_result(True)
                return

    async def __aenter__(self) -> None:
        await self.acquire()

    async def __aexit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that takes no more back than it gave."""

    _bound: int

    def __init__(self, value: int = 1) -> None:
        self._bound = value
        super().__init__(value)

    def release(self) -> None:
        if self._value >= self._bound:
            raise ValueError("BoundedSemaphore released too many times")
        super().release()


class Condition:
    """A lock, and waiting without it until another task tells that something changed."""

    _lock: Lock
    _waiters: list[Future[bool]]

    def __init__(self, lock: Lock | None = None) -> None:
        self._lock = Lock() if lock is None else lock
        self._waiters = []

    def locked(self) -> bool:
        """Whether a task has the lock."""
        return self._lock.locked()

    async def acquire(self) -> bool:
        """Take the lock."""
        return await self._lock.acquire()

    def release(self) -> None:
        """Give the lock back."""
        self._lock.release()

    async def wait(self) -> bool:
        """Give the lock back until told, then take it again."""
        if not self._lock.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        self._lock.release()
        stopped: CancelledError | None = None
        waiter: Future[bool] = Future()
        try:
            self._waiters.append(waiter)
            try:
                await waiter
            finally:
                self._waiters.remove(waiter)
        except CancelledError as error:
            stopped = error
        await self._take_again(stopped)
        return True

    async def _take_again(self, stopped: CancelledError | None) -> None:
        """The lock is taken even if the task is cancelled meanwhile."""
        while True:
            try:
                await self._lock.acquire()
                break
            except CancelledError as error:
                stopped = error
        if stopped is not None:
            raise stopped

    async def wait_for(self, predicate: Callable[[], bool]) -> bool:
        """Wait until the predicate holds."""
        while not predicate():
            await self.wait()
        return True

    def notify(self, n: int = 1) -> None:
        """Wake up to `n` of those who wait."""
        if not self._lock.locked():
            raise RuntimeError("cannot notify on un-acquired lock")
        told = 0
        for waiter in self._waiters:
            if told >= n:
                break
            if not waiter.done():
                told += 1
                waiter.set_result(False)

    def notify_all(self) -> None:
        """Wake all who wait."""
        self.notify(len(self._waiters))

    async def __aenter__(self) -> None:
        await self._lock.acquire()

    async def __aexit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        self._lock.release()
