"""A transport in memory and an application under control, for the tests of connections."""

from __future__ import annotations

import asyncio
from typing import Any

from naja.http.connection import Handler, HttpProtocol
from naja.http.message import Request, Response, text


class Wire(asyncio.Transport):
    """The other end of a connection: what it was sent, and what was done to it. room: what the
    peer takes before writing pauses."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = b""
        self.room = 1 << 40
        self.unsent = 0
        self.reading = True
        self.closed = False
        self.shut = False
        self.aborted = False
        self.protocol: HttpProtocol | None = None

    def write(self, data: Any) -> None:
        assert not self.shut and not self.closed
        self.sent += data
        self.unsent += len(data)
        if self.unsent > self.room and self.protocol is not None:
            self.protocol.pause_writing()

    def take(self) -> None:
        """Have the peer read everything."""
        self.unsent = 0
        assert self.protocol is not None
        self.protocol.resume_writing()

    def get_write_buffer_size(self) -> int:
        return self.unsent

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        self.shut = True

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.aborted = self.closed = True

    def pause_reading(self) -> None:
        self.reading = False

    def resume_reading(self) -> None:
        self.reading = True

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return ("10.0.0.1", 4000) if name == "peername" else default


class Echo(Handler):
    """Answers with the path: at once, or below /slow when the test lets it. now: the time."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1000.0
        self.most = 10
        self.open: list[HttpProtocol] = []
        self.seen: list[tuple[str, int, int]] = []
        self.gates: dict[str, asyncio.Future[Response]] = {}

    def answer(self, request: Request) -> Response | None:
        return None if request.path.startswith("/slow") else text(request.path)

    async def wait(self, request: Request) -> Response:
        gate: asyncio.Future[Response] = asyncio.get_running_loop().create_future()
        self.gates[request.path] = gate
        return await gate

    def opened(self, connection: HttpProtocol) -> bool:
        self.open.append(connection)
        return len(self.open) <= self.most

    def gone(self, connection: HttpProtocol) -> None:
        self.open.remove(connection)

    def answered(
        self, connection: HttpProtocol, request: Request | None, status: int, size: int
    ) -> None:
        self.seen.append(("" if request is None else request.path, status, size))

    def seconds(self) -> float:
        return self.now


class Peer:
    """A connection of an application, and its wire."""

    def __init__(self, handler: Handler, wire: Wire | None = None) -> None:
        self.wire = wire or Wire()
        self.protocol = HttpProtocol(handler)
        self.wire.protocol = self.protocol
        self.protocol.connection_made(self.wire)

    def send(self, data: bytes) -> None:
        self.protocol.data_received(data)

    def answers(self) -> list[tuple[int, bytes]]:
        """Status and body of what came so far, which must be whole responses with lengths."""
        found: list[tuple[int, bytes]] = []
        rest = self.wire.sent
        while rest != b"":
            head, _, rest = rest.partition(b"\r\n\r\n")
            lengths = [f for f in head.split(b"\r\n") if f.startswith(b"content-length: ")]
            length = int(lengths[0][16:]) if lengths else 0
            found.append((int(head.split(b" ")[1]), rest[:length]))
            rest = rest[length:]
        return found


async def settle() -> None:
    """Let the tasks run until all of them wait."""
    for _ in range(8):
        await asyncio.sleep(0)
