"""How the front end gives up on a statement: `Unsupported` carries the place, the reason and the
remedy."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from naja.compiler import types as t


class Unsupported(Exception):
    """The program does something that Naja does not compile, or that would fail."""

    def __init__(self, node: ast.AST | None, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.node, self.reason, self.remedy = node, reason, remedy
        self.raised: tuple[str, str] | None = None
        self.certain: tuple[type[BaseException], str] | None = None
        # of a value that is not what is declared: both types together, until somebody knows where
        self.mismatch: t.Type | None = None

    def as_raised(self, maker: str, text: str) -> Unsupported:
        """What CPython raises here at run time: a maker of runtime.errors, and the text."""
        self.raised = maker, text
        return self

    def as_certain(self, error: type[BaseException], text: str) -> Unsupported:
        """What is sure to be raised under CPython: a `try` around it may be meant to catch it."""
        self.certain = error, text
        return self


class Undetermined(Unsupported):
    """An annotation names a type variable that no argument determines."""


class Poisoned(Exception):
    """A consequence of a problem that has been reported already, or of a fact not known yet."""
