"""Cancellation in all the states of a task, and what a loop does at its end."""

import asyncio


async def never() -> None:
    print("never")


async def stubborn() -> str:
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        await asyncio.sleep(0.01)
        return "stayed"
    return "slept"


async def inner() -> None:
    try:
        await asyncio.sleep(10)
    finally:
        print("inner ends")


async def outer() -> None:
    task = asyncio.create_task(inner())
    try:
        await task
    finally:
        print("outer ends", task.cancelled())


async def waiter(future: asyncio.Future[int]) -> int:
    return await future


async def suicidal(box: list[asyncio.Task[None]]) -> None:
    await asyncio.sleep(0)
    box[0].cancel()
    print("still running")
    await asyncio.sleep(5)
    print("never")


async def narcissist(box: list[asyncio.Task[None]]) -> None:
    await box[0]


async def failing(message: str) -> None:
    await asyncio.sleep(0)
    raise ValueError(message)


async def left_behind() -> None:
    try:
        await asyncio.sleep(100)
    finally:
        print("left behind, and cancelled")


async def outcome(task: asyncio.Task[None]) -> str:
    try:
        await task
    except asyncio.CancelledError:
        return "cancelled"
    except (RuntimeError, ValueError) as error:
        return f"{type(error).__name__}: {str(error)[:27]}"
    return "done"


async def main() -> None:
    task = asyncio.create_task(never())
    print(task.cancel(), task.done(), await outcome(task), task.cancelled(), task.cancel())
    stays = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    print(stays.cancel(), await stays, stays.cancelled())
    task = asyncio.create_task(outer())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    print(await outcome(task))
    future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    ready = asyncio.create_task(waiter(future))
    await asyncio.sleep(0)
    future.set_result(1)
    print(ready.cancel())
    try:
        print(await ready)
    except asyncio.CancelledError:
        print("cancelled though its future was done")
    for run in (suicidal, narcissist):
        box: list[asyncio.Task[None]] = []
        box.append(asyncio.create_task(run(box)))
        print(await outcome(box[0]))
    task = asyncio.create_task(failing("wrong"))
    print(await outcome(task), repr(task.exception()))
    event = asyncio.Event()
    try:
        await asyncio.wait_for(event.wait(), 0.01)
    except TimeoutError:
        print("no event in time")
    background = asyncio.create_task(left_behind())
    await asyncio.sleep(0)
    print(background.done())


if __name__ == "__main__":
    asyncio.run(main())
    try:
        asyncio.run(failing("out of run"))
    except ValueError as error:
        print(error)
