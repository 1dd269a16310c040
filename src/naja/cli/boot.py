"""The boot string: how options, environment and arguments reach a program in an image.

Words separated by spaces: `naja.*` options first, then `--` and the program's arguments. Whatever
could be taken for something else is percent-encoded, so the string is plain ASCII on every
target.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.,:/@+~^")

EMPTY = "%"  # an argument without characters


def quote(text: str, also: bytes = b"") -> str:
    """Percent-encode all but plain characters and those in `also`."""
    data = text.encode("utf-8", "surrogateescape")
    return "".join(chr(b) if b in PLAIN or b in also else f"%{b:02X}" for b in data)


def boot_string(
    options: Sequence[str], environment: Mapping[str, str], arguments: Sequence[str]
) -> str:
    """The whole string; empty options are left out."""
    words = [option for option in options if option]
    words += [f"naja.env={quote(key)}={quote(value, b'=')}" for key, value in environment.items()]
    if arguments:
        words += ["--", *(quote(argument) or EMPTY for argument in arguments)]
    return " ".join(words)
