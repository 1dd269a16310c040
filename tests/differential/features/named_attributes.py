"""getattr, setattr, hasattr and delattr with names that are known when the image is built."""

from __future__ import annotations

from dataclasses import dataclass

PREFIX = "_"


class Plain:
    kind = "plain"

    def __init__(self, x: int) -> None:
        self.x = x
        self._hidden = "h"

    def twice(self) -> int:
        return self.x * 2

    @property
    def half(self) -> int:
        if self.x % 2:
            raise AttributeError("odd")
        return self.x // 2

    def fill(self) -> None:
        setattr(self, "late", [self.x])


class Wide(Plain):
    width = 3

    def __init__(self, x: int) -> None:
        super().__init__(x)
        self.extra = 1.5

    def quack(self) -> str:
        return "quack"


@dataclass
class Record:
    name: str
    size: int = 0


class Cat:
    def speak(self) -> str:
        return "meow"


class Stone:
    weight = 5


def _shown(thing: Plain) -> str:
    return f"{getattr(thing, 'extra', None)} {getattr(thing, 'width', 0)} {hasattr(thing, 'quack')}"


def _spoken(thing: Cat | Stone | int | None) -> str:
    if hasattr(thing, "speak"):
        return "speaks"
    return f"silent {getattr(thing, 'weight', 'light')}"


def reads() -> None:
    p = Plain(4)
    print(getattr(p, "x"), getattr(p, PREFIX + "hidden"), getattr(p, f"{PREFIX}hidden"))
    print(getattr(p, "kind"), getattr(p, "twice")(), getattr(p, "x", 7) + 1)
    print(getattr(p, "nothing", "default"), getattr(p, "nothing", None), getattr(p, "kind", ""))
    print(getattr(Plain, "kind"), getattr(Plain, "nothing", 3), getattr(Wide, "width", 0))


def reads_methods() -> None:
    w = Wide(2)
    method = getattr(w, "quack", None)
    print(method() if method is not None else "no")
    print(getattr(w, "twice", None) is None, callable(getattr(w, "twice", None)))
    other = getattr(w, "moo", None)
    print(other is None)


def subclasses_decide() -> None:
    for thing in [Plain(1), Wide(2)]:
        print(_shown(thing))


def properties_may_fail() -> None:
    for n in (4, 5):
        p = Plain(n)
        print(getattr(p, "half", "none"), hasattr(p, "half"))


def set_later() -> None:
    p = Plain(1)
    print(hasattr(p, "late"), getattr(p, "late", []))
    p.fill()
    print(hasattr(p, "late"), p.late)
    setattr(p, "x", 10)
    setattr(p, "late", [1, 2])
    print(p.x, p.late)
    delattr(p, "late")
    print(hasattr(p, "late"), getattr(p, "late", [0]))
    try:
        getattr(p, "late")
    except AttributeError as error:
        print(error)
    try:
        delattr(p, "late")
    except AttributeError as error:
        print(error)


def of_unions() -> None:
    for thing in (Cat(), Stone(), 3, None):
        print(_spoken(thing))


def of_records() -> None:
    record = Record("a")
    setattr(record, "size", 4)
    print(record, getattr(record, "size"), hasattr(record, "name"), hasattr(record, "nothing"))


def side_effects() -> None:
    made: list[int] = []

    def make() -> Plain:
        made.append(len(made))
        return Plain(len(made))

    setattr(make(), "x", made[-1])
    print(made, getattr(make(), "x", made[-1]), made)


def in_dict() -> None:
    p = Plain(3)
    print(p.__dict__["x"], vars(p)["_hidden"], "x" in p.__dict__, "late" in vars(p))
    p.__dict__["x"] = 8
    print(p.x, p.__dict__.get("late"), p.__dict__.get("x", 0), "y" not in p.__dict__)
    try:
        print(p.__dict__["late"])
    except KeyError as error:
        print("KeyError", error)


def of_builtins() -> None:
    print(hasattr([], "append"), hasattr([], "items"), hasattr("a", "upper"), hasattr(3, "real"))
    print(hasattr({1: 2}, "append"), hasattr({1: 2}, "keys"), hasattr(None, "x"), hasattr((), "x"))
    print(getattr([1, 2], "__len__")(), getattr("abc", "upper")(), getattr(3, "nothing", -1))
