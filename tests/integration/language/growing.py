"""Texts that grow in loops, and who else holds them."""


def build(n: int) -> str:
    s = ""
    for i in range(n):
        s += "ab"
    return s


def again(n: int, seed: str) -> list[str]:
    out: list[str] = []
    s = seed
    for r in range(3):
        for i in range(n):
            s = s + str(i) + ","
        out.append(s)
    t = s
    for i in range(n):
        s += "é"
    out.append(t)
    while len(s) < 2 * len(t):
        s += "漢" if len(s) % 100 == 99 else "x"
    out.append(s)
    return out


def reset(words: list[str]) -> str:
    result = ""
    line = ""
    for w in words:
        if w == "|":
            line = ""
        elif w == "!":
            line = "x" * 100
        else:
            line += w * 30
            result += w
    return result + line


def unset(n: int) -> str:
    try:
        for i in range(n):
            if i > 5:
                late += "x"  # noqa: F821
            elif i == 5:
                late = "y" * 100
        return late
    except UnboundLocalError as e:
        return str(e)


def fails(n: int) -> str:
    s = "z" * 70
    try:
        for i in range(n):
            s += str(10 // (n - 2 - i))
    except ZeroDivisionError:
        pass
    return s


def gen(n: int):
    s = "q" * 60
    for i in range(n):
        s += "w"
        if i % 10 == 0:
            yield i
    yield len(s)
    yield s.count("w")


def nested(n: int) -> int:
    total = 0
    for i in range(n):
        s = "a" * 70
        t = s
        for j in range(i):
            s += "b"
            for k in range(2):
                s += "c"
        total += len(s) - len(t)
        d = {s: i}
        for j in range(3):
            s += "d"
        total += d.get(s, 7) + d[s[:-3]]
    return total


def keeps(n: int) -> list[str]:
    s = "k" * 80
    out: list[str] = []
    for i in range(n):
        s += "m"
        out.append(s)
    return out


def main() -> None:
    for n in (0, 1, 31, 32, 33, 1000):
        s = build(n)
        print(len(s), s == "ab" * n, hash(s) == hash("ab" * n))
    for s in again(60, "") + again(60, "p" * 64):
        print(len(s), s[:10], s[-12:], s.count("é"), s.count("漢"))
    print(reset("a b ! c d | e f ! g".split()))
    print(unset(3), unset(20), unset(0))
    print(fails(5), fails(20))
    print(list(gen(50)))
    print(nested(20))
    print([len(x) for x in keeps(5)], keeps(3)[0][-3:])


if __name__ == "__main__":
    main()
