"""Encodings with every error handler, and str.translate."""


def translated() -> None:
    t = str.maketrans("abc", "xyz")
    print(t, "aabbcc".translate(t), "aabbcc".translate(str.maketrans("ab", "xy", "c")))
    print(
        "abcd".translate({97: None, 98: "xx", 99: 120}),
        "ab".translate(str.maketrans({"a": "1", "b": "22"})),
    )


def identifiers() -> None:
    for w in ["abc", "_a1", "1a", "", "é", "a b", "日本", "a·", "ª", "℘x", "class", "x²"]:
        print(w, w.isidentifier(), w.istitle(), w.title().istitle())


def refused_tables() -> None:
    for bad in [0, 1]:
        try:
            print(str.maketrans("ab", "c") if bad == 0 else str.maketrans({"ab": "c"}))
        except ValueError as e:
            print(e)


def encoded() -> None:
    texts = ["abc", "é€", "😀x", "a\ud800b", "\udc80\udcff", "ÿĀ"]
    for enc in [
        "utf-8",
        "ascii",
        "latin-1",
        "utf-16",
        "utf-16-le",
        "UTF-16BE",
        "utf-32",
        "utf_32_le",
        "utf-32-be",
        "L1",
        "foo",
    ]:
        for mode in [
            "strict",
            "ignore",
            "replace",
            "backslashreplace",
            "xmlcharrefreplace",
            "surrogateescape",
        ]:
            for s in texts:
                try:
                    e = s.encode(enc, mode)
                    print(enc, mode, ascii(s), e)
                    print(ascii(e.decode(enc, mode)))
                except (ValueError, LookupError) as x:
                    print(type(x).__name__, enc, mode, ascii(s), ascii(str(x)))


def decoded() -> None:
    datas = [
        b"a",
        b"a\x00b",
        b"\x00\xd8a\x00",
        b"\x00\xd8",
        b"\x00\xdca\x00",
        b"\x00\xd8a\x00c",
        b"\x00\x00\x11\x00",
        b"\x00\x00\x11\x00a",
        b"\x00\xd8\x00\x00",
        b"\xffa\xe2\x82",
        b"\xfe\xff\x00a",
        b"\x00\x00\xfe\xff\x00\x00\x00a",
    ]
    for enc in ["utf-8", "ascii", "latin-1", "utf-16", "utf-16-be", "utf-32"]:
        for mode in ["strict", "ignore", "replace", "backslashreplace", "surrogateescape"]:
            for d in datas:
                try:
                    print(enc, mode, d, ascii(d.decode(enc, mode)))
                except ValueError as x:
                    print(enc, mode, d, type(x).__name__, x)


def made_from_bytes() -> None:
    print(
        str(b"abc", "ascii"),
        str(b"\xff", errors="replace"),
        str(b"x", encoding="latin-1"),
        str(bytearray(b"q"), "utf-8"),
    )


def with_names_of_arguments() -> None:
    print("é€".encode("ascii", "backslashreplace"), "é€".encode("latin-1", errors="replace"))
    print("é€".encode(encoding="utf8"), "é".encode("UTF-16"), "\ud800".encode("utf-8", "ignore"))
    print(b"\xe9a".decode("ascii", "surrogateescape").encode("ascii", "surrogateescape"))
    print(bytearray(b"\xe9").decode("latin1"), b"\xc3\xa9".decode(encoding="utf_8"))


def main() -> None:
    translated()
    identifiers()
    refused_tables()
    encoded()
    decoded()
    made_from_bytes()
    with_names_of_arguments()


if __name__ == "__main__":
    main()
