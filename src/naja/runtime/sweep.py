"""Sweeping: finds what the last mark did not reach, a few blocks at a time.

A state byte is 1 or 2, so the dead cells of a block lose theirs by masking eight state bytes at
once. A block without live cells becomes free, one with some is offered to the allocator, which
looks for the holes when it needs them. Blocks taken after the mark hold nothing of the old colour
and pass unchanged.
"""

from __future__ import annotations

from naja.lang import cold, u8, unsafe
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import blocks, cells, options

SLICE = 64  # blocks that are swept at a time
ONES = 0x0101_0101_0101_0101
PAIRS = 0x00FF_00FF_00FF_00FF

next_block: int = 0
end_block: int = 0
live: int = 0
"""Bytes in live cells and large objects, so far in this sweep."""
live_bytes: int = 0
"""The same of the last sweep that was completed."""


@cold
def begin() -> None:
    """The mark is complete: everything is to be swept."""
    global next_block, end_block, live
    cells.forget_holes()
    next_block = 0
    end_block = blocks.high
    blocks.forget_highest()
    live = 0


@cold
@unchecked
def some(budget: int) -> bool:
    """Sweep so many blocks; False when none was left."""
    global next_block, live_bytes
    if next_block >= end_block:
        return False
    stop = next_block + budget
    while next_block < stop and next_block < end_block:
        block = next_block
        next_block += 1
        sweep_block(block)
    if next_block >= end_block:
        live_bytes = live
        blocks.lower_high()
    return True


@unchecked
def sweep_block(block: int) -> None:
    """Sweep one block of cells, or the large object that starts there."""
    global next_block, live
    label = int(blocks.labels[block])
    if label & ~blocks.DIRTY == 0 or label & blocks.CONTINUED:
        return
    if label & blocks.LARGE:
        length = label & ~blocks.LARGE
        next_block = block + length
        begin = blocks.first_granule(block)
        if int(blocks.states[begin]) != blocks.colour:
            blocks.states[begin] = u8.wrap(0)
            blocks.release(block, length)
            return
        live += length << 12
        blocks.keep(block + length)
        return
    alive = keep_live(block)
    if options.STRESS != 0:
        spoil(block, label)
    if alive == 0:
        blocks.release(block, 1)
        return
    blocks.keep(block + 1)
    live += alive * label << 4
    if (alive + 1) * label <= blocks.BLOCK_GRANULES:
        cells.offer(block, label)


@unchecked
def keep_live(block: int) -> int:
    """Clear the state bytes of dead cells; how many cells live."""
    words = (blocks.states + (block << 8)).cast(int)
    mask = ONES * blocks.colour
    total = 0
    for index in range(blocks.BLOCK_GRANULES // 8):
        word = words[index] & mask
        words[index] = word
        total += word
    total = total >> (blocks.colour - 1)
    pairs = (total & PAIRS) + (unsafe.logical_shift_right(total, 8) & PAIRS)
    return unsafe.logical_shift_right(pairs * 0x0001_0001_0001_0001, 48)


@unchecked
def spoil(block: int, size: int) -> None:
    """Overwrite dead cells, so that whoever still uses one notices."""
    granule = block << 8
    while granule <= (block << 8) + blocks.BLOCK_GRANULES - size:
        if blocks.states[granule] == 0:
            unsafe.memset(Ptr[u8](blocks.base + (granule << 4)), 0xDD, size << 4)
        granule += size
