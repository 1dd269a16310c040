"""Puts an instruction into its memory and calls it."""

from naja.lang import unsafe

RETURN = 0xC3

if __name__ == "__main__":
    print("alive")
    code = bytearray(16)
    code[0] = RETURN
    unsafe.asm("call *$0", "r,~{memory}", unsafe.buffer(code).address)
    print("still alive")
