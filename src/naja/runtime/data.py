"""What bytes, bytearray and memoryview share. `B` is any of the three; results are bytes."""

from __future__ import annotations

from typing import TypeVar

from naja.lang import inline, u8, unsafe
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import bytes as plain
from naja.runtime import casing, errors, slices, text
from naja.runtime.builder import Builder

B = TypeVar("B", bytes, bytearray, memoryview)
C = TypeVar("C", bytes, bytearray, memoryview)


@inline
def address(source: B) -> Ptr[u8]:
    """Where the bytes lie."""
    if isinstance(source, bytes):
        return unsafe.tail(source)
    return source.data


@unchecked
def equal_memory(left: Ptr[u8], size: int, right: Ptr[u8], other_size: int) -> bool:
    """Whether two regions are the same."""
    return size == other_size and unsafe.memcmp(left, right, size) == 0


def equal(left: B, right: C) -> bool:
    """left == right."""
    return equal_memory(address(left), len(left), address(right), len(right))


def compare(left: B, right: C) -> int:
    """Negative, zero or positive."""
    common = len(left) if len(left) < len(right) else len(right)
    order = unsafe.memcmp(address(left), address(right), common)
    return order if order != 0 else len(left) - len(right)


def find_byte(source: B, value: int, start: int, end: int) -> int:
    """The first index from start to end that holds the byte, or -1; ValueError for no byte."""
    if value < 0 or value > 255:
        raise errors.value_error("byte must be in range(0, 256)")
    return text.find_byte(address(source), start, end, value)


def find_memory(
    data: Ptr[u8], size: int, part: Ptr[u8], length: int, start: int, end: int, last: bool
) -> int:
    """bytes.find, or rfind when `last`."""
    if start > size:
        return -1
    start = slices.clamp(start, size)
    end = slices.clamp(end, size)
    if start + length > end:
        return -1
    if last:
        found = text.rfind_memory(data + start, end - start, part, length)
    elif length == 0:
        found = 0
    else:
        found = text.find_memory(data + start, end - start, part, length)
    return found if found < 0 else found + start


def find(source: B, part: C, start: int, end: int) -> int:
    """The first index of `part`, or -1."""
    return find_memory(address(source), len(source), address(part), len(part), start, end, False)


def rfind(source: B, part: C, start: int, end: int) -> int:
    """The last index of `part`, or -1."""
    return find_memory(address(source), len(source), address(part), len(part), start, end, True)


def found(index: int) -> int:
    """The index, or ValueError when it is -1."""
    if index < 0:
        raise errors.value_error("subsection not found")
    return index


def count(source: B, part: C, start: int, end: int) -> int:
    """How often `part` stands there without overlap."""
    size = len(source)
    if start > size:
        return 0
    position = slices.clamp(start, size)
    stop = slices.clamp(end, size)
    if len(part) == 0:
        return stop - position + 1 if stop >= position else 0
    total = 0
    while True:
        position = find(source, part, position, stop)
        if position < 0:
            return total
        total += 1
        position += len(part)


def starts(source: B, prefix: C) -> bool:
    """Whether it begins with `prefix`."""
    size = len(prefix)
    return size <= len(source) and unsafe.memcmp(address(source), address(prefix), size) == 0


def ends(source: B, suffix: C) -> bool:
    """Whether it ends with `suffix`."""
    size = len(suffix)
    rest = len(source) - size
    return rest >= 0 and unsafe.memcmp(address(source) + rest, address(suffix), size) == 0


def find_separator(source: B, separator: bytes) -> int:
    """The first index of a separator, which must not be empty, or -1."""
    if len(separator) == 0:
        raise errors.value_error("empty separator")
    return find(source, separator, 0, len(source))


def stepped(source: Ptr[u8], size: int, start: int | None, stop: int | None, step: int) -> bytes:
    """The slice start:stop:step of memory."""
    begin = slices.first(start, step, size)
    count = slices.count(begin, stop, step, size)
    result = plain.new_bytes(count)
    target = unsafe.tail(result)
    for index in range(count):
        target[index] = source[begin + index * step]
    return result


def is_space(byte: int) -> bool:
    """ASCII white space."""
    return 9 <= byte <= 13 or byte == 32


def split(source: bytes, separator: bytes | None, most: int) -> list[bytes]:
    """bytes.split."""
    if separator is None:
        return split_spaces(source, most)
    if len(separator) == 0:
        raise errors.value_error("empty separator")
    result: list[bytes] = []
    begin = 0
    while most != 0:
        at = find(source, separator, begin, len(source))
        if at < 0:
            break
        result.append(source[begin:at])
        begin = at + len(separator)
        most -= 1
    result.append(source[begin:])
    return result


