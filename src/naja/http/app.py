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
import signal
import sys
import traceback
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from naja.http import options
from naja.http.adapters import adapted
from naja.http.connection import Handler, HttpProtocol
from naja.http.message import HTTPError, Request, Response, check, text
from naja.http.observers import AccessLog, Metrics, Observer
from naja.http.static import Page, site

Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]
F = TypeVar("F", bound=Callable[..., Any])
_SWEEP_SECONDS = 1.0
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


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
    """Routes, and responses that are known at build time. pages: by path, for GET and HEAD.
    access_log: whether each request is a line of the standard output."""

    routes: list[Route]
    pages: dict[str, Page]
    observers: list[Observer]
    _connections: dict[int, HttpProtocol]
    _ticking: bool
    _ending: bool
    _end: asyncio.Event | None

    def __init__(self, access_log: bool = False) -> None:
        super().__init__()
        self.routes = []
        self.pages = {}
        self.observers = []
        self._connections = {}
        self._ticking = False
        self._ending = False
        self._end = None
        if access_log:
            self.observers.append(AccessLog())

    def route(self, method: str, path: str, status_code: int = 200) -> Callable[[F], F]:
        """Have the function answer requests of that method to that path: it takes a Request and
        returns a Response, or is typed (see adapters). Raises ValueError and TypeError."""

        def register(handler: F) -> F:
            self.routes.append(Route(method, path, adapted(path, handler, status_code)))
            return handler

        return register

    def get(self, path: str, status_code: int = 200) -> Callable[[F], F]:
        """Answer GET, and HEAD."""
        return self.route("GET", path, status_code)

    def post(self, path: str, status_code: int = 200) -> Callable[[F], F]:
        """Answer POST."""
        return self.route("POST", path, status_code)

    def put(self, path: str, status_code: int = 200) -> Callable[[F], F]:
        """Answer PUT."""
        return self.route("PUT", path, status_code)

    def patch(self, path: str, status_code: int = 200) -> Callable[[F], F]:
        """Answer PATCH."""
        return self.route("PATCH", path, status_code)

    def delete(self, path: str, status_code: int = 200) -> Callable[[F], F]:
        """Answer DELETE."""
        return self.route("DELETE", path, status_code)

    def page(self, path: str, body: bytes, content_type: str) -> None:
        """Answer GET of that path with what is known now."""
        self.pages[path] = Page(body, content_type)

    def site(self, folder: str) -> None:
        """Answer GET with the files of a folder, which are read now. Raises OSError."""
        self.pages |= site(folder)

    def health(self, path: str = "/healthz") -> None:
        """Answer GET of that path with 200 while requests are taken, with 503 in a shutdown."""

        async def healthy(request: Request) -> Response:
            return text("ok\n") if not self._ending else text("ending\n", 503)

        self.routes.append(Route("GET", path, healthy))

    def metrics(self, path: str = "/metrics") -> None:
        """Count requests, and answer GET of that path with the counts, for Prometheus."""
        counts = Metrics()
        self.observers.append(counts)

        async def exposed(request: Request) -> Response:
            body = counts.exposition(len(self._connections))
            return Response(body.encode(), 200, "text/plain; version=0.0.4; charset=utf-8")

        self.routes.append(Route("GET", path, exposed))

    # what the connections ask

    def answer(self, request: Request) -> Response | None:
        if request.method in ("GET", "HEAD"):
            page = self.pages.get(request.path)
            if page is not None:
                return page.answer(request)
        return None

    async def wait(self, request: Request) -> Response:
        try:
            route = self._find(request)
            if route is None:
                return self._without_route(request)
            response = await route.endpoint(request)
            check(response)
            return response
        except HTTPError as error:
            return error.response()
        except Exception as error:  # noqa: BLE001 - a handler's mistake is the client's 500
            traceback.print_exception(error)
            return text("500 Internal Server Error\n", 500)

    def _find(self, request: Request) -> Route | None:
        """The route of a request; its parameters are entered."""
        segments = request.path.split("/")[1:]
        method = "GET" if request.method == "HEAD" else request.method
        best: Route | None = None
        for route in self.routes:
            if route.method == method and (best is None or len(request.parameters) != 0):
                parameters = route.match(segments)
                if parameters is not None and (
                    best is None or len(parameters) < len(request.parameters)
                ):
                    best = route
                    request.parameters = parameters
        return best

    def _without_route(self, request: Request) -> Response:
        """404, or what the path allows. Raises HTTPError."""
        segments = request.path.split("/")[1:]
        methods = {route.method for route in self.routes if route.match(segments) is not None}
        if request.path in self.pages:
            methods.add("GET")
        if "GET" in methods:
            methods.add("HEAD")
        if request.method not in (*_METHODS, "OPTIONS") and not self._knows(request.method):
            raise HTTPError(501, f"the method {request.method} is not known")
        if len(methods) == 0 and request.path != "*":
            raise HTTPError(404)
        allowed = [method for method in _METHODS if method in methods]
        refused = HTTPError(405)
        refused.headers.append(("allow", ", ".join(allowed)))
        if request.method == "OPTIONS":
            response = Response(b"", 204)
            response.headers += refused.headers
            return response
        raise refused

    def _knows(self, method: str) -> bool:
        """Whether any path takes the method (RFC 9110, 9.1)."""
        return any(route.method == method for route in self.routes)

    def opened(self, connection: HttpProtocol) -> bool:
        self._connections[id(connection)] = connection
        if not self._ticking:
            self._ticking = True
            self._tick()
        if self._ending:
            connection.end()
        return len(self._connections) <= options.CONNECTIONS

    def gone(self, connection: HttpProtocol) -> None:
        self._connections.pop(id(connection), None)
        if self._ending and len(self._connections) == 0 and self._end is not None:
            self._end.set()

    def answered(
        self, connection: HttpProtocol, request: Request | None, status: int, size: int
    ) -> None:
        for observer in self.observers:
            observer.answered(connection, request, status, size)

    def seconds(self) -> float:
        return asyncio.get_running_loop().time()

    def _tick(self) -> None:
        """Once a second while there are connections: the date, and their deadlines."""
        self.dates.refresh()
        now = self.seconds()
        for connection in list(self._connections.values()):
            if connection.deadline <= now:
                connection.expire()
        self._ticking = len(self._connections) != 0
        if self._ticking:
            asyncio.get_running_loop().call_later(_SWEEP_SECONDS, self._tick)

    # running

    async def serve(self, host: str = "0.0.0.0", port: int = 80) -> None:
        """Serve until `shutdown` or cancelled. Raises OSError if the port is taken."""

        def protocol() -> HttpProtocol:
            return HttpProtocol(self)

        end = asyncio.Event()
        self._end = end
        self._ending = False
        loop = asyncio.get_running_loop()
        server = await loop.create_server(protocol, host, port)
        heeds = self._heed_signals()
        print(f"listening on port {port}", file=sys.stderr, flush=True)
        for observer in self.observers:
            observer.started()
        try:
            await end.wait()
            server.close()
            await self._finish(end)
        finally:
            # not `async with`: newer releases of CPython would wait for idle connections there
            server.close()
            for connection in list(self._connections.values()):
                connection.abort()
            if heeds:
                loop.remove_signal_handler(signal.SIGTERM)

    def _heed_signals(self) -> bool:
        """Have SIGTERM begin a shutdown; under CPython only in the main thread."""
        try:
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.shutdown)
        except (RuntimeError, ValueError):
            return False
        return True

    async def _finish(self, end: asyncio.Event) -> None:
        """Wait until the connections have ended, for a while."""
        if len(self._connections) != 0:
            end.clear()
            try:
                await asyncio.wait_for(end.wait(), options.SHUTDOWN_SECONDS)
            except TimeoutError:
                return

    def shutdown(self) -> None:
        """Take no more connections, finish the requests that run, then have `serve` end."""
        if not self._ending and self._end is not None:
            self._ending = True
            self._end.set()
            for connection in list(self._connections.values()):
                connection.end()

    def run(self, host: str = "0.0.0.0", port: int = 80) -> None:
        """Serve until `shutdown`, or until the machine is stopped."""
        asyncio.run(self.serve(host, port))
