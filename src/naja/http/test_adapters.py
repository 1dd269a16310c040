"""Typed handlers: what binds, what is answered with 422, what no signature may say."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from naja.http import App, Request, Response, text
from naja.http.testing import Peer, settle


@dataclass
class Tag:
    name: str
    weight: float = 1.0


@dataclass
class Item:
    name: str
    count: int
    tags: list[Tag] = field(default_factory=list)
    notes: dict[str, str | None] = field(default_factory=dict)
    old: bool = False
    parent: Item | None = None
    rest: int | None = field(kw_only=True)


@dataclass(frozen=True)
class Empty:
    pass


@dataclass
class Derived(Tag):
    shown: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self.shown = self.name.upper()


def sample() -> App:
    app = App()

    @app.get("/sum/{a}/{b}")
    async def total(a: int, b: float, scale: float = 1.0, negate: bool = False) -> float:
        return (a + b) * scale * (-1 if negate else 1)

    @app.get("/text/{word}")
    def plain(word: str, q: str, n: int | None = None) -> str:
        return f"{word} {q} {n}"

    @app.post("/item", status_code=201)
    async def item(item: Item, request: Request) -> Item:
        assert request.method == "POST"
        return item

    @app.put("/items")
    async def items(items: list[Item | None]) -> dict[str, int]:
        return {one.name: one.count for one in items if one is not None}

    @app.post("/empty")
    async def empty(value: Empty) -> Empty:
        return value

    @app.post("/derived")
    async def derived(value: Derived) -> Derived:
        return value

    @app.delete("/none")
    async def none() -> None:
        return None

    @app.get("/raw/{n}")
    async def raw(n: int) -> Response:
        return text("x" * n)

    return app


def ask(
    method: str, target: str, body: str = "", kind: str = "application/json"
) -> tuple[int, Any]:
    """Status and body of the answer to one request, out of JSON where it is."""
    answer = b""

    async def run() -> None:
        nonlocal answer
        peer = Peer(sample())
        data = body.encode()
        fields = f"Host: a\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n"
        peer.send(f"{method} {target} HTTP/1.1\r\n{fields}".encode() + data)
        await settle()
        answer = peer.wire.sent
        peer.protocol.connection_lost(None)

    asyncio.run(run())
    head, _, content = answer.partition(b"\r\n\r\n")
    is_json = b"content-type: application/json\r\n" in head
    return int(head.split(b" ")[1]), json.loads(content) if is_json else content.decode()


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("/sum/1/2.5", 3.5),
        ("/sum/-1/1e3?scale=2", 1998.0),
        ("/sum/1/2?negate=true", -3.0),
        ("/sum/1/2?negate=0&other=1", 3.0),
        ("/text/a%20b?q=", "a b  None"),
        ("/text/%C3%BC?q=x&n=7", "ü x 7"),
        ("/raw/3", "xxx"),
    ],
)
def test_path_and_query(target: str, answer: Any) -> None:
    assert ask("GET", target) == (200, answer)


@pytest.mark.parametrize(
    ("target", "place", "reason"),
    [
        ("/sum/x/1", ["path", "a"], "an integer is expected"),
        ("/sum/1.0/1", ["path", "a"], "an integer is expected"),
        ("/sum/1_0/1", ["path", "a"], "an integer is expected"),
        ("/sum/9999999999999999999/1", ["path", "a"], "an integer is expected"),
        ("/sum/%D9%A1/1", ["path", "a"], "an integer is expected"),
        ("/sum/1/x", ["path", "b"], "a number is expected"),
        ("/sum/1/nan", ["path", "b"], "a number is expected"),
        ("/sum/1/1_0", ["path", "b"], "a number is expected"),
        ("/sum/1/1?scale=", ["query", "scale"], "a number is expected"),
        ("/sum/1/1?negate=2", ["query", "negate"], "true or false is expected"),
        ("/text/a", ["query", "q"], "it is missing"),
        ("/text/a?q=1&n=x", ["query", "n"], "an integer is expected"),
    ],
)
def test_parameters_that_do_not_fit(target: str, place: list[str], reason: str) -> None:
    assert ask("GET", target) == (422, {"detail": [{"loc": place, "msg": reason}]})


def test_a_body() -> None:
    given = '{"name": "a", "count": 2, "rest": null, "unknown": [{"x": 1}]}'
    whole = {"tags": [], "notes": {}, "old": False, "parent": None, "rest": None}
    assert ask("POST", "/item", given) == (201, {"name": "a", "count": 2, **whole})


def test_a_body_with_everything() -> None:
    inner = {"name": 'é"\\\n', "count": -1, "tags": [], "notes": {}, "old": True, "parent": None}
    tags = [{"name": "t", "weight": 0.5}, {"name": "u", "weight": 2.0}]
    outer = {"name": "b", "count": 3, "tags": tags, "notes": {"k": "v", "l": None}, "old": False}
    whole = {**outer, "parent": {**inner, "rest": 1}, "rest": 2}
    assert ask("POST", "/item", json.dumps(whole)) == (201, whole)
    assert ask("PUT", "/items", json.dumps([whole, None])) == (200, {"b": 3})


def test_small_bodies() -> None:
    assert ask("POST", "/empty", '{"a": 1}') == (200, {})
    derived = {"name": "a", "weight": 1.0, "shown": "A"}
    assert ask("POST", "/derived", '{"name": "a", "shown": "no"}') == (200, derived)
    assert ask("DELETE", "/none") == (200, None)


@pytest.mark.parametrize(
    ("body", "place", "reason"),
    [
        ("", [], "an object is expected"),
        ("[]", [], "an object is expected"),
        ("{}", ["name"], "it is missing"),
        ('{"name": "a", "count": 1}', ["rest"], "it is missing"),
        ('{"name": 1}', ["name"], "a string is expected"),
        ('{"name": null}', ["name"], "a string is expected"),
        ('{"count": true}', ["count"], "an integer is expected"),
        ('{"old": 1}', ["old"], "true or false is expected"),
        ('{"tags": [{"name": "a"}, {}]}', ["tags", "1", "name"], "it is missing"),
        ('{"tags": [{"name": "a"}, 3]}', ["tags", "1"], "an object is expected"),
        ('{"notes": {"a": 1}}', ["notes", "a"], "a string is expected"),
        ('{"parent": {"name": 2}}', ["parent", "name"], "a string is expected"),
        ('{"name": "a"', [], "a comma or the end is expected"),
        ('{"name": "a",}', [], "the name of a member is expected"),
        ('{"name" "a"}', [], "a colon is expected"),
        ('{"name": "a", "count": 1, "rest": 1} x', [], "more follows the JSON value"),
    ],
)
def test_bodies_that_do_not_fit(body: str, place: list[str], reason: str) -> None:
    detail = {"detail": [{"loc": ["body", *place], "msg": reason}]}
    assert ask("POST", "/item", body) == (422, detail)


def test_the_type_of_a_body() -> None:
    body = '{"name": "a", "count": 1, "rest": 1}'
    assert ask("POST", "/item", body, "text/plain")[0] == 415
    assert ask("POST", "/item", body, "application/merge-patch+json; a=b")[0] == 201


async def without_annotation(a) -> int:  # type: ignore[no-untyped-def]
    return 1


async def of_bytes(a: bytes) -> int:
    return 1


async def returns_bytes() -> bytes:
    return b""


async def of_two_bodies(a: Tag, b: Tag) -> int:
    return 1


async def of_a_union(a: list[int | str]) -> int:
    return 1


async def of_keys(a: dict[int, str]) -> int:
    return 1


@pytest.mark.parametrize(
    ("path", "handler", "reason"),
    [
        ("/", without_annotation, "parameter a of without_annotation has no annotation"),
        ("/", of_bytes, "parameter a cannot be bytes in the query"),
        ("/{a}", of_bytes, "parameter a cannot be bytes in the path"),
        ("/", returns_bytes, "bytes has no form in JSON here"),
        ("/", of_two_bodies, "of_two_bodies takes several bodies"),
        ("/", of_a_union, "has no form in JSON here"),
        ("/", of_keys, "the keys of JSON are str"),
        ("/{b}", returns_bytes, "the path has {b}, which returns_bytes does not take"),
    ],
)
def test_signatures_that_no_request_can_meet(
    path: str, handler: Callable[..., Any], reason: str
) -> None:
    with pytest.raises(TypeError, match=reason):
        App().post(path)(handler)


def test_a_handler_is_still_itself() -> None:
    assert App().get("/")(returns_nothing) is returns_nothing


async def returns_nothing() -> None:
    return None
