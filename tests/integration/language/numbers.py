"""Numbers that mix: an int where float is declared, a bool where int is, unions of numbers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
Matrix = list[list[float]]

balance: float = 0
rates: dict[str, float] = {"usd": 1, "eur": 0.9}
count = 0


def add(a: float, b: float) -> float:
    return a + b


def power(x: float, n: int) -> float:
    if n == 0:
        return 1
    return x * power(x, n - 1)


def factorial(n: float) -> float:
    if n <= 1:
        return 1
    return n * factorial(n - 1)


def halved(x: float) -> float:
    if x > 10:
        x = x / 2
    return x


def root(x: float, within: float = 1e-9) -> float:
    guess = x / 2
    while abs(guess * guess - x) > within:
        guess = (guess + x / guess) / 2
    return guess


def clamp(x: float, low: float, high: float) -> float:
    return max(low, min(x, high))


def maybe(x: float | None = None) -> float | None:
    return None if x is None else x + 1


def divided(a: float, b: float) -> float | None:
    if b == 0:
        return None
    return a / b


def parameters() -> None:
    print(add(1, 2), add(1.5, 2), add(1, 2.5), add(1.0, 2.0), add(True, 1))
    print(power(2, 3), power(2.5, 2), power(0.5, 0), factorial(5), factorial(3.0))
    print(halved(4), halved(12), halved(13.0), root(4), round(root(2), 6))
    print(clamp(5, 0, 3), clamp(1.5, 0, 3), clamp(-1, 0, 3))
    print(maybe(), maybe(1), maybe(1.5), divided(1, 2), divided(1, 0), divided(6, 3))


def mean(xs: list[float]) -> float:
    return sum(xs) / len(xs)


def total(xs: list[float]) -> float:
    result = 0
    for x in xs:
        result += x
    return result


def biggest(xs: list[float]) -> float:
    best = xs[0]
    for x in xs[1:]:
        if x > best:
            best = x
    return best


def squares(xs: list[float]) -> list[float]:
    return [x * x for x in xs]


def product(a: Matrix, b: Matrix) -> Matrix:
    result: Matrix = [[0] * len(b[0]) for _ in range(len(a))]
    for i in range(len(a)):
        for j in range(len(b[0])):
            for k in range(len(b)):
                result[i][j] += a[i][k] * b[k][j]
    return result


def containers() -> None:
    print(mean([1, 2, 3]), mean([1.5, 2.5]), mean([1, 2.5]))
    print(total([1, 2, 3]), total([1.5, 2]), total([1.5]), total([]))
    print(biggest([1, 2, 3]), biggest([1.5, 2]), squares([1, 2]), squares([1.5, 2.0]))
    whole = [3, 1, 2]
    print(mean(whole), biggest(whole), total(whole))
    print(product([[1, 2], [3, 4]], [[5, 6], [7, 8]]), product([[1.5, 2]], [[5], [7]]))
    xs: list[float] = []
    xs.append(1)
    xs.append(2.5)
    xs[1] = 7
    xs.insert(0, 3.25)
    xs += [4]
    print(xs, sorted(xs), sum(xs), min(xs), max(xs), xs.index(7.0), 3 in xs)
    ages: dict[str, float] = {"a": 1, "b": 2.5}
    ages["c"] = 3
    print(ages, ages["a"], sum(ages.values()), sorted(ages.values(), reverse=True))
    pair: tuple[float, float] = (1, 2)
    print(pair, pair[0] / pair[1], (1, 2.5) < (1.0, 3), [1, 2.5, True])
    flags: dict[str, int] = {"a": True, "b": 2}
    print(flags, flags["a"] + 1)


class Shape(ABC):
    @abstractmethod
    def area(self) -> float: ...

    def twice(self) -> float:
        return 2 * self.area()

    def scaled(self, by: float) -> float:
        return self.area() * by


class Square(Shape):
    def __init__(self, side: float) -> None:
        self.side = side

    def area(self) -> float:
        return self.side * self.side


class Unit(Shape):
    def area(self) -> float:
        return 1

    def scaled(self, by: float) -> float:
        return by


@dataclass
class Point:
    x: float
    y: float = 0

    def scale(self, by: float) -> Point:
        return Point(self.x * by, self.y * by)

    def norm(self) -> float:
        return (self.x**2 + self.y**2) ** 0.5


class Account:
    def __init__(self, start: float = 0) -> None:
        self.balance = start

    def deposit(self, amount: float) -> None:
        self.balance += amount


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: list[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)

    def pop(self) -> T:
        return self.items.pop()


def objects() -> None:
    for shape in (Square(2), Square(1.5), Unit()):
        print(shape.area(), shape.twice(), shape.scaled(3), shape.scaled(0.5))
    print(sum(s.area() for s in [Square(2), Unit()]))
    print(Point(1, 2), Point(1.5), Point(1, 2).scale(2), Point(1, 2).scale(0.5), Point(3, 4).norm())
    print(Point(1, 2) == Point(1.0, 2.0), Point(1) < Point(2) if False else "unordered")
    account = Account()
    print(account.balance)
    account.deposit(10)
    print(account.balance)
    account.deposit(0.5)
    print(account.balance)
    stack = Stack[float]()
    stack.push(1)
    stack.push(2.5)
    print(stack.pop(), stack.pop())


def upto(n: int) -> Iterator[float]:
    for i in range(n):
        yield i
    yield 0.5


def apply(f: Callable[[float], float], x: float) -> float:
    return f(x)


def square(x: float) -> float:
    return x * x


def functions() -> None:
    print(list(upto(2)), sum(upto(3)))
    print(apply(square, 2.5), apply(lambda v: v + 1, 1.5), apply(square, 3), apply(abs, -2))


def deposit(amount: float) -> None:
    global balance, count
    balance += amount
    count += 0.25 if amount > 5 else 1


def state() -> None:
    print(balance, rates, rates["usd"] * 2)
    deposit(1)
    print(balance, count)
    deposit(8.5)
    print(balance, count)


def show(a: int | float, b: int | float) -> None:
    print(a + b, a - b, a * b, a / b, a // b, a % b, a**2, -a, +a, abs(a), round(a), int(a))
    print(a < b, a <= b, a == b, a != b, a > b, a >= b, bool(a), str(a), f"{a!r:>5}|{a:6.2f}|")
    print(hash(a) == hash(float(a)), divmod(a, b), pow(a, 2), max(a, b), min(a, b))


def unions(c: bool) -> None:
    for a, b in [(1, 2), (1.5, 2), (3, 0.5), (2.5, 2.5), (True, 0.5)]:
        show(a, b)
    x: int | float = 9007199254740993
    y: int | float = 9007199254740992.0
    print(x == y, x > y, y < x, x == 9007199254740993, y == 9007199254740992)
    z = 1 if c else 2.5
    print(z, z + 1, z * 2.0, [z, 3], {z: "z"}, z in [1.0])
    best: float | None = None
    for v in [3, 1.5, 2]:
        if best is None or v < best:
            best = v
    print(best)
    try:
        print(z // 0)
    except ZeroDivisionError as error:
        print(error)
    try:
        print(z % 0.0)
    except ZeroDivisionError as error:
        print(error)


def takes_int(n: int) -> int:
    print(n)
    return n + 1


def as_int(flag: bool) -> int:
    return flag


def bools(c: bool) -> None:
    print(takes_int(True), takes_int(3), as_int(True), as_int(False))
    x: int = True
    n = 0
    n += c
    y = 3 if c else False
    print(x, x + 1, n, y, y + 1, y | 4, [True, 2], sum([True, False, True]))
    print("ab" * c, [1, 2][c], "x".rjust(c + c, "."))


if __name__ == "__main__":
    parameters()
    containers()
    objects()
    functions()
    state()
    unions(True)
    unions(False)
    bools(True)
