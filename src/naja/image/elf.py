"""The image file: a linked ELF reduced to what the loader reads.

A loader needs the ELF header, the program headers and the bytes of the segments; the section
headers, symbols and debug information behind them stay in the `.debug` twin.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from naja.compiler.errors import InternalError

PT_LOAD = 1
PF_X, PF_W = 1, 2
SHT_RELA = 4
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


def segments(data: bytes) -> Iterator[Segment]:
    """The program headers of a 64-bit little-endian ELF file."""
    (table,) = struct.unpack_from("<Q", data, 32)
    size, count = struct.unpack_from("<HH", data, 54)
    for index in range(count):
        kind, flags, offset, address, _, filled, total, _ = struct.unpack_from(
            "<IIQQQQQQ", data, table + index * size
        )
        yield Segment(kind, flags, offset, address, filled, total)


def section_kinds(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(type, flags, size) of each section."""
    (table,) = struct.unpack_from("<Q", data, 40)
    size, count = struct.unpack_from("<HH", data, 58)
    for index in range(count):
        kind, flags, _, _, length = struct.unpack_from("<IQQQQ", data, table + index * size + 4)
        yield kind, flags, length


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


def _refuse_relocations(data: bytes) -> None:
    for kind, flags, length in section_kinds(data):
        if kind == SHT_RELA and flags & SHF_ALLOC and length:
            raise InternalError(
                "link", f"{length // 24} relocations that no entry applies are left"
            )
