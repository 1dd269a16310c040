"""A network device of an spt image: one frame a read, one frame a write, on a descriptor that was
open before the image began (a TAP device, or a packet socket to a user-space network).

Buffers live as long as the device, and the views that it lends are the same two objects, aimed anew
for each frame: a packet costs no allocation. A waiting device reads the frame that ends the wait
into a second buffer, so that the view lent before stays valid; no read is then tried behind that
frame, since the next wait finds what there is without another system call.
"""

from __future__ import annotations

from naja.lang import hot, unsafe
from naja.platform.contract import DeviceError, NetworkDevice
from naja.platform.spt.entry import scratch

READ, WRITE, PREADV2 = 0, 1, 327
RWF_NOWAIT = 8
EINTR, EAGAIN = -4, -11
MTU = 1500
FRAME_BYTES = 2048  # more than mtu + 18; a longer frame is cut by the kernel and fails its checks


class SptNetworkDevice(NetworkDevice):
    """fd: the descriptor. blocking: `wait` may be used, and a plain read would not return."""

    fd: int
    blocking: bool

    def __init__(self, fd: int, address: bytes, blocking: bool) -> None:
        super().__init__(address, MTU)
        self.fd = fd
        self.blocking = blocking
        self._received = bytearray(FRAME_BYTES)
        self._spare = bytearray(FRAME_BYTES)
        self._sent = bytearray(FRAME_BYTES)
        self._received_view = memoryview(self._received)
        self._sent_view = memoryview(self._sent)
        self._waiting = 0  # bytes of the frame in `_spare`
        self._waited = False

    @hot
    def receive(self) -> memoryview | None:
        """The next frame, or None: then nothing is waiting, or only `wait` will tell."""
        count = self._waiting
        if count != 0:
            self._waiting = 0
            self._waited = True
            self._received, self._spare = self._spare, self._received
        elif self._waited:
            self._waited = False
            return None
        else:
            count = self._read()
            if count <= 0:
                return None
        unsafe.set_view(self._received_view, unsafe.buffer(self._received), count)
        return self._received_view

    @hot
    def _read(self) -> int:
        start = unsafe.buffer(self._received).address
        if not self.blocking:
            return unsafe.syscall(READ, self.fd, start, FRAME_BYTES)
        vector = scratch()
        vector[0] = start
        vector[1] = FRAME_BYTES
        return unsafe.syscall(PREADV2, self.fd, vector.address, 1, -1, 0, RWF_NOWAIT)

    def has_frame(self) -> bool:
        """Whether `wait` took one that nobody has asked for yet."""
        return self._waiting != 0

    @hot
    def wait(self) -> None:
        """Sleep until a frame is here, and take it. Raises DeviceError when none can come."""
        if self.has_frame():
            return
        count = unsafe.syscall(READ, self.fd, unsafe.buffer(self._spare).address, FRAME_BYTES)
        if count > 0:
            self._waiting = count
        elif count != EINTR and count != EAGAIN:
            raise DeviceError(f"the network device has gone (errno {-count})")

    def transmit_buffer(self) -> memoryview | None:
        """The one frame under construction: a write ends with the kernel owning a copy."""
        return self._sent_view

    @hot
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
        raise DeviceError(f"{text} is not a MAC address")
    return bytes([parse_number(part, 16) for part in parts])


def parse_number(text: str, base: int) -> int:
    """What the launcher spells: digits alone, so that no image needs `int` and its table of the
    world's digits for it.
    """
    value = 0
    for character in text:
        code = ord(character) | 32
        digit = code - 48 if code < 58 else code - 87
        if digit < 0 or digit >= base:
            raise DeviceError(f"{text} is not a number")
        value = value * base + digit
    return value
