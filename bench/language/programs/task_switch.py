"""What it costs to go from one task to the other through the event loop."""

import asyncio
import sys
import time


async def turns(count: int) -> int:
    """Let the others run, so many times."""
    total = 0
    for i in range(count):
        await asyncio.sleep(0)
        total += i & 1
    return total


async def measure(count: int) -> None:
    """Two tasks that take turns."""
    first = asyncio.create_task(turns(count))
    second = asyncio.create_task(turns(count))
    start = time.perf_counter_ns()
    total = await first + await second
    end = time.perf_counter_ns()
    print(total)
    print(f"switch {(end - start) / (2 * count)}")


def main() -> None:
    """As many switches of each task as asked for."""
    asyncio.run(measure(int(sys.argv[1])))


if __name__ == "__main__":
    main()
