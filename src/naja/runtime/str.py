"""`str`: immutable text.

The class has the methods of Python's str; what they share is in `text.py`, what a character is in
`chars.py`, encoding in `codecs.py`.
"""

from __future__ import annotations

from typing import TypeVar

from naja.lang import inline, overloads, repeatable, u32, u64, unsafe, warm
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import (
    casing,
    chars,
    codecs,
    errors,
    format,
    hash,
    slices,
    splitting,
    text,
    translating,
    trimming,
)
from naja.runtime.iterators import CursorIterator

I = TypeVar("I")  # noqa: E741
V = TypeVar("V")
B = TypeVar("B", bytes, bytearray)
MOST = (1 << 63) - 1


class Str:
    """length: characters. hash: 0 until it is known. kind: bytes a character, 1 or 4."""

    length: u32
    hash: u32
    kind: u32

    def __len__(self) -> int:
        return int(self.length)

    def __bool__(self) -> bool:
        return self.length != 0

    def __str__(self) -> str:
        return self

    def __repr__(self) -> str:
        return casing.quoted(self)

    def __format__(self, spec: str) -> str:
        return format.format_str(self, spec)

    @repeatable
    @unchecked
    def __hash__(self) -> int:
        """The hash, kept for the next time where the text is not constant."""
        if self.hash != 0:
            return int(self.hash) >> 1
        if self.length == 0:
            return 0
        value = hash.hash_text(unsafe.tail(self), int(self.length) * int(self.kind))
        value = (value & 0xFFFFFFFF) | 1
        if unsafe.object_address(self) >= unsafe.symbol_address("__data_start"):
            self.hash = u32.wrap(value)
        return value >> 1

    @warm
    def __eq__(self, other: str) -> bool:
        return text.equal(self, other)

    @warm
    def __lt__(self, other: str) -> bool:
        return text.compare(self, other) < 0

    def __le__(self, other: str) -> bool:
        return text.compare(self, other) <= 0

    def __gt__(self, other: str) -> bool:
        return text.compare(self, other) > 0

    def __ge__(self, other: str) -> bool:
        return text.compare(self, other) >= 0

    @warm
    def __contains__(self, part: str) -> bool:
        return text.find_between(self, part, 0, int(self.length)) >= 0

    def __iter__(self) -> CursorIterator[str, str]:
        return CursorIterator(self)

    @inline
    def _advance(self, cursor: int) -> int:
        return cursor if cursor < int(self.length) else -1

    @inline
    def _at(self, cursor: int) -> str:
        return text.from_code(text.code_at(self, cursor))

    @inline
    def _code(self, cursor: int) -> int:
        """The code of the character at a valid index."""
        return text.code_at(self, cursor)

    @warm
    def __getitem__(self, index: int) -> str:
        return text.from_code(self._code_at(index))

    @warm
    @unchecked
    def _code_at(self, index: int) -> int:
        """The code of the character at an index."""
        at = index if index >= 0 else index + int(self.length)
        if u64.wrap(at) >= u64(self.length):
            raise errors.index_error("string index out of range")
        return text.code_at(self, at)

    @warm
    def __getslice__(self, start: int, stop: int) -> str:
        length = int(self.length)
        return text.substring(self, slices.clamp(start, length), slices.clamp(stop, length))

    @warm
    def __getslice_step__(self, start: int | None, stop: int | None, step: int) -> str:
        length = int(self.length)
        first = slices.first(start, step, length)
        count = slices.count(first, stop, step, length)
        if self.kind == 1:
            return text.every(unsafe.tail(self), first, step, count)
        return self._wide_step(first, step, count)

    def _wide_step(self, first: int, step: int, count: int) -> str:
        kind = 1
        for index in range(count):
            kind = kind | text.kind_for(text.code_at(self, first + index * step))
        result = text.new_str(count, 1 if kind == 1 else 4)
        for index in range(count):
            text.set_code(result, index, text.code_at(self, first + index * step))
        return result

    @warm
    @unchecked
    def __add__(self, other: str) -> str:
        count = int(self.length)
        more = int(other.length)
        if more == 0:
            return self
        if count == 0:
            return other
        if self.kind == 1 and other.kind == 1:
            result = text.new_narrow(count + more)
            target = unsafe.tail(result)
            if count <= 8 and more <= 8:
                target.cast(u64)[0] = unsafe.tail(self).cast(u64)[0]
                (target + count).cast(u64)[0] = unsafe.tail(other).cast(u64)[0]
            else:
                text.copy_bytes(target, unsafe.tail(self), count)
                text.copy_bytes(target + count, unsafe.tail(other), more)
            return result
        return self._add_wide(other)

    def _add_wide(self, other: str) -> str:
        count = int(self.length)
        result = text.new_str(count + int(other.length), 4)
        text.copy_codes(result, 0, self, 0, count)
        text.copy_codes(result, count, other, 0, int(other.length))
        return result

    def __mul__(self, count: int) -> str:
        if count <= 0 or self.length == 0:
            return ""
        length = int(self.length)
        result = text.new_str(length * count, int(self.kind))
        for index in range(count):
            text.copy_codes(result, index * length, self, 0, length)
        return result

    def __rmul__(self, count: int) -> str:
        return self * count

    def _new_empty() -> str:
        return ""

    def _new_decoded(data: B, encoding: str = "utf-8", errors: str = "strict") -> str:
        return data.decode(encoding, errors)

    _new = overloads(_new_empty, _new_decoded)

    # ---- searching

    @warm
    def find(self, sub: str, start: int = 0, end: int = MOST) -> int:
        length = int(self.length)
        if start > length:
            return -1
        return text.find_between(self, sub, slices.clamp(start, length), slices.clamp(end, length))

    def rfind(self, sub: str, start: int = 0, end: int = MOST) -> int:
        length = int(self.length)
        if start > length:
            return -1
        return text.rfind_between(self, sub, slices.clamp(start, length), slices.clamp(end, length))

    def index(self, sub: str, start: int = 0, end: int = MOST) -> int:
        found = self.find(sub, start, end)
        if found < 0:
            raise errors.value_error("substring not found")
        return found

    def rindex(self, sub: str, start: int = 0, end: int = MOST) -> int:
        found = self.rfind(sub, start, end)
        if found < 0:
            raise errors.value_error("substring not found")
        return found

    def count(self, sub: str, start: int = 0, end: int = MOST) -> int:
        length = int(self.length)
        if start > length:
            return 0
        position, stop = slices.clamp(start, length), slices.clamp(end, length)
        if sub.length == 0:
            return stop - position + 1 if stop >= position else 0
        total = 0
        while True:
            position = text.find_between(self, sub, position, stop)
            if position < 0:
                return total
            total += 1
            position += int(sub.length)

    @warm
    def _startswith(self, prefix: str, start: int = 0, end: int = MOST) -> bool:
        length = int(self.length)
        if start > length:
            return False
        begin, stop = slices.clamp(start, length), slices.clamp(end, length)
        return begin + int(prefix.length) <= stop and text.matches_at(self, begin, prefix)

    def _startswith_any(self, prefixes: tuple[str, ...]) -> bool:
        for prefix in prefixes:
            if self._startswith(prefix):
                return True
        return False

    startswith = overloads(_startswith, _startswith_any)

    def _endswith(self, suffix: str, start: int = 0, end: int = MOST) -> bool:
        length = int(self.length)
        if start > length:
            return False
        begin = slices.clamp(start, length)
        at = slices.clamp(end, length) - int(suffix.length)
        return at >= begin and text.matches_at(self, at, suffix)

    def _endswith_any(self, suffixes: tuple[str, ...]) -> bool:
        for suffix in suffixes:
            if self._endswith(suffix):
                return True
        return False

    endswith = overloads(_endswith, _endswith_any)

    def removeprefix(self, prefix: str) -> str:
        if prefix.length != 0 and self._startswith(prefix):
            return text.substring(self, int(prefix.length), int(self.length))
        return self

    def removesuffix(self, suffix: str) -> str:
        if suffix.length != 0 and self._endswith(suffix):
            return text.substring(self, 0, int(self.length) - int(suffix.length))
        return self

    # ---- taking apart and putting together

    @warm
    def split(self, sep: str | None = None, maxsplit: int = -1) -> list[str]:
        return splitting.split(self, sep, maxsplit)

    def rsplit(self, sep: str | None = None, maxsplit: int = -1) -> list[str]:
        return splitting.rsplit(self, sep, maxsplit)

    @warm
    def splitlines(self, keepends: bool = False) -> list[str]:
        return splitting.lines(self, keepends)

    def partition(self, sep: str) -> tuple[str, str, str]:
        return splitting.partition(self, sep)

    def rpartition(self, sep: str) -> tuple[str, str, str]:
        return splitting.rpartition(self, sep)

    @warm
    @unchecked
    def _join_list(self, parts: list[str]) -> str:
        count = int(parts.length)
        if count == 1:
            return parts.items[0]
        gap = int(self.length)
        length = gap * (count - 1) if count > 0 else 0
        kind = int(self.kind) if count > 1 else 1
        for index in range(count):
            length += int(parts.items[index].length)
            kind = kind | int(parts.items[index].kind)
        if kind != 1:
            return self._join_wide(parts, length)
        result = text.new_narrow(length)
        begin = unsafe.tail(result)
        if gap == 0:
            text.copy_narrow(begin, begin.address + length, parts.items, count)
        else:
            text.copy_between(begin, begin.address + length, parts.items, count, self)
        return result

    def _join_wide(self, parts: list[str], length: int) -> str:
        result = text.new_str(length, 4)
        gap = int(self.length)
        offset = 0
        for index in range(len(parts)):
            if index > 0 and gap > 0:
                text.copy_codes(result, offset, self, 0, gap)
                offset += gap
            part = parts.items[index]
            text.copy_codes(result, offset, part, 0, int(part.length))
            offset += int(part.length)
        return result

    @warm
    def _join_items(self, parts: I) -> str:
        collected: list[str] = []
        for part in parts:
            if isinstance(part, str):
                collected.append(part)
            else:
                at, shown = len(collected), type(part).__name__
                raise TypeError(f"sequence item {at}: expected str instance, {shown} found")
        return self._join_list(collected)

    join = overloads(_join_list, _join_items)

    @warm
    def replace(self, old: str, new: str, count: int = -1) -> str:
        if old.length == 0:
            return trimming.interleaved(self, new, count)
        parts: list[str] = []
        length = int(self.length)
        begin = 0
        while count != 0:
            at = text.find_between(self, old, begin, length)
            if at < 0:
                break
            parts.append(text.substring(self, begin, at))
            parts.append(new)
            begin = at + int(old.length)
            count -= 1
        if begin == 0:
            return self
        parts.append(text.substring(self, begin, length))
        return concat_array(parts.items, parts.length)

    # ---- trimming and filling

    @warm
    def strip(self, chars: str | None = None) -> str:
        return trimming.stripped(self, chars, True, True)

    def lstrip(self, chars: str | None = None) -> str:
        return trimming.stripped(self, chars, True, False)

    def rstrip(self, chars: str | None = None) -> str:
        return trimming.stripped(self, chars, False, True)

    def ljust(self, width: int, fillchar: str = " ") -> str:
        return trimming.padded(self, 0, width - int(self.length), fillchar)

    def rjust(self, width: int, fillchar: str = " ") -> str:
        return trimming.padded(self, width - int(self.length), 0, fillchar)

    def center(self, width: int, fillchar: str = " ") -> str:
        margin = width - int(self.length)
        if margin <= 0:
            return self
        left = (margin >> 1) + (margin & width & 1)
        return trimming.padded(self, left, margin - left, fillchar)

    def zfill(self, width: int) -> str:
        margin = width - int(self.length)
        if margin <= 0:
            return self
        if self._startswith("+") or self._startswith("-"):
            rest = text.substring(self, 1, int(self.length))
            return text.substring(self, 0, 1) + trimming.padded(rest, margin, 0, "0")
        return trimming.padded(self, margin, 0, "0")

    maketrans = translating.make

    def translate(self, table: dict[int, V]) -> str:
        return translating.translated(self, table)

    def expandtabs(self, tabsize: int = 8) -> str:
        return trimming.without_tabs(self, tabsize)

    # ---- case and classes of characters

    @warm
    def lower(self) -> str:
        return casing.lowered(self)

    @warm
    def upper(self) -> str:
        return casing.uppered(self)

    def casefold(self) -> str:
        return casing.folded(self)

    def title(self) -> str:
        return casing.titled(self, False)

    def capitalize(self) -> str:
        return casing.titled(self, True)

    def swapcase(self) -> str:
        return casing.swapped(self)

    @warm
    def isalpha(self) -> bool:
        if self.kind == 1:
            return chars.all_narrow(self, chars.ALPHA)
        for index in range(int(self.length)):
            if not chars.is_alpha(text.code_at(self, index)):
                return False
        return self.length != 0

    @warm
    def isdecimal(self) -> bool:
        if self.kind == 1:
            return chars.all_narrow(self, chars.DECIMAL)
        for index in range(int(self.length)):
            if not chars.is_decimal(text.code_at(self, index)):
                return False
        return self.length != 0

    @warm
    def isdigit(self) -> bool:
        if self.kind == 1:
            return chars.all_narrow(self, chars.DIGIT)
        for index in range(int(self.length)):
            if not chars.is_digit(text.code_at(self, index)):
                return False
        return self.length != 0

    @warm
    def isnumeric(self) -> bool:
        if self.kind == 1:
            return chars.all_narrow(self, chars.NUMERIC)
        for index in range(int(self.length)):
            if not chars.is_numeric(text.code_at(self, index)):
                return False
        return self.length != 0

    @warm
    def isalnum(self) -> bool:
        if self.kind == 1:
            return chars.all_narrow(self, chars.WORD)
        for index in range(int(self.length)):
            if not chars.is_alnum(text.code_at(self, index)):
                return False
        return self.length != 0

    def isprintable(self) -> bool:
        for index in range(int(self.length)):
            if not chars.is_printable(text.code_at(self, index)):
                return False
        return True

    def isupper(self) -> bool:
        return casing.is_upper(self)

    def islower(self) -> bool:
        return casing.is_lower(self)

    def istitle(self) -> bool:
        return translating.is_title(self)

    def isidentifier(self) -> bool:
        return translating.is_identifier(self)

    def isspace(self) -> bool:
        for index in range(int(self.length)):
            if not chars.is_space(text.code_at(self, index)):
                return False
        return self.length != 0

    @warm
    def isascii(self) -> bool:
        return codecs.is_ascii(self)

    def _encode_utf8(self) -> bytes:
        return codecs.encode_utf8(self, codecs.STRICT)

    def _encode_in_utf8(self, mode: int) -> bytes:
        return codecs.written_out(self, codecs.UTF8, mode)

    def _encode_ascii(self, mode: int) -> bytes:
        return codecs.written_out(self, codecs.ASCII, mode)

    def _encode_latin1(self, mode: int) -> bytes:
        return codecs.written_out(self, codecs.LATIN1, mode)

    def _encode_named(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        return codecs.encode(self, encoding, errors)

    encode = overloads(_encode_utf8, _encode_named)


@warm
def concat(left: str, right: str) -> str:
    """left + right."""
    return left + right


@warm
@unchecked
def concat_array(pieces: Ptr[str], count: int) -> str:
    """All pieces in one string."""
    length = 0
    kind = 1
    for index in range(count):
        length += int(pieces[index].length)
        kind = kind | int(pieces[index].kind)
    if kind == 1:
        result = text.new_narrow(length)
        begin = unsafe.tail(result)
        text.copy_narrow(begin, begin.address + length, pieces, count)
        return result
    return concat_wide(pieces, count, length)


def concat_wide(pieces: Ptr[str], count: int, length: int) -> str:
    """The same where one is UCS-4."""
    result = text.new_str(length, 4)
    offset = 0
    for index in range(count):
        part = pieces[index]
        text.copy_codes(result, offset, part, 0, int(part.length))
        offset += int(part.length)
    return result
