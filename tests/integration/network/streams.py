"""Streams from this program to itself: every way to read, write and close."""

import asyncio


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    async for line in reader:
        writer.write(line.upper())
        await writer.drain()
    writer.write(b"end of " + str(writer.get_extra_info("sockname")[0]).encode())
    writer.close()
    await writer.wait_closed()


async def lines() -> None:
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    print(writer.get_extra_info("peername") == ("127.0.0.1", port))
    writer.write(b"one\ntwo\n")
    print(await reader.readline(), await reader.readline())
    writer.writelines([b"th", b"ree\n"])
    await writer.drain()
    print(await reader.readexactly(6))
    writer.write_eof()
    print(await reader.read(), reader.at_eof())
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()
    try:
        await asyncio.open_connection("127.0.0.1", port)
    except ConnectionRefusedError as error:
        print(error.errno, str(error).replace(str(port), "PORT"))


if __name__ == "__main__":
    asyncio.run(lines())
