"""The heart of the event loop: what is ready, what is due, what the network has, and idling.

One turn: take a batch from the poller, make due timers ready, run what was ready when that began,
let the poller send, and if nothing is left to do, idle until the earliest deadline or a device
speaks. Callbacks run in the order in which they became ready; what they make ready runs in the
next turn, as in CPython. An exception that a callback lets escape is reported on standard error,
and the loop goes on.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable

from naja.lang import cold, hot
from naja.os.time.clock import NEVER, SECOND, contract_deadline
from naja.os.time.heap import PlacedHeap
from naja.platform import contract
from naja.runtime import heap
from naja.stdlib.asyncio.timers import Callback, Handle, TimerHandle

UNTIMED_TURNS = 64


class Poller:
    """What the loop asks for events: the network. Without one, a program has timers only."""

    def poll(self, now: int) -> bool:
        """Handle what has come, at most a batch; True if there may be more."""
        raise NotImplementedError

    def finish(self, now: int) -> None:
        """End a turn: run the poller's own timers, send what is queued."""
        raise NotImplementedError

    def deadline(self) -> int:
        """When `finish` is due, if nothing comes."""
        raise NotImplementedError

    def close(self, scheduler: Scheduler) -> None:
        """The scheduler's loop ends."""
        raise NotImplementedError


class Scheduler:
    """Ready callbacks, timers, and one poller.

    now: the time of the current turn, or of one some turns ago while no timer depends on it."""

    now: int
    poller: Poller | None
    _ready: list[Handle]
    _spare: list[Handle]
    _timers: PlacedHeap[TimerHandle] | None
    _timer_count: int
    _stopping: bool
    _untimed_turns: int

    def __init__(self) -> None:
        self.now = self.clock()
        self.poller = None
        self._ready = []
        self._spare = []
        self._timers = None
        self._timer_count = 0
        self._stopping = False
        self._untimed_turns = 0

    def clock(self) -> int:
        """Nanoseconds; a simulation overrides this and `idle`."""
        return contract.clock_monotonic()

    def idle(self, deadline: int) -> None:
        """Wait for a device or the deadline; what is due of the collector's work comes first."""
        if heap.collect_idle():
            return  # the devices come before more of it
        contract.wait_until(contract_deadline(deadline))

    def add(self, handle: Handle) -> None:
        """Have the handle run in the next turn."""
        self._ready.append(handle)

    def soon(self, callback: Callable[[], None]) -> Handle:
        """Have the function run in the next turn."""
        handle = Callback(callback)
        self._ready.append(handle)
        return handle

    def at(self, when: float, callback: Callable[[], None]) -> TimerHandle:
        """Have the function run at a time in seconds."""
        timers = self._timers
        if timers is None:
            # made here, so that an image without timers has no code for them
            timers = PlacedHeap[TimerHandle]()
            self._timers = timers
        self._timer_count += 1
        # rounded up, so that the clock has reached `when` once it has reached `due`
        due = NEVER - 1 if when >= 4.0e9 else int(when * 1e9) + 1
        timer = TimerHandle(timers, due, when, self._timer_count, callback)
        timers.add(timer)
        return timer

    def seconds(self) -> float:
        """The clock in seconds."""
        return self.clock() / SECOND

    def run(self) -> None:
        """Take turns until `stop`."""
        self._stopping = False
        while not self._stopping:
            self._turn()

    def stop(self) -> None:
        """End `run` after this turn."""
        self._stopping = True

    @hot
    def _turn(self) -> None:
        # reading the clock may cost as much as a packet: with nothing due, now and then will do
        self._untimed_turns += 1
        self._tell_time(self._untimed_turns >= UNTIMED_TURNS)
        busy = False
        poller = self.poller
        if poller is not None:
            busy = poller.poll(self.now)
        self._wake_timers(self.now)
        if len(self._ready) != 0:
            self._run_ready()
        poller = self.poller
        if poller is not None:
            self._tell_time(False)
            poller.finish(self.now)
        if not busy and len(self._ready) == 0 and not self._stopping:
            self._idle()

    @hot
    def _tell_time(self, anyway: bool) -> None:
        if anyway or (self._untimed_turns != 0 and self._deadline() != NEVER):
            self.now = self.clock()
            self._untimed_turns = 0

    def _wake_timers(self, now: int) -> None:
        timers = self._timers
        if timers is None:
            return
        timer = timers.first()
        while timer is not None and timer._due <= now:
            timers.remove(timer)
            self._ready.append(timer)
            timer = timers.first()

    def _run_ready(self) -> None:
        handles = self._ready
        self._ready = self._spare
        begun = 0
        try:
            for handle in handles:
                begun += 1
                if not handle._cancelled:
                    run_reporting(handle)
        finally:
            self._end_turn(handles, begun)

    def _end_turn(self, handles: list[Handle], begun: int) -> None:
        # keeps the array, which clear() would give up
        del handles[:begun]
        if len(handles) != 0:
            # the rest of a turn that SystemExit ended comes first in the next one
            added = self._ready
            for handle in added:
                handles.append(handle)
            del added[:]
            self._ready, handles = handles, added
        self._spare = handles

    def _idle(self) -> None:
        deadline = self._deadline()
        if deadline > self.now:
            self.idle(deadline)

    @hot
    def _deadline(self) -> int:
        deadline = NEVER
        timers = self._timers
        if timers is not None:
            timer = timers.first()
            if timer is not None:
                deadline = timer._due
        poller = self.poller
        if poller is not None:
            deadline = min(deadline, poller.deadline())
        return deadline


def run_reporting(handle: Handle) -> None:
    """Run the handle; an exception that escapes is reported."""
    try:
        handle._run()
    except Exception as error:  # noqa: BLE001 - the loop outlives its callbacks, as in CPython
        report("Exception in callback", error)


@cold
def report(message: str, error: BaseException) -> None:
    """Tell of an exception that nobody caught."""
    try:
        sys.stderr.write(message + "\n")
        traceback.print_exception(error)
    except MemoryError:
        pass  # the loop has to outlive that too


current: Scheduler | None = None


def running() -> Scheduler:
    """The scheduler that runs. Raises RuntimeError if there is none."""
    if current is None:
        raise RuntimeError("no running event loop")
    return current


def set_running(scheduler: Scheduler | None) -> None:
    """Have `running` answer with that scheduler."""
    global current
    current = scheduler
