"""The heap: small cells by size class, large runs of blocks, allocation and the decision to
collect.

The region that the platform lends is cut into 4 KiB blocks, with side tables in front of them: one
u32 of information a block, one state byte a 16-byte granule, and the stack of the marker. A block
holds cells of one size, or is part of the run of a large object. The state byte of a cell's first
granule is 0 while the cell is free and else the colour it was allocated or marked with; all other
state bytes are 0.

Promises: `allocate` gives zeroed memory with the header set, or raises MemoryError after a
collection did not help. Memory of free cells and blocks is zero except for the link in a free
cell's first word. Nothing here allocates objects. The region must read as zero when the machine
starts.
"""

from __future__ import annotations

from naja.lang import cold, noinline, u8, u32, u64, unsafe
from naja.lang.unsafe import Ptr, unchecked
from naja.platform import contract
from naja.runtime import collector, errors, sweep

BLOCK = 4096
BLOCK_GRANULES = 256
LARGE = 1 << 31  # first block of a run: LARGE | blocks
CONTINUED = 1 << 30  # further blocks of a run: CONTINUED | first block
SMALL_GRANULES = 128  # larger objects get blocks of their own
SWEPT_SHIFT = 8  # a block of small cells: cell size in granules | colour at its sweep << 8
MARK_WORDS = 4  # words of the mark stack, per block
MARK_WORDS_LEAST = 512
SMALLEST_BUDGET = 64  # blocks that may fill before the first collection

GRANULES = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 42, 51, 64, 85, 128]
CLASS_OF = bytes(
    next(i for i, size in enumerate(GRANULES) if size >= granules)
    for granules in range(SMALL_GRANULES + 1)
)
CLASS_GRANULES = bytes(GRANULES)
CLASSES = len(GRANULES)
FREE: list[int] = [0] * len(GRANULES)
"""By class: the address of the first free cell, or 0. A free cell's first word links to the next.
"""

base: int = 0
"""Address of block 0; 0 until the first allocation."""
limit: int = 0
"""Address behind the last block."""
block_count: int = 0
information: Ptr[u32] = Ptr[u32](0)
states: Ptr[u8] = Ptr[u8](0)
mark_stack: Ptr[int] = Ptr[int](0)
mark_capacity: int = 0
colour: int = 1
"""1 or 2: what allocation and the marker write into state bytes."""
first_free: int = 0
"""No block before this one is free."""
used_blocks: int = 0
budget: int = SMALLEST_BUDGET
"""A collection comes before more than this many blocks are in use."""
stack_base: int = 0
"""Address behind the stack's part that can hold pointers; set by `start.run`."""


def set_stack_base(address: int) -> None:
    """Say where the stack ends for the collector."""
    global stack_base
    stack_base = address


@noinline
@unchecked
def allocate(size: int, type_id: int) -> Ptr[u8]:
    """A new object of `size` bytes, header included. Raises MemoryError."""
    granules = (size + 15) >> 4
    if u64.wrap(granules) <= u64.wrap(SMALL_GRANULES):
        size_class = unsafe.tail(CLASS_OF)[granules]
        cell = FREE.items[size_class]
        if cell == 0:
            cell = refill(size_class)
            if cell == 0:
                raise errors.memory()
        words = Ptr[int](cell)
        FREE.items[size_class] = words[0]
        words[0] = type_id
        states[(cell - base) >> 4] = u8.wrap(colour)
        return words.cast(u8)
    return allocate_large(size, type_id)


@cold
@unchecked
def allocate_large(size: int, type_id: int) -> Ptr[u8]:
    """An object in a run of blocks of its own."""
    if size < 0 or size >= 1 << 40:
        raise errors.memory()
    count = (size + BLOCK - 1) >> 12
    block = take_blocks(count)
    if block < 0:
        raise errors.memory()
    information[block] = u32.wrap(LARGE | count)
    for index in range(block + 1, block + count):
        information[index] = u32.wrap(CONTINUED | block)
    states[block << 8] = u8.wrap(colour)
    words = Ptr[int](base + (block << 12))
    words[0] = type_id
    return words.cast(u8)


@cold
@unchecked
def refill(size_class: int) -> int:
    """The first of some free cells of that class, or 0 when memory is exhausted."""
    if sweep.sweep_for(size_class):
        return FREE.items[size_class]
    if used_blocks >= budget:
        collector.collect()
        if sweep.sweep_for(size_class):
            return FREE.items[size_class]
    block = take_blocks(1)
    if block >= 0:
        size = unsafe.tail(CLASS_GRANULES)[size_class]
        information[block] = u32.wrap(size | colour << SWEPT_SHIFT)
        sweep.link_cells(block, size, size_class)
    return FREE.items[size_class]


@cold
@unchecked
def take_blocks(count: int) -> int:
    """The first of `count` free blocks, which the caller must label, or -1. May collect."""
    global used_blocks
    if base == 0:
        start()
    if block_count == 0:
        return -1
    if used_blocks + count > budget:
        collector.collect()
    block = find_blocks(count)
    if block < 0:
        sweep.finish()
        block = find_blocks(count)
        if block < 0:
            collector.collect()
            sweep.finish()
            block = find_blocks(count)
    if block >= 0:
        used_blocks += count
    return block


@unchecked
def find_blocks(count: int) -> int:
    """The first run of `count` free blocks, or -1."""
    global first_free
    while first_free < block_count and information[first_free] != 0:
        first_free += 1
    run = 0
    for block in range(first_free, block_count):
        run = run + 1 if information[block] == 0 else 0
        if run == count:
            return block - count + 1
    return -1


@unchecked
def release_blocks(block: int, count: int) -> None:
    """Give `count` blocks back, zeroed."""
    global first_free, used_blocks
    unsafe.memset(Ptr[u8](base + (block << 12)), 0, count << 12)
    for index in range(block, block + count):
        information[index] = u32.wrap(0)
    unsafe.memset(states + (block << 8), 0, count << 8)
    used_blocks -= count
    if block < first_free:
        first_free = block


@cold
@unchecked
def start() -> None:
    """Lay the side tables and the blocks out over the platform's region."""
    global base, limit, block_count, information, states, mark_stack, mark_capacity
    begin = (contract.heap_start() + 15) & -16
    limit = contract.heap_end() & -BLOCK
    per_block = BLOCK + 4 + BLOCK_GRANULES + 8 * MARK_WORDS
    block_count = (limit - begin - 8 * MARK_WORDS_LEAST) // per_block
    if block_count < 0:
        block_count = 0
    base = limit - (block_count << 12)
    mark_stack = Ptr[int](begin)
    mark_capacity = block_count * MARK_WORDS + MARK_WORDS_LEAST
    information = (mark_stack + mark_capacity).cast(u32)
    states = (information + block_count).cast(u8)


@unchecked
def flip() -> None:
    """Start a collection: everything becomes unmarked, and no cell is known to be free."""
    global colour, budget
    colour = 3 - colour
    budget = used_blocks + SMALLEST_BUDGET
    for index in range(CLASSES):
        FREE.items[index] = 0


@unchecked
def set_budget() -> None:
    """All is swept: let the heap double before the next collection."""
    global budget
    budget = used_blocks * 2
    if budget < SMALLEST_BUDGET:
        budget = SMALLEST_BUDGET


def collect_idle() -> None:
    """Called while there is nothing else to do: collects when half of the budget has been used."""
    sweep.finish()
    if used_blocks > SMALLEST_BUDGET // 4 and used_blocks * 4 > budget * 3:
        collector.collect()
        sweep.finish()
