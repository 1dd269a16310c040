"""What the compiler refuses about classes."""

from tests.diagnostics.cases.case import case

CLASSES = [
    case(
        "class in a function whose body uses a variable of it",
        """
        def run() -> None:
            n = 1

            class Inner:
                size = «n»

            print(Inner().size)
        """,
        "the class Inner uses 'n', a variable of the function around it",
        "pass it to __init__ and keep it in an attribute",
    ),
    case(
        "class in a function that uses a variable without a value",
        """
        def run() -> None:
            «c»lass Inner:
                def get(self) -> int:
                    return n

            n = 1
            print(Inner().get())
        """,
        "'n', which the class Inner uses, has no value yet",
        "assign it before the class statement",
    ),
    case(
        "class in a function that deletes a variable of it",
        """
        def run() -> None:
            n = 1

            class Inner:
                def forget(self) -> None:
                    nonlocal n
                    del «n»

            Inner().forget()
        """,
        "the variable 'n' around the class is deleted or bound by :=",
        "assign it in a statement of its own",
    ),
    case(
        "class in a function with a call in its body",
        """
        def run() -> None:
            class Inner:
                text = «input()»
        """,
        "this call in the class body is made when the function runs",
        "define the class at module level",
    ),
    case(
        "two classes of one name",
        """
        def run() -> None:
            if input():
                «c»lass Inner:
                    n = 1
            else:
                class Inner:
                    n = 2
            print(Inner.n)
        """,
        "'Inner' is bound more than once in this function",
        "use two names",
    ),
    case(
        "a class that derives from str",
        """
        class Name(str):
            pass


        def run() -> None:
            print(«Name("a")»)
        """,
        "Name derives from str, of which Naja has no subclasses",
        "keep the str in an attribute, or use NewType",
    ),
    case(
        "copy of an exception",
        """
        import copy


        def run() -> None:
            print(«copy.copy(ValueError("x"))»)
        """,
        "a copy of ValueError is not compiled (in naja.runtime.copying.copy)",
        "write a function that makes the copy",
    ),
    case(
        "copy of a class with __reduce__",
        """
        import copy


        class A:
            def __reduce__(self) -> tuple[object, ...]:
                return (A, ())


        def run() -> None:
            «copy.deepcopy([A()])»
        """,
        "a copy of A asks its __reduce__, which is not compiled (in naja.runtime.copying._deep)",
        "define __copy__ and __deepcopy__, or write a method that makes the copy",
    ),
    case(
        "__del__",
        """
        class A:
            def __del__(self) -> None:
                print("gone")


        def run() -> None:
            «A()»
        """,
        "__del__ of A is not compiled",
        "use a context manager, or a method that the program calls",
    ),
    case(
        "equality with another class",
        """
        class A:
            def __eq__(self, other: "A") -> bool:
                return True


        def run() -> None:
            print(«A() == 5»)
        """,
        "__eq__ of A does not take int",
        "declare its parameter as object",
    ),
    case(
        "order",
        """
        class A:
            pass


        def run() -> None:
            print(«A() < A()»)
        """,
        "A and A have no order",
        "define __lt__, or compare by a key",
    ),
    case(
        "abstract class",
        """
        from abc import ABC, abstractmethod


        class A(ABC):
            @abstractmethod
            def f(self) -> int: ...


        def run() -> None:
            print(«A()».f())
        """,
        "A is abstract: it does not define f",
        "make an object of a class that does",
    ),
    case(
        "unhashable",
        """
        def run() -> None:
            print(«{[1]: 2}»)
        """,
        "list[int] is not hashable: it defines __eq__ without __hash__"
        " (in naja.runtime.dict.Dict.__setitem__)",
        "define __hash__, or use a frozen dataclass",
    ),
]
