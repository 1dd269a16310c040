"""What the compiler refuses about names and variables."""

from tests.diagnostics.cases.case import case

VARIABLES = [
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
        "undefined name",
        """
        def run() -> None:
            print(«nothing»)
        """,
        "the name 'nothing' is not defined when the program has been imported",
        "define it at module level before it is used, or correct the spelling",
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
]
