"""Assembly that every image may need: the memory functions that LLVM calls on its own.

Each has a section of its own, so that the linker drops what nothing calls. Copies move 16 bytes at
a time with an overlapping last piece; short ones go by powers of two.
"""

from __future__ import annotations

MEMORY_FUNCTIONS = """
    .macro naja_function name
    .section .text.\\name,"ax",@progbits
    .globl \\name
    .hidden \\name
    .type \\name,@function
\\name:
    .endm

naja_function memcpy
    movq %rdi, %rax
    cmpq $16, %rdx
    jb 2f
    movups -16(%rsi,%rdx), %xmm1
    leaq -16(%rdi,%rdx), %rcx
1:  cmpq %rcx, %rdi
    jae 3f
    movups (%rsi), %xmm0
    movups %xmm0, (%rdi)
    addq $16, %rsi
    addq $16, %rdi
    jmp 1b
3:  movups %xmm1, (%rcx)
    ret
2:  cmpl $8, %edx
    jb 4f
    movq (%rsi), %rcx
    movq -8(%rsi,%rdx), %rsi
    movq %rcx, (%rdi)
    movq %rsi, -8(%rdi,%rdx)
    ret
4:  cmpl $4, %edx
    jb 5f
    movl (%rsi), %ecx
    movl -4(%rsi,%rdx), %esi
    movl %ecx, (%rdi)
    movl %esi, -4(%rdi,%rdx)
    ret
5:  testl %edx, %edx
    jz 6f
    movzbl -1(%rsi,%rdx), %ecx
    shrl %edx
    jz 7f
    movzwl (%rsi), %esi
    movw %si, (%rdi)
    adcl %edx, %edx
    movb %cl, -1(%rdi,%rdx)
    ret
7:  movb %cl, (%rdi)
6:  ret
    .size memcpy, . - memcpy

naja_function memmove
    movq %rdi, %rcx
    subq %rsi, %rcx
    cmpq %rdx, %rcx
    jae memcpy
    cmpq $16, %rdx
    jb memcpy
    movq %rdi, %rax
    movups (%rsi), %xmm1
1:  movups -16(%rsi,%rdx), %xmm0
    movups %xmm0, -16(%rdi,%rdx)
    subq $16, %rdx
    cmpq $16, %rdx
    ja 1b
    movups %xmm1, (%rdi)
    ret
    .size memmove, . - memmove

naja_function memset
    movq %rdi, %r8
    movl %esi, %eax
    movq %rdx, %rcx
    cmpq $64, %rdx
    ja 2f
1:  subq $1, %rcx
    jb 3f
    movb %al, (%rdi,%rcx)
    jmp 1b
2:  rep stosb
3:  movq %r8, %rax
    ret
    .size memset, . - memset

naja_function memcmp
    xorl %ecx, %ecx
1:  cmpq %rdx, %rcx
    je 2f
    movzbl (%rdi,%rcx), %eax
    movzbl (%rsi,%rcx), %r8d
    addq $1, %rcx
    subl %r8d, %eax
    je 1b
    ret
2:  xorl %eax, %eax
    ret
    .size memcmp, . - memcmp

naja_function bcmp
    jmp memcmp
    .size bcmp, . - bcmp
    .text
"""
