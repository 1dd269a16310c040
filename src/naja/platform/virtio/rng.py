"""Random numbers: the virtio entropy device (virtio 1.2, section 5.4), and the processor's RDRAND.

Bytes of both, where both are there, are combined by exclusive or, so that either suffices. One
buffer goes to the device at a time; the wait for it is halted.
"""

from __future__ import annotations

from naja.lang import u8, unsafe
from naja.lang.unsafe import Ptr
from naja.platform.contract import DeviceError
from naja.platform.virtio import interrupts
from naja.platform.virtio.transport import Transport
from naja.platform.virtio.virtqueue import Virtqueue

ENTROPY = 4  # device type
CHUNK_BYTES = 64
RDRAND = 1 << 30  # of ecx of CPUID leaf 1
TRIES_MAX = 16


class EntropyDevice:
    """An entropy device behind `transport`."""

    def __init__(self, transport: Transport) -> None:
        transport.negotiate(0)
        self._transport = transport
        self._queue = Virtqueue(0, 1, CHUNK_BYTES, True)
        transport.connect(0, self._queue)
        transport.start()

    def fill(self, target: Ptr[u8], size: int) -> None:
        """Write `size` random bytes. Raises DeviceError."""
        done = 0
        while done < size:
            self._queue.offer(0)
            self._queue.notify()
            self._wait()
            self._queue.take()
            count = min(self._queue.used_length, size - done)
            if count == 0:
                raise DeviceError("the entropy device gave nothing")
            unsafe.memcpy(target + done, self._queue.buffer(0), count)
            done += count

    def _wait(self) -> None:
        while True:
            self._transport.acknowledge()
            if self._queue.listen():
                break
            interrupts.halt()


def has_rdrand() -> bool:
    """Whether the processor has RDRAND."""
    features = unsafe.asm("cpuid", "={rcx},{rax},{rcx},~{rbx},~{rdx},~{rax}", 1, 0)
    return features & RDRAND != 0


def mix_rdrand(target: Ptr[u8], size: int) -> None:
    """Combine `size` bytes with random ones of the processor. Raises DeviceError."""
    word = 0
    for index in range(size):
        if index % 8 == 0:
            word = _rdrand()
        target[index] = u8.wrap(target[index] ^ word)
        word >>= 8


def _rdrand() -> int:
    """64 random bits; of an instruction that fails 16 times in a row nothing can be expected."""
    for _ in range(TRIES_MAX):
        word = unsafe.asm("rdrand $0\n\tcmovncq $1, $0", "=&r,r", 0)
        if word:
            return word
    raise DeviceError("the processor gives no random numbers")
