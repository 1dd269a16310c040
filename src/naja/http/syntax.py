"""What header fields and numbers look like (RFC 9110, 5; RFC 9112, 5), for both ends."""

from __future__ import annotations

TOKEN = bytes(
    1 if chr(code).isascii() and (chr(code).isalnum() or chr(code) in "!#$%&'*+-.^_`|~") else 0
    for code in range(256)
)
# visible characters, space, tab, and what old servers send beyond ASCII
VALUE = bytes(1 if (code >= 32 and code != 127) or code == 9 else 0 for code in range(256))


class Refused(Exception):
    """What came breaks a rule. status: what a server answers. detail: why, for people."""

    status: int
    detail: str

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


def all_in(table: bytes, data: bytes, start: int, end: int) -> bool:
    """Whether the table has all these bytes."""
    return all(table[data[position]] != 0 for position in range(start, end))


def length(value: str, before: int) -> int:
    """The value of a Content-Length (RFC 9112, 6.3): digits alone, and the same if there are two.
    before: what an earlier one said, or -1. Raises Refused."""
    if value == "" or len(value) > 15 or not (value.isascii() and value.isdigit()):
        raise Refused(400, "Content-Length is not a number")
    number = int(value)
    if before not in (-1, number):
        raise Refused(400, "there are two different Content-Length")
    return number


def ends_in_chunked(coding: str) -> bool:
    """Whether the last of several transfer codings is chunked."""
    return coding.lower().replace("\t", " ").endswith((", chunked", ",chunked", " ,chunked"))
