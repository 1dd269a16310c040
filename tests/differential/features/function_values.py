"""Functions as values: builtins, methods, classes; in containers, fields and parameters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Command:
    name: str
    action: Callable[[int], int]


class Greeter:
    prefix = "hello"

    def __init__(self, name: str) -> None:
        self.name = name

    def greet(self, other: str) -> str:
        return f"{self.prefix} {other}, I am {self.name}"


class Handler:
    def __init__(self, callback) -> None:
        self.callback = callback

    def fire(self, x):
        return self.callback(x)


def double(x: int) -> int:
    return 2 * x


def apply(f, x):
    return f(x)


def apply_all(functions: list[Callable[[int], int]], x: int) -> list[int]:
    return [f(x) for f in functions]


def map_of_builtins() -> None:
    print(list(map(int, ["1", "2"])), list(map(str, [1, 2])), list(map(len, ["a", "bc"])))
    print(list(map(float, [1, 2])), list(map(abs, [-1, 2])), list(map(bool, [0, 1])))


def map_of_two() -> None:
    print(list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(map(max, [1, 5], [3, 4])))
    print(list(map(pow, [2, 3], [3, 2])))


def map_of_methods() -> None:
    print(list(map(str.upper, ["a", "b"])), list(map(str.strip, [" a ", "b "])))
    print(list(map("x".join, [["a", "b"], ["c"]])))


def filters() -> None:
    print(list(filter(None, [0, 1, 2])), list(filter(lambda x: x > 1, [0, 1, 2])))
    print(list(filter(str.isdigit, ["1", "a"])))


def sort_keys() -> None:
    words = ["bb", "A", "ccc"]
    print(
        sorted(words, key=len), sorted(words, key=str.lower), sorted(words, key=lambda w: -len(w))
    )
    counts = {"a": 3, "b": 1}
    print(sorted(counts, key=counts.__getitem__), min(words, key=len))


def bound_append() -> None:
    xs: list[int] = []
    push = xs.append
    push(1)
    push(2)
    print(xs)


def bound_join() -> None:
    join = ", ".join
    print(join(["a", "b"]))


def bound_get() -> None:
    get = {"a": 1}.get
    print(get("a"), get("b"), get("b", 5))


def bound_method_of_object() -> None:
    greet = Greeter("eve").greet
    print(greet("bob"), apply(greet, "ann"))


def classes_as_values() -> None:
    print(apply(str, 5), apply(int, "7"))


def class_called_through_parameter() -> None:
    print(apply(Greeter, "zoe").name)


def function_parameters() -> None:
    print(apply(double, 4), apply(lambda x: x + "!", "a"), apply(len, [1, 2]))


def typed_list_of_functions() -> None:
    print(apply_all([double, abs, lambda x: x - 1], -3))


def dataclass_field() -> None:
    commands = [Command("double", double), Command("negate", lambda x: -x)]
    for command in commands:
        print(command.name, command.action(5))


def untyped_callback() -> None:
    print(Handler(double).fire(4), Handler(lambda x: x * 3).fire(5))


def dispatch_table() -> None:
    table: dict[str, Callable[[float, float], float]] = {
        "add": lambda a, b: a + b,
        "div": lambda a, b: a / b,
    }
    print(table["add"](1.0, 2.0), table["div"](1.0, 4.0))
    if "mul" not in table:
        print("no mul")


def optional_function() -> None:
    def run(f: Callable[[int], int] | None = None) -> int:
        return f(1) if f is not None else 0

    print(run(), run(double), run(lambda x: x + 10))


def identity() -> None:
    f = double
    print(f is double, f == double, f is abs, apply is double)


def is_callable() -> None:
    print(callable(double), callable(3), callable(Greeter), callable(lambda: 1), callable(len))


def names() -> None:
    def inner() -> None:
        """Inner text."""

    print(double.__name__, inner.__name__, inner.__doc__, len.__name__, (lambda: 1).__name__)
    print(inner.__qualname__, Greeter.greet.__qualname__, Greeter.__name__)


def unbound_methods() -> None:
    print(Greeter.greet(Greeter("a"), "b"), str.upper("x"), list(map(Greeter, ["q"]))[0].name)


def iterator_call_with_sentinel() -> None:
    values = iter([1, 2, 3, 0, 5])

    def take() -> int:
        return next(values)

    print(list(iter(take, 0)))


def reversed_and_enumerate_as_values() -> None:
    pairs = list(enumerate("ab"))
    print(list(map(lambda p: p[0], pairs)))


def any_and_all_with_map() -> None:
    print(any(map(str.isdigit, ["a", "1"])), all(map(lambda x: x > 0, [1, 2])))


def sums_of_map() -> None:
    print(sum(map(int, "123")), max(map(len, ["a", "bcd"])), ",".join(map(str, [1, 2])))


def nested_calls_of_values() -> None:
    def twice(f):
        return lambda x: f(f(x))

    print(twice(double)(3), twice(twice(double))(1), twice(lambda s: s + "a")("b"))


def function_chosen_by_name() -> None:
    functions = {"double": double, "abs": abs, "neg": lambda x: -x}
    for name in ("double", "abs", "neg"):
        print(name, functions[name](-4))


def method_table() -> None:
    greeter = Greeter("t")
    table = {"greet": greeter.greet}
    print(table["greet"]("x"))


def generator_function_as_value() -> None:
    def numbers(n: int):
        for i in range(n):
            yield i

    def consume(f, n):
        return list(f(n))

    print(consume(numbers, 3))


def functions_with_different_results() -> None:
    v = 3
    for f in (lambda: v + 1, lambda: "x"):
        print(f())
    fs = [lambda: v, lambda: "y"]
    print([f() for f in fs])
    t = (lambda: 1, lambda: "z")
    print(t[0]() + 1, t[1]() + "!")
    for name, g in [("a", lambda x: x + 1), ("b", lambda x: str(x))]:
        print(name, g(4))
    table = {"inc": lambda x: x + v, "show": lambda x: f"<{x}>", "half": lambda x: x / 2}
    for name in table:
        print(name, table[name](3))
    h = (lambda: v) if v > 2 else (lambda: "s")
    print(h())
    checks = [("int", lambda x: v > x), ("text", lambda x: [v, x])]
    for name, check in checks:
        print(name, check(1))
    total = 0
    for number in [lambda: v, lambda: 2.5]:
        total += number()
    print(total)
