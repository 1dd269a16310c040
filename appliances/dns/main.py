"""An authoritative DNS server over UDP.

Importing this module reads the zone files (see nameserver/build.py) and lays out every answer; a
broken zone file stops the import, and with it the build. Running it binds port 53, or the one that
the first argument or the environment variable DNS_PORT names, and answers queries until it is
stopped.
"""

import asyncio
import os
import sys
from pathlib import Path

from nameserver.build import build_directory, zone_files
from nameserver.query import Responder

DIRECTORY = build_directory(zone_files(Path(__file__).parent / "zones"))
DEFAULT_PORT = "53"


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


def listening_port() -> int:
    """The port to bind, or 0 when what was given is no port."""
    text = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("DNS_PORT", DEFAULT_PORT)
    try:
        port = int(text)
    except ValueError:
        return 0
    return port if 0 < port < 65536 else 0


async def main() -> None:
    """Serve until stopped."""
    port = listening_port()
    if port == 0:
        print("dns: the port, first argument or DNS_PORT, must be a number from 1 to 65535")
        sys.exit(2)
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(NameServer, local_addr=("0.0.0.0", port))
    zones, names = DIRECTORY.zone_count, DIRECTORY.name_count
    print(f"dns: {zones} zones, {names} names, port {port}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
