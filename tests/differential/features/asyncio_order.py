"""asyncio: the order in which callbacks and tasks run, what awaits what, and results."""

from __future__ import annotations

import asyncio


async def _say(name: str, turns: int) -> str:
    for turn in range(turns):
        print(name, turn)
        await asyncio.sleep(0)
    return name


async def _number(number: int) -> int:
    await asyncio.sleep(0)
    return number


async def _fail(text: str) -> int:
    await asyncio.sleep(0)
    raise ValueError(text)


def tasks_take_turns() -> None:
    async def main() -> None:
        tasks = [asyncio.create_task(_say(name, 3)) for name in "abc"]
        print("created")
        for task in tasks:
            print(await task)

    asyncio.run(main())


def callbacks_between_tasks() -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.call_soon(print, "first")
        task = asyncio.create_task(_say("task", 2))
        loop.call_soon(print, "second", 2, 2.5)
        loop.call_soon(lambda: loop.call_soon(print, "nested"))
        await asyncio.sleep(0)
        print("one turn")
        await task

    asyncio.run(main())


def cancelled_callback() -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        handle = loop.call_soon(print, "never")
        late = loop.call_later(0.001, print, "never either")
        handle.cancel()
        late.cancel()
        print(handle.cancelled(), late.cancelled())
        await asyncio.sleep(0.003)

    asyncio.run(main())


def callback_with_many_arguments() -> None:
    def show(a: int, b: str, c: float, d: list[int], e: int = 5) -> None:
        print(a, b, c, d, e)

    async def main() -> None:
        loop = asyncio.get_running_loop()
        loop.call_soon(show, 1, "b", 2.5, [1, 2])
        loop.call_soon(show, 1, "b", 2.5, [1, 2], 9)
        loop.call_soon_threadsafe(print, "thread")
        loop.call_later(0.001, show, 2, "later", 0.5, [])
        loop.call_at(loop.time() + 0.004, show, 3, "at", 0.5, [])
        await asyncio.sleep(0.008)

    asyncio.run(main())


def done_callbacks_in_order() -> None:
    async def main() -> None:
        task = asyncio.create_task(_number(4))
        for name in ("x", "y"):
            task.add_done_callback(lambda done, name=name: print(name, done.result()))
        print(await task)
        task.add_done_callback(lambda done: print("late", done.done()))
        await asyncio.sleep(0)

    asyncio.run(main())


def waiters_wake_in_order() -> None:
    async def waiter(name: str, future: asyncio.Future[int]) -> None:
        print(name, await future)

    async def main() -> None:
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        tasks = [asyncio.create_task(waiter(name, future)) for name in "abc"]
        await asyncio.sleep(0)
        future.set_result(7)
        print("set")
        await asyncio.gather(*tasks)

    asyncio.run(main())


def invalid_states() -> None:
    async def main() -> None:
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        try:
            future.result()
        except asyncio.InvalidStateError as error:
            print(error)
        try:
            future.exception()
        except asyncio.InvalidStateError as error:
            print(error)
        future.set_result(1)
        try:
            future.set_result(2)
        except asyncio.InvalidStateError as error:
            print(error)
        print(future.cancel(), future.result(), future.exception())

    asyncio.run(main())


def exception_of_a_future() -> None:
    async def main() -> None:
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        future.set_exception(KeyError("k"))
        for _ in range(2):
            try:
                await future
            except KeyError as error:
                print(repr(error))
        print(repr(future.exception()), future.cancelled())

    asyncio.run(main())


def names_of_tasks() -> None:
    async def main() -> None:
        task = asyncio.create_task(_number(1), name="mine")
        print(task.get_name())
        task.set_name("other")
        print(task.get_name())
        await task

    asyncio.run(main())


def no_loop() -> None:
    try:
        asyncio.get_running_loop()
    except RuntimeError as error:
        print(error)
    try:
        asyncio.current_task()
    except RuntimeError as error:
        print(error)


def run_inside_run() -> None:
    async def main() -> None:
        inner = _number(1)
        try:
            asyncio.run(inner)
        except RuntimeError as error:
            print(error)
        print(await inner)

    asyncio.run(main())


def gather_of_types() -> None:
    async def main() -> None:
        print(await asyncio.gather(_number(1), _say("x", 1)))
        number, name = await asyncio.gather(_number(1), _say("y", 1))
        print(number + 1, name.upper())
        first, *rest = await asyncio.gather(_number(1), _say("z", 1), _number(2))
        print(first + 1, rest)

    asyncio.run(main())


def gather_of_tasks_and_coroutines() -> None:
    async def main() -> None:
        task = asyncio.create_task(_number(5))
        print(await asyncio.gather(task, _number(6), task))

    asyncio.run(main())


