"""The connections of a client: those that are used, and those that wait for a further request.

A connection belongs to an origin (host and port). There are never more than the limit; who needs
one more waits for its turn.
"""

from __future__ import annotations

import asyncio

from naja.http.client_errors import ConnectError
from naja.http.link import Link
from naja.http.urls import URL
from naja.http.waiting import Clock, Limits


class Pool:
    """Connections by origin. The idle ones are in the order of their last use."""

    _limits: Limits
    _idle: list[Link]
    _open: int
    _waiters: list[asyncio.Future[None]]
    _sweeping: bool
    _closed: bool

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._idle = []
        self._open = 0
        self._waiters = []
        self._sweeping = False
        self._closed = False

    async def take(self, url: URL, clock: Clock, fresh: bool) -> Link:
        """A connection to the origin of the URL, if `fresh` a new one. Raises RequestError."""
        origin = url.authority()
        while True:
            if self._closed:
                raise RuntimeError("the client is closed")
            link = None if fresh else self._find(origin)
            if link is not None:
                return link
            if self._open < self._limits.max_connections or self._make_room():
                return await self._connect(url, clock)
            await self._wait(clock)

    def give_back(self, link: Link) -> None:
        """The response was read: keep the connection, or close it."""
        if link.rest() and not self._closed:
            self._idle.append(link)
            if len(self._idle) > self._limits.max_keepalive_connections:
                self._idle.pop(0).abort()
            self._sweep_later()
            self._wake()
        else:
            # what was not sent yet is not wanted
            link.abort()

    def close(self) -> None:
        """Close the idle connections; the others are closed when their responses are."""
        self._closed = True
        for link in self._idle:
            link.abort()
        self._idle.clear()
        while len(self._waiters) != 0:
            self._wake()

    def connections(self) -> int:
        """How many are open."""
        return self._open

    def _find(self, origin: str) -> Link | None:
        """The connection to that origin that was used last."""
        for place in range(len(self._idle) - 1, -1, -1):
            link = self._idle[place]
            if link.origin == origin and link.is_usable():
                self._idle.pop(place)
                return link
        return None

    def _make_room(self) -> bool:
        """Close the connection that is idle for longest."""
        if len(self._idle) == 0:
            return False
        self._idle.pop(0).abort()
        return True

    async def _wait(self, clock: Clock) -> None:
        """Until a connection may be free."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            await clock.wait(waiter, "pool", clock.timeout.pool)
        except BaseException:
            if waiter.done() and not waiter.cancelled():
                self._wake()  # it was told in vain
            self._waiters = [other for other in self._waiters if other is not waiter]
            raise

    async def _connect(self, url: URL, clock: Clock) -> Link:
        link = Link(url.authority(), self._gone)
        self._open += 1
        try:
            async with asyncio.timeout(clock.left(clock.timeout.connect)):
                loop = asyncio.get_running_loop()
                await loop.create_connection(lambda: link, url.host, url.port)
        except TimeoutError:
            raise clock.expired("connect", clock.timeout.connect) from None
        except OSError as error:
            raise ConnectError(f"{url.authority()}: {error}") from error
        finally:
            if not link.is_connected():
                self._open -= 1
                self._wake()
        return link

    def _gone(self, link: Link) -> None:
        """A connection was lost."""
        self._open -= 1
        if link in self._idle:
            self._idle.remove(link)
        self._wake()

    def _wake(self) -> None:
        """One of those that wait may look again."""
        while len(self._waiters) != 0:
            waiter = self._waiters.pop(0)
            if not waiter.done():
                waiter.set_result(None)
                return

    def _sweep_later(self) -> None:
        if not self._sweeping and len(self._idle) != 0:
            self._sweeping = True
            seconds = self._limits.keepalive_seconds
            asyncio.get_running_loop().call_later(seconds, self._sweep)

    def _sweep(self) -> None:
        """Close what was idle for too long."""
        self._sweeping = False
        latest = asyncio.get_running_loop().time() - self._limits.keepalive_seconds
        while len(self._idle) != 0 and self._idle[0].idle_since <= latest:
            self._idle.pop(0).abort()
        self._sweep_later()
