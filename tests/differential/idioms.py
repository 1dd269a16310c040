"""What random programs have beyond plain values: classes with operators, enums, sets, deques,
generators, closures, stars, formats; the helpers that they call, and the forms that use them."""

HELPERS = """

class Colour(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3


class Vector:
    def __init__(self, x: int, y: int) -> None:
        self.x, self.y = small(x), small(y)

    def __add__(self, other: "Vector") -> "Vector":
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, by: int) -> "Vector":
        return Vector(self.x * by, self.y * by)

    __rmul__ = __mul__

    def __neg__(self) -> "Vector":
        return Vector(-self.x, -self.y)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Vector):
            return NotImplemented
        return (self.x, self.y) == (other.x, other.y)

    def __lt__(self, other: "Vector") -> bool:
        return self.x < other.x

    def __hash__(self) -> int:
        return hash((self.x, self.y))

    def __bool__(self) -> bool:
        return self.x != 0 or self.y != 0

    def __iter__(self) -> Iterator[int]:
        yield self.x
        yield self.y

    def __getitem__(self, index: int) -> int:
        return (self.x, self.y)[index]

    def __repr__(self) -> str:
        return f"<{self.x}, {self.y}>"


class Guard:
    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> str:
        print("enter", self.name)
        return self.name

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        print("exit", self.name, error)
        return isinstance(error, KeyError)


def counted(start: int, stop: int) -> Iterator[int]:
    try:
        for number in range(start, min(stop, start + 5)):
            yield number
    finally:
        print("counted", start)


def adder(by: int) -> Callable[[int], int]:
    calls = 0

    def add(number: int) -> int:
        nonlocal calls
        calls += 1
        return small(number + by * calls)

    return add


def total(*numbers: int, scale: int = 1, **named: int) -> int:
    return small((sum(numbers) + len(named)) * scale)


class Shape:
    sides = 0

    def __init__(self, size: int) -> None:
        self.size = small(size)

    def area(self) -> int:
        return self.size

    def __lt__(self, other: "Shape") -> bool:
        print("compared", self, other)
        return self.area() < other.area()

    def __sub__(self, other: object) -> int:
        if isinstance(other, Shape):
            return self.area() - other.area()
        return NotImplemented

    def __rsub__(self, other: int) -> int:
        return small(other - self.area())

    def __len__(self) -> int:
        return self.size % 5 if self.size > 0 else 0

    def __contains__(self, number: int) -> bool:
        return number == self.size

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.size})"


class Square(Shape):
    sides = 4

    def area(self) -> int:
        return small(self.size * super().area())

    def __format__(self, spec: str) -> str:
        return f"[{self.size:{spec}}]"


class Cube(Square):
    sides = 6

    def area(self) -> int:
        return small(super().area() * self.sides)

    @property
    def half(self) -> int:
        return self.size // 2

    @half.setter
    def half(self, value: int) -> None:
        print("half", value)
        self.size = small(value * 2)


@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0
    tag: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.major < 0:
            raise Refused(f"version {self.major}")


def talk(first: int) -> Generator[int, int | None, str]:
    total = first
    try:
        for _ in range(3):
            got = yield small(total)
            total += 5 if got is None else got
            if got == 7:
                raise KeyError(got)
    except ValueError as error:
        total = -1
        yield len(str(error))
    finally:
        print("talk", small(total))
    return str(small(total))


def told(first: int, second: int) -> str:
    try:
        line = talk(first)
        heard = [next(line), line.send(second)]
        if second % 2:
            heard.append(line.throw(Refused("odd")))
        heard.extend(line)
        return str(heard)
    except (StopIteration, RuntimeError) as error:
        return type(error).__name__


def deeper(number: int) -> int:
    try:
        return small(100 // ended(number) + [1, 2, 3][number])
    except ZeroDivisionError as error:
        raise Refused("deeper") from error
    finally:
        if number == 10:
            print("ten")


def caught(number: int) -> str:
    try:
        return str(deeper(number))
    except ValueError as error:
        return f"{error!r} {error.__cause__!r}"
    except LookupError as error:
        return f"{error!r} {error.__context__!r}"


def sorted_out(thing: "int | str | list[int] | tuple[int, str] | None") -> str:
    match thing:
        case None | "":
            return "nothing"
        case int(number) if number > 9:
            return f"many {number}"
        case int() | str():
            return f"one {thing}"
        case [] | [_]:
            return "short"
        case [first, *_, last] if first == last:
            return f"around {first}"
        case (int(number), str(text)):
            return f"pair {number} {text}"
        case _:
            return "long"


def ended(number: int) -> int:
    try:
        if number % 3 == 0:
            raise Refused(str(number))
        return number
    except Refused as error:
        return len(str(error))
    finally:
        print("ended", number)
"""

