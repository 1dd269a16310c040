"""Walks the page tables of its machine and counts pages by their rights."""

from naja.lang import unsafe
from naja.lang.unsafe import Ptr

PRESENT, WRITE, LARGE = 1, 2, 0x80
ADDRESS = 0x000F_FFFF_FFFF_F000
LOWEST_LEVEL = 1


class Count:
    """Pages by right; where the first and the highest mapped page lie."""

    def __init__(self) -> None:
        self.executable = 0
        self.writable = 0
        self.both = 0
        self.lowest = -1

    def walk(self, table: int, level: int, base: int) -> None:
        """Count what a table of that level maps from the address `base` on."""
        entries = Ptr[int](table)
        for slot in range(512):
            entry = entries[slot]
            address = base + (slot << (12 + 9 * (level - 1)))
            if entry & PRESENT:
                if level == LOWEST_LEVEL or entry & LARGE:
                    self.leaf(entry, address)
                else:
                    self.walk(entry & ADDRESS, level - 1, address)

    def leaf(self, entry: int, address: int) -> None:
        """Count one page."""
        executable = entry >= 0  # bit 63 is: no execution
        if self.lowest < 0:
            self.lowest = address
        if executable:
            self.executable += 1
        if entry & WRITE:
            self.writable += 1
            if executable:
                self.both += 1


def control(name: int) -> int:
    """Control register 0 or 3."""
    if name == 0:
        return unsafe.asm("movq %cr0, $0", "=r")
    return unsafe.asm("movq %cr3, $0", "=r")


if __name__ == "__main__":
    count = Count()
    count.walk(control(3) & ADDRESS, 4, 0)
    text = unsafe.symbol_address("__text_end") - unsafe.symbol_address("__text_start")
    print("lowest page:", count.lowest)
    print("code pages as text has:", count.executable == (text + 4095) // 4096)
    print("writable pages:", count.writable > 0)
    print("writable and executable:", count.both)
    print("write protection:", control(0) >> 16 & 1)
