"""Changing the case of text, asking for classes of characters, and `repr` of text."""

from __future__ import annotations

from naja.lang import inline, u8, u64, unsafe, warm
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import chars, text, unicode
from naja.runtime.builder import Builder
from naja.runtime.text import HIGH_BITS, ONES

FROM_A, BEHIND_Z = ONES * u64(0x80 - 0x41), ONES * u64(0x80 - 0x5B)
FROM_SMALL_A, BEHIND_SMALL_Z = ONES * u64(0x80 - 0x61), ONES * u64(0x80 - 0x7B)
FROM_C0, BEHIND_DE = ONES * u64(0x80 - 0x40), ONES * u64(0x80 - 0x5F)
TIMES = ONES * u64(0x57)
SHARP_S, MICRO, SIGMA, FINAL_SIGMA, DOTTED_I = 0xDF, 0xB5, 0x3A3, 0x3C2, 0x130
DIGITS = "0123456789abcdef"


@warm
def lowered(source: str) -> str:
    """str.lower"""
    if source.kind == 1:
        return narrow_lowered(source)
    result = Builder(int(source.length))
    for index in range(int(source.length)):
        add_lower(result, source, index)
    return result.finish()


@warm
@unchecked
def narrow_lowered(source: str) -> str:
    """str.lower of Latin-1, which stays so: eight characters at a time."""
    length = int(source.length)
    data = unsafe.tail(source)
    if length <= text.SHORT:
        return short_lowered(source)
    last = length - 8
    if not changes(data, last):
        return source
    result = text.new_narrow(length)
    target = unsafe.tail(result)
    at = 0
    while at < last:
        (target + at).cast(u64)[0] = lower_word((data + at).cast(u64)[0])
        at += 8
    (target + last).cast(u64)[0] = lower_word((data + last).cast(u64)[0])
    return result


@warm
@unchecked
def short_lowered(source: str) -> str:
    """The same of up to 16 characters, as two words."""
    size = int(source.length)
    data = unsafe.tail(source)
    first, second = data.cast(u64)[0], (data + 8).cast(u64)[0]
    small, rest = lower_word(first), lower_word(second)
    changed = text.first_part(first ^ small, size) | text.second_part(second ^ rest, size)
    if size == 0 or changed == text.ZERO:
        return source
    result = text.new_narrow(size)
    target = unsafe.tail(result)
    target.cast(u64)[0] = small
    (target + 8).cast(u64)[0] = rest
    return result


@warm
@unchecked
def changes(data: Ptr[u8], last: int) -> bool:
    """Whether a capital is among characters the last eight of which begin at `last`."""
    at = 0
    while at < last:
        word = (data + at).cast(u64)[0]
        if lower_word(word) != word:
            return True
        at += 8
    word = (data + last).cast(u64)[0]
    return lower_word(word) != word


@inline
@unchecked
def lower_word(word: u64) -> u64:
    """Eight Latin-1 characters in lower case: 0x20 is added to A-Z, and to 0xC0-0xDE but 0xD7. A
    sum of seven bits and a distance has the high bit where the character is that far or beyond."""
    low = word & ~HIGH_BITS
    ascii = (low + FROM_A) & ~(low + BEHIND_Z) & ~word
    latin = (low + FROM_C0) & ~(low + BEHIND_DE) & ((low ^ TIMES) + ~HIGH_BITS) & word
    return word | ((ascii | latin) & HIGH_BITS) >> 2


@warm
def uppered(source: str) -> str:
    """str.upper"""
    length = int(source.length)
    if source.kind == 1 and text.ascii_prefix(unsafe.tail(source), length) == length:
        return ascii_uppered(unsafe.tail(source), length)
    result = Builder(int(source.length))
    for index in range(int(source.length)):
        add_upper(result, text.code_at(source, index))
    return result.finish()


