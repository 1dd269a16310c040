"""Results of every type, through every kind of call, returned and raised."""

from __future__ import annotations

from pathlib import Path

import pytest

from naja.compiler import types as t
from naja.compiler.codegen.test_codegen import ERROR, error_object
from naja.compiler.codegen.testing import Builder, layout, number, program, run
from naja.compiler.ir import model as ir

PAIR = t.tuple_type((t.INT, t.BOOL, t.tuple_type((t.FLOAT, t.NONE, t.U8)), t.OBJECT))
RESULTS = {
    "int": (t.INT, number(-5)),
    "bool": (t.BOOL, ir.Const(t.BOOL, True)),
    "u8": (t.U8, ir.Const(t.U8, 200)),
    "float": (t.FLOAT, ir.Const(t.FLOAT, 2.5)),
    "object": (t.OBJECT, ir.Const(t.OBJECT, None)),
    "empty": (t.tuple_type(()), ir.ConstTuple(t.tuple_type(()), ())),
    "tuple": (
        PAIR,
        ir.ConstTuple(
            PAIR,
            (
                number(7),
                ir.Const(t.BOOL, True),
                ir.ConstTuple(
                    PAIR.items[2],
                    (ir.Const(t.FLOAT, 2.5), ir.Const(t.NONE, None), ir.Const(t.U8, 9)),
                ),
                ir.Const(t.OBJECT, None),
            ),
        ),
    ),
    "none": (t.NONE, ir.Const(t.NONE, None)),
}
BASE = layout("Base", [])
KINDS = [layout("One", [], BASE), layout("Two", [], BASE)]


def method(kind: ir.Layout, type_: t.Type, value: ir.Value, raises: bool) -> ir.Function:
    """Returns the value, or raises where the flag says so."""
    params = [("self", kind.type), ("flag", t.BOOL)]
    b = Builder(f"p.{kind.symbol}", params, type_, inline="never")
    if raises:
        yes, no = b.new_block("yes"), b.new_block("no")
        b.emit(ir.Branch, condition=b.param(1), then=yes, otherwise=no)
        b.block = yes
        error = ir.StaticRef(ERROR.type, ERROR_OBJECT)
        b.emit(ir.Raise, exception=error)
        b.block = no
    b.ret(value)
    return b.function


ERROR_OBJECT = error_object(50)


def same(b: Builder, got: ir.Value, want: ir.Value) -> ir.Value:
    """Whether two values are equal, item by item."""
    if isinstance(got.type, t.TupleType):
        equal: ir.Value = ir.Const(t.BOOL, True)
        assert isinstance(want, ir.ConstTuple)
        for index, item in enumerate(want.items):
            part = b.emit(ir.TupleGet, item.type, tuple=got, index=index)
            equal = b.arith("and", equal, same(b, part, item))
        return equal
    compared: ir.Value = b.compare("eq", got, want)
    return compared


def call(b: Builder, how: str, methods: list[ir.Function], type_: t.Type, flag: bool) -> ir.Value:
    """Call the second method."""
    handler = b.function.blocks[1]
    kind = None if type_ is t.NONE else type_
    args = [ir.StaticRef(BASE.type, OBJECTS[1]), ir.Const(t.BOOL, flag)]
    if how == "direct":
        got = b.emit(ir.Call, kind, function=methods[1], args=args, handler=handler)
    elif how == "dispatch":
        cases = list(zip(KINDS, methods, strict=True))
        got = b.emit(ir.Dispatch, kind, args=args, name="m", cases=cases, handler=handler)
    else:
        callable_ = t.callable_type((BASE.type, t.BOOL), type_)
        ref = ir.FunctionRef(callable_, methods[1])
        got = b.emit(ir.CallClosure, kind, closure=ref, args=args, handler=handler)
    return got or ir.Const(t.NONE, None)


OBJECTS = [ir.StaticObject(f"p.o{k.symbol}", "object", k.type, True) for k in KINDS]


@pytest.mark.parametrize("how", ["direct", "dispatch", "closure"])
@pytest.mark.parametrize("raising", ["none", "one", "both"])
@pytest.mark.parametrize("name", RESULTS)
def test_call(tmp_path: Path, name: str, how: str, raising: str) -> None:
    type_, value = RESULTS[name]
    may = [raising == "both", raising != "none"]
    methods = [method(k, type_, value, m) for k, m in zip(KINDS, may, strict=True)]
    b = Builder("p.start", [], t.INT)
    caught = b.local("caught", ERROR.type)
    handler = b.new_block("handler", caught)
    fine = same(b, call(b, how, methods, type_, False), value)
    right = b.emit(ir.Select, t.INT, condition=fine, yes=number(1), no=number(0))
    call(b, how, methods, type_, True)
    b.ret(b.arith("add", right, number(10)))
    b.block = handler
    exception = b.emit(ir.LoadLocal, ERROR.type, local=caught)
    b.ret(b.emit(ir.LoadField, t.INT, object=exception, layout=ERROR, field="code"))
    made = program(
        b.function, *methods, statics=[*OBJECTS, ERROR_OBJECT], layouts=[ERROR, BASE, *KINDS]
    )
    assert run(made, tmp_path, 0)[0] == (11 if raising == "none" else 50)
