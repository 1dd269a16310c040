"""`x.__dict__` and `vars(x)` as a whole, read where they stand: a dict made of the attributes.

It is not kept, and nothing is put in: those would be seen on the object.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.hierarchy import compiled_subclasses
from naja.compiler.front.classes.set_order import NAMES, set_order
from naja.compiler.front.objects.descriptors import is_names, is_of_program
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.trees import children, walk
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

_READERS = {"dict", "enumerate", "format", "len", "list", "print", "repr", "set", "sorted", "str"}
_READERS |= {"tuple", "all", "any", "dumps", "zip", "map", "filter", "join", "update"}
_VIEWS = {"items", "keys", "values"}


class WholeNames(Builder):
    """See the module."""

    def whole_names(self: Lowering, node: ast.expr) -> ir.Value | None:
        """The attributes of an object as a dict; None for any other expression."""
        if not is_names(node):
            return None
        owner = node.args[0] if isinstance(node, ast.Call) else node.value  # type: ignore[attr-defined]
        value = self.expression(owner)
        type_ = known(value.type) if isinstance(value, ir.Value) else None
        if not isinstance(value, ir.Value) or not isinstance(type_, t.ClassType):
            return None
        if not is_of_program(type_.cls):
            return None
        if not _is_read(node, self.inst.node):
            reason = "__dict__ is kept or changed here; as a whole it is only read where it stands"
            raise Unsupported(node, reason, "write dict(vars(x))")
        for cls in [type_.cls, *compiled_subclasses(type_.cls)]:
            if set_order(cls) is None:
                reason = f"the order in which {cls.__name__} sets its attributes is not known"
                raise Unsupported(node, reason, "name the attributes")
        return self.call_method(value, NAMES, [], node)


def _is_read(node: ast.AST, function: ast.AST) -> bool:
    """Whether the place of the node in the function only reads what it gives."""
    parents = {id(c): p for p in walk(function) for c in children(p)}
    above = parents.get(id(node))
    if isinstance(above, ast.Attribute):
        call = parents.get(id(above))
        if not isinstance(call, ast.Call) or call.func is not above:
            return False
        return above.attr in ("copy", "get") or (
            above.attr in _VIEWS and _reads(call, parents.get(id(call)))
        )
    return _reads(node, above)


def _reads(node: ast.AST, above: ast.AST | None) -> bool:
    if isinstance(above, ast.Call):
        name = getattr(above.func, "id", getattr(above.func, "attr", ""))
        return node in above.args and name in _READERS
    if isinstance(above, ast.keyword):
        return above.arg is None
    if isinstance(above, ast.For):
        return above.iter is node and not any(_sets(n) for s in above.body for n in walk(s))
    if isinstance(above, ast.Dict):
        return node in [v for k, v in zip(above.keys, above.values, strict=True) if k is None]
    if isinstance(above, ast.Subscript):
        return above.value is node and isinstance(above.ctx, ast.Load)
    return isinstance(above, ast.FormattedValue | ast.comprehension | ast.Compare | ast.BinOp)


def _sets(node: ast.AST) -> bool:
    called = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "setattr"
    return called or (isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load))
