"""str.translate, str.maketrans, str.isidentifier, str.istitle."""

from __future__ import annotations

from typing import TypeVar

from naja.lang import overloads
from naja.runtime import chars, errors, text, unicode
from naja.runtime.builder import Builder

V = TypeVar("V")
W = TypeVar("W")

NARROW_START = bytes(code for code in range(256) if chr(code).isidentifier())
NARROW_INSIDE = bytes(code for code in range(256) if ("a" + chr(code)).isidentifier())


def paired(source: str, target: str) -> dict[int, int]:
    """maketrans(source, target)"""
    if source.length != target.length:
        raise errors.value_error("the first two maketrans arguments must have equal length")
    result: dict[int, int] = {}
    for index in range(int(source.length)):
        result[text.code_at(source, index)] = text.code_at(target, index)
    return result


def paired_without(source: str, target: str, dropped: str) -> dict[int, int | None]:
    """maketrans(source, target, dropped)"""
    result: dict[int, int | None] = {}
    for code, other in paired(source, target).items():
        result[code] = other
    for index in range(int(dropped.length)):
        result[text.code_at(dropped, index)] = None
    return result


def by_character(table: dict[str, V]) -> dict[int, V]:
    """maketrans({"a": …})"""
    result: dict[int, V] = {}
    for key, value in table.items():
        if key.length != 1:
            raise errors.value_error("string keys in translate table must be of length 1")
        result[text.code_at(key, 0)] = value
    return result


def by_code(table: dict[int, V]) -> dict[int, V]:
    """maketrans({97: …})"""
    return table.copy()


make = overloads(paired, paired_without, by_character, by_code)


def translated(source: str, table: dict[int, V]) -> str:
    """source.translate(table): each character is replaced, dropped (None) or kept (not there)."""
    result = Builder(int(source.length))
    for index in range(int(source.length)):
        code = text.code_at(source, index)
        if code not in table:
            result.add_code(code)
        else:
            put(result, table[code])
    return result.finish()


def put(result: Builder, value: W) -> None:
    """What a table holds for a character."""
    if isinstance(value, int):
        if value < 0 or value > 0x10FFFF:
            raise errors.value_error("character mapping must be in range(0x110000)")
        result.add_code(value)
    elif isinstance(value, str):
        result.add(value)


def is_identifier(source: str) -> bool:
    """Whether it could be a name."""
    for index in range(int(source.length)):
        code = text.code_at(source, index)
        if code < 256:
            if code not in (NARROW_START if index == 0 else NARROW_INSIDE):
                return False
        elif not unicode.holds(unicode.NAME_START if index == 0 else unicode.NAME_INSIDE, code):
            return False
    return source.length != 0


def is_title(source: str) -> bool:
    """Whether each run of letters begins with a capital and goes on in small letters."""
    inside = False
    found = False
    for index in range(int(source.length)):
        code = text.code_at(source, index)
        if chars.is_upper(code) or chars.is_title(code):
            if inside:
                return False
            inside = True
            found = True
        elif chars.is_lower(code):
            if not inside:
                return False
            found = True
        else:
            inside = False
    return found
