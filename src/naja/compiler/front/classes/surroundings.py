"""Classes inside functions that use variables of these functions.

The variables live in cells, as those that closures change. An object holds the cells of the run of
the class statement that it was made for: a hidden field for each, set before `__init__` runs from
static places, which are filled wherever the class is mentioned. Its methods are rewritten to read
the variables there; static and class methods read the static places.
"""

from __future__ import annotations

import ast
import copy
import enum
import types
from dataclasses import dataclass
from typing import Any, TypeVar

from naja.compiler.front import sources
from naja.compiler.front.names import assigned_names, own_names
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.sources import FUNCTIONS
from naja.compiler.front.trees import walk

Made = TypeVar("Made", bound=ast.AST)
IMPLICIT = ("__new__", "__init_subclass__", "__class_getitem__")


@dataclass(eq=False)
class Surroundings:
    """names: the variables that the methods of a class use. definer: the function. once: what
    happens to the class lets only one run of its statement be known. objects: they hold cells."""

    cls: type
    names: list[str]
    definer: ast.AST
    once: bool
    objects: bool

    def __deepcopy__(self, memo: object) -> Surroundings:
        return self

    def field(self, name: str) -> str:
        return f"{name}@{self.cls.__qualname__}"


_known: dict[type, Surroundings] = {}
_rewritten: dict[tuple[int, type], tuple[ast.AST, Any]] = {}


class Held(ast.expr):
    """The cell of a variable around a class, as the last run of the class statement left it."""

    around: Surroundings
    variable: str


def own(cls: type) -> Surroundings | None:
    """What a class uses itself."""
    return _known.get(cls)


def of(cls: type) -> list[Surroundings]:
    """What a class and its bases use."""
    return [_known[c] for c in cls.__mro__ if c in _known]


def fields(cls: type) -> list[str]:
    """The hidden fields that a class brings."""
    found = _known.get(cls)
    return [found.field(n) for n in found.names] if found is not None and found.objects else []


def register(cls: type, node: ast.ClassDef, names: set[str], definer: Any) -> None:
    """A class was made whose methods use these variables of the function around it."""
    if not names:
        return
    objects = not isinstance(cls, enum.EnumMeta) and not issubclass(cls, tuple)
    lone = any(_is_alone(cls, f) and names & _mentioned(f) for f in node.body)
    once = lone or not objects or _escapes(node.name, definer)
    _known[cls] = Surroundings(cls, sorted(names), definer, once, objects)


def changing_names(body: list[Any], own: set[str]) -> set[str]:
    """The variables of a function that classes in it use: they live in cells."""
    found: set[str] = set()
    for node in body:
        if isinstance(node, ast.ClassDef):
            for part in walk(node):
                if isinstance(part, FUNCTIONS):
                    found |= (_mentioned(part) - own_names(part)) & own
    return found


def _mentioned(node: ast.AST) -> set[str]:
    return {n.id for n in walk(node) if isinstance(n, ast.Name)}


