"""virtio devices on PCI bus 0 (virtio 1.2, section 4.1), by configuration ports and memory BARs.

The firmware has given the BARs their addresses. Vendor capabilities say where in the BARs lie the
common registers, the notification registers and the device's configuration. The device interrupts
by an MSI-X message to the local APIC. What the capabilities say is checked to lie outside RAM.
"""

from __future__ import annotations

from naja.lang import u8, u16, u32, unsafe
from naja.lang.unsafe import Ptr
from naja.platform.contract import DeviceError
from naja.platform.virtio import interrupts, paging
from naja.platform.virtio.transport import Transport
from naja.platform.virtio.traps import INTERRUPT_VECTOR
from naja.platform.virtio.virtqueue import Virtqueue

ADDRESS_PORT, DATA_PORT = 0xCF8, 0xCFC
SLOTS = 32
ID, COMMAND, BAR0, SUBSYSTEM, CAPABILITIES = 0x00, 0x04, 0x10, 0x2C, 0x34
MEMORY_AND_MASTER = 0x406  # and no INTx
VENDOR, MODERN_FIRST = 0x1AF4, 0x1040
CAPABILITIES_MAX = 48
MSIX, VENDOR_SPECIFIC = 0x11, 0x09
COMMON, NOTIFY, DEVICE = 1, 2, 4  # cfg_type
MSIX_ENABLE = 1 << 31  # of the dword that the capability begins with
(DEVICE_FEATURE_SELECT, DEVICE_FEATURE, DRIVER_FEATURE_SELECT, DRIVER_FEATURE, CONFIG_MSIX_VECTOR,
 DEVICE_STATUS) = 0x00, 0x04, 0x08, 0x0C, 0x10, 0x14  # fmt: skip
(QUEUE_SELECT, QUEUE_SIZE, QUEUE_MSIX_VECTOR, QUEUE_ENABLE, QUEUE_NOTIFY_OFF, QUEUE_DESC,
 QUEUE_DRIVER, QUEUE_DEVICE) = 0x16, 0x18, 0x1A, 0x1C, 0x1E, 0x20, 0x28, 0x30  # fmt: skip
NO_VECTOR = 0xFFFF


