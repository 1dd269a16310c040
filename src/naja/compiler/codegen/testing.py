"""For tests: small programs built by hand in the intermediate representation, and run as Linux processes.

A `Builder` makes one function; `run` links it with a `_start` that calls it and exits with its result.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from naja.compiler import types as t
from naja.compiler.codegen.context import Options
from naja.compiler.codegen.locations import PathNames
from naja.compiler.codegen.module import module_text
from naja.compiler.codegen.optimize import Effort, compile_object
from naja.compiler.ir import model as ir
from naja.compiler.ir.verifier import verify
from naja.compiler.passes import run_passes
from naja.image.link import link

LOC = ir.Location("program.py", 1, 1)

START = """
    .section .text._start,"ax",@progbits
    .globl _start
_start:
    leaq __image_start(%rip), %rdx
    leaq __relr_start(%rip), %rsi
    leaq __relr_end(%rip), %r9
1:  cmpq %r9, %rsi
    jae 5f
    lodsq
    testb $1, %al
    jnz 2f
    leaq (%rax,%rdx), %rbx
    addq %rdx, (%rbx)
    addq $8, %rbx
    jmp 1b
2:  movq %rbx, %rcx
    addq $504, %rbx
3:  shrq %rax
    jz 1b
    testb $1, %al
    jz 4f
    addq %rdx, (%rcx)
4:  addq $8, %rcx
    jmp 3b
5:  andq $-16, %rsp
    call start
    movl %eax, %edi
    movl $60, %eax
    syscall
"""


class Builder:
    """Appends instructions to a function's current block. `emit` gives the result."""

    def __init__(self, symbol: str, params: list[tuple[str, t.Type]], result: t.Type, **more: Any) -> None:
        locals_ = [ir.Local(name, type_) for name, type_ in params]
        self.function = ir.Function(symbol, symbol, locals_, result, LOC, **more)
        self.function.locals = list(locals_)
        self.block = self.new_block("entry")
        self.line = 1

    def new_block(self, name: str, exception: ir.Local | None = None) -> ir.Block:
        block = ir.Block(name, exception=exception)
        self.function.blocks.append(block)
        return block

    def local(self, name: str, type_: t.Type) -> ir.Local:
        self.function.locals.append(ir.Local(name, type_))
        return self.function.locals[-1]

    def emit(self, kind: type[ir.Instr], type_: t.Type | None = None, **fields: Any) -> Any:
        self.line += 1
        loc = ir.Location("program.py", self.line, 1)
        if type_ is not None:
            fields["dst"] = self.function.new_temp(type_)
        elif "dst" in kind.__dataclass_fields__:
            fields["dst"] = None
        self.block.instrs.append(kind(loc=loc, **fields))
        return fields.get("dst")

    def param(self, index: int) -> Any:
        local = self.function.params[index]
        return self.emit(ir.LoadLocal, local.type, local=local)

    def call(self, function: ir.Function, *args: ir.Value, handler: ir.Block | None = None) -> Any:
        type_ = None if function.result is t.NONE else function.result
        if function.is_coroutine:
            type_ = t.coroutine_type(function.result)
        return self.emit(ir.Call, type_, function=function, args=list(args), handler=handler)

    def arith(self, op: str, left: ir.Value, right: ir.Value, **more: Any) -> Any:
        return self.emit(ir.Arith, left.type, op=op, left=left, right=right, **more)

    def compare(self, op: str, left: ir.Value, right: ir.Value) -> Any:
        return self.emit(ir.Compare, t.BOOL, op=op, left=left, right=right)

    def intrinsic(self, name: str, type_: t.Type | None, *args: ir.Value, **attrs: Any) -> Any:
        return self.emit(ir.Intrinsic, type_, name=name, args=list(args), attrs=attrs)

    def ret(self, value: ir.Value | None = None) -> None:
        self.emit(ir.Return, value=value)

    def jump(self, target: ir.Block) -> None:
        self.emit(ir.Jump, target=target)


def number(value: int) -> ir.Const:
    return ir.Const(t.INT, value)


def program(start: ir.Function, *others: ir.Function, **more: Any) -> ir.Program:
    """A program whose `_start` calls `start`, a function () -> INT that becomes the exit status."""
    start.exported = "start"
    support = more.pop("support", {})
    return ir.Program(
        entry=start,
        functions=[start, *others, *support.values()],
        statics=more.pop("statics", []),
        layouts=more.pop("layouts", []),
        support=support,
        module_asm=[START],
        target="spt",
        profile="release",
    )


def build(made: ir.Program, folder: Path, level: int = 2) -> Path:
    """Compile and link a program; the path of the image."""
    verify(made)
    run_passes(made)
    verify(made, "passes")
    text = module_text(made, Options(small=level > 1), PathNames(str(folder)))
    (folder / "program.ll").write_text(text)
    return link([compile_object(text, Effort(level, verify=True))], "spt", folder / "image").image


def run(made: ir.Program, folder: Path, level: int = 2) -> tuple[int, bytes]:
    """The exit status and output of a program."""
    done = subprocess.run(
        [str(build(made, folder, level))], capture_output=True, check=False, timeout=20
    )
    return done.returncode, done.stdout
