"""How long a request of the client may take, and how many connections there are."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from naja.http import options
from naja.http.client_errors import RequestTimeout


@dataclass(frozen=True)
class Timeout:
    """Seconds without progress in each phase, and for all of a request with its redirects and the
    reading of its response; None: no limit. pool: the wait for a free connection."""

    connect: float | None = 10.0
    read: float | None = 30.0
    write: float | None = 30.0
    pool: float | None = 30.0
    total: float | None = None


@dataclass(frozen=True)
class Limits:
    """Connections of a client, how many of them it keeps idle, and for how many seconds."""

    max_connections: int = options.CLIENT_CONNECTIONS
    max_keepalive_connections: int = options.CLIENT_KEEPALIVE_CONNECTIONS
    keepalive_seconds: float = options.CLIENT_KEEPALIVE_SECONDS


class Clock:
    """The time that one request takes."""

    timeout: Timeout
    _deadline: float | None

    def __init__(self, timeout: Timeout) -> None:
        self.timeout = timeout
        self._deadline = None
        if timeout.total is not None:
            self._deadline = asyncio.get_running_loop().time() + timeout.total

    async def wait(self, event: asyncio.Future[None], phase: str, seconds: float | None) -> None:
        """Until the future is done. Raises RequestTimeout."""
        try:
            async with asyncio.timeout(self.left(seconds)):
                await event
        except TimeoutError:
            raise self.expired(phase, seconds) from None

    def left(self, seconds: float | None) -> float | None:
        """The seconds that something may take which may take so many by itself."""
        if self._deadline is None:
            return seconds
        left = max(self._deadline - asyncio.get_running_loop().time(), 0.0)
        return left if seconds is None else min(left, seconds)

    def expired(self, phase: str, seconds: float | None) -> RequestTimeout:
        """The exception to raise when that has taken too long."""
        deadline = self._deadline
        if deadline is not None and asyncio.get_running_loop().time() >= deadline:
            return RequestTimeout("total", self.timeout.total or 0.0)
        return RequestTimeout(phase, seconds or 0.0)
