"""Where a virtio image begins: the PVH entry, from 32-bit protected mode to the first Python.

The virtual machine monitor reads the ELF note, puts the image where its program headers say and
jumps to `_start` in flat 32-bit mode without paging, the address of its start info in ebx. This
clears .bss and the page tables, maps the first GiB one to one with every right, turns on long mode
(with no-execute, write protection and SSE) and calls `naja_platform_start(start info)` on the
stack of virtio.ld. Taking rights away again is the first thing that Python does (paging.py). The
descriptor table has room for the task state segment that traps.py fills in.
"""

from naja.lang import unsafe

CODE_SELECTOR = 8
TASK_SELECTOR = 16

unsafe.module_asm("""
    .section .note.naja,"a",@note
    .balign 4
    .long 4, 8, 18              # name bytes, descriptor bytes, XEN_ELFNOTE_PHYS32_ENTRY
    .asciz "Xen"
    .quad _start

    .section .text.naja_start,"ax",@progbits
    .code32
    .globl _start
    .type _start,@function
_start:
    cld
    xorl %eax, %eax
    movl $__bss_start, %edi
    movl $__page_tables_end, %ecx
    subl %edi, %ecx
    shrl $2, %ecx
    rep stosl                   # firmware may have used this memory
    movl $__page_tables, %edi
    movl %edi, %cr3
    leal 0x1003(%edi), %eax     # present, writable
    movl %eax, (%edi)
    addl $0x1000, %eax
    movl %eax, 0x1000(%edi)
    addl $0x2000, %edi
    movl $0x83, %eax            # present, writable, 2 MiB
.Lvirtio_map:
    movl %eax, (%edi)
    addl $8, %edi
    addl $0x200000, %eax
    cmpl $0x40000000, %eax
    jb .Lvirtio_map
    movl $0x620, %eax           # PAE, OSFXSR, OSXMMEXCPT
    movl %eax, %cr4
    movl $0xc0000080, %ecx      # EFER: long mode, no-execute
    movl $0x900, %eax
    xorl %edx, %edx
    wrmsr
    movl $0x80010033, %eax      # paging, write protection, NE, ET, MP, protection
    movl %eax, %cr0
    lgdtl .Lvirtio_gdt_pointer
    ljmpl $8, $.Lvirtio_long
    .code64
.Lvirtio_long:
    xorl %eax, %eax
    movl %eax, %ss
    movl %eax, %ds
    movl %eax, %es
    movl %eax, %ebp
    movl $__stack_top, %esp
    movl %ebx, %edi
    call naja_platform_start
    ud2
    .size _start, . - _start

    .section .data.naja_gdt,"aw",@progbits
    .balign 8
    .globl naja_gdt
naja_gdt:
    .quad 0, 0x00af9b000000ffff, 0, 0
.Lvirtio_gdt_pointer:
    .short 31
    .long naja_gdt
""")


def stack_guard() -> int:
    """Address of the page that is never mapped, below the stack."""
    return unsafe.symbol_address("__stack_guard")
