"""contextlib: managers made of generators, suppress, closing, nullcontext, stacks; with statements."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import (
    AsyncExitStack,
    ExitStack,
    aclosing,
    asynccontextmanager,
    closing,
    contextmanager,
    nullcontext,
    suppress,
)
from typing import Generic, TypeVar

T = TypeVar("T")


@contextmanager
def _tag(name: str) -> Iterator[str]:
    print("<", name)
    try:
        yield name.upper()
    finally:
        print(">", name)


@contextmanager
def _swallow() -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        print("swallowed", error)


@contextmanager
def _translate() -> Generator[int, None, None]:
    try:
        yield 1
    except KeyError as error:
        raise ValueError("translated") from error


def _say(text: str) -> None:
    print(text)


def enter_and_exit() -> None:
    with _tag("a") as name:
        print(name)


def without_as() -> None:
    with _tag("a"):
        print("inside")


def several() -> None:
    with _tag("a") as a, _tag("b") as b:
        print(a, b)


def exception_passes_through() -> None:
    try:
        with _tag("a"):
            raise KeyError("k")
    except KeyError as error:
        print(repr(error), error.__context__)


def exception_swallowed() -> None:
    with _swallow():
        print("before")
        raise ValueError("v")
    print("after")


def other_exception_not_swallowed() -> None:
    try:
        with _swallow():
            raise KeyError("k")
    except KeyError as error:
        print(repr(error))


def exception_translated() -> None:
    try:
        with _translate():
            raise KeyError("k")
    except ValueError as error:
        print(error, repr(error.__cause__), repr(error.__context__))


def return_from_inside() -> None:
    def run() -> int:
        with _tag("t"):
            return 3

    print(run())


def return_from_swallowing() -> None:
    def run(fail: bool) -> str:
        with _swallow():
            if fail:
                raise ValueError("no")
            return "inside"
        return "outside"

    print(run(False), run(True))


def break_and_continue() -> None:
    for i in range(4):
        with _tag(str(i)):
            if i == 1:
                continue
            if i == 2:
                break
            print("body", i)


def nested() -> None:
    with _tag("outer"):
        with _swallow():
            with _tag("inner"):
                raise ValueError("deep")
        print("still in outer")


@contextmanager
def _never() -> Iterator[int]:
    if len("x") > 1:
        yield 1


def does_not_yield() -> None:
    try:
        with _never():
            print("not here")
    except RuntimeError as error:
        print(error)


@contextmanager
def _twice() -> Iterator[int]:
    yield 1
    yield 2


def yields_twice() -> None:
    try:
        with _twice() as n:
            print(n)
    except RuntimeError as error:
        print(error)


@contextmanager
def _again() -> Iterator[int]:
    try:
        yield 1
    except ValueError:
        yield 2


def yields_after_throw() -> None:
    try:
        with _again():
            raise ValueError("v")
    except RuntimeError as error:
        print(error)


def stop_iteration_inside() -> None:
    try:
        with _tag("s"):
            raise StopIteration("x")
    except StopIteration as stop:
        print("stop", stop.value)


def stop_iteration_swallowed_elsewhere() -> None:
    try:
        with _swallow():
            next(iter(""))
    except StopIteration:
        print("stop")


class _Account:
    def __init__(self) -> None:
        self.depth = 0

    @contextmanager
    def open(self, by: int = 1, *, note: str = "") -> Iterator[_Account]:
        self.depth += by
        yield self
        self.depth -= by
        print("closed", note)

    def close(self) -> None:
        print("account closed")


def as_method() -> None:
    account = _Account()
    with account.open(2, note="n") as opened:
        print(opened.depth, opened is account)
    print(account.depth)


def not_restored_without_finally() -> None:
    account = _Account()
    try:
        with account.open():
            raise KeyError("k")
    except KeyError:
        print(account.depth)


@contextmanager
def _holding(value: T) -> Iterator[list[T]]:
    held = [value]
    yield held
    print("held", len(held))


def generic_manager() -> None:
    with _holding(3) as numbers, _holding("x") as words:
        numbers.append(4)
        words.append("y")
        print(numbers, words)


class _Pool(Generic[T]):
    def __init__(self, items: list[T]) -> None:
        self.items = items

    @contextmanager
    def lease(self) -> Iterator[T]:
        item = self.items.pop()
        try:
            yield item
        finally:
            self.items.append(item)


def generic_class_manager() -> None:
    pool = _Pool(["a", "b"])
    with pool.lease() as x, pool.lease() as y:
        print(x, y, pool.items)
    print(pool.items)


def manager_kept_in_variable() -> None:
    manager = _tag("kept")
    print("made")
    with manager as name:
        print(name)


def suppress_one() -> None:
    with suppress(KeyError):
        print("before")
        raise KeyError("gone")
    print("after")


def suppress_several() -> None:
    for error in (KeyError("k"), IndexError("i")):
        with suppress(KeyError, IndexError):
            raise error
    with contextlib.suppress(LookupError):
        print([1][3])
    print("after")


def suppress_others_pass() -> None:
    try:
        with suppress(KeyError):
            raise ValueError("v")
    except ValueError as error:
        print(error)


def suppress_nothing() -> None:
    try:
        with suppress():
            raise ValueError("v")
    except ValueError as error:
        print(error)


def suppress_with_value() -> None:
    def parse(text: str) -> int | None:
        with suppress(ValueError):
            return int(text)
        return None

    print(parse("12"), parse("x"))


def closing_things() -> None:
    with closing(_Account()) as account:
        print(account.depth)
    try:
        with closing(_Account()):
            raise KeyError("k")
    except KeyError as error:
        print(repr(error))


def closing_generators() -> None:
    def items() -> Generator[int, None, None]:
        try:
            yield 1
            yield 2
        finally:
            print("closed")

    with closing(items()) as g:
        print(next(g))
    print(list(g))


def nullcontexts() -> None:
    with nullcontext(5) as five, nullcontext() as nothing, nullcontext("s") as text:
        print(five, nothing, text)


def stack_of_managers() -> None:
    with ExitStack() as stack:
        print(stack.enter_context(_tag("x")), stack.enter_context(_tag("y")))
        stack.callback(_say, "callback")
        print("in")


def stack_in_a_loop() -> None:
    with ExitStack() as stack:
        names = [stack.enter_context(_tag(n)) for n in "abc"]
        print(names)


def stack_swallows() -> None:
    with ExitStack() as stack:
        stack.enter_context(_swallow())
        stack.enter_context(_tag("t"))
        raise ValueError("v")
    print("after")


def stack_exception_passes() -> None:
    try:
        with ExitStack() as stack:
            stack.enter_context(_tag("t"))
            raise KeyError("k")
    except KeyError as error:
        print(repr(error))


def stack_exit_raises() -> None:
    def fail() -> None:
        raise ValueError("in callback")

    try:
        with ExitStack() as stack:
            stack.enter_context(_tag("t"))
            stack.callback(fail)
            raise KeyError("k")
    except ValueError as error:
        print(error, repr(error.__context__))


def stack_pop_all() -> None:
    with ExitStack() as stack:
        stack.enter_context(_tag("t"))
        kept = stack.pop_all()
        print("popped")
    print("left")
    kept.close()


class _Plain:
    def __enter__(self) -> _Plain:
        print("enter")
        return self

    def __exit__(self, kind: object, error: object, traceback: object) -> bool:
        print("exit", kind is None, error is None)
        return True


def class_that_swallows() -> None:
    with _Plain():
        raise ValueError("v")
    with _Plain() as p:
        print(p is not None)
    with ExitStack() as stack:
        stack.enter_context(_Plain())
        raise KeyError("k")
    print("after")


class _Maybe:
    def __init__(self, swallow: bool | None) -> None:
        self.swallow = swallow

    def __enter__(self) -> None:
        pass

    def __exit__(self, *details: object) -> bool | None:
        return self.swallow


def optional_verdict() -> None:
    for swallow in (True, False, None):
        try:
            with _Maybe(swallow):
                raise ValueError("v")
            print("swallowed")
        except ValueError:
            print("passed")


@asynccontextmanager
async def _connection(name: str) -> AsyncIterator[str]:
    await asyncio.sleep(0)
    print("open", name)
    try:
        yield name
    finally:
        await asyncio.sleep(0)
        print("shut", name)


def async_managers() -> None:
    async def main() -> None:
        async with _connection("a") as a, _connection("b") as b:
            print(a, b)
        try:
            async with _connection("c"):
                raise KeyError("k")
        except KeyError as error:
            print(repr(error))

    asyncio.run(main())


@asynccontextmanager
async def _async_swallow() -> AsyncIterator[None]:
    try:
        yield
    except ValueError as error:
        print("swallowed", error)


def async_swallow() -> None:
    async def main() -> None:
        async with _async_swallow():
            raise ValueError("v")
        print("after")
        async with nullcontext(1) as one:
            print(one)

    asyncio.run(main())


def async_stack() -> None:
    async def later(text: str) -> None:
        await asyncio.sleep(0)
        print(text)

    async def main() -> None:
        async with AsyncExitStack() as stack:
            print(await stack.enter_async_context(_connection("d")))
            print(stack.enter_context(_tag("e")))
            stack.callback(_say, "callback")
            stack.push_async_callback(later, "async callback")

    asyncio.run(main())


def async_closing() -> None:
    async def items() -> AsyncIterator[int]:
        try:
            yield 1
            yield 2
        finally:
            print("closed")

    async def main() -> None:
        async with aclosing(items()) as g:
            async for item in g:
                print(item)
                break

    asyncio.run(main())


def decorated_class_method() -> None:
    class_ = _Factory()
    with class_.scope("n") as scope:
        print(scope)


class _Factory:
    @staticmethod
    @contextmanager
    def scope(name: str) -> Iterator[str]:
        yield name * 2
        print("scope ends")
