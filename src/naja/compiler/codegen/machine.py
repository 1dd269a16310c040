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
    jmp 9f
8:  movups (%rsi), %xmm0
    movups 16(%rsi), %xmm2
    movups %xmm0, (%rdi)
    movups %xmm2, 16(%rdi)
    addq $32, %rsi
    movq %r8, %rdi
9:  leaq 32(%rdi), %r8
    cmpq %rcx, %r8
    jbe 8b
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
    movq %rdi, %rax
    movzbl %sil, %ecx
    imull $0x01010101, %ecx
    cmpq $16, %rdx
    jb 2f
    movd %ecx, %xmm0
    pshufd $0, %xmm0, %xmm0
    leaq -16(%rdi,%rdx), %rdx
1:  movups %xmm0, (%rdi)
    addq $16, %rdi
    cmpq %rdx, %rdi
    jb 1b
    movups %xmm0, (%rdx)
    ret
2:  subl $1, %edx
    jb 3f
    movb %cl, (%rdi,%rdx)
    jmp 2b
3:  ret
    .size memset, . - memset

naja_function memcmp
    subq $8, %rdx
    jb 2f
    xorl %ecx, %ecx
1:  movq (%rdi,%rcx), %rax
    movq (%rsi,%rcx), %r8
    cmpq %r8, %rax
    jne 4f
    cmpq %rdx, %rcx
    je 5f
    addq $8, %rcx
    cmpq %rdx, %rcx
    jbe 1b
    movq %rdx, %rcx
    jmp 1b
2:  addl $4, %edx
    js 3f
    movl (%rdi), %eax
    movl (%rsi), %r8d
    cmpl %r8d, %eax
    jne 4f
    movl (%rdi,%rdx), %eax
    movl (%rsi,%rdx), %r8d
    cmpl %r8d, %eax
    jne 4f
    xorl %eax, %eax
    ret
4:  bswapq %rax
    bswapq %r8
    cmpq %r8, %rax
    sbbl %eax, %eax
    orl $1, %eax
    ret
3:  addl $4, %edx
7:  jz 5f
    movzbl (%rdi), %eax
    movzbl (%rsi), %r8d
    subl %r8d, %eax
    jne 6f
    addq $1, %rdi
    addq $1, %rsi
    subl $1, %edx
    jmp 7b
5:  xorl %eax, %eax
6:  ret
    .size memcmp, . - memcmp

naja_function bcmp
    subq $8, %rdx
    jb 3f
    movq (%rdi,%rdx), %rax
    cmpq (%rsi,%rdx), %rax
    jne 2f
    xorl %ecx, %ecx
1:  cmpq %rdx, %rcx
    jae 5f
    movq (%rdi,%rcx), %rax
    addq $8, %rcx
    cmpq -8(%rsi,%rcx), %rax
    je 1b
2:  movl $1, %eax
    ret
3:  addl $4, %edx
    js 4f
    movl (%rdi), %eax
    xorl (%rsi), %eax
    jne 6f
    movl (%rdi,%rdx), %eax
    xorl (%rsi,%rdx), %eax
    ret
4:  addl $4, %edx
    jz 5f
    movzbl -1(%rdi,%rdx), %eax
    cmpb -1(%rsi,%rdx), %al
    jne 2b
    shrl %edx
    jz 5f
    movzwl (%rdi), %eax
    movzwl (%rsi), %ecx
    xorl %ecx, %eax
6:  ret
5:  xorl %eax, %eax
    ret
    .size bcmp, . - bcmp
    .text
"""
