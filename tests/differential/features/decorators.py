"""Decorators: applied when the module is imported, and inside functions."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


def logged(f):
    @wraps(f)
    def wrapper(*args, **kwargs):
        print("->", f.__name__, args, kwargs)
        result = f(*args, **kwargs)
        print("<-", result)
        return result

    return wrapper


def typed(f: Callable[P, R]) -> Callable[P, R]:
    @wraps(f)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        print("typed", len(args), len(kwargs))
        return f(*args, **kwargs)

    return wrapper


def repeat(times: int) -> Callable[[Callable[P, R]], Callable[P, list[R]]]:
    def decorate(f: Callable[P, R]) -> Callable[P, list[R]]:
        @wraps(f)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> list[R]:
            return [f(*args, **kwargs) for _ in range(times)]

        return wrapper

    return decorate


def doubled(f: Callable[[int], int]) -> Callable[[int], int]:
    def wrapper(x: int) -> int:
        return f(x) * 2

    return wrapper


def bound_variable(f: F) -> F:
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        print("bound")
        return f(*args, **kwargs)

    return wrapper  # type: ignore[return-value]


def default_on_error(default: int):
    def decorate(f):
        def wrapper(*args, **kwargs):
            try:
                return f(*args, **kwargs)
            except ZeroDivisionError as error:
                print("caught", error)
                return default

        return wrapper

    return decorate


registry: dict[str, Callable[[int], int]] = {}


def register(name: str) -> Callable[[Callable[[int], int]], Callable[[int], int]]:
    def decorate(f: Callable[[int], int]) -> Callable[[int], int]:
        registry[name] = f
        return f

    return decorate


class Counted:
    def __init__(self, f: Callable[[int], int]) -> None:
        self.f = f
        self.count = 0

    def __call__(self, x: int) -> int:
        self.count += 1
        return self.f(x)


def counted(f):
    def wrapper(*args, **kwargs):
        wrapper_calls[0] += 1
        return f(*args, **kwargs)

    return wrapper


wrapper_calls = [0]


@logged
def add(a: int, b: int = 3) -> int:
    return a + b


@typed
def greet(name: str, *, greeting: str = "hello") -> str:
    """Say hello."""
    return f"{greeting} {name}"


@repeat(3)
def square(x: int) -> int:
    return x * x


@doubled
@doubled
def plus_one(x: int) -> int:
    return x + 1


@bound_variable
def negate(x: int) -> int:
    return -x


@default_on_error(-1)
def divide(a: int, b: int) -> int:
    return a // b


@register("triple")
def triple(x: int) -> int:
    return 3 * x


@register("half")
def half(x: int) -> int:
    return x // 2


@Counted
def cube(x: int) -> int:
    return x**3


@counted
def mixed(a: int, b: str) -> str:
    return b * a


@logged
@typed
def stacked(a: int) -> int:
    return a + 100


@counted
def factorial(n: int) -> int:
    return 1 if n < 2 else n * factorial(n - 1)


class Account:
    def __init__(self, balance: int) -> None:
        self.balance = balance

    @logged
    def deposit(self, amount: int, *, fee: int = 0) -> int:
        self.balance += amount - fee
        return self.balance

    @typed
    def show(self) -> str:
        return f"balance {self.balance}"

    @property
    @counted
    def doubled(self) -> int:
        return self.balance * 2

    @staticmethod
    @typed
    def fixed(x: int) -> int:
        return x + 1

    @classmethod
    @typed
    def empty(cls) -> Account:
        return cls(0)

    def __repr__(self) -> str:
        return "Account"


def untyped_wrapper() -> None:
    print(add(1), add(1, 2), add(b=5, a=6))


def param_spec() -> None:
    print(greet("bob"), greet("ann", greeting="hi"), greet(name="eve"))


def names_and_texts() -> None:
    print(greet.__name__, greet.__doc__, add.__name__)


def decorator_with_argument() -> None:
    print(square(4))


def exact_signature_twice() -> None:
    print(plus_one(5))


def type_variable_bound_to_callable() -> None:
    print(negate(4))


def wrapper_that_catches() -> None:
    print(divide(7, 2), divide(1, 0))


def registered() -> None:
    for name, f in registry.items():
        print(name, f(10))
    print(triple(2), half(9))


def class_as_decorator() -> None:
    print(cube(3), cube(2), cube.count)


def mixed_parameter_types() -> None:
    before = wrapper_calls[0]
    print(mixed(2, "ab"), mixed(a=1, b="z"), wrapper_calls[0] - before)


def stacked_decorators() -> None:
    print(stacked(1))


def recursion_through_the_wrapper() -> None:
    before = wrapper_calls[0]
    print(factorial(5), wrapper_calls[0] - before)


def methods() -> None:
    account = Account(10)
    print(account.deposit(5), account.deposit(5, fee=1), account.show())


def property_static_and_class_methods() -> None:
    account = Account(10)
    print(account.doubled, Account.fixed(1), account.fixed(2), Account.empty().balance)


def inside_a_function() -> None:
    @logged
    def local(x: int) -> int:
        return x + 1

    print(local(1), local(x=4))


def inside_with_captured_variable() -> None:
    base = 100

    @typed
    def local(x: int) -> int:
        return base + x

    print(local(1))


def inside_with_argument() -> None:
    count = len("ab")

    @repeat(count)
    def local() -> str:
        return "x"

    print(local())


def inside_exact_signature() -> None:
    @doubled
    def local(x: int) -> int:
        return x * 10

    print(local(2))


def inside_recursive() -> None:
    @logged
    def count_down(n: int) -> int:
        return 0 if n == 0 else count_down(n - 1)

    print(count_down(2))


def local_decorator() -> None:
    def shout(f):
        def wrapper(*args):
            return f(*args).upper() + "!"

        return wrapper

    @shout
    def speak(word: str) -> str:
        return word

    @shout
    def both(a: str, b: str) -> str:
        return a + b

    print(speak("hey"), both("a", "b"))


def applied_by_hand() -> None:
    def plain(a: int, b: int) -> int:
        return a * b

    wrapped = logged(plain)
    print(wrapped(3, 4), typed(plain)(5, 6))


def local_class_decorator() -> None:
    @Counted
    def local(x: int) -> int:
        return x + 7

    print(local(1), local(2), local.count)


def state_in_the_closure() -> None:
    def counting(f):
        calls = 0

        def wrapper(*args, **kwargs):
            nonlocal calls
            calls += 1
            print("call", calls)
            return f(*args, **kwargs)

        return wrapper

    @counting
    def work(x: int) -> int:
        return x

    @counting
    def other(x: str) -> str:
        return x

    print(work(1), work(2), other("a"))
