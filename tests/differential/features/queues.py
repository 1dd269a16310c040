"""`queue` in one thread, and values that `or` makes."""

from __future__ import annotations

import queue
from queue import LifoQueue, PriorityQueue, Queue, SimpleQueue


def first_in_first_out() -> None:
    q: Queue[int] = Queue()
    for n in range(4):
        q.put(n)
    print(q.qsize(), q.empty(), q.full(), q.get(), q.get_nowait(), list(q.queue))
    while not q.empty():
        print(q.get())


def inferred() -> None:
    q = Queue()
    q.put(("a", 1))
    name, number = q.get()
    print(name, number, q.empty())


def last_in_first_out() -> None:
    q: LifoQueue[str] = LifoQueue()
    for c in "abc":
        q.put(c)
    print(q.get(), q.get(), q.qsize())


def by_priority() -> None:
    q: PriorityQueue[tuple[int, str]] = PriorityQueue()
    for cost, name in [(3, "c"), (1, "a"), (2, "b")]:
        q.put((cost, name))
    print([q.get()[1] for _ in range(3)])


def limits() -> None:
    q: Queue[int] = Queue(maxsize=1)
    q.put(1)
    print(q.full(), q.maxsize)
    try:
        q.put_nowait(2)
    except queue.Full as error:
        print("full", repr(str(error)))
    q.get()
    try:
        q.get_nowait()
    except queue.Empty:
        print("empty")
    try:
        q.get(block=False)
    except queue.Empty:
        print("still empty")


def tasks() -> None:
    q: Queue[int] = Queue()
    q.put(1)
    q.get()
    q.task_done()
    q.join()
    q.task_done()


def simple() -> None:
    q: SimpleQueue[int] = SimpleQueue()
    q.put(5)
    print(q.qsize(), q.get(), q.empty())


def _filled(words: list[str] | None = None, n: int | None = None) -> int:
    words = words or []
    n = n or 5
    return len(words) + n


def replaced_by_or() -> None:
    print(_filled(), _filled(["a"], 1), _filled(None, 7))