def gather_fails_with_the_first() -> None:
    async def main() -> None:
        other = asyncio.create_task(_say("other", 4))
        try:
            await asyncio.gather(_number(1), _fail("one"), _fail("two"), other)
        except ValueError as error:
            print(error, other.done())
        print(await other)

    asyncio.run(main())


def gather_with_exceptions() -> None:
    async def main() -> None:
        task = asyncio.create_task(_number(3))
        task.cancel()
        found = await asyncio.gather(
            _number(1), _fail("bad"), task, _say("s", 1), return_exceptions=True
        )
        for item in found:
            print(type(item).__name__, repr(item))
        number, failure = await asyncio.gather(_number(1), _fail("x"), return_exceptions=True)
        print(number, repr(failure))

    asyncio.run(main())


def gather_as_a_future() -> None:
    async def main() -> None:
        both = asyncio.gather(_number(1), _number(2))
        print(both.done())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        print(both.done(), both.result())

    asyncio.run(main())


def wait_for_all() -> None:
    async def main() -> None:
        tasks = [asyncio.create_task(_number(n)) for n in range(3)]
        done, pending = await asyncio.wait(tasks)
        print(sorted(task.result() for task in done), len(pending))

    asyncio.run(main())


def wait_for_an_exception() -> None:
    async def main() -> None:
        slow = asyncio.create_task(_say("slow", 5))
        bad = asyncio.create_task(_fail("bad"))
        quick = asyncio.create_task(_number(1))
        done, pending = await asyncio.wait({slow, bad, quick}, return_when=asyncio.FIRST_EXCEPTION)
        print(slow in pending, bad in done, quick in done, repr(bad.exception()))
        await slow

    asyncio.run(main())


def wait_with_a_timeout() -> None:
    async def main() -> None:
        never: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        done, pending = await asyncio.wait([never], timeout=0.001)
        print(len(done), len(pending), never.done(), never.cancelled())

    asyncio.run(main())


def wait_for_nothing() -> None:
    async def main() -> None:
        nothing: list[asyncio.Task[int]] = []
        try:
            await asyncio.wait(nothing)
        except ValueError as error:
            print(error)
        task = asyncio.create_task(_number(1))
        try:
            await asyncio.wait([task], return_when="SOMETIME")
        except ValueError as error:
            print(error)
        await task

    asyncio.run(main())


def as_completed_by_time() -> None:
    async def after(turns: int) -> int:
        for _ in range(turns):
            await asyncio.sleep(0)
        return turns

    async def main() -> None:
        tasks = [asyncio.create_task(after(n)) for n in (9, 3, 6)]
        for earliest in asyncio.as_completed(tasks):
            print(await earliest)

    asyncio.run(main())


def as_completed_with_failures() -> None:
    async def main() -> None:
        async def late() -> int:
            for _ in range(6):
                await asyncio.sleep(0)
            return 1

        for earliest in asyncio.as_completed([late(), _fail("soon")]):
            try:
                print(await earliest)
            except ValueError as error:
                print("failed", error)

    asyncio.run(main())


def as_completed_too_late() -> None:
    async def main() -> None:
        never: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(_number(1))

        async def wait_on() -> int:
            return await never

        stuck = asyncio.create_task(wait_on())
        for earliest in asyncio.as_completed([stuck, task], timeout=0.002):
            try:
                print(await earliest)
            except TimeoutError as error:
                print("too late", str(error) == "", stuck.done())

    asyncio.run(main())


def runner_keeps_its_loop() -> None:
    async def start() -> asyncio.Task[str]:
        return asyncio.create_task(_say("left", 3))

    async def finish(task: asyncio.Task[str]) -> None:
        print("again", task.done())
        print(await task)

    with asyncio.Runner() as runner:
        task = runner.run(start())
        print(runner.run(_number(2)))
        runner.run(finish(task))
    try:
        runner.get_loop()
    except RuntimeError as error:
        print(error)


def loop_of_ones_own() -> None:
    loop = asyncio.new_event_loop()
    loop.call_soon(print, "soon")
    print(loop.run_until_complete(_number(3)))
    print(loop.run_until_complete(_say("x", 1)))
    loop.close()


def run_gives_result_and_exception() -> None:
    print(asyncio.run(_number(8)))
    try:
        asyncio.run(_fail("out"))
    except ValueError as error:
        print(error)


def left_tasks_are_cancelled_at_the_end() -> None:
    async def waits(name: str) -> None:
        try:
            await asyncio.sleep(10)
        finally:
            print("ended", name)

    async def main() -> None:
        tasks = [asyncio.create_task(waits(name)) for name in "a"]
        await asyncio.sleep(0)
        print("main ends", len(tasks))

    asyncio.run(main())


