"""Attributes: of modules and classes at build time, of objects at run time."""

from __future__ import annotations

import ast
import functools
import struct
import types
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import has_var, known
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls import caching
from naja.compiler.front.calls.codes import is_function
from naja.compiler.front.calls.threads import refuse_executor
from naja.compiler.front.classes import inheritance
from naja.compiler.front.classes.classes import TYPE_NAME
from naja.compiler.front.classes.enums import is_enum
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.expressions.paths import path_of
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.objects import bindings
from naja.compiler.front.objects.descriptors import is_descriptor, is_of_program, written_hook
from naja.compiler.front.objects.freeze import type_of_value
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import (
    BoundMethod,
    CachedFunction,
    Expression,
    Live,
    NestedFunction,
    SuperObject,
    const_bool,
)
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


def nearest(name: str, cls: type, fields: Any) -> str:
    """A remedy that names the closest existing attribute."""
    import difflib

    names = [n for c in cls.__mro__ for n in vars(c) if not n.startswith("_")]
    close = difflib.get_close_matches(name, [*names, *fields], 1)
    return f"did you mean '{close[0]}'?" if close else "docs/language.md lists what each type has"


EXCEPTION_FIELDS = {
    "__cause__": "cause",
    "__context__": "context",
    "__suppress_context__": "context_hidden",
}

NUMBER_KINDS: dict[t.Type, type] = {t.INT: int, t.FLOAT: float, t.BOOL: bool}


