"""UTF-16 and UTF-32: little and big, and with a byte order mark, which is written little."""

from __future__ import annotations

from naja.lang import u8, unsafe
from naja.lang.unsafe import Ptr
from naja.runtime import bytes as plain
from naja.runtime import codecs, text
from naja.runtime.builder import Builder

MARK = 0xFEFF
SHOWN = ["", "", "", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
TRUNCATED, UNEXPECTED = "truncated data", "unexpected end of data"
ILLEGAL, ILLEGAL_SURROGATE = "illegal encoding", "illegal UTF-16 surrogate"
TOO_LARGE = "code point not in range(0x110000)"
SURROGATE = "code point in surrogate code point range(0xd800, 0xe000)"


def unit_of(codec: int) -> int:
    """Bytes of a unit."""
    return 2 if codec <= codecs.UTF16_BIG else 4


def is_big(codec: int) -> bool:
    return codec == codecs.UTF16_BIG or codec == codecs.UTF32_BIG


def put(target: Ptr[u8], value: int, unit: int, big: bool) -> None:
    """Store a unit."""
    for index in range(unit):
        target[unit - 1 - index if big else index] = u8.wrap(value >> 8 * index)


def encode(source: str, codec: int, mode: int) -> bytes:
    """The text in units."""
    unit = unit_of(codec)
    big = is_big(codec)
    marked = codec == codecs.UTF16 or codec == codecs.UTF32
    result = plain.new_bytes(4 * (len(source) + 1))
    target = unsafe.tail(result)
    used = 0
    if marked:
        put(target, MARK, unit, big)
        used = unit
    for index in range(len(source)):
        code = text.code_at(source, index)
        if 0xD800 <= code < 0xE000:
            if mode == codecs.IGNORE:
                continue
            if mode != codecs.REPLACE:
                raise UnicodeEncodeError(
                    SHOWN[codec], source, index, index + 1, "surrogates not allowed"
                )
            code = 63
        if unit == 2 and code >= 0x10000:
            put(target + used, 0xD7C0 + (code >> 10), unit, big)
            used += unit
            code = 0xDC00 | code & 0x3FF
        put(target + used, code, unit, big)
        used += unit
    return result[:used]


class Units:
    """Units in memory."""

    data: Ptr[u8]
    size: int
    unit: int
    big: bool

    def __init__(self, data: Ptr[u8], size: int, unit: int, big: bool) -> None:
        self.data = data
        self.size = size
        self.unit = unit
        self.big = big

    def at(self, offset: int) -> int:
        """The unit there, or -1 where the data ends."""
        if offset + self.unit > self.size:
            return -1
        value = 0
        for index in range(self.unit):
            byte = int(self.data[offset + (index if self.big else self.unit - 1 - index)])
            value = value << 8 | byte
        return value


def high_bytes(data: Ptr[u8], size: int) -> int:
    """How many of the bytes at the start can be escaped."""
    count = 0
    while count < size and int(data[count]) >= 128:
        count += 1
    return count


def decode(data: Ptr[u8], size: int, codec: int, mode: int) -> str:
    """The text of units."""
    unit = unit_of(codec)
    units = Units(data, size, unit, is_big(codec))
    begin = 0
    if codec == codecs.UTF16 or codec == codecs.UTF32:
        codec += 1
        first = units.at(0)
        swapped = 0xFFFE if unit == 2 else 0xFFFE0000
        if first == swapped:
            units.big = True
            codec += 1
        if first == MARK or first == swapped:
            begin = unit
    result = Builder(size // unit)
    offset = begin
    while offset < size:
        code = units.at(offset)
        used = unit
        reason = ""
        if code < 0:
            reason, used = TRUNCATED, size - offset
        elif unit == 4:
            reason = TOO_LARGE if code > 0x10FFFF else reason
            reason = SURROGATE if 0xD800 <= code < 0xE000 else reason
        elif 0xDC00 <= code < 0xE000:
            reason = ILLEGAL
        elif 0xD800 <= code < 0xDC00:
            low = units.at(offset + 2)
            if low < 0:
                reason, used = UNEXPECTED, size - offset
            elif not 0xDC00 <= low < 0xE000:
                reason = ILLEGAL_SURROGATE
            else:
                code = ((code - 0xD7C0) << 10) + (low & 0x3FF)
                used = 4
        if reason == "":
            result.add_code(code)
        elif mode == codecs.ESCAPE and int(data[offset]) >= 128:
            used = high_bytes(data + offset, used)
            codecs.add_broken(result, data + offset, used, mode)
        elif mode == codecs.STRICT or mode == codecs.ESCAPE or mode == codecs.XML:
            raise codecs.undecodable(data, size, offset, offset + used, SHOWN[codec], reason)
        else:
            codecs.add_broken(result, data + offset, used, mode)
        offset += used
    return result.finish()
