"""What the methods of bytes and bytearray do that treat them as ASCII text, and other rare ones."""

from __future__ import annotations

from typing import TypeVar

from naja.lang import u8, unsafe
from naja.runtime import bytes as plain
from naja.runtime import casing, data, errors, text
from naja.runtime.builder import Builder

B = TypeVar("B", bytes, bytearray, memoryview)
C = TypeVar("C", bytes, bytearray, memoryview)


def is_upper(byte: int) -> bool:
    return 65 <= byte <= 90


def is_lower(byte: int) -> bool:
    return 97 <= byte <= 122


def is_alpha(byte: int) -> bool:
    return is_upper(byte) or is_lower(byte)


def is_digit(byte: int) -> bool:
    return 48 <= byte <= 57


def all_alpha(source: bytes) -> bool:
    for byte in source:
        if not is_alpha(byte):
            return False
    return len(source) != 0


def all_alnum(source: bytes) -> bool:
    for byte in source:
        if not is_alpha(byte) and not is_digit(byte):
            return False
    return len(source) != 0


def all_space(source: bytes) -> bool:
    for byte in source:
        if not data.is_space(byte):
            return False
    return len(source) != 0


def all_ascii(source: bytes) -> bool:
    for byte in source:
        if byte >= 128:
            return False
    return True


def cased(source: bytes, upper: bool) -> bool:
    """isupper, islower: a letter of that case and none of the other."""
    found = False
    for byte in source:
        if is_alpha(byte):
            if is_upper(byte) != upper:
                return False
            found = True
    return found


def is_title(source: bytes) -> bool:
    inside = False
    found = False
    for byte in source:
        if is_alpha(byte):
            if is_upper(byte) == inside:
                return False
            found = True
        inside = is_alpha(byte)
    return found


def titled(source: bytes, first_only: bool) -> bytes:
    """title, capitalize"""
    result = plain.copied(data.address(source), len(source))
    target = unsafe.tail(result)
    inside = False
    for index in range(len(source)):
        byte = int(target[index])
        if is_alpha(byte):
            target[index] = u8.wrap(byte | 32 if inside else byte & 0xDF)
        inside = first_only or is_alpha(byte)
    return result


def swapped(source: bytes) -> bytes:
    result = plain.copied(data.address(source), len(source))
    target = unsafe.tail(result)
    for index in range(len(source)):
        byte = int(target[index])
        if is_alpha(byte):
            target[index] = u8.wrap(byte ^ 32)
    return result


def centered(source: bytes, width: int, fill: B) -> bytes:
    margin = width - len(source)
    if margin <= 0:
        return source
    left = (margin >> 1) + (margin & width & 1)
    return filling(fill, left) + source + filling(fill, margin - left)


def filling(fill: B, count: int) -> bytes:
    """One byte, repeated."""
    if len(fill) != 1:
        raise errors.type_error("fill has to be a byte string of length 1")
    return bytes(fill) * count


def zero_filled(source: bytes, width: int) -> bytes:
    margin = width - len(source)
    if margin <= 0:
        return source
    if source[:1] == b"+" or source[:1] == b"-":
        return source[:1] + b"0" * margin + source[1:]
    return b"0" * margin + source


def without_tabs(source: bytes, width: int) -> bytes:
    """expandtabs"""
    result = bytearray()
    column = 0
    for byte in source:
        if byte == 9:
            count = width - column % width if width > 0 else 0
            result.extend(b" " * count)
            column += count
        else:
            result.append(byte)
            column = 0 if byte == 10 or byte == 13 else column + 1
    return bytes(result)


def translated(source: bytes, table: B | None, dropped: C) -> bytes:
    if table is not None and len(table) != 256:
        raise errors.value_error("translation table must be 256 characters long")
    unwanted = bytes(dropped)
    result = bytearray()
    for byte in source:
        if data.find_byte(unwanted, byte, 0, len(unwanted)) < 0:
            result.append(byte if table is None else table[byte])
    return bytes(result)


def make_table(source: B, target: C) -> bytes:
    """bytes.maketrans"""
    if len(source) != len(target):
        raise errors.value_error("maketrans arguments must have same length")
    result = bytearray(range(256))
    for index in range(len(source)):
        result[source[index]] = target[index]
    return bytes(result)


def hex_groups(source: bytes, separator: int, size: int) -> str:
    """hex(separator, size): groups count from the right, for a negative size from the left."""
    if separator > 127:
        raise errors.value_error("sep must be ASCII.")
    group = -size if size < 0 else size
    result = Builder(len(source) * 3)
    for index in range(len(source)):
        before = index if size < 0 else len(source) - index
        if index > 0 and group != 0 and before % group == 0:
            result.add_code(separator)
        casing.add_hex(result, source[index], 2)
    return result.finish()


def separator_of(given: str) -> int:
    if len(given) != 1:
        raise errors.value_error("sep must be length 1.")
    return text.code_at(given, 0)


def rsplit(source: bytes, separator: bytes | None, most: int) -> list[bytes]:
    result: list[bytes] = []
    if separator is None:
        end = len(source)
        while True:
            while end > 0 and data.is_space(source[end - 1]):
                end -= 1
            if end == 0:
                break
            begin = end
            if most == 0:
                result.append(source[:end])
                break
            while begin > 0 and not data.is_space(source[begin - 1]):
                begin -= 1
            result.append(source[begin:end])
            end = begin
            most -= 1
        result.reverse()
        return result
    if len(separator) == 0:
        raise errors.value_error("empty separator")
    end = len(source)
    while most != 0:
        at = data.rfind(source, separator, 0, end)
        if at < 0:
            break
        result.append(source[at + len(separator) : end])
        end = at
        most -= 1
    result.append(source[:end])
    result.reverse()
    return result


def edge(source: bytes, part: B, start: int, end: int, at_end: bool) -> bool:
    """startswith and endswith with bounds."""
    if start > len(source):
        return False
    inside = source[start:end]
    return data.ends(inside, part) if at_end else data.starts(inside, part)
