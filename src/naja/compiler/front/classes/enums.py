"""Enums: the methods that the library gives them, as source text; what a member holds.

A member is a frozen object with `name`, `value` and whatever else its making left in it. Flags are
made at run time too: one object for each value, kept in a table that starts with the members.
"""

from __future__ import annotations

import enum
import types
from collections.abc import Callable
from typing import Any, cast

from naja.compiler import types as t
from naja.compiler.front.annotations.facts import Fact, join
from naja.compiler.front.classes.hierarchy import subclasses
from naja.compiler.front.objects import bindings
from naja.compiler.front.problems import Unsupported

PLAIN_BASES = (int, str)


def is_enum(cls: type) -> bool:
    return isinstance(cls, enum.EnumMeta)


def enum_mro(cls: type) -> list[type]:
    """The classes of a program that an enum is made of."""
    skipped = ("enum", "builtins", "abc", "typing")
    return [c for c in cls.__mro__ if c.__module__ not in skipped]


def plain_base(cls: type) -> type | None:
    """int or str, where members are of that type too."""
    return next((b for b in PLAIN_BASES if is_enum(cls) and issubclass(cls, b)), None)


def stands_for_value(cls: type) -> bool:
    """Whether a member given where its value's type is expected behaves as the value does."""
    base, text = plain_base(cls), cast(Any, cls).__str__
    return base is int or (base is str and text is str.__str__)


def member_fields(cls: type) -> dict[str, Fact]:
    """The attributes of the members, with their types."""
    from naja.compiler.front.objects.freeze import type_of_value

    family = _family(cls)
    members = [m for c in family for m in _members(c).values()]
    text = bindings.builtin_type("str")
    kinds = [type_of_value(m.value) for m in members]
    flag = issubclass(cls, enum.Flag)
    fields = {
        "name": Fact(t.optional(text) if flag else text, fixed=True),
        "value": Fact(t.union_type(kinds) if kinds else t.INT, fixed=True),
    }
    for member in [m for m in members if isinstance(m, cls)]:
        for name, value in vars(member).items():
            if not name.startswith("_") or name.strip("_") not in _OWN:
                fact = fields.setdefault(name, Fact(t.NEVER))
                fact.type = join(fact.type, type_of_value(value))
    return fields


_OWN = {"name", "value", "objclass", "sort_order", "hashable_values", "inverted"}


def _family(cls: type) -> list[type]:
    """All enums with the same root: what is read through the root lies in one place."""
    root = [c for c in enum_mro(cls) if is_enum(c)][-1]
    return [root, *subclasses(root)]


def _members(cls: type) -> dict[str, enum.Enum]:
    return dict(cast(type[enum.Enum], cls).__members__)


# ---- methods -------------------------------------------------------------------------------------


def method_text(cls: type, name: str, values: dict[str, Any]) -> str | None:
    """The source of a method that the library gives `cls`; what it uses goes into `values`."""
    if is_written(cls, name):
        return None
    if name in _TEXTS:
        return _TEXTS[name](cls)
    if name == "__hash__" and plain_base(cls) is not None:
        return "def __hash__(self) -> int:\n    return hash(self.value)\n"
    if not issubclass(cls, enum.Flag) or name not in _FLAG_METHODS:
        return None
    values.update(_flag_values(cls))
    text = _FLAG_METHODS[name]
    if name in ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__"):
        other = "int" if issubclass(cls, int) else "Own"
        amount = "other" if issubclass(cls, int) else "other.value"
        sign = {"or": "|", "and": "&", "xor": "^"}[name.strip("_").removeprefix("r")]
        if name.startswith("__r") and not issubclass(cls, int):
            return None
        return (
            f"def {name}(self, other: {other}) -> Own:\n"
            f"    return make(self.value {sign} {amount})\n"
        )
    return text


def is_written(cls: type, name: str) -> bool:
    """Whether a class of the program defines the method."""
    for base in enum_mro(cls):
        live = vars(base).get(name)
        if isinstance(live, types.FunctionType) and live.__code__.co_filename != enum.__file__:
            return True
    return False


def is_written_class_method(cls: type, name: str) -> bool:
    """Whether the class itself defines a class method of that name."""
    return isinstance(vars(cls).get(name), classmethod)


def _str_text(cls: type) -> str:
    live: Any = cls.__str__
    if live in (int.__repr__, int.__str__, str.__str__):
        return "def __str__(self) -> str:\n    return str(self.value)\n"
    return f"def __str__(self) -> str:\n    {_named(cls, '({self.value!r})', '')}\n"


