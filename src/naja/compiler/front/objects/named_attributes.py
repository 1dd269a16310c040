"""Attributes by name: getattr, setattr, hasattr, delattr with names that are known when the image
is built, and `x.__dict__["name"]`.

Whether an object has an attribute is decided by its class, at run time where subclasses differ; a
field that may be missing is asked, a property is tried.
"""

from __future__ import annotations

import ast
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.expressions.paths import path_of
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.objects import bindings
from naja.compiler.front.objects.below import topmost
from naja.compiler.front.objects.descriptors import (
    KEPT,
    is_descriptor,
    is_names,
    is_of_program,
    joined_text,
    written_hook,
)
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.text.printing import constant_text
from naja.compiler.front.values import (
    NONE_VALUE,
    BuiltinCall,
    Evaluated,
    Expression,
    Live,
    const_bool,
)
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.classes.classes import ClassInfo
    from naja.compiler.front.function import Lowering

Found = Callable[[ir.Value], ir.Value]
Missing = Callable[[], ir.Value]


class NamedAttributes(Builder):
    """See the module."""

    def constant_name(self: Lowering, node: Any) -> str | None:
        """The text of an expression that is known at build time."""
        if isinstance(node, ir.Value):
            return constant_text(node)
        text = joined_text(node, self.constant_name)
        if text is not None:
            return text
        if not isinstance(node, ast.Constant | ast.Name | ast.Attribute | Evaluated):
            return None
        item = self.expression(node)
        return constant_text(item) if isinstance(item, ir.Value) else None

    def _name_argument(self: Lowering, call: BuiltinCall, function: str) -> str:
        name = self.constant_name(call.args[1]) if len(call.args) > 1 else None
        if name is None:
            reason = f"{function} needs a constant name"
            raise Unsupported(call.node, reason, "write the attribute, or use a dict")
        return name

    def call_getattr(self: Lowering, call: BuiltinCall) -> Expression:
        if len(call.args) > 1 and self.constant_name(call.args[1]) is None:
            return self.computed_getattr(call)
        name = self._name_argument(call, "getattr")
        node, subject = call.node, call.args[0]
        item = self._opened_item(subject)
        if len(call.args) == 2:
            if self._is_absent(item, name):
                assert isinstance(item, ir.Value)
                self.no_attribute(item, name)
                return ir.Const(t.NEVER, None)
            held = subject if path_of(subject) else Evaluated(item)
            made = ast.copy_location(ast.Attribute(held, name, ast.Load()), node)
            return self.expression(made)
        default = self._settled(call.args[2])
        if not isinstance(default, ir.Value):
            default = self.value(call.args[2])
        if isinstance(item, Live) and self._is_build_time(item.object):
            attribute = ast.copy_location(ast.Attribute(subject, name, ast.Load()), node)
            if not hasattr(item.object, name):
                return default
            found = self.live_attribute(item, name, attribute)
            if found is not None:
                return found
        value = self.materialise(item, None, subject)
        read: Found = lambda v: self._read(v, name, node)  # noqa: E731
        return self.lookup(value, name, read, lambda: default, node)

    def _is_absent(self: Lowering, item: Expression, name: str) -> bool:
        """Whether no object of a class, nor of a subclass, has the attribute."""
        type_ = known(item.type) if isinstance(item, ir.Value) else None
        if not isinstance(type_, t.ClassType) or type_.cls.__module__.startswith("naja."):
            return False
        return not self._has(type_, name) and not self.below_with(type_, name)

    def _opened_item(self: Lowering, node: ast.expr) -> Expression:
        item = self.expression(node)
        if isinstance(item, ir.Value) and isinstance(known(item.type), t.FunctionType):
            return self.opened(item)
        return item

    def _read(self: Lowering, value: ir.Value, name: str, node: ast.AST) -> ir.Value:
        if isinstance(known(value.type), t.FunctionType | t.CallableType):
            made = ast.copy_location(ast.Attribute(Evaluated(value), name, ast.Load()), node)
            return self.as_value(self.expression(made), node)
        item = self.attribute(value, name, node)
        return self.known_value(item) or self.as_value(item, node)

    def call_hasattr(self: Lowering, call: BuiltinCall) -> Expression:
        if len(call.args) > 1 and self.constant_name(call.args[1]) is None:
            return self.computed_hasattr(call)
        name = self._name_argument(call, "hasattr")
        item = self._opened_item(call.args[0])
        if isinstance(item, Live) and (self._is_build_time(item.object)):
            return const_bool(hasattr(item.object, name))
        value = self.materialise(item, None, call.args[0])

        def asked(found: ir.Value) -> ir.Value:
            if self._may_fail(found, name):
                self._read(found, name, call.node)
            return const_bool(True)

        return self.lookup(value, name, asked, lambda: const_bool(False), call.node)

    def _is_build_time(self, live: Any) -> bool:
        return isinstance(live, type | types.ModuleType | types.FunctionType)

    def call_setattr(self: Lowering, call: BuiltinCall) -> Expression:
        name = self._name_argument(call, "setattr")
        owner = self._whose(call.args[0])
        target = ast.copy_location(ast.Attribute(owner, name, ast.Store()), call.node)
        expected = self.target_type(target)
        self.assign(target, self.value(call.args[2], expected), call.node)
        return NONE_VALUE

    def call_delattr(self: Lowering, call: BuiltinCall) -> Expression:
        name = self._name_argument(call, "delattr")
        target = ast.Attribute(self._whose(call.args[0]), name, ast.Del())
        self.do_delete(ast.Delete([ast.copy_location(target, call.node)]))
        return NONE_VALUE

    def _whose(self: Lowering, node: Any) -> ast.expr:
        """The object whose attribute is set, evaluated before the value is."""
        if isinstance(node, ast.Name | Evaluated):
            return node
        return ast.copy_location(Evaluated(self.expression(node)), node)

    # ---- whether it is there --------------------------------------------------------------------

    def lookup(
        self: Lowering, value: ir.Value, name: str, found: Found, missing: Missing, node: ast.AST
    ) -> ir.Value:
        """`found` for objects that have the attribute, else `missing`."""
        type_ = self.need(value.type)
        if isinstance(type_, t.UnionType):
            return self.per_member(value, lambda v: self.lookup(v, name, found, missing, node))
        if type_ is t.OBJECT:
            reason = f"whether an object of any type has '{name}' is not known"
            raise Unsupported(node, reason, "test its class first, with isinstance")
        if not isinstance(type_, t.ClassType):
            return found(value) if self._number_has(type_, name) else missing()
        if self._has(type_, name):
            return self._look(value, type_, name, found, missing, node)
        below = self.below_with(type_, name)
        if not below:
            return missing()
        ends: list[End] = []
        for cls in below:
            mine, other = self.new_block("mine"), self.new_block("other")
            own = t.class_type(cls)
            self.branch(self.is_member(value, own), mine, other)
            self.enter_block(mine)
            item = self.convert(value, own)
            self.end_here(ends, self._look(item, own, name, found, missing, node))
            self.enter_block(other)
        self.end_here(ends, missing())
        return self.merge(ends)

    def _number_has(self, type_: t.Type, name: str) -> bool:
        values: dict[t.Type, object] = {t.INT: 0, t.BOOL: False, t.FLOAT: 0.0, t.NONE: None}
        if isinstance(type_, t.CallableType | t.FunctionType):
            return hasattr(bindings.runtime, name)
        return hasattr(values.get(type_, ()), name)

    def _has(self: Lowering, type_: t.ClassType, name: str) -> bool:
        original = bindings.originals(type_.cls)
        if original:  # the counterpart has names of its own
            return any(hasattr(o, name) for o in original)
        info = self.world.class_info(type_)
        if name in info.fields or info.find(name) is not None:
            return True
        return hasattr(object, name) or written_hook(type_.cls, "__getattr__") is not None

    def below_with(self: Lowering, type_: t.ClassType, name: str) -> list[type]:
        """The topmost subclasses that have the attribute, the most derived first."""
        below = subclasses(type_.cls)
        library = [o for c in below for o in bindings.originals(c)]
        if any(hasattr(o, name) and not hasattr(object, name) for o in library):
            reason = f"whether this {type_.name} has '{name}' is not known at build time"
            raise Unsupported(self.node, reason, "use isinstance")
        found = [c for c in below if is_of_program(c) and self._has(t.class_type(c), name)]
        if any(getattr(c, "__parameters__", ()) for c in found):
            reason = f"whether this {type_.name} has '{name}' depends on its type arguments"
            raise Unsupported(self.node, reason, "use isinstance")
        return topmost(found)

    def _look(
        self: Lowering,
        value: ir.Value,
        type_: t.ClassType,
        name: str,
        found: Found,
        missing: Missing,
        node: ast.AST,
    ) -> ir.Value:
        """The same for an object whose class knows the attribute."""
        if self._may_fail(value, name):
            return self.tried(value, name, found, missing, node)
        info = self.world.class_info(type_)
        if name not in info.fields:
            return found(value)
        if info.fields[name].read(self.inst) is t.UNKNOWN and self.has_flag(info, name):
            return missing()  # nothing that is known so far sets it
        if not self.has_flag(info, name):
            return found(value)
        ends: list[End] = []
        there, absent = self.new_block("there"), self.new_block("absent")
        self.branch(self.flag_of(value, info, name), there, absent)
        self.enter_block(there)
        self.end_here(ends, found(value))
        self.enter_block(absent)
        self.end_here(ends, missing())
        return self.merge(ends)

    def _may_fail(self: Lowering, value: ir.Value, name: str) -> bool:
        """Whether reading the attribute runs code of the program."""
        type_ = known(value.type)
        if not isinstance(type_, t.ClassType):
            return False
        info = self.world.class_info(type_)
        where = info.find(name)
        if where is None:
            return written_hook(type_.cls, "__getattr__") is not None
        if where[0].cls.__module__.startswith("naja."):
            return False
        return isinstance(where[1], property) or is_descriptor(where[1])

    def tried(
        self: Lowering, value: ir.Value, name: str, found: Found, missing: Missing, node: ast.AST
    ) -> ir.Value:
        """`found`, or `missing` when it raises AttributeError."""
        key = ("tried", id(node), known(value.type), name)
        self.world.nodes[id(node)] = node
        result = f"attribute {id(node)} {name}."
        if key not in self.world.adapters:
            self.world.adapters[key] = _try_node(result, node)
        made, read, instead = self.world.adapters[key]
        self.own_names.add(result)
        read.action, instead.action = lambda: found(value), missing
        self.statement(made)
        return self.value(ast.copy_location(ast.Name(result, ast.Load()), node))

    def on_deferred(self: Lowering, node: Deferred, expected: t.Type | None) -> Expression:
        return node.action()

    # ---- x.__dict__ -----------------------------------------------------------------------------

    def names_item(self: Lowering, node: ast.Subscript) -> ir.Value | None:
        """`x.__dict__["name"]` and `vars(x)["name"]`; None where the name is not known."""
        held = self._names_held(node.value, node.slice)
        if held is None:
            return None
        owner, name = held

        def missing() -> ir.Value:
            self.raise_runtime("key_error", self.text(repr(name)))
            return ir.Const(t.NEVER, None)

        return self._held_value(owner, name, missing)

    def set_names_item(self: Lowering, target: ast.Subscript, value: ir.Value) -> bool:
        """`x.__dict__["name"] = value`: whether it is that."""
        held = self._names_held(target.value, target.slice)
        if held is None:
            return False
        owner, name = held
        self.store_field(owner, self.raw_name(self._info(owner), name), value, target)
        return True

    def names_call(self: Lowering, node: ast.Call) -> ir.Value | None:
        """`x.__dict__.get("name", default)`."""
        func = node.func
        if not isinstance(func, ast.Attribute) or func.attr != "get" or node.keywords:
            return None
        if not is_names(func.value) or not 1 <= len(node.args) <= 2:
            return None
        held = self._names_held(func.value, node.args[0])
        if held is None:
            return None
        default = self.value(node.args[1]) if len(node.args) > 1 else NONE_VALUE
        return self._held_value(*held, lambda: default)

    def names_contain(self: Lowering, name: ast.expr, names: ast.expr) -> ir.Value | None:
        """`"name" in x.__dict__`."""
        held = self._names_held(names, name) if is_names(names) else None
        if held is None:
            return None
        info, field = self._info(held[0]), self.raw_name(self._info(held[0]), held[1])
        if field not in info.fields:
            return const_bool(False)
        if not self.has_flag(info, field):
            return const_bool(info.fields[field].read(self.inst) is not t.UNKNOWN)
        return self.flag_of(held[0], info, field)

    def _names_held(self: Lowering, names: ast.expr, key: ast.expr) -> tuple[ir.Value, str] | None:
        if not is_names(names):
            return None
        owner = names.args[0] if isinstance(names, ast.Call) else names.value  # type: ignore[attr-defined]
        item = self.expression(owner)
        value = item if isinstance(item, ir.Value) else None
        type_ = known(value.type) if value is not None else None
        if value is None or not isinstance(type_, t.ClassType):
            return None
        name = self.constant_name(key)
        return None if name is None else (value, name)

    def _info(self: Lowering, value: ir.Value) -> ClassInfo:
        type_ = known(value.type)
        assert isinstance(type_, t.ClassType)
        return self.world.class_info(type_)

    def raw_name(self, info: ClassInfo, name: str) -> str:
        """The field that holds an attribute which a descriptor of the class may hide."""
        return KEPT + name if KEPT + name in info.fields else name

    def _held_value(self: Lowering, owner: ir.Value, name: str, missing: Missing) -> ir.Value:
        info = self._info(owner)
        field = self.raw_name(info, name)
        fact = info.fields.get(field)
        if fact is None or fact.read(self.inst) is t.UNKNOWN:
            return missing()
        if not self.has_flag(info, field):
            return self.get_field(owner, field)
        ends: list[End] = []
        there, absent = self.new_block("there"), self.new_block("absent")
        self.branch(self.flag_of(owner, info, field), there, absent, likely=True)
        self.enter_block(there)
        self.end_here(ends, self.get_field(owner, field))
        self.enter_block(absent)
        self.end_here(ends, missing())
        return self.merge(ends)


class Deferred(ast.expr):
    """An expression that a function lowers."""

    action: Missing


def _try_node(result: str, node: ast.AST) -> tuple[ast.Try, Deferred, Deferred]:
    """`try: result = … except AttributeError: result = …`."""
    read, instead = Deferred(), Deferred()
    error = Evaluated(Live(AttributeError, "AttributeError"))
    body: list[ast.stmt] = [ast.Assign([ast.Name(result, ast.Store())], read)]
    handler = ast.ExceptHandler(error, None, [ast.Assign([ast.Name(result, ast.Store())], instead)])
    made = ast.Try(body, [handler], [], [])
    for part in ast.walk(made):
        if isinstance(part, ast.stmt | ast.expr | ast.ExceptHandler):
            ast.copy_location(part, node)
    return made, read, instead
