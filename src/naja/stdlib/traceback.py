"""`traceback`: printing what led to an exception."""

from __future__ import annotations

from naja.runtime import traceback


def print_exception(exc: BaseException) -> None:
    """Print the traceback and the message to standard error, causes first."""
    traceback.report(exc)