def _repr_text(cls: type) -> str:
    shown = "': ' + repr(self.value) + '>'"
    head = f"'<{cls.__name__}'"
    if not issubclass(cls, enum.Flag):
        return f"def __repr__(self) -> str:\n    return {head} + '.' + self.name + {shown}\n"
    return (
        "def __repr__(self) -> str:\n"
        f"    name = self.name\n    if name is None:\n        return {head} + {shown}\n"
        f"    return {head} + '.' + name + {shown}\n"
    )


def _named(cls: type, without: str, end: str) -> str:
    if not issubclass(cls, enum.Flag):
        return f"return f'{cls.__name__}.{{self.name}}{end}'"
    return (
        f"name = self.name\n    if name is None:\n        return f'{cls.__name__}{without}{end}'\n"
        f"    return f'{cls.__name__}.{{name}}{end}'"
    )


def _format_text(cls: type) -> str:
    live: Any = cls.__format__
    plain = live in (int.__format__, str.__format__)
    value = "self.value" if plain else "str(self)"
    return f"def __format__(self, spec: str) -> str:\n    return format({value}, spec)\n"


_TEXTS: dict[str, Callable[[type], str]] = {
    "__str__": _str_text,
    "__repr__": _repr_text,
    "__format__": _format_text,
}

_FLAG_METHODS = {
    **dict.fromkeys(("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__"), ""),
    "__invert__": "def __invert__(self) -> Own:\n    return make(MASK & ~self.value)\n",
    "__contains__": (
        "def __contains__(self, other: Own) -> bool:\n"
        "    return other.value & self.value == other.value\n"
    ),
    "__bool__": "def __bool__(self) -> bool:\n    return self.value != 0\n",
    "__len__": "def __len__(self) -> int:\n    return (self.value & MASK).bit_count()\n",
    "__iter__": (
        "def __iter__(self) -> Iterator[Own]:\n"
        "    for member in SINGLES:\n"
        "        if member.value & self.value:\n"
        "            yield member\n"
    ),
}

_MAKE = """def make(value: int) -> Own:
    if value in TABLE:
        return TABLE[value]
    if not ~BITS <= value <= BITS or value & (BITS ^ MASK):
        {outside}
    if value < 0:
        value += BITS + 1
        if value in TABLE:
            return TABLE[value]
    made = allocate_object(Own)
    made.value = value
    names = [m.name or '' for m in SINGLES if m.value & value]
    if value & ~MASK and names:
        names.append(str(value & ~MASK))
    made.name = '|'.join(names) if names else None
    TABLE[value] = made
    return made
"""
_OUTSIDE = {
    enum.STRICT: (
        "count = max(value.bit_length(), BITS.bit_length())\n"
        "        given = value & ((1 << count) - 1)\n"
        "        raise ValueError(f\"<flag '{name}'> invalid value {{value}}\\n\"\n"
        '            f"    given 0b{{int(value < 0)}} {{given:0{{count}}b}}\\n"\n'
        '            f"  allowed 0b0 {{MASK:0{{count}}b}}")'
    ),
    enum.CONFORM: "return make(value & MASK)",
    enum.KEEP: (
        "if value < 0:\n            return make(max(BITS + 1, 1 << value.bit_length()) + value)"
    ),
}
_made: dict[type, dict[str, Any]] = {}


def _flag_values(cls: type) -> dict[str, Any]:
    """What the methods of a flag share: its members by value, and the function that adds to
    them."""
    from collections.abc import Iterator

    from naja.compiler.front.classes.generated import function_from
    from naja.lang.unsafe import allocate_object

    if cls not in _made:
        live: Any = cls
        if live._boundary_ not in _OUTSIDE or live._flag_mask_ != live._singles_mask_:
            raise Unsupported(
                None,
                f"the flag {cls.__name__} has members of several bits alone, or ejects values",
                "give every bit a member of its own, and keep the default boundary",
            )
        values = {
            "TABLE": dict(live._value2member_map_),
            "SINGLES": list(live._iter_member_(live._flag_mask_)),
            "MASK": live._flag_mask_,
            "BITS": live._all_bits_,
            "Iterator": Iterator,
        }
        outside = _OUTSIDE[live._boundary_].format(name=cls.__name__)
        text = _MAKE.format(outside=outside)
        make = function_from(text, cls, "make", {**values, "allocate_object": allocate_object})
        _made[cls] = {**values, "make": make}
    return _made[cls]


def maker(cls: type) -> types.FunctionType:
    """The function that gives the flag of a value."""
    return cast(types.FunctionType, _flag_values(cls)["make"])
