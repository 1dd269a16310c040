"""Programs of asyncio in simulated worlds: that they run unchanged, and the same for the same
seed."""

from __future__ import annotations

import asyncio
import random

import pytest

from naja import sim


async def upper():
    async def client(reader, writer):
        while data := await reader.read(1000):
            writer.write(data.upper())
            await writer.drain()
        writer.close()

    async with await asyncio.start_server(client, port=7) as server:
        await server.serve_forever()


async def shout(count):
    reader, writer = await asyncio.open_connection("server", 7)
    writer.write(b"hello" * count)
    writer.write_eof()
    data = await reader.read()
    writer.close()
    await writer.wait_closed()
    return data


def world_of(seed, program, **link):
    world = sim.World(seed)
    server = world.host("10.0.0.1", upper, name="server", serves=True)
    client = world.host("192.168.7.2", program)
    world.link(server, client, **link)
    return world, client


def test_streams_over_a_bad_link():
    world, client = world_of(7, lambda: shout(20_000), delay=0.02, loss=0.05, reorder=0.02)
    world.run(until=60)
    assert client.result == b"HELLO" * 20_000
    assert 0.04 < world.seconds < 60


def test_a_seed_is_the_same_every_time():
    def trace(seed):
        world, client = world_of(seed, lambda: shout(random.randrange(1000, 20_000)), loss=0.05)
        world.run()
        return world.trace, world.now, len(client.result)

    assert trace(3) == trace(3)
    assert trace(3) != trace(4)


def test_time_is_virtual():
    async def sleeps():
        before = asyncio.get_running_loop().time()
        await asyncio.sleep(86_400)
        return asyncio.get_running_loop().time() - before

    world, client = world_of(1, sleeps)
    world.run(until=100_000)
    assert client.result == pytest.approx(86_400)


def test_what_fails_says_how_to_replay_it():
    async def fails():
        await asyncio.sleep(1)
        raise ValueError("as it is")

    world, _ = world_of(5, fails)
    with pytest.raises(ValueError, match="as it is") as caught:
        world.run()
    (note,) = caught.value.__notes__
    assert "NAJA_SIM_SEED=5 pytest '" in note
    assert "test_programs.py::test_what_fails_says_how_to_replay_it'" in note


def test_the_environment_names_the_seed(monkeypatch):
    assert list(sim.seeds(3)) == [1, 2, 3]
    monkeypatch.setenv("NAJA_SIM_SEED", "41")
    assert list(sim.seeds(3)) == [41]


def test_programs_that_wait_for_ever_are_told():
    async def waits():
        await asyncio.Event().wait()

    world, _ = world_of(1, waits)
    with pytest.raises(sim.Stuck, match=r"waits at .*test_programs\.py:\d+\n"):
        world.run()


def test_a_world_runs_once():
    async def nothing():
        pass

    world, _ = world_of(1, nothing)
    world.run()
    with pytest.raises(RuntimeError, match="a world runs once"):
        world.run()


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"loss": 5}, "loss is a probability from 0 to 1, not 5"),
        ({"corrupt": -0.1}, "corrupt is a probability"),
        ({"delay": -1}, "delay cannot be negative: -1"),
    ],
)
def test_links_are_checked(given, text):
    world = sim.World()
    with pytest.raises(ValueError, match=text):
        world.link(world.host("10.0.0.1"), world.host("10.0.0.2"), **given)


def test_what_is_no_program_or_no_time_is_refused():
    world = sim.World()
    host = world.host("10.0.0.1")
    link = world.link(host, world.switch())
    with pytest.raises(ValueError, match="ends before it begins"):
        world.cut(link, 5, 1)
    coroutine = shout(1)
    with pytest.raises(TypeError, match="not yet called"):
        world.host("10.0.0.2", coroutine)
    coroutine.close()


def test_a_cut_link_heals():
    async def patient():
        await asyncio.sleep(0.5)
        return await shout(10)

    world, client = world_of(1, patient)
    world.cut(client.ports[0].link, begin=0.1, end=5.0)
    world.run(until=60)
    assert client.result == b"HELLO" * 10
    assert world.seconds > 5


def test_errors_of_connecting():
    async def tries():
        found = []
        for address, port in (("server", 9), ("10.9.9.9", 7), ("nobody", 7)):
            try:
                await asyncio.wait_for(asyncio.open_connection(address, port), 5)
            except OSError as error:
                found.append(type(error).__name__)
        return found

    world, client = world_of(1, tries)
    world.run()
    assert client.result == ["ConnectionRefusedError", "TimeoutError", "gaierror"]


def test_a_host_talks_to_itself():
    async def alone():
        server = await asyncio.start_server(lambda r, w: w.close(), "127.0.0.1", 80)
        reader, writer = await asyncio.open_connection("127.0.0.1", 80)
        data = await reader.read()
        writer.close()
        server.close()
        await server.wait_closed()
        return data

    world, client = world_of(1, alone)
    world.run()
    assert client.result == b""


def test_datagrams():
    class Echo(asyncio.DatagramProtocol):
        def connection_made(self, transport):
            self.transport = transport

        def datagram_received(self, data, addr):
            self.transport.sendto(data[::-1], addr)

    class Asker(asyncio.DatagramProtocol):
        def __init__(self):
            self.answer = asyncio.get_running_loop().create_future()

        def datagram_received(self, data, addr):
            self.answer.set_result((data, addr))

    async def serve():
        loop = asyncio.get_running_loop()
        await loop.create_datagram_endpoint(Echo, local_addr=("0.0.0.0", 53))
        await asyncio.Event().wait()

    async def ask():
        loop = asyncio.get_running_loop()
        transport, asker = await loop.create_datagram_endpoint(Asker, remote_addr=("10.0.0.1", 53))
        transport.sendto(b"abc")
        return await asker.answer

    world = sim.World(2)
    server = world.host("10.0.0.1", serve, serves=True)
    client = world.host("10.0.0.2", ask)
    world.link(server, client)
    world.run()
    assert client.result == (b"cba", ("10.0.0.1", 53))


def test_worlds_without_sense_are_refused():
    world = sim.World(1)
    one, other = world.host("10.0.0.1"), world.host("10.0.0.2")
    world.link(one, other)
    with pytest.raises(ValueError, match="another host"):
        world.host("10.0.0.1")
    with pytest.raises(ValueError, match="no loops"):
        world.link(one, other)
