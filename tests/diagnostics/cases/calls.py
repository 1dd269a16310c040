"""What the compiler refuses about arguments that do not fit, and calls of what is no function."""

from tests.diagnostics.cases.case import case

CALLS = [
    case(
        "too many arguments",
        """
        def f(x: int) -> int:
            return x


        def run() -> None:
            «f(1, 2)»
        """,
        "f() takes 1 positional argument, 2 are given",
        "remove some",
    ),
    case(
        "missing argument",
        """
        def f(x: int) -> int:
            return x


        def run() -> None:
            «f()»
        """,
        "f() needs the argument 'x'",
        "pass x",
    ),
    case(
        "unknown keyword",
        """
        def f(x: int) -> int:
            return x


        def run() -> None:
            «f(y=1)»
        """,
        "f() has no parameter 'y'",
        "correct the keyword",
    ),
    case(
        "call of an int",
        """
        def run() -> None:
            x = 1
            «x()»
        """,
        "int cannot be called",
        "call a function",
    ),
    case(
        "never awaited",
        """
        async def f() -> None:
            pass


        def run() -> None:
            «f()»
        """,
        "this coroutine is never awaited",
        "write await before the call",
    ),
]
