"""Text of complex numbers: shown, formatted and read."""

from __future__ import annotations

from naja.runtime import errors, format, parse
from naja.runtime.spec import INNER, PLUS, RIGHT, UNSET, ZERO, Spec

MALFORMED = "complex() arg is a malformed string"


def shown(real: float, imag: float) -> str:
    """repr(): the real part is left out where it is 0.0."""
    if real == 0.0 and not format.is_negative(real):
        return _part(imag, False) + "j"
    return "(" + _part(real, False) + _part(imag, True) + "j)"


def _part(value: float, signed: bool) -> str:
    sign = format.signed(value)
    if signed and not sign:
        sign = "+"
    return sign + format.shown_float(value, 114, 17, False, False)


def formatted(real: float, imag: float, spec: str) -> str:
    """format(): each part by the spec, and the whole in its width."""
    if not spec:
        return shown(real, imag)
    whole = Spec(spec, RIGHT, 0, "complex")
    if whole.fill == ZERO:
        raise errors.value_error("Zero padding is not allowed in complex format specifier")
    if whole.align == INNER:
        raise errors.value_error("'=' alignment flag is not allowed in complex format specifier")
    bare = whole.type == 0
    body = ""
    if not bare or real != 0.0 or format.is_negative(real):
        body = _by_spec(real, whole, whole.sign)
        body += _by_spec(imag, whole, PLUS) + "j"
    else:
        body = _by_spec(imag, whole, whole.sign) + "j"
    if bare and (real != 0.0 or format.is_negative(real)):
        body = "(" + body + ")"
    return format.padded(whole, "", body)


def _by_spec(value: float, whole: Spec, sign: int) -> str:
    kind = whole.type
    if kind == 0 and whole.precision == UNSET:
        body = format.shown_float(value, 114, 17, False, whole.alternate)
        split = format.whole_length(body)
        part = _part_spec(whole, sign)
        head = format.sign_text(part, format.is_negative(value) and value == value)
        return format.numeric(part, head, body[:split], body[split:], 3)
    part = _part_spec(whole, sign)
    if kind == 0:
        part.type = 103
    return format.format_parsed_float(value, part)


def _part_spec(whole: Spec, sign: int) -> Spec:
    part = Spec("", RIGHT, 0, "complex")
    part.sign = sign
    part.type = whole.type
    part.precision = whole.precision
    part.grouping = whole.grouping
    part.alternate = whole.alternate
    return part


def parts(text: str) -> tuple[float, float]:
    """What complex(text) reads."""
    body = text.strip()
    if len(body) > 1 and body[0] == "(" and body[-1] == ")":
        body = body[1:-1].strip()
    if not body:
        raise errors.value_error(MALFORMED)
    if body[-1] != "j" and body[-1] != "J":
        return _number(body), 0.0
    body = body[:-1]
    split = _second_sign(body)
    imag = body[split:]
    real = _number(body[:split]) if split > 0 else 0.0
    if imag == "" or imag == "+":
        return real, 1.0
    return real, -1.0 if imag == "-" else _number(imag)


def _second_sign(body: str) -> int:
    """Where the imaginary part begins: at the last sign that belongs to no exponent."""
    for at in range(len(body) - 1, 0, -1):
        if body[at] in "+-" and body[at - 1] not in "eE":
            return at
    return 0


def _number(text: str) -> float:
    if not text or text[0] in " \t\n" or text[-1] in " \t\n":
        raise errors.value_error(MALFORMED)
    try:
        return parse.float_from_str(text)
    except ValueError:
        raise errors.value_error(MALFORMED) from None
