"""Groups of exceptions, and what `except*` does with them.

The parts of a group keep their identity; splitting makes groups of the same shape for the parts
that match and for those that do not. `Star` is one `except*` statement at work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from naja.lang import cold, unsafe
from naja.runtime import exceptions
from naja.runtime.exceptions import BaseException, Exception, TypeError, ValueError

E = TypeVar("E")


class BaseExceptionGroup(BaseException):
    """Several exceptions as one. listed: they came in a list, which repr shows."""

    parts: list[BaseException]
    listed: bool

    def __init__(self, message: str, exceptions: Sequence[E]) -> None:
        self.message = message
        self.parts = []
        for part in exceptions:
            self.parts.append(part)
        self.listed = True
        if len(self.parts) == 0:
            raise ValueError("second argument (exceptions) must be a non-empty sequence")

    @property
    def exceptions(self) -> tuple[BaseException, ...]:
        """The parts."""
        return tuple(self.parts)

    def __str__(self) -> str:
        count = len(self.parts)
        return f"{self.message} ({count} sub-exception{'' if count == 1 else 's'})"

    def __repr__(self) -> str:
        name = exceptions.plain_name(unsafe.type_name(self))
        if self.listed:
            return f"{name}({self.message!r}, {self.parts!r})"
        return f"{name}({self.message!r}, {tuple(self.parts)!r})"

    def split(self, condition: Callable[[BaseException], bool]):
        """The group of the parts that match, and that of the others; None for an empty one."""
        if condition(self):
            return self.itself(), None
        matching: list[BaseException] = []
        others: list[BaseException] = []
        for part in self.parts:
            if isinstance(part, BaseExceptionGroup):
                inside, outside = part.split(condition)
                if inside is not None:
                    matching.append(inside)
                if outside is not None:
                    others.append(outside)
            elif condition(part):
                matching.append(part)
            else:
                others.append(part)
        return self.derived(matching), self.derived(others)

    def subgroup(self, condition: Callable[[BaseException], bool]):
        """The group of the parts that match, or None."""
        return self.split(condition)[0]

    def itself(self) -> BaseExceptionGroup | None:
        """This group, where there may be none."""
        return self

    def derived(self, parts: list[BaseException]) -> BaseExceptionGroup | None:
        """A group of some parts, with all else that this one has."""
        if len(parts) == 0:
            return None
        made = group_of(self.message, parts)
        made.cause = self.cause
        made.context = self.context
        made.context_hidden = self.context_hidden
        made.traceback_length = self.traceback_length
        made.place0 = self.place0
        made.place1 = self.place1
        made.place2 = self.place2
        made.place3 = self.place3
        made.traceback_rest = self.traceback_rest
        notes = self.notes
        if notes is not None:
            made.notes = notes[:]
        return made


class ExceptionGroup(BaseExceptionGroup, Exception):
    """A group that holds ordinary exceptions only."""

    def __init__(self, message: str, exceptions: Sequence[E]) -> None:
        super().__init__(message, exceptions)
        for part in self.parts:
            if not isinstance(part, Exception):
                raise TypeError("Cannot nest BaseExceptions in an ExceptionGroup")

    @property
    def exceptions(self) -> tuple[Exception, ...]:
        """The parts."""
        return tuple([part for part in self.parts if isinstance(part, Exception)])


@cold
def group_of(message: str, parts: list[BaseException]) -> BaseExceptionGroup:
    """A group of the narrowest class for its parts."""
    for part in parts:
        if not isinstance(part, Exception):
            return BaseExceptionGroup(message, parts)
    return ExceptionGroup(message, parts)


class Star:
    """One `except*` at work. rest: what no clause has taken. raised: what left the clauses; kept:
    what they raised again as it was."""

    origin: BaseException
    rest: BaseException | None
    raised: list[BaseException]
    kept: list[BaseException]

    def __init__(self, origin: BaseException) -> None:
        self.origin = origin
        self.rest = origin
        self.raised = []
        self.kept = []

    def take(self, condition: Callable[[BaseException], bool]) -> BaseExceptionGroup | None:
        """What a clause handles, as a group; None if nothing matches."""
        rest = self.rest
        if rest is None:
            return None
        if isinstance(rest, BaseExceptionGroup):
            matching, others = rest.split(condition)
            if matching is not None:
                self.rest = others
            return matching
        if not condition(rest):
            return None
        self.rest = None
        made = group_of("", [rest])
        made.listed = False
        return made

    def failed(self, error: BaseException) -> None:
        """An exception left a clause."""
        origin = self.origin
        same = error.traceback_length == origin.traceback_length
        if not isinstance(origin, BaseExceptionGroup):
            same = False
        if same and error.cause is origin.cause and error.context is origin.context:
            self.kept.append(error)
        else:
            self.raised.append(error)

    def outcome(self) -> BaseException | None:
        """What leaves the statement."""
        origin, rest = self.origin, self.rest
        if not isinstance(origin, BaseExceptionGroup):
            return self.raised[0] if len(self.raised) != 0 else rest
        if rest is not None:
            self.kept.append(rest)
        again: BaseExceptionGroup | None = None
        if len(self.kept) != 0:
            leaves: list[BaseException] = []
            for error in self.kept:
                add_leaves(error, leaves)
            again = origin.split(lambda part: is_in(part, leaves))[0]
        if len(self.raised) == 0:
            return again
        if again is not None:
            self.raised.append(again)
        if len(self.raised) == 1:
            return self.raised[0]
        return group_of("", self.raised)


def add_leaves(error: BaseException, leaves: list[BaseException]) -> None:
    """Put all that is no group into the list."""
    if isinstance(error, BaseExceptionGroup):
        for part in error.parts:
            add_leaves(part, leaves)
    else:
        leaves.append(error)


def is_in(error: BaseException, leaves: list[BaseException]) -> bool:
    """Whether this very exception is in the list."""
    for leaf in leaves:
        if leaf is error:
            return True
    return False
