"""Exceptions being made: the text, the `args` and the value that a builtin one takes from its
arguments."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations.facts import has_var, known
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.classes import effective_mro
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import BuiltinCall, Expression, const_bool, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

MOST_ARGS = 4
NOT_KEPT = 255


class Exceptions(Builder):
    """See the module."""

    def exception_arguments(
        self: Lowering, owner: t.ClassType, live: Any, args: list[Any], target: ir.Value
    ) -> list[Any]:
        """What `__init__` of `owner` is given for the arguments of a new exception `target`; of
        another object, the arguments as they are."""
        root = bindings.builtin_class("BaseException")
        made = known(target.type)
        assert isinstance(made, t.ClassType)
        if root not in effective_mro(made.cls):
            return args
        if owner.cls is root:
            return self._text_argument(args, target, made)
        if owner.cls.__module__ == root.__module__ or "groups" in owner.cls.__module__:
            if self.inst.ir.traced:
                return self._record(args, target)
            if self.world.args_read.read(self.inst) is not t.NEVER:
                self.set_field(target, "arg_count", self.convert(const_int(NOT_KEPT), t.U8))
            return args
        if _calls_base(live):
            self.set_field(target, "message", self.text(""))
            return args
        # CPython's __new__ keeps the arguments, whatever __init__ does
        args = [a if isinstance(a, ir.Value) else self.value(a) for a in args]
        self._record(args, target)
        self.set_field(target, "shown", const_bool(True))
        text: ir.Value = self.text("")
        if len(args) == 1:
            text = self._shown(args[0], self.to_str)
            self.grow_field(target, "quoted", self._shown(args[0], self.repr_of), self.node)
        elif args:
            text = self._text_of_several(args, target)
        self.set_field(target, "message", text)
        return args

    def is_numbered_error(self: Lowering, type_: t.ClassType, args: list[Any]) -> bool:
        """OSError(number, text) of the program: the number decides about its class."""
        return (
            self.inst.ir.traced
            and len(args) in (2, 3)
            and type_ is bindings.builtin_type("OSError")
        )

    def numbered_error(self: Lowering, args: list[Any], node: ast.AST) -> ir.Value:
        values = [a if isinstance(a, ir.Value) else self.value(a) for a in args]
        wanted = [t.INT, bindings.builtin_type("str"), t.optional(bindings.builtin_type("str"))]
        given = [*values, ir.Const(t.NONE, None)][:3]
        coerced = [self.coerce(v, w, node) for v, w in zip(given, wanted, strict=True)]
        made = self.call_runtime("errors", "os_error", *coerced)
        self._record(values, made)
        return made

    def _text_argument(
        self: Lowering, args: list[Any], target: ir.Value, made: t.ClassType
    ) -> list[Any]:
        """`BaseException.__init__` takes one text: str() of the argument, or of all of them."""
        if not args:
            self.set_field(target, "shown", const_bool(True))
            return args
        names = _library_names(made.cls)
        values = self._record(args, target)
        if "StopIteration" in names:
            self.grow_field(target, "value", values[0], self.node)
        if len(values) > 1:
            self.set_field(target, "shown", const_bool(True))
            return [self._text_of_several(values, target)]
        value = values[0]
        if known(value.type) is bindings.builtin_type("str"):
            return [value]
        self.set_field(target, "shown", const_bool(True))
        if "KeyError" in names:
            return [self._shown(value, self.repr_of)]
        if isinstance(known(value.type), t.ClassType):
            self.grow_field(target, "quoted", self._shown(value, self.repr_of), self.node)
        return [self._shown(value, self.to_str)]

    def _shown(self: Lowering, value: ir.Value, how: Any) -> ir.Value:
        """The text of an argument; of an object without one, which CPython shows by its address,
        any."""
        try:
            return how(value, self.node)  # type: ignore[no-any-return]
        except Unsupported:
            return self.text(f"<{known(value.type).name} object>")

    def _text_of_several(self: Lowering, values: list[ir.Value], target: ir.Value) -> ir.Value:
        """str() of an exception with several arguments is that of their tuple."""
        parts: list[ir.Value] = []
        for at, value in enumerate(values):
            shown = self._shown(value, self.repr_of)
            parts += [self.text(", "), shown] if at else [shown]
        inside = self.join_texts(parts)
        self.grow_field(target, "quoted", inside, self.node)
        return self.join_texts([self.text("("), inside, self.text(")")])

    # ---- what is being handled -----------------------------------------------------------------

    def call_exception(self: Lowering, call: BuiltinCall) -> Expression:
        """sys.exception() inside an `except` block."""
        if not self.caught:
            raise Unsupported(
                call.node,
                "what a caller handles is not known here",
                "call it inside the except block, or pass the exception",
            )
        return self.load(self.caught[-1])

    def call_exc_info(self: Lowering, call: BuiltinCall) -> Expression:
        raise Unsupported(
            call.node, "sys.exc_info() is not compiled", "name the exception: except … as error"
        )

    def call_print_exc(self: Lowering, call: BuiltinCall) -> Expression:
        """traceback.print_exc() inside an `except` block."""
        error = self.call_exception(call)
        assert isinstance(error, ir.Value)
        return self.call_runtime("traceback", "report", error)

    # ---- args -----------------------------------------------------------------------------------

    def _record(self: Lowering, args: list[Any], target: ir.Value) -> list[Any]:
        """The arguments as values, left in the exception where the program reads `args`."""
        values = [a if isinstance(a, ir.Value) else self.value(a) for a in args]
        if self.world.args_read.read(self.inst) is t.NEVER:
            return values
        if len(values) > MOST_ARGS:
            raise Unsupported(
                self.node,
                f"args holds up to {MOST_ARGS} arguments of an exception",
                "use attributes of a class of your own",
            )
        for at, value in enumerate(values):
            self.grow_field(target, f"arg{at}", value, self.node)
        self.set_field(target, "arg_count", self.convert(const_int(len(values) + 1), t.U8))
        return values

    def exception_args(self: Lowering, error: ir.Value, node: ast.AST) -> ir.Value:
        """error.args: a tuple of what has been recorded."""
        self.world.args_read.grow(t.BOOL)
        type_ = known(error.type)
        assert isinstance(type_, t.ClassType)
        fields = self.world.class_info(type_).fields
        names = [f"arg{at}" for at in range(MOST_ARGS)]
        for name in names:
            fields[name].readers.add(self.inst)
        names = [n for n in names if known(fields[n].type) is not t.UNKNOWN]
        item: t.Type = bindings.builtin_type("str")
        for name in names:
            item = self.join_values(item, fields[name].type)
        exits = type_.cls is bindings.builtin_class("SystemExit")
        if exits:
            item = self.join_values(item, fields["code"].type)
        whole = bindings.builtin_type("tuple", self.need(item))
        ends: list[End] = []
        count = self.convert(self.get_field(error, "arg_count"), t.INT)
        for at in range(len(names) + 1):
            self._when(self.compare("eq", count, const_int(at + 1)), error, names[:at], whole, ends)
        none = self.compare("eq", count, const_int(0))
        size = self.convert(self.get_field(self.get_field(error, "message"), "length"), t.INT)
        told = self.arith("and", self.compare("ne", size, const_int(0)), none, t.BOOL)
        self._when(told, error, ["message"], whole, ends)
        if exits:
            self._code_alone(error, count, whole, ends)
        self.check(self.compare("ne", count, const_int(NOT_KEPT)), "args_not_kept")
        self.end_here(ends, self.tuple_of([], whole, node))
        return self.merge(ends, whole)

    def _code_alone(
        self: Lowering, error: ir.Value, count: ir.Value, whole: t.ClassType, ends: list[End]
    ) -> None:
        """`args` of what `sys.exit` raises: the code, if one was given."""
        kept = self.compare("eq", count, const_int(NOT_KEPT))
        code = self.get_field(error, "code")
        none = self.compare("eq", code, ir.Const(code.type, None))
        self._when(self.arith("and", kept, none, t.BOOL), error, [], whole, ends)
        self._when(kept, error, ["code"], whole, ends)

    def _when(
        self: Lowering,
        test: ir.Value,
        error: ir.Value,
        names: list[str],
        whole: t.ClassType,
        ends: list[End],
    ) -> None:
        """Where the test holds, the tuple of these fields is what `args` gives."""
        here, other = self.new_block("args"), self.new_block("other")
        self.branch(test, here, other)
        self.enter_block(here)
        items = [self.get_field(error, name) for name in names]
        self.end_here(ends, self.tuple_of(items, whole, self.node))
        self.enter_block(other)

    def grow_field(
        self: Lowering, target: ir.Value, name: str, value: ir.Value, node: ast.AST
    ) -> None:
        """Set a field whose type is the join of all that is put in."""
        type_ = known(target.type)
        assert isinstance(type_, t.ClassType)
        fact = self.world.class_info(type_).fields[name]
        if not self.fits(value.type, fact.type):
            fact.grow(self.need(value.type))
        fact.readers.add(self.inst)
        declared = known(fact.type)
        if not has_var(declared):
            self.set_field(target, name, self.coerce(value, declared, node))


def _calls_base(live: Any) -> bool:
    """Whether an `__init__` hands arguments on to that of a base."""
    functions = getattr(live, "functions", (live,))
    where = [sources.function_node(f) for f in functions if hasattr(f, "__code__")]
    return any(
        isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr == "__init__"
        for found in where
        if found is not None
        for n in ast.walk(found[1])
    )


def _library_names(cls: type) -> set[str]:
    """The names of the classes of the library that a class is or derives from."""
    module = bindings.builtin_class("BaseException").__module__
    return {c.__name__ for c in effective_mro(cls) if c.__module__ == module}
