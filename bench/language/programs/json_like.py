"""A parser and a printer of JSON, and a document that goes through both many times."""

from __future__ import annotations

import sys
import time
from typing import Union

Json = Union[None, bool, int, str, "Array", "Mapping"]

ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class JsonError(Exception):
    """The text is not JSON."""


class Array:
    """[...]"""

    def __init__(self) -> None:
        self.items: list[Json] = []


class Mapping:
    """{...}"""

    def __init__(self) -> None:
        self.members: dict[str, Json] = {}


class Parser:
    """Reads one value from `text`; `at` is the place of the next character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def document(self) -> Json:
        """The whole text is one value."""
        value = self.value()
        self.skip_space()
        if self.at != len(self.text):
            raise JsonError(f"something behind the value at {self.at}")
        return value

    def skip_space(self) -> None:
        """Go on to what is no white space."""
        while self.at < len(self.text) and self.text[self.at] in " \n\r\t":
            self.at += 1

    def peek(self) -> str:
        """The next character that is no white space."""
        self.skip_space()
        if self.at >= len(self.text):
            raise JsonError("the text ends within a value")
        return self.text[self.at]

    def expect(self, word: str) -> None:
        """Pass over these characters."""
        if not self.text.startswith(word, self.at):
            raise JsonError(f"{word} expected at {self.at}")
        self.at += len(word)

    def value(self) -> Json:
        """Any value."""
        c = self.peek()
        if c == "{":
            return self.mapping()
        if c == "[":
            return self.sequence()
        if c == '"':
            return self.string()
        if c == "t":
            self.expect("true")
            return True
        if c == "f":
            self.expect("false")
            return False
        if c == "n":
            self.expect("null")
            return None
        return self.number()

    def mapping(self) -> Mapping:
        """{...}"""
        result = Mapping()
        self.at += 1
        if self.peek() == "}":
            self.at += 1
            return result
        while True:
            if self.peek() != '"':
                raise JsonError(f"a name expected at {self.at}")
            name = self.string()
            self.skip_space()
            self.expect(":")
            result.members[name] = self.value()
            if self.peek() == "}":
                self.at += 1
                return result
            self.expect(",")

    def sequence(self) -> Array:
        """[...]"""
        result = Array()
        self.at += 1
        if self.peek() == "]":
            self.at += 1
            return result
        while True:
            result.items.append(self.value())
            if self.peek() == "]":
                self.at += 1
                return result
            self.expect(",")

    def string(self) -> str:
        """A string, its pieces between escapes joined."""
        pieces: list[str] = []
        self.at += 1
        start = self.at
        while self.at < len(self.text):
            c = self.text[self.at]
            if c == '"':
                pieces.append(self.text[start : self.at])
                self.at += 1
                return "".join(pieces)
            if c == "\\":
                pieces.append(self.text[start : self.at])
                pieces.append(self.escape())
                start = self.at
            else:
                self.at += 1
        raise JsonError("the text ends within a string")

    def escape(self) -> str:
        """What stands behind a backslash."""
        code = self.text[self.at + 1]
        if code == "u":
            number = int(self.text[self.at + 2 : self.at + 6], 16)
            self.at += 6
            return chr(number)
        if code not in ESCAPES:
            raise JsonError(f"unknown escape at {self.at}")
        self.at += 2
        return ESCAPES[code]

    def number(self) -> int:
        """A whole number."""
        start = self.at
        if self.text[self.at] == "-":
            self.at += 1
        while self.at < len(self.text) and self.text[self.at].isdigit():
            self.at += 1
        if start == self.at:
            raise JsonError(f"a value expected at {start}")
        return int(self.text[start : self.at])


def quoted(text: str) -> str:
    """A string as JSON has it."""
    pieces = ['"']
    for c in text:
        if c in SHORT:
            pieces.append(SHORT[c])
        elif c < " ":
            pieces.append(f"\\u{ord(c):04x}")
        else:
            pieces.append(c)
    pieces.append('"')
    return "".join(pieces)


def dump(value: Json, pieces: list[str]) -> None:
    """Append the text of a value."""
    if value is None:
        pieces.append("null")
    elif isinstance(value, bool):
        pieces.append("true" if value else "false")
    elif isinstance(value, int):
        pieces.append(str(value))
    elif isinstance(value, str):
        pieces.append(quoted(value))
    elif isinstance(value, Array):
        pieces.append("[")
        for index, item in enumerate(value.items):
            if index > 0:
                pieces.append(",")
            dump(item, pieces)
        pieces.append("]")
    else:
        pieces.append("{")
        first = True
        for name, item in value.members.items():
            if not first:
                pieces.append(",")
            first = False
            pieces.append(quoted(name))
            pieces.append(":")
            dump(item, pieces)
        pieces.append("}")


def dumps(value: Json) -> str:
    """The text of a value."""
    pieces: list[str] = []
    dump(value, pieces)
    return "".join(pieces)


def document(records: int) -> str:
    """A list of such records as web services exchange."""
    result: list[str] = []
    for i in range(records):
        active = "true" if i % 3 else "false"
        result.append(
            f'{{"id": {i}, "name": "user {i * 7919 % 1000}", "active": {active},'
            f' "tags": ["a{i % 10}", "b\\n{i % 7}", "\\u00e9t\\u00e9"], "score": {i * i - 5000},'
            f' "address": {{"street": "{i} Long Road", "zip": "{10000 + i}", "geo": null}},'
            f' "friends": [{i + 1}, {i + 2}, {i + 3}, {i + 4}]}}'
        )
    return "[" + ",\n ".join(result) + "]"


def main() -> None:
    """As many rounds as asked for over a document of 200 records."""
    rounds = int(sys.argv[1])
    start = time.perf_counter()
    text = document(200)
    checksum = 0
    for _ in range(rounds):
        text = dumps(Parser(text).document())
        checksum = (checksum * 31 + len(text)) % 1000003
    print(len(text), checksum, text[:120])
    print(f"seconds {time.perf_counter() - start:.9f}")


if __name__ == "__main__":
    main()
