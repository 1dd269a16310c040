"""The event loop as programs see it: scheduling with arguments, futures, tasks, datagram
endpoints."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TypeVar

from naja.lang import overloads
from naja.stdlib.asyncio import network, scheduler
from naja.stdlib.asyncio.datagrams import DatagramProtocol, DatagramTransport
from naja.stdlib.asyncio.futures import Future
from naja.stdlib.asyncio.scheduler import Scheduler
from naja.stdlib.asyncio.tasks import Task, unfinished
from naja.stdlib.asyncio.timers import Handle, TimerHandle

A = TypeVar("A")
B = TypeVar("B")
R = TypeVar("R")
T = TypeVar("T")
P = TypeVar("P", bound=DatagramProtocol)


class AbstractEventLoop(Scheduler):
    """The loop of an image; there is one at a time."""

    def time(self) -> float:
        """Seconds of the monotonic clock."""
        return self.seconds()

    def is_running(self) -> bool:
        """Whether this loop runs."""
        return scheduler.current is self

    def _call_soon_0(self, callback: Callable[[], R]) -> Handle:
        def call() -> None:
            callback()

        return self.soon(call)

    def _call_soon_1(self, callback: Callable[[A], R], a: A) -> Handle:
        def call() -> None:
            callback(a)

        return self.soon(call)

    def _call_soon_2(self, callback: Callable[[A, B], R], a: A, b: B) -> Handle:
        def call() -> None:
            callback(a, b)

        return self.soon(call)

    call_soon = overloads(_call_soon_0, _call_soon_1, _call_soon_2)

    def _call_at_0(self, when: float, callback: Callable[[], R]) -> TimerHandle:
        def call() -> None:
            callback()

        return self.at(when, call)

    def _call_at_1(self, when: float, callback: Callable[[A], R], a: A) -> TimerHandle:
        def call() -> None:
            callback(a)

        return self.at(when, call)

    def _call_at_2(self, when: float, callback: Callable[[A, B], R], a: A, b: B) -> TimerHandle:
        def call() -> None:
            callback(a, b)

        return self.at(when, call)

    call_at = overloads(_call_at_0, _call_at_1, _call_at_2)

    def _call_later_0(self, delay: float, callback: Callable[[], R]) -> TimerHandle:
        return self._call_at_0(self.seconds() + delay, callback)

    def _call_later_1(self, delay: float, callback: Callable[[A], R], a: A) -> TimerHandle:
        return self._call_at_1(self.seconds() + delay, callback, a)

    def _call_later_2(self, delay: float, callback: Callable[[A, B], R], a: A, b: B) -> TimerHandle:
        return self._call_at_2(self.seconds() + delay, callback, a, b)

    call_later = overloads(_call_later_0, _call_later_1, _call_later_2)

    def create_future(self) -> Future[T]:
        """A future that is not done."""
        return Future()

    def create_task(self, coro: Coroutine[None, None, T]) -> Task[T]:
        """Start a coroutine as a task."""
        return Task(coro)

    async def create_datagram_endpoint(
        self,
        protocol_factory: Callable[[], P],
        local_addr: tuple[str, int] | None = None,
        remote_addr: tuple[str, int] | None = None,
    ) -> tuple[DatagramTransport, P]:
        """Open a UDP port for a protocol. Raises OSError, as the socket calls of CPython would."""
        protocol = protocol_factory()
        local = (network.ANY, 0) if local_addr is None else local_addr
        opened = network.open_network(self)
        # however long DHCP takes
        if opened.stack.settings.address == 0:
            await opened.address_waiter()
        transport = opened.open(self, protocol, local, remote_addr)
        transport.begin()
        return transport, protocol

    def run_forever(self) -> None:
        """Run until `stop`. Raises RuntimeError if a loop runs already."""
        if scheduler.current is not None:
            raise RuntimeError("This event loop is already running")
        scheduler.set_running(self)
        try:
            self.run()
        finally:
            scheduler.set_running(None)

    def close(self) -> None:
        """Cancel all tasks, let them end, and free the ports."""
        scheduler.set_running(self)
        for step in list(unfinished.values()):
            step.cancel_task()
        while len(unfinished) != 0:
            self._turn()
        scheduler.set_running(None)
        poller = self.poller
        if poller is not None:
            poller.close()
            poller.finish(self.clock())


def get_running_loop() -> AbstractEventLoop:
    """The loop that runs. Raises RuntimeError if there is none."""
    loop = scheduler.running()
    assert isinstance(loop, AbstractEventLoop)
    return loop


def get_event_loop() -> AbstractEventLoop:
    """The loop that runs. Raises RuntimeError if there is none."""
    return get_running_loop()


def new_event_loop() -> AbstractEventLoop:
    """A new loop."""
    return AbstractEventLoop()
