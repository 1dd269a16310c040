"""Formatting and parsing of numbers against CPython. The text primitives are replaced by
CPython's own.
"""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naja.runtime import format as fmt
from naja.runtime import parse, spec


class FakeBuilder:
    """builder.Builder over a list."""

    def __init__(self, expected):
        self.codes = []

    def add_code(self, code):
        self.codes.append(chr(code))

    def add(self, part):
        self.codes.append(part)

    def finish(self):
        return "".join(self.codes)


def digits_in(value, base, minus, letters):
    shown = {2: "b", 8: "o", 10: "d", 16: "x" if letters == 87 else "X"}[base]
    return "-" * minus + format(int.__index__(value), shown)


@pytest.fixture(autouse=True, scope="module")
def cpython_text():
    with pytest.MonkeyPatch.context() as patch:
        for module in (fmt, parse, spec):
            patch.setattr(module, "code_at", lambda text, index: ord(text[index]))
        patch.setattr(fmt, "Builder", FakeBuilder)
        patch.setattr(parse.casing, "shown", repr)
        patch.setattr(fmt, "digits_in", digits_in)
        yield


def outcome(function, *arguments):
    """What a call gives: the value, or the name and text of its error."""
    try:
        return function(*arguments)
    except ArithmeticError as error:
        return type(error).__name__, str(error)
    except ValueError as error:
        return type(error).__name__, str(error)
    except Exception as error:  # the runtime's own classes have no common base with CPython's
        if type(error).__module__ != "naja.runtime.exceptions":
            raise
        return type(error).__name__, error.message


@pytest.fixture(autouse=True, scope="module")
def cpython_errors(cpython_text):
    """The runtime's exception classes can only be raised in an image: raise CPython's instead."""
    from naja.runtime import errors

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(errors, "value_error", ValueError)
        patch.setattr(errors, "overflow_error", OverflowError)
        yield


def bits_to_float(bits):
    return struct.unpack("<d", bits.to_bytes(8, "little"))[0]


any_float = st.floats() | st.integers(0, 2**64 - 1).map(bits_to_float)
specs = st.from_regex(
    r"\A([ *0é]?[<>^=])?[-+ ]?z?#?0?([1-9][0-9]?)?[,_]?(\.[0-9]{1,2})?[bcdeEfFgGnosxX%]?\Z"
)


@given(any_float)
@settings(max_examples=200)
def test_float_repr(value):
    assert fmt.float_to_str(value) == repr(value)


@given(any_float.filter(lambda x: x == x))
@settings(max_examples=150)
def test_float_parse_of_repr(value):
    assert repr(parse.float_from_str(repr(value))) == repr(value)


@given(st.from_regex(r"\A[-+]?[0-9]{0,25}\.?[0-9]{0,25}(e[-+]?[0-9]{1,3})?\Z"))
@settings(max_examples=200)
def test_float_parse(text):
    assert repr(outcome(parse.float_from_str, text)) == repr(outcome(float, text))


@given(st.text(alphabet="0123456789.eE+-_ infaty", max_size=12))
def test_float_parse_of_nonsense(text):
    assert repr(outcome(parse.float_from_str, text)) == repr(outcome(float, text))


@pytest.mark.parametrize(
    "text",
    [
        "2.2250738585072011e-308", "4.9e-324", "2.4703282292062327e-324",
        "2.47032822920623272e-324",
        "1.7976931348623158e308", "1.7976931348623159e308", "9007199254740993",
        "0." + "0" * 400 + "1",
        "1" + "0" * 400 + "e-400", "1.00000000000000011102230246251565404236316680908203125",
        "1.00000000000000011102230246251565404236316680908203124" + "9" * 900,
        "1.00000000000000011102230246251565404236316680908203125" + "0" * 900 + "1",
    ],
)  # fmt: skip
def test_float_parse_hard(text):
    assert parse.float_from_str(text) == float(text)


@given(any_float, specs)
@settings(max_examples=300)
def test_format_float(value, spec):
    assert outcome(fmt.format_float, value, spec) == outcome(format, value, spec)


@given(st.integers(-(2**63), 2**63 - 1) | st.integers(-999, 2000), specs)
@settings(max_examples=300)
def test_format_int(value, spec):
    assert outcome(fmt.format_int, value, spec) == outcome(format, value, spec)


@given(st.text(max_size=8), specs)
@settings(max_examples=150)
def test_format_str(value, spec):
    assert outcome(fmt.format_str, value, spec) == outcome(format, value, spec)


@given(st.text(alphabet="0123456789abcxoz_+- ", max_size=8), st.sampled_from([0, 2, 8, 10, 16, 36]))
@settings(max_examples=200)
def test_int_parse(text, base):
    assert outcome(parse.int_from_str, text, base) == outcome(int, text, base)
