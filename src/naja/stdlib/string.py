"""`string`: what works on text at run time; the constants are build-time values."""

from __future__ import annotations


def capwords(s: str, sep: str | None = None) -> str:
    """Each word with a capital letter; without a separator, spaces between them become one."""
    return (" " if sep is None else sep).join([word.capitalize() for word in s.split(sep)])
