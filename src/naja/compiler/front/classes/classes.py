"""Classes as the compiler sees them: effective MRO, type arguments of bases, fields and their
facts, layouts.

A field is an annotation of the class body without a constant value, a dataclass field, a slot, or
an attribute that some method sets on its first parameter. Its type comes from an annotation or
grows as a fact.
"""

from __future__ import annotations

import ast
import dataclasses
import functools
import typing
from abc import ABC
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front import sources
from naja.compiler.front.annotations import notations
from naja.compiler.front.annotations.facts import Fact
from naja.compiler.front.annotations.opened import is_opened
from naja.compiler.front.annotations.widening import is_library
from naja.compiler.front.classes import surroundings
from naja.compiler.front.classes.enums import enum_mro, is_enum, member_fields
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.classes.layouts import (
    KNOWN_BY_ASSEMBLY,
    Room,
    measure,
    pointer_offsets,
)
from naja.compiler.front.objects import bindings
from naja.compiler.front.objects.descriptors import (
    field_names,
    is_descriptor,
    is_of_program,
    set_name,
)
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.trees import walk
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.world import World

TYPE_NAME = "__naja_type_name__"
COPY, DEEP_COPY = "__naja_copy__", "__naja_deepcopy__"
_ABSTRACT = (object, typing.Generic, typing.Protocol, ABC)


def effective_mro(cls: type) -> list[type]:
    """The MRO with builtin and library classes replaced by their counterparts; object and Generic
    left out."""
    result: list[type] = []
    if is_enum(cls):
        return enum_mro(cls)
    for item in cls.__mro__:
        if item is tuple and is_named_tuple(cls):
            continue
        mapped = bindings.counterpart_class(item)
        for entry in mapped.__mro__ if mapped is not item else (item,):
            if entry not in _ABSTRACT and entry not in result:
                result.append(entry)
    return result


def is_named_tuple(cls: type) -> bool:
    return isinstance(cls, type) and issubclass(cls, tuple) and hasattr(cls, "_field_defaults")


def is_protocol(cls: type) -> bool:
    """Whether the class is a Protocol: any class with its methods is one of its kind."""
    return bool(vars(cls).get("_is_protocol"))


def annotations_of(cls: type) -> dict[str, Any]:
    """What the body of the class annotates; a class of the builtins has a descriptor there."""
    found = vars(cls).get("__annotations__")
    return found if isinstance(found, dict) else {}


def protocol_names(cls: type) -> set[str]:
    """What a class needs to fit a protocol."""
    names: set[str] = set()
    for base in cls.__mro__:
        if is_protocol(base) and base is not typing.Protocol:
            names |= {n for n in vars(base) if not n.startswith("_abc")} - _PROTOCOL_OWN
            names |= set(vars(base).get("__annotations__", ()))
    return names


_PROTOCOL_OWN = {
    *vars(type("Empty", (typing.Protocol,), {})),
    *("__annotations__", "__firstlineno__", "__orig_bases__", "__parameters__", "__type_params__"),
    *("_is_runtime_protocol", "__non_callable_proto_members__", "__protocol_attrs__"),
}


