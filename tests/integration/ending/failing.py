"""A handler that fails ends its connection, and no other."""

import asyncio


async def fails(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    line = await reader.readline()
    writer.write(line)
    raise ValueError(line.decode())


async def failing() -> None:
    server = await asyncio.start_server(fails, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        other, writer = await asyncio.open_connection("127.0.0.1", port)
        for word in (b"one\n", b"two\n"):
            reader, asking = await asyncio.open_connection("127.0.0.1", port)
            asking.write(word)
            print(await reader.read())
            asking.close()
        writer.write(b"three\n")
        print(await other.read())
        writer.close()


if __name__ == "__main__":
    asyncio.run(failing())
