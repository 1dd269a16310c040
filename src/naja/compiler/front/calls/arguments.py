"""What binding makes of the arguments of a call: values, syntax, and what stars stand for."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

from naja.compiler.ir import model as ir

Argument = ir.Value | ast.expr

Keyword = tuple[str, Any]
"""The name and the argument. An empty name: a dict that `**` unpacks, as a value."""


@dataclass(eq=False)
class Default:
    """A parameter that takes its default: a live object, or syntax."""

    live: Any


@dataclass(eq=False)
class Spread:
    """A star argument whose length only the run tells: a list or tuple. It is always the last."""

    items: ir.Value


@dataclass(eq=False)
class Rest:
    """The arguments that go into *args: `parts`, then those of `spread` from `start` on."""

    parts: list[Any]
    spread: ir.Value | None = None
    start: int = 0


@dataclass(eq=False)
class Item:
    """The item of a spread that a parameter takes; `otherwise` where the spread is too short."""

    items: ir.Value
    index: int
    otherwise: Any


@dataclass(eq=False)
class Entry:
    """The entry of a dict that a parameter takes; `otherwise` where the dict has none."""

    mapping: ir.Value
    name: str
    otherwise: Any


@dataclass(eq=False)
class Named:
    """The keywords that go into **named: `parts`, and behind the first `before` of them the entries
    of `mapping` but for those that are `taken`."""

    parts: list[Keyword]
    mapping: ir.Value | None
    taken: list[str]
    before: int


@dataclass(eq=False)
class Missing:
    """What raises the TypeError of an argument that a run-time dict does not give."""

    function: str
    names: list[str]
    mapping: ir.Value
