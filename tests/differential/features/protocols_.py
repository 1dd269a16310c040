"""Protocols: data members, properties, isinstance, type variables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar, runtime_checkable

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class HasName(Protocol):
    name: str


class Aged(HasName, Protocol):
    age: int


class Described(Aged, Protocol):
    def describe(self) -> str:
        return f"{self.name} is {self.age}"


@runtime_checkable
class Sized2(Protocol):
    @property
    def size(self) -> int: ...


@runtime_checkable
class Closes(Protocol):
    def close(self) -> str: ...


class Source(Protocol[T_co]):
    def get(self) -> T_co: ...


class Holds(Protocol[T]):
    value: T


class Field:
    def __init__(self, name: str) -> None:
        self.pad = 1.5
        self.name = name


class Constant:
    name = "constant"
    other: int = 3


class Computed:
    @property
    def name(self) -> str:
        return "computed"


class Below(Constant):
    name = "below"


@dataclass
class Person:
    name: str
    age: int


class Known(Described):
    def __init__(self, name: str) -> None:
        self.name = name
        self.age = 7


class Box:
    def __init__(self, size: int) -> None:
        self.size = size

    def close(self) -> str:
        return f"box of {self.size} closed"


class Crate:
    size = 9


class Ints:
    def __init__(self) -> None:
        self.value = 5

    def get(self) -> int:
        return 3


class Texts:
    value = "v"

    def get(self) -> str:
        return "s"


def _shown(x: HasName) -> str:
    return x.name


def _first(items: list[HasName]) -> list[str]:
    return [item.name for item in items]


def _birthday(x: Aged) -> None:
    x.age += 1
    x.name = x.name.upper()


def _take(source: Source[T]) -> list[T]:
    return [source.get()]


def _more(source: Source[int]) -> int:
    return source.get() + 1


def _held(x: Holds[T]) -> T:
    return x.value


def _asked(x: object) -> str:
    if isinstance(x, Sized2):
        return f"size {x.size}"
    return "no size"


def _closed(x: Box | Crate | int | None) -> str:
    if isinstance(x, Closes):
        return x.close()
    return f"stays {x is None}"


def _maybe(x: HasName | None) -> str:
    return "nobody" if x is None else x.name


def data_members() -> None:
    print(_shown(Field("field")), _shown(Constant()), _shown(Computed()), _shown(Below()))
    print(_first([Field("a"), Computed(), Below(), Person("p", 1)]))
    print(_maybe(None), _maybe(Field("m")))


def checked_at_run_time() -> None:
    for x in (Box(1), Crate(), Person("n", 1)):
        print(_asked(x), isinstance(x, Closes))
    for y in (Box(2), Crate(), 5, None):
        print(_closed(y))


def set_through_a_protocol() -> None:
    p = Person("ada", 36)
    _birthday(p)
    print(p)
    k = Known("bob")
    _birthday(k)
    print(k.describe(), k.age)


def type_variables() -> None:
    print(_take(Ints()), _take(Texts()), _more(Ints()))
    print(_held(Ints()) + 1, _held(Texts()) + "!")


class Part(Protocol):
    def operation(self) -> str: ...


class LeafPart(Part):
    def operation(self) -> str:
        return "leaf"


class TitledPart(Part, Protocol):
    name: str = "none"

    def title(self) -> str:
        return self.name.title()


class Counted:
    def __init__(self, n: int) -> None:
        self.n = n


class BothParts(TitledPart, Counted):
    def operation(self) -> str:
        return f"both {self.n}"


class WholePart(Part):
    def __init__(self):
        self._children: list[Part] = []

    def operation(self) -> str:
        return f"Composite({'+'.join([c.operation() for c in self._children])})"

    def add(self, component: Part) -> None:
        self._children.append(component)


def derived_without_init() -> None:
    tree = WholePart()
    tree.add(LeafPart())
    tree.add(BothParts(3))
    inner = WholePart()
    inner.add(LeafPart())
    tree.add(inner)
    print(tree.operation(), BothParts(4).title())


class Solid(Protocol):
    def corners(self) -> int:
        return 8


class Cube(Solid):
    pass


def objects_of_protocols() -> None:
    try:
        print(Cube().corners())
        Solid()  # type: ignore[misc]
    except TypeError as e:
        print(e)
