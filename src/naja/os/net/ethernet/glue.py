"""The link: one device with its address, as the layers above use it to send.

A sender takes `buffer()`, writes its packet behind the first 14 bytes, and calls `transmit`,
which adds the header and queues the frame. Nothing is copied. A full device costs one flush and
one more try; then the frame is refused and counted, and the sender decides.
"""

from __future__ import annotations

from naja.lang import hot
from naja.lang.wire import put_u8
from naja.os.net.addresses import MAC_GROUP_BIT, mac_from_bytes
from naja.os.net.ethernet import wire
from naja.platform.contract import NetworkDevice


class Link:
    """One Ethernet device. address: its MAC as a number. mtu: bytes of an IP packet."""

    device: NetworkDevice
    address: int
    mtu: int
    unflushed: bool
    sent: int
    refused_full: int

    def __init__(self, device: NetworkDevice) -> None:
        self.device = device
        self.address = mac_from_bytes(device.address)
        self.mtu = device.mtu
        self.unflushed = False
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
    def transmit(self, buffer: memoryview, to: int, kind: int, end: int) -> None:
        """Send the frame in `buffer`, the one that `buffer()` gave, whose payload ends at `end`."""
        wire.emit(buffer, to, self.address, kind)
        while end < wire.MINIMUM_FRAME:
            put_u8(buffer, end, 0)
            end += 1
        self.device.transmit(end)
        self.unflushed = True
        self.sent += 1

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
