"""Classes as everyday programs use them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar, Iterator


class _Animal(ABC):
    count: ClassVar[int] = 0

    def __init__(self, name: str) -> None:
        self.name = name

    @abstractmethod
    def sound(self) -> str: ...

    def speak(self) -> str:
        return f"{self.name} says {self.sound()}"

    def __str__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"


class _Dog(_Animal):
    def sound(self) -> str:
        return "woof"


class _Puppy(_Dog):
    def sound(self) -> str:
        return super().sound() + "!"

    def speak(self) -> str:
        return super().speak().upper()


class _Cat(_Animal):
    lives = 9

    def sound(self) -> str:
        return "meow"


def virtual_methods() -> None:
    for animal in (_Dog("Rex"), _Puppy("Bit"), _Cat("Tom")):
        print(animal, animal.speak())


def list_of_base_class() -> None:
    animals: list[_Animal] = [_Cat("a"), _Dog("b")]
    animals.append(_Puppy("c"))
    print([a.sound() for a in animals], ", ".join(str(a) for a in animals))


def isinstance_of_hierarchy() -> None:
    p: _Animal = _Puppy("x")
    print(isinstance(p, _Dog), isinstance(p, _Cat), isinstance(p, (_Cat, _Puppy)))


def issubclass_of_hierarchy() -> None:
    print(issubclass(_Puppy, _Animal), issubclass(_Cat, _Dog), issubclass(_Dog, _Dog))


def narrowing_by_isinstance() -> None:
    animals: list[_Animal] = [_Cat("a"), _Dog("b")]
    for a in animals:
        if isinstance(a, _Cat):
            print("cat with", a.lives)
        else:
            print("other")


class _Counter:
    def __init__(self, start: int = 0) -> None:
        self._value = start

    @property
    def value(self) -> int:
        return self._value

    @value.setter
    def value(self, new: int) -> None:
        if new < 0:
            raise ValueError("negative")
        self._value = new

    @staticmethod
    def parse(text: str) -> int:
        return int(text)

    @classmethod
    def of(cls, text: str) -> _Counter:
        return cls(cls.parse(text))

    def increment(self, by: int = 1) -> _Counter:
        self._value += by
        return self


def properties() -> None:
    c = _Counter(3)
    c.value = 5
    c.value += 2
    print(c.value)
    c.value = -1


def static_and_class_methods() -> None:
    print(_Counter.parse("7"), _Counter.of("8").value, _Counter(1).parse("9"))


def chained_calls() -> None:
    print(_Counter().increment().increment(5).increment(by=2).value)


class _Vector:
    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y

    def __add__(self, other: _Vector) -> _Vector:
        return _Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other: _Vector) -> _Vector:
        return _Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, k: float) -> _Vector:
        return _Vector(self.x * k, self.y * k)

    def __rmul__(self, k: float) -> _Vector:
        return self * k

    def __neg__(self) -> _Vector:
        return _Vector(-self.x, -self.y)

    def __abs__(self) -> float:
        return (self.x**2 + self.y**2) ** 0.5

    def __bool__(self) -> bool:
        return self.x != 0 or self.y != 0

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Vector):
            return NotImplemented
        return self.x == other.x and self.y == other.y

    def __hash__(self) -> int:
        return hash((self.x, self.y))

    def __repr__(self) -> str:
        return f"Vector({self.x}, {self.y})"

    def __iter__(self) -> Iterator[float]:
        yield self.x
        yield self.y

    def __getitem__(self, index: int) -> float:
        return (self.x, self.y)[index]

    def __len__(self) -> int:
        return 2

    def __contains__(self, value: float) -> bool:
        return value in (self.x, self.y)


def vector_comparison() -> None:
    a = _Vector(1.0, 2.0)
    print(a == _Vector(1.0, 2.0), a != _Vector(1.0, 2.0), a == "text", a in [_Vector(1.0, 2.0)])


def vector_protocols() -> None:
    a = _Vector(1.5, 2.5)
    x, y = a
    print(x, y, list(a), a[0], a[-1], len(a), 1.5 in a, 9.0 in a, sum(a), max(a))


def vector_in_set_and_dict() -> None:
    print(len({_Vector(1.0, 1.0), _Vector(1.0, 1.0)}), {_Vector(0.0, 0.0): "o"})


def in_place_falls_back() -> None:
    a = _Vector(1.0, 1.0)
    b = a
    a += _Vector(1.0, 0.0)
    print(a, b)


class _Ordered:
    def __init__(self, rank: int, name: str) -> None:
        self.rank, self.name = rank, name

    def __lt__(self, other: _Ordered) -> bool:
        return self.rank < other.rank

    def __repr__(self) -> str:
        return self.name


def sorting_objects() -> None:
    items = [_Ordered(3, "c"), _Ordered(1, "a"), _Ordered(2, "b")]
    print(sorted(items), min(items), max(items), sorted(items, key=lambda o: o.name, reverse=True))


def reflected_comparison() -> None:
    print(_Ordered(1, "a") > _Ordered(0, "b"))


class _Stack:
    def __init__(self) -> None:
        self._items: list[int] = []

    def push(self, item: int) -> None:
        self._items.append(item)

    def pop(self) -> int:
        if not self._items:
            raise IndexError("pop from empty stack")
        return self._items.pop()

    def __len__(self) -> int:
        return len(self._items)

    def __bool__(self) -> bool:
        return bool(self._items)


def stack_class() -> None:
    s = _Stack()
    for n in range(3):
        s.push(n)
    while s:
        print(s.pop(), len(s))
    s.pop()


class _Base:
    kind = "base"

    def __init__(self) -> None:
        self.log = [f"init {self.kind}"]
        self.setup()

    def setup(self) -> None:
        self.log.append("base setup")


class _Derived(_Base):
    kind = "derived"

    def __init__(self, extra: int) -> None:
        super().__init__()
        self.extra = extra

    def setup(self) -> None:
        super().setup()
        self.log.append("derived setup")


def template_method_in_init() -> None:
    print(_Base().log, _Derived(3).log, _Derived(3).extra)


def class_attributes_by_instance() -> None:
    print(_Base.kind, _Derived.kind, _Derived(1).kind, _Cat.lives, _Cat("x").lives)


class _Node:
    def __init__(self, value: int) -> None:
        self.value = value
        self.children: list[_Node] = []
        self.parent: _Node | None = None

    def add(self, child: _Node) -> _Node:
        child.parent = self
        self.children.append(child)
        return child

    def depth(self) -> int:
        return 0 if self.parent is None else self.parent.depth() + 1

    def total(self) -> int:
        return self.value + sum(c.total() for c in self.children)

    def walk(self) -> Iterator[_Node]:
        yield self
        for child in self.children:
            yield from child.walk()


def tree_of_objects() -> None:
    root = _Node(1)
    a = root.add(_Node(2))
    a.add(_Node(3)).add(_Node(4))
    root.add(_Node(5))
    print(root.total(), [n.value for n in root.walk()], [n.depth() for n in root.walk()])


class _Temperature:
    def __init__(self, celsius: float) -> None:
        self.celsius = celsius

    @property
    def fahrenheit(self) -> float:
        return self.celsius * 9 / 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, value: float) -> None:
        self.celsius = (value - 32) * 5 / 9


def computed_property() -> None:
    t = _Temperature(100.0)
    print(t.fahrenheit)
    t.fahrenheit = 32.0
    print(t.celsius)


class _Callable:
    def __init__(self, factor: int) -> None:
        self.factor = factor

    def __call__(self, n: int) -> int:
        return n * self.factor


def callable_objects() -> None:
    triple = _Callable(3)
    print(triple(5), [triple(n) for n in range(3)], list(map(triple, [1, 2])))


class _Manager:
    def __init__(self, log: list[str]) -> None:
        self.log = log

    def __enter__(self) -> str:
        self.log.append("enter")
        return "resource"

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self.log.append("exit " + ("with error" if error else "clean"))


def context_manager() -> None:
    log: list[str] = []
    with _Manager(log) as resource:
        log.append(resource)
    try:
        with _Manager(log):
            raise ValueError("inside")
    except ValueError as error:
        log.append(str(error))
    print(log)


class _Countdown:
    def __init__(self, start: int) -> None:
        self.current = start

    def __iter__(self) -> _Countdown:
        return self

    def __next__(self) -> int:
        if self.current <= 0:
            raise StopIteration
        self.current -= 1
        return self.current + 1


def iterator_class() -> None:
    print(list(_Countdown(3)), [n * 2 for n in _Countdown(2)], sum(_Countdown(4)))
    it = _Countdown(2)
    print(next(it), next(it), next(it, "done"))


class _Account:
    interest = 0.02

    def __init__(self, owner: str, balance: float = 0.0) -> None:
        self.owner = owner
        self.__balance = balance
        self.history: list[tuple[str, float]] = []

    def deposit(self, amount: float) -> None:
        if amount <= 0:
            raise ValueError(f"cannot deposit {amount}")
        self.__balance += amount
        self.history.append(("deposit", amount))

    @property
    def balance(self) -> float:
        return self.__balance


class _Savings(_Account):
    interest = 0.05

    def add_interest(self) -> None:
        self.deposit(self.balance * self.interest)


def private_names_and_overrides() -> None:
    s = _Savings("ann", 100.0)
    s.add_interest()
    print(s.balance, s.history, s.owner)
    s.deposit(-1.0)


class _Shape:
    def area(self) -> float:
        raise NotImplementedError

    def __lt__(self, other: _Shape) -> bool:
        return self.area() < other.area()


class _Square(_Shape):
    def __init__(self, side: float) -> None:
        self.side = side

    def area(self) -> float:
        return self.side**2

    def __repr__(self) -> str:
        return f"Square({self.side})"


class _Circle(_Shape):
    def __init__(self, radius: float) -> None:
        self.radius = radius

    def area(self) -> float:
        return round(3.14159 * self.radius**2, 2)

    def __repr__(self) -> str:
        return f"Circle({self.radius})"


def shapes_sorted_by_area() -> None:
    shapes = [_Square(2.0), _Circle(1.0), _Square(1.0)]
    print(sorted(shapes), sum(s.area() for s in shapes))


class _Linked:
    def __init__(self) -> None:
        self.head: tuple[int, _Linked] | None = None

    def pushed(self, value: int) -> _Linked:
        made = _Linked()
        made.head = (value, self)
        return made

    def values(self) -> list[int]:
        out: list[int] = []
        node: _Linked = self
        while node.head is not None:
            value, node = node.head
            out.append(value)
        return out


def persistent_list() -> None:
    empty = _Linked()
    one = empty.pushed(1)
    print(one.pushed(2).values(), one.values(), empty.values())


class _Event:
    def __init__(self) -> None:
        self.handlers: list[Callable[[int], None]] = []

    def fire(self, value: int) -> None:
        for handler in self.handlers:
            handler(value)


def observer_pattern() -> None:
    seen: list[int] = []
    event = _Event()
    event.handlers.append(seen.append)
    event.handlers.append(lambda v: print("got", v))
    event.fire(3)
    print(seen)


class _Cache:
    def __init__(self, size: int) -> None:
        self.size = size
        self.items: dict[str, int] = {}

    def __getitem__(self, key: str) -> int:
        value = self.items.pop(key)
        self.items[key] = value
        return value

    def __setitem__(self, key: str, value: int) -> None:
        self.items.pop(key, None)
        self.items[key] = value
        if len(self.items) > self.size:
            del self.items[next(iter(self.items))]

    def __delitem__(self, key: str) -> None:
        del self.items[key]

    def __contains__(self, key: str) -> bool:
        return key in self.items


def lru_by_hand() -> None:
    cache = _Cache(2)
    cache["a"] = 1
    cache["b"] = 2
    print(cache["a"])
    cache["c"] = 3
    print("b" in cache, list(cache.items))
    del cache["c"]
    print(cache["zz"])


class _Point:
    __slots__ = ("x", "y")

    def __init__(self, x: int, y: int) -> None:
        self.x = x
        self.y = y

    def moved(self, dx: int = 0, dy: int = 0) -> _Point:
        return _Point(self.x + dx, self.y + dy)


def slots_and_defaults() -> None:
    p = _Point(1, 2).moved(dy=5).moved(3)
    print(p.x, p.y)


def identity_of_objects() -> None:
    a, b = _Point(1, 1), _Point(1, 1)
    c = a
    print(a is b, a is c, a == b, a == c)


def default_repr_is_not_equal_text() -> None:
    print(str(_Point(1, 1)).startswith("<"), "_Point object at 0x" in repr(_Point(1, 1)))


def class_methods_as_factories() -> None:
    print(type(_Counter.of("3")).__name__, _Counter.__name__)


def unbound_method_call() -> None:
    c = _Counter(1)
    _Counter.increment(c, 4)
    print(c.value)


class _State:
    """A vending machine as a table of states."""

    transitions = {
        ("idle", "coin"): "ready",
        ("ready", "push"): "idle",
        ("ready", "coin"): "ready",
    }

    def __init__(self) -> None:
        self.state = "idle"

    def handle(self, event: str) -> None:
        key = (self.state, event)
        if key not in self.transitions:
            raise RuntimeError(f"{event} in {self.state}")
        self.state = self.transitions[key]


def state_machine() -> None:
    machine = _State()
    for event in ["coin", "coin", "push"]:
        machine.handle(event)
        print(machine.state, end=" ")
    machine.handle("push")


class _Fraction:
    def __init__(self, top: int, bottom: int) -> None:
        a, b = top, bottom
        while b:
            a, b = b, a % b
        self.top, self.bottom = top // a, bottom // a

    def __add__(self, other: _Fraction | int) -> _Fraction:
        if isinstance(other, int):
            other = _Fraction(other, 1)
        return _Fraction(
            self.top * other.bottom + other.top * self.bottom, self.bottom * other.bottom
        )

    __radd__ = __add__

    def __str__(self) -> str:
        return f"{self.top}/{self.bottom}"

    def __float__(self) -> float:
        return self.top / self.bottom


def fraction_class() -> None:
    print(_Fraction(1, 2) + _Fraction(1, 3), _Fraction(1, 2) + 1, 1 + _Fraction(1, 4))
    print(float(_Fraction(1, 4)), sum([_Fraction(1, 2), _Fraction(1, 3)], _Fraction(0, 1)))


class _Polynomial:
    def __init__(self, *coefficients: int) -> None:
        self.coefficients = coefficients

    def __call__(self, x: int) -> int:
        total = 0
        for c in reversed(self.coefficients):
            total = total * x + c
        return total

    def __str__(self) -> str:
        terms = [f"{c}x^{i}" for i, c in enumerate(self.coefficients) if c]
        return " + ".join(terms) or "0"


def polynomial_class() -> None:
    p = _Polynomial(1, 0, 3)
    print(p(2), p, _Polynomial())


class _Visitor:
    def visit(self, shape: _Shape) -> str:
        if isinstance(shape, _Square):
            return self.visit_square(shape)
        if isinstance(shape, _Circle):
            return self.visit_circle(shape)
        raise TypeError("unknown shape")

    def visit_square(self, s: _Square) -> str:
        return f"square of {s.side}"

    def visit_circle(self, c: _Circle) -> str:
        return f"circle of {c.radius}"


def visitor_pattern() -> None:
    v = _Visitor()
    print(v.visit(_Square(2.0)), v.visit(_Circle(1.5)))
    v.visit(_Shape())


class _Inventory:
    def __init__(self) -> None:
        self._stock: dict[str, int] = {}

    def add(self, name: str, count: int = 1) -> None:
        self._stock[name] = self._stock.get(name, 0) + count

    def take(self, name: str, count: int) -> bool:
        if self._stock.get(name, 0) < count:
            return False
        self._stock[name] -= count
        if self._stock[name] == 0:
            del self._stock[name]
        return True

    def report(self) -> str:
        return "; ".join(f"{k}={v}" for k, v in sorted(self._stock.items()))


def inventory_class() -> None:
    store = _Inventory()
    store.add("pen", 5)
    store.add("cup")
    print(store.take("pen", 3), store.take("cup", 2), store.take("cup", 1), store.report())


def methods_as_values() -> None:
    c = _Counter(1)
    bump = c.increment
    bump()
    bump(5)
    print(c.value)


def method_table() -> None:
    c = _Counter(2)
    table = {"inc": c.increment, "again": c.increment}
    table["inc"](3)
    table["again"]()
    print(c.value)
