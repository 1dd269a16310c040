"""What kind of character a code point is, and its other case.

Latin-1 is looked up in one byte a character, what lies beyond in the tables of `unicode.py`.
"""

from __future__ import annotations

from naja.lang import inline, unsafe, warm
from naja.lang.unsafe import unchecked
from naja.runtime import unicode

ALPHA, DECIMAL, DIGIT, NUMERIC, UPPER, LOWER, PRINTABLE = 1, 2, 4, 8, 16, 32, 64
WORD = ALPHA | DECIMAL | DIGIT | NUMERIC
NARROW_SPACES = 0x1F0003E00
"""The spaces up to 32, as bits."""


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


@warm
def flags(code: int) -> int:
    """The flags of a Latin-1 character."""
    return int(unsafe.tail(FLAGS)[code])


@warm
@unchecked
def all_narrow(source: str, wanted: int) -> bool:
    """Whether Latin-1 text is not empty and each character has one of the flags."""
    data = unsafe.tail(source)
    for index in range(int(source.length)):
        if flags(int(data[index])) & wanted == 0:
            return False
    return source.length != 0


@inline
@unchecked
def is_narrow_space(code: int) -> bool:
    """str.isspace of a Latin-1 character."""
    if code <= 32:
        return NARROW_SPACES >> code & 1 != 0
    return code == 0x85 or code == 0xA0


@warm
def is_alpha(code: int) -> bool:
    """str.isalpha of one character."""
    return flags(code) & ALPHA != 0 if code < 0x100 else unicode.holds(unicode.ALPHA, code)


@warm
def is_decimal(code: int) -> bool:
    """str.isdecimal of one character."""
    return flags(code) & DECIMAL != 0 if code < 0x100 else unicode.holds(unicode.DECIMAL, code)


@warm
def is_digit(code: int) -> bool:
    """str.isdigit of one character."""
    return flags(code) & DIGIT != 0 if code < 0x100 else unicode.holds(unicode.DIGIT, code)


def is_numeric(code: int) -> bool:
    """str.isnumeric of one character."""
    return flags(code) & NUMERIC != 0 if code < 0x100 else unicode.holds(unicode.NUMERIC, code)


@warm
def is_alnum(code: int) -> bool:
    """str.isalnum of one character."""
    return is_alpha(code) or is_decimal(code) or is_digit(code) or is_numeric(code)


def is_printable(code: int) -> bool:
    """str.isprintable of one character."""
    if code < 0x100:
        return flags(code) & PRINTABLE != 0
    return unicode.holds(unicode.PRINTABLE, code)


def is_upper(code: int) -> bool:
    """str.isupper of one character."""
    return flags(code) & UPPER != 0 if code < 0x100 else unicode.holds(unicode.IS_UPPER, code)


def is_lower(code: int) -> bool:
    """str.islower of one character."""
    return flags(code) & LOWER != 0 if code < 0x100 else unicode.holds(unicode.IS_LOWER, code)


def is_title(code: int) -> bool:
    """Whether the character is a digraph of which only the first letter is a capital."""
    return code >= 0x100 and unicode.holds(unicode.IS_TITLE, code)


def is_cased(code: int) -> bool:
    """Whether the character has a case."""
    if code < 0x100:
        return flags(code) & (UPPER | LOWER) != 0
    return unicode.holds(unicode.CASED, code)


@warm
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


@warm
def lower(code: int) -> int:
    """The lower case of one character that has a single one."""
    if code >= 0x100:
        return unicode.changed(unicode.LOWER, code)
    return lower_narrow(code)


@inline
def lower_narrow(code: int) -> int:
    """The lower case of a Latin-1 character, which is another one."""
    if 65 <= code <= 90 or (0xC0 <= code <= 0xDE and code != 0xD7):
        return code + 32
    return code


@warm
def upper(code: int) -> int:
    """The upper case of one character that has a single one."""
    return upper_narrow(code) if code < 0x100 else unicode.changed(unicode.UPPER, code)


def upper_narrow(code: int) -> int:
    """The upper (and title) case of a Latin-1 character; sharp s stays."""
    if 97 <= code <= 122 or (0xE0 <= code <= 0xFE and code != 0xF7):
        return code - 32
    if code == 0xB5:
        return 0x39C
    return 0x178 if code == 0xFF else code
