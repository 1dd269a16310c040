"""Looks up the names that it is given."""

import socket
import sys

if __name__ == "__main__":
    for name in sys.argv[1:]:
        try:
            print(name, socket.gethostbyname(name))
        except socket.gaierror as error:
            print(name, error)
    print(socket.getaddrinfo("nobody", 80))
