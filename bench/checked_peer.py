"""Run inside a namespace: Linux's end of checked streams, as `guests/checked` is ours.

    python checked_peer.py serve
    python checked_peer.py ask ADDRESS in|out BYTES STREAMS

`ask` prints a line of JSON for each stream: its seconds, and the longest time in seconds in which
nothing came to the receiver. It ends with an error if a stream differs at its two ends.
"""

import json
import random
import socket
import sys
import threading
import time
import zlib
from collections.abc import Iterator

PATTERN = random.Random(7).randbytes(65521)
SECONDS = 600


def send(stream: socket.socket, count: int) -> int:
    """So many bytes; their checksum."""
    checksum = 0
    while count:
        part = PATTERN[:count]
        stream.sendall(part)
        checksum = zlib.crc32(part, checksum)
        count -= len(part)
    return checksum


def arrivals(stream: socket.socket) -> Iterator[tuple[bytes, float]]:
    """What comes, with the time before it; at the end nothing."""
    last = 0.0
    while True:
        data = stream.recv(1 << 18)
        now = time.monotonic()
        yield data, now - last if last else 0.0
        if not data:
            return
        last = now


def take(stream: socket.socket) -> tuple[int, int, float]:
    """Up to the end: length, checksum, longest gap."""
    count, checksum, longest = 0, 0, 0.0
    for data, gap in arrivals(stream):
        count += len(data)
        checksum = zlib.crc32(data, checksum)
        longest = max(longest, gap)
    return count, checksum, longest


def take_sealed(stream: socket.socket, count: int) -> tuple[bool, float]:
    """So many bytes and their checksum in eight digits: whether it is right; longest gap."""
    checksum, longest, rest = 0, 0.0, b""
    for data, gap in arrivals(stream):
        longest = max(longest, gap)
        part = data[:count]
        rest += data[count:]
        count -= len(part)
        checksum = zlib.crc32(part, checksum)
    return count == 0 and rest == b"%08x" % checksum, longest


def sink(stream: socket.socket) -> None:
    """Port 7001."""
    count, checksum, longest = take(stream)
    stream.sendall(b"%d %d %d\n" % (count, checksum, longest * 1e6))


def source(stream: socket.socket) -> None:
    """Port 7002."""
    count = int(stream.recv(64))
    stream.sendall(b"%08x" % send(stream, count))


def use_cubic(stream: socket.socket) -> None:
    """As our stack does, whatever the default of this machine."""
    stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, b"cubic")


def serve() -> None:
    """Both ports, for ever."""
    for port, work in ((7001, sink), (7002, source)):
        listener = socket.create_server(("", port), backlog=1024)
        use_cubic(listener)
        threading.Thread(target=accept, args=(listener, work)).start()
    print("serving", flush=True)


def accept(listener: socket.socket, work) -> None:  # type: ignore[no-untyped-def]
    """A thread for each connection."""
    while True:
        stream, _ = listener.accept()
        stream.settimeout(SECONDS)
        threading.Thread(target=finish, args=(stream, work)).start()


def finish(stream: socket.socket, work) -> None:  # type: ignore[no-untyped-def]
    """Do the work, and close."""
    with stream:
        work(stream)


def ask(address: str, direction: str, count: int) -> dict[str, float]:
    """One stream. Raises ValueError if it came otherwise than it was sent."""
    begin = time.monotonic()
    if direction == "in":
        with socket.create_connection((address, 7001), SECONDS) as stream:
            use_cubic(stream)
            checksum = send(stream, count)
            stream.shutdown(socket.SHUT_WR)
            words = stream.makefile("rb").readline().split()
            right, gap = words[:2] == [b"%d" % count, b"%d" % checksum], int(words[2]) / 1e6
    else:
        with socket.create_connection((address, 7002), SECONDS) as stream:
            stream.sendall(b"%d" % count)
            right, gap = take_sealed(stream, count)
    if not right:
        raise ValueError(f"{direction}: not what was sent")
    return {"seconds": time.monotonic() - begin, "gap": gap}


def ask_all(address: str, direction: str, count: int, streams: int) -> list[dict[str, float]]:
    """The streams that succeeded, all at a time."""
    results: list[dict[str, float]] = []

    def work() -> None:
        results.append(ask(address, direction, count))

    threads = [threading.Thread(target=work) for _ in range(streams)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve()
    else:
        where, way, amount, number = sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
        done = ask_all(where, way, amount, number)
        for result in done:
            print(json.dumps(result))
        sys.exit(0 if len(done) == number else "not every stream arrived whole")
