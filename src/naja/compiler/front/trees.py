"""Walking syntax trees, fast: the front end visits every node of every file it reads.

Like `ast.iter_child_nodes` and `ast.walk`, but without operators and contexts (`ast.Add`,
`ast.Load` …), which nobody looks for, and with the fields of each kind of node looked up once.
"""

from __future__ import annotations

import ast
from typing import Any

_NO_NODES = {
    *("arg", "asname", "attr", "conversion", "ctx", "id", "is_async", "kind", "kwd_attrs"),
    *("level", "lineno", "module", "name", "op", "ops", "rest", "simple", "type_comment"),
}
_fields: dict[type, tuple[str, ...]] = {ast.Constant: (), ast.MatchSingleton: ()}


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes directly below, in source order."""
    kind = type(node)
    names = _fields.get(kind)
    if names is None:
        names = _fields[kind] = tuple(n for n in kind._fields if n not in _NO_NODES)
    found: list[ast.AST] = []
    held = node.__dict__
    for name in names:
        value = held.get(name)
        if type(value) is list:
            found += [item for item in value if isinstance(item, ast.AST)]
        elif value is not None:
            found.append(value)
    return found


def walk(node: ast.AST) -> list[ast.AST]:
    """The node and all below it."""
    found = [node]
    for item in found:
        found += children(item)
    return found


def walk_own(body: list[Any]) -> list[ast.AST]:
    """All nodes of a function, nested functions themselves but not their insides."""
    found: list[ast.AST] = list(body)
    for node in found:
        if type(node) not in SCOPES:
            found += children(node)
    return found


SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
