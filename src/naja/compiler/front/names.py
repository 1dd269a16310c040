"""Which names a piece of syntax assigns, reads and owns."""

from __future__ import annotations

import ast
from typing import Any

from naja.compiler.front import sources
from naja.compiler.front.sources import FUNCTIONS
from naja.compiler.front.trees import children, walk, walk_own

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
IMPORTS = (ast.Import, ast.ImportFrom)
CONSUMERS = frozenset(
    (
        *("all", "any", "dict", "extend", "frozenset", "join", "list", "max", "min", "set"),
        *("sorted", "sum", "tuple", "update"),
    )
)
"""Functions that are done with an iterable when they return."""
FOLDED = (bool, int, float, str, bytes, type(None))


def assigned_names(nodes: list[Any], defined: bool = True) -> set[str]:
    """Names that these statements bind, not looking into nested functions and classes. defined:
    also by definitions and imports."""
    found: set[str] = set()
    stack = list(nodes)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Name):
            if type(node.ctx) is not ast.Load:
                found.add(node.id)
            continue
        if isinstance(node, DEFINITIONS):
            found.update([node.name] if defined else [])
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, COMPREHENSIONS):
            stack += [n for n in walk(node) if isinstance(n, ast.NamedExpr)]
            continue
        if isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
        elif isinstance(node, IMPORTS) and defined:
            found.update((a.asname or a.name.split(".")[0]) for a in node.names)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            found.add(node.rest)
        elif isinstance(node, ast.MatchAs | ast.MatchStar) and node.name:
            found.add(node.name)
        stack += children(node)
    return found


def used_names(node: ast.AST) -> set[str]:
    """Names that it mentions, less what comprehensions and functions in it have for themselves."""
    found: set[str] = set()
    stack = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, ast.Name):
            found.add(part.id)
        elif isinstance(part, COMPREHENSIONS) and part is not node:
            found |= used_names(part) - assigned_names([g.target for g in part.generators])
            found |= used_names(part.generators[0].iter)
        elif isinstance(part, FUNCTIONS) and part is not node:
            found |= used_names(part) - own_names(part)
            for outside in (*part.args.defaults, *part.args.kw_defaults):
                found |= used_names(outside) if outside is not None else set()
        else:
            stack += children(part)
    return found


def own_names(node: Any) -> set[str]:
    """Parameters and variables of a function, less those that it says are another's."""
    body = node.body if isinstance(node.body, list) else [node.body]
    others = {
        name for n in walk_own(body) if isinstance(n, ast.Nonlocal | ast.Global) for name in n.names
    }
    return ({a.arg for a in sources.all_arguments(node)} | assigned_names(body)) - others


def names_of_functions(body: list[Any]) -> set[str]:
    """What the functions and methods below these statements mention and do not own."""
    found: set[str] = set()
    stack = list(body)
    while stack:
        node = stack.pop()
        if isinstance(node, FUNCTIONS):
            found |= used_names(node) - own_names(node)
        else:
            stack += children(node)
    return found


def used_at_once(call: ast.Call) -> list[ast.expr]:
    """Generator expressions that end before anything else can happen."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    return call.args if name in CONSUMERS else []


def store_counts(body: list[Any]) -> dict[str, int]:
    """How often each name is bound; twice for one bound inside a loop."""
    counts: dict[str, int] = {}

    def visit(node: ast.AST, weight: int) -> None:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            counts[node.id] = counts.get(node.id, 0) + weight
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            return
        inner = 2 if isinstance(node, ast.For | ast.While | ast.AsyncFor) else weight
        for child in children(node):
            visit(child, inner)

    for statement in body:
        visit(statement, 1)
    return counts


def rebound_names(body: list[Any]) -> set[str]:
    """Names of nested functions that the function binds in several places."""
    own = walk_own(body)
    defined = [n.name for n in own if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    stored = [n.id for n in own if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    lambdas = [
        n.targets[0].id
        for n in own
        if isinstance(n, ast.Assign)
        and isinstance(n.value, ast.Lambda)
        and isinstance(n.targets[0], ast.Name)
    ]
    return {n for n in {*defined, *lambdas} if (defined + stored).count(n) > 1}


def parameter_names(instance: Any) -> set[str]:
    return {p.name for p in instance.parameters}


def nonlocal_names(node: ast.AST) -> set[str]:
    return {name for n in walk(node) if isinstance(n, ast.Nonlocal) for name in n.names}


def read_before_set(statements: list[ast.stmt], before: frozenset[str] = frozenset()) -> set[str]:
    """Names that a block may read, or change in place, before it assigns to them itself."""
    read: set[str] = set()
    stored = set(before)
    for statement in statements:
        bodies = [b for b in _bodies(statement) if b]
        inner = {id(n) for body in bodies for s in body for n in walk(s)}
        own = [n for n in walk(statement) if id(n) not in inner]
        read |= _loaded(own) - stored
        sure = {n.id for n in own if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        for body in bodies:
            read |= read_before_set(body, frozenset(stored | sure))
        if isinstance(statement, ast.Assign | ast.AnnAssign | ast.With):
            stored |= sure
    return read


def _bodies(statement: ast.stmt) -> list[list[ast.stmt]]:
    """The blocks inside a statement that belong to the same scope."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return []
    handlers = [h.body for h in getattr(statement, "handlers", ())]
    cases = [c.body for c in getattr(statement, "cases", ())]
    names = ("body", "orelse", "finalbody")
    return [*(getattr(statement, n, []) for n in names), *handlers, *cases]


def _loaded(nodes: list[ast.AST]) -> set[str]:
    """Names that are read there."""
    changed = [n.target for n in nodes if isinstance(n, ast.AugAssign)]
    read = [n for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]
    return {n.id for n in [*read, *changed] if isinstance(n, ast.Name)}
