"""`copy.copy` and `copy.deepcopy` of objects of the program's own."""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from copy import deepcopy
from dataclasses import asdict, astuple, dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import Any, Generic, NamedTuple, Protocol, Self, TypeVar

T = TypeVar("T")
JSON = dict[str, "JSON"] | list["JSON"] | str | int | None


class Color(Enum):
    RED = 1
    BLUE = 2


class Point:
    def __init__(self, x: int, y: int) -> None:
        print("init")
        self.x = x
        self.y = y
        self.tags: list[str] = []

    def __repr__(self) -> str:
        return f"P({self.x}, {self.y}, {self.tags})"


@dataclass
class Box:
    name: str
    points: list[Point] = field(default_factory=list)
    by_name: dict[str, Point] = field(default_factory=dict)
    corner: tuple[int, Point] | None = None
    color: Color = Color.RED
    parent: Box | None = None


class Shape(ABC):
    def __init__(self) -> None:
        self.children: list[Shape] = []

    @abstractmethod
    def area(self) -> float: ...
    def clone(self) -> Shape:
        return copy.deepcopy(self)


class Square(Shape):
    def __init__(self, side: float) -> None:
        super().__init__()
        self.side = side

    def area(self) -> float:
        return self.side * self.side


class Circle(Shape):
    def __init__(self, radius: float) -> None:
        super().__init__()
        self.radius = [radius]

    def area(self) -> float:
        return 3.0 * self.radius[0] ** 2


class Own:
    def __init__(self, v: int) -> None:
        self.v = v
        self.rest = [v]

    def __copy__(self) -> Own:
        print("own copy")
        return Own(self.v + 1)

    def __deepcopy__(self, memo: dict[int, Any]) -> Own:
        print("own deepcopy")
        made = Own(self.v + 10)
        memo[id(self)] = made
        made.rest = copy.deepcopy(self.rest, memo)
        return made


class Pair(NamedTuple):
    a: int
    b: list[int]


class Node:
    def __init__(self, v: int) -> None:
        self.v = v
        self.next: Node | None = None


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, x: T) -> Self:
        self.items.append(x)
        return self


class Cloneable(Protocol):
    def name(self) -> str: ...


class A:
    def __init__(self) -> None:
        self.a = [1]

    def name(self) -> str:
        return "A"


class M:
    def __init__(self) -> None:
        self.m = {"m": [2]}


class AM(A, M):
    def __init__(self) -> None:
        A.__init__(self)
        M.__init__(self)
        self.own = [[3]]

    def name(self) -> str:
        return "AM"


class Lazy:
    registry: list[int] = []
    limit = 3

    def __init__(self, set_it: bool) -> None:
        if set_it:
            self.late = [1]

    def own_registry(self) -> None:
        self.registry = [9]

    @cached_property
    def total(self) -> list[int]:
        print("computing")
        return [5]


@dataclass(frozen=True, slots=True)
class Frozen:
    x: int
    ys: list[int] = field(default_factory=list)


@dataclass
class Plain:
    n: int

    def shown(self) -> str:
        return "base"


@dataclass
class Sub(Plain):
    extra: list[str] = field(default_factory=list)

    def shown(self) -> str:
        return "sub"


class Hooked:
    def __init__(self) -> None:
        self.x = [1]

    def __setattr__(self, name: str, value: Any) -> None:
        print("set", name)
        super().__setattr__(name, value)


class Tree:
    def __init__(self, v: int, left: Tree | None = None, right: Tree | None = None):
        self.v, self.left, self.right = v, left, right

    def total(self) -> int:
        return (
            self.v
            + (self.left.total() if self.left else 0)
            + (self.right.total() if self.right else 0)
        )


class Prototype:
    def __init__(self, value: str = "default", **attrs: Any) -> None:
        self.value = value
        self.history: list[Any] = [value, 1, [2]]

    def clone(self) -> Prototype:
        return copy.deepcopy(self)


def local_classes_() -> None:
    class Inner:
        def __init__(self) -> None:
            self.x = [1]

    i = Inner()
    j = deepcopy(i)
    j.x.append(2)
    print(i.x, j.x)


def shallow_and_deep() -> None:
    p = Point(1, 2)
    q = copy.copy(p)
    q.x = 9
    q.tags.append("shared")
    print(p, q, p is q, p.tags is q.tags)
    r = copy.deepcopy(p)
    r.tags.append("mine")
    print(p, r)


def shared_objects_and_cycles() -> None:
    p, q = Point(1, 2), Point(9, 2)
    b = Box("b", [p, p, q], {"p": p}, (3, p))
    b.parent = b
    c = copy.deepcopy(b)
    print(
        c.points[0] is c.points[1],
        c.points[0] is p,
        c.by_name["p"] is c.points[0],
        c.parent is c,
        c.corner is not None and c.corner[1] is c.points[0],
        c.color is Color.RED,
    )
    c.points[0].x = 77
    print(b.points, c.points, c.corner)
    d = copy.copy(b)
    print(d.points is b.points, d is b)


