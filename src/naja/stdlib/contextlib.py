"""contextlib as an image has it: managers made of generators, and stacks of managers.

`contextmanager` and `asynccontextmanager` decorate when the image is built; the compiler has the
decorated function make one of the managers below (front/classes/managers.py). `suppress` is
compiled as the `try` that it stands for. Exit methods are handed the exception in both of their
first places.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from naja.lang import overloads
from naja.runtime import errors
from naja.runtime.async_generator import AsyncGenerator
from naja.runtime.generator import Generator

T = TypeVar("T")
C = TypeVar("C")
R = TypeVar("R")
A = TypeVar("A")
B = TypeVar("B")
D = TypeVar("D")


class AbstractContextManager(Generic[T]):
    """A manager that gives itself."""

    def __enter__(self) -> T:
        return self


class AbstractAsyncContextManager(Generic[T]):
    """An asynchronous manager that gives itself."""

    async def __aenter__(self) -> T:
        return self


class GeneratorManager(AbstractContextManager[T], Generic[T]):
    """What a decorated generator function makes."""

    generator: Generator[T, None, None]

    def __enter__(self) -> T:
        if not self.generator._step():
            raise RuntimeError("generator didn't yield")
        return self.generator.item

    def _leave(self, error: BaseException | None) -> bool:
        """End the generator; whether it ended the exception."""
        if error is None:
            if self.generator._step():
                self._too_long("generator didn't stop")
            return False
        places = error.traceback_length
        try:
            more = self.generator._throw(error)
        except BaseException as left:
            if not _is_same(left, error):
                raise
            # the way through the generator is no part of the traceback
            error.traceback_length = places
            return False
        if more:
            self._too_long("generator didn't stop after throw()")
        return True

    def _too_long(self, message: str) -> None:
        try:
            raise RuntimeError(message)
        finally:
            self.generator.close()


class PassingManager(GeneratorManager[T], Generic[T]):
    """Of a generator that passes every exception on."""

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        self._leave(error)


class CatchingManager(GeneratorManager[T], Generic[T]):
    """Of a generator that may end an exception."""

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> bool:
        return self._leave(error)


class AsyncGeneratorManager(AbstractAsyncContextManager[T], Generic[T]):
    """What a decorated asynchronous generator function makes."""

    generator: AsyncGenerator[T, None]

    async def __aenter__(self) -> T:
        if not await self.generator._astep():
            raise RuntimeError("generator didn't yield")
        return self.generator.item

    async def _leave(self, error: BaseException | None) -> bool:
        if error is None:
            if await self.generator._astep():
                await self._too_long("generator didn't stop")
            return False
        places = error.traceback_length
        try:
            more = await self.generator._throw(error, "athrow")
        except BaseException as left:
            if not _is_same(left, error):
                raise
            error.traceback_length = places
            return False
        if more:
            await self._too_long("generator didn't stop after athrow()")
        return True

    async def _too_long(self, message: str) -> None:
        try:
            raise RuntimeError(message)
        finally:
            await self.generator.aclose()


class AsyncPassingManager(AsyncGeneratorManager[T], Generic[T]):
    """Of a generator that passes every exception on."""

    async def __aexit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        await self._leave(error)


class AsyncCatchingManager(AsyncGeneratorManager[T], Generic[T]):
    """Of a generator that may end an exception."""

    async def __aexit__(self, kind: object, error: BaseException | None, traceback: object) -> bool:
        return await self._leave(error)


def _is_same(left: BaseException, error: BaseException) -> bool:
    """Whether what left the generator is what was thrown in, or PEP 479's wrapping of it."""
    if left is error:
        return True
    stop = isinstance(error, (StopIteration, StopAsyncIteration))
    return stop and isinstance(left, RuntimeError) and left.__cause__ is error


class nullcontext(AbstractContextManager[T], Generic[T]):
    """Does nothing; gives `enter_result`."""

    enter_result: T

    def __init__(self, enter_result: T = None) -> None:
        self.enter_result = enter_result

    def __enter__(self) -> T:
        return self.enter_result

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        pass

    async def __aenter__(self) -> T:
        return self.enter_result

    async def __aexit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        pass


class closing(AbstractContextManager[T], Generic[T]):
    """Closes a thing at the end."""

    thing: T

    def __init__(self, thing: T) -> None:
        self.thing = thing

    def __enter__(self) -> T:
        return self.thing

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        self.thing.close()


class aclosing(AbstractAsyncContextManager[T], Generic[T]):
    """Closes a thing at the end, asynchronously."""

    thing: T

    def __init__(self, thing: T) -> None:
        self.thing = thing

    async def __aenter__(self) -> T:
        return self.thing

    async def __aexit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        await self.thing.aclose()


