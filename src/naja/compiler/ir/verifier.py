"""Checks that a program obeys the rules of the intermediate representation.

Promises: after `verify` the code generator meets no operand of the wrong storage, no block without
a terminator, no temporary used before its one definition. A violation is our own mistake:
InternalError, naming function and instruction.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from naja.compiler import types as t
from naja.compiler.codegen.storage import has_storage, value_type
from naja.compiler.errors import InternalError
from naja.compiler.ir import model as ir
from naja.compiler.ir.printer import print_instr
from naja.compiler.ir.walk import handler, operands, result, targets


def verify(program: ir.Program, stage: str = "verify") -> None:
    """Raise InternalError for the first broken rule. stage: what ran last."""
    known = set(map(id, program.functions))
    if id(program.entry) not in known:
        raise InternalError(stage, "the entry is not among the program's functions")
    symbols: set[str] = set()
    for symbol in [f.symbol for f in program.functions] + [s.symbol for s in program.statics]:
        if symbol in symbols:
            raise InternalError(stage, f"two things have the symbol {symbol}")
        symbols.add(symbol)
    for function in program.functions:
        if function.blocks:
            _Checker(function, stage).run()


class _Checker:
    """Walks one function in block order."""

    def __init__(self, function: ir.Function, stage: str) -> None:
        self.function, self.stage = function, stage
        self.instr: ir.Instr | None = None
        self.defined: set[ir.Temp] = set()
        self.blocks = set(map(id, function.blocks))
        self.locals = set(map(id, [*function.params, *function.locals]))

    def fail(self, reason: str) -> NoReturn:
        where = f"{self.function.symbol} at {self.function.loc.file}:{self.function.loc.line}"
        if self.instr is not None:
            where += f", line {self.instr.loc.line}: {print_instr(self.instr)}"
        raise InternalError(self.stage, f"{reason} in {where}")

    def run(self) -> None:
        for block in self.function.blocks:
            self.instr = None
            if not block.instrs:
                self.fail(f"the block {block.name} is empty")
            for instr in block.instrs:
                self.instr = instr
                self.check(instr)
                if isinstance(instr, ir.TERMINATORS) != (instr is block.instrs[-1]):
                    self.fail(f"misplaced or missing terminator of {block.name}")

    def check(self, instr: ir.Instr) -> None:
        for value in operands(instr):
            if isinstance(value, ir.Temp) and value not in self.defined:
                self.fail(f"%{value.id} is used before its definition")
        self.check_blocks(instr)
        rule = RULES.get(type(instr))
        if rule is not None:
            rule(self, instr)
        dst = result(instr)
        if dst is not None:
            if dst in self.defined:
                self.fail(f"%{dst.id} is defined twice")
            self.defined.add(dst)

    def check_blocks(self, instr: ir.Instr) -> None:
        caught = handler(instr)
        for block in (*targets(instr), *([caught] if caught is not None else [])):
            if id(block) not in self.blocks:
                self.fail(f"the block {block.name} is not of this function")
        if caught is not None and caught.exception is None:
            self.fail(f"the handler {caught.name} has no exception variable")

    def same(self, have: t.Type, want: t.Type, what: str) -> None:
        """Two types of one storage. A Never fits everywhere: the place is not reached."""
        if value_type(have) != value_type(want) and have is not t.NEVER:
            self.fail(f"{what} is {have}, expected {want}")

    def of_kind(self, value: ir.Value, kind: str, what: str) -> None:
        if value_type(value.type) != kind and value.type is not t.NEVER:
            self.fail(f"{what} is {value.type}, expected {kind}")

    def arguments(self, params: list[t.Type], args: list[ir.Value]) -> None:
        if len(params) != len(args):
            self.fail(f"{len(args)} arguments for {len(params)} parameters")
        for index, (param, arg) in enumerate(zip(params, args, strict=True)):
            self.same(arg.type, param, f"argument {index}")

    def returned(self, dst: ir.Temp | None, produced: t.Type) -> None:
        if dst is not None and has_storage(dst.type):
            self.same(produced, dst.type, "the result")


def _local(c: _Checker, instr: ir.LoadLocal | ir.StoreLocal) -> None:
    if id(instr.local) not in c.locals:
        c.fail(f"{instr.local.name} is not a local of this function")
    value = instr.dst if isinstance(instr, ir.LoadLocal) else instr.value
    c.same(value.type, instr.local.type, "the value")


def _static(c: _Checker, instr: ir.LoadStatic | ir.StoreStatic) -> None:
    if instr.object.kind != "variable":
        c.fail(f"{instr.object.symbol} is not a variable")
    value = instr.dst if isinstance(instr, ir.LoadStatic) else instr.value
    c.same(value.type, instr.object.type, "the value")


def _arith(c: _Checker, instr: ir.Arith) -> None:
    c.same(instr.left.type, instr.dst.type, "the left operand")
    c.same(instr.right.type, instr.dst.type, "the right operand")
    if (instr.op[0] == "f") != (instr.dst.type is t.FLOAT):
        c.fail(f"{instr.op} of {instr.dst.type}")
    if instr.checked and instr.fail is None:
        c.fail("checked, but nothing makes the exception")


def _compare(c: _Checker, instr: ir.Compare) -> None:
    c.of_kind(instr.dst, "i1", "the result")
    c.same(instr.left.type, instr.right.type, "the left operand")


def _select(c: _Checker, instr: ir.Select) -> None:
    c.of_kind(instr.condition, "i1", "the condition")
    c.same(instr.yes.type, instr.dst.type, "the first choice")
    c.same(instr.no.type, instr.dst.type, "the second choice")


def _foresee_field(c: _Checker, instr: ir.ForeseeField | ir.LoadField | ir.StoreField) -> None:
    c.of_kind(instr.object, "ptr", "the object")
    if instr.field not in instr.layout.fields:
        c.fail(f"{instr.layout.symbol} has no field {instr.field}")


def _field(c: _Checker, instr: ir.LoadField | ir.StoreField) -> None:
    _foresee_field(c, instr)
    value = instr.dst if isinstance(instr, ir.LoadField) else instr.value
    c.same(value.type, instr.layout.fields[instr.field].type, "the value")


def _pointer(c: _Checker, instr: ir.LoadPtr | ir.StorePtr | ir.PtrAdd) -> None:
    pointer = instr.pointer.type
    if not isinstance(pointer, t.PtrType):
        c.fail(f"the pointer is {pointer}")
    c.of_kind(instr.index, "i64", "the index")
    if isinstance(instr, ir.PtrAdd):
        c.same(instr.dst.type, pointer, "the result")
    else:
        value = instr.dst if isinstance(instr, ir.LoadPtr) else instr.value
        c.same(value.type, pointer.item, "the value")


def _make_tuple(c: _Checker, instr: ir.MakeTuple) -> None:
    if not isinstance(instr.dst.type, t.AggregateType):
        c.fail(f"the result is {instr.dst.type}")
    c.arguments(list(instr.dst.type.items), instr.items)


def _tuple_get(c: _Checker, instr: ir.TupleGet) -> None:
    type_ = instr.tuple.type
    if not isinstance(type_, t.AggregateType) or not 0 <= instr.index < len(type_.items):
        c.fail(f"no item {instr.index} in {type_}")
    c.same(type_.items[instr.index], instr.dst.type, "the result")


def _alloc_array(c: _Checker, instr: ir.AllocArray) -> None:
    c.of_kind(instr.count, "i64", "the count")
    if not isinstance(instr.dst.type, t.PtrType):
        c.fail(f"the result is {instr.dst.type}")


def _call(c: _Checker, instr: ir.Call) -> None:
    c.arguments([p.type for p in instr.function.params], instr.args)
    if instr.function.is_coroutine:
        c.returned(instr.dst, t.coroutine_type(instr.function.result))
    else:
        c.returned(instr.dst, instr.function.result)


def _dispatch(c: _Checker, instr: ir.Dispatch) -> None:
    if not instr.cases:
        c.fail("a dispatch without cases")
    c.of_kind(instr.args[0], "ptr", "the receiver")
    for _, function in instr.cases:
        c.arguments([p.type for p in function.params], instr.args)


def _call_closure(c: _Checker, instr: ir.CallClosure) -> None:
    type_ = instr.closure.type
    if not isinstance(type_, t.CallableType):
        c.fail(f"a call of {type_}")
    c.arguments(list(type_.params), instr.args)
    c.returned(instr.dst, type_.result)


def _make_closure(c: _Checker, instr: ir.MakeClosure) -> None:
    type_ = instr.dst.type
    if not isinstance(type_, t.CallableType):
        c.fail(f"the result is {type_}")
    params = [p.type for p in instr.function.params]
    c.arguments(params[: len(instr.captures)], instr.captures)
    if len(params) != len(instr.captures) + len(type_.params):
        c.fail("the captures and parameters do not add up")


def _branch(c: _Checker, instr: ir.Branch) -> None:
    c.of_kind(instr.condition, "i1", "the condition")


def _return(c: _Checker, instr: ir.Return) -> None:
    if has_storage(c.function.result):
        if instr.value is None and c.function.is_coroutine:
            return  # a generator: its results went out by yield
        if instr.value is None:
            c.fail("a return without a value")
        c.same(instr.value.type, c.function.result, "the value")


def _raise(c: _Checker, instr: ir.Raise) -> None:
    c.of_kind(instr.exception, "ptr", "the exception")


def _await(c: _Checker, instr: ir.Await) -> None:
    type_ = instr.coroutine.type
    if not isinstance(type_, t.CoroutineType):
        c.fail(f"an await of {type_}")
    if not c.function.is_coroutine:
        c.fail("an await outside a coroutine")
    c.returned(instr.dst, type_.result)


def _yield(c: _Checker, instr: ir.Yield) -> None:
    if not c.function.is_coroutine:
        c.fail("a yield outside a coroutine")


RULES: dict[type[ir.Instr], Callable[[_Checker, Any], None]] = {
    ir.LoadLocal: _local,
    ir.StoreLocal: _local,
    ir.LoadStatic: _static,
    ir.StoreStatic: _static,
    ir.Arith: _arith,
    ir.Compare: _compare,
    ir.Select: _select,
    ir.ForeseeField: _foresee_field,
    ir.LoadField: _field,
    ir.StoreField: _field,
    ir.LoadPtr: _pointer,
    ir.StorePtr: _pointer,
    ir.PtrAdd: _pointer,
    ir.MakeTuple: _make_tuple,
    ir.TupleGet: _tuple_get,
    ir.AllocArray: _alloc_array,
    ir.Call: _call,
    ir.Dispatch: _dispatch,
    ir.CallClosure: _call_closure,
    ir.MakeClosure: _make_closure,
    ir.Branch: _branch,
    ir.Return: _return,
    ir.Raise: _raise,
    ir.Await: _await,
    ir.Yield: _yield,
}
