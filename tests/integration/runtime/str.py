"""The methods of str."""


def main() -> None:
    samples = [
        "",
        "a",
        "hello world",
        "  spaced\t\n",
        "äöüß ÿµ",
        "日本語 text",
        "a,b,,c",
        "MiXeD Case 12",
        "x" * 20,
    ]
    for s in samples:
        print(
            repr(s),
            len(s),
            s.upper(),
            s.lower(),
            s.title(),
            s.capitalize(),
            s.swapcase(),
            s.casefold(),
        )
        print(s.strip(), "|", s.lstrip(), "|", s.rstrip(), "|", s.strip("a "))
        print(
            s.isalpha(),
            s.isdigit(),
            s.isalnum(),
            s.isspace(),
            s.isupper(),
            s.islower(),
            s.isascii(),
            s.isprintable(),
        )
        print(
            s.split(),
            s.split(","),
            s.split(",", 1),
            s.rsplit(",", 1),
            s.rsplit(None, 1),
            s.split(None, 1),
        )
        print(
            s.find("l"),
            s.rfind("l"),
            s.find("lo", 2),
            s.find("z"),
            s.count("l"),
            s.count(""),
            s.find("", 3),
        )
        print(s.replace("l", "LL"), s.replace("", "-"), s.replace("l", "", 1), s.replace("a", "日"))
        print(s.center(15, "*"), s.ljust(12) + "|", s.rjust(12, "é") + "|", s.zfill(10))
        print(s.partition(","), s.rpartition(","), s.partition(" "))
        print(
            s.startswith("he"),
            s.endswith("ld"),
            s.startswith(""),
            s.endswith("日"),
            "lo" in s,
            "" in s,
        )
        print(s[1:4], s[-3:], s[:-2], s[::-1], s[::2], s[5:1], s[-100:100])
        print(s + "é", s + "日", s * 2, "a" * 0, 3 * s)
        print(
            s.encode(),
            s.encode("utf-8").decode("utf-8") == s,
            s.encode("ascii", "replace"),
            s.encode("latin-1", "ignore"),
        )
        print(s.removeprefix("he"), s.removesuffix("ld"), s.expandtabs() if False else "")
        print(s == "a", s != "a", s < "b", s <= "hello world", s > "日", s >= "")
        print(s.splitlines(), hash(s) == hash(s + ""), bool(s))
        print(f"[{s:>15}] [{s:<15}] [{s:^15}] [{s:.3}] [{s!r:>4}]")
    print("a\nb\r\nc\rd\x0be\x85f".splitlines(), "a\n\nb\n".splitlines(True))
    print(", ".join(["x", "y", "é"]), "".join([]), "-".join(["one"]))
    print("+12".zfill(6), "-1".zfill(2), "--1".zfill(8))
    for c in "aé日":
        print(c, ord(c), chr(ord(c) + 1), c.encode())
    print(
        chr(0x1F600),
        repr(chr(0x1F600)),
        repr("\x00\x7f\xa0\xad'\"\\\n"),
        ascii("é日'"),
        repr("it's"),
        repr('"'),
    )
    print(
        "abc" < "abd",
        "abc" < "ab",
        "é" < "f",
        "é" > "日",
        max("b", "a"),
        min("b", "a"),
        sorted(["b", "é", "a", "B"]),
    )
    print("a-b_c".replace("-", " ").replace("_", " ").split())
    try:
        print("abc"[3])
    except IndexError as e:
        print("IndexError", e)
    try:
        "abc".index("z")
    except ValueError as e:
        print("ValueError", e)
    try:
        "é".encode("ascii")
    except UnicodeEncodeError as e:
        print("UnicodeEncodeError", e)
    for bad in [b"\xff", b"a\xe2\x82", b"\xed\xa0\x80", b"\xf0\x9f\x98", b"\xc3(", b"ok\x80\x81"]:
        print(bad.decode("utf-8", "replace"), bad.decode("utf-8", "ignore"))
        try:
            bad.decode()
        except UnicodeDecodeError as e:
            print(e)
    word = ""
    for i in range(300):
        word += str(i)
    print(len(word), word[-10:])


if __name__ == "__main__":
    main()
