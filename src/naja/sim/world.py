"""A network in virtual time: hosts with the image's own stack, joined by links that harm frames.

Everything follows from one seed: addresses, secrets, delays and losses. `World.run` lets time jump
from event to event, so a minute of retransmissions takes milliseconds, and the same seed gives the
same run: `trace` is a sum over all frames and their times. Runs under CPython and compiled alike.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable

from naja.lang.wire import checksum, get_u16
from naja.os.entropy.pool import SeededSource
from naja.os.net.addresses import prefix_mask
from naja.os.net.stack import Stack
from naja.os.net.tcp.glue import Tcp
from naja.os.time.clock import MILLISECOND, NEVER, SECOND
from naja.sim import frames
from naja.sim.device import SimulatedDevice
from naja.sim.link import Link

START = 1000 * SECOND
ROUTER = (10 << 24) + 0xFFFFFE
SHARED_WINDOWS = 2 << 20  # bytes, whatever the machine has that simulates
_TRACE_MASK = (1 << 56) - 1


class Event:
    """Something that happens at a time. order: of what happens at the same one."""

    at: int
    order: int

    def __init__(self, at: int, order: int) -> None:
        self.at = at
        self.order = order

    def __lt__(self, other: Event) -> bool:
        return self.at < other.at or (self.at == other.at and self.order < other.order)

    def happen(self, world: World) -> None:
        """Do it."""
        raise NotImplementedError


class Arrival(Event):
    """A frame comes out of a link."""

    node: Node
    frame: bytes

    def __init__(self, at: int, order: int, node: Node, frame: bytes) -> None:
        super().__init__(at, order)
        self.node = node
        self.frame = frame

    def happen(self, world: World) -> None:
        world.note(self.frame)
        self.node.take(world, self.frame)


class Call(Event):
    """A function is called."""

    function: Callable[[], None]

    def __init__(self, at: int, order: int, function: Callable[[], None]) -> None:
        super().__init__(at, order)
        self.function = function

    def happen(self, world: World) -> None:
        self.function()


class Port:
    """One end of a link. way: which of the link's queues leads away from here."""

    link: Link
    way: int
    other: Node

    def __init__(self, link: Link, way: int, other: Node) -> None:
        self.link = link
        self.way = way
        self.other = other


class Node:
    """A place in the network. number: of its address. ports: its links."""

    number: int
    ports: list[Port]

    def __init__(self, number: int) -> None:
        self.number = number
        self.ports = []

    def take(self, world: World, frame: bytes) -> None:
        """A frame has come."""
        raise NotImplementedError


class Switch(Node):
    """Passes frames on: to where their destination is, or everywhere. There may be no loops."""

    def take(self, world: World, frame: bytes) -> None:
        came_from = source_of(frame)
        to = destination_of(frame)
        for port in self.ports:
            if not reaches(port.other, self, came_from) and (
                frame[0] & 1 == 1 or reaches(port.other, self, to)
            ):
                world.carry(port, frame)


class Host(Node):
    """A stack with TCP. The hosts of a world share one prefix. pace: nanoseconds that it is busy
    after each turn in which it had something to do. late: something may wait for the next turn."""

    address: int
    device: SimulatedDevice
    stack: Stack
    tcp: Tcp
    pace: int
    busy_until: int
    late: bool

    def __init__(
        self, number: int, source: SeededSource, mtu: int, offload: bool, capacity: int
    ) -> None:
        super().__init__(number)
        self.address = (10 << 24) + number
        mac = bytes([2, 0, 0, 0, number >> 8, number & 255])
        self.device = SimulatedDevice(mac, mtu, offload, capacity)
        self.stack = Stack(self.device)
        self.stack.settings.configure(self.address, prefix_mask(8), 0)
        self.tcp = Tcp(self.stack.ipv4, source)
        self.tcp.shared = SHARED_WINDOWS
        self.stack.open(self.tcp)
        self.pace = 0
        self.busy_until = 0
        self.late = False

    def take(self, world: World, frame: bytes) -> None:
        self.device.inbox.append(frame)

    def due(self) -> int:
        """When it has something to do."""
        due = self.stack.deadline()
        if self.late or len(self.device.inbox) != 0:
            due = 0
        return max(due, self.busy_until)

    def turn(self, now: int) -> None:
        """Take what has come, and send."""
        self.late = now < self.busy_until
        if self.late:
            return
        if self.pace != 0 and len(self.device.inbox) != 0:
            self.busy_until = now + self.pace
        while self.stack.poll(now):
            pass
        self.stack.finish(now)


class Stuck(AssertionError):
    """Nothing will ever happen again, and what was waited for has not."""


