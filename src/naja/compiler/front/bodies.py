"""What the body of a function says about it."""

from __future__ import annotations

import ast
from typing import Any

from naja.compiler.front import sources


def body_of(node: sources.FunctionNode) -> list[Any]:
    """The statements of a function, or the expression of a lambda."""
    return node.body if isinstance(node.body, list) else [node.body]


def is_asynchronous(node: ast.GeneratorExp) -> bool:
    inside: list[ast.AST] = [node.elt, *node.generators]
    if any(g.is_async for g in node.generators):
        return True
    return any(isinstance(n, ast.Await) for part in inside for n in ast.walk(part))


def is_stub(node: Any) -> bool:
    """A body that says nothing, or only that it is to be overridden."""
    body = [s for s in body_of(node) if not _is_remark(s)]
    if len(body) == 1 and isinstance(body[0], ast.Raise):
        raised = body[0].exc
        named = raised.func if isinstance(raised, ast.Call) else raised
        return isinstance(named, ast.Name) and named.id == "NotImplementedError"
    return not body


def _is_remark(statement: Any) -> bool:
    constant = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return constant or isinstance(statement, ast.Pass)


def annotation_node(node: Any, name: str) -> ast.AST:
    """The syntax of a parameter's annotation, or of the result's for an empty name."""
    if not name:
        return getattr(node, "returns", None) or node  # type: ignore[no-any-return]
    for argument in sources.all_arguments(node):
        if argument.arg == name:
            return argument.annotation or argument
    return node  # type: ignore[no-any-return]
