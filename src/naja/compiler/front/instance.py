"""One function to compile: a live function (or a nested one) with concrete types for its
parameters.

The `ir` object keeps its identity while the function is lowered again, so callers may refer to it
at any time.
"""

from __future__ import annotations

import ast
import types
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import Fact, Var, has_var, join
from naja.compiler.front.annotations.notations import Env, elements_of, stated
from naja.compiler.front.annotations.widening import is_library
from naja.compiler.front.sources import SourceFile
from naja.compiler.front.trees import walk_own
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.world import World


@dataclass(eq=False)
class Parameter:
    """A parameter with its concrete type. default: the live default, or that of a nested function
    as syntax. variadic: *args; named: **kwargs. declared: its annotation, where the program gives
    one."""

    name: str
    type: t.Type
    default: Any = None
    has_default: bool = False
    keyword_only: bool = False
    default_node: ast.expr | None = None
    variadic: bool = False
    declared: t.Type | None = None
    named: bool = False
    positional_only: bool = False


@dataclass(eq=False)
class Capture:
    """A variable of an enclosing function. cell: it lives in a heap cell because it changes after
    the capture."""

    name: str
    type: t.Type
    cell: bool


@dataclass(eq=False)
class Yields:
    """What a generator's body yields, takes by send(), and returns. cls: the class of its
    object. manager: of the manager that is made of it."""

    cls: type
    item: Fact
    sent: t.Type
    returned: Fact
    manager: type | None = None

    @property
    def settled(self) -> bool:
        """Whether all of it is annotated."""
        return self.item.fixed and self.returned.fixed

    def type(self, reader: FunctionInstance | None) -> t.ClassType:
        """The type of the generator's object, as far as is known."""
        parts = (self.item.read(reader), self.sent, self.returned.read(reader))
        return t.class_type(self.cls, parts[: len(getattr(self.cls, "__parameters__", ()))])

    def made(self, type_: t.ClassType) -> t.ClassType:
        """The type of what a call of the function gives."""
        return type_ if self.manager is None else t.class_type(self.manager, type_.args[:1])


@dataclass(eq=False)
class FunctionInstance:
    world: World
    name: str
    source: SourceFile
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    namespace: dict[str, Any]
    env: Env
    parameters: list[Parameter]
    result: Fact
    ir: ir.Function
    function: Any = None
    owner: t.ClassType | None = None
    captures: list[Capture] = field(default_factory=list)
    parent: FunctionInstance | None = None
    scope: dict[str, Any] = field(default_factory=dict)
    nested: dict[str, ast.AST] = field(default_factory=dict)
    state: str = "new"
    queued: bool = False
    passes: int = 0
    var_facts: dict[str, Fact] = field(default_factory=dict)
    cells: set[str] = field(default_factory=set)
    flagged: set[str] = field(default_factory=set)
    listed: set[ast.Call] = field(default_factory=set)
    """Sums of generator expressions that give something else than numbers."""
    unsolved: dict[tuple[int, int], Var] = field(default_factory=dict)
    problems: list[Any] = field(default_factory=list)
    poisoned: bool = False
    puzzle: ast.AST | None = None
    dirty: bool = False
    trivial: bool = False
    unchecked: bool = False
    asked: tuple[FunctionInstance, ast.AST] | None = None
    raises: bool | None = None
    loose: bool = False
    stands_for: Any = None
    """Of what passes a call on to an override: the function of the base class."""
    hollow: bool = False
    """Says nothing of its result: an empty method that subclasses override."""
    silent: bool = False
    """No override of it returns anything either."""
    says_none: bool = False
    """Annotated `-> None`, which holds for a function that never ends too."""
    plain: set[int] = field(default_factory=set)
    told: set[FunctionInstance] = field(default_factory=set)
    doubtful: bool = False
    """What it cannot do raises when it runs (`expressions.doubts`)."""
    makes: Yields | None = None
    """Of the outer function of a generator: what its body is going to yield."""
    yields: Yields | None = None
    """Of the body of a generator."""
    body: FunctionInstance | None = None
    body_traced: bool = False

    def doubt(self) -> None:
        """Not all of what callers give it need be what it can work with: where it declares too
        little to tell, what it cannot do raises when it runs."""
        if not self.doubtful and self.declares_too_little:
            self.doubtful = True
            if self.problems:
                self.invalidate()

    @cached_property
    def declares_too_little(self) -> bool:
        """Whether there is a parameter that takes anything, or a type parameter of the library."""
        function = self.function
        if isinstance(function, types.FunctionType):
            if is_library(function):
                return bool(self.env)
            names = [p.name for p in self.parameters[self.owner is not None :]]
            return any(stated(function, name) is None for name in names)
        given: ast.arguments | None = getattr(self.node, "args", None)
        return given is not None and any(a.annotation is None for a in given.args)

    def invalidate(self) -> None:
        """Lower this function again: something that it read has grown."""
        self.dirty = True
        if self.state != "lowering":
            self.world.enqueue(self)

    def variable(self, node: ast.AST, index: int = 0) -> t.Type:
        """The element type of the display at `node`: a variable until it is solved, the same in
        every pass."""
        key = (id(node), index)
        if key not in self.unsolved:
            self.unsolved[key] = Var(self, node, index)
        found = self.unsolved[key]
        return found if found.solution is None else found.solution

    def placed(self, variable: Var, type_: t.Type) -> t.Type:
        """What the container made at a variable's place holds, with what is put in later."""
        from naja.compiler.front.annotations.sites import place_of

        if self.is_library or has_var(type_):
            return type_
        sites = self.world.sites
        key = place_of(self, variable.node, variable.index)
        whole = join(type_, sites.hints.get(key, t.NEVER))
        sites.found[key] = (whole, variable.node, self)
        return whole

    @property
    def is_library(self) -> bool:
        """Whether it is Naja's own: there an int becomes a float where one is declared."""
        return str(self.namespace.get("__name__", "")).partition(".")[0] == "naja"

    @property
    def elements(self) -> dict[t.Type, t.Type]:
        return elements_of(self.namespace)

    @property
    def is_async(self) -> bool:
        return isinstance(self.node, ast.AsyncFunctionDef)

    @cached_property
    def has_yield(self) -> bool:
        """Whether it is a generator function, or the body of one."""
        return has_yield(self.node)

    @property
    def is_generator(self) -> bool:
        """Whether calling it makes a generator; its body is an instance of its own."""
        return self.has_yield and self.yields is None

    @property
    def is_coroutine(self) -> bool:
        """Whether its frame outlives the call: an `async def`, or the body of a generator."""
        return self.yields is not None or (self.is_async and not self.has_yield)

    def __hash__(self) -> int:
        return id(self)


def has_yield(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> bool:
    """Whether a function is a generator function."""
    body = node.body if isinstance(node.body, list) else [node.body]
    return any(isinstance(n, ast.Yield | ast.YieldFrom) for n in walk_own(body))
