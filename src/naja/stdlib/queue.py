"""`queue` for one thread: what would wait for another thread for ever raises instead."""

from __future__ import annotations

from typing import Generic, TypeVar

from naja.runtime.deque import deque
from naja.stdlib import heapq

T = TypeVar("T")


class Empty(Exception):
    """get_nowait() on an empty queue."""


class Full(Exception):
    """put_nowait() on a full queue."""


class _Waiting(Generic[T]):
    """What all kinds share. unfinished: items that task_done() does not yet know."""

    maxsize: int
    unfinished_tasks: int

    def __init__(self, maxsize: int = 0) -> None:
        self.maxsize = maxsize

    def qsize(self) -> int:
        raise NotImplementedError

    def _put(self, item: T) -> None:
        raise NotImplementedError

    def _get(self) -> T:
        raise NotImplementedError

    def empty(self) -> bool:
        return self.qsize() == 0

    def full(self) -> bool:
        return 0 < self.maxsize <= self.qsize()

    def put(self, item: T, block: bool = True, timeout: float | None = None) -> None:
        if self.full():
            if block and timeout is None:
                raise RuntimeError("put() would wait for ever: there is no other thread")
            raise Full
        self._put(item)
        self.unfinished_tasks += 1

    def get(self, block: bool = True, timeout: float | None = None) -> T:
        if self.qsize() == 0:
            if block and timeout is None:
                raise RuntimeError("get() would wait for ever: there is no other thread")
            raise Empty
        return self._get()

    def put_nowait(self, item: T) -> None:
        self.put(item, False)

    def get_nowait(self) -> T:
        return self.get(False)

    def task_done(self) -> None:
        if self.unfinished_tasks <= 0:
            raise ValueError("task_done() called too many times")
        self.unfinished_tasks -= 1

    def join(self) -> None:
        if self.unfinished_tasks > 0:
            raise RuntimeError("join() would wait for ever: there is no other thread")


class Queue(_Waiting[T], Generic[T]):
    """First in, first out."""

    queue: deque[T]

    def __init__(self, maxsize: int = 0) -> None:
        self.maxsize = maxsize
        self.queue = deque()

    def qsize(self) -> int:
        return len(self.queue)

    def _put(self, item: T) -> None:
        self.queue.append(item)

    def _get(self) -> T:
        return self.queue.popleft()


class SimpleQueue(Queue[T], Generic[T]):
    """First in, first out, without a limit."""

    def __init__(self) -> None:
        self.maxsize = 0
        self.queue = deque()


class _Listed(_Waiting[T], Generic[T]):
    """What the kinds that keep a list share."""

    queue: list[T]

    def __init__(self, maxsize: int = 0) -> None:
        self.maxsize = maxsize
        self.queue = []

    def qsize(self) -> int:
        return len(self.queue)


class LifoQueue(_Listed[T], Generic[T]):
    """Last in, first out."""

    def _put(self, item: T) -> None:
        self.queue.append(item)

    def _get(self) -> T:
        return self.queue.pop()


class PriorityQueue(_Listed[T], Generic[T]):
    """The smallest item first."""

    def _put(self, item: T) -> None:
        heapq.heappush(self.queue, item)

    def _get(self) -> T:
        return heapq.heappop(self.queue)
