"""Time on a virtual machine: the time stamp counter, measured against the local APIC's timer.

The timer of every monitor counts nanoseconds; reading it leaves the guest, reading the counter
does not. The first question for the time measures the counter for half a millisecond; after that
the end of a wait measures it again when the timer has run for more than twice as long, so the clock
grows more exact without ever stopping or going back. It starts at 0 at boot.

Setting the timer leaves the guest as well. It runs on from wait to wait while it ends no later
than the deadline: at worst it ends one wait too early.
"""

from __future__ import annotations

from naja.lang import u64, unsafe
from naja.platform.virtio import interrupts
from naja.platform.virtio.interrupts import CURRENT_COUNT, INITIAL_COUNT, MASKED, TIMER
from naja.platform.virtio.traps import TIMER_VECTOR

COUNT_MAX = 0xFFFF_FFFF  # of the timer, nanoseconds
FIRST_MEASURE_NS = 500_000
LONG_MEASURE_NS = 1_000_000_000  # nothing longer is better
RATE_BITS = 31
TICK_SHIFT, RATE_SHIFT = 8, 25  # add up to 64 - RATE_BITS
TICKS_BEFORE_REBASE = 1 << 50
READINGS = 4  # a pair of clocks is read that often: an interruption between the two would show

rate: int = 0
"""Nanoseconds a tick, times 2 ** RATE_BITS; 0 before the first measurement."""

measured_ns: int = 0
"""How long the measurement took that `rate` comes from."""

base_ticks: int = 0
base_ns: int = 0
timer_ends: int = 0
"""When the timer interrupts, if it was not masked and has not done so yet; else 0."""

timer_interrupts: int = 0
"""How many interrupts of the timer there were when it was started."""

measuring: bool = False
"""Whether the timer that runs was read when it was started."""

timer_ticks: int = 0
timer_count: int = 0
"""The counter and the timer, read together when the timer was started."""


def start() -> None:
    """Begin counting."""
    global base_ticks
    base_ticks = unsafe.rdtsc()


@unsafe.unchecked
def monotonic() -> int:
    """Nanoseconds since boot."""
    if rate == 0:
        _first_measure()
    ticks = unsafe.rdtsc()
    if ticks - base_ticks > TICKS_BEFORE_REBASE:
        _rebase(ticks)
    return base_ns + _to_ns(ticks - base_ticks)


@unsafe.unchecked
def halt_until(deadline: int) -> None:
    """Halt until some interrupt, at `deadline` at the latest (-1: none); may return early."""
    global timer_ends
    if interrupts.of_timer() != timer_interrupts:
        timer_ends = 0
    if deadline >= 0:
        now = monotonic()
        if deadline <= now:
            return
        if timer_ends == 0 or timer_ends > deadline:
            _start_timer(min(deadline - now, COUNT_MAX), 0)
            timer_ends = min(deadline, now + COUNT_MAX)
    elif timer_ends == 0 and measured_ns < LONG_MEASURE_NS and not measuring:
        _start_timer(COUNT_MAX, MASKED)
    interrupts.halt()
    if measuring and _to_ns(unsafe.rdtsc() - timer_ticks) > 2 * measured_ns:
        _measure()


@unsafe.unchecked
def _to_ns(ticks: int) -> int:
    return int(unsafe.multiply_high(u64(ticks << TICK_SHIFT), u64(rate << RATE_SHIFT)))


@unsafe.unchecked
def _rebase(ticks: int) -> None:
    """Count from `ticks` on, so that a new rate changes the future only."""
    global base_ticks, base_ns
    base_ns += _to_ns(ticks - base_ticks)
    base_ticks = ticks


@unsafe.unchecked
def _first_measure() -> None:
    interrupts.enable()
    _start_timer(COUNT_MAX, MASKED)
    while COUNT_MAX - interrupts.read(CURRENT_COUNT) < FIRST_MEASURE_NS:
        unsafe.pause()
    _measure()


@unsafe.unchecked
def _start_timer(count: int, masked: int) -> None:
    """Let the timer run down once from `count` nanoseconds."""
    global timer_ticks, timer_count, timer_interrupts, measuring
    timer_interrupts = interrupts.of_timer()
    interrupts.write(TIMER, masked | TIMER_VECTOR)
    interrupts.write(INITIAL_COUNT, count)
    measuring = measured_ns < LONG_MEASURE_NS and count > 2 * measured_ns
    if measuring:
        timer_ticks, timer_count = _read_both()


@unsafe.unchecked
def _measure() -> None:
    """Compare the clocks since `_start_timer`, if the timer still runs and ran longer than ever."""
    global rate, measured_ns, measuring
    ticks, count = _read_both()
    elapsed_ns = timer_count - count
    measuring = count != 0 and elapsed_ns < LONG_MEASURE_NS
    if count == 0 or elapsed_ns <= 2 * measured_ns:
        return
    if rate:
        _rebase(ticks)
    rate = (elapsed_ns << RATE_BITS) // (ticks - timer_ticks)
    measured_ns = elapsed_ns


@unsafe.unchecked
def _read_both() -> tuple[int, int]:
    """The counter and the timer at one moment: the narrowest of a few readings."""
    ticks = 0
    count = 0
    narrowest = COUNT_MAX
    for _ in range(READINGS):
        before = unsafe.rdtsc()
        reading = interrupts.read(CURRENT_COUNT)
        width = unsafe.rdtsc() - before
        if width < narrowest:
            narrowest = width
            ticks = before + width // 2
            count = reading
    return ticks, count
