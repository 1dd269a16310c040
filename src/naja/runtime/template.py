"""Templates that only the running program knows: `template % values` and `template.format(…)`.

The values come as `Argument`s, which know how to show whatever they hold.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from naja.lang import cold
from naja.runtime import casing, errors
from naja.runtime import percent as one
from naja.runtime.builder import Builder
from naja.runtime.text import code_at

T = TypeVar("T")
WHOLE, REAL, TEXT, OTHER = 0, 1, 2, 3
STAR, POINT, OPEN, CLOSE, PERCENT = 42, 46, 123, 125, 37
COLON, BANG = 58, 33
AUTOMATIC, MANUAL = 1, 2


class Argument:
    """One value to be formatted."""

    def kind(self) -> int:
        """Which of `whole`, `real` and `text` says all of it."""
        return OTHER

    def type_name(self) -> str:
        """As in messages."""
        return ""

    def text(self) -> str:
        """str()"""
        return ""

    def shown(self) -> str:
        """repr()"""
        return ""

    def formatted(self, spec: str) -> str:
        """format()"""
        return ""

    def whole(self) -> int:
        """The value of an int."""
        return 0

    def real(self) -> float:
        """The value of a float."""
        return 0.0


class Given(Argument, Generic[T]):
    """A value of type T."""

    value: T

    def __init__(self, value: T) -> None:
        self.value = value

    def kind(self) -> int:
        value = self.value
        if isinstance(value, int):
            return WHOLE
        if isinstance(value, float):
            return REAL
        return TEXT if isinstance(value, str) else OTHER

    def type_name(self) -> str:
        return type(self.value).__name__

    def text(self) -> str:
        return str(self.value)

    def shown(self) -> str:
        return repr(self.value)

    def formatted(self, spec: str) -> str:
        return format(self.value, spec)

    def whole(self) -> int:
        value = self.value
        return int(value) if isinstance(value, int) else 0

    def real(self) -> float:
        value = self.value
        return value if isinstance(value, float) else 0.0


def given(value: T) -> Argument:
    """The argument that holds a value."""
    return Given(value)


def given_items(values: tuple[T, ...]) -> list[Argument]:
    """Each item as an argument."""
    result: list[Argument] = []
    for value in values:
        result.append(Given(value))
    return result


def given_names(values: dict[str, T]) -> dict[str, Argument]:
    """Each value as an argument."""
    result: dict[str, Argument] = {}
    for name, value in values.items():
        result[name] = Given(value)
    return result


# ---- %


def percent(template: str, values: list[Argument]) -> str:
    """template % (values)"""
    work = Percent(template, values, None)
    result = work.run()
    if work.used < len(values):
        raise errors.type_error("not all arguments converted during string formatting")
    return result


def percent_named(template: str, values: dict[str, T]) -> str:
    """template % {name: value}"""
    return Percent(template, [Given(values)], given_names(values)).run()


class Percent:
    """A template on its way: `at` is the next character, `used` the next value."""

    template: str
    values: list[Argument]
    names: dict[str, Argument] | None
    at: int
    used: int

    def __init__(
        self, template: str, values: list[Argument], names: dict[str, Argument] | None
    ) -> None:
        self.template = template
        self.values = values
        self.names = names
        self.at = 0
        self.used = 0

    def run(self) -> str:
        """The whole text."""
        result = Builder(len(self.template))
        while self.at < len(self.template):
            code = code_at(self.template, self.at)
            self.at += 1
            if code == PERCENT:
                result.add(self.conversion())
            else:
                result.add_code(code)
        return result.finish()

    def peek(self) -> int:
        """The next character's code."""
        if self.at >= len(self.template):
            raise errors.value_error("incomplete format")
        return code_at(self.template, self.at)

    def next_value(self) -> Argument:
        if self.used >= len(self.values):
            raise errors.type_error("not enough arguments for format string")
        self.used += 1
        return self.values[self.used - 1]

    def named(self) -> Argument:
        """The value of a name in parentheses."""
        names = self.names
        if names is None:
            raise errors.type_error("format requires a mapping")
        begin = self.at + 1
        depth = 0
        while True:
            if self.at >= len(self.template):
                raise errors.value_error("incomplete format key")
            code = code_at(self.template, self.at)
            self.at += 1
            if code == 40:
                depth += 1
            elif code == 41:
                depth -= 1
                if depth == 0:
                    return names[self.template[begin : self.at - 1]]

    def number(self) -> int:
        """Digits or a star."""
        if self.peek() == STAR:
            self.at += 1
            value = self.next_value()
            if value.kind() != WHOLE:
                raise errors.type_error("* wants int")
            return value.whole()
        result = 0
        while 48 <= self.peek() <= 57:
            result = result * 10 + self.peek() - 48
            self.at += 1
        return result

    def conversion(self) -> str:
        """What stands behind a %."""
        if self.peek() == PERCENT:
            self.at += 1
            return "%"
        value: Argument | None = None
        if self.peek() == 40:
            value = self.named()
        flags = 0
        while True:
            flag = flag_of(self.peek())
            if flag == 0:
                break
            flags = flags | flag
            self.at += 1
        width = self.number()
        precision = one.UNSET
        if self.peek() == POINT:
            self.at += 1
            precision = one.precision_of(self.number())
        code = self.peek()
        if code == 104 or code == 108 or code == 76:
            self.at += 1
            code = self.peek()
        self.at += 1
        if value is None:
            value = self.next_value()
        return self.converted(value, flags, width, precision, code)

    def converted(self, value: Argument, flags: int, width: int, precision: int, code: int) -> str:
        kind = value.kind()
        if code == 115:
            return one.of_text(value.text(), flags, width, precision)
        if code == 114:
            return one.of_text(value.shown(), flags, width, precision)
        if code == 97:
            return one.of_text(casing.ascii_only(value.shown()), flags, width, precision)
        if code == 99:
            if kind == WHOLE:
                return one.of_text(one.of_code(value.whole()), flags, width, one.UNSET)
            if kind != TEXT:
                raise one.not_a_character()
            return one.of_text(one.of_character(value.text()), flags, width, one.UNSET)
        if code == 100 or code == 105 or code == 117:
            if kind == WHOLE or kind == REAL:
                if kind == REAL:
                    return one.of_whole_float(value.real(), flags, width, precision, code)
                return one.of_int(value.whole(), flags, width, precision, code)
            raise unfit(code, "a real number is required", value)
        if code == 120 or code == 88 or code == 111:
            if kind != WHOLE:
                raise unfit(code, "an integer is required", value)
            return one.of_int(value.whole(), flags, width, precision, code)
        if 101 <= code <= 103 or 69 <= code <= 71:
            if kind != WHOLE and kind != REAL:
                raise errors.type_error("must be real number, not " + value.type_name())
            real = float(value.whole()) if kind == WHOLE else value.real()
            return one.of_float(real, flags, width, precision, code)
        raise errors.value_error(
            f"unsupported format character '{chr(code)}' (0x{code:x}) at index {self.at - 1}"
        )


