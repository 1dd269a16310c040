"""Characters of a text as numbers.

`text[i]` and the items of a loop over text are made as the code of a character and, from it, the
string. While the flow knows the code of a value, comparisons with other characters, `in` a constant
text, `ord` and the questions after its kind use the code; where nothing else is asked, the string
is never made (`passes/unused.py`).
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import known
from naja.compiler.front.builder import Builder, Flow
from naja.compiler.front.objects import bindings
from naja.compiler.front.text.printing import constant_text
from naja.compiler.front.values import const_bool, const_int
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering

QUESTIONS = {
    "isalpha": "is_alpha",
    "isdecimal": "is_decimal",
    "isdigit": "is_digit",
    "isnumeric": "is_numeric",
    "isalnum": "is_alnum",
    "isspace": "is_space",
    "isupper": "is_upper",
    "islower": "is_lower",
    "isprintable": "is_printable",
}
MOST_COMPARED = 32
"""Of longer constant texts each character is not compared."""


class Characters(Builder):
    """See the module."""

    def load(self, local: ir.Local) -> ir.Value:
        value = super().load(local)
        if id(local) in self.flow.coded and isinstance(value, ir.Temp):
            self.codes[value.id] = super().load(self.code_slots[id(local)])
        return value

    def store(self, local: ir.Local, value: ir.Value) -> None:
        super().store(local, value)
        self.flow.coded.discard(id(local))
        code = self.codes.get(value.id) if isinstance(value, ir.Temp) else None
        if code is None or self.slots.get(local.name) is not local or not is_text(local.type):
            return
        if id(local) not in self.code_slots:
            self.code_slots[id(local)] = self.local(f"{local.name}.code", t.INT)
        super().store(self.code_slots[id(local)], code)
        self.flow.coded.add(id(local))

    def forget_codes(self, flow: Flow, names: set[str]) -> None:
        """These variables may be given other texts."""
        flow.coded -= {id(self.slots[name]) for name in names if name in self.slots}

    def character_at(self: Lowering, text: ir.Value, index: ir.Value, node: ast.AST) -> ir.Value:
        """text[index]"""
        return self._character(self.call_method(text, "_code_at", [index], node))

    def character_of(self: Lowering, text: ir.Value, cursor: ir.Value, node: ast.AST) -> ir.Value:
        """The character at a valid index."""
        return self._character(self.call_method(text, "_code", [cursor], node))

    def _character(self: Lowering, code: ir.Value) -> ir.Value:
        made = self.call_runtime("text", "from_code", code)
        if isinstance(made, ir.Temp):
            self.codes[made.id] = code
        return made

    def code_of(self, value: ir.Value) -> ir.Value | None:
        """The code of what is known to be one character."""
        if isinstance(value, ir.Temp):
            return self.codes.get(value.id)
        text = constant_text(value)
        return const_int(ord(text)) if text is not None and len(text) == 1 else None

    def compare_characters(
        self: Lowering, op: str, left: ir.Value, right: ir.Value
    ) -> ir.Value | None:
        """left op right of two characters, or of a text and a constant one."""
        if not (is_text(left.type) and is_text(right.type)):
            return None
        one, two = self.code_of(left), self.code_of(right)
        if one is not None and two is not None:
            both_constant = isinstance(one, ir.Const) and isinstance(two, ir.Const)
            return None if both_constant else self.compare(op, one, two)
        constant, other = (one, right) if isinstance(one, ir.Const) else (two, left)
        if op not in ("eq", "ne") or not isinstance(constant, ir.Const) or not self.fn.traced:
            return None
        same = self.call_runtime("text", "is_character", other, constant)
        return same if op == "eq" else self.negate(same)

    def is_among(self: Lowering, container: ir.Value, item: ir.Value) -> ir.Value | None:
        """A character `in` a constant text."""
        text = constant_text(container)
        code = self.codes.get(item.id) if isinstance(item, ir.Temp) else None
        if text is None or code is None or len(text) > MOST_COMPARED:
            return None
        result: ir.Value = const_bool(False)
        for character in sorted(set(text)):
            same = self.compare("eq", code, const_int(ord(character)))
            result = self.arith("or", result, same, t.BOOL)
        return result

    def ask_character(self: Lowering, value: ir.Value, name: str) -> ir.Value | None:
        """`c.isdigit()` and its like."""
        code = self.codes.get(value.id) if isinstance(value, ir.Temp) else None
        if code is None or name not in QUESTIONS:
            return None
        return self.call_runtime("chars", QUESTIONS[name], code)


def is_text(type_: t.Type) -> bool:
    """Whether it is str and nothing else."""
    return known(type_) is bindings.builtin_type("str")
