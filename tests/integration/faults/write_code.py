"""Writes to the first instruction of the image."""

from naja.lang import u8, unsafe
from naja.lang.unsafe import Ptr

if __name__ == "__main__":
    print("alive")
    unsafe.volatile_store(Ptr[u8](unsafe.symbol_address("_start")), u8(0xC3))
    print("still alive")
