"""What only subclasses have: an attribute or a method of an object whose declared class knows
nothing of it, or knows it under a signature that does not take the call.

The object's own class decides, as under CPython; where it has no such thing either, AttributeError
or TypeError is raised when the program runs.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.objects.descriptors import is_of_program
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

Action = Callable[[ir.Value], ir.Value]


class Below(Builder):
    """See the module."""

    def attribute_below(
        self: Lowering, target: ir.Value, type_: t.ClassType, name: str, node: ast.AST
    ) -> ir.Value | None:
        """target.name, where only subclasses have it; None where none has."""

        def read(value: ir.Value) -> ir.Value:
            return self.as_value(self.attribute(value, name, node), node)

        return self._of_own(target, self._knowing(type_, name), read, self._absent(target, name))

    def call_below(
        self: Lowering,
        receiver: ir.Value,
        type_: t.ClassType,
        name: str,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
    ) -> ir.Value | None:
        """receiver.name(…), where only subclasses have it; None where none has."""
        return self._called(
            receiver, self._knowing(type_, name), name, args, keywords, node, self._absent
        )

    def call_otherwise(
        self: Lowering,
        receiver: ir.Value,
        live: Any,
        name: str,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
    ) -> ir.Value | None:
        """receiver.name(…), where the declared class's own method does not take these arguments,
        but those of subclasses do; None where that is not so."""
        type_ = known(receiver.type)
        text = wrong_call(live, len(args), keywords) if _is_plain(args, keywords) else None
        if text is None or not isinstance(type_, t.ClassType) or not is_of_program(type_.cls):
            return None
        taking = [
            c
            for c in subclasses(type_.cls)
            if name in vars(c) and wrong_call(vars(c)[name], len(args), keywords) is None
        ]

        def missing(receiver: ir.Value, name: str) -> Callable[[], None]:
            return lambda: self.raise_runtime("type_error", self.text(text))

        return self._called(receiver, topmost(taking), name, args, keywords, node, missing)

    def _called(
        self: Lowering,
        receiver: ir.Value,
        classes: list[type],
        name: str,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
        missing: Callable[[ir.Value, str], Callable[[], None]],
    ) -> ir.Value | None:
        if not classes:
            return None
        args = [self._settled(a) for a in args]
        keywords = [(k, self._settled(a)) for k, a in keywords]

        def call(value: ir.Value) -> ir.Value:
            return self.call_method(value, name, list(args), node, list(keywords))

        return self._of_own(receiver, classes, call, missing(receiver, name))

    def _absent(self: Lowering, target: ir.Value, name: str) -> Callable[[], None]:
        return lambda: self.no_attribute(target, name)

    def _knowing(self: Lowering, type_: t.ClassType, name: str) -> list[type]:
        """The topmost subclasses that have the attribute."""
        plain = is_of_program(type_.cls) and not type_.args and not name.startswith("__")
        return self.below_with(type_, name) if plain else []

    def _of_own(
        self: Lowering,
        target: ir.Value,
        classes: list[type],
        action: Action,
        missing: Callable[[], None],
    ) -> ir.Value | None:
        """`action` on the object as the one of `classes` that it is of, `missing` where it is of
        none; classes without objects are left out."""
        if not classes:
            return None
        ends: list[End] = []
        for cls in classes:
            if not self.world.may_exist(cls, self.inst):
                continue
            mine, other = self.new_block("mine"), self.new_block("other")
            own = t.class_type(cls)
            self.branch(self.is_member(target, own), mine, other)
            self.enter_block(mine)
            self.end_here(ends, action(self.convert(target, own)))
            self.enter_block(other)
        missing()
        self.block = None
        return self.merge(ends)


def wrong_call(live: Any, positional: int, keywords: list[Any]) -> str | None:
    """What CPython says of a method called with so many arguments, without the receiver; None where
    they can be bound."""
    function = inspect.unwrap(getattr(live, "__func__", live))
    if not inspect.isfunction(function):
        return None
    code, given = function.__code__, positional + (not isinstance(live, staticmethod))
    names = code.co_varnames[: code.co_argcount]
    least = code.co_argcount - len(function.__defaults__ or ())
    if given > code.co_argcount and not code.co_flags & inspect.CO_VARARGS:
        most = f"from {least} to {len(names)}" if least < len(names) else str(least)
        plural = "s" if most != "1" else ""
        verb = "was" if given == 1 else "were"
        takes = f"{function.__qualname__}() takes {most} positional argument{plural}"
        return f"{takes} but {given} {verb} given"
    missing = [repr(n) for n in names[given:least] if n not in [k for k, _ in keywords]]
    if not missing:
        return None
    listed = " and ".join(missing)
    if len(missing) > 2:
        listed = ", ".join(missing[:-1]) + f", and {missing[-1]}"
    argument = f"required positional argument{'s' * (len(missing) > 1)}"
    return f"{function.__qualname__}() missing {len(missing)} {argument}: {listed}"


def _is_plain(args: list[Any], keywords: list[Any]) -> bool:
    """Whether it shows how many arguments there are."""
    return not any(isinstance(a, ast.Starred) for a in args) and all(k for k, _ in keywords)


def topmost(classes: list[type]) -> list[type]:
    """Those that derive from none of the others, the most derived first."""
    top = [c for c in classes if not any(b is not c and b in c.__mro__ for b in classes)]
    return sorted(top, key=lambda c: (-len(c.__mro__), c.__module__, c.__qualname__))
