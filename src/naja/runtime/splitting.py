"""Taking text apart: the methods of `str` that give parts of it."""

from __future__ import annotations

from naja.lang import warm
from naja.runtime import chars, errors, text, trimming


@warm
def split(s: str, sep: str | None, maxsplit: int) -> list[str]:
    """`s.split(sep, maxsplit)`."""
    if sep is None:
        return trimming.split_spaces(s, maxsplit)
    if sep.length == 0:
        raise errors.value_error("empty separator")
    result: list[str] = []
    length = int(s.length)
    begin = 0
    while maxsplit != 0:
        at = text.find_between(s, sep, begin, length)
        if at < 0:
            break
        result.append(text.substring(s, begin, at))
        begin = at + int(sep.length)
        maxsplit -= 1
    result.append(text.substring(s, begin, length))
    return result


def rsplit(s: str, sep: str | None, maxsplit: int) -> list[str]:
    """`s.rsplit(sep, maxsplit)`."""
    if sep is None:
        return trimming.rsplit_spaces(s, maxsplit)
    if sep.length == 0:
        raise errors.value_error("empty separator")
    result: list[str] = []
    end = int(s.length)
    while maxsplit != 0:
        at = text.rfind_between(s, sep, 0, end)
        if at < 0:
            break
        result.append(text.substring(s, at + int(sep.length), end))
        end = at
        maxsplit -= 1
    result.append(text.substring(s, 0, end))
    result.reverse()
    return result


@warm
def lines(s: str, keepends: bool) -> list[str]:
    """`s.splitlines(keepends)`."""
    if s.kind == 1:
        return trimming.narrow_lines(s, keepends)
    result: list[str] = []
    length = int(s.length)
    begin = 0
    index = 0
    while index < length:
        code = text.code_at(s, index)
        index += 1
        if chars.is_line_end(code):
            end = index - 1
            if code == 13 and index < length and text.code_at(s, index) == 10:
                index += 1
            result.append(text.substring(s, begin, index if keepends else end))
            begin = index
    if begin < length:
        result.append(text.substring(s, begin, length))
    return result


def partition(s: str, sep: str) -> tuple[str, str, str]:
    """`s.partition(sep)`."""
    if sep.length == 0:
        raise errors.value_error("empty separator")
    length = int(s.length)
    at = text.find_between(s, sep, 0, length)
    if at < 0:
        return s, "", ""
    end = at + int(sep.length)
    return text.substring(s, 0, at), sep, text.substring(s, end, length)


def rpartition(s: str, sep: str) -> tuple[str, str, str]:
    """`s.rpartition(sep)`."""
    if sep.length == 0:
        raise errors.value_error("empty separator")
    length = int(s.length)
    at = text.rfind_between(s, sep, 0, length)
    if at < 0:
        return "", "", s
    end = at + int(sep.length)
    return text.substring(s, 0, at), sep, text.substring(s, end, length)
