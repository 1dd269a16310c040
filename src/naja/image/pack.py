"""Virtio images that unpack themselves: three fifths of the size, for a millisecond at boot.

The file holds one segment: a stub and the compressed memory of the image. The stub is the PVH
entry; it unpacks to where the image was linked and jumps to its `_start`. It lies at the far end
of the stack, which nothing has used yet, and keeps ebx, where the monitor's start info is. Small
images stay as they are.
"""

from __future__ import annotations

import struct
from functools import cache

from naja.image import lz
from naja.image.elf import PT_LOAD, PT_NOTE, segments, symbols

WORTH_PACKING = 32 << 10
ELF_HEADER, PROGRAM_HEADER = 64, 56
SCRATCH = 64  # stack of the stub, for return addresses

STUB = """
    .code32
    cld
    movl ${source}, %esi
    movl ${target}, %edi
    movl ${stack}, %esp
1:  xorl %eax, %eax
    lodsb                       # token
    movl %eax, %edx
    shrl $4, %eax
    call 3f
    xchgl %eax, %ecx
    rep movsb                   # literals
    cmpl ${end}, %esi
    jae 2f
    lodsw
    movzwl %ax, %ebp            # distance
    movl %edx, %eax
    andl $15, %eax
    call 3f
    leal 4(%eax), %ecx
    movl %esi, %edx
    movl %edi, %esi
    subl %ebp, %esi
    rep movsb                   # match
    movl %edx, %esi
    jmp 1b
2:  movl ${entry}, %eax
    jmp *%eax
3:  cmpb $15, %al               # a number that goes on
    jne 5f
    xorl %ecx, %ecx
4:  movb (%esi), %cl
    incl %esi
    addl %ecx, %eax
    cmpb $255, %cl
    je 4b
5:  ret
"""


def pack(image: bytes, debug: bytes) -> bytes:
    """The packed form of an image, or the image itself where that is not smaller."""
    if len(image) < WORTH_PACKING:
        return image
    places = {s.name: s.address for s in symbols(debug)}
    block = lz.compress(_memory(image))
    size = _stub_size() + len(block)
    start = places["__stack_top"] - (size + SCRATCH + 15) // 16 * 16
    if start < places["__bss_end"] or size >= len(image):
        return image
    source = start + _stub_size()
    stub = _assembled(
        STUB.format(
            source=source,
            end=source + len(block),
            target=places["__image_start"],
            entry=places["_start"],
            stack=places["__stack_top"],
        )
    )
    return _file(image, start, stub + block)


def _memory(image: bytes) -> bytes:
    """What the loader would put into memory, from the first segment on."""
    loads = [s for s in segments(image) if s.kind == PT_LOAD and s.file_size]
    memory = bytearray(max(s.address + s.file_size for s in loads) - loads[0].address)
    for s in loads:
        at = s.address - loads[0].address
        memory[at : at + s.file_size] = image[s.offset : s.offset + s.file_size]
    return bytes(memory)


def _file(image: bytes, start: int, content: bytes) -> bytes:
    """An ELF file with the content at `start`, entered there."""
    (note,) = [
        image[s.offset : s.offset + s.file_size] for s in segments(image) if s.kind == PT_NOTE
    ]
    note = note[:-8] + struct.pack("<Q", start)
    note_at = ELF_HEADER + 2 * PROGRAM_HEADER
    at = note_at + len(note)
    header = bytearray(image[:ELF_HEADER])
    struct.pack_into("<QQ", header, 24, start, ELF_HEADER)
    struct.pack_into("<HH", header, 54, PROGRAM_HEADER, 2)
    size = len(content)
    headers = struct.pack("<IIQQQQQQ", PT_LOAD, 5, at, start, start, size, size, 1)
    headers += struct.pack("<IIQQQQQQ", PT_NOTE, 4, note_at, start, start, len(note), len(note), 4)
    return bytes(header) + headers + note + content


@cache
def _stub_size() -> int:
    far = 0x100000
    return len(_assembled(STUB.format(source=far, end=far, target=far, entry=far, stack=far)))


def _assembled(text: str) -> bytes:
    """The machine code of the stub."""
    from naja.compiler.codegen.module import TRIPLE, module_assembly
    from naja.compiler.codegen.optimize import Effort, compile_object
    from naja.image.elf import sections

    code = compile_object(f'target triple = "{TRIPLE}"\n{module_assembly(text)}\n', Effort(0))
    (section,) = [s for s in sections(code) if s.name == ".text"]
    return code[section.offset : section.offset + section.size]
