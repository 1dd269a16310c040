"""Enums: members with fields, flags, texts, look-up, aliases, methods."""

from __future__ import annotations

from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)

    def __init__(self, mass: float, radius: float) -> None:
        self.mass = mass
        self.radius = radius

    @property
    def gravity(self) -> float:
        return round(self.mass / self.radius**2, 4)


class Coin(Enum):
    PENNY = 1, "penny"
    DIME = 10, "dime"

    label: str

    def __new__(cls, value: int, label: str) -> Coin:
        made = object.__new__(cls)
        made._value_ = value
        made.label = label
        return made


class Permission(Flag):
    READ = auto()
    WRITE = auto()
    RUN = auto()
    BOTH = READ | WRITE


class Bits(IntFlag):
    ONE = 1
    TWO = 2
    FOUR = 4


@unique
class Shade(StrEnum):
    RED = auto()
    BLUE = "blue!"


class Operator(str, Enum):
    PLUS = "+"
    MINUS = "-"


class Number(int, Enum):
    ONE = 1
    TWO = 2


class Level(IntEnum):
    LOW = 1
    HIGH = 3

    @classmethod
    def _missing_(cls, value: object) -> Level | None:
        return cls.LOW if value == 77 else None


class Named(Enum):
    def describe(self) -> str:
        return f"{self.name.lower()} is {self.value}"


class Letter(Named):
    A = "a"
    B = "b"
    C = A


class Printed(Enum):
    X = 1
    Y = 2

    def __str__(self) -> str:
        return f"<{self.name}>"

    def next(self) -> Printed:
        members = list(Printed)
        return members[(members.index(self) + 1) % len(members)]

    @classmethod
    def first(cls) -> Printed:
        return cls.X

    @staticmethod
    def parse(text: str) -> Printed:
        return Printed[text.upper()]


class Mixed(Enum):
    NUMBER = 1
    TEXT = "one"
    NOTHING = None
    PAIR = (1, 2)


class Scored:
    def score(self) -> int:
        return 7


class Game(Scored, Enum):
    CHESS = 1
    GO = 2


Animal = Enum("Animal", "CAT DOG")


def fields_from_init() -> None:
    for planet in Planet:
        print(planet, planet.name, planet.value, planet.mass, planet.gravity)
    print(Planet.EARTH.radius, repr(Planet.MARS), Planet((5.97, 6.37)))


def fields_from_new() -> None:
    print([(c, c.value, c.label) for c in Coin], Coin(10).label)


def flags_combined() -> None:
    both = Permission.READ | Permission.RUN
    print(both, both.value, both.name, repr(both), bool(both & Permission.WRITE))
    print(Permission.READ in both, Permission.WRITE in both, both == Permission(5))
    print(both is Permission.READ | Permission.RUN, Permission.READ | Permission.WRITE)


def flags_inverted() -> None:
    print(~Permission.READ, ~Permission.BOTH, Permission.READ ^ Permission.BOTH, ~Permission(0))


def flags_empty() -> None:
    none = Permission(0)
    print(none, repr(none), none.name, bool(none), len(none), list(none))


def flags_iterated() -> None:
    print(list(Permission), list(Permission.BOTH), len(Permission.BOTH), len(Permission))
    print([p.name for p in Permission.BOTH | Permission.RUN])


def flags_augmented() -> None:
    mine = Permission.READ
    mine |= Permission.WRITE
    print(mine is Permission.BOTH, mine)
    mine &= ~Permission.READ
    print(mine, f"{mine:>18}|")


def flags_as_keys() -> None:
    table = {Permission.READ: "r", Permission.READ | Permission.RUN: "rx"}
    print(table[Permission(5)], table[Permission.READ], Permission.WRITE in table)


def flag_out_of_range() -> None:
    print(Permission(8))


def flag_negative() -> None:
    print(Permission(-2), Permission(-1))


def int_flags() -> None:
    print(Bits.ONE | Bits.TWO, repr(Bits.ONE | Bits.TWO), Bits.ONE + Bits.TWO, int(Bits.FOUR))
    print(Bits.TWO in Bits(3), Bits.ONE == 1, repr(~Bits.ONE), ~Bits.TWO, Bits.ONE < Bits.TWO)
    print(repr(Bits.ONE | 4), repr(4 | Bits.TWO), repr(Bits(7) & 5), Bits(6).name)


