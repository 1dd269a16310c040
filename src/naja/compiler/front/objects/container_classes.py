"""Classes of the program that derive from list, dict or set: made with items, `__missing__`.

Methods of the builtin do not ask what a subclass has put over other methods of it, as in CPython;
`dispatch` asks here.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import has_var, known
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.classes import ClassInfo
from naja.compiler.front.objects import bindings
from naja.compiler.front.objects.descriptors import is_of_program
from naja.compiler.front.problems import Unsupported
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering
    from naja.compiler.front.world import VirtualCall

_FILLS = {"list": "_extend_list", "dict": "_take", "set": "_update_set"}

_ASKED = ("__missing__", "__repr__")

MISSING = """def __getitem__(self, key):
    if Base.__contains__(self, key):
        return Base.__getitem__(self, key)
    return self.__missing__(key)
"""


def builtin_base(cls: type) -> str:
    """Of which builtin container a class is a kind: its name, or nothing."""
    for base in cls.__mro__:
        mapped = bindings.counterpart_class(base)
        name = t.DISPLAY_NAMES.get(mapped, "")
        if name in _FILLS:
            return name
    return ""


def is_inside(call: VirtualCall) -> bool:
    """Whether a method of a builtin container calls another one of the object itself."""
    owner = call.owner.owner
    if owner is None or not call.owner.parameters or call.instr.name in _ASKED:
        return False
    if t.DISPLAY_NAMES.get(owner.cls, "") not in _FILLS:
        return False
    return call.receiver is call.owner.parameters[0].type


def method_text(cls: type, name: str) -> str | None:
    """What such a class has besides its builtin's methods: the text of a set with its name, and
    `d[key]` of a dict whose class defines `__missing__`."""
    if name in ("__repr__", "__str__") and is_of_program(cls) and builtin_base(cls) == "set":
        if any(
            is_of_program(c) and not {"__repr__", "__str__"}.isdisjoint(vars(c))
            for c in cls.__mro__
        ):
            return None
        shown = f"'{cls.__name__}(' + Base.__repr__(self) + ')' if self else '{cls.__name__}()'"
        return f"def {name}(self) -> str:\n    return {shown}\n"
    if name != "__getitem__" or name in vars(cls) or not is_of_program(cls):
        return None
    if builtin_base(cls) != "dict":
        return None
    found = next((c for c in cls.__mro__ if "__missing__" in vars(c)), None)
    return MISSING if found is not None and is_of_program(found) else None


class ContainerClasses(Builder):
    """See the module."""

    def fill_container(
        self: Lowering,
        target: ir.Value,
        owner: t.ClassType,
        args: list[Any],
        keywords: list[Any],
        node: ast.AST,
    ) -> bool:
        """`__init__` of list, dict or set with items: whether it was that."""
        name = t.DISPLAY_NAMES.get(owner.cls, "")
        type_ = known(target.type)
        if name not in _FILLS or not (args or keywords) or type_ is owner:
            return False
        assert isinstance(type_, t.ClassType)
        base = self.world.class_info(type_).owner_type(owner.cls)
        if has_var(base):
            reason = f"what the {type_.name} holds is not known here"
            raise Unsupported(node, reason, f"write {type_.cls.__name__}[…](…)")
        if len(args) > 1 or (keywords and name != "dict"):
            reason = f"{name}() takes 0 to 1 arguments, {len(args) + len(keywords)} are given"
            raise Unsupported(node, reason, "correct the call")
        if name == "dict" and keywords:
            items = self.container_call(owner.cls, args, keywords, node, base)
            assert items is not None
        else:
            items = self.collect(owner.cls, args[0], base, node)
        fill = vars(owner.cls)[_FILLS[name]]
        self.call_function(self.plain_function(fill), base, [target, items], [], node)
        return True


def inside_method(info: ClassInfo, name: str) -> tuple[t.ClassType, Any] | None:
    """The method that Naja's own classes give an object of the program's class."""
    for cls in info.mro:
        if not is_of_program(cls) and name in vars(cls):
            return info.owner_type(cls), vars(cls)[name]
    return None
