"""Text to bytes and back: UTF-8, ASCII, Latin-1; UTF-16 and UTF-32 stand in `wide`.

Broken UTF-8 is reported, skipped or replaced in the portions that CPython chooses: the longest
prefix of a valid sequence at a time.
"""

from __future__ import annotations

from naja.lang import cold, u8, unsafe, warm
from naja.lang.unsafe import Ptr, unchecked
from naja.runtime import bytes as plain
from naja.runtime import casing, text, wide
from naja.runtime.builder import Builder

STRICT, IGNORE, REPLACE = 0, 1, 2
BACKSLASH, XML, ESCAPE = 3, 4, 5
UTF8, ASCII, LATIN1, WIDE = 0, 1, 2, 3
INVALID_START, INVALID_CONTINUATION, TRUNCATED = -1, -2, -3
REPLACEMENT = 0xFFFD
NAMES = ["utf-8", "ascii", "latin-1"]
UTF16, UTF16_LITTLE, UTF16_BIG, UTF32, UTF32_LITTLE, UTF32_BIG = 3, 4, 5, 6, 7, 8
WIDE_NAMES = ["", "", "", "", "utf16le", "utf16be", "", "utf32le", "utf32be"]


MODES = {
    "strict": STRICT,
    "ignore": IGNORE,
    "replace": REPLACE,
    "backslashreplace": BACKSLASH,
    "xmlcharrefreplace": XML,
    "surrogateescape": ESCAPE,
}


def error_mode(name: str) -> int:
    """The number of an error handler's name."""
    if name == "strict":
        return STRICT
    if name == "ignore":
        return IGNORE
    if name == "replace":
        return REPLACE
    if name == "backslashreplace":
        return BACKSLASH
    if name == "xmlcharrefreplace":
        return XML
    if name == "surrogateescape":
        return ESCAPE
    raise LookupError("unknown error handler name '" + name + "'")


def codec_number(name: str) -> int:
    """The number of an encoding's name."""
    plain = Builder(16)
    for index in range(len(name)):
        code = text.code_at(name, index)
        if code != 45 and code != 95:
            plain.add_code(code | 32 if 65 <= code <= 90 else code)
    letters = plain.finish()
    if letters == "utf8" or letters == "u8":
        return UTF8
    if letters == "ascii" or letters == "usascii":
        return ASCII
    if letters == "latin1" or letters == "iso88591" or letters == "latin" or letters == "l1":
        return LATIN1
    if letters == "utf16" or letters == "u16":
        return UTF16
    if letters == "utf32" or letters == "u32":
        return UTF32
    for number in range(UTF16_LITTLE, UTF32_BIG + 1):
        if letters == WIDE_NAMES[number]:
            return number
    raise LookupError("unknown encoding: " + name)


def encode(source: str, encoding: str, errors: str) -> bytes:
    """str.encode with a named encoding."""
    codec = codec_number(encoding)
    mode = STRICT if errors == "strict" else error_mode(errors)
    if codec >= WIDE:
        return wide.encode(replaced(source, UTF8, mode), codec, mode)
    return written_out(source, codec, mode)


def written_out(source: str, codec: int, mode: int) -> bytes:
    """The text in UTF-8, ASCII or Latin-1."""
    if codec == UTF8:
        return encode_utf8(replaced(source, codec, mode), mode)
    return encode_narrow(replaced(source, codec, mode), codec, mode)


def replaced(source: str, codec: int, mode: int) -> str:
    """With characters that the encoding lacks written out, for the handlers that do that."""
    if mode != BACKSLASH and mode != XML:
        return source
    result = Builder(len(source))
    for index in range(len(source)):
        code = text.code_at(source, index)
        if encodable(code, codec):
            result.add_code(code)
        elif mode == BACKSLASH:
            casing.add_escape(result, code)
        else:
            result.add(f"&#{code};")
    return result.finish()


def decode(data: Ptr[u8], size: int, encoding: str, errors: str) -> str:
    """bytes.decode with a named encoding."""
    codec = codec_number(encoding)
    if codec == UTF8:
        return decode_utf8(data, size, error_mode(errors))
    if codec >= WIDE:
        return wide.decode(data, size, codec, error_mode(errors))
    if codec == LATIN1:
        return text.from_latin1(data, size)
    return decode_ascii(data, size, error_mode(errors))


# ---- encoding


def encode_utf8(source: str, mode: int) -> bytes:
    """The text as UTF-8."""
    if is_ascii(source):
        return plain.copied(unsafe.tail(source), int(source.length))
    result = plain.new_bytes(utf8_size(source))
    used = write_utf8(source, unsafe.tail(result), mode)
    if used < 0:
        raise unencodable(source, ~used, UTF8)
    return result if used == len(result) else result[:used]


@warm
@unchecked
def is_ascii(source: str) -> bool:
    """Whether no character lies beyond ASCII."""
    length = int(source.length)
    return source.kind == 1 and text.ascii_prefix(unsafe.tail(source), length) == length


def replaced_utf8(source: str) -> bytes:
    """The text as UTF-8, with question marks for what UTF-8 lacks: encoding that cannot fail."""
    result = plain.new_bytes(utf8_size(source))
    used = write_utf8(source, unsafe.tail(result), REPLACE)
    return result if used == len(result) else result[:used]


def utf8_size(source: str) -> int:
    """Bytes that the text takes at most."""
    size = 0
    for index in range(int(source.length)):
        size += encoded_size(text.code_at(source, index))
    return size


@unchecked
def encoded_size(code: int) -> int:
    """Bytes that a code point takes in UTF-8."""
    if code < 0x80:
        return 1
    if code < 0x800:
        return 2
    return 3 if code < 0x10000 else 4


