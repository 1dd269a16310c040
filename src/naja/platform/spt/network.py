"""A network device of an spt image: one frame a read, one frame a write, on a descriptor that was
open before the image began (a TAP device, or a packet socket to a user-space network).

Both buffers live as long as the device, and the views that it lends are the same two objects,
aimed anew for each frame: a packet costs no allocation.
"""

from __future__ import annotations

from naja.lang import unsafe
from naja.platform.contract import DeviceError, NetworkDevice

READ, WRITE = 0, 1
MTU = 1500
FRAME_BYTES = 2048  # more than mtu + 18; a longer frame is cut by the kernel and fails its checks


class SptNetworkDevice(NetworkDevice):
    """fd: the descriptor, non-blocking."""

    fd: int

    def __init__(self, fd: int, address: bytes) -> None:
        super().__init__(address, MTU)
        self.fd = fd
        self._received = bytearray(FRAME_BYTES)
        self._sent = bytearray(FRAME_BYTES)
        self._received_view = memoryview(self._received)
        self._sent_view = memoryview(self._sent)

    def receive(self) -> memoryview | None:
        """The next frame, or None: then nothing is waiting."""
        start = unsafe.buffer(self._received)
        count = unsafe.syscall(READ, self.fd, start.address, FRAME_BYTES)
        if count <= 0:
            return None
        unsafe.set_view(self._received_view, start, count)
        return self._received_view

    def transmit_buffer(self) -> memoryview | None:
        """The one frame under construction: a write ends with the kernel owning a copy."""
        return self._sent_view

    def transmit(self, length: int) -> None:
        """Hand the frame over; one that the host has no room for is lost, as on a wire."""
        if length > FRAME_BYTES:
            raise DeviceError("the frame is longer than its buffer")
        unsafe.syscall(WRITE, self.fd, unsafe.buffer(self._sent).address, length)

    def flush(self) -> None:
        """Nothing waits here."""


def parse_mac(text: str | None) -> bytes:
    """The six bytes of 02:00:5e:10:00:01; without one, a fixed locally administered address."""
    if text is None:
        return b"\x02\x00\x00\x00\x00\x01"
    parts = text.split(":")
    if len(parts) != 6:
        raise DeviceError(f"{text!r} is not a MAC address")
    return bytes([int(part, 16) for part in parts])
