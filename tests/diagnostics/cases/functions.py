"""What the compiler refuses about functions, and what it says."""

from tests.diagnostics.cases.case import case

FUNCTIONS = [
    case(
        "a list around itself in a loop",
        """
        def nest(n: int) -> None:
            xs = [n]
            while n > 0:
                xs = «[xs]»
                n -= 1
            print(xs)


        if __name__ == "__main__":
            nest(3)
        """,
        "this value holds ever more of its own kind",
        "annotate it with a type that names itself, as in `Tree = Union[int, 'list[Tree]']`",
    ),
    case(
        "a result that holds itself",
        """
        def grow(n: int):
            if n == 0:
                return None
            return «(n, grow(n - 1))»


        if __name__ == "__main__":
            print(grow(3))
        """,
        "this value holds ever more of its own kind",
        "annotate it with a type that names itself, as in `Tree = Union[int, 'list[Tree]']`",
    ),
    case(
        "an argument that grows",
        """
        def deep(x, n: int) -> int:
            return 0 if n == 0 else deep(«[x]», n - 1)


        if __name__ == "__main__":
            print(deep(1, 3))
        """,
        "this value holds ever more of its own kind",
        "annotate it with a type that names itself, as in `Tree = Union[int, 'list[Tree]']`",
    ),
    case(
        "two stars of a dict each",
        """
        def f(**named: int) -> int:
            return len(named)


        def run(a: dict[str, int], b: dict[str, str]) -> None:
            print(«f(**a, **b)»)


        if __name__ == "__main__":
            run({}, {})
        """,
        "two ** of dicts with different types",
        "write the arguments by name",
    ),
    case(
        "two stars of a number",
        """
        def f(**named: int) -> int:
            return len(named)


        def run(n: int) -> None:
            print(f(**«n»))


        if __name__ == "__main__":
            run(1)
        """,
        "** takes a dict with str keys, this is int",
        "write the arguments by name",
    ),
    case(
        "recursion through a decorator",
        """
        def same(f):
            return f


        def run() -> None:
            @«same»
            def down(n):
                return n if n < 1 else down(n - 1)

            print(down(3))
        """,
        "down calls itself through its decorators, so it needs a signature",
        "annotate its parameters, all positional, and its result",
    ),
    case(
        "cache of any arguments",
        """
        from functools import cache


        @cache
        def total(**numbers: int) -> int:
            return sum(numbers.values())


        def run() -> None:
            print(«total(a=1, b=2)»)
        """,
        "total takes any number of arguments, so its results are not cached",
        "cache a function with parameters of their own",
    ),
    case(
        "cache without annotations",
        """
        from functools import cache


        def run() -> None:
            @«cache»
            def double(n):
                return n * 2

            print(double(4))
        """,
        "double is cached inside a function, so its types have to be written",
        "annotate its parameters and its result",
    ),
    case(
        "comparing functions that hold variables",
        """
        def run() -> None:
            k = len("ab")

            def make(n):
                return lambda x: x + n + k

            print(«make(1) == make(1)»)
        """,
        "functions that hold variables are not compared",
        "compare names that are kept beside them",
    ),
]