def _is_alone(cls: type, node: ast.AST) -> bool:
    """Whether a function of the class body has no object to ask."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    return this_of(cls, node) is None


def this_of(cls: type, node: Any) -> str | None:
    """The name of the object in a method; None without one, or where the name is bound again."""
    live = vars(cls).get(node.name)
    given = [*node.args.posonlyargs, *node.args.args]
    alone = isinstance(live, staticmethod | classmethod) or node.name in IMPLICIT
    if alone or not given or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    name = given[0].arg
    return None if name in assigned_names(node.body) else name


def _escapes(name: str, definer: Any) -> bool:
    """Whether a function does more with a class than to call it and to ask about it."""
    allowed: set[int] = set()
    for node in walk(definer):
        if isinstance(node, ast.Call):
            asks = isinstance(node.func, ast.Name) and node.func.id in ("isinstance", "issubclass")
            allowed |= {id(n) for a in node.args for n in ast.walk(a)} if asks else {id(node.func)}
        elif isinstance(node, ast.Attribute):
            allowed.add(id(node.value))
        elif isinstance(node, ast.ClassDef):
            allowed |= {id(b) for b in node.bases}
        elif isinstance(node, ast.MatchClass):
            allowed.add(id(node.cls))
        for part in _types_in(node):
            allowed |= {id(n) for n in ast.walk(part)}
    uses = [n for n in walk(definer) if isinstance(n, ast.Name) and n.id == name]
    return any(id(n) not in allowed for n in uses)


def _types_in(node: ast.AST) -> list[ast.expr]:
    """The parts of a node that name types."""
    parts = [getattr(node, n, None) for n in ("annotation", "returns")]
    parts += [node.type] if isinstance(node, ast.ExceptHandler) else []
    return [p for p in parts if isinstance(p, ast.expr)]


# ---- methods ------------------------------------------------------------------------------------


def rewritten(node: Any, function: types.FunctionType) -> Any:
    """A method with its variables of the function around the class read where they are."""
    cls = sources.local_functions.get(id(function.__code__))
    found = _known.get(cls) if cls is not None else None
    if cls is None or found is None:
        return node
    key = (id(node), cls)
    if key not in _rewritten:
        asked = found.objects and hasattr(node, "name")
        this = this_of(cls, node) if asked else None
        made = _Reads(found, this).method(copy.deepcopy(node))
        _rewritten[key] = node, made
    return _rewritten[key][1]


class _Reads(ast.NodeTransformer):
    """Puts `self.<cell>.value` in the place of each variable."""

    def __init__(self, around: Surroundings, this: str | None) -> None:
        self.around, self.this = around, this
        self.names = set(around.names)

    def method(self, node: Any) -> Any:
        self.names -= own_names(node)
        self._check(node)
        body = node.body
        node.body = (
            [self.visit(s) for s in body] if isinstance(body, list) else self.visit(node.body)
        )
        return node

    def _check(self, node: ast.AST) -> None:
        for part in walk(node):
            target = part.target if isinstance(part, ast.NamedExpr) else None
            gone = isinstance(part, ast.Name) and isinstance(part.ctx, ast.Del)
            name = part.id if gone else getattr(target, "id", "")  # type: ignore[attr-defined]
            if name in self.names and name not in own_names(node):
                reason = f"the variable '{name}' around the class is deleted or bound by :="
                raise Unsupported(part, reason, "assign it in a statement of its own")

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id not in self.names:
            return node
        if self.this is None:
            cell: ast.expr = Held()
            cell.around, cell.variable = self.around, node.id  # type: ignore[attr-defined]
        else:
            this = ast.Name(self.this, ast.Load())
            cell = ast.Attribute(this, self.around.field(node.id), ast.Load())
        made = _placed(ast.Attribute(cell, "value", node.ctx), node)
        made.held = self.around, node.id  # type: ignore[attr-defined]
        return made

    def visit_Nonlocal(self, node: ast.Nonlocal) -> ast.AST:
        node.names = [n for n in node.names if n not in self.names]
        return node if node.names else ast.copy_location(ast.Pass(), node)

    def _function(self, node: Any) -> ast.AST:
        return self._inside(node, own_names(node))

    def _comprehension(self, node: Any) -> ast.AST:
        return self._inside(node, assigned_names([g.target for g in node.generators]))

    def _inside(self, node: ast.AST, own: set[str]) -> ast.AST:
        """What has variables of its own."""
        names, this = self.names, self.this
        self.names = names - own
        self.this = None if this in own else this
        self.around.once |= this in own
        self.generic_visit(node)
        self.names, self.this = names, this
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = visit_Lambda = _function
    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension


def _placed(made: Made, node: ast.AST) -> Made:
    for part in ast.walk(made):
        if isinstance(part, ast.expr) and not hasattr(part, "lineno"):
            ast.copy_location(part, node)
    return made
