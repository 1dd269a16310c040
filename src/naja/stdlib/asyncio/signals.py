"""Signals that ask the program to end, where the platform tells of them.

The platform is asked now and then, while there are handlers: a look every INTERVAL costs nothing
that could be measured, and nothing else has to know of signals.
"""

from __future__ import annotations

from naja.lang import cold
from naja.platform import contract
from naja.stdlib.asyncio.scheduler import Scheduler
from naja.stdlib.asyncio.timers import Handle

INTERVAL = 0.25
_SIGKILL, _SIGSTOP, _MOST = 9, 19, 64
_BY_SIGNAL = 128


class Signals:
    """The handlers of one loop, by number."""

    scheduler: Scheduler
    _handlers: dict[int, Handle]

    def __init__(self, scheduler: Scheduler) -> None:
        self.scheduler = scheduler
        self._handlers = {}

    def set(self, number: int, handler: Handle) -> None:
        """Run the handler when that signal comes. Raises ValueError and RuntimeError."""
        check(number)
        if number in (_SIGKILL, _SIGSTOP):
            raise RuntimeError(f"sig {number} cannot be caught")
        self._handlers[number] = handler

    def remove(self, number: int) -> bool:
        """Whether there was a handler."""
        check(number)
        return self._handlers.pop(number, None) is not None

    def look(self) -> None:
        """Ask the platform, now and after each interval. What has no handler ends the program."""
        number = contract.stop_signal()
        while number != 0:
            handler = self._handlers.get(number)
            if handler is None:
                contract.exit(_BY_SIGNAL + number)
            self.scheduler.add(handler)
            number = contract.stop_signal()
        self.scheduler.at(self.scheduler.seconds() + INTERVAL, self.look)


@cold
def check(number: int) -> None:
    """Raises ValueError where no signal has that number."""
    if not 1 <= number <= _MOST:
        raise ValueError(f"invalid signal number {number}")


_signals: Signals | None = None


@cold
def signals_of(scheduler: Scheduler) -> Signals:
    """Those of the loop; from now on the platform is asked for them."""
    global _signals
    signals = _signals
    if signals is None or signals.scheduler is not scheduler:
        signals = Signals(scheduler)
        _signals = signals
        signals.look()
    return signals
