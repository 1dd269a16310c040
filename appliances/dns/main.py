"""An authoritative DNS server over UDP.

Importing this module reads the zone files (see nameserver/build.py) and lays out every answer; a
broken zone file stops the import, and with it the build. So does the choice of the port: 53, or
what the environment variable DNS_PORT says then. Running it answers queries until it is stopped.
"""

import asyncio
import os
from pathlib import Path

from nameserver.build import build_directory, zone_files
from nameserver.query import Responder

from naja.lang import BuildError


def chosen_port(text: str) -> int:
    """The port to bind. Raises BuildError when the text is no port."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise BuildError(f"DNS_PORT is {text!r}; it must be a number from 1 to 65535")
    return int(text)


PORT = chosen_port(os.environ.get("DNS_PORT", "53"))
DIRECTORY = build_directory(zone_files(Path(__file__).parent / "zones"))
BANNER = f"dns: {DIRECTORY.zone_count} zones, {DIRECTORY.name_count} names, port {PORT}"


class NameServer(asyncio.DatagramProtocol):
    """Replies to each datagram on its own; keeps nothing between two."""

    def __init__(self) -> None:
        self.responder = Responder(DIRECTORY)
        self.reply = memoryview(self.responder.reply)
        self.transport: asyncio.DatagramTransport | None = None

    def connection_made(  # type: ignore[override]
        self, transport: asyncio.DatagramTransport
    ) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        length = self.responder.respond(data)
        transport = self.transport
        if length and transport is not None:
            transport.sendto(self.reply[:length], addr)


async def main() -> None:
    """Serve until stopped."""
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(NameServer, local_addr=("0.0.0.0", PORT))
    print(BANNER, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
