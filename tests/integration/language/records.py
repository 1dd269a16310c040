"""dataclasses and enums."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, IntEnum, auto


@dataclass
class Point:
    x: int
    y: int = 0

    def norm(self) -> int:
        return self.x * self.x + self.y * self.y


@dataclass(frozen=True)
class Key:
    name: str
    number: int


@dataclass(order=True)
class Version:
    major: int
    minor: int


@dataclass(slots=True)
class Box:
    label: str
    items: list[int] = field(default_factory=list)
    parent: Box | None = None
    secret: int = field(default=7, repr=False)


@dataclass
class Named(Point):
    name: str = "none"

    def __post_init__(self) -> None:
        self.name = self.name.upper()


@dataclass(eq=False)
class Identity:
    value: int


@dataclass(kw_only=True)
class Options:
    verbose: bool = False
    level: int


class Color(Enum):
    RED = "r"
    GREEN = "g"
    BLUE = "b"

    @property
    def nice(self) -> str:
        return self.name.title()

    @classmethod
    def first(cls) -> Color:
        return cls.RED


class Level(IntEnum):
    LOW = 1
    MID = 5
    HIGH = 10


class Auto(Enum):
    ONE = auto()
    TWO = auto()


DEFAULT = Point(10, 20)
PALETTE = {Color.RED: 1, Color.BLUE: 3}


def paint(color: Color) -> int:
    if color is Color.RED:
        return 1
    if color == Color.GREEN:
        return 2
    return 3


def data() -> None:
    p = Point(3, 4)
    print(p, p.norm(), Point(1), Point(x=1, y=2), p == Point(3, 4), p != Point(4, 3), repr(p))
    p.x += 1
    print(p, DEFAULT, [Point(1), Point(2)], {"p": p})
    key = Key("a", 1)
    print(key, {key: "found"}[Key("a", 1)], key == Key("a", 2), hash(key) == hash(Key("a", 1)))
    print(
        Version(1, 2) < Version(1, 3),
        Version(2, 0) >= Version(1, 9),
        max(Version(1, 0), Version(0, 9)),
    )
    print(
        sorted([Version(2, 1), Version(1, 5)]), Named(1, 2), Named(1, 2, "n"), Named(1, name="kw")
    )
    a, b = Box("a"), Box("b", [1], Box("c"))
    a.items.append(5)
    print(a, b, a.secret, b.parent, Box("a").items, a == Box("a", [5]), isinstance(Named(1), Point))
    one, two = Identity(1), Identity(1)
    print(one == two, one == one, Options(level=3), Options(verbose=True, level=1).verbose)


def enums() -> None:
    print(
        Color.RED,
        Color.RED.name,
        Color.RED.value,
        repr(Color.GREEN),
        Color.RED is Color.RED,
        Color.RED == Color.BLUE,
    )
    print(
        [color.name for color in Color],
        [paint(c) for c in Color],
        Color("g"),
        Color["BLUE"],
        len(Color),
    )
    print(
        Color.GREEN.nice,
        Color.first(),
        PALETTE[Color.BLUE],
        Color.GREEN in PALETTE,
        isinstance(Color.RED, Color),
    )
    print(
        Level.MID,
        Level.MID.value,
        Level.MID + 1,
        Level.LOW < Level.HIGH,
        Level.HIGH > 7,
        Level(10).name,
        int(Level.LOW),
    )
    print(
        max(Level.LOW, Level.MID).name,
        Level.MID == 5,
        [0, 10, 20][Level.LOW],
        f"{Level.HIGH}",
        f"{Color.RED}",
    )
    print(Auto.ONE.value, Auto.TWO.value, Auto.TWO, Color.RED != Color.GREEN)
    try:
        Color("zzz")
    except ValueError as error:
        print(error)
    try:
        Level(2)
    except ValueError as error:
        print(error)


if __name__ == "__main__":
    data()
    enums()
