"""Writes to each page below the stack until one is missing."""

from naja.lang import u64, unsafe
from naja.lang.unsafe import Ptr

PAGE = 4096

if __name__ == "__main__":
    print("alive")
    page = unsafe.stack_pointer() & -PAGE
    while True:
        page -= PAGE
        unsafe.volatile_store(Ptr[u64](page), u64(0))
