"""A counter that many clients add to, each request counted once, however often it is sent.

Run it as it is, compile it, or see test_simulation.py for how it fares on bad networks.
"""

from __future__ import annotations

import asyncio

PORT = 7000
PATIENCE = 2.0


class Counter:
    """The server's state. last: of each client, the number of its newest request."""

    total: int
    last: dict[str, int]

    def __init__(self) -> None:
        self.total = 0
        self.last = {}

    def take(self, line: str) -> str:
        """Answer `NAME NUMBER AMOUNT`."""
        name, number, amount = line.split()
        if int(number) > self.last.get(name, 0):
            self.last[name] = int(number)
            self.total += int(amount)
        return f"{number} {self.total}"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        try:
            while line := await reader.readline():
                writer.write(f"{self.take(line.decode())}\n".encode())
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()


async def serve(counter: Counter) -> None:
    """Serve for ever."""
    server = await asyncio.start_server(counter.answer, "0.0.0.0", PORT)
    async with server:
        await server.serve_forever()


async def add(host: str, name: str, amounts: list[int]) -> int:
    """Add the amounts one after the other; the total that was told last."""
    total = 0
    for number, amount in enumerate(amounts, 1):
        line = f"{name} {number} {amount}\n"
        answer = ""
        while not answer.endswith("\n"):
            try:
                answer = await asyncio.wait_for(ask(host, line), PATIENCE)
            except OSError:  # TimeoutError is one of them
                await asyncio.sleep(0.1)
        total = int(answer.split()[1])
    return total


async def ask(host: str, line: str) -> str:
    """Send one request over a connection of its own."""
    reader, writer = await asyncio.open_connection(host, PORT)
    try:
        writer.write(line.encode())
        return (await reader.readline()).decode()
    finally:
        writer.close()


if __name__ == "__main__":
    asyncio.run(serve(Counter()))
