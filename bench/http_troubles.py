"""Clients that give an HTTP server trouble, for the soak: run as a process, until it is ended.

    python -m bench.http_troubles ADDRESS KIND SEED

KIND: `errors` (requests that are refused, all kinds of answers), `aborted` (requests and answers
that are left in the middle, by reset and by silence), `slow` (heads, bodies and readers that
trickle).
"""

from __future__ import annotations

import contextlib
import random
import socket
import struct
import sys
import time
from collections.abc import Callable

PORT = 80
PATIENCE_S = 30
SLOW_CLIENTS = 16
RESET = struct.pack("ii", 1, 0)
JSON = b'{"name": "pen", "items": ["a", "b"], "weight": 2.5}'

SOUND = [
    b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 20,
    b"GET / HTTP/1.0\r\n\r\n",
    b"HEAD /file HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /file HTTP/1.1\r\nHost: a\r\nRange: bytes=100-20000\r\n\r\n",
    b"GET /lines/2000 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    b"POST /orders/7?verbose=true HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
    b"Content-Length: %d\r\n\r\n%b" % (len(JSON), JSON),
    b"POST /orders/8 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked"
    b"\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(JSON), JSON),
]
ODD = [
    b"GET /none HTTP/1.1\r\nHost: a\r\n\r\n",
    b"DELETE / HTTP/1.1\r\nHost: a\r\n\r\n",
    b"POST /orders/x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}",
    b"POST /orders/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{]",
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/2.0\r\n\r\n",
    b"GET /\nHost: a\n\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET /" + b"a" * 9000,
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 8000,
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
]


def connected(address: str) -> socket.socket:
    return socket.create_connection((address, PORT), PATIENCE_S)


def errors(address: str, chance: random.Random) -> None:
    """A sound request, then one that is not; everything is read."""
    with connected(address) as client:
        client.sendall(chance.choice(SOUND) + chance.choice(ODD))
        client.shutdown(socket.SHUT_WR)
        while client.recv(65536):
            pass


def aborted(address: str, chance: random.Random) -> None:
    """Left in the middle of what is sent or of what comes."""
    client = connected(address)
    with client:
        data = chance.choice([*SOUND, b"GET /file HTTP/1.1\r\nHost: a\r\n\r\n" * 3])
        client.sendall(data[: chance.randrange(len(data))] if chance.random() < 0.5 else data)
        if chance.random() < 0.5:
            client.settimeout(0.01)
            client.recv(1000)
        if chance.random() < 0.7:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


def slow(address: str, chance: random.Random) -> None:
    """A handful of clients that send a byte, or read a little, now and then."""
    clients = [connected(address) for _ in range(SLOW_CLIENTS)]
    for number, client in enumerate(clients):
        if number % 2:
            client.sendall(b"GET /file HTTP/1.1\r\nHost: a\r\n\r\n")
    data = chance.choice(SOUND)
    for place in range(min(len(data), 40)):
        for number, client in enumerate(clients):
            with contextlib.suppress(OSError):
                if number % 2:
                    client.recv(200)
                else:
                    client.send(data[place : place + 1])
        time.sleep(0.1)
    for client in clients:
        client.close()


KINDS: dict[str, Callable[[str, random.Random], None]] = {
    "errors": errors,
    "aborted": aborted,
    "slow": slow,
}


def main(address: str, kind: str, seed: int) -> None:
    """For ever."""
    chance = random.Random(seed)
    while True:
        # the server may reset what it has refused
        with contextlib.suppress(OSError):
            KINDS[kind](address, chance)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
