"""What is sure to raise, in a place that may be meant to: inside `try`, or in a function that takes
anything and is called with one of several types. There the code raises when it runs, as under
CPython; elsewhere the program is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naja.compiler import types as t
from naja.compiler.front.builder import Builder
from naja.compiler.front.problems import Unsupported
from naja.compiler.ir import model as ir

if TYPE_CHECKING:
    from naja.compiler.front.function import Lowering


class Doubts(Builder):
    """See the module."""

    def raise_instead(
        self: Lowering, problem: Unsupported, handler: ir.Block | None, blocks: int
    ) -> ir.Value:
        """The raise that CPython would come to, for a problem met since there were so many blocks.
        Raises the problem where that is not known, or not all ways lead here."""
        if not self.in_doubt() or _is_inner(problem) or self._left_open(blocks):
            raise problem
        self.handler = handler
        if problem.raised is not None:
            maker, text = problem.raised
            error = self.call_runtime("errors", maker, self.world.freezer.string(text))
        elif problem.certain is not None:
            kind, text = problem.certain
            error = self.construct_live(kind, [self.text(text)], [], self.node)
        else:
            raise problem
        self.emit(ir.Raise(loc=self.loc, exception=error, handler=self.handler))
        return ir.Const(t.NEVER, None)

    def _left_open(self, blocks: int) -> bool:
        """Whether a block other than this one waits for its end."""
        for block in self.fn.blocks[blocks:]:
            ended = block.instrs and isinstance(block.instrs[-1], ir.TERMINATORS)
            if block is self.block or ended:
                continue
            if block.instrs or id(block) in self.incoming:
                return True
            self.fn.blocks.remove(block)
        return False


def _is_inner(problem: Unsupported) -> bool:
    """Whether CPython says something else: of a special method that is missing, or of a value of
    several types, which has one of them."""
    text = problem.raised[1] if problem.raised is not None else ""
    return text.endswith("__'") or " | " in text
