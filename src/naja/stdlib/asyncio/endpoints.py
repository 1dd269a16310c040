"""Datagram endpoints on the image's own stack: between `naja.os.net` and a program's protocol.

The first endpoint opens the stack of `net0`, waits for its address, and makes it the loop's
poller. In: datagrams as ranges of the driver's buffer, copied once, into the `bytes` that the
protocol gets. Out: payloads, written straight into the driver's buffer; while the device is full,
a bounded queue keeps them.
"""

from __future__ import annotations

import errno

from naja.lang import hot
from naja.os.entropy.pool import PlatformPool
from naja.os.net import configuration
from naja.os.net.addresses import format_ipv4, parse_ipv4
from naja.os.net.stack import Stack
from naja.os.net.udp import glue as udp
from naja.os.net.udp.state import Receiver
from naja.os.time.clock import MILLISECOND
from naja.stdlib.asyncio import options
from naja.stdlib.asyncio.futures import Future
from naja.stdlib.asyncio.protocols import DatagramProtocol
from naja.stdlib.asyncio.scheduler import Poller, Scheduler, report, running
from naja.stdlib.asyncio.tasks import Expiry
from naja.stdlib.asyncio.transports import DatagramTransport

INTERFACE = "net0"
_RETRY_WHILE_FULL = MILLISECOND


class Unsent:
    """A datagram that waits for room in the device."""

    def __init__(self, data: bytes, address: int, port: int) -> None:
        self.data = data
        self.address = address
        self.port = port


class Endpoint(DatagramTransport):
    """An open port with its protocol. connected: the only peer that may send to it; 0: everyone."""

    port: int
    protocol: DatagramProtocol
    _network: Network
    _scheduler: Scheduler
    _unsent: list[Unsent]
    _closing: bool
    _connected: int
    _connected_port: int

    def __init__(
        self,
        network: Network,
        scheduler: Scheduler,
        protocol: DatagramProtocol,
        local: tuple[str, int],
        remote: tuple[str, int] | None,
    ) -> None:
        super().__init__(local, remote)
        self.port = local[1]
        self.protocol = protocol
        self._network = network
        self._scheduler = scheduler
        self._unsent = []
        self._closing = False
        self._connected = 0
        self._connected_port = 0
        if remote is not None:
            self._connected = parse_ipv4(remote[0])
            self._connected_port = remote[1]

    @hot
    def _send(self, data: bytes, address: int, port: int) -> None:
        if self._closing:
            return
        result = udp.DEVICE_FULL
        if len(self._unsent) == 0:
            stack = self._network.stack
            result = stack.udp.send(self.port, address, port, data, self._scheduler.now)
        if result == udp.SENT:
            return
        if result == udp.TOO_LONG:
            self._refuse(OSError(errno.EMSGSIZE, "Message too long"))
        elif result == udp.NO_ROUTE:
            self._refuse(OSError(errno.ENETUNREACH, "Network is unreachable"))
        elif len(self._unsent) >= options.UNSENT_DATAGRAMS:
            self._refuse(OSError(errno.ENOBUFS, "No buffer space available"))
        else:
            self._unsent.append(Unsent(data, address, port))

    def _refuse(self, error: OSError) -> None:
        self.protocol.error_received(error)

    def send_waiting(self, now: int) -> bool:
        """Send what waits for room; False if some still does."""
        stack = self._network.stack
        while len(self._unsent) != 0:
            first = self._unsent[0]
            if (
                stack.udp.send(self.port, first.address, first.port, first.data, now)
                == udp.DEVICE_FULL
            ):
                return False
            self._unsent.pop(0)
        return True

    @hot
    def received(self, source: int, source_port: int, data: bytes) -> None:
        """Hand a datagram to the protocol; what it lets escape is reported."""
        if self._connected != 0 and (
            source != self._connected or source_port != self._connected_port
        ):
            return
        try:
            self.protocol.datagram_received(data, (self._book.text(source), source_port))
        except Exception as error:  # noqa: BLE001 - the loop outlives its callbacks, as in CPython
            report("Exception in callback", error)

    def is_closing(self) -> bool:
        return self._closing

    def close(self) -> None:
        if self._closing:
            return
        self.release()
        protocol = self.protocol

        def lost() -> None:
            protocol.connection_lost(None)

        self._scheduler.soon(lost)

    def release(self) -> None:
        """Close without telling the protocol."""
        self._closing = True
        self._network.forget(self)


