"""Annotations that the program itself contradicts: `def f(node: Node)` given None, `-> Token`
where a Literal is returned, a field declared as int that is given a float.

CPython does not look at annotations, so such programs run. Where a value does not fit what is
declared, the place is noted; when nothing else is left to learn, the noted annotations are opened:
they say `Any` from then on, and the program is typed again. When that does not compile either, the
problems are reported as they were before.
"""

from __future__ import annotations

import ast
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.annotations.opened import Place, originals
from naja.compiler.front.annotations.placeholders import mentions_placeholder
from naja.compiler.front.annotations.sites import receiver
from naja.compiler.front.annotations.widening import is_library
from naja.compiler.front.builder import Builder
from naja.compiler.front.calls.parameters import is_untyped
from naja.compiler.front.expressions.paths import path_of
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.trees import walk

if TYPE_CHECKING:
    from naja.compiler.front.classes.classes import ClassInfo
    from naja.compiler.front.function import Lowering
    from naja.compiler.front.instance import Parameter


class Contradictions(Builder):
    """The part of `Lowering` that notes such places."""

    blamable = False
    """Whether it is known where what is declared stands."""

    @contextmanager
    def blaming(self: Lowering, place: Place | None) -> Iterator[None]:
        """A value that does not fit in here contradicts the annotation at `place`."""
        outer, self.blamable = self.blamable, place is not None and not self.inst.is_library
        try:
            yield
        except Unsupported as problem:
            if problem.mismatch is not None and place is not None and not self.inst.is_library:
                self.blame(place, problem.mismatch)
                problem.mismatch = None
            raise
        finally:
            self.blamable = outer

    @contextmanager
    def blaming_all(self: Lowering, places: list[Place]) -> Iterator[None]:
        """The same for what is declared by one of several."""
        try:
            with self.blaming(places[0] if places else None):
                yield
        except Unsupported:
            if places and places[0] in self.world.sites.blamed:
                self.world.sites.blamed.update(places)
            raise

    def blame_object(self: Lowering, *types_: t.Type) -> None:
        """Something is asked of values of these types that not all values do: `object`, where it
        is declared, says too little."""
        if t.OBJECT in map(known, types_) and not self.inst.is_library:
            self.world.sites.blamed.add(Place(object))

    def blame_held(self: Lowering, call: ast.AST) -> bool:
        """Something is put into a container that is declared to hold other things: whether it is
        known where, and the annotation holds so far."""
        root = receiver(call)
        if self.inst.is_library or root is None:
            return False
        place = None
        if isinstance(root, ast.Attribute):
            owner = self.value(root.value) if path_of(root) else None
            for member in self.members(known(owner.type)) if owner is not None else ():
                if isinstance(member, t.ClassType):
                    place = place or self.field_place(self.world.class_info(member), root.attr)
        elif isinstance(root, ast.Name):
            place = self.variable_place(root.id)
            named = [a.arg for a in sources.all_arguments(self.inst.node)]
            if place is None and root.id in named and self.inst.function is not None:
                place = Place(self.inst.function, root.id)
        if place is None or place in self.world.sites.opened:
            return False
        self.world.sites.blamed.add(place)
        return True

    def blame(self: Lowering, place: Place, whole: t.Type) -> None:
        """whole: what is declared there, together with what was given."""
        self.world.sites.blamed.add(place)
        if isinstance(whole, t.UnionType):
            self.world.sites.mixed.add(whole)

    def result_place(self: Lowering) -> Place | None:
        """The annotation of what the function being lowered returns."""
        function = self.inst.stands_for or self.inst.function
        if isinstance(function, types.FunctionType):
            said = "return" in function.__annotations__ and not is_library(function)
            return Place(function, "return") if said else None
        return None if isinstance(self.inst.node, ast.Lambda) else Place(self.inst.node, "return")

    def parameter_place(
        self: Lowering, function: types.FunctionType, name: str, owner: t.ClassType | None
    ) -> Place | None:
        """The annotation of a parameter; of a generated __init__, that of the field."""
        if is_library(function):
            return None
        if owner is None or not function.__code__.co_filename.startswith("<"):
            return Place(function, name)
        return self.field_place(self.world.class_info(owner), name)

    def said_of_empty(
        self: Lowering, argument: Any, parameter: Parameter, function: types.FunctionType
    ) -> t.Type | None:
        """What an opened annotation said, for an empty display, which says nothing itself."""
        original = originals.get(Place(function, parameter.name))
        parts = getattr(argument, "elts", getattr(argument, "keys", None))
        if original is None or parts != [] or not isinstance(argument, ast.List | ast.Dict):
            return None
        namespace = sources.names_of(function)
        if is_untyped(original, namespace):
            return None
        type_ = self.parameter_type(original, {}, function)
        return None if mentions_placeholder(type_) else type_

    def field_place(self: Lowering, info: ClassInfo, name: str) -> Place | None:
        """The annotation of a field: in a class body, or where a method sets it."""
        from naja.compiler.front.classes.classes import assigned_attributes

        for cls in info.mro:
            if is_library(cls):
                continue
            if name in vars(cls).get("__annotations__", {}):
                return Place(cls, name)
            annotation = assigned_attributes(cls).get(name)
            if annotation is not None:
                return Place(annotation)
        return None

    def variable_place(self: Lowering, name: str) -> Place | None:
        """The annotation of a local variable, or of one of the module."""
        if name in self.global_names:
            module = sys.modules.get(str(self.inst.namespace.get("__name__")))
            return Place(module, name) if module is not None else None
        for node in walk(self.inst.node):
            target = node.target if isinstance(node, ast.AnnAssign) else None
            if isinstance(target, ast.Name) and target.id == name:
                assert isinstance(node, ast.AnnAssign)
                return Place(node.annotation)
        return None
