"""async and await with asyncio: run, sleep, tasks, gather, cancellation, exceptions, queues, events."""

from __future__ import annotations

import asyncio

LOG: list[str] = []


async def value(x: int) -> int:
    return x


async def delayed(x: int, seconds: float) -> int:
    await asyncio.sleep(seconds)
    LOG.append(f"woke {x}")
    return x


async def failing(text: str) -> int:
    await asyncio.sleep(0)
    raise ValueError(text)


async def worker(name: str, queue: asyncio.Queue[int], results: list[int]) -> None:
    while True:
        item = await queue.get()
        if item < 0:
            LOG.append(f"{name} done")
            return
        results.append(item * item)


async def forever() -> None:
    try:
        while True:
            await asyncio.sleep(10)
    except asyncio.CancelledError:
        LOG.append("cancelled")
        raise
    finally:
        LOG.append("cleaned up")


async def awaiting() -> None:
    print(await value(1) + await value(2), [await value(n) for n in range(3)])
    total = 0
    for n in range(100):
        total += await value(n)
    print(total)


async def tasks() -> None:
    slow = asyncio.create_task(delayed(1, 0.4))
    fast = asyncio.create_task(delayed(2, 0.1))
    print(slow.done(), await slow, await fast, slow.done(), slow.result(), LOG)
    print(await asyncio.gather(delayed(3, 0.4), delayed(4, 0.1), value(5)))


async def errors() -> None:
    try:
        await failing("direct")
    except ValueError as error:
        print("caught", error)
    task = asyncio.create_task(failing("in a task"))
    try:
        await task
    except ValueError as error:
        print("caught", error)
    try:
        await asyncio.gather(value(1), failing("gathered"))
    except ValueError as error:
        print("caught", error)


async def cancelling() -> None:
    task = asyncio.create_task(forever())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("task cancelled", task.cancelled(), task.done())
    try:
        await asyncio.wait_for(delayed(9, 5), 0.05)
    except TimeoutError:
        print("timed out")


async def queues() -> None:
    queue: asyncio.Queue[int] = asyncio.Queue()
    results: list[int] = []
    task = asyncio.create_task(worker("w", queue, results))
    for n in (3, 4, -1):
        await queue.put(n)
    await task
    print(results, LOG[-1])


async def events() -> None:
    event = asyncio.Event()

    async def waiter(n: int) -> int:
        await event.wait()
        return n

    waiting = [asyncio.create_task(waiter(n)) for n in range(3)]
    await asyncio.sleep(0)
    event.set()
    print([await task for task in waiting], event.is_set())


async def later() -> None:
    loop = asyncio.get_running_loop()
    future: asyncio.Future[str] = loop.create_future()
    loop.call_later(0.005, future.set_result, "later")
    loop.call_soon(LOG.append, "soon")
    print(await future, "soon" in LOG)


async def main() -> int:
    await awaiting()
    await tasks()
    await errors()
    await cancelling()
    await queues()
    await events()
    await later()
    return 7


if __name__ == "__main__":
    print(asyncio.run(main()))
    print(LOG)