class PortReceiver(Receiver):
    """What the stack's port table holds for an endpoint."""

    _endpoint: Endpoint

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    @hot
    def datagram(
        self, source: int, source_port: int, frame: memoryview, start: int, end: int, now: int
    ) -> None:
        self._endpoint.received(source, source_port, bytes(frame[start:end]))


class Network(Poller):
    """The stack of the interface, and the endpoints on it."""

    stack: Stack
    _endpoints: list[Endpoint]
    _address_waiters: list[Future[bool]]
    _random: PlatformPool

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self._endpoints = []
        self._address_waiters = []
        self._random = PlatformPool()

    @hot
    def poll(self, now: int) -> bool:
        return self.stack.poll(now)

    @hot
    def finish(self, now: int) -> None:
        for endpoint in self._endpoints:
            if len(endpoint._unsent) != 0:
                endpoint.send_waiting(now)
        self.stack.finish(now)
        if len(self._address_waiters) != 0 and self.stack.settings.address != 0:
            self._announce_address()

    def deadline(self) -> int:
        deadline = self.stack.deadline()
        for endpoint in self._endpoints:
            if len(endpoint._unsent) != 0:
                return min(deadline, running().now + _RETRY_WHILE_FULL)
        return deadline

    def close(self) -> None:
        for endpoint in self._endpoints[:]:
            endpoint.release()

    def add(self, endpoint: Endpoint) -> None:
        """Open the endpoint's port, or a free one. Raises OSError."""
        random = self._random.u32() if endpoint.port == 0 else 0
        port = self.stack.udp.ports.open(endpoint.port, PortReceiver(endpoint), random)
        endpoint.port = port
        endpoint._local = (endpoint._local[0], port)
        self._endpoints.append(endpoint)

    def forget(self, endpoint: Endpoint) -> None:
        """Free the endpoint's port."""
        self.stack.udp.ports.close(endpoint.port)
        self._endpoints.remove(endpoint)

    async def wait_for_address(self) -> None:
        """Return once the interface has an address. Raises OSError if it gets none in time."""
        if self.stack.settings.address != 0:
            return
        waiter: Future[bool] = Future()
        self._address_waiters.append(waiter)
        expiry = Expiry(waiter, options.ADDRESS_TIMEOUT)
        try:
            await waiter
        finally:
            self._address_waiters.remove(waiter)
            expiry.cancel()
            if expiry.expired:
                raise OSError(errno.ENETDOWN, "Network is down: no DHCP server has answered")

    def _announce_address(self) -> None:
        for waiter in self._address_waiters:
            if not waiter.done():
                waiter.set_result(True)


network: Network | None = None


def open_network(scheduler: Scheduler) -> Network:
    """The network of the image as the scheduler's poller. Raises OSError."""
    global network
    opened = network
    if opened is None:
        opened = network = Network(configuration.open_stack(INTERFACE))
    scheduler.poller = opened
    return opened


async def open_endpoint(
    scheduler: Scheduler,
    protocol: DatagramProtocol,
    local: tuple[str, int],
    remote: tuple[str, int] | None,
) -> Endpoint:
    """Open an endpoint for a protocol. Raises OSError."""
    opened = open_network(scheduler)
    await opened.wait_for_address()
    own = format_ipv4(opened.stack.settings.address)
    host = own if remote is not None and local[0] == "0.0.0.0" else local[0]
    if host != "0.0.0.0" and host != own:
        raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")
    endpoint = Endpoint(opened, scheduler, protocol, (host, local[1]), remote)
    opened.add(endpoint)
    return endpoint
