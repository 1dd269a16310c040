"""What kind of character a code point is, and its other case.

Exact for ASCII and Latin-1. Beyond, spaces are known; letters have no case here, every code point
that is not a space or control counts as a printable letter, and there are no further digits.
"""

from __future__ import annotations

from naja.lang import unsafe

ALPHA, DECIMAL, DIGIT, NUMERIC, UPPER, LOWER, PRINTABLE = 1, 2, 4, 8, 16, 32, 64


def _flags(c: str) -> int:
    return (
        c.isalpha() * ALPHA
        | c.isdecimal() * DECIMAL
        | c.isdigit() * DIGIT
        | c.isnumeric() * NUMERIC
        | c.isupper() * UPPER
        | c.islower() * LOWER
        | c.isprintable() * PRINTABLE
    )


FLAGS = bytes(_flags(chr(code)) for code in range(256))


def has_flag(code: int, flag: int) -> bool:
    """Whether any of the flags holds for the code point."""
    if code < 0x100:
        return int(unsafe.tail(FLAGS)[code]) & flag != 0
    if flag & PRINTABLE != 0:
        return not is_space(code) and not is_hidden(code)
    return flag & ALPHA != 0 and not is_hidden(code) and not is_symbol(code)


def is_symbol(code: int) -> bool:
    """Beyond Latin-1, the blocks of punctuation, symbols and pictures."""
    return (
        0x2000 <= code < 0x2C00
        or 0x2E00 <= code <= 0x3004
        or 0x3008 <= code <= 0x3020
        or 0xFE00 <= code <= 0xFE6F
        or 0xFF00 <= code <= 0xFF20
        or 0x1F000 <= code < 0x20000
    )


def is_hidden(code: int) -> bool:
    """Beyond Latin-1, what `repr` escapes: surrogates, private use, format characters."""
    return (
        0xD800 <= code < 0xF900
        or 0x200B <= code <= 0x200F
        or 0x202A <= code <= 0x202E
        or code == 0xFEFF
        or code >= 0xE0000
    )


def is_cased(code: int) -> bool:
    """Whether the character has a case."""
    return has_flag(code, UPPER | LOWER)


def is_space(code: int) -> bool:
    """str.isspace of one character; exact."""
    if code < 0x100:
        return 9 <= code <= 13 or 28 <= code <= 32 or code == 0x85 or code == 0xA0
    return (
        0x2000 <= code <= 0x200A
        or code == 0x1680
        or code == 0x2028
        or code == 0x2029
        or code == 0x202F
        or code == 0x205F
        or code == 0x3000
    )


def is_line_end(code: int) -> bool:
    """Whether str.splitlines ends a line here; CR LF counts once."""
    return 10 <= code <= 13 or 28 <= code <= 30 or code == 0x85 or code == 0x2028 or code == 0x2029


def lower(code: int) -> int:
    """The lower case of one character."""
    if 65 <= code <= 90 or (0xC0 <= code <= 0xDE and code != 0xD7):
        return code + 32
    return code


def upper(code: int) -> int:
    """The upper case of one character that has a single one; sharp s stays."""
    if 97 <= code <= 122 or (0xE0 <= code <= 0xFE and code != 0xF7):
        return code - 32
    if code == 0xB5:
        return 0x39C
    if code == 0xFF:
        return 0x178
    return code
