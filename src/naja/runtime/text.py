"""The ground under `str`: making strings, their characters as code points, copying, searching,
comparing.

A string holds Latin-1 bytes (kind 1) or UCS-4 code points (kind 4), always the narrowest that fits;
so equal strings have equal kinds. Nothing here checks bounds: callers do.
"""

from __future__ import annotations

from naja.lang import apart, cold, i64, inline, repeatable, u8, u32, u64, unsafe, warm
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import errors

NARROW_END = 0x100
LONGEST = (1 << 32) - 1
ROOMY = 64
"""From that length on a text that grows in a loop is made with room."""
SHORT = 16
"""Bytes that fit the smallest cell that holds any: room for them costs nothing to compute."""
ONES = u64(0x0101010101010101)
HIGH_BITS = u64(0x8080808080808080)
ZERO = u64(0)


@warm
def new_str(length: int, kind: int) -> str:
    """A string of `length` characters, to be filled by the caller."""
    if length > LONGEST:
        raise errors.memory()
    result = unsafe.allocate_object(str, length * kind)
    result.length = u32.wrap(length)
    result.kind = u32.wrap(kind)
    return result


@warm
@unchecked
def new_narrow(length: int) -> str:
    """A string of `length` characters of one byte, to be filled by the caller."""
    if length > SHORT:
        return new_str(length, 1)
    result = unsafe.allocate_object(str, SHORT)
    result.length = u32.wrap(length)
    result.kind = u32.wrap(1)
    return result


@inline
@unchecked
def copy_bytes(target: Ptr[u8], source: Ptr[u8], size: int) -> None:
    """Copy memory that does not overlap; short pieces at once."""
    if size > SHORT:
        unsafe.memcpy(target, source, size)
    elif size >= 8:
        head = source.cast(u64)[0]
        rest = (source + (size - 8)).cast(u64)[0]
        target.cast(u64)[0] = head
        (target + (size - 8)).cast(u64)[0] = rest
    elif size >= 4:
        start = source.cast(u32)[0]
        end = (source + (size - 4)).cast(u32)[0]
        target.cast(u32)[0] = start
        (target + (size - 4)).cast(u32)[0] = end
    elif size > 0:
        target[0] = source[0]
        target[size >> 1] = source[size >> 1]
        target[size - 1] = source[size - 1]


# Lengths of words are hard to guess, for the processor too. What is short is therefore read and
# written as two words of eight bytes, whatever its length: 16 bytes can be read from any character
# of a string on (behind the heap and the constants lies something else), and a cell has room for
# them.


@inline
@unchecked
def copy_short(target: Ptr[u8], source: Ptr[u8]) -> None:
    """Copy 16 bytes, of which some matter."""
    head = source.cast(u64)[0]
    rest = (source + 8).cast(u64)[0]
    target.cast(u64)[0] = head
    (target + 8).cast(u64)[0] = rest


@inline
@unchecked
def first_part(word: u64, size: int) -> u64:
    """What matters of the first eight of up to 16 bytes, more than none."""
    return word << (64 - (size if size < 8 else 8) * 8)


@inline
@unchecked
def second_part(word: u64, size: int) -> u64:
    """The same of the second eight."""
    part = word << ((128 - size * 8) & 63)
    return part if size > 8 else ZERO


@inline
@unchecked
def differ(one: Ptr[u8], two: Ptr[u8], size: int) -> bool:
    """Whether up to 16 bytes are not the same."""
    first = first_part(one.cast(u64)[0] ^ two.cast(u64)[0], size)
    second = second_part((one + 8).cast(u64)[0] ^ (two + 8).cast(u64)[0], size)
    return size != 0 and first | second != ZERO


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


@inline
@unchecked
def is_character(text: str, code: int) -> bool:
    """Whether the text is that one character."""
    return text.length == 1 and code_at(text, 0) == code


@repeatable
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
    if target.kind == 1:
        copy_bytes(unsafe.tail(target) + offset, unsafe.tail(source) + start, count)
    else:
        copy_wide(target, offset, source, start, count)


@unchecked
def copy_wide(target: str, offset: int, source: str, start: int, count: int) -> None:
    """The same into UCS-4."""
    codes = unsafe.tail(target).cast(u32) + offset
    if source.kind == 4:
        unsafe.memcpy(codes, unsafe.tail(source) + start * 4, count * 4)
        return
    for index in range(count):
        codes[index] = u32.wrap(unsafe.tail(source)[start + index])


@inline
@unchecked
def put_piece(target: Ptr[u8], end: int, data: Ptr[u8], size: int) -> Ptr[u8]:
    """Copy a piece of a string that is filled from the front and ends there; where it ends."""
    if size <= SHORT and target.address + SHORT <= end:
        copy_short(target, data)
    else:
        copy_bytes(target, data, size)
    return target + size


@warm
@unchecked
def copy_narrow(target: Ptr[u8], end: int, parts: Ptr[str], count: int) -> None:
    """Copy narrow strings one behind the other, up to that address."""
    for index in range(count):
        part = parts[index]
        size = int(part.length)
        if size == 1:  # as nearly all are where some are
            target[0] = unsafe.tail(part)[0]
            target = target + 1
        else:
            target = put_piece(target, end, unsafe.tail(part), size)


@warm
@unchecked
def copy_between(target: Ptr[u8], end: int, parts: Ptr[str], count: int, separator: str) -> None:
    """The same with a separator between them."""
    for index in range(count):
        if index > 0:
            gap = int(separator.length)
            target = put_piece(target, end, unsafe.tail(separator), gap)
        part = parts[index]
        target = put_piece(target, end, unsafe.tail(part), int(part.length))


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
    if text.kind == 1:
        return narrow_slice(text, start, count)
    return wide_substring(text, start, end)


