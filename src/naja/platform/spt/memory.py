"""What the kernel left on the stack of an spt image: the boot string, and where the image ends.

The stack holds argc, argc pointers to arguments, null, pointers to the environment, null, and
pairs of the auxiliary vector up to one whose key is null. Everything here reads raw memory that
only the kernel and the launcher have written.
"""

from __future__ import annotations

from naja.lang import u8, unsafe
from naja.lang.unsafe import Ptr

AT_PHDR, AT_PHNUM, AT_SYSINFO_EHDR = 3, 5, 33
PT_LOAD = 1
PHDR_WORDS = 7  # type and flags, offset, vaddr, paddr, filesz, memsz, align


@unsafe.unchecked
def boot_string(stack: int) -> str:
    """argv[1], which the launcher makes of ASCII, or the empty string."""
    words = Ptr[int](stack)
    if words[0] < 2:
        return ""
    text = Ptr[u8](words[2])
    length = 0
    while text[length] != 0:
        length += 1
    data = bytearray(length)
    unsafe.memcpy(unsafe.buffer(data), text, length)
    return data.decode("latin-1")


def option(line: str, prefix: str) -> str | None:
    """The rest of the first word of the boot string that begins with `prefix`, before `--`."""
    for word in line.split(" "):
        if word == "--":
            return None
        if word.startswith(prefix):
            return word[len(prefix) :]
    return None


@unsafe.unchecked
def image_end(stack: int) -> int:
    """Address behind the last loaded byte, from the program headers as patched at launch."""
    end = 0
    headers = Ptr[int](auxiliary(stack, AT_PHDR))
    for index in range(auxiliary(stack, AT_PHNUM)):
        header = headers + index * PHDR_WORDS
        if header[0] & 0xFFFF_FFFF == PT_LOAD:
            end = header[2] + header[5]
    return unsafe.symbol_address("__image_start") + end


@unsafe.unchecked
def auxiliary(stack: int, key: int) -> int:
    """The value of that key of the auxiliary vector, or 0."""
    words = Ptr[int](stack)
    index = words[0] + 2
    while words[index] != 0:
        index += 1
    index += 1
    while words[index] != key:
        if words[index] == 0:
            return 0
        index += 2
    return words[index + 1]
