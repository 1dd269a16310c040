"""A network device of a simulated host, as plain or as able as the real ones.

With `offload` it completes checksums, cuts large frames, joins those that came together, and gives
them in parts. `capacity` bounds what may be sent in one turn.
"""

from __future__ import annotations

from naja.platform.contract import LARGEST_FRAME, NetworkDevice
from naja.sim import frames

_PART = 2048
_PIECE = 5000


class SimulatedDevice(NetworkDevice):
    """inbox: what has arrived. outbox: what is to go onto the wire."""

    inbox: list[bytes]
    outbox: list[bytes]
    capacity: int
    _buffer: bytearray
    _frame: bytes
    _given: int

    def __init__(self, address: bytes, mtu: int, offload: bool, capacity: int) -> None:
        super().__init__(address, mtu)
        self.inbox = []
        self.outbox = []
        self.capacity = capacity
        self.offload = offload
        self._buffer = bytearray(LARGEST_FRAME if offload else mtu + 18)
        self._frame = b""
        self._given = 0

    def receive(self) -> memoryview | None:
        """The oldest frame of the inbox, and with `offload` those that continue it."""
        self.trusted = False
        self.beyond = 0
        if len(self.inbox) == 0:
            return None
        frame = self.inbox.pop(0)
        if not self.offload or not frames.is_tcp(frame) or not frames.is_sound(frame):
            return memoryview(frame)
        self.trusted = True
        while len(self.inbox) != 0 and self._continues(self.inbox[0]):
            whole = frames.join(frame, self.inbox[0])
            if len(whole) == 0:
                break
            self.inbox.pop(0)
            frame = whole
        return self._first_part(frame)

    def _continues(self, frame: bytes) -> bool:
        return frames.is_tcp(frame) and frames.is_sound(frame)

    def _first_part(self, frame: bytes) -> memoryview:
        self._frame = frame
        if len(frame) > self.mtu + 18:
            self.beyond = len(frame) - _PART
            frame = frame[:_PART]
        return memoryview(frame)

    def piece(self, start: int, end: int, more: int) -> bytes:
        """A part of the frame that may go beyond what `receive` gave: whole, as from spt, or in
        pieces, as from virtio."""
        assert end <= _PART
        assert more <= self.beyond
        self._given = end if len(self._frame) & 1 else end + more
        return self._frame[start : self._given]

    def following(self, more: int) -> bytes:
        """The next piece."""
        start = self._given
        assert start < start + more <= len(self._frame)
        self._given = start + min(more, _PIECE)
        return self._frame[start : self._given]

    def transmit_buffer(self) -> memoryview | None:
        """The one buffer, unless the device is full."""
        return memoryview(self._buffer) if len(self.outbox) < self.capacity else None

    def large_buffer(self) -> memoryview | None:
        """The same one."""
        return self.transmit_buffer()

    def transmit(self, length: int) -> None:
        """Put a copy of the frame into the outbox."""
        self.outbox.append(bytes(self._buffer[:length]))

    def transmit_large(self, length: int, headers: int, segment: int) -> None:
        """Put what the device makes of the frame into the outbox."""
        for piece in frames.cut(bytes(self._buffer[:length]), headers, segment):
            self.outbox.append(piece)

    def flush(self) -> None:
        """Nothing waits for it: the world empties the outbox after each turn."""
