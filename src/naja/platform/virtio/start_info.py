"""What the monitor tells a PVH guest: the RAM that there is, and the boot string.

Flow: the entry passes the address of struct hvm_start_info (Xen, public/arch-x86/hvm/start_info.h);
the memory map is read before page 0, where it may lie, is unmapped; the string, below 1 MiB where
monitors put it, stays in place. Magic, addresses, counts and lengths are checked or bounded.
"""

from __future__ import annotations

from naja.lang import u8, u32, unsafe
from naja.lang.unsafe import Ptr

MAGIC = 0x336E_C578
VERSION, COMMAND_LINE, MEMORY_MAP, MEMORY_MAP_ENTRIES = 4, 24, 40, 48  # byte offsets
ENTRY_WORDS = 3  # start, length, type
RAM, RESERVED = 1, 2
WORKSPACE = 0x120_0000
ENTRIES_MAX = 128
STRING_MAX = 0x1_0000
FIRMWARE_END = 0x10_0000
ADDRESSABLE = 1 << 32
DEFAULT_RAM = 0x10_0000


@unsafe.unchecked
def ram_end(info: int, image_end: int) -> int:
    """End of the RAM that the image lies in; a MiB behind the image when nothing says."""
    entry = _find(info, RAM, image_end)
    return min(entry[0] + entry[1], ADDRESSABLE) if entry.address else image_end + DEFAULT_RAM


@unsafe.unchecked
def clear_workspace(info: int, start: int, end: int) -> None:
    """Make RAM from `start` to `end` zero.

    It is already, unless firmware has worked there: one that did keeps some RAM behind `end` for
    itself. SeaBIOS leaves its traces in the last 16 MiB. Only pages with traces are written, so
    that the others cost the host nothing."""
    if _find(info, RESERVED, end + 1).address:
        word = Ptr[int](max(start, end - WORKSPACE))
        for _ in range((end - word.address) // 8):
            if word[0]:
                word[0] = 0
            word += 1


@unsafe.unchecked
def _find(info: int, kind: int, address: int) -> Ptr[int]:
    """The first region of that kind with start < address <= end, or null."""
    header = Ptr[u32](info)
    if header[0] == MAGIC and header[VERSION // 4] > 0:
        entry = Ptr[int](Ptr[int](info + MEMORY_MAP)[0])
        for _ in range(min(header[MEMORY_MAP_ENTRIES // 4], ENTRIES_MAX)):
            if entry[2] & 0xFFFF_FFFF == kind and entry[0] < address <= entry[0] + entry[1]:
                return entry
            entry += ENTRY_WORDS
    return Ptr[int](0)


def string_address(info: int) -> int:
    """Where the boot string lies; 0 when there is none that may be read."""
    address = Ptr[int](info + COMMAND_LINE)[0]
    return address if 0x1000 <= address < FIRMWARE_END else 0


@unsafe.unchecked
def string_length(address: int) -> int:
    """Of the zero-terminated text at an address from `string_address`."""
    text = Ptr[u8](address)
    limit = min(STRING_MAX, FIRMWARE_END - address) if address else 0
    length = 0
    while length < limit and text[length]:
        length += 1
    return length
