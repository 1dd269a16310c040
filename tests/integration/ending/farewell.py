"""Answers one connection with much data, and ends without waiting for anything."""

import asyncio

DATA = bytes(range(251)) * 800
served: list[asyncio.Event] = []


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readline()
    writer.write(DATA)
    writer.close()
    served[0].set()


async def main() -> None:
    served.append(asyncio.Event())
    await asyncio.start_server(serve, "0.0.0.0", 7)
    print("serving", flush=True)
    await served[0].wait()


if __name__ == "__main__":
    asyncio.run(main())
