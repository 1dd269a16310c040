"""What the compiler refuses about operators, literals and values of build time."""

from tests.diagnostics.cases.case import case

VALUES = [
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
        "operands",
        """
        def run() -> None:
            print(«"a" + 1»)
        """,
        "str + int is not defined",
        "convert one side, or define the operator's method",
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
        "object with a part that an image cannot hold",
        """
        class Held:
            def __init__(self, live: object) -> None:
                self.live: object = live


        HELD = {"a": Held(vars(int))}


        class P:
            held = HELD

            @classmethod
            def get(cls, name: str) -> Held:
                return «cls.held»[name]


        def run() -> None:
            print(P.get("a") is None)
        """,
        "held[0].live holds a mappingproxy at build time, which an image cannot hold",
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
]
