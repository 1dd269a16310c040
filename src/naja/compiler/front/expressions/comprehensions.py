"""List, set and dict comprehensions, and generator expressions that a builtin consumes at once."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import Fact, has_var
from naja.compiler.front.bodies import is_asynchronous
from naja.compiler.front.expressions.variables import Variables
from naja.compiler.front.names import assigned_names, used_names
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Poisoned
from naja.compiler.front.trees import walk
from naja.compiler.front.values import Expression, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering
    from naja.compiler.front.statements.iteration import Source

COMPENSATED = sys.version_info >= (3, 12)
"""Whether `sum` of floats takes more than additions."""


class Comprehensions(Variables):
    """A comprehension's variables are locals of their own, which hide those of the function."""

    def on_listcomp(self: Lowering, node: ast.ListComp, expected: t.Type | None) -> Expression:
        return self._collect("list", "append", node, expected, [node.elt])

    def on_setcomp(self: Lowering, node: ast.SetComp, expected: t.Type | None) -> Expression:
        return self._collect("set", "add", node, expected, [node.elt])

    def on_dictcomp(self: Lowering, node: ast.DictComp, expected: t.Type | None) -> Expression:
        return self._collect("dict", "__setitem__", node, expected, [node.key, node.value])

    def _collect(
        self: Lowering,
        builtin: str,
        method: str,
        node: ast.ListComp | ast.SetComp | ast.DictComp,
        expected: t.Type | None,
        parts: list[ast.expr],
    ) -> ir.Value:
        wanted = [self._element(expected, builtin, i) for i in range(len(parts))]
        args = tuple(w or self.inst.variable(node, i) for i, w in enumerate(wanted))
        target = self.new_object(bindings.builtin_type(builtin, *args), node)
        holder = self.local("result", target.type)
        if not has_var(target.type):
            self.store(holder, target)

        def add() -> None:
            values: list[ir.Value] = []
            for at, (part, arg, want) in enumerate(zip(parts, args, wanted, strict=True)):
                value = self.value(part, want)
                if want is None:
                    self.solve_element(arg, value.type)
                    self.note_item(node, arg, value.type, at)
                    self.must_fit(value, arg, part)
                values.append(value)
            self.call_method(self.load(holder), method, list(values), node)

        def expect(source: Source) -> None:
            count = source.foreseen()
            if builtin == "list" and count is not None and not has_var(target.type):
                self.call_method(self.load(holder), "_expect", [count], node)

        self.generate(node.generators, add, parts, expect)
        return self.load(holder)

    def summed(self: Lowering, node: ast.Call) -> ir.Value | None:
        """sum(x for …) of numbers, without a list; None for any other sum."""
        argument = node.args[0] if len(node.args) == 1 and not node.keywords else None
        if not isinstance(argument, ast.GeneratorExp) or is_asynchronous(argument):
            return None
        if node in self.inst.listed:
            return None
        total = self.local("total", t.INT)
        first = ir.StoreLocal(loc=self.loc, local=total, value=const_int(0))
        self.emit(first)

        def add() -> None:
            item = self.value(argument.elt)
            type_ = self.need(item.type)
            if type_ is t.FLOAT and not COMPENSATED:
                total.type, first.value = t.FLOAT, ir.Const(t.FLOAT, 0.0)
                result = self.arith("fadd", self.load(total), item)
            elif type_ is t.INT or type_ is t.BOOL:
                result = self.checked("add", self.load(total), self.convert(item, t.INT))
            else:
                self.inst.listed.add(node)
                self.inst.invalidate()
                raise Poisoned
            self.store(total, result)

        self.generate(argument.generators, add, [argument.elt])
        return self.load(total)

    def solve_element(self: Lowering, variable: t.Type, type_: t.Type) -> None:
        from naja.compiler.front.annotations.facts import known, unify

        if has_var(variable):
            unify(variable, known(type_))

    def generate(
        self: Lowering,
        generators: list[ast.comprehension],
        action: Callable[[], None],
        parts: list[ast.expr],
        expect: Callable[[Source], None] | None = None,
    ) -> None:
        """Run `action` for every combination that the generators give. parts: what it evaluates,
        where functions may capture the variables. The first iterable is evaluated outside, where a
        name may mean something else. expect: told of it where each of its items counts once."""
        first = self._iterated(generators[0])
        if expect is not None and len(generators) == 1 and not generators[0].ifs:
            expect(first)
        names = assigned_names([g.target for g in generators])
        hidden = {n: self.slots.pop(n) for n in names if n in self.slots}
        facts = {n: self.inst.var_facts.pop(n) for n in names if n in self.inst.var_facts}
        cells = self.inst.cells & names
        self.inst.cells -= names
        assigned, own = set(self.flow.assigned), set(self.own_names)
        self.own_names |= names
        of_module, self.global_names = self.global_names, self.global_names - names
        outer = self.iterated
        self.iterated = outer | names
        shared = {n: f"{n}.{id(generators[0])}" for n in _captured(names, generators, parts)}
        for name, key in shared.items():
            self._share(name, key)
        try:
            self._generator(first, generators, action)
        finally:
            for name in names:
                fact = self.inst.var_facts.pop(name, None)
                if name in shared and fact is not None:
                    self.inst.var_facts[shared[name]].grow(fact.type)
                self.slots.pop(name, None)
                self.inst.cells.discard(name)
            self.slots.update(hidden)
            self.inst.var_facts.update(facts)
            self.inst.cells |= cells
            self.own_names, self.global_names = own, of_module
            self.iterated = outer
            self.flow.assigned = (self.flow.assigned - names) | (
                assigned & (self.flow.assigned | names)
            )

    def _share(self: Lowering, name: str, key: str) -> None:
        """A variable that functions made in the comprehension capture: one cell for each time that
        it runs, so they see the last value."""
        fact = self.inst.var_facts.setdefault(key, Fact(t.UNKNOWN))
        type_ = fact.read(self.inst)
        if type_ is t.UNKNOWN:
            return
        cell = self.local(name, self.cell_type(type_))
        self.store(cell, self.allocate(self.cell_type(type_)))
        self.slots[name] = cell
        self.inst.cells.add(name)

    def _iterated(self: Lowering, generator: ast.comprehension) -> Source:
        return (self.async_source if generator.is_async else self.walked)(generator.iter)

    def _generator(
        self: Lowering,
        source: Source,
        generators: list[ast.comprehension],
        action: Callable[[], None],
    ) -> None:
        generator, rest = generators[0], generators[1:]
        head, after = self.new_block("each"), self.new_block("after")
        self.forget_changed(generator)
        self.goto(head)
        self.enter_block(head)
        source.advance(after)
        if self.block is not None:
            self.assign(generator.target, source.item(), generator.target)
            for test in generator.ifs:
                if self.block is None:
                    break
                good = self.new_block("if")
                self.condition(test, good, head)
                self.enter_block(good)
            if self.block is not None and rest:
                self._generator(self._iterated(rest[0]), rest, action)
            elif self.block is not None:
                action()
            self.goto(head)
        self.enter_block(after)


def _captured(
    names: set[str], generators: list[ast.comprehension], parts: list[ast.expr]
) -> set[str]:
    """The variables that lambdas inside a comprehension use."""
    inside: list[ast.AST] = [*parts, *(test for g in generators for test in g.ifs)]
    lambdas = [n for part in inside for n in walk(part) if isinstance(n, ast.Lambda)]
    return {name for n in lambdas for name in used_names(n)} & names
