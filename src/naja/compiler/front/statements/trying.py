"""Exceptions: try, except, else, finally, raise, with.

A `finally` (and the exit of a `with`) is a cleanup: it is lowered once for each way out of its
body, so no state has to say how the body ended.
"""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder, Flow
from naja.compiler.front.expressions.paths import is_inside
from naja.compiler.front.names import assigned_names
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.statements.raises import may_raise
from naja.compiler.front.values import Live, const_bool
from naja.compiler.ir import model as ir
from naja.compiler.ir.walk import handler

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


@dataclass
class Cleanup:
    """Code that runs on every way out. outer: the handler that is in force while it runs."""

    run: Callable[[], None]
    outer: ir.Block | None


class Trying(Builder):
    """See the module."""

    def leave(self: Lowering, depth: int, value: ir.Value | None) -> None:
        """Run the cleanups above `depth`, innermost first: the flow is about to jump out of
        them."""
        saved, outer = list(self.cleanups), self.handler
        try:
            while len(self.cleanups) > depth and self.block is not None:
                cleanup = self.cleanups.pop()
                assert isinstance(cleanup, Cleanup)
                self.handler = cleanup.outer
                cleanup.run()
        finally:
            self.cleanups, self.handler = saved, outer

    def do_try(self: Lowering, node: ast.Try) -> None:
        if node.finalbody:
            inner = ast.Try(node.body, node.handlers, node.orelse, [])
            ast.copy_location(inner, node)

            def protected() -> None:
                if node.handlers:
                    self.do_try(inner)
                else:
                    self.body([*node.body, *node.orelse])

            self.with_cleanup(
                protected,
                lambda _: self.body(node.finalbody),
                [*node.body, *node.handlers, *node.orelse],
            )
            return
        self._try_except(node)

    def with_cleanup(
        self: Lowering,
        protected: Callable[[], None],
        cleanup: Callable[[ir.Local | None], None],
        changed: list[ast.AST],
    ) -> None:
        """Run `protected`, then `cleanup` however it ends; on an exception raise it again
        afterwards."""
        outer, before = self.handler, self.flow.copy()
        failed, after = self.new_block("failed"), self.new_block("after")
        failed.exception = error = self.local("error", bindings.builtin_type("BaseException"))
        self.handler = failed
        self.cleanups.append(Cleanup(lambda: cleanup(None), outer))
        try:
            protected()
        finally:
            self.cleanups.pop()
            self.handler = outer
        if self.block is not None:
            cleanup(None)
            self.goto(after)
        if not self._reached(failed):
            self.enter_block(after)
            return
        self.enter_handler(failed, before, changed)
        self.chaining(lambda: cleanup(error), error, changed)
        if self.block is not None:
            self.emit(
                ir.Raise(loc=self.loc, exception=self.load(error), handler=outer, fresh=False)
            )
        self.enter_block(after)

    def _reached(self: Lowering, failed: ir.Block) -> bool:
        """Whether something can raise into a handler; if not, the handler is taken out. A
        program's own handlers stay, so that they are checked."""
        if self.inst.ir.traced:
            return True
        into = [
            instr
            for block in list(self.fn.blocks)
            for instr in block.instrs
            if handler(instr) is failed
        ]
        if any(may_raise(self.world, instr, self.inst) for instr in into):
            return True
        for instr in into:
            instr.handler = None  # type: ignore[attr-defined]
        self.fn.blocks.remove(failed)
        return False

    def enter_handler(
        self: Lowering, block: ir.Block, before: Flow, changed: list[ast.AST]
    ) -> None:
        """Facts in a handler: those of the start of the body, less what the body may have
        changed."""
        flow = before.copy()
        names = assigned_names(changed)
        self.forget_codes(flow, names)
        for path in list(flow.narrowed):
            if is_inside(path) or path in names:
                del flow.narrowed[path]
        self.note_edge(block, flow)
        self.enter_block(block)

    def guarded(self: Lowering, node: ast.Try | ast.TryStar) -> tuple[ir.Block, ir.Local, ir.Block]:
        """The body and its `else`: the block that catches, what it has caught, the block behind."""
        outer = self.handler
        caught, after = self.new_block("caught"), self.new_block("after")
        caught.exception = error = self.local("error", bindings.builtin_type("BaseException"))
        self.handler = caught
        self.body(node.body)
        self.handler = outer
        if self.block is not None:
            self.body(node.orelse)
            self.goto(after)
        return caught, error, after

    def _try_except(self: Lowering, node: ast.Try) -> None:
        outer, before = self.handler, self.flow.copy()
        caught, error, after = self.guarded(node)
        if not self._reached(caught):
            self.enter_block(after)
            return
        self.enter_handler(caught, before, list(node.body))
        for clause in node.handlers:
            if self.block is None:
                break
            self._handler(clause, error, after)
        if self.block is not None:
            self.emit(
                ir.Raise(loc=self.loc, exception=self.load(error), handler=outer, fresh=False)
            )
        self.enter_block(after)

    def _handler(self: Lowering, node: ast.ExceptHandler, error: ir.Local, after: ir.Block) -> None:
        self.at(node)
        mine, others = self.new_block("except"), self.new_block("otherwise")
        classes = self.caught_classes(node)
        if classes is None:
            self.goto(mine)
        else:
            for cls in classes:
                following = self.new_block("test")
                self.branch(self.is_member(self.load(error), t.class_type(cls)), mine, following)
                self.enter_block(following)
            self.goto(others)
        self.enter_block(mine)
        self.caught.append(error)
        if node.name:
            bound = self.convert(self.load(error), t.class_type(_common_base(classes)))
            self.bind_exception(node.name, bound)
        self.chaining(lambda: self.body(node.body), error, list(node.body))
        self.caught.pop()
        if node.name and self.block is not None:
            self.unassign(node.name)
        self.goto(after)
        self.enter_block(others)

    def chaining(
        self: Lowering, run: Callable[[], None], error: ir.Local, changed: list[ast.AST]
    ) -> None:
        """What leaves a handler or a cleanup as an exception gets the handled one as its
        context."""
        outer, before = self.handler, self.flow.copy()
        second = self.new_block("second")
        second.exception = raised = self.local("error", bindings.builtin_type("BaseException"))
        self.handler = second
        run()
        self.handler = outer
        done = self.new_block("done")
        self.goto(done)
        if self._used(second):
            self.enter_handler(second, before, changed)
            self.call_runtime("errors", "chain", self.load(raised), self.load(error))
            self.emit(
                ir.Raise(loc=self.loc, exception=self.load(raised), handler=outer, fresh=False)
            )
        else:
            self.fn.blocks.remove(second)
        self.enter_block(done)

    def _used(self: Lowering, block: ir.Block) -> bool:
        """Whether an instruction names the block as its handler and can raise."""
        into = [i for b in self.fn.blocks for i in b.instrs if handler(i) is block]
        if any(may_raise(self.world, instr, self.inst) for instr in into):
            return True
        for instr in into:
            instr.handler = None  # type: ignore[attr-defined]
        return False

    def bind_exception(self: Lowering, name: str, value: ir.Value) -> None:
        """`except X as name`: a slot of its own, since another handler may bind the name to
        another class."""
        if name in self.inst.cells:
            self.assign_name(name, value, self.node)
            return
        slot = self.local(name, known(value.type))
        self.store(slot, value)
        self.slots[name] = slot
        self.flow.assigned.add(name)
        if name in self.inst.flagged:
            self.store(self._flag(name), const_bool(True))
        self._forget(name)

    def caught_classes(self: Lowering, node: ast.ExceptHandler) -> list[type] | None:
        if node.type is None:
            return None
        live: list[object] = []
        for part in node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]:
            item = self.expression(part)
            if not isinstance(item, Live):
                raise Unsupported(
                    part, "the class after except has to be known at build time", "name the class"
                )
            live += list(item.object) if isinstance(item.object, tuple) else [item.object]
        result = [bindings.counterpart_class(c) for c in live if isinstance(c, type)]
        root = bindings.builtin_class("BaseException")
        if len(result) < len(live) or any(
            not issubclass(c, root) and c not in (root,) and root not in _mro(c) for c in result
        ):
            raise Unsupported(
                node.type,
                "only exception classes can be caught",
                "name a class derived from Exception",
            )
        return None if root in result else result

    def do_raise(self: Lowering, node: ast.Raise) -> None:
        if node.exc is None:
            if not self.caught:
                raise Unsupported(
                    node, "a bare raise outside an except block", "name the exception"
                )
            self.emit(
                ir.Raise(
                    loc=self.loc,
                    exception=self.load(self.caught[-1]),
                    handler=self.handler,
                    fresh=False,
                )
            )
            return
        item = self.expression(node.exc)
        if isinstance(item, Live) and isinstance(item.object, type):
            error = self.construct_live(item.object, [], [], node.exc)
        else:
            error = self.materialise(item, None, node.exc)
        base = bindings.builtin_type("BaseException")
        if isinstance(have := known(error.type), t.UnionType) and have.optional:
            error = self._raised_at_least(error)
        error = self.coerce(error, base, node.exc)
        if self.caught:
            self.call_runtime("errors", "chain", error, self.load(self.caught[-1]))
        if node.cause is not None:
            self.set_field(error, "context_hidden", const_bool(True))
        if node.cause is not None and not (
            isinstance(node.cause, ast.Constant) and node.cause.value is None
        ):
            cause = self.coerce(self.value(node.cause), base, node.cause)
            self.set_field(error, "cause", self.coerce(cause, t.optional(base), node))
        self.emit(ir.Raise(loc=self.loc, exception=error, handler=self.handler))

    def _raised_at_least(self: Lowering, error: ir.Value) -> ir.Value:
        """`raise` of what may be None."""
        type_ = known(error.type)
        good, bad = self.new_block("error"), self.new_block("none")
        self.branch(self.compare("eq", error, ir.Const(type_, None)), bad, good)
        self.enter_block(bad)
        text = self.world.freezer.string("exceptions must derive from BaseException")
        self.raise_runtime("type_error", text)
        self.enter_block(good)
        return self.unwrap(error, t.without_none(type_))

    def do_with(self: Lowering, node: ast.With) -> None:
        self._with_items(node, node.items)

    def do_asyncwith(self: Lowering, node: ast.AsyncWith) -> None:
        self._with_items(node, node.items)

    def _with_items(
        self: Lowering, node: ast.With | ast.AsyncWith, items: list[ast.withitem]
    ) -> None:
        if not items:
            self.body(node.body)
            return
        item = items[0]
        if isinstance(node, ast.With) and self._suppressed(item, node, items[1:]):
            return
        manager = self.local("manager", t.NONE)
        value = self.value(item.context_expr)
        manager.type = self.need(value.type)
        self.store(manager, value)
        entered = self._manage(value, "enter", [], node)
        if item.optional_vars is not None:
            self.assign(item.optional_vars, entered, node)
        swallowed = self.new_block("swallowed")

        def leave(error: ir.Local | None) -> None:
            self._exit(self.load(manager), error, swallowed, node)

        self.with_cleanup(lambda: self._with_items(node, items[1:]), leave, list(node.body))
        self.goto(swallowed)
        self.enter_block(swallowed)

    def _suppressed(
        self: Lowering, item: ast.withitem, node: ast.With, rest: list[ast.withitem]
    ) -> bool:
        """`with suppress(A, B):` is the `try` that it stands for; False for other managers."""
        call = item.context_expr
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name | ast.Attribute):
            return False
        target = self.expression(call.func)
        if not isinstance(target, Live) or target.object is not contextlib.suppress:
            return False
        inner: list[ast.stmt] = node.body
        if rest:
            inner = [ast.copy_location(ast.With(rest, node.body), node)]
        caught = ast.copy_location(ast.Tuple(call.args, ast.Load()), call)
        clause = ast.copy_location(ast.ExceptHandler(caught, None, [ast.Pass()]), call)
        ignored = [clause] if call.args else []
        self.do_try(ast.copy_location(ast.Try(inner, ignored, [], []), node))
        return True

    def _manage(
        self: Lowering,
        manager: ir.Value,
        name: str,
        args: list[ir.Value],
        node: ast.With | ast.AsyncWith,
    ) -> ir.Value:
        """Call __enter__ or __exit__, or await their asynchronous namesakes."""
        if isinstance(node, ast.With):
            return self.call_method(manager, f"__{name}__", list(args), node)
        made = self.call_method(manager, f"__a{name}__", list(args), node)
        return self.await_value(made, node)

    def _exit(
        self: Lowering,
        manager: ir.Value,
        error: ir.Local | None,
        swallowed: ir.Block,
        node: ast.With | ast.AsyncWith,
    ) -> None:
        """Call __exit__; when it gives true, the exception ends there."""
        none = ir.Const(t.NONE, None)
        exception = none if error is None else self.load(error)
        result = self._manage(manager, "exit", [exception, exception, none], node)
        if error is None or known(result.type) in (t.NONE, t.NEVER):
            return
        go_on = self.new_block("unhandled")
        self.swallows = True
        self.branch(self.truth(result, node), swallowed, go_on)
        self.enter_block(go_on)


def _mro(cls: type) -> list[type]:
    from naja.compiler.front.classes.classes import effective_mro

    return effective_mro(cls)


def _common_base(classes: list[type] | None) -> type:
    """The nearest class that all the caught ones derive from."""
    root = bindings.builtin_class("BaseException")
    if not classes:
        return root
    return next((b for b in _mro(classes[0]) if all(b in _mro(c) for c in classes)), root)
