"""JSON: read and written as the standard library does, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naja.http.jsontext import DEEPEST, Reader, Unfit, document, write_number, write_text


def skipped(data: bytes) -> None:
    reader = Reader(data, "body")
    reader.skip()
    reader.end()


def is_sound(data: bytes) -> bool:
    try:
        skipped(data)
    except Unfit:
        return False
    return True


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_what_the_standard_library_writes(value: Any, plain: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=plain, indent=indent)
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    assert is_sound(data)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='[]{}:," 01-.eE+tfn\\u"', max_size=8).map(str.encode))
def test_soundness_as_the_standard_library_has_it(data: bytes) -> None:
    try:
        json.loads(data, parse_constant=lambda name: 1 / 0)
    except (ValueError, ZeroDivisionError):
        expected = False
    else:
        expected = True
    assert is_sound(data) is expected


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_strings(value: str) -> None:
    try:
        plain = json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return
    for data in (plain, json.dumps(value).encode()):
        assert Reader(data, "body").text() == value
    out: list[str] = []
    write_text(out, value)
    written = document(out)
    assert json.loads(written) == value
    assert written.replace(b"\\u007f", b"\x7f") == plain


@settings(max_examples=100, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers(value: float) -> None:
    out: list[str] = []
    write_number(out, value)
    assert Reader(document(out), "body").number() == value


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_numbers_that_json_does_not_have(value: float) -> None:
    with pytest.raises(ValueError, match="JSON has no"):
        write_number([], value)


@pytest.mark.parametrize("text", ["0", "-1", "9223372036854775807", "-9223372036854775807", " 7 "])
def test_integers(text: str) -> None:
    reader = Reader(text.encode(), "body")
    assert reader.integer() == int(text)
    reader.end()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"9223372036854775808", "the integer is too large"),
        (b"1" * 30, "the integer is too large"),
        (b"1.0", "an integer is expected"),
        (b"1e2", "an integer is expected"),
        (b"true", "an integer is expected"),
        (b'"1"', "an integer is expected"),
        (b"", "an integer is expected"),
        (b"+1", "an integer is expected"),
        (b"-", "an integer is expected"),
        (b"1.", "a digit is expected"),
        (b"1e", "a digit is expected"),
    ],
)
def test_what_is_no_integer(data: bytes, reason: str) -> None:
    with pytest.raises(Unfit, match=reason) as raised:
        Reader(data, "body").integer()
    assert raised.value.place == ["body"]


def test_a_number_that_is_too_long() -> None:
    assert Reader(b"0." + b"1" * 998, "body").number() > 0.1
    with pytest.raises(Unfit, match="the number is too long"):
        Reader(b"0." + b"1" * 999, "body").number()


def test_a_number_that_is_too_large() -> None:
    with pytest.raises(Unfit, match="the number is too large"):
        Reader(b"1e999", "body").number()


@pytest.mark.parametrize(
    "data",
    [
        b'"',
        b'"a',
        b'"\n"',
        b'"\\',
        b'"\\x"',
        b'"\\u12"',
        b'"\\u12g4"',
        b'"\\ud800"',
        b'"\\udc00"',
        b'"\\ud800\\u0041"',
        b'"\xff"',
        b'"\xc0\x80"',
        b'"\xed\xa0\x80"',
        b"'a'",
    ],
)
def test_strings_that_are_none(data: bytes) -> None:
    with pytest.raises(Unfit):
        Reader(data, "body").text()


def test_depth() -> None:
    assert is_sound(b"[" * DEEPEST + b"]" * DEEPEST)
    assert not is_sound(b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1))
    assert not is_sound(b'{"a":' * 100000)
    assert is_sound(b"[" + b",".join([b"[[]]"] * 100) + b"]")


def test_the_place_of_a_mistake() -> None:
    reader = Reader(b'{"a": [1, {"b": tru}]}', "body")
    with pytest.raises(Unfit) as raised:
        reader.skip()
    assert raised.value.place == ["body", "a", "1", "b"]


@pytest.mark.parametrize("data", [b"1 1", b"[] ]", b"nullx", b"\xef\xbb\xbf1", b"1\0", b"\x0b1"])
def test_nothing_stands_around_a_value(data: bytes) -> None:
    assert not is_sound(data)
