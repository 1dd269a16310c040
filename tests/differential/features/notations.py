"""What annotations may say: Self, Final, Literal, NewType, aliases that mention themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import (
    Annotated,
    ClassVar,
    Dict,
    Final,
    Generic,
    List,
    Literal,
    NewType,
    Optional,
    Self,
    TypeAlias,
    TypeVar,
    Union,
    overload,
)

Mode = Literal["r", "w"]
UserId = NewType("UserId", int)
Label = NewType("Label", str)
Vector: TypeAlias = list[float]
Handler: TypeAlias = Callable[[int], int]
LIMIT: Final = 10
NAMES: Final[list[str]] = ["a", "b"]
Number = TypeVar("Number", int, float)
Bound = TypeVar("Bound", bound="Builder")
JSON = Union[Dict[str, "JSON"], List["JSON"], str, int, float, bool, None]
Tree: TypeAlias = "int | list[Tree]"
Nested = list[Union[int, "Nested"]]
Chain = Optional[tuple[int, "Chain"]]


class Builder:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size: Final = 3
        self.kind: Final[str] = "k"

    def add(self, part: str) -> Self:
        self.parts.append(part)
        return self

    def old(self: Bound, part: str) -> Bound:
        self.parts.append(part * 2)
        return self

    @classmethod
    def make(cls) -> Self:
        return cls()

    def twin(self) -> Self:
        made = type(self)()
        made.parts = self.parts[:]
        return made

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None:
        self.parts.append("left")


class Special(Builder):
    MOST: ClassVar[int] = 5
    LEAST: Final = 1

    def text(self) -> str:
        return "-".join(self.parts)


class Link:
    def __init__(self, value: int) -> None:
        self.value = value
        self.next: Self | None = None


@overload
def _convert(x: int) -> str: ...
@overload
def _convert(x: str) -> int: ...
def _convert(x: int | str) -> int | str:
    return str(x) if isinstance(x, int) else int(x)


def _mode_of(mode: Mode) -> int:
    return 1 if mode == "r" else 2


def _double(x: Number) -> Number:
    return x * 2


def _annotated(x: Annotated[int, "meta"]) -> int:
    return x + LIMIT


def _depth(value: JSON) -> int:
    if isinstance(value, dict):
        return 1 + max((_depth(v) for v in value.values()), default=0)
    if isinstance(value, list):
        return 1 + max((_depth(v) for v in value), default=0)
    return 0


def _dump(value: JSON) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, str):
        return '"' + value + '"'
    if isinstance(value, list):
        return "[" + ",".join(_dump(x) for x in value) + "]"
    return "{" + ",".join(f'"{k}":{_dump(v)}' for k, v in value.items()) + "}"


def _total(tree: Tree) -> int:
    return tree if isinstance(tree, int) else sum(_total(t) for t in tree)


def _flat(items: Nested) -> list[int]:
    result: list[int] = []
    for item in items:
        if isinstance(item, int):
            result.append(item)
        else:
            result.extend(_flat(item))
    return result


def self_of_subclass() -> None:
    print(Special().add("a").add("b").text(), Special().old("c").text())


def self_of_class_method() -> None:
    print(Special.make().add("x").text(), Builder.make().parts)


def self_of_context() -> None:
    with Special() as special:
        special.add("in")
    print(special.text())


def self_as_field() -> None:
    link = Link(1)
    link.next = Link(2)
    print(link.next.value, link.next.next)


def finals() -> None:
    special = Special()
    print(LIMIT, NAMES, special.size, special.kind, Special.MOST, Special.LEAST)
    local: Final = 4
    print(local)


def new_types() -> None:
    user, label = UserId(5), Label("l")
    print(user + 1, label.upper(), [UserId(1), user])


def literals() -> None:
    print(_mode_of("r"), _mode_of("w"))


def overloads() -> None:
    print(_convert(3), _convert("4"))


def constrained() -> None:
    print(_double(2), _double(2.5), _annotated(1))


def aliases() -> None:
    vector: Vector = [1.0, 2.5]
    handler: Handler = lambda x: x + 1  # noqa: E731
    print(vector, handler(3))


def json_like() -> None:
    value: JSON = {"a": [1, 2.5, {"b": None}], "c": True, "d": "t"}
    print(_depth(value), _dump(value))


def json_built() -> None:
    rows: list[JSON] = []
    for n in range(3):
        rows.append({"n": n, "odd": n % 2 == 1})
    whole: dict[str, JSON] = {"rows": rows, "count": len(rows)}
    print(_dump(whole), _depth(whole))


def trees() -> None:
    print(_total([1, [2, 3], [[4]]]), _total(7))


def nested_lists() -> None:
    print(_flat([1, [2, [3, 4]], 5]))


def chains() -> None:
    chain: Chain = (1, (2, (3, None)))
    total = 0
    while chain is not None:
        total += chain[0]
        chain = chain[1]
    print(total)


T = TypeVar("T")


class Pair(Generic[T]):
    def __init__(self, one: T, two: T) -> None:
        self.one, self.two = one, two

    def swapped(self) -> Self:
        self.one, self.two = self.two, self.one
        return self


def self_of_generic() -> None:
    print(Pair(1, 2).swapped().one, Pair("a", "b").swapped().one.upper())


def tuple_inside_union() -> None:
    pair: tuple[int | None, str] | None = (1, "a")
    if pair is not None:
        print(pair[0], pair[1], pair)
    pairs: list[tuple[str, int | str] | int] = [("a", 1), 3, ("b", "c")]
    print(pairs)
