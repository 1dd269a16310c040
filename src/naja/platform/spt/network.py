"""A network device of an spt image: one frame a read, one frame a write, on a descriptor that was
open before the image began (a TAP device, or a packet socket to a user-space network).

Buffers live as long as the device, and the views that it lends are the same two objects, aimed anew
for each frame: a packet costs no allocation. A waiting device reads the frame that ends the wait
into a second buffer, so that the view lent before stays valid; no read is then tried behind that
frame, since the next wait finds what there is without another system call.
"""

from __future__ import annotations

from naja.lang import cold, hot, u8, u16, unsafe
from naja.platform.contract import (
    LARGE_TRANSPORT,
    LARGEST_FRAME,
    DeviceError,
    NetworkDevice,
)
from naja.platform.spt.reader import RWF_NOWAIT, Bulk, Reader

WRITE = 1
EINTR, EAGAIN = -4, -11
MTU = 1500
FRAME_BYTES = 2048  # more than mtu + 18; a longer frame is cut by the kernel and fails its checks,
# but where long ones are expected

# the header that goes with every frame of a TAP device with offloads (virtio 1.2, section 5.1.6)
HEADER_BYTES = 10
NEEDS_CHECKSUM, DATA_VALID = 1, 2
SEGMENT_TCP4 = 1
CHECKSUM_OFFSET = 16  # of the field in a TCP header


class SptNetworkDevice(NetworkDevice):
    """fd: the descriptor. blocking: `wait` may be used, and a plain read would not return."""

    fd: int
    blocking: bool

    def __init__(self, fd: int, address: bytes, blocking: bool, offload: bool) -> None:
        super().__init__(address, MTU)
        self.fd = fd
        self.blocking = blocking
        self.offload = offload
        self._header = HEADER_BYTES if offload else 0
        self._size = self._header + FRAME_BYTES
        self._received = bytearray(self._size)
        self._spare = bytearray(self._size)
        self._received_view = memoryview(self._received)
        self._sent_view = memoryview(self._received)
        self._waiting = 0  # bytes of the frame in `_spare`
        self._waited = False
        self._reader = Reader()
        self._room = self._size
        self._sent = bytearray(self._size)
        unsafe.set_view(self._sent_view, unsafe.buffer(self._sent) + self._header, FRAME_BYTES)

    @cold
    def expect_large(self) -> None:
        """See the contract."""
        if self.offload:
            self._reader = Bulk(FRAME_BYTES)
            self._room = HEADER_BYTES + LARGEST_FRAME
            self._sent = bytearray(self._room)
            unsafe.set_view(
                self._sent_view, unsafe.buffer(self._sent) + self._header, LARGEST_FRAME
            )

    @hot
    def receive(self) -> memoryview | None:
        """The next frame, or None: then nothing is waiting, or only `wait` will tell."""
        count = self._waiting
        if count != 0:
            self._waiting = 0
            self._waited = True
            self._received, self._spare = self._spare, self._received
            self._reader.swap()
        elif self._waited:
            self._waited = False
            return None
        else:
            count = self._read(self._received, RWF_NOWAIT if self.blocking else 0)
            if count <= 0:
                return None
        frame = unsafe.buffer(self._received)
        header = self._header
        if header != 0:
            self.trusted = frame[0] & (NEEDS_CHECKSUM | DATA_VALID) != 0
            count = max(count - header, 0)
            self.beyond = max(count - FRAME_BYTES, 0)
            count -= self.beyond
        unsafe.set_view(self._received_view, frame + header, count)
        return self._received_view

    @hot
    def _read(self, buffer: bytearray, flags: int) -> int:
        return self._reader.read(self.fd, unsafe.buffer(buffer).address, self._size, flags)

    @hot
    def piece(self, start: int, end: int, more: int) -> bytes:
        """See the contract; the object that the rest was read into, if it is long."""
        assert 0 <= start <= end <= FRAME_BYTES and 0 <= more <= self.beyond
        self.beyond = 0
        head = unsafe.buffer(self._received) + self._header + start
        return self._reader.take(head, end - start, more)

    def has_frame(self) -> bool:
        """Whether `wait` took one that nobody has asked for yet."""
        return self._waiting != 0

    @hot
    def wait(self) -> None:
        """Sleep until a frame is here, and take it. Raises DeviceError when none can come."""
        if self.has_frame():
            return
        self._reader.swap()
        count = self._read(self._spare, 0)
        self._reader.swap()
        if count > 0:
            self._waiting = count
        elif count != EINTR and count != EAGAIN:
            raise DeviceError(f"the network device has gone (errno {-count})")

    def transmit_buffer(self) -> memoryview | None:
        """The one frame under construction: a write ends with the kernel owning a copy."""
        return self._sent_view

    def large_buffer(self) -> memoryview | None:
        """The same buffer, which is long enough where it is asked for."""
        return self._sent_view

    @hot
    def transmit(self, length: int) -> None:
        """Hand the frame over; one that the host has no room for is lost, as on a wire."""
        length += self._header
        if length > self._room:
            raise DeviceError("the frame is longer than its buffer")
        unsafe.syscall(WRITE, self.fd, unsafe.buffer(self._sent).address, length)

    @hot
    def transmit_large(self, length: int, headers: int, segment: int) -> None:
        """The kernel takes the frame whole and cuts it where it leaves the machine, if it does."""
        header = unsafe.buffer(self._sent)
        header[0] = u8(NEEDS_CHECKSUM)
        header[1] = u8(SEGMENT_TCP4 if segment != 0 else 0)
        fields = header.cast(u16)
        fields[1] = u16.wrap(headers)
        fields[2] = u16.wrap(segment)
        fields[3] = u16.wrap(LARGE_TRANSPORT)
        fields[4] = u16.wrap(CHECKSUM_OFFSET)
        self.transmit(length)
        # the kernel refuses a later frame that is shorter than the headers it is said to have
        header[0] = u8(0)
        header[1] = u8(0)
        fields[1] = u16(0)

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
