"""Text: Unicode, slices, methods, comparison, escapes."""

WORDS = [
    "",
    "a",
    "Hello",
    "naïve",
    "Straße",
    "ΑΒΓ αβγ",
    "日本語",
    "🐍 snake",
    "  pad\t\n",
    "x,y,,z",
    "ÿĀ",
    "éclair",
]


def shapes() -> None:
    for word in WORDS:
        print(
            len(word), word, repr(word), word.upper(), word.lower(), word.title(), word.swapcase()
        )
        print(
            word.capitalize(),
            word.casefold(),
            word[::-1],
            word[:2],
            word[-2:],
            word[1:-1],
            word[::2],
        )
        print(word.strip() + "|", word.lstrip() + "|", word.rstrip() + "|", word * 2, word + "!")
        print(
            word.isalpha(),
            word.isdigit(),
            word.isalnum(),
            word.isspace(),
            word.isupper(),
            word.islower(),
        )
        print(
            bool(word),
            word == "Hello",
            word < "Hello",
            word >= "日",
            "a" in word,
            hash(word) == hash(word + ""),
        )


def searching() -> None:
    text = "the cat sat on the mat"
    print(
        text.find("at"), text.find("at", 6), text.find("dog"), text.rfind("at"), text.index("sat")
    )
    print(
        text.count("at"),
        text.count(""),
        text.startswith("the"),
        text.endswith("mat"),
        text.find("at", 6, 8),
    )
    print(text.startswith(("a", "t")), text.endswith(("x", "y")), "cat" in text, "dog" not in text)
    print(text.replace("at", "og"), text.replace("t", "", 2), text.replace("", "-", 3))
    print(text.removeprefix("the "), text.removesuffix(" mat"))
    try:
        text.index("dog")
    except ValueError as error:
        print(error)


def splitting() -> None:
    for source in ("a b  c", " x,y,,z ", "", "one", "a\tb\nc  d"):
        print(source.split(), source.split(","), source.split(" ", 1), source.rsplit(" ", 1))
        print(source.partition(","), source.rpartition(","), source.splitlines())
    print("a\nb\r\nc\rd\n".splitlines(), "a\nb\n".splitlines(True))
    print(
        ",".join(["a", "b", "c"]), "".join([]), "-".join("xyz"), " ".join(str(n) for n in range(3))
    )
    try:
        print("a".split(""))
    except ValueError as error:
        print(error)


def padding() -> None:
    for word in ("", "ab", "日本"):
        print(
            word.ljust(5) + "|",
            word.rjust(5) + "|",
            word.center(5) + "|",
            word.center(6, "*"),
            word.zfill(4),
        )
    print("-42".zfill(6), "+1".zfill(4), "ab".ljust(4, "."))


def characters() -> None:
    for code in (0x41, 0xE9, 0x3B1, 0x65E5, 0x1F40D):
        print(chr(code), ord(chr(code)), len(chr(code)), chr(code).encode())
    for letter in "aé日🐍":
        print(ord(letter), letter.encode("utf-8"), letter.isalpha())
    try:
        chr(0x110000)
    except ValueError as error:
        print(error)
    try:
        print("abc"[int("5")])
    except IndexError as error:
        print(error)


def coding() -> None:
    print(
        "héllo".encode("latin-1"),
        "héllo".encode(),
        b"h\xc3\xa9".decode(),
        b"\xe9".decode("latin-1"),
    )
    try:
        b"\xff\xfe".decode()
    except UnicodeDecodeError as error:
        print("UnicodeDecodeError:", error)
    try:
        "日".encode("ascii")
    except UnicodeEncodeError as error:
        print("UnicodeEncodeError:", error)
    print(b"a\xffb".decode("utf-8", "replace"), "a日".encode("ascii", "ignore"))


def escapes() -> None:
    for word in (
        "tab\t",
        "quote'",
        'double"',
        "both'\"",
        "back\\slash",
        "nul\0",
        "\x7f\x80\xa0",
        "\u200b",
        "\ud7ff",
        "é",
    ):
        print(repr(word), ascii(word))


def comparing() -> None:
    words = sorted(WORDS)
    print(words)
    print(min(WORDS), max(WORDS), sorted(WORDS, key=len), sorted(WORDS, reverse=True)[:3])
    print("a" < "b" < "c", "Z" < "a", "é" > "z", "abc" < "abcd", "" < "a", "日" > "ÿ")


def immutable_building() -> None:
    text = ""
    for number in range(20):
        text += str(number)
        text = text + ","
    print(text, len(text))
    print("abcdef", "x" * 0, "x" * -1, "ab" * 3, str("s"), str(12), str(None), str(True))
    table = {"a": "1", "b": "22"}
    print("".join(table.get(c, c) for c in "abc"))


def joining() -> None:
    one = "ab" + str(3)
    print("".join([one]) is one)
    for separator in ("", ",", "日"):
        for parts in (
            ["é"],
            ["日本"],
            ["a", "日", "", "bcd"],
            ["", ""],
            ["xyz", "q", "", "é" * 20],
        ):
            print(repr(separator.join(parts)))
    print("".join([str(number) for number in range(3000)])[-30:])


if __name__ == "__main__":
    shapes()
    searching()
    splitting()
    padding()
    characters()
    coding()
    escapes()
    comparing()
    immutable_building()
    joining()
