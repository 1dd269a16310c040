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
