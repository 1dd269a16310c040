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

OPTION = "virtio_mmio.device="
MAGIC = 0x7472_6976
VERSION = 2
(MAGIC_VALUE, VERSION_VALUE, DEVICE_ID, DEVICE_FEATURES, DEVICE_FEATURES_SEL, DRIVER_FEATURES,
 DRIVER_FEATURES_SEL) = 0x00, 0x04, 0x08, 0x10, 0x14, 0x20, 0x24  # fmt: skip
QUEUE_SEL, QUEUE_NUM_MAX, QUEUE_NUM, QUEUE_READY, QUEUE_NOTIFY = 0x30, 0x34, 0x38, 0x44, 0x50
INTERRUPT_STATUS, INTERRUPT_ACK, STATUS = 0x60, 0x64, 0x70
QUEUE_DESC, QUEUE_DRIVER, QUEUE_DEVICE, CONFIG = 0x80, 0x90, 0xA0, 0x100


class MmioTransport(Transport):
    """A device whose registers begin at `address`. pin: of the I/O interrupt controller."""

    def __init__(self, address: int, pin: int) -> None:
        paging.map_device(address)
        self._registers = Ptr[u32](address)
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
            raise DeviceError(f"queue {number} of the virtio device is too small")
        self._set(QUEUE_NUM, queue.size)
        self._set_address(QUEUE_DESC, queue.descriptors.address)
        self._set_address(QUEUE_DRIVER, queue.available.address)
        self._set_address(QUEUE_DEVICE, queue.used.address)
        self._set(QUEUE_READY, 1)
        interrupts.enable()
        interrupts.route(self._pin)

    def _set_address(self, register: int, address: int) -> None:
        self._set(register, address)
        self._set(register + 4, address >> 32)

    def notify(self, number: int) -> None:
        self._set(QUEUE_NOTIFY, number)

    def acknowledge(self) -> None:
        self._set(INTERRUPT_ACK, self._get(INTERRUPT_STATUS))


def find(line: str) -> list[Transport]:
    """The devices that the boot string names. Raises DeviceError."""
    found: list[Transport] = []
    for word in line.split(" "):
        if word.startswith(OPTION):
            address, pin = parse(word[len(OPTION) :])
            found.append(MmioTransport(address, pin))
    return found


def without_devices(line: str) -> str:
    """The boot string without the words that the monitor has appended."""
    words = line.split(" ")
    while words and words[-1].startswith(OPTION):
        words.pop()
    return " ".join(words)


def parse(text: str) -> tuple[int, int]:
    """Address and interrupt of `SIZE@ADDRESS:INTERRUPT`. Raises DeviceError."""
    at, colon = text.find("@"), text.find(":")
    if 0 <= at < colon:
        address, pin = _number(text[at + 1 : colon]), _number(text[colon + 1 :])
        if address % 4 == 0 and address >= paging.ram_end and 0 <= pin < interrupts.PINS:
            return address, pin
    raise DeviceError(f"{OPTION}{text} is not SIZE@ADDRESS:INTERRUPT")


def _number(text: str) -> int:
    """Decimal, or hexadecimal behind 0x; -1 when it is neither."""
    try:
        return int(text[2:], 16) if text.startswith("0x") else int(text)
    except ValueError:
        return -1
