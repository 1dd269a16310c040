"""Generators: yield as statement and value, send, throw, close, results, yield from, as values."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


def _up(n: int) -> Iterator[int]:
    for i in range(n):
        yield i


def _down(n: int) -> Iterator[int]:
    while n:
        n -= 1
        yield n


def _totals() -> Generator[int, int | None, str]:
    total = 0
    while True:
        given = yield total
        if given is None:
            return f"total {total}"
        total += given


def _careful() -> Generator[str, None, None]:
    try:
        yield "one"
        yield "two"
    finally:
        print("careful ends")


def _catching() -> Generator[int, None, None]:
    count = 0
    while True:
        try:
            count += 1
            yield count
        except ValueError as error:
            print("caught", error)


def loop_over_generator() -> None:
    for i in _up(3):
        print(i)


def consumers() -> None:
    print(list(_up(4)), tuple(_down(3)), sum(_up(5)), max(_up(6)), len(set(_down(2))))
    print(sorted(_down(4)), any(x > 2 for x in _up(4)), all(x > 2 for x in _up(4)))
    print(",".join(str(x) for x in _up(3)), dict(zip(_up(2), _down(2), strict=True)))


def next_to_the_end() -> None:
    g = _up(2)
    print(next(g), next(g))
    try:
        next(g)
    except StopIteration as stop:
        print("stop", stop.value, repr(stop))
    print(next(g, -1), next(g, 7))


def dunder_next_and_iter() -> None:
    g = _up(2)
    print(g.__next__(), iter(g) is g, g.__iter__() is g)


def send_values() -> None:
    g = _totals()
    print(next(g), g.send(5), g.send(6))
    try:
        g.send(None)
    except StopIteration as stop:
        print(stop.value)


def send_none_starts() -> None:
    g = _totals()
    print(g.send(None), g.send(2))


def send_before_start() -> None:
    g = _totals()
    try:
        g.send(1)
    except TypeError as error:
        print(error)
    print(next(g))


def send_to_finished() -> None:
    g = _totals()
    next(g)
    g.close()
    try:
        g.send(3)
    except StopIteration:
        print("over")


def result_only_once() -> None:
    g = _totals()
    next(g)
    for _ in range(2):
        try:
            next(g)
        except StopIteration as stop:
            print(stop.value)


def close_runs_finally() -> None:
    g = _careful()
    print(next(g))
    g.close()
    print(next(g, "closed"))
    g.close()


def close_before_start() -> None:
    g = _careful()
    g.close()
    print(list(g))


def close_after_end() -> None:
    g = _careful()
    print(list(g))
    g.close()


def _stubborn() -> Generator[int, None, None]:
    tries = 0
    while tries < 2:
        try:
            yield tries
        except GeneratorExit:
            tries += 1
            print("not yet")


def close_ignored() -> None:
    g = _stubborn()
    print(next(g))
    try:
        g.close()
    except RuntimeError as error:
        print(error)
    g.close()


def _raising_in_close() -> Generator[int, None, None]:
    try:
        yield 1
    finally:
        raise KeyError("from finally")


def close_raises() -> None:
    g = _raising_in_close()
    next(g)
    try:
        g.close()
    except KeyError as error:
        print(repr(error), repr(error.__context__))


def throw_caught() -> None:
    g = _catching()
    print(next(g), g.throw(ValueError("a")), next(g))


def throw_not_caught() -> None:
    g = _careful()
    next(g)
    try:
        g.throw(KeyError("k"))
    except KeyError as error:
        print(repr(error))
    print(list(g))


def throw_before_start() -> None:
    g = _catching()
    try:
        g.throw(ValueError("early"))
    except ValueError as error:
        print(error)
    print(list(g))


def throw_after_end() -> None:
    g = _up(0)
    print(list(g))
    try:
        g.throw(ValueError("late"))  # type: ignore[attr-defined]
    except ValueError as error:
        print(error)


def _ends_on_error() -> Generator[int, None, str]:
    try:
        yield 1
    except ValueError:
        return "handled"
    return "quiet"


def throw_ends_it() -> None:
    g = _ends_on_error()
    next(g)
    try:
        g.throw(ValueError())
    except StopIteration as stop:
        print(stop.value)


def _stops() -> Iterator[int]:
    yield 1
    raise StopIteration("inside")


def stop_iteration_inside() -> None:
    try:
        for x in _stops():
            print(x)
    except RuntimeError as error:
        print(error, repr(error.__cause__), repr(error.__context__))


def _next_inside(inner: Iterator[int]) -> Iterator[int]:
    while True:
        yield next(inner)


def stop_iteration_of_another() -> None:
    g = _next_inside(_up(1))
    print(next(g))
    try:
        next(g)
    except RuntimeError as error:
        print(error)


def _itself() -> Iterator[int]:
    yield 1
    yield next(_cell[0])


_cell: list[Iterator[int]] = []


def already_executing() -> None:
    g = _itself()
    _cell.append(g)
    print(next(g))
    try:
        next(g)
    except ValueError as error:
        print(error)
    _cell.clear()


def exception_ends_it() -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    g = failing()
    print(next(g))
    try:
        next(g)
    except ValueError as error:
        print(error)
    print(list(g))


def _delegating() -> Generator[int, int | None, str]:
    result = yield from _totals()
    print("inner gave", result)
    yield -1
    return "outer"


def yield_from_result() -> None:
    g = _delegating()
    print(next(g), g.send(2), g.send(3), g.send(None))
    try:
        next(g)
    except StopIteration as stop:
        print(stop.value)


def _through() -> Generator[int, None, None]:
    try:
        yield from _catching()
    finally:
        print("through ends")


def yield_from_throw() -> None:
    g = _through()
    print(next(g), g.throw(ValueError("v")))
    try:
        g.throw(KeyError("k"))
    except KeyError as error:
        print(repr(error))


def yield_from_close() -> None:
    def inner() -> Iterator[int]:
        try:
            yield 1
        finally:
            print("inner closed")

    def outer() -> Generator[int, None, None]:
        try:
            yield from inner()
        finally:
            print("outer closed")

    g = outer()
    print(next(g))
    g.close()


def yield_from_containers() -> None:
    def items() -> Iterator[int]:
        yield from [1, 2]
        yield from (3, 4)
        yield from range(5, 7)
        yield from {7: "a"}
        yield from iter([8])
        yield from (x * x for x in (3, 4))
        yield from map(abs, [-1, -2])

    print(list(items()))


def yield_from_text() -> None:
    def letters() -> Iterator[str]:
        yield from "abc"

    print(list(letters()))


class _Tree(Generic[T]):
    def __init__(
        self, value: T, left: _Tree[T] | None = None, right: _Tree[T] | None = None
    ) -> None:
        self.value, self.left, self.right = value, left, right

    def __iter__(self) -> Iterator[T]:
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right

    def counted(self) -> Generator[T, None, int]:
        count = 1
        if self.left is not None:
            count += yield from self.left.counted()
        yield self.value
        if self.right is not None:
            count += yield from self.right.counted()
        return count


def tree_by_iter() -> None:
    tree = _Tree(4, _Tree(2, _Tree(1), _Tree(3)), _Tree(5))
    print(list(tree), 3 in list(tree), [x for x in tree if x % 2])
    a, b, *rest = tree
    print(a, b, rest)


def tree_with_results() -> None:
    def run(tree: _Tree[str]) -> Generator[str, None, None]:
        count = yield from tree.counted()
        yield f"{count} nodes"

    print(list(run(_Tree("b", _Tree("a"), _Tree("c")))))


def permutations_by_recursion() -> None:
    def permute(items: list[int]) -> Iterator[list[int]]:
        if not items:
            yield []
        for at, item in enumerate(items):
            for rest in permute(items[:at] + items[at + 1 :]):
                yield [item, *rest]

    print(list(permute([1, 2, 3])))


def hanoi() -> None:
    def moves(n: int, a: str, b: str, c: str) -> Iterator[tuple[str, str]]:
        if n:
            yield from moves(n - 1, a, c, b)
            yield a, b
            yield from moves(n - 1, c, b, a)

    print(list(moves(3, "x", "y", "z")))


class _Source(ABC):
    @abstractmethod
    def items(self) -> Iterator[int]: ...

    def doubled(self) -> Iterator[int]:
        for item in self.items():
            yield item * 2


class _Ones(_Source):
    def items(self) -> Iterator[int]:
        yield 1
        yield 1


class _Listed(_Source):
    def items(self) -> Iterator[int]:
        return iter([7, 8])


def overridden_generators() -> None:
    for source in [_Ones(), _Listed()]:
        print(list(source.items()), list(source.doubled()))
    sources: list[_Source] = [_Listed(), _Ones()]
    print([list(s.items()) for s in sources])


def _apply(make: Callable[[int], Iterator[int]], n: int) -> list[int]:
    return list(make(n))


def generator_functions_as_values() -> None:
    print(_apply(_up, 3), _apply(_down, 3))
    table: dict[str, Callable[[int], Iterator[int]]] = {"up": _up, "down": _down}
    for name, make in table.items():
        print(name, list(make(2)))


def nested_generator_as_value() -> None:
    base = 10

    def shifted(n: int) -> Iterator[int]:
        for i in range(n):
            yield base + i

    print(_apply(shifted, 3))
    base = 20
    print(list(shifted(1)))


@dataclass
class _Holder:
    source: Iterator[int]
    again: Iterable[int]


class _CountDown:
    def __init__(self, start: int) -> None:
        self.left = start

    def __iter__(self) -> _CountDown:
        return self

    def __next__(self) -> int:
        if self.left == 0:
            raise StopIteration
        self.left -= 1
        return self.left


def iterators_as_attributes() -> None:
    for holder in [
        _Holder(_up(3), [1, 2]),
        _Holder(iter([5, 6]), (3, 4)),
        _Holder(_CountDown(3), {1: "x", 2: "y"}),
        _Holder((x * x for x in range(3)), range(2)),
        _Holder(iter({9}), {8}),
    ]:
        print(next(holder.source), list(holder.source), list(holder.again), list(holder.again))


class _Reader:
    def __init__(self, lines: Iterator[str]) -> None:
        self.lines = lines

    def pair(self) -> tuple[str, str]:
        return next(self.lines), next(self.lines, "none")


def attribute_from_parameter() -> None:
    print(_Reader(iter(["a", "b"])).pair(), _Reader(x for x in "z").pair())


def list_of_generators() -> None:
    gens = [_up(2), _down(2), (i * i for i in range(3))]
    print([list(g) for g in gens])


def round_robin() -> None:
    waiting: list[Iterator[str]] = [iter("ab"), iter("c"), iter("def")]
    out: list[str] = []
    while waiting:
        current = waiting.pop(0)
        try:
            out.append(next(current))
        except StopIteration:
            continue
        waiting.append(current)
    print(out)


def generator_expressions() -> None:
    pairs = ((a, b) for a in range(3) for b in range(3) if a < b)
    print(next(pairs), list(pairs))
    n = 3
    scaled = (n * x for x in range(3))
    n = 5
    print(list(scaled))


def first_iterable_is_evaluated_at_once() -> None:
    def source() -> list[int]:
        print("source")
        return [1, 2]

    g = (x for x in source())
    print("made")
    print(list(g))


def lazy() -> None:
    def noisy() -> Iterator[int]:
        for i in range(3):
            print("make", i)
            yield i

    g = noisy()
    print("nothing yet")
    for x in g:
        print("got", x)
        if x == 1:
            break
    print(next(g, None))


def pipeline() -> None:
    def evens(xs: Iterable[int]) -> Iterator[int]:
        for x in xs:
            if x % 2 == 0:
                yield x

    def squares(xs: Iterable[int]) -> Iterator[int]:
        return (x * x for x in xs)

    print(list(squares(evens(_up(8)))), list(evens(squares([1, 2, 3, 4]))))


def empty_generator() -> None:
    def nothing() -> Iterator[int]:
        return
        yield

    print(list(nothing()), next(nothing(), 5))


def yields_of_several_types() -> None:
    def mixed() -> Iterator[int | str | None]:
        yield 1
        yield "two"
        yield None

    for item in mixed():
        if item is None:
            print("none")
        elif isinstance(item, int):
            print(item + 1)
        else:
            print(item.upper())


def yield_nothing() -> None:
    def ticks() -> Iterator[None]:
        yield
        yield

    print(list(ticks()))


def yields_tuples() -> None:
    def walk(xs: list[str]) -> Iterator[tuple[int, str]]:
        for at, x in enumerate(xs):
            yield at, x

    for at, x in walk(["a", "b"]):
        print(at, x)


def send_text() -> None:
    def upper() -> Generator[str, str, None]:
        got = yield "ready"
        while got != "end":
            got = yield got.upper()

    g = upper()
    print(next(g), g.send("abc"), g.send("de"))
    try:
        g.send("end")
    except StopIteration:
        print("ended")


def running_mean() -> None:
    def mean() -> Generator[float, float, None]:
        total, count, average = 0.0, 0, 0.0
        while True:
            total += yield average
            count += 1
            average = total / count

    g = mean()
    next(g)
    print([g.send(x) for x in [1.0, 2.0, 6.0]])


def yield_in_expressions() -> None:
    def ask() -> Generator[str, int, int]:
        return (yield "a") * 10 + (yield "b")

    g = ask()
    print(next(g), g.send(4))
    try:
        g.send(2)
    except StopIteration as stop:
        print(stop.value)


def try_in_generator() -> None:
    def careful(xs: list[str]) -> Iterator[int]:
        for x in xs:
            try:
                yield int(x)
            except ValueError:
                yield -1
            else:
                print("fine")
            finally:
                print("next")

    print(list(careful(["1", "x", "3"])))


def nonlocal_in_generator() -> None:
    count = 0

    def ticking() -> Iterator[int]:
        nonlocal count
        while count < 3:
            count += 1
            yield count

    print(list(ticking()), count)


def closures_made_by_generators() -> None:
    def makers() -> Iterator[Callable[[], int]]:
        for i in range(3):

            def show() -> int:
                return i

            yield show

    print([f() for f in makers()])


def iter_with_sentinel() -> None:
    values = [3, 2, 1, 0]

    def take() -> int:
        return values.pop(0)

    print(list(iter(take, 1)), values)


def default_parameters() -> None:
    def stepped(start: int, stop: int = 4, *, by: int = 1) -> Iterator[int]:
        while start < stop:
            yield start
            start += by

    print(list(stepped(0)), list(stepped(1, by=2)), list(stepped(0, 2)))


def generator_methods() -> None:
    class_ = _Listed()
    bound: Callable[[], Iterator[int]] = class_.doubled
    print(list(bound()))


def primes() -> None:
    def sieve() -> Iterator[int]:
        found: list[int] = []
        n = 2
        while True:
            if all(n % p for p in found):
                found.append(n)
                yield n
            n += 1

    print([p for p, _ in zip(sieve(), range(10), strict=False)])


def enumerate_and_zip_of_generators() -> None:
    print(list(enumerate(_down(3), 1)), list(zip(_up(3), _down(3), strict=True)))
    for at, (a, b) in enumerate(zip(_up(2), "xy", strict=True)):
        print(at, a, b)
    print(list(map(str, _up(3))), list(filter(None, _up(3))))


def reading_in_chunks() -> None:
    def chunks(text: str, size: int) -> Iterator[str]:
        for at in range(0, len(text), size):
            yield text[at : at + size]

    print(list(chunks("abcdefgh", 3)))


def generator_of_generators() -> None:
    def rows() -> Iterator[Iterator[int]]:
        for n in range(3):
            yield _up(n)

    print([list(row) for row in rows()])


def assigned_from_star() -> None:
    first, *middle, last = _up(5)
    print(first, middle, last, [*_up(2), *_down(2)])
