"""What one conversion of a `%` template shows. width and precision may come from a `*`."""

from __future__ import annotations

from naja.lang import cold
from naja.runtime import errors, floating, format

LEFT, SIGN, SPACE, ALTERNATE, ZERO = 1, 2, 4, 8, 16
FLAGS = {"-": LEFT, "+": SIGN, " ": SPACE, "#": ALTERNATE, "0": ZERO}
UNSET = -1
INT_D, INT_I, INT_U, INT_O, INT_X, INT_X_UPPER = 100, 105, 117, 111, 120, 88
FIXED = 102
LARGE = 9e18


def precision_of(given: int) -> int:
    """What a `*` gives: negative ones count as zero."""
    return given if given > 0 else 0


def filled(head: str, body: str, flags: int, width: int) -> str:
    """sign and prefix, then the rest, in a width; a negative one means to the left."""
    if width < 0:
        width = -width
        flags = flags | LEFT
    margin = width - len(head) - len(body)
    if margin <= 0:
        return head + body
    if flags & LEFT:
        return head + body + " " * margin
    if flags & ZERO:
        return head + "0" * margin + body
    return " " * margin + head + body


def of_text(value: str, flags: int, width: int, precision: int) -> str:
    """%s of text."""
    shown = value[:precision] if 0 <= precision < len(value) else value
    return filled("", shown, flags & LEFT, width)


def sign_of(negative: bool, flags: int) -> str:
    """What stands before the digits."""
    if negative:
        return "-"
    if flags & SIGN:
        return "+"
    return " " if flags & SPACE else ""


def of_int(value: int, flags: int, width: int, precision: int, code: int) -> str:
    """%d %i %u %o %x %X"""
    base = 10
    if code == INT_O:
        base = 8
    elif code == INT_X or code == INT_X_UPPER:
        base = 16
    letters = 55 if code == INT_X_UPPER else 87
    digits = format.digits_in(format.magnitude(value), base, False, letters)
    return of_digits(digits, value < 0, flags, width, precision, code)


def of_whole_float(value: float, flags: int, width: int, precision: int, code: int) -> str:
    """%d of a float: without its fraction."""
    if not floating.is_finite(value) or -LARGE < value < LARGE:
        return of_int(floating.to_int(value), flags, width, precision, code)
    digits = format.shown_float(value, FIXED, 0, False, False)
    return of_digits(digits, value < 0.0, flags, width, precision, code)


def of_digits(
    digits: str, negative: bool, flags: int, width: int, precision: int, code: int
) -> str:
    """As `of_int`, of digits that are written already."""
    head = sign_of(negative, flags)
    if flags & ALTERNATE and (code == INT_O or code == INT_X or code == INT_X_UPPER):
        head += "0" + chr(code)
    if len(digits) < precision:
        digits = "0" * (precision - len(digits)) + digits
    return filled(head, digits, flags, width)


def of_float(value: float, flags: int, width: int, precision: int, code: int) -> str:
    """%e %f %g and in capitals"""
    upper = code < 97
    kind = code + 32 if upper else code
    places = 6 if precision == UNSET else precision
    body = format.shown_float(value, kind, places, False, flags & ALTERNATE != 0)
    if upper:
        body = body.upper()
    negative = format.is_negative(value) and value == value
    return filled(sign_of(negative, flags), body, flags, width)


def of_code(code: int) -> str:
    """%c of a number."""
    if code < 0 or code > 0x10FFFF:
        raise errors.overflow_error("%c arg not in range(0x110000)")
    return chr(code)


def of_character(value: str) -> str:
    """%c of text."""
    if len(value) != 1:
        raise not_a_character()
    return value


def byte_of_code(code: int) -> str:
    """%c of a number, for bytes."""
    if code < 0 or code > 255:
        raise errors.overflow_error("%c arg not in range(256)")
    return chr(code)


def byte_of_data(value: str) -> str:
    """%c of bytes."""
    if len(value) != 1:
        raise errors.type_error("%c requires an integer in range(256) or a single byte")
    return value


@cold
def not_a_character() -> TypeError:
    return errors.type_error("%c requires int or char")
