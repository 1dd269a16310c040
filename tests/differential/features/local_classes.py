"""Classes inside functions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Generic, NamedTuple, Optional, Protocol, TypeVar


def simple() -> None:
    class Positive:
        def __init__(self, n: int) -> None:
            if n < 0:
                raise ValueError(f"{n} is negative")
            self.n = n

    print(Positive(1).n)
    try:
        print(Positive(-1).n)
    except ValueError as e:
        print(e)


def inherits() -> None:
    class Base:
        def run(self) -> str:
            raise NotImplementedError("run is abstract")

    class Real(Base):
        def run(self) -> str:
            return "runs"

    for thing in (Real(), Base()):
        try:
            print(thing.run())
        except NotImplementedError as error:
            print("missing:", error)
    xs: list[Base] = [Real(), Real()]
    print([x.run() for x in xs], type(xs[0]).__name__, isinstance(xs[0], Real))


def errors() -> None:
    class AppError(Exception):
        def __init__(self, code: int) -> None:
            super().__init__(f"code {code}")
            self.code = code

    class NotFound(AppError):
        pass

    try:
        raise NotFound(4)
    except AppError as e:
        print(type(e).__name__, e, e.code)
    raise AppError(7)


def data() -> None:
    @dataclass
    class Point:
        x: int
        y: int = 2
        tags: list[str] = field(default_factory=list)

        def moved(self, by: int) -> Point:
            return Point(self.x + by, self.y, self.tags)

    @dataclass(frozen=True, order=True)
    class Pair:
        a: Point | None
        b: float

    p = Point(1)
    print(p, p.moved(3), p == Point(1), Pair(None, 2.5))
    ps: list[Point] = [p, p.moved(1)]
    print([q.x for q in ps])


def node() -> None:
    class Node:
        def __init__(self, value: int, next: Optional[Node] = None) -> None:
            self.value = value
            self.next = next

    class Chain:
        def __init__(self) -> None:
            self.head: Node | None = None

        def push(self, v: int) -> None:
            self.head = Node(v, self.head)

        def items(self) -> list[int]:
            out = []
            n = self.head
            while n is not None:
                out.append(n.value)
                n = n.next
            return out

    c = Chain()
    for i in range(3):
        c.push(i)
    print(c.items())


def misc() -> None:
    class Color(Enum):
        RED = 1
        BLUE = 2

    class P(NamedTuple):
        x: int
        y: int = 3

    class Shape(ABC):
        @abstractmethod
        def area(self) -> float: ...
        @property
        def double(self) -> float:
            return self.area() * 2

    class Sq(Shape):
        def __init__(self, s: float) -> None:
            self.s = s

        def area(self) -> float:
            return self.s**2

        @staticmethod
        def unit() -> Sq:
            return Sq(1.0)

        @classmethod
        def make(cls, s: float) -> Sq:
            return cls(s)

    print(Color.RED, Color(2).name, P(1), Sq(2.0).double, Sq.unit().area(), Sq.make(3.0).area())

    def helper(s: Shape) -> float:
        return s.area()

    print(helper(Sq(4.0)))


def counted() -> None:
    class Counter:
        count = 0
        seen: list[int] = []

        def __init__(self) -> None:
            Counter.count += 1
            Counter.seen.append(Counter.count)

    Counter()
    Counter()
    print(Counter.count, Counter.seen)


def forward() -> None:
    class A:
        def other(self) -> B:
            return B(1)

    class B:
        def __init__(self, n: int) -> None:
            self.n = n

    print(A().other().n)


def counted_again() -> None:
    counted()


def derived_dataclasses() -> None:
    @dataclass
    class Base:
        x: int

    @dataclass
    class Derived(Base):
        y: int = 0

    class Plain(Derived):
        pass

    items: list[Base] = [Base(1), Derived(2, 3), Plain(4)]
    print(items, items[0] == items[1], items[1] == Derived(2, 3))


def local_manager() -> None:
    class Manager:
        def __enter__(self) -> Manager:
            print("enter")
            return self

        def __exit__(self, kind: object, error: object, trace: object) -> bool:
            print("exit", error is None)
            return True

    with Manager():
        raise ValueError("x")
    with Manager() as m:
        print(type(m).__name__)


class Animal:
    def speak(self) -> str:
        return "..."

    def twice(self) -> str:
        return self.speak() * 2


def below_a_module_class() -> None:
    class Dog(Animal):
        def speak(self) -> str:
            return "Woof"

    class Cat(Animal):
        def speak(self) -> str:
            return "Meow " + super().speak()

    for animal in (Dog(), Cat(), Animal()):
        print(animal.twice(), isinstance(animal, Dog))


def same_name_elsewhere() -> None:
    class Dog:
        def bark(self) -> int:
            return 3

    print(Dog().bark())


def nested_function_in_method() -> None:
    def double(n: int) -> int:
        return n * 2

    class Box:
        def __init__(self, n: int) -> None:
            self.n = double(n)

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Box) and self.n == other.n

        def __lt__(self, other: Box) -> bool:
            return self.n < other.n

        def __repr__(self) -> str:
            def shown(box: Box) -> str:
                return f"Box({box.n})"

            return shown(self)

    def make(n: int) -> Box:
        return Box(n)

    boxes = [make(3), make(1)]
    print(sorted(boxes), boxes[0] == Box(3), max(boxes))


def iterates() -> None:
    class Countdown:
        def __init__(self, start: int) -> None:
            self.start = start

        def __iter__(self) -> Iterator[int]:
            n = self.start
            while n > 0:
                yield n
                n -= 1

    print(list(Countdown(3)), sum(Countdown(4)))


def inner_classes() -> None:
    class Outer:
        class Inner:
            def __init__(self) -> None:
                self.n = 1

        def __init__(self) -> None:
            self.inner = Outer.Inner()

    print(Outer().inner.n)


def exceptions_caught_by_class() -> None:
    class First(ValueError):
        pass

    class Second(First):
        """Says where."""

    def fail(n: int) -> None:
        if n == 1:
            raise First("one")
        if n == 2:
            raise Second("two") from First("cause")

    for n in range(3):
        try:
            fail(n)
        except Second as error:
            print("second", error, repr(error.__cause__))
        except ValueError as error:
            print("value", repr(error))
        else:
            print("none")


T = TypeVar("T")


def generic() -> None:
    class Stack(Generic[T]):
        def __init__(self) -> None:
            self.items: list[T] = []

        def push(self, item: T) -> None:
            self.items.append(item)

        def pop(self) -> T:
            return self.items.pop()

    numbers: Stack[int] = Stack()
    numbers.push(3)
    words = Stack[str]()
    words.push("a")
    print(numbers.pop() + 1, words.pop() + "b")


def protocol() -> None:
    class Speaks(Protocol):
        def speak(self) -> str: ...

    class Robot:
        def speak(self) -> str:
            return "beep"

    def say(x: Speaks) -> None:
        print(x.speak())

    say(Robot())
    say(Animal())
