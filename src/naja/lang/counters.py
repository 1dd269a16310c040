"""What the network stack of an image has counted: frames that came, and why others were dropped.

Under CPython, whose network is the host's, there is nothing to tell.
"""

from __future__ import annotations


def network_counters() -> list[tuple[str, str, int]]:
    """(what, reason, count), such as ("tcp_dropped", "checksum", 3), since the start; empty while
    no port is open."""
    return []
