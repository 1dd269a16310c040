"""`bigint`: an int of any size.

Compiled `int` has 64 bits. Where a program needs more it says so: `bigint(10) ** 50`. Under CPython
bigint is int, and its operators give bigints again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_OPERATORS = (
    "add sub mul floordiv mod divmod pow lshift rshift and or xor radd rsub rmul rfloordiv rmod"
    " rdivmod rpow rlshift rrshift rand ror rxor neg pos abs invert"
)


class bigint(int):
    """An int of any size, in compiled code too."""

    __slots__ = ()


def _kept(result: Any) -> Any:
    if type(result) is int:
        return bigint(result)
    return tuple(map(_kept, result)) if type(result) is tuple else result


def _operator(name: str) -> Callable[..., Any]:
    plain = getattr(int, name)

    def operate(self: bigint, *others: int) -> Any:
        return _kept(plain(self, *others))

    operate.__name__ = name
    return operate


for _name in _OPERATORS.split():
    setattr(bigint, f"__{_name}__", _operator(f"__{_name}__"))
