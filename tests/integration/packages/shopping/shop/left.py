"""Imports right, which imports this."""

from __future__ import annotations
import shop.right


def left(n: int) -> int:
    return 0 if n == 0 else 1 + shop.right.right(n - 1)
