"""What dict and set share: keys in insertion order, found through open addressing.

The entries are parallel arrays in the order of insertion; `hashes[i]` is 0 once entry i is deleted.
`slots` is a table of a power of two of numbers: 0 for a free slot, else the entry's number plus
one, and above its 32 bits the entry's hash, 0 once it is deleted. A table made at build time comes
without hashes and slots; they are made at its first use, under this machine's hash key.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from naja.lang import apart, inline, repeatable, u32, unsafe, warm
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import errors

K = TypeVar("K")
GOLDEN = 0x9E3779B97F4A7C15 - (1 << 64)
SMALLEST = 4
ENTRY = (1 << 32) - 1


@inline
@unchecked
def spread(hashed: int) -> int:
    """32 well-mixed bits of a hash, never 0."""
    return unsafe.logical_shift_right(unsafe.wrapping_mul(hashed, GOLDEN), 32) | 1


@warm
@unchecked
def place(slots: Ptr[int], mask: int, hashed: int, entry: int) -> None:
    """Enter an entry into the first free slot of its sequence."""
    slot = (hashed >> 1) & mask
    while slots[slot] != 0:
        slot = (slot + 1) & mask
    slots[slot] = hashed << 32 | (entry + 1)


@inline
@unchecked
def hashes_behind(slots: Ptr[int], mask: int) -> Ptr[u32]:
    """The hashes of the entries lie in the same array as the slots."""
    return (slots + (mask + 1)).cast(u32)


@warm
@unchecked
def mask_for(capacity: int) -> int:
    """The size of the slot table for that many entries, minus one: at most half of it is used."""
    size = 8
    while size < capacity * 2:
        size = size * 2
    return size - 1


@inline
@unchecked
def words_for(capacity: int, mask: int) -> int:
    """The words of the array of slots and hashes."""
    return mask + 1 + ((capacity + 1) >> 1)


class Table(Generic[K]):
    """length: live entries. used: with deleted ones. capacity: what the arrays hold."""

    length: int
    used: int
    capacity: int
    keys_at: Ptr[K]
    hashes: Ptr[u32]
    slots: Ptr[int]
    mask: int

    def __len__(self) -> int:
        return self.length

    def __bool__(self) -> bool:
        return self.length != 0

    @warm
    @unchecked
    def _next(self, entry: int) -> int:
        """The first live entry from `entry` on, or -1."""
        while entry < self.used:
            if self.length == self.used or self.hashes[entry] != 0:
                return entry
            entry += 1
        return -1

    @warm
    @unchecked
    def _advance(self, cursor: int) -> int:
        """A cursor is an entry, and above its 32 bits the length that the table had."""
        entry = cursor & ENTRY
        if entry != cursor and cursor >> 32 != self.length:
            raise errors.changed_size()
        entry = self._next(entry)
        return entry if entry < 0 else entry | self.length << 32

    def _make_index(self) -> None:
        """The first use of a table made at build time."""
        mask = mask_for(self.capacity)
        slots = unsafe.allocate_array(int, words_for(self.capacity, mask))
        hashes = hashes_behind(slots, mask)
        for entry in range(self.used):
            hashed = spread(hash(self.keys_at[entry]))
            hashes[entry] = u32.wrap(hashed)
            place(slots, mask, hashed, entry)
        self.hashes = hashes
        self.mask = mask
        self.slots = slots

    def _prepare(self) -> None:
        """Make hashes and slots, without which nothing can be deleted."""
        if self.mask == 0 and self.used != 0:
            self._make_index()

    @repeatable
    @unchecked
    def _find(self, key: K, hashed: int) -> int:
        """The entry that holds the key, or -1. That the index is made here nothing must rely on
        but functions that are not expanded in place."""
        if self.mask == 0:
            if self.used == 0:
                return -1
            self._make_index()
        slot = (hashed >> 1) & self.mask
        while True:
            found = self.slots[slot]
            if found == 0:
                return -1
            if unsafe.logical_shift_right(found, 32) == hashed:
                entry = (found & ENTRY) - 1
                if unsafe.same(self.keys_at[entry], key):
                    # comparing keys may run code of the program, which may have changed the table
                    return entry if entry < self.used else -1
            slot = (slot + 1) & self.mask

    @warm
    @unchecked
    def _add(self, key: K, hashed: int) -> int:
        """A new entry for a key that is not there; the arrays have room."""
        entry = self.used
        unsafe.fill(self.keys_at, entry, key)
        self.hashes[entry] = u32.wrap(hashed)
        place(self.slots, self.mask, hashed, entry)
        self.used = entry + 1
        self.length += 1
        return entry

    @warm
    def _room(self) -> int:
        """The capacity that one more entry needs; 0 when there is room."""
        self._prepare()
        if self.used < self.capacity:
            return 0
        if self.length < self.used - (self.used >> 2):
            return self.capacity
        return self.capacity * 2 if self.capacity >= SMALLEST else SMALLEST

    @warm
    @unchecked
    def _rebuild(self, capacity: int) -> None:
        """Move the live entries to new arrays of keys, hashes and slots."""
        keys = unsafe.allocate_array(K, capacity)
        mask = mask_for(capacity)
        slots = unsafe.allocate_array(int, words_for(capacity, mask))
        hashes = hashes_behind(slots, mask)
        count = 0
        for entry in range(self.used):
            hashed = int(self.hashes[entry])
            if hashed != 0:
                unsafe.fill(keys, count, self.keys_at[entry])
                hashes[count] = u32.wrap(hashed)
                place(slots, mask, hashed, count)
                count += 1
        self.keys_at = keys  # nothing has changed until here if there is no memory
        self.hashes = hashes
        self.used = count
        self.capacity = capacity
        self.mask = mask
        self.slots = slots

    @apart
    @unchecked
    def _copy_table(self, other: Table[K]) -> None:
        """Take over the keys of a table without deleted entries, all but their number: the caller
        sets the length when the values are there too."""
        keys = unsafe.allocate_array(K, other.capacity)
        words = words_for(other.capacity, other.mask)
        slots = unsafe.allocate_array(int, words)
        unsafe.memcpy(keys, other.keys_at, other.used * unsafe.size_of(K))
        unsafe.memcpy(slots, other.slots, words * 8)
        self.keys_at = keys
        self.slots = slots
        self.hashes = hashes_behind(slots, other.mask)
        self.mask = other.mask
        self.capacity = other.capacity
        self.used = other.used

    @apart
    @unchecked
    def _delete(self, entry: int) -> None:
        """Remove an entry; its slot stays taken until the next rebuild."""
        hashed = int(self.hashes[entry])
        slot = (hashed >> 1) & self.mask
        while self.slots[slot] != hashed << 32 | (entry + 1):
            slot = (slot + 1) & self.mask
        self.slots[slot] = entry + 1
        self.hashes[entry] = u32.wrap(0)
        unsafe.overwritten(self.keys_at + entry, 1)
        unsafe.memset(self.keys_at + entry, 0, unsafe.size_of(K))
        self.length -= 1

    @apart
    def _last(self) -> int:
        """The last live entry; the table is not empty."""
        if self.mask == 0:
            self._make_index()
        entry = self.used - 1
        while self.hashes[entry] == 0:
            entry -= 1
        self.used = entry + 1
        return entry

    def _empty(self) -> None:
        """Forget all entries."""
        self.length = 0
        self.used = 0
        self.capacity = 0
        self.mask = 0
        self.keys_at = Ptr[K](0)
        self.hashes = Ptr[u32](0)
        self.slots = Ptr[int](0)
