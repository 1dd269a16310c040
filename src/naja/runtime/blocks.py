"""The heap's region, cut into blocks of 4 KiB.

In front of the blocks lie side tables: the stack of the marker, one u32 of label and one of link a
block, one state byte a 16-byte granule. A block is free, or holds cells of one size, or is part of
the run of a large object. The state byte of a cell's first granule is 0 while the cell is free and
else the colour it was allocated or marked with; all other state bytes are 0.

The region must read as zero when the machine starts. Free blocks that were used since are labelled
DIRTY and cleared when they are taken, so that freeing takes no time however large the object.
"""

from __future__ import annotations

from naja.lang import cold, u8, u32, unsafe
from naja.lang.unsafe import Ptr, unchecked
from naja.platform import contract
from naja.runtime import options

BLOCK = 4096
BLOCK_GRANULES = 256
LARGE = 1 << 31  # first block of a run: LARGE | blocks
CONTINUED = 1 << 30  # further blocks of a run: CONTINUED | first block
DIRTY = 1 << 29  # a free block that may hold anything; a clean one is labelled 0
MARK_WORDS = 4  # words of the mark stack, per block
MARK_WORDS_LEAST = 512
LINE = 64  # bytes of a line of the cache
AMPLE = 16  # blocks of an object beside which one more is little
BEHIND = 16  # bytes that can be read behind the last block
CHOICE = 1024  # bytes of which an object should have the choice where to begin
SPARED = 160  # free blocks that stay ours, a little more than what is used between idle cycles
GIVEN = 256  # blocks that are given back at a time
LEAST_GIVEN = 4  # shorter runs are not worth a call

base: int = 0
"""Address of block 0; 0 until the first allocation."""
extent: int = 0
"""Bytes of all blocks."""
count: int = 0
labels: Ptr[u32] = Ptr[u32](0)
links: Ptr[u32] = Ptr[u32](0)
"""By block: the next block with free cells of the same class, plus one. Of the first block of a
run: the granules before the object."""
states: Ptr[u8] = Ptr[u8](0)
mark_stack: Ptr[int] = Ptr[int](0)
mark_capacity: int = 0
colour: int = 1
"""1 or 2: what allocation and the marker write into state bytes."""
first_free: int = 0
"""No block before this one is free."""
rover: int = 0
"""Where the search for a run of blocks goes on."""
high: int = 0
"""From this block on none was used since the last sweep."""
highest: int = 0
"""What `high` would be if the sweep that is going on were over."""
used: int = 0
"""Blocks in use."""
offset: int = 0
"""How far behind the beginning of its run the last large object begins."""
touched: int = 0
"""From this block on none was ever used."""
give_at: int = 0
"""Where the search for memory that the host can have back goes on."""
spared: int = 0
"""Free blocks that are kept, because the program will soon want some."""


@cold
@unchecked
def start() -> None:
    """Lay the side tables and the blocks out over the platform's region."""
    global base, extent, count, labels, links, states, mark_stack, mark_capacity
    begin = (contract.heap_start() + 15) & -16
    end = (contract.heap_end() - BEHIND) & -BLOCK
    per_block = BLOCK + 4 + 4 + BLOCK_GRANULES + 8 * MARK_WORDS
    count = (end - begin - 8 * MARK_WORDS_LEAST) // per_block
    if count < 0:
        count = 0
    if options.POOL and count > options.POOL_KIB >> 2:
        count = options.POOL_KIB >> 2
    extent = count << 12
    base = end - extent
    mark_stack = Ptr[int](begin)
    mark_capacity = count * MARK_WORDS + MARK_WORDS_LEAST
    labels = (mark_stack + mark_capacity).cast(u32)
    links = labels + count
    states = (links + count).cast(u8)


@cold
@unchecked
def take(wanted: int, clear: bool) -> int:
    """The first of `wanted` blocks in a row, which the caller must label, or -1."""
    global used, high, touched
    if base == 0:
        start()
    block = find(wanted)
    if block < 0:
        return -1
    for index in range(block, block + wanted):
        if clear and labels[index] != 0:
            unsafe.memset(Ptr[u8](base + (index << 12)), 0, BLOCK)
    used += wanted
    if block + wanted > high:
        high = block + wanted
    if high > touched:
        touched = high
    keep(block + wanted)
    return block


@unchecked
def find(wanted: int) -> int:
    """The first of `wanted` free blocks in a row, or -1."""
    global first_free, rover
    while first_free < high and int(labels[first_free]) & ~DIRTY != 0:
        first_free += 1
    if wanted == 1:
        return first_free if first_free < count else -1
    block = find_run(rover, wanted) if first_free < rover < high else -1
    if block < 0 or block + wanted > high:
        block = find_run(first_free, wanted)
    rover = block + wanted
    return block


@unchecked
def find_run(block: int, wanted: int) -> int:
    """The first of `wanted` free blocks in a row that begin at `block` or later, or -1."""
    run = 0
    while block < high and run < wanted:
        label = int(labels[block])
        if label & ~DIRTY == 0:
            run += 1
            block += 1
        else:
            run = 0
            block += label & ~LARGE if label & LARGE else 1
    return block - run if block - run + wanted <= count else -1


@unchecked
def needed(size: int) -> int:
    """Blocks for a large object; one more to begin anywhere in, where that is little, or where
    hardly anything else is left to choose from."""
    exact = (size + BLOCK - 1) >> 12
    return exact + 1 if exact >= AMPLE or (exact << 12) - size < CHOICE else exact


@unchecked
def place(block: int, slack: int) -> int:
    """The granule where the large object in a run begins. Were they all to begin with their block,
    the columns of a matrix whose rows are large objects would fight for few places of the cache.
    """
    global offset
    offset = (offset + LINE) & (BLOCK - 1)
    if offset > slack:
        offset = 0
    links[block] = u32.wrap(offset >> 4)
    return (block << 8) + (offset >> 4)


@unchecked
def first_granule(block: int) -> int:
    """Where the large object begins whose run begins with that block."""
    return (block << 8) + int(links[block])


@unchecked
def release(block: int, released: int) -> None:
    """Give blocks back whose state bytes are 0."""
    global first_free, used
    for index in range(block, block + released):
        labels[index] = u32.wrap(DIRTY)
    used -= released
    if block < first_free:
        first_free = block


def forget_highest() -> None:
    """A sweep begins."""
    global highest
    highest = 0


def keep(end: int) -> None:
    """The block before `end` is in use."""
    global highest
    if end > highest:
        highest = end


def lower_high() -> None:
    """A sweep has passed all blocks."""
    global high
    high = highest


@cold
def restart_giving() -> None:
    """A sweep has freed what it could: look anew for what the host can have back."""
    global give_at, spared
    give_at = 0
    spared = 0


@cold
@unchecked
def give_back() -> bool:
    """Give the host what a run of free blocks holds; False when nothing is left to look at."""
    global give_at, spared
    start = give_at
    while give_at < touched and give_at - start < GIVEN and int(labels[give_at]) == DIRTY:
        give_at += 1
    run = give_at - start
    if run == 0:
        give_at += 1
    elif spared < SPARED:
        spared += run
    elif run >= LEAST_GIVEN and contract.discard(base + (start << 12), run << 12):
        unsafe.memset(labels + start, 0, run << 2)
    return give_at < touched


@unchecked
def flip() -> None:
    """Everything allocated becomes unmarked."""
    global colour
    colour = 3 - colour
