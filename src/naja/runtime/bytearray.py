"""`bytearray`: mutable data in a growing array.

A memoryview of it goes on seeing the old array when the bytearray grows (CPython refuses to grow
then).
"""

from __future__ import annotations

from typing import TypeVar

from naja.lang import inline, overloads, u8, u64, unsafe
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import ascii, codecs, data, errors, slices, text
from naja.runtime import bytes as plain
from naja.runtime.iterators import CursorIterator

MOST = (1 << 63) - 1
I = TypeVar("I")  # noqa: E741
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

    def __setslice_step__(self, start: int | None, stop: int | None, step: int, values: B) -> None:
        if step == 1:
            first, last = slices.plain(start, stop, self.length)
            self.__setslice__(first, last, values)
            return
        begin = slices.first(start, step, self.length)
        count = slices.count(begin, stop, step, self.length)
        if len(values) != count:
            raise errors.value_error(
                f"attempt to assign bytes of size {len(values)} to extended slice of size {count}"
            )
        source = unsafe.tail(bytes(values))
        for index in range(count):
            self.data[begin + index * step] = source[index]

    def __delslice_step__(self, start: int | None, stop: int | None, step: int) -> None:
        begin = slices.first(start, step, self.length)
        count = slices.count(begin, stop, step, self.length)
        if count == 0:
            return
        if step < 0:
            begin += (count - 1) * step
            step = -step
        kept = begin
        for index in range(begin, self.length):
            offset = index - begin
            if offset % step != 0 or offset // step >= count:
                self.data[kept] = self.data[index]
                kept += 1
        self._resize_gap(kept, self.length - kept, 0)

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

    def _find_data(self, sub: B, start: int = 0, end: int = MOST) -> int:
        return data.find(self, sub, start, end)

    def _find_byte(self, value: int, start: int = 0, end: int = MOST) -> int:
        return data.find(self, bytes([value]), start, end)

    find = overloads(_find_byte, _find_data)

    def _rfind_data(self, sub: B, start: int = 0, end: int = MOST) -> int:
        return data.rfind(self, sub, start, end)

    def _rfind_byte(self, value: int, start: int = 0, end: int = MOST) -> int:
        return data.rfind(self, bytes([value]), start, end)

    rfind = overloads(_rfind_byte, _rfind_data)

    def _index_data(self, sub: B, start: int = 0, end: int = MOST) -> int:
        return data.found(data.find(self, sub, start, end))

    def _index_byte(self, value: int, start: int = 0, end: int = MOST) -> int:
        return data.found(data.find(self, bytes([value]), start, end))

    index = overloads(_index_byte, _index_data)

    def _rindex_data(self, sub: B, start: int = 0, end: int = MOST) -> int:
        return data.found(data.rfind(self, sub, start, end))

    def _rindex_byte(self, value: int, start: int = 0, end: int = MOST) -> int:
        return data.found(data.rfind(self, bytes([value]), start, end))

    rindex = overloads(_rindex_byte, _rindex_data)

    def _count_data(self, sub: B, start: int = 0, end: int = MOST) -> int:
        return data.count(self, sub, start, end)

    def _count_byte(self, value: int, start: int = 0, end: int = MOST) -> int:
        return data.count(self, bytes([value]), start, end)

    count = overloads(_count_byte, _count_data)

    def removeprefix(self, prefix: B) -> bytearray:
        return bytearray(bytes(self).removeprefix(prefix))

    def removesuffix(self, suffix: B) -> bytearray:
        return bytearray(bytes(self).removesuffix(suffix))

    def split(self, sep: bytes | None = None, maxsplit: int = -1) -> list[bytearray]:
        return [bytearray(part) for part in bytes(self).split(sep, maxsplit)]

    def rsplit(self, sep: bytes | None = None, maxsplit: int = -1) -> list[bytearray]:
        return [bytearray(part) for part in bytes(self).rsplit(sep, maxsplit)]

    def splitlines(self, keepends: bool = False) -> list[bytearray]:
        return [bytearray(part) for part in bytes(self).splitlines(keepends)]

    def partition(self, sep: bytes) -> tuple[bytearray, bytearray, bytearray]:
        a, b, c = bytes(self).partition(sep)
        return bytearray(a), bytearray(b), bytearray(c)

    def rpartition(self, sep: bytes) -> tuple[bytearray, bytearray, bytearray]:
        a, b, c = bytes(self).rpartition(sep)
        return bytearray(a), bytearray(b), bytearray(c)

    def replace(self, old: bytes, new: bytes, count: int = -1) -> bytearray:
        return bytearray(bytes(self).replace(old, new, count))

    def strip(self, chars: bytes | None = None) -> bytearray:
        return bytearray(bytes(self).strip(chars))

    def lstrip(self, chars: bytes | None = None) -> bytearray:
        return bytearray(bytes(self).lstrip(chars))

    def rstrip(self, chars: bytes | None = None) -> bytearray:
        return bytearray(bytes(self).rstrip(chars))

    def lower(self) -> bytearray:
        return bytearray(bytes(self).lower())

    def upper(self) -> bytearray:
        return bytearray(bytes(self).upper())

    def ljust(self, width: int, fillchar: B = b" ") -> bytearray:
        return bytearray(bytes(self).ljust(width, fillchar))

    def rjust(self, width: int, fillchar: B = b" ") -> bytearray:
        return bytearray(bytes(self).rjust(width, fillchar))

    def center(self, width: int, fillchar: B = b" ") -> bytearray:
        return bytearray(bytes(self).center(width, fillchar))

    def zfill(self, width: int) -> bytearray:
        return bytearray(bytes(self).zfill(width))

    def expandtabs(self, tabsize: int = 8) -> bytearray:
        return bytearray(bytes(self).expandtabs(tabsize))

    def title(self) -> bytearray:
        return bytearray(bytes(self).title())

    def capitalize(self) -> bytearray:
        return bytearray(bytes(self).capitalize())

    def swapcase(self) -> bytearray:
        return bytearray(bytes(self).swapcase())

    def isdigit(self) -> bool:
        return bytes(self).isdigit()

    def isspace(self) -> bool:
        return bytes(self).isspace()

    def isalpha(self) -> bool:
        return bytes(self).isalpha()

    def isalnum(self) -> bool:
        return bytes(self).isalnum()

    def isupper(self) -> bool:
        return bytes(self).isupper()

    def islower(self) -> bool:
        return bytes(self).islower()

    def istitle(self) -> bool:
        return bytes(self).istitle()

    def isascii(self) -> bool:
        return bytes(self).isascii()

    def _startswith_any(self, prefixes: tuple[bytes, ...], start: int = 0, end: int = MOST) -> bool:
        return bytes(self).startswith(prefixes, start, end)

    def _startswith(self, prefix: B) -> bool:
        return data.starts(self, prefix)

    def _startswith_between(self, prefix: I, start: int = 0, end: int = MOST) -> bool:
        return bytes(self).startswith(prefix, start, end)

    startswith = overloads(_startswith_any, _startswith, _startswith_between)

    def _endswith_any(self, suffixes: tuple[bytes, ...], start: int = 0, end: int = MOST) -> bool:
        return bytes(self).endswith(suffixes, start, end)

    def _endswith(self, suffix: B) -> bool:
        return data.ends(self, suffix)

    def _endswith_between(self, suffix: I, start: int = 0, end: int = MOST) -> bool:
        return bytes(self).endswith(suffix, start, end)

    endswith = overloads(_endswith_any, _endswith, _endswith_between)

    @staticmethod
    def maketrans(source: B, target: B) -> bytes:
        return ascii.make_table(source, target)

    def translate(self, table: bytes | None, delete: bytes = b"") -> bytearray:
        return bytearray(ascii.translated(bytes(self), table, delete))

    @staticmethod
    def fromhex(string: str) -> bytearray:
        return bytearray(data.from_hex(string))

    def join(self, parts: I) -> bytearray:
        return bytearray(bytes(self).join(parts))

    def __rmul__(self, count: int) -> bytearray:
        return self * count

    def _hex_plain(self) -> str:
        return data.hex_text(data.address(self), len(self))

    def _hex_grouped(self, sep: str, bytes_per_sep: int = 1) -> str:
        return ascii.hex_groups(bytes(self), ascii.separator_of(sep), bytes_per_sep)

    def _hex_grouped_data(self, sep: bytes, bytes_per_sep: int = 1) -> str:
        separator = ascii.separator_of(sep.decode("latin-1"))
        return ascii.hex_groups(bytes(self), separator, bytes_per_sep)

    hex = overloads(_hex_plain, _hex_grouped, _hex_grouped_data)

    def _decode_utf8(self) -> str:
        return codecs.decode_utf8(self.data, self.length, codecs.STRICT)

    def _decode_in_utf8(self, mode: int) -> str:
        return codecs.decode_utf8(self.data, self.length, mode)

    def _decode_ascii(self, mode: int) -> str:
        return codecs.decode_ascii(self.data, self.length, mode)

    def _decode_latin1(self, mode: int) -> str:
        return text.from_latin1(self.data, self.length)

    def _decode_named(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        return codecs.decode(self.data, self.length, encoding, errors)

    decode = overloads(_decode_utf8, _decode_named)
