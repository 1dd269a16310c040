"""The device between the stack and the peer: lends one frame at a time, checks what is sent."""

from __future__ import annotations

from fuzzer import frames
from fuzzer.peer import Peer

from naja.lang import hot
from naja.platform.contract import LARGEST_FRAME, NetworkDevice

MTU = 1500


class FuzzDevice(NetworkDevice):
    """full: nothing can be sent."""

    full: bool
    _peer: Peer
    _frame: bytes | None
    _buffer: bytearray
    _view: memoryview

    def __init__(self, peer: Peer, offload: bool) -> None:
        super().__init__(frames.OWN_MAC, MTU)
        self.offload = offload
        self.full = False
        self._peer = peer
        self._frame = None
        self._buffer = bytearray(LARGEST_FRAME if offload else MTU + 18)
        self._view = memoryview(self._buffer)

    @hot
    def give(self, frame: bytes, trusted: bool) -> None:
        """What `receive` gives next."""
        self._frame = frame
        self.trusted = trusted

    @hot
    def receive(self) -> memoryview | None:
        frame = self._frame
        if frame is None:
            return None
        self._frame = None
        return memoryview(frame)

    def transmit_buffer(self) -> memoryview | None:
        return None if self.full else self._view

    def large_buffer(self) -> memoryview | None:
        return None if self.full else self._view

    @hot
    def transmit(self, length: int) -> None:
        if length > MTU + 14:
            raise frames.Finding("a frame is longer than the MTU allows")
        frames.check(self._buffer, length, True)
        self._peer.hear(self._buffer)

    @hot
    def transmit_large(self, length: int, headers: int, segment: int) -> None:
        if length > LARGEST_FRAME or (segment == 0 and length > MTU + 14):
            raise frames.Finding("a large frame is too large")
        if segment != 0 and headers + segment > MTU + 14:
            raise frames.Finding("a frame would be cut into too large ones")
        frames.check(self._buffer, length, False)
        self._peer.hear(self._buffer)

    def flush(self) -> None:
        pass
