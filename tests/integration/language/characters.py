"""Characters of a text, compared, asked and searched: the codes and the strings agree."""


def kinds(s: str) -> str:
    out: list[str] = []
    for c in s:
        if c == "a" or c in "xyz":
            out.append("A")
        elif c.isdigit():
            out.append("D")
        elif "p" <= c < "s":
            out.append("P")
        elif c.isspace():
            out.append("_")
        else:
            out.append(f"<{c}{ord(c)}>")
    return "".join(out)


def first(s: str, i: int) -> str:
    c = s[i]
    if c == "é":
        c = "long" + c
    while c != "z" and i < len(s):
        if c == "q":
            c = s[i]
            break
        c = s[i]
        i += 1
    return c


def pal(s: str) -> bool:
    i, j = 0, len(s) - 1
    while i < j:
        if s[i] != s[j]:
            return False
        i += 1
        j -= 1
    return True


def count(s: str) -> int:
    n = 0
    for i, c in enumerate(s):
        if c == "l" or (i > 0 and s[i - 1] == c):
            n += 1
    for a, b in zip(s, s[1:]):
        if a == b:
            n += 10
    for c in reversed(s):
        if c in "":
            n += 1000
        try:
            if c == "b":
                c = "bb"
                raise ValueError(c)
        except ValueError as e:
            print("caught", c, e, c == "b", c == "bb")
    return n


def main() -> None:
    for s in ["", "ax9 pqrs é漢z", "hello world", "abba", "\x00\xff"]:
        print(kinds(s), pal(s), count(s))
    print(first("éabcz", 0), first("aqc", 0), first("zz", 1))
    try:
        print(first("", 0))
    except IndexError as e:
        print(e)
    d = {c: i for i, c in enumerate("hello") if c != "l"}
    print(d, [c for c in "a1b2" if c.isalpha()], sorted({c.upper() for c in "hé"}))
    c = "x"
    for c in "ab":
        pass
    print(c, c == "b", c == "x", c is c)
    t = [x == "a" for x in ("a", "b")]
    print(t, "b" == c, "ab"[-1] == "b", "ab"[True])


if __name__ == "__main__":
    main()
