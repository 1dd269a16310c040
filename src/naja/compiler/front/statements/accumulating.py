"""Texts that grow in a loop: `text += part`, and `text = text + part`.

Making a new text each time takes quadratic time. Where a loop reads the variable for nothing else,
nobody else can hold the text that the loop has made last: it is made with room behind it, and what
comes next is put there. Two more variables go with the text's: `own`, the text that has room, and
how much may be in it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.builder import Builder
from naja.compiler.front.objects import bindings
from naja.compiler.front.text.characters import is_text
from naja.compiler.front.trees import walk
from naja.compiler.front.values import Evaluated, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class Accumulating(Builder):
    """See the module."""

    def prepare_growing(self: Lowering, loop: ast.AST) -> list[str]:
        """A loop begins: of the texts that only grow in it nothing has room yet. Gives their
        names, for when it has ended."""
        started: list[str] = []
        for name in sorted(_grown_in(loop) - self.growing.keys()):
            slot = self.slots.get(name)
            if slot is None or name in self.global_names or self.is_cell(name):
                continue
            if not is_text(slot.type) or not self.fn.traced:
                continue
            own, room = self.local(f"{name}.own", slot.type), self.local(f"{name}.room", t.INT)
            self.store(own, ir.Const(slot.type, None))
            self.store(room, const_int(0))
            self.growing[name] = own, room
            started.append(name)
        return started

    def end_growing(self, names: list[str]) -> None:
        """The loop has ended: from here on others may hold the texts."""
        for name in names:
            del self.growing[name]

    def grow_text(self: Lowering, name: str, part: ast.expr, node: ast.AST) -> ast.expr | None:
        """text += part. None when it is done; else the part, for the usual way."""
        if name not in self.growing or not is_text(self.slots[name].type):
            return part
        text = self.value(ast.copy_location(ast.Name(name, ast.Load()), node))
        given = self.value(part)
        if not is_text(given.type):
            return ast.copy_location(Evaluated(given), part)
        after = self.new_block("grown")
        self._grow_short(name, text, given, after, node)
        own, room = self.growing[name]
        there, more = self.new_block("room"), self.new_block("more")
        has_room = self.call_runtime(
            "text", "has_room", text, self.load(own), self.load(room), given
        )
        self.branch(has_room, there, more)
        self.enter_block(there)
        self.call_runtime("text", "put_behind", text, given)
        self.goto(after)
        self.enter_block(more)
        pair = self.call_runtime("text", "with_room", text, given)
        grown = self.tuple_item(pair, 0, bindings.builtin_type("str"))
        self.store(self.slots[name], grown)
        self.store(own, grown)
        self.store(room, self.tuple_item(pair, 1, t.INT))
        self.goto(after)
        self.enter_block(after)
        return None

    def _grow_short(
        self: Lowering, name: str, text: ir.Value, part: ir.Value, after: ir.Block, node: ast.AST
    ) -> None:
        """A short text is made anew."""
        short, long = self.new_block("short"), self.new_block("long")
        self.branch(self.call_runtime("text", "is_short", text), short, long)
        self.enter_block(short)
        self.store(self.slots[name], self.call_method(text, "__add__", [part], node))
        self.goto(after)
        self.enter_block(long)

    def grows_itself(self: Lowering, node: ast.Assign) -> bool:
        """`text = text + part`, where that can be done in place."""
        appended = _appended(node)
        if appended is None:
            return False
        name, part = appended
        if name not in self.growing or not is_text(self.slots[name].type):
            return False
        left = self.grow_text(name, part, node)
        if left is not None:
            assert isinstance(node.value, ast.BinOp)
            whole = ast.copy_location(ast.BinOp(node.value.left, ast.Add(), left), node.value)
            self.assign(node.targets[0], self.value(whole), node)
        return True


def _appended(node: ast.AST) -> tuple[str, ast.expr] | None:
    """The variable that a statement appends to, and what."""
    if isinstance(node, ast.AugAssign):
        named = isinstance(node.target, ast.Name) and isinstance(node.op, ast.Add)
        return (getattr(node.target, "id", ""), node.value) if named else None
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return None
    target, value = node.targets[0], node.value
    if not (isinstance(target, ast.Name) and isinstance(value, ast.BinOp)):
        return None
    if not (isinstance(value.op, ast.Add) and isinstance(value.left, ast.Name)):
        return None
    return (target.id, value.right) if value.left.id == target.id else None


def _grown_in(loop: ast.AST) -> set[str]:
    """The variables that the loop appends to, and of which it asks nothing but the length."""
    if not hasattr(loop, "grown"):
        loop.grown = _found_in(loop)  # type: ignore[attr-defined]
    return loop.grown  # type: ignore[attr-defined, no-any-return]


def _found_in(loop: ast.AST) -> set[str]:
    grown: set[str] = set()
    harmless: set[int] = set()
    nodes = walk(loop)
    for node in nodes:
        appended = _appended(node)
        if appended is not None:
            grown.add(appended[0])
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp):
                harmless.add(id(node.value.left))
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "len":
            harmless.update(id(a) for a in node.args)
    names = [n for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]
    return grown - {n.id for n in names if id(n) not in harmless}
