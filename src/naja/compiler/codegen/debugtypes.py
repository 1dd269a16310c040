"""Types and variables for the debugger: `info locals` and `print *self` in gdb show Python's names.

Only in the dev profile, where variables stay in memory; it makes the module half as large again.
"""

from __future__ import annotations

from naja.compiler import types as t
from naja.compiler.codegen.metadata import Metadata
from naja.compiler.codegen.storage import round_up, size_and_alignment
from naja.compiler.ir import model as ir


class DebugTypes:
    """The debugger's description of types, each once."""

    def __init__(self, metadata: Metadata, layouts: dict[t.Type, ir.Layout]) -> None:
        self.metadata, self.layouts = metadata, layouts
        self.known: dict[t.Type, str] = {}

    def type(self, type_: t.Type) -> str:
        """The node of a type."""
        node = self.known.get(type_)
        if node is None:
            node = self.known[type_] = self._make(type_)
        return node

    def _make(self, type_: t.Type) -> str:
        type_ = t.stored_as(type_)
        size, _ = size_and_alignment(type_)
        if isinstance(type_, t.IntType):
            kind = "signed" if type_.signed else "unsigned"
            kind = "boolean" if type_ is t.BOOL else kind
            return self._basic(type_.name, size, kind)
        if type_ is t.FLOAT:
            return self._basic("float", size, "float")
        if isinstance(type_, t.AggregateType):
            return self._tuple(type_)
        if isinstance(type_, t.PtrType):
            return self._pointer(self.type(type_.item))
        bare = type_ if isinstance(type_, t.RecursiveUnion) else t.without_none(type_)
        return self.type(bare) if bare is not type_ else self._pointer(self._object(type_))

    def _basic(self, name: str, size: int, kind: str) -> str:
        return self.metadata.node(
            f'!DIBasicType(name: "{name}", size: {8 * size}, encoding: DW_ATE_{kind})'
        )

    def _pointer(self, item: str) -> str:
        return self.metadata.node(
            f"!DIDerivedType(tag: DW_TAG_pointer_type, baseType: {item}, size: 64)"
        )

    def _tuple(self, type_: t.AggregateType) -> str:
        members: list[tuple[str, t.Type, int]] = []
        end = 0
        for index, item in enumerate(type_.items):
            size, alignment = size_and_alignment(item)
            offset = round_up(end, alignment)
            members.append((f"item{index}", item, offset))
            end = offset + size
        node = self.metadata.reserve()
        self._structure(node, type_.name, size_and_alignment(type_)[0], members)
        return node

    def _object(self, type_: t.Type) -> str:
        """The structure of objects of a class; of what has no layout, the name alone."""
        layout = self.layouts.get(type_)
        node = self.metadata.reserve()
        if layout is None:
            self._structure(node, type_.name, 8, [("type_id", t.U32, 0)])
            return node
        self.known[type_] = self._pointer(node)
        members: list[tuple[str, t.Type, int]] = [("type_id", t.U32, 0)]
        members += [
            (f.name, t.U32 if f.count else f.type, f.offset) for f in layout.fields.values()
        ]
        self._structure(node, type_.name, layout.size, members)
        return node

    def _structure(
        self, node: str, name: str, size: int, members: list[tuple[str, t.Type, int]]
    ) -> None:
        elements = [self._member(*member) for member in members]
        listed = self.metadata.node(f"!{{{', '.join(elements)}}}")
        text = f'name: "{name}", size: {8 * size}, elements: {listed}'
        self.metadata.fill(node, f"distinct !DICompositeType(tag: DW_TAG_structure_type, {text})")

    def _member(self, name: str, type_: t.Type, offset: int) -> str:
        size, _ = size_and_alignment(type_)
        text = f'name: "{name}", baseType: {self.type(type_)}, size: {8 * size}'
        return self.metadata.node(
            f"!DIDerivedType(tag: DW_TAG_member, {text}, offset: {8 * offset})"
        )
