"""The virtio network device (virtio 1.2, section 5.1): frames in fixed buffers, polled.

Each buffer holds the 12-byte virtio header and one frame, or part of a long one. All receive
buffers are with the device except those of the frame that `receive` lent last. Transmitted frames
cause no interrupts, the device is told of them by `flush`; only while every transmit buffer is with
the device does one given back interrupt. Of free receive buffers it is told when they are many, or
before waiting: each time may cost more than a frame. Where the device offers it, it completes
checksums, cuts long TCP frames and gives such frames in several buffers.
"""

from __future__ import annotations

from naja.lang import hot, u8, u16, unsafe
from naja.platform.contract import (
    LARGE_TRANSPORT,
    LARGEST_FRAME,
    DeviceError,
    NetworkDevice,
)
from naja.platform.virtio.options import NET_LARGE_BUFFERS, NET_QUEUE_SIZE
from naja.platform.virtio.pieces import PieceQueue
from naja.platform.virtio.transport import Transport
from naja.platform.virtio.virtqueue import FEATURE_EVENT_INDEX, Virtqueue
from naja.runtime import blocks
from naja.runtime import bytes as plain

NETWORK = 1  # device type
FEATURE_MTU, FEATURE_MAC = 1 << 3, 1 << 5
FEATURE_CHECKSUM, FEATURE_GUEST_CHECKSUM = 1 << 0, 1 << 1
FEATURE_GUEST_TSO4, FEATURE_HOST_TSO4, FEATURE_MERGED = 1 << 7, 1 << 11, 1 << 15
OFFLOADS = (
    FEATURE_CHECKSUM
    | FEATURE_GUEST_CHECKSUM
    | FEATURE_GUEST_TSO4
    | FEATURE_HOST_TSO4
    | FEATURE_MERGED
)
CONFIG_MTU = 10
RECEIVE, TRANSMIT = 0, 1  # queue numbers
HEADER_BYTES = 12
NEEDS_CHECKSUM, DATA_VALID = 1, 2
SEGMENT_TCP4 = 1
CHECKSUM_OFFSET = 16  # of the field in a TCP header
MTU = 1500
BUFFER_BYTES = 1536  # header, frame with VLAN tag, rounded up
FRAME_BYTES = BUFFER_BYTES - HEADER_BYTES
AMPLE_BLOCKS = 3072
LARGE_BYTES = (HEADER_BYTES + LARGEST_FRAME + 15) & -16
NONE = -1


