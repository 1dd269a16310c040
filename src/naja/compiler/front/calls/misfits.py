"""Calls whose arguments do not fit the parameters, which shows without running: what is said of
them, and what CPython raises."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from naja.compiler.front.builder import Builder
from naja.compiler.front.instance import Parameter
from naja.compiler.front.problems import Unsupported
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

_WITHOUT_EFFECT = (
    ast.Constant,
    ast.Name,
    ast.List,
    ast.Tuple,
    ast.Dict,
    ast.UnaryOp,
    ast.Load,
    ast.unaryop,
)


class Misfits(Builder):
    """See the module."""

    def check_static(
        self: Lowering,
        parameters: list[Parameter],
        positional: list[Parameter],
        args: list[Any],
        by_name: dict[str, Any],
        names: tuple[str, str],
        node: ast.AST,
    ) -> None:
        """Mistakes that show without running. names: the function as it is called, and as messages
        at run time name it."""
        name, shown = names
        plain = [*args, *by_name.values()]
        if len(args) > len(positional) and not any(p.variadic for p in parameters):
            own = 1 if positional and positional[0].name == "self" else 0
            most, given = len(positional) - own, len(args) - own
            problem = Unsupported(
                node,
                f"{name}() takes {most} positional argument{'s' * (most != 1)}, {given} are given",
                "remove some",
            )
            named = any(p.keyword_only and p.name in by_name for p in parameters)
            text = "" if named else _too_many(shown, positional, len(args))
            raise _as_type_error(problem, text, plain)
        known_names = [p.name for p in parameters if not (p.positional_only or p.variadic)]
        unknown = [k for k in by_name if k not in known_names]
        if unknown and not any(p.named for p in parameters):
            reason = f"{name}() has no parameter '{unknown[0]}'"
            text = f"{shown}() got an unexpected keyword argument '{unknown[0]}'"
            raise _as_type_error(Unsupported(node, reason, "correct the keyword"), text, plain)
        for parameter in positional[: len(args)]:
            if parameter.name in by_name and not parameter.positional_only:
                reason = f"{name}() gets the argument '{parameter.name}' twice"
                text = f"{shown}() got multiple values for argument '{parameter.name}'"
                raise _as_type_error(Unsupported(node, reason, "pass it once"), text, plain)

    def lacks(
        self: Lowering,
        parameters: list[Parameter],
        args: list[Any],
        by_name: dict[str, Any],
        names: tuple[str, str],
        node: ast.AST,
    ) -> Unsupported:
        """A parameter is given nothing."""
        lacking = [
            p
            for at, p in enumerate(parameters)
            if not (p.has_default or p.variadic or p.named or p.name in by_name)
            and (p.keyword_only or at >= len(args))
        ]
        first = lacking[0]
        problem = Unsupported(
            node, f"{names[0]}() needs the argument '{first.name}'", f"pass {first.name}"
        )
        alike = [f"'{p.name}'" for p in lacking if p.keyword_only == first.keyword_only]
        kind = "keyword-only" if first.keyword_only else "positional"
        count = f"{len(alike)} required {kind} argument{'s' * (len(alike) != 1)}"
        text = f"{names[1]}() missing {count}: {_listed(alike)}"
        return _as_type_error(problem, text, [*args, *by_name.values()])


def _too_many(shown: str, positional: list[Parameter], given: int) -> str:
    least, most = sum(not p.has_default for p in positional), len(positional)
    takes = str(most) if least == most else f"from {least} to {most}"
    plural = "s" * (takes != "1")
    verb = "was" if given == 1 else "were"
    return f"{shown}() takes {takes} positional argument{plural} but {given} {verb} given"


def _listed(names: list[str]) -> str:
    if len(names) <= 2:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def _as_type_error(problem: Unsupported, text: str, arguments: list[Any]) -> Unsupported:
    """Where evaluating the arguments, which comes first, does nothing else."""
    plain = all(isinstance(a, ir.Value) or _is_without_effect(a) for a in arguments)
    return problem.as_raised("type_error", text) if text and plain else problem


def _is_without_effect(argument: Any) -> bool:
    if not isinstance(argument, ast.expr):
        return False
    return all(isinstance(part, _WITHOUT_EFFECT) for part in ast.walk(argument))
