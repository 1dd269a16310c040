"""Numbers and tuples inside unions: the value in an object of its own; NotImplemented and `...`."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Box(Generic[T]):
    """An object that holds one value; the compiler makes and opens it."""

    value: T

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Box) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)

    def __str__(self) -> str:
        return str(self.value)

    def __repr__(self) -> str:
        return repr(self.value)


class NotImplementedType:
    """The class of NotImplemented."""

    def __repr__(self) -> str:
        return "NotImplemented"


NOT_IMPLEMENTED = NotImplementedType()


class EllipsisType:
    """The class of `...`."""

    def __repr__(self) -> str:
        return "Ellipsis"


ELLIPSIS = EllipsisType()
