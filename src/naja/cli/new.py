"""`naja new`: a folder with a first program, ready to run under CPython and as an image."""

from __future__ import annotations

import re
from pathlib import Path

from naja.cli.errors import Failure
from naja.cli.options import Parser

EXAMPLES = """
naja new hello               a program that prints a line
naja new --template udp pong   a server that answers datagrams
naja new --template web pages  a server of pages and JSON
"""

PROJECT = """[project]
name = "{name}"
version = "0.1.0"
requires-python = ">=3.11"

[tool.naja]
entry = "main.py"
"""

HELLO = '''"""{name}: what it does, in a sentence."""


def greeting(name: str) -> str:
    """The line that is printed."""
    return f"Hello, {{name}}!"


if __name__ == "__main__":
    print(greeting("world"))
'''

UDP = '''"""{name}: sends every datagram back to where it came from."""

import asyncio

PORT = 7


class Echo(asyncio.DatagramProtocol):
    """Answers with what was asked."""

    transport: asyncio.DatagramTransport

    def connection_made(  # type: ignore[override]
        self, transport: asyncio.DatagramTransport
    ) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.transport.sendto(data, addr)


async def serve() -> None:
    """Listen until the machine is stopped."""
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(Echo, local_addr=("0.0.0.0", PORT))
    print(f"listening on port {{PORT}}")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve())
'''

WEB = '''"""{name}: a small web server."""

from dataclasses import dataclass

from naja.http import App

app = App()
app.page("/", b"<h1>{name}</h1>", "text/html")
app.health()


@dataclass
class Greeting:
    """What is sent, as JSON."""

    text: str
    times: int


@app.get("/hello/{{name}}")
async def hello(name: str, times: int = 1) -> Greeting:
    return Greeting(f"Hello, {{name}}!" * times, times)


if __name__ == "__main__":
    app.run(port=80)
'''

TEMPLATES = {"hello": HELLO, "udp": UDP, "web": WEB}
HINTS = {
    "hello": "naja run {folder}",
    "udp": "naja run {folder} -p 7007:7/udp",
    "web": "naja run {folder} -p 8080:80",
}


def main(words: list[str]) -> int:
    """Make the folder; tells what to do next."""
    parser = Parser("new", "Start a project: a folder with a first program.", EXAMPLES)
    parser.add_argument("name", help="the folder to make")
    parser.add_argument("--template", choices=TEMPLATES, default="hello", help="what to begin with")
    options = parser.parse_args(words)
    folder = Path(options.name)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", folder.name):
        raise Failure(f"{folder.name}: a project's name has letters, digits, - and _")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Failure(f"{folder} is there already")
    folder.mkdir(parents=True, exist_ok=True)
    text = TEMPLATES[options.template].format(name=folder.name)
    (folder / "main.py").write_text(text)
    (folder / "pyproject.toml").write_text(PROJECT.format(name=folder.name))
    print(f"made {folder}; next: {HINTS[options.template].format(folder=folder)}")
    return 0
