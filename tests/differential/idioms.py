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
}
LITERALS = {
    "vector": ["Vector(0, 0)", "Vector(1, 2)", "Vector(-3, 7)"],
    "colour": ["Colour.RED", "Colour.GREEN", "Colour.BLUE"],
    "numbers": ["{1, 2}", "{3}", "{0, 7, 999}"],
    "queue": ["deque([1, 2])", "deque([3, 4, 5], maxlen=3)"],
    "mixed": ["1", "2.5", "-3", "0.0", "10"],
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
    ],
    "bool": [
        "(<vector> == <vector>)", "(<vector> < <vector>)", "bool(<vector>)", "(<int> in <vector>)",
        "(<colour> is <colour>)", "(<numbers> <= <numbers>)", "(<int> in <numbers>)",
        "(<mixed> < <mixed>)", "(<mixed> == <int>)", "(<queue> == <queue>)", "(not <vector>)",
        "isinstance(<mixed>, int)", "(<vector> != <vector>)", "<numbers>.isdisjoint(<ints>)",
    ],
    "str": [
        "'{}-{:>4}'.format(<str>, <int>)[:20]", "('%s/%5d' % (<str>, <int>))[:20]",
        "('%.2f' % <float>)[:20]", "<colour>.name", "repr(<vector>)", "str(<colour>)",
        "str(<mixed>)", "str(<numbers>)[:20]", "str(<queue>)[:20]", "f'{<vector>!s:>12}'",
        "','.join(f'{k}={v}' for k, v in sorted(<counts>.items()))[:20]",
        "'{0:+d}|{0:05}'.format(<int>)", "'-'.join(map(str, <ints>))[:20]",
    ],
    "ints": [
        "[a * b for a in <ints> for b in <ints> if a < b][:9]", "list(<vector>)",
        "sorted(<numbers>)", "list(<queue>)", "list(counted(<int>, <int>))",
        "[x for row in [<ints>, <ints>] for x in row][:9]", "list(filter(None, <ints>))",
        "[c.value for c in Colour]", "[n for n, k in Counter(<ints>).most_common(2)]",
        "list(accumulate(<ints>, lambda a, b: small(a + b)))", "list(chain(<ints>, <numbers>))[:9]",
        "sorted(<ints>, key=cmp_to_key(lambda a, b: b - a))",
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
    "float": ["float(<mixed>)", "sum([<float>, <float>])", "(<float> * <int>) / 1e9"],
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
}  # fmt: skip
