"""`bytearray`: mutable data in a growing array.

A memoryview of it goes on seeing the old array when the bytearray grows (CPython refuses to grow
then).
"""

from __future__ import annotations

from typing import TypeVar

from naja.lang import inline, overloads, u8, u64, unsafe
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import bytes as plain
from naja.runtime import codecs, data, errors, slices
from naja.runtime.iterators import CursorIterator

MOST = (1 << 63) - 1
B = TypeVar("B", bytes, bytearray, memoryview)


def new_bytearray(size: int) -> bytearray:
    """Zero bytes."""
    result = unsafe.allocate_object(bytearray)
    result.data = unsafe.allocate_array(u8, size)
    result.length = size
    result.capacity = size
    return result


def empty() -> bytearray:
    """bytearray()"""
    return unsafe.allocate_object(bytearray)


def zeros(size: int) -> bytearray:
    """bytearray(size)"""
    if size < 0:
        raise errors.value_error("negative count")
    return new_bytearray(size)


def from_list(items: list[int]) -> bytearray:
    """bytearray([1, 2, 3])"""
    return from_data(plain.from_list(items))


def from_text(source: str, encoding: str, errors: str = "strict") -> bytearray:
    """bytearray("text", "utf-8")"""
    return from_data(source.encode(encoding, errors))


def from_data(source: B) -> bytearray:
    """bytearray(data): a copy."""
    return copied(data.address(source), len(source))


def copied(source: Ptr[u8], size: int) -> bytearray:
    """A bytearray with what stands in memory there."""
    result = new_bytearray(size)
    unsafe.memcpy(result.data, source, size)
    return result


def byte_of(value: int) -> u8:
    """The value as a byte. Raises ValueError."""
    if value < 0 or value > 255:
        raise errors.value_error("byte must be in range(0, 256)")
    return u8.wrap(value)


