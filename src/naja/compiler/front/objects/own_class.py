"""What an object's own class decides although its declared class does not say so: static and class
methods that subclasses change, and special methods that only subclasses define.

For the latter, the topmost class gets the method that every object has by default, so that calls of
it reach the others.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.classes import is_named_tuple, is_protocol
from naja.compiler.front.classes.enums import is_enum
from naja.compiler.front.classes.generated import function_from
from naja.compiler.front.classes.hierarchy import compiled_subclasses
from naja.compiler.front.objects.descriptors import is_of_program
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import BuiltinCall, Expression
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

MOST_CLASSES = 60

_DEFAULTS = {
    "__eq__": (
        "def __eq__(self, other: object):\n"
        "    if self is other:\n        return True\n    return NotImplemented\n"
    ),
    "__hash__": "def __hash__(self) -> int:\n    return identity_hash(self)\n",
    "__bool__": "def __bool__(self) -> bool:\n    return True\n",
    "__repr__": "def __repr__(self) -> str:\n    return default_text(self)\n",
    "__str__": "def __str__(self) -> str:\n    return repr(self)\n",
}


class OwnClass(Builder):
    """See the module."""

    def depends_on_class(self: Lowering, live: Any, type_: t.ClassType, name: str) -> bool:
        """Whether a static or class method of an object is that of its own class."""
        if isinstance(live, staticmethod):
            return self.world.may_override(type_, name)
        return isinstance(live, classmethod) and self.world.may_override(type_, "")

    def call_by_class(
        self: Lowering,
        receiver: ir.Value,
        name: str,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
    ) -> ir.Value:
        """receiver.name(…) for such a method."""
        type_ = known(receiver.type)
        assert isinstance(type_, t.ClassType)
        below = compiled_subclasses(type_.cls)
        if len(below) > MOST_CLASSES or any(getattr(c, "__parameters__", ()) for c in below):
            raise Unsupported(
                node,
                f"the method '{name}' depends on the object's own class, {type_.name} or narrower",
                "name the class, or make it an ordinary method",
            )
        args = [self._settled(a) for a in args]
        keywords = [(k, self._settled(a)) for k, a in keywords]
        return self.per_class(
            receiver,
            type_,
            lambda v: self._call_own(v, name, list(args), list(keywords), node),
        )

    def _call_own(
        self: Lowering,
        receiver: ir.Value,
        name: str,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
    ) -> ir.Value:
        type_ = known(receiver.type)
        assert isinstance(type_, t.ClassType)
        found = self.find_method(type_, name)
        live = found[1] if found is not None else None
        if isinstance(live, staticmethod | classmethod):
            return self.call_unbound(live, type_, args, keywords, node)
        return self.call_method(receiver, name, args, node, keywords)

    def call_unbound(
        self: Lowering,
        live: staticmethod[..., Any] | classmethod[Any, ..., Any],
        type_: t.ClassType,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
    ) -> ir.Value:
        """A static or class method of a class that is known."""
        if isinstance(live, staticmethod):
            return self.call_function(self.plain_function(live), None, args, keywords, node)
        return self.call_class_method(live.__func__, type_.cls, args, keywords, node)

    def default_method(
        self: Lowering, type_: t.ClassType, name: str
    ) -> tuple[t.ClassType, Any] | None:
        """What objects have under a special name that only some subclasses define, or None."""
        info = self.world.class_info(type_)
        if name not in _DEFAULTS or not info.mro or not is_of_program(type_.cls):
            return None
        root = info.mro[-1]
        if type_.args or not self._has_default(root, name):
            return None
        key = (root, f"default {name}")
        if key not in self.world.made_methods:
            values = {"identity_hash": identity_hash, "default_text": default_text}
            self.world.made_methods[key] = function_from(_DEFAULTS[name], root, name, values)
        return t.class_type(root), self.world.made_methods[key]

    def call_default(self: Lowering, call: BuiltinCall) -> Expression:
        """What the default methods are made of."""
        value = self.value(call.args[0])
        type_ = known(value.type)
        assert isinstance(type_, t.ClassType)
        if call.node.func.id == "default_text":  # type: ignore[attr-defined]
            return self._default_text(value, type_, call.node)
        return self._identity_hash(value)

    def _has_default(self: Lowering, root: type, name: str) -> bool:
        if not is_of_program(root) or is_enum(root) or is_protocol(root) or is_named_tuple(root):
            return False
        if getattr(root, "__parameters__", ()):
            return False
        below = compiled_subclasses(root)
        if any(getattr(c, "__parameters__", ()) for c in below):
            return False
        if name == "__hash__" and any(c.__hash__ is None for c in below):
            return False
        if name == "__bool__" and any("__len__" in vars(c) for c in below):
            return False
        return any(self._defines(c, name) for c in below)

    def _defines(self: Lowering, cls: type, name: str) -> bool:
        return self.synthesized(cls, name) is not None or name in vars(cls)


def identity_hash(value: object) -> int:
    """The hash of an object whose class has none of its own."""
    raise NotImplementedError


def default_text(value: object) -> str:
    """The text of an object whose class has none of its own."""
    raise NotImplementedError
