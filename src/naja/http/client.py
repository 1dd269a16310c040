"""A client of HTTP/1.1 (RFC 9110, RFC 9112).

    async with Client() as client:
        response = await client.get("http://10.0.0.1/items", params={"q": "x"})
        print(response.status, response.text())

Connections are kept and used again. What goes wrong is a RequestError. The same under CPython and
in an image.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from naja.http import options, urls
from naja.http.answers import ClientResponse
from naja.http.client_errors import ReadError, TooManyRedirects
from naja.http.exchange import Call, ask
from naja.http.pool import Pool
from naja.http.waiting import Clock, Limits, Timeout

_AGENT = "naja"
# what a server of another origin must not learn (RFC 9110, 15.4)
_SECRET = ("authorization", "cookie", "proxy-authorization")
_OF_BODIES = ("content-type", "content-encoding", "content-language", "expect")

Content = bytes | str | AsyncIterator[bytes]


class Client:
    """Sends requests. base_url: what URLs that begin with / are behind. headers: of every request.
    follow_redirects: whether a response that leads elsewhere is followed; it is the answer else."""

    headers: dict[str, str]
    base_url: str
    timeout: Timeout
    follow_redirects: bool
    _pool: Pool

    def __init__(
        self,
        *,
        base_url: str = "",
        headers: dict[str, str] | None = None,
        timeout: Timeout | None = None,
        limits: Limits | None = None,
        follow_redirects: bool = False,
    ) -> None:
        self.base_url = base_url.removesuffix("/")
        self.headers = {} if headers is None else headers
        self.timeout = timeout if timeout is not None else Timeout()
        self.follow_redirects = follow_redirects
        self._pool = Pool(limits if limits is not None else Limits())

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(self, kind: object, error: object, traceback: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; a client that is closed asks no more."""
        self._pool.close()

    def connections(self) -> int:
        """How many are open."""
        return self._pool.connections()

    async def get(
        self,
        url: str,
        *,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        timeout: Timeout | None = None,
        follow_redirects: bool | None = None,
    ) -> ClientResponse:
        """GET. Raises RequestError, InvalidURL."""
        return await self.request(
            "GET",
            url,
            params=params,
            headers=headers,
            timeout=timeout,
            follow_redirects=follow_redirects,
        )

    async def head(
        self,
        url: str,
        *,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        timeout: Timeout | None = None,
        follow_redirects: bool | None = None,
    ) -> ClientResponse:
        """HEAD. Raises RequestError, InvalidURL."""
        return await self.request(
            "HEAD",
            url,
            params=params,
            headers=headers,
            timeout=timeout,
            follow_redirects=follow_redirects,
        )

    async def delete(
        self,
        url: str,
        *,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        timeout: Timeout | None = None,
        follow_redirects: bool | None = None,
    ) -> ClientResponse:
        """DELETE. Raises RequestError, InvalidURL."""
        return await self.request(
            "DELETE",
            url,
            params=params,
            headers=headers,
            timeout=timeout,
            follow_redirects=follow_redirects,
        )

    async def post(
        self,
        url: str,
        *,
        content: Content | None = None,
        json: str | None = None,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        timeout: Timeout | None = None,
        follow_redirects: bool | None = None,
    ) -> ClientResponse:
        """POST. Raises RequestError, InvalidURL."""
        return await self.request(
            "POST",
            url,
            content=content,
            json=json,
            params=params,
            headers=headers,
            timeout=timeout,
            follow_redirects=follow_redirects,
        )

    async def put(
        self,
        url: str,
        *,
        content: Content | None = None,
        json: str | None = None,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        timeout: Timeout | None = None,
        follow_redirects: bool | None = None,
    ) -> ClientResponse:
        """PUT. Raises RequestError, InvalidURL."""
        return await self.request(
            "PUT",
            url,
            content=content,
            json=json,
            params=params,
            headers=headers,
            timeout=timeout,
            follow_redirects=follow_redirects,
        )

    async def patch(
        self,
        url: str,
        *,
        content: Content | None = None,
        json: str | None = None,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        timeout: Timeout | None = None,
        follow_redirects: bool | None = None,
    ) -> ClientResponse:
        """PATCH. Raises RequestError, InvalidURL."""
        return await self.request(
            "PATCH",
            url,
            content=content,
            json=json,
            params=params,
            headers=headers,
            timeout=timeout,
            follow_redirects=follow_redirects,
        )

    async def request(
        self,
        method: str,
        url: str,
        *,
        content: Content | None = None,
        json: str | None = None,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        timeout: Timeout | None = None,
        follow_redirects: bool | None = None,
    ) -> ClientResponse:
        """A request of any method but CONNECT; its response with the body. Raises RequestError,
        InvalidURL, and ValueError for header fields that cannot be sent.

        content: the body; pieces of an asynchronous iterator are sent as chunks. json: a body of
        that JSON. params: behind the query of the URL."""
        call = self._call(method, url, params, headers)
        _give_body(call, content, json)
        response = await self._follow(call, timeout, follow_redirects)
        await response.aread()
        return response

    def stream(
        self,
        method: str,
        url: str,
        *,
        content: Content | None = None,
        json: str | None = None,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        timeout: Timeout | None = None,
        follow_redirects: bool | None = None,
    ) -> Streaming:
        """`async with client.stream("GET", url) as response`: the body is read inside, in pieces
        (`aiter_bytes`) or as a whole (`aread`). Raises as `request` does."""
        call = self._call(method, url, params, headers)
        _give_body(call, content, json)
        return Streaming(self, call, timeout, follow_redirects)

    def _call(
        self,
        method: str,
        url: str,
        params: dict[str, str] | None,
        headers: dict[str, str] | None,
    ) -> Call:
        target = urls.parse(self.base_url + url if url.startswith("/") else url)
        if params is not None:
            target = urls.with_parameters(target, params)
        call = Call(method, target)
        for name, value in self.headers.items():
            call.set(name, value)
        if headers is not None:
            for name, value in headers.items():
                call.set(name, value)
        call.default("user-agent", _AGENT)
        call.default("accept", "*/*")
        return call

    async def _follow(
        self, call: Call, timeout: Timeout | None, follow: bool | None
    ) -> ClientResponse:
        """The response, of which the body is not read, at the end of all redirects."""
        clock = Clock(self.timeout if timeout is None else timeout)
        response = await self._send(call, clock)
        hops = 0
        while response.is_redirect and (self.follow_redirects if follow is None else follow):
            hops += 1
            if hops > options.CLIENT_REDIRECTS:
                await response.aclose()
                raise TooManyRedirects(f"more than {options.CLIENT_REDIRECTS}, to {call.url}")
            await _read_away(response)
            _lead(call, response)
            response = await self._send(call, clock)
        return response

    async def _send(self, call: Call, clock: Clock) -> ClientResponse:
        """The response of one server. A kept connection may turn out to have ended; what does no
        harm is then sent again on a new one (RFC 9112, 9.3.1)."""
        link = await self._pool.take(call.url, clock, fresh=False)
        was_used = link.parser.head is not None
        try:
            head = await ask(link, call, clock)
        except ReadError:
            link.abort()
            if not was_used or link.answered or not call.may_be_repeated():
                raise
            link = await self._pool.take(call.url, clock, fresh=True)
            try:
                head = await ask(link, call, clock)
            except BaseException:
                link.abort()
                raise
        except BaseException:
            link.abort()
            raise
        return ClientResponse(head, call.url, link, self._pool, clock)


