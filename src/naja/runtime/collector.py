"""The collector: when to mark and sweep, in slices, so that no pause is long.

A cycle begins when the heap has grown by some times what lives (`set_trigger`), or when there is
nothing else to do. Its first step scans registers and the stack and is not divided; everything else
is, unless memory is used up before the cycle is complete: static data and objects are marked in
slices that allocation pays for, then blocks are swept as allocation needs them. The mark is a
*snapshot*: it keeps everything that was reachable when it began. To that end the old value of every
pointer that the program overwrites meanwhile is marked too (the write barrier: `overwritten`), a
coroutine's frame is scanned before the coroutine goes on (`resumed`), and new objects count as
marked.
"""

from __future__ import annotations

from naja.lang import cold, noinline, u8, unsafe
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import blocks, cells, marker, options, sweep

IDLE, MARKING, SWEEPING = 0, 1, 2
LEAST_AT_FIRST = 64  # blocks in use before the first cycle, of a small machine
MOST_AT_FIRST = 1024  # the same, of a large one
IDLE_BYTES = 1 << 19  # what has to be allocated before it is worth a cycle while idle; of little
# memory a share, which is this shift of its blocks
IDLE_SHARE = 7
RED_ZONE = 256  # bytes below the stack pointer that belong to the running function and its callee
DEAD_STACK = 4096
LEAST_RATE = 4  # words that are marked for each that is allocated, where memory is ample
MOST_RATE = 32  # the same where it is scarce; more would be a long pause
SLICE = 768  # words that are marked at a time, for each unit of that
STATIC_CHUNK = 256  # words of static data that are scanned at a time

phase: int = IDLE
marking: bool = False
"""Whether the program must report what it overwrites; compiled code reads it before each store."""
enabled: bool = True
debt: int = 0
"""Bytes allocated that no slice was run for yet."""
since: int = 0
"""Bytes allocated since the last cycle began."""
trigger: int = 0
"""A cycle begins when so many blocks are in use; 0 until something was allocated."""
floor: int = 0
"""Blocks that were in use after the last cycle."""
stack_base: int = 0
"""Address behind the stack's part that can hold pointers; set by `start.run`."""
static_at: int = 0
static_end: int = 0
rate: int = LEAST_RATE
"""Words that are marked in this cycle for each that is allocated."""
cycles: int = 0
"""Cycles that were completed."""
allocations: int = 0
"""Counts for `stress`."""
longest: int = 0
"""The longest slice, in ticks of the time stamp counter."""


def set_stack_base(address: int) -> None:
    """Say where the stack ends for the collector."""
    global stack_base
    stack_base = address


def set_enabled(on: bool) -> None:
    """Whether cycles begin by themselves."""
    global enabled
    enabled = on


def forget_longest() -> None:
    """Let `longest` count from here."""
    global longest
    longest = 0


# ---- what compiled code reports while marking ---------------------------------------------------


@noinline
@unchecked
def overwritten(address: int) -> None:
    """The pointer at that address is about to be overwritten."""
    marker.visit(Ptr[int](address)[0])


@cold
@unchecked
def overwritten_words(address: int, count: int) -> None:
    """So many words, some of which are pointers, are about to be overwritten."""
    marker.scan(address, count)


@noinline
@unchecked
def resumed(handle: int) -> None:
    """The coroutine whose handle this is is about to go on."""
    marker.visit_running(handle)


@cold
@unchecked
def stress() -> None:
    """A tiny step (build option RUNTIME_STRESS)."""
    global allocations
    allocations += 1
    if blocks.base == 0 or allocations % options.STRESS != 0:
        return
    if phase == IDLE:
        begin()
    elif phase == MARKING:
        mark(24)
    else:
        sweep_some(2)


# ---- slices -------------------------------------------------------------------------------------


@cold
@unchecked
def pay(spent: int) -> None:
    """Do the collector's share for so many bytes that were allocated."""
    global debt, since
    since += spent
    if options.POOL:
        return
    debt += spent
    if debt < blocks.BLOCK:
        return
    allocated = debt
    debt = 0
    if blocks.base == 0:
        return
    if phase == IDLE and trigger == 0:
        set_trigger(0)
    if phase == IDLE and (blocks.used < trigger or not enabled):
        return
    started = unsafe.rdtsc()
    if phase == IDLE:
        begin()
    elif phase == MARKING:
        budget = allocated * rate >> 3
        most = SLICE * rate + (allocated >> 6)  # who clears a megabyte can wait a little longer
        mark(budget if budget < most else most)
    else:
        sweep_some((allocated >> 8) + sweep.SLICE)
    note_pause(started)


@cold
@unchecked
def note_pause(started: int) -> None:
    """A slice is over."""
    global longest
    taken = unsafe.rdtsc() - started
    if taken > longest:
        longest = taken


