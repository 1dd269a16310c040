"""Whole numbers of every width: what the generated code computes, against Python's own numbers.

One program holds a few hundred operations on operands that LLVM cannot see through, and writes all
results.
"""

from __future__ import annotations

import operator
import random
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from naja.compiler import types as t
from naja.compiler.codegen.testing import Builder, number, program, run
from naja.compiler.ir import model as ir

TYPES = [t.INT, t.U8, t.U16, t.U32, t.U64, t.I8, t.I16, t.I32]


def quotient(a: int, b: int) -> int:
    return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "and": operator.and_,
    "or": operator.or_,
    "xor": operator.xor,
    "shl": operator.lshift,
    "shr": operator.rshift,
    "div": quotient,
    "rem": lambda a, b: a - b * quotient(a, b),
}
COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}


def wrapped(value: int, type_: t.IntType) -> int:
    value &= (1 << type_.bits) - 1
    return value - (1 << type_.bits) if type_.signed and value > type_.high else value


def operands(chosen: random.Random, type_: t.IntType, op: str) -> tuple[int, int]:
    edges = [type_.low, type_.high, 0, 1, type_.high // 2, chosen.randint(type_.low, type_.high)]
    left, right = chosen.choice(edges), chosen.choice(edges)
    if op in ("shl", "shr"):
        right = chosen.randrange(type_.bits)
    if op in ("div", "rem") and (right == 0 or right == -1):
        right = 3
    return left, right


class Writer:
    """A function that stores 64-bit results into an array and writes the array out."""

    def __init__(self) -> None:
        self.b = Builder("p.start", [], t.INT)
        hide = Builder("p.hide", [("x", t.INT)], t.INT, inline="never")
        hide.ret(hide.intrinsic("asm", t.INT, hide.param(0), template="", constraints="=r,0"))
        self.hide = hide.function
        self.results = ir.StaticObject("p.results", "array", t.INT, True)
        self.pointer = ir.StaticRef(t.ptr_type(t.INT), self.results)
        self.want: list[int] = []

    def hidden(self, value: int, type_: t.Type) -> ir.Value:
        word = self.b.call(self.hide, number(wrapped(value, t.INT)))
        converted: ir.Value = self.b.emit(ir.Convert, type_, value=word)
        return converted

    def expect(self, value: ir.Value, want: int) -> None:
        wide = self.b.emit(ir.Convert, t.INT, value=value)
        index = number(len(self.want))
        self.b.emit(ir.StorePtr, pointer=self.pointer, index=index, value=wide)
        self.want.append(wrapped(want, t.INT))

    def check(self, folder: Path, level: int) -> None:
        size = 8 * len(self.want)
        self.results.tail = bytes(size)
        address = self.b.emit(ir.Convert, t.INT, value=self.pointer)
        self.b.intrinsic("syscall", t.INT, number(1), number(1), address, number(size))
        self.b.ret(number(0))
        made = program(self.b.function, self.hide, statics=[self.results])
        status, output = run(made, folder, level)
        assert status == 0
        assert list(struct.unpack(f"<{len(self.want)}q", output)) == self.want


@pytest.mark.parametrize("level", [0, 2])
def test_operations(tmp_path: Path, level: int) -> None:
    chosen = random.Random(level)
    writer = Writer()
    for type_ in TYPES:
        for op, compute in OPERATIONS.items():
            for _ in range(3):
                left, right = operands(chosen, type_, op)
                a, b = writer.hidden(left, type_), writer.hidden(right, type_)
                writer.expect(writer.b.arith(op, a, b), wrapped(compute(left, right), type_))
    writer.check(tmp_path, level)


@pytest.mark.parametrize("level", [0, 2])
def test_comparisons(tmp_path: Path, level: int) -> None:
    chosen = random.Random(level)
    writer = Writer()
    for type_ in TYPES:
        for op, compute in COMPARISONS.items():
            left, right = operands(chosen, type_, op)
            a, b = writer.hidden(left, type_), writer.hidden(right, type_)
            writer.expect(writer.b.compare(op, a, b), compute(left, right))
    writer.check(tmp_path, level)


@pytest.mark.parametrize("level", [0, 2])
def test_conversions(tmp_path: Path, level: int) -> None:
    chosen = random.Random(level)
    writer = Writer()
    for source in TYPES:
        for target in TYPES:
            value, _ = operands(chosen, source, "add")
            converted = writer.b.emit(ir.Convert, target, value=writer.hidden(value, source))
            writer.expect(converted, wrapped(value, target))
        value = chosen.randint(max(source.low, -1000), min(source.high, 1000))
        as_float = writer.b.emit(ir.Convert, t.FLOAT, value=writer.hidden(value, source))
        writer.expect(writer.b.emit(ir.Convert, t.INT, value=as_float), value)
    writer.check(tmp_path, level)
