"""Properties of the characters beyond Latin-1, as tables that are made while a program is compiled.

Each table is made from the answers of the CPython that builds, and only when compiled code names it
(`unicode.ALPHA`). A table of runs holds the lengths of alternating runs of code points without and
with a property, from U+0100 on. A table of cases holds, in ascending order, runs of code points
that change by the same distance. A table of expansions holds code points that become several. All
numbers are in base 128, low digits first, the high bit set on all bytes but the last.
"""

from __future__ import annotations

from collections.abc import Callable

FIRST = 0x100
CASE_END = 0x20000  # no character beyond has a case

ALPHA: bytes
DECIMAL: bytes
DIGIT: bytes
NUMERIC: bytes
PRINTABLE: bytes
IS_LOWER: bytes
IS_UPPER: bytes
IS_TITLE: bytes
CASED: bytes
IGNORABLE: bytes
NAME_START: bytes
NAME_INSIDE: bytes
LOWER: bytes
UPPER: bytes
TITLE: bytes
FOLD: bytes
UPPER_MANY: bytes
TITLE_MANY: bytes
FOLD_MANY: bytes


def _packed(number: int) -> bytes:
    low = bytes([number & 0x7F | (0x80 if number > 0x7F else 0)])
    return low if number <= 0x7F else low + _packed(number >> 7)


def _runs(test: Callable[[str], bool], *places: range) -> bytes:
    result, begin, state = b"", FIRST, False
    for place in places:
        for code in range(place.start, place.stop + 1):
            holds = code < place.stop and test(chr(code))
            if holds != state:
                result += _packed(code - begin)
                begin, state = code, holds
    return result


def _cases(change: Callable[[str], str]) -> bytes:
    result, last, code = b"", FIRST, FIRST
    while code < CASE_END:
        distance = _distance(change, code)
        if distance == 0:
            code += 1
            continue
        step = 2 if _distance(change, code + 1) != distance else 1
        count = 1
        while _distance(change, code + count * step) == distance and (
            step == 1 or _distance(change, code + count * step - 1) == 0
        ):
            count += 1
        spread = (distance << 1 if distance > 0 else -distance << 1 | 1) << 1 | step - 1
        result += _packed(code - last) + _packed(count) + _packed(spread)
        last = code + (count - 1) * step + 1
        code = last
    return result


def _distance(change: Callable[[str], str], code: int) -> int:
    changed = change(chr(code))
    return ord(changed) - code if len(changed) == 1 else 0


def _expansions(change: Callable[[str], str]) -> bytes:
    result, last = b"", FIRST
    for code in range(FIRST, CASE_END):
        changed = change(chr(code))
        if len(changed) > 1:
            result += _packed(code - last) + _packed(len(changed))
            result += b"".join(_packed(ord(c)) for c in changed)
            last = code
    return result


def _is_cased(c: str) -> bool:
    return (c + "a").title()[-1] == "a"


def is_ignorable(c: str) -> bool:
    """Whether the rule of the final sigma looks past it."""
    return ("A" + c + "Σ").lower()[-1] == "ς" and (c + "Σ").lower()[-1] == "σ"


WITH_CASE = range(FIRST, CASE_END)
LETTERS = range(FIRST, 0x33000)  # all that is assigned, but for
TAGS = range(0xE0000, 0xE0200)
_MAKERS: dict[str, Callable[[], bytes]] = {
    "ALPHA": lambda: _runs(str.isalpha, LETTERS),
    "DECIMAL": lambda: _runs(str.isdecimal, WITH_CASE),
    "DIGIT": lambda: _runs(str.isdigit, WITH_CASE),
    "NUMERIC": lambda: _runs(str.isnumeric, LETTERS),
    "PRINTABLE": lambda: _runs(str.isprintable, LETTERS, TAGS),
    "IS_LOWER": lambda: _runs(str.islower, WITH_CASE),
    "IS_UPPER": lambda: _runs(str.isupper, WITH_CASE),
    "IS_TITLE": lambda: _runs(lambda c: c.istitle() and not c.isupper(), WITH_CASE),
    "CASED": lambda: _runs(_is_cased, WITH_CASE),
    "IGNORABLE": lambda: _runs(is_ignorable, WITH_CASE, TAGS),
    "NAME_START": lambda: _runs(str.isidentifier, LETTERS),
    "NAME_INSIDE": lambda: _runs(lambda c: ("a" + c).isidentifier(), LETTERS, TAGS),
    "LOWER": lambda: _cases(str.lower),
    "UPPER": lambda: _cases(str.upper),
    "TITLE": lambda: _cases(str.title),
    "FOLD": lambda: _cases(str.casefold),
    "UPPER_MANY": lambda: _expansions(str.upper),
    "TITLE_MANY": lambda: _expansions(str.title),
    "FOLD_MANY": lambda: _expansions(str.casefold),
}


def __getattr__(name: str) -> bytes:
    if name not in _MAKERS:
        raise AttributeError(name)
    table = globals()[name] = _MAKERS[name]()
    return table


class Reader:
    """Reads the numbers of a table one after the other."""

    table: bytes
    position: int

    def __init__(self, table: bytes) -> None:
        self.table = table
        self.position = 0

    def more(self) -> bool:
        """Whether a number follows."""
        return self.position < len(self.table)

    def number(self) -> int:
        """The next number."""
        result = 0
        shift = 0
        while True:
            byte = self.table[self.position]
            self.position += 1
            result = result | (byte & 0x7F) << shift
            if byte < 0x80:
                return result
            shift += 7


def holds(table: bytes, code: int) -> bool:
    """Whether a code point from U+0100 on lies in a run with the property."""
    reader = Reader(table)
    begin = FIRST
    state = False
    while reader.more():
        begin += reader.number()
        if code < begin:
            return state
        state = not state
    return state


def changed(table: bytes, code: int) -> int:
    """What a code point from U+0100 on becomes."""
    reader = Reader(table)
    last = FIRST
    while reader.more():
        begin = last + reader.number()
        count = reader.number()
        spread = reader.number()
        step = (spread & 1) + 1
        if code < begin:
            return code
        inside = code - begin
        if inside <= (count - 1) * step:
            if inside % step != 0:
                return code
            distance = spread >> 2
            return code - distance if spread & 2 else code + distance
        last = begin + (count - 1) * step + 1
    return code


def expansion(table: bytes, code: int) -> list[int]:
    """The several code points that one from U+0100 on becomes; empty if it does not."""
    reader = Reader(table)
    result: list[int] = []
    last = FIRST
    while reader.more():
        last += reader.number()
        for _ in range(reader.number()):
            part = reader.number()
            if last == code:
                result.append(part)
        if last >= code:
            return result
    return result


def decimal(table: bytes, code: int) -> int:
    """The value of a decimal digit from U+0100 on, by the table of decimals; 99 for others."""
    reader = Reader(table)
    begin = FIRST
    while reader.more():
        begin += reader.number()
        size = reader.number() if reader.more() else 0
        if code < begin:
            return 99
        if code < begin + size:
            return (code - begin) % 10
        begin += size
    return 99
