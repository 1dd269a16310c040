"""Classes that a call inside a function makes: `namedtuple`, `NamedTuple`, `Enum`, of constants.

Made at build time, once for each call in the text, as class statements are.
"""

from __future__ import annotations

import ast
import collections
import enum
import typing
from typing import TYPE_CHECKING, Any

from naja.compiler.front.builder import Builder
from naja.compiler.front.names import store_counts
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import Live

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

_MAKERS: tuple[Any, ...] = (collections.namedtuple, typing.NamedTuple)
_MAKERS += (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
_BINDING = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.NamedExpr)
_made: dict[ast.Call, type] = {}


class CalledClasses(Builder):
    """See the module."""

    def makes_class(self: Lowering, node: ast.Assign) -> bool:
        """`Point = namedtuple("Point", "x y")`: whether it was that."""
        target, call = node.targets[0], node.value
        if not isinstance(target, ast.Name) or not isinstance(call, ast.Call):
            return False
        if not isinstance(call.func, ast.Name | ast.Attribute) or self._has_other_uses(target.id):
            return False
        if call not in _made:
            maker = self._live_names(call.func)
            if maker is None or not any(_evaluated(call.func, maker) is m for m in _MAKERS):
                return False
            names = self._live_names(call)
            if names is None:
                return False
            try:
                _made[call] = _evaluated(call, {**self.inst.namespace, **names})
            except (TypeError, ValueError) as error:
                reason = f"this call fails at build time: {error}"
                raise Unsupported(call, reason, "correct the call") from None
            self.world.discovered = True
        self.bind_build_time(target.id, _made[call])
        return True

    def _has_other_uses(self: Lowering, name: str) -> bool:
        """Whether the name is bound elsewhere too, or known to the module."""
        body = self.inst.node.body
        counts = store_counts(body if isinstance(body, list) else [body])
        return counts.get(name, 0) != 1 or name in (self.global_names | set(self.inst.namespace))

    def _live_names(self: Lowering, whole: ast.expr) -> dict[str, Any] | None:
        """What the names in the expression mean at build time; None if one is a variable, or there
        is what is made anew by each run."""
        found: dict[str, Any] = {}
        if isinstance(whole, ast.Call):
            for default in [e for k in whole.keywords for e in ast.iter_child_nodes(k.value)]:
                if isinstance(default, ast.List | ast.Dict | ast.Set):
                    return None
        for part in ast.walk(whole):
            if isinstance(part, _BINDING) or (isinstance(part, ast.Call) and part is not whole):
                return None
            if isinstance(part, ast.Name):
                if part.id in self.own_names or part.id in self.slots or part.id in self.nested:
                    return None
                item = self.outer_name(part.id, part)
                if not isinstance(item, Live):
                    return None
                found[part.id] = item.object
        return found


def _evaluated(node: ast.expr, names: dict[str, Any]) -> Any:
    return eval(compile(ast.Expression(node), "<call>", "eval"), dict(names))
