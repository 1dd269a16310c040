"""Generator functions: what calling one makes, `yield` and `yield from` in its body.

A function with `yield` becomes two. The *outer* one is an ordinary function that makes the
generator object (runtime/generator.py, runtime/async_generator.py) and gives it a frame; calls,
dispatch and function values see only that. The *body* is a coroutine with the generator object as
a last, hidden parameter, where it leaves each item and its result and finds what was sent.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import Fact, known
from naja.compiler.front.builder import Builder
from naja.compiler.front.instance import FunctionInstance, Parameter, Yields
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Poisoned, Unsupported
from naja.compiler.front.statements.iteration import Source
from naja.compiler.front.trees import walk_own
from naja.compiler.front.values import Evaluated, const_bool
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering
    from naja.compiler.front.world import World

HIDDEN = ".generator"
KINDS = {
    False: ("generator", "Generator", "Iterator[…], Iterable[…] or Generator[…, …, …]"),
    True: ("async_generator", "AsyncGenerator", "AsyncIterator[…] or AsyncGenerator[…, …]"),
}


class Generators(Builder):
    """See the module."""

    # ---- the outer function ---------------------------------------------------------------------

    def make_generator(self: Lowering) -> None:
        """The whole outer function: make the object, and the frame that waits for its first
        item."""
        passed = [
            self._parameter(c.name, self.cell_type(c.type) if c.cell else c.type)
            for c in self.inst.captures
        ]
        passed += [self._parameter(p.name, p.type) for p in self.inst.parameters]
        body = body_of_generator(self.world, self.inst)
        type_ = self._generator_type(body)
        made = self.allocate(type_)
        values = [self.load(local) for local in passed]
        frame = self.temp(t.coroutine_type(t.NONE))
        self.emit(
            ir.Call(
                loc=self.loc,
                dst=frame,
                function=body.ir,
                args=[*values, made],
                handler=None,
                lazy=True,
            )
        )
        self.set_field(made, "frame", frame)
        if self.inst.makes is not None and self.inst.makes.manager is not None:
            manager = self.allocate(self.inst.makes.made(type_))
            self.set_field(manager, "generator", made)
            made = manager
        self.emit(ir.Return(loc=self.loc, value=made))

    def _generator_type(self: Lowering, body: FunctionInstance) -> t.ClassType:
        """The class of the object, as far as the body has shown what it yields."""
        assert body.yields is not None
        if not body.yields.settled and body.state == "new":
            self.world.lower(body)
        type_ = body.yields.type(self.inst)
        if t.NEVER in type_.args:
            if body.state != "done" or body.dirty or body.poisoned:
                raise Poisoned
            type_ = t.class_type(
                type_.cls, tuple(t.NONE if a is t.NEVER else a for a in type_.args)
            )
        self.inst.result.replace(body.yields.made(type_))
        return type_

    # ---- the body -------------------------------------------------------------------------------

    def prepare_body(self: Lowering) -> None:
        """The hidden parameter has the type that is known at the begin of this pass."""
        assert self.inst.yields is not None
        self.inst.parameters[-1].type = self.inst.yields.type(self.inst)

    def _own_object(self: Lowering) -> ir.Value:
        return self.load(self.slots[HIDDEN])

    def on_yield(self: Lowering, node: ast.Yield, expected: t.Type | None) -> ir.Value:
        """yield as an expression: what send() gave."""
        self.yield_item(node.value, node)
        yields = self._yields(node)
        if yields.sent is t.NONE:
            return ir.Const(t.NONE, None)
        optional = isinstance(yields.sent, t.UnionType) and yields.sent.optional
        plain = optional or yields.sent is t.OBJECT
        name = "_received_or_none" if plain else "_received"
        return self.call_method(self._own_object(), name, [], node)

    def on_yieldfrom(self: Lowering, node: ast.YieldFrom, expected: t.Type | None) -> ir.Value:
        """yield from as an expression: what the other generator returned."""
        return self.yield_from(node)

    def _yields(self: Lowering, node: ast.AST) -> Yields:
        if self.inst.yields is None:
            raise Unsupported(node, "yield outside a function", "move it into a function")
        return self.inst.yields

    def yield_item(self: Lowering, item: ast.expr | None, node: ast.AST) -> None:
        """Suspend with an item."""
        yields = self._yields(node)
        fact = yields.item
        expected = None if fact.type is t.NEVER else known(fact.type)
        with self.blaming(self.result_place()):
            value = ir.Const(t.NONE, None) if item is None else self.value(item, expected)
        if not fact.fixed and not self.fits(value.type, fact.type):
            fact.grow(self.need(value.type))
            self.inst.invalidate()
            raise Poisoned
        with self.blaming(self.result_place()):
            value = self.coerce(value, known(fact.type), node)
        self._leave_item(value)
        self._suspend(self.handler)

    def _leave_item(self: Lowering, value: ir.Value) -> None:
        self.set_field(self._own_object(), "item", value)

    def _suspend(self: Lowering, handler: ir.Block | None) -> None:
        thrown = self.world.thrown.read(self.inst) is not t.NEVER
        self.emit(
            ir.Yield(loc=self.loc, hands_over=self.inst.is_async, thrown=thrown, handler=handler)
        )

    def return_from_generator(self: Lowering, node: ast.Return) -> None:
        """return in a generator: its result is the value of StopIteration."""
        yields = self._yields(node)
        if node.value is not None:
            known_result = None if yields.returned.type is t.NEVER else known(yields.returned.type)
            value = self.value(node.value, known_result)
            if not yields.returned.fixed and not self.fits(value.type, yields.returned.type):
                yields.returned.grow(self.need(value.type))
                self.inst.invalidate()
                raise Poisoned
            if yields.returned.type is not t.NONE:
                with self.blaming(self.result_place()):
                    value = self.coerce(value, known(yields.returned.type), node)
                self.leave(0, value)
                if self.block is not None:
                    self.set_field(self._own_object(), "returned", value)
                    self.set_field(self._own_object(), "has_result", const_bool(True))
            else:
                self.leave(0, None)
        else:
            self.leave(0, None)
        if self.block is not None:
            self.emit(ir.Return(loc=self.loc, value=None))

    # ---- yield from -----------------------------------------------------------------------------

    def yield_from(self: Lowering, node: ast.YieldFrom) -> ir.Value:
        """Hand on the items of another iterator, and to it what is sent and thrown."""
        self._yields(node)
        if isinstance(node.value, ast.Call | ast.List | ast.Tuple):
            source = self.made_source(node.value)
            if source is not None:
                return self._hand_on(source, node)
        item = self.expression(node.value)
        if not isinstance(item, ir.Value):
            return self._hand_on(self.source(node.value), node)
        type_ = self.need(item.type)
        iterator = bindings.runtime("generator", "Iterator")
        if isinstance(type_, t.ClassType) and not self._is_iterator(type_, iterator):
            item = self._begun_iterator(item, type_, node)
            type_ = known(item.type)
        if isinstance(type_, t.ClassType) and self._is_iterator(type_, iterator):
            return self._delegate(item, type_, node)
        return self._hand_on(self.source_of(item, node), node)

    def _is_iterator(self: Lowering, type_: t.ClassType, iterator: type) -> bool:
        return iterator in self.world.class_info(type_).mro

    def _begun_iterator(
        self: Lowering, value: ir.Value, type_: t.ClassType, node: ast.AST
    ) -> ir.Value:
        """What __iter__ of an object that is no container of the library gives."""
        if self.has_method(type_, "_advance") or not self.has_method(type_, "__iter__"):
            return value
        return self.call_method(value, "__iter__", [], node)

    def _hand_on(self: Lowering, source: Source, node: ast.AST) -> ir.Value:
        """The items of a container: nothing can be sent to it."""
        head, after = self.new_block("each"), self.new_block("after")
        self.forget_changed(node)
        self.goto(head)
        self.enter_block(head)
        source.advance(after)
        if self.block is not None:
            self.yield_item(Evaluated(source.item()), node)
        self.goto(head)
        self.enter_block(after)
        return ir.Const(t.NONE, None)

    def _delegate(self: Lowering, sub: ir.Value, type_: t.ClassType, node: ast.AST) -> ir.Value:
        """Step the other one; what is sent or thrown meanwhile goes there."""
        fact = self._yields(node).item
        holder, more = self.local("delegate", type_), self.local("more", t.BOOL)
        self.store(holder, sub)
        self.store(more, self.call_method(self.load(holder), "_step", [], node))
        head, inside, after = (
            self.new_block("each"),
            self.new_block("item"),
            self.new_block("after"),
        )
        self.forget_changed(node)
        self.goto(head)
        self.enter_block(head)
        self.branch(self.load(more), inside, after)
        self.enter_block(inside)
        item = self.get_field(self.load(holder), "item")
        if not fact.fixed and not self.fits(item.type, fact.type):
            fact.grow(self.need(item.type))
            self.inst.invalidate()
            raise Poisoned
        with self.blaming(self.result_place()):
            item = self.coerce(item, known(fact.type), node)
        self._leave_item(item)
        self._suspend_delegating(holder, more, head, node)
        self.store(more, self._step_on(holder, type_, node))
        self.goto(head)
        self.enter_block(after)
        if self._is_iterator(type_, bindings.runtime("generator", "Generator")):
            return self.call_method(self.load(holder), "_result", [], node)
        return ir.Const(t.NONE, None)

    def _suspend_delegating(
        self: Lowering, holder: ir.Local, more: ir.Local, head: ir.Block, node: ast.AST
    ) -> None:
        """What is thrown in here goes to the other one."""
        if self.world.thrown.read(self.inst) is t.NEVER:
            self._suspend(None)
            return
        thrown = self.new_block("thrown")
        thrown.exception = error = self.local("error", bindings.builtin_type("BaseException"))
        self._suspend(thrown)
        going, flow = self.block, self.flow.copy()
        self.note_edge(thrown, flow)
        self.enter_block(thrown)
        again = self.call_method(self.load(holder), "_thrown", [self.load(error)], node)
        self.store(more, again)
        self.goto(head)
        self.block, self.flow = going, flow

    def _step_on(self: Lowering, holder: ir.Local, type_: t.ClassType, node: ast.AST) -> ir.Value:
        """The next step, with what was sent if the other one takes it."""
        mine = self._yields(node).sent
        generator = bindings.runtime("generator", "Generator")
        if mine is t.NONE or not self._is_iterator(type_, generator) or type_.args[1] is t.NONE:
            return self.call_method(self.load(holder), "_step", [], node)
        return self.call_method(self._own_object(), "_pass_on", [self.load(holder)], node)


def yields_of(
    node: Any, is_async: bool, annotation: Any, resolve: Any, returns_something: bool
) -> Yields:
    """What a generator function yields, takes and returns, by its annotation if there is one."""
    module, name, remedy = KINDS[is_async]
    cls = bindings.runtime(module, name)
    returned = Fact(t.NEVER) if returns_something else Fact(t.NONE, fixed=True)
    if annotation is None:
        return Yields(cls, Fact(t.NEVER), t.NONE, returned)
    whole = resolve(annotation)
    if isinstance(whole, t.ClassType) and whole.cls is cls:
        if not is_async:
            returned = Fact(whole.args[2], fixed=True)
        return Yields(cls, Fact(whole.args[0], fixed=True), whole.args[1], returned)
    if (
        isinstance(whole, t.ClassType)
        and whole.cls in cls.__mro__
        and whole.cls.__module__ == cls.__module__
    ):
        return Yields(cls, Fact(whole.args[0], fixed=True), t.NONE, returned)
    raise Unsupported(
        getattr(node, "returns", node),
        f"a function with yield does not return {whole.name}",
        f"annotate it with {remedy}",
    )


def returns_value(body: list[Any]) -> bool:
    """Whether some `return` of a function gives more than None."""
    returns = [n for n in walk_own(body) if isinstance(n, ast.Return)]
    return any(
        r.value is not None and not (isinstance(r.value, ast.Constant) and r.value.value is None)
        for r in returns
    )


def body_of_generator(world: World, outer: FunctionInstance) -> FunctionInstance:
    """The instance of the body, made once."""
    if outer.body is None:
        assert outer.makes is not None
        hidden = Parameter(HIDDEN, t.UNKNOWN)
        body = world.new_instance(
            outer.name,
            outer.source,
            outer.node,
            outer.namespace,
            outer.env,
            [*(Parameter(p.name, p.type) for p in outer.parameters), hidden],
            Fact(t.NONE, fixed=True),
            outer.captures,
        )
        body.yields = outer.makes
        body.ir.is_coroutine, body.ir.traced = True, outer.body_traced
        body.ir.shown = outer.ir.shown
        body.function, body.owner, body.parent = outer.function, outer.owner, outer.parent
        body.doubtful = outer.doubtful
        body.scope, body.unchecked, body.asked = outer.scope, outer.unchecked, outer.asked
        outer.body = body
    return outer.body


def annotated_type(yields: Yields) -> Fact:
    """The result of the outer function: fixed where the annotation says everything."""
    if yields.settled:
        return Fact(yields.made(yields.type(None)), fixed=True)
    return Fact(t.NEVER)
