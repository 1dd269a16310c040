"""`bytes`: immutable data, stored inline behind the length."""

from __future__ import annotations

from typing import TypeVar

from naja.lang import inline, overloads, u8, u32, unsafe
from naja.lang.unsafe import Ptr
from naja.runtime import ascii, codecs, data, errors, hash, heap, slices, text
from naja.runtime.iterators import CursorIterator

MOST = (1 << 63) - 1
LONGEST = (1 << 32) - 1
FIXED = 12  # bytes of an object in front of the data
I = TypeVar("I")  # noqa: E741
B = TypeVar("B", bytes, bytearray, memoryview)


def new_bytes(size: int) -> bytes:
    """Bytes to be filled by the caller; zero until then."""
    if size > LONGEST:
        raise errors.memory()
    result = unsafe.allocate_object(bytes, size)
    result.length = u32.wrap(size)
    return result


def uncleared(size: int) -> bytes:
    """Bytes that the caller fills at once: until then they may hold anything."""
    if size > LONGEST:
        raise errors.memory()
    start = heap.allocate_uncleared(FIXED + size, unsafe.type_id_of(bytes))
    result = unsafe.object_at(bytes, start.address)
    result.length = u32.wrap(size)
    return result


def shorten(value: bytes, size: int) -> None:
    """Keep so many bytes of an object that nobody else has seen yet."""
    value.length = u32.wrap(size)
    heap.shorten(unsafe.object_address(value), FIXED + size)


def copied(source: Ptr[u8], size: int) -> bytes:
    """Bytes with what stands in memory there."""
    result = uncleared(size)
    unsafe.memcpy(unsafe.tail(result), source, size)
    return result


def empty() -> bytes:
    """bytes()"""
    return b""


def zeros(size: int) -> bytes:
    """bytes(size)"""
    if size < 0:
        raise errors.value_error("negative count")
    return new_bytes(size)


def from_list(items: list[int]) -> bytes:
    """bytes([1, 2, 3])"""
    result = new_bytes(len(items))
    target = unsafe.tail(result)
    for index in range(len(items)):
        item = items[index]
        if item < 0 or item > 255:
            raise errors.value_error("bytes must be in range(0, 256)")
        target[index] = u8.wrap(item)
    return result


def from_text(source: str, encoding: str, errors: str = "strict") -> bytes:
    """bytes("text", "utf-8")"""
    return source.encode(encoding, errors)


def from_data(source: B) -> bytes:
    """bytes(data): a copy, or the same bytes."""
    if isinstance(source, bytes):
        return source
    return copied(data.address(source), len(source))


