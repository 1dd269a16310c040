"""One program that the compiler refuses, and what it says.

The text between « and » is what the caret line has to mark. Where a case has no main block, one
that calls `run` is put behind it.
"""

from dataclasses import dataclass
from textwrap import dedent


@dataclass(frozen=True)
class Case:
    """source: the program with marks. reason, remedy: the diagnostic's own words."""

    name: str
    source: str
    reason: str
    remedy: str


MAIN = "\n\nif __name__ == '__main__':\n    run()\n"


def case(name: str, source: str, reason: str, remedy: str) -> Case:
    text = dedent(source).lstrip("\n")
    return Case(name, text if "if __name__" in text else text + MAIN, reason, remedy)
