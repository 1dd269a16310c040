"""Page tables: which memory of a virtio image may be executed, written, read, or not touched.

Memory is mapped one to one. Around the image it is mapped in pages of 4 KiB: page 0 and the guard
pages under the stacks not at all, what firmware left below 1 MiB for reading, text for reading and
execution, read-only data for reading, the rest for reading and writing. RAM behind the image is
writable, in pages of 2 MiB; registers of devices are mapped, uncached, when a driver asks for them.
No page is both writable and executable. Of the tables that virtio.ld sets aside entry.py fills
three and the rest is for devices; those for RAM are taken from the start of the heap.
"""

from __future__ import annotations

from naja.lang import unsafe
from naja.lang.unsafe import Ptr
from naja.platform.contract import DeviceError
from naja.platform.virtio.entry import stack_guard

PRESENT, WRITE, UNCACHED, LARGE = 1, 2, 0x18, 0x80
NO_EXECUTE = -0x8000_0000_0000_0000  # bit 63
PAGE, LARGE_PAGE = 0x1000, 0x20_0000
TABLE_ENTRIES = 512
GIB = 0x4000_0000
ADDRESS = 0x000F_FFFF_FFFF_F000
FIRST_TABLES = 3  # of entry.py: levels 4, 3 and 2

ram_end: int = 0
"""End of the RAM that is mapped; no device may claim to lie below it."""

next_device_table: int = 0
"""The next table for devices; 0 before the first is used."""


@unsafe.unchecked
def protect(end: int) -> int:
    """Replace the entry's mapping by the right one; gives the address behind the tables it took.

    end: of the RAM that the image lies in, at most 4 GiB."""
    global ram_end
    ram_end = end
    directories = Ptr[int](unsafe.symbol_address("__page_tables") + PAGE)
    directory = directories + TABLE_ENTRIES
    image_end = unsafe.symbol_address("__heap_start")
    free = image_end
    address = 0
    slot = 0
    while address < end:
        if slot == TABLE_ENTRIES:
            slot = 0
            directory = Ptr[int](free)
            unsafe.memset(directory, 0, PAGE)
            directories[address // GIB] = free | WRITE | PRESENT
            free += PAGE
        if address < image_end:
            _fill(Ptr[int](free), address)  # first: the directory is in use
            directory[slot] = free | WRITE | PRESENT
            free += PAGE
        else:
            directory[slot] = address | LARGE | WRITE | PRESENT | NO_EXECUTE
        slot += 1
        address += LARGE_PAGE
    while slot < TABLE_ENTRIES:
        directory[slot] = 0
        slot += 1
    _load()
    return free


@unsafe.unchecked
def _fill(table: Ptr[int], address: int) -> None:
    """Map the 2 MiB from `address` on, page by page."""
    for slot in range(TABLE_ENTRIES):
        rights = _rights(address)
        table[slot] = address | rights if rights else 0
        address += PAGE


def _rights(page: int) -> int:
    if page == 0 or page == stack_guard() or page == unsafe.symbol_address("__trap_stack_guard"):
        return 0
    if page < unsafe.symbol_address("__text_start"):
        return PRESENT | NO_EXECUTE
    if page < unsafe.symbol_address("__text_end"):
        return PRESENT
    if page < unsafe.symbol_address("__rodata_end"):
        return PRESENT | NO_EXECUTE
    return PRESENT | WRITE | NO_EXECUTE


def _load() -> None:
    """Make the processor forget what it knew of the tables."""
    unsafe.asm("movq $0, %cr3", "r,~{memory}", unsafe.symbol_address("__page_tables"))


@unsafe.unchecked
def map_device(address: int) -> None:
    """Map the 2 MiB page around registers of a device. Raises DeviceError when out of tables."""
    table = Ptr[int](unsafe.symbol_address("__page_tables"))
    table = _next_level(table, address >> 39 & 511)
    table = _next_level(table, address >> 30 & 511)
    slot = address >> 21 & 511
    if table[slot] == 0:
        table[slot] = address & -LARGE_PAGE | LARGE | UNCACHED | WRITE | PRESENT | NO_EXECUTE


@unsafe.unchecked
def _next_level(table: Ptr[int], slot: int) -> Ptr[int]:
    if table[slot] == 0:
        table[slot] = _take() | WRITE | PRESENT
    return Ptr[int](table[slot] & ADDRESS)


def _take() -> int:
    """A zero table for devices."""
    global next_device_table
    if next_device_table == 0:
        next_device_table = unsafe.symbol_address("__page_tables") + FIRST_TABLES * PAGE
    if next_device_table == unsafe.symbol_address("__page_tables_end"):
        raise DeviceError("the devices lie too far apart in memory")
    taken = next_device_table
    next_device_table += PAGE
    return taken
