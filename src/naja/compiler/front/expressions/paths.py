"""Paths: what a place is called whose type the flow narrows, as in `x`, `self.x`, `d['key']` or
`rows[at - 1].left`."""

from __future__ import annotations

import ast
import re

MUTATORS = {"append", "appendleft", "clear", "extend", "insert", "pop", "popitem", "popleft"}
MUTATORS |= {"remove", "reverse", "rotate", "setdefault", "sort", "update"}
"""Methods of containers that move or change items."""


def path_of(node: ast.expr) -> str:
    """The path of a name, or of a chain of attributes and simple subscripts; else ""."""
    if isinstance(node, ast.NamedExpr):
        return path_of(node.target)
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = path_of(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    if isinstance(node, ast.Subscript) and _is_simple(node.slice):
        inner = path_of(node.value)
        return f"{inner}[{ast.unparse(node.slice)}]" if inner else ""
    return ""


def _is_simple(index: ast.expr) -> bool:
    """Whether an index is the same each time it is evaluated, until one of its names changes."""
    if isinstance(index, ast.Tuple):
        return all(_is_simple(i) for i in index.elts)
    if isinstance(index, ast.BinOp):
        return _is_simple(index.left) and _is_simple(index.right)
    if isinstance(index, ast.UnaryOp):
        return _is_simple(index.operand)
    return isinstance(index, ast.Name | ast.Constant)


def is_inside(path: str) -> bool:
    """Whether the place lies in an object, where others can change it."""
    return "." in path or "[" in path


def is_below(path: str, outer: str) -> bool:
    """Whether a path goes through another one."""
    return path.startswith((outer + ".", outer + "["))


def mentions(path: str, names: set[str]) -> bool:
    """Whether one of the variables is part of the path."""
    return not names.isdisjoint(re.findall(r"\w+", path))
