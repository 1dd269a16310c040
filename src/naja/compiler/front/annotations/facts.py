"""What inference knows so far: facts that only grow, and who has read them.

A function is lowered in one forward pass. Where the pass meets something not known yet (the
element type of an empty list, the result of a function without annotation, the type of an
attribute set elsewhere) it reads a `Fact`; when the fact grows, every function that read it is
lowered again. So inference is a fixpoint without a constraint solver.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.notations import rebuild
from naja.compiler.front.annotations.widening import element, grown

if TYPE_CHECKING:
    from naja.compiler.front.instance import FunctionInstance


class Fact:
    """A type that may still grow. `fixed`: annotated, so it never does, unless it is `open`: an
    annotation of the program, which takes narrower numbers too. `bound`: what is declared of a
    type that is inferred. `any`: declared as a type that mentions Any."""

    def __init__(
        self,
        type_: t.Type,
        fixed: bool = False,
        open_: bool = False,
        bound: t.Type | None = None,
        any_: bool = False,
    ) -> None:
        self.any = any_
        self.type, self.fixed, self.open, self.bound = type_, fixed, open_, bound
        self.readers: set[FunctionInstance] = set()
        self.joined: list[Fact] = []

    def read(self, reader: FunctionInstance | None) -> t.Type:
        type_ = known(self.type)
        if (self.open or not self.fixed) and reader is not None:
            self.readers.add(reader)
            for variable in variables(type_):
                variable.readers.add(reader)
        return type_

    def grow(self, type_: t.Type) -> None:
        """Join `type_` into the fact; those who read it are lowered again if it changed."""
        joined = join(self.type, type_)
        if joined is not self.type:
            self.type = joined
            self.tell()

    def tell(self) -> None:
        for reader in list(self.readers):
            reader.invalidate()
        for other in self.joined:
            other.take(self.type) if other.fixed else other.grow(self.type)

    def join_with(self, other: Fact) -> None:
        """Two bases of a class have the same field: what is put in by one, the other reads."""
        if other is self or other in self.joined:
            return
        for one, two in ((self, other), (other, self)):
            if two.open or not two.fixed:
                one.joined.append(two)
                two.take(one.type) if two.fixed else two.grow(one.type)

    def take(self, type_: t.Type) -> bool:
        """An annotated place is given a narrower number: whether it grew."""
        have = known(self.type)
        joined = grown(have, known(type_)) if self.open else None
        if joined is None or joined is have:
            return False
        self.type = joined
        self.tell()
        return True

    def replace(self, type_: t.Type) -> None:
        """The fact follows from others that have grown."""
        if type_ is not self.type:
            self.type = type_
            self.tell()


class Var(t.Type):
    """The element type of an empty display until something is put in."""

    def __init__(self, owner: FunctionInstance, node: ast.AST, index: int = 0) -> None:
        self.owner, self.node, self.index = owner, node, index
        self.solution: t.Type | None = None
        self.readers: set[FunctionInstance] = {owner}
        self.name = "?"

    def solve(self, type_: t.Type) -> None:
        if self in variables(type_) or t.has_unknown(type_):
            return
        self.solution = self.owner.placed(self, element(type_, self.owner.elements))
        for reader in list(self.readers):
            reader.invalidate()


def known(item: t.Type) -> t.Type:
    """`item` with every solved variable replaced by its solution."""
    if isinstance(item, Var):
        return known(item.solution) if item.solution is not None else item
    parts = t.parts_of(item)
    if not parts:
        return item
    new = tuple(known(p) for p in parts)
    return item if all(a is b for a, b in zip(new, parts, strict=True)) else rebuild(item, new)


def has_var(item: t.Type) -> bool:
    """Whether an unsolved variable or an unknown stands anywhere inside."""
    item = known(item)
    if isinstance(item, Var) or item is t.UNKNOWN:
        return True
    return any(has_var(p) for p in t.parts_of(item))


def variables(item: t.Type) -> list[Var]:
    item = known(item)
    if isinstance(item, Var):
        return [item]
    return [v for p in t.parts_of(item) for v in variables(p)]


def unify(a: t.Type, b: t.Type) -> bool:
    """Solve variables so that both are the same type; False where they cannot be."""
    a, b = known(a), known(b)
    if a is b:
        return True
    if isinstance(a, Var):
        a.solve(b)
        return True
    if isinstance(b, Var):
        b.solve(a)
        return True
    if type(a) is not type(b) or getattr(a, "cls", None) is not getattr(b, "cls", None):
        return False
    if getattr(a, "code", None) != getattr(b, "code", None):
        return False
    mine, yours = t.parts_of(a), t.parts_of(b)
    if len(mine) != len(yours) or not mine:
        return False
    return False not in [unify(x, y) for x, y in zip(mine, yours, strict=True)]


def join(a: t.Type, b: t.Type) -> t.Type:
    """The least type that holds values of both."""
    a, b = known(a), known(b)
    if a is b or b in (t.NEVER, t.UNKNOWN):
        return a
    if a in (t.NEVER, t.UNKNOWN):
        return b
    if (has_var(a) or has_var(b)) and unify(a, b):
        return known(a)
    if isinstance(a, t.TupleType) and isinstance(b, t.TupleType) and len(a.items) == len(b.items):
        return t.tuple_type(tuple(join(x, y) for x, y in zip(a.items, b.items, strict=True)))
    if isinstance(a, t.FunctionType) and isinstance(b, t.FunctionType) and a.code == b.code:
        held = [_join_held(x, y) for x, y in zip(a.items, b.items, strict=True)]
        return t.function_type(a.code, tuple(held))
    for one, other in ((a, b), (b, a)):
        if isinstance(one, t.CallableType) and isinstance(other, t.FunctionType):
            return one
    together = _join_callables(a, b)
    if together is not None:
        return together
    for union, other in ((a, b), (b, a)):
        if isinstance(union, t.UnionType) and has_var(other):
            for item in union.items:
                if unify(item, other):
                    return union
    return t.union_type([a, b])


def _join_callables(a: t.Type, b: t.Type) -> t.Type | None:
    """Functions that take the same cannot be told apart: they are one type that gives what either
    gives. None where there are no such."""
    if isinstance(a, t.RecursiveUnion) or isinstance(b, t.RecursiveUnion):
        return None
    items = [i for x in (a, b) for i in (x.items if isinstance(x, t.UnionType) else (x,))]
    rest = [i for i in items if not isinstance(i, t.CallableType)]
    results: dict[tuple[t.Type, ...], t.Type] = {}
    for item in items:
        if isinstance(item, t.CallableType):
            have = results.get(item.params, t.NEVER)
            if t.CoroutineType in (type(known(have)), type(known(item.result))):
                return None
            results[item.params] = join(have, item.result)
    if len(results) + len(rest) == len(items):
        return None
    made = [t.callable_type(params, result) for params, result in results.items()]
    return t.union_type([*rest, *made])


def _join_held(a: t.Type, b: t.Type) -> t.Type:
    """What a function value holds: a variable's cell grows with the type of the variable."""
    if isinstance(a, t.ClassType) and isinstance(b, t.ClassType) and a.cls is b.cls and a.args:
        return t.class_type(a.cls, tuple(join(x, y) for x, y in zip(a.args, b.args, strict=True)))
    return join(a, b)
