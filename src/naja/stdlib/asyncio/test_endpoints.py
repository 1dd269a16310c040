"""Datagram endpoints on the image's stack, with a device in memory as the wire."""

from __future__ import annotations

import pytest
from scapy.layers.inet import IP, UDP
from scapy.layers.l2 import ARP, Ether

from naja.os.entropy.pool import SeededSource
from naja.os.net.dhcp.glue import DhcpClient
from naja.os.net.testbed import OWN, PEER, Bed, datagram
from naja.stdlib import asyncio as aio
from naja.stdlib.asyncio import network, options
from naja.stdlib.asyncio.network import Network
from naja.stdlib.asyncio.runners import run_in
from naja.stdlib.asyncio.testbed import SimulatedLoop


class Echo(aio.DatagramProtocol):
    def __init__(self):
        self.events = []

    def connection_made(self, transport):
        self.transport = transport
        self.events.append("made")

    def datagram_received(self, data, addr):
        self.events.append((data, addr))
        if data == b"raise":
            raise ValueError("from the protocol")
        self.transport.sendto(data.upper(), addr)

    def error_received(self, exc):
        self.events.append(str(exc))

    def connection_lost(self, exc):
        self.events.append(("lost", exc))


class World:
    """A stack for the endpoints to use, and a loop that feeds it frames, one each time it is
    idle."""

    def __init__(self, monkeypatch, bed):
        self.bed = bed
        self.frames = []
        self.loop = SimulatedLoop(self.feed)
        monkeypatch.setattr(network, "network", Network(bed.stack))

    def feed(self):
        if not self.frames:
            return False
        self.bed.device.inbox.append(bytes(self.frames.pop(0)))
        return True

    def sent(self):
        return [Ether(frame) for frame in self.bed.device.outbox if UDP in Ether(frame)]

    def run(self, main):
        return run_in(self.loop, main)


@pytest.fixture
def world(monkeypatch):
    bed = Bed()
    bed.meet_peer()
    return World(monkeypatch, bed)


async def serve(seconds=1.0, **arguments):
    loop = aio.get_running_loop()
    arguments = {"local_addr": ("0.0.0.0", 7)} | arguments
    transport, protocol = await loop.create_datagram_endpoint(Echo, **arguments)
    await aio.sleep(seconds)
    return transport, protocol


def test_echo_answers(world):
    world.frames = [datagram(7, b"one"), datagram(7, b"two")]
    _, protocol = world.run(serve())
    assert protocol.events == ["made", (b"one", (PEER, 5000)), (b"two", (PEER, 5000))]
    replies = world.sent()
    assert [bytes(reply[UDP].payload)[:3] for reply in replies] == [b"ONE", b"TWO"]
    assert {(reply[IP].dst, reply[UDP].dport, reply[UDP].sport) for reply in replies} == {
        (PEER, 5000, 7)
    }


def test_senders_are_told_apart(world):
    others = [f"10.0.0.{number}" for number in (1, 30, 1, 31)]
    world.frames = [datagram(7, b"x", src=source) for source in others]
    _, protocol = world.run(serve())
    assert [addr for _, addr in protocol.events[1:]] == [(source, 5000) for source in others]


def test_exception_of_a_protocol_is_reported_and_survived(world, capsys):
    world.frames = [datagram(7, b"raise"), datagram(7, b"next")]
    world.run(serve())
    assert len(world.sent()) == 1
    assert "ValueError: from the protocol" in capsys.readouterr().err


def test_port_is_free_after_the_run(world):
    world.run(serve())
    world.run(serve())


def test_port_in_use(world):
    async def twice():
        await serve()
        await serve()

    with pytest.raises(OSError, match="Address already in use"):
        world.run(twice())


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.3", "::"])
def test_foreign_address_cannot_be_bound(world, host):
    with pytest.raises(OSError, match="Cannot assign requested address"):
        world.run(serve(local_addr=(host, 7)))


def test_free_port_and_names(world):
    transport, _ = world.run(serve(local_addr=(OWN, 0)))
    host, port = transport.get_extra_info("sockname")
    assert host == OWN
    assert port >= 49152
    assert transport.get_extra_info("peername") is None
    assert transport.get_extra_info("nothing") is None


def test_connected_endpoint_hears_only_its_peer(world):
    world.frames = [
        datagram(7, b"peer"),
        datagram(7, b"stranger", src="10.0.0.30"),
    ]
    _, protocol = world.run(serve(remote_addr=(PEER, 5000)))
    assert protocol.events == ["made", (b"peer", (PEER, 5000))]


def test_connected_endpoint_sends_without_an_address(world):
    async def main():
        transport, _ = await serve(remote_addr=(PEER, 5000))
        transport.sendto(b"hi")
        with pytest.raises(ValueError, match="Invalid address"):
            transport.sendto(b"hi", ("10.0.0.9", 1))

    world.run(main())
    (sent,) = world.sent()
    assert (sent[IP].dst, sent[UDP].dport) == (PEER, 5000)


@pytest.mark.parametrize(
    ("data", "addr", "message"),
    [
        (bytes(1473), (PEER, 1), "Message too long"),
        (b"x", ("224.0.0.1", 1), "Network is unreachable"),
        (b"x", ("not-an-address", 1), "Name or service not known"),
        (b"x", None, "Destination address required"),
    ],
)
def test_refused_datagrams_reach_error_received(world, data, addr, message):
    async def main():
        transport, protocol = await serve()
        if addr is None:
            transport.sendto(data)
        else:
            transport.sendto(data, addr)
        return protocol

    assert message in world.run(main()).events[-1]


def test_closing(world):
    async def main():
        transport, protocol = await serve()
        transport.close()
        assert transport.is_closing()
        transport.sendto(b"late", (PEER, 1))
        transport.close()
        await aio.sleep(0)
        return protocol

    assert world.run(main()).events == ["made", ("lost", None)]
    assert world.sent() == []


def test_full_device_delays_and_bounds_what_is_sent(world):
    async def main():
        transport, protocol = await serve()
        world.bed.device.capacity = 0
        for number in range(options.UNSENT_DATAGRAMS + 1):
            transport.sendto(number.to_bytes(2, "big"), (PEER, 1))
        await aio.sleep(1)
        assert world.sent() == []
        world.bed.device.capacity = 1
        await aio.sleep(1)
        return protocol

    protocol = world.run(main())
    assert protocol.events[1:] == ["[Errno 105] No buffer space available"]
    numbers = [int.from_bytes(bytes(frame[UDP].payload)[:2], "big") for frame in world.sent()]
    assert numbers == list(range(options.UNSENT_DATAGRAMS))


def test_without_dhcp_answers_opening_waits(monkeypatch):
    bed = Bed(configured=False)
    world = World(monkeypatch, bed)
    DhcpClient(bed.stack, SeededSource(1), world.loop.clock())
    with pytest.raises(TimeoutError):
        world.run(aio.wait_for(serve(), 3600.0))
    assert len(world.sent()) > 50


def test_endpoint_opens_once_there_is_an_address(monkeypatch):
    bed = Bed(configured=False)
    world = World(monkeypatch, bed)

    async def configure():
        await aio.sleep(3)
        bed.stack.settings.configure(0x0A000002, 0xFFFFFF00, 0)

    async def main():
        task = aio.create_task(configure())
        _, protocol = await serve()
        await task
        return protocol

    assert world.run(main()).events == ["made"]
    assert ARP not in {type(frame) for frame in world.sent()}
