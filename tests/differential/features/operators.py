"""Operators of classes: NotImplemented, reflected methods, protocols of sequences and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import total_ordering


class Vector:
    def __init__(self, x: float, y: float) -> None:
        self.x, self.y = x, y

    def __add__(self, other: object) -> Vector:
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, other: float | Vector) -> Vector:
        if isinstance(other, Vector):
            return Vector(self.x * other.x, self.y * other.y)
        if isinstance(other, (int, float)):
            return Vector(self.x * other, self.y * other)
        return NotImplemented

    __rmul__ = __mul__

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Vector):
            return NotImplemented
        return self.x == other.x and self.y == other.y

    def __hash__(self) -> int:
        return hash((self.x, self.y))

    def __repr__(self) -> str:
        return f"Vector({self.x}, {self.y})"

    def __matmul__(self, other: Vector) -> float:
        return self.x * other.x + self.y * other.y

    def __iter__(self) -> Iterator[float]:
        yield self.x
        yield self.y

    def __abs__(self) -> float:
        return (self.x**2 + self.y**2) ** 0.5

    def __neg__(self) -> Vector:
        return Vector(-self.x, -self.y)


class Meters:
    def __init__(self, n: int) -> None:
        self.n = n

    def __radd__(self, other: int | str) -> str:
        return f"{other} and {self.n} m"

    def __sub__(self, other: object) -> int:
        if isinstance(other, Meters):
            return self.n - other.n
        if isinstance(other, int):
            return self.n - other
        return NotImplemented

    def __rsub__(self, other: object) -> int:
        if isinstance(other, int):
            return other - self.n
        return NotImplemented

    def __iadd__(self, other: int) -> Meters:
        self.n += other
        return self


@total_ordering
class Version:
    def __init__(self, n: int) -> None:
        self.n = n

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Version):
            return NotImplemented
        return self.n == other.n

    def __lt__(self, other: Version) -> bool:
        return self.n < other.n


class Left:
    def __lt__(self, other: object) -> bool:
        print("Left <")
        return NotImplemented


class Right:
    def __gt__(self, other: object) -> bool:
        print("Right >")
        return True


class Shape:
    def __init__(self, area: int) -> None:
        self.area = area

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Shape):
            return self.area == other.area
        return NotImplemented

    def __lt__(self, other: object) -> bool:
        if isinstance(other, Shape):
            return self.area < other.area
        return NotImplemented


class Square(Shape):
    def __init__(self, side: int) -> None:
        super().__init__(side * side)
        self.side = side

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Square):
            return self.side == other.side
        return super().__eq__(other)


class Squares:
    def __init__(self, n: int) -> None:
        self.n = n

    def __getitem__(self, at: int) -> int:
        if at >= self.n:
            raise IndexError("end")
        return at * at

    def __len__(self) -> int:
        return self.n


class Items:
    def __init__(self, items: list[str]) -> None:
        self.items = items

    def __iter__(self) -> Iterator[str]:
        for item in self.items:
            yield item


class Number:
    def __init__(self, value: int) -> None:
        self.value = value

    def __int__(self) -> int:
        return self.value

    def __float__(self) -> float:
        return float(self.value)

    def __index__(self) -> int:
        return self.value

    def __round__(self, digits: int = 0) -> int:
        return self.value + digits

    def __divmod__(self, other: int) -> tuple[int, int]:
        return divmod(self.value, other)

    def __bool__(self) -> bool:
        return self.value != 0

    def __pow__(self, other: int) -> int:
        return self.value**other

    def __floordiv__(self, other: int) -> int:
        return self.value // other

    def __bytes__(self) -> bytes:
        return b"number"

    def __pos__(self) -> int:
        return self.value

    def __invert__(self) -> int:
        return ~self.value


def vectors() -> None:
    v = Vector(1.0, 2.0)
    print(v + Vector(1.0, 1.0), v * 2.0, 2.0 * v, v * v, v @ v, abs(v), -v, list(v))
    x, y = v
    print(x, y, v * 3, 3 * v)


def equality_with_anything() -> None:
    v = Vector(1.0, 2.0)
    print(v == Vector(1.0, 2.0), v != Vector(1.0, 2.0), v == 3, v != "a", 3 == v, v == None)  # noqa: E711
    print(v in [Vector(0.0, 0.0), v], [v] == [Vector(1.0, 2.0)], {v: 1}[Vector(1.0, 2.0)])


def equality_with_a_union() -> None:
    v = Vector(1.0, 2.0)
    others: list[Vector | int | str] = [1, "a", Vector(1.0, 2.0)]
    print([v == o for o in others], [o == v for o in others])


def unsupported_add() -> None:
    print(Vector(1.0, 2.0) + 3)


def unsupported_reflected() -> None:
    print("a" * Vector(1.0, 2.0))


def unsupported_concatenation() -> None:
    print("a" + Plain())


class Plain:
    def __radd__(self, other: object) -> str:
        if isinstance(other, int):
            return "int"
        return NotImplemented


def unsupported_of_union() -> None:
    values: list[Vector | str] = [Vector(1.0, 0.0), "s"]
    for value in values:
        print(Vector(1.0, 2.0) + value)


def reflected() -> None:
    print(1 + Meters(2), "a" + Meters(3), Meters(5) - Meters(2), Meters(5) - 1, 9 - Meters(4))


def reflected_declines() -> None:
    print("a" - Meters(1))


def in_place() -> None:
    meters = Meters(1)
    meters += 4
    print(meters.n)


def total_order() -> None:
    print(Version(1) <= Version(2), Version(3) >= Version(4), Version(1) > Version(0))
    print(max(Version(1), Version(5)).n, [v.n for v in sorted([Version(3), Version(1)])])
    print(Version(1) == Version(1), Version(1) != Version(1), Version(1) == "1")


def other_side_is_asked() -> None:
    print(Left() < Right())


def nobody_answers() -> None:
    print(Left() < Left())


def order_of_subclasses() -> None:
    shapes = [Square(3), Shape(4), Square(1)]
    print([s.area for s in sorted(shapes)], min(shapes).area)
    print(Square(2) == Shape(4), Shape(4) == Square(2), Square(2) == Square(2), Shape(1) == 1)


def not_implemented_itself() -> None:
    print(Vector(1.0, 1.0).__eq__(3) is NotImplemented, Vector(1.0, 1.0).__eq__(3))
    print(Vector(1.0, 1.0).__eq__(Vector(1.0, 1.0)) is NotImplemented)


def sequence_by_getitem() -> None:
    squares = Squares(4)
    print([x for x in squares], 9 in squares, 5 in squares, list(squares), sum(squares))
    for x in reversed(squares):
        print(x)
    print(squares[2], len(squares), max(squares), sorted(squares, reverse=True))


def membership_by_iter() -> None:
    items = Items(["a", "b"])
    print("a" in items, "z" in items, list(items), ",".join(items))


def numbers() -> None:
    n = Number(3)
    print(int(n), float(n), [10, 20, 30, 40][n], round(n), round(n, 2), divmod(n, 2), bool(n))
    print(n**2, n // 2, bytes(n), hex(n), bin(n), +n, ~n)
