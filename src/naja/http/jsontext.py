"""JSON (RFC 8259), read by pulling and written by pushing: no value of an unknown type is made.

What reads a value asks for what it expects (`text`, `integer`, `begin_object`, `key` …); what is
there instead raises Unfit, with the place in the document. The reader is strict, bounded in depth,
and takes numbers that fit: an integer has 64 bits, a float is finite.
"""

from __future__ import annotations

DEEPEST = 32
_LARGEST = "9223372036854775807"
_LONGEST_NUMBER = 1000  # characters; reading more of them costs time, and says nothing
_SPACES = (32, 9, 10, 13)
_ESCAPES = {34: '"', 92: "\\", 47: "/", 98: "\b", 102: "\f", 110: "\n", 114: "\r", 116: "\t"}
_WRITTEN = {
    '"': '\\"',
    "\\": "\\\\",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}
_QUOTE, _COMMA, _COLON = 34, 44, 58


class Unfit(Exception):
    """What was given is not what is expected. place: where, outermost first."""

    place: list[str]
    reason: str

    def __init__(self, place: list[str], reason: str) -> None:
        super().__init__(reason)
        self.place = place
        self.reason = reason


class Reader:
    """A place in a document."""

    _data: bytes
    _at: int
    _depth: int
    _place: list[str]
    _first: bool  # nothing was read of the innermost array or object

    def __init__(self, data: bytes, place: str) -> None:
        self._data = data
        self._at = 0
        self._depth = 0
        self._place = [place]
        self._first = False

    def refuse(self, reason: str) -> Unfit:
        """The exception to raise about what is here."""
        return Unfit(list(self._place), reason)

    def missing(self, name: str) -> Unfit:
        """The exception to raise about a member that is not there."""
        return Unfit([*self._place, name], "it is missing")

    def end(self) -> None:
        """Nothing may follow."""
        if self._next() >= 0:
            raise self.refuse("more follows the JSON value")

    def null(self) -> bool:
        """Whether null is here; it is then behind."""
        if self._next() == 110:
            self._word(b"null")
            return True
        return False

    def boolean(self) -> bool:
        """True or false."""
        kind = self._next()
        if kind == 116:
            self._word(b"true")
            return True
        if kind == 102:
            self._word(b"false")
            return False
        raise self.refuse("true or false is expected")

    def integer(self) -> int:
        """A number without fraction and exponent."""
        text = self._number("an integer is expected")
        digits = text.removeprefix("-")
        if not digits.isdigit():
            raise self.refuse("an integer is expected")
        if len(digits) > len(_LARGEST) or (len(digits) == len(_LARGEST) and digits > _LARGEST):
            raise self.refuse("the integer is too large")
        return int(text)

    def number(self) -> float:
        """A number."""
        value = float(self._number("a number is expected"))
        if value in (float("inf"), float("-inf")):
            raise self.refuse("the number is too large")
        return value

    def text(self) -> str:
        """A string."""
        if self._next() != _QUOTE:
            raise self.refuse("a string is expected")
        return self._string()

    # arrays and objects

    def begin_array(self) -> None:
        """An array begins."""
        self._begin(91, "an array is expected")

    def item(self, number: int) -> bool:
        """Whether a further item is here, which has that number; else the array is behind."""
        if number != 0:
            self._place.pop()
        if self._ends(93):
            return False
        self._place.append(str(number))
        return True

    def begin_object(self) -> None:
        """An object begins."""
        self._begin(123, "an object is expected")

    def key(self) -> str | None:
        """The name of a further member, or None: the object is behind. Behind the value of each
        member, `done`."""
        if self._ends(125):
            return None
        if self._next() != _QUOTE:
            raise self.refuse("the name of a member is expected")
        name = self._string()
        if self._next() != _COLON:
            raise self.refuse("a colon is expected")
        self._at += 1
        self._place.append(name)
        return name

    def done(self) -> None:
        """A member was read."""
        self._place.pop()

    def skip(self) -> None:
        """Whatever is here."""
        kind = self._next()
        if kind == 123:
            self.begin_object()
            while self.key() is not None:
                self.skip()
                self.done()
        elif kind == 91:
            self.begin_array()
            number = 0
            while self.item(number):
                self.skip()
                number += 1
        elif kind == _QUOTE:
            self._string()
        elif kind in (116, 102):
            self.boolean()
        elif not self.null():
            self._number("a value is expected")

    def _begin(self, opening: int, reason: str) -> None:
        if self._next() != opening:
            raise self.refuse(reason)
        self._depth += 1
        if self._depth > DEEPEST:
            raise self.refuse("it nests too deeply")
        self._at += 1
        self._first = True

    def _ends(self, closing: int) -> bool:
        """Whether the array or object is at its end; else a further part of it is here."""
        kind = self._next()
        first = self._first
        self._first = False
        if kind == closing:
            self._at += 1
            self._depth -= 1
            return True
        if first:
            return False
        if kind != _COMMA:
            raise self.refuse("a comma or the end is expected")
        self._at += 1
        return False

    # tokens

    def _next(self) -> int:
        """The character that is here behind spaces, or -1."""
        data = self._data
        while self._at < len(data):
            character = data[self._at]
            if character not in _SPACES:
                return character
            self._at += 1
        return -1

    def _word(self, word: bytes) -> None:
        if not self._data.startswith(word, self._at):
            raise self.refuse("this is no JSON value")
        self._at += len(word)

    def _digits(self, reason: str) -> None:
        start = self._at
        data = self._data
        while self._at < len(data) and 48 <= data[self._at] <= 57:
            self._at += 1
        if self._at == start:
            raise self.refuse(reason)

    def _here(self) -> int:
        return self._data[self._at] if self._at < len(self._data) else -1

    def _number(self, reason: str) -> str:
        """The text of a number (RFC 8259, 6)."""
        self._next()
        start = self._at
        if self._here() == 45:
            self._at += 1
        if self._here() == 48:
            self._at += 1
        else:
            self._digits(reason)
        if self._here() == 46:
            self._at += 1
            self._digits("a digit is expected")
        if self._here() in (69, 101):
            self._at += 1
            if self._here() in (43, 45):
                self._at += 1
            self._digits("a digit is expected")
        if self._at - start > _LONGEST_NUMBER:
            raise self.refuse("the number is too long")
        return self._data[start : self._at].decode("ascii")

    def _string(self) -> str:
        """The string whose quotation mark is here."""
        parts: list[str] = []
        data = self._data
        self._at += 1
        start = self._at
        while True:
            character = self._here()
            if character < 32:
                raise self.refuse("a string has no end, or a control character")
            if character == _QUOTE or character == 92:
                parts.append(self._plain(data[start : self._at]))
                self._at += 1
                if character == _QUOTE:
                    return "".join(parts)
                parts.append(self._escape())
                start = self._at
            else:
                self._at += 1

    def _plain(self, data: bytes) -> str:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            raise self.refuse("a string is not UTF-8") from None

    def _escape(self) -> str:
        character = self._here()
        self._at += 1
        if character != 117:
            if character not in _ESCAPES:
                raise self.refuse("a string has an unknown escape")
            return _ESCAPES[character]
        code = self._hex()
        if 0xD800 <= code < 0xDC00 and self._data.startswith(b"\\u", self._at):
            self._at += 2
            low = self._hex()
            if 0xDC00 <= low < 0xE000:
                return chr(0x10000 + (code - 0xD800) * 0x400 + low - 0xDC00)
            code = 0xD800
        if 0xD800 <= code < 0xE000:
            raise self.refuse("a string has half of a surrogate pair")
        return chr(code)

    def _hex(self) -> int:
        code = 0
        for _ in range(4):
            character = self._here()
            if 48 <= character <= 57:
                digit = character - 48
            elif 65 <= character <= 70 or 97 <= character <= 102:
                digit = (character | 32) - 87
            else:
                raise self.refuse("a string has a malformed escape")
            code = code * 16 + digit
            self._at += 1
        return code


# writing: the parts of a document are put into a list


def write_text(out: list[str], value: str) -> None:
    """A string; what needs no escape stands as it is."""
    out.append('"')
    start = 0
    for position, character in enumerate(value):
        if character < " " or character in ('"', "\\"):
            out.append(value[start:position])
            out.append(_WRITTEN.get(character, f"\\u{ord(character):04x}"))
            start = position + 1
    out.append(value[start:])
    out.append('"')


def write_integer(out: list[str], value: int) -> None:
    """An integer."""
    out.append(str(int(value)))


def write_number(out: list[str], value: float) -> None:
    """A number. Raises ValueError for what JSON has none for."""
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(f"JSON has no {value}")
    out.append(str(value))


def write_boolean(out: list[str], value: bool) -> None:
    """True or false."""
    out.append("true" if value else "false")


def document(out: list[str]) -> bytes:
    """The parts as one text."""
    return "".join(out).encode("utf-8")
