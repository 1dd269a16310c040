"""The event loop as programs see it: scheduling with arguments, futures, tasks, datagram
endpoints."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TypeVar

from naja.runtime import timeline
from naja.stdlib._names import Info, check_family, getaddrinfo, getnameinfo
from naja.stdlib.asyncio import network, scheduler, servers
from naja.stdlib.asyncio.connections import D, Protocol, Transport
from naja.stdlib.asyncio.datagrams import DatagramProtocol, DatagramTransport
from naja.stdlib.asyncio.futures import Future
from naja.stdlib.asyncio.scheduler import Scheduler
from naja.stdlib.asyncio.servers import Server
from naja.stdlib.asyncio.signals import signals_of
from naja.stdlib.asyncio.sockets import socket
from naja.stdlib.asyncio.tasks import Task, cancel_unfinished, ensure_future, has_unfinished
from naja.stdlib.asyncio.timers import Callback, Handle, TimerHandle

A = TypeVar("A")
B = TypeVar("B", bytearray, memoryview)
R = TypeVar("R")
T = TypeVar("T")
P = TypeVar("P", bound=DatagramProtocol)
Q = TypeVar("Q", bound=Protocol)


class AbstractEventLoop(Scheduler):
    """The loop of an image; there is one at a time."""

    def time(self) -> float:
        """Seconds of the monotonic clock."""
        return self.seconds()

    def is_running(self) -> bool:
        """Whether this loop runs."""
        return scheduler.current is self

    def call_soon(self, callback, *args, context: None = None) -> Handle:
        def call() -> None:
            callback(*args)

        return self.soon(call)

    def call_soon_threadsafe(self, callback, *args, context: None = None) -> Handle:
        return self.call_soon(callback, *args)

    def call_at(self, when: float, callback, *args, context: None = None) -> TimerHandle:
        def call() -> None:
            callback(*args)

        return self.at(when, call)

    def call_later(self, delay: float, callback, *args, context: None = None) -> TimerHandle:
        return self.call_at(self.seconds() + delay, callback, *args)

    def create_future(self) -> Future[T]:
        """A future that is not done."""
        return Future()

    def create_task(self, coro: Coroutine[None, None, T]) -> Task[T]:
        """Start a coroutine as a task."""
        return Task(coro)

    def add_signal_handler(self, sig: int, callback, *args) -> None:
        """Call the function when the host sends that signal: where the platform tells of it.

        Raises ValueError and RuntimeError."""

        def call() -> None:
            callback(*args)

        signals_of(self).set(sig, Callback(call))

    def remove_signal_handler(self, sig: int) -> bool:
        """Whether there was a handler. Raises ValueError."""
        return signals_of(self).remove(sig)

    async def getaddrinfo(
        self,
        host: str | None,
        port: int | str | None,
        *,
        family: int = 0,
        type: int = 0,
        proto: int = 0,
        flags: int = 0,
    ) -> list[Info]:
        """`socket.getaddrinfo`, which never waits here. Raises gaierror."""
        return getaddrinfo(host, port, family, type, proto, flags)

    async def getnameinfo(self, sockaddr: tuple[str, int], flags: int = 0) -> tuple[str, str]:
        """`socket.getnameinfo`. Raises gaierror."""
        return getnameinfo(sockaddr, flags)

    async def create_datagram_endpoint(
        self,
        protocol_factory: Callable[[], P],
        local_addr: tuple[str, int] | None = None,
        remote_addr: tuple[str, int] | None = None,
    ) -> tuple[DatagramTransport, P]:
        """Open a UDP port for a protocol. Raises OSError, as the socket calls of CPython would."""
        protocol = protocol_factory()
        local = (network.ANY, 0) if local_addr is None else local_addr
        opened = network.open_network(self)
        # however long DHCP takes
        if opened.stack.settings.address == 0:
            await opened.address_waiter()
        transport = opened.open(self, protocol, local, remote_addr)
        transport.begin()
        timeline.note(timeline.LISTENING)
        return transport, protocol

    async def create_connection(
        self,
        protocol_factory: Callable[[], Q],
        host: str,
        port: int,
        *,
        family: int = 0,
        proto: int = 0,
        flags: int = 0,
    ) -> tuple[Transport, Q]:
        """Open a TCP connection for a protocol. Raises OSError."""
        check_family(family)
        made: list[Q] = []

        def factory() -> Protocol:
            protocol = protocol_factory()
            made.append(protocol)
            return protocol

        transport = await servers.connect(self, factory, host, port)
        return transport, made[0]

    async def create_server(
        self,
        protocol_factory: Callable[[], Protocol],
        host: str | None = None,
        port: int | None = None,
        *,
        family: int = 0,
        flags: int = 0,
        backlog: int = 100,
        reuse_address: bool | None = None,
        reuse_port: bool | None = None,
        start_serving: bool = True,
    ) -> Server:
        """Listen on a TCP port, with a protocol for every connection. Raises OSError.

        backlog and the reuse of addresses are the host's affairs under CPython; the build option
        TCP_HALF_OPEN bounds what is not accepted yet."""
        if host is None and port is None:
            raise ValueError("Neither host/port nor sock were specified")
        check_family(family)
        server = await servers.listen(self, protocol_factory, host, 0 if port is None else port)
        if start_serving:
            await server.start_serving()
            timeline.note(timeline.LISTENING)
        return server

    async def sock_connect(self, sock: socket, address: tuple[str, int]) -> None:
        """Connect the socket. Raises OSError."""
        await sock._connect(self, address)

    async def sock_accept(self, sock: socket) -> tuple[socket, tuple[str, int]]:
        """The next connection to a listening socket. Raises OSError."""
        return await sock._accept(self)

    async def sock_recv(self, sock: socket, n: int) -> bytes:
        """Up to that many bytes, at least one unless the peer has ended. Raises OSError."""
        return await sock._recv(self, n)

    async def sock_recv_into(self, sock: socket, buf: B) -> int:
        """The same into a buffer; how many they are."""
        data = await sock._recv(self, len(buf))
        memoryview(buf)[: len(data)] = data
        return len(data)

    async def sock_sendall(self, sock: socket, data: D) -> None:
        """Send all of it, or be told by OSError that this failed."""
        await sock._sendall(self, data)

    async def sock_recvfrom(self, sock: socket, bufsize: int) -> tuple[bytes, tuple[str, int]]:
        """The next datagram, and where it comes from. Raises OSError."""
        return await sock._recvfrom(self, bufsize)

    async def sock_recvfrom_into(
        self, sock: socket, buf: B, nbytes: int = 0
    ) -> tuple[int, tuple[str, int]]:
        """The same into a buffer."""
        data, address = await sock._recvfrom(self, nbytes or len(buf))
        memoryview(buf)[: len(data)] = data
        return len(data), address

    async def sock_sendto(self, sock: socket, data: D, address: tuple[str, int]) -> int:
        """Send a datagram. Raises OSError."""
        return await sock._sendto(self, data, address)

    def run_until_complete(self, future):
        """Run a future or coroutine to its end. Raises RuntimeError if a loop runs already."""
        if scheduler.current is not None:
            raise RuntimeError("This event loop is already running")
        return self._complete(future)

    def _complete(self, future):
        scheduler.set_running(self)
        task = ensure_future(future)

        def stop() -> None:
            self.stop()

        task._notify(Callback(stop))
        try:
            self.run()
        finally:
            scheduler.set_running(None)
        if not task.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return task.result()

    def run_forever(self) -> None:
        """Run until `stop`. Raises RuntimeError if a loop runs already."""
        if scheduler.current is not None:
            raise RuntimeError("This event loop is already running")
        scheduler.set_running(self)
        try:
            self.run()
        finally:
            scheduler.set_running(None)

    def close(self) -> None:
        """Cancel all tasks, let them end, and free the ports."""
        scheduler.set_running(self)
        cancel_unfinished()
        while has_unfinished():
            self._turn()
        scheduler.set_running(None)
        poller = self.poller
        if poller is not None:
            poller.close(self)
            poller.finish(self.clock())


def get_running_loop() -> AbstractEventLoop:
    """The loop that runs. Raises RuntimeError if there is none."""
    loop = scheduler.running()
    assert isinstance(loop, AbstractEventLoop)
    return loop


def get_event_loop() -> AbstractEventLoop:
    """The loop that runs. Raises RuntimeError if there is none."""
    return get_running_loop()


def new_event_loop() -> AbstractEventLoop:
    """A new loop."""
    return AbstractEventLoop()
