"""Iterators, and generators: what calling a function with `yield` gives.

`Iterator[T]` is the base of all iterator objects. The step of one, `_step`, leaves the next item in
`item` or says that there is none, so loops cost no exception; `__next__` and `_step` are each
defined by the other, and a class overrides one of them.

A generator's body is a coroutine that suspends at each `yield`. The compiler gives it its generator
object, where it leaves items and its result and finds what was sent.
"""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Generic, TypeVar

from naja.lang import cold, coroutine, inline
from naja.runtime import errors
from naja.runtime.exceptions import (
    BaseException,
    GeneratorExit,
    RuntimeError,
    StopIteration,
)

T = TypeVar("T")
Y = TypeVar("Y")
S = TypeVar("S")
R = TypeVar("R")
C = TypeVar("C")


class Iterable(Generic[T]):
    """What can be iterated over, where a declaration says no more."""

    def __iter__(self) -> Iterator[T]:
        raise NotImplementedError


class Iterator(Iterable[T], Generic[T]):
    """item: what the last step gave."""

    item: T

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        if not self._step():
            raise errors.stop_iteration()
        return self.item

    def _step(self) -> bool:
        """Go on to the next item; False at the end."""
        try:
            self.item = self.__next__()
        except StopIteration:
            return False
        return True

    def _thrown(self, error: BaseException) -> bool:
        """An exception thrown into a generator that hands on these items; True if there is one
        more."""
        raise error

    @inline
    def _advance(self, cursor: int) -> int:
        return 0 if self._step() else -1

    @inline
    def _at(self, cursor: int) -> T:
        return self.item


class IteratorOf(Iterator[T], Generic[C, T]):
    """Any object with __next__, where an Iterator[T] is declared."""

    def __init__(self, source: C) -> None:
        self.source = source

    def __next__(self) -> T:
        return self.source.__next__()


class IterableOf(Iterable[T], Generic[C, T]):
    """A container, where an Iterable[T] is declared."""

    def __init__(self, source: C) -> None:
        self.source = source

    def __iter__(self) -> Iterator[T]:
        yield from self.source


class Generator(Iterator[Y], Generic[Y, S, R]):
    """frame: the body. given: whether `sent` waits to be taken. has_result: whether the body has
    returned something that nobody has taken yet."""

    frame: Coroutine[None, None, None]
    running: bool
    given: bool
    has_result: bool
    sent: S
    returned: R

    def __iter__(self) -> Generator[Y, S, R]:
        return self

    def __next__(self) -> Y:
        if not self._step():
            raise self._stop()
        return self.item

    def _step(self) -> bool:
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

    def _stop(self) -> BaseException:
        """The end, with what the body returned, once."""
        if not self.has_result:
            return errors.stop_iteration()
        self.has_result = False
        return StopIteration(self.returned)

    def _result(self) -> R:
        """What the body returned, for `yield from`."""
        self.has_result = False
        return self.returned

    def send(self, value: S) -> Y:
        """Go on with `value` as what `yield` gives. Raises StopIteration at the end."""
        handle = coroutine.handle_of(self.frame)
        if value is not None:
            if not coroutine.begun(handle):
                raise errors.type_error("can't send non-None value to a just-started generator")
            self._give(value)
        return self.__next__()

    def _give(self, value: S) -> None:
        if self.running:
            raise errors.value_error("generator already executing")
        if not coroutine.done(coroutine.handle_of(self.frame)):
            self.sent = value
            self.given = True

    def _received(self) -> S:
        """What `yield` gives where the declared type has no None."""
        if not self.given:
            raise errors.type_error("next() sends None, which the type of send() does not have")
        self.given = False
        return self.sent

    def _received_or_none(self) -> S:
        if not self.given:
            return None
        self.given = False
        return self.sent

    def _pass_on(self, other: C) -> bool:
        """A step of another generator that takes what was sent to this one."""
        if self.given:
            self.given = False
            other._give(self.sent)
        return other._step()

    def throw(self, error: BaseException) -> Y:
        """Raise an exception where the body waits; gives the next item."""
        if not self._throw(error):
            raise self._stop()
        return self.item

    def _throw(self, error: BaseException) -> bool:
        """The same; False if the body ended."""
        handle = coroutine.handle_of(self.frame)
        if self.running:
            raise errors.value_error("generator already executing")
        if not coroutine.begun(handle):
            coroutine.end(handle)
        if coroutine.done(handle):
            raise error
        self.given = False
        coroutine.throw_into(handle, error)
        return self._step()

    def _thrown(self, error: BaseException) -> bool:
        if isinstance(error, GeneratorExit):
            self.close()
            raise error
        return self._throw(error)

    def close(self) -> None:
        """Raise GeneratorExit where the body waits; it has to end."""
        handle = coroutine.handle_of(self.frame)
        if coroutine.done(handle):
            return
        if not coroutine.begun(handle):
            coroutine.end(handle)
            return
        try:
            more = self._throw(GeneratorExit())
        except GeneratorExit:
            return
        if more:
            raise RuntimeError("generator ignored GeneratorExit")


@cold
def _passed_on(error: BaseException) -> BaseException:
    """What leaves a generator (PEP 479)."""
    if isinstance(error, StopIteration):
        made = RuntimeError("generator raised StopIteration")
        made.cause = error
        made.context = error
        made.context_hidden = True
        return made
    return error
