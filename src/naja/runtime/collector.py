"""The marker: finds every object that registers, stack and static data still reach.

Roots are scanned conservatively: any word that points into an allocated cell keeps it. Objects are
traced precisely by their type's trace word (bitmap of pointer words, array of elements, or all
words). Each entry of the mark stack is an object and the element of it to go on with, so that a
long array never fills the stack; should the stack fill all the same, marked objects are traced once
more until nothing new turns up.
"""

from __future__ import annotations

from naja.lang import cold, noinline, u8, u32, unsafe
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import heap, sweep

NO_POINTERS, BITMAP, ARRAY = 0, 1, 2
SAVED_REGISTERS = 6
CHUNK = 64  # elements of an array that are looked at before what they reach

top: int = 0
overflowed: bool = False


@noinline
@cold
@unchecked
def collect() -> None:
    """Mark everything that is reachable; what is not is swept later."""
    global top
    sweep.finish()
    heap.flip()
    unsafe.save_registers(heap.mark_stack)
    top = SAVED_REGISTERS
    scan(int(heap.mark_stack), SAVED_REGISTERS)
    scan_between(unsafe.stack_pointer(), heap.stack_base)
    scan_between(unsafe.symbol_address("__data_start"), unsafe.symbol_address("__bss_end"))
    drain()
    while overflowed:
        trace_marked_again()
    sweep.begin()


@unchecked
def scan_between(begin: int, end: int) -> None:
    """Visit all aligned words of a region."""
    begin = (begin + 7) & -8
    scan(begin, (end - begin) >> 3)


@unchecked
def scan(address: int, count: int) -> None:
    """Visit `count` words."""
    words = Ptr[int](address)
    for index in range(count):
        visit(words[index])


@unchecked
def visit(address: int) -> None:
    """Mark the object at or around that address, if there is one, and note it for tracing."""
    global top, overflowed
    if address < heap.base or address >= heap.limit:
        return
    granule = (address - heap.base) >> 4
    state = int(heap.states[granule])
    if state == 0:
        granule = start_of_cell(granule)
        state = int(heap.states[granule])
    if state == 0 or state == heap.colour:
        return
    heap.states[granule] = u8.wrap(heap.colour)
    cell = heap.base + (granule << 4)
    if unsafe.trace_word(Ptr[u32](cell)[0]) & 3 == NO_POINTERS:
        return
    push(cell, 0)


@unchecked
def push(cell: int, element: int) -> None:
    """Note an object for tracing from that element on."""
    global top, overflowed
    if top + 2 > heap.mark_capacity:
        overflowed = True
        return
    heap.mark_stack[top] = cell
    heap.mark_stack[top + 1] = element
    top += 2


@unchecked
def start_of_cell(granule: int) -> int:
    """The first granule of the cell that this one lies in (of any cell, if the block is free)."""
    block = granule >> 8
    label = int(heap.information[block])
    if label & heap.CONTINUED:
        return (label & ~heap.CONTINUED) << 8
    if label & heap.LARGE:
        return block << 8
    size = label & 0xFF
    if size == 0:
        return granule
    inside = granule & 0xFF
    return granule - inside % size


@unchecked
def drain() -> None:
    """Trace until the stack is empty."""
    global top
    while top > SAVED_REGISTERS:
        top -= 2
        trace(heap.mark_stack[top], heap.mark_stack[top + 1])


@unchecked
def trace(cell: int, element: int) -> None:
    """Visit what an object points to, an array from that element on."""
    words = Ptr[int](cell)
    word = unsafe.trace_word(Ptr[u32](cell)[0])
    kind = word & 3
    if kind == BITMAP:
        visit_bits(words, unsafe.logical_shift_right(word, 2))
    elif kind == ARRAY:
        trace_array(words, word, element)
    else:
        scan(cell + 8, cell_words(cell) - 1)


@unchecked
def trace_array(words: Ptr[int], word: int, element: int) -> None:
    """Visit what some elements of an array point to, and note the rest."""
    stride = word >> 2 & 0xFF
    bits = unsafe.logical_shift_right(word, 10)
    end = words[1]
    if end - element > CHUNK:
        end = element + CHUNK
        push(int(words), end)
    position = words + (2 + element * stride)
    while element < end:
        visit_bits(position, bits)
        position = position + stride
        element += 1


@unchecked
def visit_bits(words: Ptr[int], bits: int) -> None:
    """Visit the words whose bits are set."""
    while bits != 0:
        visit(words[unsafe.count_trailing_zeros(bits)])
        bits = bits & (bits - 1)


@unchecked
def cell_words(cell: int) -> int:
    """How many words the cell at that address has."""
    label = int(heap.information[(cell - heap.base) >> 12])
    if label & heap.LARGE:
        return (label & ~heap.LARGE) << 9
    return (label & 0xFF) << 1


@cold
@unchecked
def trace_marked_again() -> None:
    """The stack had no room for something: trace every marked object once more."""
    global overflowed
    overflowed = False
    for granule in range(heap.block_count << 8):
        if heap.states[granule] == heap.colour:
            cell = heap.base + (granule << 4)
            if unsafe.trace_word(Ptr[u32](cell)[0]) & 3 != NO_POINTERS:
                push(cell, 0)
                drain()