@unchecked
def write_utf8(source: str, target: Ptr[u8], mode: int) -> int:
    """Encode into memory that is large enough; the number of bytes written, or ~index of a
    character that cannot be encoded.
    """
    offset = 0
    for index in range(int(source.length)):
        code = text.code_at(source, index)
        if 0xD800 <= code < 0xE000:
            if mode == ESCAPE and 0xDC80 <= code <= 0xDCFF:
                target[offset] = u8.wrap(code)
                offset += 1
                continue
            if mode == STRICT or mode == ESCAPE:
                return ~index
            if mode == IGNORE:
                continue
            code = 63
        offset += put_utf8(target + offset, code)
    return offset


@unchecked
def put_utf8(target: Ptr[u8], code: int) -> int:
    """Store one code point; the number of bytes."""
    size = encoded_size(code)
    if size == 1:
        target[0] = u8.wrap(code)
        return 1
    for index in range(size - 1, 0, -1):
        target[index] = u8.wrap(0x80 | code & 0x3F)
        code = code >> 6
    target[0] = u8.wrap(0xF00 >> size | code)
    return size


def encode_narrow(source: str, codec: int, mode: int) -> bytes:
    """The text as ASCII or Latin-1."""
    highest = 0x7F if codec == ASCII else 0xFF
    length = int(source.length)
    result = plain.new_bytes(length)
    target = unsafe.tail(result)
    used = 0
    for index in range(length):
        code = text.code_at(source, index)
        if code > highest:
            escaped = mode == ESCAPE and 0xDC80 <= code <= 0xDCFF
            if mode == STRICT or (mode == ESCAPE and not escaped):
                raise unencodable(source, index, codec)
            if mode == IGNORE:
                continue
            code = code if escaped else 63
        target[used] = u8.wrap(code)
        used += 1
    return result if used == length else result[:used]


@cold
def unencodable(source: str, start: int, codec: int) -> UnicodeEncodeError:
    """The error for the run of characters from `start` on that the encoding lacks."""
    end = start
    while end < int(source.length) and not encodable(text.code_at(source, end), codec):
        end += 1
    reason = "surrogates not allowed"
    if codec == ASCII:
        reason = "ordinal not in range(128)"
    elif codec == LATIN1:
        reason = "ordinal not in range(256)"
    return UnicodeEncodeError(NAMES[codec], source, start, end, reason)


def encodable(code: int, codec: int) -> bool:
    """Whether the encoding has the code point."""
    if codec == UTF8:
        return not 0xD800 <= code < 0xE000
    return code < 0x80 if codec == ASCII else code < 0x100


# ---- decoding


def decode_ascii(data: Ptr[u8], size: int, mode: int) -> str:
    """The text of ASCII bytes."""
    clean = text.ascii_prefix(data, size)
    if clean == size:
        return text.from_latin1(data, size)
    if mode == STRICT:
        raise undecodable(data, size, clean, clean + 1, "ascii", "ordinal not in range(128)")
    result = Builder(size)
    for index in range(size):
        if data[index] < 128:
            result.add_code(int(data[index]))
        else:
            add_broken(result, data + index, 1, mode)
    return result.finish()


def add_broken(result: Builder, data: Ptr[u8], size: int, mode: int) -> None:
    """What stands for bytes that mean nothing."""
    if mode == REPLACE:
        result.add_code(REPLACEMENT)
    for index in range(size):
        byte = int(data[index])
        if mode == BACKSLASH:
            casing.add_escape(result, byte)
        elif mode == ESCAPE:
            result.add_code(0xDC00 + byte)


def decode_utf8(data: Ptr[u8], size: int, mode: int) -> str:
    """The text of UTF-8 bytes."""
    if text.ascii_prefix(data, size) == size:
        return text.from_latin1(data, size)
    result = Builder(size)
    offset = 0
    while offset < size:
        code = int(data[offset])
        used = 1
        if code >= 128:
            code, used = sequence(data + offset, size - offset)
        if code >= 0:
            result.add_code(code)
        elif mode == STRICT:
            raise undecodable(data, size, offset, offset + used, "utf-8", reason_for(code))
        else:
            add_broken(result, data + offset, used, mode)
        offset += used
    return result.finish()


@unchecked
def sequence(data: Ptr[u8], size: int) -> tuple[int, int]:
    """The code point of a sequence of two to four bytes and its size, or what is wrong and how
    far.
    """
    first = int(data[0])
    if first < 0xC2 or first > 0xF4:
        return INVALID_START, 1
    count = 2 if first < 0xE0 else 3 if first < 0xF0 else 4
    code = first & (0x7F >> count)
    lowest = 0xA0 if first == 0xE0 else 0x90 if first == 0xF0 else 0x80
    highest = 0x9F if first == 0xED else 0x8F if first == 0xF4 else 0xBF
    for index in range(1, count):
        if index == size:
            return TRUNCATED, index
        byte = int(data[index])
        if byte < lowest or byte > highest:
            return INVALID_CONTINUATION, index
        code = code << 6 | byte & 0x3F
        lowest = 0x80
        highest = 0xBF
    return code, count


def reason_for(problem: int) -> str:
    """CPython's words for what is wrong with a sequence."""
    if problem == INVALID_START:
        return "invalid start byte"
    if problem == TRUNCATED:
        return "unexpected end of data"
    return "invalid continuation byte"


@cold
def undecodable(
    data: Ptr[u8], size: int, start: int, end: int, encoding: str, reason: str
) -> UnicodeDecodeError:
    """The error for data[start:end]."""
    whole = plain.new_bytes(size)
    unsafe.memcpy(unsafe.tail(whole), data, size)
    return UnicodeDecodeError(encoding, whole, start, end, reason)
