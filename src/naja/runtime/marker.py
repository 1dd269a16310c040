"""The marker: follows pointers, a bounded number at a time.

Roots are scanned conservatively: any word that points into an allocated cell keeps it. Objects are
traced precisely by their type's trace word (bitmap of pointer words, array of elements, or all
words). Each entry of the mark stack is an object and the element of it to go on with, so that a
long array never fills the stack and is traced in pieces; should the stack fill all the same, marked
objects are traced once more until nothing new turns up.
"""

from __future__ import annotations

from naja.lang import cold, inline, noinline, u8, u32, u64, unsafe
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import blocks

NO_POINTERS, BITMAP, ARRAY = 0, 1, 2
FRAME = 7  # the trace word of a coroutine's frame; kind 3 like all that is traced word by word
SAVED_REGISTERS = 6
WAITING = 8  # objects that are on their way from memory while others are traced
BOTTOM = SAVED_REGISTERS + WAITING
CHUNK = 64  # elements of an array that are looked at before what they reach

top: int = BOTTOM
overflowed: bool = False
retrace_at: int = 0
retrace_end: int = 0
"""The granules that are to be looked at once more."""
waiting: int = 0
"""How many places of the queue of objects on their way are taken."""
turn: int = 0
"""The place in that queue that comes next."""
spent: int = 0
"""Words looked at, and what else takes as much time."""
cycle: int = 0
"""Counts the marks; a frame that was scanned in this one has the number in its second word."""


@unchecked
def scan(address: int, count: int) -> None:
    """Visit `count` words."""
    global spent
    spent += count
    words = Ptr[int](address)
    for index in range(count):
        visit(words[index])


@unchecked
def granule_of(address: int) -> int:
    """The first granule of the allocated cell at or around that address, or -1."""
    offset = address - blocks.base
    if offset < 0 or offset >= blocks.extent:
        return -1
    granule = offset >> 4
    if blocks.states[granule] == 0:
        granule = start_of_cell(granule)
        if blocks.states[granule] == 0:
            return -1
    return granule


@unchecked
def start_of_cell(granule: int) -> int:
    """The first granule of the cell that this one lies in (of any cell, if the block is free)."""
    if granule & 0xFF != 0 and blocks.states[granule - 1] != 0:
        return granule - 1  # behind the header of an array
    label = int(blocks.labels[granule >> 8])
    if label & blocks.CONTINUED:
        return blocks.first_granule(label & ~blocks.CONTINUED)
    if label & blocks.LARGE:
        return blocks.first_granule(granule >> 8)
    size = label & 0xFF
    if size == 0:
        return granule
    inside = granule & 0xFF
    return granule - inside % size


@noinline
@unchecked
def visit(address: int) -> None:
    """Mark the object at or around that address, if there is one, and note it for tracing."""
    offset = address - blocks.base
    if u64.wrap(offset) >= u64.wrap(blocks.extent):
        return
    granule = offset >> 4
    state = int(blocks.states[granule])
    if state == 0:
        granule = start_of_cell(granule)
        state = int(blocks.states[granule])
    if state == blocks.colour or state == 0:
        return
    blocks.states[granule] = u8.wrap(blocks.colour)
    push(blocks.base + (granule << 4), 0)


@unchecked
def visit_running(address: int) -> None:
    """As `visit`; a coroutine's frame is scanned at once, because it is about to change without
    telling.
    """
    granule = granule_of(address)
    if granule < 0:
        return
    visit(address)
    cell = blocks.base + (granule << 4)
    words = Ptr[int](cell)
    if unsafe.trace_word(Ptr[u32](cell)[0]) == FRAME and words[1] != cycle:
        words[1] = cycle
        scan(cell + 16, cell_words(cell) - 2)


@inline
@unchecked
def push(cell: int, element: int) -> None:
    """Note an object for tracing from that element on."""
    global top, overflowed
    if top + 2 > blocks.mark_capacity:
        overflowed = True
        return
    blocks.mark_stack[top] = cell
    blocks.mark_stack[top + 1] = element
    top += 2


@inline
@unchecked
def exchange(cell: int) -> int:
    """Let an object (or 0) wait until it has come from memory, for one that has, or 0."""
    global waiting, turn
    unsafe.prefetch(cell)
    place = blocks.mark_stack + (SAVED_REGISTERS + turn)
    turn = (turn + 1) & (WAITING - 1)
    came = place[0]
    place[0] = cell
    waiting += (1 if cell != 0 else 0) - (1 if came != 0 else 0)
    return came


@unchecked
def advance(budget: int) -> bool:
    """Trace what is noted until that much is spent; False when nothing is left."""
    global top, spent, overflowed, retrace_at, retrace_end
    spent = 0
    while spent < budget:
        if top > BOTTOM or waiting != 0:
            cell = 0
            element = 0
            if top > BOTTOM:
                top -= 2
                cell = blocks.mark_stack[top]
                element = blocks.mark_stack[top + 1]
            trace(exchange(cell) if element == 0 else cell, element)
        elif retrace_at < retrace_end:
            retrace()
        elif overflowed:
            overflowed = False
            retrace_at = 0
            retrace_end = blocks.high << 8
        else:
            return False
    return True


@unchecked
def trace(cell: int, element: int) -> None:
    """Visit what an object points to, an array from that element on."""
    global spent
    if cell == 0:
        return
    words = Ptr[int](cell)
    word = unsafe.trace_word(Ptr[u32](cell)[0])
    kind = word & 3
    spent += 4
    if kind == BITMAP:
        visit_bits(words, unsafe.logical_shift_right(word, 2))
    elif kind == NO_POINTERS:
        return
    elif kind == ARRAY:
        trace_array(words, word, element)
    else:
        trace_all(cell, element)


@unchecked
def trace_array(words: Ptr[int], word: int, element: int) -> None:
    """Visit what some elements of an array point to, and note the rest."""
    global spent
    stride = word >> 2 & 0xFF
    bits = unsafe.logical_shift_right(word, 10)
    end = words[1]
    if end - element > CHUNK:
        end = element + CHUNK
        push(int(words), end)
    spent += end - element
    position = words + (2 + element * stride)
    while element < end:
        visit_bits(position, bits)
        position = position + stride
        element += 1


@unchecked
def trace_all(cell: int, word: int) -> None:
    """Visit some words of an object, and note the rest."""
    word = word if word > 0 else 1
    count = cell_words(cell) - word
    if count > CHUNK:
        count = CHUNK
        push(cell, word + CHUNK)
    scan(cell + (word << 3), count)


@unchecked
def visit_bits(words: Ptr[int], bits: int) -> None:
    """Visit the words whose bits are set."""
    while bits != 0:
        visit(words[unsafe.count_trailing_zeros(bits)])
        bits = bits & (bits - 1)


@unchecked
def cell_words(cell: int) -> int:
    """How many words the cell at that address has."""
    block = (cell - blocks.base) >> 12
    label = int(blocks.labels[block])
    if label & blocks.LARGE:
        return ((label & ~blocks.LARGE) << 9) - (int(blocks.links[block]) << 1)
    return (label & 0xFF) << 1


@cold
@unchecked
def begin() -> None:
    """Everything is unmarked."""
    global top, overflowed, retrace_end, cycle
    top = BOTTOM
    overflowed = False
    retrace_end = 0
    cycle += 1


@cold
@unchecked
def retrace() -> None:
    """The stack once had no room for something: note the next marked object again."""
    global retrace_at, spent
    spent += 1
    granule = retrace_at
    retrace_at += 1
    if int(blocks.states[granule]) == blocks.colour:
        push(blocks.base + (granule << 4), 0)
