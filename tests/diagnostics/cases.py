"""Programs that the compiler refuses, and what it says.

The text between « and » is what the caret line has to mark. Where a case has no main block, one
that calls `run` is put behind it.
"""

from dataclasses import dataclass
from textwrap import dedent


@dataclass(frozen=True)
class Case:
    """source: the program with marks. reason, remedy: the diagnostic's own words."""

    name: str
    source: str
    reason: str
    remedy: str


MAIN = "\n\nif __name__ == '__main__':\n    run()\n"


def case(name: str, source: str, reason: str, remedy: str) -> Case:
    text = dedent(source).lstrip("\n")
    return Case(name, text if "if __name__" in text else text + MAIN, reason, remedy)


NOT_YET = [
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
        "function of the module defined again in the main block",
        """
        def helper() -> int:
            return 1

        def run() -> None:
            print(helper())

        if __name__ == "__main__":
            «d»ef helper() -> int:
                return 2
            run()
        """,
        "'helper' of the module gets another meaning here, and functions use it",
        "give what is defined here a name of its own",
    ),
    case(
        "variable of the module deleted in the main block",
        """
        limit = 1

        def run() -> None:
            print(limit)

        if __name__ == "__main__":
            limit = 2
            «del limit»
            run()
        """,
        "functions use 'limit' of the module, which would have no value",
        "use another name here, or assign None",
    ),
    case(
        "attribute of object",
        """
        class A:
            name = "a"

        def shown(thing: object) -> None:
            print(«thing.name»)

        def run() -> None:
            shown(A())
        """,
        "object has no attribute 'name'",
        "test with isinstance which class it is of",
    ),
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
        "class in a function that uses a variable of it",
        """
        def run() -> None:
            n = 1

            class Inner:
                def get(self) -> int:
                    return «n»

            print(Inner().get())
        """,
        "the class Inner uses 'n', a variable of the function around it",
        "pass it to __init__ and keep it in an attribute",
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
        "class in a function with a decorator",
        """
        def shown(cls: type) -> type:
            print(cls.__name__)
            return cls


        def run() -> None:
            @«shown»
            class Inner:
                pass
        """,
        "this decorator of a class inside a function acts at run time",
        "define the class at module level",
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
        "a local subclass of a class that registers",
        """
        class Base:
            def __init_subclass__(cls) -> None:
                print(cls.__name__)


        def run() -> None:
            «c»lass Inner(Base):
                pass
        """,
        "__init_subclass__ of Base acts at run time here",
        "define the class at module level",
    ),
    case(
        "exc_info",
        """
        import sys


        def run() -> None:
            try:
                print(1 // 0)
            except ZeroDivisionError:
                print(«sys.exc_info()»)
        """,
        "sys.exc_info() is not compiled",
        "name the exception: except … as error",
    ),
    case(
        "print_exc outside a handler",
        """
        import traceback


        def run() -> None:
            «traceback.print_exc()»
        """,
        "what a caller handles is not known here",
        "call it inside the except block, or pass the exception",
    ),
    case(
        "group in except*",
        """
        def run() -> None:
            try:
                raise ValueError("v")
            except* «ExceptionGroup»:
                print("never")
        """,
        "catching ExceptionGroup with except* is not allowed",
        "use except, or name the classes of the parts",
    ),
    case(
        "many arguments of an exception",
        """
        def run() -> None:
            print(«ValueError(1, 2, 3, 4, 5)».args)
        """,
        "args holds up to 4 arguments of an exception",
        "use attributes of a class of your own",
    ),
    case(
        "to_thread",
        """
        import asyncio


        def work() -> int:
            return 1


        async def run() -> None:
            print(await «asyncio.to_thread(work)»)
        """,
        "asyncio.to_thread is not compiled: an image has one thread",
        "use asyncio: tasks, and its locks, events and queues",
    ),
    case(
        "executor",
        """
        import asyncio


        def work() -> int:
            return 1


        async def run() -> None:
            loop = asyncio.get_running_loop()
            print(await «loop.run_in_executor»(None, work))
        """,
        "loop.run_in_executor is not compiled: an image has one thread",
        "use asyncio: tasks, and its locks, events and queues",
    ),
    case(
        "thread",
        """
        import threading


        def work() -> None:
            pass


        def run() -> None:
            thread = «threading.Thread(target=work)»
            thread.start()
        """,
        "threading.Thread is not compiled: an image has one thread",
        "use asyncio: tasks, and its locks, events and queues",
    ),
    case(
        "class of threads",
        """
        from threading import Thread


        class Worker(Thread):
            def run(self) -> None:
                print(1)


        def run() -> None:
            «Worker()».start()
        """,
        "threading.Thread is not compiled: an image has one thread",
        "use asyncio: tasks, and its locks, events and queues",
    ),
    case(
        "thread lock",
        """
        import threading


        def run() -> None:
            with «threading.Lock()»:
                print(1)
        """,
        "threading.Lock is not compiled: an image has one thread",
        "use asyncio: tasks, and its locks, events and queues",
    ),
    case(
        "pool of threads",
        """
        from concurrent.futures import ThreadPoolExecutor


        def run() -> None:
            with «ThreadPoolExecutor(4)» as pool:
                print(pool)
        """,
        "concurrent.ThreadPoolExecutor is not compiled: an image has one thread",
        "use asyncio: tasks, and its locks, events and queues",
    ),
    case(
        "process",
        """
        import multiprocessing


        def work() -> None:
            pass


        def run() -> None:
            process = «multiprocessing.Process(target=work)»
            process.start()
        """,
        "multiprocessing.Process is not compiled: an image has one thread",
        "use asyncio: tasks, and its locks, events and queues",
    ),
    case(
        "library",
        """
        import re


        def run() -> None:
            print(«re.match("a", "b")»)
        """,
        "re.match is not compiled yet",
        "call it at build time, or see docs/language.md for the modules that are there",
    ),
    case(
        "builtin",
        """
        def run() -> None:
            «open("x")»
        """,
        "open() is not compiled",
        "docs/language.md lists the builtins that are",
    ),
    case(
        "percent",
        """
        def run() -> None:
            print(«"%d" % "one"»)
        """,
        "%d format: a real number is required, not str",
        "use %s, or convert the value",
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
        "percent_too_few",
        """
        def run() -> None:
            print(«"%d %s" % (1,)»)
        """,
        "not enough arguments for format string",
        "give one for each %",
    ),
    case(
        "percent_too_many",
        """
        def run() -> None:
            print(«"%d" % (1, 2)»)
        """,
        "not all arguments converted during string formatting",
        "give one for each %",
    ),
    case(
        "percent_code",
        """
        def run() -> None:
            print(«"%y" % 1»)
        """,
        "the template is wrong: unsupported format character 'y' (0x79) at index 1",
        "correct it",
    ),
    case(
        "format_index",
        """
        def run() -> None:
            print(«"{} {}".format(1)»)
        """,
        "Replacement index 1 out of range for positional args tuple",
        "give one more value",
    ),
    case(
        "format_name",
        """
        def run() -> None:
            print(«"{a}".format(b=1)»)
        """,
        "format() is given no 'a'",
        "name it in the call",
    ),
    case(
        "format_braces",
        """
        def run() -> None:
            print(«"{".format(1)»)
        """,
        "the template is wrong: Single '{' encountered in format string",
        "correct the template",
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
        "ellipsis",
        """
        def run() -> None:
            print(«...»)
        """,
        "... is not compiled as a value",
        "use None",
    ),
    case(
        "large int",
        """
        def run() -> None:
            print(«99999999999999999999»)
        """,
        "99999999999999999999 does not fit into 64 bits",
        "use u64 from naja.lang for values up to 2**64 - 1",
    ),
    case(
        "identity of numbers",
        """
        def run() -> None:
            x = 1
            y = 2
            print(«x is y»)
        """,
        "`is` between int and int has no meaning here",
        "use == to compare values",
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
        "computed getattr",
        """
        class A:
            def __init__(self) -> None:
                self.x = 1


        def run() -> None:
            name = "x"
            print(«getattr(A(), name)»)
        """,
        "getattr needs a constant name",
        "write the attribute, or use a dict",
    ),
    case(
        "print to an object",
        """
        def run() -> None:
            «print(1, file=3)»
        """,
        "print writes only to sys.stdout and sys.stderr",
        "use file=sys.stderr or no file",
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
]

