"""What header fields and numbers look like (RFC 9110, 5; RFC 9112, 5), for both ends."""

from __future__ import annotations

from naja.lang import hot

TOKEN = bytes(
    1 if chr(code).isascii() and (chr(code).isalnum() or chr(code) in "!#$%&'*+-.^_`|~") else 0
    for code in range(256)
)


class Refused(Exception):
    """What came breaks a rule. status: what a server answers. detail: why, for people."""

    status: int
    detail: str

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


@hot
def is_token(data: bytes) -> bool:
    """Whether the bytes are a token (RFC 9110, 5.6.2), or nothing."""
    for byte in data:
        # letters first: looking into the table takes longer than reading the byte
        if not (97 <= byte <= 122 or 65 <= byte <= 90) and TOKEN[byte] == 0:
            return False
    return True


@hot
def is_value(data: bytes) -> bool:
    """Whether the bytes may be in a header field: visible characters, space, tab, and what old
    servers send beyond ASCII."""
    return all(32 <= byte != 127 or byte == 9 for byte in data)


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
