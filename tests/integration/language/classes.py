"""Classes: construction, inheritance, dispatch, properties, static and class methods, special methods."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar


class Animal:
    kingdom = "animalia"
    count: ClassVar[int] = 3

    def __init__(self, name: str, legs: int = 4) -> None:
        self.name = name
        self.legs = legs
        self._mood = "calm"

    def speak(self) -> str:
        return "..."

    def describe(self) -> str:
        return f"{self.name} ({self.legs}) says {self.speak()}"

    @property
    def mood(self) -> str:
        return self._mood

    @mood.setter
    def mood(self, value: str) -> None:
        self._mood = value.strip()

    @staticmethod
    def valid(legs: int) -> bool:
        return legs >= 0

    @classmethod
    def make(cls, name: str) -> Animal:
        return cls(name)


class Dog(Animal):
    def speak(self) -> str:
        return "Woof"


class Puppy(Dog):
    def __init__(self, name: str) -> None:
        super().__init__(name, 4)
        self.age = 0

    def speak(self) -> str:
        return super().speak().lower() + "!"

    def grow(self) -> Puppy:
        self.age += 1
        return self


class Bird(Animal):
    kingdom = "aves"

    def __init__(self, name: str) -> None:
        Animal.__init__(self, name, legs=2)


class Shape(ABC):
    @abstractmethod
    def area(self) -> float: ...

    def doubled(self) -> float:
        return self.area() * 2


class Square(Shape):
    def __init__(self, side: float) -> None:
        self.side = side

    def area(self) -> float:
        return self.side**2


class Circle(Shape):
    def __init__(self, radius: float) -> None:
        self.radius = radius

    def area(self) -> float:
        return 3.0 * self.radius**2


class Vector:
    def __init__(self, x: int, y: int) -> None:
        self.x = x
        self.y = y

    def __add__(self, other: Vector) -> Vector:
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other: Vector) -> Vector:
        return Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, factor: int) -> Vector:
        return Vector(self.x * factor, self.y * factor)

    def __rmul__(self, factor: int) -> Vector:
        return self * factor

    def __neg__(self) -> Vector:
        return Vector(-self.x, -self.y)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vector) and self.x == other.x and self.y == other.y

    def __hash__(self) -> int:
        return hash((self.x, self.y))

    def __lt__(self, other: Vector) -> bool:
        return (self.x, self.y) < (other.x, other.y)

    def __repr__(self) -> str:
        return f"Vector({self.x}, {self.y})"

    def __bool__(self) -> bool:
        return self.x != 0 or self.y != 0


class Bag:
    """Has the special methods of a container."""

    def __init__(self) -> None:
        self.items: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, key: str) -> int:
        return self.items[key]

    def __setitem__(self, key: str, value: int) -> None:
        self.items[key] = value

    def __delitem__(self, key: str) -> None:
        del self.items[key]

    def __contains__(self, key: str) -> bool:
        return key in self.items

    def __call__(self, key: str) -> int:
        return self.items.get(key, -1)


class Countdown:
    def __init__(self, start: int) -> None:
        self.at = start

    def __iter__(self) -> Countdown:
        return self

    def __next__(self) -> int:
        if self.at == 0:
            raise StopIteration
        self.at -= 1
        return self.at


class Counter:
    def __init__(self) -> None:
        self.value = 0

    def bump(self, by: int = 1) -> Counter:
        self.value += by
        return self


class Temperature:
    __slots__ = ("_celsius",)

    def __init__(self, celsius: float) -> None:
        self._celsius = celsius

    @property
    def fahrenheit(self) -> float:
        return self._celsius * 9 / 5 + 32


def animals() -> None:
    rex, tweety, pup = Dog("Rex"), Bird("Tweety"), Puppy("Bit")
    for animal in [rex, tweety, pup, Animal("Thing", legs=0)]:
        print(
            animal.describe(), animal.kingdom, isinstance(animal, Dog), isinstance(animal, Animal)
        )
    rex.mood = "  happy "
    pup.legs += 1
    print(rex.mood, rex.name, pup.legs, pup.grow().grow().age, Animal.valid(-1), rex.valid(3))
    print(
        Animal.make("New").describe(),
        Dog.make("Made").speak(),
        Animal.kingdom,
        Animal.count,
        Bird.kingdom,
    )
    print(type(pup).__name__, [type(a).__name__ for a in (rex, pup)], rex is rex, rex == pup)


def shapes() -> None:
    shapes: list[Shape] = [Square(2.0), Circle(1.0)]
    print([shape.area() for shape in shapes], sum(shape.doubled() for shape in shapes))


def vectors() -> None:
    a, b = Vector(1, 2), Vector(3, -1)
    print(a + b, a - b, a * 3, 3 * a, -a, a == Vector(1, 2), a != b, a < b, bool(Vector(0, 0)))
    print(
        sorted([b, a]),
        {a: "a"}[Vector(1, 2)],
        a in [b, Vector(1, 2)],
        str(a),
        f"{a}",
        [a],
        max(a, b),
    )
    a += b
    print(a, {a, Vector(4, 1)} == {Vector(4, 1)}, a == 5, a > b)


def containers() -> None:
    bag = Bag()
    bag["x"] = 1
    bag["y"] = 2
    bag["x"] += 5
    del bag["y"]
    print(len(bag), bag["x"], "x" in bag, "z" in bag, bag("x"), bag("q"), bool(bag), bool(Bag()))
    print([n for n in Countdown(4)], list(Countdown(3)), sum(Countdown(5)), 2 in list(Countdown(3)))
    print(Counter().bump().bump(5).value, Temperature(100.0).fahrenheit)


class Linked:
    """Its attribute starts as None and gets an object later."""

    def __init__(self) -> None:
        self.head: Linked | None = None
        self.tags = []
        self.size = 0

    def push(self) -> None:
        self.head = Linked()
        self.tags.append("pushed")
        self.size += 1


class Player:
    level = 1

    def advance(self) -> int:
        self.level += 1
        return self.level


class Expert(Player):
    level = 10


if __name__ == "__main__":
    animals()
    shapes()
    vectors()
    containers()
    linked = Linked()
    linked.push()
    for player in (Player(), Expert()):
        print(player.level, player.advance(), Player.level)
    print(linked.head is not None, linked.tags, linked.size)
