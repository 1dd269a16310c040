"""Datagrams of this machine to itself: 127.0.0.0/8, and the interface's own address.

A datagram is handed to the receiver of its port in the next turn of the loop; more than
MOST_ON_THEIR_WAY are dropped, as a full queue of a kernel's drops them.
"""

from __future__ import annotations

from naja.lang import cold
from naja.os.net.loopback.glue import is_loopback
from naja.os.net.udp.state import Ports
from naja.stdlib.asyncio import network
from naja.stdlib.asyncio.scheduler import Scheduler

MOST_ON_THEIR_WAY = 1024

_ports: Ports | None = None
_on_their_way = 0


@cold
def local_ports() -> Ports:
    """Who is bound to 127.0.0.1."""
    global _ports
    ports = _ports
    if ports is None:
        ports = Ports()
        _ports = ports
    return ports


def is_inside(address: int) -> bool:
    """Whether the address is this machine's."""
    opened = network.network
    return is_loopback(address) or (
        opened is not None and address == opened.stack.settings.address != 0
    )


@cold
def post(scheduler: Scheduler, data: bytes, source_port: int, to: int, to_port: int) -> None:
    """Send a datagram to a port of this machine; it comes from the address that it goes to."""
    global _on_their_way
    if _on_their_way >= MOST_ON_THEIR_WAY:
        return
    _on_their_way += 1

    def deliver() -> None:
        global _on_their_way
        _on_their_way -= 1
        receiver = local_ports().find(to_port) if is_loopback(to) else None
        opened = network.network
        if receiver is None and opened is not None:
            receiver = opened.stack.udp.ports.find(to_port)
        if receiver is not None:
            view = memoryview(data)
            receiver.datagram(to, source_port, view, 0, len(data), scheduler.now)

    scheduler.soon(deliver)