class ClassInfo:
    """A class with its type arguments: its bases, the facts of its fields, its layout."""

    def __init__(self, world: World, type_: t.ClassType) -> None:
        self.world, self.type, self.cls = world, type_, type_.cls
        self.env = {**_environment(type_), typing.Self: type_}
        self.mro = effective_mro(self.cls)
        self.base = self._primary_base()
        self.fields: dict[str, Fact] = {}
        self.origins: dict[str, t.ClassType] = {}  # where the layout of a field begins
        self.scattered: set[str] = set()  # fields that live subclasses keep elsewhere
        self.unset: set[str] = set()  # fields introduced here that may be missing
        self.room: Room | None = None  # where its objects have fields, once it is laid out
        self.users: set[Any] = set()  # instances that rely on `scattered` and `unset`
        self.counts: set[str] = set()  # fields annotated as unsafe.Count
        self.defaults: dict[str, Any] = {}
        self.own_defaults: dict[str, Any] = {}
        self.layout = self._new_layout()
        if self.base is not None:
            self.layout.bases.append(self.base.layout)
            self.fields.update(self.base.fields)
            self.origins.update(self.base.origins)
            self._join_bases(self.base)
        if type_.args:
            self.layout.bases.append(world.generic_layout(type_.cls))
        self.live = False
        self.library = is_library(self.cls)
        self._collect()
        self.defaults.update(self.own_defaults)
        for name in self.fields:
            self.origins.setdefault(name, type_)

    def _new_layout(self) -> ir.Layout:
        """A generic class without arguments stands for the class with any."""
        if not self.type.args and hasattr(self.cls, "__parameters__") and self.cls.__parameters__:
            return self.world.generic_layout(self.cls)
        return ir.Layout(self.type, {}, 0, [], [], symbol=self.type.name)

    def _join_bases(self, first: ClassInfo) -> None:
        """What the bases bring besides the first line: fields, and defaults by the MRO."""
        for cls in self.mro[1:]:
            info = self.world.class_info(self.owner_type(cls))
            if cls not in first.mro:
                self.layout.bases.append(info.layout)
                for name, fact in info.fields.items():
                    self.fields.setdefault(name, fact).join_with(fact)
        for cls in reversed(self.mro[1:]):
            self.defaults.update(self.world.class_info(self.owner_type(cls)).own_defaults)

    def _primary_base(self) -> ClassInfo | None:
        chosen: ClassInfo | None = None
        for base in self.mro[1:]:
            info = self.world.class_info(self.owner_type(base))
            if chosen is None:
                chosen = info
            elif set(info.fields) - set(chosen.fields) and not _absorbs(chosen, info):
                chosen = info if _absorbs(info, chosen) else chosen
        return chosen

    def owner_type(self, base: type) -> t.ClassType:
        """`base` with the type arguments that this class gives it."""
        return base_type(self.type, base, self.env)

    def _collect(self) -> None:
        if is_enum(self.cls):
            self.fields.update(member_fields(self.cls))
            return
        own = annotations_of(self.cls)
        assigned = assigned_attributes(self.cls)
        for name in vars(self.cls).get("_fields", ()) if is_named_tuple(self.cls) else ():
            if name not in own:  # collections.namedtuple: what it is given tells the types
                self.fields[name] = Fact(t.UNKNOWN)
        fields_of_dataclass = (
            {f.name for f in dataclasses.fields(self.cls)} if self._is_dataclass() else set()
        )
        for name, annotation in own.items():
            text = str(annotation)
            if text == "Count" and self.library:
                self.counts.add(name)
            if (
                "ClassVar" in text
                or "InitVar" in text
                or "KW_ONLY" in text
                or ("Final" in text and name in vars(self.cls) and name not in fields_of_dataclass)
            ):
                continue
            if self._acts(name):
                continue
            has_value = name in vars(self.cls) and not _is_slot(self.cls, name)
            if has_value and name not in fields_of_dataclass:
                if name not in assigned:
                    continue
                self.own_defaults[name] = vars(self.cls)[name]
            none_first = has_value and vars(self.cls)[name] is None
            self.fields[name] = self._declared_fact(annotation, none_first)
        for name in self.fields:
            inherited = name not in own and name not in assigned
            if inherited and name in vars(self.cls) and not _is_slot(self.cls, name):
                self.own_defaults[name] = vars(self.cls)[name]
        for name, annotation_node in assigned.items():
            if name in self.fields or self._acts(name):
                continue
            self.fields[name] = self._assigned_fact(name, annotation_node)
        for name, live in vars(self.cls).items():
            if isinstance(live, functools.cached_property):
                hint = live.func.__annotations__.get("return")
                fact = Fact(t.UNKNOWN) if hint is None else Fact(self._resolve(hint), fixed=True)
                self.fields[name] = fact
        for name in [*field_names(self.cls), *_slots(self.cls), *surroundings.fields(self.cls)]:
            self.fields.setdefault(name, Fact(t.UNKNOWN))
        if not self.library:
            self._hoist()

    def _hoist(self) -> None:
        """Fields that methods here read and only subclasses set: they lie in this class, so that
        all subclasses have them in one place."""
        below = subclasses(self.cls)
        for name in sorted(_read_attributes(self.cls)) if below else ():
            if name in self.fields or hasattr(self.cls, name):
                continue
            for cls in below:
                hint = vars(cls).get("__annotations__", {}).get(name)
                assigned = assigned_attributes(cls)
                if hint is not None and name not in vars(cls):
                    self.fields[name] = Fact(self._resolve(hint), fixed=True, open_=True)
                elif name in assigned and name not in vars(cls):
                    self.fields[name] = self._assigned_fact(name, assigned[name])
                else:
                    continue
                break

    def _assigned_fact(self, name: str, annotation: ast.expr | None) -> Fact:
        if name in vars(self.cls) and not _is_slot(self.cls, name):
            self.own_defaults[name] = vars(self.cls)[name]
        elif self._inherits_value(name):
            self.own_defaults[name] = getattr(self.cls, name)
        if annotation is None or is_opened(annotation):
            return Fact(t.UNKNOWN)
        none_first = not self.library and name in _none_at_first(self.cls)
        return self._declared_fact(ast.unparse(annotation), none_first)

    def _inherits_value(self, name: str) -> bool:
        """Whether a base's body gives the attribute a value, which shows until methods set it."""
        found = None if self.library or self._acts(name) else self.find(name)
        if found is None or callable(found[1]) or not is_of_program(found[0].cls):
            return False
        return not _is_slot(found[0].cls, name)

    def _declared_fact(self, annotation: Any, none_first: bool) -> Fact:
        """What an annotation says of a field; `none_first`: it is None at first."""
        namespace = sources.names_of_class(self.cls)
        if not self.library and notations.is_open(annotation, namespace):
            return Fact(t.UNKNOWN, any_=True)
        type_ = self._resolve(annotation)
        type_ = t.optional(type_) if none_first else type_
        return Fact(type_, fixed=True, open_=not self.library)

    def _is_dataclass(self) -> bool:
        return "__dataclass_fields__" in vars(self.cls)

    def _acts(self, name: str) -> bool:
        """Whether methods act for the attribute."""
        found = self.find(name)
        return found is not None and (isinstance(found[1], property) or is_descriptor(found[1]))

    def _resolve(self, annotation: Any) -> t.Type:
        namespace = sources.names_of_class(self.cls)
        try:
            return notations.resolve(annotation, self.env, namespace, dict(vars(self.cls)))
        except Unsupported as problem:
            problem.node = problem.node or sources.class_node(self.cls)
            raise

    def find(self, name: str) -> tuple[t.ClassType, Any] | None:
        """Where the MRO defines `name`, and the live attribute."""
        for cls in self.mro:
            if name in vars(cls):
                return self.owner_type(cls), vars(cls)[name]
        return None

    def field(self, name: str) -> Fact | None:
        found = self.fields.get(name)
        return found

    def finish(self) -> None:
        """Lay the fields out: header, base fields, own fields, each at its natural alignment."""
        layout = self.layout
        if layout.size:
            return
        if self.base is not None:
            self.base.finish()
            layout.fields.update(self.base.layout.fields)
        packed = not self.cls.__module__.startswith(KNOWN_BY_ASSEMBLY)
        room = self.room = Room(packed, self.base.room if self.base is not None else None)
        for name, fact in self.fields.items():
            if name in layout.fields:
                continue
            type_ = annotations_known(fact)
            if type_ is t.UNKNOWN:
                continue  # no part of the program that is reached sets it
            count = name in self.counts
            offset = room.place(*measure(t.U32 if count else type_))
            layout.fields[name] = ir.Field(name, type_, offset, count)
            layout.pointer_words += [(offset + at) // 8 for at in pointer_offsets(type_)]
            if name in self.unset:
                layout.fields[name + "?"] = ir.Field(name + "?", t.BOOL, room.place(1, 1))
        if self.base is not None:
            layout.pointer_words = sorted({*layout.pointer_words, *self.base.layout.pointer_words})
        layout.size = room.close()


def annotations_known(fact: Fact) -> t.Type:
    from naja.compiler.front.annotations.facts import known

    return known(fact.type)


def _absorbs(one: ClassInfo, other: ClassInfo) -> bool:
    return set(other.fields) <= set(one.fields)


def _environment(type_: t.ClassType) -> notations.Env:
    parameters = getattr(type_.cls, "__parameters__", ())
    return dict(zip(parameters, type_.args, strict=False))


def base_type(derived: t.ClassType, base: type, env: notations.Env) -> t.ClassType:
    """`base`, reached from `derived`, with the type arguments given on the way."""
    if derived.cls is base:
        return derived
    for entry in getattr(derived.cls, "__orig_bases__", ()) or ():
        origin = typing.get_origin(entry)
        mapped = bindings.counterpart_class(origin) if isinstance(origin, type) else None
        if mapped is None or mapped in _ABSTRACT or base not in effective_mro(mapped):
            continue
        resolved = notations.resolve(entry, env, sources.names_of_class(derived.cls))
        if isinstance(resolved, t.ClassType):
            return base_type(resolved, base, _environment(resolved))
    for entry in derived.cls.__bases__:
        mapped = bindings.counterpart_class(entry)
        if mapped not in _ABSTRACT and base in effective_mro(mapped):
            return base_type(t.class_type(mapped), base, {})
    return t.class_type(base)


def _is_slot(cls: type, name: str) -> bool:
    return type(vars(cls).get(name)).__name__ in ("member_descriptor", "_tuplegetter")


def _slots(cls: type) -> list[str]:
    """The names in `__slots__`, which methods need not set."""
    return [n for n, v in vars(cls).items() if type(v).__name__ == "member_descriptor"]


def assigned_attributes(cls: type) -> dict[str, ast.expr | None]:
    """Names that methods of the class body set on their first parameter, with the annotation if
    there is one."""
    node = sources.class_node(cls)
    result: dict[str, ast.expr | None] = {}
    for method in node.body if node else []:
        if not isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef) or not method.args.args:
            continue
        _note_made(method, result)
        if method.name == "__new__" or any(
            getattr(d, "id", "") in ("staticmethod", "classmethod") for d in method.decorator_list
        ):
            continue
        this = method.args.args[0].arg
        for item in walk(method):
            _note_attribute(item, this, result)
        _note_iterables(method, this, result)
    return result


