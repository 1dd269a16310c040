"""The format mini-language: a spec is read into a `Spec`. Messages of errors are CPython's."""

from __future__ import annotations

from naja.lang import cold
from naja.runtime import errors
from naja.runtime.text import code_at

NONE, LEFT, RIGHT, CENTER, INNER = 0, 60, 62, 94, 61  # and the characters < > ^ =
SPACE, ZERO, PLUS, MINUS, HASH, COMMA, UNDERSCORE, POINT, PERCENT = (
    32,
    48,
    43,
    45,
    35,
    44,
    95,
    46,
    37,
)
UNSET = -1
WIDEST = 1 << 31


class Spec:
    """[[fill]align][sign][z][#][0][width][grouping][.precision][type], 0 or UNSET where absent."""

    fill: int
    align: int
    sign: int
    negative_zero: bool
    alternate: bool
    width: int
    grouping: int
    precision: int
    type: int

    def __init__(self, source: str, align: int, default_type: int, type_name: str) -> None:
        self.fill = SPACE
        self.align = align
        self.sign = MINUS
        self.negative_zero = True
        self.alternate = False
        self.grouping = 0
        self.precision = UNSET
        self.type = default_type
        end = len(source)
        at = 0
        aligned = False
        filled = False
        if end >= 2 and is_align(code_at(source, 1)):
            self.fill = code_at(source, 0)
            self.align = code_at(source, 1)
            aligned = True
            filled = True
            at = 2
        elif end >= 1 and is_align(code_at(source, 0)):
            self.align = code_at(source, 0)
            aligned = True
            at = 1
        code = spec_code(source, at)
        if code == PLUS or code == MINUS or code == SPACE:
            self.sign = code
            at += 1
        else:
            self.sign = 0
        if spec_code(source, at) == 122:
            self.negative_zero = False
            at += 1
        if spec_code(source, at) == HASH:
            self.alternate = True
            at += 1
        if spec_code(source, at) == ZERO and not filled:
            self.fill = ZERO
            if not aligned and align == RIGHT:
                self.align = INNER
            at += 1
        self.width, at = number(source, at)
        code = spec_code(source, at)
        if code == COMMA or code == UNDERSCORE:
            self.grouping = code
            at += 1
            code = spec_code(source, at)
            if code == COMMA or code == UNDERSCORE:
                if code == self.grouping == UNDERSCORE:
                    raise errors.value_error("Cannot specify both '_' and '_'.")
                raise errors.value_error("Cannot specify both ',' and '_'.")
        if spec_code(source, at) == POINT:
            begin = at + 1
            self.precision, at = number(source, begin)
            if at == begin:
                raise errors.value_error("Format specifier missing precision")
        if at < end:
            self.type = code_at(source, at)
            at += 1
        if at < end:
            raise errors.value_error(
                "Invalid format specifier '" + source + "' for object of type '" + type_name + "'"
            )
        if self.grouping != 0 and not may_group(self.grouping, self.type):
            raise errors.value_error(
                "Cannot specify '" + chr(self.grouping) + "' with '" + chr(self.type) + "'."
            )


def may_group(grouping: int, type: int) -> bool:
    """Whether numbers of that type can have separators."""
    if type == 98 or type == 111 or type == 120 or type == 88:
        return grouping == UNDERSCORE
    return type == 0 or type == 100 or is_float_type(type)


def is_align(code: int) -> bool:
    return code == LEFT or code == RIGHT or code == CENTER or code == INNER


def spec_code(source: str, at: int) -> int:
    """The character there, 0 behind the end."""
    return code_at(source, at) if at < len(source) else 0


def number(source: str, at: int) -> tuple[int, int]:
    """The decimal number there (0 if none) and where it ends."""
    value = 0
    while 48 <= spec_code(source, at) <= 57:
        value = value * 10 + code_at(source, at) - 48
        if value >= WIDEST:
            raise errors.value_error("Too many decimal digits in format string")
        at += 1
    return value, at


@cold
def unknown_type(code: int, type_name: str) -> ValueError:
    return errors.value_error(
        "Unknown format code '" + chr(code) + "' for object of type '" + type_name + "'"
    )


def is_int_type(code: int) -> bool:
    """b c d n o x X"""
    return 98 <= code <= 100 or 110 <= code <= 111 or code == 120 or code == 88


def is_float_type(code: int) -> bool:
    """e E f F g G %"""
    return code == PERCENT or 101 <= code <= 103 or 69 <= code <= 71
