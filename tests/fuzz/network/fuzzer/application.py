"""The application under test: every kind of handler and page that naja.http has."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from naja.http import App, HTTPError, Response, StreamingResponse
from naja.http.connection import HttpProtocol
from naja.http.message import Request
from naja.http.observers import Observer


@dataclass
class Place:
    """An inner value."""

    x: float
    y: float = 0.0
    name: str | None = None


@dataclass
class Item:
    """What a body holds."""

    title: str
    count: int = 1
    done: bool = False
    tags: list[str] = field(default_factory=list)
    place: Place | None = None
    weights: dict[str, float] = field(default_factory=dict)


class Watcher(Observer):
    """Counts responses. failures: those that say that a handler failed."""

    responses: int
    failures: int

    def __init__(self) -> None:
        self.responses = 0
        self.failures = 0

    def answered(
        self, connection: HttpProtocol, request: Request | None, status: int, size: int
    ) -> None:
        self.responses += 1
        if status == 500:
            self.failures += 1


app = App()
watcher = Watcher()
app.observers.append(watcher)
app.page("/", b"<html>hello</html>\n" * 20, "text/html; charset=utf-8")
app.page("/large", bytes(range(256)) * 400, "application/octet-stream")
app.health()
app.metrics()


@app.get("/items/{number}")
async def one(number: int, q: str | None = None, limit: int = 10, exact: bool = False) -> Item:
    if number < 0:
        raise HTTPError(404, "there is no such item")
    return Item(q or "", number % max(limit, 1) if limit > 0 else 0, exact)


@app.post("/items", status_code=201)
async def create(item: Item) -> Item:
    return item


@app.put("/lists")
async def lists(items: list[int], factor: float = 1.0) -> list[float]:
    return [number * factor for number in items if -1000000 < number * factor < 1000000]


@app.post("/echo")
async def echo(request: Request) -> Response:
    return Response(request.body)


@app.get("/query")
async def query(request: Request) -> list[str]:
    return [f"{name}={value}" for name, value in request.query_pairs()]


async def pieces(count: int) -> AsyncIterator[bytes]:
    for number in range(count):
        if number % 3 == 2:
            await asyncio.sleep(0.001)
        yield b"%d\n" % number * (number * 50)


@app.get("/stream/{count}")
async def stream(count: int) -> Response:
    return StreamingResponse(pieces(max(0, min(count, 40))))


@app.get("/slow/{milliseconds}")
async def slow(milliseconds: int) -> str:
    await asyncio.sleep(max(0, min(milliseconds, 5000)) / 1000)
    return "done"
