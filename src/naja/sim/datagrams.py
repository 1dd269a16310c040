"""CPython's datagram transports over simulated UDP."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from naja.os.net.addresses import format_ipv4, parse_ipv4
from naja.os.net.udp.state import Receiver

if TYPE_CHECKING:
    from naja.sim.loop import HostLoop

Address = tuple[str, int]


class DatagramTransport(asyncio.DatagramTransport, Receiver):
    """One port. remote: the only peer, if the endpoint has one."""

    def __init__(
        self, loop: HostLoop, protocol: asyncio.BaseProtocol, port: int, remote: Address | None
    ) -> None:
        host = loop.host
        self.loop = loop
        self._protocol: Any = protocol
        self._remote = remote
        self._closing = False
        self._port = host.stack.udp.ports.open(port, self, host.source.u32())
        own = (format_ipv4(host.address), self._port)
        super().__init__({"sockname": own, "peername": remote})

    def datagram(
        self, source: int, source_port: int, frame: memoryview, start: int, end: int, now: int
    ) -> None:
        peer = (format_ipv4(source), source_port)
        if self._remote in (None, peer):
            self.loop.call_soon(self._deliver, bytes(frame[start:end]), peer)

    def _deliver(self, data: bytes, peer: Address) -> None:
        if not self._closing:
            self._protocol.datagram_received(data, peer)

    def sendto(self, data: Any, addr: Any = None) -> None:
        """Send a datagram; what does not fit or has no way is dropped, as by a full queue."""
        to = addr if addr is not None else self._remote
        if to is None:
            raise ValueError("sendto() of an endpoint without a peer needs an address")
        if not self._closing:
            udp = self.loop.host.stack.udp
            udp.send(self._port, parse_ipv4(to[0]), to[1], bytes(data), self.loop.host.now)

    def get_protocol(self) -> asyncio.BaseProtocol:
        protocol: asyncio.BaseProtocol = self._protocol
        return protocol

    def is_closing(self) -> bool:
        return self._closing

    def close(self) -> None:
        if not self._closing:
            self._closing = True
            self.loop.host.stack.udp.ports.close(self._port)
            self.loop.call_soon(self._protocol.connection_lost, None)

    def abort(self) -> None:
        self.close()
