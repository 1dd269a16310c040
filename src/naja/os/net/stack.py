"""The stack of one interface: takes frames from the device to the sockets, and runs the timers.

Data flow: device -> ethertype -> ARP, or IPv4 -> ICMP, UDP, TCP -> receivers; answers go into the
device's transmit buffer within the same call. Promises: `poll` takes at most a batch of frames;
no frame, however malformed, raises; nothing is kept of a frame but what a bounded table holds.
Time is an argument.
"""

from __future__ import annotations

from naja.lang import hot
from naja.os.net.arp.glue import Resolver
from naja.os.net.ethernet import options as ethernet_options
from naja.os.net.ethernet import wire as ethernet
from naja.os.net.ethernet.glue import Link
from naja.os.net.icmp.glue import Icmp
from naja.os.net.ipv4 import wire as ipv4_wire
from naja.os.net.ipv4.glue import Ipv4
from naja.os.net.ipv4.state import Settings
from naja.os.net.transport import Transport
from naja.os.net.udp.glue import Udp
from naja.os.time.clock import NEVER
from naja.platform.contract import NetworkDevice


class Timer:
    """A part of the stack that acts when time passes. deadline: when `advance` is due, or NEVER."""

    deadline: int

    def __init__(self) -> None:
        self.deadline = NEVER

    def advance(self, now: int) -> None:
        """Do what is due."""
        raise NotImplementedError


class Stack:
    """One interface with all its protocols. tcp: where it is used.

    timer: what else runs on its time, such as DHCP."""

    link: Link
    settings: Settings
    arp: Resolver
    ipv4: Ipv4
    icmp: Icmp
    udp: Udp
    tcp: Transport | None
    timer: Timer | None
    frames_received: int
    frames_refused: int

    def __init__(self, device: NetworkDevice) -> None:
        self.link = Link(device)
        self.settings = Settings()
        self.arp = Resolver(self.link, self.settings)
        self.ipv4 = Ipv4(self.link, self.arp, self.settings)
        self.icmp = Icmp(self.ipv4)
        self.udp = Udp(self.ipv4, self.icmp)
        self.tcp = None
        self.timer = None
        self.frames_received = 0
        self.frames_refused = 0

    def open(self, tcp: Transport) -> None:
        """Speak TCP."""
        self.link.device.expect_large()
        self.tcp = tcp
        self.icmp.transport = tcp

    @hot
    def poll(self, now: int) -> bool:
        """Take up to a batch of frames; True if the device may have more."""
        device = self.link.device
        for _ in range(ethernet_options.RECEIVE_BATCH):
            frame = device.receive()
            if frame is None:
                return False
            self.receive(frame, now)
        return True

    @hot
    def receive(self, frame: memoryview, now: int) -> None:
        """Take one frame, which is only lent."""
        self.frames_received += 1
        if not self.link.accepts(frame):
            self.frames_refused += 1
            return
        kind = ethernet.ethertype(frame)
        if kind == ethernet.TYPE_IPV4:
            self._receive_ipv4(frame, now)
        elif kind == ethernet.TYPE_ARP:
            self.arp.receive(frame, now)
        else:
            self.frames_refused += 1

    @hot
    def _receive_ipv4(self, frame: memoryview, now: int) -> None:
        if self.ipv4.receive(frame) != ipv4_wire.ACCEPTED:
            return
        packet = self.ipv4.packet
        packet.trusted = self.link.device.trusted
        protocol = packet.protocol
        if packet.beyond != 0 and protocol != ipv4_wire.PROTOCOL_TCP:
            self.ipv4.received[ipv4_wire.TOTAL_LENGTH_WRONG] += 1
        elif protocol == ipv4_wire.PROTOCOL_UDP:
            self.udp.receive(frame, now)
        elif protocol == ipv4_wire.PROTOCOL_ICMP:
            self.icmp.receive(frame, now)
        else:
            self._receive_other(frame, now)

    @hot
    def _receive_other(self, frame: memoryview, now: int) -> None:
        tcp = self.tcp
        if tcp is not None and self.ipv4.packet.protocol == ipv4_wire.PROTOCOL_TCP:
            tcp.receive(frame, now)
        else:
            self.ipv4.received[ipv4_wire.PROTOCOL] += 1

    @hot
    def finish(self, now: int) -> None:
        """End a turn: do what the time asks for, and let the device send what is queued."""
        if now >= self.arp.cache.deadline:
            self.arp.advance(now)
        timer = self.timer
        if timer is not None and now >= timer.deadline:
            timer.advance(now)
        tcp = self.tcp
        if tcp is not None:
            tcp.finish(now)
        self.link.flush()

    def deadline(self) -> int:
        """When `finish` has something to do next, if no frame comes; NEVER if it has not."""
        deadline = self.arp.cache.deadline
        timer = self.timer
        if timer is not None:
            deadline = min(deadline, timer.deadline)
        tcp = self.tcp
        if tcp is not None:
            deadline = min(deadline, tcp.deadline())
        return deadline
