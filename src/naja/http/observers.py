"""What looks on while requests are answered: the access log, and counts for Prometheus."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from naja.http.dates import log_date
from naja.http.message import Request
from naja.lang.counters import network_counters

if TYPE_CHECKING:
    from naja.http.connection import HttpProtocol


class Observer:
    """Hears of each response."""

    def started(self) -> None:
        """The server listens."""

    def answered(
        self, connection: HttpProtocol, request: Request | None, status: int, size: int
    ) -> None:
        """A response was sent. There is no request if what came was none."""
        raise NotImplementedError


class AccessLog(Observer):
    """Prints a line a request in the common log format."""

    def answered(
        self, connection: HttpProtocol, request: Request | None, status: int, size: int
    ) -> None:
        asked = "-"
        if request is not None:
            target = request.target.replace("\\", "\\x5c").replace('"', "\\x22")
            asked = f"{request.method} {target} HTTP/1.{request.minor}"
        when = log_date(int(time.time()))
        print(f'{connection.peer()} - - [{when}] "{asked}" {status} {size}')


class Metrics(Observer):
    """Counts since the start."""

    _by_status: dict[int, int]
    _bytes: int
    _start: float

    def __init__(self) -> None:
        self._by_status = {}
        self._bytes = 0
        self._start = 0.0

    def started(self) -> None:
        self._start = time.monotonic()

    def answered(
        self, connection: HttpProtocol, request: Request | None, status: int, size: int
    ) -> None:
        self._by_status[status] = self._by_status.get(status, 0) + 1
        self._bytes += size

    def exposition(self, connections: int) -> str:
        """The counts in Prometheus' text format, version 0.0.4."""
        lines = _heading("http_requests_total", "counter", "Responses by status.")
        for status in sorted(self._by_status):
            lines.append(f'http_requests_total{{code="{status}"}} {self._by_status[status]}')
        lines += _heading("http_response_bytes_total", "counter", "Bytes of response bodies.")
        lines.append(f"http_response_bytes_total {self._bytes}")
        lines += _heading("http_connections", "gauge", "Connections that are open.")
        lines.append(f"http_connections {connections}")
        lines += _network_lines()
        lines += _heading("http_uptime_seconds", "gauge", "Seconds of serving.")
        lines.append(f"http_uptime_seconds {time.monotonic() - self._start:.3f}")
        return "\n".join(lines) + "\n"


def _network_lines() -> list[str]:
    """What the image's own network has counted, and why it dropped what it dropped."""
    lines: list[str] = []
    last = ""
    for what, reason, count in sorted(network_counters()):
        if what != last:
            last = what
            kind = "gauge" if what == "tcp_connections" else "counter"
            lines += _heading(f"naja_{what}", kind, "Counted by the network stack.")
        lines.append(f'naja_{what}{{reason="{reason}"}} {count}')
    return lines


def _heading(name: str, kind: str, text: str) -> list[str]:
    return [f"# HELP {name} {text}", f"# TYPE {name} {kind}"]