def producers_and_consumers() -> None:
    async def produce(queue: asyncio.Queue[int], first: int) -> None:
        for item in range(first, first + 3):
            await queue.put(item)
            print("put", item)

    async def consume(name: str, queue: asyncio.Queue[int]) -> None:
        while True:
            item = await queue.get()
            print(name, item)
            await asyncio.sleep(0)
            queue.task_done()

    async def main() -> None:
        queue: asyncio.Queue[int] = asyncio.Queue(2)
        consumers = [asyncio.create_task(consume(name, queue)) for name in "xy"]
        await asyncio.gather(produce(queue, 10), produce(queue, 20))
        await queue.join()
        for consumer in consumers:
            consumer.cancel()
        print(len(await asyncio.gather(*consumers, return_exceptions=True)))

    asyncio.run(main())


def semaphore_limits() -> None:
    async def work(name: str, limit: asyncio.Semaphore) -> None:
        async with limit:
            print(name, "in")
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            print(name, "out")

    async def main() -> None:
        limit = asyncio.Semaphore(2)
        await asyncio.gather(*(work(name, limit) for name in "abcde"))

    asyncio.run(main())


def condition_notifies_some() -> None:
    async def wait_on(name: str, condition: asyncio.Condition) -> None:
        async with condition:
            await condition.wait()
            print(name, "woken")

    async def main() -> None:
        condition = asyncio.Condition()
        tasks = [asyncio.create_task(wait_on(name, condition)) for name in "abc"]
        await asyncio.sleep(0)
        async with condition:
            condition.notify(2)
            print("two")
        for _ in range(4):
            await asyncio.sleep(0)
        async with condition:
            condition.notify_all()
            print("all")
        await asyncio.gather(*tasks)

    asyncio.run(main())


def events_wake_all() -> None:
    async def wait_on(name: str, event: asyncio.Event) -> None:
        print(name, await event.wait())

    async def main() -> None:
        event = asyncio.Event()
        tasks = [asyncio.create_task(wait_on(name, event)) for name in "abc"]
        await asyncio.sleep(0)
        event.set()
        print("set", event.is_set())
        event.clear()
        await asyncio.gather(*tasks)

    asyncio.run(main())


def current_and_all_tasks() -> None:
    async def inner() -> None:
        task = asyncio.current_task()
        assert task is not None
        print(task.get_name(), len(asyncio.all_tasks()))

    async def main() -> None:
        me = asyncio.current_task()
        assert me is not None
        first = asyncio.create_task(inner(), name="first")
        second = asyncio.create_task(inner(), name="second")
        print(me in asyncio.all_tasks(), len(asyncio.all_tasks()))
        await first
        await second
        print(len(asyncio.all_tasks()), first in asyncio.all_tasks())
        asyncio.get_running_loop().call_soon(lambda: print(asyncio.current_task() is None))
        await asyncio.sleep(0)

    asyncio.run(main())


def others_are_cancelled() -> None:
    async def main() -> None:
        me = asyncio.current_task()
        task = asyncio.create_task(_say("x", 5))
        await asyncio.sleep(0)
        for other in asyncio.all_tasks():
            if other is not me:
                other.cancel()
        await asyncio.wait([task])
        print(task.cancelled())

    asyncio.run(main())


def gather_keeps_order() -> None:
    async def main() -> None:
        print(await asyncio.gather(_say("slow", 3), _say("quick", 1)))
        print(await asyncio.gather(*[_number(n) for n in range(4)]))
        nothing = [_number(n) for n in range(0)]
        print(await asyncio.gather(*nothing))

    asyncio.run(main())


def wait_for_the_first() -> None:
    async def main() -> None:
        tasks = [asyncio.create_task(_say(n * "i", n), name=str(n)) for n in (1, 3)]
        done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        print([task.get_name() for task in done], [task.get_name() for task in pending])
        done, pending = await asyncio.wait(pending)
        print([task.result() for task in done], len(pending))

    asyncio.run(main())


class Opened:
    def __init__(self, name: str) -> None:
        self.name = name

    async def __aenter__(self) -> Opened:
        print("enter", self.name)
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, kind: object, error: object, trace: object) -> bool:
        print("exit", self.name, isinstance(error, ValueError))
        await asyncio.sleep(0)
        return isinstance(error, ValueError)


def asynchronous_managers() -> None:
    async def main() -> None:
        async with Opened("a") as a, Opened("b") as b:
            print(a.name, b.name)
        async with Opened("c"):
            raise ValueError("swallowed")
        print("on")

    asyncio.run(main())
