"""A network device in memory: for tests and simulations of the stack, under CPython or in an image.

What a test puts into `inbox` the stack receives; what the stack sends is in `outbox`, copied.
Bounded like a driver: one frame's buffer, and `capacity` unsent frames until `flush`.
"""

from __future__ import annotations

from naja.platform.contract import NetworkDevice


class MemoryDevice(NetworkDevice):
    """A device whose wire is two lists. flushes: how often the stack announced frames."""

    inbox: list[bytes]
    outbox: list[bytes]
    flushes: int
    capacity: int
    _unflushed: int
    _buffer: bytearray

    def __init__(self, address: bytes, mtu: int, capacity: int) -> None:
        super().__init__(address, mtu)
        self.inbox = []
        self.outbox = []
        self.flushes = 0
        self.capacity = capacity
        self._unflushed = 0
        self._buffer = bytearray(mtu + 18)

    def receive(self) -> memoryview | None:
        """The oldest frame of the inbox."""
        if len(self.inbox) == 0:
            return None
        return memoryview(self.inbox.pop(0))

    def transmit_buffer(self) -> memoryview | None:
        """The one buffer, unless `capacity` frames wait for a flush."""
        if self._unflushed >= self.capacity:
            return None
        return memoryview(self._buffer)

    def transmit(self, length: int) -> None:
        """Put a copy of the frame into the outbox."""
        self._unflushed += 1
        self.outbox.append(bytes(memoryview(self._buffer)[:length]))

    def flush(self) -> None:
        """Count; room for `capacity` frames again."""
        self._unflushed = 0
        self.flushes += 1
