"""For tests: small programs built by hand in the intermediate representation, and run as Linux
processes.

A `Builder` makes one function; `run` links it with a `_start` that calls it and exits with its
result.
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
from naja.compiler.codegen.storage import pointer_offsets, round_up, size_and_alignment
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

    def __init__(
        self, symbol: str, params: list[tuple[str, t.Type]], result: t.Type, **more: Any
    ) -> None:
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

    def intrinsic(self, which: str, type_: t.Type | None, /, *args: ir.Value, **attrs: Any) -> Any:
        return self.emit(ir.Intrinsic, type_, name=which, args=list(args), attrs=attrs)

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
    text = module_text(made, Options(small=level > 1, variables=level == 0), PathNames(str(folder)))
    (folder / "program.ll").write_text(text)
    return link([compile_object(text, Effort(level, verify=True))], "spt", folder / "image").image


def run(made: ir.Program, folder: Path, level: int = 2) -> tuple[int, bytes]:
    """The exit status and output of a program."""
    done = subprocess.run(
        [str(build(made, folder, level))], capture_output=True, check=False, timeout=20
    )
    return done.returncode, done.stdout


BLOCK = 1 << 16


def heap(made: ir.Program) -> ir.Function:
    """Add to a program the simplest heap, which never frees: (size, type id) -> Ptr[u8]."""
    memory = ir.StaticObject("test.memory", "array", t.U8, True, tail=bytes(BLOCK))
    following = ir.StaticObject("test.next", "variable", t.INT, True, items=[number(0)])
    made.statics += [memory, following]
    b = Builder("test.allocate", [("size", t.INT), ("type_id", t.INT)], t.ptr_type(t.U8))
    at = b.emit(ir.LoadStatic, t.INT, object=following)
    grown = b.arith("add", at, b.arith("add", b.param(0), number(15)))
    b.emit(ir.StoreStatic, object=following, value=b.arith("and", grown, number(-16)))
    base = ir.StaticRef(t.ptr_type(t.U8), memory)
    start = b.emit(ir.PtrAdd, t.ptr_type(t.U8), pointer=base, index=at)
    words = b.emit(ir.Convert, t.ptr_type(t.U32), value=start)
    number_ = b.emit(ir.Convert, t.U32, value=b.param(1))
    b.emit(ir.StorePtr, pointer=words, index=number(0), value=number_)
    b.ret(start)
    made.functions.append(b.function)
    return b.function


def layout(name: str, fields: list[tuple[str, t.Type]], base: ir.Layout | None = None) -> ir.Layout:
    """A class of its own with these fields behind those of its base."""
    kind = t.class_type(type(name, (), {}))
    placed = dict(base.fields) if base else {}
    end = base.size if base else 4
    for field, type_ in fields:
        size, alignment = size_and_alignment(type_)
        offset = round_up(end, alignment)
        placed[field] = ir.Field(field, type_, offset)
        end = offset + size
    words = [(f.offset + inner) // 8 for f in placed.values() for inner in pointer_offsets(f.type)]
    bases = [base] if base else []
    return ir.Layout(kind, placed, round_up(end, 8), words, bases, name)
