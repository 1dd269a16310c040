"""Sends back what it is sent, to any number of clients at a time."""

from __future__ import annotations

import asyncio
import sys

PORT = 7


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One client, until it has no more to say."""
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


async def main() -> None:
    """Serve for ever. The first argument is the port."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else PORT
    server = await asyncio.start_server(serve, "0.0.0.0", port)
    print(f"TCP echo on port {port}", flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
