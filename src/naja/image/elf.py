"""ELF files: their tables, and the image as a linked file reduced to what a loader reads.

A loader needs the ELF header, the program headers and the bytes of the segments; the section
headers, symbols and debug information behind them stay in the `.debug` twin. Only 64-bit
little-endian files that our own linker wrote are read here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from naja.compiler.errors import InternalError

PT_LOAD, PT_NOTE = 1, 4
PF_X, PF_W = 1, 2
SHT_SYMTAB, SHT_RELA, SHT_NOBITS = 2, 4, 8
SHF_ALLOC = 2


@dataclass(frozen=True)
class Segment:
    """One program header."""

    kind: int
    flags: int
    offset: int
    address: int
    file_size: int
    memory_size: int


@dataclass(frozen=True)
class Section:
    """One section header. linked: the index of the section that it refers to."""

    name: str
    kind: int
    flags: int
    address: int
    offset: int
    size: int
    linked: int


@dataclass(frozen=True)
class Symbol:
    """One symbol; section is an index."""

    name: str
    section: int
    address: int
    size: int


def segments(data: bytes) -> Iterator[Segment]:
    """The program headers."""
    (table,) = struct.unpack_from("<Q", data, 32)
    size, count = struct.unpack_from("<HH", data, 54)
    for index in range(count):
        kind, flags, offset, address, _, filled, total, _ = struct.unpack_from(
            "<IIQQQQQQ", data, table + index * size
        )
        yield Segment(kind, flags, offset, address, filled, total)


def sections(data: bytes) -> list[Section]:
    """The section headers, in order."""
    (table,) = struct.unpack_from("<Q", data, 40)
    size, count, names = struct.unpack_from("<HHH", data, 58)
    rows = [struct.unpack_from("<IIQQQQI", data, table + i * size) for i in range(count)]
    found: list[Section] = []
    for name, kind, flags, address, offset, length, linked in rows:
        text = _string(data, rows[names][4] + name)
        found.append(Section(text, kind, flags, address, offset, length, linked))
    return found


def symbols(data: bytes) -> Iterator[Symbol]:
    """The symbols that have a name and a section."""
    table = sections(data)
    for section in table:
        if section.kind == SHT_SYMTAB:
            strings = table[section.linked].offset
            rows = struct.iter_unpack("<IBBHQQ", data[section.offset :][: section.size])
            for name, _, _, index, address, size in rows:
                if name and index:
                    yield Symbol(_string(data, strings + name), index, address, size)


def strip(data: bytes) -> bytes:
    """The file without what lies behind its last segment."""
    _refuse_relocations(data)
    end = 64
    for segment in segments(data):
        end = max(end, segment.offset + segment.file_size)
        if segment.kind == PT_LOAD and segment.flags & PF_X and segment.flags & PF_W:
            raise InternalError("link", "a segment is both writable and executable")
    image = bytearray(data[:end])
    struct.pack_into("<Q", image, 40, 0)
    struct.pack_into("<HHH", image, 58, 0, 0, 0)
    return bytes(image)


def _string(data: bytes, offset: int) -> str:
    return data[offset : data.index(b"\0", offset)].decode()


def _refuse_relocations(data: bytes) -> None:
    for section in sections(data):
        if section.kind == SHT_RELA and section.flags & SHF_ALLOC and section.size:
            left = section.size // 24
            raise InternalError("link", f"{left} relocations that no entry applies are left")
