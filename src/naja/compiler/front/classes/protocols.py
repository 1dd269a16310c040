"""Protocols: which classes are of their kind, what their type variables stand for, isinstance.

Data members are read by accessors that each class has (`generated`), so a field, a property and a
value of the class body do alike.
"""

from __future__ import annotations

import ast
import types
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations.facts import has_var
from naja.compiler.front.annotations.placeholders import mentions_placeholder, placeholder
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.classes import ClassInfo, is_protocol, protocol_names
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.classes.inheritance import GETTER
from naja.compiler.front.objects.descriptors import is_of_program
from naja.compiler.front.objects.freeze import type_of_value
from naja.compiler.front.problems import Unsupported

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

_BUILTINS = (int, str, list, dict, float)


class Protocols(Builder):
    """See the module."""

    def match_protocol(
        self: Lowering, wanted: t.ClassType, info: ClassInfo, found: dict[t.Type, t.Type]
    ) -> None:
        """What the type variables of a protocol are for a class of its kind: as the results of its
        methods and its members tell."""
        parameters = getattr(wanted.cls, "__parameters__", ())
        env = dict(zip(parameters, wanted.args, strict=False))
        for name in sorted(protocol_names(wanted.cls)):
            declared = self._member_hint(wanted.cls, name)
            if declared is None:
                continue
            annotation, function = declared
            type_ = self.parameter_type(annotation, dict(env), function)
            have = self._member_type(info, name)
            if have is not None:
                self.match(type_, have, found)

    def has_arguments(self: Lowering, info: ClassInfo, protocol: t.ClassType) -> bool:
        """Whether what a class of the kind gives and takes fits the protocol's type arguments."""
        if not protocol.args or has_var(protocol) or mentions_placeholder(protocol):
            return True
        holes = [placeholder(p) for p in getattr(protocol.cls, "__parameters__", ())]
        found: dict[t.Type, t.Type] = {}
        self.match_protocol(t.class_type(protocol.cls, tuple(holes)), info, found)
        pairs = zip(holes, protocol.args, strict=False)
        return all(self.fits(found[hole], wanted) for hole, wanted in pairs if hole in found)

    def _member_hint(self: Lowering, cls: type, name: str) -> tuple[Any, Any] | None:
        """What a protocol declares as the result of a method, or the type of a member; and the
        function that has the annotation."""
        for base in cls.__mro__:
            live = vars(base).get(name)
            live = live.fget if isinstance(live, property) else live
            if isinstance(live, types.FunctionType):
                hint = sources.hints(live).get("return")
                return None if hint is None else (hint, live)
        made = self.synthesized(cls, GETTER + name)
        return None if made is None else (sources.hints(made)["return"], made)

    def _member_type(self: Lowering, info: ClassInfo, name: str) -> t.Type | None:
        if name in info.fields:
            if info.fields[name].type is t.UNKNOWN:
                self.settle_fields(info)
            return self.need(info.fields[name].read(self.inst))
        found = info.find(name)
        if found is not None and not callable(found[1]) and not hasattr(found[1], "__get__"):
            return type_of_value(found[1])
        live = found[1] if found is not None else None
        live = live.fget if isinstance(live, property) else live
        if found is None or not isinstance(live, types.FunctionType):
            return None
        hint = sources.hints(live).get("return")
        env = dict(self.world.class_info(found[0]).env)
        return None if hint is None else self.parameter_type(hint, env, live)

    def of_kind(self: Lowering, protocol: t.ClassType, node: ast.AST) -> list[t.Type]:
        """The classes of the program that are of a protocol's kind, for objects of any type."""
        names = protocol_names(protocol.cls)
        if any(all(hasattr(b, n) for n in names) for b in _BUILTINS):
            raise Unsupported(
                node,
                f"which objects of any type are {protocol.name} is not known",
                "declare the types that occur, as a union",
            )
        return [t.class_type(c) for c in self._conforming(protocol, object)]

    def _conforming(self: Lowering, protocol: t.ClassType, above: type) -> list[type]:
        """The topmost classes below one that are of the kind."""
        own = [c for c in subclasses(above) if is_of_program(c) and not is_protocol(c)]
        names = protocol_names(protocol.cls)
        likely = [c for c in own if all(hasattr(c, n) or self._has_field(c, n) for n in names)]
        return [c for c in likely if not any(b is not c and b in c.__mro__ for b in likely)]

    def _has_field(self: Lowering, cls: type, name: str) -> bool:
        return name in self.world.class_info(t.class_type(cls)).fields

    def instances_of_kind(
        self: Lowering, member: t.Type, protocol: t.ClassType
    ) -> bool | list[t.ClassType]:
        """isinstance with a protocol: True, False, or the narrower classes that are of the
        kind."""
        if not isinstance(member, t.ClassType):
            live = {t.INT: int, t.BOOL: bool, t.FLOAT: float}.get(member)
            return live is not None and all(hasattr(live, n) for n in protocol_names(protocol.cls))
        if not is_protocol(member.cls):
            if self._conforms(member, protocol):
                return True
            return [t.class_type(c) for c in self._conforming(protocol, member.cls)]
        both = self._conforming(protocol, object)
        return [t.class_type(c) for c in both if self._conforms(t.class_type(c), member)]
