"""Operators that change an object in place, and methods that take several texts."""


def main() -> None:
    s = {1, 2, 3}
    t = s
    s |= {4}
    s &= {2, 3, 4, 5}
    s -= {3}
    s ^= {4, 9}
    print(sorted(s), sorted(t), s is t)
    s.difference_update({9})
    s.intersection_update({2, 7})
    s.symmetric_difference_update({2, 8})
    print(sorted(s), sorted(t))
    xs = [1, 2]
    ys = xs
    xs *= 3
    xs += [9]
    print(xs, ys, xs is ys)
    xs *= 0
    print(xs, ys)
    a = bytearray(b"ab")
    b = a
    a *= 2
    a += b"!"
    print(a, b, a is b)
    d = {"a": 1}
    e = d
    d |= {"b": 2}
    print(d, e, d is e)
    for w in ["abc", "xyz", "", "bcd"]:
        print(
            w.startswith(("a", "x")),
            w.endswith(("c", "d", "")),
            f"\t{w}\tq".expandtabs(4),
            w.encode().isalpha(),
        )
    print(
        "a\tbc\t\nd\t".expandtabs(),
        "01\t012\t0123\t01234".expandtabs(4),
        b"a,b,c".rpartition(b","),
        b" \n".isspace(),
    )


if __name__ == "__main__":
    main()
