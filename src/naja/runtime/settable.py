"""What set and frozenset share: a hash table whose order is CPython's.

Programs print sets and loop over them, and the order of numbers, and of tuples of numbers, is the
same in every run of CPython. So the table has CPython's sizes, probes and moments of growth.
`hashes[slot]` is UNUSED, REMOVED, or the hash of the key there. A table made at build time comes as
an array of its keys without hashes and is laid out at its first use.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from naja.lang import inline, overloads, unsafe, warm
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import errors
from naja.runtime.builder import Builder

K = TypeVar("K")
I = TypeVar("I")  # noqa: E741

UNUSED, REMOVED = 0, -1  # no hash is -1
ZERO = 1 << 62  # stands for the hash 0
SMALLEST = 8
LINEAR_PROBES = 9
PERTURB_SHIFT = 5
LARGE = 50000
ENTRY = (1 << 32) - 1


@inline
def stored(hashed: int) -> int:
    """How a hash is kept in the table."""
    return ZERO if hashed == 0 else hashed


@inline
def original(kept: int) -> int:
    """The hash that is kept so."""
    return 0 if kept == ZERO else kept


@warm
def size_above(count: int) -> int:
    """The slots of a table that is to have more than `count`."""
    size = SMALLEST
    while size <= count:
        size = size << 1
    return size


class SetTable(Generic[K]):
    """length: keys. fill: with removed ones. mask: slots - 1. finger: where pop looks next."""

    length: int
    fill: int
    mask: int
    finger: int
    keys_at: Ptr[K]
    hashes: Ptr[int]

    def __len__(self) -> int:
        return self.length

    def __bool__(self) -> bool:
        return self.length != 0

    def _shown(self) -> str:
        result = Builder(16)
        slot = self._next(0)
        while slot >= 0:
            if result.length > 0:
                result.add(", ")
            result.add(repr(self.keys_at[slot]))
            slot = self._next(slot + 1)
        return result.finish()

    @warm
    @unchecked
    def _advance(self, cursor: int) -> int:
        """A cursor is a slot, and above its 32 bits the length that the table had."""
        slot = cursor & ENTRY
        if slot != cursor and cursor >> 32 != self.length:
            raise errors.changed_set()
        slot = self._next(slot)
        return slot if slot < 0 else slot | self.length << 32

    @inline
    def _at(self, cursor: int) -> K:
        return self.keys_at[cursor & ENTRY]

    @warm
    def __contains__(self, item: K) -> bool:
        return self._find(item, hash(item)) >= 0

    # ---- the table ------------------------------------------------------------------------------

    @inline
    def _prepare(self) -> None:
        """Make the slots of an empty table, or of one made at build time."""
        if self.hashes.address == 0:
            self._make_slots()

    @warm
    def _make_slots(self) -> None:
        keys = self.keys_at
        count = self.length
        self._allocate(self.mask + 1 if self.mask != 0 else SMALLEST)
        for index in range(count):
            self._place(keys[index], stored(hash(keys[index])))
        self.fill = count

    @warm
    def _allocate(self, slots: int) -> None:
        """Empty arrays."""
        keys = unsafe.allocate_array(K, slots)
        self.hashes = unsafe.allocate_array(int, slots)
        self.keys_at = keys
        self.mask = slots - 1

    @warm
    @unchecked
    def _next(self, slot: int) -> int:
        """The first slot from there on that holds a key, or -1."""
        if self.length == 0:
            return -1
        self._prepare()
        while slot <= self.mask:
            if self.hashes[slot] != UNUSED and self.hashes[slot] != REMOVED:
                return slot
            slot += 1
        return -1

    @warm
    @unchecked
    def _place(self, key: K, kept: int) -> None:
        """Enter a key into a table that has neither it nor removed ones."""
        perturb = original(kept)
        base = perturb & self.mask
        while True:
            last = base + LINEAR_PROBES if base + LINEAR_PROBES <= self.mask else base
            for slot in range(base, last + 1):
                if self.hashes[slot] == UNUSED:
                    self.hashes[slot] = kept
                    self.keys_at[slot] = key
                    return
            perturb = unsafe.logical_shift_right(perturb, PERTURB_SHIFT)
            base = (base * 5 + 1 + perturb) & self.mask

    @warm
    @unchecked
    def _seek(self, key: K, hashed: int) -> int:
        """The slot that holds the key, or the bitwise complement of the one that is free for it:
        the last one passed whose key was removed, else the unused one where the search ends."""
        self._prepare()
        free = -1
        kept = stored(hashed)
        perturb = hashed
        base = hashed & self.mask
        while True:
            last = base + LINEAR_PROBES if base + LINEAR_PROBES <= self.mask else base
            slot = base
            while slot <= last:
                found = self.hashes[slot]
                if found == UNUSED:
                    return ~(slot if free < 0 else free)
                if found == REMOVED:
                    free = slot
                if found == kept and unsafe.same(self.keys_at[slot], key):
                    # comparing keys may run code of the program, which may have changed the table
                    if slot <= self.mask and self.hashes[slot] == kept:
                        return slot
                    return self._seek(key, hashed)
                slot += 1
            perturb = unsafe.logical_shift_right(perturb, PERTURB_SHIFT)
            base = (base * 5 + 1 + perturb) & self.mask

    @warm
    def _find(self, key: K, hashed: int) -> int:
        """The slot that holds the key, or less than 0."""
        return -1 if self.length == 0 else self._seek(key, hashed)

    @warm
    @unchecked
    def _enter(self, key: K, hashed: int) -> bool:
        """Add a key; whether it was new."""
        slot = self._seek(key, hashed)
        if slot >= 0:
            return False
        slot = ~slot
        unused = self.hashes[slot] == UNUSED
        if unused and self.fill >= self.mask:
            raise errors.memory()  # it found no memory to grow; one unused slot ends searches
        self.hashes[slot] = stored(hashed)
        self.keys_at[slot] = key
        self.length += 1
        if unused:
            self.fill += 1
            if self.fill * 5 >= self.mask * 3:
                self._resize(self.length * 2 if self.length > LARGE else self.length * 4)
        return True

    @warm
    @unchecked
    def _resize(self, count: int) -> None:
        """Move the keys to a table of more than `count` slots."""
        self._prepare()
        keys = self.keys_at
        hashes = self.hashes
        slots = self.mask + 1
        self._allocate(size_above(count))
        for slot in range(slots):
            if hashes[slot] != UNUSED and hashes[slot] != REMOVED:
                self._place(keys[slot], hashes[slot])
        self.fill = self.length

    @warm
    @unchecked
    def _remove_slot(self, slot: int) -> None:
        self.hashes[slot] = REMOVED
        unsafe.overwritten(self.keys_at + slot, 1)
        unsafe.memset(self.keys_at + slot, 0, unsafe.size_of(K))
        self.length -= 1

    @warm
    def _drop(self, key: K, hashed: int) -> bool:
        """Remove a key; whether it was there."""
        slot = self._find(key, hashed)
        if slot < 0:
            return False
        self._remove_slot(slot)
        return True

    def _empty(self) -> None:
        """Forget all keys."""
        self.length = 0
        self.fill = 0
        self.mask = 0
        self.finger = 0
        self.keys_at = Ptr[K](0)
        self.hashes = Ptr[int](0)

    def _take(self, other: SetTable[K]) -> None:
        """Become the table of another, which is not used any more."""
        self.length = other.length
        self.fill = other.fill
        self.mask = other.mask
        self.keys_at = other.keys_at
        self.hashes = other.hashes

    # ---- whole tables ---------------------------------------------------------------------------

    @warm
    def _merge(self, other: SetTable[K]) -> None:
        """Add all keys of another set."""
        if other is self or other.length == 0:
            return
        self._prepare()
        other._prepare()
        if (self.fill + other.length) * 5 >= self.mask * 3:
            self._resize((self.length + other.length) * 2)
        clean = self.fill == 0
        copied = clean and self.mask == other.mask and other.fill == other.length
        slot = other._next(0)
        while slot >= 0:
            key = other.keys_at[slot]
            if copied:
                self.keys_at[slot] = key
                self.hashes[slot] = other.hashes[slot]
            elif clean:
                self._place(key, other.hashes[slot])
            else:
                self._enter(key, original(other.hashes[slot]))
            slot = other._next(slot + 1)
        if clean:
            self.fill = other.length
            self.length = other.length

    def _make_room(self, count: int) -> None:
        """What CPython does before it adds the keys of a dict."""
        self._prepare()
        if (self.fill + count) * 5 >= self.mask * 3:
            self._resize((self.length + count) * 2)

    @warm
    def _add_common(self, one: SetTable[K], other: SetTable[K]) -> None:
        """Add what both have, in the order of the smaller one."""
        walked, asked = one, other
        if other.length <= one.length:
            walked, asked = other, one
        slot = walked._next(0)
        while slot >= 0:
            key = walked.keys_at[slot]
            hashed = original(walked.hashes[slot])
            if asked._find(key, hashed) >= 0:
                self._enter(key, hashed)
            slot = walked._next(slot + 1)

    @warm
    def _add_difference(self, one: SetTable[K], other: SetTable[K]) -> None:
        """Add what is in `one` and not in `other`; empty before."""
        if one.length >> 2 > other.length:
            self._merge(one)
            self._subtract(other)
            return
        slot = one._next(0)
        while slot >= 0:
            key = one.keys_at[slot]
            hashed = original(one.hashes[slot])
            if other._find(key, hashed) < 0:
                self._enter(key, hashed)
            slot = one._next(slot + 1)

    @warm
    def _subtract(self, other: SetTable[K]) -> None:
        """Remove the keys of another set."""
        if other is self:
            self._empty()
            return
        slot = other._next(0)
        while slot >= 0:
            self._drop(other.keys_at[slot], original(other.hashes[slot]))
            slot = other._next(slot + 1)
        self._tidy()

    def _tidy(self) -> None:
        """Get rid of removed keys when they are many."""
        if self.fill - self.length > self.mask // 4:
            self._resize(self.length * 2 if self.length > LARGE else self.length * 4)

    def _exchange(self, other: SetTable[K]) -> None:
        """Remove what `other` has too, add what only `other` has."""
        if other is self:
            self._empty()
            return
        slot = other._next(0)
        while slot >= 0:
            key = other.keys_at[slot]
            hashed = original(other.hashes[slot])
            if not self._drop(key, hashed):
                self._enter(key, hashed)
            slot = other._next(slot + 1)

    # ---- comparison -----------------------------------------------------------------------------

    def _disjoint_set(self, other: SetTable[K]) -> bool:
        slot = self._next(0)
        while slot >= 0:
            if other._find(self.keys_at[slot], original(self.hashes[slot])) >= 0:
                return False
            slot = self._next(slot + 1)
        return True

    def _disjoint_items(self, items: I) -> bool:
        for item in items:
            if item in self:
                return False
        return True

    isdisjoint = overloads(_disjoint_set, _disjoint_items)

    def _subset_set(self, other: SetTable[K]) -> bool:
        return self <= other

    def _subset_items(self, items: I) -> bool:
        return self <= set(items)

    issubset = overloads(_subset_set, _subset_items)

    def _superset_set(self, other: SetTable[K]) -> bool:
        return other <= self

    def _superset_items(self, items: I) -> bool:
        for item in items:
            if item not in self:
                return False
        return True

    issuperset = overloads(_superset_set, _superset_items)

    def __le__(self, other: SetTable[K]) -> bool:
        if self.length > other.length:
            return False
        slot = self._next(0)
        while slot >= 0:
            if other._find(self.keys_at[slot], original(self.hashes[slot])) < 0:
                return False
            slot = self._next(slot + 1)
        return True

    def __lt__(self, other: SetTable[K]) -> bool:
        return self.length < other.length and self <= other

    def __ge__(self, other: SetTable[K]) -> bool:
        return other <= self

    def __gt__(self, other: SetTable[K]) -> bool:
        return other < self

    def __eq__(self, other: SetTable[K]) -> bool:
        return self.length == other.length and self <= other
