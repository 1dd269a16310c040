"""`except*`: each clause takes its part of a group of exceptions (runtime/groups.py)."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.classes import effective_mro
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class StarredHandlers(Builder):
    """See the module."""

    def do_trystar(self: Lowering, node: ast.TryStar) -> None:
        if node.finalbody:
            inner = ast.copy_location(ast.TryStar(node.body, node.handlers, node.orelse, []), node)
            self.with_cleanup(
                lambda: self.do_trystar(inner),
                lambda _: self.body(node.finalbody),
                [*node.body, *node.handlers, *node.orelse],
            )
            return
        outer, before = self.handler, self.flow.copy()
        caught, error, after = self.guarded(node)
        self.enter_handler(caught, before, list(node.body))
        star = self.local("star", t.class_type(bindings.runtime("groups", "Star")))
        self.store(star, self.construct(star.type, [self.load(error)], [], node))  # type: ignore[arg-type]
        for clause in node.handlers:
            self._clause(clause, star)
        left = self.call_method(self.load(star), "outcome", [], node)
        again = self.new_block("again")
        self.branch(self.compare("eq", left, ir.Const(left.type, None)), after, again)
        self.enter_block(again)
        whole = self.convert(left, bindings.builtin_type("BaseException"))
        self.emit(ir.Raise(loc=self.loc, exception=whole, handler=outer, fresh=False))
        self.enter_block(after)

    def _clause(self: Lowering, node: ast.ExceptHandler, star: ir.Local) -> None:
        """Run a clause with the part that it takes; what leaves it is put with the rest."""
        self.at(node)
        group = self.call_method(self.load(star), "take", [self._condition(node)], node)
        mine, others = self.new_block("except"), self.new_block("otherwise")
        self.branch(self.compare("ne", group, ir.Const(group.type, None)), mine, others)
        self.enter_block(mine)
        base = bindings.builtin_type("BaseException")
        handled = self.local("handled", base)
        self.store(handled, self.convert(group, base))
        if node.name:
            self.bind_exception(node.name, self.convert(group, self._group_type(node)))
        self.caught.append(handled)
        outer, before = self.handler, self.flow.copy()
        failed = self.new_block("failed")
        failed.exception = raised = self.local("error", base)
        self.handler = failed
        self.chaining(lambda: self.body(node.body), handled, list(node.body))
        self.handler = outer
        self.caught.pop()
        self.goto(others)
        self.enter_handler(failed, before, list(node.body))
        self.call_method(self.load(star), "failed", [self.load(raised)], node)
        self.goto(others)
        self.enter_block(others)
        if node.name and self.block is not None:
            self.unassign(node.name)

    def _condition(self: Lowering, node: ast.ExceptHandler) -> ir.Value:
        """A function that tells whether an exception is of the clause's classes."""
        classes = self.caught_classes(node)
        group = bindings.builtin_class("BaseExceptionGroup")
        if classes and any(issubclass(c, group) for c in classes):
            raise Unsupported(
                node.type,
                "catching ExceptionGroup with except* is not allowed",
                "use except, or name the classes of the parts",
            )
        assert node.type is not None
        key = ("except*", id(node))
        made = self.world.adapters.get(key)
        if made is None:
            test = ast.Call(ast.Name("isinstance", ast.Load()), [ast.Name("e", ast.Load())], [])
            test.args.append(node.type)
            arguments = ast.arguments([], [ast.arg("e")], None, [], [], None, [])
            made = ast.Lambda(arguments, test)
            for part in (made, test, test.func, test.args[0], arguments.args[0]):
                ast.copy_location(part, node)
            self.world.adapters[key] = made
        base = bindings.builtin_type("BaseException")
        return self.value(made, t.callable_type((base,), t.BOOL))

    def _group_type(self: Lowering, node: ast.ExceptHandler) -> t.ClassType:
        classes = self.caught_classes(node) or []
        plain = bindings.builtin_class("Exception")
        inside = bool(classes) and all(plain in effective_mro(c) for c in classes)
        return bindings.builtin_type("ExceptionGroup" if inside else "BaseExceptionGroup")
