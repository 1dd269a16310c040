"""Tasks, sleeping, cancellation, deadlines, queues, events and futures, each a little."""

import asyncio


async def counter(name: str, log: list[str]) -> int:
    for number in range(3):
        log.append(f"{name}{number}")
        await asyncio.sleep(0)
    return len(log)


async def failing() -> None:
    await asyncio.sleep(0.01)
    raise KeyError("k")


async def sleeper(log: list[str]) -> None:
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        log.append("cancelled inside")
        raise
    finally:
        log.append("finally")


async def answer(delay: float) -> float:
    await asyncio.sleep(delay)
    return delay


async def main() -> None:
    log: list[str] = []
    tasks = [asyncio.create_task(counter(n, log)) for n in "abc"]
    for t in tasks:
        print(await t)
    print(log)
    try:
        await asyncio.create_task(failing())
    except KeyError as error:
        print(repr(error))
    task = asyncio.create_task(sleeper(log))
    await asyncio.sleep(0.01)
    print(task.cancel(), task.done())
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled outside", log[-2:])
    loop = asyncio.get_running_loop()
    loop.call_later(0.02, lambda: print("later"))
    loop.call_soon(log.append, "soon")
    start = loop.time()
    print(await asyncio.wait_for(answer(0.03), 1.0), log[-1], loop.time() - start < 0.1)
    try:
        await asyncio.wait_for(answer(5.0), 0.01)
    except TimeoutError:
        print("timeout")
    q: asyncio.Queue[int] = asyncio.Queue(2)

    async def producer() -> None:
        for i in range(5):
            await q.put(i)

    filling = asyncio.create_task(producer())
    print([await q.get() for _ in range(5)])
    await filling
    ev = asyncio.Event()
    loop.call_soon(ev.set)
    print(await ev.wait())
    fut: asyncio.Future[int] = loop.create_future()
    loop.call_later(0.01, fut.set_result, 42)
    fut.add_done_callback(lambda f: print("cb", f.result()))
    print(await fut)
    await asyncio.sleep(0)


if __name__ == "__main__":
    asyncio.run(main())
