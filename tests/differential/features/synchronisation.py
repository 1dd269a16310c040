"""asyncio: locks, semaphores, conditions, the kinds of queues, deadlines, groups of tasks."""

from __future__ import annotations

import asyncio


def locks() -> None:
    async def worker(name: str, lock: asyncio.Lock) -> None:
        async with lock:
            print(name, "in", lock.locked())
            await asyncio.sleep(0)
            print(name, "out")

    async def main() -> None:
        lock = asyncio.Lock()
        await asyncio.gather(*[worker(n, lock) for n in "abc"])
        print(lock.locked())
        try:
            lock.release()
        except RuntimeError as error:
            print(error)

    asyncio.run(main())


def lock_cancelled_waiter() -> None:
    async def take(name: str, lock: asyncio.Lock) -> None:
        await lock.acquire()
        print(name)
        lock.release()

    async def main() -> None:
        lock = asyncio.Lock()
        await lock.acquire()
        first = asyncio.create_task(take("first", lock))
        second = asyncio.create_task(take("second", lock))
        await asyncio.sleep(0)
        first.cancel()
        lock.release()
        await second
        print(first.cancelled())

    asyncio.run(main())


def semaphores() -> None:
    async def worker(name: str, semaphore: asyncio.Semaphore) -> None:
        async with semaphore:
            print(name, "in", semaphore.locked())
            await asyncio.sleep(0)
        print(name, "out")

    async def main() -> None:
        semaphore = asyncio.Semaphore(2)
        await asyncio.gather(*[worker(n, semaphore) for n in "abcd"])

    asyncio.run(main())


def bounded_semaphore() -> None:
    async def main() -> None:
        semaphore = asyncio.BoundedSemaphore(1)
        await semaphore.acquire()
        semaphore.release()
        try:
            semaphore.release()
        except ValueError as error:
            print(error)
        try:
            asyncio.Semaphore(-1)
        except ValueError as error:
            print(error)

    asyncio.run(main())


def conditions() -> None:
    items: list[int] = []

    async def consumer(name: str, condition: asyncio.Condition) -> None:
        async with condition:
            await condition.wait_for(lambda: len(items) > 0)
            print(name, items.pop(0))

    async def main() -> None:
        condition = asyncio.Condition()
        tasks = [asyncio.create_task(consumer(n, condition)) for n in "ab"]
        await asyncio.sleep(0)
        async with condition:
            items.append(1)
            condition.notify()
        await asyncio.sleep(0)
        async with condition:
            items.append(2)
            condition.notify_all()
        for task in tasks:
            await task
        try:
            condition.notify()
        except RuntimeError as error:
            print(error)

    asyncio.run(main())


def lifo_and_priority_queues() -> None:
    async def main() -> None:
        stack: asyncio.LifoQueue[int] = asyncio.LifoQueue()
        heap: asyncio.PriorityQueue[tuple[int, str]] = asyncio.PriorityQueue()
        for n in (3, 1, 2):
            await stack.put(n)
            await heap.put((n, str(n)))
        print([await stack.get() for _ in range(3)])
        print([(await heap.get())[1] for _ in range(3)])

    asyncio.run(main())


def timeout_expires() -> None:
    async def main() -> None:
        try:
            async with asyncio.timeout(0.001) as deadline:
                await asyncio.sleep(10)
        except TimeoutError as error:
            print("timed out", repr(error), deadline.expired())

    asyncio.run(main())


def timeout_not_needed() -> None:
    async def main() -> None:
        async with asyncio.timeout(10) as deadline:
            await asyncio.sleep(0)
        print(deadline.expired())
        async with asyncio.timeout(None) as never:
            print(never.when())

    asyncio.run(main())


def task_group() -> None:
    async def double(n: int) -> int:
        await asyncio.sleep(0)
        return n * 2

    async def main() -> None:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(double(n)) for n in range(3)]
            named = group.create_task(double(9), name="nine")
        print([t.result() for t in tasks], named.get_name(), named.result())

    asyncio.run(main())


def task_group_fails() -> None:
    async def fail(text: str) -> None:
        await asyncio.sleep(0)
        raise ValueError(text)

    async def wait() -> None:
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            print("cancelled")
            raise

    async def main() -> None:
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(fail("a"))
                group.create_task(wait())
                group.create_task(fail("b"))
                await asyncio.sleep(10)
                print("not here")
        except* ValueError as errors:
            print(errors, [str(e) for e in errors.exceptions])

    asyncio.run(main())


def task_group_body_fails() -> None:
    async def main() -> None:
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(asyncio.sleep(10))
                raise KeyError("body")
        except ExceptionGroup as group_error:
            print(repr(group_error))

    asyncio.run(main())


def cancelling_and_uncancel() -> None:
    async def stubborn() -> str:
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            return "went on"
        return "slept"

    async def main() -> None:
        task = asyncio.create_task(stubborn(), name="stubborn")
        await asyncio.sleep(0)
        task.cancel()
        print(task.cancelling(), task.uncancel(), task.cancelling(), task.get_name())
        print(await task, task.cancelled())

    asyncio.run(main())
