"""In which order a program's own code is called: arguments, operands, and what containers ask."""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable
from functools import cache

NAN = float("nan")


def _told(value):
    print("told", value)
    return value


def _wide(a: int, b: int = 1, *rest: int, c: int, **named: int) -> None:
    print(a, b, rest, c, sorted(named))


def _plain(a: int, b: int, c: int = 5, *, d: int = 6) -> None:
    print(a, b, c, d)


class _Taker:
    def __init__(self, a: int, b: int, c: int = 0) -> None:
        print(a, b, c)

    def take(self, a: int, b: int, c: int = 0) -> None:
        print(a, b, c)


def arguments_in_their_order() -> None:
    _wide(_told(1), _told(2), _told(3), c=_told(4), d=_told(5))
    _wide(c=_told(1), a=_told(2), b=_told(3))
    _wide(_told(0), d=_told(1), c=_told(2), e=_told(3))
    _plain(_told(0), c=_told(1), b=_told(2))
    _plain(d=_told(0), c=_told(1), b=_told(2), a=_told(3))
    _plain(c=_told(3), *(_told(1), _told(2)))


def arguments_of_classes() -> None:
    _Taker(c=_told(1), b=_told(2), a=_told(3))
    _Taker(_told(0), c=_told(1), b=_told(2))
    _Taker(1, 2).take(_told(0), c=_told(1), b=_told(2))


def arguments_of_nested_functions() -> None:
    def inner(a, b=2, *, c=3) -> None:
        print(a, b, c)

    def called(f, a, b) -> None:
        print(f(a), b)

    inner(_told(0), c=_told(1), b=_told(2))
    inner(c=_told(1), b=_told(2), a=_told(9))
    (lambda a, b: print(a, b))(b=_told(1), a=_told(2))
    called(b=_told(1), a=_told(2), f=lambda x: x)
    called(lambda x: x + _told(5), b=_told(1), a=_told(2))


def arguments_of_cached_functions() -> None:
    @cache
    def minus(a: int, b: int) -> int:
        return a - b

    print(minus(b=_told(1), a=_told(2)), minus(a=_told(2), b=_told(1)))


def a_variable_that_a_later_argument_changes() -> None:
    count = 0

    def more() -> int:
        nonlocal count
        count += 1
        return count

    _plain(count, c=more(), b=count)


def options_of_print() -> None:
    print(_told(1), _told(2), sep=_told("-"), end=_told("!\n"), flush=_told(True))
    print(*[_told(1), _told(2)], end=_told("!\n"), sep=_told("-"))


def displays_of_in() -> None:
    print(1 in (_told(1), _told(2)), 3 in [_told(1), _told(2)], 2 not in {_told(1), _told(2)})
    print(_told(1) in (_told(1), _told(2)))


def displays_with_stars() -> None:
    some, pair = [3, 4], (5, "five")
    whole = (_told(1), *some, _told(2), *_told([7]))
    print(whole, (_told(1), *pair, _told(2)), (*pair, _told(8), *some, _told(9)))
    print(1 in (_told(1), *some), 4 in [_told(1), *some], 9 not in {_told(1), *some})
    print(3 in (*some, _told(5)))


class _Shape(ABC):
    @abstractmethod
    def area(self) -> int: ...


class _Empty:
    pass


def classes_without_init() -> None:
    for number in range(3):
        try:
            if number == 0:
                _Shape(5)
            elif number == 1:
                _Shape()
            else:
                _Empty(_told(1))
        except TypeError as error:
            print(error)


class _Never:
    """Not equal to anything, itself included."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __eq__(self, other: object) -> bool:
        print("asked", self.number)
        return False

    def __hash__(self) -> int:
        return 7

    def __lt__(self, other: "_Never") -> bool:
        print(self.number, "<", other.number)
        return self.number < other.number


def items_that_are_themselves() -> None:
    a, b = _Never(1), _Never(2)
    xs = [b, a]
    print(a in xs, xs.index(a), xs.count(a), xs == [b, a], a in (b, a), (a, 1) == (a, 1), a == a)
    fixed = tuple(xs)
    print(a in fixed, fixed.index(a), fixed.count(a), fixed == tuple(xs))
    table = {a: 1}
    table[a] = 2
    table[b] = 3
    print(len(table), table[a], {a: a} == {a: a}, a in table.keys())
    both = {a, b}
    both.add(a)
    print(len(both), a in both)
    queue = deque([b, a])
    print(a in queue, queue.count(a), queue.index(a), queue == deque([b, a]))
    xs.remove(a)
    print(len(xs))


def least_and_greatest() -> None:
    print(min([_Never(3), _Never(1), _Never(2)]).number)
    print(max([_Never(3), _Never(1), _Never(2)]).number)
    print(max(_Never(3), _Never(4)).number, min(_Never(3), _Never(4)).number)
    print(max([_Never(1), _Never(5)], key=lambda n: n).number)


def partial_orders() -> None:
    print([NAN] < [1.0], [NAN] > [1.0], [NAN] <= [1.0], [NAN] >= [1.0])
    print([{1}] > [{2}], [{1}] >= [{2}], [{1}] < [{1, 2}], [{1}, {3}] <= [{1}, {3}])
    print((NAN, 1) > (1.0, 1), (1.0, NAN) >= (1.0, 2.0))
    some = tuple([NAN])
    print(some > tuple([1.0]), some >= tuple([2.0]), some < tuple([2.0]))
    print(deque([NAN]) > deque([1.0]), deque([1, 2]) > deque([1]), deque([1, 2]) < deque([1, 3]))


def bools_in_builtins() -> None:
    yes, no = bool(1), bool(0)
    print(abs(yes), abs(no), divmod(yes, 2), divmod(7, yes), pow(yes, 3), round(yes), sum([yes, 2]))
    print(hex(yes), chr(yes) == "\x01", "x" * yes, [1] * no, [5, 6][yes])


def _shown(wrong: Callable[[], float]) -> None:
    try:
        print(wrong())
    except (KeyError, ZeroDivisionError) as error:
        print(str(error), repr(error), error.args)


def errors_of_the_library() -> None:
    _shown(lambda: dict[int, int]().popitem()[0])
    _shown(lambda: set[int]().pop())
    _shown(lambda: {1: 2}[3])
    _shown(lambda: divmod(1.0, 0)[0])
    _shown(lambda: divmod(1, 0)[0])
