"""What is tested: a stack with HTTP on it, in an event loop whose time the test makes.

`step` lets one frame come, and everything that follows from it happen; `drain` lets time pass
until nothing is left of it. What must not be raises Finding, and no exception is caught on the way.
"""

from __future__ import annotations

import contextlib

from fuzzer import frames
from fuzzer.application import app, watcher
from fuzzer.device import FuzzDevice
from fuzzer.frames import Finding
from fuzzer.peer import CALLED_PORT, HTTP_PORT, Peer

from naja.http.connection import HttpProtocol
from naja.lang import hot
from naja.os.entropy.pool import SeededSource
from naja.os.net.channel import Channel
from naja.os.net.dhcp.glue import DhcpClient
from naja.os.net.stack import Stack
from naja.os.net.tcp.connection import User
from naja.os.net.tcp.glue import Tcp
from naja.os.time.clock import NEVER, SECOND
from naja.stdlib.asyncio import scheduler, tasks
from naja.stdlib.asyncio.connections import Protocol, Transport, TransportUser
from naja.stdlib.asyncio.datagrams import DatagramProtocol, DatagramTransport
from naja.stdlib.asyncio.events import AbstractEventLoop
from naja.stdlib.asyncio.scheduler import Poller, Scheduler
from naja.stdlib.asyncio.servers import Acceptor

BEGIN = 1000 * SECOND
UDP_PORT = 7
MOST_TURNS = 2000
MOST_DRAINING = 40_000


class FuzzLoop(AbstractEventLoop):
    """A loop without a clock of its own, whose callbacks must not raise. virtual: the time."""

    virtual: int

    def __init__(self) -> None:
        self.virtual = BEGIN
        super().__init__()

    def clock(self) -> int:
        return self.virtual

    def idle(self, deadline: int) -> None:
        pass

    def _run_ready(self) -> None:
        handles = self._ready
        self._ready = self._spare
        for handle in handles:
            if not handle._cancelled:
                handle._run()
        self._end_turn(handles, len(handles))

    def is_busy(self) -> bool:
        """Whether callbacks wait for the next turn."""
        return len(self._ready) != 0


class Wire(Poller):
    """The stack, without the platform's network."""

    _stack: Stack

    def __init__(self, stack: Stack) -> None:
        self._stack = stack

    def poll(self, now: int) -> bool:
        return self._stack.poll(now)

    def finish(self, now: int) -> None:
        self._stack.finish(now)

    def deadline(self) -> int:
        return self._stack.deadline()

    def close(self, scheduler: Scheduler) -> None:
        pass


class Broken(BaseException):
    """A rule of transports is broken; no handler of exceptions hides it."""


class StrictTransport(Transport):
    """Lets out what its protocol raises, and what it does that it must not."""

    def write(self, data: bytes) -> None:
        if self._eof:
            raise Broken("something is written behind the end")
        super().write(data)

    def _fail(self, message: str, error: Exception) -> None:
        raise error


class StrictUser(TransportUser):
    """The same for the beginning of a connection."""

    def opened(self) -> None:
        transport = self._transport
        transport._protocol.connection_made(transport)


class StrictAcceptor(Acceptor):
    """Makes these."""

    def accept(self, connection: Channel) -> User:
        protocol = self._factory()
        transport = StrictTransport(connection, self._scheduler, protocol)
        return StrictUser(transport)


class Echo(DatagramProtocol):
    """Answers datagrams with what is in them."""

    _transport: DatagramTransport | None

    def __init__(self) -> None:
        self._transport = None

    def connection_made(self, transport: DatagramTransport) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        transport = self._transport
        if transport is not None:
            transport.sendto(data, addr)


class Caller(Protocol):
    """The side of a connection that asked for it: says something, and closes on an answer."""

    _transport: Transport | None

    def __init__(self) -> None:
        self._transport = None

    def connection_made(self, transport: Transport) -> None:
        self._transport = transport
        transport.write(b"hello " * 3000)

    def data_received(self, data: bytes) -> None:
        transport = self._transport
        if transport is not None and len(data) > 400:
            transport.close()


def protocol() -> HttpProtocol:
    """A connection of the application."""
    return HttpProtocol(app)


class Subject:
    """One life of the system. asks: it gets its address by DHCP."""

    peer: Peer
    device: FuzzDevice
    loop: FuzzLoop
    stack: Stack
    tcp: Tcp
    acceptor: StrictAcceptor

    def __init__(self, offload: bool, asks: bool) -> None:
        self.peer = Peer()
        self.device = FuzzDevice(self.peer, offload)
        self.stack = Stack(self.device)
        source = SeededSource(12345)
        self.loop = FuzzLoop()
        scheduler.set_running(self.loop)
        self.loop.poller = Wire(self.stack)
        if asks:
            DhcpClient(self.stack, source, BEGIN)
        else:
            self.stack.settings.configure(frames.OWN, frames.PREFIX_MASK, frames.GATEWAY)
        self.tcp = Tcp(self.stack.ipv4, source)
        self.stack.open(self.tcp)
        self.acceptor = StrictAcceptor(protocol, self.loop)
        self.acceptor.serving = True
        self.tcp.listeners.listen(HTTP_PORT, self.acceptor)
        where = ("10.0.0.2", UDP_PORT)
        endpoint = DatagramTransport(self.stack, self.loop, Echo(), where, None)
        endpoint.open(0)
        endpoint.begin()

    @hot
    def step(self, passed: int, frame: bytes, trusted: bool) -> None:
        """Some nanoseconds pass, a frame comes (if it is not empty), and all that follows."""
        loop = self.loop
        loop.virtual += passed
        if len(frame) != 0:
            self.device.give(frame, trusted)
        loop._turn()
        turns = 0
        while loop.is_busy():
            loop._turn()
            turns += 1
            if turns > MOST_TURNS:
                raise Finding("callbacks follow one another without end")
        if watcher.failures != 0:
            raise Finding("a handler failed")
        for task in tasks.failed:
            error = task._exception
            if error is not None:
                raise error

    def call(self) -> None:
        """Ask the peer for a connection; there may be no route to it."""
        with contextlib.suppress(OSError):
            connection = self.tcp.begin(frames.PEER, CALLED_PORT, 0)
            transport = StrictTransport(connection, self.loop, Caller())
            user = StrictUser(transport)
            self.tcp.connect(connection, user, self.loop.now)

    def end(self) -> None:
        """Have the application end its connections when they are idle."""
        for connection in list(app._connections.values()):
            connection.end()

    def drain(self) -> None:
        """Nobody sends any more: everything must end by itself."""
        self.device.full = False
        loop = self.loop
        for _ in range(MOST_DRAINING):
            if self.tcp.count() == 0 and app_is_idle() and not loop.is_busy():
                break
            deadline = loop._deadline()
            if deadline >= NEVER and not loop.is_busy():
                raise Finding("what is left waits for nothing: " + self.left())
            self.step(max(0, deadline - loop.virtual), b"", False)
        else:
            raise Finding("what is left does not end: " + self.left())
        scheduler.set_running(None)
        if len(tasks.failed) != 0 or len(tasks.unfinished) != 0:
            raise Finding("what is left: " + self.left())

    def left(self) -> str:
        """What should not be there any more."""
        return (
            f"{self.tcp.count()} TCP connections, {len(app._connections)} of HTTP, "
            f"{len(tasks.unfinished)} tasks, {len(tasks.failed)} tasks that failed"
        )


def app_is_idle() -> bool:
    """Whether the application has no connections, and no timer for them."""
    return len(app._connections) == 0 and not app._ticking
