"""A cable, or all that lies between two places: what it does to the frames that go through.

Times are nanoseconds. A link is the same both ways, but each way has its own queue.
"""

from __future__ import annotations

from naja.os.time.clock import MILLISECOND, SECOND

_FRAME = 1 << 16


class Link:
    """delay, jitter: nanoseconds. loss, duplicate, corrupt, reorder: probabilities. rate: bytes a
    second, 0 for any; queue: frames that may wait for it. mtu: of IP packets; what is longer is
    lost, and the sender told if `tells`. hidden: kinds of TCP options that SYNs lose. up: False
    while it is cut."""

    delay: int
    jitter: int
    loss: float
    duplicate: float
    corrupt: float
    reorder: float
    rate: int
    queue: int
    mtu: int
    tells: bool
    hidden: list[int]
    up: bool
    lost: int
    _free_at: list[int]

    def __init__(self) -> None:
        self.delay = MILLISECOND
        self.jitter = 0
        self.loss = 0.0
        self.duplicate = 0.0
        self.corrupt = 0.0
        self.reorder = 0.0
        self.rate = 0
        self.queue = 100
        self.mtu = _FRAME
        self.tells = True
        self.hidden = []
        self.up = True
        self.lost = 0
        self._free_at = [0, 0]

    def leaves(self, way: int, length: int, now: int) -> int:
        """When a frame has left the queue of that way; -1 if it finds no place there."""
        if self.rate == 0:
            return now
        free = max(self._free_at[way], now)
        took = length * SECOND // self.rate
        if free - now > self.queue * took:
            return -1
        self._free_at[way] = free + took
        return free + took