NOTES = {
    "vector": "Vector",
    "colour": "Colour",
    "numbers": "set[int]",
    "queue": "deque[int]",
    "mixed": "int | float",
    "shape": "Shape",
    "version": "Version",
    "names": "set[str]",
    "table": "dict[int, list[str]]",
}
LITERALS = {
    "vector": ["Vector(0, 0)", "Vector(1, 2)", "Vector(-3, 7)"],
    "colour": ["Colour.RED", "Colour.GREEN", "Colour.BLUE"],
    "numbers": ["{1, 2}", "{3}", "{0, 7, 999}"],
    "queue": ["deque([1, 2])", "deque([3, 4, 5], maxlen=3)"],
    "mixed": ["1", "2.5", "-3", "0.0", "10"],
    "shape": ["Shape(2)", "Square(3)", "Cube(1)", "Square(-4)"],
    "version": ["Version(1)", "Version(1, 2)", "Version(0, 9, 'rc')"],
    "names": ["{'a'}", "{'a', 'b'}", "{'', 'tail'}"],
    "table": ["{1: ['a']}", "{0: [], 7: ['x', 'y']}"],
}
FORMS = {
    "int": [
        "total(<int>, *<ints>)", "total(<int>, scale=<int>)", "total(*<ints>, **<counts>)",
        "<vector>.x", "<vector>[<int>]", "sum(counted(<int>, <int>))", "adder(<int>)(<int>)",
        "<colour>.value", "reduce(lambda a, b: small(a + b), <ints>, <int>)", "len(<numbers>)",
        "Counter(<str>)[<str>]", "<queue>[<int>]", "ended(<int>)", "max(<ints>, default=<int>)",
        "min(<ints>, key=lambda n: n % 5)", "hash(<vector>)", "<queue>.popleft()",
        "sum(a * b for a in <ints> for b in <ints> if a < b)", "sum(<vector>)",
        "partial(total, <int>)(<int>)", "next(iter(<queue>), <int>)", "int(<mixed>)",
        "<shape>.area()", "(<shape> - <shape>)", "(<int> - <shape>)", "len(<shape>)",
        "<shape>.sides", "Cube(<int>).half", "<version>.major", "deeper(<int>)", "hash(<version>)",
        "[lambda: <int>, lambda: <int>][<int> % 2]()", "len(<names>)", "len(<table>[<int>])",
        "(<int>).bit_count()", "sum(<ints>[::2])", "<str>.rfind(<str>, <int>)", "ord(max(<str>))",
        'int(f"{<int>:b}", 2)', "(<int> ** 2 % 97)", "(<int> << 3) % 1000", "round(<int>, -1)",
        "max(<shape>, <shape>).size", "sum(len(v) for v in <table>.values())",
        "list(<counts>.items())[<int>][1]", "(lambda *n, k=1: len(n) * k)(*<ints>, k=<int>)",
    ],
    "bool": [
        "(<vector> == <vector>)", "(<vector> < <vector>)", "bool(<vector>)", "(<int> in <vector>)",
        "(<colour> is <colour>)", "(<numbers> <= <numbers>)", "(<int> in <numbers>)",
        "(<mixed> < <mixed>)", "(<mixed> == <int>)", "(<queue> == <queue>)", "(not <vector>)",
        "isinstance(<mixed>, int)", "(<vector> != <vector>)", "<numbers>.isdisjoint(<ints>)",
        "(<shape> < <shape>)", "(<int> in <shape>)", "bool(<shape>)", "isinstance(<shape>, Square)",
        "(<version> < <version>)", "(<version> == <version>)", "(<names> <= <names>)",
        "(<table> == <table>)", "(<int> in <table>)", "(<ints> < <ints>)", "(<texts> >= <texts>)",
        "(<counts>.keys() >= <names>)", "<str>.isidentifier()", "(<int> != <int> > <int>)",
        "(<int> in (<int>, <int>, *<ints>))", "(type(<shape>) is Cube)",
    ],
    "str": [
        "'{}-{:>4}'.format(<str>, <int>)[:20]", "('%s/%5d' % (<str>, <int>))[:20]",
        "('%.2f' % <float>)[:20]", "<colour>.name", "repr(<vector>)", "str(<colour>)",
        "str(<mixed>)", "str(<numbers>)[:20]", "str(<queue>)[:20]", "f'{<vector>!s:>12}'",
        "','.join(f'{k}={v}' for k, v in sorted(<counts>.items()))[:20]",
        "'{0:+d}|{0:05}'.format(<int>)", "'-'.join(map(str, <ints>))[:20]",
        "told(<int>, <int>)[:40]", "caught(<int>)", "sorted_out(<maybe>)", "sorted_out(<ints>)",
        "sorted_out(<str>)", "sorted_out(<pair>)", "repr(<shape>)", 'f"{Square(<int>):>5}"',
        "str(<version>)", "str(sorted(<names>))[:40]", "str(<table>)[:40]", "<str>[<int>::-2]",
        'f"{<int>:^+9,}|{<str>:*<8.3}|{<float>:_.2f}"[:40]', "<str>.casefold()",
        "('%-6s|%+.1e|%x' % (<str>, <float>, 9))[:40]",
        'f"{<int>!r:>6}{<str>=}"[:40]', "'{:{}}'.format(<str>, 9)", "<str>.center(9, '.')",
        "<str>.swapcase()", "repr(<str>.partition(<str>))", "<str>.rjust(<int> % 12)",
        "repr(<str>.encode())", "ascii(<str>)", "repr(<float>)", "str(<str>.rsplit(None, 1))",
        "format(<float>, '.3g')", "str([*<str>][::-1])[:40]", 'f"{<maybe>}"',
        "repr(divmod(<int>, <int>))", "str(<mixed> * 2)", "str(<counts>)[:40]",
    ],
    "ints": [
        "[a * b for a in <ints> for b in <ints> if a < b][:9]", "list(<vector>)",
        "sorted(<numbers>)", "list(<queue>)", "list(counted(<int>, <int>))",
        "[x for row in [<ints>, <ints>] for x in row][:9]", "list(filter(None, <ints>))",
        "[c.value for c in Colour]", "[n for n, k in Counter(<ints>).most_common(2)]",
        "list(accumulate(<ints>, lambda a, b: small(a + b)))", "list(chain(<ints>, <numbers>))[:9]",
        "sorted(<ints>, key=cmp_to_key(lambda a, b: b - a))", "<ints>[<int>:<int>:-2]",
        "<ints>[<int>::3]", "[s.size for s in sorted([<shape>, <shape>, <shape>])]",
        "[*map(len, <texts>)]",
        "[[a for a in range(b % 4)][-1:] for b in <ints>][0]", "sorted(<table>)",
        "list({n: 0 for n in <ints>})", "[n for pair in zip(<ints>, <ints>) for n in pair][:9]",
        "[f() for f in [lambda n=n: n for n in <ints>]][:9]", "list(reversed(<ints>))",
        "[i for i, t in enumerate(<texts>, 1) if t]", "[len(v) for v in <table>.values()]",
    ],
    "shape": [
        "Shape(<int>)", "Square(<int>)", "Cube(<int>)", "min(<shape>, <shape>)",
        "max([<shape>, <shape>], key=lambda s: s.size)", "(<shape> if <bool> else <shape>)",
        "[Shape, Square, Cube][<int> % 3](<int>)",
    ],
    "version": [
        "Version(<int>)", "Version(<int>, <int>, <str>)", "max(<version>, <version>)",
        "replace(<version>, minor=<int>)", "sorted([<version>, <version>])[0]",
    ],
    "names": [
        "set(<texts>)", "(<names> | <names>)", "(<names> & <names>)", "{t[:1] for t in <texts>}",
        "(<names> - {<str>})", "(set(<counts>) ^ <names>)", "(<counts>.keys() & <names>)",
    ],
    "table": [
        "{<int>: <texts>}", "{n: [str(n)] for n in <ints>}", "{**<table>, <int>: <texts>}",
        "(<table> | <table>)", "{k: v[:1] for k, v in <table>.items() if v}",
    ],
    "vector": [
        "Vector(<int>, <int>)", "(<vector> + <vector>)", "(<vector> * <int>)", "(<int> * <vector>)",
        "(-<vector>)", "min([<vector>, <vector>])", "(<vector> or <vector>)",
        "sum([<vector>, <vector>], Vector(0, 0))",
    ],
    "colour": ["Colour(small(<int>) % 5)", "Colour[<str>]", "(<colour> if <bool> else <colour>)"],
    "numbers": [
        "{<int>, <int>}", "set(<ints>)", "(<numbers> | <numbers>)", "(<numbers> & <numbers>)",
        "(<numbers> - <numbers>)", "(<numbers> ^ <numbers>)", "{n % 10 for n in <ints>}",
    ],
    "queue": ["deque(<ints>)", "deque(<ints>, maxlen=3)", "<queue>.copy()", "deque(<vector>)"],
    "mixed": ["(<int> if <bool> else <float>)", "<int>", "<float>", "max(<mixed>, 1)", "-<mixed>"],
    "float": ["float(<mixed>)", "sum([<float>, <float>])", "(<float> * <int> / 1e9)"],
}  # fmt: skip
CHANGES = {
    "numbers": [
        "{name}.add({number})", "{name}.discard({number})", "{name}.remove({number})",
        "{name} |= {{{number}}}",
    ],
    "queue": [
        "{name}.append({number})", "{name}.appendleft({number})", "print({name}.pop())",
        "{name}.rotate({number})", "{name}.remove({number})",
    ],
    "vector": ["{name} += Vector({number}, 1)", "{name}.x = small({number})", "{name} *= {number}"],
    "mixed": ["{name} += 1", "{name} = round({name}, 1)"],
    "shape": ["{name}.size += 1", "{name}.size = small({number})"],
    "names": ["{name}.add(str({number}))", "{name}.discard('a')", "{name} -= {{'b'}}"],
    "table": [
        "{name}.setdefault({number}, []).append('s')", "{name}[{number}] = ['t']",
        "del {name}[{number}]", "print({name}.pop({number}, None))", "{name}[{number}] += ['u']",
    ],
}  # fmt: skip