@warm
@unchecked
def narrow_slice(text: str, start: int, count: int) -> str:
    """So many characters of Latin-1 text."""
    data = unsafe.tail(text) + start
    if count > SHORT:
        return from_latin1(data, count)
    result = new_narrow(count)
    copy_short(unsafe.tail(result), data)
    return result


@unchecked
def wide_substring(text: str, start: int, end: int) -> str:
    """The same of UCS-4; the result may be narrow."""
    count = end - start
    kind = widest(text, start, end)
    result = new_str(count, kind)
    if kind == 4:
        copy_wide(result, 0, text, start, count)
        return result
    for index in range(count):
        unsafe.tail(result)[index] = u8.wrap(code_at(text, start + index))
    return result


@warm
@unchecked
def every(data: Ptr[u8], first: int, step: int, count: int) -> str:
    """The string of every `step`th of these bytes."""
    result = new_narrow(count)
    target = unsafe.tail(result)
    for index in range(count):
        target[index] = data[first + index * step]
    return result


@warm
@unchecked
def ascii_prefix(data: Ptr[u8], size: int) -> int:
    """How many bytes from the start on are below 128; looks at eight at a time."""
    index = 0
    while index + 8 <= size and (data + index).cast(u64)[0] & HIGH_BITS == ZERO:
        index += 8
    while index < size and data[index] < 128:
        index += 1
    return index


@inline
@unchecked
def is_short(text: str) -> bool:
    """Whether a text that grows is not worth room."""
    return int(text.length) < ROOMY


@inline
@unchecked
def has_room(text: str, own: str, room: int, part: str) -> bool:
    """Whether the text is the one that was made with room, and enough is left of it."""
    return text is own and int(text.length) + int(part.length) <= room and part.kind == 1


@warm
@unchecked
def put_behind(text: str, part: str) -> None:
    """Let a text that nobody else knows end with another one, for which it has room."""
    length = int(text.length)
    count = int(part.length)
    copy_bytes(unsafe.tail(text) + length, unsafe.tail(part), count)
    text.length = u32.wrap(length + count)


@apart
@unchecked
def with_room(text: str, part: str) -> tuple[str, int]:
    """text + part, and how much there is room for in the result: 0 if it may be known to others."""
    length = int(text.length) + int(part.length)
    capacity = length * 2
    if capacity > LONGEST or text.kind != 1 or part.kind != 1:
        return text + part, 0
    result = new_str(capacity, 1)
    copy_bytes(unsafe.tail(result), unsafe.tail(text), int(text.length))
    copy_bytes(unsafe.tail(result) + int(text.length), unsafe.tail(part), int(part.length))
    result.length = u32.wrap(length)
    return result, capacity


@warm
@unchecked
def find_memory(data: Ptr[u8], size: int, pattern: Ptr[u8], length: int) -> int:
    """The first offset of a non-empty byte pattern, or -1."""
    first = pattern[0]
    end = size - length + 1
    offset = find_byte(data, 0, end, int(first))
    while offset >= 0:
        if length == 1 or unsafe.memcmp(data + offset, pattern, length) == 0:
            return offset
        offset = find_byte(data, offset + 1, end, int(first))
    return -1


@warm
@unchecked
def find_byte(data: Ptr[u8], start: int, end: int, byte: int) -> int:
    """The first offset from start to end of a byte, or -1; looks at eight at a time."""
    pattern = ONES * u64.wrap(byte)
    while start + 8 <= end:
        word = (data + start).cast(u64)[0] ^ pattern
        found = (word - ONES) & ~word & HIGH_BITS
        if found != ZERO:
            return start + (unsafe.count_trailing_zeros(int(i64.wrap(found))) >> 3)
        start += 8
    while start < end:
        if int(data[start]) == byte:
            return start
        start += 1
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
    if text.kind == 1 and pattern.kind == 1:
        length = int(pattern.length)
        return unsafe.memcmp(unsafe.tail(text) + offset, unsafe.tail(pattern), length) == 0
    return wide_matches_at(text, offset, pattern)


@unchecked
def wide_matches_at(text: str, offset: int, pattern: str) -> bool:
    """The same where one is UCS-4."""
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
    return wide_find(text, pattern, start, end)


@unchecked
def wide_find(text: str, pattern: str, start: int, end: int) -> int:
    """The same in UCS-4."""
    for offset in range(start, end - int(pattern.length) + 1):
        if wide_matches_at(text, offset, pattern):
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
    else:
        order = wide_compare(left, right, common)
    return order if order != 0 else int(left.length) - int(right.length)


@unchecked
def wide_compare(left: str, right: str, common: int) -> int:
    """How the first `common` characters compare where one is UCS-4."""
    for index in range(common):
        order = code_at(left, index) - code_at(right, index)
        if order != 0:
            return order
    return 0


@warm
@unchecked
def equal(left: str, right: str) -> bool:
    """Whether two strings hold the same characters."""
    if left is right:
        return True
    if left.length != right.length or left.kind != right.kind:
        return False
    size = int(left.length) * int(left.kind)
    one, two = unsafe.tail(left), unsafe.tail(right)
    if size > SHORT:
        return unsafe.memcmp(one, two, size) == 0
    return not differ(one, two, size)


@warm
@unchecked
def from_latin1(data: Ptr[u8], length: int) -> str:
    """The string whose code points are those bytes."""
    result = new_narrow(length)
    copy_bytes(unsafe.tail(result), data, length)
    return result
