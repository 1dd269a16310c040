"""The heap that never frees: objects lie one behind the other (build option RUNTIME_BUMP)."""

from __future__ import annotations

from naja.lang import cold, inline, u8, u64
from naja.lang.unsafe import Ptr, unchecked
from naja.platform import contract
from naja.runtime import errors

cursor: int = 0
limit: int = 0


@inline
@unchecked
def allocate(size: int, type_id: int) -> Ptr[u8]:
    """A new object, zeroed as the region is when the machine starts. Raises MemoryError."""
    global cursor
    cell = cursor
    if u64.wrap(size) > u64.wrap(limit - cell):
        cell = start(size)
    cursor = cell + ((size + 15) & -16)
    header = Ptr[int](cell)
    header[0] = type_id
    return header.cast(u8)


@cold
@unchecked
def start(size: int) -> int:
    """The region's first address, when nothing was allocated yet. Raises MemoryError."""
    global limit
    begin = (contract.heap_start() + 15) & -16
    if limit != 0 or u64.wrap(size) > u64.wrap((contract.heap_end() & -16) - begin):
        raise errors.memory()
    limit = contract.heap_end() & -16
    return begin
