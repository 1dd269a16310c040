"""virtio devices at fixed addresses (virtio 1.2, section 4.2), which the boot string names.

QEMU's microvm and Firecracker append a word `virtio_mmio.device=SIZE@ADDRESS:INTERRUPT` for each,
in the order of their command line's devices.
"""

from __future__ import annotations

from naja.lang import u8, u32, unsafe
from naja.lang.unsafe import Ptr
from naja.platform.contract import DeviceError
from naja.platform.virtio import interrupts, paging
from naja.platform.virtio.transport import Transport
from naja.platform.virtio.virtqueue import Virtqueue

OPTION = b"virtio_mmio.device="
SPACE, ZERO, COLON, AT, LETTER_A, LETTER_X = 0x20, 0x30, 0x3A, 0x40, 0x61, 0x78
ADDRESS_END = 1 << 47
MAGIC = 0x7472_6976
VERSION = 2
(MAGIC_VALUE, VERSION_VALUE, DEVICE_ID, DEVICE_FEATURES, DEVICE_FEATURES_SEL, DRIVER_FEATURES,
 DRIVER_FEATURES_SEL) = 0x00, 0x04, 0x08, 0x10, 0x14, 0x20, 0x24  # fmt: skip
QUEUE_SEL, QUEUE_NUM_MAX, QUEUE_NUM, QUEUE_READY, QUEUE_NOTIFY = 0x30, 0x34, 0x38, 0x44, 0x50
INTERRUPT_ACK, STATUS = 0x64, 0x70
ANY_INTERRUPT = 3
QUEUE_DESC, QUEUE_DRIVER, QUEUE_DEVICE, CONFIG = 0x80, 0x90, 0xA0, 0x100


class MmioTransport(Transport):
    """A device whose registers begin at `address`. pin: of the I/O interrupt controller."""

    def __init__(self, address: int, pin: int) -> None:
        paging.map_device(address)
        self._registers = Ptr[u32](address)
        self._acknowledged = 0
        self._pin = pin
        if self._get(MAGIC_VALUE) != MAGIC:
            raise DeviceError(f"there is no virtio device at 0x{address:x}")
        if self._get(VERSION_VALUE) != VERSION:
            raise DeviceError("QEMU needs -global virtio-mmio.force-legacy=false")
        super().__init__(self._get(DEVICE_ID))

    def _get(self, register: int) -> int:
        return unsafe.volatile_load(self._registers + register // 4)

    def _set(self, register: int, value: int) -> None:
        unsafe.volatile_store(self._registers + register // 4, u32.wrap(value))

    def status(self) -> int:
        return self._get(STATUS)

    def set_status(self, status: int) -> None:
        self._set(STATUS, status)

    def features(self, word: int) -> int:
        self._set(DEVICE_FEATURES_SEL, word)
        return self._get(DEVICE_FEATURES)

    def set_features(self, word: int, bits: int) -> None:
        self._set(DRIVER_FEATURES_SEL, word)
        self._set(DRIVER_FEATURES, bits)

    def config8(self, offset: int) -> int:
        return unsafe.volatile_load(self._registers.cast(u8) + CONFIG + offset)

    def connect(self, number: int, queue: Virtqueue) -> None:
        self._set(QUEUE_SEL, number)
        if self._get(QUEUE_NUM_MAX) < queue.size:
            raise DeviceError("a queue of the virtio device is too small")
        self._set(QUEUE_NUM, queue.size)
        self._set_address(QUEUE_DESC, queue.descriptors.address)
        self._set_address(QUEUE_DRIVER, queue.available.address)
        self._set_address(QUEUE_DEVICE, queue.used.address)
        self._set(QUEUE_READY, 1)
        queue.doorbell = self._registers.address + QUEUE_NOTIFY
        queue.wide_doorbell = True
        interrupts.enable()
        interrupts.route(self._pin)

    @unsafe.unchecked
    def _set_address(self, register: int, address: int) -> None:
        self._set(register, address)
        self._set(register + 4, address >> 32)

    def acknowledge(self) -> None:
        # leaving the machine takes long: only when somebody has interrupted since
        interrupted = interrupts.of_devices()
        if interrupted != self._acknowledged:
            self._acknowledged = interrupted
            self._set(INTERRUPT_ACK, ANY_INTERRUPT)


@unsafe.unchecked
def find(text: Ptr[u8], length: int) -> list[Transport]:
    """The devices that the boot string names at its end. Raises DeviceError."""
    found: list[Transport] = []
    index = program_length(text, length)
    while index < length:
        if text[index] != SPACE:
            address, pin = parse(text + index + len(OPTION))
            found.append(MmioTransport(address, pin))
            index += len(OPTION)
        while index < length and text[index] != SPACE:
            index += 1
        index += 1
    return found


@unsafe.unchecked
def program_length(text: Ptr[u8], length: int) -> int:
    """Length of the boot string without the words that the monitor has appended."""
    while True:
        start = length
        while start > 0 and text[start - 1] != SPACE:
            start -= 1
        word = length - start
        if word < len(OPTION) or unsafe.memcmp(text + start, unsafe.buffer(OPTION), len(OPTION)):
            return length
        length = max(start - 1, 0)


@unsafe.unchecked
def parse(text: Ptr[u8]) -> tuple[int, int]:
    """Address and interrupt of `SIZE@ADDRESS:INTERRUPT`. Raises DeviceError."""
    while text[0] > SPACE and text[0] != AT:
        text += 1
    address, text = _number(text + 1)
    if text[0] == COLON:
        pin, text = _number(text + 1)
        good = (
            address % 4 == 0 and paging.ram_end <= address < ADDRESS_END and pin < interrupts.PINS
        )
        if good and text[0] <= SPACE:
            return address, pin
    raise DeviceError("virtio_mmio.device= is not SIZE@ADDRESS:INTERRUPT")


@unsafe.unchecked
def _number(text: Ptr[u8]) -> tuple[int, Ptr[u8]]:
    """The number at that place, decimal or hexadecimal behind 0x, and where it ends."""
    base = 10
    if text[0] == ZERO and text[1] == LETTER_X:
        base = 16
        text += 2
    value = 0
    while value < ADDRESS_END:
        digit = text[0] - ZERO
        if digit >= LETTER_A - ZERO:
            digit -= LETTER_A - ZERO - 10
        elif digit > 9:
            break
        if not 0 <= digit < base:
            break
        value = value * base + digit
        text += 1
    return value, text
