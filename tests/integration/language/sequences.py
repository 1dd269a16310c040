"""bytes, bytearray, float.hex, dict views, slices with steps, builtins over several arguments."""

COUNTS = {"a": 3, "b": 7}


def updated() -> None:
    d = {"x": 3, "y": 9, "z": 5}
    print(max(d, key=d.get), min(d.keys(), key=d.get), max(COUNTS, key=COUNTS.get))
    print(sorted(d, key=d.get, reverse=True))
    d.update([("x", 1), ("q", 2)])
    d.update({"y": 0})
    d.update(zip("ab", [5, 6], strict=True))
    print(d)


def floats_in_hex() -> None:
    for x in [1.5, 0.1, -0.0, 5e-324, 1e308, 3.0, 2.0**-1022, 1 / 3, float("inf"), -float("nan")]:
        print(x.hex(), float.fromhex(x.hex()))
    for t in [
        "0x1.8p0",
        "1.8",
        "-0x.8p-1",
        "  0x1p-1074 ",
        "0x1p-1075",
        "0x1.8p-1074",
        "0x1.fffffffffffff8p0",
        "0x1.fffffffffffff7p0",
        "0x123456789abcdef123p3",
        "inf",
        "-NaN",
        "0x1p5000",
        "zz",
        "0x",
        "1p",
        "0x1.0000000000000800000000001p0",
    ]:
        try:
            print(t, float.fromhex(t))
        except (ValueError, OverflowError) as e:
            print(t, type(e).__name__, e)


def ratios() -> None:
    print(
        (0.5).as_integer_ratio(),
        (-0.1).as_integer_ratio(),
        (3.0).as_integer_ratio(),
        (0.0).as_integer_ratio(),
        (5).as_integer_ratio(),
        True.as_integer_ratio(),
    )
    print((5).imag, (5).real, (2.5).imag, (5).denominator, (7).numerator, True.real)


def kinds_and_cases(s: bytes) -> None:
    print(
        s.title(),
        s.capitalize(),
        s.swapcase(),
        s.isalpha(),
        s.isalnum(),
        s.isupper(),
        s.islower(),
        s.istitle(),
        s.isascii(),
        s.isspace(),
        s.isdigit(),
    )


def widths_and_places(s: bytes) -> None:
    print(
        s.center(9, b"*"),
        s.zfill(6),
        s.expandtabs(4),
        s.rsplit(),
        s.rsplit(b",", 1),
        s.ljust(5, b"."),
        s.rjust(5),
    )
    print(
        s.hex(":"),
        s.hex("-", 2),
        s.hex("-", -2),
        s.find(98),
        s.rfind(b"b"),
        s.count(97),
        s.startswith((b"a", b"H")),
        s.endswith(b"c", 1),
        s.startswith(b"b", 1, 3),
    )


def methods_of_a_bytearray(b: bytearray) -> None:
    print(
        b.title(),
        b.upper(),
        b.split(),
        b.split(b","),
        b.strip(),
        b.replace(b"a", b"zz"),
        b.partition(b","),
        b.rpartition(b","),
        b.rsplit(b",", 1),
    )
    print(
        b.center(9),
        b.zfill(5),
        b.find(98),
        b.index(b""),
        b.startswith(b"a"),
        b.endswith((b"c", b"d")),
        b.hex(),
        b.hex("_", 2),
        b.isalpha(),
        b.splitlines(True),
        b.removeprefix(b"a"),
        b.join([b"x", b"y"]),
        2 * b,
    )


def methods_of_bytes() -> None:
    for s in [
        b"Hello World",
        b"abc",
        b"A1",
        b"",
        b"\tx\ty\n\tz",
        b"+5",
        b"-12",
        b" a b ",
        b"a,b,c",
        b"\xff\x80",
    ]:
        kinds_and_cases(s)
        widths_and_places(s)
        methods_of_a_bytearray(bytearray(s))


def translations() -> None:
    t = bytes.maketrans(b"abc", b"xyz")
    print(
        b"aabbcc".translate(t),
        b"aabbcc".translate(None, b"b"),
        b"abc".translate(t, b"c"),
        bytearray(b"cab").translate(t),
    )
    print(bytearray.fromhex("00ff 10"), bytes.fromhex("aa"))


def refused() -> None:
    for k in range(3):
        try:
            if k == 0:
                print(b"ab".translate(b"a"))
            elif k == 1:
                print(b"abc".hex("ab"))
            else:
                print(b"abc".index(b"z"))
        except ValueError as e:
            print(e)


def slices_of_a_bytearray() -> None:
    b = bytearray(range(10))
    b[::2] = b"ABCDE"
    print(b)
    del b[::3]
    print(b)
    del b[-1:0:-2]
    print(b)
    b[1:1] = b"zz"
    print(b)
    try:
        b[::2] = b"1"
    except ValueError as e:
        print(e)


def slices_of_a_list() -> None:
    xs = list(range(12))
    xs[::-3] = [1, 2, 3, 4]
    print(xs)
    del xs[8:2:-2]
    print(xs)
    xs[1:3] = (7, 8, 9)
    xs[0:0] = range(2)
    print(xs)
    try:
        xs[::2] = [1]
    except ValueError as e:
        print(e)


def slice_objects() -> None:
    s = slice(1, 8, 2)
    xs = list(range(10))
    print(
        s,
        xs[s],
        s.indices(5),
        slice(3),
        "abcdef"[slice(None, None, -1)],
        s.start,
        s.stop,
        s.step,
        s == slice(1, 8, 2),
    )


def ranges() -> None:
    r = range(10, 0, -3)
    print(
        r[::2],
        r[::-1],
        r[1:3],
        hash(r) == hash(range(10, -2, -3)),
        list(reversed(range(0, 10, 3))),
        list(reversed(r)),
    )


def views() -> None:
    d = {"a": 1, "b": 2}
    print(
        d.keys(),
        d.values(),
        d.items(),
        d.keys() & {"a"},
        d.keys() | ["c"] == {"a", "b", "c"},
        d.items() - {("a", 1)},
        ("a", 1) in d.items(),
        ("a", 2) in d.items(),
    )
    print(
        list(reversed(d)),
        list(reversed(d.values())),
        list(reversed(d.items())),
        d.keys() == {"a", "b"},
        d.keys() <= {"a", "b", "c"},
        d.keys() - {"a"},
        d.keys().isdisjoint(["z"]),
    )


def from_keys() -> None:
    print(dict.fromkeys([1, 2], 0), dict.fromkeys("ab"), list(dict.fromkeys([3, 1, 3, 2])))
    e = {1: 5, 2: 6}
    for k in reversed(e):
        print(k)


def of_several() -> None:
    print(
        max(1, 2, 3, 4),
        min("b", "a", "d", "c"),
        max(3, -5, key=abs),
        min([3, 1, 2], key=lambda v: -v),
        max([], default=3),
        max(4, 9, 2, key=lambda v: -v),
    )
    print(sum([[1], [2]], []), sum((1, 2), 10), sum([1.5, 2.5], 1.0), sum(range(4)), sum({1, 2}))
    print(
        list(reversed((1, 2, 3))),
        [c for c in reversed("abc")],
        (1, 2, 3).index(3, 1),
        (1, 2, 1).count(1),
    )


def main() -> None:
    updated()
    floats_in_hex()
    ratios()
    methods_of_bytes()
    translations()
    refused()
    slices_of_a_bytearray()
    slices_of_a_list()
    slice_objects()
    ranges()
    views()
    from_keys()
    of_several()


if __name__ == "__main__":
    main()
