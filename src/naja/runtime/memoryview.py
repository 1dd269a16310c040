"""`memoryview`: bytes that belong to something else, one-dimensional, format 'B'."""

from __future__ import annotations

from typing import TypeVar

from naja.lang import inline, overloads, u8, u64, unsafe
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import bytes as plain
from naja.runtime import casing, data, errors, hash, slices, text
from naja.runtime.iterators import CursorIterator

B = TypeVar("B", bytes, bytearray, memoryview)


def view(base: object | None, start: Ptr[u8], length: int, readonly: bool) -> memoryview:
    """A view of memory; `base` is what keeps that memory alive."""
    result = unsafe.allocate_object(memoryview)
    result.base = base
    result.data = start
    result.length = length
    result.readonly = readonly
    return result


def of_view(source: memoryview) -> memoryview:
    """memoryview(view)"""
    return view(source.base, source.data, source.length, source.readonly)


def of_bytes(source: bytes) -> memoryview:
    """memoryview(bytes)"""
    return view(source, unsafe.tail(source), len(source), True)


def of_bytearray(source: bytearray) -> memoryview:
    """memoryview(bytearray)"""
    return view(source, source.data, source.length, False)


class MemoryView:
    """length: bytes. base: the object that is viewed, or None for memory outside the heap."""

    base: object | None
    data: Ptr[u8]
    length: int
    readonly: bool

    _new = overloads(of_bytes, of_bytearray, of_view)

    def __len__(self) -> int:
        return self.length

    def __bool__(self) -> bool:
        return self.length != 0

    @property
    def nbytes(self) -> int:
        return self.length

    @property
    def itemsize(self) -> int:
        return 1

    def __repr__(self) -> str:
        return f"<memory at 0x{casing.hex_text(unsafe.object_address(self), 12)}>"

    def __hash__(self) -> int:
        if not self.readonly:
            raise errors.value_error("cannot hash writable memoryview object")
        return hash.hash_memory(self.data, self.length)

    def __eq__(self, other: B) -> bool:
        return data.equal(self, other)

    def __contains__(self, value: int) -> bool:
        return text.find_byte(self.data, 0, self.length, value) >= 0

    def __iter__(self) -> CursorIterator[memoryview, int]:
        return CursorIterator(self)

    @inline
    def _advance(self, cursor: int) -> int:
        return cursor if cursor < self.length else -1

    @inline
    def _at(self, cursor: int) -> int:
        return int(self.data[cursor])

    @inline
    @unchecked
    def __getitem__(self, index: int) -> int:
        at = index if index >= 0 else index + self.length
        if u64.wrap(at) >= u64.wrap(self.length):
            raise errors.index_error("index out of bounds on dimension 1")
        return int(self.data[at])

    @unchecked
    def __setitem__(self, index: int, value: int) -> None:
        self._check_writable()
        at = index if index >= 0 else index + self.length
        if u64.wrap(at) >= u64.wrap(self.length):
            raise errors.index_error("index out of bounds on dimension 1")
        if value < 0 or value > 255:
            raise errors.value_error("memoryview: invalid value for format 'B'")
        self.data[at] = u8.wrap(value)

    @inline
    def _check_writable(self) -> None:
        if self.readonly:
            raise errors.read_only()

    def __getslice__(self, start: int, stop: int) -> memoryview:
        start = slices.clamp(start, self.length)
        stop = slices.clamp(stop, self.length)
        length = stop - start if stop > start else 0
        return view(self.base, self.data + start, length, self.readonly)

    def __setslice__(self, start: int, stop: int, values: B) -> None:
        self._check_writable()
        start = slices.clamp(start, self.length)
        stop = slices.clamp(stop, self.length)
        if len(values) != (stop - start if stop > start else 0):
            raise errors.value_error(
                "memoryview assignment: lvalue and rvalue have different structures"
            )
        unsafe.memmove(self.data + start, data.address(values), len(values))

    def __enter__(self) -> memoryview:
        return self

    def __exit__(self, kind: object | None, error: object | None, traceback: object | None) -> None:
        self.release()

    def release(self) -> None:
        """Nothing to release: views do not stop their object from changing."""

    def toreadonly(self) -> memoryview:
        return view(self.base, self.data, self.length, True)

    def tobytes(self) -> bytes:
        return plain.copied(self.data, self.length)

    def tolist(self) -> list[int]:
        result: list[int] = []
        for index in range(self.length):
            result.append(int(self.data[index]))
        return result

    def hex(self) -> str:
        return data.hex_text(self.data, self.length)
