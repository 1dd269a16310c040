"""The coroutine primitive: what a scheduler needs to run `async def` functions, and nothing more.

A call of an `async def` gives a coroutine that has not begun. `resume` runs it until it ends or
until the innermost coroutine that it awaits calls `await suspend()`; control then returns to the
caller of `resume`. What suspended is the *leaf*: resuming the leaf goes on behind its `await
suspend()`, and a coroutine that ends continues the one that awaits it. Exceptions of the
outermost coroutine are kept, not raised, by `resume`. In an image these are the compiler's own;
here the same is built on CPython's coroutines. What only the bodies of generators need (`begun`,
`end`, `throw_into`, `step`) exists in an image alone.
"""

from __future__ import annotations

import weakref
from collections.abc import Awaitable, Coroutine, Generator
from typing import Any, TypeVar, cast

T = TypeVar("T")


class CoroutineHandle:
    """A coroutine of any result: what can be resumed and asked whether it is done."""

    def __init__(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        self._coroutine: Coroutine[Any, Any, Any] | None = coroutine
        self._done = False
        self._exception: BaseException | None = None
        self._result: Any = None

    def _step(self) -> None:
        assert self._coroutine is not None, "resumed after its end"
        try:
            self._coroutine.send(None)
        except StopIteration as stop:
            self._result = stop.value
        except BaseException as error:  # noqa: BLE001 - kept for whoever asks, as promised
            self._exception = error
        else:
            return
        self._done = True
        # else the table of handles would keep the coroutine that is its key
        self._coroutine = None


_handles: weakref.WeakKeyDictionary[Coroutine[Any, Any, Any], CoroutineHandle]
_handles = weakref.WeakKeyDictionary()
_leaf: CoroutineHandle | None = None


def handle_of(coroutine: Coroutine[Any, Any, T]) -> CoroutineHandle:
    """The handle of a coroutine; always the same one."""
    handle = _handles.get(coroutine)
    if handle is None:
        handle = _handles[coroutine] = CoroutineHandle(coroutine)
    return handle


def resume(handle: CoroutineHandle) -> None:
    """Begin the coroutine, or go on behind the `suspend` of a leaf, to its end or the next one."""
    global _leaf
    # CPython resumes the leaf through the outermost coroutine, so that one stands for both here
    _leaf = handle
    handle._step()


def begun(handle: CoroutineHandle) -> bool:
    """Whether a generator's body has been resumed."""
    raise NotImplementedError


def end(handle: CoroutineHandle) -> None:
    """Count a generator's body that has not begun as done."""
    raise NotImplementedError


def throw_into(handle: CoroutineHandle, error: BaseException) -> None:
    """Have the next resume of a generator's body raise an exception where it waits."""
    raise NotImplementedError


async def step(frame: Coroutine[Any, Any, None]) -> None:
    """Run the body of an asynchronous generator to its next yield, or to its end."""
    raise NotImplementedError


def current_leaf() -> CoroutineHandle:
    """The coroutine that suspended in the last `resume` that did not run to its end."""
    assert _leaf is not None, "nothing has been resumed yet"
    return _leaf


def done(handle: CoroutineHandle) -> bool:
    """Whether the coroutine has ended."""
    return handle._done


def exception_of(handle: CoroutineHandle) -> BaseException | None:
    """What the ended coroutine raised, or None."""
    return handle._exception


def result_of(coroutine: Coroutine[Any, Any, T]) -> T:
    """What the ended coroutine returned."""
    return cast(T, handle_of(coroutine)._result)


class _Pause(Awaitable[None]):
    def __await__(self) -> Generator[None, None, None]:
        yield


async def suspend() -> None:
    """Return control to whoever resumed this coroutine or the one that awaits it."""
    await _Pause()
