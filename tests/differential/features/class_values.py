"""Classes as values: in tables, variables, attributes, results and parameters."""

from __future__ import annotations


class Shape:
    def __init__(self, size: float) -> None:
        self.size = size

    def area(self) -> float:
        return 0.0

    @classmethod
    def unit(cls) -> Shape:
        return cls(1.0)

    @staticmethod
    def sides() -> int:
        return 0


class Circle(Shape):
    title = "round"

    def area(self) -> float:
        return 3.0 * self.size


class Square(Shape):
    title = "even"

    def area(self) -> float:
        return self.size * self.size

    @staticmethod
    def sides() -> int:
        return 4


SHAPES = {"circle": Circle, "square": Square}
KINDS: dict[str, type[Shape]] = {"circle": Circle, "square": Square}
LISTED = [Circle, Square]


def _named(name: str) -> float:
    return SHAPES[name](2.0).area()


def table() -> None:
    print(_named("circle"), _named("square"))
    try:
        print(_named("cube"))
    except KeyError as error:
        print("no", error)


def annotated_table() -> None:
    for name in ("square", "circle"):
        print(name, KINDS[name](3.0).area())


def items_of_a_table() -> None:
    for name, cls in SHAPES.items():
        print(name, cls.__name__, cls(1.5).area(), cls.title)


def names_in_a_comprehension() -> None:
    print([c.__name__ for c in SHAPES.values()], [c.__name__ for c in LISTED])


def loop_over_a_tuple() -> None:
    for cls in (Circle, Square):
        print(cls(1.5).area())


def loop_over_a_list() -> None:
    for cls in [Circle, Square]:
        print(cls.__name__, cls(1.5).area())


def variable() -> None:
    found: type[Shape] = Circle
    print(found.__name__, found is Circle, found is Square)
    found = Square
    print(found(2.0).area(), found == Square, found != Circle)


class _Holder:
    def __init__(self, kind: type[Shape]) -> None:
        self.kind = kind

    def make(self) -> Shape:
        return self.kind(1.0)


def attribute() -> None:
    print(_Holder(Circle).make().area(), _Holder(Square).make().area())


def _pick(big: bool) -> type[Shape]:
    return Circle if big else Square


def result() -> None:
    print(_pick(True)(2.0).area(), _pick(False)(2.0).area(), _pick(True).__name__)


def class_methods() -> None:
    for big in (True, False):
        print(_pick(big).unit().area(), _pick(big).sides())


def text() -> None:
    print(Circle, [Circle, Square])


def chosen_by_a_function(cls: type[Shape] = Circle) -> None:
    print(cls(2.0).area())


def _total(kinds: list[type[Shape]]) -> float:
    return sum(kind(2.0).area() for kind in kinds)


def parameter() -> None:
    print(_total([Circle, Square, Shape]))


def made_by_a_comprehension() -> None:
    print([kind(2.0).area() for kind in LISTED])


class _Low(ValueError):
    pass


class _High(ValueError):
    pass


def exceptions_in_a_list() -> None:
    for kind in (_Low, _High):
        try:
            raise kind("bad")
        except ValueError as error:
            print(type(error).__name__, error)


def optional_class() -> None:
    for name in ("circle", "cube"):
        kind = KINDS.get(name)
        print(name, "none" if kind is None else kind(1.0).area())


def keys() -> None:
    numbers: dict[type[Shape], int] = {Circle: 1, Square: 2}
    print(numbers[Circle], numbers[_pick(False)], Shape in numbers)


class Named:
    def __init__(self, number: int) -> None:
        self.number = number
        self.shown = self.__class__.__name__

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return self.number == other.number  # type: ignore[attr-defined, no-any-return]

    def __hash__(self) -> int:
        return hash(self.number)


class Renamed(Named):
    pass


def own_class_in_the_constructor() -> None:
    print(Named(1).shown, Renamed(2).shown)


def own_class_of_a_base_variable() -> None:
    things: list[Named] = [Named(1), Renamed(1)]
    for thing in things:
        print(thing.__class__.__name__, type(thing).__name__, thing.__class__ is Renamed)
        print(thing.__class__ == Named, thing.__class__ is not Named, type(thing) != Renamed)


def equal_when_of_the_same_class() -> None:
    print(Named(1) == Named(1), Named(1) == Renamed(1), Renamed(2) == Renamed(2))
    print(Named(1) == "x", Named(1) != Named(2), Named(1) == None)  # noqa: E711


def classes_of_two_objects() -> None:
    def same(a: Named, b: Named | None) -> tuple[bool, bool, bool]:
        return type(a) is type(b), a.__class__ == b.__class__, type(a) != b.__class__

    print(same(Named(1), Renamed(1)), same(Renamed(1), Renamed(2)), same(Named(1), None))


def class_of_an_object() -> None:
    def compared(one: Named, other: object) -> str:
        if one.__class__ is other.__class__:
            return f"both {other.__class__.__name__} {other.number}"  # type: ignore[attr-defined]
        return "different"

    print(compared(Named(1), Named(5)), compared(Renamed(1), Named(1)), compared(Named(1), 1))
    print(compared(Named(1), None), compared(Renamed(3), Renamed(4)))
