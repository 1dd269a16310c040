"""What the compiler refuses about templates of text: `%` and `format`."""

from tests.diagnostics.cases.case import case

TEXT = [
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
]