class Bytes:
    """length: bytes."""

    length: u32

    def __len__(self) -> int:
        return int(self.length)

    def __bool__(self) -> bool:
        return self.length != 0

    def __str__(self) -> str:
        return data.quoted(data.address(self), int(self.length), False)

    def __repr__(self) -> str:
        return data.quoted(data.address(self), int(self.length), False)

    def __hash__(self) -> int:
        return hash.hash_memory(data.address(self), int(self.length))

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
        return data.find_byte(self, value, 0, len(self)) >= 0

    def _contains_data(self, part: B) -> bool:
        return data.find(self, part, 0, MOST) >= 0

    __contains__ = overloads(_contains_byte, _contains_data)

    def __iter__(self) -> CursorIterator[bytes, int]:
        return CursorIterator(self)

    @inline
    def _advance(self, cursor: int) -> int:
        return cursor if cursor < int(self.length) else -1

    @inline
    def _at(self, cursor: int) -> int:
        return int(unsafe.tail(self)[cursor])

    _new = overloads(empty, zeros, from_list, from_text, from_data)

    def __getitem__(self, index: int) -> int:
        length = int(self.length)
        if index < 0:
            index += length
        if index < 0 or index >= length:
            raise errors.index_error("index out of range")
        return int(data.address(self)[index])

    def __getslice__(self, start: int, stop: int) -> bytes:
        length = int(self.length)
        start = slices.clamp(start, length)
        stop = slices.clamp(stop, length)
        if stop <= start:
            return b""
        if stop - start == length:
            return self
        return copied(data.address(self) + start, stop - start)

    def __getslice_step__(self, start: int | None, stop: int | None, step: int) -> bytes:
        return data.stepped(data.address(self), int(self.length), start, stop, step)

    def __add__(self, other: B) -> bytes:
        count = int(self.length)
        result = new_bytes(count + len(other))
        unsafe.memcpy(unsafe.tail(result), data.address(self), count)
        unsafe.memcpy(unsafe.tail(result) + count, data.address(other), len(other))
        return result

    def __mul__(self, count: int) -> bytes:
        size = int(self.length)
        result = new_bytes(size * count if count > 0 else 0)
        for index in range(count):
            unsafe.memcpy(unsafe.tail(result) + index * size, data.address(self), size)
        return result

    def __rmul__(self, count: int) -> bytes:
        return self * count

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

    def _startswith(self, prefix: B) -> bool:
        return data.starts(self, prefix)

    def _startswith_between(self, prefix: B, start: int, end: int = MOST) -> bool:
        return ascii.edge(self, prefix, start, end, False)

    def _startswith_any(self, prefixes: tuple[bytes, ...], start: int = 0, end: int = MOST) -> bool:
        for prefix in prefixes:
            if ascii.edge(self, prefix, start, end, False):
                return True
        return False

    startswith = overloads(_startswith_any, _startswith, _startswith_between)

    def _endswith(self, suffix: B) -> bool:
        return data.ends(self, suffix)

    def _endswith_between(self, suffix: B, start: int, end: int = MOST) -> bool:
        return ascii.edge(self, suffix, start, end, True)

    def _endswith_any(self, suffixes: tuple[bytes, ...], start: int = 0, end: int = MOST) -> bool:
        for suffix in suffixes:
            if ascii.edge(self, suffix, start, end, True):
                return True
        return False

    endswith = overloads(_endswith_any, _endswith, _endswith_between)

    def removeprefix(self, prefix: B) -> bytes:
        return self[len(prefix) :] if data.starts(self, prefix) else self

    def removesuffix(self, suffix: B) -> bytes:
        return self[: len(self) - len(suffix)] if data.ends(self, suffix) else self

    def split(self, sep: bytes | None = None, maxsplit: int = -1) -> list[bytes]:
        return data.split(self, sep, maxsplit)

    def rsplit(self, sep: bytes | None = None, maxsplit: int = -1) -> list[bytes]:
        return ascii.rsplit(self, sep, maxsplit)

    def splitlines(self, keepends: bool = False) -> list[bytes]:
        return data.splitlines(self, keepends)

    def partition(self, sep: bytes) -> tuple[bytes, bytes, bytes]:
        at = data.find_separator(self, sep)
        if at < 0:
            return self, b"", b""
        return self[:at], sep, self[at + len(sep) :]

    def rpartition(self, sep: bytes) -> tuple[bytes, bytes, bytes]:
        if len(sep) == 0:
            raise errors.value_error("empty separator")
        at = data.rfind(self, sep, 0, MOST)
        if at < 0:
            return b"", b"", self
        return self[:at], sep, self[at + len(sep) :]

    def _join_list(self, parts: list[bytes]) -> bytes:
        size = len(self) * (len(parts) - 1) if parts else 0
        for part in parts:
            size += len(part)
        result = new_bytes(size)
        offset = 0
        for index in range(len(parts)):
            if index > 0:
                unsafe.memcpy(unsafe.tail(result) + offset, data.address(self), len(self))
                offset += len(self)
            part = parts[index]
            unsafe.memcpy(unsafe.tail(result) + offset, data.address(part), len(part))
            offset += len(part)
        return result

    def _join_items(self, parts: I) -> bytes:
        collected: list[bytes] = []
        for part in parts:
            collected.append(bytes(part))
        return self._join_list(collected)

    join = overloads(_join_list, _join_items)

    def replace(self, old: bytes, new: bytes, count: int = -1) -> bytes:
        return data.replaced(self, old, new, count)

    def strip(self, chars: bytes | None = None) -> bytes:
        return data.stripped(self, chars, True, True)

    def lstrip(self, chars: bytes | None = None) -> bytes:
        return data.stripped(self, chars, True, False)

    def rstrip(self, chars: bytes | None = None) -> bytes:
        return data.stripped(self, chars, False, True)

    def lower(self) -> bytes:
        return data.cased(self, 65, 32)

    def upper(self) -> bytes:
        return data.cased(self, 97, -32)

    def ljust(self, width: int, fillchar: B = b" ") -> bytes:
        return self + ascii.filling(fillchar, width - len(self))

    def rjust(self, width: int, fillchar: B = b" ") -> bytes:
        return ascii.filling(fillchar, width - len(self)) + self

    def center(self, width: int, fillchar: B = b" ") -> bytes:
        return ascii.centered(self, width, fillchar)

    def zfill(self, width: int) -> bytes:
        return ascii.zero_filled(self, width)

    def expandtabs(self, tabsize: int = 8) -> bytes:
        return ascii.without_tabs(self, tabsize)

    def title(self) -> bytes:
        return ascii.titled(self, False)

    def capitalize(self) -> bytes:
        return ascii.titled(self, True)

    def swapcase(self) -> bytes:
        return ascii.swapped(self)

    def isdigit(self) -> bool:
        return data.all_within(self, 48, 57)

    def isspace(self) -> bool:
        return ascii.all_space(self)

    def isalpha(self) -> bool:
        return ascii.all_alpha(self)

    def isalnum(self) -> bool:
        return ascii.all_alnum(self)

    def isupper(self) -> bool:
        return ascii.cased(self, True)

    def islower(self) -> bool:
        return ascii.cased(self, False)

    def istitle(self) -> bool:
        return ascii.is_title(self)

    def isascii(self) -> bool:
        return text.ascii_prefix(data.address(self), len(self)) == len(self)

    @staticmethod
    def maketrans(source: B, target: B) -> bytes:
        return ascii.make_table(source, target)

    def translate(self, table: bytes | None, delete: bytes = b"") -> bytes:
        return ascii.translated(self, table, delete)

    def _hex_plain(self) -> str:
        return data.hex_text(data.address(self), len(self))

    def _hex_grouped(self, sep: str, bytes_per_sep: int = 1) -> str:
        return ascii.hex_groups(bytes(self), ascii.separator_of(sep), bytes_per_sep)

    def _hex_grouped_data(self, sep: bytes, bytes_per_sep: int = 1) -> str:
        separator = ascii.separator_of(sep.decode("latin-1"))
        return ascii.hex_groups(bytes(self), separator, bytes_per_sep)

    hex = overloads(_hex_plain, _hex_grouped, _hex_grouped_data)

    @staticmethod
    def fromhex(string: str) -> bytes:
        return data.from_hex(string)

    def _decode_utf8(self) -> str:
        return codecs.decode_utf8(data.address(self), len(self), codecs.STRICT)

    def _decode_in_utf8(self, mode: int) -> str:
        return codecs.decode_utf8(data.address(self), len(self), mode)

    def _decode_ascii(self, mode: int) -> str:
        return codecs.decode_ascii(data.address(self), len(self), mode)

    def _decode_latin1(self, mode: int) -> str:
        return text.from_latin1(data.address(self), len(self))

    def _decode_named(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        return codecs.decode(data.address(self), len(self), encoding, errors)

    decode = overloads(_decode_utf8, _decode_named)
