"""Passes over the whole program, run in a fixed order until nothing changes."""

from __future__ import annotations

from naja.compiler.ir import model as ir
from naja.compiler.passes.foresight import foresee
from naja.compiler.passes.fresh import mark_fresh_stores
from naja.compiler.passes.instances import fold_impossible
from naja.compiler.passes.prune import prune_blocks, prune_unreachable
from naja.compiler.passes.raising import mark_raising
from naja.compiler.passes.repeating import settle_repeatable
from naja.compiler.passes.warmth import spread_warmth


def run_passes(program: ir.Program) -> None:
    """Exceptions first in a round: a handler that nothing raises to may hide the last use of
    much else."""
    spread_warmth(program)
    changed = True
    while changed:
        changed = mark_raising(program)
        changed = prune_blocks(program) or changed
        changed = prune_unreachable(program) or changed
        changed = fold_impossible(program) or changed
    settle_repeatable(program)
    mark_fresh_stores(program)
    prune_unreachable(program)
    foresee(program)
