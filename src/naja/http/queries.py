"""Percent-encoding and query strings (RFC 3986, 2.1; the form encoding of WHATWG's URL)."""

from __future__ import annotations

HEX = {character: value for value, character in enumerate("0123456789abcdef")}


def unquoted(text: str, is_form: bool) -> str | None:
    """The ASCII text with its %XX decoded, of a form also + as space. None if it is malformed or
    not UTF-8."""
    parts = bytearray()
    position = 0
    while position < len(text):
        character = text[position]
        if character == "%":
            high = HEX.get(text[position + 1 : position + 2].lower(), -1)
            low = HEX.get(text[position + 2 : position + 3].lower(), -1)
            if high < 0 or low < 0:
                return None
            parts.append(high * 16 + low)
            position += 3
        else:
            parts.append(32 if is_form and character == "+" else ord(character))
            position += 1
    try:
        return parts.decode("utf-8")
    except UnicodeDecodeError:
        return None


def parsed(query: str) -> list[tuple[str, str]] | None:
    """Names and values in their order, or None if one is malformed."""
    pairs: list[tuple[str, str]] = []
    for part in query.split("&"):
        if part == "":
            continue
        name, _, value = part.partition("=")
        decoded = unquoted(name, True)
        content = unquoted(value, True)
        if decoded is None or content is None:
            return None
        pairs.append((decoded, content))
    return pairs
