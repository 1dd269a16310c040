"""`open_connection` and `start_server`: streams over connections."""

from __future__ import annotations

from collections.abc import Callable, Coroutine

from naja.lang import overloads
from naja.stdlib.asyncio.events import get_running_loop
from naja.stdlib.asyncio.scheduler import report
from naja.stdlib.asyncio.servers import Server
from naja.stdlib.asyncio.streams import LIMIT, StreamReader, StreamReaderProtocol, StreamWriter
from naja.stdlib.asyncio.tasks import Task, create_task


class ServedProtocol(StreamReaderProtocol):
    """Hands reader and writer to the program once the connection is open."""

    _serve: Callable[[StreamReader, StreamWriter], None]

    def __init__(
        self, reader: StreamReader, serve: Callable[[StreamReader, StreamWriter], None]
    ) -> None:
        super().__init__(reader)
        self._serve = serve

    def _connected(self, writer: StreamWriter) -> None:
        self._serve(self._reader, writer)


def _as_task(coro: Coroutine[None, None, None], writer: StreamWriter) -> None:
    def ended(task: Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            report("Unhandled exception in client_connected_cb", error)
            writer.transport.close()

    create_task(coro).add_done_callback(ended)


def _nothing(done: None, writer: StreamWriter) -> None:
    pass


_run = overloads(_as_task, _nothing)


async def open_connection(
    host: str,
    port: int,
    *,
    limit: int = LIMIT,
    family: int = 0,
    proto: int = 0,
    flags: int = 0,
) -> tuple[StreamReader, StreamWriter]:
    """Connect to a TCP port. Raises OSError."""
    reader = StreamReader(limit)

    def factory() -> StreamReaderProtocol:
        return StreamReaderProtocol(reader)

    transport, protocol = await get_running_loop().create_connection(
        factory, host, port, family=family
    )
    return reader, StreamWriter(transport, protocol, reader)


async def start_server(
    client_connected_cb,
    host: str | None = None,
    port: int | None = None,
    *,
    limit: int = LIMIT,
    family: int = 0,
    flags: int = 0,
    backlog: int = 100,
    reuse_address: bool | None = None,
    reuse_port: bool | None = None,
    start_serving: bool = True,
) -> Server:
    """Listen on a TCP port; the function gets a reader and a writer for every connection, and runs
    as a task if it is a coroutine function. Raises OSError."""

    def serve(reader: StreamReader, writer: StreamWriter) -> None:
        _run(client_connected_cb(reader, writer), writer)

    def factory() -> ServedProtocol:
        return ServedProtocol(StreamReader(limit), serve)

    return await get_running_loop().create_server(factory, host, port, start_serving=start_serving)
