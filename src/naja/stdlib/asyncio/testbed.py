"""What tests of asyncio share: both event loops, this one and CPython's, in virtual time.

A program is a coroutine function that gets the asyncio module to use and a list to write its log
to.
"""

from __future__ import annotations

import asyncio as cpython_asyncio
import selectors
from collections.abc import Callable, Coroutine
from types import ModuleType
from typing import Any

from naja.os.time.clock import NEVER, SECOND
from naja.stdlib import asyncio as naja_asyncio
from naja.stdlib.asyncio.events import AbstractEventLoop
from naja.stdlib.asyncio.runners import run_in

Log = list[object]
Program = Callable[[ModuleType, Log], Coroutine[Any, Any, Any]]


class Stuck(Exception):
    """The program waits for something that will never happen."""


class SimulatedLoop(AbstractEventLoop):
    """A loop whose clock jumps to the next deadline. on_idle: called before, to act as the
    world."""

    def __init__(self, on_idle: Callable[[], bool] = lambda: False) -> None:
        self._virtual = SECOND
        self._on_idle = on_idle
        super().__init__()

    def clock(self) -> int:
        return self._virtual

    def idle(self, deadline: int) -> None:
        if self._on_idle():
            return
        if deadline >= NEVER:
            raise Stuck
        self._virtual = max(self._virtual, deadline)


class _VirtualSelector(selectors.SelectSelector):
    now = 1.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise Stuck
        self.now += timeout
        return []


class _CPythonLoop(cpython_asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.virtual = _VirtualSelector()
        super().__init__(self.virtual)

    def time(self) -> float:
        return self.virtual.now


def outcome(program: Callable[[], Any]) -> str:
    """What the program returned or raised, as text."""
    try:
        return f"returned {program()!r}"
    except BaseException as error:  # noqa: BLE001 - any outcome is compared
        return f"raised {type(error).__name__}: {error}"


def under_naja(program: Program) -> Log:
    """The log of the program on this loop, its outcome last."""
    log: Log = []
    log.append(outcome(lambda: run_in(SimulatedLoop(), program(naja_asyncio, log))))
    return log


def under_cpython(program: Program) -> Log:
    """The log of the program on CPython's loop, its outcome last."""
    log: Log = []

    def run() -> object:
        with cpython_asyncio.Runner(loop_factory=_CPythonLoop) as runner:
            return runner.run(program(cpython_asyncio, log))

    log.append(outcome(run))
    return log
