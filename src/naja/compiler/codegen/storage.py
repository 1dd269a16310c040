"""How values of a type are stored: their LLVM types, sizes and pointer maps.

A value in a register has `value_type`; in memory (fields, elements, tuples, statics) it has
`memory_type`, which differs only for bool (a byte) and None (a byte that is always 0).
"""

from __future__ import annotations

from functools import cache

from naja.compiler import types as t


@cache
def value_type(type_: t.Type) -> str:
    """The LLVM type of a value in a register; `void` for None and Never."""
    type_ = t.stored_as(type_)
    if isinstance(type_, t.IntType):
        return f"i{type_.bits}"
    if type_ is t.FLOAT:
        return "double"
    if isinstance(type_, t.NoneType | t.NeverType):
        return "void"
    if isinstance(type_, t.AggregateType):
        return "{ " + ", ".join(memory_type(i) for i in type_.items) + " }" if type_.items else "{}"
    return "ptr"


@cache
def memory_type(type_: t.Type) -> str:
    """The LLVM type of a value in memory."""
    if type_ is t.BOOL or isinstance(type_, t.NoneType | t.NeverType):
        return "i8"
    return value_type(type_)


def has_storage(type_: t.Type) -> bool:
    return not isinstance(type_, t.NoneType | t.NeverType)


def is_address(type_: t.Type) -> bool:
    """Whether a value is one machine pointer."""
    return value_type(type_) == "ptr"


@cache
def size_and_alignment(type_: t.Type) -> tuple[int, int]:
    """Bytes in memory, as LLVM lays out the memory type."""
    type_ = t.stored_as(type_)
    if isinstance(type_, t.AggregateType):
        size, alignment = 0, 1
        for item in type_.items:
            item_size, item_alignment = size_and_alignment(item)
            size = round_up(size, item_alignment) + item_size
            alignment = max(alignment, item_alignment)
        return round_up(size, alignment), alignment
    if isinstance(type_, t.IntType):
        size = max(1, type_.bits // 8)
        return size, size
    if not has_storage(type_):
        return 1, 1
    return 8, 8


def round_up(size: int, alignment: int) -> int:
    return (size + alignment - 1) // alignment * alignment


@cache
def pointer_offsets(type_: t.Type) -> tuple[int, ...]:
    """The byte offsets inside a stored value where the collector finds pointers."""
    type_ = t.stored_as(type_)
    if isinstance(type_, t.AggregateType):
        found: list[int] = []
        offset = 0
        for item in type_.items:
            size, alignment = size_and_alignment(item)
            offset = round_up(offset, alignment)
            found += [offset + inner for inner in pointer_offsets(item)]
            offset += size
        return tuple(found)
    return (0,) if is_address(type_) else ()


def object_trace_word(pointer_words: list[int]) -> int:
    """The trace word of an object with pointers in these words (see the table of the object
    model).
    """
    if not pointer_words:
        return 0
    if max(pointer_words) > 61:
        return 3
    return 1 | sum(4 << word for word in pointer_words)


def array_trace_word(element: t.Type) -> int:
    """The trace word of an array block of such elements."""
    words = [offset // 8 for offset in pointer_offsets(element)]
    if not words:
        return 0
    stride = size_and_alignment(element)[0] // 8
    if stride > 255 or max(words) > 53:
        return 3
    return 2 | stride << 2 | sum(1024 << word for word in words)
