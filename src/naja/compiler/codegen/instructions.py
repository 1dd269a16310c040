"""How each instruction of the intermediate representation is written: one small emitter a class,
one table.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from naja.compiler import types as t
from naja.compiler.codegen import attributes, barrier, coroutines, indirect
from naja.compiler.codegen.constants import ARRAY_HEADER
from naja.compiler.codegen.context import raising_type, static_symbol
from naja.compiler.codegen.convert import convert
from naja.compiler.codegen.function import FunctionEmitter
from naja.compiler.codegen.intrinsics import intrinsic
from naja.compiler.codegen.metadata import MOST_ELEMENTS
from naja.compiler.codegen.storage import (
    has_storage,
    is_address,
    memory_type,
    size_and_alignment,
    value_type,
)
from naja.compiler.ir import model as ir
from naja.compiler.passes.raising import can_raise

SIGNED = {"add": "add", "sub": "sub", "mul": "mul", "and": "and", "or": "or", "xor": "xor",
          "shl": "shl", "shr": "ashr", "div": "sdiv", "rem": "srem",
          "fadd": "fadd", "fsub": "fsub", "fmul": "fmul", "fdiv": "fdiv"}  # fmt: skip
UNSIGNED = {**SIGNED, "shr": "lshr", "div": "udiv", "rem": "urem"}
COMPARISONS = {"eq": "eq", "ne": "ne", "lt": "slt", "le": "sle", "gt": "sgt", "ge": "sge"}
UNSIGNED_COMPARISONS = {"eq": "eq", "ne": "ne", "lt": "ult", "le": "ule", "gt": "ugt", "ge": "uge"}
FLOAT_COMPARISONS = {"eq": "oeq", "ne": "une", "lt": "olt", "le": "ole", "gt": "ogt", "ge": "oge"}


# ---- variables -----------------------------------------------------------------------------------


def _load_local(e: FunctionEmitter, instr: ir.LoadLocal) -> None:
    if has_storage(instr.local.type):
        kind = value_type(instr.local.type)
        e.bind(instr.dst, f"load {kind}, ptr {e.locals[id(instr.local)]}")


def _store_local(e: FunctionEmitter, instr: ir.StoreLocal) -> None:
    kind = value_type(instr.local.type)
    if has_storage(instr.local.type):
        value = e.operand(instr.value)
        e.line(f"store {kind} {value}, ptr {e.locals[id(instr.local)]}")


def _load_static(e: FunctionEmitter, instr: ir.LoadStatic) -> None:
    e.load(instr.dst, static_symbol(instr.object))


def _store_static(e: FunctionEmitter, instr: ir.StoreStatic) -> None:
    if has_storage(instr.object.type):
        address = static_symbol(instr.object)
        barrier.before_store(e, address, instr.object.type)
        e.line(f"store {e.stored(instr.value, instr.object.type)}, ptr {address}")


# ---- numbers -------------------------------------------------------------------------------------


def _arith(e: FunctionEmitter, instr: ir.Arith) -> None:
    kind = value_type(instr.dst.type)
    signed = not isinstance(instr.dst.type, t.IntType) or instr.dst.type.signed
    left, right = e.operand(instr.left), e.operand(instr.right)
    if not instr.checked or instr.fail is None:
        op = (SIGNED if signed else UNSIGNED)[instr.op]
        e.bind(instr.dst, f"{op} {kind} {left}, {right}")
    elif instr.op == "div":
        _checked_division(e, instr, kind, left, right)
    else:
        op = f"llvm.{'s' if signed else 'u'}{instr.op}.with.overflow.{kind}"
        symbol = e.context.declare(op, f"{{ {kind}, i1 }}", f"{kind}, {kind}")
        pair = e.value(f"call {{ {kind}, i1 }} {symbol}({kind} {left}, {kind} {right})")
        overflow = e.value(f"extractvalue {{ {kind}, i1 }} {pair}, 1")
        e.fail_if(overflow, instr.fail, instr.handler)
        e.bind(instr.dst, f"extractvalue {{ {kind}, i1 }} {pair}, 0")


def _checked_division(
    e: FunctionEmitter, instr: ir.Arith, kind: str, left: str, right: str
) -> None:
    """The one quotient that does not fit is the lowest number by -1."""
    assert isinstance(instr.dst.type, t.IntType) and instr.fail is not None
    lowest = e.value(f"icmp eq {kind} {left}, {instr.dst.type.low}")
    negative = e.value(f"icmp eq {kind} {right}, -1")
    e.fail_if(e.value(f"and i1 {lowest}, {negative}"), instr.fail, instr.handler)
    e.bind(instr.dst, f"sdiv {kind} {left}, {right}")


def _compare(e: FunctionEmitter, instr: ir.Compare) -> None:
    type_ = instr.left.type if has_storage(instr.left.type) else instr.right.type
    if not has_storage(type_):
        e.alias(instr.dst, "true" if instr.op == "eq" else "false")
        return
    left, right = e.operand(instr.left), e.operand(instr.right)
    if type_ is t.FLOAT:
        e.bind(instr.dst, f"fcmp {FLOAT_COMPARISONS[instr.op]} double {left}, {right}")
        return
    signed = isinstance(type_, t.IntType) and type_.signed
    op = (COMPARISONS if signed else UNSIGNED_COMPARISONS)[instr.op]
    e.bind(instr.dst, f"icmp {op} {value_type(type_)} {left}, {right}")


def _convert(e: FunctionEmitter, instr: ir.Convert) -> None:
    convert(e, instr)


def _select(e: FunctionEmitter, instr: ir.Select) -> None:
    if has_storage(instr.dst.type):
        kind = value_type(instr.dst.type)
        yes, no = e.operand(instr.yes), e.operand(instr.no)
        e.bind(instr.dst, f"select i1 {e.operand(instr.condition)}, {kind} {yes}, {kind} {no}")


# ---- memory --------------------------------------------------------------------------------------


def _field_address(e: FunctionEmitter, object_: ir.Value, field: ir.Field) -> str:
    return e.value(f"getelementptr inbounds nuw i8, ptr {e.operand(object_)}, i64 {field.offset}")


def _load_field(e: FunctionEmitter, instr: ir.LoadField) -> None:
    field = instr.layout.fields[instr.field]
    if has_storage(field.type):
        tag = e.context.metadata.access(_field_owner(instr.layout, instr.field))
        address = _field_address(e, instr.object, field)
        if field.count:
            known = e.context.metadata.count
            e.bind(instr.dst, f"zext i32 {e.value(f'load i32, ptr {address}{tag}{known}')} to i64")
        else:
            e.load(instr.dst, address, tag)


def _foresee_field(e: FunctionEmitter, instr: ir.ForeseeField) -> None:
    """A load, and an assumption about its result that LLVM does not know, lest it drop both."""
    field = instr.layout.fields[instr.field]
    tag = e.context.metadata.access(_field_owner(instr.layout, instr.field))
    kind = "i32" if field.count else memory_type(field.type)
    loaded = e.value(f"load {kind}, ptr {_field_address(e, instr.object, field)}{tag}")
    assume = e.context.declare("llvm.assume", "void", "i1")
    if field.count:
        fits = e.value(f"icmp ule i32 {loaded}, {MOST_ELEMENTS}")
        e.line(f"call void {assume}(i1 {fits})")
    else:
        e.line(f'call void {assume}(i1 true) [ "align"(ptr {loaded}, i64 8) ]')


def _store_field(e: FunctionEmitter, instr: ir.StoreField) -> None:
    field = instr.layout.fields[instr.field]
    if has_storage(field.type):
        tag = e.context.metadata.access(_field_owner(instr.layout, instr.field))
        address = _field_address(e, instr.object, field)
        if not instr.fresh:
            barrier.before_store(e, address, field.type)
        stored = e.stored(instr.value, field.type)
        if field.count:
            stored = f"i32 {e.value(f'trunc {stored} to i32')}"
        e.line(f"store {stored}, ptr {address}{tag}")


def _field_owner(layout: ir.Layout, field: str) -> str:
    """The name of a field, the same in a class, its subclasses and for all type arguments.

    So the code of two instances of a generic class differs in nothing where it does the same."""
    while layout.bases and field in layout.bases[0].fields:
        layout = layout.bases[0]
    return f"{layout.type.cls.__qualname__}.{field}"


def _element(e: FunctionEmitter, pointer: ir.Value, index: ir.Value) -> tuple[str, t.Type]:
    assert isinstance(pointer.type, t.PtrType)
    item = pointer.type.item
    if isinstance(index, ir.Const) and index.value == 0:
        return e.operand(pointer), item
    kind = memory_type(item)
    return (
        e.value(f"getelementptr inbounds {kind}, ptr {e.operand(pointer)}, i64 {e.operand(index)}"),
        item,
    )


def _element_tag(e: FunctionEmitter, pointer: ir.Value, item: t.Type) -> str:
    """Numbers behind raw pointers may lie anywhere, unless a container holds them."""
    if isinstance(item, t.IntType):
        held = pointer in e.container_pointers
        return ", align 1" + (e.context.metadata.access("element: number") if held else "")
    if is_address(item):
        return e.context.metadata.access("element: address")
    return e.context.metadata.access("element: float") if item is t.FLOAT else ""


def _load_ptr(e: FunctionEmitter, instr: ir.LoadPtr) -> None:
    address, item = _element(e, instr.pointer, instr.index)
    if instr.volatile:
        e.load(instr.dst, address, volatile="volatile ")
    else:
        e.load(instr.dst, address, _element_tag(e, instr.pointer, item))


def _store_ptr(e: FunctionEmitter, instr: ir.StorePtr) -> None:
    address, item = _element(e, instr.pointer, instr.index)
    if has_storage(item):
        kind = "store volatile" if instr.volatile else "store"
        tag = "" if instr.volatile else _element_tag(e, instr.pointer, item)
        if not instr.fresh:
            barrier.before_store(e, address, item)
        e.line(f"{kind} {e.stored(instr.value, item)}, ptr {address}{tag}")


def _ptr_add(e: FunctionEmitter, instr: ir.PtrAdd) -> None:
    address, _ = _element(e, instr.pointer, instr.index)
    e.alias(instr.dst, address)


def _make_tuple(e: FunctionEmitter, instr: ir.MakeTuple) -> None:
    kind = value_type(instr.dst.type)
    assert isinstance(instr.dst.type, t.AggregateType)
    built = "zeroinitializer" if not instr.items else "poison"
    for index, (item, type_) in enumerate(zip(instr.items, instr.dst.type.items, strict=True)):
        built = e.value(f"insertvalue {kind} {built}, {e.stored(item, type_)}, {index}")
    e.alias(instr.dst, built)


def _tuple_get(e: FunctionEmitter, instr: ir.TupleGet) -> None:
    if not has_storage(instr.dst.type):
        return
    text = f"extractvalue {value_type(instr.tuple.type)} {e.operand(instr.tuple)}, {instr.index}"
    if instr.dst.type is t.BOOL:
        text = f"trunc i8 {e.value(text)} to i1"
    e.bind(instr.dst, text)


# ---- objects -------------------------------------------------------------------------------------


def allocator(e: FunctionEmitter, allocate: ir.Function) -> ir.Function:
    """The function that allocates where the size is known: expanded in code for speed."""
    if not attributes.is_fast(e.function):
        return allocate
    return e.context.program.support.get("allocate_here", allocate)


def _alloc(e: FunctionEmitter, instr: ir.Alloc) -> None:
    size = str(instr.layout.size)
    if instr.extra is not None:
        size = e.value(f"add i64 {e.operand(instr.extra)}, {size}")
    args = f"i64 {size}, i64 {instr.layout.first_id}"
    known = instr.extra is None or isinstance(instr.extra, ir.Const)
    allocate = allocator(e, instr.allocate) if known else instr.allocate
    e.call(instr.dst, allocate, args, instr.handler)


def _alloc_array(e: FunctionEmitter, instr: ir.AllocArray) -> None:
    assert isinstance(instr.dst.type, t.PtrType)
    item = instr.dst.type.item
    count = e.operand(instr.count)
    elements = e.value(f"mul i64 {count}, {size_and_alignment(item)[0]}")
    size = e.value(f"add i64 {elements}, {ARRAY_HEADER}")
    if not isinstance(instr.count, ir.Const):
        # a size that no heap has, lest a huge count wrap around to a small one
        huge = e.value(f"icmp ugt i64 {count}, {MOST_ELEMENTS}")
        size = e.value(f"select i1 {huge}, i64 {1 << 60}, i64 {size}")
    block = ir.Temp(instr.dst.type, -instr.dst.id)
    args = f"i64 {size}, i64 {e.context.type_ids.array(item)}"
    e.call(block, instr.allocate, args, instr.handler)
    start = e.operand(block)
    length = e.value(f"getelementptr inbounds nuw i8, ptr {start}, i64 8")
    e.line(f"store i64 {count}, ptr {length}")
    e.bind(instr.dst, f"getelementptr inbounds nuw i8, ptr {start}, i64 {ARRAY_HEADER}")


def _type_id(e: FunctionEmitter, object_: ir.Value) -> str:
    return e.value(f"load i32, ptr {e.operand(object_)}{e.context.metadata.access('type id')}")


def _type_test(e: FunctionEmitter, instr: ir.TypeTest) -> None:
    number = _type_id(e, instr.object)
    tests = [_range_test(e, number, *ids) for ids in instr.layout.ranges]
    for more in tests[1:]:
        tests[0] = f"or i1 {e.value(tests[0])}, {e.value(more)}"
    e.bind(instr.dst, tests[0])


def _range_test(e: FunctionEmitter, number: str, first: int, last: int) -> str:
    if first == last:
        return f"icmp eq i32 {number}, {first}"
    return f"icmp ule i32 {e.value(f'sub i32 {number}, {first}')}, {last - first}"


def _type_id_of(e: FunctionEmitter, instr: ir.TypeId) -> None:
    if instr.layout is not None:
        e.alias(instr.dst, str(instr.layout.first_id))
    elif instr.object is not None:
        e.bind(instr.dst, f"zext i32 {_type_id(e, instr.object)} to i64")


# ---- calls ---------------------------------------------------------------------------------------


def _call(e: FunctionEmitter, instr: ir.Call) -> None:
    args = e.arguments([p.type for p in instr.function.params], instr.args)
    if instr.function.is_coroutine:
        coroutines.call(e, instr, instr.function, args)
    else:
        e.call(instr.dst, instr.function, ", ".join(args), instr.handler)


def _dispatch(e: FunctionEmitter, instr: ir.Dispatch) -> None:
    targets = {function for _, function in instr.cases}
    first = instr.cases[0][1]
    args = e.arguments([p.type for p in first.params], instr.args)
    if len(targets) == 1:
        if first.is_coroutine:
            coroutines.call(e, instr, first, args)
        else:
            e.call(instr.dst, first, ", ".join(args), instr.handler)
        return
    raises = can_raise(instr)
    symbol = indirect.dispatcher(e.context, instr, raises, attributes.is_fast(e.function))
    kind = indirect.dispatched_type(instr, raises)
    e.unpack(instr.dst, kind, f"call {kind} {symbol}({', '.join(args)})", raises, instr.handler)
    if first.is_coroutine:
        coroutines.made(e, instr)


def _call_closure(e: FunctionEmitter, instr: ir.CallClosure) -> None:
    type_ = instr.closure.type
    assert isinstance(type_, t.CallableType)
    closure = e.operand(instr.closure)
    slot = e.value(f"getelementptr inbounds nuw i8, ptr {closure}, i64 8")
    code = e.value(f"load ptr, ptr {slot}")
    args = [f"ptr {closure}", *e.arguments(list(type_.params), instr.args)]
    kind = raising_type(value_type(type_.result))
    e.unpack(instr.dst, kind, f"call {kind} {code}({', '.join(args)})", True, instr.handler)


def _make_closure(e: FunctionEmitter, instr: ir.MakeClosure) -> None:
    types = [p.type for p in instr.function.params[: len(instr.captures)]]
    offsets, size = indirect.capture_offsets(types)
    number = indirect.closure_id(e.context, types)
    e.call(instr.dst, allocator(e, instr.allocate), f"i64 {size}, i64 {number}", instr.handler)
    made = e.operand(instr.dst)
    slot = e.value(f"getelementptr inbounds nuw i8, ptr {made}, i64 8")
    code = indirect.bridge(e.context, instr.function, instr.dst.type, len(types))
    e.line(f"store ptr {code}, ptr {slot}")
    for value, type_, offset in zip(instr.captures, types, offsets, strict=True):
        if has_storage(type_):
            slot = e.value(f"getelementptr inbounds nuw i8, ptr {made}, i64 {offset}")
            e.line(f"store {e.stored(value, type_)}, ptr {slot}")


# ---- control -------------------------------------------------------------------------------------


def _jump(e: FunctionEmitter, instr: ir.Jump) -> None:
    e.line(f"br label %{e.labels[id(instr.target)]}")


def _branch(e: FunctionEmitter, instr: ir.Branch) -> None:
    metadata = e.context.metadata
    weights = {None: "", True: metadata.likely, False: metadata.unlikely}[instr.likely]
    then, otherwise = e.labels[id(instr.then)], e.labels[id(instr.otherwise)]
    e.line(f"br i1 {e.operand(instr.condition)}, label %{then}, label %{otherwise}{weights}")


def _return(e: FunctionEmitter, instr: ir.Return) -> None:
    e.return_value(instr.value)


def _raise(e: FunctionEmitter, instr: ir.Raise) -> None:
    e.raise_now(e.operand(instr.exception), instr.handler, traced=instr.fresh)


def _unreachable(e: FunctionEmitter, instr: ir.Unreachable) -> None:
    e.line("unreachable")


def _await(e: FunctionEmitter, instr: ir.Await) -> None:
    coroutines.await_(e, instr)


def _suspend(e: FunctionEmitter, instr: ir.Suspend) -> None:
    coroutines.suspend_at(e, static_symbol(instr.leaf))


def _yield(e: FunctionEmitter, instr: ir.Yield) -> None:
    coroutines.yield_(e, instr)


EMITTERS: dict[type[ir.Instr], Callable[[FunctionEmitter, Any], None]] = {
    ir.LoadLocal: _load_local,
    ir.StoreLocal: _store_local,
    ir.LoadStatic: _load_static,
    ir.StoreStatic: _store_static,
    ir.Arith: _arith,
    ir.Compare: _compare,
    ir.Convert: _convert,
    ir.Select: _select,
    ir.LoadField: _load_field,
    ir.ForeseeField: _foresee_field,
    ir.StoreField: _store_field,
    ir.LoadPtr: _load_ptr,
    ir.StorePtr: _store_ptr,
    ir.PtrAdd: _ptr_add,
    ir.MakeTuple: _make_tuple,
    ir.TupleGet: _tuple_get,
    ir.Alloc: _alloc,
    ir.AllocArray: _alloc_array,
    ir.TypeTest: _type_test,
    ir.TypeId: _type_id_of,
    ir.Call: _call,
    ir.Dispatch: _dispatch,
    ir.CallClosure: _call_closure,
    ir.MakeClosure: _make_closure,
    ir.Intrinsic: intrinsic,
    ir.Await: _await,
    ir.Suspend: _suspend,
    ir.Yield: _yield,
    ir.Jump: _jump,
    ir.Branch: _branch,
    ir.Return: _return,
    ir.Raise: _raise,
    ir.Unreachable: _unreachable,
}
