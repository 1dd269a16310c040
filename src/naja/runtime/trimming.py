"""Splitting at spaces, stripping, padding: what the methods of `str` share."""

from __future__ import annotations

from naja.lang import i64, u8, u64, unsafe, warm
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import chars, errors
from naja.runtime.builder import Builder
from naja.runtime.text import (
    HIGH_BITS,
    NARROW_END,
    ZERO,
    code_at,
    copy_codes,
    narrow_slice,
    new_str,
    set_code,
    substring,
)

BEYOND_SPACE = u64(0x5F5F5F5F5F5F5F5F)
"""Added to seven bits, it sets the eighth where they are more than a space."""


@warm
def split_spaces(text: str, most: int) -> list[str]:
    """The words between runs of space; after `most` splits the rest stays whole."""
    if text.kind == 1 and most < 0:
        return split_narrow(text)
    result: list[str] = []
    length = int(text.length)
    index = 0
    while True:
        while index < length and chars.is_space(code_at(text, index)):
            index += 1
        if index == length:
            return result
        begin = index
        if most == 0:
            result.append(substring(text, begin, length))
            return result
        while index < length and not chars.is_space(code_at(text, index)):
            index += 1
        result.append(substring(text, begin, index))
        most -= 1


@warm
@unchecked
def split_narrow(text: str) -> list[str]:
    """All words of Latin-1 text."""
    result: list[str] = []
    length = int(text.length)
    data = unsafe.tail(text)
    index = 0
    while True:
        while index < length and chars.is_narrow_space(int(data[index])):
            index += 1
        if index == length:
            return result
        begin = index
        index = word_end(data, index, length)
        if begin == 0 and index == length:
            result.append(text)
        else:
            result.append(narrow_slice(text, begin, index - begin))


@warm
@unchecked
def word_end(data: Ptr[u8], index: int, length: int) -> int:
    """The first space in Latin-1 text from `index` on, or its length; looks at eight at a time."""
    while index < length:
        word = (data + index).cast(u64)[0]
        stops = (~((word & ~HIGH_BITS) + BEYOND_SPACE) | word) & HIGH_BITS
        if stops == ZERO:
            index += 8
            continue
        index += unsafe.count_trailing_zeros(int(i64.wrap(stops))) >> 3
        if index < length and chars.is_narrow_space(int(data[index])):
            return index
        index += 1
    return length


@warm
@unchecked
def narrow_lines(text: str, keep_ends: bool) -> list[str]:
    """str.splitlines of Latin-1 text."""
    result: list[str] = []
    length = int(text.length)
    data = unsafe.tail(text)
    begin = 0
    index = 0
    while index < length:
        code = int(data[index])
        index += 1
        if (code > 30 and code != 0x85) or not chars.is_line_end(code):
            continue
        end = index - 1
        if code == 13 and index < length and data[index] == 10:
            index += 1
        result.append(substring(text, begin, index if keep_ends else end))
        begin = index
    if begin < length:
        result.append(substring(text, begin, length))
    return result


def rsplit_spaces(text: str, most: int) -> list[str]:
    """As `split_spaces`, from the end."""
    result: list[str] = []
    end = int(text.length)
    while True:
        while end > 0 and chars.is_space(code_at(text, end - 1)):
            end -= 1
        if end == 0:
            break
        begin = end
        if most == 0:
            result.append(substring(text, 0, end))
            break
        while begin > 0 and not chars.is_space(code_at(text, begin - 1)):
            begin -= 1
        result.append(substring(text, begin, end))
        end = begin
        most -= 1
    result.reverse()
    return result


@warm
def stripped(text: str, unwanted: str | None, left: bool, right: bool) -> str:
    """The text without unwanted characters (None: spaces) at its ends."""
    if text.kind == 1:
        return narrow_stripped(text, unwanted, left, right)
    begin = 0
    end = int(text.length)
    while left and begin < end and is_unwanted(code_at(text, begin), unwanted):
        begin += 1
    while right and end > begin and is_unwanted(code_at(text, end - 1), unwanted):
        end -= 1
    return substring(text, begin, end)


@warm
@unchecked
def narrow_stripped(text: str, unwanted: str | None, left: bool, right: bool) -> str:
    """The same of Latin-1 text."""
    begin = 0
    end = int(text.length)
    data = unsafe.tail(text)
    while left and begin < end and is_unwanted_byte(int(data[begin]), unwanted):
        begin += 1
    while right and end > begin and is_unwanted_byte(int(data[end - 1]), unwanted):
        end -= 1
    return substring(text, begin, end)


@warm
@unchecked
def is_unwanted_byte(code: int, unwanted: str | None) -> bool:
    """Whether `strip` removes the Latin-1 character."""
    if unwanted is None:
        return chars.is_narrow_space(code)
    if unwanted.kind != 1:
        return is_unwanted(code, unwanted)
    data = unsafe.tail(unwanted)
    for index in range(int(unwanted.length)):
        if int(data[index]) == code:
            return True
    return False


def is_unwanted(code: int, unwanted: str | None) -> bool:
    """Whether `strip` removes the character."""
    if unwanted is None:
        return chars.is_space(code)
    for index in range(int(unwanted.length)):
        if code_at(unwanted, index) == code:
            return True
    return False


def padded(text: str, left: int, right: int, fill: str) -> str:
    """The text with that many fill characters before and behind it."""
    if fill.length != 1:
        raise errors.type_error("The fill character must be exactly one character long")
    if left < 0:
        left = 0
    if right < 0:
        right = 0
    if left + right == 0:
        return text
    length = int(text.length)
    code = code_at(fill, 0)
    kind = 4 if code >= NARROW_END else int(text.kind)
    result = new_str(left + length + right, kind)
    for index in range(left):
        set_code(result, index, code)
    copy_codes(result, left, text, 0, length)
    for index in range(left + length, left + length + right):
        set_code(result, index, code)
    return result


def interleaved(text: str, new: str, most: int) -> str:
    """str.replace of the empty string: `new` before every character and at the end."""
    result = Builder(int(text.length))
    for index in range(int(text.length)):
        if most != 0:
            result.add(new)
            most -= 1
        result.add_code(code_at(text, index))
    if most != 0:
        result.add(new)
    return result.finish()


def without_tabs(source: str, width: int) -> str:
    """str.expandtabs: spaces up to the next multiple of the width in the line."""
    result = Builder(int(source.length))
    column = 0
    for index in range(int(source.length)):
        code = code_at(source, index)
        if code == 9:
            count = width - column % width if width > 0 else 0
            for _ in range(count):
                result.add_code(32)
            column += count
        else:
            result.add_code(code)
            column = 0 if code == 10 or code == 13 else column + 1
    return result.finish()