def flag_of(code: int) -> int:
    """The flag that a character stands for, or 0."""
    if code == 45:
        return one.LEFT
    if code == 43:
        return one.SIGN
    if code == 32:
        return one.SPACE
    if code == 35:
        return one.ALTERNATE
    return one.ZERO if code == 48 else 0


@cold
def unfit(code: int, wanted: str, value: Argument) -> TypeError:
    return errors.type_error(f"%{chr(code)} format: {wanted}, not {value.type_name()}")


# ---- str.format


def formatted(template: str, values: list[Argument], names: dict[str, Argument]) -> str:
    """template.format(*values, **names)"""
    return Fields(values, names).run(template, 2)


class Fields:
    """The fields of a template on its way. numbering: automatic or manual, once it is known."""

    values: list[Argument]
    names: dict[str, Argument]
    used: int
    numbering: int

    def __init__(self, values: list[Argument], names: dict[str, Argument]) -> None:
        self.values = values
        self.names = names
        self.used = 0
        self.numbering = 0

    def run(self, template: str, depth: int) -> str:
        """The text of a template, or of the spec inside a field."""
        if depth == 0:
            raise errors.value_error("Max string recursion exceeded")
        result = Builder(len(template))
        at = 0
        while at < len(template):
            code = code_at(template, at)
            at += 1
            if code != OPEN and code != CLOSE:
                result.add_code(code)
                continue
            doubled = at < len(template) and code_at(template, at) == code
            if doubled:
                result.add_code(code)
                at += 1
                continue
            if code == CLOSE:
                raise errors.value_error("Single '}' encountered in format string")
            if at == len(template):
                raise errors.value_error("Single '{' encountered in format string")
            end = field_end(template, at)
            result.add(self.field(template[at:end], depth))
            at = end + 1
        return result.finish()

    def field(self, source: str, depth: int) -> str:
        """name[!conversion][:spec]"""
        end = 0
        while end < len(source) and code_at(source, end) != COLON and code_at(source, end) != BANG:
            if code_at(source, end) == OPEN:
                raise errors.value_error("unexpected '{' in field name")
            end += 1
        value = self.value_of(source[:end])
        conversion = 0
        if end < len(source) and code_at(source, end) == BANG:
            if end + 1 == len(source):
                raise errors.value_error("end of string while looking for conversion specifier")
            conversion = code_at(source, end + 1)
            end += 2
            if end < len(source) and code_at(source, end) != COLON:
                raise errors.value_error("expected ':' after conversion specifier")
        spec = source[end + 1 :]
        if "{" in spec or "}" in spec:
            spec = self.run(spec, depth - 1)
        if conversion == 0:
            return value.formatted(spec)
        return format(converted(value, conversion), spec)

    def value_of(self, name: str) -> Argument:
        """The argument of a number or name."""
        if "." in name or "[" in name:
            raise errors.value_error(
                "attributes and indices of fields are compiled in constant templates only"
            )
        if name == "":
            if self.numbering == MANUAL:
                raise errors.value_error(
                    "cannot switch from manual field specification to automatic field numbering"
                )
            self.numbering = AUTOMATIC
            self.used += 1
            return self.numbered(self.used - 1)
        if name.isdecimal():
            if self.numbering == AUTOMATIC:
                raise errors.value_error(
                    "cannot switch from automatic field numbering to manual field specification"
                )
            self.numbering = MANUAL
            return self.numbered(int(name))
        return self.names[name]

    def numbered(self, index: int) -> Argument:
        if index >= len(self.values):
            raise errors.index_error(
                f"Replacement index {index} out of range for positional args tuple"
            )
        return self.values[index]


def field_end(template: str, at: int) -> int:
    """Where the field that begins there is closed."""
    depth = 1
    while at < len(template):
        code = code_at(template, at)
        if code == OPEN:
            depth += 1
        elif code == CLOSE:
            depth -= 1
            if depth == 0:
                return at
        at += 1
    raise errors.value_error("expected '}' before end of string")


def converted(value: Argument, conversion: int) -> str:
    """!s !r !a"""
    if conversion == 115:
        return value.text()
    if conversion == 114:
        return value.shown()
    if conversion == 97:
        return casing.ascii_only(value.shown())
    raise errors.value_error(
        f"Unknown conversion specifier {chr(conversion)}"
        if conversion > 32 and conversion < 127
        else f"Unknown conversion specifier \\x{conversion:x}"
    )
