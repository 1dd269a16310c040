"""What the rules of HTTP are asked of: a page, a file that can be compressed, routes."""

import sys
from collections.abc import AsyncIterator

from naja.http import App, Request, Response, StreamingResponse, text

FILE = b"0123456789" * 100

app = App()
app.page("/", b"page", "text/plain")
app.page("/file", FILE, "text/plain")


@app.post("/body")
async def body(request: Request) -> Response:
    return text(f"<{request.body.decode('latin-1')}>")


@app.get("/path/{name}")
async def path(name: str, q: str = "") -> str:
    return f"{name} {q}"


@app.get("/host")
async def host(request: Request) -> Response:
    return text(f"<{request.headers.get('host')}> {request.headers.joined('x')}")


async def pieces() -> AsyncIterator[bytes]:
    for piece in (b"one", b"", b"two"):
        yield piece


@app.get("/stream")
async def stream() -> Response:
    return StreamingResponse(pieces())


@app.delete("/thing")
async def thing() -> Response:
    return Response(status=204)


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]) if len(sys.argv) > 1 else 80)
