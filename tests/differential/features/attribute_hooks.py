"""__getattr__, __setattr__ and __delattr__ of one's own, and what goes past them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class Config:
    def __init__(self, values: dict[str, int]) -> None:
        self._values = values
        self.reads = 0

    def __getattr__(self, name: str) -> int:
        if name in self._values:
            self.reads += 1
            return self._values[name]
        raise AttributeError(f"no setting {name!r}")


class Engine:
    def __init__(self) -> None:
        self.power = 90

    def start(self, key: str) -> str:
        return f"started with {key} at {self.power}"

    @property
    def noise(self) -> str:
        return "brumm" * (self.power // 90)


class Car:
    """Hands on what it does not have."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.wheels = 4

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


class Point:
    """Cannot be changed."""

    def __init__(self, x: int, y: int) -> None:
        object.__setattr__(self, "x", x)
        super().__setattr__("y", y)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"cannot set {name} to {value}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"cannot delete {name}")


class Watched:
    def __init__(self) -> None:
        self.log: list[str] = []
        self.count = 0
        self.name = "n"

    def __setattr__(self, name: str, value: Any) -> None:
        if name != "log":
            self.log.append(f"{name}={value!r}")
        super().__setattr__(name, value)


class Checked:
    def __setattr__(self, name: str, value: Any) -> None:
        if name == "age" and value < 0:
            raise ValueError("age must not be negative")
        self.__dict__[name] = value

    def __init__(self, age: int) -> None:
        self.age = age


class Loaded:
    """Attributes that are made when they are first asked for."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __getattr__(self, name: str) -> list[int]:
        if name.startswith("_"):
            raise AttributeError(name)
        print("loading", name)
        self.data = [1, 2, 3]
        return self.data

    def use(self) -> int:
        return len(self.data)


class Odd:
    def __init__(self, n: int) -> None:
        self.n = n

    @property
    def half(self) -> int:
        if self.n % 2:
            raise AttributeError("odd")
        return self.n // 2

    def __getattr__(self, name: str) -> int:
        return -1


class Base:
    def __getattr__(self, name: str) -> str:
        return f"base {name}"


class Derived(Base):
    def __getattr__(self, name: str) -> str:
        return "derived " + super().__getattr__(name)


@dataclass(frozen=True)
class Frozen:
    values: tuple[int, ...]
    total: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", sum(self.values))


class Recorder:
    """Any method name is a command."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Callable[[int], int]:
        def call(n: int) -> int:
            self.calls.append(f"{name}({n})")
            return n * 2

        return call


def settings() -> None:
    config = Config({"port": 80, "size": 3})
    print(config.port + config.size, config.reads)
    try:
        print(config.host)
    except AttributeError as error:
        print(error)
    print(hasattr(config, "port"), hasattr(config, "host"), getattr(config, "host", -1))
    print(config.reads)


def proxies() -> None:
    car = Car(Engine())
    print(car.wheels, car.power, car.start("key"), car.noise)
    try:
        print(car.wings)
    except AttributeError as error:
        print(error)
    print(hasattr(car, "wings"), hasattr(car, "start"))


def immutable() -> None:
    p = Point(1, 2)
    print(p.x, p.y)
    for attempt in range(3):
        try:
            if attempt == 0:
                p.x = 5
            elif attempt == 1:
                p.y += 1
            else:
                del p.x
        except AttributeError as error:
            print(error)
    print(p.x, p.y)


def watched() -> None:
    w = Watched()
    w.count += 2
    w.name = "m"
    setattr(w, "count", 7)
    print(w.log, w.count, w.name)


def checked() -> None:
    c = Checked(3)
    c.age = 4
    try:
        c.age = -1
    except ValueError as error:
        print(error)
    print(c.age)
    try:
        Checked(-5)
    except ValueError as error:
        print(error)


def lazy() -> None:
    loaded = Loaded()
    print(loaded.use(), loaded.use(), loaded.data)


def behind_a_property() -> None:
    print([Odd(n).half for n in (4, 5)], Odd(1).anything)


def overridden() -> None:
    for thing in [Base(), Derived()]:
        print(thing.colour)


def frozen_records() -> None:
    print(Frozen((1, 2, 3)), Frozen((1,)).total)


def methods() -> None:
    r = Recorder()
    print(r.jump(3) + r.run(4), r.calls)
