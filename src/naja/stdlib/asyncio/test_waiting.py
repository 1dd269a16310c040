"""`wait` and the messages of cancellations on both event loops, in virtual time. What is chosen by
the type of an argument (`shield`, `as_completed`) only compiled code has: see
tests/differential/features."""

from __future__ import annotations

import pytest

from naja.stdlib.asyncio.testbed import under_cpython, under_naja


async def _after(aio, delay, result):
    await aio.sleep(delay)
    if isinstance(result, Exception):
        raise result
    return result


def _tasks(aio, *parts):
    return [
        aio.create_task(_after(aio, delay, result), name=str(result)) for delay, result in parts
    ]


def _names(tasks):
    return sorted(task.get_name() for task in tasks)


async def wait_for_the_first(aio, log):
    tasks = _tasks(aio, (0.3, "a"), (0.1, "b"), (0.2, "c"))
    while tasks:
        done, tasks = await aio.wait(tasks, return_when=aio.FIRST_COMPLETED)
        log.append((_names(done), _names(tasks)))


async def wait_for_an_exception(aio, log):
    tasks = _tasks(aio, (0.3, "a"), (0.1, "b"), (0.2, ValueError("c")), (0.2, "d"))
    tasks[3].cancel()
    done, pending = await aio.wait(tasks, return_when=aio.FIRST_EXCEPTION)
    log.append((_names(done), _names(pending)))
    log.append(repr(tasks[2].exception()))


async def wait_until_a_time(aio, log):
    tasks = _tasks(aio, (0.3, "a"), (0.1, "b"))
    done, pending = await aio.wait(tasks, timeout=0.2)
    log.append((_names(done), _names(pending)))


async def cancelled_wait_leaves_the_tasks(aio, log):
    tasks = _tasks(aio, (0.3, "a"), (0.4, "b"))
    waiter = aio.create_task(aio.wait(tasks))
    await aio.sleep(0.1)
    waiter.cancel("enough")
    try:
        await waiter
    except aio.CancelledError as error:
        log.append(repr(error))
    log.append([await task for task in tasks])


async def messages_of_futures(aio, log):
    future = aio.get_running_loop().create_future()
    log.append((future.cancel("first"), future.cancel("second")))
    for _ in range(3):
        try:
            future.result()
        except aio.CancelledError as error:
            log.append(repr(error))


PROGRAMS = [
    value
    for name, value in list(globals().items())
    if not name.startswith("_") and getattr(value, "__module__", "") == __name__
]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__)
def test_logs_are_equal(program):
    assert under_naja(program) == under_cpython(program)
