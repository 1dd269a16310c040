"""A server and its client in one program, over the loopback: JSON both ways, streams, many requests
at once, and the end."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from naja import http

PORT = 18765


@dataclass
class Point:
    x: float
    y: float = 0.0


@dataclass
class Shape:
    name: str
    points: list[Point] = field(default_factory=list)
    tags: dict[str, int] = field(default_factory=dict)
    parent: str | None = None


app = http.App()
read_shape = http.json_reader(Shape)
read_shapes = http.json_reader(dict[str, Shape])
write_shape = http.json_writer(Shape)
shapes: dict[str, Shape] = {}


@app.put("/shapes/{name}", status_code=201)
async def put(name: str, shape: Shape) -> Shape:
    shapes[name] = shape
    return shape


@app.get("/shapes")
async def every() -> dict[str, Shape]:
    return shapes


@app.get("/sum/{count}")
async def total(count: int, delay: float = 0.0) -> int:
    await asyncio.sleep(delay)
    return sum(range(count))


async def echoed(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 1000):
        yield body[start : start + 1000]


@app.post("/echo")
async def echo(request: http.Request) -> http.Response:
    return http.StreamingResponse(echoed(request.body))


async def pieces(count: int) -> AsyncIterator[bytes]:
    for number in range(count):
        yield bytes([number % 256]) * number


async def ask(client: http.Client) -> None:
    triangle = Shape("triangle", [Point(0.0), Point(1.5, -2.0)], {"a": 1, "ü": 2})
    response = await client.put("/shapes/t", json=write_shape(triangle))
    print(response.status, response.json(read_shape) == triangle, response.text())
    await client.put("/shapes/p", json='{"name": "\\u00e9", "parent": "t", "more": [1, {}]}')
    found = (await client.get("/shapes")).json(read_shapes)
    print(sorted(found), found["p"], len(found["t"].points))
    for wrong in ('{"name": 1}', '{"name": "a", "points": [{"x": "b"}]}', "{", "[]"):
        response = await client.put("/shapes/w", json=wrong)
        print(response.status, response.text())
        try:
            response.json(read_shape)
        except http.Unfit as unfit:
            print(unfit.place, unfit)
    sent = b"".join([piece async for piece in pieces(300)])
    response = await client.post("/echo", content=pieces(300))
    print(len(sent), response.content == sent, response.headers.get("transfer-encoding"))
    asked = [client.get(f"/sum/{n}", params={"delay": str(n % 3 / 1000)}) for n in range(200)]
    answers = await asyncio.gather(*asked)
    print(sum(int(answer.text()) for answer in answers), client.connections())


async def main() -> None:
    served = asyncio.create_task(app.serve("127.0.0.1", PORT))
    limits = http.Limits(max_connections=16)
    async with http.Client(base_url=f"http://127.0.0.1:{PORT}", limits=limits) as client:
        for _ in range(100):
            try:
                await client.get("/shapes")
                break
            except http.ConnectError:
                await asyncio.sleep(0.01)
        await ask(client)
        last = asyncio.create_task(client.get("/sum/10?delay=0.05"))
        await asyncio.sleep(0.02)
        app.shutdown()
        response = await last
        print(response.text(), response.headers.get("connection"))
        await served
        try:
            await client.get("/shapes")
        except http.ConnectError:
            print("gone")


if __name__ == "__main__":
    asyncio.run(main())
