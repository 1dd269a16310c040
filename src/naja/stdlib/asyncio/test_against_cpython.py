"""The same programs on this event loop and on CPython's, in virtual time: their logs must be
equal."""

from __future__ import annotations

import pytest

from naja.stdlib.asyncio.testbed import under_cpython, under_naja


async def returns(aio, log):
    return 5


async def raises(aio, log):
    raise LookupError("gone")


async def exits(aio, log):
    async def quitter():
        raise SystemExit(3)

    task = aio.create_task(quitter())
    try:
        await task
    finally:
        log.append("cleaned up")


async def callbacks_run_in_order(aio, log):
    loop = aio.get_running_loop()
    for number in range(3):
        loop.call_soon(log.append, number)
    loop.call_soon(lambda: loop.call_soon(log.append, "nested"))
    loop.call_soon(log.append, "last of the first turn")
    cancelled = loop.call_soon(log.append, "never")
    cancelled.cancel()
    log.append(cancelled.cancelled())
    await aio.sleep(0)
    log.append("after one turn")
    await aio.sleep(0)


async def timers_run_by_time(aio, log):
    loop = aio.get_running_loop()
    start = loop.time()
    timers = [
        loop.call_later(delay, log.append, delay)
        for delay in (0.5, 0.1, 0.3, 0.2, 0.4, 0.15, 0.05, 0.6)
    ]
    timers[2].cancel()
    timers[7].cancel()
    loop.call_at(start + 0.25, log.append, "at")
    await aio.sleep(1)
    log.append(round(loop.time() - start, 6))
    log.append(round(timers[0].when() - start, 6))


async def sleepers_wake_by_time(aio, log):
    async def sleeper(delay):
        await aio.sleep(delay)
        log.append(delay)
        return delay

    tasks = [aio.create_task(sleeper(delay)) for delay in (0.3, 0.1, 0.2, 0, -1)]
    for task in tasks:
        log.append(("result", await task))


async def tasks_interleave(aio, log):
    async def counter(name):
        for number in range(3):
            log.append((name, number))
            await aio.sleep(0)

    tasks = [aio.create_task(counter(name)) for name in "abc"]
    for task in tasks:
        await task


async def future_is_awaited_by_many(aio, log):
    future = aio.get_running_loop().create_future()
    future.add_done_callback(lambda done: log.append(("callback", done.result())))

    async def waiter(name):
        log.append((name, await future))

    tasks = [aio.create_task(waiter(name)) for name in "xy"]
    await aio.sleep(0)
    future.set_result(7)
    log.append("set")
    for task in tasks:
        await task
    future.add_done_callback(lambda done: log.append(("late", done.result())))
    await aio.sleep(0)
    try:
        future.set_result(8)
    except aio.InvalidStateError as error:
        log.append(str(error))


async def future_states(aio, log):
    future = aio.get_running_loop().create_future()
    for ask in (future.result, future.exception):
        try:
            ask()
        except aio.InvalidStateError as error:
            log.append(str(error))
    log.append((future.done(), future.cancelled(), future.cancel(), future.cancel()))
    log.append((future.done(), future.cancelled()))
    try:
        future.result()
    except aio.CancelledError:
        log.append("cancelled")


async def exception_reaches_who_awaits(aio, log):
    async def failing():
        await aio.sleep(0.1)
        raise KeyError("k")

    task = aio.create_task(failing())
    try:
        await task
    except KeyError as error:
        log.append(repr(error))
    log.append((repr(task.exception()), task.done(), task.cancelled()))


async def cancelled_while_sleeping(aio, log):
    async def sleeper():
        try:
            await aio.sleep(10)
        except aio.CancelledError:
            log.append("cancelled inside")
            raise
        finally:
            log.append("finally")

    task = aio.create_task(sleeper())
    await aio.sleep(1)
    log.append((task.cancel(), task.done()))
    try:
        await task
    except aio.CancelledError:
        log.append("cancelled outside")
    log.append((task.cancel(), task.cancelled()))


async def cancelled_before_it_began(aio, log):
    async def never():
        log.append("ran")

    task = aio.create_task(never())
    task.cancel()
    try:
        await task
    except aio.CancelledError:
        log.append("cancelled")


async def cancellation_can_be_swallowed(aio, log):
    async def stubborn():
        try:
            await aio.sleep(10)
        except aio.CancelledError:
            await aio.sleep(1)
            return "stayed"

    task = aio.create_task(stubborn())
    await aio.sleep(0)
    task.cancel()
    log.append((await task, task.cancelled()))


async def cancels_itself(aio, log):
    async def suicidal(task_of):
        await aio.sleep(0)
        task_of[0].cancel()
        log.append("still running")
        await aio.sleep(5)
        log.append("never")

    box = []
    box.append(aio.create_task(suicidal(box)))
    try:
        await box[0]
    except aio.CancelledError:
        log.append("cancelled")


async def cancelled_while_it_was_ready(aio, log):
    future = aio.get_running_loop().create_future()

    async def waiter():
        log.append(await future)

    task = aio.create_task(waiter())
    await aio.sleep(0)
    future.set_result(1)
    log.append(task.cancel())
    try:
        await task
    except aio.CancelledError:
        log.append("cancelled")


