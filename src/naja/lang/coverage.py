"""How often the blocks of a running program were reached, where it was built with
`--option compiler.COVERAGE=y`.

Under CPython, and in other builds, there are no counters.
"""

from __future__ import annotations


def counters() -> memoryview:
    """One byte for each basic block, which stays at 255; writable, so that a program can begin
    anew. Which line is which stands under "counted" in the image's map.
    """
    return memoryview(bytearray())


def harvest(seen: bytearray) -> int:
    """Set all counters to 0, and note in `seen`, a byte for each, how often they ran: as one bit
    for 1, 2, 3, from 4, 8, 16, 32 or 128 on. The number of bits that were not set before.

    Raises ValueError if `seen` has another length."""
    if len(seen) != 0:
        raise ValueError("there is not one byte for each counter")
    return 0
