"""Passes over the whole program, run in a fixed order until nothing changes."""

from __future__ import annotations

from collections.abc import Callable

from naja.compiler.ir import model as ir
from naja.compiler.passes.coverage import count_blocks
from naja.compiler.passes.foresight import foresee
from naja.compiler.passes.fresh import mark_fresh_stores
from naja.compiler.passes.instances import fold_impossible
from naja.compiler.passes.prune import prune_blocks, prune_unreachable
from naja.compiler.passes.raising import mark_raising
from naja.compiler.passes.repeating import settle_repeatable
from naja.compiler.passes.unused import drop_unused
from naja.compiler.passes.warmth import spread_warmth

ROUND = (drop_unused, mark_raising, prune_blocks, prune_unreachable, fold_impossible)
"""Exceptions early: a handler that nothing raises to may hide the last use of much else."""
LAST = (settle_repeatable, mark_fresh_stores, prune_unreachable, foresee, count_blocks)
Check = Callable[[ir.Program, str], None]


def run_passes(program: ir.Program, check: Check | None = None) -> None:
    """Change the program in place. check: is called with the program and a pass's name behind each
    pass that changed something, for the verifier."""

    def run(one: Callable[[ir.Program], object]) -> bool:
        changed = one(program)
        if check is not None and changed is not False:
            check(program, one.__name__)
        return changed is True

    run(spread_warmth)
    while sum(run(one) for one in ROUND):  # all of them, whatever one of them changes
        pass
    for one in LAST:
        run(one)
