"""What tasks wait for, made when the module is imported."""

import asyncio

lock = asyncio.Lock()
started = asyncio.Event()
raised = asyncio.Event()
raised.set()
places = asyncio.Semaphore(2)
bounded = asyncio.BoundedSemaphore(1)
changed = asyncio.Condition(lock)
jobs: asyncio.Queue[int] = asyncio.Queue(3)
jobs.put_nowait(7)
urgent: asyncio.PriorityQueue[tuple[int, str]] = asyncio.PriorityQueue()
urgent.put_nowait((2, "b"))
urgent.put_nowait((1, "a"))
last = asyncio.LifoQueue[str]()


class Service:
    """An object of the program that holds some."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.done: asyncio.Queue[str] = asyncio.Queue()


service = Service()


async def work(name: str) -> None:
    await started.wait()
    async with places, service.lock:
        print(name, lock.locked(), await jobs.get() if not jobs.empty() else None)
    await service.done.put(name)


async def wait_for_change() -> None:
    async with changed:
        print("waits", lock.locked())
        await changed.wait()
        print("woken", lock.locked())


async def main() -> None:
    await raised.wait()
    tasks = [asyncio.create_task(work(name)) for name in ("one", "two", "three")]
    waiting = asyncio.create_task(wait_for_change())
    started.set()
    await asyncio.gather(*tasks)
    async with lock:
        changed.notify_all()
    await waiting
    print([await service.done.get() for _ in range(3)], jobs.maxsize, jobs.qsize())
    print(await urgent.get(), await urgent.get(), urgent.empty())
    await last.put("x")
    await last.put("y")
    print(await last.get(), places.locked(), bounded.locked())
    try:
        bounded.release()
    except ValueError as error:
        print(error)
    jobs.task_done()
    await jobs.join()


if __name__ == "__main__":
    asyncio.run(main())
