"""Run inside a namespace: opens so many connections, has each answered once, prints "open", and
holds them until its input ends.

    python hold_connections.py ADDRESS PORT COUNT
"""

import resource
import socket
import sys

SECONDS = 30

if __name__ == "__main__":
    address, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_NOFILE, (count + 64, count + 64))
    held = []
    for _ in range(count):
        stream = socket.create_connection((address, port), SECONDS)
        stream.sendall(b"x")
        if stream.recv(1) != b"x":
            sys.exit("a connection was closed")
        held.append(stream)
    print("open", flush=True)
    sys.stdin.read()