def by_the_class_of_the_object() -> None:
    shapes: list[Shape] = [Square(2.0), Circle(1.0)]
    shapes[0].children.append(shapes[1])
    again = copy.deepcopy(shapes)
    print(
        [type(s).__name__ for s in again],
        [s.area() for s in again],
        again[0].children[0] is again[1],
        again[1] is shapes[1],
    )
    print(type(shapes[1].clone()).__name__, type(copy.copy(shapes[0])).__name__)


def own_methods() -> None:
    o = Own(1)
    print(copy.copy(o).v, copy.deepcopy(o).v, [x.v for x in copy.deepcopy([o, o])])


def named_tuples() -> None:
    n = Pair(1, [2])
    m = copy.deepcopy(n)
    m.b.append(3)
    print(n, m, copy.copy(n))


def rings_and_keys() -> None:
    one, two = Node(1), Node(2)
    one.next, two.next = two, one
    three = copy.deepcopy(one)
    print(three.v, three.next.v, three.next.next is three, three is one)
    keyed = {one: [one], two: [two]}
    keyed2 = copy.deepcopy(keyed)
    print([k.v for k in keyed2], one in keyed2, [list(keyed2.values())[0][0] is k for k in keyed2])


def unions_tuples_sets() -> None:
    p, q = Point(1, 2), Point(9, 2)
    mixed: list[int | str | Point | None | list[Point]] = [1, "a", p, None, [p]]
    mixed2 = copy.deepcopy(mixed)
    print(mixed2, mixed2[2] is p)
    t = (1, [2], p)
    u = copy.deepcopy(t)
    print(u, u[1] is t[1], copy.deepcopy((1, "a")))
    s = {p, q}
    print(len(copy.deepcopy(s)), p in copy.deepcopy(s), p in copy.copy(s))


def generic_classes() -> None:
    s: Stack[A] = Stack()
    s.push(A()).push(AM())
    t = copy.deepcopy(s)
    t.items[0].a.append(7)
    print(s.items[0].a, t.items[0].a, [i.name() for i in t.items])


def several_bases() -> None:
    am = AM()
    bm = copy.deepcopy(am)
    bm.m["m"].append(0)
    bm.own[0].append(0)
    bm.a.append(0)
    print(am.m, bm.m, am.own, bm.own, am.a, bm.a)
    ms: list[M] = [am, M()]
    ns = copy.deepcopy(ms)
    print([type(x).__name__ for x in ns], ns[0].m, ns[0] is am)


def what_is_set() -> None:
    for late in (True, False):
        x = Lazy(late)
        y = copy.deepcopy(x)
        z = copy.copy(x)
        print(
            hasattr(y, "late"),
            hasattr(z, "late"),
            y.registry is x.registry,
            y.registry is Lazy.registry,
        )
        x.own_registry()
        y = copy.deepcopy(x)
        print(y.registry is x.registry, y.registry, Lazy.registry)
        print(x.total, y.total, copy.copy(x).total)


def dataclasses_() -> None:
    f = Frozen(1, [2])
    g = copy.deepcopy(f)
    g.ys.append(3)
    print(f, g, copy.copy(f))
    b: Plain = Sub(1, ["e"])
    print(copy.copy(b), copy.deepcopy(b).shown(), replace(b, n=5), replace(b, n=6).shown())


def past_setattr() -> None:
    h = copy.copy(Hooked())
    print(copy.deepcopy(h).x)


def trees() -> None:
    tr = Tree(1, Tree(2), Tree(3, Tree(4)))
    tr2 = copy.deepcopy(tr)
    tr2.right.left.v = 100
    print(tr.total(), tr2.total())


def types_that_contain_themselves() -> None:
    j: JSON = {"a": [1, "x", None, {"b": []}], "c": 2}
    k = copy.deepcopy(j)
    print(k, k is j, k == j)
    print(copy.copy(j) == j)


def fields_without_annotation() -> None:
    pr = Prototype("v")
    pc = pr.clone()
    pc.history.append("more")
    print(pr.history, pc.history)


def protocols() -> None:
    cs: list[Cloneable] = [A(), AM()]
    ds = copy.deepcopy(cs)
    print([d.name() for d in ds], ds[0] is cs[0], copy.copy(cs[1]).name())


class Engine:
    def __init__(self, power: int) -> None:
        self.power = power


@dataclass
class Car:
    engine: Engine


@dataclass
class Fleet:
    engines: list[Engine]
    cars: dict[str, Car]
    spare: Engine | None = None


@dataclass
class Tagged:
    tags: set[str]


@dataclass
class Either:
    value: int | Engine


def in_conversions_of_dataclasses() -> None:
    e = Engine(5)
    d = asdict(Car(e))
    t = astuple(Car(e))
    e.power = 9
    print(d["engine"].power, d["engine"] is e, t[0].power)
    f = Fleet([e, e], {"a": Car(e)}, e)
    one, two, three = astuple(f)
    e.power = 11
    print(one[0].power, one[0] is one[1], two["a"][0].power, three is e)
    g = Tagged({"x"})
    h = asdict(g)
    g.tags.add("y")
    print(h)
    v = astuple(Either(e))[0]
    print(v is e, astuple(Either(3)))
