"""Listening ports, with a protocol for every connection that is accepted, and connecting."""

from __future__ import annotations

import errno
from collections.abc import Callable

from naja.lang import cold
from naja.os.net.addresses import UNSPECIFIED, format_ipv4
from naja.os.net.channel import Channel
from naja.os.net.loopback.glue import is_loopback
from naja.os.net.tcp.listener import Listener, Listeners
from naja.os.net.tcp.user import User
from naja.stdlib._names import resolve
from naja.stdlib.asyncio.connections import Opening, Protocol, Transport, TransportUser
from naja.stdlib.asyncio.exceptions import CancelledError
from naja.stdlib.asyncio.futures import Future
from naja.stdlib.asyncio.local import local_listeners, open_loopback
from naja.stdlib.asyncio.network import Network, image_network, open_network
from naja.stdlib.asyncio.scheduler import Scheduler
from naja.stdlib.asyncio.tasks import sleep


class Acceptor(Listener):
    """Makes the protocol and the transport of a new connection."""

    _factory: Callable[[], Protocol]
    _scheduler: Scheduler

    def __init__(self, factory: Callable[[], Protocol], scheduler: Scheduler) -> None:
        super().__init__()
        self.serving = False
        self._factory = factory
        self._scheduler = scheduler

    def accept(self, connection: Channel) -> User:
        protocol = self._factory()
        return TransportUser(Transport(connection, self._scheduler, protocol))


async def joined_network(scheduler: Scheduler) -> Network:
    """The network, once it has an address, however long DHCP takes. Raises OSError."""
    opened = open_network(scheduler)
    if opened.stack.settings.address == 0:
        await opened.address_waiter()
    return opened


async def route(
    scheduler: Scheduler, address: int, port: int, local_port: int
) -> tuple[Channel, Callable[[User], None]]:
    """A connection that is to be opened by the function that comes with it.

    local_port: 0 for any. Raises OSError and OverflowError."""
    if not 0 <= port <= 65535:
        raise OverflowError("connect(): port must be 0-65535.")
    if is_loopback(address):
        return _route_inside(scheduler, address, port, local_port, local_listeners())
    network = await joined_network(scheduler)
    tcp = network.tcp()
    if address == network.stack.settings.address:
        return _route_inside(scheduler, address, port, local_port, tcp.listeners)
    connection = tcp.begin(address, port, local_port)

    def start(user: User) -> None:
        tcp.connect(connection, user, scheduler.now)

    return connection, start


@cold
def _route_inside(
    scheduler: Scheduler, address: int, port: int, local_port: int, listeners: Listeners
) -> tuple[Channel, Callable[[User], None]]:
    loopback = open_loopback(scheduler)
    pipe = loopback.begin(address, port, local_port)

    def start(user: User) -> None:
        loopback.connect(pipe, user, listeners.get(port))

    return pipe, start


async def connect(
    scheduler: Scheduler, factory: Callable[[], Protocol], host: str, port: int, local_port: int = 0
) -> Transport:
    """Open a connection. Raises OSError."""
    channel, start = await route(scheduler, resolve(host), port, local_port)
    waiter: Future[None] = Future()
    transport = Transport(channel, scheduler, factory())
    start(Opening(transport, waiter))
    try:
        await waiter
    except CancelledError:
        transport.abort()
        raise
    return transport


class TransportSocket:
    """What a program may ask of a listening socket."""

    _name: tuple[str, int]

    def __init__(self, name: tuple[str, int]) -> None:
        self._name = name

    def getsockname(self) -> tuple[str, int]:
        """The address and port that it listens on."""
        return self._name


class Server:
    """A listening port. Used as `async with server: await server.serve_forever()`."""

    sockets: tuple[TransportSocket, ...]
    _listeners: list[Listeners]
    _acceptor: Acceptor
    _port: int
    _closed: bool
    _forever: Future[None] | None
    _waiters: list[Future[None]]

    def __init__(
        self, listeners: list[Listeners], acceptor: Acceptor, address: int, port: int
    ) -> None:
        self._listeners = listeners
        self._acceptor = acceptor
        self._port = port
        self._closed = False
        self._forever = None
        self._waiters = []
        self.sockets = (TransportSocket((format_ipv4(address), port)),)

    def __repr__(self) -> str:
        return "<Server>"

    def is_serving(self) -> bool:
        """Whether connections are accepted."""
        return self._acceptor.serving

    @cold
    def close(self) -> None:
        """Accept no more connections; those that are open stay."""
        if self._closed:
            return
        self._closed = True
        self._acceptor.serving = False
        for listeners in self._listeners:
            listeners.unlisten(self._port)
        self.sockets = ()
        forever = self._forever
        if forever is not None and not forever.done():
            forever.cancel()
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    async def start_serving(self) -> None:
        """Accept connections; nothing happens if that is so already. Raises RuntimeError."""
        self._acceptor.serving = not self._closed
        await sleep(0)

    async def serve_forever(self) -> None:
        """Accept until the server is closed or the task is cancelled. Raises RuntimeError."""
        if self._forever is not None:
            raise RuntimeError(f"server {self!r} is already being awaited on serve_forever()")
        if self._closed:
            raise RuntimeError(f"server {self!r} is closed")
        self._acceptor.serving = True
        waiter: Future[None] = Future()
        self._forever = waiter
        try:
            await waiter
        except CancelledError:
            self.close()
            raise
        finally:
            self._forever = None

    async def wait_closed(self) -> None:
        """Until the port is closed."""
        if not self._closed:
            waiter: Future[None] = Future()
            self._waiters.append(waiter)
            await waiter

    async def __aenter__(self) -> Server:
        return self

    async def __aexit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        self.close()


@cold
def check_own(address: int) -> None:
    """Whether the address is of this machine, or all of them. Raises OSError."""
    if is_loopback(address):
        return
    own = image_network().stack.settings.address
    if address not in (UNSPECIFIED, own):
        raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")


@cold
def tables_of(address: int) -> list[Listeners]:
    """Where ports of that address are listened on. Raises OSError."""
    if is_loopback(address):
        return [local_listeners()]
    tables = [image_network().tcp().listeners]
    if address == UNSPECIFIED:
        tables.append(local_listeners())
    return tables


async def listen(
    scheduler: Scheduler, factory: Callable[[], Protocol], host: str | None, port: int
) -> Server:
    """A port that does not serve yet. Raises OSError and OverflowError."""
    if not 0 <= port <= 65535:
        raise OverflowError("bind(): port must be 0-65535.")
    address = UNSPECIFIED if host is None or host == "" else resolve(host)
    if not is_loopback(address):
        await joined_network(scheduler)
    try:
        check_own(address)
    except OSError as error:
        raise _refused(address, port, error.errno, error.strerror) from None
    return _bind(tables_of(address), Acceptor(factory, scheduler), address, port)


@cold
def _bind(tables: list[Listeners], acceptor: Acceptor, address: int, port: int) -> Server:
    bound: list[Listeners] = []
    try:
        for listeners in tables:
            port = listeners.listen(port, acceptor)
            bound.append(listeners)
    except OSError as error:
        for listeners in bound:
            listeners.unlisten(port)
        raise _refused(address, port, error.errno, error.strerror) from None
    return Server(bound, acceptor, address, port)


def _refused(address: int, port: int, number: int | None, text: str | None) -> OSError:
    name = (format_ipv4(address), port)
    why = "" if text is None else text.lower()
    return OSError(
        0 if number is None else number,
        f"error while attempting to bind on address {name!r}: {why}",
    )
