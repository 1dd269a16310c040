"""Whether a program under CPython ever holds an int of more than 64 bits: only then may its image
raise the OverflowError that docs/language.md states."""

from __future__ import annotations

import ast
from typing import Any

SEEN = "_seen_by_the_fuzzer"
HELPER = f"""
def {SEEN}(value):
    if isinstance(value, int) and not -(1 << 63) <= value < 1 << 63:
        print("{SEEN}", file=__import__("sys").stderr)
    return value
"""


class _Watching(ast.NodeTransformer):
    """Shows the helper each value that is computed or read."""

    def _watched(self, node: ast.expr) -> ast.expr:
        self.generic_visit(node)
        if not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            return node
        return ast.copy_location(ast.Call(ast.Name(SEEN, ast.Load()), [node], []), node)

    visit_BinOp = visit_UnaryOp = visit_Call = visit_Name = visit_Constant = _watched
    visit_Attribute = visit_Subscript = _watched

    def _left(self, node: Any) -> Any:
        return node

    visit_MatchValue = visit_JoinedStr = visit_arg = visit_MatchMapping = _left
    visit_MatchClass = _left

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_FunctionDef(self, node: Any) -> Any:
        node.body = [self.visit(statement) for statement in node.body]
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.body = [self.visit(statement) for statement in node.body]
        return node


def watching(text: str) -> str:
    """The program, which says on standard error that it has seen such an int."""
    tree = ast.parse(text)
    first = [n for n in tree.body if isinstance(n, ast.ImportFrom) and n.module == "__future__"]
    rest = [_Watching().visit(node) for node in tree.body if node not in first]
    tree.body = [*first, *ast.parse(HELPER).body, *rest]
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"
