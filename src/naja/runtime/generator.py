"""Generators: what calling a function with `yield` gives.

The body is a coroutine that suspends at each `yield`, with the item in its promise. Loops use the
cursor protocol, so the end of a generator costs no exception.
"""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Generic, TypeVar

from naja.lang import coroutine, inline
from naja.runtime import errors
from naja.runtime.exceptions import BaseException, RuntimeError, StopIteration

T = TypeVar("T")


class Generator(Generic[T]):
    """frame: the coroutine; its result is the item at which it waits."""

    def __init__(self, frame: Coroutine[None, None, T]) -> None:
        self.frame: Coroutine[None, None, T] = frame
        self.running: bool = False

    def __iter__(self) -> Generator[T]:
        return self

    def __next__(self) -> T:
        if not self._step():
            raise errors.stop_iteration()
        return coroutine.result_of(self.frame)

    def _step(self) -> bool:
        """Run to the next item; False at the end."""
        handle = coroutine.handle_of(self.frame)
        if coroutine.done(handle):
            return False
        if self.running:
            raise errors.value_error("generator already executing")
        self.running = True
        coroutine.resume(handle)
        self.running = False
        if not coroutine.done(handle):
            return True
        error = coroutine.exception_of(handle)
        if error is not None:
            raise _passed_on(error)
        return False

    @inline
    def _advance(self, cursor: int) -> int:
        return 0 if self._step() else -1

    @inline
    def _at(self, cursor: int) -> T:
        return coroutine.result_of(self.frame)


def _passed_on(error: BaseException) -> BaseException:
    """What leaves a generator (PEP 479)."""
    if isinstance(error, StopIteration):
        made = RuntimeError("generator raised StopIteration")
        made.cause = error
        return made
    return error
