"""A peer that follows a script: segments made by Scapy go in, what our TCP answers comes out.

Sequence numbers are written relative: `seq` counts the peer's bytes from its SYN, `ack` ours from
our SYN. Time stands still unless a test lets it pass.
"""

from __future__ import annotations

from typing import Any

from scapy.layers.inet import IP, TCP
from scapy.layers.l2 import ARP
from scapy.packet import Packet, Raw

from naja.os.entropy.pool import SeededSource
from naja.os.net.addresses import parse_ipv4
from naja.os.net.tcp import state
from naja.os.net.tcp.connection import Connection
from naja.os.net.tcp.glue import Tcp
from naja.os.net.tcp.listener import Listener
from naja.os.net.tcp.user import User
from naja.os.net.testbed import PEER, Bed, arp_request, to_stack
from naja.os.time.clock import MILLISECOND, SECOND

PORT = 80
PEER_PORT = 5000
PEER_ISN = 1_000_000
SYN_OPTIONS: list[tuple[str, Any]] = [("MSS", 1460), ("SAckOK", b""), ("WScale", 7)]


class Recorder(User):
    """Keeps what happens."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.data = bytearray()

    def opened(self) -> None:
        self.events.append("opened")

    def received(self, frame: memoryview, start: int, end: int) -> None:
        self.data += frame[start:end]

    def finished(self) -> None:
        self.events.append("finished")

    def drained(self) -> None:
        self.events.append("drained")

    def closed(self, error: int) -> None:
        self.events.append(f"closed {error}")


class Acceptor(Listener):
    """Gives every connection a recorder."""

    def __init__(self) -> None:
        super().__init__()
        self.accepted: list[tuple[Connection, Recorder]] = []

    def accept(self, connection: Connection) -> User:
        recorder = Recorder()
        self.accepted.append((connection, recorder))
        return recorder


class Script:
    """One connection between the peer's PEER_PORT and our PORT."""

    def __init__(self) -> None:
        self.bed = Bed()
        self.now = 1000 * SECOND
        self.tcp = Tcp(self.bed.stack.ipv4, SeededSource(7))
        self.bed.stack.open(self.tcp)
        self.acceptor = Acceptor()
        self.tcp.listeners.listen(PORT, self.acceptor)
        self.isn = 0
        self.user = Recorder()
        self.bed.turn(arp_request(), now=self.now)

    # the peer

    def segment(
        self,
        flags: str,
        seq: int = 0,
        ack: int | None = None,
        data: bytes = b"",
        *,
        options: list[tuple[str, Any]] | None = None,
        window: int = 8192,
        sport: int = PEER_PORT,
        dport: int = PORT,
        **fields: Any,
    ) -> Packet:
        """A segment of the peer."""
        header = TCP(
            sport=sport,
            dport=dport,
            flags=flags,
            seq=(PEER_ISN + seq) % 2**32,
            ack=0 if ack is None else (self.isn + ack) % 2**32,
            window=window,
            options=options or [],
            **fields,
        )
        return to_stack(header / Raw(data)) if data else to_stack(header)

    def send(self, flags: str, *arguments: Any, **named: Any) -> list[Packet]:
        """Send a segment; what we answer at once."""
        return self.turn(self.segment(flags, *arguments, **named))

    def turn(self, *frames: Packet) -> list[Packet]:
        """Give the frames to the stack; the segments that it sent."""
        sent = self.bed.turn(*frames, now=self.now)
        assert all(ARP in frame or TCP in frame for frame in sent)
        return [frame for frame in sent if TCP in frame]

    def wait(self, milliseconds: float) -> list[Packet]:
        """Let time pass, stopping at every deadline; all that was sent meanwhile."""
        end = self.now + int(milliseconds * MILLISECOND)
        sent: list[Packet] = []
        while self.bed.stack.deadline() <= end:
            self.now = max(self.now, self.bed.stack.deadline())
            sent += self.turn()
        self.now = end
        return sent

    # usual beginnings

    def open(self, options: list[tuple[str, Any]] | None = None, window: int = 8192) -> Connection:
        """The handshake, with the peer as the client."""
        chosen = SYN_OPTIONS if options is None else options
        (answer,) = self.send("S", options=chosen)
        self.isn = answer[TCP].seq
        stamps = dict(answer[TCP].options).get("Timestamp")
        later = [("Timestamp", (1001, stamps[0]))] if stamps else []
        assert self.send("A", 1, 1, window=window, options=later) == []
        connection, self.user = self.acceptor.accepted[-1]
        assert connection.state == state.ESTABLISHED
        return connection

    def connect(self) -> tuple[Connection, Packet]:
        """We connect to the peer's PORT; the connection and our SYN."""
        connection = self.tcp.begin(parse_ipv4(PEER), PEER_PORT, PORT)
        self.tcp.connect(connection, self.user, self.now)
        (syn,) = self.turn()
        self.isn = syn[TCP].seq
        return connection, syn

    def state(self, connection: Connection) -> str:
        """The name of the connection's state."""
        return state.NAMES[connection.state]

    def numbers(self, packet: Packet) -> tuple[str, int, int]:
        """Flags, sequence number and acknowledgment of one of our segments, relative."""
        header = packet[TCP]
        ack = (header.ack - PEER_ISN) % 2**32 if header.flags.A else 0
        return str(header.flags), (header.seq - self.isn) % 2**32, ack


def payload(packet: Packet) -> bytes:
    """The data of a segment, without Ethernet's padding."""
    header = packet[IP]
    length = header.len - header.ihl * 4 - packet[TCP].dataofs * 4
    return bytes(packet[TCP].payload)[:length]


def option(packet: Packet, name: str) -> Any:
    """The value of a TCP option, None without it."""
    return dict(packet[TCP].options).get(name)
