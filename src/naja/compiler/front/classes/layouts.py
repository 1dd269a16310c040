"""How the fields of a class lie in its objects."""

from __future__ import annotations

from naja.compiler import types as t

HEADER = 4
KNOWN_BY_ASSEMBLY = ("naja.runtime.", "naja.lang.")
"""Modules of classes that keep the order of their fields: assembly and the collector know some."""


class Room:
    """Where fields are placed one after the other: each at its natural alignment, in a gap that
    wider ones left if it fits, unless the class is one that KNOWN_BY_ASSEMBLY names."""

    def __init__(self, packed: bool, base: Room | None) -> None:
        self.packed = packed
        self.end: int = base.end if base is not None else HEADER
        self.gaps: list[tuple[int, int]] = list(base.gaps) if base is not None and packed else []

    def place(self, size: int, alignment: int) -> int:
        """The offset of the next field."""
        for index, (start, end) in enumerate(self.gaps):
            offset = -(-start // alignment) * alignment
            if offset + size <= end:
                rest = [(start, offset), (offset + size, end)]
                self.gaps[index : index + 1] = [gap for gap in rest if gap[0] < gap[1]]
                return offset
        offset = -(-self.end // alignment) * alignment
        if offset > self.end and self.packed:
            self.gaps.append((self.end, offset))
        self.end = offset + size
        return offset

    def close(self) -> int:
        """The size of objects without subclass."""
        size = max(2 * HEADER, -(-self.end // 4) * 4)
        if not self.packed and self.end > HEADER:
            self.end = size
        return size


def measure(type_: t.Type) -> tuple[int, int]:
    """Size and alignment in bytes of a value of a type in memory."""
    type_ = t.stored_as(type_)
    if isinstance(type_, t.IntType):
        size = max(1, type_.bits // 8)
        return size, size
    if type_ is t.NONE or type_ is t.NEVER:
        return 1, 1
    if isinstance(type_, t.AggregateType):
        offset, alignment = 0, 1
        for item in type_.items:
            size, align = measure(item)
            offset = -(-offset // align) * align + size
            alignment = max(alignment, align)
        return -(-offset // alignment) * alignment, alignment
    return 8, 8


def pointer_offsets(type_: t.Type) -> list[int]:
    """Byte offsets of the pointers inside a value of a type."""
    type_ = t.stored_as(type_)
    if type_.is_pointer or isinstance(type_, t.PtrType):
        return [0]
    if not isinstance(type_, t.AggregateType):
        return []
    result, offset = [], 0
    for item in type_.items:
        size, align = measure(item)
        offset = -(-offset // align) * align
        result += [offset + at for at in pointer_offsets(item)]
        offset += size
    return result
