"""What `naja.lang.coverage` gives: the compiler's table of counters as a view."""

from __future__ import annotations

from naja.lang import u8, unsafe
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import memoryview as views


@unchecked
def counters() -> memoryview:
    """See naja.lang.coverage."""
    size = Ptr[int](unsafe.symbol_address("naja_coverage_size"))
    return views.view(None, Ptr[u8](unsafe.symbol_address("naja_coverage")), size[0], False)
