"""A short soak: much garbage of every kind, cycles among it, while the heap stays as it is.

Prints the figures of the heap after each round.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

from naja.lang import memory


class Node:
    def __init__(self, name: str) -> None:
        self.name = name
        self.other: Node | None = None
        self.table: dict[str, Node] = {}
        self.calls: list[Callable[[], int]] = []


def cycle(number: int) -> Node:
    """Objects, a dict and closures that refer to each other."""
    first, second = Node(f"first {number}"), Node("second")
    first.other, second.other = second, first
    first.table["me"] = first
    second.calls.append(lambda: len(first.name))
    return first


def numbers(count: int) -> Iterator[str]:
    for number in range(count):
        yield str(number)


async def waiting(number: int) -> int:
    await asyncio.sleep(0)
    return number


async def round_of(count: int) -> int:
    total = 0
    kept = [cycle(number) for number in range(50)]
    for number in range(count):
        kept[number % 50] = cycle(number)
        total += sum(len(text) for text in numbers(5))
        blob = bytearray(number % 9000)
        total += len(blob)
        if number % 20 == 0:
            total += sum(await asyncio.gather(waiting(1), waiting(2)))
    return total + len(kept)


async def main() -> None:
    for number in range(12):
        total = await round_of(2000)
        figures = memory.statistics()
        print(number, total, figures.used_bytes, figures.collections, figures.longest_pause_ns)


if __name__ == "__main__":
    asyncio.run(main())
