"""`__exit__(self, exc_type, exc, tb)`: inside the image `exc_type` is the exception itself, and
what the body asks of the class is asked of the class of that object."""

from __future__ import annotations

import ast
import copy
import types
from typing import Any, TypeVar

Made = TypeVar("Made", bound=ast.expr)
EXITS = ("__exit__", "__aexit__")
_rewritten: dict[int, tuple[ast.AST, Any]] = {}


def is_exit(function: types.FunctionType) -> bool:
    """Whether a function of the program is told of an exception as `with` does it."""
    own = not (function.__module__ or "").startswith("naja.")
    code = function.__code__
    named = function.__name__ in EXITS and "." in function.__qualname__
    return own and named and code.co_argcount >= 2


def hints_of(function: types.FunctionType, found: dict[str, Any]) -> dict[str, Any]:
    """The annotations with that of the exception's class replaced."""
    return {**found, function.__code__.co_varnames[1]: BaseException | None}


def rewritten(node: Any) -> Any:
    """The function with the questions about the class of the exception put to the exception."""
    if id(node) not in _rewritten:
        name = [*node.args.posonlyargs, *node.args.args][1].arg
        uses = [n for n in ast.walk(node) if isinstance(n, ast.Name) and n.id == name]
        stored = any(not isinstance(n.ctx, ast.Load) for n in uses)
        made = node if stored else _Questions(name).visit(copy.deepcopy(node))
        _rewritten[id(node)] = node, made
    return _rewritten[id(node)][1]


class Fails(ast.expr):
    """An expression that raises TypeError with a text."""

    text: str


class _Questions(ast.NodeTransformer):
    def __init__(self, name: str) -> None:
        self.name = name

    def _is_it(self, node: ast.AST | None) -> bool:
        return isinstance(node, ast.Name) and node.id == self.name

    def _class(self, node: ast.expr) -> ast.Call:
        return _placed(ast.Call(ast.Name("type", ast.Load()), [node], []), node)

    def _absent(self, node: ast.expr) -> ast.Compare:
        return _placed(ast.Compare(node, [ast.Is()], [ast.Constant(None)]), node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        sides = [node.left, *node.comparators]
        if any(isinstance(s, ast.Constant) and s.value is None for s in sides):
            return node
        if self._is_it(node.left):
            node.left = self._class(node.left)
            node.comparators = [self.visit(c) for c in node.comparators]
            return node
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        func = node.func
        if isinstance(func, ast.Attribute) and func.attr in EXITS:
            return node
        if isinstance(func, ast.Name) and func.id == "issubclass" and self._is_it(node.args[0]):
            failed = _placed(Fails(), node)
            failed.text = "issubclass() arg 1 must be a class"
            func.id = "isinstance"
            return _placed(ast.IfExp(self._absent(node.args[0]), failed, node), node)
        return self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if self._is_it(node.value):
            node.value = self._class(node.value)
            return node
        return self.generic_visit(node)

    def _test(self, node: ast.expr) -> ast.expr:
        tested: ast.expr = node if self._is_it(node) else self.visit(node)
        return tested

    def visit_If(self, node: ast.If | ast.While | ast.IfExp) -> ast.AST:
        test = self._test(node.test)
        node.test = ast.Constant(True)
        self.generic_visit(node)
        node.test = test
        return node

    visit_While = visit_If
    visit_IfExp = visit_If

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        node.values = [self._test(v) for v in node.values]
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        node.operand = self._test(node.operand)
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id != self.name:
            return node
        none = _placed(ast.Constant(None), node)
        return _placed(ast.IfExp(self._absent(node), none, self._class(node)), node)


def _placed(made: Made, node: ast.AST) -> Made:
    for part in ast.walk(made):
        if isinstance(part, ast.expr) and not hasattr(part, "lineno"):
            ast.copy_location(part, node)
    return made
