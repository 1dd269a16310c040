"""Decides which of the library's `@warm` functions (and `@apart`, `@repeatable` ones) are compiled
for speed.

They are those that the program's own functions call, directly or through other warm functions: so a
program that counts words gets a fast dict, and one that looks up a name at its start gets a small
one.
"""

from __future__ import annotations

from naja.compiler.ir import model as ir
from naja.compiler.ir.walk import called

OUTLINED = ("apart", "repeatable")
ON_THE_WAY = ("warm", "always", "hot", *OUTLINED)


def spread_warmth(program: ir.Program) -> None:
    """Make warm functions hot where the program's own code leads to them."""
    work = [f for f in program.functions if f.traced and f.inline != "cold"]
    passed = {id(function) for function in work}
    while work:
        function = work.pop()
        for callee in (c for b in function.blocks for i in b.instrs for c in called(i)):
            if callee.inline in ON_THE_WAY and id(callee) not in passed:
                passed.add(id(callee))
                work.append(callee)
                if callee.inline in ("warm", *OUTLINED):
                    callee.warmed = True
                if callee.inline == "warm":
                    callee.inline = "hot"
