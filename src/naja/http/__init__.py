"""HTTP/1.1 (RFC 9110, RFC 9112): a server with routes, and a client. Both run under CPython and in
an image."""

from __future__ import annotations

from naja.http.answers import ClientResponse
from naja.http.app import App
from naja.http.client import Client
from naja.http.client_errors import (
    ConnectError,
    ProtocolError,
    ReadError,
    RequestError,
    RequestTimeout,
    ResponseTooLarge,
    StatusError,
    TooManyRedirects,
)
from naja.http.codecs import json_reader, json_writer
from naja.http.jsontext import Unfit
from naja.http.message import (
    Headers,
    HTTPError,
    Request,
    Response,
    StreamingResponse,
    html,
    text,
)
from naja.http.urls import InvalidURL
from naja.http.waiting import Limits, Timeout

__all__ = [
    "App",
    "Client",
    "ClientResponse",
    "ConnectError",
    "HTTPError",
    "Headers",
    "InvalidURL",
    "Limits",
    "ProtocolError",
    "ReadError",
    "Request",
    "RequestError",
    "RequestTimeout",
    "Response",
    "ResponseTooLarge",
    "StatusError",
    "StreamingResponse",
    "Timeout",
    "TooManyRedirects",
    "Unfit",
    "html",
    "json_reader",
    "json_writer",
    "text",
]
