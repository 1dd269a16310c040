"""Where an image begins on the spt target.

The kernel maps the image (a static position-independent executable), puts arguments, environment
and auxiliary vector on the stack and jumps to `_start`. This adds the load address to every word
that the linker's RELR table names, then calls `naja_platform_start` with the address of that
stack, aligned as the C calling convention wants. It never returns. `scratch` is memory for
arguments of system calls.
"""

from naja.lang import unsafe
from naja.lang.unsafe import Ptr

unsafe.module_asm("""
    .section .text.naja_start,"ax",@progbits
    .globl _start
    .type _start,@function
_start:
    xorl %ebp, %ebp
    movq %rsp, %rdi
    leaq __image_start(%rip), %rdx
    leaq __relr_start(%rip), %rsi
    leaq __relr_end(%rip), %r9
.Lspt_entry:
    cmpq %r9, %rsi
    jae .Lspt_go
    lodsq
    testb $1, %al
    jnz .Lspt_bitmap
    leaq (%rax,%rdx), %rbx
    addq %rdx, (%rbx)
    addq $8, %rbx
    jmp .Lspt_entry
.Lspt_bitmap:
    movq %rbx, %rcx
    addq $504, %rbx
.Lspt_bit:
    shrq %rax
    jz .Lspt_entry
    testb $1, %al
    jz .Lspt_next
    addq %rdx, (%rcx)
.Lspt_next:
    addq $8, %rcx
    jmp .Lspt_bit
.Lspt_go:
    andq $-16, %rsp
    call naja_platform_start
    ud2
    .size _start, . - _start

    .section .bss.naja_spt_memory,"aw",@nobits
    .balign 16
    .globl naja_spt_memory
naja_spt_memory:
    .zero 96
""")


def scratch() -> Ptr[int]:
    """Twelve words that live outside the heap; whoever uses them is done before the next call."""
    return Ptr[int](unsafe.symbol_address("naja_spt_memory"))
