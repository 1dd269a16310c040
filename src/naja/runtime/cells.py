"""Small cells: for each size class a range of free cells that allocation runs through.

A range is taken from the holes of a block that the sweeper found partly free, or is a whole fresh
block. All its cells are clear and given the colour of what is allocated now when it is taken, so
that allocation itself writes nothing but the header: what is left of a range looks to the collector
like objects without pointers, of type id 0.
"""

from __future__ import annotations

from naja.lang import cold, inline, u8, u32, unsafe
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import blocks, sweep

SMALL_GRANULES = 128  # larger objects get blocks of their own
GRANULES = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 42, 51, 64, 85, 128]
CLASS_OF = bytes(
    next(i for i, size in enumerate(GRANULES) if size >= granules)
    for granules in range(SMALL_GRANULES + 1)
)
CLASS_GRANULES = bytes(GRANULES)
CLASSES = len(GRANULES)

# The words of a class in the table.
CURSOR = 0  # address of the next free cell of the range
LIMIT = 1  # address behind the range
PLACE = 2  # where the search for holes goes on: a granule inside a block, or 0
AVAILABLE = 3  # the first of the linked blocks with free cells, plus one
SPAN = 4  # bytes of the range
WORDS = 8


@inline
def table() -> Ptr[int]:
    """The words of all classes; the code generator makes room for them."""
    return Ptr[int](unsafe.symbol_address("naja_cells"))


@cold
@unchecked
def next_range(size_class: int) -> bool:
    """Make the class's range one of free cells; False when no swept block has any."""
    cells = table() + size_class * WORDS
    size = int(unsafe.tail(CLASS_GRANULES)[size_class])
    while True:
        place = cells[PLACE]
        if place == 0:
            block = cells[AVAILABLE] - 1
            if block < 0:
                return False
            cells[AVAILABLE] = int(blocks.links[block])
            place = block << 8
        if take_hole(cells, size, place):
            unsafe.memset(Ptr[u8](cells[CURSOR]), 0, cells[SPAN])
            return True


@cold
@unchecked
def fresh_range(size_class: int) -> bool:
    """Make the class's range a block that was free; False when none is."""
    block = blocks.take(1, True)
    if block < 0:
        return False
    cells = table() + size_class * WORDS
    size = int(unsafe.tail(CLASS_GRANULES)[size_class])
    blocks.labels[block] = u32.wrap(size)
    if size > 8 or size & (size - 1) != 0:
        return take_hole(cells, size, block << 8)
    colour_block(block, size)
    cells[PLACE] = 0
    set_range(cells, block << 8, blocks.BLOCK_GRANULES)
    return True


@unchecked
def colour_block(block: int, size: int) -> None:
    """Give all cells of a block the colour of what is allocated, eight state bytes at a time."""
    word = blocks.colour
    shift = size << 3
    while shift < 64:
        word = word | (word << shift)
        shift <<= 1
    words = (blocks.states + (block << 8)).cast(int)
    for index in range(blocks.BLOCK_GRANULES // 8):
        words[index] = word


@unchecked
def take_hole(cells: Ptr[int], size: int, place: int) -> bool:
    """Make the range the next hole at or behind a granule in its block; False if there is none."""
    end = (place | 0xFF) + 1 - size
    states = blocks.states
    while place <= end and states[place] != 0:
        place += size
    begin = place
    colour = blocks.colour
    while place <= end and states[place] == 0:
        states[place] = u8.wrap(colour)
        place += size
    cells[PLACE] = place if place <= end else 0
    if place == begin:
        return False
    set_range(cells, begin, place - begin)
    return True


@unchecked
def set_range(cells: Ptr[int], granule: int, length: int) -> None:
    """Allocate from so many granules."""
    start = blocks.base + (granule << 4)
    cells[CURSOR] = start
    cells[LIMIT] = start + (length << 4)
    cells[SPAN] = length << 4


@cold
@unchecked
def recolour_ranges() -> None:
    """The colour has changed: what the ranges still hold is allocated from now on."""
    for size_class in range(CLASSES):
        cells = table() + size_class * WORDS
        granule = (cells[CURSOR] - blocks.base) >> 4
        end = (cells[LIMIT] - blocks.base) >> 4
        size = int(unsafe.tail(CLASS_GRANULES)[size_class])
        while granule < end:
            blocks.states[granule] = u8.wrap(blocks.colour)
            granule += size


@cold
@unchecked
def forget_holes() -> None:
    """A sweep begins, which will find all holes anew."""
    for size_class in range(CLASSES):
        cells = table() + size_class * WORDS
        cells[PLACE] = 0
        cells[AVAILABLE] = 0


@unchecked
def offer(block: int, size: int) -> None:
    """A swept block has free cells."""
    cells = table() + int(unsafe.tail(CLASS_OF)[size]) * WORDS
    blocks.links[block] = u32.wrap(cells[AVAILABLE])
    cells[AVAILABLE] = block + 1


@unchecked
def find_range(size_class: int) -> bool:
    """Make the class's range one of free cells, sweeping a little for it."""
    if next_range(size_class):
        return True
    if not sweep.some(sweep.SLICE):
        return False
    return next_range(size_class)