async def cancellation_goes_down_a_chain(aio, log):
    async def inner():
        try:
            await aio.sleep(10)
        finally:
            log.append("inner")

    async def outer():
        task = aio.create_task(inner())
        try:
            await task
        finally:
            log.append(("outer", task.cancelled()))

    task = aio.create_task(outer())
    await aio.sleep(0)
    await aio.sleep(0)
    task.cancel()
    try:
        await task
    except aio.CancelledError:
        log.append("done")


async def cannot_await_itself(aio, log):
    box = []

    async def narcissist():
        await box[0]

    box.append(aio.create_task(narcissist()))
    try:
        await box[0]
    except RuntimeError as error:
        log.append(str(error)[:27])


async def leftover_tasks_are_cancelled(aio, log):
    async def left_behind(name):
        try:
            await aio.sleep(100)
        finally:
            log.append(name)

    log.append(aio.create_task(left_behind("a")).done())
    await aio.sleep(0)


async def deadlines(aio, log):
    async def answer(delay):
        try:
            await aio.sleep(delay)
        except aio.CancelledError:
            log.append("given up")
            raise
        return delay

    loop = aio.get_running_loop()
    start = loop.time()
    log.append(await aio.wait_for(answer(0.5), 1.0))
    log.append(await aio.wait_for(answer(0.5), None))
    try:
        await aio.wait_for(answer(5.0), 2.0)
    except TimeoutError:
        log.append("timeout")
    log.append(round(loop.time() - start, 6))


async def events_wake_all(aio, log):
    event = aio.Event()

    async def waiter(name):
        log.append((name, await event.wait()))

    tasks = [aio.create_task(waiter(name)) for name in "pq"]
    await aio.sleep(0)
    event.set()
    log.append(event.is_set())
    for task in tasks:
        await task
    log.append(await event.wait())
    event.clear()
    task = aio.create_task(waiter("r"))
    await aio.sleep(0)
    task.cancel()
    await aio.sleep(0)
    event.set()
    log.append(task.cancelled())


async def queue_hands_over_in_order(aio, log):
    queue = aio.Queue(2)

    async def producer():
        for number in range(5):
            await queue.put(number)
            log.append(("put", number, queue.qsize()))

    async def consumer():
        for _ in range(5):
            log.append(("got", await queue.get()))
            queue.task_done()

    tasks = [aio.create_task(consumer()), aio.create_task(producer())]
    for task in tasks:
        await task
    await queue.join()
    log.append((queue.empty(), queue.full(), queue.maxsize))
    for operation in (queue.get_nowait, queue.task_done):
        try:
            operation()
        except (aio.QueueEmpty, ValueError) as error:
            log.append(type(error).__name__)
    queue.put_nowait(1)
    queue.put_nowait(2)
    try:
        queue.put_nowait(3)
    except aio.QueueFull:
        log.append("full")


async def cancelled_getter_loses_nothing(aio, log):
    queue = aio.Queue()

    async def getter(name):
        log.append((name, await queue.get()))

    first, second = (aio.create_task(getter(name)) for name in "fs")
    await aio.sleep(0)
    queue.put_nowait("item")
    first.cancel()
    await second
    log.append(first.cancelled())


async def gathered_results_are_in_order(aio, log):
    async def answer(delay):
        await aio.sleep(delay)
        log.append(delay)
        return delay

    log.append(await aio.gather(answer(0.3), answer(0.1), answer(0.2)))
    log.append(await aio.gather())


async def first_exception_ends_a_gathering(aio, log):
    async def step(name, delay):
        await aio.sleep(delay)
        log.append(name)
        if name == "b":
            raise KeyError(name)

    try:
        await aio.gather(step("a", 0.1), step("b", 0.2), step("c", 0.3))
    except KeyError as error:
        log.append(repr(error))
    await aio.sleep(1)


async def cancelled_gathering_cancels_all(aio, log):
    async def step(name):
        try:
            await aio.sleep(10)
        finally:
            log.append(name)

    async def outer():
        await aio.gather(step("a"), step("b"))

    task = aio.create_task(outer())
    await aio.sleep(0.1)
    task.cancel()
    try:
        await task
    except aio.CancelledError:
        log.append("cancelled")


async def stopped_loop_is_an_error(aio, log):
    aio.get_running_loop().stop()
    await aio.sleep(100)


PROGRAMS = [
    value
    for value in list(globals().values())
    if callable(value) and getattr(value, "__module__", "") == __name__
]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__)
def test_logs_are_equal(program):
    ours = under_naja(program)
    assert ours == under_cpython(program)
    assert "Stuck" not in str(ours[-1])


async def leaves_failures_behind(aio, log):
    async def failing(message):
        raise ValueError(message)

    seen, unseen = (aio.create_task(failing(name)) for name in ("seen", "unseen"))
    await aio.sleep(0)
    log.append(str(seen.exception()))
    log.append(unseen.done())


def test_exceptions_that_nobody_asked_for_are_reported(capsys):
    under_naja(leaves_failures_behind)
    told = capsys.readouterr().err
    assert told.count("Task exception was never retrieved") == 1
    assert "ValueError: unseen" in told
