"""Calls a function at address 0."""

from naja.lang import unsafe

if __name__ == "__main__":
    print("alive")
    unsafe.asm("xorl %eax, %eax\n\tcall *%rax", "~{rax},~{memory}")
    print("still alive")
