"""A split virtqueue (virtio 1.2, section 2.7) in which descriptor i always names buffer i. Its last
buffers may be larger than the others.

The driver offers buffers and gets them back used. Memory that the device writes is distrusted: an
index that runs ahead, an id out of range or not on offer, or a length beyond the buffer raises
DeviceError. The device sees physical addresses, which in a virtio image are the addresses.

Each side says whether it wants to hear of what the other does: with a flag, or, where both know the
event index (2.7.7, 2.7.8, 2.7.10), by naming the index of the other that it waits for.
"""

from __future__ import annotations

from naja.lang import u8, u16, u32, unsafe
from naja.lang.unsafe import Ptr
from naja.platform.contract import DeviceError
from naja.runtime import bytes as plain

DEVICE_WRITES = 2  # descriptor flag
NO_INTERRUPT = 1  # flag of the available ring
NO_NOTIFY = 1  # flag of the used ring
FEATURE_EVENT_INDEX = 1 << 29
INDEX_MASK = 0xFFFF
DESCRIPTOR_BYTES, USED_BYTES = 16, 8


class Virtqueue:
    """number: of the queue. size: descriptors, a power of two. buffer_bytes: of each buffer but the
    last `large` ones, which have large_bytes. writable: by the device.

    `doorbell` is the address that its transport gives it; the number written there, as 32 bits if
    `wide_doorbell` and as 16 if not, tells the device. event_index: both know it. `used_length`
    is the length that the device reported of the last buffer from `take`."""

    number: int
    doorbell: int
    wide_doorbell: bool
    event_index: bool
    size: int
    buffer_bytes: int
    large_from: int
    large_bytes: int
    used_length: int

    @unsafe.unchecked
    def __init__(
        self,
        number: int,
        size: int,
        buffer_bytes: int,
        writable: bool,
        large: int = 0,
        large_bytes: int = 0,
    ) -> None:
        self.number = number
        self.doorbell = 0
        self.wide_doorbell = False
        self.event_index = False
        self.size = size
        self.buffer_bytes = buffer_bytes
        self.large_from = size - large
        self.large_bytes = large_bytes
        self.used_length = 0
        self._offered = bytearray(size)
        self._next_offer = 0
        self._next_used = 0
        self._notified = 0
        self._memory = bytearray(size * (DESCRIPTOR_BYTES + 2 + USED_BYTES) + 64)
        self._make_buffers(self.large_from * buffer_bytes + large * large_bytes)
        start = (unsafe.buffer(self._memory).address + 15) & -16
        self.descriptors = Ptr[int](start)
        self.available = Ptr[u16](start + size * DESCRIPTOR_BYTES)
        self.used = Ptr[u16](start + size * (DESCRIPTOR_BYTES + 2) + 8)
        for index in range(size):
            self.descriptors[2 * index] = self.buffer(index).address
            flags = DEVICE_WRITES if writable else 0
            self.descriptors[2 * index + 1] = self.room(index) | flags << 32

    def _make_buffers(self, size: int) -> None:
        self._buffers = bytearray(size)

    @unsafe.unchecked
    def buffer(self, index: int) -> Ptr[u8]:
        """Where buffer `index` begins."""
        start = unsafe.buffer(self._buffers)
        if index < self.large_from:
            return start + index * self.buffer_bytes
        large = index - self.large_from
        return start + self.large_from * self.buffer_bytes + large * self.large_bytes

    def room(self, index: int) -> int:
        """The bytes of buffer `index`."""
        return self.buffer_bytes if index < self.large_from else self.large_bytes

    def claim(self, index: int, length: int) -> bytes:
        """What the device wrote to a buffer that is not lent, `length` bytes, as an object to
        keep. Raises MemoryError."""
        return plain.copied(self.buffer(index), length)

    @unsafe.unchecked
    def set_length(self, index: int, length: int) -> None:
        """What of the buffer, which the device reads, is to be read."""
        self.descriptors.cast(u32)[4 * index + 2] = u32.wrap(length)

    @unsafe.unchecked
    def offer(self, index: int) -> None:
        """Lend a buffer to the device. It must not be lent already."""
        self._offered[index] = 1
        position = self._next_offer & (self.size - 1)
        self.available[2 + position] = u16.wrap(index)
        self._next_offer = (self._next_offer + 1) & INDEX_MASK
        unsafe.fence()  # what the ring says must be there before the index says so
        unsafe.volatile_store(self.available + 1, u16.wrap(self._next_offer))

    @unsafe.unchecked
    def take(self) -> int:
        """The next buffer that the device has used, or -1. Raises DeviceError."""
        ahead = (unsafe.volatile_load(self.used + 1) - self._next_used) & INDEX_MASK
        if ahead == 0:
            return -1
        unsafe.fence()
        element = self.used.cast(u32) + 1 + 2 * (self._next_used & (self.size - 1))
        index = element[0] + 0
        length = element[1] + 0
        if ahead > self.size or index >= self.size or not self._offered[index]:
            raise DeviceError("the virtio device used a buffer that it was not given")
        if length > self.room(index):
            raise DeviceError("the virtio device wrote beyond a buffer")
        self._offered[index] = 0
        self._next_used = (self._next_used + 1) & INDEX_MASK
        self.used_length = length
        return index

    def has_used(self) -> bool:
        """Whether `take` would give a buffer."""
        return unsafe.volatile_load(self.used + 1) != self._next_used

    @unsafe.unchecked
    def notify(self) -> None:
        """Ring for buffers offered since the last call, if the device waits to be told of them."""
        unannounced = self.unannounced()
        if unannounced == 0:
            return
        self._notified = self._next_offer
        unsafe.fence()  # the index must be seen before it is read what the device waits for
        if self._awaited(unannounced):
            if self.wide_doorbell:
                unsafe.volatile_store(Ptr[u32](self.doorbell), u32.wrap(self.number))
            else:
                unsafe.volatile_store(Ptr[u16](self.doorbell), u16.wrap(self.number))

    def unannounced(self) -> int:
        """How many buffers were offered since `notify`."""
        return (self._next_offer - self._notified) & INDEX_MASK

    @unsafe.unchecked
    def _awaited(self, unannounced: int) -> bool:
        if not self.event_index:
            return unsafe.volatile_load(self.used) & NO_NOTIFY == 0
        event = unsafe.volatile_load(self.used + (2 + 4 * self.size))
        return (self._next_offer - event - 1) & INDEX_MASK < unannounced

    def listen(self) -> bool:
        """Ask for an interrupt at the next used buffer; True when there is one already."""
        if self.event_index:
            self._name_event(self._next_used)
        else:
            unsafe.volatile_store(self.available, u16(0))
        unsafe.fence()
        return self.has_used()

    def ignore(self) -> None:
        """Ask for no interrupts. With an event index, for one as far away as there is."""
        if self.event_index:
            self._name_event(self._next_used - 1)
        else:
            unsafe.volatile_store(self.available, u16(NO_INTERRUPT))

    @unsafe.unchecked
    def _name_event(self, index: int) -> None:
        unsafe.volatile_store(self.available + (2 + self.size), u16.wrap(index))
