"""`socket`: names and addresses. Its constants are CPython's."""

from __future__ import annotations

from naja.stdlib._names import (
    gaierror,
    getaddrinfo,
    gethostbyname,
    getnameinfo,
    inet_aton,
    inet_ntoa,
)

__all__ = ["gaierror", "getaddrinfo", "gethostbyname", "getnameinfo", "inet_aton", "inet_ntoa"]
