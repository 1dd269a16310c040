"""What stands behind a socket: the end of a connection, a port that listens, a port for datagrams.

Each keeps what has come, bounded, and wakes the tasks that wait for it.
"""

from __future__ import annotations

import errno

from naja.lang import cold
from naja.lang.wire import get_bytes
from naja.os.net.channel import Channel
from naja.os.net.tcp.ending import GONE
from naja.os.net.tcp.listener import Listener, Listeners
from naja.os.net.tcp.user import User
from naja.os.net.udp.state import Receiver
from naja.stdlib.asyncio.futures import Future

MOST_KEPT = 65536
MOST_DATAGRAMS = 256


class News:
    """Tasks that wait until something has happened, and look again then."""

    _waiters: list[Future[None]]

    def __init__(self) -> None:
        self._waiters = []

    def tell(self) -> None:
        """Something has happened."""
        waiters = self._waiters
        self._waiters = []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def wait(self) -> None:
        """Until then."""
        waiter: Future[None] = Future()
        self._waiters.append(waiter)
        await waiter


class End(User):
    """The user of a connection. error: the errno that ended it."""

    channel: Channel
    news: News
    open: bool
    ended: bool
    error: int
    _data: bytearray

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.news = News()
        self.open = False
        self.ended = False
        self.error = 0
        self._data = bytearray()

    def __len__(self) -> int:
        return len(self._data)

    def opened(self) -> None:
        self.open = True
        self.news.tell()

    def received(self, frame: memoryview, start: int, end: int) -> None:
        self._data += get_bytes(frame, start, end)
        if len(self._data) > MOST_KEPT:
            self.channel.pause()
        self.news.tell()

    def finished(self) -> None:
        self.ended = True
        self.news.tell()

    def drained(self) -> None:
        self.news.tell()

    def closed(self, error: int) -> None:
        self.ended = True
        self.error = error
        self.news.tell()

    def take(self, most: int) -> bytes:
        """Up to that many bytes of what has come."""
        data = bytes(self._data[:most])
        del self._data[:most]
        if self.channel.paused and len(self._data) <= MOST_KEPT // 2:
            self.channel.resume()
        return data

    async def sent(self) -> None:
        """Until little of what was written is unsent."""
        while self.channel.unsent() > MOST_KEPT and not self.error:
            self.channel.low_water = MOST_KEPT // 2
            await self.news.wait()


class Door(Listener):
    """A port that is bound, and listens when it serves. waiting: who was not accepted yet."""

    address: int
    port: int
    backlog: int
    waiting: list[End]
    news: News
    _tables: list[Listeners]

    def __init__(self, address: int) -> None:
        super().__init__()
        self.serving = False
        self.address = address
        self.port = 0
        self.backlog = 1
        self.waiting = []
        self.news = News()
        self._tables = []

    @cold
    def bind(self, tables: list[Listeners], port: int) -> None:
        """Have the port, 0 for any, in all of these. Raises OSError."""
        try:
            for table in tables:
                port = table.listen(port, self)
                self.port = port
                self._tables.append(table)
        except OSError:
            self.release()
            raise

    @cold
    def accept(self, connection: Channel) -> User:
        if len(self.waiting) >= self.backlog:
            connection.abort()
            return GONE
        end = End(connection)
        self.waiting.append(end)
        self.news.tell()
        return end

    @cold
    def release(self) -> None:
        """Give up the port, and who waits at it."""
        self.serving = False
        for table in self._tables:
            table.unlisten(self.port)
        self._tables.clear()
        for end in self.waiting:
            end.channel.close()
        self.waiting.clear()


class Mailbox(Receiver):
    """The datagrams of a port. peer: from whom alone, 0 for anybody."""

    news: News
    letters: list[tuple[bytes, int, int]]
    peer: int
    peer_port: int

    def __init__(self) -> None:
        self.news = News()
        self.letters = []
        self.peer = 0
        self.peer_port = 0

    def datagram(
        self, source: int, source_port: int, frame: memoryview, start: int, end: int, now: int
    ) -> None:
        wanted = self.peer == 0 or (self.peer == source and self.peer_port == source_port)
        if wanted and len(self.letters) < MOST_DATAGRAMS:
            self.letters.append((get_bytes(frame, start, end), source, source_port))
            self.news.tell()


def not_connected() -> OSError:
    """What is asked of an end that is not there."""
    return OSError(errno.ENOTCONN, "Transport endpoint is not connected")
