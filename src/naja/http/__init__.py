"""HTTP/1.1 (RFC 9110, RFC 9112): a server with routes. Runs under CPython and in an image."""

from __future__ import annotations

from naja.http.app import App
from naja.http.message import (
    Headers,
    HTTPError,
    Request,
    Response,
    StreamingResponse,
    html,
    text,
)

__all__ = [
    "App",
    "HTTPError",
    "Headers",
    "Request",
    "Response",
    "StreamingResponse",
    "html",
    "text",
]