@cold
@unchecked
def work_idle() -> bool:
    """A slice when there is nothing else to do; False when there is nothing to collect either."""
    started = unsafe.rdtsc()
    if phase == MARKING:
        mark(SLICE * rate)
    elif phase == SWEEPING:
        sweep_some(SLICE)
    elif enabled and since > floor << 8 and since > min(blocks.count << IDLE_SHARE, IDLE_BYTES):
        clear_dead_stack()
        begin()
        if options.POOL:
            finish()
    else:
        return blocks.give_back()
    note_pause(started)
    return True


@cold
@unchecked
def clear_dead_stack() -> None:
    """Forget what calls that are over have left below the stack's end, lest the frames of the
    collector lie around it and keep it alive.
    """
    end = unsafe.stack_pointer() - RED_ZONE
    unsafe.memset(Ptr[u8](end - DEAD_STACK), 0, DEAD_STACK)


@cold
@unchecked
def begin() -> None:
    """Begin a cycle: everything becomes unmarked, then what registers and stack reach is marked."""
    global phase, marking, since, static_at, static_end
    since = 0
    set_rate()
    blocks.flip()
    cells.recolour_ranges()
    marker.begin()
    phase = MARKING
    marking = True
    static_at = (unsafe.symbol_address("__data_start") + 7) & -8
    static_end = int(cells.table())  # which points behind ranges, at what need not live
    unsafe.save_registers(blocks.mark_stack)
    for index in range(marker.SAVED_REGISTERS):
        marker.visit_running(blocks.mark_stack[index])
    address = unsafe.stack_pointer() & -8
    while address < stack_base:
        marker.visit_running(Ptr[int](address)[0])
        address += 8


@unchecked
def set_rate() -> None:
    """Decide how fast to mark: at twice the rate at which all that is in use would be marked when
    the free blocks are used up, lest everything stops then until the cycle is over."""
    global rate
    free = blocks.count - blocks.used
    rate = (blocks.used << 1) // free if free > 0 else MOST_RATE
    rate = LEAST_RATE if rate < LEAST_RATE else rate
    rate = MOST_RATE if rate > MOST_RATE else rate


@unchecked
def mark(budget: int) -> None:
    """Mark that much; at the end, begin to sweep."""
    global phase, marking, static_at, static_end
    while not marker.advance(budget):
        if static_at == int(cells.table()):
            static_at += cells.CLASSES * cells.WORDS * 8
            static_end = unsafe.symbol_address("__bss_end") & -8
        if static_at == static_end:
            marking = False
            sweep.begin()
            phase = SWEEPING
            return
        count = (static_end - static_at) >> 3
        if count > STATIC_CHUNK:
            count = STATIC_CHUNK
        budget -= marker.spent + count
        marker.scan(static_at, count)
        static_at += count << 3


@unchecked
def sweep_some(budget: int) -> None:
    """Sweep that much; at the end, decide when the next cycle begins."""
    if not sweep.some(budget):
        settle()


@cold
@unchecked
def settle() -> None:
    """A cycle is complete."""
    global phase, floor, cycles
    phase = IDLE
    cycles += 1
    floor = blocks.used
    set_trigger(sweep.live_bytes >> 12)
    blocks.restart_giving()


@cold
@unchecked
def set_trigger(live: int) -> None:
    """Decide how many blocks may be in use before the next cycle, when so many live.

    What a cycle costs grows with what lives, so eight times that may be allocated before the next,
    if that is no more than a share of the machine's memory; at least as much as lives, but no more
    than leaves room for what is allocated during a cycle. Half of it may be holes."""
    global trigger
    least = blocks.count >> 4
    least = MOST_AT_FIRST if least > MOST_AT_FIRST else least
    least = LEAST_AT_FIRST if least < LEAST_AT_FIRST else least
    share = blocks.count * options.HEADROOM // 100
    extra = live << 3
    extra = share if extra > share else extra
    extra = live if extra < live else extra
    extra = least if extra < least else extra
    room = (blocks.count - floor) >> 1
    most = floor + (room if extra > room else extra)
    trigger = live + extra
    trigger = floor + (extra >> 1) if trigger < floor + (extra >> 1) else trigger
    trigger = most if trigger > most else trigger


@noinline
@cold
def collect() -> None:
    """Collect at once everything that is not reachable now."""
    if blocks.base != 0:
        started = unsafe.rdtsc()
        finish()
        begin()
        finish()
        note_pause(started)


@cold
@unchecked
def finish() -> None:
    """Complete the cycle that is going on."""
    while phase == MARKING:
        mark(SLICE * rate)
    while phase == SWEEPING:
        sweep_some(SLICE)


@unchecked
def scarce(room: int) -> bool:
    """Whether fewer bytes than that are free. What lives is known behind a cycle, so one that is
    going on may have to be completed, or a new one made; the latter only when so much has been
    allocated since the last that it is worth its time."""
    if phase != IDLE:
        if blocks.extent - (blocks.used << 12) >= room:
            return False
        finish()
    if blocks.extent - sweep.live_bytes - since >= room:
        return False
    if since > blocks.extent >> 4:
        collect()
    return blocks.extent - sweep.live_bytes - since < room