def _note_made(
    method: ast.FunctionDef | ast.AsyncFunctionDef, result: dict[str, ast.expr | None]
) -> None:
    """What is set on an object that the method has made with `__new__`."""
    nodes = walk(method)
    for item in nodes:
        value = item.value if isinstance(item, ast.Assign | ast.AnnAssign) else None
        func = value.func if isinstance(value, ast.Call) else None
        if isinstance(func, ast.Attribute) and func.attr == "__new__":
            target = item.targets[0] if isinstance(item, ast.Assign) else item.target  # type: ignore[attr-defined]
            if isinstance(target, ast.Name):
                for other in nodes:
                    _note_attribute(other, target.id, result)
        if method.name == "__new__" and isinstance(item, ast.Attribute):
            stored = isinstance(item.ctx, ast.Store) and isinstance(item.value, ast.Attribute)
            if stored and _is_own(item.value, method.args.args[0].arg):
                result.setdefault(item.attr, None)


def _note_iterables(
    method: ast.FunctionDef | ast.AsyncFunctionDef, this: str, result: dict[str, ast.expr | None]
) -> None:
    """`self.xs = xs` with `xs: Iterator[T]` declares the attribute so, as mypy has it."""
    declared = {a.arg: a.annotation for a in [*method.args.args, *method.args.kwonlyargs]}
    for item in method.body:
        if not isinstance(item, ast.Assign) or not isinstance(item.value, ast.Name):
            continue
        target, annotation = item.targets[0], declared.get(item.value.id)
        names = annotation.value if isinstance(annotation, ast.Subscript) else None
        if _is_own(target, this) and getattr(names, "id", "") in ("Iterator", "Iterable"):
            result[target.attr] = result[target.attr] or annotation  # type: ignore[attr-defined]