class Attributes(Builder):
    """See the module."""

    def on_attribute(self: Lowering, node: ast.Attribute, expected: t.Type | None) -> Expression:
        if node.attr == "__name__" and (asked := self.asked_class(node.value)) is not None:
            item = self.expression(asked)
            if not isinstance(item, Live) or not isinstance(item.object, type):
                return self.class_name_of(self.materialise(item, None, asked), node)
        whole = self.whole_names(node)
        if whole is not None:
            return whole
        target = self.expression(node.value)
        if isinstance(target, ir.Value) and isinstance(known(target.type), t.FunctionType):
            target = self.opened(target)
        if isinstance(target, Live):
            found = self.live_attribute(target, node.attr, node)
            if isinstance(found, ir.Value) and path_of(node) in self.flow.narrowed:
                return self._recheck(path_of(node), found)
            if found is not None:
                return found
            target = self.materialise(target, None, node.value)
        if isinstance(target, SuperObject):
            return self._super_attribute(target, node)
        if isinstance(target, CachedFunction):
            return self.cached_attribute(target, node.attr, node)
        if isinstance(target, NestedFunction | BoundMethod):
            return self.function_attribute(target, node.attr, node)
        result = self.attribute(target, node.attr, node)
        path = path_of(node)
        if path in self.flow.narrowed and isinstance(result, ir.Value):
            return self._recheck(path, result)
        return result

    def _super_attribute(self: Lowering, target: SuperObject, node: ast.Attribute) -> Expression:
        """super().name: a property or constant of a base class, or a method to be called."""
        if isinstance(target.receiver, Live):
            return BoundMethod(target, node.attr)  # type: ignore[arg-type]
        type_ = known(target.receiver.type)
        assert isinstance(type_, t.ClassType)
        info = self.world.class_info(type_)
        for cls in info.mro[info.mro.index(target.owner.cls) + 1 :]:
            live = vars(cls).get(node.attr)
            if isinstance(live, property) and live.fget is not None:
                owner = info.owner_type(cls)
                return self.call_function(
                    self.plain_function(live.fget), owner, [target.receiver], [], node
                )
            if live is not None:
                plain = not callable(live) and not isinstance(live, staticmethod | classmethod)
                if plain and node.attr not in info.fields:
                    return self.live_or_value(live, node.attr)
                break
        return BoundMethod(target, node.attr)  # type: ignore[arg-type]

    def asked_class(self: Lowering, node: ast.expr) -> ast.expr | None:
        """x, where an expression asks for its class: `type(x)` or `x.__class__`."""
        if isinstance(node, ast.Attribute) and node.attr == "__class__":
            return node.value
        if not isinstance(node, ast.Call) or len(node.args) != 1 or node.keywords:
            return None
        if not isinstance(node.func, ast.Name) or node.func.id != "type":
            return None
        called = self.name(node.func)
        return node.args[0] if isinstance(called, Live) and called.object is type else None

    def class_name_of(self: Lowering, value: ir.Value, node: ast.AST) -> ir.Value:
        """type(x).__name__: built in where the class is known, else asked of the object."""
        type_ = self.need(value.type)
        if type_ is t.NONE:
            return self.world.freezer.string("NoneType")
        if type_ is t.OBJECT:
            return self.anything("class_name", value, node, lambda v: self.class_name_of(v, node))
        if isinstance(type_, t.UnionType):
            return self.per_member(value, lambda v: self.class_name_of(v, node))
        if not isinstance(type_, t.ClassType):
            if not isinstance(type_, t.IntType | t.FloatType | t.TupleType):
                raise Unsupported(node, f"type() of {type_.name} is not compiled", "use isinstance")
            return self.world.freezer.string(type_.name.partition("[")[0])
        if not self.world.may_override(type_, ""):
            shown = t.DISPLAY_NAMES.get(type_.cls, type_.cls.__name__)
            return self.world.freezer.string(shown)
        full = self.call_method(value, TYPE_NAME, [], node)
        dot = self.world.freezer.string(".")
        return self.tuple_item(
            self.call_method(full, "rpartition", [dot], node), 2, bindings.builtin_type("str")
        )

    def _recheck(self: Lowering, path: str, value: ir.Value) -> ir.Value:
        """A narrowed attribute may have changed since: test again what the flow believes."""
        narrow = self.flow.narrowed[path]
        if narrow is t.NONE or not isinstance(known(value.type), t.UnionType | t.ObjectType):
            return value
        have = known(value.type)
        if isinstance(have, t.UnionType) and have.optional and t.without_none(have) is narrow:
            ok = self.compare("ne", value, ir.Const(have, None))
        else:
            ok = self._is_any(value, narrow)
        good, bad = self.new_block("same"), self.new_block("changed")
        self.branch(ok, good, bad, likely=True)
        self.enter_block(bad)
        self.raise_runtime("attribute_error_changed", self.world.freezer.string(path))
        self.enter_block(good)
        return self.unwrap(value, narrow)

    def _is_any(self: Lowering, value: ir.Value, type_: t.Type) -> ir.Value:
        have = known(value.type)
        if isinstance(have, t.UnionType) and have.is_number:
            return self._is_member_of(value, type_)
        ends: list[End] = []
        nothing = self.compare("eq", value, ir.Const(value.type, None))
        none, some = self.new_block("none"), self.new_block("some")
        self.branch(nothing, none, some)
        self.enter_block(none)
        self.end_here(ends, const_bool(t.NONE in self.members(type_)))
        self.enter_block(some)
        self.end_here(ends, self._is_member_of(value, type_))
        return self.merge(ends)

    def _is_member_of(self: Lowering, value: ir.Value, type_: t.Type) -> ir.Value:
        """The same for a value that is not None."""
        result: ir.Value = const_bool(False)
        for member in self.members(type_):
            if member is not t.NONE:
                test = self.is_member(value, member)
                result = (
                    test if isinstance(result, ir.Const) else self.arith("or", result, test, t.BOOL)
                )
        return result

    def present(self: Lowering, value: ir.Value, name: str) -> ir.Value:
        """An Optional that is about to be used: AttributeError when it is None, as under
        CPython."""
        type_ = known(value.type)
        good, bad = self.new_block("present"), self.new_block("absent")
        self.branch(self.compare("ne", value, ir.Const(type_, None)), good, bad, likely=True)
        self.enter_block(bad)
        self.none_error(name)
        self.enter_block(good)
        return self.unwrap(value, t.without_none(type_))

    def raise_runtime(self: Lowering, name: str, *args: ir.Value) -> None:
        """Raise the exception that a function of runtime.errors makes."""
        error = self.call_runtime("errors", name, *args)
        self.emit(ir.Raise(loc=self.loc, exception=error, handler=self.handler))

    def live_attribute(
        self: Lowering, target: Live, name: str, node: ast.Attribute
    ) -> Expression | None:
        """An attribute of a module, a class or an enum member at build time; None for run-time
        objects."""
        live = target.object
        if isinstance(live, types.ModuleType):
            return self._module_attribute(live, name, node)
        if isinstance(live, type):
            return self._class_attribute(live, name, node)
        if isinstance(live, struct.Struct):
            return self.struct_attribute(live, name)
        if isinstance(live, caching.WRAPPER):
            return self.cached_attribute(self.cached_live(live), name, node)
        if is_function(live):
            return self.attribute_of_function(live, target.name, name, node)
        return self.descriptor_attribute(live, name) if is_descriptor(live) else None

    def attribute_of_function(
        self: Lowering, live: Any, shown: str, name: str, node: ast.AST
    ) -> Expression:
        if not hasattr(live, name):
            reason = f"{shown or live} has no attribute '{name}'"
            raise Unsupported(node, reason, "correct the spelling, or set it at module level")
        return self.live_or_value(getattr(live, name), name)

    def _module_attribute(
        self: Lowering, module: types.ModuleType, name: str, node: ast.Attribute
    ) -> Expression:
        replacement = bindings.module_counterpart(module.__name__)
        reader = getattr(replacement, f"_get_{name}", None)
        if reader is not None:
            return self.call_function(reader, None, [], [], node)
        live = getattr(replacement, name, None) if replacement is not None else None
        if live is None:
            if not hasattr(module, name):
                raise Unsupported(
                    node,
                    f"module {module.__name__} has no attribute '{name}'",
                    "correct the spelling",
                )
            live = getattr(module, name)
        from naja.compiler.front import sources

        path = getattr(replacement or module, "__file__", None)
        source = sources.source_file(path) if path and path.endswith(".py") else None
        if source is not None and source.is_variable(name, live):
            return self.foreign_global(replacement or module, name)
        return self.live_or_value(live, name)

    def foreign_global(self: Lowering, module: types.ModuleType, name: str) -> ir.Value:
        """A variable of another module that its functions rebind."""
        static = self.variable_of(vars(module), name)
        dst = self.temp(static.type)
        self.emit(ir.LoadStatic(loc=self.loc, dst=dst, object=static))
        return dst

    def _class_attribute(self: Lowering, cls: type, name: str, node: ast.Attribute) -> Expression:
        mapped = bindings.counterpart_class(cls)
        if name == "__name__":
            return self.world.freezer.string(cls.__name__)
        if cls is int and name == "from_bytes":
            return Live(bindings.runtime("integer", name), name)
        if cls is float and name == "fromhex":
            return Live(bindings.runtime("hexfloat", "from_hex"), name)
        if name == "__members__" and is_enum(cls):
            return self._enum_members(cls)
        for entry in mapped.__mro__:
            if name in vars(entry):
                live = vars(entry)[name]
                if is_descriptor(live):
                    return self.class_described(live, cls, node)
                if isinstance(live, staticmethod):
                    return Live(live.__func__, name)
                if isinstance(live, classmethod):
                    return Live(types.MethodType(live.__func__, cls), name)
                if isinstance(live, types.FunctionType):
                    return Live(live, name)
                if not hasattr(mapped, name):
                    break
                return self.class_value(mapped, name)
        if hasattr(cls, name):
            return Live(getattr(cls, name), name)
        raise Unsupported(
            node, f"class {cls.__name__} has no attribute '{name}'", "correct the spelling"
        )

    def _enum_members(self: Lowering, cls: Any) -> ir.Value:
        """Color.__members__: a dict of the members by name, aliases too."""
        members = self.world.enum_members.setdefault(cls, dict(cls.__members__))
        type_ = bindings.builtin_type("dict", bindings.builtin_type("str"), t.class_type(cls))
        return self.world.freezer.value(members, type_, "__members__")

    def attribute(self: Lowering, target: ir.Value, name: str, node: ast.AST) -> Expression:
        """An attribute of a run-time value: field, property, class constant or bound method."""
        type_ = known(target.type)
        if has_var(type_) and isinstance(type_, t.ClassType):
            held = type_.cls is bindings.runtime("boxes", "Box")  # what a class around here holds
            return self.get_field(target, name) if held else BoundMethod(target, name)
        type_ = self.need(type_)
        if isinstance(type_, t.UnionType):
            if type_.optional and len(type_.present) == 1:
                return self.attribute(self.present(target, name), name, node)
            if self._is_method(type_, name):
                return BoundMethod(target, name)
            return self.per_member(
                target, lambda v: self.as_value(self.attribute(v, name, node), node)
            )
        if type_ is t.NONE:
            self.raise_runtime(
                "attribute_error",
                self.world.freezer.string(f"'NoneType' object has no attribute '{name}'"),
            )
            return ir.Const(t.NEVER, None)
        opened = self.opened(target) if isinstance(type_, t.FunctionType) else None
        if isinstance(opened, Live) and isinstance(node, ast.Attribute):
            found = self.live_attribute(opened, name, node)
            if found is not None:
                return found
        if not isinstance(type_, t.ClassType):
            return self.special_attribute(target, name, node)
        return self._object_attribute(target, type_, name, node)

    def as_value(self: Lowering, item: Expression, node: ast.AST) -> ir.Value:
        return self.materialise(item, None, node)

    def _is_method(self: Lowering, type_: t.UnionType, name: str) -> bool:
        """Whether members have a method of that name, and none a plain value."""
        if any(self._holds_value(item, name) for item in type_.present):
            return False
        for item in type_.present:
            if isinstance(item, t.FunctionType):
                continue
            if not isinstance(item, t.ClassType):
                kind = tuple if isinstance(item, t.TupleType) else NUMBER_KINDS.get(item)
                if callable(getattr(kind, name, None)):
                    return True
                continue
            info = self.world.class_info(item)
            found = info.find(name)
            if name not in info.fields and found is not None and callable(found[1]):
                return True
        return False

    def _holds_value(self: Lowering, type_: t.Type, name: str) -> bool:
        """Whether objects have a field of that name that cannot be called."""
        info = self.world.class_info(type_) if isinstance(type_, t.ClassType) else None
        if info is None or name not in info.fields:
            return False
        held = info.fields[name].read(self.inst)
        return held is not t.UNKNOWN and not any(map(self.is_callable_member, self.members(held)))

    def _object_attribute(
        self: Lowering, target: ir.Value, type_: t.ClassType, name: str, node: ast.AST
    ) -> Expression:
        info = self.world.class_info(type_)
        if name in ("_name_", "_value_") and is_enum(type_.cls):
            name = name.strip("_")
        if bindings.builtin_class("BaseException") in info.mro:
            if name == "args" and "args" not in info.fields:
                return self.exception_args(target, node)
            if name == "__notes__":
                return self.call_method(target, "_get_notes", [], node)
            name = EXCEPTION_FIELDS.get(name, name)
        cached = self.cached_property(target, info, name, node)
        if cached is not None:
            return cached
        if self.descriptor_of(type_, name) is not None:
            return self.read_described(target, type_, name, node)
        if name in info.fields:
            fact = info.fields[name]
            asked = self.hooked_field(target, type_, name, node)
            if asked is not None:
                return asked
            if not fact.fixed and fact.type is t.UNKNOWN:
                self.settle_fields(info)
                if name in info.defaults:
                    fact.grow(type_of_value(info.defaults[name]))
                fact.readers.add(self.inst)
            return self.get_field(target, name)
        found = info.find(name)
        if found is None:
            if type_ is bindings.builtin_type("str") and name in ("format", "format_map"):
                return BoundMethod(target, name)
            if name == "__class__":
                return self.class_of(target, node)
            if written_hook(type_.cls, "__getattr__") is not None:
                return self.call_hook(target, "__getattr__", name, [], node)
            plain = self.plain_of_enum(target)
            if plain is not None:
                return self.attribute(plain, name, node)
            if self._is_constant_below(type_.cls, name):
                return self._class_constant(target, type_, name, node)
            refuse_executor(name, node)
            below = self.attribute_below(target, type_, name, node)
            if below is not None:
                return below
            problem = Unsupported(
                node,
                f"{type_.name} has no attribute '{name}'",
                nearest(name, type_.cls, info.fields),
            )
            if any(hasattr(original, name) for original in bindings.originals(type_.cls)):
                raise problem  # CPython has it
            raise problem.as_raised(
                "attribute_error", f"'{t.class_name(type_)}' object has no attribute '{name}'"
            )
        owner, live = found
        if isinstance(live, property):
            assert live.fget is not None
            if written_hook(type_.cls, "__getattr__") is not None:
                return self.hooked_property(target, owner, live, name, node)
            return self.call_property(target, owner, live, name, node)
        dispatched = isinstance(live, functools.singledispatchmethod)
        if dispatched or self.depends_on_class(live, type_, name):
            return BoundMethod(target, name)
        if isinstance(live, staticmethod):
            return Live(live.__func__, name)
        if isinstance(live, classmethod):
            return Live(types.MethodType(live.__func__, type_.cls), name)
        if callable(live) and not isinstance(live, type):
            return BoundMethod(target, name)
        return self._class_constant(target, type_, name, node)

    def _class_constant(
        self: Lowering, target: ir.Value, type_: t.ClassType, name: str, node: ast.AST
    ) -> Expression:
        """A value of the class body: of the object's own class, where subclasses give another, or
        have a field of that name."""
        own = self.class_value(type_.cls, name) if hasattr(type_.cls, name) else None
        below = [c for c in subclasses(type_.cls) if self._gives(c, name, type_.cls)]
        if not below and own is not None:
            return own
        ends: list[End] = []
        for cls in sorted(below, key=lambda c: (-len(c.__mro__), c.__module__, c.__qualname__)):
            mine, other = self.new_block("mine"), self.new_block("other")
            self.branch(self.is_member(target, t.class_type(cls)), mine, other)
            self.enter_block(mine)
            if self._is_field(cls, name):
                found = self.attribute(self.convert(target, t.class_type(cls)), name, node)
            else:
                found = self.class_value(cls, name)
            self.end_here(ends, self.as_value(found, node))
            self.enter_block(other)
        if own is not None:
            self.end_here(ends, self.as_value(own, node))
        else:
            self.no_attribute(target, name)
        return self.merge(ends)

    def _gives(self: Lowering, cls: type, name: str, base: type) -> bool:
        return inheritance.overrides(cls, name, base) or self._is_field(cls, name)

    def _is_field(self: Lowering, cls: type, name: str) -> bool:
        return is_of_program(cls) and name in self.world.class_info(t.class_type(cls)).fields

    def _is_constant_below(self, cls: type, name: str) -> bool:
        """Whether only subclasses give the attribute a value in their bodies."""
        found = [vars(c)[name] for c in subclasses(cls) if name in vars(c)]
        plain = [x for x in found if not callable(x) and not hasattr(type(x), "__get__")]
        return bool(found) and len(plain) == len(found)

    def no_attribute(self: Lowering, target: ir.Value, name: str) -> None:
        self.no_attribute_named(target, self.text(name))

    def no_attribute_named(self: Lowering, target: ir.Value, name: ir.Value) -> None:
        """AttributeError, with a name that may be computed."""
        shown = self.concat(self.text("'"), self.class_name_of(target, self.node))
        parts = [shown, self.text("' object has no attribute '"), name, self.text("'")]
        self.raise_runtime("attribute_error", self.join_texts(parts))
