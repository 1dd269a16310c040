"""The counter on networks that lose frames and fall apart, in virtual time.

`pytest examples/simulation`. A seed that fails is printed with the command that plays it again.
"""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from naja import sim

program = runpy.run_path(str(Path(__file__).with_name("main.py")))


@pytest.mark.parametrize("seed", sim.seeds(20))
def test_every_request_counts_once(seed):
    world = sim.World(seed)
    counter = program["Counter"]()
    server = world.host("10.0.0.1", lambda: program["serve"](counter), name="server", serves=True)
    switch = world.switch()
    uplink = world.link(server, switch, delay=0.02, loss=0.1, rate=100_000)
    amounts = [1, 2, 3, 4]
    for number in range(3):
        name = f"client{number}"
        client = world.host(
            f"10.0.1.{number}", lambda name=name: program["add"]("server", name, amounts), name=name
        )
        world.link(client, switch, delay=0.001, jitter=0.005)
    world.cut(uplink, begin=0.1, end=1.5 + world.random.random() * 5)
    world.run(until=600)
    assert counter.total == 3 * sum(amounts)
