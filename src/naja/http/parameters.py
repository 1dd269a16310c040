"""What adapters of typed handlers call: parameters out of text, and the answers around them."""

from __future__ import annotations

from naja.http.jsontext import Reader, Unfit, document, write_text
from naja.http.message import HTTPError, Request, Response

_TRUE = ("true", "1", "yes", "on")
_FALSE = ("false", "0", "no", "off")


def given(query: dict[str, str], name: str) -> str:
    """A parameter of the query. Raises Unfit if it is missing."""
    if name not in query:
        raise Unfit(["query", name], "it is missing")
    return query[name]


def integer(place: str, name: str, text: str) -> int:
    """Raises Unfit."""
    digits = text[1:] if text[:1] in ("-", "+") else text
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 18:
        raise Unfit([place, name], "an integer is expected")
    return int(text)


def number(place: str, name: str, text: str) -> float:
    """Raises Unfit."""
    try:
        value = float(text) if text.isascii() and "_" not in text else float("nan")
    except ValueError:
        value = float("nan")
    if value != value or value in (float("inf"), float("-inf")):
        raise Unfit([place, name], "a number is expected")
    return value


def boolean(place: str, name: str, text: str) -> bool:
    """Raises Unfit."""
    word = text.lower()
    if word not in _TRUE and word not in _FALSE:
        raise Unfit([place, name], "true or false is expected")
    return word in _TRUE


def body_reader(request: Request) -> Reader:
    """A reader of the body, which must be JSON. Raises HTTPError."""
    kind = request.headers.get("content-type")
    if kind is not None:
        name = kind.partition(";")[0].strip().lower()
        if name != "application/json" and not name.endswith("+json"):
            raise HTTPError(415, "the body must be application/json")
    return Reader(request.body, "body")


def as_json(out: list[str], status: int) -> Response:
    """A response of JSON."""
    return Response(document(out), status, "application/json")


def unprocessable(unfit: Unfit) -> Response:
    """422 that says where and why."""
    out = ['{"detail":[{"loc":[']
    for number_, part in enumerate(unfit.place):
        if number_ != 0:
            out.append(",")
        write_text(out, part)
    out.append('],"msg":')
    write_text(out, unfit.reason)
    out.append("}]}")
    return as_json(out, 422)
