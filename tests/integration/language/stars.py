"""Star unpacking, stars in displays, asynchronous managers and iterators."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator


def count(n: int) -> Iterator[int]:
    for i in range(n):
        yield i


class Gate:
    def __init__(self, name: str) -> None:
        self.name = name

    async def __aenter__(self) -> str:
        await asyncio.sleep(0)
        print("enter", self.name)
        return self.name.upper()

    async def __aexit__(self, kind: object, error: object, trace: object) -> bool:
        await asyncio.sleep(0)
        print("exit", self.name, error is not None)
        return self.name == "swallow"


class Ticks:
    def __init__(self, n: int) -> None:
        self.n = n

    def __aiter__(self) -> Ticks:
        return self

    async def __anext__(self) -> int:
        if self.n == 0:
            raise StopAsyncIteration
        await asyncio.sleep(0)
        self.n -= 1
        return self.n


async def asynchronous() -> None:
    async with Gate("a") as name:
        print(name)
    async with Gate("swallow"):
        raise ValueError("lost")
    try:
        async with Gate("pass"):
            raise ValueError("found")
    except ValueError as error:
        print(error)
    async for tick in Ticks(3):
        if tick == 1:
            continue
        print("tick", tick)
    else:
        print("no more")


def unpack(values: list[int]) -> None:
    try:
        first, *middle, last = values
        print(first, middle, last)
    except ValueError as error:
        print(error)
    try:
        a, b = values
        print(a, b)
    except ValueError as error:
        print(error)


if __name__ == "__main__":
    unpack([1, 2, 3, 4])
    unpack([1, 2])
    unpack([1])
    head, *tail = (1, 2, 3)
    *start, end = "abc"
    print(head, tail, start, end)
    x, y, z = count(3)
    k1, k2 = {"one": 1, "two": 2}
    print(x, y, z, k1, k2)
    xs = [1, 2]
    print([*xs, 3, *count(2)], sorted({*xs, 2, 5}), (*xs, 9), (*(1, "b"), 2.5))
    d = {"a": 1}
    print({**d, "b": 2, **{"a": 7}})
    asyncio.run(asynchronous())
    print(1, *xs, *["x", "y"], sep="; ", end="!\n")
