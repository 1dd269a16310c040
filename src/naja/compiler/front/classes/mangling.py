"""Private names: inside a class `Account`, `__balance` means `_Account__balance`.

CPython renames when it compiles; the live class has the long names already. Here the syntax tree
gets them, once, when a file is parsed. Names that functions are defined under in the class body
itself stay: the live function's own `__name__` is the short one.
"""

from __future__ import annotations

import ast
from typing import Any

NAMED: dict[type[ast.AST], str] = {
    ast.Name: "id",
    ast.Attribute: "attr",
    ast.arg: "arg",
    ast.keyword: "arg",
    ast.ExceptHandler: "name",
    ast.MatchAs: "name",
    ast.MatchStar: "name",
    ast.MatchMapping: "rest",
    ast.FunctionDef: "name",
    ast.AsyncFunctionDef: "name",
    ast.ClassDef: "name",
}
"""The field of each node that holds a name which the compiler renames."""


def mangle(tree: ast.AST) -> None:
    """Rename the private names in every class below."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            prefix = node.name.lstrip("_")
            for statement in node.body if prefix else ():
                _rename(statement, f"_{prefix}", isinstance(statement, _DEFINITIONS))


_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def is_private(name: Any) -> bool:
    return isinstance(name, str) and name.startswith("__") and not name.endswith("__")


def _rename(node: ast.AST, prefix: str, keeps_name: bool = False) -> None:
    """Rename in one statement of a class; a class inside renames its own body."""
    field = NAMED.get(type(node))
    if field and not keeps_name and is_private(name := getattr(node, field)):
        setattr(node, field, prefix + name)
    if isinstance(node, ast.Global | ast.Nonlocal):
        node.names = [prefix + n if is_private(n) else n for n in node.names]
    inner = node.body if isinstance(node, ast.ClassDef) else []
    for child in ast.iter_child_nodes(node):
        if child not in inner:
            _rename(child, prefix)
