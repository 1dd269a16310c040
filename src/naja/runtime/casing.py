"""Changing the case of text, asking for classes of characters, and `repr` of text."""

from __future__ import annotations

from naja.runtime import chars, text
from naja.runtime.builder import Builder

LOWER, UPPER, TITLE, CAPITAL, SWAP, FOLD = 0, 1, 2, 3, 4, 5
SHARP_S = 0xDF
DIGITS = "0123456789abcdef"


def mapped(source: str, mode: int) -> str:
    """The text in another case; title and capital look at what stands before a letter."""
    result = Builder(int(source.length))
    inside = False
    for index in range(int(source.length)):
        code = text.code_at(source, index)
        raised = mode == UPPER
        if mode == TITLE or mode == CAPITAL:
            raised = not inside
        elif mode == SWAP:
            raised = chars.lower(code) == code
        if code == SHARP_S and (raised or mode == FOLD):
            result.add_code(83 if raised else 115)
            result.add_code(83 if raised and mode != TITLE and mode != CAPITAL else 115)
        elif mode == FOLD and code == 0xB5:
            result.add_code(0x3BC)
        else:
            result.add_code(chars.upper(code) if raised else chars.lower(code))
        inside = mode == CAPITAL or chars.is_cased(code)
    return result.finish()


def all_have(source: str, flags: int) -> bool:
    """Whether the text is not empty and each character has one of the flags."""
    for index in range(int(source.length)):
        if not chars.has_flag(text.code_at(source, index), flags):
            return False
    return source.length != 0


def is_cased(source: str, wanted: int, unwanted: int) -> bool:
    """str.isupper and str.islower: a letter of the wanted case, none of the other."""
    found = False
    for index in range(int(source.length)):
        code = text.code_at(source, index)
        if chars.has_flag(code, unwanted):
            return False
        if chars.has_flag(code, wanted):
            found = True
    return found


def quoted(source: str) -> str:
    """repr of text."""
    quote = 39
    if "'" in source and '"' not in source:
        quote = 34
    result = Builder(int(source.length) + 2)
    result.add_code(quote)
    for index in range(int(source.length)):
        add_quoted(result, text.code_at(source, index), quote)
    result.add_code(quote)
    return result.finish()


def add_quoted(result: Builder, code: int, quote: int) -> None:
    """One character of a repr."""
    if code == quote or code == 92:
        result.add_code(92)
        result.add_code(code)
    elif code == 10:
        result.add("\\n")
    elif code == 13:
        result.add("\\r")
    elif code == 9:
        result.add("\\t")
    elif chars.has_flag(code, chars.PRINTABLE):
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
