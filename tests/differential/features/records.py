"""dataclasses and named tuples with all their options."""

from __future__ import annotations

from collections import namedtuple
from dataclasses import KW_ONLY, InitVar, asdict, astuple, dataclass, field, replace
from typing import ClassVar, Generic, NamedTuple, TypeVar

T = TypeVar("T")


@dataclass(order=True)
class Item:
    sort: int = field(init=False, repr=False)
    name: str
    price: float = field(compare=False)
    tags: list[str] = field(default_factory=list, compare=False)
    count: ClassVar[int] = 3

    def __post_init__(self) -> None:
        self.sort = len(self.name)


@dataclass
class Config:
    a: int
    _: KW_ONLY
    b: int = 2
    c: str = "c"


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 0


@dataclass
class Line:
    start: Point
    end: Point | None
    via: list[Point]
    named: dict[str, Point]
    pair: tuple[Point, int]


@dataclass
class Scaled:
    base: int
    factor: InitVar[int] = 2
    result: int = 0

    def __post_init__(self, factor: int) -> None:
        self.result = self.base * factor


@dataclass(unsafe_hash=True)
class Hashed:
    a: int
    b: str = field(hash=False)


@dataclass
class Node(Generic[T]):
    value: T
    next: Node[T] | None = None


@dataclass
class Base:
    a: int = 1

    def double(self) -> int:
        return self.a * 2


@dataclass
class Sub(Base):
    b: str = "b"


class Plain(Base):
    pass


@dataclass(eq=False)
class Identity:
    a: int


@dataclass(kw_only=True)
class Options:
    verbose: bool = False
    level: int


class Employee(NamedTuple):
    name: str
    id: int = 3

    def show(self) -> str:
        return f"{self.name}:{self.id}"

    @property
    def upper(self) -> str:
        return self.name.upper()


Pixel = namedtuple("Pixel", ["x", "y"])
Color = namedtuple("Color", "r g b", defaults=[0])


def ordered() -> None:
    one, two = Item("abc", 2.5), Item("ab", 9.0, ["t"])
    print(one, two, one > two, Item.count, one == Item("abc", 7.0), sorted([one, two])[0].name)


def keyword_only() -> None:
    print(Config(1, b=5), replace(Config(1), b=9), Options(level=3), Options(verbose=True, level=1))


def converted_to_dict() -> None:
    line = Line(Point(1), Point(2, 3), [Point(4)], {"n": Point(5)}, (Point(6), 7))
    print(asdict(line))
    print(asdict(Point(1)), asdict(Sub()), asdict(Line(Point(0), None, [], {}, (Point(1), 2))))


def converted_to_tuple() -> None:
    print(astuple(Point(1, 2)), astuple(Sub(3, "z")))


def copies_are_apart() -> None:
    item = Item("n", 1.0, ["a"])
    taken = asdict(item)
    item.tags.append("b")
    print(taken, item)


def init_only() -> None:
    print(Scaled(3), Scaled(3, 5), Scaled(2, factor=4).result)


def hashing() -> None:
    print(hash(Hashed(1, "a")) == hash(Hashed(1, "b")), Hashed(1, "a") == Hashed(1, "b"))
    print({Point(1): "p"}[Point(1)], len({Point(1), Point(1, 0), Point(2)}))


def matching() -> None:
    match Point(1, 2):
        case Point(0, y):
            print("zero", y)
        case Point(x, 2):
            print("two", x)


def frozen_replaced() -> None:
    print(replace(Point(1), y=4), Point(1) == Point(1, 0))


def generic() -> None:
    print(Node(1, Node(2)), Node("a"), Node(1) == Node(1))


def inherited() -> None:
    print(Sub(), Sub(2, "z").double(), Base(3), Sub() == Sub(), Base(1) == Sub(1))


def plain_subclass_shows_its_name() -> None:
    print(Plain(4), repr(Plain()))


def equal_to_others() -> None:
    print(Point(1) == 3, Point(1) != "a", Base(1) == None, Identity(1) == Identity(1))  # noqa: E711


def named_tuples() -> None:
    one = Employee("bob")
    print(one, one.show(), one.upper, one._replace(id=9), one._asdict(), Employee._fields)
    print(one[0], one[1], len(one), one == ("bob", 3), one < Employee("cob"), "bob" in one)
    name, number = one
    print(name, number, hash(one) == hash(Employee("bob")), {one: 1}[Employee("bob")])


def named_tuples_matched() -> None:
    match Employee("al", 5):
        case Employee(name, 5):
            print(name)


def collections_named_tuples() -> None:
    pixel = Pixel(1, 2)
    print(pixel, pixel.x + pixel.y, pixel._replace(x=5), Color(1, 2), Color(1, 2, 3)._asdict())
    x, y = pixel
    print(x, y, [Pixel(3, 4)], Pixel._fields)
