"""The exceptions of asyncio that are not built in."""

from __future__ import annotations


class CancelledError(BaseException):
    """The task or future was cancelled."""


class InvalidStateError(Exception):
    """The future is not in the state that the operation needs."""


class QueueEmpty(Exception):
    """`get_nowait` on an empty queue."""


class QueueFull(Exception):
    """`put_nowait` on a full queue."""


class IncompleteReadError(EOFError):
    """The end came before all that was asked for. partial: what there was."""

    partial: bytes
    expected: int | None

    def __init__(self, partial: bytes, expected: int | None) -> None:
        wanted = "undefined" if expected is None else repr(expected)
        super().__init__(f"{len(partial)} bytes read on a total of {wanted} expected bytes")
        self.partial = partial
        self.expected = expected


class LimitOverrunError(Exception):
    """The limit was reached before the separator. consumed: bytes that may be read."""

    consumed: int

    def __init__(self, message: str, consumed: int) -> None:
        super().__init__(message)
        self.consumed = consumed