UNTYPED = [
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
]

WRONG = [
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
        "undefined name",
        """
        def run() -> None:
            print(«nothing»)
        """,
        "the name 'nothing' is not defined when the program has been imported",
        "define it at module level before it is used, or correct the spelling",
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
    case(
        "None in arithmetic",
        """
        def find() -> int | None:
            return 1


        def run() -> None:
            print(«find() + 1»)
        """,
        "the left operand of + may be None",
        "test it first: `if x is not None:`",
    ),
    case(
        "items of None",
        """
        def find() -> list[int] | None:
            return [1]


        def run() -> None:
            print(«find()[0]»)
        """,
        "this may be None, which has no items",
        "test it first: `if x is not None:`",
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
        "operands",
        """
        def run() -> None:
            print(«"a" + 1»)
        """,
        "str + int is not defined",
        "convert one side, or define the operator's method",
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
        "iteration over an int",
        """
        def run() -> None:
            for i in «5»:
                print(i)
        """,
        "int cannot be iterated",
        "define __iter__",
    ),
    case(
        "unpacking",
        """
        def run() -> None:
            «a, b» = 1, 2, 3
        """,
        "2 names for 3 values",
        "make the numbers equal",
    ),
    case(
        "index outside a tuple",
        """
        def run() -> None:
            pair = (1, "a")
            print(«pair[2]»)
        """,
        "the tuple has 2 items, index 2 is outside",
        "use an index inside it",
    ),
    case(
        "fixed width",
        """
        from naja.lang import u8


        def run() -> None:
            print(«u8(300)»)
        """,
        "300 does not fit into u8",
        "use u8.wrap(…) to cut it",
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
        "class after except",
        """
        def run() -> None:
            try:
                pass
            except «int»:
                pass
        """,
        "only exception classes can be caught",
        "name a class derived from Exception",
    ),
    case(
        "raise an int",
        """
        def run() -> None:
            raise «5»
        """,
        "this is int, where BaseException is expected",
        "convert it, or change the annotation",
    ),
    case(
        "bare raise",
        """
        def run() -> None:
            «raise»
        """,
        "a bare raise outside an except block",
        "name the exception",
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
    case(
        "global without value",
        """
        def run() -> None:
            global counter
            «counter = 1»
        """,
        "the global 'counter' has no value at build time",
        "give it one at module level",
    ),
    case(
        "open file at build time",
        """
        FILE = open("/dev/null")


        def run() -> None:
            print(«FILE»)
        """,
        "FILE holds a TextIOWrapper at build time, which an image cannot hold",
        "keep it out of what runs, or convert it at build time",
    ),
    case(
        "module as a value",
        """
        import sys


        def run() -> None:
            print(«sys»)
        """,
        "the module sys is not a value at run time",
        "use its attributes",
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
