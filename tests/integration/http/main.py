"""What a server does beside routing: streams, waits, fails, logs, counts and ends."""

import asyncio
import sys
from collections.abc import AsyncIterator

from naja.http import App, HTTPError, Request, Response, StreamingResponse, text

app = App(access_log=True)
app.metrics()
ended: list[bool] = []


async def numbers(to: int) -> AsyncIterator[bytes]:
    for number in range(to):
        yield f"{number}\n".encode()
        if number % 1000 == 0:
            await asyncio.sleep(0.001)


async def broken() -> AsyncIterator[bytes]:
    yield b"begun"
    await asyncio.sleep(0.001)
    raise ValueError("no more")


@app.get("/count/{to}")
async def count(to: int) -> Response:
    return StreamingResponse(numbers(to), content_type="text/plain")


@app.get("/broken")
async def cut() -> Response:
    return StreamingResponse(broken())


@app.get("/slow/{name}")
async def slow(name: str, ms: int = 20) -> str:
    await asyncio.sleep(ms / 1000)
    return name


@app.get("/held/{name}")
async def held(name: str, ms: int) -> str:
    """Answers so long after the server was told to end."""
    while len(ended) == 0:
        await asyncio.sleep(0.005)
    await asyncio.sleep(ms / 1000)
    return name


@app.get("/fail")
async def fail(request: Request) -> Response:
    raise ValueError("a mistake")


@app.get("/teapot")
async def teapot() -> str:
    raise HTTPError(418, "short and stout")


@app.post("/body")
async def body(request: Request) -> Response:
    response = text(f"{len(request.body)} {sum(request.body)}")
    for name, value in request.query_pairs():
        response.headers.append((name, value))
    return response


@app.post("/end")
async def end(request: Request) -> Response:
    app.shutdown()
    ended.append(True)
    return text("ending")


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]) if len(sys.argv) > 1 else 80)
    print("ended")
