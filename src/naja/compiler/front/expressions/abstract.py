"""isinstance with the abstract classes of the library (`Sequence`, `Mapping`, `numbers.Number`):
CPython itself is asked, of the class that each type stands for."""

from __future__ import annotations

import abc
import sys
import types
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported

if TYPE_CHECKING:
    from naja.compiler.front.world import World

_VIEWS = {"DictKeys": {}.keys(), "DictValues": {}.values(), "DictItems": {}.items()}
_VALUES: dict[t.Type, type] = {t.FLOAT: float, t.BOOL: bool, t.NONE: type(None)}


def is_abstract(cls: type) -> bool:
    """Whether it is a class of CPython's library to which others belong without deriving of it."""
    if not isinstance(cls, abc.ABCMeta) or getattr(cls, "_is_protocol", False):
        return False
    top = cls.__module__.partition(".")[0]
    return top in ("_collections_abc", "collections", "numbers")


def is_registered(member: t.Type, cls: t.Type) -> bool:
    """Whether the class of such values was registered with an abstract class of the program."""
    if not isinstance(cls, t.ClassType) or not isinstance(cls.cls, abc.ABCMeta):
        return False
    if getattr(cls.cls, "_is_protocol", False) or cls.cls.__module__.startswith("naja."):
        return False
    own = _original(member.cls) if isinstance(member, t.ClassType) else _value_class(member)
    return issubclass(own, cls.cls)


def belongs(world: World, member: t.Type, cls: type) -> bool | list[t.ClassType]:
    """Whether values of the type are instances of an abstract class, or which subclasses are."""
    if not isinstance(member, t.ClassType):
        return issubclass(_value_class(member), cls)
    original = _original(member.cls)
    answer = issubclass(original, cls)
    if original.__module__.partition(".")[0] in sys.stdlib_module_names:
        return answer
    below = [c for c in subclasses(member.cls) if issubclass(c, cls) != answer]
    if answer and below:
        reason = f"not every {member.name} is a {cls.__name__}"
        raise Unsupported(None, reason, "test for classes of your own")
    return answer or [t.class_type(c) for c in below]


def _value_class(type_: t.Type) -> type:
    if type_ in _VALUES:
        return _VALUES[type_]
    if isinstance(type_, t.TupleType):
        return tuple
    return int if isinstance(type_, t.IntType) else types.FunctionType


def _original(cls: type) -> type:
    """The class of CPython's that a class of the runtime stands for; others as they are."""
    if cls.__module__ == "naja.runtime.dict" and cls.__name__ in _VIEWS:
        return type(_VIEWS[cls.__name__])
    found = bindings.originals(cls)
    return found[0] if found else cls
