"""The loopback as the loop's poller, before the network's, and who listens on it."""

from __future__ import annotations

from naja.lang import cold
from naja.os.entropy.pool import PlatformPool
from naja.os.net.loopback.glue import Loopback
from naja.os.net.tcp.listener import Listeners
from naja.os.time.clock import NEVER
from naja.stdlib.asyncio import network
from naja.stdlib.asyncio.scheduler import Poller, Scheduler


class LocalPoller(Poller):
    """Polls the loopback, and the network once it is open."""

    loopback: Loopback

    def __init__(self) -> None:
        self.loopback = Loopback(PlatformPool())

    def poll(self, now: int) -> bool:
        self.loopback.poll()
        inner = network.network
        return inner.poll(now) if inner is not None else False

    def finish(self, now: int) -> None:
        inner = network.network
        if inner is not None:
            inner.finish(now)

    def deadline(self) -> int:
        if self.loopback.has_work():
            return 0
        inner = network.network
        return inner.deadline() if inner is not None else NEVER

    def close(self, scheduler: Scheduler) -> None:
        local_listeners().clear()
        inner = network.network
        if inner is not None:
            inner.close(scheduler)


@cold
def open_loopback(scheduler: Scheduler) -> Loopback:
    """The loopback, as the scheduler's poller."""
    poller = scheduler.poller
    if isinstance(poller, LocalPoller):
        return poller.loopback
    opened = LocalPoller()
    scheduler.poller = opened
    return opened.loopback


_listeners: Listeners | None = None


@cold
def local_listeners() -> Listeners:
    """Who listens on 127.0.0.1, by port."""
    global _listeners
    listeners = _listeners
    if listeners is None:
        listeners = Listeners(PlatformPool())
        _listeners = listeners
    return listeners
