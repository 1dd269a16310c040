"""What a `for` iterates over: ranges, containers by cursor, iterators, and what is made of them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.objects import bindings
from naja.compiler.front.text.characters import is_text
from naja.compiler.front.values import const_bool, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class Source:
    """One way of iterating. `advance` jumps to `done` at the end and leaves the flow in the body's
    block."""

    def __init__(self, low: Lowering, node: ast.AST) -> None:
        self.low, self.node = low, node

    def advance(self, done: ir.Block) -> None:
        raise NotImplementedError

    def item(self) -> ir.Value:
        raise NotImplementedError

    def step(self) -> None:
        """After the item has been taken."""

    def foreseen(self) -> ir.Value | None:
        """How many items there will be, if that is known without effort."""
        return None


class RangeSource(Source):
    def __init__(
        self, low: Lowering, node: ast.AST, start: ir.Value, stop: ir.Value, step: ir.Value
    ) -> None:
        super().__init__(low, node)
        self.stop, self.by = stop, step
        self.at = low.local("cursor", t.INT)
        self.current = low.local("item", t.INT)
        low.store(self.at, start)
        if not isinstance(step, ir.Const):
            low.check(low.compare("ne", step, const_int(0)), "range_step_zero")

    def foreseen(self) -> ir.Value | None:
        if not isinstance(self.by, ir.Const) or self.by.value != 1:
            return None
        return self.low.arith("sub", self.stop, self.low.load(self.at))

    def advance(self, done: ir.Block) -> None:
        low = self.low
        inside = low.new_block("inside")
        at = low.load(self.at)
        if isinstance(self.by, ir.Const):
            test = low.compare("lt" if int(self.by.value or 0) > 0 else "gt", at, self.stop)
        else:
            up = low.compare("gt", self.by, const_int(0))
            rising, falling = low.compare("lt", at, self.stop), low.compare("gt", at, self.stop)
            test = low.select(up, rising, falling)
        low.branch(test, inside, done)
        low.enter_block(inside)
        low.store(self.current, at)
        low.store(self.at, self._next(at))

    def _next(self, at: ir.Value) -> ir.Value:
        """The next number; behind the last one of 64 bits, the end."""
        low = self.low
        following = low.arith("add", at, self.by)
        if isinstance(self.by, ir.Const):
            step = int(self.by.value or 0)
            if abs(step) == 1:
                return following
            wrapped = low.compare("lt" if step > 0 else "gt", following, at)
        else:
            up = low.compare("gt", self.by, const_int(0))
            wrapped = low.select(
                up, low.compare("lt", following, at), low.compare("gt", following, at)
            )
        return low.select(wrapped, self.stop, following)

    def item(self) -> ir.Value:
        return self.low.load(self.current)


class CursorSource(Source):
    """A container with `_advance` and `_at`; backwards for reversed()."""

    def __init__(self, low: Lowering, node: ast.AST, container: ir.Value) -> None:
        super().__init__(low, node)
        self.container = low.local("container", container.type)
        low.store(self.container, container)
        self.cursor = low.local("cursor", t.INT)
        low.store(self.cursor, const_int(0))
        self.found = low.local("found", t.INT)

    def foreseen(self) -> ir.Value | None:
        type_ = known(self.container.type)
        if not isinstance(type_, t.ClassType) or type_.cls is not bindings.builtin_class("list"):
            return None
        return self.low.call_method(self.low.load(self.container), "__len__", [], self.node)

    def advance(self, done: ir.Block) -> None:
        low = self.low
        inside = low.new_block("inside")
        cursor = low.load(self.cursor)
        found = low.call_method(low.load(self.container), "_advance", [cursor], self.node)
        low.branch(low.compare("ge", found, const_int(0)), inside, done)
        low.enter_block(inside)
        low.store(self.found, found)
        low.store(self.cursor, low.arith("add", found, const_int(1)))

    def item(self) -> ir.Value:
        low = self.low
        container, found = low.load(self.container), low.load(self.found)
        if is_text(container.type) and low.fn.traced:
            return low.character_of(container, found, self.node)
        return low.call_method(container, "_at", [found], self.node)


class BackwardSource(Source):
    """reversed() of a sequence."""

    def __init__(self, low: Lowering, node: ast.AST, container: ir.Value) -> None:
        super().__init__(low, node)
        self.container = low.local("container", container.type)
        low.store(self.container, container)
        self.cursor = low.local("cursor", t.INT)
        low.store(self.cursor, low.call_method(container, "__len__", [], node))

    def advance(self, done: ir.Block) -> None:
        low = self.low
        inside = low.new_block("inside")
        cursor = low.load(self.cursor)
        low.branch(low.compare("gt", cursor, const_int(0)), inside, done)
        low.enter_block(inside)
        low.store(self.cursor, low.arith("sub", cursor, const_int(1)))

    def item(self) -> ir.Value:
        low = self.low
        container, cursor = low.load(self.container), low.load(self.cursor)
        if is_text(container.type) and low.fn.traced:
            return low.character_of(container, cursor, self.node)
        return low.call_method(container, "__getitem__", [cursor], self.node)


class TupleSource(Source):
    """A fixed tuple with items of one type, copied to an array."""

    def __init__(self, low: Lowering, node: ast.AST, value: ir.Value) -> None:
        super().__init__(low, node)
        self.inner = CursorSource(low, node, self.whole(low, node, value))

    @staticmethod
    def whole(low: Lowering, node: ast.AST, value: ir.Value) -> ir.Value:
        """The tuple as an object that can be indexed."""
        type_ = known(value.type)
        assert isinstance(type_, t.TupleType)
        joined: t.Type = t.NEVER
        for item in type_.items:
            joined = low.join_values(joined, item)
        as_tuple = t.class_type(bindings.builtin_class("tuple"), (joined,))
        return low.variable_tuple(value, type_, as_tuple, node)

    def advance(self, done: ir.Block) -> None:
        self.inner.advance(done)

    def item(self) -> ir.Value:
        return self.inner.item()


class IteratorSource(Source):
    """Any object with __next__, ended by StopIteration."""

    stop = "StopIteration"

    def __init__(self, low: Lowering, node: ast.AST, iterator: ir.Value) -> None:
        super().__init__(low, node)
        self.iterator = low.local("iterator", iterator.type)
        low.store(self.iterator, iterator)
        self.current: ir.Local | None = None

    def advance(self, done: ir.Block) -> None:
        low = self.low
        caught = low.new_block("stopped")
        error = low.local("error", bindings.builtin_type("BaseException"))
        caught.exception = error
        outer, flow = low.handler, low.flow.copy()
        low.handler = caught
        item = self.next_item(low.load(self.iterator))
        low.handler = outer
        if self.current is None:
            self.current = low.local("item", item.type)
        if low.block is not None:
            low.store(self.current, item)
        going = low.block
        low.note_edge(caught, flow)
        low.enter_block(caught)
        mine = low.new_block("raised")
        stop = bindings.builtin_type(self.stop)
        test = low.is_member(low.load(error), stop)
        low.branch(test, done, mine)
        low.enter_block(mine)
        low.emit(ir.Raise(loc=low.loc, exception=low.load(error), handler=outer, fresh=False))
        low.block, low.flow = going, flow

    def next_item(self, iterator: ir.Value) -> ir.Value:
        return self.low.call_method(iterator, "__next__", [], self.node)

    def item(self) -> ir.Value:
        assert self.current is not None
        return self.low.load(self.current)


class AsyncSource(IteratorSource):
    """An object with __anext__, for `async for`."""

    stop = "StopAsyncIteration"

    def next_item(self, iterator: ir.Value) -> ir.Value:
        made = self.low.call_method(iterator, "__anext__", [], self.node)
        return self.low.await_value(made, self.node)


class AsyncStepSource(Source):
    """An asynchronous iterator of the library: its end is no exception."""

    def __init__(self, low: Lowering, node: ast.AST, iterator: ir.Value) -> None:
        super().__init__(low, node)
        self.iterator = low.local("iterator", iterator.type)
        low.store(self.iterator, iterator)

    def advance(self, done: ir.Block) -> None:
        low = self.low
        inside = low.new_block("inside")
        step = low.call_method(low.load(self.iterator), "_astep", [], self.node)
        low.branch(low.await_value(step, self.node), inside, done)
        low.enter_block(inside)

    def item(self) -> ir.Value:
        return self.low.get_field(self.low.load(self.iterator), "item")


class EnumerateSource(Source):
    def __init__(self, low: Lowering, node: ast.AST, inner: Source, start: ir.Value) -> None:
        super().__init__(low, node)
        self.inner = inner
        self.count = low.local("count", t.INT)
        low.store(self.count, start)

    def advance(self, done: ir.Block) -> None:
        self.inner.advance(done)

    def item(self) -> ir.Value:
        low = self.low
        number = low.load(self.count)
        low.store(self.count, low.arith("add", number, const_int(1)))
        return low.make_tuple([number, self.inner.item()])


class ZipSource(Source):
    """zip(): the items of several sources. strict: what tells whether all have to end at once."""

    def __init__(
        self, low: Lowering, node: ast.AST, parts: list[Source], strict: ir.Value | None = None
    ) -> None:
        super().__init__(low, node)
        self.parts = parts
        self.strict: ir.Local | None = None
        if strict is not None and len(parts) > 1 and strict != const_bool(False):
            self.strict = low.local("strict", t.BOOL)
            low.store(self.strict, strict)

    def advance(self, done: ir.Block) -> None:
        ends = []
        for part in self.parts:
            end = done if self.strict is None else self.low.new_block("shorter")
            part.advance(end)
            ends.append(end)
        if self.strict is not None:
            inside = self.low.new_block("all")
            self.low.goto(inside)
            self._check_ends(ends, done)
            self.low.enter_block(inside)

    def _check_ends(self, ends: list[ir.Block], done: ir.Block) -> None:
        """zip(strict=True): all of them have to end at once."""
        low, (first, *others) = self.low, ends
        assert self.strict is not None
        for number, end in enumerate(others, 2):
            low.enter_block(end)
            self._complain(number, "shorter", done)
        low.enter_block(first)
        checks = low.new_block("longer")
        low.branch(low.load(self.strict), checks, done)
        low.enter_block(checks)
        for number, part in enumerate(self.parts[1:], 2):
            after = low.new_block("ended")
            part.advance(after)
            self._complain(number, "longer", done)
            low.enter_block(after)
        low.goto(done)

    def _complain(self, number: int, how: str, done: ir.Block) -> None:
        low = self.low
        wrong = low.new_block(how)
        assert self.strict is not None
        low.branch(low.load(self.strict), wrong, done)
        low.enter_block(wrong)
        others = "argument 1" if number == 2 else f"arguments 1-{number - 1}"
        text = low.text(f"zip() argument {number} is {how} than {others}")
        low.raise_runtime("value_error", text)

    def item(self) -> ir.Value:
        return self.low.make_tuple([p.item() for p in self.parts])


class MapSource(Source):
    """map(f, xs): f applied to each item."""

    def __init__(self, low: Lowering, node: ast.AST, function: ast.expr, parts: list[Source]):
        super().__init__(low, node)
        self.function, self.parts = function, parts

    def advance(self, done: ir.Block) -> None:
        for part in self.parts:
            part.advance(done)

    def item(self) -> ir.Value:
        return self.low.apply(self.function, [p.item() for p in self.parts], self.node)


class FilterSource(Source):
    """filter(f, xs): the items for which f is true; f may be None."""

    def __init__(self, low: Lowering, node: ast.AST, function: ast.expr, inner: Source) -> None:
        super().__init__(low, node)
        self.function, self.inner = function, inner
        self.current: ir.Local | None = None

    def advance(self, done: ir.Block) -> None:
        low = self.low
        again, good = low.new_block("again"), low.new_block("passes")
        low.goto(again)
        low.enter_block(again)
        self.inner.advance(done)
        item = self.inner.item()
        self.current = self.current or low.local("item", item.type)
        low.store(self.current, item)
        verdict = item
        if not (isinstance(self.function, ast.Constant) and self.function.value is None):
            verdict = low.apply(self.function, [item], self.node)
        low.branch(low.truth(verdict, self.node), good, again)
        low.enter_block(good)

    def item(self) -> ir.Value:
        assert self.current is not None
        return self.low.load(self.current)
