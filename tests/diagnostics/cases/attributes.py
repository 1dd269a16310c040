"""What the compiler refuses about attributes: missing, computed, without a setter."""

from tests.diagnostics.cases.case import case

ATTRIBUTES = [
    case(
        "the attributes of an object kept",
        """
        class Point:
            def __init__(self) -> None:
                self.x = 1


        def names(p: Point) -> object:
            return «p.__dict__»


        if __name__ == "__main__":
            print(names(Point()))
        """,
        "__dict__ is kept or changed here; as a whole it is only read where it stands",
        "write dict(vars(x))",
    ),
    case(
        "the attributes of an object in an order that is not known",
        """
        class Point:
            def __init__(self, swap: bool) -> None:
                if swap:
                    self.y = 2
                    self.x = 1
                else:
                    self.x = 1
                    self.y = 2


        if __name__ == "__main__":
            print(«vars(Point(True))»)
        """,
        "the order in which Point sets its attributes is not known",
        "name the attributes",
    ),
    case(
        "attribute of a cached function",
        """
        from functools import cache

        @cache
        def twice(n: int) -> int:
            return n * 2

        def run() -> None:
            print(«twice.side»)
        """,
        "twice has no attribute 'side'",
        "correct the spelling, or set it at module level",
    ),
    case(
        "a cached property without a result",
        """
        from functools import cached_property


        class Circle:
            @cached_property
            def area(self):
                return 3


        def run() -> None:
            print(«Circle().area»)
        """,
        "the cached_property area has no annotated result",
        "annotate it",
    ),
    case(
        "name of a signature",
        """
        from collections.abc import Callable
        def twice(x: int) -> int:
            return x * 2
        def shown(f: Callable[[int], int]) -> str:
            return «f.__name__»
        def run() -> None:
            print(shown(twice))
        """,
        "__name__ of a function is not kept where only its signature is declared",
        "leave the annotation out, or keep names beside it",
    ),
    case(
        "class attribute that the class does not define",
        """
        class A:
            x = 1


        class B(A):
            pass


        def run() -> None:
            «B.x = 2»
        """,
        "B itself has no value 'x' that could change",
        "give it one in the body of that class",
    ),
    case(
        "class attribute that objects have too",
        """
        class A:
            x = 1

            def set(self) -> None:
                self.x = 2


        def run() -> None:
            «A.x = 3»
        """,
        "'x' is set on the class A and on its objects",
        "use two names",
    ),
    case(
        "class attribute that objects of a subclass have later",
        """
        class A:
            x = 1

            def count(self) -> None:
                A.x += 1


        class B(A):
            def set(self) -> None:
                self.x = 2


        def run() -> None:
            A().count()
            b = «B()»
            b.set()
            print(b.x)
        """,
        "'x' is set on the class A and on objects of B",
        "use two names",
    ),
    case(
        "attribute of str",
        """
        def run() -> None:
            print(«"x".uper»())
        """,
        "str has no attribute 'uper'",
        "did you mean 'upper'?",
    ),
    case(
        "attribute set",
        """
        class A:
            def __init__(self) -> None:
                self.x = 1


        def run() -> None:
            «A().y = 1»
        """,
        "A has no attribute 'y'",
        "set it in __init__, or annotate it in the class",
    ),
    case(
        "property without setter",
        """
        class A:
            @property
            def x(self) -> int:
                return 1


        def run() -> None:
            «A().x = 1»
        """,
        "the property 'x' of A has no setter",
        "define one with @x.setter",
    ),
    case(
        "frozen dataclass",
        """
        from dataclasses import dataclass


        @dataclass(frozen=True)
        class Key:
            x: int


        def run() -> None:
            «Key(1).x = 2»
        """,
        "Key is frozen: its attributes cannot be assigned",
        "make a new object, or leave out frozen=True",
    ),
]
