"""`...` as a value."""

from types import EllipsisType
from typing import Any


class _Grid:
    def __getitem__(self, key: Any) -> str:
        if key is ...:
            return "all"
        return str(key)


def _area(width: float, height: float | EllipsisType = ...) -> float:
    if height is ...:
        height = width
    return width * height


def _pick(value: Any = ...) -> str:
    if value is ...:
        return "missing"
    return repr(value)


def _todo() -> None: ...


def main() -> None:
    print(_area(2.0), _area(2.0, 3.0))
    print(_pick(), _pick(None), _pick(3), _pick(...))
    print(_Grid()[...], _Grid()[1], repr(...), str(Ellipsis), ... is Ellipsis, ... == ...)
    kwargs: dict[str, Any] = {"a": 1}
    for n in ("a", "b"):
        value = kwargs.pop(n, ...)
        print(n, value, value is ..., value is not ..., isinstance(value, EllipsisType))
    xs = [1, ..., "x"]
    print(xs, xs.index(...), bool(...), type(...).__name__)
    _todo()