def int_flags_unknown_bits() -> None:
    print(repr(Bits(8)), repr(Bits(9)), Bits(9).name, Bits(0), repr(Bits(0)))


def texts() -> None:
    print(Shade.RED, repr(Shade.RED), Shade.BLUE == "blue!", Shade.RED.upper(), len(Shade.BLUE))
    print(f"{Shade.RED:>5}|{Shade.BLUE!r}", Shade.RED + "x", "x" + Shade.RED, Shade("red").name)
    print(sorted([Shade.RED, Shade.BLUE]), Shade.RED[0], "l" in Shade.BLUE, Shade.RED < "s")


def text_taken_as_str() -> None:
    print(_length(Shade.BLUE), ",".join([Shade.RED, Shade.BLUE]))


def _length(text: str) -> int:
    return len(text)


def text_mixin() -> None:
    print(Operator.PLUS, repr(Operator.PLUS), f"{Operator.MINUS}", f"{Operator.PLUS:>14}")
    print(Operator.PLUS == "+", Operator("-").name, Operator.PLUS.value, Operator.PLUS != "-")


def int_mixin() -> None:
    print(Number.ONE, repr(Number.TWO), f"{Number.ONE}", Number.ONE + 1, Number.TWO == 2)


def int_enum() -> None:
    print(Level.HIGH > Level.LOW, Level.HIGH + 1, max(Level.LOW, Level.HIGH), Level.HIGH == 3)
    print(sorted([Level.HIGH, Level.LOW]), int(Level.HIGH), [10, 20, 30, 40][Level.HIGH])
    print(f"{Level.HIGH} {Level.HIGH!r} {Level.HIGH:3d}|", -Level.LOW, hash(Level.LOW) == hash(1))


def missing_found() -> None:
    print(repr(Level(77)), repr(Level(3)))


def missing_not_found() -> None:
    print(Level(5))


def inherited_methods() -> None:
    print(Letter.A.describe(), Letter.B.describe(), Letter.C.describe(), Letter.C is Letter.A)
    anything: Named = Letter.B
    print(anything.describe())


def own_text() -> None:
    print(
        Printed.X, f"{Printed.Y}", f"{Printed.Y:>5}|", str(Printed.X), [Printed.X], repr(Printed.Y)
    )


def own_methods() -> None:
    print(Printed.X.next(), Printed.Y.next(), Printed.first(), Printed.parse("y"))


def members_by_name() -> None:
    for name, member in Letter.__members__.items():
        print(name, member)
    print(list(Letter.__members__), "C" in Letter.__members__, len(Letter))


def look_up_fails() -> None:
    try:
        print(Printed["Z"])
    except KeyError as error:
        print("KeyError", error)
    print(Printed(9))


def as_keys_and_in_sets() -> None:
    table = {Printed.X: 1}
    table[Printed.Y] = 2
    print(table[Printed.X], Printed.Y in table, {p.name: p.value for p in Printed})
    chosen = {Printed.X, Printed.X}
    print(len(chosen), Printed.Y in chosen)


def membership() -> None:
    print(Printed.X in Printed, Printed.X in (Printed.Y, Printed.X), Printed.X in [Printed.Y])


def mixed_values() -> None:
    for member in Mixed:
        print(member.name, member.value, repr(member))
    print(Mixed("one"), Mixed(None), Mixed((1, 2)))


def plain_mixin() -> None:
    print(Game.CHESS.score(), Game.GO, [g.score() for g in Game])


def functional() -> None:
    print(Animal.CAT, Animal.DOG.value, len(Animal))


def matched() -> None:
    for member in Printed:
        match member:
            case Printed.X:
                print("first")
            case Printed.Y:
                print("second")


def is_instance() -> None:
    print(isinstance(Shade.RED, str), isinstance(Level.LOW, int), isinstance(Printed.X, Printed))


def class_name() -> None:
    print(type(Printed.X).__name__, Printed.X.__class__.__name__, Printed.__name__)


def _names() -> list[str]:
    return ["hot", "b"]


class Temperature(StrEnum):
    HOT = "hot"
    COLD = "cold"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


def values_among_members() -> None:
    print(
        "hot" in list(Temperature),
        "warm" in list(Temperature),
        [n in list(Temperature) for n in _names()],
    )
    print(2 in list(Level), 3 in set(Level), 1 in [m for m in Level], "x" not in tuple(Temperature))
