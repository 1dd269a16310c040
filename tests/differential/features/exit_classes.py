"""What __exit__ is told: the class of the exception, asked in every way."""

from __future__ import annotations

import asyncio
from types import TracebackType


class Shown:
    def __init__(self, *kinds: type[BaseException]) -> None:
        self.kinds = kinds

    def __enter__(self) -> Shown:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        tb: TracebackType | None,
    ) -> bool:
        if exc_type is None:
            print("fine")
            return False
        print(exc_type.__name__, exc_type is ValueError, exc_type == KeyError)
        print(issubclass(exc_type, ArithmeticError), exc_type in (OSError, ZeroDivisionError))
        return exc_type is not RuntimeError


class Suppress:
    def __init__(self, kind: type[BaseException]) -> None:
        self.kind = kind

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind, error, trace):  # type: ignore[no-untyped-def]
        return kind is not None and issubclass(kind, self.kind)


class Transaction:
    def __init__(self) -> None:
        self.log: list[str] = []

    def __enter__(self) -> Transaction:
        self.log.append("begin")
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: object
    ) -> None:
        if exc_type:
            self.log.append(f"rollback after {exc_type.__name__}: {exc}")
        else:
            self.log.append("commit")


class Outer(Shown):
    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        tb: TracebackType | None,
    ) -> bool:
        print("outer", "no class" if not exc_type else exc_type.__name__)
        return super().__exit__(exc_type, exc, tb)


class Waiting:
    async def __aenter__(self) -> int:
        return 3

    async def __aexit__(self, kind: type[BaseException] | None, exc: object, tb: object) -> bool:
        await asyncio.sleep(0)
        print("left by", kind.__name__ if kind is not None else None)
        return kind is TimeoutError


class Strict:
    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, exc: object, tb: object) -> None:
        print(issubclass(kind, ValueError))  # type: ignore[arg-type]


def asked() -> None:
    with Shown():
        pass
    for error in (ValueError("v"), KeyError("k"), ZeroDivisionError("z"), RuntimeError("r")):
        try:
            with Shown():
                raise error
        except RuntimeError as left:
            print("left", left)


def suppressed() -> None:
    with Suppress(LookupError):
        raise KeyError("k")
    with Suppress(LookupError):
        pass
    try:
        with Suppress(LookupError):
            raise ValueError("v")
    except ValueError as error:
        print("left", error)


def transactions() -> None:
    t = Transaction()
    with t:
        pass
    try:
        with t:
            raise KeyError("lost")
    except KeyError:
        pass
    print(t.log)


def handed_on() -> None:
    with Outer():
        pass
    with Outer():
        raise ValueError("v")


def without_exception() -> None:
    try:
        with Strict():
            pass
    except TypeError as error:
        print(error)


async def _waits() -> None:
    async with Waiting() as n:
        print(n)
    async with Waiting():
        raise TimeoutError


def asynchronous() -> None:
    asyncio.run(_waits())
