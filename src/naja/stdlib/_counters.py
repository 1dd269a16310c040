"""What `naja.lang.counters` tells of the network."""

from __future__ import annotations

from naja.os.net.counters import stack_counters, tcp_counters
from naja.stdlib.asyncio import network


def network_counters() -> list[tuple[str, str, int]]:
    """See naja.lang.counters."""
    opened = network.network
    if opened is None:
        return []
    found = stack_counters(opened.stack)
    tcp = opened.opened_tcp()
    if tcp is not None:
        found += tcp_counters(tcp)
    return found