class Streaming:
    """A request that is sent on entering and done with on leaving."""

    _client: Client
    _call: Call
    _timeout: Timeout | None
    _follow: bool | None
    _response: ClientResponse | None

    def __init__(
        self, client: Client, call: Call, timeout: Timeout | None, follow: bool | None
    ) -> None:
        self._client = client
        self._call = call
        self._timeout = timeout
        self._follow = follow
        self._response = None

    async def __aenter__(self) -> ClientResponse:
        response = await self._client._follow(self._call, self._timeout, self._follow)
        self._response = response
        return response

    async def __aexit__(self, kind: object, error: object, traceback: object) -> None:
        if self._response is not None:
            await self._response.aclose()


def _give_body(call: Call, content: Content | None, json: str | None) -> None:
    if json is not None:
        if content is not None:
            raise ValueError("content and json are two bodies")
        call.body = json.encode()
        call.default("content-type", "application/json")
    elif isinstance(content, bytes):
        call.body = content
    elif isinstance(content, str):
        call.body = content.encode()
        call.default("content-type", "text/plain; charset=utf-8")
    elif content is not None:
        call.content = content


async def _read_away(response: ClientResponse) -> None:
    """Read a short body that nobody wants, so that its connection can be used again."""
    size = response.headers.get("content-length") or ""
    if len(size) <= 5 and size.isdigit():
        await response.aread()
    await response.aclose()


def _lead(call: Call, response: ClientResponse) -> None:
    """Have the request ask what the response leads to (RFC 9110, 15.4)."""
    target = urls.join(call.url, response.headers.get("location") or "")
    if target.authority() != call.url.authority():
        for name in _SECRET:
            call.remove(name)
    becomes_get = response.status == 303 and call.method != "HEAD"
    if becomes_get or (response.status in (301, 302) and call.method == "POST"):
        call.method = "GET"
        call.body = b""
        call.content = None
        for name in _OF_BODIES:
            call.remove(name)
    elif call.content is not None:
        raise ReadError("a redirect asks for a body that was sent in pieces and is gone")
    call.url = target
