"""functools: caches, partial, reduce, cmp_to_key."""

from __future__ import annotations

from functools import cache, cmp_to_key, lru_cache, partial, reduce
from operator import add, mul


@lru_cache(maxsize=None)
def fibonacci(n: int) -> int:
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


@cache
def paths(rows: int, columns: int) -> int:
    if rows == 0 or columns == 0:
        return 1
    return paths(rows - 1, columns) + paths(rows, columns - 1)


@lru_cache(maxsize=2)
def square(x: int) -> int:
    print("computing", x)
    return x * x


@lru_cache
def bare(word: str, times: int = 2) -> str:
    print("making", word, times)
    return word * times


@lru_cache(maxsize=0)
def kept_never(x: int) -> int:
    print("again", x)
    return x


@cache
def failing(x: int) -> int:
    print("try", x)
    if x < 0:
        raise ValueError("negative")
    return x


@cache
def of_pair(pair: tuple[int, str], *, sep: str = "-") -> str:
    print("joining")
    return f"{pair[0]}{sep}{pair[1]}"


@cache
def untyped(n):
    return 1 if n < 2 else n * untyped(n - 1)


class Shape:
    def __init__(self, side: int) -> None:
        self.side = side

    @cache
    def area(self) -> int:
        print("area of", self.side)
        return self.side**2

    @lru_cache(maxsize=None)
    def scaled(self, factor: int) -> int:
        print("scaling", self.side, factor)
        return self.side * factor


def power(base: int, exponent: int) -> int:
    return base**exponent


def describe(a: int, b: str, *rest: int, c: float = 1.0) -> str:
    return f"{a} {b} {rest} {c}"


squared = partial(power, exponent=2)
power_of_two = partial(power, 2)


def recursion_is_cached() -> None:
    print(fibonacci(60), paths(12, 12))
    print(fibonacci.cache_info())


def least_recently_used_goes() -> None:
    square.cache_clear()
    print(square(1), square(2), square(1), square(3), square(1), square(2))
    print(square.cache_info())
    square.cache_clear()
    print(square.cache_info())
    print(square(1))


def without_arguments_to_the_decorator() -> None:
    print(bare("a"), bare("a"), bare("a", 3), bare(word="a"), bare("a", times=3))
    print(bare.cache_info())


def nothing_kept() -> None:
    print(kept_never(1), kept_never(1), kept_never.cache_info())


def exceptions_are_not_kept() -> None:
    for x in (1, -1, -1, 1):
        try:
            print(failing(x))
        except ValueError as error:
            print(error)


def tuples_and_keyword_only() -> None:
    print(of_pair((1, "a")), of_pair((1, "a")), of_pair((1, "a"), sep="+"))


def cached_without_annotations() -> None:
    print(untyped(10), untyped(5))


def cached_methods() -> None:
    one, two = Shape(3), Shape(4)
    print(one.area(), one.area(), two.area(), one.scaled(2), one.scaled(2), one.scaled(5))


def wrapped_function() -> None:
    print(square.__name__, square.__wrapped__(9))


def cache_inside_a_function() -> None:
    calls = []

    @cache
    def slow(n: int) -> int:
        calls.append(n)
        return n * 10

    print(slow(1), slow(1), slow(2), calls, slow.cache_info())


def recursive_cache_inside_a_function() -> None:
    @lru_cache(maxsize=None)
    def fib(n: int) -> int:
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    print(fib(40))


def grid_cache_inside_a_function() -> None:
    grid = [[1, 3, 1], [1, 5, 1], [4, 2, 1]]

    @cache
    def best(row: int, column: int) -> int:
        if row == 0 and column == 0:
            return grid[0][0]
        ways = []
        if row > 0:
            ways.append(best(row - 1, column))
        if column > 0:
            ways.append(best(row, column - 1))
        return min(ways) + grid[row][column]

    print(best(2, 2))


def partial_of_the_module() -> None:
    print(squared(5), power_of_two(10), squared(base=3))


def partial_made_here() -> None:
    cube = partial(power, exponent=3)
    print(cube(2), partial(power, 2)(5), list(map(partial(power, 2), [1, 2, 3])))


def partial_with_all_kinds() -> None:
    told = partial(describe, 1, c=2.5)
    print(told("x"), told("y", 7, 8), told("z", c=0.5))


def partial_of_builtin() -> None:
    binary = partial(int, base=2)
    print(binary("101"), partial(max, 5)(3), partial(print, "said", sep=":")("now"))


def partial_of_lambda_and_method() -> None:
    add_three = partial(lambda a, b: a + b, 3)
    push = partial([1].append, 2)
    push()
    print(add_three(4))


def reduce_with_lambda() -> None:
    print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(add, ["a", "b"]), reduce(mul, [5]))


def reduce_with_start() -> None:
    print(reduce(lambda a, b: a + b, [1], 7), reduce(lambda a, w: a + len(w), ["x", "yz"], 0))
    print(reduce(lambda found, x: {**found, x: x * x}, [1, 2], {0: 0}))


def reduce_of_nothing() -> None:
    nothing: list[int] = []
    try:
        print(reduce(add, nothing))
    except TypeError as error:
        print(error)


def reduce_of_iterators() -> None:
    print(reduce(add, range(5)), reduce(max, (x % 7 for x in range(20, 25))))


def comparison_functions() -> None:
    def by_length(a: str, b: str) -> int:
        return len(a) - len(b) or (a > b) - (a < b)

    words = ["ccc", "b", "aa", "a"]
    print(sorted(words, key=cmp_to_key(by_length)))
    print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
    print(max(words, key=cmp_to_key(by_length)))
    words.sort(key=cmp_to_key(by_length), reverse=True)
    print(words)


@lru_cache(maxsize=None)
def _total(*numbers: int) -> int:
    print("computing")
    return sum(numbers)


@cache
def _both(a: int, *rest: int, sign: int = 1) -> int:
    print("both")
    return sign * (a + sum(rest))


def caches_of_any_arguments() -> None:
    print(_total(1, 2), _total(1, 2), _total(3), _both(1, 2), _both(1, 2), _both(1, 2, sign=-1))
    xs = [1, 2]
    print(_total(*xs), _total(*xs, 3), _total(), _total.cache_info())
    print(_both(*xs), _both(1), _both(1))


def _by_concatenation(texts: list[str]) -> list[str]:
    def order(a: str, b: str) -> int:
        return (a + b > b + a) - (a + b < b + a)

    return sorted(texts, key=cmp_to_key(order))


def _in_direction(numbers, sign):
    def order(a, b):
        return (a - b) * sign

    numbers.sort(key=cmp_to_key(order))
    return numbers


def comparing_by_nested_functions() -> None:
    print(_by_concatenation(["3", "30", "34"]), _in_direction([3, 1, 2], -1))
