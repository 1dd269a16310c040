"""Attributes that may not be there: read before they are set, deleted, asked for with hasattr.

Only a field that `making` cannot prove to be set when a constructor returns has a second field
beside it, `name?`, that says whether it is set; only reading such a field is checked.
"""

from __future__ import annotations

import ast
import functools
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.classes.inheritance import DELETES
from naja.compiler.front.classes.making import Making
from naja.compiler.front.expressions.unions import End
from naja.compiler.front.objects.descriptors import KEPT
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.values import const_bool
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.classes.classes import ClassInfo
    from naja.compiler.front.function import Lowering
    from naja.compiler.front.world import World

_makings: dict[type, Making] = {}


def may_lack(cls: type, name: str) -> bool:
    """Whether objects of exactly this class may be asked for the field before it is set."""
    from naja.compiler.front.classes.classes import is_named_tuple
    from naja.compiler.front.classes.enums import is_enum

    if cls.__module__.startswith("naja.") or is_enum(cls) or is_named_tuple(cls):
        return False
    if "@" in name:  # a cell that a class inside a function holds
        return False
    return _making(cls).may_lack(name)


def leaves_out(cls: type, name: str) -> bool:
    """Whether objects of exactly this class may be asked for the attribute before a method has
    set it."""
    return _making(cls).leaves_out(name)


def _making(cls: type) -> Making:
    if cls not in _makings:
        _makings[cls] = Making(cls)
    return _makings[cls]


def is_doubtful(world: World, origin: type, name: str) -> bool:
    """Whether the field may be missing in objects of the class that has it, or of a subclass."""
    key = (origin, name)
    if key not in world.doubtful:
        library = origin.__module__.startswith("naja.")
        below = [] if library else [origin, *subclasses(origin)]
        world.doubtful[key] = any(may_lack(c, name) for c in below)
    return world.doubtful[key]


def note_live(world: World, info: ClassInfo) -> None:
    """Objects of a class can exist: the fields that they may lack are checked."""
    for name, origin in info.origins.items():
        if may_lack(info.cls, name):
            note_unset(world, world.class_info(origin), name)


def note_unset(world: World, origin: ClassInfo, name: str) -> None:
    """A field may be missing: whoever relied on it is lowered again. The library's own are
    zero."""
    if name in origin.unset or origin.cls.__module__.startswith("naja."):
        return
    origin.unset.add(name)
    foreseen = is_doubtful(world, origin.cls, name)
    world.doubtful[origin.cls, name] = True
    for user in list(origin.users if foreseen else world.by_ir.values()):
        user.invalidate()


def fill_flags(world: World) -> None:
    """Objects made at build time: which of their doubtful fields are set."""
    for static in world.freezer.made.values():
        if isinstance(static.type, t.ClassType):
            for name in world.class_info(static.type).layout.fields:
                if name.endswith("?"):
                    static.fields[name] = const_bool(name[:-1] in static.fields)


def kept_value(live: object, name: str) -> object:
    """A field of an object made at build time, which a cached_property may not have yet."""
    if name.startswith(KEPT):
        held = vars(live)
        if name.removeprefix(KEPT) not in held:
            raise AttributeError(name)
        return held[name.removeprefix(KEPT)]
    shared = getattr(type(live), name, None)
    if isinstance(shared, functools.cached_property) and name not in vars(live):
        raise AttributeError(name)
    return getattr(live, name)


