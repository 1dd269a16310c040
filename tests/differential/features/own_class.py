"""What the object's own class decides: static and class methods, special methods of subclasses."""

from __future__ import annotations

from dataclasses import dataclass


class A:
    tag = "1"

    @staticmethod
    def kind(n: int = 0) -> str:
        return f"a{n}"

    @classmethod
    def make(cls) -> str:
        return cls.__name__ + cls.tag

    def both(self) -> str:
        return self.kind(3) + self.make()


class B(A):
    tag = "2"

    @staticmethod
    def kind(n: int = 0) -> str:
        return f"b{n}"


class C(A):
    @classmethod
    def make(cls) -> str:
        return "c" + super().make()


class Thing:
    pass


class Number(Thing):
    def __init__(self, n: int) -> None:
        self.n = n

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Number) and other.n == self.n

    def __hash__(self) -> int:
        return hash(self.n)

    def __repr__(self) -> str:
        return f"Number({self.n})"

    def __bool__(self) -> bool:
        return self.n > 0


class Always(Thing):
    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 1

    def __str__(self) -> str:
        return "always"

    def __repr__(self) -> str:
        return "Always()"


class Shape:
    def area(self) -> int:
        return 0


@dataclass(frozen=True)
class Square(Shape):
    side: int

    def area(self) -> int:
        return self.side * self.side


@dataclass(frozen=True)
class Line(Shape):
    length: int


class Node:
    pass


class Leaf(Node):
    def __str__(self) -> str:
        return "leaf"


def _made(n: int) -> Thing:
    if n < 0:
        return Always()
    return Number(n) if n < 5 else Thing()


def static_and_class_methods() -> None:
    things: list[A] = [A(), B(), C()]
    for thing in things:
        print(thing.kind(), thing.kind(n=2), thing.make(), thing.both())
    print([t.kind(1) for t in things])


def equality() -> None:
    print(_made(1) == _made(1), _made(1) == _made(2), _made(6) == _made(6), _made(6) != _made(7))
    thing = _made(9)
    print(thing == thing, _made(-1) == _made(9), _made(9) == _made(-1), _made(1) != _made(1))
    print(_made(2) in [_made(1), _made(2)], [_made(1), thing].index(thing))


def hashes() -> None:
    thing = _made(8)
    seen = {_made(1), _made(1), _made(2), thing, thing}
    print(len(seen), hash(_made(3)) == hash(3), thing in seen, _made(9) in seen)


def truth() -> None:
    print(bool(_made(0)), bool(_made(3)), bool(_made(7)))
    print("yes" if _made(0) else "no", not _made(9))


def texts() -> None:
    print(_made(1), repr(_made(2)), [_made(3)], f"{_made(4)} {_made(-1)} {_made(-1)!r}")
    print(str(_made(9)).startswith("<"), "Thing object at 0x" in repr(_made(9)))


def records_below() -> None:
    shapes: list[Shape] = [Square(2), Line(3), Square(2), Shape()]
    print(shapes[0] == shapes[2], shapes[0] == shapes[1], shapes[0] != shapes[3], shapes[:2])
    print(len(set(shapes)), sum(s.area() for s in set(shapes)))


def text_of_some() -> None:
    for node in (Leaf(), Node()):
        print(str(node)[:4].strip("<_"))


class Kind:
    n = 1
    m = 2
    k = 5


@dataclass
class Recorded(Kind):
    n: int = 0


class Given(Kind):
    def __init__(self, m: int) -> None:
        self.m = m


class Late(Kind):
    def later(self) -> None:
        self.k += 3


class GivenBelow(Given):
    m = 9
    k = 6


def fields_in_front_of_class_values() -> None:
    late = Late()
    kinds: list[Kind] = [Recorded(10), Given(4), Kind(), late, GivenBelow(7)]
    for _ in range(2):
        print([(kind.n, kind.m, kind.k) for kind in kinds])
        late.later()
    print(Kind.n, Recorded.n, GivenBelow.m, Late().k, late.k)


class Counted:
    made = 0

    def __init__(self) -> None:
        Counted.made += 1


class Own(Counted):
    def __init__(self) -> None:
        super().__init__()
        self.made = 100


def field_in_front_of_a_class_variable() -> None:
    every: list[Counted] = [Counted(), Own(), Counted()]
    print([counted.made for counted in every], Counted.made)
