"""How a driver talks to a virtio device, whatever bus it is on (virtio 1.2, sections 2 and 3).

A transport gives access to the device's registers; what every driver does with them stands here:
reset, agree on features, attach queues, start. Only devices of version 1 are driven.
"""

from __future__ import annotations

from naja.platform.contract import DeviceError
from naja.platform.virtio.virtqueue import Virtqueue

ACKNOWLEDGE, DRIVER, DRIVER_OK, FEATURES_OK = 1, 2, 4, 8
VERSION_1 = 1 << 32
RESET_READS = 1_000_000


class Transport:
    """One device: its registers. kind: the virtio device type (1 network, 4 entropy)."""

    kind: int

    def __init__(self, kind: int) -> None:
        self.kind = kind

    def status(self) -> int:
        """The device status."""
        raise NotImplementedError

    def set_status(self, status: int) -> None:
        """Set the device status; 0 resets."""
        raise NotImplementedError

    def features(self, word: int) -> int:
        """Bits word*32 … word*32+31 of what the device offers."""
        raise NotImplementedError

    def set_features(self, word: int, bits: int) -> None:
        """Accept some of them."""
        raise NotImplementedError

    def config8(self, offset: int) -> int:
        """A byte of the device's own configuration."""
        raise NotImplementedError

    def connect(self, number: int, queue: Virtqueue) -> None:
        """Tell the device where its queue `number` lies, let it interrupt, set the queue's
        doorbell. Raises DeviceError."""
        raise NotImplementedError

    def acknowledge(self) -> None:
        """Let the device interrupt again."""
        raise NotImplementedError

    def negotiate(self, wanted: int) -> int:
        """Reset the device; gives those of the wanted features that it has. Raises DeviceError."""
        self.set_status(0)
        for _ in range(RESET_READS):
            if self.status() == 0:
                break
        self.set_status(ACKNOWLEDGE)
        self.set_status(ACKNOWLEDGE | DRIVER)
        offered = self.features(0) | self.features(1) << 32
        accepted = offered & (wanted | VERSION_1)
        self.set_features(0, accepted & 0xFFFF_FFFF)
        self.set_features(1, accepted >> 32)
        self.set_status(ACKNOWLEDGE | DRIVER | FEATURES_OK)
        if accepted & VERSION_1 == 0 or self.status() & FEATURES_OK == 0:
            raise DeviceError("the virtio device is not of version 1")
        return accepted

    def start(self) -> None:
        """The queues are connected: let the device work."""
        self.set_status(ACKNOWLEDGE | DRIVER | FEATURES_OK | DRIVER_OK)