@warm
@unchecked
def ascii_uppered(data: Ptr[u8], length: int) -> str:
    """str.upper of ASCII: eight characters at a time."""
    result = text.new_narrow(length)
    target = unsafe.tail(result)
    if length < 8:
        for index in range(length):
            target[index] = data[index]
        target.cast(u64)[0] = upper_word(target.cast(u64)[0])
        return result
    last = length - 8
    at = 0
    while at < last:
        (target + at).cast(u64)[0] = upper_word((data + at).cast(u64)[0])
        at += 8
    (target + last).cast(u64)[0] = upper_word((data + last).cast(u64)[0])
    return result


@inline
@unchecked
def upper_word(word: u64) -> u64:
    """Eight ASCII characters in upper case: 0x20 is taken from a-z."""
    small = (word + FROM_SMALL_A) & ~(word + BEHIND_SMALL_Z) & HIGH_BITS
    return word ^ small >> 2


def folded(source: str) -> str:
    """str.casefold"""
    result = Builder(int(source.length))
    for index in range(int(source.length)):
        code = text.code_at(source, index)
        if code == SHARP_S:
            result.add("ss")
        elif code == MICRO:
            result.add_code(0x3BC)
        elif code < 0x100:
            result.add_code(chars.lower(code))
        else:
            add_changed(result, code, unicode.FOLD, unicode.FOLD_MANY)
    return result.finish()


def titled(source: str, first_only: bool) -> str:
    """str.title, or str.capitalize"""
    result = Builder(int(source.length))
    inside = False
    for index in range(int(source.length)):
        code = text.code_at(source, index)
        if inside:
            add_lower(result, source, index)
        elif code == SHARP_S:
            result.add("Ss")
        elif code < 0x100:
            result.add_code(chars.upper_narrow(code))
        else:
            add_changed(result, code, unicode.TITLE, unicode.TITLE_MANY)
        inside = first_only or chars.is_cased(code)
    return result.finish()


def swapped(source: str) -> str:
    """str.swapcase"""
    result = Builder(int(source.length))
    for index in range(int(source.length)):
        code = text.code_at(source, index)
        if chars.is_upper(code):
            add_lower(result, source, index)
        elif chars.is_lower(code):
            add_upper(result, code)
        else:
            result.add_code(code)
    return result.finish()


@warm
def add_upper(result: Builder, code: int) -> None:
    """The upper case of a character."""
    if code == SHARP_S:
        result.add("SS")
    elif code < 0x100:
        result.add_code(chars.upper_narrow(code))
    else:
        add_changed(result, code, unicode.UPPER, unicode.UPPER_MANY)


@warm
def add_changed(result: Builder, code: int, single: bytes, many: bytes) -> None:
    """What a character beyond Latin-1 becomes."""
    parts = unicode.expansion(many, code)
    for part in parts:
        result.add_code(part)
    if len(parts) == 0:
        result.add_code(unicode.changed(single, code))


@warm
def add_lower(result: Builder, source: str, index: int) -> None:
    """The lower case of a character of a text."""
    code = text.code_at(source, index)
    if code == DOTTED_I:
        result.add("i\u0307")
    elif code == SIGMA and ends_word(source, index):
        result.add_code(FINAL_SIGMA)
    else:
        result.add_code(chars.lower(code))


def ends_word(source: str, index: int) -> bool:
    """Whether a letter stands before the place and none behind, past what does not count."""
    return letter_beyond(source, index, -1) and not letter_beyond(source, index, 1)


def letter_beyond(source: str, index: int, step: int) -> bool:
    """Whether the next character that counts in that direction has a case."""
    index += step
    while 0 <= index < int(source.length):
        code = text.code_at(source, index)
        if not is_ignorable(code):
            return chars.is_cased(code)
        index += step
    return False


def is_ignorable(code: int) -> bool:
    """Whether the rule of the final sigma looks past the character."""
    if code < 0x100:
        return code in IGNORABLE_NARROW
    return unicode.holds(unicode.IGNORABLE, code)


