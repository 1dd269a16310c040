"""What an await costs that does not suspend: of a method that could, and of one that never does."""

import asyncio
import sys
import time


class Source:
    """Items that are there, or will be."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.refilled = asyncio.Event()

    async def item(self) -> int:
        """The next one; waits when there is none."""
        if self.left == 0:
            await self.refilled.wait()
        self.left -= 1
        return self.left & 7


async def low_bits(number: int) -> int:
    """Never waits."""
    return number & 7


async def measure(count: int) -> None:
    """So many awaits of each kind."""
    source = Source(count + 1)
    total = 0
    start = time.perf_counter_ns()
    for _ in range(count):
        total += await source.item()
    middle = time.perf_counter_ns()
    for i in range(count):
        total ^= await low_bits(i)
    end = time.perf_counter_ns()
    print(total)
    print(f"await {(middle - start) / count}")
    print(f"plain {(end - middle) / count}")


def main() -> None:
    """As many as asked for."""
    asyncio.run(measure(int(sys.argv[1])))


if __name__ == "__main__":
    main()
