"""What the verifier refuses, and how it names the place."""

from __future__ import annotations

import pytest

from naja.compiler import types as t
from naja.compiler.codegen.testing import Builder, number, program
from naja.compiler.errors import InternalError
from naja.compiler.ir import model as ir
from naja.compiler.ir.printer import print_program
from naja.compiler.ir.verifier import verify


def refuse(b: Builder, reason: str) -> None:
    with pytest.raises(InternalError, match=reason) as caught:
        verify(program(b.function))
    assert "p.start" in str(caught.value)


def test_storage_of_operands() -> None:
    b = Builder("p.start", [], t.INT)
    b.arith("add", number(1), ir.Const(t.U8, 1))
    b.ret(number(0))
    refuse(b, r"the right operand is u8, expected int in .* %1:int = arith op=add")


def test_missing_terminator() -> None:
    b = Builder("p.start", [], t.INT)
    b.arith("add", number(1), number(1))
    refuse(b, "misplaced or missing terminator of entry")


def test_use_before_definition() -> None:
    b = Builder("p.start", [], t.INT)
    later = b.function.new_temp(t.INT)
    b.arith("add", later, number(1))
    b.ret(number(0))
    refuse(b, "%1 is used before its definition")


def test_handler_needs_a_variable() -> None:
    b = Builder("p.start", [], t.INT)
    handler = b.new_block("handler")
    b.call(b.function, handler=handler)
    b.ret(number(0))
    b.block = handler
    b.ret(number(1))
    refuse(b, "the handler handler has no exception variable")


def test_printed_program() -> None:
    b = Builder("p.start", [], t.INT)
    b.ret(b.arith("add", number(40), number(2)))
    assert print_program(program(b.function)) == (
        "export start raises def p.start() -> int:\n"
        " entry:\n"
        "    %1:int = arith op=add left=40:int right=2:int  # program.py:2\n"
        "    return value=%1:int  # program.py:3\n\n"
    )
