"""The DHCP client at work: port 68, the interface's settings, and the stack's timer.

In: datagrams to port 68, time. Out: discovers and requests; `Settings` configured when a lease is
granted, cleared when it is lost. Renewals go to the server by unicast, all else by broadcast.
"""

from __future__ import annotations

from naja.lang import cold
from naja.os.entropy.pool import RandomSource
from naja.os.net.addresses import LIMITED_BROADCAST
from naja.os.net.dhcp import state, wire
from naja.os.net.dhcp.state import Client
from naja.os.net.dhcp.wire import Question, Reply
from naja.os.net.stack import Stack, Timer
from naja.os.net.udp.state import Receiver
from naja.os.time.clock import SECOND
from naja.runtime import timeline


class DhcpReceiver(Receiver):
    """Takes what arrives on port 68."""

    _client: DhcpClient

    def __init__(self, client: DhcpClient) -> None:
        self._client = client

    def datagram(
        self, source: int, source_port: int, frame: memoryview, start: int, end: int, now: int
    ) -> None:
        if source_port == wire.SERVER_PORT:
            self._client.receive(frame, start, end, now)


class DhcpClient(Timer):
    """The client of one stack; it starts asking at the stack's next turn."""

    client: Client
    sent: int
    received: int
    refused: int
    _stack: Stack
    _random: RandomSource

    def __init__(self, stack: Stack, random: RandomSource, now: int) -> None:
        super().__init__()
        self.client = Client(now, random.u32())
        self.deadline = now
        self.sent = 0
        self.received = 0
        self.refused = 0
        self._stack = stack
        self._random = random
        stack.udp.ports.open(wire.CLIENT_PORT, DhcpReceiver(self), 0)
        stack.timer = self

    @cold
    def advance(self, now: int) -> None:
        self._act(self.client.advance(now, self._random.u32()), now)

    @cold
    def receive(self, frame: memoryview, start: int, end: int, now: int) -> None:
        """Take a datagram of a server's port."""
        self.received += 1
        reply = Reply()
        if not reply.parse(frame, start, end, self.client.transaction, self._stack.link.address):
            self.refused += 1
            return
        self._act(self.client.receive(reply, now, self._random.u32()), now)

    def _act(self, action: int, now: int) -> None:
        self.deadline = self.client.deadline
        if action == state.CONFIGURE:
            self._configure()
        elif action == state.RESTART:
            self._stack.settings.clear()
            self._stack.arp.cache.clear()
        elif action != state.NOTHING:
            self._send(action, now)

    @cold
    def _configure(self) -> None:
        lease = self.client.lease
        if lease.address != self._stack.settings.address:
            self._stack.arp.cache.clear()
        self._stack.settings.configure(lease.address, lease.mask, lease.gateway)
        timeline.note(timeline.ADDRESS)

    @cold
    def _send(self, action: int, now: int) -> None:
        client = self.client
        seconds = (now - client.started) // SECOND
        kind = wire.DISCOVER if action == state.DISCOVER else wire.REQUEST
        question = Question(kind, client.transaction, self._stack.link.address, seconds)
        destination = LIMITED_BROADCAST
        if action == state.REQUEST:
            question.requested = client.lease.address
            question.server = client.lease.server
        elif action != state.DISCOVER:
            question.address = client.lease.address
            if action == state.RENEW:
                destination = client.lease.server
        self._stack.udp.send(wire.CLIENT_PORT, destination, wire.SERVER_PORT, question.emit(), now)
        self.sent += 1