class Presence(Builder):
    """See the module."""

    def has_flag(self: Lowering, info: ClassInfo, name: str) -> bool:
        """Whether the field has a second one that says whether it is set."""
        origin = self.world.class_info(info.origins[name])
        if not is_doubtful(self.world, origin.cls, name):
            return False
        origin.users.add(self.inst)
        return name in origin.unset

    def flag_of(self: Lowering, target: ir.Value, info: ClassInfo, name: str) -> ir.Value:
        dst = self.temp(t.BOOL)
        load = ir.LoadField(
            loc=self.loc, dst=dst, object=target, layout=info.layout, field=name + "?"
        )
        self.emit(load)
        return dst

    def set_flag(
        self: Lowering, target: ir.Value, info: ClassInfo, name: str, is_set: bool
    ) -> None:
        value = const_bool(is_set)
        store = ir.StoreField(
            loc=self.loc, object=target, layout=info.layout, field=name + "?", value=value
        )
        self.emit(store)

    def check_present(self: Lowering, target: ir.Value, info: ClassInfo, name: str) -> None:
        """AttributeError unless the field is set."""
        good, bad = self.new_block("present"), self.new_block("absent")
        self.branch(self.flag_of(target, info, name), good, bad, likely=True)
        self.enter_block(bad)
        self.no_attribute(target, name)
        self.enter_block(good)

    def concat(self: Lowering, left: ir.Value, right: ir.Value) -> ir.Value:
        return self.call_runtime("str", "concat", left, right)

    def delete_attribute(self: Lowering, target: ast.Attribute, node: ast.AST) -> None:
        """del x.name: a field is missing from then on; of a property, its deleter runs."""
        owner = self._owner(self.value(target.value), target)
        type_ = known(owner.type)
        assert isinstance(type_, t.ClassType)
        if self.has_hook(type_, "__delattr__"):
            self.call_hook(owner, "__delattr__", target.attr, [], node)
            return
        self.delete_plain(owner, target.attr, node)

    def delete_plain(self: Lowering, owner: ir.Value, name: str, node: ast.AST) -> None:
        """Delete an attribute as `object` does."""
        type_ = known(owner.type)
        assert isinstance(type_, t.ClassType)
        info = self.world.class_info(type_)
        if self.delete_described(owner, name, node):
            return
        if name not in info.fields:
            if not self.change_property(owner, DELETES + name, [], node):
                reason = f"'{name}' of {type_.name} cannot be deleted"
                raise Unsupported(node, reason, "delete what methods or the class body set")
            return
        self.delete_field(owner, name, name, node)

    def delete_field(self: Lowering, owner: ir.Value, field: str, name: str, node: ast.AST) -> None:
        type_ = known(owner.type)
        assert isinstance(type_, t.ClassType)
        info = self.world.class_info(type_)
        self._refuse_frozen(type_, name, node, "delete")
        if info.cls.__module__.startswith("naja.") or field in info.scattered:
            reason = f"'{name}' of {type_.name} cannot be deleted"
            raise Unsupported(node, reason, "set it to None instead")
        note_unset(self.world, self.world.class_info(info.origins[field]), field)
        self.check_present(owner, info, field)
        self.set_flag(owner, info, field, False)

    def cached_property(
        self: Lowering, target: ir.Value, info: ClassInfo, name: str, node: ast.AST
    ) -> ir.Value | None:
        """What a cached_property gives: a field that the first read sets; None for others."""
        found = info.find(name)
        if found is None or not isinstance(found[1], functools.cached_property):
            return None
        owner, live = found
        if name not in info.fields:
            reason = f"the cached_property {name} of an enum is not compiled"
            raise Unsupported(node, reason, "use property")
        origin = self.world.class_info(info.origins[name])
        note_unset(self.world, origin, name)
        fact = info.fields[name]
        if not fact.fixed:
            reason = f"the cached_property {name} has no annotated result"
            raise Unsupported(node, reason, "annotate it")
        ends: list[End] = []
        there, first = self.new_block("there"), self.new_block("first")
        self.branch(self.flag_of(target, info, name), there, first, likely=True)
        self.enter_block(there)
        self.end_here(ends, self.get_field(target, name))
        self.enter_block(first)
        result = self.call_function(self.plain_function(live.func), owner, [target], [], node)
        stored = self.coerce(result, known(fact.type), node)
        self.set_field(target, name, stored)
        self.end_here(ends, stored)
        return self.merge(ends)
