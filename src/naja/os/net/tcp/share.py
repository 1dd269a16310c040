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


def window_beside(connections: int) -> int:
    """The window of each of so many connections."""
    share = (blocks.count << _QUARTER_OF_BLOCK) // max(connections, 1)
    return min(max(share, options.RECEIVE_BUFFER), MOST_WINDOW)
