"""Writes to an object that the program was built with and cannot change."""

from naja.lang import u8, unsafe

CONSTANT = b"constant"

if __name__ == "__main__":
    print("alive")
    unsafe.volatile_store(unsafe.buffer(CONSTANT), u8(0x43))
    print(CONSTANT.decode())