class World:
    """Nodes and links. now: nanoseconds. frames: that arrived. harmed: lost or changed."""

    seed: int
    now: int
    random: random.Random
    source: SeededSource
    hosts: list[Host]
    frames: int
    harmed: int
    trace: int
    _nodes: int
    _events: list[Event]
    _order: int

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.now = START
        self.random = random.Random(seed)
        self.source = SeededSource(seed * 2654435761 + 1)
        self.hosts = []
        self.frames = 0
        self.harmed = 0
        self.trace = 0
        self._nodes = 0
        self._events = []
        self._order = 0

    def host(self, mtu: int = 1500, offload: bool = False, capacity: int = 1 << 20) -> Host:
        """One host more."""
        self._nodes += 1
        host = Host(self._nodes, self.source, mtu, offload, capacity)
        self.hosts.append(host)
        return host

    def switch(self) -> Switch:
        """One switch more."""
        self._nodes += 1
        return Switch(self._nodes)

    def link(self, one: Node, other: Node) -> Link:
        """A link between the two, which is perfect until something is set."""
        link = Link()
        one.ports.append(Port(link, 0, other))
        other.ports.append(Port(link, 1, one))
        return link

    def at(self, when: int, function: Callable[[], None]) -> None:
        """Have the function called at that time."""
        self._order += 1
        heapq.heappush(self._events, Call(when, self._order, function))

    def run(self, until: Callable[[], bool], seconds: int = 3600) -> None:
        """Let time pass until the condition holds. Raises Stuck if it never will."""
        end = self.now + seconds * SECOND
        while not until():
            self.turn()
            if until():
                return
            following = self.following()
            if following >= NEVER or following > end:
                raise Stuck(f"nothing more after {(self.now - START) // MILLISECOND} ms")
            self.now = max(self.now, following)

    def turn(self) -> None:
        """Let happen what is due, and every host act."""
        while len(self._events) != 0 and self._events[0].at <= self.now:
            heapq.heappop(self._events).happen(self)
        for host in self.hosts:
            host.turn(self.now)
            self.look(host)
            for frame in host.device.outbox:
                for port in host.ports:
                    self.carry(port, frame)
            host.device.outbox.clear()

    def look(self, host: Host) -> None:
        """Called when the host's turn is over; for checks."""

    def following(self) -> int:
        """When something happens next."""
        following = NEVER
        for host in self.hosts:
            following = min(following, host.due())
        if len(self._events) != 0:
            following = min(following, self._events[0].at)
        return following

    def carry(self, port: Port, frame: bytes) -> None:
        """Put a frame into a link."""
        link = port.link
        chance = self.random
        leaves = link.leaves(port.way, len(frame), self.now)
        if not link.up or leaves < 0 or chance.random() < link.loss:
            self._lose(link)
            return
        if frames.is_ipv4(frame) and get_u16(frame, 16) > link.mtu:
            self._lose(link)
            if link.tells:
                self._answer(link, frame)
            return
        frame = frames.without_options(frame, link.hidden)
        copies = 2 if chance.random() < link.duplicate else 1
        for _ in range(copies):
            at = leaves + link.delay + int(chance.random() * link.jitter)
            if chance.random() < link.reorder:
                at += 3 * link.delay + MILLISECOND
            self._push(at, port.other, self._worn(link, frame))

    def _lose(self, link: Link) -> None:
        link.lost += 1
        self.harmed += 1

    def _worn(self, link: Link, frame: bytes) -> bytes:
        """Perhaps damaged; of what has no checksum of its own, a real wire lets no damage by."""
        chance = self.random
        if chance.random() >= link.corrupt or not frames.is_ipv4(frame):
            return frame
        self.harmed += 1
        place = chance.randrange(frames.IPV4, len(frame))
        flipped = frame[place] ^ (1 << chance.randrange(8))
        return frame[:place] + bytes([flipped]) + frame[place + 1 :]

    def _answer(self, link: Link, frame: bytes) -> None:
        for host in self.hosts:
            if host.device.address == frame[6:12]:
                self._push(self.now + link.delay, host, frames.too_long(frame, link.mtu, ROUTER))

    def _push(self, at: int, node: Node, frame: bytes) -> None:
        self._order += 1
        heapq.heappush(self._events, Arrival(at, self._order, node, frame))

    def note(self, frame: bytes) -> None:
        """Count a frame that arrives now."""
        self.frames += 1
        mark = checksum(frame, 0, len(frame)) + (len(frame) << 16)
        self.trace = (self.trace * 33 + self.now + mark) & _TRACE_MASK


def destination_of(frame: bytes) -> int:
    """The number of the node that the frame is for."""
    return get_u16(frame, 4)


def source_of(frame: bytes) -> int:
    """The number of the node that sent the frame."""
    return get_u16(frame, 10)


def reaches(node: Node, without: Node, number: int) -> bool:
    """Whether the node, or one behind it, has that number."""
    if node.number == number:
        return True
    return any(
        port.other is not without and reaches(port.other, node, number) for port in node.ports
    )
