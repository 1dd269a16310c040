"""Places that make containers, and what they turn out to hold.

What a container without annotation holds is what is in its display, or what is put in first. Where
something else is put in later, the place where it was made is noted with the joined type, and the
program is typed again (`program.compile_program`); so the items of `[0] * n` may become floats.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import has_var, join, known
from naja.compiler.front.annotations.notations import rebuild
from naja.compiler.front.annotations.opened import Place, open_place, take_unreadable
from naja.compiler.front.annotations.widening import admits
from naja.compiler.front.builder import Builder
from naja.compiler.front.problems import Unsupported
from naja.compiler.front.trees import walk
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering
    from naja.compiler.front.instance import FunctionInstance
    from naja.compiler.front.world import World

Key = tuple[str, int, int, int]
"""File, line and column of the expression, and which of its element types."""

DEEPEST = 6

GROWING = ("_extend_list", "_extend_items", "_update_dict", "_update_pairs", "__iadd__", "__ior__")
"""Methods of containers that put in all that another holds."""


@dataclass
class Sites:
    """`found`: what this run of the front end knows each place to hold; `hints`: what earlier runs
    have learnt; `grown`: what this run learns. `loose`: unions of what stands under `Any`.
    `known_loose`: how many there were when this run began; what it has found since, some functions
    may have met too early. `own`: what is made where it is compared with what holds other types;
    `known`: how many. `blamed`: annotations that this run contradicts, `mixed` what stands
    there; `opened`: those that say Any by now."""

    hints: dict[Key, t.Type] = field(default_factory=dict)
    found: dict[Key, tuple[t.Type, ast.AST, FunctionInstance]] = field(default_factory=dict)
    grown: dict[Key, t.Type] = field(default_factory=dict)
    loose: set[t.UnionType] = field(default_factory=set)
    own: set[Key] = field(default_factory=set)
    known: int = 0
    blamed: set[Place] = field(default_factory=set)
    mixed: set[t.UnionType] = field(default_factory=set)
    opened: set[Place] = field(default_factory=set)
    known_loose: int = 0

    def begin(self) -> None:
        """A run of the front end starts."""
        self.grown, self.found = {}, {}
        self.blamed, self.mixed = set(), set()
        self.known_loose = len(self.loose)

    def learn(self) -> bool:
        """Take over what was learnt: whether that is anything new."""
        new = {k: v for k, v in self.grown.items() if self.hints.get(k) is not v}
        self.hints.update(new)
        news = len(self.own) > self.known or len(self.loose) > self.known_loose
        self.known = len(self.own)
        return bool(new) or news

    def loosen(self, type_: t.Type) -> None:
        """What is held under `Any`: no union in it is declared."""
        type_ = known(type_)
        if isinstance(type_, t.UnionType):
            self.loose.add(type_)
        for part in () if isinstance(type_, t.CallableType) else t.parts_of(type_):
            self.loosen(part)

    def open_blamed(self) -> bool:
        """Open the annotations that do not hold: whether there are any."""
        new = self.blamed - self.opened
        for place in new:
            open_place(place)
        self.opened |= new
        self.loose |= self.mixed
        return take_unreadable() or bool(new)

    def dynamic(self, type_: t.Type) -> bool:
        """Whether a union came about by what was put into some container, or may have come about by
        what contradicts an annotation."""
        if self.opened:
            return True
        members = set(type_.items) if isinstance(type_, t.UnionType) else {type_}
        unions = [h for h in self.hints.values() if isinstance(h, t.UnionType)]
        return any(members <= set(u.items) for u in [*unions, *self.loose])


class Placed(Builder):
    """The part of `Lowering` that knows where containers are made."""

    def site(self: Lowering, node: ast.AST, index: int, type_: t.Type) -> t.Type:
        """The element type of the container made at `node`, with all that is put in later."""
        if self.inst.is_library:
            return type_
        key = place_of(self.inst, node, index)
        hint = self.world.sites.hints.get(key)
        if hint is not None and not has_var(type_):
            type_ = join(type_, hint)
        self.world.sites.found[key] = (type_, node, self.inst)
        if self.loose and isinstance(type_, t.UnionType):
            self.world.sites.loose.add(type_)
        return type_

    def note_growth(
        self: Lowering, owner: t.ClassType, at: int, value: t.Type, call: ast.AST
    ) -> bool:
        """Something that does not fit was put into a container: grow the places that may have made
        it. Where they cannot be told apart, those here and in the callers that hold the same,
        except for numbers, which may be widened. Whether there are any."""
        have, value = known(owner.args[at]), known(value)
        if self.inst.is_library or has_var(have) or has_var(value) or depth(value) > DEEPEST:
            return False
        root = receiver(call)
        if root is None:
            return False
        same = [
            (key, node, inst)
            for key, (type_, node, inst) in self.world.sites.found.items()
            if known(type_) is have
        ]
        chosen = [key for key, node, _ in same if self._made_for(root, node)]
        if not chosen and not admits(have, value):
            around = [self.inst, *self._callers()]
            chosen = [key for key, _, inst in same if inst in around]
            chosen = chosen or [key for key, _, _ in same]
        for key in chosen:
            grown = self.world.sites.grown
            grown[key] = join(grown.get(key, have), value)
        return bool(chosen)

    def grow_by_all(self: Lowering, method: str, owner: t.ClassType | None, argument: Any) -> None:
        """`xs.extend(ys)`, `d.update(e)`, `xs += ys` of a container of the library: its place may
        have to grow by what the other holds."""
        if owner is None or self.inst.is_library or method not in GROWING:
            return
        value = self.value(argument) if isinstance(argument, ast.expr) else argument
        have = known(value.type) if isinstance(value, ir.Value) else t.UNKNOWN
        if not isinstance(have, t.ClassType | t.TupleType) or have is known(owner):
            return
        alike = isinstance(have, t.ClassType) and len(have.args) == len(owner.args)
        item = have if alike else self.item_type(have)
        whole = item is not None and (alike or len(owner.args) > 1)
        parts = t.parts_of(item) if whole and item is not None else (item,)
        grown = False
        for at, part in enumerate(parts) if len(parts) == len(owner.args) and item else ():
            wanted = known(owner.args[at])
            if part is not None and not has_var(wanted) and not self.fits(part, wanted):
                grown = self.note_growth(owner, at, part, self.node) or grown
        if grown:
            reason = f"this holds {have.name}, where {known(owner).name} is expected"
            raise Unsupported(self.node, reason, "convert it, or change the annotation")

    def grow_key(self: Lowering, receiver: ir.Value | None, args: list[Any], node: ast.AST) -> None:
        """`d.get(key)` with a key of another type than those that are known so far."""
        owner = known(receiver.type) if receiver is not None else None
        func = node.func if isinstance(node, ast.Call) else None
        if not isinstance(owner, t.ClassType) or len(owner.args) != 2 or not args:
            return
        if isinstance(func, ast.Attribute) and isinstance(args[0], ir.Value):
            if isinstance(func.value, ast.Dict):
                self.note_item(func.value, owner.args[0], args[0].type)
            elif not self.note_growth(owner, 0, args[0].type, node):
                self.blame_held(node)

    def note_item(
        self: Lowering, node: ast.AST, have: t.Type, item: t.Type, index: int = 0
    ) -> None:
        """A display or comprehension turns out to hold something else as well."""
        have, item = known(have), known(item)
        key = place_of(self.inst, node, index)
        if key in self.world.sites.found and not has_var(item) and not self.fits(item, have):
            grown = self.world.sites.grown
            grown[key] = join(grown.get(key, have), item)

    def note_of_its_own(self: Lowering, node: ast.AST) -> None:
        """What is made here does not hold what that holds with which it is compared."""
        if not self.inst.is_library:
            self.world.sites.own.add(place_of(self.inst, node, 0))

    def is_of_its_own(self: Lowering, node: ast.AST) -> bool:
        own = self.world.sites.own
        return bool(own) and place_of(self.inst, node, 0) in own

    def _callers(self: Lowering) -> list[FunctionInstance]:
        """The functions that led to this one, as far as they are known."""
        found: list[FunctionInstance] = []
        inst = self.inst
        while inst.asked is not None and inst.asked[0] not in found:
            inst = inst.asked[0]
            found.append(inst)
        return found

    def _made_for(self: Lowering, root: ast.expr, made: ast.AST) -> bool:
        """Whether a container made there is assigned to the variable or attribute `root`."""
        if isinstance(made, ast.Name):  # of live_container
            return made.id == (root.id if isinstance(root, ast.Name) else getattr(root, "attr", ""))
        wanted = ast.dump(root) if isinstance(root, ast.Name) else getattr(root, "attr", "")
        for inst in list(self.world.by_ir.values()):
            if inst.is_library or (isinstance(root, ast.Name) and inst is not self.inst):
                continue
            for node in walk(inst.node):
                if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
                    continue
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if any(_is_target(x, root, wanted) for x in targets) and made in walk(node.value):
                    return True
        return False


def live_container(world: World, live: Any, name: str, own: t.Type) -> t.Type:
    """The type of a container that module-level code left behind, with what is put in when the
    program runs: what an empty one holds is open until then."""
    if not isinstance(own, t.ClassType) or not own.args or world.main is None:
        return own
    made = ast.Name(name, ast.Load(), lineno=id(live), col_offset=0)
    node: ast.Name = world.adapters.setdefault(("live container", id(live)), made)
    main, count = world.main, iter(range(100))

    def opened(part: t.Type) -> t.Type:
        if part is t.UNKNOWN:
            return known(main.variable(node, next(count)))
        parts = tuple(opened(p) for p in t.parts_of(part)) if t.has_unknown(part) else ()
        return rebuild(part, parts) if parts else part

    parts = [opened(p) for p in own.args]
    for at, part in enumerate(parts):
        key = place_of(main, node, 100 + at)
        if not has_var(part) and own.args[at] is part:
            parts[at] = join(part, world.sites.hints.get(key, t.NEVER))
            world.sites.found[key] = (parts[at], node, main)
    return t.class_type(own.cls, tuple(parts))


def place_of(inst: FunctionInstance, node: ast.AST, index: int) -> Key:
    line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
    return inst.source.path, line, column, index


def depth(type_: t.Type) -> int:
    """How deep a type is nested."""
    return 1 + max((depth(p) for p in t.parts_of(type_)), default=0)


def _is_target(target: ast.expr, root: ast.expr, wanted: Any) -> bool:
    if isinstance(root, ast.Name):
        return isinstance(target, ast.Name) and target.id == root.id
    return isinstance(target, ast.Attribute) and target.attr == wanted


def receiver(node: ast.AST) -> ast.expr | None:
    """The variable or attribute whose contents a statement or call changes."""
    item: Any = node
    if isinstance(item, ast.Expr):
        item = item.value
    if isinstance(item, ast.Assign):
        item = item.targets[0]
    elif isinstance(item, ast.AugAssign):
        item = item.target
    while isinstance(item, ast.Subscript | ast.Call):
        inner = item.value if isinstance(item, ast.Subscript) else item.func
        if isinstance(item, ast.Call) and isinstance(inner, ast.Attribute):
            inner = inner.value
        item = inner
    return item if isinstance(item, ast.Name | ast.Attribute) else None
