"""Random lines for `operations.py`: names, texts in many scripts, bytes, numbers of all sizes."""

import random
import struct

ALPHABETS = [
    "ab ",
    "abc,\n",
    "aB1 _",
    "éßÿµ ax",
    "日本a \u2028",
    "01_+-. e",
    "\t\n\r\x0b\x1c\x85 a",
    "ΑΣςβ σ'a",
    "жЖİıŉǅǆﬁßΐ ",
    "٣४Ⅷ½一Ａ\u0300x",
    "\U0001f600é'\"\\",
]
ON_TEXT = ["find", "split", "separate", "replace", "strip", "slice", "item", "case"]
ON_TEXT += ["class", "pad", "compare", "join", "encode", "strict", "int", "float"]
ON_BYTES = ["bfind", "bsplit", "bmake", "bdecode", "bstrict", "bcompare"]
ON_NUMBERS = ["ints", "add", "shift", "floats", "divide", "round", "whole", "format"]
ON_SPECS = ["ispec", "fspec", "sspec", "percent", "fpercent", "spercent", "exact"]
ON_CONTAINERS = ["sort", "list", "dict", "set", "bytearray"]
BROKEN = [b"\xe2\x82\xac", b"\xf0\x9f\x98\x80", b"\xc3\xa9"]


class Lines:
    """A stream of operations that a seed determines."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def line(self) -> str:
        name = self.random.choice(ON_TEXT + ON_BYTES + ON_NUMBERS + ON_SPECS + ON_CONTAINERS)
        i, j = self.random.randint(-9, 14), self.random.randint(-9, 14)
        if name in ON_TEXT:
            operands = [*(t.encode().hex() for t in self.texts(name)), i, j]
        elif name in ON_BYTES:
            data = self.data()
            part = self.random.choice([data[1:3], self.word(2).encode()])
            operands = [data.hex(), part.hex(), i, j]
        elif name in ON_SPECS:
            spec = self.conversion() if "percent" in name else self.spec()
            real = self.real()
            if name == "exact":
                real = self.random.randint(-(2**50), 2**50) / 2 ** self.random.randint(0, 60)

            word = self.word(6).encode().hex()
            operands = [spec.encode().hex(), self.integer(), repr(real), word]
        elif name in ON_NUMBERS:
            limit = 1e18 if name == "whole" else None
            operands = [self.integer(), self.integer(), repr(self.real(limit)), repr(self.real())]
        else:
            count = self.random.randint(0, self.random.choice([6, 60]))
            numbers = [str(self.random.randint(-30, 60)) for _ in range(count)]
            operands = [" ".join(numbers), i, j]
        return "\t".join([name, *map(str, operands)])

    def spec(self) -> str:
        """A format specification, seldom a wrong one."""
        choose = self.random.choice
        width = choose(["", "", "3", "8", "14", "020"])
        precision = choose(["", "", ".0", ".3", ".12"])
        kind = choose(["", "", *"bcdeEfFgGnosxX%"])
        align = choose(["", "", "<", ">", "^", "=", "*^", "é>", "0="])
        grouping = choose(["", "", "", ",", "_"])
        sign = choose(["", "", "", "+", "-", " "])
        return align + sign + choose(["", "", "z", "#"]) + width + grouping + precision + kind

    def conversion(self) -> str:
        """What stands behind a percent sign."""
        choose = self.random.choice
        flags = "".join(self.random.sample("-+ #0", self.random.randint(0, 3)))
        precision = choose(["", "", ".", ".0", ".3", ".9"])
        return flags + choose(["", "3", "12"]) + precision + choose("diouxXeEfFgGcrsa%q")

    def word(self, most: int) -> str:
        alphabet = self.random.choice(ALPHABETS)
        length = self.random.randint(0, self.random.choice([3, most]))
        return "".join(self.random.choice(alphabet) for _ in range(length))

    def texts(self, name: str) -> tuple[str, str, str]:
        text = self.word(12)
        if name == "int":
            text = self.random.choice([self.word(6), str(self.integer()), f" {self.integer()} "])
        elif name == "float":
            text = self.random.choice([self.word(8), repr(self.real())])
        return text, self.random.choice([text[1:3], self.word(3)]), self.word(4)

    def data(self) -> bytes:
        choice = self.random.randrange(3)
        if choice == 0:
            return self.word(12).encode()
        if choice == 1:
            return self.random.randbytes(self.random.randint(0, 8))
        start = self.random.choice(BROKEN)[: self.random.randint(0, 4)]
        return start + bytes(self.random.choices(b"a\x80\xe2\xf4\x90", k=3))

    def integer(self) -> int:
        size = self.random.random()
        if size < 0.6:
            return (
                self.random.randint(-20, 20)
                if size < 0.3
                else self.random.randint(-1000000, 1000000)
            )
        return self.random.choice([1, -1]) * self.random.getrandbits(self.random.randint(1, 63))

    def real(self, limit: float | None = None) -> float:
        size = self.random.random()
        if size < 0.3:
            value = round(self.random.uniform(-100, 100), self.random.randint(0, 4))
        elif size < 0.5:
            value = float(self.random.randint(-10, 10))
        elif size < 0.8:
            value = self.random.uniform(-1, 1) * 10 ** self.random.randint(-25, 25)
        else:
            bits = self.random.getrandbits(64).to_bytes(8, "little")
            value = struct.unpack("<d", bits)[0]
        return value if limit is None or -limit < value < limit else 0.5
