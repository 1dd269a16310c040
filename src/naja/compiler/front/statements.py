"""Statements: assignment in all its forms, return, if, assert, del, nested functions, with."""

from __future__ import annotations

import ast
import functools
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import bindings, notations, sources
from naja.compiler.front.asking import not_implemented
from naja.compiler.front.attributes import EXCEPTION_FIELDS
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes import is_bare_final
from naja.compiler.front.facts import has_var, known
from naja.compiler.front.operators import METHODS
from naja.compiler.front.problems import Poisoned, Undetermined, Unsupported
from naja.compiler.front.sources import all_arguments
from naja.compiler.front.values import Live, NestedFunction, Wraps, const_bool
from naja.compiler.front.variables import used_names
from naja.compiler.front.widening import admits, grown
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering
    from naja.compiler.front.instance import FunctionInstance


class Statements(Builder):
    """Dispatches on the statement's type."""

    def statement(self: Lowering, node: ast.stmt) -> None:
        kind = type(node)
        method = getattr(self, f"do_{kind.__name__.lower()}", None)
        if method is None:
            raise Unsupported(node, f"{kind.__name__} statements are not compiled yet", "")
        method(node)

    def do_pass(self, node: ast.Pass) -> None:
        """Nothing."""

    def do_global(self, node: ast.Global) -> None:
        """Seen by prepare_variables."""

    def do_nonlocal(self, node: ast.Nonlocal) -> None:
        """Seen by prepare_variables."""

    def do_import(self: Lowering, node: ast.Import) -> None:
        for alias in node.names:
            name = alias.asname or alias.name.split(".")[0]
            self.bind_build_time(name, _imported(alias.name if alias.asname else name, None, node))

    def do_importfrom(self: Lowering, node: ast.ImportFrom) -> None:
        package = self.inst.namespace.get("__package__") or ""
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            live = _imported(module, package, node)
            if not hasattr(live, alias.name):
                live = _imported(
                    f"{module.rstrip('.')}.{alias.name}"
                    if module.strip(".")
                    else module + alias.name,
                    package,
                    node,
                )
            else:
                live = getattr(live, alias.name)
            self.bind_build_time(alias.asname or alias.name, live)

    def bind_build_time(self: Lowering, name: str, live: object) -> None:
        """An import inside a function binds at build time."""
        self.own_names.discard(name)
        self.inst.scope[name] = live

    def do_expr(self: Lowering, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Constant):
            return
        if isinstance(node.value, ast.Yield):
            self.yield_item(node.value.value, node)
            return
        if isinstance(node.value, ast.YieldFrom):
            self.yield_from(node.value)
            return
        value = self.expression(node.value)
        if isinstance(value, ir.Value) and isinstance(known(value.type), t.CoroutineType):
            raise Unsupported(
                node, "this coroutine is never awaited", "write await before the call"
            )

    # ---- assignment -----------------------------------------------------------------------------

    def do_assign(self: Lowering, node: ast.Assign) -> None:
        if len(node.targets) == 1 and self._assign_pairwise(node.targets[0], node.value):
            return
        if len(node.targets) == 1 and self.assign_columns(node.targets[0], node.value):
            return
        expected = self.target_type(node.targets[0])
        first = node.targets[0]
        if isinstance(node.value, ast.Lambda) and isinstance(first, ast.Name) and expected is None:
            self.keep_defaults(node.value)
            if first.id not in self.rebound:
                self.nested[first.id] = node.value
                self.note_assigned(first.id)
                return
        if isinstance(first, ast.Tuple) and isinstance(node.value, ast.Await):
            value = self.awaited_apart(node.value)
        else:
            value = self._expected_value(node.value, expected, first)
        for target in node.targets:
            self.assign(target, value, node)

    def _expected_value(
        self: Lowering, node: ast.expr, expected: t.Type | None, target: ast.expr
    ) -> ir.Value:
        """The value for a target that holds `expected` so far; one without annotation may be given
        another type."""
        declared = self._is_declared(target)
        if expected is None or declared or id(node) in self.inst.plain:
            return self.value(node, expected if declared else None)
        try:
            return self.value(node, expected)
        except Unsupported:
            self.inst.plain.add(id(node))
            self.inst.invalidate()
            raise Poisoned from None

    def _is_declared(self: Lowering, target: ast.expr) -> bool:
        if isinstance(target, ast.Name):
            fact = self.inst.var_facts.get(target.id)
            return target.id in self.global_names or (fact is not None and fact.fixed)
        slot = self.slots.get(getattr(getattr(target, "value", None), "id", ""))
        type_ = None if slot is None else known(slot.type)
        if not isinstance(type_, t.ClassType) or not isinstance(target, ast.Attribute):
            return False
        fact = self.world.class_info(type_).fields.get(target.attr)
        return fact is not None and fact.fixed

    def _assign_pairwise(self: Lowering, target: ast.expr, value: ast.expr) -> bool:
        """a, b = c, d without a tuple."""
        if not (isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)) or len(
            target.elts
        ) != len(value.elts):
            return False
        if any(isinstance(e, ast.Starred) for e in [*target.elts, *value.elts]):
            return False
        values = [
            self.value(v, self.target_type(e)) for e, v in zip(target.elts, value.elts, strict=True)
        ]
        for element, item in zip(target.elts, values, strict=True):
            self.assign(element, item, element)
        return True

    def target_type(self: Lowering, target: ast.expr) -> t.Type | None:
        """The declared type of what is assigned to, as far as it is known without evaluating
        anything."""
        if isinstance(target, ast.Name):
            if target.id in self.global_names:
                return self.global_variable(target.id).type
            parameter = next((p for p in self.inst.parameters if p.name == target.id), None)
            if parameter is not None:
                return parameter.type
            fact = self.inst.var_facts.get(target.id)
            return known(fact.type) if fact is not None and fact.type is not t.UNKNOWN else None
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            return self._attribute_type(target)
        return None

    def _attribute_type(self: Lowering, target: ast.Attribute) -> t.Type | None:
        assert isinstance(target.value, ast.Name)
        slot = self.slots.get(target.value.id)
        if slot is None or not isinstance(slot.type, t.ClassType) or self.is_cell(target.value.id):
            return None
        fact = self.world.class_info(slot.type).fields.get(target.attr)
        if fact is None or has_var(fact.type):
            return None
        return fact.read(self.inst)

    def do_annassign(self: Lowering, node: ast.AnnAssign) -> None:
        if self._is_open_annotation(node.annotation):
            if node.value is not None:
                self.loose = True
                plain = ast.Assign([node.target], node.value)
                self.do_assign(ast.copy_location(plain, node))
                self.loose = False
            return
        if is_bare_final(node.annotation) and node.value is not None:
            self.assign(node.target, self.value(node.value), node)
            return
        try:
            type_ = self.evaluate_type(node.annotation)
        except Undetermined:  # a type variable of a function that this one is made in
            if node.value is not None:
                self.assign(node.target, self.value(node.value), node)
            return
        if isinstance(node.value, ast.Constant) and node.value.value is None:
            type_ = t.optional(type_)  # `best: Node = None`, as people write it
        if isinstance(node.target, ast.Name):
            if node.target.id not in self.global_names:
                self.declare(node.target.id, type_)
            if node.value is None:
                return
        elif node.value is None:
            return
        self.assign(node.target, self.typed_display(node.value, type_), node)

    def _is_open_annotation(self: Lowering, node: ast.expr) -> bool:
        if self.inst.is_library:
            return False
        live = self.evaluate_annotation(node)
        return notations.is_open(live, self.inst.namespace)

    def typed_display(self: Lowering, node: ast.expr, type_: t.Type) -> ir.Value:
        value = self.value(node, type_)
        if self.fits(value.type, type_) or grown(type_, known(value.type)) is not None:
            return value
        return self.coerce(value, type_, node)

    def evaluate_type(
        self: Lowering, node: ast.expr, within: FunctionInstance | None = None
    ) -> t.Type:
        """The type that an annotation inside a function means."""
        inst = within or self.inst
        try:
            live = self.evaluate_annotation(node, inst)
            return notations.resolve(live, inst.env, inst.namespace, _build_time_names(inst))
        except Unsupported as problem:
            problem.node = problem.node or node
            raise

    def evaluate_annotation(
        self: Lowering, node: ast.expr, within: FunctionInstance | None = None
    ) -> object:
        inst = within or self.inst
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            text = ast.unparse(node)
        try:
            return notations.evaluate(text, inst.namespace, _build_time_names(inst))
        except Unsupported as problem:
            problem.node = node
            raise

    def assign(self: Lowering, target: ast.expr, value: ir.Value, node: ast.AST) -> None:
        if isinstance(target, ast.Name):
            self.assign_name(target.id, value, node)
        elif isinstance(target, ast.Attribute):
            self._assign_attribute(target, value, node)
        elif isinstance(target, ast.Subscript):
            self._assign_item(target, value, node)
        elif isinstance(target, ast.Tuple | ast.List):
            self.unpack(target, value, node)
        else:
            raise Unsupported(target, "a starred target is not compiled here", "index the sequence")

    def _assign_attribute(
        self: Lowering, target: ast.Attribute, value: ir.Value, node: ast.AST
    ) -> None:
        owner_item = self.expression(target.value)
        if isinstance(owner_item, Live) and isinstance(owner_item.object, type):
            self.assign_class_attribute(owner_item.object, target, value, node)
            return
        owner = self.materialise(owner_item, None, target.value)
        self.each_member(
            self._owner(owner, target), lambda v: self._set_attribute(v, target, value, node)
        )

    def _set_attribute(
        self: Lowering, owner: ir.Value, target: ast.Attribute, value: ir.Value, node: ast.AST
    ) -> None:
        owner = self._object(owner, target)
        type_ = known(owner.type)
        assert isinstance(type_, t.ClassType)
        info = self.world.class_info(type_)
        if target.attr in EXCEPTION_FIELDS and bindings.builtin_class("BaseException") in info.mro:
            self._assign_chain(owner, EXCEPTION_FIELDS[target.attr], value, node)
            return
        fact = info.fields.get(target.attr)
        if fact is None:
            self._assign_property(owner, type_, target, value, node)
            return
        self._refuse_frozen(type_, node)
        if not fact.fixed:
            if not self.fits(value.type, fact.type):
                fact.grow(known(value.type))
            fact.readers.add(self.inst)
        else:
            fact.take(value.type)
        declared = fact.read(self.inst)
        if has_var(declared):
            return
        self.set_field(owner, target.attr, self.coerce(value, declared, node))
        path = f"{_path(target.value)}.{target.attr}"
        self._forget(path)
        if _path(target.value):
            self._narrow_assigned(path, declared, value.type)

    def _assign_chain(
        self: Lowering, error: ir.Value, name: str, value: ir.Value, node: ast.AST
    ) -> None:
        """error.__cause__ = …, and its like; a cause hides the context."""
        type_ = known(error.type)
        assert isinstance(type_, t.ClassType)
        declared = known(self.world.class_info(type_).fields[name].type)
        if name == "cause":
            self.set_field(error, "context_hidden", const_bool(True))
        self.set_field(error, name, self.coerce(value, declared, node))

    def _refuse_frozen(self: Lowering, type_: t.ClassType, node: ast.AST) -> None:
        parameters = getattr(type_.cls, "__dataclass_params__", None)
        written = self.inst.source.path.startswith("<")
        if parameters is not None and parameters.frozen and not written:
            raise Unsupported(
                node,
                f"{type_.name} is frozen: its attributes cannot be assigned",
                "make a new object, or leave out frozen=True",
            )

    def _owner(self: Lowering, owner: ir.Value, target: ast.Attribute) -> ir.Value:
        """What an attribute is set on, None raising as it does under CPython."""
        type_ = self.need(owner.type)
        optional = isinstance(type_, t.UnionType) and type_.optional
        return self.present(owner, target.attr) if optional else owner

    def _object(self: Lowering, owner: ir.Value, target: ast.Attribute) -> ir.Value:
        if not isinstance(known(owner.type), t.ClassType):
            raise Unsupported(
                target,
                f"attributes of {known(owner.type).name} cannot be set",
                "test its type first with isinstance",
            )
        return owner

    def _assign_property(
        self: Lowering,
        owner: ir.Value,
        type_: t.ClassType,
        target: ast.Attribute,
        value: ir.Value,
        node: ast.AST,
    ) -> None:
        found = self.world.class_info(type_).find(target.attr)
        setter = getattr(found[1], "fset", None) if found is not None else None
        if found is not None and setter is not None:
            self.call_function(setter, found[0], [owner, value], [], node)
            return
        if found is not None and isinstance(found[1], property):
            raise Unsupported(
                node,
                f"the property '{target.attr}' of {type_.name} has no setter",
                f"define one with @{target.attr}.setter",
            )
        raise Unsupported(
            node,
            f"{type_.name} has no attribute '{target.attr}'",
            "set it in __init__, or annotate it in the class",
        )

    def _assign_item(self: Lowering, target: ast.Subscript, value: ir.Value, node: ast.AST) -> None:
        owner = self.value(target.value)
        type_ = known(owner.type)
        if isinstance(type_, t.PtrType):
            index = self.typed(target.slice, t.INT)
            stored = self.store_number(value, type_.item, node)
            self.emit(ir.StorePtr(loc=self.loc, pointer=owner, index=index, value=stored))
        elif isinstance(target.slice, ast.Slice):
            value = self._slice_values(owner, value, node)
            if target.slice.step is not None:
                stepped = [*self.stepped_bounds(target.slice), value]
                self.call_method(owner, "__setslice_step__", stepped, node)
            else:
                bounds = [*self.slice_bounds(target.slice), value]
                self.call_method(owner, "__setslice__", bounds, node)
        else:
            self.call_method(owner, "__setitem__", [target.slice, value], node)

    def _slice_values(self: Lowering, owner: ir.Value, value: ir.Value, node: ast.AST) -> ir.Value:
        """`xs[1:2] = range(3)`: a list takes any iterable."""
        cls = bindings.builtin_class("list")
        type_, have = known(owner.type), known(value.type)
        if not isinstance(type_, t.ClassType) or type_.cls is not cls:
            return value
        if has_var(have) or (isinstance(have, t.ClassType) and have.cls is cls):
            return value
        return self.collect(cls, value, type_, node)

    def store_number(self: Lowering, value: ir.Value, type_: t.Type, node: ast.AST) -> ir.Value:
        """Through a raw pointer, an int is stored as its low bits."""
        if isinstance(type_, t.IntType) and isinstance(known(value.type), t.IntType):
            return self.convert(value, type_)
        return self.coerce(value, type_, node)

    def do_augassign(self: Lowering, node: ast.AugAssign) -> None:
        op = METHODS[type(node.op)]
        target = node.target
        if isinstance(target, ast.Name):
            left = self.value(ast.copy_location(ast.Name(target.id, ast.Load()), target))
            self.assign_name(target.id, self._in_place(op, left, node.value, node), node)
        elif isinstance(target, ast.Attribute):
            item = self.expression(target.value)
            if isinstance(item, Live) and isinstance(item.object, type):
                self.refuse_variable(item.object, target.attr, node)
                found = self.class_value(item.object, target.attr)
                left = self.materialise(found, None, target)
                result = self._in_place(op, left, node.value, node)
                self.assign_class_attribute(item.object, target, result, node)
                return
            owner = self._owner(self.materialise(item, None, target.value), target)
            self.each_member(owner, lambda v: self._augment_attribute(op, v, target, node))
        else:
            self._augment_item(op, target, node)

    def _augment_attribute(
        self: Lowering, op: str, owner: ir.Value, target: ast.Attribute, node: ast.AugAssign
    ) -> None:
        owner = self._object(owner, target)
        left = self.as_value(self.attribute(owner, target.attr, target), target)
        path = f"{_path(target.value)}.{target.attr}"
        if path in self.flow.narrowed:
            left = self._recheck(path, left)
        result = self._in_place(op, left, node.value, node)
        type_ = known(owner.type)
        assert isinstance(type_, t.ClassType)
        fact = self.world.class_info(type_).fields.get(target.attr)
        if fact is None:
            self._assign_property(owner, type_, target, result, node)
        else:
            self._refuse_frozen(type_, node)
            if not fact.fixed and not self.fits(result.type, fact.type):
                fact.grow(self.need(result.type))
            fact.take(result.type)
            declared = fact.read(self.inst)
            self.set_field(owner, target.attr, self.coerce(result, declared, node))
            self._forget(path)
            if _path(target.value):
                self._narrow_assigned(path, declared, result.type)

    def _augment_item(self: Lowering, op: str, target: ast.Subscript, node: ast.AugAssign) -> None:
        owner = self.value(target.value)
        type_ = known(owner.type)
        if isinstance(type_, t.PtrType):
            at = self.typed(target.slice, t.INT)
            old = self.temp(type_.item)
            self.emit(ir.LoadPtr(loc=self.loc, dst=old, pointer=owner, index=at))
            new = self.store_number(self._in_place(op, old, node.value, node), type_.item, node)
            self.emit(ir.StorePtr(loc=self.loc, pointer=owner, index=at, value=new))
            return
        index = self.value(target.slice)
        left = self.call_method(owner, "__getitem__", [index], node)
        self.call_method(
            owner, "__setitem__", [index, self._in_place(op, left, node.value, node)], node
        )

    def _in_place(
        self: Lowering, op: str, left: ir.Value, right: ast.expr, node: ast.AST
    ) -> ir.Value:
        type_ = known(left.type)
        if isinstance(type_, t.ClassType):
            name = f"__i{op}__"
            if self.has_method(type_, name):
                return self.call_method(left, name, [right], node)
            if op == "add" and self.has_method(type_, "extend"):
                self.call_method(left, "extend", [right], node)
                return left
        return self.binary(op, left, self.value(right, type_ if type_.is_pointer else None), node)

    # ---- flow -----------------------------------------------------------------------------------

    def do_return(self: Lowering, node: ast.Return) -> None:
        result = self.inst.result
        self.loose = self.inst.loose
        if self.inst.yields is not None:
            self.return_from_generator(node)
            return
        if node.value is None:
            value: ir.Value = ir.Const(t.NONE, None)
        else:
            value = self.value(
                node.value,
                None if not result.fixed and result.type is t.NEVER else known(result.type),
            )
        self._grow_result(value, node)
        declared = self.result_type()
        if known(value.type) is not t.NEVER:
            value = self.coerce(value, declared, node)
        self.leave(0, value)
        if self.block is not None:
            self.emit(ir.Return(loc=self.loc, value=None if declared is t.NONE else value))

    def _grow_result(self: Lowering, value: ir.Value, node: ast.Return) -> None:
        """An inferred result holds what is returned; a declared one narrower numbers as well."""
        result = self.inst.result
        if result.fixed:
            result.take(value.type)
        elif not self.fits(value.type, result.type):
            type_, bound = known(value.type), result.bound
            if isinstance(type_, t.FunctionType):
                type_ = self.held_type(type_)
            elif has_var(type_):
                # an empty collection: callers may tell what it holds
                result.grow(type_)
                self.need(type_)
            if bound is not None and not_implemented() in self.members(type_):
                bound = t.union_type([bound, not_implemented()])
            if bound is not None and not self.fits(type_, bound) and not admits(bound, type_):
                type_ = self.coerce(value, bound, node).type
            result.grow(type_)

    def do_if(self: Lowering, node: ast.If) -> None:
        yes, no, after = self.new_block("then"), self.new_block("else"), self.new_block("after")
        self.test(node.test, yes, no)
        for block, body in ((yes, node.body), (no, node.orelse)):
            self.enter_block(block)
            self.body(body)
            self.goto(after)
        self.enter_block(after)

    def do_assert(self: Lowering, node: ast.Assert) -> None:
        good, bad = self.new_block("holds"), self.new_block("fails")
        self.condition(node.test, good, bad)
        self.enter_block(bad)
        if self.block is not None:
            if node.msg is None:
                self.raise_runtime("no_message_assertion")
            else:
                self._fail_assertion(self.value(node.msg), node)
        self.enter_block(good)

    def _fail_assertion(self: Lowering, message: ir.Value, node: ast.Assert) -> None:
        if known(message.type) is bindings.builtin_type("str"):
            self.raise_runtime("assertion", message)
            return
        made = self.construct_live(AssertionError, [message], [], node)
        self.emit(ir.Raise(loc=self.loc, exception=made, handler=self.handler))

    def do_delete(self: Lowering, node: ast.Delete) -> None:
        for target in node.targets:
            if isinstance(target, ast.Subscript):
                owner = self.value(target.value)
                if isinstance(target.slice, ast.Slice) and target.slice.step is None:
                    self.call_method(owner, "__delslice__", self.slice_bounds(target.slice), node)
                elif isinstance(target.slice, ast.Slice):
                    stepped = self.stepped_bounds(target.slice)
                    self.call_method(owner, "__delslice_step__", stepped, node)
                else:
                    self.call_method(owner, "__delitem__", [target.slice], node)
            elif isinstance(target, ast.Name):
                self.unassign(target.id)
            elif isinstance(target, ast.Attribute):
                self.delete_attribute(target, node)
                self._forget(f"{_path(target.value)}.{target.attr}")
            else:
                raise Unsupported(target, "this cannot be deleted", "delete the parts one by one")

    def do_functiondef(self: Lowering, node: ast.FunctionDef) -> None:
        self.define_function(node)

    def define_function(self: Lowering, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """A nested function; decorators are called with it where it is defined."""
        decorators = [self._decorator(d) for d in node.decorator_list]
        self.keep_defaults(node)
        if not decorators and node.name not in self.rebound:
            self.nested[node.name] = node
            self.note_assigned(node.name)
            return
        if decorators and node.name in used_names(node):
            self.declare(node.name, self._recursive_type(node))
        value = self.known_value(NestedFunction(node))
        for decorator, place in reversed(list(zip(decorators, node.decorator_list, strict=True))):
            assert value is not None
            if isinstance(decorator, ir.Value) and known(decorator.type) is t.INT:
                value = self.with_cache(
                    value, self.new_cache(NestedFunction(node), decorator, place)
                )
                continue
            if isinstance(decorator, Wraps):
                value = self.wrapped_as(value, decorator.function)
                continue
            result = self.invoke(decorator, [value], [], place)
            value = self.known_value(result)
            value = self.materialise(result, None, place) if value is None else value
        assert value is not None
        self.assign_name(node.name, value, node)

    def _recursive_type(self: Lowering, node: ast.FunctionDef | ast.AsyncFunctionDef) -> t.Type:
        """A decorated function that calls itself holds itself: only its signature is a type."""
        if not self.is_signed(node):
            reason = f"{node.name} calls itself through its decorators, so it needs a signature"
            remedy = "annotate its parameters, all positional, and its result"
            raise Unsupported(node.decorator_list[0], reason, remedy)
        params = tuple(self.evaluate_type(a.annotation) for a in all_arguments(node))  # type: ignore[arg-type]
        assert node.returns is not None
        result = self.evaluate_type(node.returns)
        if isinstance(node, ast.AsyncFunctionDef):
            result = t.coroutine_type(result)
        return t.callable_type(params, result)

    def _decorator(self: Lowering, node: ast.expr) -> Any:
        """What a decorator is; `wraps(f)` tells only whose name the function takes, and of a cache
        its limit is enough."""
        limit = self.caching_limit(node)
        if limit is not None:
            return limit
        if isinstance(node, ast.Call) and len(node.args) == 1:
            called = self.expression(node.func)
            if isinstance(called, Live) and called.object is functools.wraps:
                item = self.expression(node.args[0])
                value = self.known_value(item) or self.materialise(item, None, node)
                return Wraps(known(value.type))
        item = self.expression(node)
        if isinstance(item, ir.Value) and isinstance(known(item.type), t.FunctionType):
            return self.opened(item)
        return item

    def do_asyncfunctiondef(self: Lowering, node: ast.AsyncFunctionDef) -> None:
        self.define_function(node)


def _build_time_names(inst: FunctionInstance) -> dict[str, object]:
    """What imports and classes inside a function and those around it have bound."""
    function, names = inst.function, dict(inst.scope)
    around = inst.parent
    while around is not None:
        function, names = around.function, {**around.scope, **names}
        around = around.parent
    if function is not None and id(function.__code__) in sources.local_functions:
        names = {**sources.names_of(function), **names}
    return names


def _path(node: ast.expr) -> str:
    from naja.compiler.front.expressions import path_of

    return path_of(node)


def _imported(module: str, package: str | None, node: ast.AST) -> object:
    import importlib

    try:
        return importlib.import_module(module, package or None)
    except ImportError as error:
        raise Unsupported(
            node,
            f"the import fails at build time: {error}",
            "install the package, or correct the name",
        ) from None
