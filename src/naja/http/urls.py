"""URLs of requests (RFC 3986): taken apart, put together, and resolved where they are relative."""

from __future__ import annotations

_UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
_PATH = frozenset(_UNRESERVED + "!$&'()*+,;=:@/%")
_QUERY = frozenset(_UNRESERVED + "!$&'()*+,;=:@/?%")
_PLAIN = frozenset(_UNRESERVED)
_HOST = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-._")
_ADDRESS = frozenset("0123456789abcdef:.")
_LONGEST = 8000


class InvalidURL(ValueError):
    """The text is no URL that this client can ask."""


class URL:
    """An absolute URL of http. host: in lower case, of an IPv6 address without brackets. target:
    path and query, as they are sent."""

    host: str
    port: int
    target: str

    def __init__(self, host: str, port: int, target: str) -> None:
        self.host = host
        self.port = port
        self.target = target

    def authority(self) -> str:
        """The host and, where it is not 80, the port: what the Host field says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == 80 else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"http://{self.authority()}{self.target}"


def parse(text: str) -> URL:
    """The URL that the text says. Raises InvalidURL."""
    if len(text) > _LONGEST:
        raise InvalidURL("the URL is too long")
    scheme, found, rest = text.partition("://")
    if found == "":
        raise InvalidURL(f"{text!r} does not begin with http://")
    if scheme.lower() != "http":
        raise InvalidURL(f"{text!r}: the scheme must be http")
    end = _end_of_authority(rest)
    host, port = _authority(rest[:end])
    return URL(host, port, _target(rest[end:]))


def join(base: URL, reference: str) -> URL:
    """The URL that a reference found at another URL means (RFC 3986, 5.2). Raises InvalidURL."""
    if len(reference) > _LONGEST:
        raise InvalidURL("the URL is too long")
    reference = reference.partition("#")[0]
    if reference.startswith("//"):
        return parse("http:" + reference)
    if _scheme(reference) != "":
        return parse(reference)
    if reference.startswith("/"):
        return URL(base.host, base.port, _target(reference))
    path = base.target.partition("?")[0]
    if reference == "":
        return URL(base.host, base.port, base.target)
    if reference.startswith("?"):
        return URL(base.host, base.port, _target(path + reference))
    return URL(base.host, base.port, _target(path[: path.rfind("/") + 1] + reference))


def with_parameters(url: URL, parameters: dict[str, str]) -> URL:
    """The URL with these behind its query."""
    if len(parameters) == 0:
        return url
    pairs = [f"{_form(name)}={_form(value)}" for name, value in parameters.items()]
    mark = "&" if "?" in url.target else "?"
    return URL(url.host, url.port, f"{url.target}{mark}{'&'.join(pairs)}")


def _scheme(text: str) -> str:
    """The scheme that the text begins with, or nothing."""
    colon = text.find(":")
    slash = text.find("/")
    if colon <= 0 or 0 <= slash < colon or 0 <= text.find("?") < colon:
        return ""
    return text[:colon]


def _end_of_authority(text: str) -> int:
    end = 0
    while end < len(text) and text[end] not in "/?#":
        end += 1
    return end


def _authority(text: str) -> tuple[str, int]:
    if "@" in text:
        raise InvalidURL("a URL with a user or password is not sent: use a header field")
    host, _, digits = text.partition(":")
    if text.startswith("["):
        inner, bracket, after = text[1:].partition("]")
        if bracket == "" or (after != "" and not after.startswith(":")):
            raise InvalidURL(f"{text!r} is no host")
        host, digits = inner, after[1:]
        sound = ":" in host and all(character in _ADDRESS for character in host.lower())
    else:
        sound = host != "" and all(character in _HOST for character in host.lower())
    if not sound:
        raise InvalidURL(f"{text!r} is no host")
    if digits == "":
        return host.lower(), 80
    if len(digits) > 5 or not (digits.isascii() and digits.isdigit()) or int(digits) > 65535:
        raise InvalidURL(f"{digits!r} is no port")
    return host.lower(), int(digits)


def _target(text: str) -> str:
    """Path and query of the text as they are sent: no dots, nothing but ASCII, no fragment."""
    path, mark, query = text.partition("#")[0].partition("?")
    path = _without_dots(_quoted(path, _PATH))
    return path if mark == "" else f"{path}?{_quoted(query, _QUERY)}"


def _without_dots(path: str) -> str:
    """RFC 3986, 5.2.4."""
    kept: list[str] = []
    segments = path.split("/")[1:] if path != "" else [""]
    for number, segment in enumerate(segments):
        is_last = number == len(segments) - 1
        if segment == "..":
            if len(kept) != 0:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
            continue
        if is_last:
            kept.append("")
    return "/" + "/".join(kept)


def _quoted(text: str, allowed: frozenset[str]) -> str:
    """The text with all other characters as %XX. Raises InvalidURL for control characters."""
    if all(character in allowed for character in text):
        return text
    parts: list[str] = []
    for character in text:
        if character < " " or character == "\x7f":
            raise InvalidURL("a URL has no control characters")
        if character in allowed:
            parts.append(character)
        else:
            parts += [f"%{byte:02X}" for byte in character.encode("utf-8")]
    return "".join(parts)


def _form(text: str) -> str:
    """A name or value of a query."""
    parts: list[str] = []
    for character in text:
        if character in _PLAIN:
            parts.append(character)
        elif character == " ":
            parts.append("+")
        else:
            parts += [f"%{byte:02X}" for byte in character.encode("utf-8")]
    return "".join(parts)
