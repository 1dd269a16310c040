"""str: methods, indexing, comparison, conversion."""

from __future__ import annotations

import keyword
import string


def indexing() -> None:
    s = "héllo"
    print(s[0], s[1], s[-1], s[-5], len(s))


def concatenation_and_repetition() -> None:
    print("a" + "b" * 3, 2 * "xy", "a" * 0, "-" * -1 + "|")


def adjacent_literals() -> None:
    print(f"one two {1 + 2}")


def raw_and_escapes() -> None:
    print(r"a\nb", "tab\there", "nul\x00end".replace("\x00", "0"), "\u00e9\N{BULLET}", "\101")


def triple_quoted() -> None:
    text = """first
  second
third"""
    print(text.splitlines(), len(text))


def case_methods() -> None:
    s = "hELLO wORLD"
    print(s.lower(), s.upper(), s.title(), s.capitalize(), s.swapcase(), s.casefold())


def case_of_special_letters() -> None:
    print("straße".upper(), "ß".casefold(), "ΣΑΣ".lower(), "ǆ".title(), "ﬁ".upper(), "İ".lower())


def strip_variants() -> None:
    s = "  xxhixx  "
    print(repr(s.strip()), repr(s.lstrip()), repr(s.rstrip()), s.strip().strip("x"))
    print("mississippi".strip("ipm"), "abc".lstrip("ab"), "abc".rstrip("cb"))


def split_variants() -> None:
    print("a b  c".split(), "a,b,,c".split(","), "a,b,c".split(",", 1), "".split(), "".split(","))
    print("  a  b ".split(" "), "a b c".split(maxsplit=1), "a--b--c".split("--"))


def rsplit_variants() -> None:
    print("a b c".rsplit(None, 1), "a.b.c".rsplit(".", 1), "abc".rsplit("x"))


def splitlines() -> None:
    print("a\nb\r\nc\rd\n".splitlines(), "a\n\nb".splitlines(True), "".splitlines())


def partition() -> None:
    print(
        "k=v=w".partition("="), "k=v=w".rpartition("="), "kv".partition("="), "kv".rpartition("=")
    )


def join() -> None:
    print(",".join(["a", "b"]), "".join([]), "-".join("abc"), ", ".join(str(n) for n in range(3)))


def replace() -> None:
    print("banana".replace("a", "o"), "banana".replace("a", "o", 2), "aaa".replace("aa", "b"))
    print("abc".replace("", "-"), "abc".replace("z", "y"))


def find_and_index() -> None:
    s = "hello world"
    print(s.find("o"), s.rfind("o"), s.find("z"), s.find("o", 5), s.find("o", 5, 7), s.index("w"))


def find_empty() -> None:
    print("abc".find(""), "abc".find("", 3), "abc".find("", 4), "abc".rfind(""), "".find(""))


def count() -> None:
    print(
        "banana".count("a"),
        "banana".count("ana"),
        "aaa".count("aa"),
        "abc".count(""),
        "ab".count("z"),
    )


def starts_and_ends() -> None:
    s = "hello.py"
    print(s.startswith("he"), s.endswith(".py"), s.endswith((".txt", ".py")), s.startswith("l", 2))


def remove_prefix_and_suffix() -> None:
    print("test_x".removeprefix("test_"), "x.py".removesuffix(".py"), "abc".removeprefix("z"))


def membership() -> None:
    print("ell" in "hello", "" in "abc", "z" not in "abc", "é" in "café")


