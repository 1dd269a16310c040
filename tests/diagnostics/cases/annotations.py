"""What the compiler refuses about annotations that a program contradicts or that say too little."""

from tests.diagnostics.cases.case import case

ANNOTATIONS = [
    case(
        "result of a generator",
        """
        def items() -> «int»:
            yield 1


        def run() -> None:
            print(items())
        """,
        "a function with yield does not return int",
        "annotate it with Iterator[…], Iterable[…] or Generator[…, …, …]",
    ),
    case(
        "result of an async generator",
        """
        import asyncio
        from collections.abc import Iterator


        async def items() -> «Iterator[int]»:
            yield 1


        async def run() -> None:
            async for item in items():
                print(item)


        if __name__ == "__main__":
            asyncio.run(run())
        """,
        "a function with yield does not return Iterator[int]",
        "annotate it with AsyncIterator[…] or AsyncGenerator[…, …]",
    ),
    case(
        "isinstance of an Iterable",
        """
        from collections.abc import Iterable


        class Holder:
            def __init__(self, items: Iterable[int]) -> None:
                self.items: Iterable[int] = items


        def run() -> None:
            print(«isinstance(Holder([1]).items, list)»)
        """,
        "isinstance of what is declared as Iterable[int] is not compiled",
        "declare it as a union of the classes that occur",
    ),
    case(
        "bigint_as_int",
        """
        from naja.lang import bigint

        def run() -> None:
            x = bigint(1)
            print(«isinstance(x, int)»)
        """,
        "a bigint is an int only under CPython",
        "write isinstance(x, bigint), before or instead",
    ),
    case(
        "bare Callable",
        """
        from typing import Callable, cast


        def run() -> None:
            actions = cast(«"list[Callable]"», [len])
            print(actions[0]([1]))
        """,
        "a bare Callable does not say what it takes and gives",
        "write Callable[[int], str], or what it is",
    ),
    case(
        "unknown annotation",
        """
        from __future__ import annotations


        def f(x: Missing) -> int:
            return x.size


        def run() -> None:
            «f(1)»
        """,
        "the annotation 'Missing' cannot be evaluated: name 'Missing' is not defined",
        "import the name, or correct it",
    ),
    case(
        "argument type",
        """
        def f(x: int) -> int:
            return x - 1


        def run() -> None:
            f(«"x"»)
        """,
        "this is str, where int is expected",
        "convert it, or change the annotation",
    ),
    case(
        "wrong result",
        """
        def f() -> int:
            «return "x"»


        def run() -> None:
            print(f() - 1)
        """,
        "this is str, where int is expected",
        "convert it, or change the annotation",
    ),
    case(
        "main block",
        """
        def f(x: int) -> int:
            return x - 1


        if __name__ == "__main__":
            print(f(«None»))
        """,
        "this is None, where int is expected",
        "convert it, or change the annotation",
    ),
]
