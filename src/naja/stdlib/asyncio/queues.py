"""Queues between tasks, first in, first out unless their class says otherwise; bounded if `maxsize`
is above 0."""

from __future__ import annotations

from typing import Generic, TypeVar

from naja.stdlib import heapq
from naja.stdlib.asyncio.exceptions import QueueEmpty, QueueFull
from naja.stdlib.asyncio.futures import Future
from naja.stdlib.asyncio.locks import Event

T = TypeVar("T")


def _wake_first(waiters: list[Future[bool]]) -> None:
    while len(waiters) != 0:
        waiter = waiters.pop(0)
        if not waiter.done():
            waiter.set_result(True)
            return


class Queue(Generic[T]):
    """A queue. maxsize: items that it holds before `put` waits; 0 for no bound."""

    _items: list[T]
    _maxsize: int
    _getters: list[Future[bool]]
    _putters: list[Future[bool]]
    _unfinished: int
    _finished: Event

    def __init__(self, maxsize: int = 0) -> None:
        self._items = []
        self._maxsize = maxsize
        self._getters = []
        self._putters = []
        self._unfinished = 0
        self._finished = Event()
        self._finished.set()

    @property
    def maxsize(self) -> int:
        """How many items it holds; 0 for no bound."""
        return self._maxsize

    def qsize(self) -> int:
        """How many items are in it."""
        return len(self._items)

    def empty(self) -> bool:
        """Whether there is nothing in it."""
        return len(self._items) == 0

    def full(self) -> bool:
        """Whether `put` would wait."""
        return 0 < self._maxsize <= len(self._items)

    def put_nowait(self, item: T) -> None:
        """Put an item in. Raises QueueFull."""
        if self.full():
            raise QueueFull
        self._insert(item)
        self._unfinished += 1
        self._finished.clear()
        _wake_first(self._getters)

    def get_nowait(self) -> T:
        """Take the oldest item. Raises QueueEmpty."""
        if len(self._items) == 0:
            raise QueueEmpty
        item = self._take()
        _wake_first(self._putters)
        return item

    def _insert(self, item: T) -> None:
        self._items.append(item)

    def _take(self) -> T:
        return self._items.pop(0)

    async def put(self, item: T) -> None:
        """Put an item in, when there is room."""
        while self.full():
            await self._turn(self._putters, True)
        self.put_nowait(item)

    async def get(self) -> T:
        """Take the oldest item, when there is one."""
        while len(self._items) == 0:
            await self._turn(self._getters, False)
        return self.get_nowait()

    async def _turn(self, waiters: list[Future[bool]], putting: bool) -> None:
        waiter: Future[bool] = Future()
        waiters.append(waiter)
        try:
            await waiter
        except BaseException:
            waiter.cancel()
            if waiter in waiters:
                waiters.remove(waiter)
            # woken and cancelled at once: the turn goes to the next one
            possible = not self.full() if putting else len(self._items) != 0
            if possible and not waiter.cancelled():
                _wake_first(waiters)
            raise

    def task_done(self) -> None:
        """Say that an item taken has been dealt with. Raises ValueError if none is open."""
        if self._unfinished <= 0:
            raise ValueError("task_done() called too many times")
        self._unfinished -= 1
        if self._unfinished == 0:
            self._finished.set()

    async def join(self) -> None:
        """Wait until all items have been dealt with."""
        if self._unfinished > 0:
            await self._finished.wait()


class LifoQueue(Queue[T], Generic[T]):
    """A queue that gives the newest item first."""

    def _take(self) -> T:
        return self._items.pop()


class PriorityQueue(Queue[T], Generic[T]):
    """A queue that gives the least item first."""

    def _insert(self, item: T) -> None:
        heapq.heappush(self._items, item)

    def _take(self) -> T:
        return heapq.heappop(self._items)
