"""`keyword`: which words the language of the running Python keeps for itself."""

from __future__ import annotations

import keyword

_KEYWORDS = frozenset(keyword.kwlist)
_SOFT = frozenset(keyword.softkwlist)


def iskeyword(s: str) -> bool:
    return s in _KEYWORDS


def issoftkeyword(s: str) -> bool:
    return s in _SOFT
