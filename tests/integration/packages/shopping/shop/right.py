"""Imports left, which imports this."""

from __future__ import annotations
from . import left as _left


def right(n: int) -> int:
    return 0 if n == 0 else 10 + _left.left(n - 1)
