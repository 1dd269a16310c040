"""StreamReader against CPython's, fed by hand; whole streams between two loops' networks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

import pytest

from naja.stdlib.asyncio.testbed import Log, under_cpython, under_naja


async def noted(log: Log, what: Awaitable[Any]) -> None:
    """Log what came of it."""
    try:
        log.append(await what)
    except Exception as error:  # noqa: BLE001 - any outcome is compared
        partial = getattr(error, "partial", None)
        log.append((type(error).__name__, str(error), partial))


async def lines(aio: ModuleType, log: Log) -> None:
    reader = aio.StreamReader()
    reader.feed_data(b"one\ntwo\nthr")
    reader.feed_data(b"ee\nrest")
    for _ in range(3):
        await noted(log, reader.readline())
    reader.feed_eof()
    await noted(log, reader.readline())
    await noted(log, reader.readline())
    log.append(reader.at_eof())


async def counted(aio: ModuleType, log: Log) -> None:
    reader = aio.StreamReader()
    reader.feed_data(b"0123456789")
    await noted(log, reader.read(3))
    await noted(log, reader.readexactly(4))
    await noted(log, reader.read(0))
    await noted(log, reader.readexactly(0))
    await noted(log, reader.read(100))
    reader.feed_data(b"abc")
    reader.feed_eof()
    await noted(log, reader.readexactly(5))
    await noted(log, reader.read(5))
    await noted(log, reader.readexactly(-1))


async def everything(aio: ModuleType, log: Log) -> None:
    reader = aio.StreamReader()
    reader.feed_data(b"part one ")

    async def feed() -> None:
        await aio.sleep(0.1)
        reader.feed_data(b"part two")
        await aio.sleep(0.1)
        reader.feed_eof()

    task = aio.create_task(feed())
    await noted(log, reader.read())
    await task


async def separators(aio: ModuleType, log: Log) -> None:
    reader = aio.StreamReader()
    reader.feed_data(b"ab\r")
    task = aio.create_task(noted(log, reader.readuntil(b"\r\n")))
    await aio.sleep(0)
    reader.feed_data(b"\ncd\r\n\r\n")
    await task
    await noted(log, reader.readuntil(b"\r\n\r\n"))
    reader.feed_data(b"no end")
    reader.feed_eof()
    await noted(log, reader.readuntil(b";"))
    await noted(log, reader.readuntil(b""))


async def limits(aio: ModuleType, log: Log) -> None:
    reader = aio.StreamReader(limit=8)
    reader.feed_data(b"0123456789ABCDEF\nxy\n")
    await noted(log, reader.readuntil(b"\n"))
    await noted(log, reader.readline())
    await noted(log, reader.readline())
    reader.feed_data(b"0123456789ABCDEF")
    await noted(log, reader.readuntil(b"\n"))
    await noted(log, reader.readline())
    await noted(log, reader.read(4))


async def two_readers(aio: ModuleType, log: Log) -> None:
    reader = aio.StreamReader()
    first = aio.create_task(noted(log, reader.read(1)))
    await aio.sleep(0)
    await noted(log, reader.readline())
    reader.feed_data(b"z")
    await first


async def failing(aio: ModuleType, log: Log) -> None:
    reader = aio.StreamReader()
    waiting = aio.create_task(noted(log, reader.read(1)))
    await aio.sleep(0)
    reader.set_exception(ConnectionResetError(104, "Connection reset by peer"))
    await waiting
    await noted(log, reader.readline())
    log.append(repr(reader.exception()))


async def cancelled(aio: ModuleType, log: Log) -> None:
    reader = aio.StreamReader()
    try:
        await aio.wait_for(reader.read(1), 0.5)
    except TimeoutError:
        log.append("timeout")
    reader.feed_data(b"later")
    await noted(log, reader.read(10))


async def iterated(aio: ModuleType, log: Log) -> None:
    reader = aio.StreamReader()
    reader.feed_data(b"a\nb\nc")
    reader.feed_eof()
    async for line in reader:
        log.append(line)


async def long_pieces(aio: ModuleType, log: Log) -> None:
    reader = aio.StreamReader(limit=10000)
    piece = bytes(range(256)) * 20 + b"\n"
    for _ in range(2):
        reader.feed_data(piece)
        log.append(await reader.read(10000))  # whole, as it came
        reader.feed_data(piece)
        log.append(await reader.read(7))
        log.append(await reader.readuntil(b"\x07"))
        reader.feed_data(piece)
        reader.feed_data(b"short")
        log.append(await reader.readexactly(2 * len(piece) - 20))
        log.append(await reader.read(10000))
        reader.feed_data(piece)
        log.append(await reader.readexactly(len(piece)))
        reader.feed_data(piece)
        log.append(await reader.readline())
        log.append(await reader.readline())
    reader.feed_data(piece)
    reader.feed_eof()
    log.append(reader.at_eof())
    await noted(log, reader.readexactly(2 * len(piece)))
    log.append(reader.at_eof())


PROGRAMS: list[Callable[[ModuleType, Log], Any]] = [
    lines,
    counted,
    everything,
    separators,
    limits,
    two_readers,
    failing,
    cancelled,
    iterated,
    long_pieces,
]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__)
def test_reader_is_cpythons(program):
    assert under_naja(program) == under_cpython(program)
