"""Expressions: names, constants, attributes, displays, conditions with narrowing, conditional expressions."""

from __future__ import annotations

import ast
import types
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import bindings
from naja.compiler.front.coercion import Coercion, End
from naja.compiler.front.facts import has_var, join, known
from naja.compiler.front.freeze import type_of_value
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import (
    NONE_VALUE,
    BoundMethod,
    Expression,
    Live,
    NestedFunction,
    SuperObject,
    const_bool,
    const_int,
)
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

UNSUPPORTED_EXPRESSIONS = {
    ast.Yield: ("generators are not compiled yet", "return a list, or write a class with __iter__ and __next__"),
    ast.YieldFrom: ("generators are not compiled yet", "return a list, or write a class with __iter__ and __next__"),
    ast.GeneratorExp: ("a generator expression is compiled only as the argument of a builtin", "use a list comprehension"),
    ast.Starred: ("star arguments are not compiled yet", "write the arguments one by one"),
}


class Expressions(Coercion):
    """Dispatches on the node type; `expression` may give a build-time object, `value` never does."""

    def expression(self: Lowering, node: ast.expr, expected: t.Type | None = None) -> Expression:  # type: ignore[misc]
        kind = type(node)
        if kind in UNSUPPORTED_EXPRESSIONS:
            raise Unsupported(node, *UNSUPPORTED_EXPRESSIONS[kind])
        before, self.node = self.node, node
        location = self.loc
        self.at(node)
        try:
            return self._expression(node, expected)
        finally:
            self.node, self.loc = before, location

    def _expression(self: Lowering, node: ast.expr, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        method = getattr(self, f"on_{type(node).__name__.lower()}", None)
        if method is None:
            raise Unsupported(node, f"{type(node).__name__} expressions are not compiled yet", "")
        return method(node, expected)  # type: ignore[no-any-return]

    def value(self: Lowering, node: ast.expr, expected: t.Type | None = None) -> ir.Value:  # type: ignore[misc]
        """The IR value of an expression; build-time objects are frozen."""
        return self.materialise(self.expression(node, expected), expected, node)

    def typed(self: Lowering, node: ast.expr, type_: t.Type) -> ir.Value:  # type: ignore[misc]
        """The value as `type_`, converted where the language does so."""
        return self.coerce(self.value(node, type_), type_, node)

    def materialise(self: Lowering, item: Expression, expected: t.Type | None, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        if isinstance(item, ir.Value):
            return item
        if isinstance(item, Live):
            return self.freeze_live(item, expected, node)
        if isinstance(item, BoundMethod | NestedFunction):
            return self.function_value(item, expected, node)
        raise Unsupported(node, "super() can only be used to call a method", "write super().method(…)")

    def freeze_live(self: Lowering, item: Live, expected: t.Type | None, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        live = item.object
        if isinstance(live, types.FunctionType | type) or callable(live) and not self._is_instance(live):
            return self.function_value(item, expected, node)
        if isinstance(live, types.ModuleType):
            raise Unsupported(node, f"the module {item.name} is not a value at run time", "use its attributes")
        type_ = self._live_type(live, item.name, expected)
        try:
            return self.world.freezer.value(live, type_, item.name or "object")
        except Unsupported as problem:
            problem.node = problem.node or node
            raise

    def _is_instance(self, live: Any) -> bool:
        return not isinstance(live, types.BuiltinFunctionType | types.MethodType | types.BuiltinMethodType)

    def _live_type(self: Lowering, live: Any, name: str, expected: t.Type | None) -> t.Type:  # type: ignore[misc]
        """The type under which a module-level object is frozen: its annotation, what is expected, or its own."""
        from naja.compiler.front import notations

        hints = self.inst.namespace.get("__annotations__", {})
        if name in hints and self.inst.namespace.get(name) is live:
            declared = notations.resolve(hints[name], {}, self.inst.namespace)
            if not has_var(declared):
                return self._exact(live, declared)
        own = self.known_live_type(live)
        if has_var(own) and expected is not None and not has_var(expected):
            return self._exact(live, expected)
        if has_var(own):
            raise Unsupported(
                self.node,
                f"nothing tells what the empty collection '{name}' will hold",
                f"annotate it at module level, for example `{name}: list[int] = []`",
            )
        return own

    def known_live_type(self: Lowering, live: Any) -> t.Type:  # type: ignore[misc]
        """The type of a build-time object: as it was frozen before, or read off."""
        for (identity, type_), _ in self.world.freezer.made.items():
            if identity == id(live) and isinstance(type_, t.ClassType) and type_.args:
                return type_
        return type_of_value(live)

    def _exact(self: Lowering, live: Any, declared: t.Type) -> t.Type:  # type: ignore[misc]
        if isinstance(declared, t.UnionType) and live is not None:
            own = type_of_value(live)
            for item in declared.present:
                if isinstance(item, t.ClassType) and isinstance(own, t.ClassType) and item.cls is own.cls:
                    return item
        if isinstance(declared, t.ClassType) and not declared.args:
            return type_of_value(live)
        if isinstance(declared, t.UnionType):
            return type_of_value(live)
        return declared

    # ---- atoms ----------------------------------------------------------------------------------------------

    def on_name(self: Lowering, node: ast.Name, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        return self.name(node)

    def on_constant(self: Lowering, node: ast.Constant, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        value = node.value
        if value is None:
            return NONE_VALUE
        if value is Ellipsis or isinstance(value, complex):
            raise Unsupported(node, f"{type(value).__name__} values are not compiled", "")
        if isinstance(value, int) and not isinstance(value, bool) and not t.INT.low <= value <= t.INT.high:
            if expected is t.U64 and 0 <= value <= t.U64.high:
                return ir.Const(t.U64, value)
            raise Unsupported(node, f"{value} does not fit into 64 bits", "use u64 from naja.lang for values up to 2**64 - 1")
        return self.world.freezer.value(value, type_of_value(value))

    def on_tuple(self: Lowering, node: ast.Tuple, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        wanted = self._tuple_items(expected, len(node.elts))
        if isinstance(expected, t.ClassType) and expected.args:
            return self.variable_tuple_display(node.elts, expected)
        items = [self.value(e, w) for e, w in zip(node.elts, wanted, strict=True)]
        if all(isinstance(i, ir.Const | ir.StaticRef | ir.ConstTuple) for i in items):
            return ir.ConstTuple(t.tuple_type(tuple(i.type for i in items)), tuple(items))
        return self.make_tuple(items)

    def _tuple_items(self, expected: t.Type | None, count: int) -> list[t.Type | None]:
        for item in self.members(expected) if expected is not None else ():
            if isinstance(item, t.TupleType) and len(item.items) == count:
                return list(item.items)
        return [None] * count

    def on_list(self: Lowering, node: ast.List, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        wanted = self._element(expected, "list", 0)
        items = [self.value(e, wanted) for e in node.elts]
        element = self._joined(items, wanted, node, 0)
        return self.list_of(items, element)

    def _element(self, expected: t.Type | None, builtin: str, index: int) -> t.Type | None:
        cls = bindings.builtin_class(builtin)
        for item in self.members(known(expected)) if expected is not None else ():
            if isinstance(item, t.ClassType) and item.cls is cls and item.args:
                found = known(item.args[index])
                return None if has_var(found) else found
        return None

    def _joined(self: Lowering, items: list[ir.Value], wanted: t.Type | None, node: ast.AST, index: int) -> t.Type:  # type: ignore[misc]
        if wanted is not None:
            return wanted
        if not items:
            return self.inst.variable(node, index)
        joined: t.Type = t.NEVER
        for item in items:
            joined = self.join_values(joined, item.type)
        return joined

    def list_of(self: Lowering, items: list[ir.Value], element: t.Type) -> ir.Value:  # type: ignore[misc]
        """A new list of these values."""
        type_ = bindings.builtin_type("list", element)
        if has_var(type_):
            return self.pending(type_)
        result = self.allocate(type_)
        if items:
            pointer = self.allocate_array(element, const_int(len(items)))
            for at, item in enumerate(items):
                stored = self.coerce(item, element)
                self.emit(ir.StorePtr(loc=self.loc, pointer=pointer, index=const_int(at), value=stored))
            self.set_field(result, "items", pointer)
            self.set_field(result, "length", const_int(len(items)))
            self.set_field(result, "capacity", const_int(len(items)))
        return result

    def pending(self, type_: t.Type) -> ir.Value:
        """A placeholder for a value whose type is not settled; the function will be lowered again."""
        return self.fn.new_temp(type_)

    def allocate_array(self, element: t.Type, count: ir.Value) -> ir.Value:
        dst = self.temp(t.ptr_type(element))
        heap = self.world.runtime_function("heap", "allocate").ir
        self.emit(ir.AllocArray(loc=self.loc, dst=dst, count=count, allocate=heap, handler=self.handler))
        return dst

    def on_dict(self: Lowering, node: ast.Dict, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        if any(k is None for k in node.keys):
            raise Unsupported(node, "** in a dict display is not compiled yet", "use dict.update")
        key_type, value_type = self._element(expected, "dict", 0), self._element(expected, "dict", 1)
        pairs = [(self.value(k, key_type), self.value(v, value_type)) for k, v in zip(node.keys, node.values, strict=True) if k]
        key = self._joined([k for k, _ in pairs], key_type, node, 0)
        value = self._joined([v for _, v in pairs], value_type, node, 1)
        result = self.new_object(bindings.builtin_type("dict", key, value), node)
        for k, v in pairs:
            self.call_method(result, "__setitem__", [k, v], node)
        return result

    def on_set(self: Lowering, node: ast.Set, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        wanted = self._element(expected, "set", 0)
        items = [self.value(e, wanted) for e in node.elts]
        result = self.new_object(bindings.builtin_type("set", self._joined(items, wanted, node, 0)), node)
        for item in items:
            self.call_method(result, "add", [item], node)
        return result

    def new_object(self: Lowering, type_: t.ClassType, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        """An object made by its class's __init__ without arguments."""
        if has_var(type_):
            return self.pending(type_)
        return self.construct(type_, [], [], node)

    # ---- attributes -----------------------------------------------------------------------------------------

    def on_attribute(self: Lowering, node: ast.Attribute, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        target = self.expression(node.value)
        if isinstance(target, Live):
            found = self.live_attribute(target, node.attr, node)
            if found is not None:
                return found
            target = self.materialise(target, None, node.value)
        if isinstance(target, SuperObject):
            return BoundMethod(target, node.attr)  # type: ignore[arg-type]
        if not isinstance(target, ir.Value):
            raise Unsupported(node, "attributes of functions are not compiled", "")
        result = self.attribute(target, node.attr, node)
        path = path_of(node)
        if path in self.flow.narrowed and isinstance(result, ir.Value):
            return self._recheck(path, result)
        return result

    def _recheck(self: Lowering, path: str, value: ir.Value) -> ir.Value:  # type: ignore[misc]
        """A narrowed attribute may have changed since: test again what the flow believes."""
        narrow = self.flow.narrowed[path]
        if narrow is t.NONE or not isinstance(known(value.type), t.UnionType | t.ObjectType):
            return value if narrow is not t.NONE else NONE_VALUE
        have = known(value.type)
        if isinstance(have, t.UnionType) and have.optional and t.without_none(have) is narrow:
            return self.present(value, path.rsplit(".", 1)[-1])
        good, bad = self.new_block("same"), self.new_block("changed")
        ok = self._is_any(value, narrow)
        self.branch(ok, good, bad, likely=True)
        self.enter_block(bad)
        self.raise_runtime("attribute_error_changed", self.world.freezer.string(path))
        self.enter_block(good)
        return self.unwrap(value, narrow)

    def _is_any(self: Lowering, value: ir.Value, type_: t.Type) -> ir.Value:  # type: ignore[misc]
        ends: list[End] = []
        nothing = self.compare("eq", value, ir.Const(value.type, None))
        none, some = self.new_block("none"), self.new_block("some")
        self.branch(nothing, none, some)
        self.enter_block(none)
        self.end_here(ends, const_bool(t.NONE in self.members(type_)))
        self.enter_block(some)
        result: ir.Value = const_bool(False)
        for member in self.members(type_):
            if member is not t.NONE:
                test = self.is_member(value, member)
                result = test if isinstance(result, ir.Const) else self.arith("or", result, test, t.BOOL)
        self.end_here(ends, result)
        return self.merge(ends)

    def present(self: Lowering, value: ir.Value, name: str) -> ir.Value:  # type: ignore[misc]
        """An Optional that is about to be used: AttributeError when it is None, as under CPython."""
        type_ = known(value.type)
        good, bad = self.new_block("present"), self.new_block("absent")
        self.branch(self.compare("ne", value, ir.Const(type_, None)), good, bad, likely=True)
        self.enter_block(bad)
        text = f"'NoneType' object has no attribute '{name}'"
        self.raise_runtime("attribute_error", self.world.freezer.string(text))
        self.enter_block(good)
        return self.unwrap(value, t.without_none(type_))

    def raise_runtime(self: Lowering, name: str, *args: ir.Value) -> None:  # type: ignore[misc]
        """Raise the exception that a function of runtime.errors makes."""
        error = self.call_runtime("errors", name, *args)
        self.emit(ir.Raise(loc=self.loc, exception=error, handler=self.handler))

    def live_attribute(self: Lowering, target: Live, name: str, node: ast.Attribute) -> Expression | None:  # type: ignore[misc]
        """An attribute of a module, a class or an enum member at build time; None for run-time objects."""
        live = target.object
        if isinstance(live, types.ModuleType):
            return self._module_attribute(live, name, node)
        if isinstance(live, type):
            return self._class_attribute(live, name, node)
        return None

    def _module_attribute(self: Lowering, module: types.ModuleType, name: str, node: ast.Attribute) -> Expression:  # type: ignore[misc]
        replacement = bindings.module_counterpart(module.__name__)
        reader = getattr(replacement, f"_get_{name}", None)
        if reader is not None:
            return self.call_function(reader, None, [], [], node)
        live = getattr(replacement, name, None) if replacement is not None else None
        if live is None:
            if not hasattr(module, name):
                raise Unsupported(node, f"module {module.__name__} has no attribute '{name}'", "correct the spelling")
            live = getattr(module, name)
        from naja.compiler.front import sources

        path = getattr(replacement or module, "__file__", None)
        source = sources.source_file(path) if path and path.endswith(".py") else None
        if source is not None and name in source.global_names and not callable(live):
            return self.foreign_global(replacement or module, name)
        return self.live_or_value(live, name)

    def foreign_global(self: Lowering, module: types.ModuleType, name: str) -> ir.Value:  # type: ignore[misc]
        """A variable of another module that its functions rebind."""
        from naja.compiler.front import notations

        hints = vars(module).get("__annotations__", {})
        type_ = notations.resolve(hints[name], {}, vars(module)) if name in hints else type_of_value(getattr(module, name))
        static = self.world.freezer.variable(id(vars(module)), name, getattr(module, name), type_)
        dst = self.temp(static.type)
        self.emit(ir.LoadStatic(loc=self.loc, dst=dst, object=static))
        return dst

    def _class_attribute(self: Lowering, cls: type, name: str, node: ast.Attribute) -> Expression:  # type: ignore[misc]
        mapped = bindings.counterpart_class(cls)
        if name == "__name__":
            return self.world.freezer.string(cls.__name__)
        if cls is int and name == "from_bytes":
            return Live(bindings.runtime("integer", name), name)
        for entry in mapped.__mro__:
            if name in vars(entry):
                live = vars(entry)[name]
                if isinstance(live, staticmethod):
                    return Live(live.__func__, name)
                if isinstance(live, classmethod):
                    return Live(types.MethodType(live.__func__, cls), name)
                if isinstance(live, types.FunctionType):
                    return Live(live, name)
                return self.live_or_value(getattr(mapped, name), name)
        if hasattr(cls, name):
            return Live(getattr(cls, name), name)
        raise Unsupported(node, f"class {cls.__name__} has no attribute '{name}'", "correct the spelling")

    def attribute(self: Lowering, target: ir.Value, name: str, node: ast.AST) -> Expression:  # type: ignore[misc]
        """An attribute of a run-time value: field, property, class constant or bound method."""
        type_ = known(target.type)
        if has_var(type_) and isinstance(type_, t.ClassType):
            return BoundMethod(target, name)
        type_ = self.need(type_)
        if isinstance(type_, t.UnionType):
            if type_.optional and len(type_.present) == 1:
                return self.attribute(self.present(target, name), name, node)
            if self._is_method(type_, name):
                return BoundMethod(target, name)
            return self.per_member(target, lambda v: self.as_value(self.attribute(v, name, node), node))
        if type_ is t.NONE:
            self.raise_runtime("attribute_error", self.world.freezer.string(f"'NoneType' object has no attribute '{name}'"))
            return ir.Const(t.NEVER, None)
        if not isinstance(type_, t.ClassType):
            return self.special_attribute(target, name, node)
        return self._object_attribute(target, type_, name, node)

    def as_value(self: Lowering, item: Expression, node: ast.AST) -> ir.Value:  # type: ignore[misc]
        return self.materialise(item, None, node)

    def _is_method(self, type_: t.UnionType, name: str) -> bool:
        for item in type_.present:
            if not isinstance(item, t.ClassType):
                return True
            info = self.world.class_info(item)
            found = info.find(name)
            if name not in info.fields and found is not None and callable(found[1]):
                return True
        return False

    def _object_attribute(self: Lowering, target: ir.Value, type_: t.ClassType, name: str, node: ast.AST) -> Expression:  # type: ignore[misc]
        info = self.world.class_info(type_)
        if name in info.fields:
            fact = info.fields[name]
            if not fact.fixed and fact.type is t.UNKNOWN:
                self.settle_fields(info)
                fact.readers.add(self.inst)
            return self.get_field(target, name)
        found = info.find(name)
        if found is None:
            if name == "__class__":
                return Live(type_.cls, name)
            raise Unsupported(node, f"{type_.name} has no attribute '{name}'", nearest(name, type_.cls, info.fields))
        owner, live = found
        if isinstance(live, property):
            assert live.fget is not None
            return self.call_property(target, owner, live, name, node)
        if isinstance(live, staticmethod):
            return Live(live.__func__, name)
        if isinstance(live, classmethod):
            return Live(types.MethodType(live.__func__, type_.cls), name)
        if callable(live) and not isinstance(live, type):
            return BoundMethod(target, name)
        return self.live_or_value(live, name)

    # ---- conditions -----------------------------------------------------------------------------------------

    def on_ifexp(self: Lowering, node: ast.IfExp, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        yes, no = self.new_block("then"), self.new_block("else")
        self.condition(node.test, yes, no)
        ends: list[End] = []
        for block, branch in ((yes, node.body), (no, node.orelse)):
            self.enter_block(block)
            if self.block is not None:
                self.end_here(ends, self.value(branch, expected))
        return self.merge(ends, expected)

    def on_boolop(self: Lowering, node: ast.BoolOp, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        """`a and b` gives a when it is false, else b."""
        ends: list[End] = []
        stop_on = isinstance(node.op, ast.Or)
        for at, operand in enumerate(node.values):
            if at == len(node.values) - 1:
                self.end_here(ends, self.value(operand, expected))
                break
            value = self.value(operand, expected)
            stop, go_on = self.new_block("short"), self.new_block("next")
            yes, no = (stop, go_on) if stop_on else (go_on, stop)
            self._truth_branch(operand, value, yes, no)
            self.enter_block(stop)
            if self.block is not None:
                kept = self._kept(value, stop_on)
                self.end_here(ends, kept)
            self.enter_block(go_on)
            if self.block is None:
                break
        return self.merge(ends, expected)

    def _kept(self: Lowering, value: ir.Value, truthy: bool) -> ir.Value:  # type: ignore[misc]
        """`x or y`: x is not None where it is kept."""
        type_ = known(value.type)
        if truthy and isinstance(type_, t.UnionType) and type_.optional:
            return self.unwrap(value, t.without_none(type_))
        if type_ is t.BOOL:
            return const_bool(truthy)
        return value

    def condition(self: Lowering, node: ast.expr, yes: ir.Block, no: ir.Block) -> None:  # type: ignore[misc]
        """Branch on the truth of an expression, with what each outcome proves."""
        self.at(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            self.condition(node.operand, no, yes)
        elif isinstance(node, ast.BoolOp):
            stop_on = isinstance(node.op, ast.Or)
            for operand in node.values[:-1]:
                if self.block is None:
                    return
                following = self.new_block("and" if not stop_on else "or")
                self.condition(operand, yes if stop_on else following, following if stop_on else no)
                self.enter_block(following)
            if self.block is not None:
                self.condition(node.values[-1], yes, no)
        else:
            self._leaf_condition(node, yes, no)

    def _leaf_condition(self: Lowering, node: ast.expr, yes: ir.Block, no: ir.Block) -> None:  # type: ignore[misc]
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and self._is_none_test(node):
            self._none_condition(node, yes, no)
            return
        if isinstance(node, ast.Call) and self._is_isinstance(node):
            self.isinstance_condition(node, yes, no)
            return
        item = self.expression(node)
        if isinstance(item, Live):
            self.branch(const_bool(bool(item.object)), yes, no)
            return
        self._truth_branch(node, self.materialise(item, None, node), yes, no)

    def _is_none_test(self, node: ast.Compare) -> bool:
        right = node.comparators[0]
        return isinstance(node.ops[0], ast.Is | ast.IsNot) and isinstance(right, ast.Constant) and right.value is None

    def _is_isinstance(self: Lowering, node: ast.Call) -> bool:  # type: ignore[misc]
        if not isinstance(node.func, ast.Name) or node.func.id != "isinstance" or len(node.args) != 2:
            return False
        return "isinstance" not in self.own_names

    def _none_condition(self: Lowering, node: ast.Compare, yes: ir.Block, no: ir.Block) -> None:  # type: ignore[misc]
        positive = isinstance(node.ops[0], ast.Is)
        value = self.value(node.left)
        type_ = known(value.type)
        if not positive:
            yes, no = no, yes
        if type_ is t.NONE:
            self.branch(const_bool(True), yes, no)
            return
        if not (isinstance(type_, t.UnionType) and type_.optional) and type_ is not t.OBJECT:
            self.branch(const_bool(False), yes, no)
            return
        none_flow, some_flow = self.flow.copy(), self.flow.copy()
        path = path_of(node.left)
        if path:
            none_flow.narrowed[path] = t.NONE
            if type_ is not t.OBJECT:
                some_flow.narrowed[path] = t.without_none(type_)
        test = self.compare("eq", value, ir.Const(type_, None))
        self.branch(test, yes, no, none_flow, some_flow)

    def _truth_branch(self: Lowering, node: ast.expr, value: ir.Value, yes: ir.Block, no: ir.Block) -> None:  # type: ignore[misc]
        """Branch on a value's truth; an Optional that is true is not None."""
        yes_flow = self.flow.copy()
        path = path_of(node.target if isinstance(node, ast.NamedExpr) else node)
        type_ = known(value.type)
        if path and isinstance(type_, t.UnionType) and type_.optional:
            yes_flow.narrowed[path] = t.without_none(type_)
        test = self.truth(value, node)
        no_flow = self.flow.copy()
        yes_flow.assigned |= self.flow.assigned
        self.branch(test, yes, no, yes_flow, no_flow)

    def on_namedexpr(self: Lowering, node: ast.NamedExpr, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        value = self.value(node.value, expected)
        self.assign_name(node.target.id, value, node)
        return value

    def on_joinedstr(self: Lowering, node: ast.JoinedStr, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        return self.format_string(node)

    def on_await(self: Lowering, node: ast.Await, expected: t.Type | None) -> Expression:  # type: ignore[misc]
        from naja.compiler.front.intrinsics import Suspended

        value = self.value(node.value)
        if isinstance(value, Suspended):
            return NONE_VALUE
        return self.await_value(value, node)

    def join_types(self, a: t.Type, b: t.Type) -> t.Type:
        return join(a, b)


def path_of(node: ast.expr) -> str:
    """"x" or "x.y.z" for a name or a chain of attributes; else ""."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = path_of(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return ""


def nearest(name: str, cls: type, fields: Any) -> str:
    """A remedy that names the closest existing attribute."""
    import difflib

    names = [n for c in cls.__mro__ for n in vars(c) if not n.startswith("_")]
    close = difflib.get_close_matches(name, [*names, *fields], 1)
    return f"did you mean '{close[0]}'?" if close else "docs/language.md lists what each type has"
