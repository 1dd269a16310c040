"""Writes through a null pointer."""

from naja.lang import u64, unsafe
from naja.lang.unsafe import Ptr

if __name__ == "__main__":
    print("alive")
    unsafe.volatile_store(Ptr[u64](8), u64(1))
    print("still alive")
