"""What the compiler refuses about exceptions and their handlers."""

from tests.diagnostics.cases.case import case

EXCEPTIONS = [
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
]
