"""Reads just enough of an ELF image to start it: which target it is for, and its segments.

An spt image is a static position-independent executable; a virtio image is fixed and carries the
note that names its PVH entry. Anything else, and anything cut short or with memory that is writable
and executable at once, raises ImageError with a sentence for people. Every offset is checked before
it is used: an image may come from anywhere.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from naja.vmm.errors import ImageError

ET_EXEC, ET_DYN = 2, 3
EM_X86_64 = 62
PT_LOAD, PT_INTERP, PT_NOTE, PT_GNU_STACK = 1, 3, 4, 0x6474E551
PF_X, PF_W = 1, 2
HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
SEGMENT = struct.Struct("<IIQQQQQQ")
PVH_NOTE_TYPE = 18
MEMSZ_OFFSET = 40
PAGE = 4096


@dataclass(frozen=True)
class Segment:
    """One program header. position: where the header itself lies in the file."""

    position: int
    kind: int
    flags: int
    offset: int
    address: int
    file_size: int
    memory_size: int

    @property
    def end(self) -> int:
        return self.address + self.memory_size


@dataclass(frozen=True)
class Image:
    """A checked image. data: the whole file. target: "spt" or "virtio"."""

    name: str
    data: bytes
    target: str
    segments: tuple[Segment, ...]

    @property
    def loads(self) -> list[Segment]:
        return [segment for segment in self.segments if segment.kind == PT_LOAD]

    def check_machine_memory(self, size: int) -> None:
        """Refuse a machine in which the loaded image does not fit, with a little room above it."""
        need = max(segment.end for segment in self.loads) + 16 * PAGE
        if size < need:
            raise ImageError(
                f"{self.name}: {size // 1024} KiB of memory are too few: "
                f"give -m {need // 1024 + 1}K or more"
            )

    def with_memory(self, size: int) -> bytes:
        """The file with its last segment grown, so that the loaded image takes `size` bytes."""
        first, last = self.loads[0], self.loads[-1]
        memory = size // PAGE * PAGE - (last.address - first.address // PAGE * PAGE)
        if memory < last.memory_size + PAGE:
            need = (last.end - first.address + 2 * PAGE) // 1024 + 1
            raise ImageError(
                f"{self.name}: {size // 1024} KiB of memory are too few: give -m {need}K or more"
            )
        at = last.position + MEMSZ_OFFSET
        return self.data[:at] + struct.pack("<Q", memory) + self.data[at + 8 :]


def read_image(path: Path) -> Image:
    """Read and check the image in that file. Raises ImageError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ImageError(f"{path} cannot be read: {error.strerror}") from error
    return parse_image(path.name, data)


def parse_image(name: str, data: bytes) -> Image:
    """Check the image in `data`. Raises ImageError."""
    if data[:4] != b"\x7fELF":
        raise ImageError(f"{name} is not an image: build one with naja build")
    if len(data) < HEADER.size:
        raise ImageError(f"{name} is cut short: build it again")
    ident, kind, machine, _, _, table, _, _, _, entry_size, count, *_ = HEADER.unpack_from(data)
    if ident[4:6] != b"\x02\x01" or machine != EM_X86_64:
        raise ImageError(f"{name} is for another processor: only x86-64 images can be started")
    if entry_size != SEGMENT.size or table + count * entry_size > len(data):
        raise ImageError(f"{name} is cut short: build it again")
    segments = tuple(_segment(data, table + index * entry_size) for index in range(count))
    for segment in segments:
        if segment.offset + segment.file_size > len(data):
            raise ImageError(f"{name} is cut short: build it again")
    target = _target(name, data, kind, segments)
    _check_memory(name, target, segments)
    return Image(name, data, target, segments)


def _segment(data: bytes, position: int) -> Segment:
    kind, flags, offset, address, _, file_size, memory_size, _ = SEGMENT.unpack_from(data, position)
    return Segment(position, kind, flags, offset, address, file_size, memory_size)


def _target(name: str, data: bytes, kind: int, segments: tuple[Segment, ...]) -> str:
    kinds = {segment.kind for segment in segments}
    if PT_LOAD not in kinds:
        raise ImageError(f"{name} is not an image: nothing in it can be loaded")
    if PT_INTERP in kinds:
        raise ImageError(f"{name} is a Linux program, not an image: build one with naja build")
    notes = [segment for segment in segments if segment.kind == PT_NOTE]
    if any(_is_pvh(data[note.offset : note.offset + note.file_size]) for note in notes):
        return "virtio"
    if kind == ET_DYN:
        return "spt"
    raise ImageError(f"{name} is a Linux program, not an image: build one with naja build")


def _is_pvh(notes: bytes) -> bool:
    at = 0
    while at + 12 <= len(notes):
        name_size, size, kind = struct.unpack_from("<III", notes, at)
        name = notes[at + 12 : at + 12 + name_size]
        if kind == PVH_NOTE_TYPE and name == b"Xen\0":
            return True
        at += 12 + (name_size + 3) // 4 * 4 + (size + 3) // 4 * 4
    return False


def _check_memory(name: str, target: str, segments: tuple[Segment, ...]) -> None:
    loads = [segment for segment in segments if segment.kind == PT_LOAD]
    for segment in loads:
        if segment.flags & PF_W and segment.flags & PF_X and target == "spt":
            raise ImageError(f"{name} has memory that is writable and executable: build it again")
        if segment.file_size > segment.memory_size:
            raise ImageError(f"{name} is damaged: build it again")
    if target == "spt":
        stacks = [segment for segment in segments if segment.kind == PT_GNU_STACK]
        if not stacks or stacks[0].flags & PF_X:
            raise ImageError(f"{name} asks for an executable stack: build it again")
        if not loads[-1].flags & PF_W:
            raise ImageError(f"{name} has no writable memory at its end: build it again")
