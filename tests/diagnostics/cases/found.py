"""What random programs brought up: refused, not ignored and no internal error."""

from tests.diagnostics.cases.case import Case, case


def call(name: str, text: str, reason: str, remedy: str = "correct the call") -> Case:
    source = f"""
        def run() -> None:
            xs = [1, 2]
            {text}
        """
    return case(name, source, reason, remedy)


FOUND = [
    call("enumerate of nothing", "print(list(«enumerate()»))",
         "enumerate() takes 1 to 2 arguments, 0 are given"),
    call("enumerate with another name", "print(list(enumerate(xs, first=«1»)))",
         "enumerate() takes no argument 'first'"),
    call("reversed of nothing", "print(list(«reversed()»))",
         "reversed() takes 1 arguments, 0 are given"),
    call("map without an iterable", "print(list(«map(str)»))",
         "map() takes at least 2 arguments, 1 are given"),
    call("filter with one argument", "print(list(«filter(None)»))",
         "filter() takes 2 arguments, 1 are given"),
    call("reversed range of nothing", "print(list(reversed(«range()»)))",
         "range() takes 1 to 3 arguments, 0 are given"),
    call("dict of two mappings", "print(«dict({'a': 1}, {'b': 2})»)",
         "dict() takes 0 to 1 arguments, 2 are given"),
    call("list of two iterables", "print(«list(xs, xs)»)",
         "list() takes 0 to 1 arguments, 2 are given"),
    call("len by name", "print(len(xs, key=«1»))", "len() takes no argument 'key'"),
    call("int with another name", "print(int('7', radix=«8»))", "int() takes no argument 'radix'"),
    case(
        "class variable that is not there, in place",
        """
        class Single:
            level = 1


        def run() -> None:
            «Single.made += 1»
        """,
        "Single itself has no value 'made' that could change",
        "give it one in the body of that class",
    ),
    case(
        "None for a name",
        """
        def named(**named: int) -> int:
            return len(named)


        def run() -> None:
            print(named(**«{None: {'a': 1}}»))
        """,
        "** takes a dict with str keys, this is dict[None, dict[str, int]]",
        "write the arguments by name",
    ),
]  # fmt: skip
