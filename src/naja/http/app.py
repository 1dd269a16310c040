"""An application: routes, their handlers, and the server that they run in.

    app = App()

    @app.get("/hello/{name}")
    async def hello(request: Request) -> Response:
        return text(f"Hello {request.parameters['name']}\n")

    if __name__ == "__main__":
        app.run(port=80)

Routes are registered at import, which is build time. Matching goes by segments; a fixed segment
comes before a parameter.
"""

from __future__ import annotations

import asyncio
import sys
import traceback
from collections.abc import Callable, Coroutine
from typing import Any

from naja.http import limits
from naja.http.connection import Handler, HttpProtocol
from naja.http.message import HTTPError, Request, Response, text
from naja.http.static import Page, site

Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]
_SWEEP_SECONDS = 1.0


class Route:
    """One path with one method."""

    method: str
    segments: list[str]
    endpoint: Endpoint

    def __init__(self, method: str, path: str, endpoint: Endpoint) -> None:
        if not path.startswith("/"):
            raise ValueError(f"the path of a route begins with /: {path!r}")
        self.method = method
        self.segments = path.split("/")[1:]
        self.endpoint = endpoint

    def match(self, segments: list[str]) -> dict[str, str] | None:
        """The parameters, if the path is of this route."""
        if len(segments) != len(self.segments):
            return None
        parameters: dict[str, str] = {}
        for own, given in zip(self.segments, segments, strict=True):
            if own.startswith("{") and own.endswith("}"):
                if given == "":
                    return None
                parameters[own[1:-1]] = given
            elif own != given:
                return None
        return parameters


class App(Handler):
    """Routes, and responses that are known at build time. pages: by path, for GET and HEAD."""

    routes: list[Route]
    pages: dict[str, Page]
    requests: int
    _connections: dict[int, HttpProtocol]
    _ending: bool

    def __init__(self) -> None:
        self.routes = []
        self.pages = {}
        self.requests = 0
        self._connections = {}
        self._ending = False

    def route(self, method: str, path: str) -> Callable[[Endpoint], Endpoint]:
        """Have the function answer requests of that method to that path."""

        def register(endpoint: Endpoint) -> Endpoint:
            self.routes.append(Route(method, path, endpoint))
            return endpoint

        return register

    def get(self, path: str) -> Callable[[Endpoint], Endpoint]:
        """Answer GET, and HEAD."""
        return self.route("GET", path)

    def post(self, path: str) -> Callable[[Endpoint], Endpoint]:
        """Answer POST."""
        return self.route("POST", path)

    def put(self, path: str) -> Callable[[Endpoint], Endpoint]:
        """Answer PUT."""
        return self.route("PUT", path)

    def delete(self, path: str) -> Callable[[Endpoint], Endpoint]:
        """Answer DELETE."""
        return self.route("DELETE", path)

    def page(self, path: str, body: bytes, content_type: str) -> None:
        """Answer GET of that path with what is known now."""
        self.pages[path] = Page(body, content_type)

    def site(self, folder: str) -> None:
        """Answer GET with the files of a folder, which are read now. Raises OSError."""
        self.pages |= site(folder)

    # what the connections ask

    def answer(self, request: Request) -> Response | None:
        self.requests += 1
        if request.method in ("GET", "HEAD"):
            page = self.pages.get(request.path)
            if page is not None:
                return page.answer(request)
        return None

    async def wait(self, request: Request) -> Response:
        try:
            route = self._find(request)
            return await route.endpoint(request)
        except HTTPError as error:
            return text(f"{error.status} {error.detail}\n", error.status)
        except Exception as error:  # noqa: BLE001 - a handler's mistake is the client's 500
            traceback.print_exception(error)
            return text("500 Internal Server Error\n", 500)

    def _find(self, request: Request) -> Route:
        segments = request.path.split("/")[1:]
        others: list[str] = []
        method = "GET" if request.method == "HEAD" else request.method
        for route in self.routes:
            parameters = route.match(segments)
            if parameters is not None:
                if route.method == method:
                    request.parameters = parameters
                    return route
                others.append(route.method)
        if len(others) != 0 or request.path in self.pages:
            raise HTTPError(405)
        raise HTTPError(404)

    def opened(self, connection: HttpProtocol) -> bool:
        self._connections[id(connection)] = connection
        return len(self._connections) <= limits.CONNECTIONS

    def gone(self, connection: HttpProtocol) -> None:
        self._connections.pop(id(connection), None)

    def seconds(self) -> float:
        return asyncio.get_running_loop().time()

    # running

    async def serve(self, host: str = "0.0.0.0", port: int = 80) -> None:
        """Serve until cancelled. Raises OSError if the port is taken."""

        def protocol() -> HttpProtocol:
            return HttpProtocol(self)

        server = await asyncio.get_running_loop().create_server(protocol, host, port)
        print(f"listening on port {port}", file=sys.stderr, flush=True)
        async with server:
            while True:
                await asyncio.sleep(_SWEEP_SECONDS)
                self._sweep()

    def _sweep(self) -> None:
        now = self.seconds()
        for connection in list(self._connections.values()):
            if connection.deadline <= now:
                connection.expire()

    def run(self, host: str = "0.0.0.0", port: int = 80) -> None:
        """Serve until the machine is stopped."""
        asyncio.run(self.serve(host, port))
