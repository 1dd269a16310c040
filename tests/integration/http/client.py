"""What a client makes of a server: a line for each thing that is tried. The same on every target.

The first argument is the server's URL, the others are paths that are asked for one by one.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable

from naja import http


async def outcome(name: str, asked: Awaitable[http.ClientResponse]) -> None:
    """Print what came of a request."""
    try:
        response = await asked
    except (http.RequestError, http.InvalidURL) as error:
        local = isinstance(error, (http.ConnectError, http.TooManyRedirects))
        detail = "" if local else str(error)
        print(f"{name}: {type(error).__name__} {detail}")
        return
    print(f"{name}: {response.status} {response.reason} {response.content[:40]!r}")


async def numbers(to: int) -> AsyncIterator[bytes]:
    for number in range(to):
        yield b"%d\n" % number
        await asyncio.sleep(0)


async def failing() -> AsyncIterator[bytes]:
    yield b"begun"
    raise ValueError("no more")


async def connections(client: http.Client) -> None:
    """Kept, given up, and new ones."""
    for path in ("/which", "/which", "/head", "/unasked", "/which"):
        await outcome(f"kept {path}", client.get(path))
        await asyncio.sleep(0.02)
    await outcome("kept HEAD", client.head("/which"))
    print("open", client.connections())
    await client.get("/stale")
    await outcome("stale GET", client.get("/which"))
    await client.get("/stale")
    await outcome("stale PUT", client.put("/which-body", content=b"again"))
    await client.get("/stale")
    await outcome("stale POST", client.post("/which-body", content=b"once"))
    await client.get("/stale")
    await outcome("stale pieces", client.put("/which-body", content=numbers(3)))
    await asyncio.sleep(0.02)
    print("open", client.connections())


async def bodies(client: http.Client) -> None:
    """What is sent."""
    await outcome("text", client.post("/body", content="ü"))
    await outcome("json", client.post("/body", json='{"a": 1}'))
    await outcome("large", client.put("/body", content=bytes(1_000_000)))
    await outcome("pieces", client.post("/body", content=numbers(2000)))
    await outcome("empty", client.post("/body"))
    await outcome("early", client.post("/early", content=bytes(9_000_000)))
    for path in ("/expect", "/expect-none", "/expect-no"):
        fields = {"Expect": "100-continue"}
        await outcome(path, client.post(path, content=b"0123456789", headers=fields))
    try:
        await client.post("/body", content=failing())
    except ValueError as error:
        print("pieces fail:", error)
    await asyncio.sleep(0.02)
    print("open", client.connections())


async def redirects(client: http.Client, base: str) -> None:
    """Followed or not."""
    await outcome("not followed", client.get("/302"))
    secret = {"Authorization": "x", "X-Y": "z"}
    for path in ("/301", "/302", "/303", "/307", "/308"):
        asked = client.post(path, content=b"abc", headers=secret, follow_redirects=True)
        await outcome(path, asked)
    await outcome("pieces", client.post("/307", content=numbers(2), follow_redirects=True))
    await outcome("to 303", client.head("/303", follow_redirects=True))
    for path in ("/loop", "/to-https", "/to-nothing", "/to-other"):
        await outcome(path, client.get(path, headers=secret, follow_redirects=True))


async def waiting(client: http.Client, base: str) -> None:
    """What takes too long."""
    short = http.Timeout(read=0.2)
    for path in ("/hang", "/hang-head", "/hang-body"):
        await outcome(path, client.get(path, timeout=short))
    await outcome("total", client.get("/drip", timeout=http.Timeout(total=0.5)))
    task = asyncio.create_task(client.get("/hang-body"))
    await asyncio.sleep(0.1)
    task.cancel()
    await asyncio.wait([task])
    print("cancelled", task.cancelled())
    async with client.stream("GET", "/hang-body") as response:
        print("left", response.status)
    await asyncio.sleep(0.02)
    print("open", client.connections())
    limits = http.Limits(max_connections=2)
    async with http.Client(base_url=base, limits=limits) as two:
        await asyncio.gather(*[two.get("/slow") for _ in range(6)])
        print("at once", two.connections())
        held = [asyncio.create_task(two.get("/hang")) for _ in range(2)]
        await asyncio.sleep(0.05)
        await outcome("pool", two.get("/which", timeout=http.Timeout(pool=0.1)))
        for one in held:
            one.cancel()
        await outcome("freed", two.get("/which-body"))
    await outcome("nobody", client.get(base.rpartition(":")[0] + ":9/"))


async def misuse(client: http.Client) -> None:
    """What is refused before it is sent."""
    for name, value in (("X\r\n", "a"), ("X", "a\r\nY: b"), ("Content-Length", "1"), ("", "a")):
        try:
            await client.get("/which", headers={name: value})
        except ValueError as error:
            print(error)
    for method in ("GET /", "", "CONNECT", "a\r\n"):
        try:
            await client.request(method, "/which")
        except ValueError as error:
            print(error)
    for url in ("https://a/", "a", "http://a:b/", "http://u@a/", "http://a\r\n/"):
        await outcome(repr(url), client.get(url))
    response = await client.get("/404")
    try:
        response.raise_for_status()
    except http.StatusError as error:
        print(error.status, str(error)[:14])
    async with client.stream("GET", "/which") as streamed:
        try:
            print(streamed.content)
        except RuntimeError as error:
            print(error)
        print(len(await streamed.aread()), streamed.text() == str(streamed.content, "utf-8"))


async def main(base: str, paths: list[str]) -> None:
    async with http.Client(base_url=base) as client:
        for path in paths:
            await outcome(path, client.get(path))
        await asyncio.sleep(0.05)
        print("open", client.connections())
        async with client.stream("GET", "/large") as response:
            size = 0
            async for piece in response.aiter_bytes():
                size += len(piece)
                if size % 7 == 0:
                    await asyncio.sleep(0)
            print("large", size)
    for part in (connections, bodies, misuse):
        async with http.Client(base_url=base) as client:
            await part(client)
    async with http.Client(base_url=base) as client:
        await redirects(client, base)
        await waiting(client, base)
    try:
        await client.get("/which")
    except RuntimeError as error:
        print(error)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2:]))
