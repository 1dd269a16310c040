"""What `naja.lang.coverage` gives: the compiler's table of counters."""

from __future__ import annotations

from naja.lang import hot, u8, unsafe
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import errors
from naja.runtime import memoryview as views

FIRST = (1, 2, 3, 4, 8, 16, 32, 128)
BITS = bytes(1 << sum(count >= first for first in FIRST) >> 1 for count in range(256))
"""The bit for a count, 0 for none."""


@unchecked
def _size() -> int:
    return Ptr[int](unsafe.symbol_address("naja_coverage_size"))[0]


def counters() -> memoryview:
    """See naja.lang.coverage."""
    return views.view(None, Ptr[u8](unsafe.symbol_address("naja_coverage")), _size(), False)


@hot
@unchecked
def harvest(seen: bytearray) -> int:
    """See naja.lang.coverage. Most counters are 0: eight are looked at together."""
    size = _size()
    if len(seen) != size:
        raise errors.value_error("there is not one byte for each counter")
    counts = Ptr[u8](unsafe.symbol_address("naja_coverage"))
    words = counts.cast(int)
    noted = unsafe.buffer(seen)
    bits = unsafe.tail(BITS)
    news = 0
    for word in range((size + 7) >> 3):
        if words[word] != 0:
            first = word << 3
            for index in range(first, min(first + 8, size)):
                before = int(noted[index])
                after = before | int(bits[int(counts[index])])
                if after != before:
                    noted[index] = u8.wrap(after)
                    news += 1
            words[word] = 0
    return news
