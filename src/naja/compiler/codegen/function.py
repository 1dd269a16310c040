"""One function of the intermediate representation → the text of one LLVM function.

Locals become allocas, which LLVM turns into registers. Every edge on which an exception leaves an
instruction ends in a *landing*: one cold block for each handler of the function, which takes the
exception and the location's id as phis, records the frame in the traceback, and goes on to the
handler or out of the function.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from naja.compiler import types as t
from naja.compiler.codegen import coroutines, raising
from naja.compiler.codegen.aliasing import ContainerPointers
from naja.compiler.codegen.attributes import function_attributes
from naja.compiler.codegen.constants import constant
from naja.compiler.codegen.context import Context, function_symbol, returned_type
from naja.compiler.codegen.storage import has_storage, memory_type, value_type
from naja.compiler.ir import model as ir


@dataclass
class Landing:
    """Where exceptions for one handler (None: the caller) arrive. incoming: exception, from block,
    location id.
    """

    label: str
    handler: ir.Block | None
    traced: bool
    incoming: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass
class Failure:
    """A cold block that makes an exception by calling a function. incoming: location id, from
    block.
    """

    label: str
    function: ir.Function
    landing: Landing
    incoming: list[tuple[str, str]] = field(default_factory=list)


class FunctionEmitter:
    """Writes one function. `line` appends an instruction, `value` gives it a name."""

    def __init__(self, context: Context, function: ir.Function) -> None:
        self.context, self.function = context, function
        self.lines: list[str] = []
        self.entry_lines: list[str] = []
        self.names: dict[int, str] = {}
        self.locals: dict[int, str] = {}
        self.labels = {id(b): f"b{i}" for i, b in enumerate(function.blocks)}
        self.landings: dict[tuple[int, bool], Landing] = {}
        self.failures: dict[tuple[int, int], Failure] = {}
        self.exits: list[tuple[str, str, str]] = []  # value, exception, from block
        self.counter = 0
        self.label = "entry"
        self.debug_suffix = ""
        self.subprogram = ""
        self.loc = function.loc
        self.coroutine: coroutines.Frame | None = None
        self.fresh_coroutines: set[int] = set()

    @cached_property
    def container_pointers(self) -> ContainerPointers:
        return ContainerPointers(self.function)

    # ---- text ------------------------------------------------------------------------------------

    def line(self, text: str, bare: bool = False) -> None:
        """An instruction without a result. bare: not an instruction, takes no location."""
        self.lines.append(f"  {text}" if bare else f"  {text}{self.debug_suffix}")

    def value(self, text: str) -> str:
        """An instruction with a result; gives the result's name."""
        self.counter += 1
        name = f"%x{self.counter}"
        self.lines.append(f"  {name} = {text}{self.debug_suffix}")
        return name

    def new_label(self, kind: str) -> str:
        self.counter += 1
        return f"{kind}{self.counter}"

    def start(self, label: str) -> None:
        """Begin a block."""
        self.lines.append(f"{label}:")
        self.label = label

    def at(self, loc: ir.Location) -> None:
        """Instructions from here on come from this place."""
        self.loc = loc
        if self.context.debug is not None:
            self.debug_suffix = self.context.debug.attachment(self.subprogram, loc)

    # ---- operands --------------------------------------------------------------------------------

    def operand(self, value: ir.Value) -> str:
        """The text of a value, without its type."""
        if isinstance(value, ir.Temp):
            if not has_storage(value.type):
                return "poison"
            return self.names.get(value.id) or f"%t{value.id}"
        return constant(self.context, value)

    def arguments(self, types: list[t.Type], args: list[ir.Value]) -> list[str]:
        """Arguments with the types of their parameters; those without storage are not passed."""
        return [
            f"{value_type(type_)} {self.operand(arg)}"
            for type_, arg in zip(types, args, strict=True)
            if has_storage(type_)
        ]

    def stored(self, value: ir.Value, type_: t.Type) -> str:
        """A value, with its type, as memory for a `type_` holds it."""
        if type_ is t.BOOL:
            if isinstance(value, ir.Const):
                return f"i8 {int(bool(value.value))}"
            return f"i8 {self.value(f'zext i1 {self.operand(value)} to i8')}"
        if not has_storage(type_):
            return "i8 0"
        return f"{value_type(type_)} {self.operand(value)}"

    def bind(self, dst: ir.Temp | None, text: str) -> None:
        """Let a temporary be the result of an instruction."""
        if dst is None or not has_storage(dst.type):
            self.line(text)
        else:
            self.line(f"%t{dst.id} = {text}")

    def alias(self, dst: ir.Temp | None, name: str) -> None:
        """Let a temporary be another name of a value."""
        if dst is not None:
            self.names[dst.id] = name

    def load(self, dst: ir.Temp, address: str, suffix: str = "", volatile: str = "") -> None:
        """Bind a temporary to what lies in memory."""
        if not has_storage(dst.type):
            return
        kind = memory_type(dst.type)
        if dst.type is t.BOOL:
            limit = "" if volatile else self.context.metadata.boolean
            byte = self.value(f"load {volatile}{kind}, ptr {address}{suffix}{limit}")
            self.bind(dst, f"trunc i8 {byte} to i1")
        else:
            self.bind(dst, f"load {volatile}{kind}, ptr {address}{suffix}")

    # ---- exceptions ------------------------------------------------------------------------------

    def landing(self, handler: ir.Block | None, traced: bool) -> Landing:
        traced = traced and self.function.traced and "add_traceback" in self.context.program.support
        key = (id(handler), traced)
        found = self.landings.get(key)
        if found is None:
            found = self.landings[key] = Landing(self.new_label("landing"), handler, traced)
        return found

    def location_id(self, landing: Landing) -> str:
        if not landing.traced:
            return "0"
        number = self.context.locations.number(self.loc, self.function.shown.rsplit(".", 1)[-1])
        return str(number)

    def check(self, exception: str, handler: ir.Block | None) -> None:
        """Go on if `exception` is null, else to the handler's landing."""
        landing = self.landing(handler, True)
        landing.incoming.append((exception, self.label, self.location_id(landing)))
        raised = self.value(f"icmp ne ptr {exception}, null")
        after = self.new_label("ok")
        rare = self.context.metadata.unlikely
        self.line(f"br i1 {raised}, label %{landing.label}, label %{after}{rare}")
        self.start(after)

    def raise_now(self, exception: str, handler: ir.Block | None, traced: bool) -> None:
        """Leave for the handler's landing. LLVM is told that there is an exception, so that the
        test for one disappears where this function is inlined."""
        landing = self.landing(handler, traced)
        landing.incoming.append((exception, self.label, self.location_id(landing)))
        assume = self.context.declare("llvm.assume", "void", "i1")
        self.line(f'call void {assume}(i1 true) [ "nonnull"(ptr {exception}) ]')
        self.line(f"br label %{landing.label}")

    def fail_if(self, condition: str, function: ir.Function, handler: ir.Block | None) -> None:
        """Where the condition holds, raise what `function` makes; else go on."""
        landing = self.landing(handler, True)
        key = (id(function), id(handler))
        if key not in self.failures:
            self.failures[key] = Failure(self.new_label("fail"), function, landing)
        failure = self.failures[key]
        failure.incoming.append((self.location_id(landing), self.label))
        after = self.new_label("ok")
        rare = self.context.metadata.unlikely
        self.line(f"br i1 {condition}, label %{failure.label}, label %{after}{rare}")
        self.start(after)

    def call(
        self, dst: ir.Temp | None, function: ir.Function, args: str, handler: ir.Block | None
    ) -> None:
        """Call a function of the program that is no coroutine, check, and bind the result."""
        kind = returned_type(function)
        symbol = function_symbol(function)
        self.unpack(dst, kind, f"call {kind} {symbol}({args})", function.may_raise, handler)
        if function.result is t.NEVER and not function.may_raise:
            self.line("unreachable")
            self.start(self.new_label("dead"))

    def unpack(
        self, dst: ir.Temp | None, kind: str, call: str, raises: bool, handler: ir.Block | None
    ) -> None:
        """Split what a call returns into the result and the exception."""
        if not raises:
            self.bind(dst, call) if kind != "void" else self.line(call)
        elif kind == "ptr":
            self.check(self.value(call), handler)
        else:
            pair = self.value(call)
            self.check(self.value(f"extractvalue {kind} {pair}, 1"), handler)
            if dst is not None and has_storage(dst.type):
                self.bind(dst, f"extractvalue {kind} {pair}, 0")

    def return_value(self, value: ir.Value | None) -> None:
        if self.coroutine is not None:
            coroutines.finish(self, value)
            return
        kind = returned_type(self.function)
        if not self.function.may_raise:
            self.line("ret void" if kind == "void" else f"ret {kind} {self.operand_of(value)}")
        else:
            self.leave("poison" if kind == "ptr" else self.operand_of(value), "null")

    def operand_of(self, value: ir.Value | None) -> str:
        return "poison" if value is None else self.operand(value)

    def leave_with(self, exception: str) -> None:
        """The exception leaves the function."""
        if self.coroutine is not None:
            coroutines.finish_with_exception(self, exception)
            return
        if not self.function.may_raise:
            trap = self.context.declare("llvm.trap", "void", "", "cold noreturn nounwind")
            self.line(f"call void {trap}()")
            self.line("unreachable")
            return
        self.leave("poison", exception)

    def leave(self, value: str, exception: str) -> None:
        """Leave a function that may raise, through its one exit."""
        self.exits.append((value, exception, self.label))
        self.line("br label %leave")

    # ---- the whole -------------------------------------------------------------------------------

    def run(self) -> None:
        from naja.compiler.codegen.instructions import EMITTERS

        function = self.function
        if self.context.debug is not None:
            self.subprogram = self.context.debug.subprogram(function.shown, function.loc)
        self.at(function.loc)
        if function.is_coroutine:
            coroutines.begin(self)
        self.make_locals()
        self.line("br label %b0")
        for block in function.blocks:
            self.start(self.labels[id(block)])
            for index, instr in enumerate(block.instrs):
                self.at(instr.loc)
                if index >= len(block.instrs) - 3 and raising.raise_made(
                    self, block.instrs[index:]
                ):
                    break
                EMITTERS[type(instr)](self, instr)
        self.write_failures()
        self.write_landings()
        self.write_exit()
        if self.coroutine is not None:
            coroutines.end(self)
        self.write()

    def make_locals(self) -> None:
        for index, param in enumerate(self.function.params):
            self.make_local(index, param)
            if has_storage(param.type):
                self.line(f"store {value_type(param.type)} %p{index}, ptr {self.locals[id(param)]}")
        for index, local in enumerate(self.function.locals, len(self.function.params)):
            if id(local) not in self.locals:
                self.make_local(index, local)

    def make_local(self, index: int, local: ir.Local) -> None:
        self.locals[id(local)] = f"%l{index}"
        if has_storage(local.type):
            self.entry_lines.append(f"  %l{index} = alloca {value_type(local.type)}")
            debug = self.context.debug
            if debug is not None and debug.types is not None and "." not in local.name:
                argument = index + 1 if index < len(self.function.params) else 0
                slot, loc = f"%l{index}", self.function.loc
                self.line(debug.variable(self.subprogram, local, slot, argument, loc), bare=True)

    def write_failures(self) -> None:
        for failure in self.failures.values():
            self.start(failure.label)
            number = self.phi("i64", failure.incoming)
            made = raising.make(self, failure.function, "")
            failure.landing.incoming.append((made, failure.label, number))
            self.line(f"br label %{failure.landing.label}")

    def write_landings(self) -> None:
        for landing in self.landings.values():
            self.start(landing.label)
            exception = self.phi("ptr", [(e, b) for e, b, _ in landing.incoming])
            if landing.traced:
                number = self.phi("i64", [(n, b) for _, b, n in landing.incoming])
                record = self.context.program.support["add_traceback"]
                kind = returned_type(record)
                text = f"call {kind} {function_symbol(record)}(ptr {exception}, i64 {number})"
                if kind == "void":
                    self.line(text)
                else:
                    self.value(text)
            if landing.handler is None:
                self.leave_with(exception)
            else:
                caught = landing.handler.exception
                if caught is not None:
                    self.line(f"store ptr {exception}, ptr {self.locals[id(caught)]}")
                self.line(f"br label %{self.labels[id(landing.handler)]}")

    def write_exit(self) -> None:
        """The one place that returns. LLVM follows phis of plain values, not of pairs, when it
        inlines a call and the test of its exception meets a known null."""
        if not self.exits:
            return
        self.start("leave")
        kind = returned_type(self.function)
        exception = self.phi("ptr", [(e, b) for _, e, b in self.exits])
        if kind == "ptr":
            self.line(f"ret ptr {exception}")
            return
        inner = value_type(self.function.result)
        value = self.phi(inner, [(v, b) for v, _, b in self.exits])
        half = self.value(f"insertvalue {kind} poison, {inner} {value}, 0")
        pair = self.value(f"insertvalue {kind} {half}, ptr {exception}, 1")
        self.line(f"ret {kind} {pair}")

    def phi(self, kind: str, incoming: list[tuple[str, str]]) -> str:
        if len(incoming) == 1:
            return incoming[0][0]
        return self.value(f"phi {kind} " + ", ".join(f"[ {v}, %{b} ]" for v, b in incoming))

    def write(self) -> None:
        function = self.function
        params = [
            f"{value_type(p.type)} %p{i}"
            for i, p in enumerate(function.params)
            if has_storage(p.type)
        ]
        linkage = "hidden" if function.exported else "internal"
        # so that a test of what a cold function makes, an exception above all, falls away
        object_made = isinstance(function.result, t.ClassType) and not function.is_coroutine
        known = "nonnull " if object_made and not function.may_raise else ""
        debug = f" !dbg {self.subprogram}" if self.subprogram else ""
        head = f"{linkage} {known}{returned_type(function)} {function_symbol(function)}"
        attributes = function_attributes(self.context, function)
        self.context.body.append(
            f"define {head}({', '.join(params)}) unnamed_addr {attributes}{debug} {{\nentry:\n"
            + "\n".join(self.entry_lines + self.lines)
            + "\n}\n"
        )
