"""What loops are told in front of them."""

from __future__ import annotations

from naja.compiler import types as t
from naja.compiler.codegen.testing import Builder, layout, number, program
from naja.compiler.ir import model as ir
from naja.compiler.passes.foresight import foresee

WORDS = layout("Words", [("length", t.INT), ("items", t.ptr_type(t.INT))])
WORDS.fields["length"].count = True


def looping(rebinds: bool, assigned: bool = True) -> ir.Function:
    """A loop that calls an accessor on a variable, which it may bind anew on every turn."""
    at = Builder("at", [("self", WORDS.type)], t.INT, inline="always")
    at.ret(number(1))
    b = Builder("p.start", [("given", WORDS.type)], t.INT)
    used = b.local("used", WORDS.type)
    if assigned:
        b.emit(ir.StoreLocal, local=used, value=b.param(0))
    head, body, after = b.new_block("head"), b.new_block("body"), b.new_block("after")
    b.jump(head)
    b.block = head
    again = b.compare("lt", number(0), number(1))
    b.emit(ir.Branch, condition=again, then=body, otherwise=after)
    b.block = body
    b.call(at.function, b.emit(ir.LoadLocal, WORDS.type, local=used))
    if rebinds:
        b.emit(ir.StoreLocal, local=used, value=b.param(0))
    b.jump(head)
    b.block = after
    b.ret(number(0))
    foresee(program(b.function, at.function, layouts=[WORDS]))
    return b.function


def foreseen(function: ir.Function) -> list[str]:
    return [i.field for i in function.blocks[0].instrs if isinstance(i, ir.ForeseeField)]


def test_what_a_loop_does_not_rebind_is_loaded_in_front_of_it() -> None:
    assert foreseen(looping(rebinds=False)) == ["length", "items"]


def test_what_a_loop_rebinds_is_not() -> None:
    assert foreseen(looping(rebinds=True)) == []


def test_what_may_have_no_value_yet_is_not() -> None:
    assert foreseen(looping(rebinds=True, assigned=False)) == []
