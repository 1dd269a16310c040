"""f-strings and format(): every kind of specification for int, str, float and bool."""

from dataclasses import dataclass

NUMBERS = [0, 1, -1, 42, -1234567, 255]
INT_SPECS = [
    "",
    "d",
    "5",
    "<5",
    ">5",
    "^7",
    "05",
    "+",
    " ",
    "x",
    "X",
    "#x",
    "#o",
    "b",
    "#b",
    "08b",
    ",",
    "_",
    "+,d",
    "*^9",
    "=+7",
    "n",
    "c",
]
FLOAT_SPECS = [
    "",
    ".2f",
    "8.3f",
    "<8.1f",
    "e",
    ".3e",
    "g",
    ".3g",
    "%",
    ".1%",
    "+.1f",
    "08.2f",
    ",.1f",
    "*>10.2f",
    "_.2f",
]
STR_SPECS = ["", "5", "<5", ">5", "^5", "*^7", ".2", "5.1", "s", "-<6s"]


@dataclass
class Point:
    x: int
    y: int

    def __str__(self) -> str:
        return f"<{self.x}, {self.y}>"


class Money:
    def __init__(self, cents: int) -> None:
        self.cents = cents

    def __format__(self, spec: str) -> str:
        return f"{self.cents / 100:.2f} {spec}"


def integers() -> None:
    for number in NUMBERS:
        for spec in INT_SPECS:
            if spec == "c" and number < 0:
                continue
            print(f"[{format(number, spec)}]", end=" ")
        print()


def floats() -> None:
    for number in [0.0, 1.5, -2.675, 1e10, 1e-7, 123456.789]:
        for spec in FLOAT_SPECS:
            print(f"[{format(number, spec)}]", end=" ")
        print()


def texts() -> None:
    for word in ["", "ab", "日本語x"]:
        for spec in STR_SPECS:
            print(f"[{format(word, spec)}]", end=" ")
        print()


def strings() -> None:
    name, width, value, flag, nothing = "naja", 10, 3.14159, True, None
    print(
        f"{name} {name!r} {name!s} {name:>10} {name:{width}}| {value:{width}.2f} {value:.{1 + 1}f}"
    )
    print(
        f"{{literal}} {1 + 2} {name.upper()} {[1, 2]} {(1, 'a')} {flag} {nothing} {flag:d} {flag:5}|"
    )
    print(f"{name=} {width = } {value=:.2f} {name!a}")
    print(f"{Point(1, 2)} {Point(3, 4)!r} {Point(1, 2)!s:>12} {Money(1234):EUR}")
    print(f"{'nested ' + f'{width}'} {width:#06x} {width if flag else name}")
    print(f"{b'bytes'} { {'a': 1} } {-5:+d} {1_000_000:,}")


def errors() -> None:
    for spec in ["z", "5.2", "5x5", ".2d"]:
        try:
            print(format(5, spec))
        except ValueError as error:
            print(error)
    for spec in ["d", "=5", "z"]:
        try:
            print(format("text", spec))
        except ValueError as error:
            print(error)


def printing() -> None:
    print()
    print(1, "two", 3.0, None, True, [1], (2,), {3: 4}, b"5")
    print("a", "b", sep="-")
    print("no newline", end="")
    print("", "x", "", sep=",", end=";\n")
    print("é日🐍")


if __name__ == "__main__":
    integers()
    floats()
    texts()
    strings()
    errors()
    printing()
