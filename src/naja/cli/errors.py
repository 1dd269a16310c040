"""The one table of what users are told when something goes wrong, and with which exit status.

Each part of naja raises errors of its own with a sentence for people; here they are gathered, so
that every verb reports them alike. What is not in the table is a mistake of naja itself.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass

from naja.compiler.errors import CompileErrors, InternalError, ToolMissing
from naja.vmm.errors import ImageError, LaunchError, UsageError

MACHINE, USER, INTERNAL = 1, 2, 70


class Failure(Exception):
    """A mistake in the options; the message says what to write instead."""


@dataclass(frozen=True)
class Report:
    """What to print, and the exit status."""

    message: str
    status: int


FORESEEN = (Failure, LaunchError, CompileErrors, ToolMissing, InternalError, OSError)

# The first class that fits gives the exit status.
TABLE: tuple[tuple[type[Exception], int], ...] = (
    (Failure, USER),
    (CompileErrors, USER),
    (UsageError, USER),
    (ImageError, USER),
    (LaunchError, MACHINE),
    (ToolMissing, MACHINE),
    (InternalError, INTERNAL),
)


# What the system reports without the name of a file.
NAMELESS = {
    errno.ENOENT: "the folder that you are in is gone: change to another one",
    errno.ENOSPC: "no space is left on the disk",
    errno.EDQUOT: "your quota of the disk is used up",
    errno.EFBIG: "a file would be larger than it may be here",
    errno.EIO: "the disk or the terminal cannot be written",
}


def as_failure(error: Exception) -> Report | None:
    """What to tell the user, or None when nobody foresaw this error."""
    if isinstance(error, CompileErrors):
        return Report("\n\n".join(d.render() for d in error.diagnostics), USER)
    for kind, status in TABLE:
        if isinstance(error, kind):
            return Report(f"naja: {error}", status)
    if isinstance(error, OSError) and error.filename:
        return Report(f"naja: {error.filename}: {error.strerror}", MACHINE)
    if isinstance(error, OSError) and error.errno in NAMELESS:
        return Report(f"naja: {NAMELESS[error.errno]}", MACHINE)
    return None
