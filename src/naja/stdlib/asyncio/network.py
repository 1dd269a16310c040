"""The image's own network as the loop's poller, and the endpoints that are open on it.

The first endpoint opens the stack of `net0` and waits for its address. Each turn of the loop
polls the stack once; its timers, and the loop's deadline, include the stack's.
"""

from __future__ import annotations

import errno

from naja.lang import cold, hot
from naja.os.entropy.pool import PlatformPool
from naja.os.net import configuration
from naja.os.net.addresses import format_ipv4
from naja.os.net.stack import Stack
from naja.os.net.tcp.glue import Tcp
from naja.os.net.transport import Transport
from naja.os.time.clock import MILLISECOND
from naja.stdlib.asyncio import options
from naja.stdlib.asyncio.datagrams import DatagramProtocol, DatagramTransport
from naja.stdlib.asyncio.futures import Future
from naja.stdlib.asyncio.scheduler import Poller, Scheduler

INTERFACE = "net0"
ANY = "0.0.0.0"
_RETRY_WHILE_FULL = MILLISECOND


class Network(Poller):
    """The stack of the interface, and the endpoints on it."""

    stack: Stack
    _tcp: Tcp | None
    _endpoints: list[DatagramTransport]
    _address_waiters: list[Future[bool]]
    _random: PlatformPool
    _retry_at: int

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self._tcp = None
        self._endpoints = []
        self._address_waiters = []
        self._random = PlatformPool()
        self._retry_at = 0

    @hot
    def poll(self, now: int) -> bool:
        return self.stack.poll(now)

    @hot
    def finish(self, now: int) -> None:
        self._retry_at = 0
        for endpoint in self._endpoints:
            if endpoint.has_unsent():
                endpoint.send_waiting(now)
                if endpoint.has_unsent():
                    self._retry_at = now + _RETRY_WHILE_FULL
        self.stack.finish(now)
        if len(self._address_waiters) != 0 and self.stack.settings.address != 0:
            self._announce_address()

    def deadline(self) -> int:
        deadline = self.stack.deadline()
        return deadline if self._retry_at == 0 else min(deadline, self._retry_at)

    @cold
    def close(self, scheduler: Scheduler) -> None:
        for endpoint in self._endpoints:
            if not endpoint.is_closing():
                endpoint.release()
        self._endpoints.clear()
        tcp = self.stack.tcp
        if tcp is not None:
            tcp.leave()
            self._linger(scheduler, tcp)

    @cold
    def _linger(self, scheduler: Scheduler, tcp: Transport) -> None:
        """Let what was written reach the peers, as a kernel does when the process has ended."""
        now = scheduler.clock()
        until = now + options.LINGER_MS * MILLISECOND
        while tcp.has_unfinished() and now < until:
            busy = self.poll(now)
            self.finish(now)
            if not busy:
                scheduler.idle(min(until, self.deadline()))
            now = scheduler.clock()

    @cold
    def open(
        self,
        scheduler: Scheduler,
        protocol: DatagramProtocol,
        local: tuple[str, int],
        remote: tuple[str, int] | None,
    ) -> DatagramTransport:
        """Open an endpoint's port. Raises OSError."""
        host = local[0]
        if host != ANY or remote is not None:
            own = format_ipv4(self.stack.settings.address)
            if host != ANY and host != own:
                raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")
            host = own
        endpoint = DatagramTransport(self.stack, scheduler, protocol, (host, local[1]), remote)
        endpoint.open(self._random.u32())
        self._endpoints = [other for other in self._endpoints if not other.is_closing()]
        self._endpoints.append(endpoint)
        return endpoint

    def opened_tcp(self) -> Tcp | None:
        """TCP, if the program has asked for it."""
        return self._tcp

    @cold
    def tcp(self) -> Tcp:
        """TCP on the interface, which is in images that ask for it."""
        tcp = self._tcp
        if tcp is None:
            tcp = Tcp(self.stack.ipv4, self._random)
            self._tcp = tcp
            self.stack.open(tcp)
        return tcp

    def random(self) -> int:
        """A number of 32 random bits."""
        return self._random.u32()

    def address_waiter(self) -> Future[bool]:
        """A future that is done once the interface has an address."""
        waiter: Future[bool] = Future()
        self._address_waiters.append(waiter)
        return waiter

    @cold
    def _announce_address(self) -> None:
        for waiter in self._address_waiters:
            if not waiter.done():
                waiter.set_result(True)
        self._address_waiters.clear()


network: Network | None = None


@cold
def image_network() -> Network:
    """The network of the image. Raises OSError."""
    global network
    opened = network
    if opened is None:
        opened = Network(configuration.open_stack(INTERFACE))
        network = opened
    return opened


@cold
def open_network(scheduler: Scheduler) -> Network:
    """The network of the image as the scheduler's poller. Raises OSError."""
    opened = image_network()
    if scheduler.poller is None:
        scheduler.poller = opened
    return opened
