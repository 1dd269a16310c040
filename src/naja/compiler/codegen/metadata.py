"""LLVM metadata nodes: numbered, each text once.

Holds the alias nodes too: an access to a field of one class cannot touch a field of another name,
and elements of lists touch no field. Whole numbers behind other raw pointers are untagged,
because they may be anything.
"""

from __future__ import annotations

from functools import cached_property

MOST_ELEMENTS = (1 << 32) - 2
"""An allocation of more is refused, whatever the elements: their number fits four bytes."""


class Metadata:
    """The metadata of one module."""

    def __init__(self) -> None:
        self.nodes: list[str] = []
        self.numbers: dict[str, str] = {}
        self.tags: dict[str, str] = {}

    def node(self, text: str) -> str:
        """The name (`!12`) of the node with this text."""
        name = self.numbers.get(text)
        if name is None:
            name = self.numbers[text] = self.distinct(text)
        return name

    def distinct(self, text: str) -> str:
        """A node of its own, even if another has the same text."""
        self.nodes.append(text)
        return f"!{len(self.nodes) - 1}"

    def reserve(self) -> str:
        """A node whose text comes later, by `fill`."""
        return self.distinct("")

    def fill(self, name: str, text: str) -> None:
        self.nodes[int(name[1:])] = text

    def access(self, name: str) -> str:
        """`, !tbaa !n` for an access to memory that only accesses of the same name reach."""
        tag = self.tags.get(name)
        if tag is None:
            kind = self.node(f'!{{!"{name}", {self.alias_root}, i64 0}}')
            both = self.node(f"!{{{kind}, {kind}, i64 0}}")
            tag = self.tags[name] = f", !tbaa {both}"
        return tag

    @cached_property
    def alias_root(self) -> str:
        return self.node('!{!"naja"}')

    @cached_property
    def unlikely(self) -> str:
        """`, !prof !n` for a branch whose first target is the rare one."""
        node = self.node('!{!"branch_weights", i32 1, i32 4000}')
        return f", !prof {node}"

    @cached_property
    def likely(self) -> str:
        node = self.node('!{!"branch_weights", i32 4000, i32 1}')
        return f", !prof {node}"

    @cached_property
    def boolean(self) -> str:
        """`, !range !n` for the byte of a bool."""
        node = self.node("!{i8 0, i8 2}")
        return f", !range {node}"

    @cached_property
    def count(self) -> str:
        """`, !range !n` for the number of elements of something in memory."""
        node = self.node(f"!{{i32 0, i32 {MOST_ELEMENTS + 1}}}")
        return f", !range {node}"

    def text(self) -> str:
        return "\n".join(f"!{number} = {text}" for number, text in enumerate(self.nodes))