class ByteArray:
    """length, capacity: bytes in use and in the array `data`."""

    length: int
    capacity: int
    data: Ptr[u8]

    _new = overloads(empty, zeros, from_list, from_text, from_data)

    def __len__(self) -> int:
        return self.length

    def __bool__(self) -> bool:
        return self.length != 0

    def __str__(self) -> str:
        return "bytearray(" + data.quoted(self.data, self.length, True) + ")"

    def __repr__(self) -> str:
        return "bytearray(" + data.quoted(self.data, self.length, True) + ")"

    def __eq__(self, other: B) -> bool:
        return data.equal(self, other)

    def __lt__(self, other: B) -> bool:
        return data.compare(self, other) < 0

    def __le__(self, other: B) -> bool:
        return data.compare(self, other) <= 0

    def __gt__(self, other: B) -> bool:
        return data.compare(self, other) > 0

    def __ge__(self, other: B) -> bool:
        return data.compare(self, other) >= 0

    def _contains_byte(self, value: int) -> bool:
        return data.find_byte(self, value, 0, self.length) >= 0

    def _contains_data(self, part: B) -> bool:
        return data.find(self, part, 0, MOST) >= 0

    __contains__ = overloads(_contains_byte, _contains_data)

    def __iter__(self) -> CursorIterator[bytearray, int]:
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
            raise errors.index_error("bytearray index out of range")
        return int(self.data[at])

    @inline
    @unchecked
    def __setitem__(self, index: int, value: int) -> None:
        at = index if index >= 0 else index + self.length
        if u64.wrap(at) >= u64.wrap(self.length):
            raise errors.index_error("bytearray index out of range")
        self.data[at] = byte_of(value)

    def __delitem__(self, index: int) -> None:
        self.pop(index)

    def __getslice__(self, start: int, stop: int) -> bytearray:
        start = slices.clamp(start, self.length)
        stop = slices.clamp(stop, self.length)
        return copied(self.data + start, stop - start if stop > start else 0)

    def __getslice_step__(self, start: int | None, stop: int | None, step: int) -> bytearray:
        return from_data(data.stepped(self.data, self.length, start, stop, step))

    def __setslice__(self, start: int, stop: int, values: B) -> None:
        start = slices.clamp(start, self.length)
        stop = slices.clamp(stop, self.length)
        if stop < start:
            stop = start
        count = len(values)
        if count == stop - start:
            unsafe.memmove(self.data + start, data.address(values), count)
            return
        source = bytes(values)
        self._resize_gap(start, stop - start, count)
        unsafe.memcpy(self.data + start, unsafe.tail(source), count)

    def __delslice__(self, start: int, stop: int) -> None:
        start = slices.clamp(start, self.length)
        stop = slices.clamp(stop, self.length)
        if stop > start:
            self._resize_gap(start, stop - start, 0)

    def _resize_gap(self, start: int, old: int, new: int) -> None:
        """Make the `old` bytes at `start` `new` bytes; what they hold is to be filled."""
        rest = self.length - start - old
        self._reserve(self.length - old + new)
        unsafe.memmove(self.data + start + new, self.data + start + old, rest)
        self.length += new - old

    def _reserve(self, needed: int) -> None:
        """Make the array hold `needed` bytes."""
        if needed <= self.capacity:
            return
        capacity = needed + (needed >> 3) + 16
        larger = unsafe.allocate_array(u8, capacity)
        unsafe.memcpy(larger, self.data, self.length)
        self.data = larger
        self.capacity = capacity

    def __add__(self, other: B) -> bytearray:
        result = new_bytearray(self.length + len(other))
        unsafe.memcpy(result.data, self.data, self.length)
        unsafe.memcpy(result.data + self.length, data.address(other), len(other))
        return result

    def __iadd__(self, other: B) -> bytearray:
        self.extend(other)
        return self

    def __mul__(self, count: int) -> bytearray:
        size = self.length
        result = new_bytearray(size * count if count > 0 else 0)
        for index in range(count):
            unsafe.memcpy(result.data + index * size, self.data, size)
        return result

    def __imul__(self, count: int) -> bytearray:
        once = bytes(self)
        self.length = 0
        for _ in range(count):
            self._extend_data(once)
        return self

    def append(self, item: int) -> None:
        byte = byte_of(item)
        self._reserve(self.length + 1)
        self.data[self.length] = byte
        self.length += 1

    def _extend_data(self, source: B) -> None:
        count = len(source)
        self._reserve(self.length + count)
        unsafe.memmove(self.data + self.length, data.address(source), count)
        self.length += count

    def _extend_list(self, items: list[int]) -> None:
        for item in items:
            self.append(item)

    extend = overloads(_extend_list, _extend_data)

    def insert(self, index: int, item: int) -> None:
        byte = byte_of(item)
        index = slices.clamp(index, self.length)
        self._resize_gap(index, 0, 1)
        self.data[index] = byte

    def pop(self, index: int = -1) -> int:
        if self.length == 0:
            raise errors.index_error("pop from empty bytearray")
        if index < 0:
            index += self.length
        if index < 0 or index >= self.length:
            raise errors.index_error("pop index out of range")
        value = int(self.data[index])
        self._resize_gap(index, 1, 0)
        return value

    def remove(self, value: int) -> None:
        at = data.find_byte(self, value, 0, self.length)
        if at < 0:
            raise errors.value_error("value not found in bytearray")
        self._resize_gap(at, 1, 0)

    def clear(self) -> None:
        self.length = 0

    def copy(self) -> bytearray:
        return copied(self.data, self.length)

    def reverse(self) -> None:
        last = self.length - 1
        for index in range(self.length >> 1):
            byte = self.data[index]
            self.data[index] = self.data[last - index]
            self.data[last - index] = byte

    def find(self, sub: B, start: int = 0, end: int = MOST) -> int:
        return data.find(self, sub, start, end)

    def rfind(self, sub: B, start: int = 0, end: int = MOST) -> int:
        return data.rfind(self, sub, start, end)

    def index(self, sub: B, start: int = 0, end: int = MOST) -> int:
        return data.found(data.find(self, sub, start, end))

    def count(self, sub: B, start: int = 0, end: int = MOST) -> int:
        return data.count(self, sub, start, end)

    def startswith(self, prefix: B) -> bool:
        return data.starts(self, prefix)

    def endswith(self, suffix: B) -> bool:
        return data.ends(self, suffix)

    def hex(self) -> str:
        return data.hex_text(self.data, self.length)

    def _decode_utf8(self) -> str:
        return codecs.decode_utf8(self.data, self.length, codecs.STRICT)

    def _decode_named(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        return codecs.decode(self.data, self.length, encoding, errors)

    decode = overloads(_decode_utf8, _decode_named)
