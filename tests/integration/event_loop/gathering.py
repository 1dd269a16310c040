"""asyncio.gather: order of results, first exception, star arguments."""

import asyncio


async def answer(delay: float, log: list[float]) -> float:
    await asyncio.sleep(delay)
    log.append(delay)
    return delay


async def step(name: str, log: list[str]) -> None:
    await asyncio.sleep(0.01)
    if name == "b":
        raise KeyError(name)
    log.append(name)


async def main() -> None:
    log: list[float] = []
    print(await asyncio.gather(answer(0.03, log), answer(0.01, log), answer(0.02, log)), log)
    names: list[str] = []
    try:
        await asyncio.gather(step("a", names), step("b", names), step("c", names))
    except KeyError as error:
        print(repr(error), names)
    await asyncio.sleep(0.02)
    print(names)
    tasks = [asyncio.create_task(answer(x / 100, log)) for x in range(3)]
    print(await asyncio.gather(*tasks))
    print(await asyncio.gather(tasks[0], tasks[1]))


if __name__ == "__main__":
    asyncio.run(main())
