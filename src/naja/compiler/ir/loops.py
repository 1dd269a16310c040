"""The natural loops of a function: what dominates what, and which blocks go round."""

from __future__ import annotations

from dataclasses import dataclass, field

from naja.compiler.ir import model as ir
from naja.compiler.ir.walk import handler, targets


@dataclass(eq=False)
class Loop:
    """before: the one block that leads into it from outside, and nowhere else."""

    head: ir.Block
    before: ir.Block
    blocks: set[ir.Block] = field(default_factory=set)


class Flow:
    """Predecessors and dominators of the blocks of a function."""

    def __init__(self, function: ir.Function) -> None:
        self.blocks = function.blocks
        self.followers = {block: _followers(block) for block in self.blocks}
        self.order = self._ordered()
        self.numbers = {block: number for number, block in enumerate(self.order)}
        self.leaders: dict[ir.Block, list[ir.Block]] = {block: [] for block in self.order}
        for block in self.order:
            for follower in self.followers[block]:
                self.leaders[follower].append(block)
        self.parents = self._dominators()

    def loops(self) -> list[Loop]:
        """The loops with one head that is entered from one place."""
        backs: dict[ir.Block, list[ir.Block]] = {}
        for block in self.order:
            for follower in self.followers[block]:
                if self.dominates(follower, block):
                    backs.setdefault(follower, []).append(block)
        found: list[Loop] = []
        for head, ends in backs.items():
            before = [b for b in self.leaders[head] if b not in ends]
            if len(before) == 1 and self.followers[before[0]] == [head]:
                found.append(Loop(head, before[0], self._body(head, ends)))
        return found

    def dominates(self, above: ir.Block, below: ir.Block) -> bool:
        """Whether every way to `below` leads through `above`."""
        while self.numbers[below] > self.numbers[above]:
            below = self.parents[below]
        return below is above

    def _ordered(self) -> list[ir.Block]:
        """The blocks that can be reached, in reverse postorder."""
        done: list[ir.Block] = []
        seen = {self.blocks[0]}
        stack = [(self.blocks[0], iter(self.followers[self.blocks[0]]))]
        while stack:
            block, rest = stack[-1]
            following = next((b for b in rest if b not in seen), None)
            if following is None:
                done.append(block)
                stack.pop()
            else:
                seen.add(following)
                stack.append((following, iter(self.followers[following])))
        return done[::-1]

    def _dominators(self) -> dict[ir.Block, ir.Block]:
        """The nearest dominator of each block; the entry is its own."""
        parents = {self.order[0]: self.order[0]}
        changed = True
        while changed:
            changed = False
            for block in self.order[1:]:
                known = [b for b in self.leaders[block] if b in parents]
                nearest = known[0]
                for other in known[1:]:
                    nearest = self._meet(parents, nearest, other)
                if parents.get(block) is not nearest:
                    parents[block] = nearest
                    changed = True
        return parents

    def _meet(self, parents: dict[ir.Block, ir.Block], a: ir.Block, b: ir.Block) -> ir.Block:
        while a is not b:
            if self.numbers[a] > self.numbers[b]:
                a = parents[a]
            else:
                b = parents[b]
        return a

    def _body(self, head: ir.Block, ends: list[ir.Block]) -> set[ir.Block]:
        body = {head}
        work = list(ends)
        while work:
            block = work.pop()
            if block not in body:
                body.add(block)
                work += self.leaders[block]
        return body


def _followers(block: ir.Block) -> list[ir.Block]:
    found: list[ir.Block] = []
    for instr in block.instrs:
        caught = handler(instr)
        for target in (*targets(instr), *((caught,) if caught is not None else ())):
            if target not in found:
                found.append(target)
    return found
