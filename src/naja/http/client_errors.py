"""What goes wrong with a request of the client. All of them are `RequestError`s."""

from __future__ import annotations


class RequestError(Exception):
    """A request was not answered as it should be."""


class ConnectError(RequestError):
    """There is no connection to the server."""


class ReadError(RequestError):
    """The connection ended before the response did."""


class RequestTimeout(RequestError):
    """It took too long. phase: what did: pool, connect, write, read or total."""

    phase: str

    def __init__(self, phase: str, seconds: float) -> None:
        super().__init__(f"{phase}: no progress within {seconds} s")
        self.phase = phase


class ProtocolError(RequestError):
    """What the server sent is not HTTP/1.1, or could be read in several ways."""


class ResponseTooLarge(RequestError):
    """The response is beyond a limit."""


class TooManyRedirects(RequestError):
    """The server led on and on."""


class StatusError(RequestError):
    """The status says that the request failed."""

    status: int

    def __init__(self, status: int, reason: str, url: str) -> None:
        super().__init__(f"{status} {reason} for {url}")
        self.status = status
