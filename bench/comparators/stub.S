# The least a PVH guest can do: print one line on the serial port and end the machine.
# Entered in 32-bit protected mode, flat segments; ends through isa-debug-exit, or halts.

        .section .note.Xen, "a", @note
        .long 4, 4, 18                  # name size, descriptor size, XEN_ELFNOTE_PHYS32_ENTRY
        .asciz "Xen"
        .long _start

        .text
        .globl _start
_start: mov $line, %esi
        mov $0x3f8, %edx
next:   lodsb
        test %al, %al
        jz done
        outb %al, (%dx)
        jmp next
done:   mov $DEBUG_EXIT_PORT, %edx
        xor %eax, %eax
        outb %al, (%dx)
halt:   hlt
        jmp halt

line:   .asciz "Hello from Naja\n"
