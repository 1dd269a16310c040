"""How much a peer may send ahead of the program: more where memory is ample and connections are
few, because every window's worth costs a wait for its acknowledgment.

All that may come ahead is then no more than a quarter of the memory, or than what
options.RECEIVE_BUFFER allows each connection anyway.
"""

from __future__ import annotations

from naja.os.net.tcp import options
from naja.os.net.tcp.wire import MOST_WINDOW
from naja.runtime import blocks

_QUARTER_OF_BLOCK = 10  # bits


def quarter() -> int:
    """Bytes of a quarter of the memory; 0 under CPython."""
    return blocks.count << _QUARTER_OF_BLOCK


def window_beside(connections: int, shared: int) -> int:
    """The window of each of so many connections that share those bytes."""
    return min(max(shared // max(connections, 1), options.RECEIVE_BUFFER), MOST_WINDOW)
