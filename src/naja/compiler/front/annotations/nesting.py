"""The bound on types that grow without end: `xs = [xs]` in a loop, a result that holds itself."""

from __future__ import annotations

import ast
import functools

from naja.compiler import types as t
from naja.compiler.front.problems import Unsupported

MOST_NESTED = 10


def check_nesting(type_: t.Type, node: ast.AST) -> None:
    """Refuse a value that holds more levels than people write: inference would never end."""
    if nesting(type_) > MOST_NESTED:
        raise Unsupported(
            node,
            "this value holds ever more of its own kind",
            "annotate it with a type that names itself, as in `Tree = Union[int, 'list[Tree]']`",
        )


@functools.cache
def nesting(item: t.Type) -> int:
    """How many containers stand around each other; the members of a union stand side by side, and
    function values have a bound of their own."""
    own = not isinstance(item, t.UnionType | t.FunctionType)
    return own + max((nesting(part) for part in t.parts_of(item)), default=0)