class PciTransport(Transport):
    """The device in `slot` of bus 0."""

    def __init__(self, slot: int, kind: int) -> None:
        super().__init__(kind)
        self._slot = slot
        self._common = 0
        self._notify = 0
        self._notify_multiplier = 0
        self._config = 0
        self._table = 0
        _write_config(slot, COMMAND, MEMORY_AND_MASTER)
        self._read_capabilities()
        if self._common == 0 or self._notify == 0 or self._table == 0:
            raise DeviceError("the virtio PCI device is not of version 1 with MSI-X")
        interrupts.enable()
        self._point_vector_0()

    @unsafe.unchecked
    def _read_capabilities(self) -> None:
        offset = _read_config(self._slot, CAPABILITIES) & 0xFC
        for _ in range(CAPABILITIES_MAX):
            if offset == 0:
                break
            head = _read_config(self._slot, offset)
            if head & 0xFF == VENDOR_SPECIFIC:
                self._read_structure(offset, head >> 24)
            elif head & 0xFF == MSIX:
                table = _read_config(self._slot, offset + 4)
                self._table = self._address(table & 7, table & -8)
                _write_config(self._slot, offset, head | MSIX_ENABLE)
            offset = head >> 8 & 0xFC

    @unsafe.unchecked
    def _read_structure(self, offset: int, cfg_type: int) -> None:
        bar = _read_config(self._slot, offset + 4) & 0xFF
        start = _read_config(self._slot, offset + 8)
        if cfg_type == COMMON:
            self._common = self._address(bar, start)
        elif cfg_type == NOTIFY:
            self._notify = self._address(bar, start)
            self._notify_multiplier = _read_config(self._slot, offset + 16)
        elif cfg_type == DEVICE:
            self._config = self._address(bar, start)

    @unsafe.unchecked
    def _address(self, bar: int, offset: int) -> int:
        """Of a place in a memory BAR, mapped. Raises DeviceError."""
        if bar < 6:
            register = BAR0 + 4 * bar
            low = _read_config(self._slot, register)
            high = _read_config(self._slot, register + 4) if low & 6 == 4 and bar < 5 else 0
            address = (low & -16) + offset + (high << 32)
            if low & 1 == 0 and high < 0x8000 and address >= paging.ram_end:
                paging.map_device(address)
                return address
        raise DeviceError("a virtio PCI device has no usable memory BAR")

    @unsafe.unchecked
    def _point_vector_0(self) -> None:
        """Let MSI-X message 0 be the interrupt."""
        entry = Ptr[u32](self._table)
        unsafe.volatile_store(entry, u32.wrap(interrupts.message_address()))
        unsafe.volatile_store(entry + 1, u32(0))
        unsafe.volatile_store(entry + 2, u32(INTERRUPT_VECTOR))
        unsafe.volatile_store(entry + 3, u32(0))

    @unsafe.unchecked
    def _set16(self, register: int, value: int) -> None:
        unsafe.volatile_store(Ptr[u16](self._common + register), u16.wrap(value))

    @unsafe.unchecked
    def _get16(self, register: int) -> int:
        return unsafe.volatile_load(Ptr[u16](self._common + register))

    @unsafe.unchecked
    def _set32(self, register: int, value: int) -> None:
        unsafe.volatile_store(Ptr[u32](self._common + register), u32.wrap(value))

    def status(self) -> int:
        return unsafe.volatile_load(Ptr[u8](self._common + DEVICE_STATUS))

    def set_status(self, status: int) -> None:
        unsafe.volatile_store(Ptr[u8](self._common + DEVICE_STATUS), u8.wrap(status))

    def features(self, word: int) -> int:
        self._set32(DEVICE_FEATURE_SELECT, word)
        return unsafe.volatile_load(Ptr[u32](self._common + DEVICE_FEATURE))

    def set_features(self, word: int, bits: int) -> None:
        self._set32(DRIVER_FEATURE_SELECT, word)
        self._set32(DRIVER_FEATURE, bits)

    def config8(self, offset: int) -> int:
        return unsafe.volatile_load(Ptr[u8](self._config + offset))

    @unsafe.unchecked
    def connect(self, number: int, queue: Virtqueue) -> None:
        self._set16(CONFIG_MSIX_VECTOR, NO_VECTOR)
        self._set16(QUEUE_SELECT, number)
        if self._get16(QUEUE_SIZE) < queue.size:
            raise DeviceError("a queue of the virtio device is too small")
        self._set16(QUEUE_SIZE, queue.size)
        self._set16(QUEUE_MSIX_VECTOR, 0)
        self._set_address(QUEUE_DESC, queue.descriptors.address)
        self._set_address(QUEUE_DRIVER, queue.available.address)
        self._set_address(QUEUE_DEVICE, queue.used.address)
        doorbell = self._notify + self._get16(QUEUE_NOTIFY_OFF) * self._notify_multiplier
        paging.map_device(doorbell)
        queue.doorbell = doorbell
        self._set16(QUEUE_ENABLE, 1)

    def _set_address(self, register: int, address: int) -> None:
        self._set32(register, address)
        self._set32(register + 4, address >> 32)

    def acknowledge(self) -> None:
        """A message needs no acknowledgement at the device."""


@unsafe.unchecked
def find() -> list[Transport]:
    """The virtio devices of bus 0, by slot. Raises DeviceError."""
    found: list[Transport] = []
    for slot in range(SLOTS):
        identity = _read_config(slot, ID)
        if identity & 0xFFFF == VENDOR:
            kind = (identity >> 16) - MODERN_FIRST
            if kind < 0:  # a transitional device tells its type elsewhere
                kind = _read_config(slot, SUBSYSTEM) >> 16
            found.append(PciTransport(slot, kind))
    return found


def _select(slot: int, register: int) -> None:
    unsafe.port_out32(ADDRESS_PORT, 0x8000_0000 | slot << 11 | register)


def _read_config(slot: int, register: int) -> int:
    _select(slot, register)
    return unsafe.port_in32(DATA_PORT)


def _write_config(slot: int, register: int, value: int) -> None:
    _select(slot, register)
    unsafe.port_out32(DATA_PORT, value)
