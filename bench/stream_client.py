"""Run inside a namespace: sends or takes so many bytes, and prints the seconds that it took.

    python stream_client.py ADDRESS in|out BYTES

Ends with an error if the other side counts otherwise.
"""

import socket
import sys
import time

CHUNK = 1 << 20
SECONDS = 60


def send(address: str, count: int) -> int:
    """To port 7001; what the server counted."""
    data = bytes(CHUNK)
    with socket.create_connection((address, 7001), SECONDS) as stream:
        left = count
        while left:
            left -= stream.send(data[: min(left, CHUNK)])
        stream.shutdown(socket.SHUT_WR)
        return int(stream.makefile("rb").readline())


def take(address: str, count: int) -> int:
    """From port 7002; what came."""
    buffer = bytearray(CHUNK)
    got = 0
    with socket.create_connection((address, 7002), SECONDS) as stream:
        stream.sendall(b"%d" % count)
        while received := stream.recv_into(buffer):
            got += received
    return got


if __name__ == "__main__":
    where, direction, amount = sys.argv[1], sys.argv[2], int(sys.argv[3])
    begin = time.perf_counter()
    counted = send(where, amount) if direction == "in" else take(where, amount)
    seconds = time.perf_counter() - begin
    if counted != amount:
        sys.exit(f"{counted} of {amount} bytes arrived")
    print(seconds)
