"""What the soak of HTTP asks: a page, JSON both ways, a file, a stream, and how the memory is."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from naja.http import App, Response, StreamingResponse, text
from naja.lang import memory

app = App()
app.page("/", b"x" * 255 + b"\n", "text/html")
app.page("/file", bytes(range(256)) * 4096, "application/octet-stream")
app.metrics()


@dataclass
class Order:
    """A body."""

    name: str
    items: list[str] = field(default_factory=list)
    weight: float | None = None


@app.post("/orders/{number}")
async def order(number: int, body: Order, verbose: bool = False) -> Order:
    return Order(f"{body.name} {number}", body.items * (2 if verbose else 1), body.weight)


async def lines(count: int) -> AsyncIterator[bytes]:
    for number in range(count):
        yield f"line {number}\n".encode()


@app.get("/lines/{count}")
async def listing(count: int) -> Response:
    return StreamingResponse(lines(count))


@app.get("/memory")
async def state() -> Response:
    seen = memory.statistics()
    return text(f"{seen.used_bytes} {seen.live_bytes} {seen.collections}\n")


if __name__ == "__main__":
    app.run(port=80)
