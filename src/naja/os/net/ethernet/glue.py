"""The link: one device with its address, as the layers above use it to send.

A sender takes `buffer()`, writes its packet behind the first 14 bytes, and calls `transmit`,
which adds the header and queues the frame. Nothing is copied. A full device costs one flush and
one more try; then the frame is refused and counted, and the sender decides.
"""

from __future__ import annotations

from naja.lang import cold, hot
from naja.lang.wire import checksum, put_u8, put_u16
from naja.os.net.addresses import MAC_GROUP_BIT, mac_from_bytes
from naja.os.net.ethernet import wire
from naja.platform.contract import LARGE_TRANSPORT, NetworkDevice


class Link:
    """One Ethernet device. address: its MAC as a number. mtu: bytes of an IP packet."""

    device: NetworkDevice
    address: int
    mtu: int
    unflushed: bool
    large_headers: int
    large_segment: int
    sent: int
    refused_full: int

    def __init__(self, device: NetworkDevice) -> None:
        self.device = device
        self.address = mac_from_bytes(device.address)
        self.mtu = device.mtu
        self.unflushed = False
        self.large_headers = 0
        self.large_segment = 0
        self.sent = 0
        self.refused_full = 0

    @hot
    def buffer(self) -> memoryview | None:
        """The buffer of the next frame, header included, or None while the device is full."""
        buffer = self.device.transmit_buffer()
        if buffer is None:
            self.flush()
            buffer = self.device.transmit_buffer()
            if buffer is None:
                self.refused_full += 1
        return buffer

    @hot
    def large_buffer(self) -> memoryview | None:
        """The same for a frame that the device cuts; it may be as long as an IP packet."""
        buffer = self.device.large_buffer()
        if buffer is None:
            self.flush()
            buffer = self.device.large_buffer()
            if buffer is None:
                self.refused_full += 1
        return buffer

    @hot
    def transmit(self, buffer: memoryview, to: int, kind: int, end: int) -> None:
        """Send the frame in `buffer`, the one that `buffer()` gave, whose payload ends at `end`."""
        wire.emit(buffer, to, self.address, kind)
        self.unflushed = True
        if self.large_headers != 0:
            self._transmit_large(end)
            return
        while end < wire.MINIMUM_FRAME:
            put_u8(buffer, end, 0)
            end += 1
        self.device.transmit(end)
        self.sent += 1

    @hot
    def leave_to_device(self, headers: int, segment: int) -> None:
        """Have the device complete the checksum of the TCP frame that is transmitted next, and cut
        it into segments of that many bytes (0: leave it whole)."""
        self.large_headers = headers
        self.large_segment = segment

    @hot
    def _transmit_large(self, end: int) -> None:
        self.device.transmit_large(end, self.large_headers, self.large_segment)
        self.large_headers = 0
        self.sent += 1

    @cold
    def complete(self, buffer: memoryview, end: int) -> bool:
        """Do what was left to the device, for a frame that cannot go there now; False if that
        would have cut it."""
        if self.large_headers == 0:
            return True
        self.large_headers = 0
        if self.large_segment != 0:
            return False
        total = checksum(buffer, LARGE_TRANSPORT, end)
        put_u16(buffer, LARGE_TRANSPORT + 16, total ^ 0xFFFF)
        return True

    @hot
    def flush(self) -> None:
        """Let the device know of everything queued."""
        if self.unflushed:
            self.unflushed = False
            self.device.flush()

    @hot
    def accepts(self, frame: memoryview) -> bool:
        """Whether a received frame is whole and meant for this host or a group."""
        if len(frame) < wire.HEADER_LENGTH:
            return False
        to = wire.destination(frame)
        return to == self.address or to & MAC_GROUP_BIT != 0
