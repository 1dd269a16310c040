"""The ground under `str`: making strings, their characters as code points, copying, searching,
comparing.

A string holds Latin-1 bytes (kind 1) or UCS-4 code points (kind 4), always the narrowest that fits;
so equal strings have equal kinds. Nothing here checks bounds: callers do.
"""

from __future__ import annotations

from naja.lang import cold, inline, u8, u32, unsafe, warm
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import errors

NARROW_END = 0x100
LONGEST = (1 << 32) - 1


@warm
def new_str(length: int, kind: int) -> str:
    """A string of `length` characters, to be filled by the caller."""
    if length > LONGEST:
        raise errors.memory()
    result = unsafe.allocate_object(str, length * kind)
    result.length = u32.wrap(length)
    result.kind = u32.wrap(kind)
    return result


@inline
@unchecked
def code_at(text: str, index: int) -> int:
    """The code point at `index`."""
    data = unsafe.tail(text)
    return int(data[index]) if text.kind == 1 else int(data.cast(u32)[index])


@inline
@unchecked
def set_code(text: str, index: int, code: int) -> None:
    """Store a code point, which must fit the string's kind."""
    data = unsafe.tail(text)
    if text.kind == 1:
        data[index] = u8.wrap(code)
    else:
        data.cast(u32)[index] = u32.wrap(code)


narrow: Ptr[str] = Ptr[str](0)
"""The strings of one character below 256, each made when it is first needed."""


@warm
@unchecked
def from_code(code: int) -> str:
    """The string of one character."""
    if code < NARROW_END and int(narrow.cast(int)) != 0:
        found = narrow + code
        if found.cast(int)[0] != 0:
            return found[0]
    return made_from(code)


@cold
@unchecked
def made_from(code: int) -> str:
    """A new string of one character, kept for the next time if it is narrow."""
    global narrow
    result = new_str(1, kind_for(code))
    set_code(result, 0, code)
    if code < NARROW_END:
        if int(narrow.cast(int)) == 0:
            narrow = unsafe.allocate_array(str, NARROW_END)
        narrow[code] = result
    return result


@inline
def kind_for(code: int) -> int:
    """The kind that holds code points up to `code`."""
    return 1 if code < NARROW_END else 4


@warm
@unchecked
def copy_codes(target: str, offset: int, source: str, start: int, count: int) -> None:
    """Copy characters; the target's kind must hold them."""
    if target.kind == source.kind:
        kind = int(target.kind)
        if kind == 1 and count == 1:
            unsafe.tail(target)[offset] = unsafe.tail(source)[start]
            return
        unsafe.memcpy(
            unsafe.tail(target) + offset * kind, unsafe.tail(source) + start * kind, count * kind
        )
        return
    for index in range(count):
        set_code(target, offset + index, code_at(source, start + index))


@warm
@unchecked
def copy_narrow(target: Ptr[u8], parts: Ptr[str], count: int) -> None:
    """Copy narrow strings one behind the other: often they are single characters."""
    for index in range(count):
        part = parts[index]
        size = int(part.length)
        if size == 1:
            target[0] = unsafe.tail(part)[0]
        else:
            unsafe.memcpy(target, unsafe.tail(part), size)
        target = target + size


@warm
@unchecked
def widest(text: str, start: int, end: int) -> int:
    """The kind that text[start:end] needs."""
    if text.kind == 4:
        codes = unsafe.tail(text).cast(u32)
        for index in range(start, end):
            if codes[index] >= NARROW_END:
                return 4
    return 1


@warm
@unchecked
def substring(text: str, start: int, end: int) -> str:
    """text[start:end] for bounds inside the text; empty when the end comes first."""
    if end <= start:
        return ""
    count = end - start
    if count == int(text.length):
        return text
    result = new_str(count, widest(text, start, end))
    copy_codes(result, 0, text, start, count)
    return result


@warm
@unchecked
def find_memory(data: Ptr[u8], size: int, pattern: Ptr[u8], length: int) -> int:
    """The first offset of a non-empty byte pattern, or -1."""
    first = pattern[0]
    for offset in range(size - length + 1):
        if data[offset] == first and (
            length == 1 or unsafe.memcmp(data + offset, pattern, length) == 0
        ):
            return offset
    return -1


@unchecked
def rfind_memory(data: Ptr[u8], size: int, pattern: Ptr[u8], length: int) -> int:
    """The last offset of a byte pattern, or -1."""
    offset = size - length
    while offset >= 0:
        if unsafe.memcmp(data + offset, pattern, length) == 0:
            return offset
        offset -= 1
    return -1


@warm
@unchecked
def matches_at(text: str, offset: int, pattern: str) -> bool:
    """Whether the pattern, which must fit behind `offset`, stands there."""
    for index in range(int(pattern.length)):
        if code_at(text, offset + index) != code_at(pattern, index):
            return False
    return True


@warm
@unchecked
def find_between(text: str, pattern: str, start: int, end: int) -> int:
    """The first index of the pattern within text[start:end], or -1."""
    length = int(pattern.length)
    if start + length > end:
        return -1
    if length == 0:
        return start
    if text.kind == 1:
        if pattern.kind != 1:
            return -1
        found = find_memory(unsafe.tail(text) + start, end - start, unsafe.tail(pattern), length)
        return found if found < 0 else found + start
    for offset in range(start, end - length + 1):
        if matches_at(text, offset, pattern):
            return offset
    return -1


@unchecked
def rfind_between(text: str, pattern: str, start: int, end: int) -> int:
    """The last index of the pattern within text[start:end], or -1."""
    offset = end - int(pattern.length)
    while offset >= start:
        if matches_at(text, offset, pattern):
            return offset
        offset -= 1
    return -1


@warm
@unchecked
def compare(left: str, right: str) -> int:
    """Negative, zero or positive, by code points."""
    common = int(left.length)
    if int(right.length) < common:
        common = int(right.length)
    if left.kind == 1 and right.kind == 1:
        order = unsafe.memcmp(unsafe.tail(left), unsafe.tail(right), common)
        if order != 0:
            return order
    else:
        for index in range(common):
            order = code_at(left, index) - code_at(right, index)
            if order != 0:
                return order
    return int(left.length) - int(right.length)


@warm
@unchecked
def equal(left: str, right: str) -> bool:
    """Whether two strings hold the same characters."""
    if left.length != right.length or left.kind != right.kind:
        return False
    size = int(left.length) * int(left.kind)
    mine = unsafe.tail(left)
    yours = unsafe.tail(right)
    if size == 1:
        return mine[0] == yours[0]
    return unsafe.memcmp(mine, yours, size) == 0


@warm
@unchecked
def from_latin1(data: Ptr[u8], length: int) -> str:
    """The string whose code points are those bytes."""
    result = new_str(length, 1)
    unsafe.memcpy(unsafe.tail(result), data, length)
    return result