def comparison() -> None:
    print("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "" < "a", "Z" < "a", "é" > "z")


def equality() -> None:
    a = "hel" + "lo"
    print(a == "hello", a != "hello", a == "Hello", "1" == "１")


def padding() -> None:
    print(
        "|".join(["ab".ljust(5), "ab".rjust(5), "ab".center(5), "ab".center(6, "*"), "ab".ljust(1)])
    )


def zfill() -> None:
    print("42".zfill(5), "-42".zfill(5), "+7".zfill(4), "abc".zfill(2), "".zfill(3))


def expandtabs() -> None:
    print("a\tb".expandtabs(), "a\tb".expandtabs(4), "\t|".expandtabs(2), "ab\ncd\te".expandtabs(4))


def classes_of_characters() -> None:
    for s in ["abc", "ABC", "123", "a1", " ", "", "²", "½", "é"]:
        print(
            s.isalpha(), s.isdigit(), s.isalnum(), s.isspace(), s.isupper(), s.islower(), end="; "
        )
    print()


def decimal_digit_numeric() -> None:
    for s in ["5", "²", "½", "٣", "Ⅷ", "一"]:
        print(s.isdecimal(), s.isdigit(), s.isnumeric(), end="; ")
    print()


def identifier_title_printable_ascii() -> None:
    print("a1".isidentifier(), "1a".isidentifier(), "class".isidentifier(), "".isidentifier())
    print("Hello World".istitle(), "Hello world".istitle(), "a\n".isprintable(), "é".isascii())


def ord_and_chr() -> None:
    print(ord("A"), ord("é"), ord("😀"), chr(97), chr(0x1F600), chr(233))


def iteration() -> None:
    print([c for c in "añ😀"], list("ab"), sorted("hello"), "".join(sorted("hello")))


def reversing() -> None:
    print("hello"[::-1], "".join(reversed("añb")), "racecar" == "racecar"[::-1])


def translate() -> None:
    table = str.maketrans("abc", "xyz", "-")
    print("a-b-c-d".translate(table), "abc".translate({97: "AA", 98: None}))


def encode_and_decode() -> None:
    s = "é😀"
    data = s.encode()
    print(data, len(data), data.decode() == s, s.encode("utf-8"), "abc".encode("ascii"))


def encode_errors() -> None:
    print("aé".encode("ascii", "ignore"), "aé".encode("ascii", "replace"))
    print("aé".encode("ascii", "backslashreplace"), "aé".encode("ascii", "xmlcharrefreplace"))


def decode_errors() -> None:
    data = b"a\xffb"
    print(data.decode("utf-8", "replace"), data.decode("utf-8", "ignore"))
    print(data.decode("latin-1"), data.decode("utf-8", "backslashreplace"))


def repr_of_strings() -> None:
    print(
        repr("a'b"), repr('a"b'), repr("a'b\"c"), repr("\n\t\\"), repr("\x00\x7f"), repr("é\u200b")
    )


def ascii_of_strings() -> None:
    print(ascii("é"), ascii("😀"), ascii("abc"), ascii(["ñ"]))


def int_conversions() -> None:
    print(int("42"), int(" -7 "), int("ff", 16), int("0b101", 0), int("1_000"), int("٣"))


def float_conversions() -> None:
    print(float("1.5"), float(" -2e3 "), float("inf"), float("-0"), float("1_0.5"), float("nan"))


def str_of_values() -> None:
    print(str(1), str(1.0), str(True), str(None), str([1, "a"]), str({"k": (1,)}), str(b"x"))


def str_of_nested_quotes() -> None:
    print(["it's", 'say "hi"'], {"a": "b\n"})


def multiline_formatting() -> None:
    rows = [("apple", 3), ("fig", 12)]
    for name, n in rows:
        print(f"{name:<8}|{n:>4}|")
    print("=" * 14)


def in_place_building() -> None:
    out = ""
    for i in range(5):
        out += str(i) + ","
    print(out.rstrip(","))


def comparison_chain_of_strings() -> None:
    print("a" < "b" < "c", max("banana"), min("banana"), max(["aa", "b"], key=len))


def string_as_sequence() -> None:
    a, b, c = "xyz"
    first, *rest = "hello"
    print(a, b, c, first, rest, list(enumerate("ab")), list(zip("ab", "cd")))


def string_multiplication_table() -> None:
    print("\n".join(" ".join(f"{i * j:2}" for j in range(1, 4)) for i in range(1, 4)))


def word_reversal() -> None:
    print(" ".join(w[::-1] for w in "hello big world".split()))


def vowel_count() -> None:
    print(sum(1 for c in "Programming Language" if c.lower() in "aeiou"))


def camel_to_snake() -> None:
    print("".join("_" + c.lower() if c.isupper() else c for c in "someCamelCase").lstrip("_"))


def snake_to_camel() -> None:
    head, *tail = "some_snake_case".split("_")
    print(head + "".join(t.title() for t in tail))


def caesar_with_maketrans() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    print("hello".translate(str.maketrans(letters, letters[13:] + letters[:13])))


def palindromes() -> None:
    for text in ["A man, a plan", "Was it a car or a cat I saw"]:
        letters = [c.lower() for c in text if c.isalpha()]
        print(letters == letters[::-1])


def unicode_lengths() -> None:
    print(len("é"), len("e\u0301"), len("😀"), len("日本"), "日本"[1], "e\u0301" == "é")


def truncation() -> None:
    text = "a long sentence"
    print(text if len(text) <= 10 else text[:7] + "...")


def csv_line() -> None:
    line = 'x, "y" ,z'
    print([field.strip().strip('"') for field in line.split(",")])


def hexadecimal_dump() -> None:
    data = b"Naja\x00\xff"
    print(
        " ".join(f"{b:02x}" for b in data), "".join(chr(b) if 32 <= b < 127 else "." for b in data)
    )


def string_methods_as_functions() -> None:
    print(
        list(map(str.upper, ["a", "b"])),
        sorted(["B", "a"], key=str.lower),
        list(map(str.split, ["a b"])),
    )


def in_dictionary_keys() -> None:
    counts: dict[str, int] = {}
    for word in "the cat the dog".split():
        counts[word] = counts.get(word, 0) + 1
    print(counts, counts["the"])


def long_strings() -> None:
    s = "abc" * 1000
    print(len(s), s.count("ca"), s.find("cab", 1500), s[2998:], hash(s) == hash("abc" * 1000))


def substring_search_overlap() -> None:
    text, found, at = "abababa", [], 0
    while (at := text.find("aba", at)) >= 0:
        found.append(at)
        at += 1
    print(found)


def bool_of_strings() -> None:
    print([bool(s) for s in ("", " ", "0")], "x" and "y", "" or "default")


def string_ordering_in_sort() -> None:
    print(sorted(["b10", "b2", "a1", "B1", "_", "é"]))


def title_quirks() -> None:
    print("they're bill's".title(), "x1y2".title(), "ABC def".capitalize())


def key_value_parsing() -> None:
    print(dict(pair.split("=") for pair in "a=1;b=2".split(";")))  # type: ignore[misc]


def words_and_keywords() -> None:
    print(string.capwords("hello  big world "), string.capwords("a-b-c", "-"), string.capwords(""))
    print(keyword.iskeyword("for"), keyword.iskeyword("fort"), keyword.issoftkeyword("match"))
