"""`asyncio.run` and `Runner`: a loop for coroutines, from their start to the end of all that they
started."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TypeVar

from naja.stdlib.asyncio import scheduler
from naja.stdlib.asyncio.events import AbstractEventLoop
from naja.stdlib.asyncio.tasks import report_failed

T = TypeVar("T")


def run_in(loop: AbstractEventLoop, main: Coroutine[None, None, T]) -> T:
    """Run the coroutine in that loop to its end, then cancel what it left behind."""
    if scheduler.current is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    try:
        return loop._complete(main)
    finally:
        loop.close()
        report_failed()


def run(main: Coroutine[None, None, T], *, debug: bool | None = None) -> T:
    """Run the coroutine to its end, and return what it returns or raise what it raises."""
    return run_in(AbstractEventLoop(), main)


class Runner:
    """Runs several coroutines in one loop: `with Runner() as runner: runner.run(…)`."""

    _loop: AbstractEventLoop | None
    _closed: bool

    def __init__(self, *, debug: bool | None = None) -> None:
        self._loop = None
        self._closed = False

    def __enter__(self) -> Runner:
        self.get_loop()
        return self

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        self.close()

    def get_loop(self) -> AbstractEventLoop:
        """The loop, made when it is first asked for. Raises RuntimeError once it is closed."""
        if self._closed:
            raise RuntimeError("Runner is closed")
        loop = self._loop
        if loop is None:
            loop = AbstractEventLoop()
            self._loop = loop
        return loop

    def run(self, coro: Coroutine[None, None, T]) -> T:
        """Run the coroutine to its end; what it started goes on in the next run."""
        if scheduler.current is not None:
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        return self.get_loop()._complete(coro)

    def close(self) -> None:
        """Cancel what is left, and let it end."""
        loop = self._loop
        if loop is None or self._closed:
            return
        self._closed = True
        loop.close()
        report_failed()
