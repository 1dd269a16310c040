"""The heap: allocation.

Small objects come from the range of their size class (`cells`), larger ones are runs of blocks
(`blocks`). `allocate` gives zeroed memory with the header set; when none is left, what is garbage
is collected at once, and when that does not help, MemoryError is raised. Nothing here allocates
objects.
"""

from __future__ import annotations

from naja.lang import cold, inline, noinline, u8, u32, u64, unsafe
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import blocks, bump, cells, collector, errors, options

MOST_BYTES = 1 << 40
AHEAD = 4 * blocks.BLOCK + 256
"""How far behind a new cell memory is fetched: what is cleared next is then on its way already. Of
large heaps that go through far more memory than the cache holds, this was a third of the time. A
few blocks, because those between belong to cells of other sizes."""


@noinline
def allocate(size: int, type_id: int) -> Ptr[u8]:
    """A new object of `size` bytes, header included. Raises MemoryError."""
    return allocate_here(size, type_id)


@inline
@unchecked
def allocate_here(size: int, type_id: int) -> Ptr[u8]:
    """The same, expanded in place: short where the size is known."""
    if options.BUMP:
        return bump.allocate(size, type_id)
    if options.STRESS != 0:
        collector.stress()
    granules = (size + 15) >> 4
    if u64.wrap(granules) > u64.wrap(cells.SMALL_GRANULES):
        return allocate_large(size, type_id, True)
    size_class = int(unsafe.tail(cells.CLASS_OF)[granules])
    words = cells.table() + size_class * cells.WORDS
    cell = words[cells.CURSOR]
    following = cell + (int(unsafe.tail(cells.CLASS_GRANULES)[size_class]) << 4)
    if u64.wrap(following) > u64.wrap(words[cells.LIMIT]):
        cell = refill(size_class)
    else:
        words[cells.CURSOR] = following
    unsafe.prefetch(cell + AHEAD)
    header = Ptr[int](cell)
    header[0] = type_id
    return header.cast(u8)


@noinline
@unchecked
def refill(size_class: int) -> int:
    """A cell of a class whose range is used up. Raises MemoryError."""
    collector.pay((cells.table() + size_class * cells.WORDS)[cells.SPAN])
    if not cells.find_range(size_class) and not cells.fresh_range(size_class):
        collector.collect()
        if not cells.find_range(size_class) and not cells.fresh_range(size_class):
            raise errors.memory()
    words = cells.table() + size_class * cells.WORDS
    cell = words[cells.CURSOR]
    words[cells.CURSOR] = cell + (int(unsafe.tail(cells.CLASS_GRANULES)[size_class]) << 4)
    return cell


@unchecked
def allocate_uncleared(size: int, type_id: int) -> Ptr[u8]:
    """The same for an object without pointers that is filled at once: a large one holds anything
    until then."""
    if options.BUMP or size <= cells.SMALL_GRANULES << 4:
        return allocate(size, type_id)
    return allocate_large(size, type_id, False)


@cold
@unchecked
def allocate_large(size: int, type_id: int, clear: bool) -> Ptr[u8]:
    """An object in a run of blocks of its own. Raises MemoryError."""
    if size < 0 or size >= MOST_BYTES:
        raise errors.memory()
    count = blocks.needed(size)
    collector.pay(count << 12)
    block = blocks.take(count, clear)
    if block < 0 and count <= blocks.count:
        collector.collect()
        block = blocks.take(count, clear)
    if block < 0:
        raise errors.memory()
    blocks.labels[block] = u32.wrap(blocks.LARGE | count)
    for index in range(block + 1, block + count):
        blocks.labels[index] = u32.wrap(blocks.CONTINUED | block)
    begin = blocks.place(block, (count << 12) - size)
    blocks.states[begin] = u8.wrap(blocks.colour)
    words = Ptr[int](blocks.base + (begin << 4))
    words[0] = type_id
    return words.cast(u8)


@cold
@unchecked
def shorten(start: int, size: int) -> None:
    """Of the large object there only so many bytes are needed; small ones stay as they are."""
    block = (start - blocks.base) >> 12
    if options.BUMP or int(blocks.labels[block]) & blocks.LARGE == 0:
        return
    count = int(blocks.labels[block]) & ~blocks.LARGE
    needed = (start + size - blocks.base + blocks.BLOCK - 1 >> 12) - block
    if needed < count:
        blocks.labels[block] = u32.wrap(blocks.LARGE | needed)
        blocks.release(block + needed, count - needed)


def collect_idle() -> bool:
    """Called while there is nothing else to do: True if some of the collector's work was done, and
    more may be left.
    """
    return False if options.BUMP else collector.work_idle()
