"""The report of a group of exceptions that nobody caught: each part behind a margin of its own."""

from __future__ import annotations

from naja.lang import unsafe
from naja.runtime import traceback
from naja.runtime.exceptions import BaseException
from naja.runtime.groups import BaseExceptionGroup

MOST_PARTS = 15
MOST_DEPTH = 10
RULE = "----------------"


class Report:
    """depth: how many groups are open. closing: the last part still needs its line below. seen:
    what has been shown, and is not shown again as the cause of something else."""

    depth: int
    closing: bool
    seen: list[BaseException]

    def __init__(self) -> None:
        self.depth = 0
        self.closing = False
        self.seen = []

    def is_new(self, error: BaseException | None) -> bool:
        """Whether it has not been shown; from now on it has."""
        if error is None:
            return False
        for other in self.seen:
            if other is error:
                return False
        self.seen.append(error)
        return True

    def skip_causes(self, error: BaseException) -> None:
        """What led to the outermost group stands above it."""
        for before in (error.cause, error.context):
            if before is not None and self.is_new(before):
                self.skip_causes(before)

    def indent(self) -> str:
        """What stands before a margin."""
        return "  " * self.depth

    def line(self, text: str, margin: str = "|") -> None:
        """One line behind the margin."""
        before = f"{self.indent()}{margin} " if self.depth > 0 else ""
        traceback.write_error(before + text + "\n")

    def place(self, text: str) -> None:
        """A line of places, a character for each byte."""
        before = f"{self.indent()}| " if self.depth > 0 else ""
        traceback.write_raw(before + text)

    def show(self, error: BaseException) -> None:
        """A part, with what caused it."""
        cause, context = error.cause, error.context
        if cause is not None and self.is_new(cause):
            self.show(cause)
            self.between("The above exception was the direct cause of the following exception:")
        elif context is not None and not error.context_hidden and self.is_new(context):
            self.show(context)
            self.between("During handling of the above exception, another exception occurred:")
        if isinstance(error, BaseExceptionGroup):
            self.group(error)
        else:
            self.plain(error, "Traceback (most recent call last):", "|")

    def between(self, text: str) -> None:
        """The sentence between an exception and what it led to."""
        self.line("")
        self.line(text)
        self.line("")

    def plain(self, error: BaseException, title: str, margin: str) -> None:
        """Places, message and notes."""
        if int(error.traceback_length) > 0:
            self.line(title, margin)
            traceback.write_places(error, self.place)
        text = str(error)
        self.line(unsafe.type_name(error) + (": " + text if len(text) > 0 else ""))
        for note in traceback.notes_of(error):
            for part in note.split("\n"):
                self.line(part)

    def group(self, error: BaseExceptionGroup) -> None:
        """A group and its parts."""
        outermost = self.depth == 0
        if outermost:
            self.depth = 1
        title = "Exception Group Traceback (most recent call last):"
        self.plain(error, title, "+" if outermost else "|")
        self.closing = False
        count = len(error.parts)
        shown = min(count, MOST_PARTS + 1)
        for at in range(shown):
            last = at == shown - 1
            if last:
                self.closing = True
            name = "..." if at >= MOST_PARTS else str(at + 1)
            corner = "+-" if at == 0 else "  "
            traceback.write_error(f"{self.indent()}{corner}+{RULE} {name} {RULE}\n")
            self.depth += 1
            if at >= MOST_PARTS:
                more = count - MOST_PARTS
                self.line(f"and {more} more exception{'s' if more > 1 else ''}")
            elif self.depth > MOST_DEPTH:
                self.line(f"... (max_group_depth is {MOST_DEPTH})")
            else:
                self.show(error.parts[at])
            if last and self.closing:
                traceback.write_error(f"{self.indent()}+------------------------------------\n")
                self.closing = False
            self.depth -= 1
        if outermost:
            self.depth = 0


def show(error: BaseExceptionGroup) -> None:
    """The report of an outermost group, without its causes."""
    report = Report()
    report.skip_causes(error)
    report.group(error)
