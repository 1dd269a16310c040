"""Attributes and methods of what is no object here: numbers, fixed tuples, raw pointers,
coroutines."""

from __future__ import annotations

import ast
import importlib
import types
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.expressions.coercion import is_number
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Expression, Live, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


_DUNDERS = {
    "__len__",
    "__str__",
    "__repr__",
    "__hash__",
    "__eq__",
    "__ne__",
    "__lt__",
    "__le__",
    "__gt__",
    "__ge__",
}


def _lacking(problem: Unsupported, type_: t.Type, name: str) -> Unsupported:
    """It is an AttributeError at run time where CPython's type lacks that name too."""
    original: type = types.FunctionType
    if isinstance(type_, t.CoroutineType):
        original = types.CoroutineType
    elif is_number(type_):
        original = float if type_ is t.FLOAT else int
    if hasattr(original, name):
        return problem
    text = f"'{t.class_name(type_)}' object has no attribute '{name}'"
    return problem.as_raised("attribute_error", text)


class ValueMethods(Builder):
    """See the module."""

    def special_attribute(self: Lowering, target: ir.Value, name: str, node: ast.AST) -> Expression:
        from naja.compiler.front.values import BoundMethod

        type_ = known(target.type)
        if isinstance(type_, t.PtrType) and name == "address":
            return self.convert(target, t.INT)
        if is_number(type_) and name == "imag":
            return ir.Const(t.FLOAT, 0.0) if type_ is t.FLOAT else const_int(0)
        if isinstance(type_, t.IntType) and name == "denominator":
            return const_int(1)
        if is_number(type_) and name in ("real", "numerator"):
            return target if type_ is t.FLOAT or type_ is t.U64 else self.to_int(target)
        if is_number(type_) and name not in _DUNDERS and not self._number_function(type_, name):
            raise _lacking(
                Unsupported(
                    node, f"{type_.name} has no attribute '{name}'", "correct the spelling"
                ),
                type_,
                name,
            )
        if type_ is t.OBJECT and name not in _DUNDERS:
            self.blame_object(type_)
            reason = f"object has no attribute '{name}'"
            raise Unsupported(node, reason, "test with isinstance which class it is of")
        if isinstance(type_, t.TupleType) and not hasattr(tuple, name):
            text = f"'tuple' object has no attribute '{name}'"
            reason = f"{type_.name} has no attribute '{name}'"
            raise Unsupported(node, reason, "correct the spelling").as_raised(
                "attribute_error", text
            )
        if isinstance(type_, t.CallableType) and name.startswith("__") and name != "__call__":
            reason = f"{name} of a function is not kept where only its signature is declared"
            raise Unsupported(node, reason, "leave the annotation out, or keep names beside it")
        return BoundMethod(target, name)

    def _number_function(self, type_: t.Type, name: str) -> types.FunctionType | None:
        """What stands for a method of int or float."""
        module = importlib.import_module(
            "naja.runtime.floating" if type_ is t.FLOAT else "naja.runtime.integer"
        )
        function = getattr(module, name, None)
        return function if isinstance(function, types.FunctionType) else None

    def special_method(
        self: Lowering,
        target: ir.Value,
        name: str,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
    ) -> ir.Value:
        """Methods of numbers, fixed tuples, raw pointers."""
        type_ = self.need(target.type)
        if isinstance(type_, t.PtrType) and name == "cast":
            return self.convert(target, t.ptr_type(self.evaluate_type(args[0])))
        if name in _DUNDERS:
            return self._dunder(target, name, args, node)
        if is_number(type_):
            function = self._number_function(type_, name)
            if function is not None:
                first = target if type_ is t.FLOAT else self.to_int(target)
                return self.call_function(function, None, [first, *args], keywords, node)
        if isinstance(type_, t.TupleType):
            return self._tuple_method(target, type_, name, args, node)
        self.blame_object(type_)
        problem = Unsupported(
            node,
            f"{type_.name} has no method '{name}'",
            "docs/language.md lists the methods of each type",
        )
        raise _lacking(problem, type_, name)

    def _dunder(
        self: Lowering, target: ir.Value, name: str, args: list[Any], node: ast.AST
    ) -> ir.Value:
        values = [a if isinstance(a, ir.Value) else self.value(a) for a in args]
        if name == "__len__":
            type_ = known(target.type)
            if isinstance(type_, t.TupleType):
                return const_int(len(type_.items))
        if name in ("__str__", "__repr__"):
            return self.repr_of(target, node)
        if name == "__hash__":
            return self.hash_of(target, node)
        if name in ("__eq__", "__lt__", "__le__", "__gt__", "__ge__", "__ne__"):
            return self.compare_values(name.strip("_"), target, values[0], node)
        raise Unsupported(node, f"{target.type.name} has no method '{name}'", "use the operator")

    def _tuple_method(
        self: Lowering,
        target: ir.Value,
        type_: t.TupleType,
        name: str,
        args: list[Any],
        node: ast.AST,
    ) -> ir.Value:
        joined: t.Type = t.NEVER
        for item in type_.items:
            joined = self.join_values(joined, item)
        whole = t.class_type(bindings.builtin_class("tuple"), (joined,))
        return self.call_method(self.variable_tuple(target, type_, whole, node), name, args, node)

    def special_object_method(
        self: Lowering, receiver: ir.Value, name: str, args: list[Any], node: ast.AST
    ) -> ir.Value | None:
        """Methods that every object has."""
        if name == "__str__":
            return self.repr_of(receiver, node)
        if name == "__hash__":
            return self.hash_of(receiver, node)
        if name == "__repr__":
            return self.repr_of(receiver, node)
        if name in ("__eq__", "__ne__"):
            other = args[0] if isinstance(args[0], ir.Value) else self.value(args[0])
            return self.compare_values(name.strip("_"), receiver, other, node)
        number = self.int_of_enum(receiver)
        if number is not None and number is not receiver:
            return self.call_method(number, name, args, node)
        if name == "with_traceback":
            return receiver
        return None

    def group_condition(self: Lowering, argument: ast.expr, node: ast.AST) -> ast.expr:
        """The argument of `group.split(…)`: of a class or a tuple of them, a test for it."""
        item = None if isinstance(argument, ast.Tuple) else self.expression(argument)
        classes = isinstance(item, Live) and isinstance(item.object, type | tuple)
        if item is not None and not classes:
            return argument
        key = ("split", id(argument))
        made = self.world.adapters.get(key)
        if made is None:
            test = ast.Call(ast.Name("isinstance", ast.Load()), [ast.Name("e", ast.Load())], [])
            test.args.append(argument)
            made = ast.Lambda(ast.arguments([], [ast.arg("e")], None, [], [], None, []), test)
            for part in (made, test, test.func, test.args[0], made.args.args[0]):
                ast.copy_location(part, node)
            self.world.adapters[key] = made
        return made

    def await_value(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:
        """await: a coroutine, or an object whose `_wait` is one."""
        type_ = self.need(value.type)
        if isinstance(type_, t.ClassType) and self.has_method(type_, "_wait"):
            value = self.call_method(value, "_wait", [], node)
            type_ = self.need(value.type)
        if not isinstance(type_, t.CoroutineType):
            raise Unsupported(
                node, f"{type_.name} cannot be awaited", "await a coroutine, a task or a future"
            )
        if not self.inst.is_async:
            raise Unsupported(node, "await outside an async function", "make the function async")
        dst = None if type_.result in (t.NONE, t.NEVER) else self.temp(type_.result)
        self.emit(ir.Await(loc=self.loc, dst=dst, coroutine=value, handler=self.handler))
        return dst if dst is not None else ir.Const(t.NONE, None)