def split_spaces(source: bytes, most: int) -> list[bytes]:
    """The words between runs of white space."""
    result: list[bytes] = []
    size = len(source)
    index = 0
    while True:
        while index < size and is_space(source[index]):
            index += 1
        if index == size:
            return result
        begin = index
        if most == 0:
            result.append(source[begin:])
            return result
        while index < size and not is_space(source[index]):
            index += 1
        result.append(source[begin:index])
        most -= 1


def splitlines(source: bytes, keep_ends: bool) -> list[bytes]:
    """The lines: ended by LF, CR or CR LF."""
    result: list[bytes] = []
    size = len(source)
    begin = 0
    index = 0
    while index < size:
        byte = source[index]
        index += 1
        if byte == 10 or byte == 13:
            end = index - 1
            if byte == 13 and index < size and source[index] == 10:
                index += 1
            result.append(source[begin : index if keep_ends else end])
            begin = index
    if begin < size:
        result.append(source[begin:])
    return result


def stripped(source: bytes, unwanted: bytes | None, left: bool, right: bool) -> bytes:
    """Without unwanted bytes (None: white space) at its ends."""
    begin = 0
    end = len(source)
    while left and begin < end and is_unwanted(source[begin], unwanted):
        begin += 1
    while right and end > begin and is_unwanted(source[end - 1], unwanted):
        end -= 1
    return source[begin:end]


def is_unwanted(byte: int, unwanted: bytes | None) -> bool:
    """Whether `strip` removes the byte."""
    if unwanted is None:
        return is_space(byte)
    return find_byte(unwanted, byte, 0, len(unwanted)) >= 0


def replaced(source: bytes, old: bytes, new: bytes, most: int) -> bytes:
    """bytes.replace."""
    parts: list[bytes] = []
    begin = 0
    if len(old) == 0:
        while begin < len(source) and most != 0:
            parts.append(new)
            parts.append(source[begin : begin + 1])
            begin += 1
            most -= 1
        parts.append(source[begin:])
        if most != 0:
            parts.append(new)
        return b"".join(parts)
    while most != 0:
        at = find(source, old, begin, len(source))
        if at < 0:
            break
        parts.append(source[begin:at])
        parts.append(new)
        begin = at + len(old)
        most -= 1
    if begin == 0:
        return source
    parts.append(source[begin:])
    return b"".join(parts)


def cased(source: bytes, first: int, shift: int) -> bytes:
    """The 26 letters from `first` on moved by `shift`."""
    result = plain.copied(address(source), len(source))
    target = unsafe.tail(result)
    for index in range(len(source)):
        byte = int(target[index])
        if first <= byte < first + 26:
            target[index] = u8.wrap(byte + shift)
    return result


def all_within(source: B, lowest: int, highest: int) -> bool:
    """Whether it is not empty and every byte lies in that range."""
    start = address(source)
    for index in range(len(source)):
        if not lowest <= int(start[index]) <= highest:
            return False
    return len(source) != 0


def quoted(data: Ptr[u8], size: int, always: bool) -> str:
    """repr of bytes. always: a single quote is escaped in any case, as bytearray does it."""
    single = text.find_byte(data, 0, size, 39) >= 0
    double = text.find_byte(data, 0, size, 34) >= 0
    quote = 34 if single and not double else 39
    result = Builder(size + 3)
    result.add_code(98)
    result.add_code(quote)
    for index in range(size):
        byte = int(data[index])
        if byte >= 127:
            casing.add_escape(result, byte)
        else:
            casing.add_quoted(result, byte, 39 if always and byte == 39 else quote)
    result.add_code(quote)
    return result.finish()


def hex_text(data: Ptr[u8], size: int) -> str:
    """Two hexadecimal digits a byte."""
    result = text.new_str(size * 2, 1)
    target = unsafe.tail(result)
    digits = unsafe.tail(casing.DIGITS)
    for index in range(size):
        byte = int(data[index])
        target[2 * index] = digits[byte >> 4]
        target[2 * index + 1] = digits[byte & 15]
    return result


def hex_digit(code: int) -> int:
    """The value of a hexadecimal digit, or -1."""
    if 48 <= code <= 57:
        return code - 48
    code = code | 32
    return code - 87 if 97 <= code <= 102 else -1


def from_hex(source: str) -> bytes:
    """bytes.fromhex: pairs of digits, white space between pairs."""
    length = len(source)
    result = plain.new_bytes(length // 2)
    used = 0
    index = 0
    while index < length:
        code = text.code_at(source, index)
        if is_space(code):
            index += 1
            continue
        high = hex_digit(code)
        low = hex_digit(text.code_at(source, index + 1)) if index + 1 < length else -1
        if high < 0 or low < 0:
            at = index if high < 0 else index + 1
            raise errors.value_error(
                f"non-hexadecimal number found in fromhex() arg at position {at}"
            )
        unsafe.tail(result)[used] = u8.wrap(high << 4 | low)
        used += 1
        index += 2
    return result[:used]
