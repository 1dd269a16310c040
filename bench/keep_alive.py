"""Run inside a namespace: so many clients ask for the page at the same time, each on a connection
of its own, kept, several times over. Ends with an error unless every answer is whole.

    python keep_alive.py ADDRESS COUNT
"""

import socket
import sys

ROUNDS = 3
SECONDS = 5
REQUEST = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


def whole_answer(client: socket.socket) -> bool:
    """Whether status 200 and all of the body come."""
    with client.makefile("rb", buffering=0) as stream:
        answer = b""
        while b"\r\n\r\n" not in answer:
            piece = stream.read(65536)
            if not piece:
                return False
            answer += piece
        head, _, body = answer.partition(b"\r\n\r\n")
        fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:])
        left = int(fields[b"content-length"]) - len(body)
        while left > 0 and (piece := stream.read(left)):
            left -= len(piece)
        return head.startswith(b"HTTP/1.1 200 ") and left == 0


if __name__ == "__main__":
    address, count = sys.argv[1], int(sys.argv[2])
    clients = [socket.create_connection((address, 80), SECONDS) for _ in range(count)]
    for _ in range(ROUNDS):
        for client in clients:
            client.sendall(REQUEST)
        if not all(whole_answer(client) for client in clients):
            sys.exit("an answer is not whole")
