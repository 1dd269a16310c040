"""Statements: augmented assignment, return, if, assert, del, and the dispatch on their kind."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import has_var, known
from naja.compiler.front.annotations.widening import admits
from naja.compiler.front.builder import Builder
from naja.compiler.front.expressions.apart import container_kind
from naja.compiler.front.expressions.asking import not_implemented
from naja.compiler.front.expressions.operators import METHODS
from naja.compiler.front.expressions.paths import path_of
from naja.compiler.front.objects import bindings
from naja.compiler.front.objects.container_classes import builtin_base
from naja.compiler.front.objects.descriptors import is_of_program
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Evaluated, Live
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


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

    def do_augassign(self: Lowering, node: ast.AugAssign) -> None:
        op = METHODS[type(node.op)]
        target = node.target
        if isinstance(target, ast.Name):
            if op == "add":
                part = self.grow_text(target.id, node.value, node)
                if part is None:
                    return
                node = ast.copy_location(ast.AugAssign(target, node.op, part), node)
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
        path = f"{path_of(target.value)}.{target.attr}"
        if path in self.flow.narrowed:
            left = self._recheck(path, left)
        result = self._in_place(op, left, node.value, node)
        type_ = known(owner.type)
        assert isinstance(type_, t.ClassType)
        fact = self.world.class_info(type_).fields.get(target.attr)
        if self.has_hook(type_, "__setattr__"):
            self.call_hook(owner, "__setattr__", target.attr, [result], node)
            self._forget(path)
            return
        if self.set_described(owner, target.attr, result, node):
            return
        if fact is None:
            self._assign_property(owner, type_, target, result, node)
        else:
            self._refuse_frozen(type_, target.attr, node)
            if not fact.fixed and not self.fits(result.type, fact.type):
                fact.grow(self.need(result.type))
            fact.take(result.type)
            declared = fact.read(self.inst)
            self.set_field(owner, target.attr, self.coerce(result, declared, node))
            self._forget(path)
            if path_of(target.value):
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
        path = path_of(target)
        if path in self.flow.narrowed:
            left = self._recheck(path, left)
        result = self._in_place(op, left, node.value, node)
        self.call_method(owner, "__setitem__", [index, result], node)
        self.forget_items(target.value)
        self.narrow_item(target, type_, result.type)

    def _in_place(
        self: Lowering, op: str, left: ir.Value, right: ast.expr, node: ast.AST
    ) -> ir.Value:
        type_ = known(left.type)
        if isinstance(type_, t.ClassType):
            name = f"__i{op}__"
            if isinstance(right, ast.Name | ast.Attribute | ast.Call | ast.Subscript):
                given = self.value(right, type_) if container_kind(type_) else None
                if given is not None and self.put_in_apart(op, left, given, node):
                    return left
                right = right if given is None else ast.copy_location(Evaluated(given), right)
            if self.has_method(type_, name):
                changed = self.call_method(left, name, [right], node)
                found = self.find_method(type_, name)
                own = found is not None and is_of_program(found[0].cls)
                kept = builtin_base(type_.cls) and is_of_program(type_.cls)
                return left if kept and not own else changed
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
            with self.blaming(self.result_place()):
                value = self.value(
                    node.value,
                    None if not result.fixed and result.type is t.NEVER else known(result.type),
                )
        with self.blaming(self.result_place()):
            self._grow_result(value, node)
            declared = self.result_type()
            if self.inst.loose or not (result.fixed or self.inst.is_library):
                self.world.sites.loosen(declared)
            if known(value.type) is not t.NEVER:
                value = self.coerce(value, declared, node)
        self.leave(0, value)
        if self.block is not None:
            self.emit(ir.Return(loc=self.loc, value=None if declared is t.NONE else value))

    def _grow_result(self: Lowering, value: ir.Value, node: ast.Return) -> None:
        """An inferred result holds what is returned; a declared one narrower numbers as well."""
        result = self.inst.result
        if result.fixed:
            if result.take(value.type):
                self.inst.invalidate()  # what was returned before is of the grown type too
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
                self.forget_items(target.value)
            elif isinstance(target, ast.Name):
                self.unassign(target.id)
            elif isinstance(target, ast.Attribute):
                self.delete_attribute(target, node)
                self._forget(f"{path_of(target.value)}.{target.attr}")
            else:
                raise Unsupported(target, "this cannot be deleted", "delete the parts one by one")