class ExitStack:
    """Exits what has been entered, the last first."""

    _exits: list[Callable[[BaseException | None], bool]]

    def __init__(self) -> None:
        self._exits = []

    def __enter__(self) -> ExitStack:
        return self

    def enter_context(self, cm: C):
        """Enter a manager, to be exited by this stack."""
        entered = cm.__enter__()
        self.push(cm)
        return entered

    def push(self, manager: C) -> C:
        """Exit a manager that has been entered elsewhere."""

        def leave(error: BaseException | None) -> bool:
            return bool(manager.__exit__(error, error, None))

        self._exits.append(leave)
        return manager

    def _callback_0(self, callback: Callable[[], R]) -> None:
        def call(error: BaseException | None) -> bool:
            callback()
            return False

        self._exits.append(call)

    def _callback_1(self, callback: Callable[[A], R], a: A) -> None:
        def call(error: BaseException | None) -> bool:
            callback(a)
            return False

        self._exits.append(call)

    def _callback_2(self, callback: Callable[[A, B], R], a: A, b: B) -> None:
        def call(error: BaseException | None) -> bool:
            callback(a, b)
            return False

        self._exits.append(call)

    def _callback_3(self, callback: Callable[[A, B, D], R], a: A, b: B, c: D) -> None:
        def call(error: BaseException | None) -> bool:
            callback(a, b, c)
            return False

        self._exits.append(call)

    callback = overloads(_callback_0, _callback_1, _callback_2, _callback_3)

    def pop_all(self) -> ExitStack:
        """Another stack with all that is to be exited."""
        other = ExitStack()
        other._exits = self._exits
        self._exits = []
        return other

    def close(self) -> None:
        """Exit now."""
        self.__exit__(None, None, None)

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> bool:
        pending = error
        failed = False
        while len(self._exits) != 0:
            leave = self._exits.pop()
            try:
                if leave(pending):
                    pending = None
                    failed = False
            except BaseException as raised:  # noqa: BLE001 - raised again at the end
                if pending is not None:
                    errors.chain(raised, pending)
                pending = raised
                failed = True
        if failed and pending is not None:
            raise pending
        return error is not None and pending is None


class AsyncExitStack:
    """Exits what has been entered, the last first; managers of both kinds."""

    _exits: list[Callable[[BaseException | None], Awaitable[bool]]]

    def __init__(self) -> None:
        self._exits = []

    async def __aenter__(self) -> AsyncExitStack:
        return self

    def enter_context(self, cm: C):
        """Enter a manager, to be exited by this stack."""
        entered = cm.__enter__()
        self.push(cm)
        return entered

    def push(self, manager: C) -> C:
        """Exit a manager that has been entered elsewhere."""

        async def leave(error: BaseException | None) -> bool:
            return bool(manager.__exit__(error, error, None))

        self._exits.append(leave)
        return manager

    async def enter_async_context(self, cm: C):
        """Enter an asynchronous manager, to be exited by this stack."""
        entered = await cm.__aenter__()
        self.push_async_exit(cm)
        return entered

    def push_async_exit(self, manager: C) -> C:
        """Exit an asynchronous manager that has been entered elsewhere."""

        async def leave(error: BaseException | None) -> bool:
            return bool(await manager.__aexit__(error, error, None))

        self._exits.append(leave)
        return manager

    def _callback_0(self, callback: Callable[[], R]) -> None:
        async def call(error: BaseException | None) -> bool:
            callback()
            return False

        self._exits.append(call)

    def _callback_1(self, callback: Callable[[A], R], a: A) -> None:
        async def call(error: BaseException | None) -> bool:
            callback(a)
            return False

        self._exits.append(call)

    callback = overloads(_callback_0, _callback_1)

    def _async_callback_0(self, callback: Callable[[], Awaitable[R]]) -> None:
        async def call(error: BaseException | None) -> bool:
            await callback()
            return False

        self._exits.append(call)

    def _async_callback_1(self, callback: Callable[[A], Awaitable[R]], a: A) -> None:
        async def call(error: BaseException | None) -> bool:
            await callback(a)
            return False

        self._exits.append(call)

    push_async_callback = overloads(_async_callback_0, _async_callback_1)

    def pop_all(self) -> AsyncExitStack:
        """Another stack with all that is to be exited."""
        other = AsyncExitStack()
        other._exits = self._exits
        self._exits = []
        return other

    async def aclose(self) -> None:
        """Exit now."""
        await self.__aexit__(None, None, None)

    async def __aexit__(self, kind: object, error: BaseException | None, traceback: object) -> bool:
        pending = error
        failed = False
        while len(self._exits) != 0:
            leave = self._exits.pop()
            try:
                if await leave(pending):
                    pending = None
                    failed = False
            except BaseException as raised:  # noqa: BLE001 - raised again at the end
                if pending is not None:
                    errors.chain(raised, pending)
                pending = raised
                failed = True
        if failed and pending is not None:
            raise pending
        return error is not None and pending is None
