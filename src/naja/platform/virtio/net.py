"""The virtio network device (virtio 1.2, section 5.1): frames in fixed buffers, polled.

Each buffer holds the 12-byte virtio header and one frame. All receive buffers are with the device
except the one that `receive` lent last. Transmitted frames cause no interrupts, the device is told
of them by `flush`; only while every transmit buffer is with the device does one given back
interrupt. No offloads are accepted, so frames come with their checksums and one buffer each.
"""

from __future__ import annotations

from naja.lang import unsafe
from naja.platform.contract import DeviceError, NetworkDevice
from naja.platform.virtio.options import NET_QUEUE_SIZE
from naja.platform.virtio.transport import Transport
from naja.platform.virtio.virtqueue import Virtqueue

NETWORK = 1  # device type
FEATURE_MTU, FEATURE_MAC = 1 << 3, 1 << 5
CONFIG_MTU = 10
RECEIVE, TRANSMIT = 0, 1  # queue numbers
HEADER_BYTES = 12
MTU = 1500
BUFFER_BYTES = 1536  # header, frame with VLAN tag, rounded up
FRAME_BYTES = BUFFER_BYTES - HEADER_BYTES
NONE = -1


class VirtioNetworkDevice(NetworkDevice):
    """A network device behind `transport`."""

    def __init__(self, transport: Transport) -> None:
        features = transport.negotiate(FEATURE_MAC | FEATURE_MTU)
        if features & FEATURE_MAC == 0:
            raise DeviceError("the network device has no MAC address")
        mtu = MTU
        if features & FEATURE_MTU:
            mtu = min(mtu, transport.config8(CONFIG_MTU) | transport.config8(CONFIG_MTU + 1) << 8)
        super().__init__(bytes([transport.config8(index) for index in range(6)]), mtu)
        self._transport = transport
        self._receive = Virtqueue(RECEIVE, NET_QUEUE_SIZE, BUFFER_BYTES, True)
        self._transmit = Virtqueue(TRANSMIT, NET_QUEUE_SIZE, BUFFER_BYTES, False)
        transport.connect(RECEIVE, self._receive)
        transport.connect(TRANSMIT, self._transmit)
        self._receive.ignore()
        self._transmit.ignore()
        self._received = NONE
        self._sending = NONE
        self._unused = NET_QUEUE_SIZE  # transmit buffers from here down were never used
        self._full = False
        self._received_view = memoryview(bytearray(1))
        self._transmit_view = memoryview(bytearray(1))
        transport.start()
        for index in range(NET_QUEUE_SIZE):
            self._receive.offer(index)
        self._receive.notify()

    @unsafe.unchecked
    def receive(self) -> memoryview | None:
        """The next frame; None: nothing is waiting. Raises DeviceError."""
        queue = self._receive
        if self._received != NONE:
            queue.offer(self._received)
        self._received = queue.take()
        if self._received == NONE:
            queue.notify()
            return None
        length = queue.used_length - HEADER_BYTES
        if length < 0:
            raise DeviceError("the network device wrote less than a header")
        frame = queue.buffer(self._received) + HEADER_BYTES
        unsafe.set_view(self._received_view, frame, length)
        return self._received_view

    @unsafe.unchecked
    def transmit_buffer(self) -> memoryview | None:
        """A buffer for one frame; None while the device holds all."""
        if self._sending == NONE:
            self._sending = self._transmit.take()
            if self._sending == NONE and self._unused:
                self._unused -= 1
                self._sending = self._unused
            self._full = self._sending == NONE
            if self._full:
                return None
            frame = self._transmit.buffer(self._sending) + HEADER_BYTES
            unsafe.set_view(self._transmit_view, frame, FRAME_BYTES)
        return self._transmit_view

    @unsafe.unchecked
    def transmit(self, length: int) -> None:
        """Queue the frame. Its header stays zero: no offload is asked for."""
        if self._sending == NONE or not 0 < length <= FRAME_BYTES:
            raise DeviceError("the frame does not fit its buffer")
        self._transmit.set_length(self._sending, HEADER_BYTES + length)
        self._transmit.offer(self._sending)
        self._sending = NONE

    def flush(self) -> None:
        """Tell the device of both queues, where it waits for that."""
        self._transmit.notify()
        self._receive.notify()

    def listen(self) -> bool:
        """Let the device interrupt when it has something to say; True when it has already."""
        self._transport.acknowledge()
        self.flush()
        waiting = self._receive.listen()
        if self._full:
            waiting = self._transmit.listen() or waiting
        return waiting

    def ignore(self) -> None:
        """Keep the device from interrupting."""
        self._receive.ignore()
        if self._full:
            self._transmit.ignore()
