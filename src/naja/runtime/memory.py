"""What `naja.lang.memory` and `gc` ask of the heap."""

from __future__ import annotations

from naja.lang import unsafe
from naja.lang.memory import Statistics
from naja.lang.unsafe import unchecked
from naja.platform import contract
from naja.runtime import blocks, bump, collector, options, sweep

CALIBRATION_NS = 200_000


def statistics() -> Statistics:
    """See naja.lang.memory."""
    if options.BUMP:
        whole = contract.heap_end() - contract.heap_start()
        used = whole - (bump.limit - bump.cursor) if bump.limit != 0 else 0
        return Statistics(whole, used, used, 0, 0)
    pause = in_nanoseconds(collector.longest)
    heap = blocks.extent
    return Statistics(heap, blocks.used << 12, sweep.live_bytes, collector.cycles, pause)


def forget_pauses() -> None:
    """See naja.lang.memory."""
    collector.forget_longest()


@unchecked
def in_nanoseconds(ticks: int) -> int:
    """A number of ticks of the time stamp counter as time."""
    if ticks == 0:
        return 0
    began = contract.clock_monotonic()
    first = unsafe.rdtsc()
    now = began
    while now - began < CALIBRATION_NS:
        now = contract.clock_monotonic()
    passed = unsafe.rdtsc() - first
    return int(float(ticks) * float(now - began) / float(passed))


def scarce(percent: int) -> bool:
    """See naja.lang.memory."""
    if options.BUMP:
        whole = contract.heap_end() - contract.heap_start()
        return bump.limit != 0 and bump.limit - bump.cursor < whole // 100 * percent
    return collector.scarce(blocks.extent // 100 * percent)


def collect() -> None:
    """Collect at once, unless nothing is ever freed."""
    if not options.BUMP:
        collector.collect()


def set_enabled(on: bool) -> None:
    """Whether collections begin by themselves."""
    collector.set_enabled(on)


def is_enabled() -> bool:
    return collector.enabled


def cycles() -> int:
    """Collections that were completed."""
    return collector.cycles
