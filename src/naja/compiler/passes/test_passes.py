"""The passes: who may raise, and what is then unreachable."""

from __future__ import annotations

from naja.compiler import types as t
from naja.compiler.codegen.testing import Builder, layout, number, program
from naja.compiler.ir import model as ir
from naja.compiler.passes import run_passes

ERROR = layout("Error", [])


def raising(symbol: str) -> Builder:
    b = Builder(symbol, [("error", ERROR.type)], t.NONE)
    b.emit(ir.Raise, exception=b.param(0))
    return b


def test_raising_follows_calls_and_recursion() -> None:
    quiet = Builder("quiet", [], t.NONE)
    quiet.call(quiet.function)
    quiet.ret()
    thrower = raising("thrower")
    caller = Builder("caller", [], t.NONE)
    caller.call(thrower.function, ir.Const(ERROR.type, None))
    caller.call(quiet.function)
    caller.ret()
    b = Builder("p.start", [], t.INT)
    b.call(caller.function)
    b.ret(number(0))
    run_passes(program(b.function, caller.function, thrower.function, quiet.function))
    marks = {f.symbol: f.may_raise for f in (quiet.function, thrower.function, caller.function)}
    assert marks == {"quiet": False, "thrower": True, "caller": True}


def test_handler_of_what_cannot_raise_goes_with_all_it_reached() -> None:
    quiet, rescue = Builder("quiet", [], t.NONE), Builder("rescue", [], t.NONE)
    quiet.ret()
    rescue.ret()
    text = ir.StaticObject("text", "array", t.U8, False, tail=b"x")
    b = Builder("p.start", [], t.INT)
    handler = b.new_block("handler", b.local("caught", ERROR.type))
    b.call(quiet.function, handler=handler)
    b.ret(number(0))
    b.block = handler
    b.call(rescue.function)
    b.emit(ir.LoadPtr, t.U8, pointer=ir.StaticRef(t.ptr_type(t.U8), text), index=number(0))
    b.ret(number(1))
    made = program(b.function, quiet.function, rescue.function, statics=[text], layouts=[ERROR])
    run_passes(made)
    assert [f.symbol for f in made.functions] == ["p.start", "quiet"]
    assert made.statics == [] and made.layouts == []
    assert [block.name for block in b.function.blocks] == ["entry"]


def test_handler_stays_where_it_stops_the_exception() -> None:
    thrower = raising("thrower")
    middle = Builder("middle", [], t.NONE)
    handler = middle.new_block("handler", middle.local("caught", ERROR.type))
    middle.call(thrower.function, ir.Const(ERROR.type, None), handler=handler)
    middle.ret()
    middle.block = handler
    middle.ret()
    b = Builder("p.start", [], t.INT)
    b.call(middle.function)
    b.ret(number(0))
    run_passes(program(b.function, middle.function, thrower.function))
    assert thrower.function.may_raise and not middle.function.may_raise
    assert len(middle.function.blocks) == 2


def test_class_without_instances_is_never_seen() -> None:
    """Its type test is false, its method is no target, its handler goes."""
    base = layout("Base", [])
    made, unmade = layout("Made", [], base), layout("Unmade", [], base)
    methods = []
    for kind in (made, unmade):
        m = Builder(f"{kind.symbol}.method", [("self", kind.type)], t.NONE)
        m.ret()
        methods.append(m.function)
    item = ir.StaticObject("item", "object", made.type, True)
    b = Builder("p.start", [], t.INT)
    cases = [(made, methods[0]), (unmade, methods[1])]
    b.emit(ir.Dispatch, None, args=[ir.StaticRef(base.type, item)], name="method", cases=cases)
    test = b.emit(ir.TypeTest, t.BOOL, object=ir.StaticRef(base.type, item), layout=unmade)
    yes, no = b.new_block("yes"), b.new_block("no")
    b.emit(ir.Branch, condition=test, then=yes, otherwise=no)
    b.block = yes
    b.ret(number(1))
    b.block = no
    b.ret(number(0))
    whole = program(b.function, *methods, statics=[item], layouts=[base, made, unmade])
    run_passes(whole)
    assert [f.symbol for f in whole.functions] == ["p.start", "Made.method"]
    assert [block.name for block in b.function.blocks] == ["entry", "no"]


def test_method_of_nothing_is_not_called() -> None:
    kind = layout("Kind", [])
    m = Builder("method", [("self", kind.type)], t.NONE)
    m.ret()
    b = Builder("p.start", [], t.INT)
    nothing = ir.Const(kind.type, None)
    b.emit(ir.Dispatch, None, args=[nothing], name="method", cases=[(kind, m.function)])
    b.ret(number(0))
    whole = program(b.function, m.function, layouts=[kind])
    run_passes(whole)
    assert [f.symbol for f in whole.functions] == ["p.start"]


def test_warm_functions_are_hot_where_the_program_leads_to_them() -> None:
    def library(symbol: str, hint: str, *callees: ir.Function) -> ir.Function:
        b = Builder(symbol, [], t.NONE)
        b.function.traced, b.function.inline = False, hint
        for callee in callees:
            b.call(callee)
        b.ret()
        return b.function

    inner, lonely = library("inner", "warm"), library("lonely", "warm")
    outer = library("outer", "warm", inner)
    plain = library("plain", "", lonely)
    b = Builder("p.start", [], t.INT)
    b.call(outer)
    b.call(plain)
    b.ret(number(0))
    run_passes(program(b.function, outer, inner, plain, lonely))
    hints = {f.symbol: f.inline for f in (outer, inner, plain, lonely)}
    assert hints == {"outer": "hot", "inner": "hot", "plain": "", "lonely": "warm"}


def repeatable(symbol: str, *callees: ir.Function) -> ir.Function:
    b = Builder(symbol, [], t.INT)
    b.function.traced, b.function.inline = False, "repeatable"
    for callee in callees:
        b.call(callee)
    b.ret(number(1))
    return b.function


def test_repeatable_calls_go_when_nothing_uses_them() -> None:
    made = repeatable("made")
    b = Builder("p.start", [], t.INT)
    unread, read = ir.Local("unread", t.INT), ir.Local("read", t.INT)
    b.function.locals += [unread, read]
    b.call(made)
    b.emit(ir.StoreLocal, local=unread, value=b.call(made))
    b.emit(ir.StoreLocal, local=read, value=b.call(made))
    b.emit(ir.LoadLocal, t.INT, local=read)
    b.ret(b.call(made))
    run_passes(program(b.function, made))
    instrs = [i for block in b.function.blocks for i in block.instrs]
    assert sum(isinstance(i, ir.Call) for i in instrs) == 2
    assert [i.local.name for i in instrs if isinstance(i, ir.StoreLocal)] == ["read"]


def test_what_leads_to_the_program_is_not_repeatable() -> None:
    own = Builder("p.compare", [], t.NONE)
    own.ret()
    simple, asking = repeatable("simple"), repeatable("asking", own.function)
    b = Builder("p.start", [], t.INT)
    b.emit(ir.Return, value=b.arith("add", b.call(simple), b.call(asking)))
    run_passes(program(b.function, own.function, simple, asking))
    assert (simple.inline, asking.inline) == ("repeatable", "apart")
