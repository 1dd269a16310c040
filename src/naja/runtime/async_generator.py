"""Asynchronous generators: what calling an `async def` with `yield` gives.

The body is a coroutine. A step runs it to its next `yield` or its end, and suspends whoever awaits
the step while the body itself waits for something.
"""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Generic, TypeVar

from naja.lang import cold, coroutine
from naja.runtime import errors
from naja.runtime.exceptions import (
    BaseException,
    GeneratorExit,
    RuntimeError,
    StopAsyncIteration,
    StopIteration,
)

T = TypeVar("T")
Y = TypeVar("Y")
S = TypeVar("S")
C = TypeVar("C")


class AsyncIterable(Generic[T]):
    """What `async for` iterates over, where a declaration says no more."""

    def __aiter__(self) -> AsyncIterator[T]:
        raise NotImplementedError


class AsyncIterator(AsyncIterable[T], Generic[T]):
    """item: what the last step gave."""

    item: T

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        if not await self._astep():
            raise StopAsyncIteration
        return self.item

    async def _astep(self) -> bool:
        """Go on to the next item; False at the end."""
        try:
            self.item = await self.__anext__()
        except StopAsyncIteration:
            return False
        return True


class AsyncIteratorOf(AsyncIterator[T], Generic[C, T]):
    """Any object with __anext__, where an AsyncIterator[T] is declared."""

    def __init__(self, source: C) -> None:
        self.source = source

    async def __anext__(self) -> T:
        return await self.source.__anext__()


class AsyncIterableOf(AsyncIterable[T], Generic[C, T]):
    """Any object with __aiter__, where an AsyncIterable[T] is declared."""

    def __init__(self, source: C) -> None:
        self.source = source

    def __aiter__(self) -> AsyncIterator[T]:
        return AsyncIteratorOf(self.source.__aiter__())


class AsyncGenerator(AsyncIterator[Y], Generic[Y, S]):
    """frame: the body. given: whether `sent` waits to be taken."""

    frame: Coroutine[None, None, None]
    running: bool
    given: bool
    sent: S

    def __aiter__(self) -> AsyncGenerator[Y, S]:
        return self

    async def __anext__(self) -> Y:
        if not await self._run("anext"):
            raise StopAsyncIteration
        return self.item

    async def _astep(self) -> bool:
        return await self._run("anext")

    async def _run(self, name: str) -> bool:
        handle = coroutine.handle_of(self.frame)
        if coroutine.done(handle):
            return False
        if self.running:
            message = f"{name}(): asynchronous generator is already running"
            raise RuntimeError(message)
        self.running = True
        left: BaseException | None = None
        try:
            await coroutine.step(self.frame)
        except BaseException as error:
            left = error
        self.running = False
        if left is not None:
            raise _passed_on(left)
        return not coroutine.done(handle)

    async def asend(self, value: S) -> Y:
        """Go on with `value` as what `yield` gives. Raises StopAsyncIteration at the end."""
        handle = coroutine.handle_of(self.frame)
        if value is not None:
            if not coroutine.begun(handle):
                message = "can't send non-None value to a just-started async generator"
                raise errors.type_error(message)
            if not coroutine.done(handle) and not self.running:
                self.sent = value
                self.given = True
        if not await self._run("asend"):
            raise StopAsyncIteration
        return self.item

    def _received(self) -> S:
        """What `yield` gives where the declared type has no None."""
        if not self.given:
            raise errors.type_error("anext() sends None, which the type of asend() does not have")
        self.given = False
        return self.sent

    def _received_or_none(self) -> S:
        if not self.given:
            return None
        self.given = False
        return self.sent

    async def athrow(self, error: BaseException) -> Y:
        """Raise an exception where the body waits; gives the next item."""
        if not await self._throw(error, "athrow"):
            raise StopAsyncIteration
        return self.item

    async def _throw(self, error: BaseException, name: str) -> bool:
        """The same; False if the body ended."""
        handle = coroutine.handle_of(self.frame)
        if coroutine.done(handle):
            return False
        if not coroutine.begun(handle):
            coroutine.end(handle)
            raise error
        if not self.running:
            self.given = False
            coroutine.throw_into(handle, error)
        return await self._run(name)

    async def aclose(self) -> None:
        """Raise GeneratorExit where the body waits; it has to end."""
        handle = coroutine.handle_of(self.frame)
        if coroutine.done(handle):
            return
        if not coroutine.begun(handle):
            coroutine.end(handle)
            return
        try:
            more = await self._throw(GeneratorExit(), "aclose")
        except GeneratorExit:
            return
        except StopAsyncIteration:
            return
        if more:
            raise RuntimeError("async generator ignored GeneratorExit")


@cold
def _passed_on(error: BaseException) -> BaseException:
    """What leaves an asynchronous generator (PEP 479)."""
    if isinstance(error, StopAsyncIteration):
        return _wrapped("async generator raised StopAsyncIteration", error)
    if isinstance(error, StopIteration):
        return _wrapped("async generator raised StopIteration", error)
    return error


def _wrapped(message: str, error: BaseException) -> BaseException:
    made = RuntimeError(message)
    made.cause = error
    made.context = error
    made.context_hidden = True
    return made
