"""CPython's own event loop, with the clock and the network of a simulated host.

`asyncio` works unchanged on it: streams, servers, protocols, datagrams, timers, tasks. A round of
the loop runs in each turn of the host; time passes only between turns.
"""

from __future__ import annotations

import asyncio
import errno
import math
import socket
from asyncio import base_events
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from naja.os.net.addresses import UNSPECIFIED, format_ipv4
from naja.os.net.loopback.glue import LOCALHOST, Loopback, is_loopback
from naja.os.net.tcp.listener import Listeners
from naja.os.time.clock import NEVER, SECOND
from naja.sim.datagrams import DatagramTransport
from naja.sim.streams import Port, StreamTransport, StreamUser

if TYPE_CHECKING:
    from naja.sim.programs import ProgramHost


class _NoSelector:
    """What the loop waits with: it never waits, the world does."""

    def select(self, timeout: float | None = None) -> list[Any]:
        return []


class HostLoop(asyncio.BaseEventLoop):
    """The loop of one host."""

    def __init__(self, host: ProgramHost) -> None:
        super().__init__()
        self.host = host
        self.loopback = Loopback(host.source)
        self.inside = Listeners(host.source)
        self._selector = _NoSelector()
        self._clock_resolution = 1e-9
        self._ready: Any
        self._scheduled: Any

    def time(self) -> float:
        return self.host.now / SECOND

    # turns

    def turn(self) -> None:
        """One round."""
        self.loopback.poll()
        before = asyncio._get_running_loop()
        asyncio._set_running_loop(self)
        try:
            self._run_once()  # type: ignore[attr-defined]
        finally:
            asyncio._set_running_loop(before)

    def due(self) -> int:
        """When there is something to do, nanoseconds; 0 for at once."""
        if self._ready or self.loopback.has_work():
            return 0
        if self._scheduled:
            when: float = self._scheduled[0].when()
            return math.ceil(when * SECOND)
        return NEVER

    def is_running(self) -> bool:
        return asyncio._get_running_loop() is self

    def _process_events(self, event_list: list[Any]) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """Nobody waits who would have to be woken."""

    # streams

    async def create_connection(  # type: ignore[override]
        self,
        protocol_factory: Callable[[], asyncio.BaseProtocol],
        host: str | None = None,
        port: int = 0,
        *,
        ssl: object = None,
        local_addr: tuple[str, int] | None = None,
        **others: object,
    ) -> tuple[StreamTransport, asyncio.BaseProtocol]:
        """Open a connection. Raises OSError. Options of sockets have no effect."""
        if ssl:
            raise NotImplementedError("a simulated host speaks no TLS")
        address = self.host.resolve(host or "127.0.0.1")
        waiter: asyncio.Future[None] = self.create_future()
        protocol = protocol_factory()
        own_port = 0 if local_addr is None else local_addr[1]
        if is_loopback(address) or address == self.host.address:
            transport = self._connect_inside((address, port), own_port, protocol, waiter)
        else:
            connection = self.host.tcp.begin(address, port, own_port)
            transport = StreamTransport(self, connection, protocol, self.host.address)
            self.host.tcp.connect(connection, StreamUser(transport, waiter), self.host.now)
        try:
            await waiter
        except OSError as error:
            number = error.errno or 0
            where = (format_ipv4(address), port)
            raise type(error)(number, f"Connect call failed {where}") from None
        except asyncio.CancelledError:
            transport.abort()
            raise
        return transport, protocol

    def _connect_inside(
        self,
        to: tuple[int, int],
        own_port: int,
        protocol: asyncio.BaseProtocol,
        waiter: asyncio.Future[None],
    ) -> StreamTransport:
        address, port = to
        listeners = self.inside if is_loopback(address) else self.host.tcp.listeners
        pipe = self.loopback.begin(address, port, own_port)
        transport = StreamTransport(self, pipe, protocol, address)
        self.loopback.connect(pipe, StreamUser(transport, waiter), listeners.get(port))
        return transport

    async def create_server(  # type: ignore[override]
        self,
        protocol_factory: Callable[[], asyncio.BaseProtocol],
        host: str | None = None,
        port: int = 0,
        *,
        backlog: int = 100,
        ssl: object = None,
        start_serving: bool = True,
        **others: object,
    ) -> asyncio.AbstractServer:
        """Listen on a port. Raises OSError. Options of sockets have no effect."""
        if ssl:
            raise NotImplementedError("a simulated host speaks no TLS")
        address = UNSPECIFIED if not host else self.host.resolve(host)
        if is_loopback(address):
            tables = [self.inside]
        elif address == UNSPECIFIED:
            tables = [self.host.tcp.listeners, self.inside]
        elif address == self.host.address:
            tables = [self.host.tcp.listeners]
        else:
            raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")
        listening = Port(self, tables, address, port)
        ports: Any = [listening]
        server = base_events.Server(self, ports, protocol_factory, None, backlog, None, None)
        if start_serving:
            server._start_serving()  # type: ignore[attr-defined]
            await asyncio.sleep(0)
        return server

    def _start_serving(
        self, protocol_factory: Callable[[], asyncio.BaseProtocol], sock: Port, *others: object
    ) -> None:
        sock.factory = protocol_factory

    def _stop_serving(self, sock: Port) -> None:
        sock.close()

    # datagrams, names

    async def create_datagram_endpoint(  # type: ignore[override]
        self,
        protocol_factory: Callable[[], asyncio.BaseProtocol],
        local_addr: tuple[str, int] | None = None,
        remote_addr: tuple[str, int] | None = None,
        **others: object,
    ) -> tuple[DatagramTransport, asyncio.BaseProtocol]:
        """Open a UDP port. Raises OSError. Options of sockets have no effect."""
        remote = remote_addr
        if remote is not None:
            remote = (format_ipv4(self.host.resolve(remote[0])), remote[1])
        protocol = protocol_factory()
        port = local_addr[1] if local_addr is not None else 0
        transport = DatagramTransport(self, protocol, port, remote)
        self.call_soon(protocol.connection_made, transport)
        await asyncio.sleep(0)
        return transport, protocol

    async def getaddrinfo(  # type: ignore[override]
        self, host: str | None, port: int | None, **others: object
    ) -> list[Any]:
        """The address of a host of the world, by its name or number."""
        address = LOCALHOST if host is None else self.host.resolve(host)
        where = (format_ipv4(address), port or 0)
        return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", where)]

    def run_in_executor(  # type: ignore[override]
        self, executor: Any, func: Any, *args: Any
    ) -> Any:
        raise NotImplementedError("threads would not be the same from run to run")