IGNORABLE_NARROW = bytes(code for code in range(0x100) if unicode.is_ignorable(chr(code)))


def is_upper(source: str) -> bool:
    """str.isupper: a capital, and no small letter."""
    found = False
    for index in range(int(source.length)):
        code = text.code_at(source, index)
        if chars.is_lower(code) or chars.is_title(code):
            return False
        found = found or chars.is_upper(code)
    return found


def is_lower(source: str) -> bool:
    """str.islower: a small letter, and no capital."""
    found = False
    for index in range(int(source.length)):
        code = text.code_at(source, index)
        if chars.is_upper(code) or chars.is_title(code):
            return False
        found = found or chars.is_lower(code)
    return found


def quoted(source: str) -> str:
    """repr of text."""
    if is_plain(source):
        return "'" + source + "'"
    result = Builder(int(source.length) + 2)
    quote = quote_for(source)
    result.add_code(quote)
    for index in range(int(source.length)):
        code = text.code_at(source, index)
        if code < 0x100 or not chars.is_printable(code):
            add_quoted(result, code, quote)
        else:
            result.add_code(code)
    result.add_code(quote)
    return result.finish()


@warm
@unchecked
def is_plain(source: str) -> bool:
    """Whether nothing needs an escape, nor double quotes around it: Latin-1 only."""
    if source.kind != 1:
        return False
    data = unsafe.tail(source)
    for index in range(int(source.length)):
        code = int(data[index])
        if code == 39 or code == 92 or chars.flags(code) & chars.PRINTABLE == 0:
            return False
    return True


def shown(source: str) -> str:
    """repr of text for messages: shows beyond Latin-1 all but spaces and surrogates: no table."""
    result = Builder(int(source.length) + 2)
    quote = quote_for(source)
    result.add_code(quote)
    for index in range(int(source.length)):
        code = text.code_at(source, index)
        if code < 0x100 or 0xD800 <= code < 0xE000 or chars.is_space(code):
            add_quoted(result, code, quote)
        else:
            result.add_code(code)
    result.add_code(quote)
    return result.finish()


def quote_for(source: str) -> int:
    """The quotation mark that a repr uses."""
    return 34 if "'" in source and '"' not in source else 39


def add_quoted(result: Builder, code: int, quote: int) -> None:
    """One character of a repr: of Latin-1, or one that is escaped."""
    if code == quote or code == 92:
        result.add_code(92)
        result.add_code(code)
    elif code == 10:
        result.add("\\n")
    elif code == 13:
        result.add("\\r")
    elif code == 9:
        result.add("\\t")
    elif code < 0x100 and chars.flags(code) & chars.PRINTABLE != 0:
        result.add_code(code)
    else:
        add_escape(result, code)


def add_escape(result: Builder, code: int) -> None:
    """A character as backslash escape."""
    if code < 0x100:
        result.add("\\x")
        add_hex(result, code, 2)
    elif code < 0x10000:
        result.add("\\u")
        add_hex(result, code, 4)
    else:
        result.add("\\U")
        add_hex(result, code, 8)


def add_hex(result: Builder, value: int, digits: int) -> None:
    """That many hexadecimal digits of a number."""
    shift = digits * 4 - 4
    while shift >= 0:
        result.add_code(text.code_at(DIGITS, value >> shift & 15))
        shift -= 4


def ascii_only(source: str) -> str:
    """The text with what is beyond ASCII escaped."""
    result = Builder(int(source.length))
    for index in range(int(source.length)):
        code = text.code_at(source, index)
        if code < 128:
            result.add_code(code)
        else:
            add_escape(result, code)
    return result.finish()


def escaped(code: int) -> str:
    """A character as backslash escape."""
    result = Builder(10)
    add_escape(result, code)
    return result.finish()


def hex_text(value: int, digits: int) -> str:
    """That many hexadecimal digits of a number."""
    result = Builder(digits)
    add_hex(result, value, digits)
    return result.finish()
