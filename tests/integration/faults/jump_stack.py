"""Jumps to its own stack."""

from naja.lang import unsafe

if __name__ == "__main__":
    print("alive")
    unsafe.asm("call *%rsp", "~{memory}")
    print("still alive")
