"""A UDP echo server: sends every datagram back to where it came from.

    naja run examples/udp_echo -p 7000:7/udp
    echo hello | nc -u -w1 127.0.0.1 7000

It is an ordinary asyncio program, so `python examples/udp_echo/main.py 7000` works as well.
"""

import asyncio
import sys


class Echo(asyncio.DatagramProtocol):
    """Answers on the transport that it was given."""

    transport: asyncio.DatagramTransport

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.transport.sendto(data, addr)


async def main(port: int) -> None:
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(Echo, local_addr=("0.0.0.0", port))
    print(f"echoing on UDP port {port}")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 7))