def _read_attributes(cls: type) -> set[str]:
    """Names that methods of the class body read on their first parameter."""
    node = sources.class_node(cls)
    found: set[str] = set()
    for method in node.body if node else []:
        if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef) and method.args.args:
            this = method.args.args[0].arg
            for item in walk(method):
                if isinstance(item, ast.Attribute) and _is_own(item, this):
                    found.add(item.attr)
    return found


def _none_at_first(cls: type) -> set[str]:
    """Attributes that a method declares as `self.x: X = None`: they may be None."""
    node = sources.class_node(cls)
    return {
        item.target.attr
        for item in (ast.walk(node) if node else ())
        if isinstance(item, ast.AnnAssign)
        and isinstance(item.target, ast.Attribute)
        and isinstance(item.value, ast.Constant)
        and item.value.value is None
    }


def _note_attribute(item: ast.AST, this: str, result: dict[str, ast.expr | None]) -> None:
    stored = set_name(item, this)
    if stored is not None:
        result.setdefault(stored[0], None)
    if isinstance(item, ast.AnnAssign) and _is_own(item.target, this):
        bare = is_bare_final(item.annotation)
        result[item.target.attr] = None if bare else item.annotation  # type: ignore[union-attr]
    elif (
        isinstance(item, ast.Attribute) and isinstance(item.ctx, ast.Store) and _is_own(item, this)
    ):
        result.setdefault(item.attr, None)


def is_bare_final(annotation: ast.expr) -> bool:
    """`x: Final = 3`: the value tells the type."""
    return ast.unparse(annotation).strip("'\"").rpartition(".")[2] == "Final"


def _is_own(node: ast.expr, this: str) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == this
    )
