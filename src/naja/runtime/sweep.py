"""Sweeping: turns what the last mark did not reach into free cells and free blocks, a block at a
time.

Lazy: blocks are swept when allocation needs cells, or all at once by `finish`. A block taken after
the mark carries the current colour in its information word and is left alone.
"""

from __future__ import annotations

from naja.lang import cold, u8, u32, unsafe
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import heap

next_block: int = 0
end_block: int = 0


def begin() -> None:
    """The mark is complete: everything is to be swept."""
    global next_block, end_block
    next_block = 0
    end_block = heap.block_count


def finish() -> None:
    """Sweep all that is left."""
    sweep_for(-1)


@cold
@unchecked
def sweep_for(size_class: int) -> bool:
    """Sweep until there is a free cell of that class; False when all is swept without finding
    one.
    """
    global next_block
    if next_block >= end_block:
        return False
    while next_block < end_block:
        block = next_block
        next_block += 1
        sweep_block(block)
        if size_class >= 0 and heap.FREE.items[size_class] != 0:
            return True
    heap.set_budget()
    return False


@unchecked
def sweep_block(block: int) -> None:
    """Sweep one block of cells, or the large object that starts there."""
    label = int(heap.information[block])
    if label & heap.LARGE:
        if heap.states[block << 8] != heap.colour:
            heap.release_blocks(block, label & ~heap.LARGE)
        return
    if label == 0 or label & heap.CONTINUED or label >> heap.SWEPT_SHIFT == heap.colour:
        return
    size = label & 0xFF
    if has_live_cell(block, size):
        heap.information[block] = u32.wrap(size | heap.colour << heap.SWEPT_SHIFT)
        link_cells(block, size, unsafe.tail(heap.CLASS_OF)[size])
    else:
        heap.release_blocks(block, 1)


@unchecked
def has_live_cell(block: int, size: int) -> bool:
    """Whether the mark reached any cell of the block."""
    granule = block << 8
    end = granule + heap.BLOCK_GRANULES - size
    while granule <= end:
        if heap.states[granule] == heap.colour:
            return True
        granule += size
    return False


@unchecked
def link_cells(block: int, size: int, size_class: int) -> None:
    """Put every cell that is not live onto its free list, zeroed, lowest address first."""
    granule = (block << 8) + (heap.BLOCK_GRANULES // size - 1) * size
    following = heap.FREE.items[size_class]
    while granule >= block << 8:
        state = int(heap.states[granule])
        if state != heap.colour:
            cell = Ptr[int](heap.base + (granule << 4))
            if state != 0:
                unsafe.memset(cell, 0, size << 4)
                heap.states[granule] = u8.wrap(0)
            cell[0] = following
            following = int(cell)
        granule -= size
    heap.FREE.items[size_class] = following
