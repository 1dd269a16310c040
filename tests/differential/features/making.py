"""Objects made in ways of one's own: __new__, metaclasses that answer calls."""

from __future__ import annotations

from typing import Any, Self


class Config:
    _instance: Config | None = None
    value: int

    def __new__(cls) -> Config:
        if cls._instance is None:
            print("making")
            cls._instance = super().__new__(cls)
            cls._instance.value = 1
        return cls._instance


class Logger:
    _only = None

    def __new__(cls, name: str) -> Self:
        if cls._only is None:
            cls._only = object.__new__(cls)
            cls._only.lines = []
        return cls._only

    def __init__(self, name: str) -> None:
        self.name = name

    def log(self, text: str) -> None:
        self.lines.append(f"{self.name}: {text}")


class Counted:
    made = 0

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        cls.made += 1
        instance = super().__new__(cls)
        instance.number = cls.made
        return instance

    def __init__(self, x: int, y: int = 2) -> None:
        self.x, self.y = x, y


class Shape:
    def __new__(cls, sides: int) -> Shape:
        if sides == 4:
            return super().__new__(Square)
        return super().__new__(cls)

    def __init__(self, sides: int) -> None:
        self.sides = sides

    def name(self) -> str:
        return f"shape of {self.sides}"


class Square(Shape):
    def __init__(self, sides: int) -> None:
        super().__init__(sides)
        self.label = "square"

    def name(self) -> str:
        return self.label


class Interned:
    pool: dict[str, Interned] = {}

    def __new__(cls, key: str) -> Interned:
        found = cls.pool.get(key)
        if found is None:
            found = super().__new__(cls)
            found.key = key
            cls.pool[key] = found
        return found

    key: str


class Number:
    """__new__ that gives no object of the class: no __init__."""

    def __new__(cls, text: str) -> int:  # type: ignore[misc]
        return int(text)

    def __init__(self, text: str) -> None:
        print("never")


class Point:
    def __init__(self, x: int) -> None:
        self.x = x

    @classmethod
    def origin(cls) -> Point:
        made = cls.__new__(cls)
        made.x = 0
        return made

    @classmethod
    def bare(cls) -> Point:
        return cls.__new__(cls)


class Singleton(type):
    _instances: dict[type, Any] = {}

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if cls not in cls._instances:
            cls._instances[cls] = super().__call__(*args, **kwargs)
        return cls._instances[cls]


class Database(metaclass=Singleton):
    def __init__(self, name: str, size: int = 3) -> None:
        print("connecting to", name)
        self.name = name
        self.size = size


class Cache(metaclass=Singleton):
    def __init__(self) -> None:
        self.items: dict[str, int] = {}


class Announced(type):
    def __call__(cls, *args: int) -> Any:
        made = super().__call__(*args)
        print("made", cls.__name__, made.total())
        return made


class Sum(metaclass=Announced):
    def __init__(self, a: int, b: int) -> None:
        self.a, self.b = a, b

    def total(self) -> int:
        return self.a + self.b


class Base:
    label = "base"

    @classmethod
    def create(cls, n: int) -> str:
        return f"{cls.__name__} {cls.label} {n}"


class Derived(Base):
    label = "derived"

    @classmethod
    def create(cls, n: int) -> str:
        return "<" + super().create(n + 1) + ">"


def singleton() -> None:
    a, b = Config(), Config()
    a.value = 5
    print(a is b, b.value, Config().value)


def singleton_with_init() -> None:
    first = Logger("a")
    first.log("one")
    second = Logger("b")
    second.log("two")
    print(first is second, first.name, first.lines)


def counted() -> None:
    print([(c.x, c.y, c.number) for c in (Counted(1), Counted(5, y=6))], Counted.made)


def chosen_class() -> None:
    for sides in (3, 4, 5):
        shape = Shape(sides)
        print(type(shape).__name__, shape.name(), shape.sides)
    print(Square(4).name())


def interned() -> None:
    print(Interned("a") is Interned("a"), Interned("a") is Interned("b"), sorted(Interned.pool))
    print(Interned("b").key)


def of_another_class() -> None:
    print(Number("41") + 1)


def without_init() -> None:
    p = Point.origin()
    print(p.x)
    bare = Point.bare()
    print(hasattr(bare, "x"))
    try:
        print(bare.x)
    except AttributeError as error:
        print(error)


def metaclasses() -> None:
    a = Database("main", size=4)
    b = Database("other")
    print(a is b, b.name, b.size)
    Cache().items["k"] = 1
    print(Cache().items, Cache() is Cache())


def announced() -> None:
    print(Sum(1, 2).total())


def super_of_class_methods() -> None:
    print(Base.create(1), Derived.create(1))


class Log:
    _only: Log | None = None

    def __new__(cls) -> Log:
        if cls._only is None:
            cls._only = super(Log, cls).__new__(cls)
        return cls._only

    def say(self, text: str) -> str:
        return f"log {text}"


class Part:
    def __init__(self, n: int) -> None:
        self.n = n

    def show(self) -> str:
        return f"part {self.n}"

    @classmethod
    def of(cls, n: int) -> Part:
        return cls(n)


class Whole(Part):
    def __init__(self, n: int) -> None:
        super(Whole, self).__init__(n + 1)

    def show(self) -> str:
        return "whole " + super(Whole, self).show()

    @classmethod
    def of(cls, n: int) -> Part:
        return super(Whole, cls).of(n * 10)


def super_with_arguments() -> None:
    print(Log() is Log(), Log().say("x"))
    print(Whole(1).show(), Whole.of(2).show(), Part.of(3).show())
