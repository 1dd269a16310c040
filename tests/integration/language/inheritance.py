"""Several bases: mixins, fields on every side, diamonds, cooperative super(), ABC and Generic."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")


class Named:
    def __init__(self, name: str) -> None:
        self.name = name

    def greet(self) -> str:
        return f"hi {self.name}"


class Counted:
    step = 1

    def __init__(self) -> None:
        self.count = 0
        self.marks = []

    def bump(self) -> int:
        self.count += self.step
        self.marks.append(self.count)
        return self.count

    @property
    def twice(self) -> int:
        return self.count * 2


class Both(Named, Counted):
    step = 3

    def __init__(self, name: str) -> None:
        Named.__init__(self, name)
        Counted.__init__(self)
        self.extra = 2.5


class More(Both):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.flag = True

    def greet(self) -> str:
        return super().greet() + "!"


def use(counted: Counted) -> int:
    counted.count += 10
    return counted.bump()


def fields() -> None:
    both = Both("x")
    print(both.greet(), both.bump(), use(both), use(Counted()), both.count, both.extra, both.marks)
    more = More("y")
    print(more.greet(), more.bump(), use(more), more.twice, more.flag, more.marks)
    every: list[Counted] = [both, more, Counted()]
    print([(c.bump(), c.twice, c.marks[-1]) for c in every])
    things: list[object] = [both, Counted(), Named("q"), more, 3]
    for thing in things:
        kinds = [isinstance(thing, Counted), isinstance(thing, Named)]
        print(*kinds, isinstance(thing, Both), isinstance(thing, Counted | More))


class Top:
    def __init__(self) -> None:
        print("Top")
        self.top = 1

    def who(self) -> str:
        return "Top"


class Left(Top):
    def __init__(self) -> None:
        print("Left")
        super().__init__()
        self.left = 2

    def who(self) -> str:
        return "Left" + super().who()


class Right(Top):
    def __init__(self) -> None:
        print("Right")
        super().__init__()
        self.right = "r"

    def who(self) -> str:
        return "Right" + super().who()

    def size(self) -> int:
        return len(self.right) + self.top


class Bottom(Left, Right):
    def __init__(self) -> None:
        print("Bottom")
        super().__init__()
        self.bottom = 4.0

    def who(self) -> str:
        return "Bottom" + super().who()


class Under(Bottom):
    def size(self) -> int:
        return super().size() + 100


def right_of(item: Right) -> str:
    return item.right + str(item.size())


def diamonds() -> None:
    bottom = Bottom()
    print(bottom.who(), bottom.top, bottom.left, bottom.right, bottom.bottom, right_of(bottom))
    items: list[Top] = [Top(), Left(), Right(), bottom, Under()]
    print([i.who() for i in items])
    for item in items:
        if isinstance(item, Right):
            print(type(item).__name__, right_of(item), isinstance(item, Left))


class Shape(ABC):
    @abstractmethod
    def area(self) -> float: ...


class Logged:
    prefix: str = "log"
    lines: int

    def log(self, text: str) -> None:
        self.lines += 1
        print(f"[{self.prefix}] {type(self).__name__} {text} {self.lines}")


class Ordered(ABC):
    @abstractmethod
    def key(self) -> float: ...

    def __lt__(self, other: Ordered) -> bool:
        return self.key() < other.key()


class Square(Logged, Shape, Ordered):
    def __init__(self, side: float) -> None:
        self.side, self.lines = side, 0

    def area(self) -> float:
        self.log("area")
        return self.side**2

    def key(self) -> float:
        return self.area()


class Circle(Shape, Ordered, Logged):
    prefix = "circle"

    def __init__(self, radius: float) -> None:
        self.lines, self.radius = 10, radius

    def area(self) -> float:
        self.log("area")
        return 3 * self.radius**2

    def key(self) -> float:
        return self.area()


def mixins() -> None:
    shapes: list[Shape] = [Square(2.0), Circle(1.0)]
    print([s.area() for s in shapes])
    print(Square(1.0) < Circle(1.0), min(Circle(2.0), Circle(1.0)).radius)
    logged: list[Logged] = [Square(3.0), Circle(3.0)]
    for item in logged:
        item.log(item.prefix)


class Speaks(Protocol):
    def speak(self) -> str: ...


class Base:
    def __init__(self) -> None:
        self.id = 7


class Holder(Base, Generic[T]):
    def __init__(self, value: T) -> None:
        super().__init__()
        self.value = value

    def get(self) -> T:
        return self.value


class TextHolder(Holder[str], Speaks):
    def speak(self) -> str:
        return self.value.upper()


class Finder:
    def find(self) -> str:
        return "finder"


class Knower:
    def find(self) -> str:
        return "knower"


class Sleuth(Finder, Knower):
    """Seen as a Knower it still finds as a Finder."""


def ask(item: Knower) -> str:
    return item.find()


def generics() -> None:
    holder = TextHolder("abc")
    speaker: Speaks = holder
    print(holder.id, holder.get(), speaker.speak())
    things: list[object] = [holder, Holder(3), [1], 4]
    for thing in things:
        print(isinstance(thing, Base), isinstance(thing, Holder), isinstance(thing, TextHolder))
    print(ask(Sleuth()), ask(Knower()))


@dataclass
class Point:
    x: int
    y: int = 0


@dataclass
class Tagged:
    tag: str = "t"


@dataclass
class TaggedPoint(Tagged, Point):
    z: int = 5


def retag(item: Tagged, tag: str) -> None:
    item.tag += tag


class AppError(Exception):
    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class Missing(AppError, KeyError):
    pass


class Wrong(AppError, ValueError):
    pass


def raised() -> None:
    point = TaggedPoint(1, 2, "a")
    retag(point, "b")
    print(point, point == TaggedPoint(1, 2, "ab"))
    errors: list[Exception] = [Missing(404, "m"), Wrong(400, "w"), KeyError("k")]
    for error in errors:
        try:
            raise error
        except AppError as caught:
            print(caught.code, isinstance(caught, KeyError), isinstance(caught, ValueError))
        except LookupError as caught:
            print("lookup", caught)


if __name__ == "__main__":
    fields()
    diamonds()
    mixins()
    generics()
    raised()
