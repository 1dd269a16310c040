"""`socket`: names, addresses, and sockets for the loop. Its constants are CPython's."""

from __future__ import annotations

from naja.stdlib._names import (
    gaierror,
    getaddrinfo,
    gethostbyname,
    getnameinfo,
    inet_aton,
    inet_ntoa,
)
from naja.stdlib.asyncio.sockets import socket

__all__ = [
    "gaierror",
    "getaddrinfo",
    "gethostbyname",
    "getnameinfo",
    "inet_aton",
    "inet_ntoa",
    "socket",
]
