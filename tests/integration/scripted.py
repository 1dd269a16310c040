"""A server that says what a script tells it to, byte by byte: the hostile and odd ones that a
client may meet.

A script is a list of steps: bytes are sent, the words are done. What is asked and on which
connection is kept.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS = 30
Script = list[bytes | str]
LINGER_NONE = struct.pack("ii", 1, 0)


class Scripted:
    """Listens on a port of the loopback. scripts: by path, of the connection; the last step is
    `keep`, `close`, `reset`, or `hang`. log: numbers of connections with request line and body."""

    def __init__(self, scripts: dict[str, Script]) -> None:
        self.scripts = scripts
        self.log: list[tuple[int, str, dict[str, str], bytes]] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listener.getsockname()[1])
        self._ended = threading.Event()
        self._count = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._ended.set()
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self._count += 1
                words = (connection, self._count)
                threading.Thread(target=self._serve, args=words, daemon=True).start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        connection.settimeout(SECONDS)
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        with connection, contextlib.suppress(OSError, EOFError):
            reader = connection.makefile("rb")
            while self._answer(connection, number, reader):
                pass
        with self._lock:
            self._at_once -= 1

    def _answer(self, connection: socket.socket, number: int, reader) -> bool:  # type: ignore[no-untyped-def]
        """Whether the connection takes a further request."""
        line = reader.readline().decode().strip()
        if line == "":
            return False
        fields: dict[str, str] = {}
        while (field := reader.readline().decode("latin-1").strip()) != "":
            name, _, value = field.partition(":")
            fields[name] = value.strip()
        path = line.split(" ")[1].partition("?")[0]
        entry = [number, line, fields, b""]
        for step in self.scripts[path]:
            if step == "body":
                entry[3] = _body(reader, fields)
            elif isinstance(step, bytes):
                for name, text in (("CONNECTION", str(number)), ("BODY", str(len(entry[3])))):
                    step = step.replace(name.encode(), text.rjust(len(name), "0").encode())
                connection.sendall(step)
            elif step == "endless":
                while not self._ended.is_set():
                    connection.sendall(self.scripts[path][0][-100:] * 100)  # type: ignore[arg-type,index]
            elif step == "wait":
                self._ended.wait(0.3)
        with self._lock:
            self.log.append(tuple(entry))  # type: ignore[arg-type]
        return self._end(connection, reader, str(self.scripts[path][-1]))

    def _end(self, connection: socket.socket, reader, step: str) -> bool:  # type: ignore[no-untyped-def]
        if step == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NONE)
        elif step == "hang":
            self._ended.wait(SECONDS)
        elif step == "deaf":
            # the next request is taken, and the connection closed in its face
            reader.readline()
        return step == "keep"


def _body(reader, fields: dict[str, str]) -> bytes:  # type: ignore[no-untyped-def]
    if fields.get("transfer-encoding") != "chunked":
        return bytes(reader.read(int(fields.get("content-length", "0"))))
    body = bytearray()
    while (size := int(reader.readline() or b"0", 16)) != 0:
        body += reader.read(size)
        reader.readline()
    reader.readline()
    return bytes(body)


@contextmanager
def scripted(scripts: dict[str, Script]) -> Iterator[Scripted]:
    """A server for a while."""
    server = Scripted(scripts)
    try:
        yield server
    finally:
        server.close()
