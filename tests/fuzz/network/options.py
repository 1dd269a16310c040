"""How the image that fuzzes is built: counting its blocks, with limits that inputs reach."""

from __future__ import annotations

OPTIONS = {
    "compiler.COVERAGE": "y",
    "os.net.arp.CACHE_ENTRIES": 8,
    "os.net.arp.PENDING_ENTRIES": 2,
    "os.net.tcp.CONNECTIONS": 8,
    "os.net.tcp.HALF_OPEN": 2,
    "os.net.tcp.TIME_WAITS": 2,
    "os.net.tcp.RECEIVE_BUFFER": 8192,
    "os.net.tcp.REASSEMBLY_RANGES": 3,
    "os.net.tcp.KEEPALIVE_S": 600,
    "http.CONNECTIONS": 4,
    "http.HEADER_BYTES": 1000,
    "http.HEADER_FIELDS": 12,
    "http.REQUEST_LINE": 400,
    "http.BODY_BYTES": 2000,
}


def settings() -> list[str]:
    """As `--option` takes them. What replays a record needs them too."""
    return [f"{name}={value}" for name, value in OPTIONS.items()]