class VirtioNetworkDevice(NetworkDevice):
    """A network device behind `transport`."""

    def __init__(self, transport: Transport) -> None:
        features = transport.negotiate(FEATURE_MAC | FEATURE_MTU | OFFLOADS | FEATURE_EVENT_INDEX)
        if features & FEATURE_MAC == 0:
            raise DeviceError("the network device has no MAC address")
        mtu = MTU
        if features & FEATURE_MTU:
            mtu = min(mtu, transport.config8(CONFIG_MTU) | transport.config8(CONFIG_MTU + 1) << 8)
        super().__init__(bytes([transport.config8(index) for index in range(6)]), mtu)
        sends = FEATURE_CHECKSUM | FEATURE_HOST_TSO4
        self.offload = features & sends == sends
        large = NET_LARGE_BUFFERS if self.offload else 0
        self._transport = transport
        self._merged = features & FEATURE_MERGED != 0
        if self._merged and blocks.count >= AMPLE_BLOCKS:
            self._receive: Virtqueue = PieceQueue(RECEIVE, max(NET_QUEUE_SIZE // 2, 2))
        else:
            self._receive = Virtqueue(RECEIVE, NET_QUEUE_SIZE, BUFFER_BYTES, True)
        self._transmit = Virtqueue(
            TRANSMIT, NET_QUEUE_SIZE, BUFFER_BYTES, False, large, LARGE_BYTES
        )
        self._receive.event_index = features & FEATURE_EVENT_INDEX != 0
        self._transmit.event_index = self._receive.event_index
        transport.connect(RECEIVE, self._receive)
        transport.connect(TRANSMIT, self._transmit)
        self._receive.ignore()
        self._transmit.ignore()
        self._lent: list[int] = []  # the buffers of the last frame, and the lengths of its parts
        self._lengths: list[int] = []
        self._part = 0
        self._free = list(range(self._transmit.large_from))
        self._free_large = [NET_QUEUE_SIZE - 1 - index for index in range(large)]
        self._sending = NONE
        self._full = False
        self._received_view = memoryview(bytearray(1))
        self._transmit_view = memoryview(bytearray(1))
        transport.start()
        for index in range(self._receive.size):
            self._receive.offer(index)
        self._receive.notify()

    @hot
    @unsafe.unchecked
    def receive(self) -> memoryview | None:
        """The next frame, or its first part; None: nothing is waiting. Raises DeviceError."""
        queue = self._receive
        for index in self._lent:
            queue.offer(index)
        self._lent.clear()
        self._lengths.clear()
        index = queue.take()
        if index == NONE:
            self._announce()
            return None
        self._lent.append(index)
        length = queue.used_length - HEADER_BYTES
        if length < 0:
            raise DeviceError("the network device wrote less than a header")
        header = queue.buffer(index)
        self.trusted = header[0] & (NEEDS_CHECKSUM | DATA_VALID) != 0
        self.beyond = 0
        if self._merged:
            parts = header.cast(u16)[5] + 0
            if parts > 1:
                self._take_parts(parts)
        unsafe.set_view(self._received_view, header + HEADER_BYTES, length)
        return self._received_view

    def _take_parts(self, parts: int) -> None:
        """The other buffers of a frame, which the device gives with the first."""
        queue = self._receive
        for _ in range(1, parts):
            index = queue.take()
            if index == NONE:
                raise DeviceError("the network device gave a part of a frame")
            self._lent.append(index)
            self._lengths.append(queue.used_length)
            self.beyond += queue.used_length

    @hot
    def piece(self, start: int, end: int, more: int) -> bytes:
        """See the contract: the first part, which is copied."""
        queue = self._receive
        assert 0 <= start <= end <= queue.buffer_bytes - HEADER_BYTES
        self._part = 0
        return plain.copied(queue.buffer(self._lent[0]) + HEADER_BYTES + start, end - start)

    @hot
    def following(self, more: int) -> bytes:
        """See the contract."""
        part = self._part
        self._part = part + 1
        return self._receive.claim(self._lent[part + 1], min(self._lengths[part], more))

    @hot
    def transmit_buffer(self) -> memoryview | None:
        """A buffer for one frame; None while the device holds all."""
        if self._sending == NONE:
            if len(self._free) == 0:
                self._reclaim()
            self._full = len(self._free) == 0
            if self._full:
                return None
            self._lend(self._free.pop())
        return self._transmit_view

    @hot
    def large_buffer(self) -> memoryview | None:
        """A buffer for a frame of any length; None while the device holds all."""
        if self._sending != NONE:
            self._give_back(self._sending)
            self._sending = NONE
        if len(self._free_large) == 0:
            self._reclaim()
        self._full = len(self._free_large) == 0
        if self._full:
            return None
        self._lend(self._free_large.pop())
        return self._transmit_view

    @unsafe.unchecked
    def _lend(self, index: int) -> None:
        self._sending = index
        frame = self._transmit.buffer(index) + HEADER_BYTES
        unsafe.set_view(self._transmit_view, frame, self._transmit.room(index) - HEADER_BYTES)

    def _reclaim(self) -> None:
        """Take back what the device has sent."""
        index = self._transmit.take()
        while index != NONE:
            self._give_back(index)
            index = self._transmit.take()

    def _give_back(self, index: int) -> None:
        if index < self._transmit.large_from:
            self._free.append(index)
        else:
            self._free_large.append(index)

    @hot
    @unsafe.unchecked
    def transmit(self, length: int) -> None:
        """Queue the frame as it is."""
        queue = self._transmit
        if self._sending == NONE or not 0 < length <= queue.room(self._sending) - HEADER_BYTES:
            raise DeviceError("the frame does not fit its buffer")
        queue.buffer(self._sending).cast(int)[0] = 0
        self._offer(length)

    @hot
    @unsafe.unchecked
    def _offer(self, length: int) -> None:
        self._transmit.set_length(self._sending, HEADER_BYTES + length)
        self._transmit.offer(self._sending)
        self._sending = NONE

    @hot
    @unsafe.unchecked
    def transmit_large(self, length: int, headers: int, segment: int) -> None:
        """Queue the frame; the device completes its checksum and cuts it."""
        queue = self._transmit
        if self._sending == NONE or not 0 < length <= queue.room(self._sending) - HEADER_BYTES:
            raise DeviceError("the frame does not fit its buffer")
        header = queue.buffer(self._sending)
        header[0] = u8(NEEDS_CHECKSUM)
        header[1] = u8(SEGMENT_TCP4 if segment != 0 else 0)
        fields = header.cast(u16)
        fields[1] = u16.wrap(headers)
        fields[2] = u16.wrap(segment)
        fields[3] = u16.wrap(LARGE_TRANSPORT)
        fields[4] = u16.wrap(CHECKSUM_OFFSET)
        self._offer(length)

    def _announce(self) -> None:
        if self._receive.unannounced() >= self._receive.size // 4:
            self._receive.notify()

    def flush(self) -> None:
        """Tell the device of what is to be sent, and of much room, where it waits for that."""
        self._transmit.notify()
        self._announce()

    def listen(self) -> bool:
        """Let the device interrupt when it has something to say; True when it has already."""
        self._transport.acknowledge()
        self._transmit.notify()
        self._receive.notify()
        waiting = self._receive.listen()
        if self._full:
            waiting = self._transmit.listen() or waiting
        return waiting

    def ignore(self) -> None:
        """Keep the device from interrupting."""
        self._receive.ignore()
        if self._full:
            self._transmit.ignore()
