"""Small programs in the intermediate representation, run as processes: what the code generator
promises.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from naja.compiler import types as t
from naja.compiler.codegen.testing import Builder, heap, layout, number, program, run
from naja.compiler.ir import model as ir

ERROR = layout("Error", [("code", t.INT)])


@pytest.fixture(params=[0, 2], ids=["O0", "O2"])
def level(request: pytest.FixtureRequest) -> int:
    value: int = request.param
    return value


def error_object(code: int) -> ir.StaticObject:
    return ir.StaticObject(f"error{code}", "object", ERROR.type, True, {"code": number(code)})


def fail_with(code: int) -> tuple[ir.Function, ir.StaticObject]:
    """A function that makes a prebuilt exception."""
    error = error_object(code)
    b = Builder(f"make{code}", [], ERROR.type)
    b.ret(ir.StaticRef(ERROR.type, error))
    return b.function, error


def test_exit_status(tmp_path: Path, level: int) -> None:
    b = Builder("p.start", [], t.INT)
    b.ret(b.arith("add", number(40), number(2)))
    assert run(program(b.function), tmp_path, level) == (42, b"")


@pytest.mark.parametrize(
    ("left", "right", "status"), [(5, 6, 30), (1 << 62, 2, 7), (-(1 << 62), 2, 0)]
)
def test_overflow_reaches_handler(
    tmp_path: Path, level: int, left: int, right: int, status: int
) -> None:
    make, error = fail_with(7)
    inner = Builder("multiply", [("left", t.INT), ("right", t.INT)], t.INT, inline="never")
    product = inner.arith("mul", inner.param(0), inner.param(1), checked=True, fail=make)
    inner.ret(product)
    b = Builder("p.start", [], t.INT)
    caught = b.local("caught", ERROR.type)
    handler = b.new_block("handler", caught)
    b.ret(b.call(inner.function, number(left), number(right), handler=handler))
    b.block = handler
    exception = b.emit(ir.LoadLocal, ERROR.type, local=caught)
    b.ret(b.emit(ir.LoadField, t.INT, object=exception, layout=ERROR, field="code"))
    made = program(b.function, inner.function, make, statics=[error], layouts=[ERROR])
    assert run(made, tmp_path, level)[0] == status


def test_traceback_names_each_frame(tmp_path: Path, level: int) -> None:
    """Frames are recorded innermost first, with file, function and line."""
    error = error_object(1)
    lines = ir.StaticObject("lines", "variable", t.INT, True, items=[number(0)])
    add = Builder("add", [("e", ERROR.type), ("id", t.INT)], t.NONE, traced=False)
    table = add.intrinsic("symbol_address", t.INT, name="naja_locations")
    rows = add.emit(ir.Convert, t.ptr_type(t.U32), value=table)
    row = add.emit(ir.LoadPtr, t.U32, pointer=rows, index=add.param(1))
    line = add.arith("and", row, ir.Const(t.U32, 0xFFFF))
    so_far = add.arith("mul", add.emit(ir.LoadStatic, t.INT, object=lines), number(10))
    wide = add.emit(ir.Convert, t.INT, value=line)
    add.emit(ir.StoreStatic, object=lines, value=add.arith("add", so_far, wide))
    add.ret()
    inner = Builder("inner", [], t.NONE, inline="never")
    inner.line = 3
    inner.emit(ir.Raise, exception=ir.StaticRef(ERROR.type, error))
    outer = Builder("outer", [], t.INT)
    outer.line = 1
    outer.call(inner.function)
    outer.ret(number(0))
    b = Builder("p.start", [], t.INT)
    caught = b.local("caught", ERROR.type)
    handler = b.new_block("handler", caught)
    b.line = 5
    b.ret(b.call(outer.function, handler=handler))
    b.block = handler
    b.ret(b.arith("rem", b.emit(ir.LoadStatic, t.INT, object=lines), number(251)))
    made = program(
        b.function, outer.function, inner.function,
        statics=[error, lines], layouts=[ERROR], support={"add_traceback": add.function},
    )  # fmt: skip
    assert run(made, tmp_path, level)[0] == 426 % 251


def test_dispatch_by_class(tmp_path: Path, level: int) -> None:
    base = layout("Base", [("x", t.INT)])
    left, right = layout("Left", [], base), layout("Right", [("y", t.U8)], base)
    methods = []
    for value, kind in ((1, base), (2, left), (3, right)):
        m = Builder(f"method{value}", [("self", kind.type)], t.INT, inline="never")
        x = m.emit(ir.LoadField, t.INT, object=m.param(0), layout=base, field="x")
        m.ret(m.arith("add", x, number(value)))
        methods.append(m.function)
    objects = [
        ir.StaticObject("a", "object", base.type, False, {"x": number(10)}),
        ir.StaticObject("b", "object", left.type, False, {"x": number(20)}),
        ir.StaticObject(
            "c", "object", right.type, False, {"x": number(40), "y": ir.Const(t.U8, 9)}
        ),
    ]
    many = ir.StaticObject("many", "array", base.type, True)
    many.items = [ir.StaticRef(base.type, o) for o in objects]
    b = Builder("p.start", [], t.INT)
    total: ir.Value = number(0)
    for index in range(3):
        pointer = ir.StaticRef(t.ptr_type(base.type), many)
        item = b.emit(ir.LoadPtr, base.type, pointer=pointer, index=number(index))
        cases = [(left, methods[1]), (right, methods[2]), (base, methods[0])]
        got = b.emit(ir.Dispatch, t.INT, args=[item], name="method", cases=cases)
        total = b.arith("add", total, got)
    b.ret(total)
    made = program(b.function, *methods, statics=[*objects, many], layouts=[base, left, right])
    assert run(made, tmp_path, level)[0] == 76


def test_closure_with_captures(tmp_path: Path, level: int) -> None:
    kind = t.callable_type((t.INT,), t.INT)
    body = Builder("body", [("flag", t.BOOL), ("base", t.INT), ("x", t.INT)], t.INT)
    chosen = body.emit(ir.Select, t.INT, condition=body.param(0), yes=body.param(1), no=number(0))
    body.ret(body.arith("add", chosen, body.param(2)))
    plain = Builder("plain", [("x", t.INT)], t.INT)
    plain.ret(plain.arith("mul", plain.param(0), number(3)))
    b = Builder("p.start", [], t.INT)
    made = program(b.function, body.function, plain.function)
    allocate = heap(made)
    captures = [ir.Const(t.BOOL, True), number(30)]
    closure = b.emit(
        ir.MakeClosure, kind, function=body.function, captures=captures, allocate=allocate
    )
    first = b.emit(ir.CallClosure, t.INT, closure=closure, args=[number(5)])
    static = ir.FunctionRef(kind, plain.function)
    second = b.emit(ir.CallClosure, t.INT, closure=static, args=[number(4)])
    b.ret(b.arith("add", first, second))
    assert run(made, tmp_path, level)[0] == 47


def test_alloc_sets_id_and_tuples_hold_bools(tmp_path: Path, level: int) -> None:
    pair = t.tuple_type((t.BOOL, t.INT, t.NONE))
    node = layout("Node", [("next", t.OBJECT), ("pair", pair)])
    b = Builder("p.start", [], t.INT)
    made = program(b.function, layouts=[ERROR, node])
    allocate = heap(made)
    new = b.emit(ir.Alloc, node.type, layout=node, extra=None, allocate=allocate)
    items = [ir.Const(t.BOOL, True), number(20), ir.Const(t.NONE, None)]
    value = b.emit(ir.MakeTuple, pair, items=items)
    b.emit(ir.StoreField, object=new, layout=node, field="pair", value=value)
    back = b.emit(ir.LoadField, pair, object=new, layout=node, field="pair")
    flag = b.emit(ir.TupleGet, t.BOOL, tuple=back, index=0)
    got = b.emit(ir.TupleGet, t.INT, tuple=back, index=1)
    same = b.emit(ir.TypeTest, t.BOOL, object=new, layout=node)
    both = b.arith("and", flag, same)
    b.ret(b.emit(ir.Select, t.INT, condition=both, yes=got, no=number(99)))
    assert run(made, tmp_path, level)[0] == 20


def test_array_block_has_header(tmp_path: Path, level: int) -> None:
    b = Builder("p.start", [], t.INT)
    made = program(b.function)
    allocate = heap(made)
    kind = t.ptr_type(t.tuple_type((t.INT, t.OBJECT)))
    block = b.emit(ir.AllocArray, kind, count=number(5), allocate=allocate)
    words = b.emit(ir.Convert, t.ptr_type(t.INT), value=block)
    length = b.emit(ir.LoadPtr, t.INT, pointer=words, index=number(-1))
    header = b.emit(ir.LoadPtr, t.INT, pointer=words, index=number(-2))
    trace = b.intrinsic("trace_word", t.INT, header)
    b.ret(b.arith("add", length, b.arith("shr", trace, number(2))))
    stride, second_word_is_pointer = 2, 1 << 1 << 8
    assert run(made, tmp_path, level)[0] == (5 + stride + second_word_is_pointer) & 255


def test_system_call_and_string_data(tmp_path: Path, level: int) -> None:
    text = ir.StaticObject("text", "array", t.U8, False, tail=b'hello\n\x00\xff"\\')
    b = Builder("p.start", [], t.INT)
    data = ir.StaticRef(t.ptr_type(t.U8), text)
    address = b.emit(ir.Convert, t.INT, value=data)
    wrote = b.intrinsic("syscall", t.INT, number(1), number(1), address, number(10))
    b.ret(wrote)
    assert run(program(b.function, statics=[text]), tmp_path, level) == (10, b'hello\n\x00\xff"\\')


def test_bits(tmp_path: Path, level: int) -> None:
    b = Builder("p.start", [], t.INT)
    inner = Builder("opaque", [], t.INT, inline="never")
    inner.ret(number(0xF0))
    x = b.call(inner.function)
    wide = b.emit(ir.Convert, t.U64, value=x)
    zeros = b.intrinsic("count_leading_zeros", t.INT, x)
    ones = b.intrinsic("population_count", t.INT, wide)
    swapped = b.intrinsic("byte_swap16", t.INT, x)
    high = b.intrinsic("multiply_high", t.U64, wide, ir.Const(t.U64, 1 << 60))
    total = b.arith("add", b.arith("add", zeros, ones), b.arith("shr", swapped, number(12)))
    b.ret(b.arith("add", total, b.emit(ir.Convert, t.INT, value=high)))
    assert run(program(b.function, inner.function), tmp_path, level)[0] == 56 + 4 + 15 + 15
