"""Listening ports, with a protocol for every connection that is accepted, and connecting."""

from __future__ import annotations

from collections.abc import Callable

from naja.lang import cold
from naja.os.net.addresses import format_ipv4
from naja.os.net.tcp.connection import Connection, User
from naja.os.net.tcp.glue import Tcp
from naja.os.net.tcp.listener import Listener
from naja.stdlib.asyncio.connections import Protocol, Transport, TransportUser
from naja.stdlib.asyncio.exceptions import CancelledError
from naja.stdlib.asyncio.futures import Future
from naja.stdlib.asyncio.scheduler import Scheduler


class Acceptor(Listener):
    """Makes the protocol and the transport of a new connection."""

    _factory: Callable[[], Protocol]
    _scheduler: Scheduler
    _address: int

    def __init__(self, factory: Callable[[], Protocol], scheduler: Scheduler, address: int) -> None:
        super().__init__()
        self._factory = factory
        self._scheduler = scheduler
        self._address = address

    def accept(self, connection: Connection) -> User:
        protocol = self._factory()
        return TransportUser(Transport(connection, self._scheduler, protocol, self._address))


@cold
def connect(
    tcp: Tcp,
    scheduler: Scheduler,
    protocol: Protocol,
    own: int,
    to: tuple[int, int],
    waiter: Future[None],
) -> Transport:
    """Open a connection; the waiter hears how that went. Raises OSError."""
    connection = tcp.begin(to[0], to[1], 0)
    transport = Transport(connection, scheduler, protocol, own)
    tcp.connect(connection, TransportUser(transport, waiter), scheduler.now)
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
    _tcp: Tcp
    _acceptor: Acceptor
    _port: int
    _serving: bool
    _forever: Future[None] | None

    def __init__(self, tcp: Tcp, acceptor: Acceptor, address: int, port: int) -> None:
        self._tcp = tcp
        self._acceptor = acceptor
        self._port = tcp.listen(port, acceptor)
        self._serving = True
        self._forever = None
        self.sockets = (TransportSocket((format_ipv4(address), self._port)),)

    def is_serving(self) -> bool:
        """Whether connections are accepted."""
        return self._serving

    @cold
    def close(self) -> None:
        """Accept no more connections; those that are open stay."""
        if not self._serving:
            return
        self._serving = False
        self._tcp.unlisten(self._port)
        self.sockets = ()
        forever = self._forever
        if forever is not None and not forever.done():
            forever.cancel()

    async def start_serving(self) -> None:
        """Accepts from the start."""

    async def serve_forever(self) -> None:
        """Accept until the server is closed or the task is cancelled."""
        if not self._serving:
            raise RuntimeError("server is closed")
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

    async def __aenter__(self) -> Server:
        return self

    async def __aexit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        self.close()
