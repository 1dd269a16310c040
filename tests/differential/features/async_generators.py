"""Asynchronous generators, `async for`, asynchronous comprehensions, aiter and anext."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable
from dataclasses import dataclass


async def _count(n: int) -> AsyncIterator[int]:
    for i in range(n):
        yield i


async def _slow(n: int) -> AsyncIterator[int]:
    try:
        for i in range(n):
            await asyncio.sleep(0)
            yield i
    finally:
        print("slow ends")


async def _totals() -> AsyncGenerator[int, int | None]:
    total = 0
    while True:
        given = yield total
        await asyncio.sleep(0)
        if given is None:
            return
        total += given


async def _catching() -> AsyncGenerator[int, None]:
    n = 0
    while True:
        try:
            n += 1
            yield n
        except ValueError as error:
            print("caught", error)


def async_for() -> None:
    async def main() -> None:
        async for i in _count(3):
            print(i)
        async for i in _slow(2):
            print(i)

    asyncio.run(main())


def async_for_else_break_continue() -> None:
    async def main() -> None:
        async for i in _count(5):
            if i == 1:
                continue
            if i == 3:
                print("break")
                break
            print(i)
        else:
            print("not here")
        async for _ in _count(1):
            pass
        else:
            print("else")

    asyncio.run(main())


def comprehensions() -> None:
    async def main() -> None:
        print([x * x async for x in _slow(3)], [x async for x in _count(4) if x % 2])
        print({x async for x in _count(1)}, {x: str(x) async for x in _count(2)})
        print([(a, b) async for a in _count(2) for b in range(2)])
        print([(a, b) for a in range(2) async for b in _count(2)])

    asyncio.run(main())


def await_in_comprehensions() -> None:
    async def double(x: int) -> int:
        await asyncio.sleep(0)
        return x * 2

    async def main() -> None:
        print([await double(x) for x in range(3)], {await double(x): x for x in range(2)})
        print([x for x in range(4) if await double(x) > 2])

    asyncio.run(main())


def generator_expressions() -> None:
    async def main() -> None:
        doubled = (x * 2 async for x in _slow(2))
        print([x async for x in doubled])
        slept = (await asyncio.sleep(0, x) for x in range(2))
        print([x async for x in slept])

    asyncio.run(main())


def anext_and_aiter() -> None:
    async def main() -> None:
        g = _count(2)
        print(aiter(g) is g, g.__aiter__() is g)
        print(await anext(g), await anext(g, -1), await anext(g, -1), await anext(g, None))
        try:
            await anext(g)
        except StopAsyncIteration as stop:
            print("stop", repr(stop))

    asyncio.run(main())


def dunder_anext() -> None:
    async def main() -> None:
        g = _slow(1)
        print(await g.__anext__())
        try:
            await g.__anext__()
        except StopAsyncIteration:
            print("stop")

    asyncio.run(main())


def asend() -> None:
    async def main() -> None:
        g = _totals()
        print(await anext(g), await g.asend(5), await g.asend(6))
        try:
            await g.asend(None)
        except StopAsyncIteration:
            print("over")

    asyncio.run(main())


def asend_before_start() -> None:
    async def main() -> None:
        g = _totals()
        try:
            await g.asend(1)
        except TypeError as error:
            print(error)
        print(await g.asend(None), await g.asend(2))

    asyncio.run(main())


def athrow() -> None:
    async def main() -> None:
        g = _catching()
        print(await anext(g), await g.athrow(ValueError("v")), await anext(g))
        try:
            await g.athrow(KeyError("k"))
        except KeyError as error:
            print(repr(error))
        print(await anext(g, "done"))

    asyncio.run(main())


def athrow_before_start() -> None:
    async def main() -> None:
        g = _catching()
        try:
            await g.athrow(ValueError("early"))
        except ValueError as error:
            print(error)
        print([x async for x in g])

    asyncio.run(main())


def aclose() -> None:
    async def closing() -> AsyncGenerator[int, None]:
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(0)
            print("closed")

    async def main() -> None:
        g = closing()
        print(await anext(g))
        await g.aclose()
        await g.aclose()
        print([x async for x in g])
        fresh = closing()
        await fresh.aclose()
        print([x async for x in fresh])

    asyncio.run(main())


def aclose_ignored() -> None:
    async def stubborn() -> AsyncGenerator[int, None]:
        try:
            yield 1
        except GeneratorExit:
            yield 2

    async def main() -> None:
        g = stubborn()
        await anext(g)
        try:
            await g.aclose()
        except RuntimeError as error:
            print(error)

    asyncio.run(main())


def exception_leaves_it() -> None:
    async def failing() -> AsyncIterator[int]:
        yield 1
        await asyncio.sleep(0)
        raise ValueError("broken")

    async def main() -> None:
        g = failing()
        try:
            async for x in g:
                print(x)
        except ValueError as error:
            print(error)
        print([x async for x in g])

    asyncio.run(main())


def stop_iteration_inside() -> None:
    async def stops(kind: int) -> AsyncIterator[int]:
        yield 1
        if kind:
            raise StopAsyncIteration
        raise StopIteration("x")

    async def main() -> None:
        for kind in range(2):
            try:
                print([x async for x in stops(kind)])
            except RuntimeError as error:
                print(error, repr(error.__cause__))

    asyncio.run(main())


def running_already() -> None:
    async def main() -> None:
        g = _slow(2)
        first = asyncio.create_task(_one(g))
        second = asyncio.create_task(_one(g))
        for task in (first, second):
            try:
                print(await task)
            except RuntimeError as error:
                print(error)
        await g.aclose()

    async def _one(g: AsyncIterator[int]) -> int:
        return await anext(g)

    asyncio.run(main())


def interleaved_tasks() -> None:
    async def worker(name: str, n: int) -> None:
        async for i in _slow(n):
            print(name, i)

    async def main() -> None:
        await asyncio.gather(worker("a", 2), worker("b", 3))

    asyncio.run(main())


def cancelled_in_the_middle() -> None:
    async def consumer() -> None:
        try:
            async for i in _slow(100):
                print("got", i)
        except asyncio.CancelledError:
            print("consumer cancelled")
            raise

    async def main() -> None:
        task = asyncio.create_task(consumer())
        for _ in range(3):
            await asyncio.sleep(0)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            print("done")

    asyncio.run(main())


class _Ticker:
    def __init__(self, n: int) -> None:
        self.n = n

    def __aiter__(self) -> _Ticker:
        return self

    async def __anext__(self) -> int:
        if self.n == 0:
            raise StopAsyncIteration
        await asyncio.sleep(0)
        self.n -= 1
        return self.n


class _Shelf:
    def __init__(self, *items: str) -> None:
        self.items = items

    async def __aiter__(self) -> AsyncIterator[str]:
        for item in self.items:
            yield item


def classes_of_ones_own() -> None:
    async def main() -> None:
        print([x async for x in _Ticker(3)], [x async for x in _Shelf("a", "b")])
        ticker = _Ticker(1)
        print(await anext(ticker), await anext(ticker, "end"))

    asyncio.run(main())


async def _sum(xs: AsyncIterable[int]) -> int:
    total = 0
    async for x in xs:
        total += x
    return total


def as_parameters() -> None:
    async def main() -> None:
        print(await _sum(_count(4)), await _sum(_Ticker(4)), await _sum(x async for x in _count(3)))

    asyncio.run(main())


@dataclass
class _Holder:
    source: AsyncIterator[int]


def as_attributes() -> None:
    async def main() -> None:
        for holder in [_Holder(_count(3)), _Holder(_Ticker(2))]:
            print(await anext(holder.source), [x async for x in holder.source])

    asyncio.run(main())


def as_values() -> None:
    async def run(make: Callable[[int], AsyncIterator[int]]) -> list[int]:
        return [x async for x in make(2)]

    async def main() -> None:
        print(await run(_count), await run(_slow))

    asyncio.run(main())


def pipeline() -> None:
    async def evens(xs: AsyncIterator[int]) -> AsyncIterator[int]:
        async for x in xs:
            if x % 2 == 0:
                yield x

    async def squares(xs: AsyncIterator[int]) -> AsyncIterator[int]:
        async for x in xs:
            yield x * x

    async def main() -> None:
        print([x async for x in squares(evens(_slow(5)))])

    asyncio.run(main())


class _Base:
    async def items(self) -> AsyncIterator[int]:
        yield 1

    async def doubled(self) -> AsyncIterator[int]:
        async for item in self.items():
            yield item * 2


class _Derived(_Base):
    async def items(self) -> AsyncIterator[int]:
        async for item in super().items():
            yield item + 10
        yield 20


def overridden() -> None:
    async def main() -> None:
        for base in [_Base(), _Derived()]:
            print([x async for x in base.doubled()])

    asyncio.run(main())


def producer_and_queue() -> None:
    async def drain(queue: asyncio.Queue[int | None]) -> AsyncIterator[int]:
        while (item := await queue.get()) is not None:
            yield item

    async def fill(queue: asyncio.Queue[int | None]) -> None:
        for i in range(3):
            await queue.put(i)
        await queue.put(None)

    async def main() -> None:
        queue: asyncio.Queue[int | None] = asyncio.Queue(1)
        task = asyncio.create_task(fill(queue))
        print([x async for x in drain(queue)])
        await task

    asyncio.run(main())


def try_finally_inside() -> None:
    async def careful() -> AsyncIterator[int]:
        for i in range(2):
            try:
                yield i
            finally:
                await asyncio.sleep(0)
                print("after", i)

    async def main() -> None:
        async for i in careful():
            print(i)

    asyncio.run(main())


def many_items_without_waiting() -> None:
    async def main() -> None:
        total = 0
        async for x in _count(100_000):
            total += x
        print(total)

    asyncio.run(main())


def waits_once_then_runs() -> None:
    async def once() -> AsyncIterator[int]:
        await asyncio.sleep(0)
        for i in range(50_000):
            yield i

    async def main() -> None:
        total = 0
        async for x in once():
            total += x
        print(total)

    asyncio.run(main())


async def _joined(content: bytes | str | int | AsyncIterator[int] | None) -> str:
    if isinstance(content, bytes):
        return f"bytes {len(content)}"
    if isinstance(content, str):
        return content.upper()
    if isinstance(content, int):
        return f"number {content + 1}"
    if content is None:
        return "none"
    return str([item async for item in content])


def one_of_several_types() -> None:
    async def main() -> None:
        print(await _joined(b"abc"), await _joined("abc"), await _joined(1), await _joined(None))
        print(await _joined(_count(3)), await _joined(_slow(2)))

    asyncio.run(main())
