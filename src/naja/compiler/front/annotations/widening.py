"""Where CPython lets a narrower number stand: an int where float is declared, a bool where int is.

The number stays what it is. So parameters get an instance for it, variables, fields and results
that are declared by the program grow (`Fact.take`); what containers and function values hold
cannot grow while the program is typed: there `Widened` starts the typing again, with
`notations.ELEMENTS` telling what the declaration then stands for.
"""

from __future__ import annotations

from typing import Any

from naja.compiler import types as t

NARROWER: dict[t.Type, tuple[t.Type, ...]] = {t.FLOAT: (t.INT, t.BOOL), t.INT: (t.BOOL,)}
"""Numbers that a declared number takes besides itself."""


class Widened(Exception):
    """A container of `kind` holds narrower numbers too: the whole program is typed again."""

    def __init__(self, kind: t.Type) -> None:
        super().__init__(kind.name)
        self.kind = kind


def admits(declared: t.Type, have: t.Type) -> bool:
    """Whether a value of `have` may stand where `declared` is written, numbers being promoted."""
    if declared is have:
        return True
    if isinstance(have, t.UnionType):
        return all(admits(declared, item) for item in have.items)
    if isinstance(declared, t.UnionType):
        return any(admits(item, have) for item in declared.items)
    if declared in NARROWER:
        return have in NARROWER[declared]
    mine, yours = t.parts_of(declared), t.parts_of(have)
    alike = all(getattr(declared, a, None) == getattr(have, a, None) for a in ("cls", "code"))
    if not mine or type(declared) is not type(have) or not alike or len(mine) != len(yours):
        return False
    return all(admits(a, b) for a, b in zip(mine, yours, strict=True))


def grown(declared: t.Type, have: t.Type) -> t.Type | None:
    """The declared type with narrower numbers added so that it holds `have`; None where it cannot
    be."""
    members = declared.items if isinstance(declared, t.UnionType) else (declared,)
    if have in members:
        return declared
    if isinstance(have, t.UnionType):
        whole: t.Type | None = declared
        for item in have.items:
            whole = None if whole is None else grown(whole, item)
        return whole
    if have in t.NUMBER_TAGS:
        fitting = any(have in NARROWER.get(item, ()) for item in members)
        return t.union_type([declared, have]) if fitting else None
    if isinstance(have, t.TupleType):
        for at, item in enumerate(members):
            if isinstance(item, t.TupleType) and len(item.items) == len(have.items):
                parts = [grown(a, b) for a, b in zip(item.items, have.items, strict=True)]
                if None not in parts:
                    whole = t.tuple_type(tuple(p for p in parts if p is not None))
                    return t.union_type([*members[:at], whole, *members[at + 1 :]])
    return None


def culprit(declared: t.Type, have: t.Type) -> t.Type | None:
    """The declared number inside a type that is given a narrower one."""
    if declared in NARROWER and declared is not have:
        return declared
    if isinstance(declared, t.UnionType):
        return next((i for i in declared.items if i in NARROWER), None)
    for a, b in zip(t.parts_of(declared), t.parts_of(have), strict=False):
        found = culprit(a, b) if a is not b else None
        if found is not None:
            return found
    return None


def element(type_: t.Type, elements: dict[t.Type, t.Type]) -> t.Type:
    """What a container of `type_` holds: with narrower numbers where the program needs it."""
    if type_ in elements:
        return elements[type_]
    if isinstance(type_, t.TupleType):
        return t.tuple_type(tuple(element(i, elements) for i in type_.items))
    if isinstance(type_, t.UnionType) and t.parts_of(type_):
        return t.union_type([element(i, elements) for i in type_.items])
    return type_


def elements_for(kinds: set[t.Type]) -> dict[t.Type, t.Type]:
    """What declared numbers stand for inside containers once `kinds` have been widened."""
    whole = t.union_type([t.INT, t.BOOL]) if t.INT in kinds else t.INT
    found: dict[t.Type, t.Type] = {t.INT: whole} if t.INT in kinds else {}
    if t.FLOAT in kinds:
        found[t.FLOAT] = t.union_type([t.FLOAT, whole])
    return found


def is_library(function: Any) -> bool:
    """Whether a function is Naja's own: there `float` means a float, and an int becomes one."""
    return (getattr(function, "__module__", None) or "").partition(".")[0] == "naja"
