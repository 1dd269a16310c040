"""Type ids and trace words: how the running image knows what an object is.

Classes are numbered in preorder from 1, so that the ids of a class and its subclasses are one
range, or several where a class has several bases. Behind them come the ids of shapes that no class
names: array blocks, closures, coroutine frames.
"""

from __future__ import annotations

from naja.compiler import types as t
from naja.compiler.codegen.storage import array_trace_word, object_trace_word
from naja.compiler.ir import model as ir

FRAME = 7  # as every word of which may be a pointer, and known to be a frame


class TypeIds:
    """Numbers the layouts of a program when it is made, other shapes as they are asked for."""

    def __init__(self, program: ir.Program) -> None:
        self.trace_words = [0]
        self.shapes: dict[int, int] = {}
        self.layouts: dict[t.Type, ir.Layout] = {}
        self.below: dict[int, set[int]] = {}
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
        for layout in program.layouts:
            self._note_above(layout)
        for layout in program.layouts:
            layout.ranges = _ranges(self.below.pop(id(layout)))

    def _note_above(self, layout: ir.Layout) -> None:
        """The id of a class is one of every base, whatever line leads there."""
        above = [layout]
        for item in above:
            self.below.setdefault(id(item), set()).add(layout.first_id)
            above += [base for base in item.bases if base not in above]

    def _number(self, layout: ir.Layout, children: dict[int, list[ir.Layout]]) -> None:
        layout.first_id = len(self.trace_words)
        self.trace_words.append(object_trace_word(layout.pointer_words))
        for child in children.get(id(layout), []):
            self._number(child, children)

    def array(self, element: t.Type) -> int:
        """The id of array blocks of this element type."""
        return self._shape(array_trace_word(element))

    def closure(self, pointer_words: list[int]) -> int:
        """The id of closures with pointers in these words."""
        return self._shape(object_trace_word(pointer_words))

    def frame(self) -> int:
        """The id of coroutine frames."""
        return self._shape(FRAME)

    def _shape(self, trace_word: int) -> int:
        if trace_word not in self.shapes:
            self.shapes[trace_word] = len(self.trace_words)
            self.trace_words.append(trace_word)
        return self.shapes[trace_word]


def _ranges(ids: set[int]) -> list[tuple[int, int]]:
    """Numbers as ranges of neighbours."""
    found: list[tuple[int, int]] = []
    for number in sorted(ids):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
