"""asyncio: cancellation in every place, deadlines, groups of tasks, shields."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress


async def _forever() -> None:
    await asyncio.sleep(10)


async def _number(number: int) -> int:
    await asyncio.sleep(0)
    return number


async def _fail(text: str) -> int:
    await asyncio.sleep(0)
    raise ValueError(text)


async def _watched(name: str) -> None:
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        print(name, repr(error))
        raise
    finally:
        print(name, "finally")


def message_of_a_cancellation() -> None:
    async def main() -> None:
        task = asyncio.create_task(_watched("w"))
        await asyncio.sleep(0)
        print(task.cancel("why"))
        for _ in range(2):
            try:
                await task
            except asyncio.CancelledError as error:
                print("outside", repr(error), error.args)
        print(task.cancel("again"), task.cancelled())

    asyncio.run(main())


def before_it_began() -> None:
    async def main() -> None:
        task = asyncio.create_task(_watched("never"))
        task.cancel("early")
        try:
            await task
        except asyncio.CancelledError as error:
            print(repr(error), task.cancelled(), task.done())

    asyncio.run(main())


def cancelled_in_finally() -> None:
    async def slow_end() -> None:
        try:
            await asyncio.sleep(10)
        finally:
            print("ending")
            try:
                await asyncio.sleep(10)
            finally:
                print("ended")

    async def main() -> None:
        task = asyncio.create_task(slow_end())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.sleep(0)
        print(task.done(), task.cancelling())
        task.cancel()
        print(task.cancelling())
        try:
            await task
        except asyncio.CancelledError:
            print("cancelled", task.cancelled())

    asyncio.run(main())


def refused_cancellation() -> None:
    async def stubborn() -> str:
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            print("no")
        await asyncio.sleep(0)
        return "stayed"

    async def main() -> None:
        task = asyncio.create_task(stubborn())
        await asyncio.sleep(0)
        task.cancel()
        print(await task, task.cancelled(), task.cancelling(), task.uncancel())

    asyncio.run(main())


def exception_instead_of_cancellation() -> None:
    async def turned() -> None:
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError as error:
            raise KeyError("instead") from error

    async def main() -> None:
        task = asyncio.create_task(turned())
        await asyncio.sleep(0)
        task.cancel()
        try:
            await task
        except KeyError as error:
            print(repr(error), repr(error.__cause__), task.cancelled())

    asyncio.run(main())


def while_awaiting_a_task() -> None:
    async def outer(inner: asyncio.Task[None]) -> None:
        try:
            await inner
        except asyncio.CancelledError as error:
            print("outer", repr(error), inner.cancelled())
            raise

    async def main() -> None:
        inner = asyncio.create_task(_watched("inner"))
        task = asyncio.create_task(outer(inner))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        task.cancel("through")
        await asyncio.wait([task])
        print(task.cancelled(), inner.cancelled())

    asyncio.run(main())


def while_awaiting_a_future() -> None:
    async def waits(future: asyncio.Future[int]) -> int:
        return await future

    async def main() -> None:
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(waits(future))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        print(future.cancelled(), task.cancelled())

    asyncio.run(main())


def while_awaiting_a_lock() -> None:
    async def take(name: str, lock: asyncio.Lock) -> None:
        async with lock:
            print(name)

    async def main() -> None:
        lock = asyncio.Lock()
        await lock.acquire()
        tasks = [asyncio.create_task(take(name, lock)) for name in "abc"]
        await asyncio.sleep(0)
        tasks[0].cancel()
        lock.release()
        tasks[1].cancel()
        print([type(x).__name__ for x in await asyncio.gather(*tasks, return_exceptions=True)])
        print(lock.locked())

    asyncio.run(main())


def while_awaiting_a_queue() -> None:
    async def take(name: str, queue: asyncio.Queue[int]) -> None:
        print(name, await queue.get())

    async def main() -> None:
        queue: asyncio.Queue[int] = asyncio.Queue(1)
        first = asyncio.create_task(take("first", queue))
        second = asyncio.create_task(take("second", queue))
        await asyncio.sleep(0)
        queue.put_nowait(1)
        first.cancel()
        await second
        print(first.cancelled(), queue.empty())
        await queue.put(2)
        putter = asyncio.create_task(queue.put(3))
        await asyncio.sleep(0)
        putter.cancel()
        await asyncio.wait([putter])
        print(queue.get_nowait(), queue.qsize(), putter.cancelled())

    asyncio.run(main())


def while_awaiting_an_event() -> None:
    async def main() -> None:
        event = asyncio.Event()
        task = asyncio.create_task(event.wait())
        await asyncio.sleep(0)
        task.cancel("m")
        event.set()
        try:
            await task
        except asyncio.CancelledError as error:
            print(repr(error))
        print(event.is_set(), await event.wait())

    asyncio.run(main())


def while_awaiting_a_condition() -> None:
    async def waits(condition: asyncio.Condition) -> None:
        async with condition:
            try:
                await condition.wait()
            finally:
                print("has the lock", condition.locked())

    async def main() -> None:
        condition = asyncio.Condition()
        task = asyncio.create_task(waits(condition))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        print(task.cancelled(), condition.locked())

    asyncio.run(main())


def while_awaiting_a_semaphore() -> None:
    async def take(name: str, limit: asyncio.Semaphore) -> None:
        async with limit:
            print(name)

    async def main() -> None:
        limit = asyncio.Semaphore(1)
        await limit.acquire()
        tasks = [asyncio.create_task(take(name, limit)) for name in "abc"]
        await asyncio.sleep(0)
        tasks[1].cancel()
        limit.release()
        await asyncio.wait(tasks)
        print([task.cancelled() for task in tasks], limit.locked())

    asyncio.run(main())


def while_gathering() -> None:
    async def gathers() -> None:
        try:
            await asyncio.gather(_watched("a"), _watched("b"))
        except asyncio.CancelledError as error:
            print("gather", repr(error))
            raise

    async def main() -> None:
        task = asyncio.create_task(gathers())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        task.cancel("all")
        try:
            await task
        except asyncio.CancelledError as error:
            print("main", repr(error))

    asyncio.run(main())


def one_child_of_a_gathering() -> None:
    async def main() -> None:
        child = asyncio.create_task(_forever())
        other = asyncio.create_task(_number(3))
        both = asyncio.gather(child, other)
        await asyncio.sleep(0)
        child.cancel("child")
        try:
            await both
        except asyncio.CancelledError as error:
            print(repr(error), both.cancelled())
        print(await other)

    asyncio.run(main())


def a_patient_gathering() -> None:
    async def main() -> None:
        both = asyncio.gather(_watched("a"), _number(1), return_exceptions=True)
        await asyncio.sleep(0)
        print(both.cancel())
        try:
            await both
        except asyncio.CancelledError:
            print("cancelled", both.cancelled())

    asyncio.run(main())


def while_waiting_for_some() -> None:
    async def waits(tasks: list[asyncio.Task[None]]) -> None:
        await asyncio.wait(tasks)

    async def main() -> None:
        tasks = [asyncio.create_task(_forever()) for _ in range(2)]
        waiter = asyncio.create_task(waits(tasks))
        await asyncio.sleep(0)
        waiter.cancel()
        await asyncio.wait([waiter])
        print(waiter.cancelled(), [task.done() for task in tasks])

    asyncio.run(main())


def shield_keeps_the_inner() -> None:
    async def inner() -> str:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        print("inner ends")
        return "done"

    async def outer(task: asyncio.Task[str]) -> str:
        return await asyncio.shield(task)

    async def main() -> None:
        task = asyncio.create_task(inner())
        shielded = asyncio.create_task(outer(task))
        await asyncio.sleep(0)
        shielded.cancel("outer")
        try:
            await shielded
        except asyncio.CancelledError as error:
            print(repr(error), task.done())
        print(await task)

    asyncio.run(main())


def shield_passes_results() -> None:
    async def main() -> None:
        print(await asyncio.shield(_number(2)))
        try:
            await asyncio.shield(_fail("inside"))
        except ValueError as error:
            print(error)
        task = asyncio.create_task(_forever())
        shield = asyncio.shield(task)
        await asyncio.sleep(0)
        task.cancel()
        try:
            await shield
        except asyncio.CancelledError:
            print("cancelled", shield.cancelled())
        done = asyncio.create_task(_number(4))
        await done
        print(asyncio.shield(done) is done)

    asyncio.run(main())


def wait_for_in_time() -> None:
    async def main() -> None:
        print(await asyncio.wait_for(_number(1), 1))
        print(await asyncio.wait_for(asyncio.create_task(_number(2)), None))
        try:
            await asyncio.wait_for(_fail("x"), 1)
        except ValueError as error:
            print(error)

    asyncio.run(main())


def wait_for_too_late() -> None:
    async def main() -> None:
        try:
            await asyncio.wait_for(_watched("late"), 0.001)
        except TimeoutError as error:
            print("timeout", str(error) == "")
        task = asyncio.create_task(_watched("task"))
        try:
            await asyncio.wait_for(task, 0.001)
        except TimeoutError:
            print("timeout", task.cancelled())

    asyncio.run(main())


def wait_for_nothing_at_all() -> None:
    async def main() -> None:
        try:
            await asyncio.wait_for(_watched("zero"), 0)
        except TimeoutError:
            print("timeout")

    asyncio.run(main())


def wait_for_is_cancelled() -> None:
    async def main() -> None:
        task = asyncio.create_task(asyncio.wait_for(_watched("inner"), 5))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            print("cancelled")

    asyncio.run(main())


def nested_timeouts() -> None:
    async def main() -> None:
        try:
            async with asyncio.timeout(0.001):
                try:
                    async with asyncio.timeout(5):
                        await asyncio.sleep(10)
                except TimeoutError:
                    print("inner")
        except TimeoutError:
            print("outer")
        try:
            async with asyncio.timeout(5):
                try:
                    async with asyncio.timeout(0.001):
                        await asyncio.sleep(10)
                except TimeoutError:
                    print("inner")
                await asyncio.sleep(0)
                print("on")
        except TimeoutError:
            print("outer")

    asyncio.run(main())


def timeout_inside_a_group() -> None:
    async def main() -> None:
        try:
            async with asyncio.timeout(0.002) as deadline:
                async with asyncio.TaskGroup() as group:
                    group.create_task(_watched("a"))
                    group.create_task(_watched("b"))
        except TimeoutError as error:
            print("timeout", repr(error.__cause__), deadline.expired())

    asyncio.run(main())


def group_fails() -> None:
    async def main() -> None:
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(_watched("other"))
                group.create_task(_fail("bad"))
                await asyncio.sleep(10)
                print("never")
        except ExceptionGroup as error:
            print(error, error.exceptions)

    asyncio.run(main())


def group_with_several_errors() -> None:
    async def late(text: str) -> None:
        try:
            await asyncio.sleep(10)
        finally:
            raise KeyError(text)

    async def main() -> None:
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(late("a"))
                group.create_task(_fail("b"))
                group.create_task(late("c"))
        except* ValueError as errors:
            print(errors, errors.exceptions)
        except* KeyError as errors:
            print(errors, sorted([str(part) for part in errors.exceptions]))

    asyncio.run(main())


def body_of_a_group_fails() -> None:
    async def main() -> None:
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(_watched("child"))
                await asyncio.sleep(0)
                raise LookupError("body")
        except ExceptionGroup as error:
            print(error.message, repr(error.exceptions[0]))

    asyncio.run(main())


def group_is_cancelled() -> None:
    async def grouped() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(_watched("child"))
            print("body done")

    async def main() -> None:
        task = asyncio.create_task(grouped())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        task.cancel("group")
        try:
            await task
        except asyncio.CancelledError as error:
            print(repr(error))

    asyncio.run(main())


def child_of_a_group_is_cancelled() -> None:
    async def main() -> None:
        async with asyncio.TaskGroup() as group:
            child = group.create_task(_watched("child"))
            other = group.create_task(_number(2))
            await asyncio.sleep(0)
            child.cancel()
        print(child.cancelled(), other.result())

    asyncio.run(main())


def groups_in_groups() -> None:
    async def main() -> None:
        try:
            async with asyncio.TaskGroup() as outer:
                outer.create_task(_watched("outer"))
                async with asyncio.TaskGroup() as inner:
                    inner.create_task(_fail("inner"))
        except ExceptionGroup as error:
            print(error)
            part = error.exceptions[0]
            print(part)

    asyncio.run(main())


def group_is_over() -> None:
    async def main() -> None:
        group = asyncio.TaskGroup()
        coroutine = _number(1)
        try:
            group.create_task(coroutine)
        except RuntimeError as error:
            print(str(error)[-20:])
        async with group:
            print(await group.create_task(_number(2)))
        try:
            group.create_task(coroutine)
        except RuntimeError as error:
            print(str(error)[-11:])
        with suppress(RuntimeError):  # CPython 3.13 has closed it
            await coroutine

    asyncio.run(main())


def generators_are_closed() -> None:
    async def numbers() -> AsyncGenerator[int, None]:
        try:
            for number in range(5):
                await asyncio.sleep(0)
                yield number
        finally:
            await asyncio.sleep(0)
            print("closed")

    async def uses() -> None:
        async with aclosing(numbers()) as items:
            async for number in items:
                print(number)
                if number == 1:
                    await asyncio.sleep(10)

    async def main() -> None:
        items = numbers()
        print(await anext(items))
        await items.aclose()
        task = asyncio.create_task(uses())
        for _ in range(4):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        print(task.cancelled())

    asyncio.run(main())


def barrier_of_events() -> None:
    async def part(name: str, gate: asyncio.Event, ready: list[str]) -> None:
        ready.append(name)
        if len(ready) == 3:
            gate.set()
        await gate.wait()
        print(name)

    async def main() -> None:
        gate = asyncio.Event()
        ready: list[str] = []
        async with asyncio.TaskGroup() as group:
            for name in "abc":
                group.create_task(part(name, gate, ready))

    asyncio.run(main())


def callback_cancels() -> None:
    async def main() -> None:
        task = asyncio.create_task(_watched("w"))
        asyncio.get_running_loop().call_later(0.001, task.cancel)
        await asyncio.wait([task])
        asyncio.get_running_loop().call_soon(task.cancel, "late")
        await asyncio.sleep(0)
        print(task.cancelled())

    asyncio.run(main())


def awaits_itself() -> None:
    async def main() -> None:
        tasks: list[asyncio.Task[None]] = []

        async def itself() -> None:
            try:
                await tasks[0]
            except RuntimeError as error:
                print(str(error)[:24])

        tasks.append(asyncio.create_task(itself()))
        await asyncio.wait(tasks)

    asyncio.run(main())
