"""Objects made in ways of one's own: `__new__`, `__call__` of a metaclass, `super()` in methods
that are bound to a class."""

from __future__ import annotations

import ast
import types
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes import presence
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.objects import bindings
from naja.compiler.front.objects.descriptors import is_of_program, written_hook
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.trees import walk
from naja.compiler.front.values import NONE_VALUE, Live, SuperObject
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


def written_new(cls: type) -> tuple[type, types.FunctionType] | None:
    """`__new__` that the program has written for a class, and where."""
    for base in cls.__mro__:
        live = vars(base).get("__new__")
        if live is None:
            continue
        function = getattr(live, "__func__", live)
        plain = isinstance(function, types.FunctionType) and is_of_program(base)
        if plain and sources.function_node(function) is not None:
            return base, function
        return None
    return None


class ClassMaking(Builder):
    """See the module."""

    def made_by_program(
        self: Lowering, type_: t.ClassType, args: list[Any], keywords: list[Any], node: ast.AST
    ) -> ir.Value | None:
        """A call of a class that the program's own `__new__` answers; None for others."""
        found = written_new(type_.cls)
        if found is None:
            return None
        args = [self._settled(a) for a in args]
        keywords = [(k, self._settled(a)) for k, a in keywords]
        made = self.call_class_method(found[1], type_.cls, list(args), list(keywords), node)
        have = known(made.type)
        if not isinstance(have, t.ClassType) or not self.fits(have, type_):
            self.need(have)
            return made
        if self._makes_others(found[1]):
            below = [c for c in subclasses(have.cls) if "__init__" in vars(c)]
            if below:
                return self.per_class(
                    made, have, lambda v: self._initialised(v, list(args), list(keywords), node)
                )
        return self._initialised(made, args, list(keywords), node)

    def _initialised(
        self: Lowering, made: ir.Value, args: list[Any], keywords: list[Any], node: ast.AST
    ) -> ir.Value:
        """The object behind its `__init__`."""
        type_ = known(made.type)
        assert isinstance(type_, t.ClassType)
        found = self.find_method(type_, "__init__")
        if found is None or found[1] is None or found[0].cls.__module__.startswith("naja."):
            return made
        function = self.plain_function(found[1])
        self.call_function(function, found[0], [made, *args], keywords, node)
        return made

    def _makes_others(self, function: types.FunctionType) -> bool:
        """Whether `__new__` makes objects of other classes than the one that is called."""
        where = sources.function_node(function)
        if where is None or not where[1].args.args:
            return False
        this = where[1].args.args[0].arg
        for node in walk(where[1]):
            func = node.func if isinstance(node, ast.Call) else None
            if isinstance(func, ast.Attribute) and func.attr == "__new__":
                given = node.args[0] if node.args else None  # type: ignore[attr-defined]
                if not isinstance(given, ast.Name) or given.id != this:
                    return True
        return False

    def called_by_metaclass(
        self: Lowering, cls: type, args: list[Any], keywords: list[Any], node: ast.AST
    ) -> ir.Value | None:
        """A call of a class whose metaclass defines `__call__`; None for others."""
        function = written_hook(type(cls), "__call__")
        if function is None:
            return None
        return self.call_class_method(function, cls, args, keywords, node)

    def bare_object(self: Lowering, cls: Any, node: ast.AST) -> ir.Value:
        """`object.__new__(cls)`: an object whose `__init__` has not run."""
        cls = bindings.counterpart_class(cls)
        if not is_of_program(cls) or bool(getattr(cls, "__parameters__", None)):
            reason = f"{cls.__name__}.__new__ is not compiled"
            raise Unsupported(node, reason, "call the class")
        if any(b.__module__.startswith("naja.runtime") for b in self._mro(cls)):
            reason = f"__new__ of {cls.__name__}, which derives from a builtin, is not compiled"
            raise Unsupported(node, reason, "use __init__, or a function that makes the object")
        type_ = t.class_type(cls)
        self._refuse_abstract(type_, node)
        info = self.world.class_info(type_)
        target = self.allocate(type_)
        for name, origin in info.origins.items():
            presence.note_unset(self.world, self.world.class_info(origin), name)
        self._class_defaults(info, target)
        return target

    def _mro(self: Lowering, cls: type) -> list[type]:
        return self.world.class_info(t.class_type(cls)).mro

    def call_new(self: Lowering, args: list[Any], keywords: list[Any], node: ast.AST) -> ir.Value:
        """`object.__new__(cls)` and `super().__new__(cls)`."""
        item = args[0] if args else None
        item = self.expression(item) if isinstance(item, ast.expr) else item
        live = item.object if isinstance(item, Live) else None
        if not isinstance(live, type) or len(args) > 1 or keywords:
            reason = "__new__ of object takes a class that is known at build time, and no more"
            raise Unsupported(node, reason, "write cls alone")
        return self.bare_object(live, node)

    # ---- super() in what is bound to a class ----------------------------------------------------

    def class_bound(self: Lowering) -> SuperObject | None:
        """`super()` in a class method, in `__new__` and in methods of metaclasses."""
        function = self.inst.function
        names = function.__code__.co_varnames[:1] if function is not None else ()
        cls = self.inst.scope.get(names[0]) if names else None
        if not isinstance(cls, type):
            return None
        for base in [*cls.__mro__, *type(cls).__mro__]:
            for live in vars(base).values():
                if getattr(live, "__func__", live) is function:
                    return SuperObject(Live(cls, cls.__name__), t.class_type(base))
        return None

    def call_class_super(
        self: Lowering,
        target: SuperObject,
        name: str,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
    ) -> ir.Value:
        """super().name(…) there."""
        cls, after = target.receiver.object, target.owner.cls
        mro = list(cls.__mro__ if after in cls.__mro__ else type(cls).__mro__)
        if name == "__call__" and after not in cls.__mro__:
            return self.construct_plain(t.class_type(cls), args, keywords, node)
        for base in mro[mro.index(after) + 1 :]:
            live = vars(base).get(name)
            function = getattr(live, "__func__", live)
            if not isinstance(function, types.FunctionType) or not is_of_program(base):
                continue
            if name == "__new__":
                item = self.expression(args[0])
                assert isinstance(item, Live)
                return self.call_class_method(function, item.object, args[1:], keywords, node)
            if isinstance(live, staticmethod):
                return self.call_function(function, None, args, keywords, node)
            return self.call_class_method(function, cls, args, keywords, node)
        if name == "__new__":
            return self.call_new(args, keywords, node)
        if name == "__init_subclass__":
            return NONE_VALUE
        reason = f"no base class of {after.__name__} has '{name}'"
        raise Unsupported(node, reason, "correct the spelling")
