"""Type ids and trace words: how the running image knows what an object is.

Classes are numbered in preorder from 1, so that the ids of a class and its subclasses are one
range. Behind them come the ids of shapes that no class names: array blocks, closures, coroutine
frames.
"""

from __future__ import annotations

from naja.compiler import types as t
from naja.compiler.codegen.storage import array_trace_word, object_trace_word
from naja.compiler.ir import model as ir

CONSERVATIVE = 3


class TypeIds:
    """Numbers the layouts of a program when it is made, other shapes as they are asked for."""

    def __init__(self, program: ir.Program) -> None:
        self.trace_words = [0]
        self.shapes: dict[int, int] = {}
        self.layouts: dict[t.Type, ir.Layout] = {}
        children: dict[int, list[ir.Layout]] = {}
        known = {id(layout) for layout in program.layouts}
        top: list[ir.Layout] = []
        for layout in program.layouts:
            self.layouts[layout.type] = layout
            base = layout.bases[0] if layout.bases else None
            if base is None or id(base) not in known:
                top.append(layout)
            else:
                children.setdefault(id(base), []).append(layout)
        for layout in top:
            self._number(layout, children)

    def _number(self, layout: ir.Layout, children: dict[int, list[ir.Layout]]) -> None:
        layout.first_id = len(self.trace_words)
        self.trace_words.append(object_trace_word(layout.pointer_words))
        for child in children.get(id(layout), []):
            self._number(child, children)
        layout.last_id = len(self.trace_words) - 1

    def array(self, element: t.Type) -> int:
        """The id of array blocks of this element type."""
        return self._shape(array_trace_word(element))

    def closure(self, pointer_words: list[int]) -> int:
        """The id of closures with pointers in these words."""
        return self._shape(object_trace_word(pointer_words))

    def frame(self) -> int:
        """The id of coroutine frames."""
        return self._shape(CONSERVATIVE)

    def _shape(self, trace_word: int) -> int:
        if trace_word not in self.shapes:
            self.shapes[trace_word] = len(self.trace_words)
            self.trace_words.append(trace_word)
        return self.shapes[trace_word]
